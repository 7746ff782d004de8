/**
 * Which value of a record stands: order comes from parents, never from clocks (spec/notebook.md). The answer depends only
 * on the set of lines, not on the order in which they arrived.
 */

/** One line of a record as the fold sees it. An erased line keeps its place in the graph and the names of its fields. */
export interface Version {
  /** Hex SHA-256 of the line. */
  readonly digest: string;
  readonly k: string;
  readonly v: number;
  readonly e: string;
  readonly p: readonly string[];
  /** The writer's clock: shown, and used only to choose which of two concurrent values is shown first. */
  readonly t: string;
  readonly x: Readonly<Record<string, unknown>>;
  readonly erased?: { readonly fields: readonly string[] };
}

export interface FieldValue<T> {
  readonly value: T;
  readonly version: Version;
  /** Values written without knowledge of this one, still standing beside it. */
  readonly besides: readonly { readonly value: T; readonly version: Version }[];
}

/** Latest first by (t, digest): a rule for showing, the same on every device. */
export function byShownFirst(a: Version, b: Version): number {
  if (a.t !== b.t) return a.t < b.t ? 1 : -1;
  return a.digest < b.digest ? 1 : a.digest > b.digest ? -1 : 0;
}

/**
 * The versions of `candidates` that no other candidate descends from, each once, in the order they are shown. `all`
 * supplies the edges between them. Erased lines belong among the candidates and are left out afterwards (`standing`).
 */
export function heads(candidates: readonly Version[], all: readonly Version[]): Version[] {
  if (candidates.length <= 1) return [...candidates];
  const byDigest = new Map(all.map((version) => [version.digest, version]));
  const superseded = new Set<string>();
  for (const candidate of candidates) {
    const waiting = [...candidate.p];
    const seen = new Set<string>();
    while (waiting.length > 0) {
      const digest = waiting.pop();
      if (digest === undefined || seen.has(digest)) continue;
      seen.add(digest);
      superseded.add(digest);
      waiting.push(...(byDigest.get(digest)?.p ?? []));
    }
  }
  return once(candidates.filter((candidate) => !superseded.has(candidate.digest)));
}

/** A line that arrived twice is one line. In the order they are shown. */
export function once(versions: readonly Version[]): Version[] {
  return [...new Map(versions.map((version) => [version.digest, version])).values()].sort(byShownFirst);
}

/** What stands of `candidates`. An erased line still supersedes what came before it: old values do not come back (R11). */
export function standing(candidates: readonly Version[], all: readonly Version[]): Version[] {
  return heads(candidates, all).filter((version) => version.erased === undefined);
}

/**
 * The standing value of one field over all lines that set it; undefined when nobody set it or what stands was erased.
 * `among` says which lines may set it; the edges always come from `all`, since they may lead through lines of any kind.
 */
export function fieldValue<T>(all: readonly Version[], field: string, among = all): FieldValue<T> | undefined {
  const setters = among.filter((version) =>
    version.erased ? version.erased.fields.includes(field) : version.x[field] !== undefined,
  );
  const [first, ...rest] = standing(setters, all);
  if (first === undefined) return undefined;
  const value = (version: Version) => version.x[field] as T;
  return {
    value: value(first),
    version: first,
    besides: rest.map((version) => ({ value: value(version), version })),
  };
}

/** Digests a new line of this record must name as parents: everything its writer has seen that nothing descends from. */
export function parentsFor(all: readonly Version[]): string[] {
  return heads(all, all)
    .map((version) => version.digest)
    .sort();
}
