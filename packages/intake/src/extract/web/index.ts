/** Web captures. */

export { waczExtractor } from "./wacz.ts";
export { arcExtractor, warcExtractor } from "./warc.ts";
