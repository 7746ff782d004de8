/**
 * The lines that travel and what proves them: each under the earliest checkpoint that was time-stamped, the rest under the
 * first checkpoint that covers them, and the files of every notebook drawn from. spec/package.md PK-6 to PK-11.
 */
import {
  err,
  formatProof,
  notebookNames,
  ok,
  parseLine,
  publicKeyPem,
  type Result,
  readOpened,
  sealVkey,
  sha256,
  toHex,
  utf8,
} from "@amana/format";
import type { VaultView } from "@amana/vault";
import { type Entry, entryOf, textEntry } from "./entry.ts";
import type { Standing } from "./selection.ts";
import { type OpenNotebook, openShelf } from "./shelf.ts";
import { type Quoted, quotedBy, type Stamped, stampedCheckpoints } from "./stamps.ts";

const ROOM = "data/proofs";

export interface Proven {
  readonly entries: readonly Entry[];
  /** All lines in the package, openings and seals included. */
  readonly digests: readonly string[];
  /** The greatest clock among them, RFC 3339: what dates the package. */
  readonly latest: string;
}

export async function prove(
  view: VaultView,
  wanted: readonly Standing[],
): Promise<Result<Proven, { readonly type: "notebook-forked" }>> {
  const branches = new Map(wanted.map(({ notebook, branch }) => [notebook, branch]));
  // One device wrote two histories under one key: a package cannot show both as one notebook, and must not choose.
  if (wanted.some(({ notebook, branch }) => branches.get(notebook) !== branch)) return err({ type: "notebook-forked" });
  const shelf = openShelf(view, branches);
  const stamped = await stampedCheckpoints(view.anchors(), shelf);

  const drawn = new Map<string, Set<number>>();
  const draw = (notebook: string, position: number) =>
    drawn.set(notebook, (drawn.get(notebook) ?? new Set([0])).add(position));
  for (const { notebook, position } of wanted) draw(notebook, position);

  // Seal lines that carry a time from one notebook to another travel too, and are themselves to be proven.
  const covers = new Map<string, Cover>();
  for (let grown = true; grown; ) {
    const quoted = stamped.flatMap((each) => [...quotedBy(each, shelf, (notebook) => drawn.has(notebook))]);
    for (const [notebook, positions] of drawn) {
      const own = shelf.notebook(notebook);
      if (own === undefined) throw new TypeError("a line stands in a notebook");
      covers.set(notebook, coverOf(own, positions, stamped, quoted));
    }
    const missing = [...covers.values()]
      .flatMap(({ seals }) => seals)
      .filter(({ notebook, position }) => drawn.get(notebook)?.has(position) !== true);
    for (const { notebook, position } of missing) draw(notebook, position);
    grown = missing.length > 0;
  }

  const entries: Entry[] = [];
  const digests: string[] = [];
  let latest = "";
  const stamps = new Map<string, Stamped>();
  for (const [notebook, positions] of [...drawn].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { under } = covers.get(notebook) ?? {};
    const own = shelf.notebook(notebook);
    if (own === undefined || under === undefined) throw new TypeError("a line stands in a notebook");
    for (const position of [...positions].sort((a, b) => a - b)) {
      const checkpoint = under(position);
      if (checkpoint.stamp !== undefined) stamps.set(digestOf(checkpoint.note), checkpoint.stamp);
      const text = own.line(position);
      const digest = digestOf(text);
      const path = position === 0 ? `${ROOM}/notebooks/${notebook}.opened.json` : `${ROOM}/lines/${digest}.json`;
      entries.push(
        entryOf(path, function* () {
          yield utf8(own.line(position));
        }),
        entryOf(`${ROOM}/${digest}.tlog-proof`, function* () {
          yield utf8(proofText(own, position, checkpoint));
        }),
      );
      digests.push(digest);
      const { t } = JSON.parse(text) as { readonly t: string };
      if (t > latest) latest = t;
    }
    entries.push(...notebookFiles(own, [...positions].map(under)));
  }
  for (const [digest, { tokens }] of stamps)
    for (const [n, token] of tokens.entries())
      entries.push(
        entryOf(`${ROOM}/anchors/${digest}${n === 0 ? "" : `-${n + 1}`}.tsr`, function* () {
          yield token;
        }),
      );
  return ok({ entries, digests: digests.sort(), latest });
}

