/** Lists out: tables, a workbook, FollowTheMoney lines, the tables of OpenEvSys. Internal working copies, never a hand-over. */
export { type Esf, esfOf } from "./esf.ts";
export { ftmLines } from "./ftm.ts";
export { type Gathered, gather, type OutSubject, outSubjects } from "./gather.ts";
export { type OutTable, tablesOf } from "./tables.ts";
export { xlsxOf, xlsxRows } from "./xlsx.ts";
