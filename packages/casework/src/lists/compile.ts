/** A mapping bound to the headings of one table: from then on a row is planned without looking a column up. */
import { err, ok, type Result } from "@amana/format";
import {
  type Citation,
  describesOrientation,
  fold,
  type Perception,
  type Property,
  type SaidBy,
  type TermList,
  type ThesaurusTerm,
  thesaurus,
  type When,
} from "@amana/record";
import { latinDigits } from "../facts/when.ts";
import { type ColumnTrouble, columnAt, columnsOf } from "./columns.ts";
import { dateFrom } from "./dates.ts";
import {
  type ActSpec,
  type Column,
  type DateSpec,
  isAct,
  isLink,
  isOpen,
  type LinkSpec,
  type Mapping,
  noWords,
  type OpenSpec,
  type PartySpec,
  type PlaceSpec,
  type RefSpec,
  type TermSpec,
} from "./mapping.ts";
import type {
  Cell,
  PlannedAct,
  PlannedClaim,
  PlannedLink,
  PlannedParty,
  PlannedPlace,
  PlannedRecord,
  RecordKind,
  Ref,
  RowPlan,
  RowRefusal,
  Said,
  Table,
} from "./plan.ts";
import { Row, wordsKey } from "./row.ts";
import type { ListRow } from "./rows.ts";
import { codeOfWords } from "./terms.ts";
import { longestText, longestWords, numberFrom, placeFrom, pointFrom, valueFrom } from "./values.ts";

export type ColumnRefused = {
  readonly type: ColumnTrouble;
  /** The heading as the mapping has it. */
  readonly word: string;
};

export interface Compiled {
  readonly mapping: Mapping;
  readonly headings: readonly string[];
  plan(row: ListRow): RowPlan;
  keyOf(row: ListRow): string | undefined;
}

export const kindOf = { person: "per", group: "grp", incident: "inc", place: "plc" } as const;
/** What a label's own column is stated as when the mapping gives it no property. */
const nameProperty: Readonly<Record<RecordKind, string>> = { per: "name", grp: "name", plc: "name", inc: "summary" };
const remarkProperty: Readonly<Record<RecordKind, string>> = {
  per: "description",
  grp: "summary",
  plc: "summary",
  inc: "summary",
};

export function compile(
  mapping: Mapping,
  header: ListRow | undefined,
  table: Table,
  properties: ReadonlyMap<string, Property>,
): Result<Compiled, ColumnRefused> {
  const headings = Array.from(header?.cells ?? [], (cell) => cell?.trim() ?? "");
  const columns = new Map<Column, number>();
  for (const column of columnsOf(mapping)) {
    const found = columnAt(headings, column);
    if (typeof found !== "number") return err({ type: found, word: column });
    columns.set(column, found);
  }
  const empty = new Set([...noWords, ...mapping.empty].map(wordsKey));
  const foldedHeadings = headings.map((heading) => fold(heading));
  const mapped = new Set(columns.values());
  const keyColumns = mapping.key.map((column) => columns.get(column) ?? -1);
  const keyOf = (row: ListRow): string | undefined => {
    const parts = keyColumns.map((at) => latinDigits(row.cells[at] ?? "").trim());
    return parts.length === 0 || parts.every((part) => part === "") ? undefined : parts.join("\u0000");
  };
  return ok({
    mapping,
    headings,
    keyOf,
    plan: (row) =>
      planRow(new Row(row, table, mapping, headings, foldedHeadings, columns, empty), mapped, properties, keyOf(row)),
  });
}

