/**
 * From the text of a mapping file to a mapping, or to what is wrong with it and on which line. Nothing is guessed: a word
 * the mapping does not know is refused, since a misspelled `perpetrators` would silently lose them.
 */
import { err, ok, type Result } from "@amana/format";
import { describesOrientation, type Property } from "@amana/record";
import type { ActSpec, LinkSpec, Mapping, OpenSpec, RefSpec, RowSpec } from "./mapping.ts";

export type MappingRefused = {
  readonly type: "mapping-refused" | "mapping-orientation";
  /** Line of the file, from 1. */
  readonly line: number;
  /** Dotted path in the file. */
  readonly at: string;
  /** A word for machines: not-json, unknown-word, missing, not-one-of, not-text … */
  readonly why: string;
  /** The word of the mapping it is about: a column's heading, a property, a code. Never a value of the list. */
  readonly word: string;
};

class Wrong extends Error {
  readonly at: string;
  readonly why: string;
  readonly word: string;
  readonly orientation: boolean;
  constructor(at: string, why: string, word = "", orientation = false) {
    super(why);
    this.at = at;
    this.why = why;
    this.word = word;
    this.orientation = orientation;
  }
}

type Fields = Readonly<Record<string, unknown>>;

export function readMapping(text: string, properties: ReadonlyMap<string, Property>): Result<Mapping, MappingRefused> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err({ type: "mapping-refused", line: brokenLine(text), at: "", why: "not-json", word: "" });
  }
  // It is kept in the line that tells of the import (record/kinds/dossier.ts).
  if (JSON.stringify(parsed).length > 30_000)
    return err({ type: "mapping-refused", line: 1, at: "", why: "too-long", word: "" });
  return checkMapping(parsed, properties, text);
}

/** The first line that no JSON can begin with: what stands before it only lacks its end. */
function brokenLine(text: string): number {
  const lines = text.split("\n");
  for (let count = 1; count <= lines.length; count++) {
    const begun = lines.slice(0, count).join("\n");
    try {
      JSON.parse(begun);
    } catch (error) {
      const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? -1);
      if (!/end of JSON|Unterminated string/.test(String(error)) && at < begun.length) return count;
    }
  }
  return lines.length;
}

/** As `readMapping` for what is already an object (the ready mappings). */
export function checkMapping(
  parsed: unknown,
  properties: ReadonlyMap<string, Property>,
  text = "",
): Result<Mapping, MappingRefused> {
  try {
    return ok(mappingOf(parsed, properties));
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const { at, why, word } = error;
    return err({
      type: error.orientation ? "mapping-orientation" : "mapping-refused",
      line: lineOf(text, at, word),
      at,
      why,
      word,
    });
  }
}

