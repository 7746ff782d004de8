/** Sentences of lists, in three languages. */
import { threefold } from "./threefold.ts";

export const lists = threefold({ en: {}, ar: {}, ckb: {} });
