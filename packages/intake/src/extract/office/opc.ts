/**
 * The package around docx, pptx and xlsx (ECMA-376 part 2, Open Packaging Conventions): parts, the relations between
 * them, content types, document properties, and everything inside that is a file of its own.
 */
import { posix } from "node:path";
import { type Metadata, ProblemError, type Sink } from "../contract.ts";
import { type ChildSource, emitChildren } from "./children.ts";
import { metadataFrom } from "./metadata.ts";
import { type Attributes, attribute, readXml, type XmlHandler, type XmlOutcome } from "./xml.ts";
import { type Member, MemberFault, memberOf, memberPieces, type Zip } from "./zip.ts";

export interface Relation {
  readonly id: string;
  /** The last segment of the relation type: "header", "slide", "sharedStrings" in both namespaces of the standard. */
  readonly kind: string;
  /** Part name without leading slash; for external relations the address as written. */
  readonly target: string;
  readonly external: boolean;
}

/** Reads parts and remembers what could not be read, so that it is said once and at the end. */
export interface Package {
  readonly zip: Zip;
  readonly faults: Set<string>;
  has(part: string): boolean;
  read(part: string, handler: XmlHandler): Promise<boolean>;
}

export function openPackage(zip: Zip): Package {
  const faults = new Set<string>();
  return {
    zip,
    faults,
    has: (part) => memberOf(zip, part) !== undefined,
    async read(part, handler) {
      const member = memberOf(zip, part);
      if (member === undefined) return false;
      const outcome = await readPart(zip, member, handler, faults);
      if (outcome !== undefined && outcome.faults > 0) faults.add("malformed XML");
      return true;
    },
  };
}

/** Reports the damage met, once, as one problem. */
export function reportFaults(pack: Package, sink: Sink): void {
  if (pack.zip.recovered) pack.faults.add("no central directory");
  if (pack.faults.size === 0) return;
  sink.problem({ code: "damaged", detail: [...pack.faults].sort().join("; ").slice(0, 200), partly: true });
}

export async function relationsOf(pack: Package, part: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  const folder = part === "" ? "" : posix.dirname(part);
  const name = part === "" ? "_rels/.rels" : posix.join(folder, "_rels", `${posix.basename(part)}.rels`);
  await pack.read(name, {
    open(element, attributes) {
      if (element !== "Relationship") return;
      const target = attributes["Target"] ?? "";
      const external = attributes["TargetMode"] === "External";
      relations.push({
        id: attributes["Id"] ?? "",
        kind: (attributes["Type"] ?? "").replace(/\/+$/, "").split("/").at(-1) ?? "",
        target: external ? target : partName(folder, target),
        external,
      });
    },
    close() {},
    text() {},
  });
  return relations;
}

/** The part named by the package's officeDocument relation; `fallback` when the relation is lost. */
export async function mainPart(pack: Package, fallback: string): Promise<string> {
  const relations = await relationsOf(pack, "");
  const named = relations.find((relation) => relation.kind === "officeDocument" && pack.has(relation.target));
  const part = named?.target ?? fallback;
  if (!pack.has(part)) throw new ProblemError("damaged", "main part missing");
  return part;
}

