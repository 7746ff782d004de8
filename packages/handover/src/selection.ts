/**
 * From what was chosen to the closed set of what goes: sources with their families, standing facts, the persons those
 * facts name, and a count of what stays behind. Looks only; decides nothing about consent.
 */
import { err, ok, type Result } from "@amana/format";
import type { ActAlleged, Citation, ClaimMade, LinkStated, Received, StatementState, Version } from "@amana/record";
import type { LinePlace, VaultView } from "@amana/vault";
import type { OrderRefusal, Wish, Withheld } from "./order.ts";

/** A line of the record, where it stands. Its text is fetched when it is needed. */
export type Standing = Omit<LinePlace, "text">;

export interface Item {
  /** `AMN-000001`: this package's own number. The record id is `source`. */
  readonly item: string;
  readonly source: string;
  readonly path: string;
  readonly received: Received;
  readonly line: Standing;
}

export interface Fact {
  /** `F-000001`. */
  readonly fact: string;
  readonly id: string;
  readonly citations: readonly Citation[];
  readonly body: Statement;
  readonly line: Standing;
}

type Statement = ClaimMade | ActAlleged | LinkStated;

export interface Selection {
  readonly items: readonly Item[];
  readonly facts: readonly Fact[];
  /** Persons, groups, places and incidents named in the facts: their opening lines are apart from what happened (R5). */
  readonly named: readonly { readonly id: string; readonly line: Standing }[];
  readonly withheld: readonly Withheld[];
}

export function select(view: VaultView, wish: Wish): Result<Selection, OrderRefusal> {
  const unknown = unknownIn(view, wish);
  if (unknown !== undefined) return err({ type: "id-not-known", id: unknown });
  const left = new Tally();
  const sources = new Set<string>();
  const facts = new Map<string, StatementState<Statement>>();

  const addSource = (id: string): void => {
    const waiting = [id];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (sources.has(at)) continue;
      if (view.source(at) === undefined) {
        left.add("source", "erased", at);
        continue;
      }
      sources.add(at);
      for (const child of view.sources({ parent: at })) waiting.push(child.id);
    }
  };
  const addFact = (id: string): void => {
    const state = statementOf(view, id);
    if (state === undefined) left.add("fact", "erased", id);
    else if (state.withdrawn !== undefined) left.add("fact", "withdrawn", id);
    else facts.set(id, state);
  };

  for (const id of wish.sources ?? []) addSource(id);
  for (const id of wish.facts ?? []) addFact(id);
  for (const person of wish.persons ?? []) {
    for (const { id } of view.statementsAbout(person)) {
      addFact(id);
      for (const citation of facts.get(id)?.body.citations ?? []) addSource(citation.source);
    }
  }
  if (wish.all === true) {
    for (const { id } of view.sources()) sources.add(id);
    for (const { id } of view.statements()) addFact(id);
    for (const { k, e } of erasedLines(view)) {
      if (k === "source.received") left.add("source", "erased", e);
      if ((k === "claim.made" || k === "act.alleged" || k === "link.stated") && !facts.has(e))
        left.add("fact", "erased", e);
    }
  }
  if (sources.size === 0 && facts.size === 0) return err({ type: "nothing-chosen" });

  const items = itemsOf(view, sources);
  if (!items.ok) return items;
  const numbered = factsOf(view, facts);
  if (!numbered.ok) return numbered;
  for (const { citations, body } of numbered.value) {
    for (const { source } of [...citations, ...shownBy(body)])
      if (!sources.has(source))
        left.add("cited source", view.source(source) === undefined ? "erased" : "not selected", source);
  }
  for (const { received } of items.value) {
    const parent = received.family?.parent;
    if (parent !== undefined && !sources.has(parent))
      left.add("containing source", view.source(parent) === undefined ? "erased" : "not selected", parent);
  }
  const named = namedIn(view, numbered.value, left);
  return ok({ items: items.value, facts: numbered.value, named, withheld: left.rows() });
}

/** The first id that no line of this vault has, or that is not of the type it was given as. */
function unknownIn(view: VaultView, { sources = [], facts = [], persons = [] }: Wish): string | undefined {
  const isKnown = (id: string, ...prefixes: string[]) =>
    prefixes.some((prefix) => id.startsWith(prefix)) && view.proofFor(id).length > 0;
  return (
    sources.find((id) => !isKnown(id, "src_")) ??
    facts.find((id) => !isKnown(id, "clm_", "act_", "lnk_")) ??
    persons.find((id) => !isKnown(id, "per_"))
  );
}

export function statementOf(view: VaultView, id: string): StatementState<Statement> | undefined {
  if (id.startsWith("lnk_")) return view.state("lnk", id);
  return id.startsWith("clm_") ? view.state("clm", id) : view.state("act", id);
}

function* erasedLines(view: VaultView): Iterable<{ readonly k: string; readonly e: string }> {
  for (const line of view.history()) if (line.text === undefined) yield line;
}

/** Where this version of a record stands. */
export function standingOf(view: VaultView, { e, digest }: Pick<Version, "e" | "digest">): Standing {
  const found = view.proofFor(e).find((line) => line.digest === digest);
  if (found?.text === undefined) throw new TypeError("a version that was read has its line");
  return { notebook: found.notebook, branch: found.branch, position: found.position, digest };
}

/** One order on every device: by notebook and position, never by when a line arrived here. */
export function byPlace(a: Standing, b: Standing): number {
  if (a.notebook !== b.notebook) return a.notebook < b.notebook ? -1 : 1;
  return a.branch - b.branch || a.position - b.position;
}

