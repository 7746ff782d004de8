/** From the line a person types to what the index is asked, what was tried, and where the hits stand. */
export type { DateRange } from "./dates.ts";
export { type Expansion, expand, type Step, type Tried } from "./expand.ts";
export { type Filter, type FilterName, type FilterRefusal, knownFilterNames } from "./filters.ts";
export { highlight, type Range, type Snippet, snippet } from "./highlight.ts";
export { type Node, type Note, parseQuery, type Query, type QueryRefusal } from "./query.ts";
export { type Found, type Hit, type SearchOptions, search } from "./run.ts";
export { type Tier, tiers, type Variant, type Vocabulary } from "./variants.ts";
