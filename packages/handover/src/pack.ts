/** Entries → tar → age, in one pass and bounded memory, each file compared with what was promised of it. spec/package.md PK-19. */
import { createHash, type Hash } from "node:crypto";
import { createSealer, type Head } from "@amana/format/seal";
import { VaultFault } from "@amana/vault";
import type { Bag, Label } from "./bag.ts";
import type { Entry } from "./entry.ts";
import type { OutFile } from "./out.ts";
import { tarEnd, tarHead, tarPadding } from "./tar.ts";

export interface Measure {
  readonly sha256: string;
  readonly bytes: number;
}

export interface Packed {
  /** The tar, before sealing. */
  readonly package: Measure;
  readonly sealed: Measure;
}

export interface Packing {
  readonly head: Head;
  readonly sealed: OutFile;
  readonly open?: OutFile | undefined;
  /** Asked now and then; true ends it with `Interrupted`. */
  readonly isStopped: () => boolean;
}

export class Interrupted extends Error {
  constructor() {
    super("interrupted");
    this.name = "Interrupted";
  }
}

/** Lets Ctrl-C and the keys' holder be heard between stretches of work. */
export function breathe(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

/** Bytes gathered before they are hashed, sealed and written: small files come in many small pieces. */
const GATHERED = 262_144;
/** Bytes between two breaths. */
const BREATH = 4 << 20;

export async function pack({ entries }: Bag, { id, date }: Label, to: Packing): Promise<Packed> {
  const sealed = measuring((bytes) => to.sealed.write(bytes));
  const sealer = createSealer(to.head, sealed.write);
  const plain = measuring((bytes) => {
    to.open?.write(bytes);
    sealer.update(bytes);
  });
  const gathered = new Uint8Array(GATHERED);
  let held = 0;
  let sinceBreath = 0;
  const flush = () => {
    plain.write(gathered.subarray(0, held));
    held = 0;
  };
  const put = (bytes: Uint8Array) => {
    sinceBreath += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + GATHERED - held);
      gathered.set(piece, held);
      held += piece.length;
      at += piece.length;
      if (held === GATHERED) flush();
    }
  };

  const mtime = Date.parse(`${date}T00:00:00Z`) / 1000;
  try {
    for (const entry of entries) {
      put(tarHead(`${id}/${entry.path}`, entry.bytes, mtime));
      for (const piece of compared(entry)) {
        put(piece);
        if (sinceBreath < BREATH) continue;
        sinceBreath = 0;
        await breathe();
        if (to.isStopped()) throw new Interrupted();
      }
      put(tarPadding(entry.bytes));
    }
    put(tarEnd);
    flush();
    sealer.final();
  } finally {
    gathered.fill(0);
    to.head.payloadKey.fill(0);
  }
  return { package: plain.measure(), sealed: sealed.measure() };
}

/** Fails closed: bytes other than the signed line or the manifest says never become a package. */
function* compared({ path, bytes, sha256, open }: Entry): Generator<Uint8Array> {
  const hash = createHash("sha256");
  let count = 0;
  for (const piece of open()) {
    hash.update(piece);
    count += piece.length;
    if (count > bytes) break;
    yield piece;
  }
  // The path is of our own making: an item's number, a digest.
  if (count !== bytes || hash.digest("hex") !== sha256) throw new VaultFault({ type: "blob-damaged", blob: path });
}

function measuring(write: (bytes: Uint8Array) => void) {
  const hash: Hash = createHash("sha256");
  let bytes = 0;
  return {
    write(piece: Uint8Array) {
      hash.update(piece);
      bytes += piece.length;
      write(piece);
    },
    measure: (): Measure => ({ sha256: hash.digest("hex"), bytes }),
  };
}
