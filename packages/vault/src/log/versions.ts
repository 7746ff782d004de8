/** The lines of one record as the fold wants them, erased ones included by what their erase line says of them. */
import { toHex } from "@amana/format";
import type { Version } from "@amana/record";
import type { Db, Statement } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { digestAt, packsOf, textAt } from "./packs.ts";

interface ErasedRow {
  readonly parents: string;
  readonly kind: string;
  readonly fields: string;
  readonly t: string;
}

const statements = new WeakMap<Db, { readonly e: Statement; readonly lines: Statement; readonly erased: Statement }>();

export interface RecordLines {
  readonly e: string;
  /** Row id of the notebook its first line stands in. */
  readonly notebook: number;
  readonly versions: Version[];
  /** Row ids of the lines, in step with `versions`. */
  readonly ids: readonly number[];
}

export function versionsOf(db: Db, record: number): RecordLines {
  let prepared = statements.get(db);
  if (prepared === undefined) {
    prepared = {
      e: db.prepare("SELECT e FROM record WHERE id = ?").pluck(),
      lines: db.prepare("SELECT id FROM line WHERE record = ? ORDER BY id").pluck(),
      erased: db.prepare("SELECT parents, kind, fields, t FROM erased WHERE line = ?"),
    };
    statements.set(db, prepared);
  }
  const e = String(prepared.e.get(record));
  const lines = prepared.lines.all(record) as number[];
  const versions: Version[] = [];
  const packs = packsOf(db);
  const ids: number[] = [];
  for (const id of lines) {
    const pack = packs.holding(id);
    if (pack === undefined) continue;
    const body = textAt(pack, id);
    const digest = digestAt(pack, id);
    const version =
      body === undefined
        ? erasedVersion(e, digest, prepared.erased.get(id) as ErasedRow | undefined)
        : versionOf(body, digest);
    if (version === undefined) continue;
    versions.push(version);
    ids.push(id);
  }
  return { e, notebook: Math.floor((lines[0] ?? 0) / POSITIONS), versions, ids };
}

/** A line of our own log: it was admitted once, so it parses. */
export function versionOf(body: string, digest: Uint8Array): Version {
  const { k, v, e, p, t, x } = JSON.parse(body) as Omit<Version, "digest">;
  return { digest: toHex(digest), k, v, e, p, t, x };
}

function erasedVersion(e: string, digest: Uint8Array, erased: ErasedRow | undefined): Version | undefined {
  if (erased === undefined) return undefined;
  return {
    digest: toHex(digest),
    k: erased.kind,
    v: 1,
    e,
    p: JSON.parse(erased.parents) as string[],
    t: erased.t,
    x: {},
    erased: { fields: JSON.parse(erased.fields) as string[] },
  };
}
