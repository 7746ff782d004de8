/**
 * Runs one extractor in this process and collects what it says, for tests: contract.ts. The contract's rules for
 * passages, layers and children are checked on the way, so a test that uses this fails when an extractor breaks them.
 */
import assert from "node:assert/strict";
import {
  type ChildInfo,
  defaultLimits,
  type Extractor,
  type LayerInfo,
  type Limits,
  type Metadata,
  type Passage,
  type Problem,
  ProblemError,
  type Raw,
  type Sink,
} from "./contract.ts";

export interface CollectedLayer {
  readonly info: LayerInfo;
  readonly passages: readonly Passage[];
  /** All passages, joined by a line feed. */
  readonly text: string;
}
export interface CollectedChild {
  readonly info: ChildInfo;
  readonly bytes: Uint8Array;
  /** Where it lies in the parent, when it was given as a range. */
  readonly range?: { readonly offset: number; readonly length: number };
  /** False when the extractor failed before the child's end. */
  readonly whole: boolean;
}
export interface Extraction {
  readonly metadata: Metadata;
  readonly layers: readonly CollectedLayer[];
  readonly children: readonly CollectedChild[];
  readonly preview?: { readonly bytes: Uint8Array; readonly mediaType: string };
  readonly needsOcr: readonly { readonly pages: readonly number[]; readonly reason: string }[];
  /** What the extractor reported, and the `ProblemError` it threw, as the worker would report it. */
  readonly problems: readonly Problem[];
  /** Text of all layers, joined by a line feed. */
  readonly text: string;
}
export interface RunOptions {
  /** The detected type; the extractor's first type when left out. */
  readonly type?: string;
  readonly limits?: Partial<Limits>;
}

/** Runs `extractor` over `bytes`. Anything thrown that is not a `ProblemError` is thrown on. */
export async function runExtractor(
  extractor: Extractor,
  bytes: Uint8Array,
  name: string,
  options: RunOptions = {},
): Promise<Extraction> {
  const type = options.type ?? extractor.types[0];
  assert.ok(type !== undefined, "an extractor names at least one type");
  const limits = { ...defaultLimits, ...options.limits };
  const collector = collect(bytes);
  try {
    await extractor.extract(rawOf(bytes, name), type, collector.sink, limits);
    collector.expectAllEnded();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    collector.sink.problem(error.problem);
  }
  return collector.result();
}

/** A `Raw` over bytes in memory. */
export function rawOf(bytes: Uint8Array, name: string): Raw {
  return {
    size: bytes.length,
    name,
    read(offset, length) {
      assert.ok(Number.isSafeInteger(offset) && offset >= 0, "read offset is a whole number from 0");
      assert.ok(Number.isSafeInteger(length) && length >= 0, "read length is a whole number from 0");
      return bytes.slice(offset, offset + length);
    },
    all(limit = 256 * 2 ** 20) {
      if (bytes.length > limit) throw new ProblemError("too-large", `${bytes.length} bytes, limit ${limit}`);
      return bytes.slice();
    },
  };
}

function collect(source: Uint8Array) {
  let metadata: Metadata = {};
  let preview: { bytes: Uint8Array; mediaType: string } | undefined;
  const layers: { info: LayerInfo; passages: Passage[]; ended: boolean }[] = [];
  const children: {
    info: ChildInfo;
    parts: Uint8Array[];
    range?: { offset: number; length: number };
    whole: boolean;
    givenUp?: boolean;
  }[] = [];
  const needsOcr: { pages: readonly number[]; reason: string }[] = [];
  const problems: Problem[] = [];

  const sink: Sink = {
    meta(more) {
      metadata = { ...metadata, ...more, ...(more.other ? { other: { ...metadata.other, ...more.other } } : {}) };
      for (const [key, value] of Object.entries(metadata.other ?? {})) {
        assert.ok(typeof value === "string" && value.length <= 2_000, `metadata.other.${key} is text of at most 2,000`);
      }
      assert.ok(Object.keys(metadata.other ?? {}).length <= 200, "metadata.other has at most 200 entries");
    },
    layer(info) {
      const layer = { info, passages: [] as Passage[], ended: false };
      layers.push(layer);
      return {
        passage(passage) {
          assert.ok(!layer.ended, "no passage after the layer's end");
          assert.ok(passage.text.length <= 4_000, `a passage has at most 4,000 units, not ${passage.text.length}`);
          assert.ok(passage.text.length > 0, "a passage has text");
          assert.ok(passage.text.isWellFormed(), "a passage has no half of a surrogate pair");
          for (const [from, to] of passage.boxes ?? []) {
            assert.ok(from >= 0 && from <= to && to <= passage.text.length, "a box lies inside the passage's text");
          }
          layer.passages.push(structuredClone(passage));
        },
        end(flags) {
          assert.ok(!layer.ended, "a layer ends once");
          layer.ended = true;
          if (flags !== undefined) layer.info = { ...layer.info, flags: [...(layer.info.flags ?? []), ...flags] };
        },
      };
    },
    child(info) {
      const child = { info, parts: [] as Uint8Array[], whole: false, givenUp: false };
      children.push(child);
      return {
        write(bytes) {
          assert.ok(!child.whole, "no bytes after the child's end");
          child.parts.push(Uint8Array.from(bytes));
        },
        end() {
          assert.ok(!child.whole, "a child ends once");
          child.whole = true;
        },
        giveUp() {
          assert.ok(!child.whole, "a child ends once");
          child.givenUp = true;
        },
      };
    },
    childRange(info, offset, length) {
      assert.ok(offset >= 0 && length >= 0 && offset + length <= source.length, "a child's range lies in the parent");
      children.push({ info, parts: [source.slice(offset, offset + length)], range: { offset, length }, whole: true });
    },
    preview(bytes, mediaType) {
      assert.ok(preview === undefined, "one preview a source");
      preview = { bytes: Uint8Array.from(bytes), mediaType };
    },
    needsOcr(pages, reason) {
      needsOcr.push({ pages: [...pages], reason });
    },
    problem(problem) {
      problems.push(problem);
    },
  };

  return {
    sink,
    expectAllEnded() {
      assert.ok(
        layers.every((layer) => layer.ended),
        "every layer was ended",
      );
      assert.ok(
        children.every((child) => child.whole || child.givenUp === true),
        "every child was ended",
      );
    },
    result(): Extraction {
      const collected = layers.map(({ info, passages }) => ({
        info,
        passages,
        text: passages.map((p) => p.text).join("\n"),
      }));
      return {
        metadata,
        layers: collected,
        children: children.map(({ info, parts, range, whole }) => ({
          info,
          bytes: new Uint8Array(Buffer.concat(parts)),
          ...(range === undefined ? {} : { range }),
          whole,
        })),
        ...(preview === undefined ? {} : { preview }),
        needsOcr,
        problems,
        text: collected.map((layer) => layer.text).join("\n"),
      };
    },
  };
}
