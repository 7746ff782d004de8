/** The rows of the dossier: persons, groups, places, incidents, and what is said of them. */
import { type Citation, fold, type Place, type RecordType, type SaidBy, type Value, type When } from "@amana/record";
import { projectPassages } from "./passages.ts";
import type { Projector } from "./projector.ts";
import type { IndexWriter } from "./writer.ts";

type DossierType = Extract<RecordType, "per" | "grp" | "plc" | "inc" | "clm" | "act" | "lnk" | "idn" | "prop" | "lst">;

/** Units of a value that are compared when records are filtered or counted by it. */
const KEY_UNITS = 96;

export const dossierProjectors: { readonly [T in DossierType]: Projector<T> } = {
  per(index, { record }, state, content) {
    index.insert("person", { record, label: state.body.label, withdrawn: state.withdrawn ? 1 : 0 });
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  grp(index, { record }, state, content) {
    const { label, kind } = state.body;
    index.insert("grp", { record, label, kind, withdrawn: state.withdrawn ? 1 : 0 });
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  plc(index, { record }, state, content) {
    const { body } = state;
    index.insert("place", {
      record,
      label: body.label,
      gazetteer: body.gazetteer,
      geonames: body.geonames,
      latitude: body.latitude,
      longitude: body.longitude,
      precision: body.precision,
      within: body.within === undefined ? undefined : index.idOf(body.within),
      withdrawn: state.withdrawn ? 1 : 0,
    });
    if (state.withdrawn) return;
    const names = new Set([body.label, ...(body.also ?? [])].map((name) => fold(name).trim()));
    for (const name of names) index.insert("place_name", { record, name });
    projectPassages(index, { record }, content);
  },
  inc(index, { record }, state, content) {
    index.insert("incident", { record, label: state.body.label, withdrawn: state.withdrawn ? 1 : 0 });
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  clm(index, { record }, state, content) {
    const { body } = state;
    index.insert("claim", {
      record,
      about: index.idOf(body.about),
      property: body.property,
      value: JSON.stringify(body.value),
      shown: shownValue(body.value),
      key: keyOf(body.value),
      certainty: body.certainty,
      said_by: sayer(index, body.said_by),
      withdrawn: state.withdrawn ? 1 : 0,
      t: state.version.t,
    });
    insertCitations(index, record, body.citations);
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  act(index, { record }, state, content) {
    const { body } = state;
    index.insert("act", {
      record,
      incident: body.incident === undefined ? undefined : index.idOf(body.incident),
      type: body.type.said,
      type_key: body.type.code ?? wordsKey(body.type.said),
      code: body.type.code,
      method: body.method && (body.method.code ?? body.method.said),
      outcome: body.outcome && (body.outcome.code ?? body.outcome.said),
      said: body.when?.said ?? "",
      earliest: body.when?.from,
      latest: body.when?.to ?? body.when?.from,
      place: body.where?.said,
      place_key: body.where && wordsKey(body.where.said),
      at: body.where?.place === undefined ? undefined : index.idOf(body.where.place),
      certainty: body.certainty,
      said_by: sayer(index, body.said_by),
      withdrawn: state.withdrawn ? 1 : 0,
      t: state.version.t,
    });
    const sides = [
      ...body.victims.map((who, ordinal) => ({ side: "victim", ordinal, who, degree: undefined })),
      ...body.perpetrators.map(({ who, degree }, ordinal) => ({ side: "perpetrator", ordinal, who, degree })),
    ];
    for (const { side, ordinal, who, degree } of sides) {
      const named = who.type === "person" ? who.person : who.type === "group" ? who.group : undefined;
      index.insert("party", {
        record,
        side,
        ordinal,
        who: named === undefined ? undefined : index.idOf(named),
        words: who.type === "words" ? who.words : undefined,
        degree,
        number: who.type === "person" ? undefined : who.number,
      });
    }
    for (const [ordinal, { ground, basis }] of (body.perceived ?? []).entries())
      index.insert("perceived", { record, ordinal, ground, basis });
    insertCitations(index, record, body.citations);
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  lnk(index, { record }, state, content) {
    const { body } = state;
    index.insert("link", {
      record,
      one: index.idOf(body.from),
      relation: body.relation,
      other: index.idOf(body.to),
      position: body.position,
      since: body.since?.from,
      until: body.until?.to ?? body.until?.from,
      certainty: body.certainty,
      said_by: sayer(index, body.said_by),
      withdrawn: state.withdrawn ? 1 : 0,
      t: state.version.t,
    });
    insertCitations(index, record, body.citations);
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  idn(index, { record }, state) {
    const [one, other] = state.persons;
    index.insert("identity", {
      record,
      one: index.idOf(one),
      other: index.idOf(other),
      decision: state.decision,
      t: state.version.t,
    });
  },
  prop(index, { record }, state) {
    index.insert("property", { record, code: state.body.code, withdrawn: state.withdrawn ? 1 : 0 });
  },
  lst(index, { record }, state) {
    const { body } = state;
    index.insert("list", {
      record,
      source: index.idOf(body.source),
      name: body.list,
      withdrawn: state.withdrawn ? 1 : 0,
      t: state.version.t,
    });
  },
};

/** What a value looks like on one line, in the words it was given. */
export function shownValue(value: Value): string {
  if (value.type === "text") return value.text;
  if (value.type === "number") return value.unit === undefined ? String(value.number) : `${value.number} ${value.unit}`;
  if (value.type === "place") return value.place.said;
  if (value.type === "record") return value.record;
  if (value.type === "term") return value.said ?? value.code;
  return shownWhen(value.date);
}

export function shownWhen(when: When): string {
  const range = when.to !== undefined && when.to !== when.from ? `${when.from ?? "…"} – ${when.to}` : (when.from ?? "");
  if (when.said === undefined) return range;
  return range === "" || range === when.said ? when.said : `${when.said} (${range})`;
}

function insertCitations(index: IndexWriter, record: number, citations: readonly Citation[]): void {
  for (const [ordinal, citation] of citations.entries())
    index.insert("citation", {
      record,
      ordinal,
      source: index.idOf(citation.source),
      layer: citation.layer === undefined ? undefined : index.idOf(citation.layer),
      place: JSON.stringify(citation.place satisfies Place),
    });
}

function sayer(index: IndexWriter, saidBy: SaidBy): number | undefined {
  return saidBy.type === "person" ? index.idOf(saidBy.person) : undefined;
}

/** What a value is compared by: folded, so that spellings of one word count together; a date by its first day. */
function keyOf(value: Value): string {
  if (value.type === "date") return value.date.from ?? wordsKey(value.date.said ?? "");
  if (value.type === "term") return value.code;
  return wordsKey(shownValue(value));
}

const wordsKey = (words: string): string => fold(words).trim().slice(0, KEY_UNITS);
