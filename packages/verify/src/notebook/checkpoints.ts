/** The checkpoints of a notebook, walked alongside its lines: spec/checkpoint.md, spec/notebook.md. */
import {
  equalBytes,
  type Frontier,
  notebookNames,
  parseCheckpoint,
  parseLineBytes,
  parseVkey,
  readOpened,
  sealVkey,
  toHex,
  type Verifier,
  verifyCheckpoint,
} from "@amana/format";
import { bad, type Check, good } from "../check.ts";
import type { NotebookQuestion, NotebookReader } from "./reader.ts";

export type Keys = { readonly first: Verifier; readonly seal: Verifier | undefined };

/** The keys line 0 vouches for; undefined where line 0, its certificate and the id do not fit together. */
export function keysOf({ id, line0 }: NotebookReader): Keys | undefined {
  const line = parseLineBytes(line0);
  const opened = line.ok ? readOpened(line.value, id) : undefined;
  if (opened === undefined || !opened.ok) return undefined;
  const { notebook, sealKey } = opened.value;
  const first = parseVkey(notebookNames(notebook).vkey);
  const seal = sealKey === undefined ? undefined : parseVkey(sealVkey(notebook, sealKey));
  if (!first.ok || (seal !== undefined && !seal.ok)) return undefined;
  return { first: first.value, seal: seal?.value };
}

/** The signed sizes, walked alongside the lines. A class because its place in the list and what it has seen move together. */
export class Checkpoints {
  readonly #keys: Keys | undefined;
  readonly #every: number;
  readonly #id: string;
  readonly #rest: Iterator<{ readonly size: number; readonly note: string }>;
  #next: { readonly size: number; readonly note: string } | undefined;
  #lastSize = -1;
  #lastRoot = "";
  #count = 0;
  #faults = 0;
  #sealBelow = false;

  constructor(reader: NotebookReader, keys: Keys | undefined, { signatures = "latest" }: NotebookQuestion) {
    this.#keys = keys;
    this.#id = reader.id;
    this.#every = signatures === "latest" ? 0 : signatures === "all" ? 1 : Math.max(1, signatures.every);
    this.#rest = reader.checkpoints()[Symbol.iterator]();
    this.#next = this.#take();
  }

  /** The next checkpoint covers a seal line: it must carry the second signature where the notebook has a seal key (NB-12). */
  sealBelow(): void {
    this.#sealBelow = true;
  }

  get nextSize(): number {
    return this.#next?.size ?? Number.POSITIVE_INFINITY;
  }

  *upTo(frontier: Frontier): Generator<Check> {
    let root: Uint8Array | undefined;
    while (this.#next !== undefined && this.#next.size <= frontier.size) {
      const checkpoint = this.#next;
      root ??= frontier.root();
      yield* this.#judge(checkpoint, checkpoint.size === frontier.size ? root : undefined);
      this.#next = this.#take();
    }
  }

  *end(size: number): Generator<Check> {
    for (; this.#next !== undefined; this.#next = this.#take())
      yield bad("checkpoint", `${this.#id}@${this.#next.size}`, `only ${size} lines are here (NB-8)`);
    if (this.#lastSize !== size) yield bad("checkpoint", `${this.#id}@${size}`, "the last lines are not signed (NB-8)");
    else if (this.#faults === 0) yield good("checkpoint", this.#id, `${this.#count} checkpoints`);
  }

  *#judge(
    { size, note }: { readonly size: number; readonly note: string },
    root: Uint8Array | undefined,
  ): Generator<Check> {
    const subject = `${this.#id}@${size}`;
    const before = this.#faults;
    const wrong = (words: string) => {
      this.#faults++;
      return bad("checkpoint", subject, words);
    };
    const stated = parseCheckpoint(note);
    if (!stated.ok || stated.value.size !== size) yield wrong("not a checkpoint of this size (CP-1)");
    else if (root === undefined) yield wrong("is out of order (NB-8)");
    else {
      if (!equalBytes(stated.value.root, root)) yield wrong("its root is not that of the lines (NB-8)");
      const stamp = toHex(stated.value.root);
      if (size === this.#lastSize && stamp !== this.#lastRoot) yield wrong("two roots for one size: a fork (NB-16)");
      this.#lastRoot = stamp;
      this.#lastSize = size;
    }
    // Whether this is the latest is known only once the next is looked at, so the signature waits for that.
    const following = this.#peekIsEnd();
    if (this.#sealBelow && !this.#isDoublySigned(note)) yield wrong("a seal without its second signature (NB-12)");
    this.#sealBelow = false;
    const due = following || (this.#every > 0 && this.#count % this.#every === 0);
    if (due && !this.#isSigned(note)) yield wrong("is not signed by this notebook (CP-6)");
    if (due && this.#faults === before && following) yield good("checkpoint", subject, "signed: the latest");
    this.#count++;
  }

  #isDoublySigned(note: string): boolean {
    if (this.#keys?.seal === undefined) return true;
    return verifyCheckpoint(note, this.#keys.first, this.#keys.seal).ok;
  }

  #isSigned(note: string): boolean {
    if (this.#keys === undefined) return false;
    const { first, seal } = this.#keys;
    // A seal's second signature is judged where it stands; only seals carry one.
    const bySeal = seal !== undefined && note.split(`— ${seal.name} `).length > 2 ? [seal] : [];
    return verifyCheckpoint(note, first, ...bySeal).ok;
  }

  #ahead: IteratorResult<{ readonly size: number; readonly note: string }> | undefined;
  #peekIsEnd(): boolean {
    this.#ahead ??= this.#rest.next();
    return this.#ahead.done === true;
  }

  #take(): { readonly size: number; readonly note: string } | undefined {
    const result = this.#ahead ?? this.#rest.next();
    this.#ahead = undefined;
    return result.done === true ? undefined : result.value;
  }
}
