/** Records by id, and what the log holds about each: the one way from an id a person typed to state and lines. */
import { err, ok, type Result } from "@amana/format";
import { folds, type RecordType, recordTypes, type State, type Version } from "@amana/record";
import { type Db, prepared } from "../db/connection.ts";
import { versionsOf } from "../log/versions.ts";

export type IdRefusal =
  | { readonly type: "id-malformed" }
  | { readonly type: "id-not-known"; readonly id: string }
  | { readonly type: "id-ambiguous"; readonly id: string; readonly matches: readonly string[] };

/** Full ids, or the first characters of one as long as only one begins so (at least the prefix and four characters). */
export function resolveId(db: Db, typed: string, types?: readonly RecordType[]): Result<string, IdRefusal> {
  if (!/^[a-z]{1,4}_[a-z2-7]{1,20}$/.test(typed)) return err({ type: "id-malformed" });
  const matches = prepared(
    db,
    "SELECT e FROM record WHERE e >= ? AND e < ? AND EXISTS (SELECT 1 FROM line WHERE line.record = record.id) ORDER BY e LIMIT 6",
  )
    .pluck()
    .all(typed, `${typed}\u{10ffff}`) as string[];
  const fitting =
    types === undefined ? matches : matches.filter((e) => types.includes(e.slice(0, e.indexOf("_")) as RecordType));
  const [first, second] = fitting;
  if (first === undefined) return err({ type: "id-not-known", id: typed });
  if (second !== undefined && first !== typed) return err({ type: "id-ambiguous", id: typed, matches: fitting });
  return ok(first);
}

export function versionsById(db: Db, e: string): Version[] {
  const record = prepared(db, "SELECT id FROM record WHERE e = ?").pluck().get(e);
  return record === undefined ? [] : versionsOf(db, Number(record)).versions;
}

/** The state of a record as its lines fold, straight from the log. */
export function stateOf<T extends RecordType>(db: Db, type: T, e: string): State<T> | undefined {
  if (!Object.hasOwn(recordTypes, type) || !e.startsWith(`${type}_`)) return undefined;
  return folds[type](versionsById(db, e)) as State<T> | undefined;
}

/** Ids of one type, in the order they were first spoken of; one that is only spoken of has no state. */
export function idsOf(db: Db, type: RecordType): string[] {
  return prepared(db, "SELECT e FROM record WHERE e >= ? AND e < ? ORDER BY id")
    .pluck()
    .all(`${type}_`, `${type}\``) as string[];
}
