/**
 * A whole notebook against what its device signed: every line's form and digest, the root at every checkpoint, signatures,
 * certificate, gaps, quoted heads. spec/notebook.md. One pass, a frontier of a few hashes; a million lines cost little more than hashing them.
 */
import { isUtf8 } from "node:buffer";
import {
  equalBytes,
  Frontier,
  fromHex,
  isCanonicalLine,
  type JsonObject,
  type JsonValue,
  NOTEBOOK_OPENED,
  parseLineBytes,
  readSeal,
  sha256Into,
  toHex,
} from "@amana/format";
import { bad, type Check, good, judge, notChecked } from "../check.ts";
import { Checkpoints, keysOf } from "./checkpoints.ts";
import type { LineRun, NotebookQuestion, NotebookReader } from "./reader.ts";

/** Faults one by one; what is good is summed up. Memory grows with gaps and erasures only. */
export function* verifyNotebook(reader: NotebookReader, question: NotebookQuestion = {}): Generator<Check> {
  const keys = keysOf(reader);
  yield judge(
    keys !== undefined,
    "notebook",
    reader.id,
    "line 0, its certificate or the id do not fit together (NB-3 to NB-6)",
  );

  const state: State = { frontier: new Frontier(), gaps: [], erased: new Set(), faults: 0 };
  const signed = new Checkpoints(reader, keys, question);
  yield* signed.upTo(state.frontier);
  for (const run of reader.runs()) yield* judgeRun(run, reader, question, state, signed);
  yield* signed.end(state.frontier.size);

  for (const gap of state.gaps) {
    const known = state.erased.has(gap.digest) || question.erasedElsewhere?.(gap.digest) === true;
    if (gap.position === 0) yield bad("line", "0", "line 0 is never erased (NB-22)");
    else if (!known) yield notChecked("line", String(gap.position), "not here, and no erase line seen names it");
  }
  const words = `${state.frontier.size} lines, ${state.gaps.length} of them by digest only`;
  if (state.faults === 0) yield good("line", reader.id, words);
}

function* judgeRun(
  { position: first, text, ends, digests }: LineRun,
  reader: NotebookReader,
  question: NotebookQuestion,
  state: State,
  signed: Checkpoints,
): Generator<Check> {
  const { frontier } = state;
  const digest = new Uint8Array(HASH_BYTES);
  // Looked at once for the whole run: a line feed is never part of a character, so its lines are well-formed when it is.
  const wellFormed = isUtf8(text);
  for (let at = 0, start = 0; at < ends.length; at++) {
    const position = frontier.size;
    const end = ends[at] ?? start;
    if (first + at !== position) yield* fault(state, bad("line", String(position), `stands at ${first + at} (NB-7)`));
    if (end === start) {
      const held = digests.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
      state.gaps.push({ position, digest: toHex(held) });
      frontier.append(held);
    } else {
      const line = text.subarray(start, end);
      sha256Into(line, digest, 0);
      if (!standsAt(digest, digests, at * HASH_BYTES))
        yield* fault(state, bad("line", String(position), "its digest is another (LN-17)"));
      if (!isCanonicalLine(line, wellFormed))
        yield* fault(state, bad("line", String(position), "not a canonical line (LN-4)"));
      else if (isRemarkable(line)) yield* judgeRemarkable(line, position, reader, question, state, signed);
      frontier.append(digest);
    }
    if (signed.nextSize <= frontier.size) yield* signed.upTo(frontier);
    start = end + 1;
  }
}

function standsAt(digest: Uint8Array, digests: Uint8Array, from: number): boolean {
  for (let i = 0; i < HASH_BYTES; i++) if (digests[from + i] !== digest[i]) return false;
  return true;
}

type State = {
  readonly frontier: Frontier;
  readonly gaps: { readonly position: number; readonly digest: string }[];
  readonly erased: Set<string>;
  faults: number;
};

function* fault(state: State, check: Check): Generator<Check> {
  state.faults++;
  yield check;
}

const HASH_BYTES = 32;
const QUOTE = 0x22;
const remarkable = ["erase", "seal", NOTEBOOK_OPENED].map((kind) =>
  Uint8Array.from(`${kind}"`, (c) => c.charCodeAt(0)),
);

/** Whether a canonical line's kind asks for a look inside, told from its bytes: most lines are never parsed. */
function isRemarkable(bytes: Uint8Array): boolean {
  let start = '{"e":"'.length;
  while (bytes[start] !== QUOTE) start++;
  start += '","k":"'.length;
  for (const kind of remarkable) {
    let at = 0;
    while (at < kind.length && bytes[start + at] === kind[at]) at++;
    if (at === kind.length) return true;
  }
  return false;
}

function* judgeRemarkable(
  bytes: Uint8Array,
  position: number,
  reader: NotebookReader,
  question: NotebookQuestion,
  state: State,
  signed: Checkpoints,
): Generator<Check> {
  const line = parseLineBytes(bytes);
  if (!line.ok) return; // isCanonicalLine has spoken already
  const { k, x } = line.value;
  if (k === NOTEBOOK_OPENED) {
    if (position > 0) yield* fault(state, bad("line", String(position), "opened a second time (NB-7)"));
    else if (!equalBytes(bytes, reader.line0))
      yield* fault(state, bad("line", "0", "is not the line 0 it was given as (NB-6)"));
  } else if (k === "seal") {
    signed.sealBelow();
    yield judgeSeal(x, position, question);
  }
  if (k === "erase") for (const digest of digestsIn(x)) state.erased.add(digest);
}

function judgeSeal(x: Parameters<typeof readSeal>[0], position: number, { rootAt }: NotebookQuestion): Check {
  const heads = readSeal(x);
  if (!heads.ok) return bad("seal", String(position), "its heads are malformed (NB-13)");
  const known = heads.value.map(({ notebook, size, root }) => ({ root, held: rootAt?.(notebook, size) }));
  const differing = known.filter(({ root, held }) => held !== undefined && !equalBytes(root, held)).length;
  if (differing > 0) return bad("seal", String(position), `${differing} quoted heads are not what is held (NB-15)`);
  const unknown = known.filter(({ held }) => held === undefined).length;
  return unknown === 0
    ? good("seal", String(position))
    : notChecked("seal", String(position), `${unknown} of ${known.length} quoted heads are not held here`);
}

function digestsIn({ lines }: JsonObject): readonly string[] {
  if (!Array.isArray(lines)) return [];
  return (lines as readonly JsonValue[]).flatMap((line) => {
    const { digest } = typeof line === "object" && line !== null && !Array.isArray(line) ? (line as JsonObject) : {};
    return typeof digest === "string" && fromHex(digest, 32) !== undefined ? [digest] : [];
  });
}
