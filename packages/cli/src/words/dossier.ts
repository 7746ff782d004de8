/** Sentences of the dossier as it is stated, in three languages. */
import { threefold } from "./threefold.ts";

export const dossier = threefold({ en: {}, ar: {}, ckb: {} });
