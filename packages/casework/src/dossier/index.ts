/** Reading the dossier: select, time line, command, counts, what falls. */
export { type Chain, chainOfCommand, type Holds, type LinkOn, type Rung } from "./command.ts";
export { type Falls, falls } from "./falls.ts";
export { commandersOf, type GroupFile, groupFile, groupsAbove, type UnitShown } from "./group-file.ts";
export {
  type IncidentFile,
  type Involved,
  incidentFile,
  involvedIn,
  type PlaceFile,
  placeFile,
} from "./incident-file.ts";
export { type AllegedPart, type PersonFile, personFile } from "./person-file.ts";
export { countRecords, every, selectRecords, type Understood, understand } from "./select.ts";
export {
  type ActShown,
  actShown,
  type LineShown,
  type LinkShown,
  linkShown,
  type PartyShown,
  type PropertyShown,
  type ShownOptions,
  shownValue,
  type ValueShown,
  valueShown,
  type Who,
  whoIs,
} from "./statement.ts";
export { axesOf, isAxis, keyLabel, type Stats, type StatsRefusal, type StatsRow, stats } from "./stats.ts";
export { statsCsv } from "./stats-csv.ts";
export { codesUnder, termLabel } from "./terms.ts";
export { type Moment, type TimelinePage, timeline } from "./timeline.ts";
