/**
 * Web archive collections: WACZ 1.1.1. Every resource is hashed against datapackage.json, that against
 * datapackage-digest.json, and its signature is checked (wacz-signature.ts). Archives inside become children, by range where
 * they are stored; the list of pages becomes passages. What was checked, and how it came out, stands in the metadata in words.
 */
import { createHash } from "node:crypto";
import { type Extractor, type Limits, type Metadata, ProblemError, type Raw, type Sink } from "../contract.ts";
import { textBudget } from "../mail/paragraphs.ts";
import { checkDigest } from "./digest.ts";
import { checkWaczSignature } from "./wacz-signature.ts";
import { type ZipMember, zipMembers } from "./zip.ts";

export const waczExtractor: Extractor = {
  types: ["application/wacz"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    const members = await zipMembers(raw, limits.entries);
    await readWacz(raw, members, sink, limits);
  },
};

const smallFile = 64 * 2 ** 20;
const ownFiles = /^(?:datapackage\.json|datapackage-digest\.json|indexes\/.*|pages\/.*\.jsonl)$/;

interface Resource {
  readonly path: string;
  readonly hash: string;
  readonly bytes: number | undefined;
}

async function readWacz(raw: Raw, members: readonly ZipMember[], sink: Sink, limits: Limits): Promise<void> {
  const byName = new Map(members.map((member) => [member.name, member]));
  const package_ = await jsonOf(byName.get("datapackage.json"));
  const resources = resourcesOf(package_.value);
  const stated = new Map(resources.map((resource) => [resource.path, resource]));
  const seal = await sealWords(byName.get("datapackage-digest.json"), package_.bytes);
  const checks = {
    equal: 0,
    differ: 0,
    missing: resources.filter((resource) => !byName.has(resource.path)).length,
    unlisted: 0,
    damaged: 0,
    locked: 0,
  };

  let position = 0;
  let expanded = 0;
  for (const member of members) {
    if (member.encrypted) {
      checks.locked += 1;
      continue;
    }
    expanded += member.size;
    if (expanded > Math.max(limits.expandedBytes, raw.size))
      throw new ProblemError("expands-too-far", `over ${limits.expandedBytes} bytes`);
    const own = ownFiles.test(member.name);
    if (!own) position += 1;
    const resource = stated.get(member.name);
    const found = await passMember(member, own ? undefined : position, resource, sink);
    if (found === "damaged") checks.damaged += 1;
    else if (resource !== undefined) checks[found === "equal" ? "equal" : "differ"] += 1;
    else if (!member.name.startsWith("datapackage")) checks.unlisted += 1;
  }
  await writePages(
    members.filter((member) => /^pages\/.*\.jsonl$/.test(member.name)),
    sink,
    limits,
  );

  const hashes = package_.bytes === undefined ? "no datapackage.json" : `hashes ${checks.equal} of ${resources.length}`;
  sink.meta(
    waczMetadata(package_.value, {
      "wacz-verified": `${hashes}; ${seal.words}`,
      ...(checks.unlisted > 0 ? { "wacz-unlisted-files": String(checks.unlisted) } : {}),
    }),
  );
  const damaged = (detail: string): void => sink.problem({ code: "damaged", detail, partly: true });
  if (package_.value === undefined) damaged("datapackage.json missing or malformed");
  if (checks.differ > 0) damaged(`${checks.differ} files differ from their hash`);
  if (checks.missing > 0) damaged(`${checks.missing} listed files missing`);
  if (checks.damaged > 0) damaged(`${checks.damaged} members cut or malformed`);
  if (seal.wrong) damaged("digest or signature of the collection does not hold");
  if (checks.locked > 0) sink.problem({ code: "locked", detail: `${checks.locked} members encrypted`, partly: true });
}

