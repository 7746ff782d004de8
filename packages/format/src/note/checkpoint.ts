/** The three lines of a checkpoint, "n lines, root R": c2sp.org/tlog-checkpoint; spec/checkpoint.md CP-1 to CP-3. */
import { equalBytes } from "../bytes.ts";
import { fromBase64, toBase64 } from "../encoding.ts";
import { err, ok, type Result } from "../result.ts";
import { EMPTY_ROOT, HASH_BYTES, isTreeSize } from "../tree/hash.ts";
import { type NoteRefusal, parseNote } from "./note.ts";
import { isKeyName } from "./vkey.ts";

export interface Checkpoint {
  readonly origin: string;
  /** How many lines. */
  readonly size: number;
  /** RFC 6962 root over their digests, 32 bytes. */
  readonly root: Uint8Array;
}

export type CheckpointRefusal =
  | { readonly type: "checkpoint-malformed"; readonly rule: "CP-1" }
  | { readonly type: "checkpoint-has-extensions"; readonly rule: "CP-2" }
  | { readonly type: "checkpoint-empty-root-wrong"; readonly rule: "CP-3" };

/** The three lines that are signed. Throws for a size, root or origin that no checkpoint may have. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new RangeError("an origin is not empty and has neither spaces nor plus signs");
  if (!isTreeSize(size)) throw new RangeError("a size is a whole number from 0 to 2^53 - 1");
  if (root.length !== HASH_BYTES) throw new RangeError("a root has 32 bytes");
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) throw new RangeError("the empty tree has only one root");
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the three signed lines, or a whole note. Says nothing about signatures: see verifyCheckpoint. */
export function parseCheckpoint(textOrNote: string): Result<Checkpoint, CheckpointRefusal | NoteRefusal> {
  if (!textOrNote.includes("\n\n")) return parseBody(textOrNote);
  const note = parseNote(textOrNote);
  return note.ok ? parseBody(note.value.text) : note;
}

export function parseBody(text: string): Result<Checkpoint, CheckpointRefusal> {
  const malformed = err({ type: "checkpoint-malformed", rule: "CP-1" } as const);
  const [origin, sizeText, rootText, end, ...more] = text.split("\n");
  if (origin === undefined || sizeText === undefined || rootText === undefined || end === undefined) return malformed;
  if (more.length > 0) return err({ type: "checkpoint-has-extensions", rule: "CP-2" });
  const size = parseSize(sizeText);
  const root = fromBase64(rootText, HASH_BYTES);
  if (!isKeyName(origin) || size === undefined || root === undefined || end !== "") return malformed;
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) return err({ type: "checkpoint-empty-root-wrong", rule: "CP-3" });
  return ok({ origin, size, root });
}

/** ASCII decimal without leading zeros, at most 2^53 - 1. */
export function parseSize(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const size = Number(text);
  return isTreeSize(size) ? size : undefined;
}
