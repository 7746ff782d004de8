/**
 * This device's own memory of work in hand: paths seen, families being unpacked, pages waiting for OCR, and quick looks at
 * what is already taken in. A convenience: losing it costs time, never evidence. Written inside the commits it belongs to.
 */
import type { Db } from "../db/connection.ts";

export interface Todo {
  readonly source: string;
  readonly what: string;
  readonly detail: string;
}

export function localMemory(db: Db) {
  const seen = db.prepare("SELECT stamp, source FROM seen_path WHERE path = ?");
  const remember = db.prepare("INSERT OR REPLACE INTO seen_path (path, stamp, source) VALUES (?, ?, ?)");
  const holder = db
    .prepare(
      "SELECT record.e FROM source JOIN record ON record.id = source.record WHERE source.sha256 = ? AND source.same_as IS NULL ORDER BY source.record LIMIT 1",
    )
    .pluck();
  const member = db
    .prepare(
      "SELECT 1 FROM record JOIN source ON source.parent = record.id WHERE record.e = ? AND source.position = ? AND source.sha256 = ?",
    )
    .pluck();
  const sameFile = db
    .prepare(
      "SELECT record.e FROM source JOIN record ON record.id = source.record WHERE source.sha256 = ? AND source.name = ? AND source.folder IS ? AND source.parent IS NULL LIMIT 1",
    )
    .pluck();
  const addTodo = db.prepare("INSERT OR REPLACE INTO todo (source, what, detail) VALUES (?, ?, ?)");
  const doneTodo = db.prepare("DELETE FROM todo WHERE source = ? AND what = ?");
  const todos = db.prepare("SELECT source, what, detail FROM todo WHERE what = ? ORDER BY source");
  return {
    seen: (path: Uint8Array) => seen.get(path) as { readonly stamp: string; readonly source: string } | undefined,
    remember: (path: Uint8Array, stamp: string, source: string) => void remember.run(path, stamp, source),
    holderOf: (sha256: string) => holder.get(sha256) as string | undefined,
    hasMember: (parent: string, position: number, sha256: string) => member.get(parent, position, sha256) !== undefined,
    /** The same bytes under the same name in the same folder: received before, not again. */
    sameFile: (sha256: string, name: string, folder: string | undefined) =>
      sameFile.get(sha256, name, folder ?? null) as string | undefined,
    addTodo: (todo: Todo) => void addTodo.run(todo.source, todo.what, todo.detail),
    doneTodo: (source: string, what: string) => void doneTodo.run(source, what),
    todos: (what: string) => todos.all(what) as Todo[],
    transaction: (action: () => void) => db.transaction(action).immediate(),
  };
}
