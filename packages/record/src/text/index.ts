/** Words for finding: folded, cut, loosened, heard across scripts. Pure; the index and the query use the same functions. */
export { fold, indexText, type Token, tokens } from "./fold.ts";
