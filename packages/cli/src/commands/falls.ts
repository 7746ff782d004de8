/** amana falls ID: what would fall if a source, a list or what a witness says were withdrawn. Withdraws nothing. */
import { falls as fallsOf } from "@amana/casework";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { asJson, propertyName, type Reader, word } from "./dossier-text.ts";
import { factLine, recordText } from "./fact-text.ts";

export async function falls(context: Context, [typed]: [string]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const { view } = vault;
    const reader: Reader = { view, language: output.language };
    const id = must(view.resolve(typed));
    const told = fallsOf(view, id);
    if (told === undefined) throw new Stop(exit.usage, "cannot-fall", { id });
    const kind = (prefix: string) => told.fall.filter((each) => each.startsWith(prefix)).length;
    const counts = {
      fall: told.fall.length,
      claims: kind("clm_"),
      acts: kind("act_"),
      links: kind("lnk_"),
      weakened: told.weakened.length,
      emptied: told.emptied.length,
      single_properties: told.singleSource.properties.length,
      single_acts: told.singleSource.acts.length,
    };
    output.result({ type: "falls", counts, ...(asJson(told) as object) }, () => [
      word(reader, `reading-falls-${told.of.type}`, { sources: told.of.sources.length }),
      `  ${recordText(view, id)}`,
      word(reader, "reading-falls-fall", {
        count: counts.fall,
        claims: counts.claims,
        acts: counts.acts,
        links: counts.links,
      }),
      ...told.fall.map((each) => `  ${factLine(view, each, false)}`),
      word(reader, "reading-falls-weakened", { count: counts.weakened }),
      ...told.weakened.map(
        ({ id: each, left }) =>
          `  ${factLine(view, each, false)}  · ${word(reader, "reading-falls-left", { count: left })}`,
      ),
      word(reader, "reading-falls-emptied", { count: counts.emptied }),
      ...told.emptied.map((each) => `  ${recordText(view, each)}`),
      word(reader, "reading-falls-single", { properties: counts.single_properties, acts: counts.single_acts }),
      ...told.singleSource.properties.map(
        ({ about, property }) => `  ${recordText(view, about)}  ${propertyName(reader, property)}`,
      ),
      ...told.singleSource.acts.map((each) => `  ${factLine(view, each, false)}`),
    ]);
    return exit.done;
  });
}