function planRow(
  row: Row,
  mapped: ReadonlySet<number>,
  properties: ReadonlyMap<string, Property>,
  key: string | undefined,
): RowPlan {
  const { mapping } = row;
  const records: PlannedRecord[] = [];
  /** What the row opens, with the cells that name it. */
  const here: Here = new Map();
  let refused: RowRefusal | undefined;
  let unnamed = 0;
  for (const spec of mapping.rows) {
    if (!isOpen(spec)) continue;
    const record = recordOf(row, spec, properties);
    if (typeof record === "string") refused ??= record;
    else if (record === undefined) unnamed += 1;
    else {
      records.push(record);
      here.set(record.as, labelCells(row, spec));
    }
  }
  const acts: PlannedAct[] = [];
  const links: PlannedLink[] = [];
  for (const spec of mapping.rows) {
    if (isAct(spec)) acts.push(...actsOf(row, spec, here));
    else if (isLink(spec)) links.push(...linksOf(row, spec, here));
  }
  const sayer = row.cell(mapping.said_by?.column);
  const saidBy: SaidBy =
    sayer !== undefined
      ? { type: "words", words: sayer.text.trim().slice(0, longestWords) }
      : mapping.said_by?.words !== undefined
        ? { type: "words", words: mapping.said_by.words }
        : { type: "not-stated" };
  for (const column of mapping.key) row.cell(column);
  const [first] = records;
  const remarks: PlannedClaim[] = [];
  for (const at of [...row.unread()]) {
    const cell = row.cellAt(at);
    if (cell === undefined) continue;
    const heading = row.headingOf(cell);
    if (describesOrientation(heading)) row.leave(cell, "orientation");
    else if (mapping.keep === "note" && first !== undefined && !mapped.has(at)) {
      const text = `${heading}: ${cell.text.trim()}`;
      if (text.length > longestText) row.leave(cell, "too-long");
      else remarks.push({ property: remarkProperty[first.of], value: { type: "text", text }, cell });
    } else row.leave(cell, "not-mapped");
  }
  if (refused === undefined && mapping.key.length > 0 && key === undefined) refused = "key-missing";
  // A row that should open somebody and names nobody is no row of the dossier, whatever else stands in it.
  if (refused === undefined && records.length === 0 && unnamed > 0) refused = "no-name";
  if (refused === undefined && records.length + acts.length + links.length === 0) refused = "nothing-to-state";
  return {
    ...row.at,
    ...(key !== undefined && { key }),
    records:
      first === undefined || remarks.length === 0
        ? records
        : [{ ...first, claims: [...first.claims, ...remarks] }, ...records.slice(1)],
    acts,
    links,
    saidBy,
    certainty: mapping.certainty,
    left: row.left,
    ...(refused !== undefined && { refused }),
  };
}

type Here = Map<string, readonly Cell[]>;

/** The cells of the first alternative that has words. */
function labelCells(row: Row, spec: OpenSpec): readonly Cell[] {
  const alternatives = spec.label.map((columns) => columns.flatMap((column) => row.cell(column) ?? []));
  return alternatives.find((each) => each.length > 0) ?? [];
}

/** The cells that name what the row itself opens: whoever is alleged or wronged is named somewhere, too. */
function namedBy(refs: readonly (PlannedParty | undefined)[], here: Here): readonly Cell[] {
  return refs.flatMap((ref) => (ref?.type === "own" ? (here.get(ref.as) ?? []) : []));
}

/** Each cell once, no more than a citation list holds. */
function distinct(cells: readonly Cell[]): readonly Cell[] {
  return [...new Map(cells.map((cell) => [cell.column, cell])).values()].slice(0, 50);
}

