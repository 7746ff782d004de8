/** What stands around the pages: bookmarks, names of places, page labels, title, language, and the statement of PDF/A-2b. */
import { utf8 } from "@amana/format";
import { type Document, directionOf } from "../document.ts";
import { frontNumeral, numeral } from "../numerals.ts";
import { printable } from "../runs.ts";
import { fromBottom, placeName } from "./append.ts";
import type { Heading } from "./lower.ts";
import { type PdfWriter, pdfText } from "./writer.ts";

/** A heading and where it came to stand: the page's object, and the height from its top in points. */
export interface Spot extends Heading {
  readonly page: number;
  readonly y: number;
}

export interface Around {
  readonly document: Document;
  readonly digits: "latin" | "arabic";
  readonly pagesRoot: number;
  readonly nodes: readonly number[];
  readonly pageCount: number;
  readonly frontPages: number;
  readonly spots: readonly Spot[];
  readonly intents: number;
}

/** Writes the objects around the pages and answers the numbers of catalog and information dictionary. */
export function writeCatalog(writer: PdfWriter, around: Around): { readonly root: number; readonly info: number } {
  const { document } = around;
  const title = printable(document.title);
  writer.write(
    around.pagesRoot,
    `<< /Type /Pages /Count ${around.pageCount} /Kids [${around.nodes.map((n) => `${n} 0 R`).join(" ")}] >>`,
  );
  const made = moment(document.date);
  const info = writer.reserve();
  writer.write(
    info,
    `<< /Title ${pdfText(title)} /Producer (Amana)${made === undefined ? "" : ` /CreationDate (${made.pdf}) /ModDate (${made.pdf})`} >>`,
  );
  const metadata = writer.reserve();
  const xmp = utf8(xmpPacket(title, made?.iso));
  writer.write(metadata, `<< /Type /Metadata /Subtype /XML /Length ${xmp.length} >>`, xmp);

  const named = [...around.spots].sort((a, b) => a.target - b.target);
  const names = writer.reserve();
  writer.write(
    names,
    `<< /Names [${named.map((spot) => `${placeName(spot.target)} [${spot.page} 0 R /XYZ 0 ${fromBottom(spot.y)} null]`).join("\n")}] >>`,
  );
  const outlines = writeBookmarks(writer, around.spots);
  const root = writer.reserve();
  writer.write(
    root,
    `<< /Type /Catalog /Pages ${around.pagesRoot} 0 R /Metadata ${metadata} 0 R /OutputIntents ${around.intents} 0 R /Lang (${document.language})
/ViewerPreferences << /DisplayDocTitle true /Direction /${directionOf(document.language) === "ltr" ? "L2R" : "R2L"} >>
/Names << /Dests ${names} 0 R >>${outlines === undefined ? "" : ` /Outlines ${outlines} 0 R /PageMode /UseOutlines`}
/PageLabels << /Nums [${labels(around)}] >> >>`,
  );
  return { root, info };
}

/** Pages are called in viewers what is printed on them. */
function labels({ digits, frontPages, pageCount }: Around): string {
  const body = pageCount > frontPages;
  if (digits === "latin") return `0 << /S /r >>${body ? ` ${frontPages} << /S /D >>` : ""}`;
  // The standard counts in Latin digits only: other labels are given one by one.
  return Array.from({ length: pageCount }, (_, i) => {
    const label = i < frontPages ? frontNumeral(i + 1, digits) : numeral(i + 1 - frontPages, digits);
    return `${i} << /P ${pdfText(label)} >>`;
  }).join("\n");
}

/** Bookmarks in the order of the document, each under the last of a higher level. */
function writeBookmarks(writer: PdfWriter, spots: readonly Spot[]): number | undefined {
  if (spots.length === 0) return undefined;
  interface Mark {
    readonly number: number;
    readonly spot: Spot | undefined;
    readonly parent: Mark | undefined;
    readonly kids: Mark[];
  }
  const root: Mark = { number: writer.reserve(), spot: undefined, parent: undefined, kids: [] };
  let path: Mark[] = [root];
  for (const spot of spots) {
    path = path.filter((mark) => mark.spot === undefined || mark.spot.level < spot.level);
    const parent = path.at(-1) ?? root;
    const mark: Mark = { number: writer.reserve(), spot, parent, kids: [] };
    parent.kids.push(mark);
    path.push(mark);
  }
  const write = (mark: Mark, before: Mark | undefined, after: Mark | undefined) => {
    const entry = [
      mark.spot === undefined
        ? "/Type /Outlines"
        : `/Title ${pdfText(mark.spot.title)} /Dest ${placeName(mark.spot.target)}`,
      mark.parent === undefined ? "" : `/Parent ${mark.parent.number} 0 R`,
      before === undefined ? "" : `/Prev ${before.number} 0 R`,
      after === undefined ? "" : `/Next ${after.number} 0 R`,
    ];
    const [first, last] = [mark.kids[0], mark.kids.at(-1)];
    // A negative count keeps a chapter closed; the outermost level is open.
    if (first !== undefined && last !== undefined)
      entry.push(
        `/First ${first.number} 0 R /Last ${last.number} 0 R /Count ${mark.parent === undefined ? mark.kids.length : -mark.kids.length}`,
      );
    writer.write(mark.number, `<< ${entry.filter((each) => each !== "").join(" ")} >>`);
    for (const [i, kid] of mark.kids.entries()) write(kid, mark.kids[i - 1], mark.kids[i + 1]);
  };
  write(root, undefined, undefined);
  return root.number;
}

/** The document's date in the forms of PDF (7.9.4) and XMP; nothing when it is not a date. */
function moment(date: string): { readonly pdf: string; readonly iso: string } | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z)?$/.exec(date);
  if (found === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = found;
  return {
    pdf: `D:${year}${month}${day}${hour}${minute}${second}Z`,
    iso: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  };
}

/** ISO 19005-2, 6.6: the same title and time as in the information dictionary, and the part and level claimed. */
function xmpPacket(title: string, made: string | undefined): string {
  const escaped = title.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c);
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped}</rdf:li></rdf:Alt></dc:title><dc:format>application/pdf</dc:format>
<pdf:Producer>Amana</pdf:Producer>${made === undefined ? "" : `<xmp:CreateDate>${made}</xmp:CreateDate><xmp:ModifyDate>${made}</xmp:ModifyDate>`}
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}
