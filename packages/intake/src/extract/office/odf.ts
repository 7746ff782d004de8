/**
 * OpenDocument 1.0–1.3 packages and flat files: odt, odp, ods, their templates, odg. Text paragraphs (`text:p`, `text:h`)
 * are numbered in the order of `content.xml`; slides and drawing pages carry `page`; sheets `cell`. Headers and footers
 * (in `styles.xml`) are part `header`; notes, comments and tracked deletions part `notes`.
 */
import { type Limits, type Metadata, ProblemError, type Raw, type Sink } from "../contract.ts";
import { type ChildSource, emitChildren } from "./children.ts";
import { metadataFrom, withOther } from "./metadata.ts";
import { type OdfText, odfHeaders, odfText } from "./odf-text.ts";
import { openPackage, type Package, reportFaults } from "./opc.ts";
import { passages, whileRoom } from "./passages.ts";
import { attribute, readXml, type XmlHandler } from "./xml.ts";
import type { Zip } from "./zip.ts";

export async function extractOdf(zip: Zip, sink: Sink, limits: Limits): Promise<void> {
  const pack = openPackage(zip);
  const types = await manifest(pack);
  if (types === "locked") throw new ProblemError("locked", "ODF encryption");
  if (!pack.has("content.xml")) throw new ProblemError("damaged", "content.xml missing");
  const out = passages(sink, limits);
  const text = odfText(out);
  await pack.read("content.xml", whileRoom(out, text));
  await pack.read("styles.xml", odfHeaders(out));
  out.end();
  const found = new Map<string, string>();
  await pack.read("meta.xml", odfMeta(found));
  sink.meta(describe(found, text));
  await emitChildren(zip, childSources(zip, types), sink, pack.faults);
  reportFaults(pack, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

/** One XML file that holds what a package spreads over several (ODF 1.3 part 3 §2.3, `office:document`). */
export async function extractFlatOdf(
  raw: Raw,
  pieces: Iterable<Uint8Array>,
  sink: Sink,
  limits: Limits,
): Promise<void> {
  const out = passages(sink, limits);
  const text = odfText(out);
  const headers = odfHeaders(out);
  const found = new Map<string, string>();
  const meta = odfMeta(found);
  let reader: XmlHandler = text;
  const pick = (name: string): XmlHandler | undefined =>
    name === "meta"
      ? meta
      : name === "master-styles"
        ? headers
        : name === "body" || name === "automatic-styles"
          ? text
          : undefined;
  const outcome = await readXml(pieces, {
    open(name, attributes, prefix) {
      if (prefix === "office") reader = pick(name) ?? reader;
      reader.open(name, attributes, prefix);
    },
    close: (name, prefix) => reader.close(name, prefix),
    text: (piece) => reader.text(piece),
  });
  out.end();
  sink.meta(describe(found, text));
  if (outcome.faults > 0)
    sink.problem({ code: "damaged", detail: `malformed XML in ${raw.size} bytes`, partly: out.count() > 0 });
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

function describe(found: ReadonlyMap<string, string>, text: OdfText): Metadata {
  const facts = text.facts();
  const metadata = metadataFrom(found);
  return withOther(facts.pages > 0 ? { ...metadata, pages: facts.pages } : metadata, {
    sheets: facts.sheets.join("\n"),
    hiddenSheets: facts.hiddenSheets.join("\n"),
    trackedChanges: facts.changes,
    links: [...facts.links].join("\n"),
  });
}

/** Media types by path, or "locked" when any part is encrypted (part 2 §4.8). */
async function manifest(pack: Package): Promise<ReadonlyMap<string, string> | "locked"> {
  const types = new Map<string, string>();
  let locked = false;
  await pack.read("META-INF/manifest.xml", {
    open(name, attributes) {
      if (name === "encryption-data") locked = true;
      if (name === "file-entry")
        types.set(attribute(attributes, "full-path") ?? "", attribute(attributes, "media-type") ?? "");
    },
    close() {},
    text() {},
  });
  return locked ? "locked" : types;
}

function childSources(zip: Zip, types: ReadonlyMap<string, string>): ChildSource[] {
  const sources: ChildSource[] = [];
  for (const member of zip.members) {
    const name = member.name;
    if (name.endsWith("/") || member.size === 0 || name === "mimetype") continue;
    if (/^(META-INF|Configurations2|Basic|Dialogs|Scripts)\//.test(name)) continue;
    const machinery = /(^|\/)(content|styles|meta|settings|manifest|layout-cache)(\.xml|\.rdf)?$/.test(name);
    if (machinery || /\.rdf$/.test(name)) continue;
    const claimedType = types.get(name);
    sources.push({
      member,
      role: /^(Pictures|Thumbnails|ObjectReplacements|Media)\//.test(name) ? "inline" : "attachment",
      claimedType,
    });
  }
  return sources;
}

function odfMeta(found: Map<string, string>): XmlHandler {
  let name = "";
  let text = "";
  return {
    open(element, attributes) {
      text = "";
      name = element === "user-defined" ? `custom.${attribute(attributes, "name") ?? ""}` : element;
      if (element !== "document-statistic") return;
      const pages = attribute(attributes, "page-count");
      if (pages !== undefined) found.set("page-count", pages);
    },
    text(piece) {
      text += piece;
    },
    close() {
      if (text.trim() !== "" && name !== "" && !found.has(name)) found.set(name, text.trim());
      text = "";
      name = "";
    },
  };
}
