/**
 * What a parser process may say, and the check of it in the pool. A parser has read hostile bytes and is not believed:
 * an event of any other shape ends it. Text inside an event is still testimony of the file, nothing more.
 */

import type { Detected } from "../detect/detect.ts";
import type {
  ChildInfo,
  LayerFlag,
  LayerInfo,
  Metadata,
  Passage,
  Place,
  Problem,
  ProblemCode,
} from "../extract/contract.ts";

export type ParseEvent =
  | { readonly type: "detected"; readonly detected: Detected }
  | { readonly type: "meta"; readonly metadata: Metadata }
  | { readonly type: "layer-begin"; readonly layer: number; readonly info: LayerInfo }
  | { readonly type: "passage"; readonly layer: number; readonly passage: Passage }
  /** `whole` is false when the parser failed or was ended inside the layer. `flags` are all flags of the layer. */
  | {
      readonly type: "layer-end";
      readonly layer: number;
      readonly whole: boolean;
      readonly flags: readonly LayerFlag[];
    }
  | { readonly type: "child-begin"; readonly child: number; readonly info: ChildInfo }
  | { readonly type: "child-bytes"; readonly child: number; readonly bytes: Uint8Array }
  | { readonly type: "child-end"; readonly child: number; readonly whole: boolean }
  | { readonly type: "child-range"; readonly info: ChildInfo; readonly offset: number; readonly length: number }
  | { readonly type: "preview"; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly type: "needs-ocr"; readonly pages: readonly number[]; readonly reason: OcrReason }
  /** A page that OCR is done with; the passages since the page before are its own. */
  | ({ readonly type: "page-read" } & PageRead)
  /** A page that was drawn: grey pixels, one byte each, row by row, follow as the bytes of `child`. */
  | ({ readonly type: "page-picture"; readonly child: number } & PageShape)
  | { readonly type: "problem"; readonly problem: Problem };

/** What came of one page. `too-small` and `no-writing`: a cheap look found nothing to read, the engine was not asked. */
export interface PageRead {
  /** From 1. */
  readonly page: number;
  readonly found: "text" | "nothing" | "too-small" | "no-writing" | "failed";
  /** What looked at the page, as in a layer's info. */
  readonly tool: string;
  readonly version: string;
  /** How it was read, so that the next page can be tried the same way; absent when the engine was not asked. */
  readonly how?: HowRead;
  /** Why, when it failed. */
  readonly problem?: Problem;
}
export interface HowRead {
  readonly models: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly sorani: boolean;
}
export interface PageShape {
  readonly page: number;
  /** Pixels; at most `mostPicturePixels` together. */
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** One pixel in the source's unit (hundredths of a point, or pixels as shown). */
  readonly unit: number;
}
/** An A2 sheet at 400 dpi. */
export const mostPicturePixels = 64_000_000;
export type OcrReason = "no-text" | "text-doubtful" | "picture";

export const previewLimit = 2 ** 20;
export const textLimit = 2_000;

/** The event if `value` has the shape of one and belongs to a source of `size` bytes. */
export function readEvent(value: unknown, size: number): ParseEvent | undefined {
  if (!isObject(value)) return undefined;
  const check = checks[value["type"] as keyof typeof checks];
  if (check === undefined || !Object.hasOwn(checks, value["type"] as string)) return undefined;
  return check(value, size) ? (value as unknown as ParseEvent) : undefined;
}

type Shape = Readonly<Record<string, unknown>>;

const checks = {
  detected: (event: Shape) =>
    isObject(event["detected"]) &&
    isMediaType(event["detected"]["type"]) &&
    isOptional(event["detected"]["charset"], isText),
  meta: (event: Shape) => isMetadata(event["metadata"]),
  "layer-begin": (event: Shape) => isCount(event["layer"]) && isLayerInfo(event["info"]),
  passage: (event: Shape) => isCount(event["layer"]) && isPassage(event["passage"]),
  "layer-end": (event: Shape) =>
    isCount(event["layer"]) && typeof event["whole"] === "boolean" && isFlags(event["flags"]),
  "child-begin": (event: Shape) => isCount(event["child"]) && isChildInfo(event["info"]),
  "child-end": (event: Shape) => isCount(event["child"]) && typeof event["whole"] === "boolean",
  "child-range": (event: Shape, size: number) =>
    isChildInfo(event["info"]) &&
    isCount(event["offset"]) &&
    isCount(event["length"]) &&
    event["offset"] + event["length"] <= size,
  "needs-ocr": (event: Shape) =>
    isListOf(event["pages"], isCount) && ["no-text", "text-doubtful", "picture"].includes(event["reason"] as string),
  problem: (event: Shape) => isProblem(event["problem"]),
  "page-read": (event: Shape) =>
    isCount(event["page"]) &&
    ["text", "nothing", "too-small", "no-writing", "failed"].includes(event["found"] as string) &&
    isText(event["tool"]) &&
    isText(event["version"]) &&
    isOptional(event["how"], isHowRead) &&
    isOptional(event["problem"], isProblem),
  "page-picture": (event: Shape) =>
    [event["child"], event["page"], event["width"], event["height"]].every((value) => isCount(value) && value > 0) &&
    (event["width"] as number) * (event["height"] as number) <= mostPicturePixels &&
    [event["dpi"], event["unit"]].every((value) => Number.isFinite(value) && (value as number) > 0),
} as const;

