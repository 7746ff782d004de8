/**
 * The parts of a message as byte ranges: RFC 2045–2046. One pass over the source without recursion, so that neither deep
 * nesting nor a 2 GB attachment costs memory. Nothing is decoded here. Damage is named and reading goes on.
 */
import { firstValue, type HeaderField, parseStructured, readHeaders, type Structured } from "./headers.ts";
import type { Window } from "./window.ts";

export interface MimePart {
  /** From the outermost to the part's own multipart, e.g. ["multipart/mixed", "multipart/alternative"]. */
  readonly within: readonly string[];
  /** Start of the nearest multipart/alternative around it: parts that share it say the same thing in several forms. */
  readonly alternative: number | undefined;
  readonly fields: readonly HeaderField[];
  readonly type: Structured;
  readonly disposition: Structured;
  /** Lower case, e.g. "base64"; empty when not stated. */
  readonly encoding: string;
  /** Where its headers begin. */
  readonly start: number;
  readonly bodyStart: number;
  /** The line break before the next boundary does not belong to the body (RFC 2046 §5.1.1). */
  readonly bodyEnd: number;
  /** True when the source ended before the boundary that closes the part. */
  readonly cut: boolean;
}
export type MimeDamage =
  | "headers-too-long"
  | "boundary-missing"
  | "closing-boundary-missing"
  | "too-deep"
  | "too-many-parts";
export interface MimeMessage {
  readonly root: MimePart;
  /** All parts that hold no parts themselves, in order. */
  readonly leaves: readonly MimePart[];
  /** Bytes after a closing boundary that belong to no part (epilogues). */
  readonly outside: readonly { readonly from: number; readonly to: number }[];
  readonly damage: ReadonlySet<MimeDamage>;
}

const maxDepth = 100;
const marker = Buffer.from("\n--");

