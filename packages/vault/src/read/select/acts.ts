/**
 * Conditions on acts, put together: they hold of one and the same act, and of one person's part in it. `a` is the act; `p`,
 * where the subject takes part itself (a person, a group), its row among the parties.
 */
import type { Db } from "../../db/connection.ts";
import type { ActAsked, Role, Said, Span, Subject } from "./condition.ts";
import { all, any, list, raw, type Sql, sql, union } from "./sql.ts";
import { belonging, groupsWithUnits, placesWithin, rowsOf } from "./within.ts";

/** One condition: what must be true of `a` (and `p`), and, where an index leads to them, the acts that may answer to it. */
interface ActPart {
  readonly check: Sql;
  readonly set?: Sql;
}

export interface ActParts {
  readonly check: Sql;
  /** The same for who says it, who is no party; undefined where a degree is asked, which only a party has. */
  readonly witness: Sql | undefined;
  /** Rows of acts that hold all that answer; the rarest is worth starting from. */
  readonly sets: readonly Sql[];
  readonly roles: readonly Role[];
}

export function actParts(db: Db, subject: Subject, asked: readonly ActAsked[]): ActParts {
  const roles = asked.flatMap((each) => (each.name === "role" ? each.roles : []));
  const ofParty = asked.flatMap((each) =>
    each.name === "role" || each.name === "degree" ? (partOf(db, subject, each) ?? []) : [],
  );
  const ofAct = [
    ...perceptions(asked),
    ...asked.flatMap((each) =>
      each.name === "role" || each.name === "degree" ? [] : (partOf(db, subject, each) ?? []),
    ),
  ];
  const parts = [...ofAct, ...ofParty];
  return {
    check: all(parts.map(({ check }) => check)),
    witness: asked.some(({ name }) => name === "degree") ? undefined : all(ofAct.map(({ check }) => check)),
    sets: parts.flatMap(({ set }) => set ?? []),
    roles,
  };
}

/** Ground and basis are of one perception. */
function perceptions(asked: readonly ActAsked[]): ActPart[] {
  const columns = asked.flatMap((each) =>
    each.name === "ground" || each.name === "basis" ? [sql`q.${raw(each.name)} IN ${list(each.codes)}`] : [],
  );
  const [first] = columns;
  if (first === undefined) return [];
  return [
    {
      check: sql`EXISTS (SELECT 1 FROM perceived q WHERE q.record = a.record AND ${all(columns)})`,
      set: sql`SELECT q.record FROM perceived q WHERE ${all(columns)}`,
    },
  ];
}

