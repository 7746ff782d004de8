/**
 * Invented text that behaves like testimony: Arabic, English and Sorani in stretches of real sentences (the Charter of the
 * United Nations and the Universal Declaration, read from ../shared/data where they are, a short built-in text otherwise),
 * strewn with names and rare grown forms, so that the vocabulary keeps growing as it does in real archives.
 * The same seed gives the same text on every machine that has the same files.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Language = "ar" | "en" | "ckb";

export interface Texts {
  /** Words of about this many UTF-8 bytes, never more. */
  ofBytes(bytes: number): { readonly text: string; readonly language: Language };
  /** This many words. */
  ofWords(words: number): { readonly text: string; readonly language: Language };
  name(): string;
  number(below: number): number;
}

const files: Readonly<Record<Language, string>> = {
  ar: "un-charter/raw_un_charter_ar.txt",
  en: "un-charter/raw_un_charter_en.txt",
  ckb: "udhr/ckb.html",
};
const builtIn: Readonly<Record<Language, string>> = {
  ar: "قال الشاهد إنهم وصلوا إلى القرية في الليل ومعهم سيارتان وأخذوا الرجال من بيوتهم ولم يعد أحد منهم بعد ذلك اليوم وقالت المرأة إنها رأت أخاها للمرة الأخيرة عند الحاجز قرب المدرسة وكان معه ثلاثة من أبناء عمه",
  en: "the witness said that they came to the village at night in two cars and took the men from their houses and none of them was seen again after that day and the woman said she last saw her brother at the checkpoint near the school",
  ckb: "شایەتەکە وتی کە شەو هاتنە گوندەکە بە دوو ئۆتۆمبێل و پیاوەکانیان لە ماڵەکانیان بردن و دوای ئەو ڕۆژە کەس نەیبینینەوە و ژنەکە وتی دواجار براکەی لە بازگەی نزیک قوتابخانەکە بینی",
};

/** Deterministic numbers in [0, 1): mulberry32. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function newTexts(seed: number, rareWords = 200_000): Texts {
  const random = numbers(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const corpora: Readonly<Record<Language, readonly string[]>> = {
    ar: wordsOf("ar"),
    en: wordsOf("en"),
    ckb: wordsOf("ckb"),
  };
  const rare: Readonly<Record<Language, readonly string[]>> = {
    ar: arabicWords(seed + 1, rareWords),
    en: latinWords(seed + 2, rareWords >> 1),
    ckb: soraniWords(seed + 3, rareWords >> 1),
  };

  function language(): Language {
    const at = random();
    return at < 0.5 ? "ar" : at < 0.85 ? "en" : "ckb";
  }
  /** A few words as they stand beside each other in the corpus, now and then with a rare one among them. */
  function* words(of: Language): Generator<string> {
    const corpus = corpora[of];
    for (;;) {
      const length = 3 + Math.floor(random() * 12);
      const from = Math.floor(random() * Math.max(1, corpus.length - length));
      for (let i = from; i < from + length; i++) {
        yield corpus[i % corpus.length] ?? "";
        // Few of the rare words are frequent, most occur once or twice: a power law.
        if (random() < 0.08) yield rare[of][Math.floor(rare[of].length * random() ** 3)] ?? "";
        else if (random() < 0.01) yield String(Math.floor(random() * 5_000));
      }
    }
  }
  return {
    ofBytes(bytes) {
      const of = language();
      const taken: string[] = [];
      let left = bytes;
      for (const word of words(of)) {
        left -= Buffer.byteLength(word) + 1;
        if (left < 0) break;
        taken.push(word);
      }
      return { text: taken.join(" "), language: of };
    },
    ofWords(count) {
      const of = language();
      const taken: string[] = [];
      for (const word of words(of)) {
        taken.push(word);
        if (taken.length >= count) break;
      }
      return { text: taken.join(" "), language: of };
    },
    name: () => `${pick(names)} ${pick(names)}`,
    number: (below) => Math.floor(random() * below),
  };
}

export const names: readonly string[] =
  "محمد أحمد علي حسن حسين عمر خالد كمال جمال فاطمة زينب مريم سارة ليلى Muhammad Ahmed Omar Khalid Kamal Layla Fatima Maryam Mihemed Şîrîn Rojîn Azad محەممەد ئازاد شیرین ڕۆژین هێمن الحمداني الجبوري التميمي Al-Hamdani Aziz Barzan Hêmin".split(
    " ",
  );

function wordsOf(language: Language): string[] {
  const path = fileURLToPath(new URL(`../../../shared/data/documents/${files[language]}`, import.meta.url));
  const text = existsSync(path)
    ? readFileSync(path, "utf8").replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, " ")
    : builtIn[language];
  return text.split(/\s+/).filter((word) => word !== "" && word.length < 40);
}

/** Three-letter roots in the patterns of Arabic, with what grows onto them. */
function arabicWords(seed: number, count: number): string[] {
  const random = numbers(seed);
  const letters = "بتثجحخدذرزسشصضطعغفقكلمنهوي";
  const letter = () => letters.charAt(Math.floor(random() * letters.length));
  const patterns = ["123", "1ا23", "م12و3", "12ا3", "12ي3", "ت12ي3", "است1 23", "م1ا23ة", "12و3ات", "أ12ا3"];
  const before = ["", "", "", "ال", "ال", "و", "وال", "ب", "بال", "لل"];
  const after = ["", "", "", "ه", "ها", "هم", "ين", "ات", "ي"];
  return Array.from({ length: count }, () => {
    const root = [letter(), letter(), letter()];
    const stem = (patterns[Math.floor(random() * patterns.length)] ?? "123")
      .replace(/[123]/g, (n) => root[Number(n) - 1] ?? "")
      .replace(" ", "");
    return `${before[Math.floor(random() * before.length)]}${stem}${after[Math.floor(random() * after.length)]}`;
  });
}

function latinWords(seed: number, count: number): string[] {
  const random = numbers(seed);
  const one = (from: string) => from.split(" ")[Math.floor(random() * from.split(" ").length)] ?? "";
  return Array.from({ length: count }, () => {
    let word = "";
    for (let syllables = 2 + Math.floor(random() * 3); syllables > 0; syllables--)
      word +=
        one("b d f g h j k l m n r s t z sh kh dh th gh br tr st kr") +
        one("a e i o u a e i aa ou ei") +
        one("  n r l m s");
    return random() < 0.3 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  });
}

function soraniWords(seed: number, count: number): string[] {
  const random = numbers(seed);
  const one = (from: string) => from.split(" ")[Math.floor(random() * from.split(" ").length)] ?? "";
  return Array.from({ length: count }, () => {
    let word = "";
    for (let syllables = 2 + Math.floor(random() * 2); syllables > 0; syllables--)
      word += one("ب پ ت ج چ خ د ر ز ژ س ش ف ق ک گ ل م ن ه و ی") + one("ە ا ێ ۆ ی و ە ا") + one("  ن ر ل م ش");
    return word + one("    ەکە ەکان ان ێک یان مان ەکانیش");
  });
}