/** Reads a member once: its hash is compared, and it goes out as a child at `position`. */
async function passMember(
  member: ZipMember,
  position: number | undefined,
  resource: Resource | undefined,
  sink: Sink,
): Promise<"equal" | "differs" | "unknown" | "damaged"> {
  const check = checkDigest(resource?.hash ?? "");
  const info = { name: member.name, position: position ?? 0, role: "member", ...timeOf(member) } as const;
  const asRange = member.storedAt !== undefined;
  const child = position === undefined || asRange ? undefined : sink.child(info);
  let size = 0;
  let broken = false;
  try {
    for await (const piece of await member.open()) {
      size += piece.length;
      check.update(piece);
      child?.write(piece);
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    broken = true;
  }
  child?.end();
  if (position !== undefined && member.storedAt !== undefined)
    sink.childRange(info, member.storedAt, member.packedSize);
  if (broken) return "damaged";
  return resource?.bytes !== undefined && resource.bytes !== size ? "differs" : check.end();
}

async function sealWords(
  member: ZipMember | undefined,
  packageBytes: Buffer | undefined,
): Promise<{ words: string; wrong: boolean }> {
  if (member === undefined) return { words: "not signed (no datapackage-digest.json)", wrong: false };
  const { value } = await jsonOf(member);
  if (value === undefined) return { words: "datapackage-digest.json malformed", wrong: true };
  const hash = `sha256:${createHash("sha256")
    .update(packageBytes ?? Buffer.alloc(0))
    .digest("hex")}`;
  if (value.get("hash") !== hash) return { words: "datapackage.json differs from its digest", wrong: true };
  if (value.get("signedData") === undefined)
    return { words: "digest of datapackage.json equal, not signed", wrong: false };
  const report = checkWaczSignature(value.get("signedData"), hash);
  return { words: report.words, wrong: !report.valid };
}

type Json = ReadonlyMap<string, unknown>;

async function jsonOf(member: ZipMember | undefined): Promise<{ bytes: Buffer | undefined; value: Json | undefined }> {
  if (member === undefined || member.size > smallFile || member.encrypted)
    return { bytes: undefined, value: undefined };
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of await member.open()) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    return { bytes, value: asObject(parseJson(bytes.toString("utf8"))) };
  } catch {
    return { bytes: undefined, value: undefined };
  }
}

function resourcesOf(value: Json | undefined): Resource[] {
  const list = value?.get("resources");
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const fields = asObject(entry);
    const path = fields?.get("path");
    const hash = fields?.get("hash") ?? fields?.get("stats.hash");
    const bytes = fields?.get("bytes");
    if (typeof path !== "string") return [];
    return [{ path, hash: typeof hash === "string" ? hash : "", bytes: typeof bytes === "number" ? bytes : undefined }];
  });
}

/** One passage for each page: time, title, address, and the page's text where the crawler kept it. */
async function writePages(members: readonly ZipMember[], sink: Sink, limits: Limits): Promise<void> {
  if (members.length === 0) return;
  const layer = sink.layer({ kind: "text", tool: "amana web archive reader", version: "1", settings: "list of pages" });
  const budget = textBudget(limits);
  let page = 0;
  for (const member of members) {
    for await (const line of linesOf(member)) {
      const fields = asObject(parseJson(line));
      const text = (name: string): string => {
        const field = fields?.get(name);
        return typeof field === "string" ? field : "";
      };
      if (text("url") === "") continue;
      page += 1;
      const words = [text("ts"), text("title"), text("url"), text("text")].filter((part) => part !== "").join("\n");
      budget.put(layer, words.replaceAll("\u0000", ""), { type: "paragraph", paragraph: page });
    }
  }
  layer.end();
}

async function* linesOf(member: ZipMember): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  try {
    for await (const piece of await member.open()) {
      rest = Buffer.concat([rest, piece]);
      for (let feed = rest.indexOf(0x0a); feed !== -1; feed = rest.indexOf(0x0a)) {
        yield rest.subarray(0, feed).toString("utf8");
        rest = rest.subarray(feed + 1);
      }
      if (rest.length > smallFile) return;
    }
  } catch {
    return; // Counted as damaged when its hash was taken.
  }
  if (rest.length > 0) yield rest.toString("utf8");
}

function waczMetadata(value: Json | undefined, other: Record<string, string>): Metadata {
  const text = (name: string): string | undefined => {
    const field = value?.get(name);
    return typeof field === "string" && field !== "" ? field.slice(0, 2_000).toWellFormed() : undefined;
  };
  const [title, url, software] = [text("title"), text("mainPageUrl") ?? text("mainPageURL"), text("software")];
  const date = text("mainPageDate") ?? text("created");
  const modified = text("modified");
  const description = text("description");
  const version = text("wacz_version");
  return {
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...(software === undefined ? {} : { software }),
    ...(date === undefined ? {} : { date }),
    ...(modified === undefined ? {} : { modified }),
    other: {
      ...other,
      ...(description === undefined ? {} : { description }),
      ...(version === undefined ? {} : { "wacz-version": version }),
    },
  };
}

/** Zip times have no zone: given as written, in UTC clothing, only when they can be a time at all. */
function timeOf(member: ZipMember): { modified?: string } {
  return Number.isNaN(member.modified.getTime()) ? {} : { modified: member.modified.toISOString() };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}
