/** The language of a passage and of a source. */
export { type Identified, type Identify, loadIdentify } from "./identify.ts";
export { type SourceLanguages, sourceLanguages } from "./source.ts";