function recordOf(
  row: Row,
  spec: OpenSpec,
  properties: ReadonlyMap<string, Property>,
): PlannedRecord | RowRefusal | undefined {
  const kind = row.cell(spec.only?.column)?.text.trim();
  if (spec.only !== undefined && !spec.only.is.some((word) => kind !== undefined && fold(word) === fold(kind)))
    return undefined;
  const label = labelCells(row, spec)
    .map(({ text }) => text.trim())
    .join(" ");
  if (label === "") return undefined;
  if (label.length > longestWords) return "name-too-long";
  const of = kindOf[spec.opens];
  const stated = new Set(spec.properties.map(({ column }) => column));
  const claims: PlannedClaim[] = [];
  for (const [index, column] of [...new Set(spec.label.flat())].entries()) {
    if (stated.has(column)) continue;
    const cell = row.cell(column);
    const property = properties.get(nameProperty[of]);
    if (cell === undefined || property === undefined) continue;
    const read = valueFrom(property, cell.text, languageHabit(row.mapping.language, cell.text));
    if (read.value !== undefined && index < 20) claims.push({ property: property.code, value: read.value, cell });
  }
  for (const each of spec.properties) {
    const property = properties.get(each.property);
    const cell = row.cell(each.column);
    if (property === undefined || cell === undefined) continue;
    const point = pointAt(row, each.at);
    const pieces = each.split === undefined ? [cell.text] : cell.text.split(each.split);
    for (const piece of pieces) {
      if (piece.trim() === "") continue;
      const { value, reason } = valueFrom(property, piece, {
        ...row.mapping.dates,
        ...each,
        ...(each.language === undefined && languageHabit(row.mapping.language, piece)),
        ...(point && { point }),
      });
      if (reason !== undefined) row.leave(cell, reason);
      if (value !== undefined) claims.push({ property: property.code, value, cell });
    }
  }
  const number = row.cell(spec.number)?.text.trim();
  const numberCell = row.cell(spec.number);
  const numbered = spec.properties.some(
    ({ property, column }) => property === "record-number" && column === spec.number,
  );
  if (numberCell !== undefined && number !== undefined && !numbered)
    claims.push({ property: "record-number", value: { type: "text", text: number }, cell: numberCell });
  const perpetratorType = spec.kind && termFrom(row, spec.kind, thesaurus.perpetratorTypes).code;
  const point = pointAt(row, spec.at);
  return {
    as: spec.as,
    of,
    label,
    ...(spec.match && { match: spec.match }),
    ...(number !== undefined && { number: latinDigits(number) }),
    ...(spec.in !== undefined && { in: spec.in }),
    ...(perpetratorType !== undefined && { kind: perpetratorType }),
    ...(of === "plc" && { place: placeFrom(label, spec.precision, point) }),
    claims,
  };
}

/** The list's language, unless these words are plainly in another script. */
function languageHabit(language: string | undefined, text: string): { readonly language?: string } {
  if (language === undefined) return {};
  const arabic = /\p{Script=Arabic}/u.test(text);
  return arabic === /^(ar|ckb|fa|ku)/.test(language) ? { language } : {};
}

function pointAt(row: Row, column: Column | undefined): PlannedPlace["point"] {
  const cell = row.cell(column);
  const point = cell && pointFrom(cell.text);
  if (cell !== undefined && point === undefined) row.leave(cell, "not-a-point");
  return point;
}

interface TermRead extends Partial<Said> {
  readonly cell?: Cell;
}

/** The words and the term they mean; the words alone where no term is known. */
function termFrom(row: Row, spec: TermSpec, list: TermList<ThesaurusTerm>): TermRead {
  const cell = row.cell(spec.column);
  if (cell !== undefined) return { ...termOf(cell.text, spec, list), cell };
  if (spec.said === undefined && spec.code === undefined) return {};
  const said = spec.said ?? spec.code ?? "";
  const code = spec.code ?? codeOfWords(list, said, spec);
  return { said, ...(code !== undefined && { code }) };
}

function termOf(text: string, spec: TermSpec, list: TermList<ThesaurusTerm>): Said {
  const said = text.trim().slice(0, longestWords);
  const code = codeOfWords(list, said, spec) ?? spec.code;
  return { said, ...(code !== undefined && { code }) };
}

