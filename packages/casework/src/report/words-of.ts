/** What people said, as a piece of a document in its own language; and records' terms in the language of the report. */
import { type ListName, type Place, termByCode, thesaurus, type When } from "@amana/record";
import type { Language, Plain } from "../press/document.ts";
import type { Speech } from "./words/index.ts";

/** Letters that Sorani has and Arabic has not. */
const sorani = /[ڕڵۆێەڤ]/;
const arabic = /[\u0620-\u06d3]/;

/** The words in the language they seem to be in: it chooses typeface and direction, nothing else. */
export function spoken(words: string, inside: Language): Plain {
  const language: Language = sorani.test(words) ? "ckb" : arabic.test(words) ? "ar" : "en";
  // Brackets at the seam of two directions are turned rightly where the line itself finds its directions (press/runs.ts).
  const turns = (language === "en") !== (inside === "en");
  return language === inside || (turns && /[()[\]{}<>«»]/.test(words))
    ? words
    : { kind: "text", text: words, language };
}

/** As a heading or a label begins; scripts without capitals stay as they are. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function termLabel(list: ListName, code: string, language: Language): string {
  return termByCode(thesaurus[list], code)?.label[language] ?? code;
}

/** How somebody's words may stand in this report: withheld where they hold a name under a code. */
type Said = (words: string) => Plain;

/** What was understood, and the words themselves where they say more. */
export function whenWords({ said, from, to }: When, speech: Speech, shown: Said): readonly Plain[] {
  const understood = from === undefined ? undefined : to === undefined || to === from ? from : `${from} – ${to}`;
  if (said === undefined) return [understood ?? speech.word("not-stated")];
  if (understood === undefined || said === understood || said === from) return [shown(said)];
  return [understood, " (", ...speech.say("as-said", { words: shown(said) }), ")"];
}

/** Where in a source. Empty for the whole of it. */
export function placeWords(place: Place, speech: Speech, shown: Said): readonly Plain[] {
  switch (place.type) {
    case "whole":
      return [];
    case "page":
      return speech.say("place-page", {
        page: place.label === undefined ? speech.digits(String(place.page)) : shown(place.label),
      });
    case "time":
      return speech.say("place-time", { from: speech.digits(clock(place.from)) });
    case "cell":
      return place.sheet === ""
        ? speech.say("place-cell", { row: place.row })
        : speech.say("place-sheet", { sheet: shown(place.sheet), row: place.row });
    case "paragraph":
      return speech.say("place-paragraph", { paragraph: place.paragraph });
    case "part":
      if (place.part === "subject") return [speech.word("place-subject")];
      if (place.part === "header") return [speech.word("place-header")];
      return speech.say(place.part === "notes" ? "place-notes" : "place-paragraph", { paragraph: place.paragraph });
    case "message":
      return speech.say("place-message", { message: place.message });
  }
}

/** 1:02:03 of a recording. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
