/**
 * Takes paths in: every file sealed, recorded, read, its members too. Can be stopped at any moment and started again: what
 * was said to be kept is kept, what was not is found again (design: nothing lost, nothing twice).
 */
import { closeSync, fstatSync, openSync } from "node:fs";
import { newRecordId } from "@amana/format";
import type { Proposal, Received } from "@amana/record";
import type { Vault } from "@amana/vault";
import { loadIdentify } from "../language/index.ts";
import { openParserPool, type ParserPool } from "../parser/pool.ts";
import { fileBytes, memoryBytes } from "./bytes.ts";
import { type Budget, MAX_DEPTH, type Member, readMember } from "./family.ts";
import { readingProposals, receivedProposal, worst } from "./lines.ts";
import { readByOcr } from "./ocr-pass.ts";
import { Provenance, type Said } from "./provenance.ts";
import type { Reading } from "./reading.ts";
import { Shelf } from "./shelf.ts";
import { type FoundFile, type Passed, walk } from "./walk.ts";

export interface AddOptions {
  readonly said?: Said;
  /** `no`: pages without text wait until the next run that may. */
  readonly ocr?: "yes" | "no";
  readonly dryRun?: boolean;
  readonly progress?: (progress: Progress) => void;
  readonly pool?: ParserPool;
  /** Asked between sources: a person pressed Ctrl-C. */
  readonly stop?: () => boolean;
}

export interface Progress {
  readonly phase: "reading" | "ocr";
  readonly done: number;
  readonly total: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Id of the source at work, never its name. */
  readonly now?: string;
}

export interface Added {
  /** New top-level sources and new members of families. */
  readonly kept: number;
  readonly members: number;
  readonly alreadyHere: number;
  readonly sameBytes: number;
  readonly bytes: number;
  readonly unread: readonly { readonly source: string; readonly code: string; readonly partly: boolean }[];
  readonly passed: readonly Passed[];
  readonly failed: readonly { readonly path: Buffer; readonly why: string }[];
  readonly waitingForOcr: number;
  readonly sideFileProblems: number;
  readonly stopped: boolean;
}

/** A source being unpacked. */
interface Family {
  /** Members that are not yet in the record. */
  waiting: number;
  /** Its parser may still find members. */
  walking: boolean;
}

/** A file this large is not read into memory; larger ones are sealed straight from the disk. */
const IN_MEMORY = 8 * 2 ** 20;

