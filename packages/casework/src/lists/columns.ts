/** Which columns a mapping names, and where each stands. */
import { fold } from "@amana/record";
import {
  type Column,
  type DateSpec,
  isAct,
  isLink,
  isOpen,
  type Mapping,
  type PartySpec,
  type RefSpec,
} from "./mapping.ts";

export type ColumnTrouble = "column-not-there" | "column-twice";

/** By exact words, then folded, then by number. */
export function columnAt(headings: readonly string[], column: Column): number | ColumnTrouble {
  const number = /^#(\d{1,5})$/.exec(column);
  if (number?.[1] !== undefined) return Number(number[1]) > 0 ? Number(number[1]) - 1 : "column-not-there";
  for (const same of [(a: string) => a === column.trim(), (a: string) => fold(a) === fold(column.trim())]) {
    const first = headings.findIndex(same);
    if (first === -1) continue;
    return headings.findLastIndex(same) === first ? first : "column-twice";
  }
  return "column-not-there";
}

/** Every column a mapping names, once. */
export function columnsOf(mapping: Mapping): Set<Column> {
  const columns = new Set<Column>(mapping.key);
  const add = (...each: (Column | undefined)[]) => {
    for (const column of each) if (column !== undefined) columns.add(column);
  };
  const ref = (each: string | RefSpec | undefined) => typeof each === "object" && add(each.column);
  const party = ({ who, degree, as }: PartySpec) => {
    if (typeof who === "object") add(...("words" in who ? [who.words, who.number] : [who.column]));
    add(degree?.column, as);
  };
  const date = (each: DateSpec | undefined) => add(each?.column, each?.until);
  add(mapping.said_by?.column);
  for (const spec of mapping.rows) {
    if (isOpen(spec)) {
      add(...spec.label.flat(), spec.only?.column, spec.number, spec.kind?.column, spec.at);
      for (const { column, at } of spec.properties) add(column, at);
    } else if (isAct(spec)) {
      add(spec.type.column, spec.method?.column, spec.outcome?.column, spec.where?.column, spec.where?.at, spec.note);
      ref(spec.incident);
      date(spec.when);
      for (const each of [...spec.victims, ...spec.perpetrators]) party(each);
      const { perceived } = spec;
      if (perceived)
        add(perceived.ground.column, perceived.basis.column, perceived.said, perceived.where, ...perceived.indicators);
    } else if (isLink(spec)) {
      ref(spec.from);
      ref(spec.to);
      add(spec.relation.column, spec.position);
      date(spec.since);
      date(spec.until);
    }
  }
  return columns;
}