/** The line of the word the refusal is about; of the last name of the path when it stands nowhere. */
function lineOf(text: string, at: string, word: string): number {
  const name = /([a-z_]+)(?:\[\d+\])?$/.exec(at)?.[1] ?? "";
  for (const needle of [JSON.stringify(word), JSON.stringify(name)]) {
    const found = needle === '""' ? -1 : text.indexOf(needle);
    if (found !== -1) return lineAt(text, found);
  }
  return 1;
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split("\n").length;

function mappingOf(parsed: unknown, properties: ReadonlyMap<string, Property>): Mapping {
  const fields = object(parsed, "");
  only(fields, "", [
    ..."list sheet header key language said_by certainty order century empty keep rows".split(" "),
    "dates",
  ]);
  const rows = list(fields["rows"], "rows");
  if (rows.length === 0) throw new Wrong("rows", "missing", "rows");
  const specs = rows.map((row, index) => rowOf(row, `rows[${index}]`, properties));
  const names = new Set<string>();
  for (const [index, spec] of specs.entries())
    if ("opens" in spec) {
      if (names.has(spec.as)) throw new Wrong(`rows[${index}].as`, "twice", spec.as);
      names.add(spec.as);
    }
  for (const [index, spec] of specs.entries()) knowsNames(spec, `rows[${index}]`, names);
  const saidBy = fields["said_by"] === undefined ? undefined : object(fields["said_by"], "said_by");
  if (saidBy) only(saidBy, "said_by", ["words", "column"]);
  const dates = fields["dates"] === undefined ? fields : object(fields["dates"], "dates");
  return {
    list: text(fields["list"], "list"),
    ...optional("sheet", fields, "", text),
    header: fields["header"] === undefined ? 1 : whole(fields["header"], "header"),
    key: fields["key"] === undefined ? [] : texts(fields["key"], "key"),
    ...optional("language", fields, "", language),
    ...(saidBy && {
      said_by: { ...optional("words", saidBy, "said_by", text), ...optional("column", saidBy, "said_by", text) },
    }),
    certainty: oneOf(fields["certainty"] ?? "not-assessed", "certainty", [
      "established",
      "probable",
      "possible",
      "doubtful",
      "not-assessed",
    ]),
    dates: habits(dates, ""),
    empty: fields["empty"] === undefined ? [] : texts(fields["empty"], "empty"),
    ...optional("keep", fields, "", (value, at) => oneOf(value, at, ["note"])),
    rows: specs,
  };
}

function rowOf(value: unknown, at: string, properties: ReadonlyMap<string, Property>): RowSpec {
  const fields = object(value, at);
  if (fields["opens"] !== undefined) return openOf(fields, at, properties);
  const states = oneOf(fields["states"], `${at}.states`, ["act", "link"]);
  return states === "act" ? actOf(fields, at) : linkOf(fields, at);
}

const prefixes = { person: "per", group: "grp", incident: "inc", place: "plc" } as const;

function openOf(fields: Fields, at: string, properties: ReadonlyMap<string, Property>): OpenSpec {
  only(fields, at, "opens as label only match number in kind at precision properties".split(" "));
  const opens = oneOf(fields["opens"], `${at}.opens`, ["person", "group", "incident", "place"]);
  const match = fields["match"] === undefined ? undefined : oneOf(fields["match"], `${at}.match`, ["label", "number"]);
  // Two people may have one name; nobody is merged by it.
  if (match === "label" && opens === "person") throw new Wrong(`${at}.match`, "person-by-label", "match");
  if (match === "number" && fields["number"] === undefined) throw new Wrong(`${at}.number`, "missing", "number");
  const specs = list(fields["properties"] ?? [], `${at}.properties`).map((each, index) => {
    const here = `${at}.properties[${index}]`;
    const own = object(each, here);
    only(own, here, "column property language split precision at order century terms".split(" "));
    const column = text(own["column"], `${here}.column`);
    const code = text(own["property"], `${here}.property`);
    const property = properties.get(code);
    if (describesOrientation(code) || describesOrientation(column))
      throw new Wrong(`${here}.property`, "orientation", column, true);
    if (property === undefined) throw new Wrong(`${here}.property`, "property-not-known", code);
    if (!property.of.includes(prefixes[opens])) throw new Wrong(`${here}.property`, "property-not-of", code);
    if (property.value === "record") throw new Wrong(`${here}.property`, "property-is-a-link", code);
    if (property.consent !== undefined) throw new Wrong(`${here}.property`, "property-own-words", code);
    return {
      column,
      property: code,
      ...optional("language", own, here, language),
      ...optional("split", own, here, text),
      ...optional("precision", own, here, precision),
      ...optional("at", own, here, text),
      ...optional("terms", own, here, table),
      ...habits(own, here),
    };
  });
  return {
    opens,
    as: fields["as"] === undefined ? opens : text(fields["as"], `${at}.as`),
    label: labelOf(fields["label"], `${at}.label`),
    ...optional("only", fields, at, (value, here) => {
      const own = object(value, here);
      only(own, here, ["column", "is"]);
      return { column: text(own["column"], `${here}.column`), is: texts(own["is"], `${here}.is`) };
    }),
    ...(match && { match }),
    ...optional("number", fields, at, text),
    ...optional("in", fields, at, text),
    ...optional("kind", fields, at, term),
    ...optional("at", fields, at, text),
    ...optional("precision", fields, at, precision),
    properties: specs,
  };
}

/** A column, several to be joined, or `{"first": […]}`: the first of them that has words. */
function labelOf(value: unknown, at: string): OpenSpec["label"] {
  const several = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!several) return [someTexts(value, at)];
  const fields = object(value, at);
  only(fields, at, ["first"]);
  return list(fields["first"], `${at}.first`).map((each, index) => someTexts(each, `${at}.first[${index}]`));
}