function partOf(db: Db, subject: Subject, asked: ActAsked): ActPart | undefined {
  const takesPart = subject === "person" || subject === "group";
  switch (asked.name) {
    case "ground":
    case "basis":
      return undefined;
    case "act":
      return {
        // A term that was recognised is the type; words count where nobody chose a term.
        check: any([
          ...(asked.codes.length > 0 ? [sql`a.code IN ${list(asked.codes)}`] : []),
          ...asked.said.map((said) =>
            all([...(asked.codes.length > 0 ? [raw("a.code IS NULL")] : []), holds("a.type", said)]),
          ),
        ]),
        set: union([
          ...(asked.codes.length > 0 ? [sql`SELECT record FROM act WHERE code IN ${list(asked.codes)}`] : []),
          ...saidIn(asked.said),
        ]),
      };
    case "method":
    case "outcome": {
      const column = raw(asked.name);
      return {
        // The column holds a code, or the words where there is none: a code is never searched for a word in it.
        check: any([
          ...(asked.codes.length > 0 ? [sql`a.${column} IN ${list(asked.codes)}`] : []),
          ...asked.said.map(
            (said) =>
              sql`(a.${column} GLOB '*[^a-z0-9-]*' AND ${holds(`a.${asked.name}`, said)} OR amana_words(a.${column}) = ${` ${said.folded} `})`,
          ),
        ]),
        set: union([
          ...(asked.codes.length > 0 ? [sql`SELECT record FROM act WHERE ${column} IN ${list(asked.codes)}`] : []),
          ...saidIn(asked.said),
        ]),
      };
    }
    case "degree":
      return {
        check: takesPart
          ? sql`p.degree IN ${list(asked.codes)}`
          : sql`EXISTS (SELECT 1 FROM party d WHERE d.record = a.record AND d.degree IN ${list(asked.codes)})`,
        set: sql`SELECT record FROM party WHERE degree IN ${list(asked.codes)}`,
      };
    case "role": {
      const sides = asked.roles.filter((role) => role !== "witness");
      // Whose side `p` is on; the witness of an act is found by its sayer (parts.ts).
      if (takesPart) return { check: sql`p.side IN ${list(sides)}` };
      return {
        check: any([
          sql`EXISTS (SELECT 1 FROM party d WHERE d.record = a.record AND d.side IN ${list(sides)})`,
          ...(asked.roles.includes("witness") ? [raw("a.said_by IS NOT NULL")] : []),
        ]),
      };
    }
    case "date":
      return { check: any(asked.spans.map(overlaps)), set: union(asked.spans.flatMap(actsOverlapping)) };
    case "place": {
      const places = placesWithin(db, asked.places);
      return {
        check: any([
          ...(places.length > 0 ? [sql`a.at IN ${list(places)}`] : []),
          ...asked.said.map((said) => holds("a.place", said)),
        ]),
        set: union([
          ...(places.length > 0 ? [sql`SELECT record FROM act WHERE at IN ${list(places)}`] : []),
          ...saidIn(asked.said),
        ]),
      };
    }
    case "person": {
      const persons = list(rowsOf(db, asked.persons));
      return {
        check: sql`EXISTS (SELECT 1 FROM party o WHERE o.record = a.record AND o.who IN ${persons})`,
        set: sql`SELECT record FROM party WHERE who IN ${persons}`,
      };
    }
    case "group": {
      const groups = list(groupsWithUnits(db, asked.groups));
      const member = (alias: string) =>
        sql`${raw(alias)}.relation IN ${list(belonging)} AND ${raw(alias)}.withdrawn = 0`;
      return {
        check: sql`EXISTS (SELECT 1 FROM party o WHERE o.record = a.record AND (o.who IN ${groups} OR o.side = 'perpetrator' AND EXISTS (SELECT 1 FROM link m WHERE m.one = o.who AND m.other IN ${groups} AND ${member("m")})))`,
        set: sql`SELECT record FROM party WHERE who IN ${groups} UNION ALL SELECT o.record FROM link m CROSS JOIN party o ON o.who = m.one WHERE m.other IN ${groups} AND ${member("m")} AND o.side = 'perpetrator'`,
      };
    }
  }
}

/** Acts among whose words stand these; `holds` looks again at the column itself. */
function saidIn(said: readonly Said[]): Sql[] {
  return said
    .filter(({ match }) => match !== "")
    .map(
      ({ match }) =>
        sql`SELECT g.record FROM passage_text CROSS JOIN passage g ON g.id = passage_text.rowid WHERE passage_text MATCH ${match}`,
    );
}

function holds(column: string, { folded }: Said): Sql {
  return sql`instr(coalesce(amana_words(${raw(column)}), ''), ${` ${folded} `}) > 0`;
}

const LAST = "\u{10ffff}";
/** Where one end is not known, the other is all there is. */
const earliest = raw("coalesce(a.earliest, a.latest)");
const latest = raw("coalesce(a.latest, a.earliest)");

/** Dates compare as text: 2014 begins before 2014-06-01 and, with anything after it, ends after 2014-06-30. */
function overlaps({ from, until }: Span): Sql {
  return all([
    raw("coalesce(a.earliest, a.latest) IS NOT NULL"),
    ...(until === undefined ? [] : [sql`${earliest} < ${`${until}${LAST}`}`]),
    ...(from === undefined ? [] : [sql`${latest} || '${raw(LAST)}' >= ${from}`]),
  ]);
}

/** By the index: those that begin in it, the year and month it begins in, and the few that are spans of their own. */
function actsOverlapping({ from, until }: Span): Sql[] {
  const before = (column: string) => (until === undefined ? raw("1") : sql`${raw(column)} < ${`${until}${LAST}`}`);
  const wider = from === undefined ? [] : [from.slice(0, 4), from.slice(0, 7)].filter((each) => each !== from);
  const spans = (ends: Sql) =>
    sql`SELECT record FROM act INDEXED BY act_span WHERE latest IS NOT NULL AND (earliest IS NULL OR latest <> earliest) AND ${ends} AND ${before("coalesce(earliest, latest)")}`;
  if (from === undefined)
    return [sql`SELECT record FROM act WHERE earliest IS NOT NULL AND ${before("earliest")}`, spans(raw("1"))];
  return [
    sql`SELECT record FROM act WHERE earliest >= ${from} AND ${before("earliest")}`,
    sql`SELECT record FROM act WHERE earliest IN ${list(wider)}`,
    spans(sql`latest >= ${from}`),
    spans(sql`latest IN ${list(wider)}`),
  ];
}
