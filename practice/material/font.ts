/**
 * The letters of every drawn page: Vazirmatn (SIL OFL 1.1), which has every Arabic, Sorani and Latin letter used here with
 * one glyph for one letter form. It comes from an npm package, so that a page looks the same on a machine without fonts.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as mupdf from "mupdf";

export type Weight = "regular" | "bold";

export interface PageFont {
  readonly weight: Weight;
  readonly file: Uint8Array;
  readonly font: mupdf.Font;
}

const files = {
  regular: "@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
  bold: "@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
} as const satisfies Record<Weight, string>;

const loaded = new Map<Weight, PageFont>();

export function pageFont(weight: Weight): PageFont {
  const known = loaded.get(weight);
  if (known !== undefined) return known;
  const file = readFontFile(files[weight]);
  const font = { weight, file, font: new mupdf.Font(`Vazirmatn-${weight}`, file) };
  loaded.set(weight, font);
  return font;
}

function readFontFile(name: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw Object.assign(new Error("practice archive: its font is not installed; run npm ci", { cause }), {
      code: "font-missing",
    });
  }
}
