/** The lines of one record as the fold wants them, erased ones included by what their erase line says of them. */
import type { Version } from "@amana/record";
import { type Db, prepared } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { digestTextAt, packsOf, textAt } from "./packs.ts";

interface ErasedRow {
  readonly parents: string;
  readonly kind: string;
  readonly fields: string;
  readonly t: string;
}

export interface RecordLines {
  /** Row id of the record. */
  readonly record: number;
  readonly e: string;
  /** Row id of the notebook its first line stands in. */
  readonly notebook: number;
  readonly versions: Version[];
  /** Row ids of the lines, in step with `versions`. */
  readonly ids: readonly number[];
}

export function versionsOf(db: Db, record: number): RecordLines {
  return versionsAt(db, record, prepared(db, LINES).pluck().all(record) as number[]);
}

/** The same where the row ids of its lines are known, in order. */
export function versionsAt(db: Db, record: number, lines: readonly number[]): RecordLines {
  const packs = packsOf(db);
  const versions: Version[] = [];
  const ids: number[] = [];
  let e: string | undefined;
  for (const id of lines) {
    const pack = packs.holding(id);
    if (pack === undefined) continue;
    const body = textAt(pack, id);
    const digest = digestTextAt(pack, id);
    e ??= body === undefined ? String(prepared(db, NAME).pluck().get(record)) : undefined;
    const version = body === undefined ? erasedVersion(db, id, e ?? "", digest) : versionOf(body, digest);
    if (version === undefined) continue;
    e ??= version.e;
    versions.push(version);
    ids.push(id);
  }
  return {
    record,
    e: e ?? String(prepared(db, NAME).pluck().get(record)),
    notebook: Math.floor((lines[0] ?? 0) / POSITIONS),
    versions,
    ids,
  };
}

const NAME = "SELECT e FROM record WHERE id = ?";
const LINES = "SELECT id FROM line WHERE record = ? ORDER BY id";
const ERASED = "SELECT parents, kind, fields, t FROM erased WHERE line = ?";

/** A line of our own log: it was admitted once, so it parses. `digest` in hex. */
export function versionOf(body: string, digest: string): Version {
  const { k, v, e, p, t, x } = JSON.parse(body) as Omit<Version, "digest">;
  return { digest, k, v, e, p, t, x };
}

function erasedVersion(db: Db, line: number, e: string, digest: string): Version | undefined {
  const erased = prepared(db, ERASED).get(line) as ErasedRow | undefined;
  if (erased === undefined) return undefined;
  return {
    digest,
    k: erased.kind,
    v: 1,
    e,
    p: JSON.parse(erased.parents) as string[],
    t: erased.t,
    x: {},
    erased: { fields: JSON.parse(erased.fields) as string[] },
  };
}
