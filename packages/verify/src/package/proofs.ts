/** Lines, their places in notebooks, the signatures over those notebooks: spec/package.md PK-6 to PK-9. */

import { createHash } from "node:crypto";
import {
  digestOfLine,
  equalBytes,
  fromBase32,
  fromHex,
  type Line,
  notebookNames,
  originOf,
  parseCheckpoint,
  parseLineBytes,
  parseNote,
  parseProof,
  parseVkey,
  publicKeyPem,
  readOpened,
  sealVkey,
  textOf,
  toHex,
  type Verifier,
  verifyCheckpoint,
  verifyInclusion,
} from "@amana/format";
import { bad, type Check, good, judge, notChecked } from "../check.ts";
import { contentOf, type Files, pathsUnder } from "./files.ts";

const ROOM = "data/proofs/";

/** A checkpoint whose signature is good. `note` is the SHA-256 of the whole note, hex: what anchors are named by. */
export type SignedHead = {
  readonly notebook: string;
  readonly size: number;
  readonly root: string;
  readonly note: string;
};

export type Proofs = {
  /** Digest of every line that is proven, and the checkpoint that proves it. */
  readonly proven: ReadonlyMap<string, SignedHead>;
  /** Digests of the proven seal lines. */
  readonly seals: readonly string[];
  /** Every good checkpoint once, and every note that was seen (good or not) by its digest. */
  readonly heads: readonly SignedHead[];
  /** Where to find the text of a note again. */
  readonly noteIn: ReadonlyMap<string, string>;
};

type Keys = { readonly first: Verifier; readonly seal: Verifier | undefined };
type Judged = SignedHead | undefined;

/** Gives the checks and returns what later checks rest on. Keeps digests, never lines. */
export function* checkProofs(files: Files): Generator<Check, Proofs> {
  const keys = new Map<string, Keys>();
  const openedLines = new Map<string, string>();
  const ids = notebookIds(files);
  for (const id of ids) {
    const found = keysOf(files, id);
    if (found === undefined) {
      yield bad("notebook", id, "id, vkey, pem, line 0 and certificate do not fit together (PK-9)");
      continue;
    }
    keys.set(id, found);
    openedLines.set(toHex(digestOfLine(contentOf(files, openedPath(id)))), id);
  }

  const lines = new Map<string, string>();
  for (const path of pathsUnder(files, `${ROOM}lines/`)) {
    const name = path.slice(`${ROOM}lines/`.length).replace(/\.json$/, "");
    const bytes = contentOf(files, path);
    const line = parseLineBytes(bytes);
    const holds = line.ok && path === linePath(toHex(digestOfLine(bytes)));
    const detail = line.ok ? "" : `: ${line.error.rule}`;
    yield judge(holds, "line", name, `name and SHA-256 differ, or not a canonical line${detail} (PK-6)`);
    if (holds) lines.set(name, line.value.k);
  }

  const judged = new Map<string, Judged>();
  const noteIn = new Map<string, string>();
  const roots = new Map<string, string>();
  const proven = new Map<string, SignedHead>();
  for (const digest of [...new Set([...lines.keys(), ...openedLines.keys()])].sort()) {
    const path = `${ROOM}${digest}.tlog-proof`;
    const place = placeIn(contentOf(files, path), digest);
    const head = place === undefined ? undefined : yield* judgeNote(place.note, path, keys, judged, noteIn, roots);
    yield judge(head !== undefined, "proof", digest, "does not lead to the root of a signed checkpoint (PK-7)");
    if (head !== undefined) proven.set(digest, head);
    const opens = openedLines.get(digest);
    if (opens !== undefined) {
      const first = head !== undefined && place?.index === 0 && head.notebook === opens;
      yield judge(first, "notebook", opens, "line 0 is not proven as such (PK-9)");
    }
  }

  for (const path of pathsUnder(files, ROOM)) {
    const name = path.slice(ROOM.length);
    if (name.includes("/")) continue;
    const digest = name.replace(/\.tlog-proof$/, "");
    if (name === digest || !(lines.has(digest) || openedLines.has(digest)))
      yield bad("proof", digest, "belongs to no line (PK-6)");
  }
  for (const id of ids) {
    const path = `${ROOM}notebooks/${id}.checkpoint`;
    const newest = yield* judgeNote(contentOf(files, path), path, keys, judged, noteIn, roots);
    const greatest = Math.max(...[...judged.values()].map((head) => (head?.notebook === id ? head.size : 0)));
    const holds = newest?.notebook === id && newest.size === greatest;
    yield judge(holds, "checkpoint", id, "its checkpoint is not its newest (PK-8)");
  }
  const heads = [...judged.values()].filter((head) => head !== undefined);
  return { proven, seals: [...proven.keys()].filter((digest) => lines.get(digest) === "seal"), heads, noteIn };
}

export function linePath(digest: string): string {
  return `${ROOM}lines/${digest}.json`;
}

/** The line with this digest, when it is in the package and is one. */
export function lineAt(files: Files, digest: string): Line | undefined {
  if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
  const line = parseLineBytes(contentOf(files, linePath(digest)));
  return line.ok ? line.value : undefined;
}

