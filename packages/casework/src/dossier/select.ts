/**
 * Records of the dossier from the line a person types: the query language of search, asked of persons, groups, incidents,
 * acts and places. Filters on acts hold of one and the same act (`role:victim ground:gender`: a victim of such an act);
 * filters on statements (said-by, certainty, source, list) of any statement about the record; words of any of its words.
 * A filter turned round leaves out every record that it would find alone. docs/reading.md lists them.
 */
import { err, ok, type Result } from "@amana/format";
import type { Condition, Page, Selection, Subject, VaultView } from "@amana/vault";
import { expandParts, type Tried } from "../search/expand.ts";
import { misplaced } from "../search/filters.ts";
import { type Note, parseQuery, type QueryRefusal } from "../search/query.ts";
import { conditionsOf } from "./conditions.ts";

/** A line, understood: what is asked of the records, and what a person should be told about it. */
export interface Understood {
  readonly conditions: readonly Condition[];
  readonly notes: readonly Note[];
  readonly tried: readonly Tried[];
}

/** An empty line asks for every record. */
export function understand(view: VaultView, line: string): Result<Understood, QueryRefusal> {
  if (line.trim() === "") return ok({ conditions: [], notes: [], tried: [] });
  const query = parseQuery(line);
  if (!query.ok) return query;
  const elsewhere = misplaced(query.value.filters, "records");
  if (elsewhere !== undefined) return err(elsewhere);
  const filters = conditionsOf(view, query.value.filters);
  if (!filters.ok) return filters;
  const { all, none, tried } = expandParts(query.value, view.vocabulary());
  const words = [
    ...all.map((match): Condition => ({ name: "words", match, negated: false })),
    ...none.map((match): Condition => ({ name: "words", match, negated: true })),
  ];
  return ok({ conditions: [...filters.value, ...words], notes: query.value.notes, tried });
}

/** One page of the records that answer to a line: 50 of them unless told otherwise. */
export function selectRecords(
  view: VaultView,
  subject: Subject,
  line: string,
  page: Page = { limit: 50 },
): Result<Selection, QueryRefusal> {
  const understood = understand(view, line);
  return understood.ok ? ok(view.select(subject, understood.value.conditions, page)) : understood;
}

/** All of them, one by one: memory does not grow with their number. */
export function every(view: VaultView, subject: Subject, line: string): Result<Iterable<string>, QueryRefusal> {
  const understood = understand(view, line);
  return understood.ok ? ok(view.selectEvery(subject, understood.value.conditions)) : understood;
}

export function countRecords(view: VaultView, subject: Subject, line: string): Result<number, QueryRefusal> {
  const understood = understand(view, line);
  return understood.ok ? ok(view.countSelected(subject, understood.value.conditions)) : understood;
}
