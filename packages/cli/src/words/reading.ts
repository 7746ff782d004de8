/** Sentences of the dossier as it is read, in three languages. */
import { threefold } from "./threefold.ts";

export const reading = threefold({ en: {}, ar: {}, ckb: {} });
