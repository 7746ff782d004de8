/**
 * Files inside an office package, handed out as children. Stored members are named as a range of the parent, so no
 * second copy is made; OLE containers are opened so that the file the person embedded comes out, not its wrapper.
 */
import type { ChildInfo, Sink } from "../contract.ts";
import { unwrapOle } from "./ole.ts";
import { type Member, MemberFault, memberBytes, memberPieces, storedRange, type Zip } from "./zip.ts";

export interface ChildSource {
  readonly member: Member;
  readonly role: "attachment" | "inline";
  readonly claimedType?: string | undefined;
}

const OLE_LIMIT = 64 * 2 ** 20;

export async function emitChildren(
  zip: Zip,
  sources: readonly ChildSource[],
  sink: Sink,
  faults: Set<string>,
): Promise<void> {
  let position = 0;
  for (const source of sources) {
    position++;
    const info = childInfo(source, position);
    try {
      if (await emitUnwrapped(zip, source, info, sink)) continue;
      await emitMember(zip, source.member, info, sink);
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
      faults.add(error.message);
    }
  }
}

async function emitMember(zip: Zip, member: Member, info: ChildInfo, sink: Sink): Promise<void> {
  const stored = storedRange(zip, member);
  if (stored !== undefined) {
    sink.childRange(info, stored.offset, stored.length);
    return;
  }
  // Opened with the first piece: a member that cannot be read at all makes no empty child.
  let child: ReturnType<Sink["child"]> | undefined;
  try {
    for await (const piece of memberPieces(zip, member)) {
      child ??= sink.child(info);
      child.write(piece);
    }
  } catch (error) {
    // A damaged member is kept as far as it goes; the caller notes the fault. Other errors are the sink's own.
    if (error instanceof MemberFault) child?.end();
    throw error;
  }
  child?.end();
}

/** `oleObject1.bin` and its kin: emits the embedded file under its own name and answers true, or false when it is no OLE. */
async function emitUnwrapped(zip: Zip, source: ChildSource, info: ChildInfo, sink: Sink): Promise<boolean> {
  const { member } = source;
  if (!/\.bin$/i.test(member.name) || member.size > OLE_LIMIT || source.role !== "attachment") return false;
  const inner = await unwrapOle(await memberBytes(zip, member, OLE_LIMIT));
  if (inner === undefined) return false;
  const { claimedType: _, ...rest } = info;
  const child = sink.child({ ...rest, name: inner.name ?? info.name });
  child.write(inner.bytes);
  child.end();
  return true;
}

function childInfo(source: ChildSource, position: number): ChildInfo {
  const { member, role, claimedType } = source;
  return {
    name: member.name.split(/[\\/]/).at(-1) ?? member.name,
    position,
    role,
    ...(claimedType !== undefined && { claimedType }),
    ...(member.modified !== undefined && { modified: member.modified }),
  };
}
