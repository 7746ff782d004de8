/** Words of reports in three languages: the same keys in each, or it does not compile; and how pieces are put into them. */
import type { Inline, Inlines, Language, Plain } from "../../press/document.ts";
import { ar } from "./ar.ts";
import { ckb } from "./ckb.ts";
import { en, type Word, type Words } from "./en.ts";

export type { Word };

const words: { readonly [L in Language]: Words } = { en, ar, ckb };

export interface Speech {
  readonly language: Language;
  /** The words alone. */
  word(word: Word): string;
  /** The words with pieces of text put in. */
  text(word: Word, pieces: Readonly<Record<string, string | number>>): string;
  /** The words with marked pieces put in; a number is written in the digits of the language. */
  say(word: Word, pieces: Readonly<Record<string, Plain | readonly Plain[] | number>>): readonly Plain[];
  number(n: number): string;
  /** Latin digits of a text as the language writes them, nothing else changed. */
  digits(text: string): string;
  /** With the blank after them. */
  readonly comma: string;
  readonly semicolon: string;
}

export function speech(language: Language): Speech {
  const own = words[language];
  const number = (n: number) => numeral(n, language);
  return {
    language,
    number,
    digits: (text) => digits(text, language),
    comma: language === "en" ? ", " : "، ",
    semicolon: language === "en" ? "; " : "؛ ",
    word: (word) => own[word],
    text: (word, pieces) =>
      own[word].replace(/\{(\w+)\}/g, (whole, name: string) => {
        const piece = pieces[name];
        return piece === undefined ? whole : typeof piece === "number" ? number(piece) : piece;
      }),
    say: (word, pieces) =>
      own[word].split(/(\{\w+\})/).flatMap((part): readonly Plain[] => {
        if (part === "") return [];
        const piece = part.startsWith("{") ? pieces[part.slice(1, -1)] : undefined;
        if (piece === undefined) return [part];
        if (typeof piece === "number") return [number(piece)];
        return Array.isArray(piece) ? (piece as readonly Plain[]) : [piece as Plain];
      }),
  };
}

/** A count as the language writes it: 4,383 and ٤٬٣٨٣. */
export function numeral(n: number, language: Language): string {
  const grouped = String(n).replace(/\B(?=(\d{3})+$)/g, language === "en" ? "," : "٬");
  return digits(grouped, language);
}

function digits(text: string, language: Language): string {
  return language === "en" ? text : text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
}

/** Pieces with the same thing between each two. */
export function joined<T extends Inline>(pieces: readonly (readonly T[])[], between: string): Inlines {
  return pieces.flatMap((piece, at): Inlines => (at === 0 ? piece : [between, ...piece]));
}
