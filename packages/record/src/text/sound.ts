/**
 * Names by ear, across Arabic, Sorani and Latin letters: محمد, Muhammad, Mohamed, Mihemed and Mehmet are one name.
 *
 * Two steps, because one cannot do both. `soundKey` is a coarse consonant skeleton that the index stores per word and
 * must not miss; `soundsAlike` looks at two words with one key again, letter by letter and vowel by vowel, and throws
 * out what only the coarse key thought alike (جمال and كمال, محمد and محمود). The table of letters was written from the
 * orthographies and its choices were made on the training files of NETransliteration-COLING2018 and
 * google/transliteration only.
 *
 * Every function takes folded terms (`tokens`, `fold`). Words in other scripts have no sound: the key is "".
 */

/** One way to hear a word: its key, what each consonant of the key may be, and what stands between them. */
interface Hearing {
  readonly key: string;
  /** Per letter of the key: the set of sounds it may stand for. */
  readonly sounds: readonly number[];
  /** Per letter of the key: the vowels and breaths written after it. */
  readonly gaps: readonly number[];
}

/** The key under which the index keeps a term. Coarse, one per term, "" when the script has no rules here. */
export function soundKey(term: string): string {
  return hear(term)[0]?.key ?? "";
}

/** The keys to ask for when looking for a name: its own first, then where another spelling would have put it. */
export function soundKeys(term: string): string[] {
  return [...new Set(hear(term).map((hearing) => hearing.key))].filter((key) => key !== "");
}

/** Whether two folded terms may be one name by sound. Symmetric. */
export function soundsAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const written = isArabic(a) ? (isArabic(b) ? 2 : 1) : isArabic(b) ? 1 : 0;
  const loose = written === 2 && (vowelled(a) || vowelled(b));
  const others = hear(b);
  return hear(a).some((one) => others.some((other) => one.key === other.key && agree(one, other, a, b, loose)));
}

/** Consonants of the key: names of fewer than three are too common to be widened without being asked. */
export function consonants(key: string): number {
  return key.replace(/^A/, "").length;
}

// Sounds within a class of the key. Two letters agree when they share one.
const J = 1,
  K = 2,
  KH = 4,
  GH = 8,
  G = 16,
  /** g as Egypt writes it, and as those write it who have no گ. */
  GJ = 64,
  GK = 128,
  Q = 32;
const S = 1,
  SH = 2,
  CH = 4,
  Z = 8;
const T = 1,
  D = 2,
  TH = 4,
  DH = 8;
const ONE = 1;

// What may stand after a consonant.
const U = 1,
  I = 2,
  A = 4,
  H = 8,
  SOFT = 16,
  E = 32,
  LONG_I = 64,
  LONG_U = 128;

const arabic: ReadonlyMap<string, readonly [key: string, sounds: number]> = new Map([
  ["ب", ["B", ONE]],
  ["پ", ["B", ONE]],
  ["ت", ["T", T]],
  ["ط", ["T", T]],
  ["ث", ["T", TH]],
  ["د", ["T", D]],
  ["ذ", ["T", DH]],
  ["ض", ["T", DH | D]],
  ["ظ", ["T", DH]],
  ["س", ["S", S]],
  ["ص", ["S", S]],
  ["ز", ["S", Z]],
  ["ش", ["S", SH | CH]],
  ["چ", ["S", CH | SH]],
  ["ج", ["K", J | GJ]],
  ["ژ", ["K", J]],
  ["ك", ["K", K | GK]],
  ["ق", ["K", Q | K | GK]],
  ["گ", ["K", G | GK]],
  ["خ", ["K", KH]],
  ["غ", ["K", GH | G]],
  ["ف", ["F", ONE]],
  ["ڤ", ["F", ONE]],
  ["ل", ["L", ONE]],
  ["ڵ", ["L", ONE]],
  ["م", ["M", ONE]],
  ["ن", ["N", ONE]],
  ["ر", ["R", ONE]],
  ["ڕ", ["R", ONE]],
]);

const arabicVowels: ReadonlyMap<string, number> = new Map([
  ["و", U],
  ["ۆ", U],
  ["ۇ", U],
  ["ي", I],
  ["ێ", I],
  ["ا", A],
  ["ع", E],
  ["ه", SOFT],
  ["ح", H],
]);