interface Checkpoint {
  readonly size: number;
  readonly note: string;
  readonly stamp?: Stamped;
}

interface Cover {
  /** Which checkpoint a line is proven under. */
  readonly under: (position: number) => Checkpoint;
  /** Seal lines through which a time reaches one of those. */
  readonly seals: readonly Quoted["seal"][];
}

/** Directly stamped checkpoints and those quoted by a stamped seal, the earliest time first; a direct one before a quoted. */
function coverOf(
  own: OpenNotebook,
  positions: ReadonlySet<number>,
  stamped: readonly Stamped[],
  quoted: readonly Quoted[],
): Cover {
  const quotes = quoted.filter(({ notebook }) => notebook === own.name);
  const notes = own.notesAt(new Set(quotes.map(({ size }) => size)));
  const reached = [
    ...stamped
      .filter(({ notebook }) => notebook === own.name)
      .map((stamp) => ({ size: stamp.size, note: stamp.note, time: stamp.time, stamp, seal: undefined })),
    ...quotes.flatMap(({ size, time, seal }) => {
      const note = notes.get(size);
      return note === undefined ? [] : [{ size, note, time, stamp: undefined, seal }];
    }),
  ].sort((a, b) => (a.time === b.time ? a.size - b.size : a.time < b.time ? -1 : 1));

  const chosen = new Map<number, (typeof reached)[number]>();
  const bare: number[] = [];
  for (const position of positions) {
    const first = reached.find(({ size }) => size > position);
    if (first === undefined) bare.push(position);
    else chosen.set(position, first);
  }
  const plain = bare.length === 0 ? undefined : own.noteOver(Math.max(...bare) + 1);
  return {
    under(position) {
      const best = chosen.get(position);
      if (best !== undefined)
        return { size: best.size, note: best.note, ...(best.stamp !== undefined && { stamp: best.stamp }) };
      if (plain === undefined) throw new TypeError("every line is under a checkpoint (R7)");
      return plain;
    },
    seals: [...new Set([...chosen.values()].flatMap(({ seal }) => seal ?? []))],
  };
}

function proofText({ tree }: OpenNotebook, position: number, { size, note }: Checkpoint): string {
  return formatProof({ index: position, path: tree.inclusion(position, size), checkpoint: note });
}

/** Key in three forms and the newest of the checkpoints used (PK-8, PK-9). Line 0 is among the lines. */
function notebookFiles(own: OpenNotebook, used: readonly Checkpoint[]): readonly Entry[] {
  const line0 = parseLine(own.line(0));
  const title = line0.ok ? readOpened(line0.value, own.name) : line0;
  if (!title.ok) throw new TypeError(`line 0 of a notebook opens it: ${title.error.type}`);
  const { notebook, sealKey } = title.value;
  const vkeys = [notebookNames(notebook).vkey, ...(sealKey === undefined ? [] : [sealVkey(notebook, sealKey)])];
  const newest = used.reduce((a, b) => (b.size > a.size ? b : a));
  const stem = `${ROOM}/notebooks/${own.name}`;
  return [
    textEntry(`${stem}.checkpoint`, newest.note),
    textEntry(`${stem}.pem`, publicKeyPem({ algorithm: "ed25519", publicKey: notebook })),
    textEntry(`${stem}.vkey`, `${vkeys.join("\n")}\n`),
  ];
}

function digestOf(text: string): string {
  return toHex(sha256(utf8(text)));
}
