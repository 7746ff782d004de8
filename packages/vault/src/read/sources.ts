/** Sources and layers as they stand in the index. */
import { type Db, prepared } from "../db/connection.ts";
import { type LayerRow, present, type SourceRow, unlist } from "./rows.ts";

export interface SourceFilter {
  readonly parent?: string;
  readonly sha256?: string;
  readonly unreadOnly?: boolean;
  readonly topOnly?: boolean;
}

const select = `
  SELECT record.e AS id, source.*, parent.e AS parent_e, same.e AS same_e, notebook.compartment
  FROM source JOIN record ON record.id = source.record
  JOIN notebook ON notebook.id = source.notebook
  LEFT JOIN record AS parent ON parent.id = source.parent
  LEFT JOIN record AS same ON same.id = source.same_as`;

export function sourceById(db: Db, id: string): SourceRow | undefined {
  const row = prepared(db, `${select} WHERE record.e = ?`).get(id) as RawSource | undefined;
  return row && shaped(row);
}

export function* sources(db: Db, filter: SourceFilter = {}): IterableIterator<SourceRow> {
  const where: string[] = [];
  const values: string[] = [];
  if (filter.parent !== undefined) {
    where.push("parent.e = ?");
    values.push(filter.parent);
  }
  if (filter.sha256 !== undefined) {
    where.push("source.sha256 = ?");
    values.push(filter.sha256);
  }
  if (filter.unreadOnly === true) where.push("source.unread IS NOT NULL");
  if (filter.topOnly === true) where.push("source.parent IS NULL");
  const order = filter.parent === undefined ? "source.record" : "source.position";
  const sql = `${select} ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""} ORDER BY ${order}`;
  for (const row of db.prepare(sql).iterate(...values)) yield shaped(row as RawSource);
}

export function layersOf(db: Db, source: string): LayerRow[] {
  const rows = prepared(
    db,
    `SELECT own.e AS id, layer.*, record.e AS source_e FROM record JOIN layer ON layer.source = record.id
       JOIN record AS own ON own.id = layer.record WHERE record.e = ? ORDER BY layer.record`,
  ).all(source) as RawLayer[];
  return rows.map(({ id, source_e, kind, tool, version, flags, languages, passages, units }) => ({
    id,
    source: source_e,
    kind,
    tool,
    version,
    flags: unlist(flags),
    languages: unlist(languages),
    passages,
    units,
  }));
}

interface RawSource {
  readonly id: string;
  readonly name: string;
  readonly folder: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly type: string;
  readonly compartment: string;
  readonly parent_e: string | null;
  readonly position: number | null;
  readonly role: string | null;
  readonly same_e: string | null;
  readonly t: string;
  readonly title: string | null;
  readonly date: string | null;
  readonly languages: string | null;
  readonly labels: string | null;
  readonly sender: string | null;
  readonly receivers: string | null;
  readonly unread: string | null;
  readonly unread_partly: number | null;
  readonly custodian: string | null;
}

interface RawLayer extends Omit<LayerRow, "source" | "flags" | "languages"> {
  readonly source_e: string;
  readonly flags: string | null;
  readonly languages: string | null;
}

function shaped(row: RawSource): SourceRow {
  return present({
    id: row.id,
    name: row.name,
    folder: row.folder,
    bytes: row.bytes,
    sha256: row.sha256,
    type: row.type,
    compartment: row.compartment,
    parent: row.parent_e,
    position: row.position,
    role: row.role,
    sameBytesAs: row.same_e,
    receivedAt: row.t,
    title: row.title,
    date: row.date,
    languages: unlist(row.languages),
    labels: unlist(row.labels),
    from: row.sender,
    to: unlist(row.receivers),
    unread: row.unread,
    unreadPartly: row.unread_partly === null ? null : row.unread_partly === 1,
    custodian: row.custodian,
  }) as SourceRow;
}
