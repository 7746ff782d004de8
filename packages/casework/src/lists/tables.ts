/** A source of the vault as a table: its rows come from the layer that a parser without keys made of it. */
import { err, ok, type Result } from "@amana/format";
import type { Blob, Place } from "@amana/record";
import type { VaultView } from "@amana/vault";
import type { Table } from "./plan.ts";
import { type ListRow, type PlacedText, rowsOfPassages } from "./rows.ts";

/** What is read of a vault: its index, and the blobs that hold long layers; undefined for one that is missing or damaged. */
export interface ListVault {
  readonly view: VaultView;
  readonly readBlob: (blob: Blob) => Uint8Array | undefined;
}

export interface ListSource {
  readonly table: Table;
  readonly name: string;
  readonly type: string;
  /** The reader stopped before the end: rows may be missing. */
  readonly cutShort: boolean;
  rows(): Iterable<ListRow>;
  /** Everything the layer says. */
  passages(): Iterable<PlacedText>;
  /** The source's own text, a line at a time; a line of more than a million units comes as an empty one. */
  lines(): Iterable<string>;
}

export type TableRefused =
  | { readonly type: "source-not-known"; readonly source: string }
  | { readonly type: "list-not-read"; readonly source: string };

export function listSource(vault: ListVault, id: string): Result<ListSource, TableRefused> {
  const { view } = vault;
  const source = view.source(id);
  if (source === undefined) return err({ type: "source-not-known", source: id });
  // The words of a source received twice stand under the first receipt.
  const layer = view.layersOf(source.sameBytesAs ?? id).find(({ kind, passages }) => kind === "text" && passages > 0);
  if (layer === undefined) return err({ type: "list-not-read", source: id });
  return ok({
    table: { source: id, sha256: source.sha256, layer: layer.id },
    name: source.name,
    type: source.type,
    cutShort: layer.flags.includes("cut-short"),
    rows: () => rowsOfPassages(passagesOf(vault, layer.id)),
    passages: () => passagesOf(vault, layer.id),
    lines: () =>
      linesOf((offset, length) => {
        const read = view.readSource(id, offset, length);
        return read.ok ? read.value : new Uint8Array();
      }),
  });
}

/** Everything a layer says, in order. A long layer is opened once, not once a row. */
function* passagesOf({ view, readBlob }: ListVault, layer: string): Generator<PlacedText, void, void> {
  const content = view.state("lay", layer)?.body.content;
  if (content === undefined) return;
  if (content.type === "inline") {
    for (const line of content.lines.split("\n")) yield* passageIn(line);
    return;
  }
  const bytes = readBlob(content.blob);
  if (bytes === undefined) return;
  const decoder = new TextDecoder();
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end === -1 ? bytes.length : end;
    yield* passageIn(decoder.decode(bytes.subarray(from, to)));
    from = to + 1;
  }
}

/** One passage a line, as the vault keeps them (spec/vault.md). */
function* passageIn(line: string): Generator<PlacedText, void, void> {
  if (line === "") return;
  const { text, place } = JSON.parse(line) as { readonly text?: unknown; readonly place?: Place };
  if (typeof text === "string" && place !== undefined) yield { text, place };
}

/** A table that is not in the vault: as a parser told it, for a run that writes nothing. */
export function looseSource(
  passages: readonly PlacedText[],
  about: {
    readonly name: string;
    readonly type: string;
    readonly sha256: string;
    readonly read: (offset: number, length: number) => Uint8Array;
  },
): ListSource {
  return {
    table: { source: "src_aaaaaaaaaaaaaaaaaaaa", sha256: about.sha256, layer: "lay_aaaaaaaaaaaaaaaaaaaa" },
    name: about.name,
    type: about.type,
    cutShort: false,
    rows: () => rowsOfPassages(passages),
    passages: () => passages,
    lines: () => linesOf(about.read),
  };
}

const pieceBytes = 2 ** 20;

function* linesOf(read: (offset: number, length: number) => Uint8Array): Generator<string, void, void> {
  const decoder = new TextDecoder();
  let held = "";
  for (let offset = 0; ; offset += pieceBytes) {
    const piece = read(offset, pieceBytes);
    held += decoder.decode(piece, { stream: piece.length === pieceBytes });
    const lines = held.split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) yield line.length > 1_000_000 ? "" : line;
    // What will be no line anyway is not gathered.
    if (held.length > 2_000_000) held = held.slice(0, 1_000_001);
    if (piece.length < pieceBytes) break;
  }
  if (held !== "") yield held.length > 1_000_000 ? "" : held;
}