function actsOf(row: Row, spec: ActSpec, here: Here): PlannedAct[] {
  const cells: Cell[] = [];
  const type = termFrom(row, spec.type, thesaurus.acts);
  if (type.cell) cells.push(type.cell);
  const when = dateOf(row, spec.when, cells);
  const where = whereOf(row, spec.where, cells);
  const word = (term: TermSpec | undefined, list: TermList<ThesaurusTerm>): Said | undefined => {
    if (term === undefined) return undefined;
    const { said, code, cell } = termFrom(row, term, list);
    // A fixed word says something only beside an act that the row tells of.
    if (cell) cells.push(cell);
    return said === undefined ? undefined : { said, ...(code !== undefined && { code }) };
  };
  const method = word(spec.method, thesaurus.methods);
  const outcome = word(spec.outcome, thesaurus.outcomes);
  const incident = refOf(row, spec.incident, here, cells)[0];
  const victims = spec.victims.flatMap((each) => partiesOf(row, each, here, cells));
  const perpetrators = spec.perpetrators.flatMap((each) => {
    const degree = each.degree && termFrom(row, each.degree, thesaurus.degrees);
    if (degree?.cell && degree.code === undefined) row.leave(degree.cell, "term-not-known");
    const as = row.cell(each.as)?.text.trim().slice(0, longestWords);
    return partiesOf(row, each, here, cells).map((who) => ({
      who,
      ...(degree?.code !== undefined && { degree: degree.code }),
      ...(as !== undefined && { as }),
    }));
  });
  const perceived = perceptionOf(row, spec, cells);
  const note = row.cell(spec.note);
  if (note !== undefined) cells.push(note);
  // With a column for what was done, a row that leaves it empty alleges no act; what else it says of one stays in the source.
  if (type.said === undefined || (spec.type.column === undefined && cells.length === 0)) {
    for (const cell of cells) row.leave(cell, "no-type");
    return [];
  }
  if (cells.length === 0) return [];
  const pieces =
    spec.type.split === undefined || type.cell === undefined
      ? [{ said: type.said, ...(type.code !== undefined && { code: type.code }) }]
      : type.cell.text
          .split(spec.type.split)
          .filter((piece) => piece.trim() !== "")
          .map((piece) => termOf(piece, spec.type, thesaurus.acts));
  const more = {
    ...(incident && { incident }),
    ...(method && { method }),
    ...(outcome && { outcome }),
    victims,
    perpetrators,
    ...(when && { when }),
    ...(where && { where }),
    ...(perceived && { perceived: [perceived] }),
    ...(note !== undefined && { note: note.text.trim().slice(0, longestText) }),
    cells: distinct([...cells, ...namedBy([incident, ...perpetrators.map(({ who }) => who), ...victims], here)]),
  };
  return pieces.map((each) => ({ type: each, ...more }));
}

function perceptionOf(row: Row, { perceived }: ActSpec, cells: Cell[]): Perception | undefined {
  if (perceived === undefined) return undefined;
  const said = row.cell(perceived.said);
  const only = row.cell(perceived.where);
  const ground = termFrom(row, perceived.ground, thesaurus.grounds);
  const indicators = perceived.indicators.flatMap((column) => row.cell(column) ?? []);
  if (perceived.where !== undefined && only === undefined) return undefined;
  // A ground that is the same for the whole list stands only beside the row's own words.
  if (
    perceived.ground.column === undefined &&
    perceived.where === undefined &&
    said === undefined &&
    indicators.length === 0
  )
    return undefined;
  const read = [only, ground.cell, said, ...indicators].filter((cell) => cell !== undefined);
  if (ground.code === undefined) {
    for (const cell of new Set(read)) row.leave(cell, "no-ground");
    return undefined;
  }
  cells.push(...read);
  const basis = termFrom(row, perceived.basis, noTerms);
  if (basis.cell) cells.push(basis.cell);
  return {
    ground: ground.code,
    basis: basisOf(basis.code ?? basis.said),
    ...(said && { said: said.text.trim().slice(0, longestText) }),
    indicators: indicators.map((cell) => ({
      what: cell.text.trim().slice(0, longestWords),
      citation: citationOf(cell),
    })),
  };
}

const noTerms: TermList<ThesaurusTerm> = { microThesaurus: 0, terms: [] };
const bases: readonly Perception["basis"][] = [
  "actual",
  "perceived",
  "ally",
  "relative",
  "defined-negatively",
  "not-known",
];
const basisOf = (word: string | undefined): Perception["basis"] => bases.find((basis) => basis === word) ?? "not-known";

