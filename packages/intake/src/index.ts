/** Raw material → sources, text, metadata, passages. Parsing happens in processes without keys, files or network. */

export { openParserPool, type ParserPool } from "./parser/pool.ts";
export { type Added, type AddOptions, addPaths, type Progress } from "./take/add.ts";
export type { Said } from "./take/provenance.ts";
