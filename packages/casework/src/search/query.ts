/**
 * What a person asks for in one line, understood. Never throws: anything that can be typed is either a query, with notes
 * on what was passed over, or one refusal that says what and where (`at`, UTF-16 units in the line as typed).
 *
 *   شهود تلعفر          both words            "حقوق الإنسان"   the words side by side; « » and “ ” are quotes too
 *   -word, NOT word     without it            word*, word٭      everything that begins so
 *   a OR b, a | b       either                a NEAR/5 b        at most five words between (10 when no number is given)
 *   ( )                 together              ~word             by sound, however it is spelled
 *   type: from: to: date: person: label: compartment: has: lang:      see filters.ts for the Arabic and Sorani names
 *
 * NOT binds to the next thing; NEAR joins words and phrases; side by side means and; OR binds loosest.
 */
import { err, ok, type Result } from "@amana/format";
import { tokens } from "@amana/record";
import { type Filter, type FilterRefusal, filterName, readFilter } from "./filters.ts";
import { type Lexeme, lex } from "./lexemes.ts";

/** Words as typed, folded: more than one term when the word holds a hyphen, a slash, an @ (they stand side by side). */
export interface Word {
  readonly type: "word";
  readonly typed: string;
  readonly terms: readonly string[];
  readonly at: number;
  readonly prefix: boolean;
  /** The person asked for it by sound. */
  readonly sound: boolean;
  /** It, or a part of it, begins with a capital: likely a name. */
  readonly capital: boolean;
}
export interface Phrase {
  readonly type: "phrase";
  readonly typed: string;
  readonly terms: readonly string[];
  readonly at: number;
  readonly sound: boolean;
}
export interface Near {
  readonly type: "near";
  readonly items: readonly (Word | Phrase)[];
  readonly distance: number;
}
export interface And {
  readonly type: "and";
  readonly items: readonly Node[];
}
export interface Or {
  readonly type: "or";
  readonly items: readonly Node[];
}
export interface Not {
  readonly type: "not";
  readonly item: Node;
}
export type Node = Word | Phrase | Near | And | Or | Not;

/** Something that was passed over; the search still runs. */
export interface Note {
  readonly type:
    | "quote-not-closed"
    | "bracket-not-closed"
    | "bracket-not-opened"
    | "operator-without-words"
    | "filter-not-known"
    | "nothing-to-search-in";
  readonly at: number;
  readonly length: number;
}

export interface Query {
  /** Undefined when only filters were given. */
  readonly text: Node | undefined;
  readonly filters: readonly Filter[];
  readonly notes: readonly Note[];
}

export type QueryRefusal =
  | { readonly type: "nothing-to-find" }
  | { readonly type: "query-too-long"; readonly limit: number; readonly length: number }
  | { readonly type: "too-many-words"; readonly limit: number; readonly count: number }
  | { readonly type: "brackets-too-deep"; readonly at: number; readonly limit: number }
  | { readonly type: "prefix-too-short"; readonly at: number; readonly least: number }
  | { readonly type: "near-needs-words"; readonly at: number }
  | { readonly type: "exclusion-in-choice"; readonly at: number }
  | FilterRefusal;

const longest = 2_000;
const mostWords = 64;
const deepest = 16;

export function parseQuery(line: string): Result<Query, QueryRefusal> {
  if (line.length > longest) return err({ type: "query-too-long", limit: longest, length: line.length });
  const state: State = { lexemes: lex(line), next: 0, depth: 0, filters: [], notes: [], refusal: undefined, words: 0 };
  const choice = parseChoice(state);
  if (state.refusal !== undefined) return err(state.refusal);
  if (state.words > mostWords) return err({ type: "too-many-words", limit: mostWords, count: state.words });
  const text = choice === undefined ? undefined : flattened(choice);
  if (text === undefined && state.filters.length === 0) return err({ type: "nothing-to-find" });
  if (text !== undefined) {
    const hidden = hiddenExclusion(text, true);
    if (hidden !== undefined) return err({ type: "exclusion-in-choice", at: hidden });
  }
  return ok({ text, filters: state.filters, notes: state.notes });
}

