/** Dossier work on the index: search, citing, stating. Reads the vault, answers with lines for somebody else to append. */

export * from "./dossier/index.ts";
export * from "./facts/index.ts";
export * from "./lists/index.ts";
export * from "./press/index.ts";
export * from "./report/index.ts";
export * from "./search/index.ts";
