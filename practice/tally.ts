/** What a grown archive holds, counted, for whoever has just written it. */
import { allLists } from "./lists/all-lists.ts";
import { longInterview } from "./story/many/interviews.ts";
import { letter, note } from "./story/many/letters.ts";
import type { GrownWorld } from "./world/grown.ts";

/** Pages of e-mails, letters and notes: a message is a page when printed. The slice has twelve messages and five pages. */
export function pagesOf(world: GrownWorld): number {
  const { mails, letters, notes } = world.size;
  const count = (papers: number, pages: (index: number) => number): number =>
    Array.from({ length: papers }, (_, index) => pages(index)).reduce((sum, each) => sum + each, 0);
  return (
    mails +
    count(letters, (index) => letter(world, index).pages.length) +
    count(notes, (index) => note(world, index).pages.length) +
    12 +
    5
  );
}

/** Milliseconds of speech in all interviews. */
export function speechOf(world: GrownWorld): number {
  return Array.from({ length: world.size.interviews }, (_, index) => longInterview(world, index).speech).reduce(
    (sum, each) => sum + each,
    0,
  );
}

export function tally(world: GrownWorld): string[] {
  const { kept, exchanged, entities } = allLists(world);
  const rows = kept.reduce((sum, list) => sum + list.rows.length, 0);
  const refused = kept.flatMap((list) => list.rows).filter(({ truth }) => truth.type === "refused").length;
  const others = exchanged.reduce((sum, list) => sum + list.rows.length, entities.lines.length);
  return [
    `${world.victims.length} victims, ${world.alleged.length} alleged perpetrators, ${world.cases.length} cases, ${world.acts.length} acts`,
    `${world.units.length} units, ${world.commands.length} times of command`,
    `${kept.length} lists of ${rows} rows, ${refused} of them to be refused; ${others} records in exchange forms`,
    `${pagesOf(world)} pages of mail, letters and notes; ${(speechOf(world) / 3_600_000).toFixed(1)} hours of speech in ${world.size.interviews} interviews`,
  ];
}