/** Reads the message at `from`..`to`. */
export function readMime(window: Window, from: number, to: number, maxParts: number): MimeMessage {
  const damage = new Set<MimeDamage>();
  const leaves: MimePart[] = [];
  const outside: { from: number; to: number }[] = [];
  const open: { boundary: string; part: MimePart; parts: number }[] = [];
  const depthOf = new Map<string, number[]>();
  let headerBytes = 0;
  let leaf: MimePart | undefined;
  let epilogueFrom: number | undefined;

  function readPart(start: number): MimePart {
    const block = readHeaders(window, start, to, Math.max(4_096, 2 ** 21 - headerBytes));
    headerBytes += block.bodyStart - start;
    if (block.cut) damage.add("headers-too-long");
    const parent = open.at(-1)?.part;
    const within = parent === undefined ? [] : [...parent.within, parent.type.value];
    const fallback = within.at(-1) === "multipart/digest" ? "message/rfc822" : "text/plain";
    const stated = firstValue(block.fields, "content-type");
    const type = parseStructured(stated ?? fallback);
    return {
      within,
      alternative: within.at(-1) === "multipart/alternative" ? parent?.start : parent?.alternative,
      fields: block.fields,
      type: /^[^/]+\/[^/]+$/.test(type.value) ? type : { ...type, value: fallback },
      disposition: parseStructured(firstValue(block.fields, "content-disposition") ?? ""),
      encoding:
        /[a-z0-9-]+/.exec((firstValue(block.fields, "content-transfer-encoding") ?? "").toLowerCase())?.[0] ?? "",
      start,
      bodyStart: block.bodyStart,
      bodyEnd: to,
      cut: false,
    };
  }
  /** Makes the part the current one: opens a multipart, or begins a leaf. */
  function enter(part: MimePart): void {
    leaf = undefined;
    if (!part.type.value.startsWith("multipart/")) {
      leaf = part;
      return;
    }
    if (open.length >= maxDepth) {
      damage.add("too-deep");
      leaf = part;
      return;
    }
    const boundary = statedBoundary(part) ?? guessBoundary(window, part, to, damage);
    if (boundary === undefined) {
      leaf = { ...part, type: { ...part.type, value: "text/plain" } };
      return;
    }
    depthOf.set(boundary, [...(depthOf.get(boundary) ?? []), open.length]);
    open.push({ boundary, part, parts: 0 });
  }
  function closeLeaf(end: number, cut: boolean): void {
    if (leaf !== undefined) leaves.push({ ...leaf, bodyEnd: Math.max(leaf.bodyStart, end), cut });
    leaf = undefined;
    if (epilogueFrom !== undefined && end > epilogueFrom) outside.push({ from: epilogueFrom, to: end });
    epilogueFrom = undefined;
  }
  function closeTo(depth: number, end: number): void {
    while (open.length > depth) {
      const closed = open.pop();
      if (closed === undefined) return;
      depthOf.get(closed.boundary)?.pop();
      // A multipart in which no part was found: what stands there is text all the same.
      if (closed.parts === 0)
        leaves.push({ ...closed.part, type: { ...closed.part.type, value: "text/plain" }, bodyEnd: end });
    }
  }

  const root = readPart(from);
  enter(root);
  let at = root.bodyStart;
  // A boundary may be the very first line of the body.
  let lineAt = at;
  while (open.length > 0) {
    if (!(lineAt === at && startsWithDashes(window, at, to))) {
      const found = window.indexOf(marker, Math.max(at - 1, from), to);
      if (found === -1) break;
      lineAt = found + 1;
    }
    const next = window.nextLine(lineAt, to, 1_100);
    const line = window
      .slice(lineAt + 2, next)
      .toString("latin1")
      .replace(/[ \t\r\n]+$/, "");
    const match = matchBoundary(line, depthOf);
    at = Math.max(next, lineAt + 2);
    if (match === undefined) {
      lineAt = -1;
      continue;
    }
    const end = beforeLineBreak(window, lineAt, from);
    closeLeaf(end, false);
    closeTo(match.depth + 1, end);
    if (match.closes) {
      closeTo(match.depth, end);
      epilogueFrom = at;
      lineAt = at;
      continue;
    }
    const parent = open[match.depth];
    if (parent !== undefined) parent.parts += 1;
    if (leaves.length >= maxParts) {
      damage.add("too-many-parts");
      break;
    }
    const part = readPart(at);
    enter(part);
    at = part.bodyStart;
    lineAt = at;
  }
  if (open.length > 0 && !damage.has("too-many-parts")) damage.add("closing-boundary-missing");
  closeLeaf(to, open.length > 0);
  if (open.length > 0) closeTo(0, to);
  else if (epilogueFrom !== undefined) outside.push({ from: epilogueFrom, to });
  return { root, leaves, outside, damage };
}

function statedBoundary(part: MimePart): string | undefined {
  const boundary = part.type.params.get("boundary")?.trimEnd();
  return boundary === undefined || boundary === "" ? undefined : Buffer.from(boundary, "utf8").toString("latin1");
}

/** Without a stated boundary the first line that begins with two hyphens is the likeliest one. */
function guessBoundary(window: Window, part: MimePart, to: number, damage: Set<MimeDamage>): string | undefined {
  damage.add("boundary-missing");
  const head = window.slice(part.bodyStart, Math.min(to, part.bodyStart + 4_096)).toString("latin1");
  return /(?:^|\n)--([!-~](?:[ -~]{0,68}[!-~])?)[ \t]*\r?\n/.exec(head)?.[1];
}

function matchBoundary(
  line: string,
  depthOf: ReadonlyMap<string, readonly number[]>,
): { depth: number; closes: boolean } | undefined {
  const opens = depthOf.get(line)?.at(-1);
  if (opens !== undefined) return { depth: opens, closes: false };
  if (!line.endsWith("--")) return undefined;
  const closes = depthOf.get(line.slice(0, -2))?.at(-1);
  return closes === undefined ? undefined : { depth: closes, closes: true };
}

function startsWithDashes(window: Window, at: number, to: number): boolean {
  const two = window.slice(at, Math.min(at + 2, to));
  return two[0] === 0x2d && two[1] === 0x2d;
}

function beforeLineBreak(window: Window, lineAt: number, from: number): number {
  const before = window.slice(Math.max(from, lineAt - 2), lineAt);
  if (before.at(-1) !== 0x0a) return lineAt;
  return before.length === 2 && before[0] === 0x0d ? lineAt - 2 : lineAt - 1;
}
