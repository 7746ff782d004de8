/**
 * Which engine a page belongs to. Measured (languages.ts): Sorani and Kurmanji are read better by the installed tesseract,
 * everything else in the sandbox. The language of a scan is not known beforehand, and the languages of the source's other
 * pages are no evidence for this one, so the sandbox reads the first page and its reading decides:
 *
 * - Arabic script: the spelling tells Sorani even in bad readings (`sorani`).
 * - Latin script: Kurmanji read with English letters loses its hats and is no language any detector knows; a page that is
 *   not surely another language is looked at by tesseract, which has the model.
 *
 * A page that turns out to be in the wrong place is read again in the other, once; the pages after it follow it.
 */
import type { Identify } from "../../language/index.ts";
import type { OcrEngine } from "../reading.ts";
import type { ReadPage } from "./group.ts";

/** Whether this reading of the sandbox should be made again by `native`. */
export function belongsToNative(page: ReadPage, native: OcrEngine, identify: Identify): boolean {
  if (page.found !== "text" || page.how === undefined) return false;
  if (page.how.sorani) return ["script/Arabic", "Arabic"].some((model) => native.models.has(model));
  if (!native.models.has("kmr") || page.how.models !== "eng") return false;
  const text = page.parts.flatMap(({ passages }) => passages.map((passage) => passage.text)).join(" ");
  return text.length >= fewest && !surelyAnother(text, identify);
}

/** Whether this reading of `native` is of a page it reads better. */
export function readAsKurdish(page: ReadPage): boolean {
  return page.how?.sorani === true || page.how?.models === "kmr";
}

/** A few words are no page worth a second reading. */
const fewest = 80;
const sample = 240;

function surelyAnother(text: string, identify: Identify): boolean {
  let [sure, samples] = [0, 0];
  for (let from = 0; from < text.length && samples < 6; from += Math.max(sample, Math.floor(text.length / 6))) {
    const { language, confidence } = identify(text.slice(from, from + sample));
    samples += 1;
    if (confidence >= 0.75 && language !== "kmr" && language !== "tr") sure += 1;
  }
  return sure * 2 > samples;
}
