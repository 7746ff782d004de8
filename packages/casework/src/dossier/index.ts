/** Reading the dossier: select, time line, command, counts, what falls. */
export {};