/** Core, extended and custom properties (ECMA-376 part 2 §8, part 1 §22.2 and §22.3), and links that leave the file. */
export async function packageMetadata(pack: Package): Promise<Metadata> {
  const found = new Map<string, string>();
  await pack.read("docProps/core.xml", leafText(found, ""));
  await pack.read("docProps/app.xml", leafText(found, "app."));
  await pack.read("docProps/custom.xml", customProperties(found));
  if (pack.zip.members.some((member) => /vbaproject\.bin$/i.test(member.name))) found.set("macros", "present");
  if (pack.zip.members.some((member) => /^_xmlsignatures\//i.test(member.name))) {
    found.set("digitalSignature", "present, not verified here");
  }
  return metadataFrom(found);
}

/** Pictures, sound, embedded documents: every member that is not the package's own machinery, as a child. */
export async function packageChildren(pack: Package, sink: Sink): Promise<void> {
  const types = await contentTypes(pack);
  const sources: ChildSource[] = [];
  for (const member of pack.zip.members) {
    const role = childRole(member);
    if (role !== undefined) sources.push({ member, role, claimedType: types(member.name) });
  }
  await emitChildren(pack.zip, sources, sink, pack.faults);
}

function childRole(member: Member): "attachment" | "inline" | undefined {
  const name = member.name.replaceAll("\\", "/").toLowerCase();
  if (name.endsWith("/") || member.size === 0) return undefined;
  if (/\/embeddings\/|\/afchunk[^/]*$|(^|\/)attachments?\//.test(name)) return "attachment";
  if (/\.(xml|rels|vml|odttf|fntdata|sigs|psmdcp)$/.test(name)) return undefined;
  if (
    /\/(printersettings|vbaproject|vbadata|vbaprojectsignature|activex|ctrlprop|coauthversions|slideupdateinfo|webextension)[^/]*(\/|$)/.test(
      name,
    )
  ) {
    return undefined;
  }
  return /\.(html?|mht|mhtml|rtf|docx?|docm|xlsx?|pptx?|pdf|zip|msg|eml|bin|txt)$/.test(name) ? "attachment" : "inline";
}

async function contentTypes(pack: Package): Promise<(name: string) => string | undefined> {
  const byName = new Map<string, string>();
  const byEnding = new Map<string, string>();
  await pack.read("[Content_Types].xml", {
    open(element, attributes) {
      const type = attributes["ContentType"];
      if (type === undefined) return;
      if (element === "Override") byName.set((attributes["PartName"] ?? "").replace(/^\//, "").toLowerCase(), type);
      if (element === "Default") byEnding.set((attributes["Extension"] ?? "").toLowerCase(), type);
    },
    close() {},
    text() {},
  });
  return (name) => {
    const low = name.toLowerCase();
    return byName.get(low) ?? byEnding.get(low.slice(low.lastIndexOf(".") + 1));
  };
}

/** Text of elements that have no elements inside, by element name. */
export function leafText(found: Map<string, string>, prefix: string): XmlHandler {
  let text = "";
  return {
    open() {
      text = "";
    },
    text(piece) {
      text += piece;
    },
    close(name) {
      const value = text.trim();
      text = "";
      if (value !== "" && !found.has(prefix + name)) found.set(prefix + name, value);
    },
  };
}

function customProperties(found: Map<string, string>): XmlHandler {
  let name: string | undefined;
  let text = "";
  return {
    open(element, attributes: Attributes) {
      if (element === "property") name = attribute(attributes, "name");
      text = "";
    },
    text(piece) {
      text += piece;
    },
    close(element) {
      if (element === "property") name = undefined;
      else if (name !== undefined && text.trim() !== "") found.set(`custom.${name}`, text.trim());
      text = "";
    },
  };
}

async function readPart(
  zip: Zip,
  member: Member,
  handler: XmlHandler,
  faults: Set<string>,
): Promise<XmlOutcome | undefined> {
  try {
    return await readXml(kept(memberPieces(zip, member), faults), handler);
  } catch (error) {
    if (!(error instanceof MemberFault)) throw error;
    faults.add(error.message);
    return undefined;
  }
}

/** Ends a member's pieces at its fault, so that the parser still delivers what came before. */
async function* kept(pieces: AsyncIterable<Uint8Array>, faults: Set<string>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof MemberFault)) throw error;
    faults.add(error.message);
  }
}

function partName(folder: string, target: string): string {
  const path = target.split("#")[0] ?? "";
  const joined = path.startsWith("/") ? path.slice(1) : posix.normalize(posix.join(folder, path));
  try {
    return decodeURIComponent(joined);
  } catch {
    return joined;
  }
}
