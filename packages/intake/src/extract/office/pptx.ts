/**
 * PowerPoint packages: pptx, pptm, ppsx, potx (ISO/IEC 29500-1 §13). A slide's number is its place in the presentation's
 * slide list. Text of a slide is one passage a page (cut when long); notes and comments stand on the same page with the
 * label `notes` or `comments`; a slide kept out of the show is labelled `hidden`.
 */
import { type Limits, ProblemError, type Sink } from "../contract.ts";
import { byNumber } from "./docx.ts";
import { drawingText } from "./drawing.ts";
import { withOther } from "./metadata.ts";
import {
  mainPart,
  openPackage,
  type Package,
  packageChildren,
  packageMetadata,
  relationsOf,
  reportFaults,
} from "./opc.ts";
import { passages } from "./passages.ts";
import { attribute, type XmlHandler } from "./xml.ts";
import type { Zip } from "./zip.ts";

export async function extractPptx(zip: Zip, sink: Sink, limits: Limits): Promise<void> {
  const pack = openPackage(zip);
  const slides = await slideParts(pack);
  const authors = await commentAuthors(pack);
  const out = passages(sink, limits);
  const hidden: number[] = [];
  const links = new Set<string>();

  for (const [index, part] of slides.entries()) {
    const page = index + 1;
    const slide = await readSlide(pack, part);
    if (slide.hidden) hidden.push(page);
    const relations = await relationsOf(pack, part);
    for (const relation of relations) if (relation.external) links.add(relation.target);
    const own = relations.filter((relation) => !relation.external);
    for (const drawing of own.filter((r) => r.kind === "chart" || r.kind === "diagramData")) {
      slide.lines.push(...(await linesOf(pack, drawing.target)));
    }
    out.write(slide.lines.join("\n"), { type: "page", page, ...(slide.hidden && { label: "hidden" }) });
    for (const notes of own.filter((r) => r.kind === "notesSlide")) {
      out.write((await linesOf(pack, notes.target)).join("\n"), { type: "page", page, label: "notes" });
    }
    for (const comments of own.filter((r) => r.kind === "comments")) {
      for (const text of await readComments(pack, comments.target, authors))
        out.write(text, { type: "page", page, label: "comments" });
    }
  }
  out.end();

  const metadata = await packageMetadata(pack);
  const facts = { hiddenSlides: hidden.join(", "), links: [...links].join("\n") };
  sink.meta(withOther({ ...metadata, pages: slides.length }, facts));
  await packageChildren(pack, sink);
  reportFaults(pack, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

async function slideParts(pack: Package): Promise<string[]> {
  const byName = pack.zip.members
    .map((member) => member.name)
    .filter((name) => /(^|\/)slides\/slide\d+\.xml$/i.test(name))
    .sort(byNumber);
  const main = await mainPart(pack, "ppt/presentation.xml").catch((error: unknown) => {
    if (error instanceof ProblemError && byName.length > 0) return undefined;
    throw error;
  });
  if (main === undefined) {
    pack.faults.add("no slide list");
    return byName;
  }
  const targets = new Map((await relationsOf(pack, main)).map((relation) => [relation.id, relation.target]));
  const listed: string[] = [];
  await pack.read(main, {
    open(name, attributes) {
      if (name !== "sldId") return;
      const target = targets.get(attributes["r:id"] ?? prefixedId(attributes) ?? "");
      if (target !== undefined) listed.push(target);
    },
    close() {},
    text() {},
  });
  if (listed.length === 0 && byName.length > 0) pack.faults.add("no slide list");
  return listed.length > 0 ? listed : byName;
}

/** `sldId` has an `id` of its own; the relation's is the one with a prefix. */
export function prefixedId(attributes: Readonly<Record<string, string>>): string | undefined {
  for (const name in attributes) if (name.endsWith(":id")) return attributes[name];
  return undefined;
}

async function readSlide(pack: Package, part: string): Promise<{ lines: string[]; hidden: boolean }> {
  const lines: string[] = [];
  let hidden = false;
  const drawing = drawingText((line) => lines.push(line));
  const handler: XmlHandler = {
    ...drawing,
    open(name, attributes, prefix) {
      if (name === "sld" && (attributes["show"] === "0" || attributes["show"] === "false")) hidden = true;
      drawing.open(name, attributes, prefix);
    },
  };
  if (!(await pack.read(part, handler))) pack.faults.add("slide missing");
  return { lines, hidden };
}

async function linesOf(pack: Package, part: string): Promise<string[]> {
  const lines: string[] = [];
  await pack.read(
    part,
    drawingText((line) => lines.push(line)),
  );
  return lines;
}

async function commentAuthors(pack: Package): Promise<ReadonlyMap<string, string>> {
  const authors = new Map<string, string>();
  for (const part of ["ppt/commentAuthors.xml", "ppt/authors.xml"]) {
    await pack.read(part, {
      open(name, attributes) {
        if (name === "cmAuthor" || name === "author") authors.set(attributes["id"] ?? "", attributes["name"] ?? "");
      },
      close() {},
      text() {},
    });
  }
  return authors;
}

/** Both comment vocabularies: `p:cm/p:text` and the later `p188:cm/p188:txBody`. */
async function readComments(pack: Package, part: string, authors: ReadonlyMap<string, string>): Promise<string[]> {
  const comments: string[] = [];
  let who = "";
  let text = "";
  let capturing = false;
  const flush = () => {
    if (text.trim() !== "") comments.push(who === "" ? text : `[${who}] ${text}`);
    text = "";
  };
  await pack.read(part, {
    open(name, attributes) {
      if (name === "cm" || name === "reply") {
        flush();
        const when = attribute(attributes, "dt") ?? attribute(attributes, "created");
        who = [authors.get(attribute(attributes, "authorId") ?? ""), when]
          .filter((word) => word !== undefined && word !== "")
          .join(", ");
      }
      if (name === "text" || name === "t") capturing = true;
    },
    close(name) {
      if (name === "text" || name === "t") capturing = false;
      if (name === "cm" || name === "reply") flush();
    },
    text(piece) {
      if (capturing) text += piece;
    },
  });
  return comments;
}