interface State {
  readonly lexemes: readonly Lexeme[];
  next: number;
  depth: number;
  readonly filters: Filter[];
  readonly notes: Note[];
  refusal: QueryRefusal | undefined;
  words: number;
}

function parseChoice(state: State): Node | undefined {
  const items: Node[] = [];
  for (;;) {
    const item = parseTogether(state);
    if (item !== undefined) items.push(item);
    const lexeme = state.lexemes[state.next];
    if (lexeme?.type === "or") {
      state.next += 1;
      const after = state.lexemes[state.next];
      if (item === undefined || after === undefined || after.type === "or" || after.type === "close")
        note(state, "operator-without-words", lexeme);
      continue;
    }
    if (lexeme?.type === "close" && state.depth === 0) {
      note(state, "bracket-not-opened", lexeme);
      state.next += 1;
      const rest = parseChoice(state);
      const before = items.length === 0 ? undefined : either(items);
      return before === undefined ? rest : rest === undefined ? before : { type: "and", items: [before, rest] };
    }
    return items.length === 0 ? undefined : either(items);
  }
}

function either(items: readonly Node[]): Node | undefined {
  return items.length === 1 ? items[0] : { type: "or", items };
}

function parseTogether(state: State): Node | undefined {
  const items: Node[] = [];
  while (state.refusal === undefined) {
    const lexeme = state.lexemes[state.next];
    if (lexeme === undefined || lexeme.type === "or" || lexeme.type === "close") break;
    if (lexeme.type === "and") {
      state.next += 1;
      continue;
    }
    const item = lexeme.type === "near" ? orphan(state, lexeme) : parseNear(state);
    if (item !== undefined) items.push(item);
  }
  return items.length === 1 ? items[0] : items.length === 0 ? undefined : { type: "and", items };
}

function orphan(state: State, lexeme: Lexeme): undefined {
  note(state, "operator-without-words", lexeme);
  state.next += 1;
  return undefined;
}

function parseNear(state: State): Node | undefined {
  const first = parseOne(state);
  const items: Node[] = first === undefined ? [] : [first];
  let distance = 0;
  for (;;) {
    const operator = state.lexemes[state.next];
    if (operator?.type !== "near" || first === undefined) break;
    state.next += 1;
    const after = state.lexemes[state.next];
    if (after === undefined || after.type === "or" || after.type === "close" || after.type === "near") {
      note(state, "operator-without-words", operator);
      break;
    }
    const item = parseOne(state);
    if (item === undefined) {
      note(state, "operator-without-words", operator);
      continue;
    }
    items.push(item);
    distance = Math.max(distance, operator.distance);
    const words = items.filter((one) => one.type === "word" || one.type === "phrase");
    if (words.length < items.length) return refuse(state, { type: "near-needs-words", at: operator.at });
  }
  if (items.length < 2) return first;
  return { type: "near", items: items.filter((one) => one.type === "word" || one.type === "phrase"), distance };
}

function parseOne(state: State): Node | undefined {
  const lexeme = state.lexemes[state.next];
  if (lexeme === undefined) return undefined;
  state.next += 1;
  if (lexeme.type === "not") return parseExclusion(state, lexeme);
  if (lexeme.type === "open") return parseGroup(state, lexeme);
  if (lexeme.type === "quoted") return parsePhrase(state, lexeme);
  if (lexeme.type === "filter") return parseFilter(state, lexeme, false);
  if (lexeme.type === "chunk") return parseWord(state, lexeme);
  return undefined;
}

function parseExclusion(state: State, lexeme: Lexeme): Node | undefined {
  const after = state.lexemes[state.next];
  if (
    after === undefined ||
    after.type === "or" ||
    after.type === "close" ||
    after.type === "near" ||
    after.type === "and"
  ) {
    note(state, "operator-without-words", lexeme);
    return undefined;
  }
  if (after.type === "filter") {
    state.next += 1;
    return parseFilter(state, after, true);
  }
  const item = parseOne(state);
  if (item === undefined) return undefined;
  return item.type === "not" ? item.item : { type: "not", item };
}

