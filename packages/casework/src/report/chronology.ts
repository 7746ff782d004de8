/** The acts of a report by date, one line each; the same footnotes as in the entries. */
import type { VaultView } from "@amana/vault";
import { actShown } from "../dossier/index.ts";
import type { Part } from "../press/document.ts";
import { actInBrief } from "./acts.ts";
import type { Setting } from "./setting.ts";

/** Acts in one list: a part is set as a whole, so a long chronology is many parts. */
const PART = 100;

export function* chronology(setting: Setting, acts: readonly string[]): Generator<Part> {
  const { speech, view } = setting;
  const dated = datesOf(view, acts);
  yield {
    level: 1,
    heading: speech.word("chronology"),
    blocks: [{ kind: "paragraph", inlines: [speech.word("chronology-lead")] }],
  };
  for (let from = 0; from < dated.length; from += PART) {
    const some = dated.slice(from, from + PART);
    const items = some.flatMap(({ id }) => actShown(view, id) ?? []);
    const [first, last] = [some.at(0)?.date ?? "", some.at(-1)?.date ?? ""];
    yield {
      level: 2,
      heading: first === last ? first : `${first} – ${last}`,
      blocks: [{ kind: "list", items: items.map((act) => actInBrief(setting, undefined, act)) }],
    };
  }
}

function datesOf(view: VaultView, acts: readonly string[]): readonly { readonly id: string; readonly date: string }[] {
  return acts
    .flatMap((id) => {
      const when = view.state("act", id)?.body.when;
      const date = when?.from ?? when?.to;
      return date === undefined ? [] : [{ id, date }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
