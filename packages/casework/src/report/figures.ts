/**
 * Counts of a report: what `amana stats` answers to a line of the query language, and that line stands under each table, so
 * that nobody has to believe us. n is in what was asked for, N in the whole record.
 */
import { fold } from "@amana/record";
import type { Condition, Subject as Counted, VaultView } from "@amana/vault";
import { countRecords, every, keyLabel, type Stats, stats } from "../dossier/index.ts";
import type { Plain } from "../press/document.ts";
import type { Names } from "./setting.ts";
import type { Speech, Word } from "./words/index.ts";
import { spoken } from "./words-of.ts";

export interface Count {
  readonly n: number;
  readonly whole: number;
}

export interface Row extends Count {
  readonly label: Plain;
}

export interface Figure {
  readonly title: Word;
  readonly counted: Extract<Counted, "person" | "act">;
  readonly rows: readonly Row[];
  /** Values that have no row of their own: the rarest of very many, and those that only the rest of the record has. */
  readonly further: Count & { readonly values: number };
  readonly all: Count;
  readonly notStated?: Count;
  /** Records with more than one value, which count in each row. */
  readonly several: Count;
  /** What to type for the numbers of the first column. */
  readonly command: string;
}

export interface Figures {
  readonly figures: readonly Figure[];
  readonly found: Figure | undefined;
  readonly missing: Readonly<Record<"n" | "date" | "place" | "sex" | "age", number>> | undefined;
  readonly wronged: Count;
  /** Records confirmed to be one person counted once, and pairs not yet decided. */
  readonly fewest: number;
  readonly proposed: number;
  /** A part of the record, and not all of it. */
  readonly isPart: boolean;
}

const ROWS = 30;
const VICTIMS = "role:victim";

/** `query`: the line as it was typed, and what it was understood as. */
export function figuresOf(
  view: VaultView,
  speech: Speech,
  names: Names,
  query: string,
  conditions: readonly Condition[],
): Figures {
  const persons = victimsLine(query, conditions);
  const isPart = conditions.length > 0;
  const counting = { view, speech, names, isPart };
  const person = (title: Word, by: string) =>
    persons === undefined ? undefined : figure(counting, title, "person", [by], persons, VICTIMS);
  const act = (title: Word, ...by: readonly string[]) => figure(counting, title, "act", by, query.trim(), "");

  const [types, sex, age, found] = [
    person("by-act", "act:type"),
    person("by-sex", "sex"),
    person("by-age", "age-group"),
    person("found-title", "found-through"),
  ];
  const wronged: Count = types?.all ?? { n: 0, whole: count(view, "person", VICTIMS) };
  const of = (by: string) => (persons === undefined ? undefined : told(view, "person", [by], persons));
  const [dates, places] = [of("year"), of("place")];
  const figures = [
    types,
    act("by-year", "year"),
    act("by-place", "place"),
    act("by-group", "unit"),
    sex,
    age,
    act("by-ground", "ground", "basis"),
    act("by-certainty", "certainty"),
    bySources(counting, query.trim()),
  ];
  return {
    figures: figures.filter((each) => each !== undefined && each.all.n > 0) as readonly Figure[],
    found,
    missing:
      dates === undefined
        ? undefined
        : {
            n: wronged.n,
            date: dates.missing[0] ?? 0,
            place: places?.missing[0] ?? 0,
            sex: sex?.notStated?.n ?? 0,
            age: age?.notStated?.n ?? 0,
          },
    wronged,
    fewest: dates?.fewest ?? wronged.n,
    proposed: dates?.proposed ?? 0,
    isPart,
  };
}

interface Counting {
  readonly view: VaultView;
  readonly speech: Speech;
  readonly names: Names;
  readonly isPart: boolean;
}

