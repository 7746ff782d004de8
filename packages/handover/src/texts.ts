/**
 * The words of an item as our tools and people read them, one plain text per item, passage by passage with its place: for
 * finding and reading, not for quoting. spec/package.md PK-18.
 */
import { utf8 } from "@amana/format";
import type { LayerMade, Place, State } from "@amana/record";
import type { Vault } from "@amana/vault";
import { readBlob } from "./blob.ts";
import { type Entry, entryOf } from "./entry.ts";
import type { Item } from "./selection.ts";

export interface Layer {
  readonly id: string;
  readonly source: string;
  readonly state: State<"lay">;
}

/** Layers of words that stand; those of a file received twice hang on its first receipt. Previews are pictures of it, and stay. */
export function layersOf(vault: Vault, { source, received }: Item): readonly Layer[] {
  return vault.view.layersOf(received.same_bytes_as ?? source).flatMap(({ id, kind, source: of }) => {
    const state = kind === "preview" ? undefined : vault.view.state("lay", id);
    return state === undefined || state.withdrawn !== undefined ? [] : [{ id, source: of, state }];
  });
}

/** Undefined where no words were read. */
export function textEntry(vault: Vault, item: Item, layers: readonly Layer[]): Entry | undefined {
  const entry = entryOf(`data/text/${item.item}.txt`, function* () {
    for (const layer of layers) yield* layerText(vault, layer);
  });
  return entry.bytes === 0 ? undefined : entry;
}

function* layerText(vault: Vault, { id, state: { body } }: Layer): Generator<Uint8Array> {
  let begun = false;
  for (const line of linesOf(vault, body)) {
    const passage = passageIn(line);
    if (passage === undefined) continue;
    if (!begun) yield utf8(`=== ${heading(id, body)} ===\n`);
    begun = true;
    yield utf8(`\n[${placeWords(passage.place)}]\n${passage.text}\n`);
  }
  if (begun) yield utf8("\n");
}

function heading(id: string, { kind, tool, version, flags }: LayerMade): string {
  return [`${kind} by ${tool} ${version}`, id, ...flags].join(" · ").replace(/[\r\n]/g, " ");
}

/** One JSON passage a line, from the line of the record itself or from its blob. */
function* linesOf(vault: Vault, { content }: LayerMade): Generator<string> {
  if (content.type === "inline") {
    yield* content.lines.split("\n");
    return;
  }
  const decoder = new TextDecoder();
  let rest = "";
  for (const piece of readBlob(vault, content.blob)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest + decoder.decode();
}

/** What a parser wrote is not trusted to be whole: a line that is no passage is passed over, as everywhere else. */
function passageIn(line: string): { readonly text: string; readonly place: Place } | undefined {
  try {
    const { text, place } = JSON.parse(line) as { readonly text?: unknown; readonly place?: unknown };
    return typeof text === "string" && typeof place === "object" && place !== null
      ? { text: text.toWellFormed(), place: place as Place }
      : undefined;
  } catch {
    return undefined;
  }
}

function placeWords(place: Place): string {
  switch (place.type) {
    case "page":
      return place.label === undefined ? `page ${place.page}` : `page ${place.page}, labelled ${place.label}`;
    case "time":
      return `${clock(place.from)} – ${clock(place.to)}`;
    case "cell":
      return `sheet ${place.sheet}, row ${place.row}${place.column === undefined ? "" : `, column ${place.column}`}`;
    case "paragraph":
      return `paragraph ${place.paragraph}`;
    case "part":
      return `${place.part}, paragraph ${place.paragraph}`;
    case "message":
      return `message ${place.message}`;
    default:
      return "whole";
  }
}

/** Milliseconds as h:mm:ss. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
