/**
 * From blocks of text to placed glyphs. MuPDF's HTML engine joins Arabic letters, orders right-to-left lines and breaks
 * them; its drawing calls tell each glyph, its place and the letters it stands for.
 */
import * as mupdf from "mupdf";
import type { Language } from "../world/person-name.ts";
import { type PageFont, pageFont, type Weight } from "./font.ts";

export interface Block {
  readonly type: "line" | "title" | "text" | "small" | "sign" | "gap";
  readonly text: string;
  readonly language: Language;
}

export interface PageStory {
  /** The discreet line on top and the letterhead's language. */
  readonly language: Language;
  readonly blocks: readonly Block[];
}

export interface PlacedGlyph {
  readonly weight: Weight;
  readonly glyph: number;
  /** The letters it stands for, in reading order: two or three for a ligature. */
  readonly letters: string;
  /** PDF points from the left and from the top edge to the baseline. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** 0 black … 1 white. */
  readonly grey: number;
}

/** Points. */
export const paper = { width: 595, height: 842, margin: 62 } as const;

// No text-align: MuPDF begins a right-to-left paragraph on the right by itself, and takes "right" to mean the line's end.
const style = `@page{margin:0} body{margin:0;font-family:serif;font-size:12.5pt;line-height:1.75}
p{margin:0 0 9pt 0} .line,.small{font-size:8.5pt;color:#6a6a6a} .small{font-size:9.5pt} .title{font-size:17pt;font-weight:bold;margin:4pt 0 14pt 0}
.sign{margin-top:16pt} .gap{margin:14pt 0}`;

/** Lays one page out; a story that does not fit its page is a fault of the story. */
export function layPage(page: PageStory): PlacedGlyph[] {
  mupdf.installLoadFontFunction((_name, _script, bold) => pageFont(bold ? "bold" : "regular").font);
  const body = page.blocks.map(
    ({ type, text, language }) => `<p class="${type}" dir="${language === "en" ? "ltr" : "rtl"}">${markup(text)}</p>`,
  );
  const html = `<html><head><style>${style}</style></head><body>${body.join("")}</body></html>`;
  const document = mupdf.Document.openDocument(new TextEncoder().encode(html), "text/html");
  try {
    document.layout(paper.width - 2 * paper.margin, paper.height - 2 * paper.margin, 12.5);
    if (document.countPages() !== 1) throw new Error("practice archive: a page's text does not fit the page");
    return glyphsOf(document.loadPage(0));
  } finally {
    document.destroy();
  }
}

function glyphsOf(page: mupdf.Page): PlacedGlyph[] {
  const placed: (Omit<PlacedGlyph, "letters"> & { letters: string })[] = [];
  const regular = pageFont("regular");
  const device = new mupdf.Device({
    fillText(text, _matrix, _space, color) {
      text.walk({
        showGlyph(font, matrix, glyph, unicode) {
          const letters = unicode > 0 ? String.fromCodePoint(unicode) : "";
          const last = placed.at(-1);
          // A further letter of the ligature before it.
          if (glyph < 0) {
            if (last !== undefined) last.letters += letters;
            return;
          }
          const weight: Weight = font.getName() === regular.font.getName() ? "regular" : "bold";
          placed.push({
            weight,
            glyph,
            letters,
            x: matrix[4] + paper.margin,
            y: matrix[5] + paper.margin,
            size: matrix[0],
            grey: color[0] ?? 0,
          });
        },
      });
    },
  });
  page.run(device, mupdf.Matrix.identity);
  device.close();
  page.destroy();
  return placed;
}

function markup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\n", "<br/>");
}

export function advance(font: PageFont, glyph: number): number {
  return font.font.advanceGlyph(glyph, 0);
}
