/**
 * Since when an outsider has known a checkpoint: the anchors this vault holds, judged as a recipient will judge them, and
 * the seals that carry one notebook's time-stamp to the others it quotes. spec/anchor.md; spec/package.md PK-10, PK-11.
 */
import {
  equalBytes,
  notebookNames,
  parseCheckpoint,
  parseLine,
  readOpened,
  readSeal,
  SEAL,
  sha256,
  toHex,
  utf8,
  verifyCheckpoint,
} from "@amana/format";
import { verifyTimeStamp } from "@amana/format/anchor";
import type { Anchor } from "@amana/record";
import type { Shelf } from "./shelf.ts";

/** A checkpoint that an authority has time-stamped. */
export interface Stamped {
  readonly notebook: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, letter for letter as it was stamped. */
  readonly note: string;
  /** Earliest of the authorities' times, ISO 8601. */
  readonly time: string;
  /** RFC 3161 replies, by time. */
  readonly tokens: readonly Uint8Array[];
}

/** PK-10 names a reply and up to eight more. */
const MOST_TOKENS = 9;

/** Anchors that hold: about a checkpoint this notebook signed, of the tree that lies here. Others are left out, not shown as proof. */
export async function stampedCheckpoints(anchors: readonly Anchor[], shelf: Shelf): Promise<readonly Stamped[]> {
  const found = new Map<string, Omit<Stamped, "time" | "tokens"> & { readonly replies: Map<string, Reply> }>();
  for (const anchor of anchors) {
    const note = utf8(anchor.checkpoint);
    const digest = toHex(sha256(note));
    const root = rootIn(anchor, shelf);
    if (digest !== anchor.imprint || root === undefined) continue;
    const token = Buffer.from(anchor.token, "hex");
    const time = await timeIn(token, note);
    if (time === undefined) continue;
    const { notebook, size, checkpoint } = anchor;
    const known = found.get(digest) ?? { notebook, size, root, note: checkpoint, replies: new Map() };
    known.replies.set(anchor.token, { time, token });
    found.set(digest, known);
  }
  const stamped = [...found.values()].map(({ replies, ...checkpoint }) => {
    const inOrder = [...replies]
      .sort(([a, { time: s }], [b, { time: t }]) => (s === t ? (a < b ? -1 : 1) : s < t ? -1 : 1))
      .map(([, reply]) => reply)
      .slice(0, MOST_TOKENS);
    return { ...checkpoint, time: inOrder[0]?.time ?? "", tokens: inOrder.map(({ token }) => token) };
  });
  return stamped.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.size - b.size));
}

interface Reply {
  readonly time: string;
  readonly token: Uint8Array;
}

/** Whom to trust is the reader's question (AN-11); everything else about a reply must be good. */
async function timeIn(token: Uint8Array, data: Uint8Array): Promise<string | undefined> {
  const judged = await verifyTimeStamp(token, { data, trusted: [] });
  if (judged.ok) return judged.value.time;
  return judged.error.type === "chain-not-trusted" ? judged.error.timeStamp.time : undefined;
}

function rootIn({ notebook, size, checkpoint }: Anchor, shelf: Shelf): Uint8Array | undefined {
  const opened = shelf.notebook(notebook);
  const stated = parseCheckpoint(checkpoint);
  if (opened === undefined || !stated.ok || stated.value.size !== size || size > opened.tree.size) return undefined;
  const line0 = parseLine(opened.line(0));
  const title = line0.ok ? readOpened(line0.value, notebook) : line0;
  if (!title.ok || !verifyCheckpoint(checkpoint, notebookNames(title.value.notebook).vkey).ok) return undefined;
  return equalBytes(stated.value.root, opened.tree.rootAt(size)) ? stated.value.root : undefined;
}

/** A head of another notebook that a stamped checkpoint vouches for through its seal line. */
export interface Quoted {
  readonly notebook: string;
  readonly size: number;
  readonly time: string;
  /** Where the seal line stands. */
  readonly seal: { readonly notebook: string; readonly position: number };
}

/** Seal lines end the commit whose checkpoint is stamped, so they are looked for from its end backwards. */
export function* quotedBy(
  { notebook, size, time }: Stamped,
  shelf: Shelf,
  isWanted: (notebook: string) => boolean,
): Generator<Quoted> {
  const own = shelf.notebook(notebook);
  for (let position = size - 1; position > 0 && own !== undefined; position--) {
    const line = parseLine(own.line(position));
    if (!line.ok || line.value.k !== SEAL) return;
    const heads = readSeal(line.value.x);
    for (const head of heads.ok ? heads.value : []) {
      if (head.notebook === notebook || !isWanted(head.notebook)) continue;
      const tree = shelf.notebook(head.notebook)?.tree;
      if (tree === undefined || head.size > tree.size || !equalBytes(head.root, tree.rootAt(head.size))) continue;
      yield { notebook: head.notebook, size: head.size, time, seal: { notebook, position } };
    }
  }
}