function someTexts(value: unknown, at: string): readonly string[] {
  const found = texts(value, at);
  if (found.length === 0) throw new Wrong(at, "missing", "label");
  return found;
}

function actOf(fields: Fields, at: string): ActSpec {
  only(fields, at, "states type method outcome incident victims perpetrators when where perceived note".split(" "));
  const perceived = fields["perceived"] === undefined ? undefined : object(fields["perceived"], `${at}.perceived`);
  if (perceived) only(perceived, `${at}.perceived`, ["ground", "basis", "said", "indicators", "where"]);
  return {
    states: "act",
    type: term(fields["type"], `${at}.type`),
    ...optional("method", fields, at, term),
    ...optional("outcome", fields, at, term),
    ...optional("incident", fields, at, (value, here) => ref(value, here, "incident")),
    victims: parties(fields["victims"], `${at}.victims`),
    perpetrators: parties(fields["perpetrators"], `${at}.perpetrators`),
    ...optional("when", fields, at, date),
    ...optional("where", fields, at, place),
    ...(perceived && {
      perceived: {
        ground: term(perceived["ground"], `${at}.perceived.ground`),
        basis:
          perceived["basis"] === undefined
            ? { code: "not-known", said: "not-known" }
            : term(perceived["basis"], `${at}.perceived.basis`),
        ...optional("said", perceived, `${at}.perceived`, text),
        ...optional("where", perceived, `${at}.perceived`, text),
        indicators:
          perceived["indicators"] === undefined ? [] : texts(perceived["indicators"], `${at}.perceived.indicators`),
      },
    }),
    ...optional("note", fields, at, text),
  };
}

function linkOf(fields: Fields, at: string): LinkSpec {
  only(fields, at, "states from relation to position since until".split(" "));
  const relation = fields["relation"];
  return {
    states: "link",
    from: ref(fields["from"], `${at}.from`, "person"),
    relation:
      typeof relation === "string"
        ? { said: relation, code: text(relation, `${at}.relation`) }
        : term(relation, `${at}.relation`),
    to: ref(fields["to"], `${at}.to`, "group"),
    ...optional("position", fields, at, text),
    ...optional("since", fields, at, date),
    ...optional("until", fields, at, date),
  };
}

/** Every record of the row that a statement names is one the row opens. */
function knowsNames(spec: RowSpec, at: string, names: ReadonlySet<string>): void {
  const check = (name: unknown, here: string) => {
    if (typeof name === "string" && !names.has(name)) throw new Wrong(here, "names-nothing", name);
  };
  if ("opens" in spec) return;
  if (spec.states === "link") {
    check(spec.from, `${at}.from`);
    check(spec.to, `${at}.to`);
    return;
  }
  check(spec.incident, `${at}.incident`);
  for (const side of ["victims", "perpetrators"] as const)
    for (const [index, party] of spec[side].entries()) check(party.who, `${at}.${side}[${index}]`);
}

function parties(value: unknown, at: string): ActSpec["victims"] {
  return list(value ?? [], at).map((each, index) => {
    const here = `${at}[${index}]`;
    if (typeof each === "string") return { who: each };
    const fields = object(each, here);
    const { degree, as, ...rest } = fields;
    const more = {
      ...(degree !== undefined && {
        degree: typeof degree === "string" ? { said: degree, code: degree } : term(degree, `${here}.degree`),
      }),
      ...(as !== undefined && { as: text(as, `${here}.as`) }),
    };
    if (rest["who"] !== undefined) {
      only(rest, here, ["who"]);
      return { who: text(rest["who"], `${here}.who`), ...more };
    }
    if (rest["words"] !== undefined) {
      only(rest, here, ["words", "number"]);
      return { who: { words: text(rest["words"], `${here}.words`), ...optional("number", rest, here, text) }, ...more };
    }
    return { who: refSpec(rest, here, "person", "words"), ...more };
  });
}

function ref(value: unknown, at: string, is: RefSpec["is"]): string | RefSpec {
  return typeof value === "string"
    ? text(value, at)
    : refSpec(object(value, at), at, is, is === "person" ? "leave" : "open");
}

