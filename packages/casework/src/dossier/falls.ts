/**
 * What falls if a source or a witness is withdrawn: the statements that stand on it alone, those that keep another page, and
 * what that leaves of the records they are about. Says what would be; withdraws nothing.
 */
import type { VaultView } from "@amana/vault";
import { restsOnOne, type ValueShown, valueShown } from "./statement.ts";

export interface Falls {
  /** A person is asked about as one who says something, a list by its source, a source with its family and its doubles. */
  readonly of: { readonly type: "source" | "sayer" | "list"; readonly id: string; readonly sources: readonly string[] };
  /** Ids of claims, acts and links that stand on it alone. */
  readonly fall: readonly string[];
  /** …that keep so many citations of other sources. */
  readonly weakened: readonly { readonly id: string; readonly left: number }[];
  /** Records about which nothing is left. */
  readonly emptied: readonly string[];
  /** Properties and acts that would rest on one source, or on one who says so, and did not before. */
  readonly singleSource: {
    readonly properties: readonly { readonly about: string; readonly property: string }[];
    readonly acts: readonly string[];
  };
}

export function falls(view: VaultView, id: string): Falls | undefined {
  const type = id.slice(0, id.indexOf("_"));
  if (type === "per")
    return told(view, { type: "sayer", id, sources: [] }, new Set(view.statementsSaidBy(id)), new Map());
  const source = type === "lst" ? view.state("lst", id)?.body.source : type === "src" ? id : undefined;
  if (source === undefined) return undefined;
  const fall = new Set<string>();
  const weakened = new Map<string, number>();
  for (const { id: statement, left } of view.restingOn([source]))
    if (left === 0) fall.add(statement);
    else weakened.set(statement, left);
  const sources = view.sourcesWith([source]);
  return told(view, { type: type === "lst" ? "list" : "source", id, sources }, fall, weakened);
}

function told(
  view: VaultView,
  of: Falls["of"],
  fall: ReadonlySet<string>,
  weakened: ReadonlyMap<string, number>,
): Falls {
  const gone = new Set(of.sources);
  return {
    of,
    fall: [...fall],
    weakened: [...weakened].map(([id, left]) => ({ id, left })),
    emptied: emptied(view, fall),
    singleSource: {
      properties: newlySingle(view, fall, weakened, gone),
      acts: [...weakened.keys()].filter((id) => id.startsWith("act_") && becomesSingle(view, id, gone)),
    },
  };
}

function emptied(view: VaultView, fall: ReadonlySet<string>): string[] {
  const asked = new Set<string>();
  const empty: string[] = [];
  for (const statement of fall)
    for (const record of view.subjectsOf(statement)) {
      if (asked.has(record)) continue;
      asked.add(record);
      if (!view.statementsOn(record).some(({ id, withdrawn }) => !withdrawn && !fall.has(id))) empty.push(record);
    }
  return empty;
}

function newlySingle(
  view: VaultView,
  fall: ReadonlySet<string>,
  weakened: ReadonlyMap<string, number>,
  gone: ReadonlySet<string>,
): { readonly about: string; readonly property: string }[] {
  const asked = new Map<string, { readonly about: string; readonly property: string }>();
  for (const id of [...fall, ...weakened.keys()]) {
    const claim = id.startsWith("clm_") ? view.state("clm", id)?.body : undefined;
    if (claim !== undefined)
      asked.set(`${claim.about} ${claim.property}`, { about: claim.about, property: claim.property });
  }
  return [...asked.values()].filter(({ about, property }) => {
    const before = view.claimsUnder(about, property).flatMap((id) => valueShown(view, id) ?? []);
    const after = before.filter(({ id }) => !fall.has(id)).map((value) => without(value, gone));
    return after.length > 0 && !restsOnOne(before) && restsOnOne(after);
  });
}

function becomesSingle(view: VaultView, id: string, gone: ReadonlySet<string>): boolean {
  const body = view.state("act", id)?.body;
  if (body === undefined) return false;
  const standing = { saidBy: body.said_by, citations: body.citations };
  return !restsOnOne([standing]) && restsOnOne([without(standing, gone)]);
}

function without<T extends Pick<ValueShown, "saidBy" | "citations">>(value: T, gone: ReadonlySet<string>): T {
  return { ...value, citations: value.citations.filter(({ source }) => !gone.has(source)) };
}
