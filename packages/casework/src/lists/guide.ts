/**
 * A mapping proposed from the headings of a list and the shape of its values, for a person to correct (docs/lists.md, LI-6).
 * It says what it guessed, from what, and what it could not. A column that would state somebody's orientation is proposed
 * for nothing.
 */
import { describesOrientation, fold, type TermList, type ThesaurusTerm, termByWords, thesaurus } from "@amana/record";
import { latinDigits } from "../facts/when.ts";
import { looksLikeDate } from "./dates.ts";
import { noWords } from "./mapping.ts";
import type { ListRow } from "./rows.ts";
import { synonyms } from "./synonyms.ts";
import { numberFrom } from "./values.ts";

export interface Guess {
  readonly column: string;
  /** What it was taken for: a property, `act:when`, `label` …; absent when nothing was guessed. */
  readonly as?: string;
  readonly from?: "heading" | "values";
  /** Three values, for the person who decides. */
  readonly samples: readonly string[];
  readonly filled: number;
}

export interface Guided {
  readonly header: number;
  readonly sheet: string;
  readonly guesses: readonly Guess[];
  /** The mapping as it would be written to a file; `undefined` when there is no column for a name. */
  readonly mapping?: Readonly<Record<string, unknown>>;
  readonly about: "victims" | "alleged" | "units";
}

const sampled = 400;

export function guide(rows: Iterable<ListRow>, name: string): Guided | undefined {
  const sample: ListRow[] = [];
  for (const row of rows) {
    if (sample.length > 0 && row.sheet !== sample[0]?.sheet) break;
    sample.push(row);
    if (sample.length >= sampled) break;
  }
  const header = headerOf(sample);
  if (header === undefined) return undefined;
  const body = sample.filter(({ row }) => row > header.row);
  const headings = Array.from(header.cells, (cell) => cell?.trim() ?? "");
  const width = Math.max(headings.length, ...body.map(({ cells }) => cells.length));
  const columns = Array.from({ length: Math.min(width, 2_000) }, (_, at): Column => {
    const heading = headings[at] ?? "";
    const values = body.flatMap(({ cells }) => cells[at]?.trim() || []).filter((value) => !silent.has(fold(value)));
    const twice = heading !== "" && headings.indexOf(heading) !== headings.lastIndexOf(heading);
    return { at, heading, column: heading === "" || twice ? `#${at + 1}` : heading, values };
  });
  const filled = columns.filter(({ heading, values }) => heading !== "" || values.length > 0);
  const guessed = guessAll(filled);
  const about = aboutOf(guessed);
  const mapping = mappingOf(guessed, about, name, header);
  return {
    header: header.row,
    sheet: header.sheet,
    about,
    guesses: filled.map((column) => {
      const found = guessed.get(column.column);
      return {
        column: column.column,
        ...(found && { as: found.as, from: found.from }),
        samples: [...new Set(column.values)].slice(0, 3),
        filled: column.values.length,
      };
    }),
    ...(mapping && { mapping }),
  };
}

interface Column {
  readonly at: number;
  readonly heading: string;
  readonly column: string;
  readonly values: readonly string[];
}
type Guesses = Map<string, { readonly as: string; readonly from: "heading" | "values"; readonly column: Column }>;

const silent = new Set(noWords.map((words) => fold(words)));
let meanings: ReadonlyMap<string, string> | undefined;

/** The first row that has several cells, and none of them a date or a number. */
function headerOf(rows: readonly ListRow[]): ListRow | undefined {
  const widest = Math.max(...rows.slice(0, 30).map(({ cells }) => count(cells)));
  return (
    rows
      .slice(0, 30)
      .find(
        ({ cells }) =>
          count(cells) >= Math.max(2, widest / 2) &&
          !cells.some((cell) => cell !== undefined && /^[\d٠-٩۰-۹./-]+$/.test(cell.trim())),
      ) ?? rows.find(({ cells }) => count(cells) >= 2)
  );
}

const count = (cells: readonly (string | undefined)[]): number => cells.filter((cell) => cell !== undefined).length;
const plain = (heading: string): string =>
  fold(heading)
    .replace(/__[a-z]{2,3}$/, "")
    .replace(/[.:*]+$/, "")
    .replace(/\s+/g, " ")
    .trim();