/** The note a head was read from: a checkpoint file, or the tail of a proof. */
export function noteText(files: Files, path: string): Uint8Array {
  const bytes = contentOf(files, path);
  if (!path.endsWith(".tlog-proof")) return bytes;
  const end = Buffer.from(bytes).indexOf("\n\n");
  return end < 0 ? new Uint8Array() : bytes.subarray(end + 2);
}

function openedPath(id: string): string {
  return `${ROOM}notebooks/${id}.opened.json`;
}

function notebookIds(files: Files): readonly string[] {
  const names = pathsUnder(files, `${ROOM}notebooks/`).map((path) => path.slice(`${ROOM}notebooks/`.length));
  return [...new Set(names.map((name) => name.split(".")[0] ?? name))];
}

/** The keys of a notebook, when its id, vkey, pem, line 0 and certificate tell one story. */
function keysOf(files: Files, id: string): Keys | undefined {
  const text = (ending: string) => textOf(contentOf(files, `${ROOM}notebooks/${id}.${ending}`)) ?? "";
  const line = parseLineBytes(contentOf(files, openedPath(id)));
  const opened = line.ok ? readOpened(line.value, id) : undefined;
  if (fromBase32(id, 20) === undefined || opened === undefined || !opened.ok) return undefined;

  const { notebook, sealKey } = opened.value;
  const expected = [notebookNames(notebook).vkey, ...(sealKey === undefined ? [] : [sealVkey(notebook, sealKey)])];
  if (text("vkey") !== `${expected.join("\n")}\n`) return undefined;
  if (text("pem") !== publicKeyPem({ algorithm: "ed25519", publicKey: notebook })) return undefined;

  const [first, seal] = expected.map((vkey) => parseVkey(vkey));
  if (first === undefined || !first.ok || (seal !== undefined && !seal.ok)) return undefined;
  return { first: first.value, seal: seal?.value };
}

/** A proof that climbs from this line to the root its note states. Whether the note is signed is asked next. */
function placeIn(bytes: Uint8Array, digest: string): { readonly note: Uint8Array; readonly index: number } | undefined {
  const proof = parseProof(textOf(bytes) ?? "");
  const leaf = fromHex(digest, 32);
  if (!proof.ok || proof.value.extra !== undefined || leaf === undefined) return undefined;
  const { index, path, checkpoint } = proof.value;
  const stated = parseCheckpoint(checkpoint);
  if (!stated.ok || !verifyInclusion(leaf, index, stated.value.size, stated.value.root, path)) return undefined;
  return { note: Buffer.from(checkpoint), index };
}

/** Judges a note once, however many lines it proves. */
function* judgeNote(
  note: Uint8Array,
  path: string,
  keys: ReadonlyMap<string, Keys>,
  judged: Map<string, Judged>,
  noteIn: Map<string, string>,
  roots: Map<string, string>,
): Generator<Check, Judged> {
  const name = createHash("sha256").update(note).digest("hex");
  if (judged.has(name)) return judged.get(name);
  judged.set(name, undefined);
  noteIn.set(name, path);

  const text = textOf(note) ?? "";
  const stated = parseCheckpoint(text);
  const parts = parseNote(text);
  if (!stated.ok || !parts.ok) {
    yield bad("checkpoint", name, "not a checkpoint (PK-7)");
    return undefined;
  }
  const { origin, size, root } = stated.value;
  const id = origin.slice(originOf("").length);
  const subject = `${id}@${size}`;
  const known = keys.get(id);
  if (origin !== originOf(id) || known === undefined || !verifyCheckpoint(text, known.first).ok) {
    yield bad("checkpoint", subject, "no good Ed25519 signature of this notebook (PK-8)");
    return undefined;
  }
  yield* judgeFurther(text, parts.value.signatures, subject, known);

  const same = roots.get(subject) ?? toHex(root);
  roots.set(subject, same);
  if (!equalBytes(root, fromHex(same) ?? root)) {
    yield bad("checkpoint", subject, "two roots for one size: a fork (PK-8)");
    return undefined;
  }
  yield good("checkpoint", subject);
  const head = { notebook: id, size, root: same, note: name };
  judged.set(name, head);
  return head;
}

/** The post-quantum signature of the notebook's own seal key is judged; those of strangers are named. */
function* judgeFurther(
  text: string,
  signatures: readonly { readonly name: string; readonly keyId: string }[],
  subject: string,
  { first, seal }: Keys,
): Generator<Check> {
  for (const { name, keyId } of signatures) {
    if (name === first.name && keyId === first.keyId) continue;
    if (seal === undefined || name !== seal.name || keyId !== seal.keyId) {
      yield notChecked("checkpoint", subject, "another signature of a key that is not here");
    } else {
      const holds = verifyCheckpoint(text, first, seal).ok;
      yield judge(holds, "checkpoint", `${subject} seal`, "the ML-DSA-44 signature is not good (PK-8)");
    }
  }
}