/** Longest first. `c` is Kurdish and Turkish j, `x` is Kurdish kh, `s` may have been ş before folding. */
const latin: readonly (readonly [written: string, key: string, sounds: number])[] = [
  ["tsch", "S", CH | SH],
  ["tch", "S", CH | SH],
  ["sch", "S", SH],
  ["sh", "S", SH | S],
  ["ch", "S", CH | SH],
  ["zh", "K", J],
  ["dj", "K", J],
  ["kh", "K", KH],
  ["gh", "K", GH | G],
  ["ck", "K", K],
  ["th", "T", TH | T],
  ["dh", "T", DH | D],
  ["ph", "F", ONE],
  ["b", "B", ONE],
  ["p", "B", ONE],
  ["t", "T", T | TH],
  ["d", "T", D | DH],
  ["s", "S", S | SH | Z],
  ["z", "S", Z],
  ["j", "K", J],
  ["k", "K", K | KH | Q],
  ["q", "K", Q | GH | K],
  ["g", "K", G | GJ | GK | GH | J],
  ["c", "K", K | J],
  ["x", "K", KH | K],
  ["f", "F", ONE],
  ["v", "F", ONE],
  ["l", "L", ONE],
  ["m", "M", ONE],
  ["n", "N", ONE],
  ["r", "R", ONE],
];
const latinVowels: ReadonlyMap<string, number> = new Map([
  ["o", U],
  ["u", U],
  ["w", U],
  ["i", I],
  ["y", I],
  ["e", I | A],
  ["a", A],
  ["h", H],
  ["I", I | A | LONG_I],
  ["O", U | LONG_U],
]);

const remembered = new Map<string, readonly Hearing[]>();

function hear(term: string): readonly Hearing[] {
  const known = remembered.get(term);
  if (known !== undefined) return known;
  const heard = isArabic(term) ? hearArabic(term) : /^[a-z]+$/.test(term) ? hearLatin(term) : [];
  if (remembered.size >= 4_096) remembered.clear();
  remembered.set(term, heard);
  return heard;
}

function isArabic(term: string): boolean {
  const unit = term.charCodeAt(0);
  return unit >= 0x0600 && unit <= 0x06ff;
}

/** Sorani and its neighbours write every vowel; a folded ە between consonants gives them away. */
function vowelled(term: string): boolean {
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
  if (key !== "") {
    at = 1;
  }
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

function agree(one: Hearing, other: Hearing, a: string, b: string, loose: boolean): boolean {
  const last = one.key.length - 1;
  let doubt = 0;
  for (let i = 0; i <= last; i += 1) {
    if (((one.sounds[i] ?? 0) & (other.sounds[i] ?? 0)) === 0) return false;
    const head = i === 0 && one.key.startsWith("A");
    // A final yeh may be an alef maqsura (موسى is Musa), but علي is not Ala.
    const place = { tail: i === last, head, stressed: i === last - 1, maqsura: last > 1 || !one.key.startsWith("A") };
    doubt += gapDoubt(one.gaps[i] ?? 0, other.gaps[i] ?? 0, isArabic(a), isArabic(b), place);
  }
  return doubt <= (consonants(one.key) >= 4 || loose ? 2 : consonants(one.key) >= 3 ? 1 : 0);
}

interface Place {
  readonly tail: boolean;
  readonly head: boolean;
  readonly stressed: boolean;
  readonly maqsura: boolean;
}

/** How much two gaps speak against each other, in halves. */
function gapDoubt(one: number, other: number, oneArabic: boolean, otherArabic: boolean, place: Place): number {
  if (oneArabic && !otherArabic) return mixedDoubt(one, other, place);
  if (otherArabic && !oneArabic) return mixedDoubt(other, one, place);
  return oneArabic ? arabicDoubt(one, other, place) : latinDoubt(one, other, place);
}

function arabicDoubt(one: number, other: number, { tail, head }: Place): number {
  const vowels = head || ((one ^ other) & (U | I)) === 0 ? 0 : 2;
  return vowels + breathDoubt(one, other, tail);
}

function latinDoubt(one: number, other: number, { tail }: Place): number {
  const vowels = ((one ^ other) & U) === 0 ? 0 : 1;
  const long = isLongAgainstOpen(one, other) || isLongAgainstOpen(other, one) ? 2 : 0;
  return vowels + long + breathDoubt(one, other, tail);
}

/** Jamil and Jameel are one, Jamal and Jameel are not. */
function isLongAgainstOpen(one: number, other: number): boolean {
  return (one & LONG_I) !== 0 && (other & (A | I)) === A;
}

function breathDoubt(one: number, other: number, tail: boolean): number {
  return !tail && ((one ^ other) & H) !== 0 && ((one | other) & SOFT) === 0 ? 1 : 0;
}

/** Long vowels stand in both scripts; short ones only in Latin. */
function mixedDoubt(ar: number, la: number, { tail, head, stressed, maqsura }: Place): number {
  let doubt = 0;
  if (!head) {
    if ((ar & U) !== 0 && (la & U) === 0) doubt += 2;
    if ((ar & I) !== 0 && (la & (tail && maqsura ? I | A : I)) === 0) doubt += 1;
    if ((ar & A) !== 0 && (la & (A | (tail ? U | I : 0))) === 0) doubt += 1;
    if ((la & LONG_I) !== 0 && (ar & (I | A | E | SOFT)) === 0) doubt += 2;
    if ((la & LONG_U) !== 0 && (ar & (U | E)) === 0) doubt += stressed ? 2 : 1;
    if (tail && (la & (U | I | A)) === 0 && (ar & (U | I)) !== 0) doubt += 1;
  }
  if ((ar & H) !== 0 && (la & H) === 0) doubt += 1;
  if (!tail && (la & H) !== 0 && (ar & (H | SOFT | E)) === 0) doubt += 1;
  return doubt;
}
