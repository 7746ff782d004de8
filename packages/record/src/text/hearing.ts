/** A folded term read aloud: its consonants as a coarse key, what each may be, and the vowels between. See sound.ts. */
import { A, AYN, arabic, arabicVowels, CH, D, J, latin, latinVowels, ONE, SH, T } from "./sounds.ts";

/** One way to hear a word: its key, what each consonant of the key may be, and what stands between them. */
export interface Hearing {
  readonly key: string;
  /** Per letter of the key: the set of sounds it may stand for. */
  readonly sounds: readonly number[];
  /** Per letter of the key: the vowels and breaths written after it. */
  readonly gaps: readonly number[];
}

const remembered = new Map<string, readonly Hearing[]>();

export function hear(term: string): readonly Hearing[] {
  const known = remembered.get(term);
  if (known !== undefined) return known;
  const heard = isArabic(term) ? hearArabic(term) : /^[a-z]+$/.test(term) ? hearLatin(term) : [];
  if (remembered.size >= 4_096) remembered.clear();
  remembered.set(term, heard);
  return heard;
}

export function isArabic(term: string): boolean {
  const unit = term.charCodeAt(0);
  return unit >= 0x0600 && unit <= 0x06ff;
}

/** Sorani and its neighbours write every vowel; a folded ە between consonants gives them away. */
export function vowelled(term: string): boolean {
  return /[ێۆ]|[^اوي]ه[^اوي]/.test(term);
}

function hearArabic(term: string): Hearing[] {
  const heard = [readArabic(article(term) ?? term)];
  const bare = article(term);
  if (bare !== undefined) heard.push(readArabic(term), prefixed(readArabic(bare)));
  // Latin "Alwan" loses what looks like its article; Arabic علوان does not.
  if (/^عل[^اويه]../.test(term)) heard.push(readArabic(term.slice(2)));
  if (/[ذضظ]/.test(term)) heard.push(readArabic((bare ?? term).replace(/[ذضظ]/g, "ز")));
  if (/.و./.test(bare ?? term)) heard.push(readArabic((bare ?? term).replace(/(?<=.)و(?=.)/g, "ڤ")));
  if (/كس/.test(term)) heard.push(readArabic((bare ?? term).replace(/كس/g, "ك")));
  return keyed(heard);
}

function hearLatin(term: string): Hearing[] {
  const bare = latinArticle(term);
  const plain = bare ?? term;
  const heard = [readLatin(plain)];
  if (bare !== undefined) heard.push(readLatin(term));
  // as-Saidi, er-Rahman written as one word.
  const sun = /^[aeiu](?:([dnrstz])\1|sh?sh)/.exec(term);
  if (sun !== null && term.length >= 6) heard.push(readLatin(term.slice(1)));
  if (plain.includes("z")) heard.push(readLatin(plain.replaceAll("z", "dh")));
  if (/.v/.test(plain)) heard.push(readLatin(plain.replace(/(?<=.)v/g, "w")));
  // Ishaq and Fathi hold two letters where Shahin and Thamir hold one.
  if (/.[st]h/.test(plain)) heard.push(readLatin(plain.replace(/(?<=.)([st])h/g, "$1'h")));
  if (/c[eiy]/.test(plain)) heard.push(readLatin(plain.replace(/c(?=[eiy])/g, "s")));
  return keyed(heard);
}

/** The word after its article, when enough of it is left to be a word. */
function article(term: string): string | undefined {
  return /^ال.../.test(term) ? term.slice(2) : undefined;
}

function latinArticle(term: string): string | undefined {
  return /^[ae]l[^aeioul].../.test(term) ? term.slice(2) : undefined;
}

function prefixed(hearing: Hearing): Hearing {
  if (hearing.key.startsWith("A")) return hearing;
  return { key: `A${hearing.key}`, sounds: [ONE, ...hearing.sounds], gaps: [0, ...hearing.gaps] };
}

