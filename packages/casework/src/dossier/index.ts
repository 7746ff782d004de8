/** Reading the dossier: select, time line, command, counts, what falls. */
export { countRecords, every, selectRecords, type Understood, understand } from "./select.ts";
export { codesUnder, termLabel } from "./terms.ts";
