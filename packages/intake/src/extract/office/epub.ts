/** EPUB 2 and 3 (OCF, OPF): the documents of the spine in reading order, `page` = place in the spine, and the book's metadata. */
import { posix } from "node:path";
import { type Limits, ProblemError, type Sink } from "../contract.ts";
import { type ChildSource, emitChildren } from "./children.ts";
import { metadataFrom } from "./metadata.ts";
import { leafText, openPackage, type Package, reportFaults } from "./opc.ts";
import { type Passages, passages } from "./passages.ts";
import { attribute, type XmlHandler } from "./xml.ts";
import type { Zip } from "./zip.ts";

export async function extractEpub(zip: Zip, sink: Sink, limits: Limits): Promise<void> {
  const pack = openPackage(zip);
  if (pack.has("META-INF/encryption.xml") && pack.has("META-INF/rights.xml"))
    throw new ProblemError("locked", "EPUB rights management");
  const root = await rootFile(pack);
  const { spine, items, found } = await readOpf(pack, root);
  const out = passages(sink, limits);
  for (const [index, part] of spine.entries()) await pack.read(part, htmlText(out, index + 1));
  out.end();
  sink.meta({ ...metadataFrom(found), ...(spine.length > 0 && { pages: spine.length }) });
  const sources: ChildSource[] = [];
  for (const member of zip.members) {
    const claimedType = items.get(member.name);
    if (claimedType !== undefined && /^(image|audio|video)\//.test(claimedType))
      sources.push({ member, role: "inline", claimedType });
  }
  await emitChildren(zip, sources, sink, pack.faults);
  reportFaults(pack, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

async function rootFile(pack: Package): Promise<string> {
  let path: string | undefined;
  await pack.read("META-INF/container.xml", {
    open(name, attributes) {
      if (name === "rootfile") path ??= attribute(attributes, "full-path");
    },
    close() {},
    text() {},
  });
  path ??= pack.zip.members.find((member) => /\.opf$/i.test(member.name))?.name;
  if (path === undefined || !pack.has(path)) throw new ProblemError("damaged", "no package document");
  return path;
}

async function readOpf(pack: Package, root: string) {
  const items = new Map<string, string>();
  const byId = new Map<string, string>();
  const order: string[] = [];
  const found = new Map<string, string>();
  const leaf = leafText(found, "");
  let inMetadata = false;
  await pack.read(root, {
    open(name, attributes, prefix) {
      if (name === "metadata") inMetadata = true;
      if (inMetadata) leaf.open(name, attributes, prefix);
      if (name === "item") {
        const part = posix.join(posix.dirname(root), decoded(attributes["href"] ?? ""));
        byId.set(attributes["id"] ?? "", part);
        items.set(part, attributes["media-type"] ?? "");
      }
      if (name === "itemref") order.push(attributes["idref"] ?? "");
    },
    close(name, prefix) {
      if (name === "metadata") inMetadata = false;
      if (inMetadata) leaf.close(name, prefix);
    },
    text(text) {
      if (inMetadata) leaf.text(text);
    },
  });
  const spine = order.flatMap((id) => byId.get(id) ?? []).filter((part) => pack.has(part));
  return { spine, items, found };
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href.split("#")[0] ?? "");
  } catch {
    return href;
  }
}

const blocks = new Set(
  "p div h1 h2 h3 h4 h5 h6 li tr dt dd blockquote pre section article header footer figcaption title body caption".split(
    " ",
  ),
);
const silent = new Set(["script", "style", "head"]);

/** Well-formed XHTML by its block elements, one passage each. */
function htmlText(out: Passages, page: number): XmlHandler {
  let text = "";
  let skip = 0;
  let pre = 0;
  const flush = () => {
    out.write(text, { type: "page", page });
    text = "";
  };
  return {
    open(name) {
      if (silent.has(name)) skip++;
      if (name === "pre") pre++;
      if (blocks.has(name)) flush();
      if (name === "br") text += "\n";
      if (name === "td" || name === "th") text += text === "" ? "" : "\t";
    },
    close(name) {
      if (silent.has(name)) skip--;
      if (name === "pre") pre--;
      if (blocks.has(name)) flush();
    },
    text(piece) {
      if (skip > 0) return;
      const plain = piece.replace(/&nbsp;/g, "\u00a0");
      text += pre > 0 ? plain : plain.replace(/[ \t\r\n]+/g, " ");
    },
  };
}
