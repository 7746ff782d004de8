/**
 * One source and everything inside it. Bytes are sealed as they come; each member becomes a source of its own and is read in
 * its turn. Nothing waits for its own child, so a pool of one parser cannot lock itself.
 */
import { createHash } from "node:crypto";
import { newRecordId } from "@amana/format";
import type { Obtained, Received } from "@amana/record";
import type { ChildInfo } from "../extract/contract.ts";
import type { Identify } from "../language/index.ts";
import type { ParseEvent } from "../parser/events.ts";
import type { ParserPool } from "../parser/pool.ts";
import { type Bytes, rangeOf } from "./bytes.ts";
import type { Arrived, Incoming } from "./incoming.ts";
import { inherited } from "./lines.ts";
import { emptyReading, gather, type Reading, type ReadLayer } from "./reading.ts";
import type { Shelf } from "./shelf.ts";

/** A source that is sealed (or lies within its parent) and waits to be read. */
export interface Member {
  readonly id: string;
  readonly received: Received;
  readonly bytes: () => Bytes;
  readonly depth: number;
  /** Bytes this family may still unpack. */
  readonly budget: Budget;
  /** In the record from an earlier, interrupted run: its members are wanted, and what was read of it if that is missing. */
  readonly known?: { readonly read: boolean };
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
  /** The same bytes as a source that is already held: received, not kept and read again. */
  readonly again: (received: Received, id: string, parent: Member) => void;
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
  const expandsTooFar = () => {
    // Said once, however much still comes.
    if (!reading.problems.some(({ code }) => code === "expands-too-far"))
      reading.problems.push({ code: "expands-too-far", partly: true });
  };
  const onEvent = async (event: ParseEvent): Promise<void> => {
    if (event.type === "child-begin") {
      await beginOnce();
      if (member.budget.left >= 0) children.set(event.child, { info: event.info, incoming: work.shelf.incoming() });
    } else if (event.type === "child-bytes") {
      member.budget.left -= event.bytes.length;
      if (member.budget.left < 0) expandsTooFar();
      const child = children.get(event.child);
      if (child === undefined) return;
      if (member.budget.left >= 0) return child.incoming.write(event.bytes);
      children.delete(event.child);
      await child.incoming.abandon();
    } else if (event.type === "child-end") {
      const child = children.get(event.child);
      children.delete(event.child);
      if (child === undefined) return;
      if (!event.whole)
        reading.problems.push({ code: "damaged", detail: `member ${child.info.position} cut short`, partly: true });
      await offer(member, child.info, await child.incoming.end(), work);
    } else if (event.type === "child-range") {
      await beginOnce();
      const { offset, length } = event;
      const within = { offset, length };
      const range = () => rangeOf(member.bytes(), offset, length);
      const keep = async () => ({ within, bytes: range });
      await offer(
        member,
        event.info,
        { sha256: hashOf(rangeOf(bytes, offset, length)), bytes: length, keep, drop: () => {} },
        work,
      );
    } else {
      gather(reading, layers, event, work.identify);
    }
  };
  const report = await work.pool.parse(
    { name: member.received.file.name, size: bytes.size, read: (offset, length) => bytes.read(offset, length) },
    onEvent,
  );
  for (const { incoming } of children.values()) await incoming.abandon();
  if (report.killed !== undefined) reading.problems.push(report.killed);
  return reading;
}

async function offer(parent: Member, info: ChildInfo, arrived: Arrived, work: FamilyWork): Promise<void> {
  const { shelf } = work;
  const { sha256 } = arrived;
  // After a crash the family is walked again: a member that is already in the record, whole, is not taken twice.
  if (shelf.hasMember(parent.id, info.position, sha256)) {
    arrived.drop();
    return;
  }
  const id = newRecordId("src", shelf.random(12));
  const received: Received = {
    file: {
      name: info.name.slice(0, 2_000).toWellFormed(),
      bytes: arrived.bytes,
      sha256,
      type: (info.claimedType ?? "application/octet-stream").slice(0, 200).toWellFormed(),
      ...(info.modified !== undefined && { modified: info.modified.slice(0, 100).toWellFormed() }),
    },
    family: { parent: parent.id, position: info.position, role: info.role },
    obtained: inherited(parent.received.obtained as Obtained),
  };
  const holder = arrived.bytes === 0 ? undefined : shelf.holderOf(sha256);
  if (holder !== undefined) {
    arrived.drop();
    work.again({ ...received, same_bytes_as: holder }, id, parent);
    return;
  }
  // Claimed before the first wait: two workers may hold the same bytes at once.
  shelf.claim(sha256, id);
  const { blob, within, bytes } = await arrived.keep();
  const place = { ...(blob !== undefined && { blob }), ...(within !== undefined && { within }) };
  work.found({ id, received: { ...received, ...place }, bytes, depth: parent.depth + 1, budget: parent.budget });
}

function hashOf(bytes: Bytes): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.size; at += 2 ** 20) hash.update(bytes.read(at, 2 ** 20));
  return hash.digest("hex");
}
