/** Counts of a text's letters by what they say about its language. One pass over two tables. */

export interface LetterCounts {
  readonly arabic: number;
  readonly latin: number;
  readonly syriac: number;
  readonly hebrew: number;
  /** Letters of any other script. */
  readonly other: number;
  /** Of the Arabic ones: letters only Sorani uses (ە ێ ۆ ڕ ڵ ڤ). */
  readonly sorani: number;
  /** Of the Arabic ones: letters Arabic has and Persian and Kurdish orthography lack (ة ى إ أ ؤ and ي ك as typed for Arabic). */
  readonly arabicOnly: number;
  /** Of the Arabic ones: پ چ ژ گ and the Persian shapes of yeh and kaf. */
  readonly persian: number;
  /** Of the Latin ones: ê î û. */
  readonly hawar: number;
  /** Of the Latin ones: ı ğ ö ü, which Kurmanji lacks. */
  readonly turkish: number;
}

const scripts = ["none", "arabic", "latin", "syriac", "hebrew", "other"] as const;
const traits = ["none", "sorani", "arabicOnly", "persian", "hawar", "turkish"] as const;
const script = new Uint8Array(0x10000).map((_, unit) => scripts.indexOf(scriptOf(unit)));
const trait = new Uint8Array(0x10000);
mark("ەێۆڕڵڤ", "sorani");
mark("ةىإأؤيك", "arabicOnly");
mark("پچژگیک", "persian");
mark("êîûÊÎÛ", "hawar");
mark("ığöüİĞÖÜ", "turkish");

function mark(letters: string, name: (typeof traits)[number]): void {
  for (const letter of letters) trait[letter.charCodeAt(0)] = traits.indexOf(name);
}

export function countLetters(text: string): LetterCounts {
  const byScript = new Int32Array(scripts.length);
  const byTrait = new Int32Array(traits.length);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    byScript[script[unit] ?? 0] = (byScript[script[unit] ?? 0] ?? 0) + 1;
    byTrait[trait[unit] ?? 0] = (byTrait[trait[unit] ?? 0] ?? 0) + 1;
  }
  const [, arabic = 0, latin = 0, syriac = 0, hebrew = 0, other = 0] = byScript;
  const [, sorani = 0, arabicOnly = 0, persian = 0, hawar = 0, turkish = 0] = byTrait;
  return { arabic, latin, syriac, hebrew, other, sorani, arabicOnly, persian, hawar, turkish };
}

function scriptOf(unit: number): "arabic" | "latin" | "syriac" | "hebrew" | "other" | "none" {
  if (unit < 0x80) return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a ? "latin" : "none";
  if (unit < 0x250) return unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 ? "latin" : "none";
  if (unit < 0x370) return "none";
  if (isArabicLetter(unit)) return "arabic";
  if (unit >= 0x1e00 && unit < 0x1f00) return "latin";
  if (unit >= 0x0710 && unit < 0x0730) return "syriac";
  if (unit >= 0x05d0 && unit < 0x05eb) return "hebrew";
  if (unit < 0x0590 || (unit >= 0x0900 && unit < 0x2000) || (unit >= 0x3040 && unit < 0xd800)) return "other";
  return "none";
}

function isArabicLetter(unit: number): boolean {
  if (unit < 0x0620) return false;
  if (unit <= 0x06d5)
    return unit !== 0x0640 && (unit <= 0x064a || unit >= 0x066e) && unit !== 0x0670 && unit !== 0x06d4;
  return (unit >= 0xfb50 && unit <= 0xfdfb) || (unit >= 0xfe80 && unit <= 0xfefc);
}