function parseGroup(state: State, lexeme: Lexeme): Node | undefined {
  if (state.depth >= deepest) return refuse(state, { type: "brackets-too-deep", at: lexeme.at, limit: deepest });
  state.depth += 1;
  const inside = parseChoice(state);
  state.depth -= 1;
  if (state.lexemes[state.next]?.type === "close") state.next += 1;
  else if (state.refusal === undefined) note(state, "bracket-not-closed", lexeme);
  return inside;
}

function parsePhrase(state: State, lexeme: Lexeme & { type: "quoted" }): Node | undefined {
  if (!lexeme.closed) note(state, "quote-not-closed", lexeme);
  const terms = tokens(lexeme.text).map((token) => token.term);
  if (terms.length === 0) return nothing(state, lexeme);
  state.words += terms.length;
  return { type: "phrase", typed: lexeme.text, terms, at: lexeme.at, sound: lexeme.sound };
}

function parseWord(state: State, lexeme: Lexeme & { type: "chunk" }): Node | undefined {
  const terms = tokens(lexeme.text).map((token) => token.term);
  const first = terms[0];
  if (first === undefined) return nothing(state, lexeme);
  if (lexeme.prefix && terms.length === 1 && [...first].length < 2) {
    return refuse(state, { type: "prefix-too-short", at: lexeme.at, least: 2 });
  }
  state.words += terms.length;
  const capital = /(?:^|[^\p{L}\p{M}])\p{Lu}/u.test(lexeme.text);
  const { text: typed, at, prefix, sound } = lexeme;
  return { type: "word", typed, terms, at, prefix, sound, capital };
}

function parseFilter(state: State, lexeme: Lexeme & { type: "filter" }, negated: boolean): Node | undefined {
  const name = filterName(lexeme.name);
  if (name === undefined) {
    // A time, a ratio, a web address, «قال:» are text; only a Latin word set against its value looks like a filter.
    if (/^[a-z]+$/i.test(lexeme.name) && !/^(?:https?|ftp|mailto|re|fw|fwd)$/i.test(lexeme.name))
      note(state, "filter-not-known", lexeme);
    const { at, length } = lexeme;
    const text = `${lexeme.name}:${lexeme.value}`;
    const word = lexeme.quoted
      ? parsePhrase(state, { type: "quoted", text, at, length, closed: true, sound: false })
      : parseWord(state, { type: "chunk", text, at, length, prefix: false, sound: false });
    return word !== undefined && negated ? { type: "not", item: word } : word;
  }
  const filter = readFilter(name, lexeme.value, negated, lexeme.at);
  if (!filter.ok) return refuse(state, filter.error);
  state.filters.push(filter.value);
  return undefined;
}

function nothing(state: State, lexeme: Lexeme): undefined {
  note(state, "nothing-to-search-in", lexeme);
  return undefined;
}

function note(state: State, type: Note["type"], { at, length }: Lexeme): void {
  state.notes.push({ type, at, length });
}

function refuse(state: State, refusal: QueryRefusal): undefined {
  state.refusal ??= refusal;
  state.next = state.lexemes.length;
  return undefined;
}

/** `a (b c)` is `a b c`, so that an exclusion inside the brackets finds the words it is taken from. */
function flattened(node: Node): Node {
  if (node.type === "not") return { type: "not", item: flattened(node.item) };
  if (node.type !== "and" && node.type !== "or") return node;
  const { type } = node;
  const items = node.items.map(flattened).flatMap((item) => (item.type === type ? item.items : [item]));
  return { type, items };
}

/** Where an exclusion stands that nothing is taken from: in a choice, or inside another exclusion. */
function hiddenExclusion(node: Node, top: boolean): number | undefined {
  if (node.type === "word" || node.type === "phrase" || node.type === "near") return undefined;
  if (node.type === "not") return node.item.type === "not" ? place(node) : hiddenExclusion(node.item, false);
  if (node.type === "and" && !top && node.items.every((item) => item.type === "not")) return place(node);
  for (const item of node.items) {
    if (node.type === "or" && item.type === "not") return place(item);
    const found = hiddenExclusion(item, false);
    if (found !== undefined) return found;
  }
  return undefined;
}

function place(node: Node): number {
  if (node.type === "word" || node.type === "phrase") return node.at;
  const inner = node.type === "not" ? node.item : node.items[0];
  return inner === undefined ? 0 : place(inner);
}
