/** What is said of a record: one field a property, each value with its footnotes, contradicting values side by side. */
import type { Value } from "@amana/record";
import type { PropertyShown, ValueShown } from "../dossier/index.ts";
import { propertiesOf } from "../facts/index.ts";
import { emphasis, type Field, type Inline, type Inlines, type Plain } from "../press/document.ts";
import { whereWords } from "./acts.ts";
import { nearOf, sayer, statementNote } from "./notes.ts";
import type { Setting } from "./setting.ts";
import { joined } from "./words/index.ts";
import { capital, spoken, whenWords } from "./words-of.ts";

/** `entry`: the record the claims are about. */
export function propertyFields(
  setting: Setting,
  entry: string,
  properties: readonly PropertyShown[],
): readonly Field[] {
  return properties
    .filter(({ values }) => values.length > 0)
    .map((property) => ({
      label: capital(property.label[setting.speech.language]),
      inlines: property.contradicted ? disagreeing(setting, entry, property) : agreeing(setting, entry, property),
    }));
}

/** One value said by several is printed once, with a footnote for each. */
function agreeing(setting: Setting, entry: string, property: PropertyShown): Inlines {
  const byWords = Map.groupBy(property.values, ({ shown }) => shown);
  return joined(
    [...byWords.values()].map((values) => {
      const [first] = values;
      if (first === undefined) return [];
      return [...valueWords(setting, entry, property, first), ...notes(setting, entry, values)];
    }),
    setting.speech.semicolon,
  );
}

function disagreeing(setting: Setting, entry: string, property: PropertyShown): Inlines {
  const { speech } = setting;
  const said = property.values.map((value): Inlines => {
    const who = speech.say("a-says", { sayer: sayer(setting, value.saidBy, nearOf(setting, value.id)) });
    return [...who, ": ", ...valueWords(setting, entry, property, value), ...notes(setting, entry, [value])];
  });
  return [emphasis(speech.word("contradiction")), ": ", ...joined(said, speech.semicolon)];
}

/** Neighbouring numbers are kept apart: 1 and 2 are not 12. */
function notes(setting: Setting, entry: string, values: readonly ValueShown[]): readonly Inline[] {
  return values.flatMap((value, at): readonly Inline[] => [
    ...(at === 0 ? [] : ["\u2009"]),
    statementNote(setting, entry, value),
  ]);
}

/** The names a person goes by: an alleged perpetrator's own name is never withheld for being a victim's as well. */
const ownNames: ReadonlySet<string> = new Set([
  "name",
  "given-name",
  "father-name",
  "family-name",
  "kunya",
  "nom-de-guerre",
  "code-name",
]);

function valueWords(
  setting: Setting,
  entry: string,
  property: PropertyShown,
  { id, value }: ValueShown,
): readonly Plain[] {
  const { names, speech } = setting;
  const near = nearOf(setting, id);
  const isOwn = ownNames.has(property.code) && entry.startsWith("per_") && !names.isCoded(entry);
  const said = (words: string): Plain => (isOwn ? spoken(words, speech.language) : names.said(words, near));
  switch (value.type) {
    case "text":
      return [said(value.text)];
    case "number":
      return value.unit === undefined
        ? [speech.number(value.number)]
        : [speech.number(value.number), " ", said(value.unit)];
    case "place":
      return whereWords(setting, value.place, near);
    case "record":
      return [names.called(value.record)];
    case "term":
      return [termOf(setting, property.code, value)];
    case "date":
      return whenWords(value.date, speech, said);
  }
}

/** A term of the organisation's own list in the language of the report. */
function termOf({ view, speech, names }: Setting, property: string, value: Extract<Value, { type: "term" }>): Plain {
  const term = propertiesOf(view)
    .get(property)
    ?.terms?.find(({ code }) => code === value.code);
  return term?.label[speech.language] ?? (value.said === undefined ? value.code : names.said(value.said));
}