export async function addPaths(vault: Vault, paths: readonly string[], options: AddOptions = {}): Promise<Added> {
  const shelf = new Shelf(vault);
  const provenance = new Provenance(options.said ?? {});
  const files: { readonly file: FoundFile; readonly root: Buffer }[] = [];
  const passed: Passed[] = [];
  for (const path of paths)
    for (const found of walk([path])) {
      if (found.type === "file") files.push({ file: found.file, root: Buffer.from(path) });
      else passed.push(found.passed);
    }
  const tally = { kept: 0, members: 0, alreadyHere: 0, sameBytes: 0, bytes: 0, bytesDone: 0, done: 0 };
  const unread: { source: string; code: string; partly: boolean }[] = [];
  const failed: { path: Buffer; why: string }[] = [];
  const bytesTotal = files.reduce((sum, { file }) => sum + file.stats.size, 0);
  let pool: ParserPool | undefined = options.pool;
  const ownPool = pool === undefined;
  const stopped = () => options.stop?.() === true;
  const queue: Member[] = [];
  const families = new Map<string, Family>();

  function tell(now?: string): void {
    options.progress?.({
      phase: "reading",
      done: tally.done,
      total: files.length,
      bytesDone: tally.bytesDone,
      bytesTotal,
      ...(now !== undefined && { now }),
    });
  }

  /** Seals a file and makes it a member to be read; undefined when there is nothing to read. */
  async function receive({ file, root }: (typeof files)[number]): Promise<Member | undefined> {
    const fd = openSync(file.path, "r");
    try {
      const stats = fstatSync(fd);
      const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
      const seen = shelf.local.seen(file.path);
      if (seen?.stamp === stamp) {
        tally.alreadyHere += 1;
        return undefined;
      }
      const small = stats.size <= IN_MEMORY ? Buffer.from(fileBytes(fd, stats.size).read(0, stats.size)) : undefined;
      const blobFirst = small === undefined ? await shelf.sealFile(fd) : undefined;
      const sha256 = small === undefined ? (blobFirst?.plain_sha256 ?? "") : Shelf.sha256(small);
      const bytes = small?.length ?? blobFirst?.plain_bytes ?? 0;
      const again = shelf.local.sameFile(sha256, file.name, file.folder);
      if (again !== undefined) {
        if (blobFirst !== undefined) shelf.discard(blobFirst);
        shelf.add([], () => shelf.local.remember(file.path, stamp, again));
        tally.alreadyHere += 1;
        return undefined;
      }
      const holder = bytes === 0 ? undefined : shelf.holderOf(sha256);
      if (holder !== undefined && blobFirst !== undefined) shelf.discard(blobFirst);
      const id = newRecordId("src", shelf.random(12));
      // Claimed before the first wait: the worker beside this one may hold the same bytes.
      if (holder === undefined && bytes > 0) shelf.claim(sha256, id);
      const blob = holder === undefined ? (blobFirst ?? (await shelf.seal(small ?? Buffer.alloc(0)))) : undefined;
      const received: Received = {
        file: {
          name: file.name.slice(0, 4_000).toWellFormed(),
          ...(file.folder !== undefined && { folder: file.folder.slice(0, 8_000).toWellFormed() }),
          bytes,
          sha256,
          type: "application/octet-stream",
          modified: stats.mtime.toISOString(),
        },
        ...(blob !== undefined && { blob }),
        ...(holder !== undefined && { same_bytes_as: holder }),
        obtained: provenance.of(file.path, root),
      };
      const remember = () => shelf.local.remember(file.path, stamp, id);
      if (holder !== undefined) {
        tally.sameBytes += 1;
        receivedAgain(id, received, holder, remember);
        return undefined;
      }
      tally.bytes += bytes;
      const budget: Budget = { left: 4 * 2 ** 30 + 200 * bytes };
      const readBytes =
        small === undefined && blob !== undefined
          ? () => shelf.bytesOf(blob)
          : () => memoryBytes(small ?? Buffer.alloc(0));
      remembers.set(id, remember);
      return { id, received, bytes: readBytes, depth: 0, budget };
    } finally {
      closeSync(fd);
    }
  }
  const remembers = new Map<string, () => void>();

  /** The same bytes as a source we hold: its own entry with its own name and place, the bytes and the text are the first one's. */
  function receivedAgain(id: string, received: Received, holder: string, alongside: () => void): void {
    shelf.afterHolder(received.file.sha256, (known) => {
      const type = known ?? vault.view.source(holder)?.type;
      shelf.add([receivedProposal(id, type === undefined ? received : withType(received, type))], alongside);
    });
  }

  /** Reads a member and writes its lines; its own members join the queue. */
  async function take(member: Member): Promise<void> {
    pool ??= openParserPool();
    const identify = await loadIdentify();
    let family: Family | undefined;
    const open = () => {
      family = { waiting: 0, walking: true };
      families.set(member.id, family);
    };
    if (member.known !== undefined) open();
    const begin = async (_parent: Member, reading: Reading): Promise<void> => {
      if (family !== undefined) return;
      // The parent stands in the record before its first member does, marked as being unpacked.
      open();
      shelf.add([receivedProposal(member.id, withType(member.received, reading.type))], () => {
        shelf.local.addTodo({ source: member.id, what: "family", detail: "" });
        remembers.get(member.id)?.();
      });
      shelf.stated(member.received.file.sha256, reading.type);
    };
    const found = (child: Member): void => {
      if (family !== undefined) family.waiting += 1;
      queue.push(child);
      wake();
    };
    const again = (received: Received, id: string, parent: Member): void => {
      tally.members += 1;
      tally.sameBytes += 1;
      if (family !== undefined) family.waiting += 1;
      receivedAgain(id, received, received.same_bytes_as ?? "", () => {});
      shelf.afterHolder(received.file.sha256, () => settled(parent.id));
    };
    const reading =
      member.depth > MAX_DEPTH
        ? emptyTooDeep()
        : await readMember(member, { pool, shelf, identify, found, again, begin });
    const proposals: Proposal[] = [];
    const begun = family !== undefined;
    if (!begun) proposals.push(receivedProposal(member.id, withType(member.received, reading.type)));
    const fresh = member.known?.read !== true;
    if (fresh)
      proposals.push(
        ...(await readingProposals(member.id, reading, { random: (n) => shelf.random(n), seal: (b) => shelf.seal(b) })),
      );
    const pages = reading.ocr.flatMap(({ pages: numbers }) => numbers);
    const reasons = [...new Set(reading.ocr.map(({ reason }) => reason))];
    shelf.add(proposals, () => {
      if (!begun) remembers.get(member.id)?.();
      remembers.delete(member.id);
      if (fresh && pages.length > 0)
        shelf.local.addTodo({
          source: member.id,
          what: "ocr",
          detail: JSON.stringify({ pages: [...new Set(pages)].sort((a, b) => a - b), reasons }),
        });
    });
    shelf.stated(member.received.file.sha256, reading.type);
    const problem = worst(reading.problems);
    if (problem !== undefined)
      unread.push({
        source: member.id,
        code: problem.code,
        partly: problem.partly === true || reading.layers.some((layer) => layer.lines.length > 0),
      });
    if (member.known === undefined) {
      if (member.depth === 0) tally.kept += 1;
      else tally.members += 1;
    }
    if (family !== undefined) family.walking = false;
    finished(member.id);
    const parent = member.received.family?.parent;
    if (parent !== undefined) settled(parent);
  }

  /** One member less to wait for. */
  function settled(parent: string): void {
    const family = families.get(parent);
    if (family === undefined) return;
    family.waiting -= 1;
    finished(parent);
  }

  /** When a family is walked to its end and its last member is in the record, it is no longer in hand. */
  function finished(parent: string): void {
    const family = families.get(parent);
    if (family === undefined || family.walking || family.waiting > 0) return;
    families.delete(parent);
    shelf.add([], () => shelf.local.doneTodo(parent, "family"));
  }

  /** Families that an earlier run began: walked again, members already in the record are passed over. */
  function unfinished(): void {
    for (const { source } of shelf.local.todos("family")) {
      const state = vault.view.state("src", source);
      const where = vault.view.locate(source);
      if (state === undefined || !where.ok) {
        shelf.local.doneTodo(source, "family");
        continue;
      }
      const { blob, offset, bytes } = where.value;
      const whole = shelf.bytesOf(blob);
      queue.push({
        id: source,
        received: state.received,
        bytes: () => ({
          size: bytes,
          read: (from, length) => whole.read(offset + from, Math.max(0, Math.min(length, bytes - from))),
        }),
        depth: depthOf(vault, source),
        budget: { left: 4 * 2 ** 30 + 200 * bytes },
        known: { read: wasRead(vault, source) },
      });
    }
  }

  const pending = files[Symbol.iterator]();
  let atWork = 0;
  let broken = false;
  const idle: (() => void)[] = [];
  /** Wakes whoever found nothing to do: a member may have joined the queue, or the last work may be done. */
  const wake = () => {
    for (const resume of idle.splice(0)) resume();
  };

  async function worker(): Promise<void> {
    while (!stopped() && !broken) {
      // Members before new files: a family is finished before the next is begun, and memory is let go of early.
      const member = queue.pop();
      const next = member === undefined ? pending.next() : undefined;
      if (member === undefined && next?.done !== false) {
        if (atWork === 0) return;
        await new Promise<void>((resolve) => idle.push(resolve));
        continue;
      }
      atWork += 1;
      try {
        if (member !== undefined) await work(member);
        else if (next?.done === false) await takeFile(next.value);
      } catch (error) {
        // Trouble of the vault: nobody takes up more work.
        broken = true;
        throw error;
      } finally {
        atWork -= 1;
        wake();
      }
    }
  }

  async function work(member: Member): Promise<void> {
    tell(member.id);
    await take(member);
  }

  async function takeFile(next: (typeof files)[number]): Promise<void> {
    try {
      const received = await receive(next);
      if (received !== undefined) await work(received);
    } catch (error) {
      const why = codeOf(error);
      if (why === undefined) throw error;
      failed.push({ path: next.file.path, why });
    } finally {
      tally.done += 1;
      tally.bytesDone += next.file.stats.size;
      tell();
    }
  }

  if (options.dryRun === true) return summary(files.length);
  try {
    unfinished();
    const workers = (options.pool?.size ?? 2) + 1;
    await Promise.all(Array.from({ length: workers }, () => worker()));
    shelf.flush();
    if (options.ocr !== "no" && !stopped()) {
      pool ??= shelf.local.todos("ocr").length > 0 ? openParserPool() : undefined;
      if (pool !== undefined)
        await readByOcr(vault, shelf, pool, {
          stop: stopped,
          ...(options.progress && {
            progress: (done, total, now) =>
              options.progress?.({ phase: "ocr", done, total, bytesDone: 0, bytesTotal: 0, now }),
          }),
        });
    }
  } finally {
    if (ownPool) await pool?.close();
    try {
      shelf.flush();
    } finally {
      shelf.close();
    }
  }
  return summary(tally.kept);

  function summary(kept: number): Added {
    return {
      kept,
      members: tally.members,
      alreadyHere: tally.alreadyHere,
      sameBytes: tally.sameBytes,
      bytes: options.dryRun === true ? bytesTotal : tally.bytes,
      unread,
      passed,
      failed,
      waitingForOcr: shelf.local.todos("ocr").length,
      sideFileProblems: provenance.problems.length,
      stopped: stopped(),
    };
  }
}

function withType(received: Received, type: string): Received {
  return { ...received, file: { ...received.file, type } };
}

function emptyTooDeep(): Reading {
  return { type: "application/octet-stream", metadata: {}, layers: [], ocr: [], problems: [{ code: "too-deep" }] };
}

/** Whether what was read of a source stands in the record: its lines go into one commit, so one of them tells. */
function wasRead(vault: Vault, source: string): boolean {
  const state = vault.view.state("src", source);
  if (state === undefined || state.unread !== undefined) return true;
  const { title, date, languages, meta } = state;
  const described = title !== undefined || date !== undefined || languages.length > 0 || Object.keys(meta).length > 0;
  return described || vault.view.layersOf(source).length > 0;
}

function depthOf(vault: Vault, source: string): number {
  let depth = 0;
  for (
    let at = vault.view.source(source)?.parent;
    at !== undefined && depth < MAX_DEPTH;
    at = vault.view.source(at)?.parent
  )
    depth += 1;
  return depth;
}

/** A file that cannot be opened is listed; trouble of the vault itself is not the file's and is thrown on. */
function codeOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  const syscall = (error as NodeJS.ErrnoException).syscall;
  return syscall === "open" || syscall === "read" || syscall === "fstat" ? code : undefined;
}
