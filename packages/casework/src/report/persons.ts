/** The file of a person: who, what was done to them, what is alleged of them, what happened afterwards. */
import type { ConsentState } from "@amana/record";
import { type ActShown, type PersonFile, type PropertyShown, personFile } from "../dossier/index.ts";
import { type Block, type Inlines, type Part, strong } from "../press/document.ts";
import { actInBrief, actInFull } from "./acts.ts";
import { linkLine } from "./links.ts";
import { propertyFields } from "./said.ts";
import { fieldBlocks, heading, opening } from "./section.ts";
import type { Setting } from "./setting.ts";

export interface PersonOptions {
  readonly number: number;
  readonly withConsents: boolean;
  /** Claims that may not stand in this copy. */
  isWithheld(person: string, property: PropertyShown): boolean;
}

export function personEntry(setting: Setting, id: string, options: PersonOptions): Part {
  const { names, speech } = setting;
  return {
    id: names.anchor(id),
    level: 2,
    heading: `${speech.number(options.number)}. ${names.heading(id)}`,
    blocks: blocks(setting, id, options),
  };
}

const after: ReadonlySet<string> = new Set(["status", "last-seen", "died"]);

function* blocks(setting: Setting, id: string, options: PersonOptions): Generator<Block> {
  const { names, speech, view } = setting;
  const file = personFile(view, id);
  if (!names.isCoded(id)) yield opening(setting, id);
  if (file === undefined) return;
  const withheld = file.properties.filter((property) => options.isWithheld(id, property));
  const open = file.properties.filter((property) => !withheld.includes(property));
  yield* fields(
    setting,
    "identity",
    id,
    open.filter(({ identity }) => identity),
  );
  const count = withheld.reduce((sum, { values }) => sum + values.length, 0);
  if (count > 0) yield { kind: "paragraph", inlines: speech.say("identity-withheld", { n: count }) };
  const own = file.links.filter(({ body }) => positions.has(body.relation));
  yield* list(
    setting,
    "positions",
    own.map((link) => linkLine(setting, id, link)),
  );
  yield* fields(
    setting,
    "facts",
    id,
    open.filter(({ identity, code }) => !identity && !after.has(code)),
  );
  if (file.asVictim.length > 0) {
    yield heading(setting, "acts-suffered");
    for (const [at, act] of file.asVictim.entries()) yield* actInFull(setting, id, act, at + 1);
  }
  yield* actsInPart(
    setting,
    "acts-alleged",
    id,
    file.asPerpetrator.map(({ act }) => act),
  );
  yield* fields(
    setting,
    "afterwards",
    id,
    open.filter(({ code }) => after.has(code)),
  );
  const others = file.links.filter((link) => !own.includes(link));
  yield* list(
    setting,
    "relations",
    others.map((link) => linkLine(setting, id, link)),
  );
  if (options.withConsents) yield* list(setting, "consents", consents(setting, file));
}

/** Links that say where somebody stood, not to whom they belong. */
const positions: ReadonlySet<string> = new Set([
  "commands",
  "member-of",
  "works-for",
  "superior-of",
  "subordinate-of",
  "same-unit-as",
]);

export function* fields(
  setting: Setting,
  title: Parameters<typeof heading>[1],
  id: string,
  properties: readonly PropertyShown[],
): Generator<Block> {
  const all = propertyFields(setting, id, properties);
  if (all.length === 0) return;
  if (!setting.isDense) yield heading(setting, title);
  yield* fieldBlocks(setting, all, [strong(`${setting.speech.word(title)}. `)]);
}

/** Acts in a sentence each: those this document is about, and how many more the record has. */
export function* actsInPart(
  setting: Setting,
  title: Parameters<typeof list>[1],
  id: string,
  acts: readonly ActShown[],
): Generator<Block> {
  const shown = acts.filter((act) => setting.actsAsked?.has(act.id) !== false);
  yield* list(
    setting,
    title,
    shown.map((act) => actInBrief(setting, id, act)),
  );
  if (shown.length < acts.length)
    yield { kind: "paragraph", inlines: setting.speech.say("acts-beyond", { n: acts.length - shown.length }) };
}

export function* list(
  setting: Setting,
  title: Parameters<typeof heading>[1],
  items: readonly Inlines[],
): Generator<Block> {
  if (items.length === 0) return;
  yield heading(setting, title);
  yield { kind: "list", items };
}

function consents({ speech, view }: Setting, { consents: all }: PersonFile): readonly Inlines[] {
  const states = all.flatMap(({ id }): readonly ConsentState[] => {
    const state = view.state("con", id);
    return state === undefined ? [] : [state];
  });
  if (states.length === 0) return [[speech.word("consent-none")]];
  return states.map((state) => {
    if (state.type === "withdrawn") return [speech.word("consent-withdrawn")];
    if (state.type === "asked") return [speech.word("consent-asked")];
    const { purposes, recipients, conditions } = state.body;
    return speech.say("consent-given", {
      purposes: purposes.join(speech.comma),
      recipients: recipients.join(speech.comma),
      conditions: conditions.length === 0 ? speech.word("conditions-none") : conditions.join(speech.comma),
    });
  });
}
