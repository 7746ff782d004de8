/**
 * Every kind of line, with its version, its record type and its schema. A kind that is added here does not compile until the
 * fold and the projection know it.
 */
import type * as v from "valibot";
import { actAlleged } from "./acts.ts";
import { consentAsked, consentGiven, consentNarrowed, consentWithdrawn } from "./consent.ts";
import {
  claimMade,
  groupOpened,
  incidentOpened,
  listImported,
  noteWritten,
  personOpened,
  placeOpened,
  propertyDefined,
  withdrawn,
} from "./dossier.ts";
import { anchor, erase, handedOver, holdLifted, holdPlaced, notebookOpened, seal } from "./keeping.ts";
import { identityDecided, identityProposed, linkStated } from "./links.ts";
import { custodyChanged, described, exported, layerMade, opened, received, unread } from "./sources.ts";

interface KindSpec {
  readonly v: number;
  /** Prefix of the record ids it belongs to. */
  readonly record: RecordType;
  readonly schema: v.GenericSchema;
}

export const recordTypes = {
  src: "source",
  lay: "layer",
  per: "person",
  grp: "group",
  inc: "incident",
  plc: "place",
  clm: "claim",
  act: "act",
  lnk: "link",
  idn: "identity",
  prop: "property",
  lst: "list",
  note: "note",
  con: "consent",
  hand: "hand-over",
  hold: "hold",
  keep: "keeping",
} as const;
export type RecordType = keyof typeof recordTypes;

export const kinds = {
  "notebook.opened": { v: 1, record: "keep", schema: notebookOpened },
  seal: { v: 1, record: "keep", schema: seal },
  anchor: { v: 1, record: "keep", schema: anchor },
  erase: { v: 1, record: "keep", schema: erase },
  "hold.placed": { v: 1, record: "hold", schema: holdPlaced },
  "hold.lifted": { v: 1, record: "hold", schema: holdLifted },
  "source.received": { v: 1, record: "src", schema: received },
  "source.described": { v: 1, record: "src", schema: described },
  "source.unread": { v: 1, record: "src", schema: unread },
  "source.exported": { v: 1, record: "src", schema: exported },
  "source.opened": { v: 1, record: "src", schema: opened },
  "custody.changed": { v: 1, record: "src", schema: custodyChanged },
  "layer.made": { v: 1, record: "lay", schema: layerMade },
  "person.opened": { v: 1, record: "per", schema: personOpened },
  "person.withdrawn": { v: 1, record: "per", schema: withdrawn },
  "group.opened": { v: 1, record: "grp", schema: groupOpened },
  "group.withdrawn": { v: 1, record: "grp", schema: withdrawn },
  "incident.opened": { v: 1, record: "inc", schema: incidentOpened },
  "incident.withdrawn": { v: 1, record: "inc", schema: withdrawn },
  "place.opened": { v: 1, record: "plc", schema: placeOpened },
  "place.withdrawn": { v: 1, record: "plc", schema: withdrawn },
  "claim.made": { v: 1, record: "clm", schema: claimMade },
  "claim.withdrawn": { v: 1, record: "clm", schema: withdrawn },
  "act.alleged": { v: 1, record: "act", schema: actAlleged },
  "act.withdrawn": { v: 1, record: "act", schema: withdrawn },
  "link.stated": { v: 1, record: "lnk", schema: linkStated },
  "link.withdrawn": { v: 1, record: "lnk", schema: withdrawn },
  "identity.proposed": { v: 1, record: "idn", schema: identityProposed },
  "identity.confirmed": { v: 1, record: "idn", schema: identityDecided },
  "identity.refuted": { v: 1, record: "idn", schema: identityDecided },
  "identity.parted": { v: 1, record: "idn", schema: identityDecided },
  "property.defined": { v: 1, record: "prop", schema: propertyDefined },
  "property.withdrawn": { v: 1, record: "prop", schema: withdrawn },
  "list.imported": { v: 1, record: "lst", schema: listImported },
  "note.written": { v: 1, record: "note", schema: noteWritten },
  "consent.asked": { v: 1, record: "con", schema: consentAsked },
  "consent.given": { v: 1, record: "con", schema: consentGiven },
  "consent.narrowed": { v: 1, record: "con", schema: consentNarrowed },
  "consent.withdrawn": { v: 1, record: "con", schema: consentWithdrawn },
  "disclosure.handed_over": { v: 1, record: "hand", schema: handedOver },
} as const satisfies Record<string, KindSpec>;

export type Kind = keyof typeof kinds;
export type Body<K extends Kind> = v.InferOutput<(typeof kinds)[K]["schema"]>;

export function isKind(text: string): text is Kind {
  return Object.hasOwn(kinds, text);
}
