/**
 * Zip archives: every member a child, stored ones as a range of the parent. Refused before a byte is inflated when members
 * overlap (the "better zip bomb") or declare more than the limits; a locked or damaged member is told and the next is read.
 * Names are data: they are handed on as written and never used as a path.
 */
import type { ChildInfo, Extractor, Limits, Sink } from "../contract.ts";
import { ProblemError } from "../contract.ts";
import { type Member, MemberFault, memberPieces, openZip, storedRange, type Zip } from "../office/zip.ts";
import { memberProblems } from "./problems.ts";

export const zipExtractor: Extractor = {
  types: [
    "application/zip",
    "application/java-archive",
    "application/vnd.android.package-archive",
    "application/vnd.google-earth.kmz",
  ],
  async extract(raw, _type, sink, limits) {
    if (isEmptyZip(raw.read(0, 4))) throw new ProblemError("empty", "no members");
    const zip = openZip(raw, limits);
    refuseBombs(zip, limits);
    const problems = memberProblems(sink);
    let position = 0;
    for (const member of zip.members) {
      if (isFolder(member)) continue;
      position += 1;
      const problem = await passOn(zip, member, position, sink);
      if (problem !== undefined) problems.add(problem, position);
    }
    problems.end();
    if (zip.recovered)
      sink.problem({ code: "damaged", detail: "no directory: members found one by one", partly: true });
  },
};

/** Passes one member on; a fault of this member alone is the answer. */
async function passOn(zip: Zip, member: Member, position: number, sink: Sink): Promise<ProblemError | undefined> {
  const info: ChildInfo = {
    name: member.name,
    position,
    role: "member",
    ...(member.modified === undefined ? {} : { modified: member.modified }),
  };
  const stored = storedRange(zip, member);
  if (stored !== undefined) {
    sink.childRange(info, stored.offset, stored.length);
    return undefined;
  }
  if (member.encrypted) return new ProblemError("locked");
  const child = sink.child(info);
  try {
    for await (const piece of memberPieces(zip, member)) child.write(piece);
    child.end();
    return undefined;
  } catch (error) {
    child.giveUp?.();
    if (error instanceof MemberFault) return error;
    throw error;
  }
}

function refuseBombs(zip: Zip, limits: Limits): void {
  const files = zip.members.filter((member) => !isFolder(member));
  const declared = files.reduce((sum, member) => sum + member.size, 0);
  if (!zip.recovered && declared > limits.expandedBytes) {
    throw new ProblemError("expands-too-far", `${declared} bytes declared`);
  }
  if (files.length > limits.entries) throw new ProblemError("too-large", `${files.length} members`);
  // A member begins with its header of 30 bytes and its name: the next cannot begin before all of that is over.
  const ranges = files.map((member) => ({ from: member.headerAt, to: member.headerAt + 30 + member.compressed }));
  ranges.sort((a, b) => a.from - b.from);
  const overlap = ranges.findIndex((range, at) => at > 0 && range.from < (ranges[at - 1]?.to ?? 0));
  if (overlap > 0) throw new ProblemError("expands-too-far", "members overlap");
}

function isFolder(member: Member): boolean {
  return /[/\\]$/.test(member.name) && member.size === 0;
}

function isEmptyZip(head: Uint8Array): boolean {
  return Buffer.from(head).toString("latin1") === "PK\x05\x06";
}
