/** The notebooks a package draws from, each opened once: its tree, its lines, its signed checkpoints. */
import { buildTree, type Tree } from "@amana/format";
import type { VaultView } from "@amana/vault";

export interface OpenNotebook {
  readonly name: string;
  readonly tree: Tree;
  /** Exact text; empty where the line is erased or was never there. */
  line(position: number): string;
  /** Notes of the checkpoints at these sizes, as far as they are held. */
  notesAt(sizes: ReadonlySet<number>): ReadonlyMap<number, string>;
  /** The earliest checkpoint over at least so many lines: later writing does not change which one that is (PK-20). */
  noteOver(size: number): { readonly size: number; readonly note: string } | undefined;
}

export interface Shelf {
  notebook(name: string): OpenNotebook | undefined;
}

/** `branches`: which branch of a forked notebook is meant; 0 where nothing is said. */
export function openShelf(view: VaultView, branches: ReadonlyMap<string, number>): Shelf {
  const open = new Map<string, OpenNotebook | undefined>();
  return {
    notebook(name) {
      if (!open.has(name)) open.set(name, openNotebook(view, name, branches.get(name) ?? 0));
      return open.get(name);
    },
  };
}

function openNotebook(view: VaultView, name: string, branch: number): OpenNotebook | undefined {
  const reader = view.notebookReader(name, branch);
  if (reader === undefined) return undefined;
  return {
    name,
    tree: buildTree(reader.digests()),
    line: (position) => reader.line(position) ?? "",
    notesAt(sizes) {
      const notes = new Map<number, string>();
      if (sizes.size === 0) return notes;
      const last = Math.max(...sizes);
      for (const { size, note } of reader.checkpoints()) {
        if (sizes.has(size)) notes.set(size, note);
        if (size >= last) break;
      }
      return notes;
    },
    noteOver(wanted) {
      for (const checkpoint of reader.checkpoints()) if (checkpoint.size >= wanted) return checkpoint;
      return undefined;
    },
  };
}