function figure(
  { view, speech, names, isPart }: Counting,
  title: Word,
  counted: Figure["counted"],
  by: readonly string[],
  line: string,
  wholeLine: string,
): Figure {
  const here = told(view, counted, by, line);
  const whole = isPart ? told(view, counted, by, wholeLine) : here;
  const wholes = new Map(whole.rows.map(({ keys, n }) => [JSON.stringify(keys), n]));
  const shown = here.rows.slice(0, ROWS);
  const label = (keys: readonly (string | null)[]): Plain => {
    const words = keys.map((key, at) =>
      key === null ? speech.word("row-not-stated") : keyWords(view, speech, by[at] ?? "", key, counted, line),
    );
    const [only, ...others] = keys;
    // A key is a record's id, or the words of a place that stands for no record.
    return others.length === 0 && /^(?:plc|grp|per)_/.test(only ?? "")
      ? names.called(only ?? "")
      : names.areCoded
        ? names.said(words.join(speech.semicolon))
        : spoken(words.join(speech.semicolon), speech.language);
  };
  return {
    title,
    counted,
    rows: shown.map(({ keys, n }) => ({ label: label(keys), n, whole: wholes.get(JSON.stringify(keys)) ?? n })),
    further: furtherOf(here.rows.slice(ROWS), whole.rows, new Set(shown.map(({ keys }) => JSON.stringify(keys)))),
    all: { n: here.all, whole: whole.all },
    notStated: { n: here.missing[0] ?? 0, whole: whole.missing[0] ?? 0 },
    several: { n: here.several[0] ?? 0, whole: whole.several[0] ?? 0 },
    command: commandLine(counted, by, line),
  };
}

type Told = { readonly keys: readonly (string | null)[]; readonly n: number };

/** So that the rows of a table add up to what stands under them, on both sides. */
function furtherOf(rest: readonly Told[], whole: readonly Told[], shown: ReadonlySet<string>): Figure["further"] {
  const others = whole.filter(({ keys }) => !shown.has(JSON.stringify(keys)));
  const sum = (rows: readonly Told[]) => rows.reduce((total, { n }) => total + n, 0);
  return { values: others.length, n: sum(rest), whole: sum(others) };
}

function bySources({ view, speech, isPart }: Counting, line: string): Figure {
  const both = (more: string): Count => {
    const whole = count(view, "act", more);
    return { n: isPart ? count(view, "act", `${line} ${more}`) : whole, whole };
  };
  const all = both("");
  const single = both("has:single-source");
  return {
    title: "by-sources",
    counted: "act",
    rows: [
      { label: speech.word("sources-1"), ...single },
      { label: speech.word("sources-more"), n: all.n - single.n, whole: all.whole - single.whole },
    ],
    further: { values: 0, n: 0, whole: 0 },
    all,
    several: { n: 0, whole: 0 },
    command: `amana ls acts ${quoted(`${line} has:single-source`.trim())} --count`,
  };
}

/** A key is folded for comparing; people read it as a record has it. */
function keyWords(view: VaultView, speech: Speech, axis: string, key: string, counted: Counted, line: string): string {
  if (axis === "basis") return speech.word(`basis-${key}` as Word);
  const label = keyLabel(view, axis, key, speech.language);
  if (label !== key || counted !== "person" || axis === "age-group" || axis === "act:type") return label;
  const found = every(view, "person", `${line} property:"${axis}=${key.replaceAll('"', " ")}"`);
  if (!found.ok) return label;
  for (const person of found.value)
    for (const { id } of view.statementsOn(person)) {
      const body = id.startsWith("clm_") ? view.state("clm", id)?.body : undefined;
      if (body?.about !== person || body.property !== axis || body.value.type !== "text") continue;
      if (fold(body.value.text).startsWith(key)) return body.value.text;
    }
  return label;
}

function told(view: VaultView, counted: Counted, by: readonly string[], line: string): Stats {
  const answer = stats(view, counted, by, line);
  if (!answer.ok) throw new TypeError(`a figure asks what cannot be asked: ${answer.error.type}`);
  return answer.value;
}

function count(view: VaultView, counted: Counted, line: string): number {
  const answer = countRecords(view, counted, line.trim());
  if (!answer.ok) throw new TypeError(`a figure asks what cannot be asked: ${answer.error.type}`);
  return answer.value;
}

/** Those to whom something was done; undefined where the query asks for another role, and so for nobody wronged. */
function victimsLine(query: string, conditions: readonly Condition[]): string | undefined {
  const roles = conditions.filter((condition) => condition.name === "role");
  if (roles.length === 0) return `${query} ${VICTIMS}`.trim();
  const isVictims = roles.every(
    ({ negated, ...role }) => !negated && role.name === "role" && role.roles.every((each) => each === "victim"),
  );
  return isVictims ? query.trim() : undefined;
}

function commandLine(counted: Figure["counted"], by: readonly string[], line: string): string {
  const words = [
    "amana stats",
    ...by,
    ...(line === "" ? [] : [quoted(line)]),
    ...(counted === "act" ? ["--of act"] : []),
  ];
  return words.join(" ");
}

/** As a shell takes it for one word. */
function quoted(line: string): string {
  return /^[\w:.-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`;
}
