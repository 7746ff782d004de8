/** One name as many hands write it: other Latin letters, plain hamza and ya, an Arabic keyboard under Sorani, the father left out. */
import type { Scripted } from "./names.ts";
import { fullName, type Language, type PersonName, shortName } from "./person-name.ts";
import type { Random } from "./random.ts";

/** How far a hand strays: `careful` writes as the person would, `other` in another usual way, `hasty` makes a slip now and then. */
export type Hand = "careful" | "other" | "hasty";

export function written(random: Random, name: PersonName, language: Language, hand: Hand): string {
  if (hand === "careful") return fullName(name, language);
  const part = (each: Scripted): string => variant(random, each, language);
  const parts = [part(name.given), ...(random.chance(0.2) ? [] : [part(name.father)]), part(name.family)];
  const text = parts.join(" ");
  return hand === "hasty" && random.chance(0.25) ? slip(random, text, language) : text;
}

/** A name of one part: a kunya, a place, a unit. */
export function variant(random: Random, name: Scripted, language: Language): string {
  const latin = language === "en";
  const usual = name[language];
  const others = language === "ckb" ? [] : name.also.filter((each) => /^[A-Za-z]/.test(each) === latin);
  if (random.chance(0.5)) return usual;
  if (others.length > 0 && random.chance(0.7)) return random.pick(others);
  if (latin) return usual;
  return language === "ar" ? plainArabic(usual) : arabicKeyboard(usual);
}

/** Given and family name only. */
export const brief = (name: PersonName, language: Language): string => shortName(name, language);

const plainArabic = (text: string): string => text.replace(/[أإآ]/g, "ا").replace(/ة(?= |$)/g, "ه");
const arabicKeyboard = (text: string): string =>
  text.replaceAll("ی", "ي").replaceAll("ک", "ك").replaceAll("ڕ", "ر").replaceAll("ڵ", "ل");

function slip(random: Random, text: string, language: Language): string {
  const kind = random.pick(["doubled-space", "capitals", "letter", "tatweel"] as const);
  if (kind === "doubled-space") return `${text.replace(" ", "  ")} `;
  if (kind === "capitals") return language === "en" ? text.toUpperCase() : text;
  if (kind === "tatweel")
    return language === "ar" ? text.replace(/([بتثسشصضطعفقلمن])(?=[بتثسشصضطعفقلمن])/, "$1ـ") : text;
  // A letter left out, never the first of a word.
  const at = [...text].findIndex((letter, index) => index > 2 && /\p{L}/u.test(letter) && text[index - 1] !== " ");
  return at < 0 ? text : text.slice(0, at) + text.slice(at + 1);
}
