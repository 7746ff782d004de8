/** The annex: every source cited, with what is needed to find it again and to check it without us. */
import type { Obtained, Place } from "@amana/record";
import type { SourceRow } from "@amana/vault";
import { personsIn } from "../facts/index.ts";
import { type Block, code, type Field, type Inlines, type Part, type Plain } from "../press/document.ts";
import { sourceAnchor, sourceLink } from "./notes.ts";
import type { Setting } from "./setting.ts";
import { joined, type Word } from "./words/index.ts";
import { placeWords } from "./words-of.ts";

/** Entries named under one source; a list of a thousand persons is cited by all of them. */
const ENTRIES_NAMED = 12;
const PLACES_NAMED = 40;

export function* annex(setting: Setting): Generator<Part> {
  const { speech, sources } = setting;
  yield {
    level: 1,
    heading: speech.word("annex"),
    blocks: [{ kind: "paragraph", inlines: [speech.word("annex-lead")] }],
  };
  for (const id of sources.all) yield sourcePart(setting, id);
  yield checkPart(setting);
}

function sourcePart(setting: Setting, id: string): Part {
  const { names, speech, sources, view } = setting;
  const number = sources.numberOf(id);
  const near = names.areCoded ? nearSource(setting, id) : [];
  const title = sources.titleOf(id);
  const shown =
    title === undefined || names.isHidden(title, near)
      ? speech.word(title === undefined ? "source-unnamed" : "withheld-name")
      : title;
  const row = view.source(id);
  const field = (label: Word, ...inlines: Inlines): Field => ({ label: speech.word(label), inlines });
  return {
    id: sourceAnchor(number),
    level: 3,
    heading: speech.text("source-number", { n: number, title: shown }),
    blocks: [
      {
        kind: "fields",
        fields: [
          field("source-id", code(id)),
          ...(row === undefined ? [] : rowFields(setting, row, near)),
          field("source-cited", ...citedAt(setting, id)),
          field("source-cited-by", ...citedBy(setting, id)),
        ],
      },
    ],
  };
}

function rowFields(setting: Setting, row: SourceRow, near: readonly string[]): readonly Field[] {
  const { names, speech, sources, view } = setting;
  const field = (label: Word, ...inlines: Inlines): Field => ({ label: speech.word(label), inlines });
  const obtained = view.state("src", row.id)?.received?.obtained;
  const how = obtained === undefined ? [] : obtainedWords(setting, obtained, near);
  return [
    field("source-name", names.said(row.name, near)),
    ...(row.date === undefined ? [] : [field("source-date", row.date.slice(0, 10))]),
    field("source-received", row.receivedAt.slice(0, 10)),
    field("source-obtained", ...(how.length === 0 ? [speech.word("not-stated")] : how)),
    field("source-sha256", code(row.sha256)),
    field("source-size", ...speech.say("source-bytes", { bytes: row.bytes, type: code(row.type) })),
    ...(row.parent === undefined
      ? []
      : [
          field(
            "source-within",
            ...(sources.all.includes(row.parent)
              ? speech.say("note-source-number", { number: sourceLink(sources.numberOf(row.parent), speech) })
              : [code(row.parent)]),
          ),
        ]),
  ];
}

const obtainedFields = ["from", "how", "by", "when", "where", "circumstances", "custodian"] as const;

function obtainedWords({ names, speech }: Setting, obtained: Obtained, near: readonly string[]): readonly Plain[] {
  const pieces = obtainedFields.flatMap((name) => {
    const words = obtained[name];
    return words === undefined ? [] : [speech.say(`obtained-${name}`, { words: names.said(words, near) })];
  });
  return joined(pieces, speech.semicolon) as readonly Plain[];
}

function citedAt({ names, speech, sources }: Setting, id: string): Inlines {
  const places = sources.placesIn(id);
  const pieces = [
    ...numbered(
      places,
      "page",
      ({ page }) => page,
      (page) => speech.say(isOne(page) ? "place-page" : "place-pages", { page: speech.digits(page) }),
    ),
    ...numbered(
      places,
      "cell",
      ({ row }) => row,
      (row) => speech.say(isOne(row) ? "place-cell" : "place-rows", { row: speech.digits(row) }),
    ),
    ...places
      .filter(({ type }) => type !== "page" && type !== "cell")
      .sort(byPlace)
      .map((place) => placeWords(place, speech, (words) => names.said(words)))
      .map((words) => (words.length === 0 ? [speech.word("whole-source")] : words)),
  ];
  return withRest(pieces.slice(0, PLACES_NAMED), pieces.length - PLACES_NAMED, { speech });
}

const isOne = (numbers: string): boolean => /^\d+$/.test(numbers);

/** Pages or rows in one piece, neighbours drawn together: 1–3, 7. */
function numbered<T extends Place["type"]>(
  places: readonly Place[],
  type: T,
  numberOf: (place: Extract<Place, { readonly type: T }>) => number,
  say: (numbers: string) => Inlines,
): readonly Inlines[] {
  const own = places.filter((place): place is Extract<Place, { readonly type: T }> => place.type === type);
  const numbers = [...new Set(own.map(numberOf))].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  if (ranges.length === 0) return [];
  return [say(ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", "))];
}

function citedBy({ names, speech, sources }: Setting, id: string): Inlines {
  const entries = sources.entriesCiting(id);
  const pieces = entries.slice(0, ENTRIES_NAMED).map((entry) => [names.called(entry)]);
  return withRest(pieces, entries.length - ENTRIES_NAMED, { speech });
}

function withRest(pieces: readonly Inlines[], rest: number, { speech }: Pick<Setting, "speech">): Inlines {
  return [...joined(pieces, speech.semicolon), ...(rest > 0 ? [" ", ...speech.say("and-more", { n: rest })] : [])];
}

/** Reading order within one source. */
function byPlace(a: Place, b: Place): number {
  return orderOf(a) - orderOf(b);
}

function orderOf(place: Place): number {
  switch (place.type) {
    case "whole":
      return -1;
    case "time":
      return place.from;
    case "message":
      return place.message;
    case "page":
    case "cell":
      return 0;
    default:
      return place.paragraph;
  }
}

/** Persons spoken of in a source: their names are listened for in its title and provenance. */
function nearSource({ view, names }: Setting, id: string): readonly string[] {
  const persons = new Set<string>();
  for (const statement of view.statementsCiting(id))
    for (const person of personsIn(view, statement)) if (names.isCoded(person)) persons.add(person);
  return [...persons];
}

function checkPart({ speech }: Setting): Part {
  const command = (word: Word, words: string): Inlines => speech.say(word, { command: code(words) });
  const blocks: readonly Block[] = [
    { kind: "paragraph", inlines: [speech.word("check-lead")] },
    {
      kind: "list",
      items: [
        command("check-linux", "sha256sum FILE"),
        command("check-mac", "shasum -a 256 FILE"),
        command("check-windows", "certutil -hashfile FILE SHA256"),
      ],
    },
    { kind: "paragraph", inlines: [speech.word("check-same")] },
    { kind: "paragraph", inlines: [speech.word("check-record")] },
  ];
  return { level: 1, heading: speech.word("check"), blocks };
}
