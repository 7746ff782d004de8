/**
 * From the state of a record to its rows. One projector a record type: a new type does not compile until it stands here.
 * A projector sees one record only, so the rows never depend on the order in which records arrived.
 */
import type { RecordType } from "@amana/record";
import { dossierProjectors } from "./dossier.ts";
import { projectPassages } from "./passages.ts";
import type { Projector } from "./projector.ts";
import type { IndexTable } from "./schema.ts";

/** Which tables hold rows of a record type: what is cleared before its rows are written again. */
export const tablesOf = {
  src: ["source"],
  lay: ["layer", "passage"],
  per: ["person", "passage"],
  grp: ["grp", "passage"],
  plc: ["place", "place_name", "passage"],
  inc: ["incident", "passage"],
  clm: ["claim", "citation", "passage"],
  act: ["act", "party", "perceived", "citation", "passage"],
  lnk: ["link", "citation", "passage"],
  idn: ["identity"],
  prop: ["property"],
  lst: ["list"],
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
  ...dossierProjectors,
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

/** Lists stand between bars so that `LIKE '%|en|%'` finds a member. */
function list(values: readonly string[]): string | null {
  return values.length === 0 ? null : `|${values.join("|")}|`;
}