function guessAll(columns: readonly Column[]): Guesses {
  meanings ??= new Map(
    Object.entries(synonyms).flatMap(([as, words]) => words.split("|").map((each) => [plain(each), as] as const)),
  );
  const guesses: Guesses = new Map();
  const taken = new Set<string>();
  const take = (column: Column, as: string, from: "heading" | "values") => {
    const single = as !== "otherName" && as !== "property:description";
    // A second column of the same meaning: a second name is one; anything else is the person's to decide.
    const fits =
      single && taken.has(as) ? (as === "label" ? "otherName" : as === "act:group" ? "otherGroup" : undefined) : as;
    if (fits === undefined) return;
    taken.add(fits);
    guesses.set(column.column, { as: fits, from, column });
  };
  for (const column of columns) {
    if (describesOrientation(column.heading)) continue;
    const as = meanings.get(plain(column.heading));
    if (as !== undefined) take(column, as, "heading");
  }
  for (const column of columns) {
    if (guesses.has(column.column) || column.values.length === 0 || describesOrientation(column.heading)) continue;
    const share = (test: (value: string) => boolean) => column.values.filter(test).length / column.values.length;
    if (share((value) => known(thesaurus.acts, value)) > 0.5) take(column, "act:type", "values");
    else if (share((value) => known(thesaurus.sexes, value)) > 0.8) take(column, "property:sex", "values");
    else if (share((value) => numberFrom(value) === undefined && looksLikeDate(value)) > 0.7)
      take(column, "act:when", "values");
  }
  // The number of a case names a row where nothing else does; and a register's own number may have letters in it.
  const cases = [...guesses].find(([, { as }]) => as === "property:case-number")?.[1];
  if (!taken.has("key") && cases !== undefined) take(cases.column, "key", "heading");
  if (!taken.has("key")) {
    const first = columns[0];
    const values = first?.values ?? [];
    if (
      first !== undefined &&
      !guesses.has(first.column) &&
      values.length > 1 &&
      new Set(values).size === values.length
    )
      if (values.every((value) => /\d/.test(latinDigits(value)) && value.length < 20)) take(first, "key", "values");
  }
  return guesses;
}

const known = (list: TermList<ThesaurusTerm>, value: string): boolean => termByWords(list, value) !== undefined;

/** Of whom the list is: units, alleged perpetrators (a rank, a superior, a time of service), or those wronged. */
function aboutOf(guesses: Guesses): Guided["about"] {
  const has = (as: string) => [...guesses.values()].some((guess) => guess.as === as);
  if (!has("label") && !has("property:given-name") && (has("groupName") || (has("act:group") && has("link:unit"))))
    return "units";
  if (has("property:rank") || has("link:superior") || (has("since") && has("until"))) return "alleged";
  return "victims";
}

function mappingOf(
  guesses: Guesses,
  about: Guided["about"],
  name: string,
  header: ListRow,
): Readonly<Record<string, unknown>> | undefined {
  const of = (as: string) => [...guesses].find(([, guess]) => guess.as === as)?.[0];
  const all = (as: string) => [...guesses].filter(([, guess]) => guess.as === as).map(([column]) => column);
  const order = orderOf([...guesses.values()].map(({ column }) => column));
  const saidBy = of("source");
  const key = of("key");
  const rows = about === "units" ? unitRows(of, all, key) : personRows(guesses, about, of, all, key);
  if (rows === undefined) return undefined;
  return {
    list: name.replace(/\.[a-z0-9]{1,5}$/i, ""),
    ...(header.sheet !== "" && { sheet: header.sheet }),
    header: header.row,
    ...(key !== undefined && { key: [key] }),
    ...(saidBy !== undefined && { said_by: { column: saidBy } }),
    certainty: "not-assessed",
    ...(order && { order }),
    rows,
  };
}

/** A register's own number may be the number of the case: then the case is found by it. */
const namesCase = (heading: string): boolean =>
  /^(?:case|case no|case number|رقم الحاله|الحاله رقم|حاله|ژماره ی دوسیه|دوسیه)$/u.test(
    fold(heading).replace(/[.:]/g, "").trim(),
  );

type Find = (as: string) => string | undefined;

