/** amana search WORDS: passages with their page, in their own direction. */
import { type Hit, search as runSearch } from "@amana/casework";
import type { Context } from "../context.ts";
import { exit } from "../exit.ts";
import { name } from "../output.ts";
import { placeText } from "./fact-text.ts";
import { asTyped, queryStop } from "./query-line.ts";

export interface SearchFlags {
  readonly limit: number;
  readonly offset?: number;
  readonly width: number;
}

export async function search(context: Context, [words, flags]: [string[], SearchFlags]): Promise<number> {
  const { output } = context;
  const fromStdin = words.length === 1 && words[0] === "-";
  const line = fromStdin ? (await readAll(process.stdin)).trim() : asTyped(words);
  if (!fromStdin && process.stdin.isTTY === true) output.note("search-stdin-tip");
  return await context.withVault({}, (vault) => {
    const found = runSearch(vault.view, line, {
      limit: flags.limit,
      width: flags.width,
      ...(flags.offset !== undefined && { offset: flags.offset }),
    });
    if (!found.ok) throw queryStop(found.error);
    const { hits, tried, ranked } = found.value;
    for (const hit of hits) {
      const source = hit.source === undefined ? undefined : vault.view.source(hit.source);
      const { text, ranges, dir, cutBefore, cutAfter } = hit.snippet;
      output.item(
        {
          type: "hit",
          source: hit.source ?? null,
          record: hit.record,
          ordinal: hit.ordinal,
          where: hit.place,
          quote: marked(hit),
          text,
          ranges,
          dir,
          lang: hit.language ?? null,
          tier: hit.tier,
          title: source?.title ?? null,
          name: source?.name ?? null,
          media_type: source?.type ?? null,
          parent: source?.parent ?? null,
          compartment: source?.compartment ?? null,
        },
        () => {
          const head = `${hit.source ?? hit.record}  ${hit.place === null ? "" : placeText(hit.place)}  ${source === undefined ? "" : name(source.title ?? source.name)}`;
          // An isolate of the passage's own direction: Arabic stays right to left on a left-to-right terminal.
          const isolate = dir === "rtl" ? "\u2067" : "\u2066";
          return `${head}\n    ${isolate}${cutBefore ? "…" : ""}${marked(hit).replace(/\s+/g, " ")}${cutAfter ? "…" : ""}\u2069`;
        },
      );
    }
    const variants = tried.flatMap((each) =>
      each.variants.filter((variant) => variant.passages > 0).map((variant) => variant.words),
    );
    if (variants.length > 0) output.note("tried", { variants: [...new Set(variants)].slice(0, 24).join(" · ") });
    if (!ranked) output.note("many-hits");
    if (hits.length === 0) {
      output.note("nothing-found");
      return exit.nothingFound;
    }
    return exit.done;
  });
}

function marked(hit: Hit): string {
  let text = "";
  let at = 0;
  for (const { start, end } of hit.snippet.ranges) {
    text += `${hit.snippet.text.slice(at, start)}⟦${hit.snippet.text.slice(start, end)}⟧`;
    at = end;
  }
  return text + hit.snippet.text.slice(at);
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
