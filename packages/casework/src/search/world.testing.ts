/** For tests: a small index as the vault keeps it, in memory, and its vocabulary. Passages are invented. */
import { indexText, looseKey, soundKey, tokens } from "@amana/record";
import Database from "better-sqlite3-multiple-ciphers";
import type { Vocabulary } from "./variants.ts";

export interface World {
  readonly passages: readonly string[];
  readonly vocabulary: Vocabulary;
  /** Positions in `passages` that FTS5 finds. */
  ask(match: string): number[];
}

export function worldOf(passages: readonly string[]): World {
  const db = new Database(":memory:");
  db.exec("CREATE VIRTUAL TABLE passage_text USING fts5(text, content='', contentless_delete=1, tokenize='ascii')");
  const insert = db.prepare("INSERT INTO passage_text(rowid, text) VALUES (?, ?)");
  const counts = new Map<string, number>();
  passages.forEach((passage, i) => {
    insert.run(i + 1, indexText(passage));
    for (const term of new Set(tokens(passage).map((token) => token.term)))
      counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  const byLoose = Map.groupBy(counts.keys(), looseKey);
  const bySound = Map.groupBy(counts.keys(), soundKey);
  const sorted = [...counts.keys()].sort();
  const select = db.prepare("SELECT rowid FROM passage_text WHERE passage_text MATCH ? ORDER BY rowid").pluck();
  return {
    passages,
    vocabulary: {
      has: (term) => counts.get(term) ?? 0,
      byLoose: (key) => byLoose.get(key) ?? [],
      bySound: (key) => bySound.get(key) ?? [],
      byPrefix: (prefix, limit) => sorted.filter((term) => term.startsWith(prefix)).slice(0, limit),
    },
    ask: (match) => select.all(match).map((row) => Number(row) - 1),
  };
}
