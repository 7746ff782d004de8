/** Kinds about sources: what was received, what was read out of it, what could not be read, what happened to it. */
import * as v from "valibot";
import { blob, code, count, language, layerId, sha256, short, sourceId, words } from "./parts.ts";

/** How a source came to us. What nobody said is listed in `not_stated`: absence is a statement, not a hole. */
export const provenanceFields = ["how", "from", "by", "when", "where", "circumstances", "custodian"] as const;
export type ProvenanceField = (typeof provenanceFields)[number];
export const obtained = v.strictObject({
  how: v.optional(words),
  from: v.optional(words),
  by: v.optional(words),
  when: v.optional(words),
  where: v.optional(words),
  circumstances: v.optional(words),
  custodian: v.optional(words),
  not_stated: v.array(v.picklist(provenanceFields)),
  /** Who supplied these words: flags of the command, a file beside the source, or the family it belongs to. */
  stated_in: v.picklist(["command", "side-file", "family", "nowhere"]),
});
export type Obtained = v.InferOutput<typeof obtained>;

export const received = v.strictObject({
  file: v.strictObject({
    /** As received; may hold anything, is never used as a path. */
    name: v.pipe(v.string(), v.maxLength(4_000)),
    /** Folders between the path given to `add` and the file. */
    folder: v.optional(v.pipe(v.string(), v.maxLength(8_000))),
    bytes: count,
    sha256,
    type: short,
    /** The file system's or container's date: a claim. */
    modified: v.optional(short),
  }),
  /** Exactly one of `blob`, `within`, `same_bytes_as` says where the bytes are. */
  blob: v.optional(blob),
  /** The bytes lie inside the parent's, neither compressed nor encoded: no second copy is kept. */
  within: v.optional(v.strictObject({ offset: count, length: count })),
  /** Received again: the bytes are kept under the first one. */
  same_bytes_as: v.optional(sourceId),
  family: v.optional(
    v.strictObject({
      parent: sourceId,
      position: count,
      role: v.picklist(["attachment", "inline", "member", "message", "record"]),
    }),
  ),
  obtained,
});
export type Received = v.InferOutput<typeof received>;

/** What a file says about itself (`by.type` tool) or what a person says it is (`by.type` person). */
export const described = v.strictObject({
  by: v.variant("type", [
    v.strictObject({ type: v.literal("tool"), tool: short, version: short }),
    v.strictObject({ type: v.literal("person") }),
  ]),
  title: v.optional(words),
  languages: v.optional(v.array(language)),
  /** When the content says it was made, sent or recorded. */
  date: v.optional(short),
  labels: v.optional(v.array(code)),
  /** Everything the file states, as text. */
  meta: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,31}$/)), v.union([words, v.array(words)]))),
});
export type Described = v.InferOutput<typeof described>;

export const layerMade = v.strictObject({
  source: sourceId,
  kind: v.picklist(["text", "ocr", "transcript", "translation", "preview"]),
  tool: short,
  version: short,
  settings: v.optional(words),
  flags: v.array(v.picklist(["numbers-unconfirmed", "text-doubtful", "find-only", "cut-short"])),
  languages: v.array(language),
  media_type: short,
  passages: count,
  units: count,
  /** Small layers stand in the line itself; larger ones in a sealed blob of one JSON passage per line. */
  content: v.variant("type", [
    v.strictObject({ type: v.literal("inline"), lines: v.string() }),
    v.strictObject({ type: v.literal("blob"), blob }),
  ]),
});
export type LayerMade = v.InferOutput<typeof layerMade>;

export const unread = v.strictObject({
  code,
  detail: v.optional(short),
  /** Part of it was read all the same. */
  partly: v.boolean(),
});
export type Unread = v.InferOutput<typeof unread>;

export const custodyChanged = v.strictObject({ from: words, to: words, when: short, why: words });
export const exported = v.strictObject({ to: words, why: v.optional(words), sha256 });
/** An original was opened by somebody in this sitting. */
export const opened = v.strictObject({ layer: v.optional(layerId) });
