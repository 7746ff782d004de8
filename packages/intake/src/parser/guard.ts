/**
 * The sink a parser gets: turns what it says into frames and keeps the limits of contract.ts, whatever the parser does.
 * Text over the limit is dropped and the layer flagged; bytes over the limit throw, so that the parser stops.
 */
import {
  type ChildInfo,
  type LayerFlag,
  type Limits,
  type Metadata,
  type Passage,
  ProblemError,
  type Sink,
} from "../extract/contract.ts";
import { splitText } from "../extract/plain/split.ts";
import { type ParseEvent, previewLimit, textLimit } from "./events.ts";
import { frame, frameKind, pieceBytes, u32 } from "./frames.ts";

export interface Guard {
  readonly sink: Sink;
  say(event: Exclude<ParseEvent, { type: "child-bytes" | "preview" }>): void;
  /** True once anything of the source has gone out. */
  readonly saidSomething: () => boolean;
  /** Ends what the parser left open, as not whole. */
  close(): void;
}

/** Expansion is not judged by ratio below this many bytes. */
const freeExpansion = 200 * 2 ** 20;
const longestPassage = 4_000;

export function guardedSink(send: (frame: Buffer) => void, size: number, limits: Limits): Guard {
  const openLayers = new Map<number, Set<LayerFlag>>();
  const openChildren = new Set<number>();
  let layers = 0;
  let children = 0;
  let textUnits = 0;
  let expanded = 0;
  let said = false;
  let preview = false;
  const say: Guard["say"] = (event) => send(frame(frameKind.event, Buffer.from(JSON.stringify(event))));
  function content(event: Parameters<Guard["say"]>[0]): void {
    said = true;
    say(event);
  }

  function countChild(): number {
    children += 1;
    if (children > limits.entries) throw new ProblemError("too-large", `more than ${limits.entries} entries`);
    return children;
  }
  function expand(bytes: number): void {
    expanded += bytes;
    if (expanded > limits.expandedBytes)
      throw new ProblemError("expands-too-far", `over ${limits.expandedBytes} bytes`);
    if (expanded > freeExpansion && expanded > size * limits.ratio) {
      throw new ProblemError("expands-too-far", `over ${limits.ratio} times ${size} bytes`);
    }
  }

  const sink: Sink = {
    meta: (metadata) => content({ type: "meta", metadata: boundMetadata(metadata) }),
    layer(info) {
      layers += 1;
      const id = layers;
      const flags = new Set<LayerFlag>(info.flags);
      openLayers.set(id, flags);
      content({ type: "layer-begin", layer: id, info });
      return {
        passage(passage) {
          if (!openLayers.has(id)) throw new Error("passage after the layer's end");
          for (const piece of boundPassage(passage)) {
            textUnits += piece.text.length;
            if (textUnits > limits.textUnits) {
              flags.add("cut-short");
              return;
            }
            content({ type: "passage", layer: id, passage: piece });
          }
        },
        end(more) {
          if (!openLayers.delete(id)) return;
          for (const flag of more ?? []) flags.add(flag);
          content({ type: "layer-end", layer: id, whole: true, flags: [...flags] });
        },
      };
    },
    child(info) {
      const id = countChild();
      openChildren.add(id);
      content({ type: "child-begin", child: id, info: boundChild(info) });
      return {
        write(bytes) {
          if (!openChildren.has(id)) throw new Error("bytes after the child's end");
          for (let from = 0; from < bytes.length; from += pieceBytes) {
            const piece = new Uint8Array(
              bytes.buffer,
              bytes.byteOffset + from,
              Math.min(pieceBytes, bytes.length - from),
            );
            expand(piece.length);
            send(frame(frameKind.bytes, u32(id), piece));
          }
        },
        end() {
          if (openChildren.delete(id)) content({ type: "child-end", child: id, whole: true });
        },
        giveUp() {
          if (openChildren.delete(id)) content({ type: "child-end", child: id, whole: false });
        },
      };
    },
    childRange(info, offset, length) {
      countChild();
      if (!(Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0)) {
        throw new ProblemError("damaged", "child range");
      }
      if (offset + length > size) throw new ProblemError("damaged", "child range past the end");
      expand(length);
      content({ type: "child-range", info: boundChild(info), offset, length });
    },
    preview(bytes, mediaType) {
      if (preview || bytes.length === 0 || bytes.length > previewLimit) return;
      preview = true;
      const type = Buffer.from(mediaType);
      send(frame(frameKind.preview, u32(type.length), type, bytes));
    },
    needsOcr: (pages, reason) => content({ type: "needs-ocr", pages: [...pages], reason }),
    problem: (problem) => say({ type: "problem", problem: boundDetail(problem) }),
  };

  return {
    sink,
    say,
    saidSomething: () => said,
    close() {
      for (const [layer, flags] of openLayers) say({ type: "layer-end", layer, whole: false, flags: [...flags] });
      for (const child of openChildren) say({ type: "child-end", child, whole: false });
      openLayers.clear();
      openChildren.clear();
    },
  };
}

/** Cuts a passage that is too long, its boxes with it; empty pieces are left out. */
export function boundPassage(passage: Passage): readonly Passage[] {
  const text = passage.text.isWellFormed() ? passage.text : passage.text.toWellFormed();
  if (text.length <= longestPassage) {
    if (text.length === 0) return [];
    return [text === passage.text ? passage : { ...passage, text }];
  }
  const pieces: Passage[] = [];
  let start = 0;
  for (const piece of splitText(text, longestPassage)) {
    const from = start;
    const to = start + piece.length;
    start = to;
    const boxes = passage.boxes
      ?.filter((box) => box[0] < to && box[1] > from)
      .map(([a, b, ...corners]) => [Math.max(a, from) - from, Math.min(b, to) - from, ...corners] as const);
    pieces.push({ text: piece, place: passage.place, ...(boxes === undefined ? {} : { boxes }) });
  }
  return pieces;
}

function boundText(text: string): string {
  return (text.length <= textLimit ? text : text.slice(0, textLimit)).toWellFormed();
}

function boundChild(info: ChildInfo): ChildInfo {
  return {
    ...info,
    name: boundText(info.name),
    ...(info.claimedType === undefined ? {} : { claimedType: boundText(info.claimedType) }),
  };
}

function boundDetail<P extends { readonly detail?: string }>(problem: P): P {
  return problem.detail === undefined ? problem : { ...problem, detail: problem.detail.slice(0, 200) };
}

function boundMetadata(metadata: Metadata): Metadata {
  const bound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === "string") bound[key] = boundText(value);
    else if (typeof value === "number" && Number.isFinite(value)) bound[key] = value;
    else if (Array.isArray(value)) bound[key] = value.slice(0, 10_000).map((part) => boundText(String(part)));
    else if (key === "other" && value !== undefined) {
      const entries = Object.entries(value as Readonly<Record<string, unknown>>).slice(0, 200);
      bound[key] = Object.fromEntries(entries.map(([name, text]) => [boundText(name), boundText(String(text))]));
    }
  }
  return bound as Metadata;
}
