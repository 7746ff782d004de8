/**
 * PDF 1.7 (ISO 32000-1) by hand, with a text layer that says what the page shows: each drawn form has its own character
 * code, so that every code stands for exactly one text in ToUnicode (9.10.3). Glyphs are written in the order they stand on
 * the line, left to right, as most programs do: reading Arabic out of it is the reader's work. The same input gives the same bytes.
 */
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { type PageFont, pageFont, type Weight } from "./font.ts";
import { advance, type PlacedGlyph, paper } from "./layout.ts";

export interface PdfOrder {
  readonly title: string;
  readonly author: string;
  /** UTC instant. */
  readonly created: string;
  readonly pages: readonly (readonly PlacedGlyph[])[];
}

export function writePdf(order: PdfOrder): Uint8Array {
  const parts = new Objects();
  const fonts = new Map<Weight, FontUse>();
  const catalog = parts.reserve();
  const tree = parts.reserve();
  const resources = parts.reserve();
  const kids = order.pages.map((glyphs) => {
    const content = parts.add(stream({}, Buffer.from(contentOf(glyphs, fonts), "latin1")));
    return parts.add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${paper.width} ${paper.height}]/Resources ${resources} 0 R/Contents ${content} 0 R>>`,
    );
  });
  const names = [...fonts.values()].map((use) => `/${use.name} ${writeFont(parts, use)} 0 R`);
  parts.set(resources, `<</Font<<${names.join("")}>>>>`);
  parts.set(tree, `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(" ")}]>>`);
  parts.set(catalog, `<</Type/Catalog/Pages ${tree} 0 R>>`);
  const date = `D:${order.created.replace(/[-T:]/g, "").slice(0, 14)}Z`;
  const info = parts.add(
    `<</Title ${hexText(order.title)}/Author ${hexText(order.author)}/Producer(practice archive)/CreationDate(${date})/ModDate(${date})>>`,
  );
  return parts.file(catalog, info);
}

interface FontUse {
  readonly name: string;
  readonly font: PageFont;
  /** "glyph letters" → character code. */
  readonly codes: Map<string, number>;
  readonly forms: { readonly glyph: number; readonly letters: string }[];
}

function contentOf(glyphs: readonly PlacedGlyph[], fonts: Map<Weight, FontUse>): string {
  const out = [
    `0.6 w 0.7 G ${paper.margin} ${paper.height - paper.margin - 20} m ${paper.width - paper.margin} ${paper.height - paper.margin - 20} l S`,
    "BT",
  ];
  const inOrder = [...glyphs].sort((a, b) => a.y - b.y || a.x - b.x);
  for (let start = 0; start < inOrder.length; ) {
    const first = inOrder[start];
    if (first === undefined) break;
    let end = start + 1;
    for (let next = inOrder[end]; next !== undefined && sameRun(first, next); next = inOrder[end]) end += 1;
    const use = useOf(fonts, first.weight);
    out.push(
      `/${use.name} ${round(first.size)} Tf ${round(first.grey)} g 1 0 0 1 ${round(first.x)} ${round(paper.height - first.y)} Tm`,
    );
    out.push(`[${runOf(inOrder.slice(start, end), use)}]TJ`);
    start = end;
  }
  out.push("ET");
  return out.join("\n");
}

function sameRun(a: PlacedGlyph, b: PlacedGlyph): boolean {
  return a.y === b.y && a.weight === b.weight && a.size === b.size && a.grey === b.grey;
}

/** Codes with the thousandths of the size to move back between them. */
function runOf(run: readonly PlacedGlyph[], use: FontUse): string {
  let text = "";
  let pen = run[0]?.x ?? 0;
  for (const glyph of run) {
    const back = Math.round(((pen - glyph.x) * 1000) / glyph.size);
    if (back !== 0) text += back;
    text += `<${codeOf(use, glyph).toString(16).padStart(4, "0")}>`;
    pen = pen - (back * glyph.size) / 1000 + (widthOf(use, glyph.glyph) * glyph.size) / 1000;
  }
  return text;
}

function useOf(fonts: Map<Weight, FontUse>, weight: Weight): FontUse {
  const known = fonts.get(weight);
  if (known !== undefined) return known;
  const use = {
    name: weight === "regular" ? "F1" : "F2",
    font: pageFont(weight),
    codes: new Map<string, number>(),
    forms: [],
  };
  fonts.set(weight, use);
  return use;
}

function codeOf(use: FontUse, { glyph, letters }: PlacedGlyph): number {
  const key = `${glyph} ${letters}`;
  const known = use.codes.get(key);
  if (known !== undefined) return known;
  use.forms.push({ glyph, letters });
  use.codes.set(key, use.forms.length);
  return use.forms.length;
}

const widthOf = (use: FontUse, glyph: number): number => Math.round(advance(use.font, glyph) * 1000);

function writeFont(parts: Objects, use: FontUse): number {
  const { box, ascent, descent } = measuresOf(use.font.file);
  const name = `Vazirmatn-${use.font.weight === "regular" ? "Regular" : "Bold"}`;
  const file = parts.add(stream({ Length1: use.font.file.length }, use.font.file));
  const descriptor = parts.add(
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.join(" ")}]/ItalicAngle 0/Ascent ${ascent}/Descent ${descent}/CapHeight ${ascent}/StemV 80/FontFile2 ${file} 0 R>>`,
  );
  const glyphs = Buffer.alloc(2 * (use.forms.length + 1));
  for (const [index, { glyph }] of use.forms.entries()) glyphs.writeUInt16BE(glyph, 2 * (index + 1));
  const map = parts.add(stream({}, glyphs));
  const widths = use.forms.map(({ glyph }) => widthOf(use, glyph)).join(" ");
  const descendant = parts.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R/CIDToGIDMap ${map} 0 R/W[1[${widths}]]>>`,
  );
  const unicode = parts.add(stream({}, Buffer.from(unicodeMap(use), "latin1")));
  return parts.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
}

function unicodeMap(use: FontUse): string {
  const rows = use.forms.flatMap(({ letters }, index) =>
    letters === "" ? [] : [`<${(index + 1).toString(16).padStart(4, "0")}> <${utf16(letters)}>`],
  );
  const blocks: string[] = [];
  // At most 100 rows a block.
  for (let from = 0; from < rows.length; from += 100) {
    const some = rows.slice(from, from + 100);
    blocks.push(`${some.length} beginbfchar\n${some.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${blocks.join("\n")}\nendcmap CMapName currentdict /CMap defineresource pop end end`;
}

/** Box and heights in thousandths of the size, from the tables `head` and `hhea` (OpenType 1.9). */
function measuresOf(file: Uint8Array): { box: number[]; ascent: number; descent: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const table = (tag: string): number => {
    for (let row = 12; row < 12 + 16 * view.getUint16(4); row += 16)
      if (String.fromCharCode(...file.subarray(row, row + 4)) === tag) return view.getUint32(row + 8);
    throw new Error(`practice archive: the font has no table ${tag}`);
  };
  const head = table("head");
  const hhea = table("hhea");
  const scaled = (units: number): number => Math.round((units * 1000) / view.getUint16(head + 18));
  return {
    box: [36, 38, 40, 42].map((at) => scaled(view.getInt16(head + at))),
    ascent: scaled(view.getInt16(hhea + 4)),
    descent: scaled(view.getInt16(hhea + 6)),
  };
}

/** Numbered objects, then the cross-reference table. */
class Objects {
  readonly #bodies: (Buffer | undefined)[] = [];

  reserve(): number {
    return this.#bodies.push(undefined);
  }

  set(number: number, body: string | Buffer): void {
    this.#bodies[number - 1] = typeof body === "string" ? Buffer.from(body, "latin1") : body;
  }

  add(body: string | Buffer): number {
    const number = this.reserve();
    this.set(number, body);
    return number;
  }

  file(catalog: number, info: number): Uint8Array {
    const chunks: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
    let length = chunks[0]?.length ?? 0;
    const offsets: number[] = [];
    const push = (chunk: Buffer): void => {
      chunks.push(chunk);
      length += chunk.length;
    };
    for (const [index, body] of this.#bodies.entries()) {
      offsets.push(length);
      push(
        Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body ?? Buffer.from("null"), Buffer.from("\nendobj\n")]),
      );
    }
    const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    const id = createHash("sha256").update(Buffer.concat(chunks)).digest("hex").slice(0, 32);
    const start = length;
    push(
      Buffer.from(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${offsets.length + 1}/Root ${catalog} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]>>\nstartxref\n${start}\n%%EOF\n`,
      ),
    );
    return new Uint8Array(Buffer.concat(chunks));
  }
}

function stream(extra: Readonly<Record<string, number>>, bytes: Uint8Array): Buffer {
  const packed = deflateSync(bytes, { level: 9 });
  const fields = Object.entries({ ...extra, Length: packed.length })
    .map(([key, value]) => `/${key} ${value}`)
    .join("");
  return Buffer.concat([Buffer.from(`<<${fields}/Filter/FlateDecode>>\nstream\n`), packed, Buffer.from("\nendstream")]);
}

const hexText = (text: string): string => `<feff${utf16(text)}>`;
const utf16 = (text: string): string => Buffer.from(text, "utf16le").swap16().toString("hex");
const round = (number: number): string => String(Math.round(number * 1000) / 1000);
