/** From the lines of one record to what it is now. One entry a record type: a new type does not compile until it is here. */
import type { ActAlleged } from "../kinds/acts.ts";
import type {
  ClaimMade,
  GroupOpened,
  IncidentOpened,
  ListImported,
  NoteWritten,
  PersonOpened,
  PlaceOpened,
  PropertyDefined,
} from "../kinds/dossier.ts";
import type { RecordType } from "../kinds/index.ts";
import type { HandedOver, HoldPlaced } from "../kinds/keeping.ts";
import type { LinkStated } from "../kinds/links.ts";
import type { LayerMade } from "../kinds/sources.ts";
import { foldConsent } from "./consent.ts";
import { foldIdentity } from "./identity.ts";
import { foldSource } from "./source.ts";
import { foldStatement } from "./statement.ts";
import type { Version } from "./version.ts";

export const folds = {
  src: foldSource,
  lay: (versions: readonly Version[]) => foldStatement<LayerMade>(versions, "layer.made", "layer.withdrawn"),
  per: (versions: readonly Version[]) => foldStatement<PersonOpened>(versions, "person.opened", "person.withdrawn"),
  grp: (versions: readonly Version[]) => foldStatement<GroupOpened>(versions, "group.opened", "group.withdrawn"),
  plc: (versions: readonly Version[]) => foldStatement<PlaceOpened>(versions, "place.opened", "place.withdrawn"),
  inc: (versions: readonly Version[]) =>
    foldStatement<IncidentOpened>(versions, "incident.opened", "incident.withdrawn"),
  clm: (versions: readonly Version[]) => foldStatement<ClaimMade>(versions, "claim.made", "claim.withdrawn"),
  act: (versions: readonly Version[]) => foldStatement<ActAlleged>(versions, "act.alleged", "act.withdrawn"),
  lnk: (versions: readonly Version[]) => foldStatement<LinkStated>(versions, "link.stated", "link.withdrawn"),
  idn: foldIdentity,
  prop: (versions: readonly Version[]) =>
    foldStatement<PropertyDefined>(versions, "property.defined", "property.withdrawn"),
  lst: (versions: readonly Version[]) => foldStatement<ListImported>(versions, "list.imported", "list.withdrawn"),
  note: (versions: readonly Version[]) => foldStatement<NoteWritten>(versions, "note.written", "note.withdrawn"),
  con: foldConsent,
  hand: (versions: readonly Version[]) =>
    foldStatement<HandedOver>(versions, "disclosure.handed_over", "disclosure.recalled"),
  hold: (versions: readonly Version[]) => foldStatement<HoldPlaced>(versions, "hold.placed", "hold.lifted"),
  keep: () => undefined,
} satisfies { [T in RecordType]: (versions: readonly Version[]) => unknown };

export type State<T extends RecordType> = NonNullable<ReturnType<(typeof folds)[T]>>;