/** Six digits number an item or a fact. */
const MOST = 999_999;
/** Eleven octal digits (PK-19). */
const LARGEST = 8 ** 11 - 1;

function itemsOf(view: VaultView, chosen: ReadonlySet<string>): Result<readonly Item[], OrderRefusal> {
  interface Found {
    readonly id: string;
    readonly received: Received;
    readonly line: Standing;
  }
  const tops: Found[] = [];
  const members = new Map<string, Found[]>();
  for (const id of chosen) {
    const state = view.state("src", id);
    if (state === undefined) continue;
    const { received } = state;
    if (received.file.bytes > LARGEST) return err({ type: "package-too-large", record: id });
    const found = { id, received, line: standingOf(view, state.receivedVersion) };
    const parent = received.family?.parent;
    if (parent === undefined || !chosen.has(parent)) tops.push(found);
    else members.set(parent, [...(members.get(parent) ?? []), found]);
  }
  // A family stays together: the letter, then what was attached to it.
  const items: Item[] = [];
  const waiting = tops.sort((a, b) => byPlace(b.line, a.line));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (items.length === MOST) return err({ type: "package-too-large", record: at.id });
    const item = `AMN-${String(items.length + 1).padStart(6, "0")}`;
    const path = `data/sources/${item}/${item}.${extensionOf(at.received)}`;
    items.push({ item, source: at.id, path, received: at.received, line: at.line });
    const own = members.get(at.id) ?? [];
    own.sort((a, b) => positionOf(b.received) - positionOf(a.received) || byPlace(b.line, a.line));
    waiting.push(...own);
  }
  return ok(items);
}

function positionOf(received: Received): number {
  return received.family?.position ?? 0;
}

/** The name as received stays in the line; only a harmless ending of it becomes part of a path. */
function extensionOf({ file }: Received): string {
  const [, own] = /\.([A-Za-z0-9]{1,12})$/.exec(file.name) ?? [];
  return own?.toLowerCase() ?? extensions[file.type] ?? "bin";
}

const extensions: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "application/mbox": "mbox",
  "image/jpeg": "jpg",
  "image/png": "png",
  "message/rfc822": "eml",
  "text/html": "html",
  "text/plain": "txt",
};

function factsOf(
  view: VaultView,
  chosen: ReadonlyMap<string, StatementState<Statement>>,
): Result<readonly Fact[], OrderRefusal> {
  const found = [...chosen].map(([id, { body, version }]) => ({ id, body, line: standingOf(view, version) }));
  const beyond = found[MOST];
  if (beyond !== undefined) return err({ type: "package-too-large", record: beyond.id });
  found.sort((a, b) => byPlace(a.line, b.line));
  return ok(
    found.map(({ id, body, line }, n) => ({
      fact: `F-${String(n + 1).padStart(6, "0")}`,
      id,
      citations: body.citations,
      body,
      line,
    })),
  );
}

/** The pages that show why perpetrators chose somebody. */
function shownBy(body: Statement): readonly Citation[] {
  const perceived = "perceived" in body ? (body.perceived ?? []) : [];
  return perceived.flatMap(({ indicators }) => indicators.flatMap(({ citation }) => (citation ? [citation] : [])));
}

/** Every record a fact names, on whichever side: without their opening lines a reader has only ids. */
function namedIn(view: VaultView, facts: readonly Fact[], left: Tally): Selection["named"] {
  const ids = new Set(facts.flatMap(({ body }) => namesOf(body)));
  const named: { readonly id: string; readonly line: Standing }[] = [];
  for (const id of [...ids].sort()) {
    const type = id.slice(0, id.indexOf("_"));
    if (type !== "per" && type !== "grp" && type !== "inc" && type !== "plc") continue;
    const state = view.state(type, id);
    if (state !== undefined) named.push({ id, line: standingOf(view, state.version) });
    else if (type === "per") left.add("person", "erased", id);
  }
  return named;
}

function namesOf(body: Statement): readonly string[] {
  const sayer = body.said_by.type === "person" ? [body.said_by.person] : [];
  const at = (where: { readonly place?: string | undefined } | undefined) =>
    where?.place === undefined ? [] : [where.place];
  if ("about" in body) {
    const { value } = body;
    const meant = value.type === "record" ? [value.record] : value.type === "place" ? at(value.place) : [];
    return [...sayer, body.about, ...meant];
  }
  if ("relation" in body) return [...sayer, body.from, body.to];
  const parties = [...body.victims, ...body.perpetrators.map(({ who }) => who)].flatMap((party) =>
    party.type === "person" ? [party.person] : party.type === "group" ? [party.group] : [],
  );
  return [...sayer, ...(body.incident === undefined ? [] : [body.incident]), ...parties, ...at(body.where)];
}

/** What stays behind: each record once under each reason. */
class Tally {
  readonly #seen = new Map<string, Set<string>>();

  add(what: Withheld["what"], reason: Withheld["reason"], id: string): void {
    const key = `${what}\t${reason}`;
    this.#seen.set(key, (this.#seen.get(key) ?? new Set()).add(id));
  }

  rows(): readonly Withheld[] {
    return [...this.#seen].sort().map(([key, ids]) => {
      const [what, reason] = key.split("\t") as [Withheld["what"], Withheld["reason"]];
      return { what, count: ids.size, reason };
    });
  }
}
