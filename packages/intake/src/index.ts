/** Raw material → sources, text, metadata, passages. Parsing happens in processes without keys, files or network. */
export { addPaths, type Added, type AddOptions, type Progress } from "./take/add.ts";
export { openParserPool, type ParserPool } from "./parser/pool.ts";
export { type Said } from "./take/provenance.ts";
