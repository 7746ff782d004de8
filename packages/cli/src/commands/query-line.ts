/** A query as the shell hands it over: words put together again, and what could not be read of it. */
import type { QueryRefusal } from "@amana/casework";
import { exit, Stop } from "../exit.ts";

/**
 * A word of the shell that holds blanks was quoted there: it is a phrase, or the value of its filter. One argument alone is a
 * whole query and stands as it is.
 */
export function asTyped(words: readonly string[]): string {
  if (words.length === 1) return words[0] ?? "";
  return words
    .map((word) => {
      if (!/\s/.test(word) || /["«»“”]/.test(word)) return word;
      const filter = /^(-?[\p{L}\p{M}-]{1,40}[:：])(.*)$/u.exec(word);
      return filter === null ? `"${word}"` : `${filter[1]}"${filter[2]}"`;
    })
    .join(" ");
}

export function queryStop(refusal: QueryRefusal): Stop {
  return new Stop(exit.usage, "query-refused", {
    at: "at" in refusal ? refusal.at + 1 : 1,
    what: "name" in refusal ? `${refusal.type} ${refusal.name}:` : refusal.type,
  });
}