const roles = ["attachment", "inline", "member", "message", "record"];
const layerKinds = ["text", "ocr", "transcript", "translation"];
const layerFlags = ["numbers-unconfirmed", "text-doubtful", "find-only", "cut-short"];
const problemCodes: Record<ProblemCode, true> = {
  locked: true,
  damaged: true,
  "unknown-type": true,
  "not-supported": true,
  "too-large": true,
  "too-deep": true,
  "expands-too-far": true,
  "took-too-long": true,
  "took-too-much-memory": true,
  "parser-crashed": true,
  empty: true,
  "no-text": true,
  "tool-missing": true,
};

function isObject(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= textLimit;
}
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
function isOptional(value: unknown, check: (value: unknown) => boolean): boolean {
  return value === undefined || check(value);
}
function isListOf(value: unknown, check: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= 200_000 && value.every(check);
}
function isFlags(value: unknown): boolean {
  return isListOf(value, (flag) => layerFlags.includes(flag as string));
}
export function isMediaType(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]+\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/.test(value);
}
function isLayerInfo(value: unknown): boolean {
  return (
    isObject(value) &&
    layerKinds.includes(value["kind"] as string) &&
    isText(value["tool"]) &&
    isText(value["version"]) &&
    isOptional(value["settings"], isText) &&
    isOptional(value["flags"], isFlags)
  );
}
function isPassage(value: unknown): boolean {
  if (!isObject(value) || typeof value["text"] !== "string" || value["text"].length > 4_000) return false;
  return isPlace(value["place"]) && isOptional(value["boxes"], (boxes) => isListOf(boxes, isLineBox));
}
function isLineBox(value: unknown): boolean {
  return Array.isArray(value) && value.length === 6 && value.every((part) => Number.isFinite(part));
}
const places: Readonly<Record<Place["type"], (place: Shape) => boolean>> = {
  whole: () => true,
  page: (place) => isCount(place["page"]) && isOptional(place["label"], isText),
  time: (place) => Number.isFinite(place["from"]) && Number.isFinite(place["to"]),
  cell: (place) => typeof place["sheet"] === "string" && isCount(place["row"]) && isOptional(place["column"], isCount),
  paragraph: (place) => isCount(place["paragraph"]),
  part: (place) =>
    ["subject", "body", "header", "notes"].includes(place["part"] as string) && isCount(place["paragraph"]),
  message: (place) => isCount(place["message"]) && isOptional(place["at"], isText) && isOptional(place["by"], isText),
};
function isPlace(value: unknown): boolean {
  if (!isObject(value) || !Object.hasOwn(places, value["type"] as string)) return false;
  return places[value["type"] as Place["type"]](value);
}
function isChildInfo(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value["name"] === "string" &&
    value["name"].length <= textLimit &&
    isCount(value["position"]) &&
    roles.includes(value["role"] as string) &&
    isOptional(value["claimedType"], isText) &&
    isOptional(value["modified"], isText)
  );
}
function isHowRead(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value["models"]) &&
    Number.isFinite(value["confidence"]) &&
    typeof value["sorani"] === "boolean"
  );
}
function isProblem(value: unknown): value is Problem {
  return (
    isObject(value) &&
    Object.hasOwn(problemCodes, value["code"] as string) &&
    isOptional(value["detail"], isText) &&
    isOptional(value["partly"], (partly) => typeof partly === "boolean")
  );
}
function isMetadata(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, part]) => {
    if (key === "other") return isObject(part) && Object.values(part).every(isText) && Object.keys(part).length <= 200;
    if (Array.isArray(part)) return isListOf(part, isText);
    return isText(part) || Number.isFinite(part);
  });
}
