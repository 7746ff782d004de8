/**
 * One source and everything inside it. Bytes are sealed as they come; each member becomes a source of its own and is read in
 * its turn. Nothing waits for its own child, so a pool of one parser cannot lock itself.
 */
import { createHash } from "node:crypto";
import { newRecordId } from "@amana/format";
import type { Blob, Obtained, Received } from "@amana/record";
import type { ChildInfo } from "../extract/contract.ts";
import type { Identify } from "../language/index.ts";
import type { ParseEvent } from "../parser/events.ts";
import type { ParserPool } from "../parser/pool.ts";
import { type Bytes, rangeOf } from "./bytes.ts";
import type { Shelf } from "./shelf.ts";
import { inherited } from "./lines.ts";
import { emptyReading, gather, type ReadLayer, type Reading } from "./reading.ts";

/** A source that is sealed (or lies within its parent) and waits to be read. */
export interface Member {
  readonly id: string;
  readonly received: Received;
  readonly bytes: () => Bytes;
  readonly depth: number;
  /** Bytes this family may still unpack. */
  readonly budget: Budget;
  /** Already in the record from an earlier, interrupted run: only its members are wanted. */
  readonly known?: readonly string[];
}

export interface Budget {
  left: number;
}

export const MAX_DEPTH = 6;

export interface FamilyWork {
  readonly pool: ParserPool;
  readonly shelf: Shelf;
  readonly identify: Identify;
  /** A member is ready to be read. */
  readonly found: (member: Member) => void;
  /** Called once, before the first member is handed over, so that the parent stands in the record first. */
  readonly begin: (parent: Member, reading: Reading) => Promise<void>;
}

/** Reads one source: what it says of itself, its layers, its members. Its own lines are the caller's to write. */
export async function readMember(member: Member, work: FamilyWork): Promise<Reading> {
  const reading = emptyReading(member.received.file.type);
  const bytes = member.bytes();
  if (bytes.size === 0) {
    reading.problems.push({ code: "empty" });
    return reading;
  }
  const layers = new Map<number, ReadLayer>();
  const children = new Map<number, { readonly info: ChildInfo; readonly incoming: Incoming }>();
  let begun = false;
  const beginOnce = async () => {
    if (begun) return;
    begun = true;
    await work.begin(member, reading);
  };
  const onEvent = async (event: ParseEvent): Promise<void> => {
    if (event.type === "child-begin") {
      await beginOnce();
      children.set(event.child, { info: event.info, incoming: work.shelf.incoming() });
    } else if (event.type === "child-bytes") {
      member.budget.left -= event.bytes.length;
      const child = children.get(event.child);
      if (child === undefined) return;
      if (member.budget.left < 0) {
        children.delete(event.child);
        await child.incoming.abandon();
        reading.problems.push({ code: "expands-too-far", partly: true });
      } else {
        await child.incoming.write(event.bytes);
      }
    } else if (event.type === "child-end") {
      const child = children.get(event.child);
      children.delete(event.child);
      if (child === undefined) return;
      if (!event.whole) reading.problems.push({ code: "damaged", detail: `member ${child.info.position} cut short`, partly: true });
      await childReceived(member, child.info, await child.incoming.end(), work);
    } else if (event.type === "child-range") {
      await beginOnce();
      const range = rangeOf(bytes, event.offset, event.length);
      const sha256 = hashOf(range);
      offer(member, event.info, { sha256, bytes: event.length, within: { offset: event.offset, length: event.length } }, () => rangeOf(member.bytes(), event.offset, event.length), work);
    } else {
      gather(reading, layers, event, work.identify);
    }
  };
  const report = await work.pool.parse({ name: member.received.file.name, size: bytes.size, read: (offset, length) => bytes.read(offset, length) }, onEvent);
  for (const { incoming } of children.values()) await incoming.abandon();
  if (report.killed !== undefined) reading.problems.push(report.killed);
  return reading;
}

export interface Incoming {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<Kept>;
  abandon(): Promise<void>;
}

/** Bytes that are sealed; `bytes` gives them back, from memory while it is there, from the blob after. */
export interface Kept {
  readonly blob: Blob;
  readonly bytes: () => Bytes;
}

async function childReceived(parent: Member, info: ChildInfo, kept: Kept, work: FamilyWork): Promise<void> {
  offer(parent, info, { sha256: kept.blob.plain_sha256, bytes: kept.blob.plain_bytes, blob: kept.blob }, kept.bytes, work);
}

function offer(
  parent: Member,
  info: ChildInfo,
  held: { readonly sha256: string; readonly bytes: number; readonly blob?: Blob; readonly within?: { readonly offset: number; readonly length: number } },
  bytes: () => Bytes,
  work: FamilyWork,
): void {
  // After a crash the family is walked again: a member that is already in the record, whole, is not taken twice.
  if (work.shelf.hasMember(parent.id, info.position, held.sha256)) return;
  const { sha256, blob, within } = held;
  const received: Received = {
    file: {
      name: info.name.slice(0, 2_000).toWellFormed(),
      bytes: held.bytes,
      sha256,
      type: (info.claimedType ?? "application/octet-stream").slice(0, 200).toWellFormed(),
      ...(info.modified !== undefined && { modified: info.modified.slice(0, 100).toWellFormed() }),
    },
    ...(blob !== undefined && { blob }),
    ...(within !== undefined && { within }),
    family: { parent: parent.id, position: info.position, role: info.role },
    obtained: inherited(parent.received.obtained as Obtained),
  };
  const id = newRecordId("src", work.shelf.random(12));
  work.found({ id, received, bytes, depth: parent.depth + 1, budget: parent.budget });
}

function hashOf(bytes: Bytes): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.size; at += 2 ** 20) hash.update(bytes.read(at, 2 ** 20));
  return hash.digest("hex");
}
