/** What the record means: kinds of lines, the fold that makes current state, rules that answer with new lines. Pure. */
export * from "./catalogue.ts";
export type { ConsentState } from "./fold/consent.ts";
export type { IdentityDecision, IdentityState } from "./fold/identity.ts";
export { folds, type State } from "./fold/index.ts";
export type { SourceState } from "./fold/source.ts";
export type { StatementState } from "./fold/statement.ts";
export { byShownFirst, type FieldValue, fieldValue, heads, parentsFor, type Version } from "./fold/version.ts";
export * from "./kinds/acts.ts";
export * from "./kinds/consent.ts";
export * from "./kinds/dossier.ts";
export * from "./kinds/index.ts";
export * from "./kinds/keeping.ts";
export * from "./kinds/links.ts";
export * from "./kinds/parts.ts";
export * from "./kinds/sources.ts";
export * from "./proposal.ts";
export * from "./rules/consent.ts";
export * from "./text/index.ts";