function personRows(
  guesses: Guesses,
  about: Guided["about"],
  of: Find,
  all: (as: string) => string[],
  key: string | undefined,
): readonly unknown[] | undefined {
  const parts = ["property:given-name", "property:father-name", "property:family-name"].flatMap((as) => of(as) ?? []);
  // A list that knows some people only by a second name is read by it where the first is missing.
  const label = of("label");
  const others = [...all("otherName"), ...[of("property:kunya") ?? []].flat()];
  const alternatives = [
    ...(label === undefined ? [] : [label]),
    ...(parts.length > 0 && label === undefined ? [parts] : []),
    ...others,
  ];
  if (alternatives.length === 0) return undefined;
  const properties: object[] = [
    ...(label === undefined ? [] : [{ column: label, property: "name" }]),
    ...all("otherName").map((column) => ({ column, property: "name" })),
    ...[...guesses].flatMap(([column, { as }]) =>
      as.startsWith("property:") ? [{ column, property: as.slice(9) }] : [],
    ),
    ...(key === undefined ? [] : [{ column: key, property: namesCase(key) ? "case-number" : "record-number" }]),
  ];
  const person = {
    opens: "person",
    as: "person",
    label: alternatives.length > 1 ? { first: alternatives } : alternatives[0],
    ...(key !== undefined && { number: key }),
    properties,
  };
  const group = of("act:group");
  const superior = of("link:superior");
  const period = {
    ...(of("since") !== undefined && { since: { column: of("since") } }),
    ...(of("until") !== undefined && { until: { column: of("until") } }),
  };
  if (about === "alleged") {
    const position = of("property:role") ?? of("property:rank");
    const place = of("act:where");
    if (place !== undefined && of("property:residence") === undefined)
      properties.push({ column: place, property: "residence" });
    // Whoever stands on such a list is spoken of as responsible: consent is not asked of them (rules/consent).
    if (position !== undefined) properties.push({ column: position, property: "alleged-as" });
    return [
      person,
      ...(group === undefined ? [] : [{ opens: "group", as: "unit", label: group, match: "label", properties: [] }]),
      ...(group === undefined
        ? []
        : [
            {
              states: "link",
              from: "person",
              relation: "member-of",
              to: "unit",
              ...(position && { position }),
              ...period,
            },
          ]),
      ...(superior === undefined
        ? []
        : [
            {
              states: "link",
              from: "person",
              relation: "subordinate-of",
              to: { column: superior, is: "person", by: "label", else: "open" },
            },
          ]),
    ];
  }
  const type = of("act:type");
  const perpetrators = [
    ...(group === undefined ? [] : [{ who: "unit" }]),
    ...(of("act:perpetrator") === undefined
      ? []
      : [{ column: of("act:perpetrator"), is: "person", by: "label", else: "words" }]),
  ];
  const note = of("act:said");
  return [
    person,
    ...(group === undefined ? [] : [{ opens: "group", as: "unit", label: group, match: "label", properties: [] }]),
    ...(type === undefined
      ? []
      : [
          {
            states: "act",
            type: { column: type },
            victims: ["person"],
            perpetrators,
            ...(of("act:when") !== undefined && { when: { column: of("act:when") } }),
            ...(of("act:where") !== undefined && { where: { column: of("act:where") } }),
            // The words stand as they are; on which ground they acted is for a person to say.
            ...(note !== undefined && {
              perceived: { ground: { code: "not-known" }, basis: { code: "not-known" }, said: note },
            }),
          },
        ]),
  ];
}

function unitRows(of: Find, all: (as: string) => string[], key: string | undefined): readonly unknown[] | undefined {
  const unit = of("groupName") ?? of("act:group");
  if (unit === undefined) return undefined;
  const commander = of("link:superior");
  const above = of("link:unit");
  const place = of("act:where");
  return [
    {
      opens: "group",
      as: "unit",
      label: unit,
      match: "label",
      properties: [
        { column: unit, property: "name" },
        ...[...all("otherGroup"), ...all("otherName")].map((column) => ({ column, property: "name" })),
        ...(key === undefined ? [] : [{ column: key, property: "record-number" }]),
        ...all("property:description").map((column) => ({ column, property: "summary" })),
        ...(place === undefined ? [] : [{ column: place, property: "summary" }]),
      ],
    },
    ...(above === undefined
      ? []
      : [
          {
            states: "link",
            from: "unit",
            relation: "unit-of",
            to: { column: above, is: "group", by: "label", else: "open" },
          },
        ]),
    ...(commander === undefined
      ? []
      : [
          {
            states: "link",
            from: { column: commander, is: "person", by: "label", else: "open" },
            relation: "commands",
            to: "unit",
            ...(of("since") !== undefined && { since: { column: of("since") } }),
            ...(of("until") !== undefined && { until: { column: of("until") } }),
          },
        ]),
  ];
}

/** Day or month first: said only where the values leave no doubt. */
function orderOf(columns: readonly Column[]): "dmy" | "mdy" | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const { values } of columns)
    for (const value of values) {
      const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}$/.exec(latinDigits(value));
      if (parts === null) continue;
      if (Number(parts[1]) > 12) dayFirst += 1;
      if (Number(parts[2]) > 12) monthFirst += 1;
    }
  if (dayFirst > 0 && monthFirst === 0) return "dmy";
  return monthFirst > 0 && dayFirst === 0 ? "mdy" : undefined;
}