function keyed(heard: readonly Hearing[]): Hearing[] {
  return heard.filter((one) => one.key !== "");
}

function readArabic(term: string): Hearing {
  // Arabic never writes a doubled letter twice; Sorani does (محەممەد), and lam meets lam in the name of God.
  const word = canonicalShape(term).replace(/(?<=.)([^اوي])\1/g, "$1");
  return read(
    word,
    (at) => {
      const pair = word.slice(at, at + 2);
      if (pair === "تش") return ["S", CH | SH, 2];
      if (pair === "دج") return ["K", J, 2];
      const found = arabic.get(word.charAt(at));
      return found === undefined ? undefined : [found[0], found[1], 1];
    },
    arabicVowels,
    /^[اع]/,
    /^[هح]/,
  );
}

function readLatin(term: string): Hearing {
  const long = term.replace(/ou|oo/g, "O").replace(/[ea][iy]|ee|ie/g, "I");
  const word = canonicalShape(long.replace(/(.)\1+/g, "$1"));
  return read(
    word,
    (at) => {
      const found = latin.find((entry) => word.startsWith(entry[0], at));
      return found === undefined ? undefined : [found[1], found[2], found[0].length];
    },
    latinVowels,
    /^[aeiouOI]/,
    /^h/,
  );
}

/**
 * Two-part names keep one shape: عبدال and its Latin and Sorani spellings lose their article whatever sun letter followed
 * (عبدالله stays whole), and so does -aldin at the end (صلاح الدين, Salah al-Din, Selahattin).
 */
function canonicalShape(word: string): string {
  return word
    .replace(/^(?:عبدال|عهبدو[لڵ])(?=[^له]..|ه[^ا])/, "عبد")
    .replace(/(?<=..)الدين$/, "دين")
    .replace(/^[ae]be?d(?:[aeiouO]?l|[aeu](?=[rsdtnz]))(?=[^aeiouOI][aeiouOI]|[aeiou][^aeiouh])/, "abd")
    .replace(/(?<=..)[aeuO]l(?=d[ieI]n$)/, "e")
    .replace(/(?<=....[ae])tin$/, "din");
}

type Reader = (at: number) => readonly [key: string, sounds: number, length: number] | undefined;

function read(
  word: string,
  letter: Reader,
  vowels: ReadonlyMap<string, number>,
  open: RegExp,
  breath: RegExp,
): Hearing {
  let key = "";
  const sounds: number[] = [];
  const gaps: number[] = [];
  const begin = (name: string, what: number) => {
    key += name;
    sounds.push(what);
    gaps.push(0);
  };
  let at = 0;
  if (open.test(word)) begin("A", ONE);
  else if (breath.test(word)) begin("H", ONE);
  else if (/^[ويwyۆێ]/.test(word)) begin(/^[وwۆ]/.test(word) ? "W" : "Y", ONE);
  if (key !== "") at = 1;
  // Latin writes the vowel a name begins with; Arabic only a long one, which follows its alef.
  if (key === "A")
    gaps[0] =
      vowels.get(word.charAt(0)) === undefined
        ? 0
        : (vowels.get(word.charAt(0)) ?? 0) & ~(AYN | (isArabic(word) ? A : 0));
  while (at < word.length) {
    const found = letter(at);
    if (found !== undefined) {
      begin(found[0], found[1]);
      at += found[2];
      continue;
    }
    const vowel = vowels.get(word.charAt(at)) ?? 0;
    if (gaps.length > 0) gaps[gaps.length - 1] = (gaps.at(-1) ?? 0) | vowel;
    at += 1;
  }
  // A final d is often heard, and in Turkish written, as t.
  if (key.endsWith("T")) sounds[sounds.length - 1] = soften(sounds.at(-1) ?? 0);
  return { key, sounds, gaps };
}

function soften(sounds: number): number {
  return (sounds & (T | D)) === 0 ? sounds : sounds | T | D;
}
