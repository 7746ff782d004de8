/** Sentences of reports, in three languages. */
import { threefold } from "./threefold.ts";

export const reports = threefold({ en: {}, ar: {}, ckb: {} });