function linksOf(row: Row, spec: LinkSpec, here: Here): PlannedLink[] {
  const cells: Cell[] = [];
  const froms = refOf(row, spec.from, here, cells);
  const tos = refOf(row, spec.to, here, cells);
  const relation = termFrom(row, spec.relation, thesaurus.links);
  const position = row.cell(spec.position);
  const since = dateOf(row, spec.since, cells);
  const until = dateOf(row, spec.until, cells);
  if (position) cells.push(position);
  if (relation.cell) cells.push(relation.cell);
  if (froms.length === 0 || tos.length === 0) {
    // Somebody else in this row may have read the cell; if nobody did, it is told.
    for (const cell of cells) row.leave(cell, "nobody-found");
    return [];
  }
  if (relation.code === undefined) {
    for (const cell of cells) row.leave(cell, "term-not-known");
    return [];
  }
  const code = relation.code;
  const more = {
    relation: code,
    ...(position && { position: position.text.trim().slice(0, longestWords) }),
    ...(since && { since }),
    ...(until && { until }),
  };
  return froms.flatMap((from) =>
    tos.map((to) => ({ from, to, ...more, cells: distinct([...cells, ...namedBy([from, to], here)]) })),
  );
}

function refOf(row: Row, spec: string | RefSpec | undefined, here: Here, cells: Cell[]): Ref[] {
  if (spec === undefined) return [];
  if (typeof spec === "string") return here.has(spec) ? [{ type: "own", as: spec }] : [];
  const cell = row.cell(spec.column);
  if (cell === undefined) return [];
  cells.push(cell);
  const names = spec.split === undefined ? [cell.text] : cell.text.split(spec.split);
  return names.flatMap((piece): Ref[] => {
    const name = piece.trim();
    if (name === "") return [];
    if (name.length > longestWords) {
      row.leave(cell, "too-long");
      return [];
    }
    return [
      {
        type: "named",
        of: kindOf[spec.is],
        by: spec.by,
        name: spec.by === "number" ? latinDigits(name) : name,
        ...(spec.in !== undefined && { in: spec.in }),
        otherwise: spec.else,
        cell,
      },
    ];
  });
}

function partiesOf(row: Row, { who }: PartySpec, here: Here, cells: Cell[]): PlannedParty[] {
  if (typeof who === "string" || "column" in who) return refOf(row, who, here, cells);
  const cell = row.cell(who.words);
  const numberCell = row.cell(who.number);
  const number = numberCell && numberFrom(numberCell.text);
  if (numberCell !== undefined && (number === undefined || number < 0)) row.leave(numberCell, "not-a-number");
  if (cell === undefined) return [];
  cells.push(cell);
  const words = cell.text.trim().slice(0, longestWords);
  return [{ type: "words", words, ...(number !== undefined && number >= 0 && { number }) }];
}

/** One date, or the period from one column to another. */
function dateOf(row: Row, spec: DateSpec | undefined, cells: Cell[]): When | undefined {
  const cell = row.cell(spec?.column);
  const until = row.cell(spec?.until);
  const [first, second] = [cell, until].map((each) => {
    if (each === undefined) return undefined;
    const { when, doubt } = dateFrom(each.text, { ...row.mapping.dates, ...spec });
    if (doubt !== undefined) row.leave(each, doubt);
    cells.push(each);
    return when;
  });
  if (first === undefined || second === undefined) return first ?? second;
  const said = `${first.said ?? ""} – ${second.said ?? ""}`.slice(0, longestWords);
  const whole = first.from !== undefined && second.to !== undefined && first.from <= `${second.to}\u{10ffff}`;
  return { ...first, said, ...(whole && { to: second.to }) };
}

function whereOf(row: Row, spec: PlaceSpec | undefined, cells: Cell[]): PlannedPlace | undefined {
  const cell = row.cell(spec?.column);
  const point = pointAt(row, spec?.at);
  if (cell === undefined) return undefined;
  cells.push(cell);
  const said = cell.text.trim().slice(0, longestWords);
  return placeFrom(said, spec?.precision, point);
}

/** A passage and its words, as the layer has them: nobody else confirmed them. */
export function citationOf(cell: Cell, limit = longestText): Citation {
  const quote = cell.text.trim().slice(0, limit);
  return {
    source: cell.table.source,
    sha256: cell.table.sha256,
    place: { type: "cell", sheet: cell.sheet, row: cell.row, ...(cell.column > 0 && { column: cell.column }) },
    layer: cell.table.layer,
    quote: quote.isWellFormed() ? quote : quote.slice(0, -1),
    checked: "in-layer",
  };
}