function refSpec(fields: Fields, at: string, is: RefSpec["is"], otherwise: RefSpec["else"]): RefSpec {
  only(fields, at, ["column", "is", "by", "in", "split", "else"]);
  return {
    column: text(fields["column"], `${at}.column`),
    is: oneOf(fields["is"] ?? is, `${at}.is`, ["person", "group", "incident"]),
    by: oneOf(fields["by"] ?? "label", `${at}.by`, ["label", "number"]),
    ...optional("in", fields, at, text),
    ...optional("split", fields, at, text),
    else: oneOf(fields["else"] ?? otherwise, `${at}.else`, ["open", "words", "leave"]),
  };
}

function term(value: unknown, at: string) {
  const fields = typeof value === "string" ? { column: value } : object(value, at);
  only(fields, at, ["column", "said", "code", "terms", "split"]);
  if (fields["column"] === undefined && fields["said"] === undefined && (fields as Fields)["code"] === undefined)
    throw new Wrong(at, "missing", "column");
  return {
    ...optional("column", fields, at, text),
    ...optional("said", fields, at, text),
    ...optional("code", fields, at, code),
    ...optional("terms", fields, at, table),
    ...optional("split", fields, at, text),
  };
}

function date(value: unknown, at: string) {
  const fields = typeof value === "string" ? { column: value } : object(value, at);
  only(fields, at, ["column", "until", "order", "century"]);
  return {
    column: text(fields["column"], `${at}.column`),
    ...optional("until", fields, at, text),
    ...habits(fields, at),
  };
}

function place(value: unknown, at: string) {
  const fields = typeof value === "string" ? { column: value } : object(value, at);
  only(fields, at, ["column", "precision", "at"]);
  return {
    column: text(fields["column"], `${at}.column`),
    ...optional("precision", fields, at, precision),
    ...optional("at", fields, at, text),
  };
}

function habits(fields: Fields, at: string) {
  return {
    ...optional("order", fields, at, (value, here) => oneOf(value, here, ["dmy", "mdy", "ymd"])),
    ...optional("century", fields, at, (value, here) => {
      if (value !== 1900 && value !== 2000) throw new Wrong(here, "not-one-of", String(value));
      return value;
    }),
  };
}

function table(value: unknown, at: string): Readonly<Record<string, string>> {
  const fields = object(value, at);
  return Object.fromEntries(Object.entries(fields).map(([said, meant]) => [said, code(meant, `${at}.${said}`)]));
}

const precision = (value: unknown, at: string) =>
  oneOf(value, at, ["exact", "near", "settlement", "district", "governorate", "country", "not-known"]);

function code(value: unknown, at: string): string {
  const found = text(value, at);
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(found)) throw new Wrong(at, "not-a-code", found);
  return found;
}

function language(value: unknown, at: string): string {
  const found = text(value, at);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(found)) throw new Wrong(at, "not-a-language", found);
  return found;
}

function optional<K extends string, T>(
  name: K,
  fields: Fields,
  at: string,
  read: (value: unknown, at: string) => T,
): { [N in K]?: T } {
  return (fields[name] === undefined ? {} : { [name]: read(fields[name], at === "" ? name : `${at}.${name}`) }) as {
    [N in K]?: T;
  };
}

function object(value: unknown, at: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Wrong(at, "not-an-object");
  return value as Fields;
}

function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Wrong(at, "not-a-list");
  return value;
}

function text(value: unknown, at: string): string {
  if (value === undefined) throw new Wrong(at, "missing", at.slice(at.lastIndexOf(".") + 1));
  if (typeof value !== "string" || value.trim() === "" || value.length > 1_000) throw new Wrong(at, "not-text");
  return value;
}

const texts = (value: unknown, at: string): string[] =>
  typeof value === "string" ? [text(value, at)] : list(value, at).map((each, index) => text(each, `${at}[${index}]`));

function whole(value: unknown, at: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw new Wrong(at, "not-a-row-number");
  return value;
}

function oneOf<const T extends string>(value: unknown, at: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined)
    throw new Wrong(at, value === undefined ? "missing" : "not-one-of", typeof value === "string" ? value : "");
  return found;
}

function only(fields: Fields, at: string, known: readonly string[]): void {
  for (const name of Object.keys(fields))
    if (!known.includes(name)) throw new Wrong(at === "" ? name : `${at}.${name}`, "unknown-word", name);
}
