/** Words for finding: folded, cut, loosened, heard across scripts. Pure; the index and the query use the same functions. */
export { clitics, isInflected } from "./clitics.ts";
export { fold, indexText, type Token, tokens } from "./fold.ts";
export { looseKey } from "./loose.ts";
export { consonants, soundDoubt, soundKey, soundKeys, soundsAlike } from "./sound.ts";
