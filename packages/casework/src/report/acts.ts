/** An act in full, as those who were wronged by it have it in their file, and in one sentence, as everybody else has. */
import type { ActAlleged, Party, Perception } from "@amana/record";
import type { ActShown } from "../dossier/index.ts";
import { type Block, emphasis, type Field, type Inline, type Inlines, type Plain, strong } from "../press/document.ts";
import { citationNote, nearOf, statementNote } from "./notes.ts";
import { idOf } from "./party.ts";
import { fieldBlocks } from "./section.ts";
import type { Setting } from "./setting.ts";
import { joined, type Word } from "./words/index.ts";
import { capital, termLabel, whenWords } from "./words-of.ts";

/** `entry`: under whose heading it stands; `number` counts the acts there. */
export function actInFull(setting: Setting, entry: string, act: ActShown, number: number): readonly Block[] {
  const { names, speech } = setting;
  const { body, id } = act;
  const near = nearOf(setting, id);
  const field = (label: Word, ...inlines: Inlines): Field => ({ label: speech.word(label), inlines });
  const fields: readonly Field[] = [
    field("act-what", ...whatWords(setting, body, near), statementNote(setting, entry, act)),
    ...(body.when ? [field("act-when", ...whenWords(body.when, speech, (words) => names.said(words, near)))] : []),
    ...(body.where ? [field("act-where", ...whereWords(setting, body.where, near))] : []),
    ...(body.method ? [field("act-method", ...termWords(setting, "methods", body.method, near))] : []),
    field("act-by", ...perpetrators(setting, body, near)),
    field("act-to", ...parties(setting, body.victims, near)),
    ...(body.perceived ?? []).map((perception) =>
      field("act-perceived", ...perceptionWords(setting, entry, id, perception, near)),
    ),
    ...(body.outcome ? [field("act-outcome", ...termWords(setting, "outcomes", body.outcome, near))] : []),
    ...(body.incident === undefined ? [] : [field("act-incident", names.called(body.incident))]),
    field("act-certainty", ...certaintyWords(setting, act)),
  ];
  const title = [`${speech.number(number)}. `, shortWhat(setting, body, near), ...shortWhen(setting, body, near)];
  if (setting.isDense) return fieldBlocks(setting, fields, [strong(...title), ". "]);
  return [{ kind: "heading", level: 4, inlines: title }, ...fieldBlocks(setting, fields)];
}

/** What, when, where, by whom, to whom; with its footnote. Under the heading of somebody alleged: their part in it. */
export function actInBrief(setting: Setting, entry: string | undefined, act: ActShown): Inlines {
  const { speech } = setting;
  const { body } = act;
  const near = nearOf(setting, act.id);
  const as = entry === undefined ? undefined : body.perpetrators.find(({ who }) => idOf(who) === entry);
  return [
    strong(shortWhat(setting, body, near)),
    ...shortWhen(setting, body, near),
    body.where === undefined
      ? `${speech.comma}${speech.word("place-not-stated")}`
      : joined([[], whereWords(setting, body.where, near)], speech.comma),
    ...labelled(setting, "act-to", parties(setting, body.victims, near)),
    ...(as === undefined
      ? labelled(setting, "act-by", perpetrators(setting, body, near))
      : as.degree === undefined && as.as === undefined
        ? []
        : labelled(setting, "alleged-part", partWords(setting, as, near))),
    ...labelled(setting, "act-certainty", certaintyWords(setting, act)),
    statementNote(setting, entry, act),
  ].flat();
}

function labelled({ speech }: Setting, label: Word, inlines: Inlines): readonly Inline[] {
  return [speech.semicolon, emphasis(`${speech.word(label)}:`), " ", ...inlines];
}

function shortWhat(setting: Setting, { type }: ActAlleged, near: readonly string[]): Plain {
  return type.code === undefined
    ? setting.names.said(type.said, near)
    : capital(termLabel("acts", type.code, setting.speech.language));
}

function shortWhen({ names, speech }: Setting, { when }: ActAlleged, near: readonly string[]): readonly Plain[] {
  const words = when?.from ?? undefined;
  return [speech.comma, words ?? (when?.said === undefined ? speech.word("undated") : names.said(when.said, near))];
}

