/** Numbers as pages carry them: Latin or Arabic-Indic digits, and the letters that count the pages before the first. */
import type { Document } from "./document.ts";

export type Digits = NonNullable<Document["digits"]>;

export function digitsOf(document: Pick<Document, "language" | "digits">): Digits {
  return document.digits ?? (document.language === "en" ? "latin" : "arabic");
}

export function numeral(n: number, digits: Digits): string {
  const latin = String(n);
  return digits === "latin" ? latin : latin.replace(/[0-9]/g, (d) => String.fromCharCode(0x660 + Number(d)));
}

/** Pages of cover and contents: i, ii, iii; in Arabic script the abjad letters, as books there do. From 1 to 3999. */
export function frontNumeral(n: number, digits: Digits): string {
  const steps = digits === "latin" ? roman : abjad;
  let rest = n;
  let words = "";
  for (const [value, sign] of steps) for (; rest >= value; rest -= value) words += sign;
  return words;
}

const roman: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

const letters = [..."ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"];
const values = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
];
const abjad = values.map((value, i) => [value, letters[i] ?? ""] as const).reverse();
