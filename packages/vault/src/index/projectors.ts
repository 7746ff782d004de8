/**
 * From the state of a record to its rows. One projector a record type: a new type does not compile until it stands here.
 * A projector sees one record only, so the rows never depend on the order in which records arrived.
 */
import type { Citation, Place, RecordType, SaidBy, State, Value, When } from "@amana/record";
import { type LayerContent, projectPassages } from "./passages.ts";
import type { IndexTable } from "./schema.ts";
import type { IndexWriter } from "./writer.ts";

export interface Home {
  /** Row id of the record. */
  readonly record: number;
  /** Row id of the notebook its first line stands in. */
  readonly notebook: number;
}

type Projector<T extends RecordType> = (index: IndexWriter, home: Home, state: State<T>, content: LayerContent) => void;

/** Which tables hold rows of a record type: what is cleared before its rows are written again. */
export const tablesOf = {
  src: ["source"],
  lay: ["layer", "passage"],
  per: ["person", "passage"],
  inc: ["incident", "passage"],
  clm: ["claim", "citation", "passage"],
  act: ["act", "party", "citation", "passage"],
  note: ["note", "passage"],
  con: ["consent"],
  hand: ["handover"],
  hold: ["hold", "held"],
  keep: [],
} as const satisfies { [T in RecordType]: readonly IndexTable[] };

export const projectors: { [T in RecordType]: Projector<T> } = {
  src(index, { record, notebook }, state) {
    const { received } = state;
    const sender = state.meta["from"];
    const receivers = state.meta["to"];
    index.insert("source", {
      record,
      notebook,
      name: received.file.name,
      folder: received.file.folder,
      bytes: received.file.bytes,
      sha256: received.file.sha256,
      type: received.file.type,
      parent: received.family && index.idOf(received.family.parent),
      position: received.family?.position,
      role: received.family?.role,
      same_as: received.same_bytes_as === undefined ? undefined : index.idOf(received.same_bytes_as),
      blob: received.blob?.name,
      held_at: received.within?.offset,
      t: state.receivedVersion.t,
      title: state.title,
      date: state.date,
      languages: list(state.languages),
      labels: list(state.labels),
      sender: sender === undefined ? undefined : String(sender),
      receivers: receivers === undefined ? undefined : list(Array.isArray(receivers) ? receivers : [String(receivers)]),
      unread: state.unread?.code,
      unread_partly: state.unread && (state.unread.partly ? 1 : 0),
      custodian: received.obtained.custodian,
    });
  },
  lay(index, { record }, state, content) {
    const { body } = state;
    const source = index.idOf(body.source);
    index.insert("layer", {
      record,
      source,
      kind: body.kind,
      tool: body.tool,
      version: body.version,
      flags: list(body.flags),
      languages: list(body.languages),
      passages: body.passages,
      units: body.units,
      blob: body.content.type === "blob" ? body.content.blob.name : null,
    });
    if (state.withdrawn === undefined && body.kind !== "preview") projectPassages(index, { record, source }, content);
  },
  per(index, { record }, state, content) {
    index.insert("person", { record, label: state.body.label, withdrawn: state.withdrawn ? 1 : 0 });
    if (!state.withdrawn) projectPassages(index, { record }, content);
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
      code: body.type.code,
      said: body.when?.said ?? "",
      earliest: body.when?.from,
      latest: body.when?.to ?? body.when?.from,
      place: body.where?.said,
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
      });
    }
    insertCitations(index, record, body.citations);
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  note(index, { record }, state, content) {
    const { body } = state;
    index.insert("note", {
      record,
      about: body.about === undefined ? undefined : index.idOf(body.about),
      withdrawn: state.withdrawn ? 1 : 0,
      t: state.version.t,
    });
    if (!state.withdrawn) projectPassages(index, { record }, content);
  },
  con(index, { record }, state) {
    index.insert("consent", { record, person: index.idOf(state.person), state: state.type, t: state.version.t });
  },
  hand(index, { record }, state) {
    const { body } = state;
    index.insert("handover", {
      record,
      purpose: body.purpose,
      recipient: body.recipient,
      sources: body.sources,
      facts: body.facts,
      t: state.version.t,
    });
  },
  hold(index, { record }, state) {
    index.insert("hold", { record, lifted: state.withdrawn ? 1 : 0, t: state.version.t });
    for (const e of new Set(state.body.records)) index.insert("held", { record, what: index.idOf(e) });
  },
  keep() {
    // Openings, seals, anchors and erasures are read from the log itself: nothing of them is searched.
  },
};

/** What a value looks like on one line, in the words it was given. */
export function shownValue(value: Value): string {
  if (value.type === "text") return value.text;
  if (value.type === "number") return value.unit === undefined ? String(value.number) : `${value.number} ${value.unit}`;
  if (value.type === "place") return value.place.said;
  if (value.type === "record") return value.record;
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

/** Lists stand between bars so that `LIKE '%|en|%'` finds a member. */
function list(values: readonly string[]): string | null {
  return values.length === 0 ? null : `|${values.join("|")}|`;
}
