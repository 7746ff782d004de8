/**
 * Which language a passage is written in. Letters and small words decide where they can (Sorani, Kurmanji: no detector we
 * tried knows both); eld's small n-gram table decides the rest (ngrams.ts). Load once, then each passage is a plain call.
 *
 * Codes are ISO 639: ar, ckb, kmr, en, fa, tr, other two-letter codes as eld knows them, `syr` for Syriac script, `und`
 * when there is too little to say. Kurmanji in Arabic letters (Badini) is not told from Sorani: both are `ckb`.
 */
import { countLetters, type LetterCounts } from "./letters.ts";
import { type Detect, loadDetect } from "./ngrams.ts";

export interface Identified {
  readonly language: string;
  /** 0 to 1. Above 0.8 the letters or the detector leave little doubt; below 0.5 it is the likelier of several. */
  readonly confidence: number;
}
export type Identify = (text: string) => Identified;

const unknown: Identified = { language: "und", confidence: 0 };
const fewestLetters = 3;
const fewForDetector = 12;
/** The detector's time grows with the text and its certainty does not. */
const sampleLength = 240;

let loaded: Identify | undefined;

/** Loads the n-gram table (a few milliseconds, some 5 MB) the first time it is asked. */
export async function loadIdentify(): Promise<Identify> {
  if (loaded === undefined) {
    const detect = loadDetect();
    loaded = (text) => identifyWith(detect, text);
  }
  return loaded;
}

function identifyWith(detect: Detect, text: string): Identified {
  const counts = countLetters(text);
  const { arabic, latin, syriac, hebrew, other } = counts;
  const letters = arabic + latin + syriac + hebrew + other;
  if (letters < fewestLetters) return unknown;
  const most = Math.max(arabic, latin, syriac, hebrew, other);
  if (most === syriac) return { language: "syr", confidence: 0.9 };
  if (most === hebrew) return { language: "he", confidence: 0.8 };
  if (most === arabic) return arabicScript(detect, text, counts);
  if (most === latin) return latinScript(detect, text, counts);
  return detected(detect, text.slice(0, sampleLength), () => true) ?? unknown;
}

function arabicScript(detect: Detect, text: string, counts: LetterCounts): Identified {
  const { arabic, sorani, arabicOnly, persian } = counts;
  const share = sorani / arabic;
  if (share > 0.03) return { language: "ckb", confidence: arabic < fewForDetector ? 0.7 : 0.97 };
  const sample = onlyLetters(text, /[^\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc\u200c]+/g);
  if (arabic < fewForDetector) {
    // A word or two: only what Arabic alone writes is evidence; a name in the letters all share could be anyone's.
    const article = /(?:^|[^\p{L}\p{M}])[وفبك]?ال\p{L}{2}/u.test(sample);
    return arabicOnly > persian || article ? { language: "ar", confidence: 0.7 } : unknown;
  }
  const found = detected(detect, sample, (language) => language in arabicScriptLanguages);
  return found ?? { language: "ar", confidence: 0.3 };
}

const arabicScriptLanguages: Readonly<Record<string, string>> = { ar: "ar", fa: "fa", ur: "ur", ku: "ckb" };

/** Small words no Kurmanji page is without. The strong ones are words of no neighbouring language. */
const kurmanji: ReadonlyMap<string, number> = new Map([
  ...[
    "û",
    "xwe",
    "jî",
    "yên",
    "wê",
    "yê",
    "wî",
    "bû",
    "çû",
    "ên",
    "gelê",
    "dê",
    "kirin",
    "hatin",
    "dike",
    "dikin",
    "hate",
    "hatiye",
    "heye",
    "nîne",
    "rojê",
    "herî",
    "çi",
    "min",
    "hemû",
    "ewên",
  ].map((word): [string, number] => [word, 2]),
  ...[
    "ji",
    "ku",
    "li",
    "di",
    "bi",
    "ew",
    "de",
    "ya",
    "ye",
    "ne",
    "her",
    "bo",
    "ser",
    "nav",
    "gel",
    "bûn",
    "re",
    "me",
    "an",
    "jê",
    "lê",
    "tê",
    "hev",
  ].map((word): [string, number] => [word, 1]),
]);

function latinScript(detect: Detect, text: string, counts: LetterCounts): Identified {
  const sample = onlyLetters(text, /[^A-Za-z\u00c0-\u024f\u1e00-\u1eff'’]+/g);
  const hawar = counts.hawar / counts.latin;
  const turkish = counts.turkish / counts.latin;
  if (turkish <= hawar / 4) {
    const { weight, different, strong } = kurmanjiWords(sample);
    const certain = hawar > 0.02 && (weight > 0.12 || hawar > 0.06);
    // Typed without its hats: only the small words are left, and several of them at that.
    const bare = hawar === 0 && different >= 3 && strong && weight > 0.3;
    if (certain || bare) return { language: "kmr", confidence: certain && counts.latin >= 20 ? 0.95 : 0.6 };
  }
  return detected(detect, sample, () => true) ?? unknown;
}

function kurmanjiWords(sample: string): {
  readonly weight: number;
  readonly different: number;
  readonly strong: boolean;
} {
  const words = sample.toLowerCase().split(" ");
  const seen = new Set<string>();
  let weight = 0;
  for (const word of words) {
    const value = kurmanji.get(word);
    if (value === undefined) continue;
    weight += value;
    seen.add(word);
  }
  return {
    weight: weight / words.length,
    different: seen.size,
    strong: seen.has("xwe") || (seen.has("ji") && seen.has("ku")),
  };
}

function onlyLetters(text: string, others: RegExp): string {
  // Three times the sample is looked at, so that a passage that begins with figures or another script still fills it.
  return text
    .slice(0, sampleLength * 3)
    .replace(others, " ")
    .trim()
    .slice(0, sampleLength);
}

function detected(detect: Detect, sample: string, allowed: (language: string) => boolean): Identified | undefined {
  const found = detect(sample);
  if (found === undefined || !allowed(found.language)) return undefined;
  const lead = (found.best - found.second) / found.best;
  const short = Math.min(1, sample.length / 40);
  const confidence = (found.reliable ? 0.75 : 0.35) + Math.min(0.24, lead) * short;
  return {
    language: arabicScriptLanguages[found.language] ?? found.language,
    confidence: Math.round(confidence * 100) / 100,
  };
}
