/**
 * Which model reads which page. Measured on rendered and degraded pages with bench/arabic.ts (character error, per cent;
 * W = WASM best_int, N = Debian tesseract 5.3):
 *
 * | page | models tried | taken |
 * |---|---|---|
 * | Arabic | W ara 0.4, W ara+eng 1.2, N ara 1.7, N Arabic 2.0, W fas 8.8 | W ara |
 * | Arabic with Latin | W ara+eng 12.5, W ara 18.0, N ara+eng 13.6, N Arabic 17.7 | W ara+eng, when ara alone is unsure |
 * | Sorani | N Arabic 14.1, W fas 23.8, W ara 40.6; with `kurdishLetters` see the bench | N Arabic, else W fas |
 * | Kurmanji | N kmr 0.0, N eng 10.9, W eng 11.5 | N kmr, else W eng |
 *
 * Confidences tell scripts apart (Arabic 90 with ara, below 50 with eng) and Arabic from Persian letters (ara 90, fas 77),
 * but not Sorani from anything (ara 73, fas 71): there the spelling decides (`looksSorani`).
 */

import type { HowRead } from "../parser/events.ts";
import { type OcrEngine, type Picture, type Reading, wordsOf } from "./reading.ts";
import { looksSorani } from "./sorani.ts";

/** A reading with what was decided on the way. `HowRead` is what of it the next page needs. */
export interface Decided {
  readonly reading: Reading;
  /** True when the page is Sorani and its letters were read by a model of another language. */
  readonly sorani: boolean;
}

/**
 * Whether the installed tesseract should read these pages instead of the engine in the sandbox: where Kurdish is expected
 * (hints) or was seen (`settings` of a layer read in the sandbox), and the model for it is there. For Arabic, English and
 * mixed pages the engine in the sandbox makes fewer errors and needs nothing outside.
 */
export function nativeReadsBetter(native: OcrEngine | undefined, languages: readonly string[], settings = ""): boolean {
  if (native === undefined) return false;
  const sorani = languages.some((tag) => soraniLanguage.test(tag)) || settings.includes("kurdish-letters");
  if (sorani && soraniModel(native) !== "ara") return true;
  return native.models.has("kmr") && languages.some((tag) => /^(ku|kmr)\b/i.test(tag));
}

type Script = "arabic" | "latin";
const latinLanguages = /^(en|eng|ku|kmr|kur|tr|de|fr)\b/i;
const arabicLanguages = /^(ar|ara|fa|fas|per|ckb|sdh)\b/i;
const soraniLanguage = /^(ckb|sdh)\b/i;

/** Below this, a page read as pure Arabic holds something else as well. */
const unsure = 87;

/**
 * Reads a page with the models that suit it. `languages` are hints (BCP 47) of what the source holds: they narrow the
 * choice, an empty list means anything. `stripe` is a part of the same page with several lines, for the first look.
 */
export async function readPage(
  engine: OcrEngine,
  page: Picture,
  stripe: Picture,
  languages: readonly string[],
): Promise<Decided> {
  const script = await scriptOf(engine, stripe, languages);
  if (script === "latin")
    return { reading: await engine.read(page, await latinModel(engine, stripe, languages)), sorani: false };
  if (await isSorani(engine, stripe, languages)) {
    return { reading: await engine.read(page, soraniModel(engine)), sorani: true };
  }
  const plain = await engine.read(page, "ara");
  if (plain.confidence >= unsure || !engine.models.has("eng")) return { reading: plain, sorani: false };
  const mixed = await engine.read(page, "ara+eng");
  return { reading: mixed.confidence > plain.confidence ? mixed : plain, sorani: false };
}

/** How much less sure the engine may be than on the page before, when the same models are tried first. */
const allowance = 6;

/**
 * Reads a page as the one before it was read: most sources hold one language. Undefined when the result says that this
 * page is different, and it must be looked at anew.
 */
export async function readAlike(engine: OcrEngine, page: Picture, before: HowRead): Promise<Decided | undefined> {
  if (before.confidence === 0 || !before.models.split("+").every((model) => engine.models.has(model))) return undefined;
  const reading = await engine.read(page, before.models);
  if (reading.confidence < before.confidence - allowance) return undefined;
  // Arabic read with Persian letters is surer than Sorani: confidence alone would not notice.
  return before.sorani && !looksSorani(textOf(reading)) ? undefined : { reading, sorani: before.sorani };
}

async function scriptOf(engine: OcrEngine, stripe: Picture, languages: readonly string[]): Promise<Script> {
  const latin = languages.some((tag) => latinLanguages.test(tag));
  const arabic = languages.some((tag) => arabicLanguages.test(tag));
  if (latin !== arabic) return latin ? "latin" : "arabic";
  if (!engine.models.has("ara")) return "latin";
  const asArabic = await engine.read(stripe, "ara");
  const asLatin = await engine.read(stripe, "eng");
  return asLatin.confidence > asArabic.confidence ? "latin" : "arabic";
}

async function latinModel(engine: OcrEngine, stripe: Picture, languages: readonly string[]): Promise<string> {
  if (!engine.models.has("kmr")) return "eng";
  const english = languages.some((tag) => /^en/i.test(tag));
  const kurdish = languages.some((tag) => /^(ku|kmr)/i.test(tag));
  if (english !== kurdish) return kurdish ? "kmr" : "eng";
  // Confidence misleads here (English is sure of its wrong letters): the letters with a circumflex or cedilla decide.
  const words = wordsOf(await engine.read(stripe, "kmr")).map((word) => word.text);
  const kurmanji = words.filter((word) => /[\u00ea\u00ee\u00fb\u015f\u00e7]/i.test(word)).length;
  return kurmanji > 0.15 * words.length ? "kmr" : "eng";
}

async function isSorani(engine: OcrEngine, stripe: Picture, languages: readonly string[]): Promise<boolean> {
  const arabicScript = languages.filter((tag) => arabicLanguages.test(tag));
  if (arabicScript.length > 0 && arabicScript.every((tag) => soraniLanguage.test(tag))) return true;
  if (arabicScript.length > 0 && !arabicScript.some((tag) => soraniLanguage.test(tag))) return false;
  const seen = await engine.read(stripe, soraniModel(engine));
  return looksSorani(textOf(seen));
}

function textOf(reading: Reading): string {
  return wordsOf(reading)
    .map((word) => word.text)
    .join(" ");
}

/** Debian's script model knows all letters of Sorani; its name depends on how it was installed. */
function soraniModel(engine: OcrEngine): string {
  return ["script/Arabic", "Arabic", "fas"].find((model) => engine.models.has(model)) ?? "ara";
}