/** The term, and the words it stands for where they say more. */
function whatWords(setting: Setting, { type }: ActAlleged, near: readonly string[]): readonly Plain[] {
  return termWords(setting, "acts", type, near);
}

function termWords(
  setting: Setting,
  list: "acts" | "methods" | "outcomes",
  term: ActAlleged["type"],
  near: readonly string[],
): readonly Plain[] {
  const { names, speech } = setting;
  if (term.code === undefined) return [names.said(term.said, near)];
  const label = termLabel(list, term.code, speech.language);
  if (term.said === label || term.said === term.code) return [label];
  return [label, " (", ...speech.say("as-said", { words: names.quoted(term.said, near) }), ")"];
}

export function whereWords(
  setting: Setting,
  { said, place }: NonNullable<ActAlleged["where"]>,
  near: readonly string[],
): readonly Plain[] {
  const { names, speech } = setting;
  if (place === undefined) return [names.said(said, near)];
  const meant = names.called(place);
  if (names.heading(place) === said) return [meant];
  return [names.said(said, near), " (", ...speech.say("taken-as", { place: meant }), ")"];
}

function perpetrators(setting: Setting, { perpetrators: all }: ActAlleged, near: readonly string[]): Inlines {
  if (all.length === 0) return [setting.speech.word("not-stated")];
  return joined(
    all.map((each) => {
      const part = partWords(setting, each, near);
      return [...party(setting, each.who, near), ...(part.length === 0 ? [] : [" (", ...part, ")"])];
    }),
    setting.speech.semicolon,
  );
}

/** Degree of involvement as alleged, and the post they acted in. */
function partWords(
  { names, speech }: Setting,
  { degree, as }: Pick<ActAlleged["perpetrators"][number], "degree" | "as">,
  near: readonly string[],
): readonly Plain[] {
  const parts = [
    ...(degree === undefined ? [] : [[termLabel("degrees", degree, speech.language)]]),
    ...(as === undefined ? [] : [speech.say("as-post", { post: names.said(as, near) })]),
  ];
  return joined(parts, speech.comma) as readonly Plain[];
}

export function parties(setting: Setting, all: readonly Party[], near: readonly string[]): Inlines {
  if (all.length === 0) return [setting.speech.word("not-stated")];
  return joined(
    all.map((each) => party(setting, each, near)),
    setting.speech.semicolon,
  );
}

function party({ names, speech }: Setting, who: Party, near: readonly string[]): readonly Plain[] {
  if (who.type === "person") return [names.called(who.person)];
  const called =
    who.type === "group"
      ? names.called(who.group)
      : who.type === "words"
        ? names.said(who.words, near)
        : speech.word("not-known");
  return who.number === undefined ? [called] : speech.say("number-of-people", { who: called, n: who.number });
}

/** The perpetrators' view, said as theirs; each indicator with the page it stands on where it has one. */
function perceptionWords(
  setting: Setting,
  entry: string,
  act: string,
  { ground, basis, said, indicators }: Perception,
  near: readonly string[],
): Inlines {
  const { names, speech } = setting;
  const shown = indicators.map(
    ({ what, citation }): Inlines => [
      names.said(what, near),
      ...(citation === undefined ? [] : [citationNote(setting, entry, act, citation)]),
    ],
  );
  return [
    ...speech.say("perceived-as", {
      ground: termLabel("grounds", ground, speech.language),
      basis: speech.word(`basis-${basis}`),
    }),
    ...(said === undefined
      ? []
      : [speech.semicolon, ...speech.say("perceived-said", { words: names.quoted(said, near) })]),
    // Footnotes stand between the pieces: the sentence is put together here and not by its words alone.
    ...(shown.length === 0
      ? []
      : [speech.semicolon, speech.word("perceived-shown"), " ", ...joined(shown, speech.comma)]),
    ".",
  ];
}

function certaintyWords({ speech }: Setting, { certainty, singleSource }: ActShown): readonly Plain[] {
  return [
    termLabel("certainty", certainty, speech.language),
    ...(singleSource ? [speech.comma, speech.word("single-source")] : []),
  ];
}
