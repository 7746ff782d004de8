/**
 * Small PDFs for tests, built from bytes: a font whose glyphs are named by their mapping (ToUnicode) and their width, and
 * pages that place them. Nothing is embedded; what matters is what a reader is told.
 */

export interface SampleGlyph {
  /** What ToUnicode claims; none when undefined. */
  readonly text: string | undefined;
  /** Thousandths of the font size. */
  readonly width: number;
}
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly glyphs: readonly SampleGlyph[];
  readonly size?: number;
  /** Degrees against the clock. */
  readonly turn?: number;
}
export interface SamplePage {
  readonly texts?: readonly Placed[];
  readonly rotate?: number;
  /** More content, as PDF operators. */
  readonly content?: string;
  /** More entries of the page's dictionary. */
  readonly entries?: string;
}

/** Letters of equal width, left to right as they shall be drawn. */
export function drawn(text: string, width = 500): SampleGlyph[] {
  return [...text].map((letter) => ({ text: letter, width: /\p{M}/u.test(letter) ? 0 : width }));
}

/** The text as a right-to-left line is drawn: last letter leftmost. Only for text of one direction. */
export function backwards(text: string): SampleGlyph[] {
  return drawn([...text].reverse().join(""));
}

export function samplePdf(pages: readonly SamplePage[], catalogue = "", objects: readonly string[] = []): Uint8Array {
  const glyphs: SampleGlyph[] = [];
  const codeOf = new Map<string, number>();
  const code = (glyph: SampleGlyph): string => {
    const key = JSON.stringify(glyph);
    let found = codeOf.get(key);
    if (found === undefined) {
      glyphs.push(glyph);
      found = glyphs.length;
      codeOf.set(key, found);
    }
    return found.toString(16).padStart(4, "0");
  };
  const streams = pages.map(
    ({ texts = [], content = "" }) => `${texts.map((each) => textOperators(each, code)).join("\n")}\n${content}`,
  );
  const first = 7 + pages.length * 2;
  const list = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${7 + i * 2} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 /W [1 [${glyphs.map((glyph) => glyph.width).join(" ")}]] >>`,
    "<< /Type /FontDescriptor /FontName /Sample /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
    stream(toUnicode(glyphs)),
    ...pages.flatMap((page, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate ${page.rotate ?? 0} /Resources << /Font << /F 3 0 R >> >> /Contents ${8 + i * 2} 0 R ${page.entries ?? ""} >>`,
      stream(streams[i] ?? ""),
    ]),
    ...objects.map((object) => object.replace(/@(\d+)/g, (_, n: string) => String(first + Number(n)))),
  ];
  return assemble(list.map((object) => object.replace(/@(\d+)/g, (_, n: string) => String(first + Number(n)))));
}

export function stream(content: string, entries = ""): string {
  return `<< /Length ${Buffer.byteLength(content, "latin1")} ${entries} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: readonly string[]): Uint8Array {
  let out = "%PDF-1.7\n";
  const offsets: number[] = [];
  for (const [i, object] of objects.entries()) {
    offsets.push(out.length);
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) out += `${String(offset).padStart(10, "0")} 00000 n \n`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

function textOperators({ x, y, glyphs, size = 12, turn = 0 }: Placed, code: (glyph: SampleGlyph) => string): string {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)].map((v) => v.toFixed(5));
  return `BT /F ${size} Tf ${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${y} Tm <${glyphs.map(code).join("")}> Tj ET`;
}

function toUnicode(glyphs: readonly SampleGlyph[]): string {
  const lines = glyphs.flatMap(({ text }, i) => {
    if (text === undefined) return [];
    const units = Array.from({ length: text.length }, (_, k) => text.charCodeAt(k).toString(16).padStart(4, "0"));
    return [`<${(i + 1).toString(16).padStart(4, "0")}> <${units.join("")}>`];
  });
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Sample def /CMapType 2 def",
    "1 begincodespacerange <0000> <ffff> endcodespacerange",
    `${lines.length} beginbfchar`,
    ...lines,
    "endbfchar endcmap end end",
  ].join("\n");
}
