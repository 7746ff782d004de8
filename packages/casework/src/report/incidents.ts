/** The file of an incident: what is said of it, and its acts in order. */
import { incidentFile } from "../dossier/index.ts";
import type { Block, Part } from "../press/document.ts";
import { actInBrief, actInFull } from "./acts.ts";
import { fields, list } from "./persons.ts";
import { heading, opening } from "./section.ts";
import type { Setting } from "./setting.ts";

/** `inFull`: acts with everything that is said of them, where no person's entry has them. */
export function incidentEntry(setting: Setting, id: string, number: number, inFull: boolean): Part {
  const { names, speech } = setting;
  return {
    id,
    level: 2,
    heading: `${speech.number(number)}. ${names.heading(id)}`,
    blocks: blocks(setting, id, inFull),
  };
}

function* blocks(setting: Setting, id: string, inFull: boolean): Generator<Block> {
  const file = incidentFile(setting.view, id);
  yield opening(setting, id);
  if (file === undefined) return;
  yield* fields(setting, "facts", id, file.properties);
  if (!inFull) {
    yield* list(
      setting,
      "acts-in-order",
      file.acts.map((act) => actInBrief(setting, id, act)),
    );
    return;
  }
  if (file.acts.length > 0) yield heading(setting, "acts-in-order");
  for (const [at, act] of file.acts.entries()) yield* actInFull(setting, id, act, at + 1);
}
