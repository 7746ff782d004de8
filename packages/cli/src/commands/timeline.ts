/** amana timeline: what happened when, in order, each date with how exactly it is known. */
import { type Moment, timeline as timelineOf } from "@amana/casework";
import type { Context } from "../context.ts";
import { exit } from "../exit.ts";
import { actLine, asJson, linkLine, propertyName, type Reader, whenText, whoText, word } from "./dossier-text.ts";
import { asTyped, queryStop } from "./query-line.ts";

export interface TimelineFlags {
  readonly limit: number;
  readonly offset?: number;
}

export async function timeline(context: Context, [words, flags]: [string[], TimelineFlags]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const reader: Reader = { view: vault.view, language: output.language };
    const offset = flags.offset ?? 0;
    const page = timelineOf(vault.view, asTyped(words), { limit: flags.limit, offset });
    if (!page.ok) throw queryStop(page.error);
    const { moments, more, undated } = page.value;
    for (const moment of moments)
      output.item(
        { type: "moment", ...(asJson(moment) as object) },
        () => `${whenText(reader, moment.when)}  ${momentText(reader, moment)}`,
      );
    if (more) output.note("reading-more", { offset: offset + moments.length });
    if (undated > 0) {
      if (output.json) output.item({ type: "undated", acts: undated }, () => "");
      else output.note("reading-undated", { count: undated });
    }
    if (moments.length === 0) output.note("nothing-found");
    return moments.length === 0 && undated === 0 ? exit.nothingFound : exit.done;
  });
}

function momentText(reader: Reader, moment: Moment): string {
  if (moment.kind === "act") return actLine(reader, moment.act);
  if (moment.kind === "claim")
    return `${moment.value.id}  ${whoText(reader, moment.about)}  ${propertyName(reader, moment.property)}`;
  const end = word(reader, moment.kind === "link-begins" ? "reading-begins" : "reading-ends");
  return `${end}: ${linkLine(reader, moment.link)}`;
}
