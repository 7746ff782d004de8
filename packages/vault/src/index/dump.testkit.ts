/** For tests: everything the index says, to be held against another. */
import type { Db } from "../db/connection.ts";

/** Every table of the database but the log's own storage, in an order that depends on content alone; the full text as its terms. */
export function dumpIndex(db: Db): Readonly<Record<string, readonly string[]>> {
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'passage_text%' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const passageNames = new Map(
    (
      db
        .prepare("SELECT passage.id, record.e || ' ' || ordinal FROM passage JOIN record ON record.id = passage.record")
        .raw()
        .all() as [number, string][]
    ).map(([id, name]) => [id, name]),
  );
  const rows = Object.fromEntries(
    tables.map((table) => {
      const all = db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
      // A passage's row id is nobody's: what it says of itself is its record and ordinal.
      return [
        table,
        all
          .map((row) => JSON.stringify(table === "passage" ? { ...row, id: passageNames.get(Number(row["id"])) } : row))
          .sort(),
      ];
    }),
  );
  db.exec("CREATE VIRTUAL TABLE temp.seen USING fts5vocab('main', 'passage_text', 'instance')");
  const instances = db.prepare("SELECT term, doc, col, offset FROM temp.seen").raw().all() as [
    string,
    number,
    string,
    number,
  ][];
  db.exec("DROP TABLE temp.seen");
  const text = instances
    .map(([term, doc, column, offset]) => `${term} ${passageNames.get(doc) ?? "nowhere"} ${column} ${offset}`)
    .sort();
  if (text.some((each) => each.includes(" nowhere "))) throw new Error("the full text has words of no passage");
  const indices = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY sql");
  const config = db.prepare("SELECT k || ' ' || v FROM passage_text_config WHERE k <> 'version' ORDER BY k");
  return {
    ...rows,
    passage_text: text,
    indices: indices.pluck().all() as string[],
    config: config.pluck().all() as string[],
  };
}
