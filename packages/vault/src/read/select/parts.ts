/** Each condition as SQL over the subject `x`: what must be true of it, and where an index can find those that answer. */
import type { Db } from "../../db/connection.ts";
import { actParts } from "./acts.ts";
import type { ActAsked, Asked, Condition, Having, PropertyAsked, Subject } from "./condition.ts";
import { any, list, raw, type Sql, sql, union } from "./sql.ts";
import { belonging, groupsWithUnits, placesWithin, rowsOf, sourcesWithin } from "./within.ts";

export const tableOf = { person: "person", group: "grp", incident: "incident", act: "act", place: "place" } as const;

export interface Part {
  readonly check: Sql;
  /** Ways an index leads to the subjects that answer; without one every subject is looked at. */
  readonly starts: readonly Start[];
  /** Looks at many rows for each subject: asked last. */
  readonly heavy?: boolean;
  /** A check for each subject costs more than making the set once, as long as that is small. */
  readonly costly?: boolean;
}

export interface Start {
  /** Rows of subjects, more than once perhaps, and of other records, which the table of subjects leaves out. */
  readonly set: Sql;
  /** What is counted to know how rare it is. */
  readonly size: Sql;
}

const actNames: readonly string[] = [
  "ground",
  "basis",
  "degree",
  "act",
  "method",
  "outcome",
  "date",
  "role",
  "place",
  "person",
  "group",
];

export function isActAsked(asked: Asked): asked is ActAsked {
  return actNames.includes(asked.name);
}

/** Conditions that must hold, and those that must not. */
export function partsOf(
  db: Db,
  subject: Subject,
  conditions: readonly Condition[],
): { readonly wanted: readonly Part[]; readonly unwanted: readonly Part[] } {
  const wanted = conditions.filter(({ negated }) => !negated);
  const own = (asked: Asked) => ownPart(db, subject, asked);
  const ofActs = wanted
    .filter((asked) => own(asked) === undefined)
    .flatMap((asked) => (isActAsked(asked) ? [asked] : []));
  return {
    wanted: [
      ...wanted.flatMap((asked) => own(asked) ?? []),
      ...(ofActs.length > 0 ? [throughActs(db, subject, ofActs)] : []),
    ],
    unwanted: conditions
      .filter(({ negated }) => negated)
      .flatMap((asked) => own(asked) ?? (isActAsked(asked) ? throughActs(db, subject, [asked]) : [])),
  };
}

/** A condition on the subject itself; undefined: it is one on an act the subject takes part in. */
function ownPart(db: Db, subject: Subject, asked: Asked): Part | undefined {
  switch (asked.name) {
    case "words":
      return words(subject, asked.match);
    case "withdrawn":
      return { check: raw("x.withdrawn = 1"), starts: [] };
    case "certainty": {
      const graded = (alias: string) => sql`${raw(alias)}.certainty IN ${list(asked.grades)}`;
      return { check: stated(subject, graded), starts: [] };
    }
    case "said-by": {
      const persons = list(rowsOf(db, asked.persons));
      const heard = asked.said.filter(({ match }) => match !== "");
      const hits = sql`passage g CROSS JOIN passage_text ON passage_text.rowid = g.id WHERE`;
      const by = (alias: string) =>
        any([
          sql`${raw(alias)}.said_by IN ${persons}`,
          ...heard.map(
            ({ match }) =>
              sql`EXISTS (SELECT 1 FROM ${hits} g.record = ${raw(alias)}.record AND passage_text MATCH ${match})`,
          ),
        ]);
      const set = union([
        ...["claim", "act", "link"].map((table) => sql`SELECT record FROM ${raw(table)} WHERE said_by IN ${persons}`),
        ...heard.map(
          ({ match }) =>
            sql`SELECT g.record FROM passage_text CROSS JOIN passage g ON g.id = passage_text.rowid WHERE passage_text MATCH ${match} AND g.source IS NULL`,
        ),
      ]);
      return { check: stated(subject, by), starts: [{ set: statedSet(subject, set), size: set }] };
    }
    case "source": {
      const sources = list(sourcesWithin(db, asked.sources));
      const cites = (alias: string) =>
        sql`EXISTS (SELECT 1 FROM citation z WHERE z.record = ${raw(alias)}.record AND z.source IN ${sources})`;
      const set = sql`SELECT record FROM citation WHERE source IN ${sources}`;
      return { check: stated(subject, cites), starts: [{ set: statedSet(subject, set), size: set }] };
    }
    case "property":
      return property(subject, asked.any);
    case "has": {
      const parts = asked.what.map((what) => having(subject, what));
      const [only] = parts;
      if (only !== undefined && parts.length === 1) return only;
      return { ...of(any(parts.map(({ check }) => check))), heavy: parts.some(({ heavy }) => heavy) };
    }
    case "place": {
      if (subject !== "place") return undefined;
      const places = list(placesWithin(db, asked.places));
      return of(sql`x.record IN ${places}`, sql`SELECT record FROM place WHERE record IN ${places}`);
    }
    case "group":
      return belongs(db, subject, asked.groups);
    case "person":
      return near(db, subject, asked.persons);
    default:
      return undefined;
  }
}

/** Words of the record, of claims about it and of acts it takes part in: each of these is a passage of its own. */
function words(subject: Subject, match: string): Part {
  if (match === "") return of(raw("0"), union([]));
  const hits = sql`FROM passage_text CROSS JOIN passage g ON g.id = passage_text.rowid`;
  const found = sql`WHERE passage_text MATCH ${match} AND g.source IS NULL`;
  const size = sql`SELECT 1 FROM passage_text WHERE passage_text MATCH ${match}`;
  const claims = raw("LEFT JOIN claim c ON c.record = g.record");
  const own = {
    person: sql`SELECT coalesce(c.about, p.who, g.record) AS record ${hits} ${claims} LEFT JOIN party p ON p.record = g.record ${found}`,
    // The labels of those who take part are words of the act.
    act: sql`SELECT coalesce(p.record, g.record) AS record ${hits} LEFT JOIN party p ON p.who = g.record ${found}`,
    incident: sql`SELECT coalesce(c.about, a.incident, g.record) AS record ${hits} ${claims} LEFT JOIN act a ON a.record = g.record ${found}`,
    place: sql`SELECT coalesce(c.about, a.at, g.record) AS record ${hits} ${claims} LEFT JOIN act a ON a.record = g.record ${found}`,
  };
  const set = own[subject === "group" ? "person" : subject];
  const hit = (record: Sql) =>
    sql`EXISTS (SELECT 1 FROM passage g CROSS JOIN passage_text ON passage_text.rowid = g.id WHERE g.record = ${record} AND passage_text MATCH ${match})`;
  const through = {
    person: sql`EXISTS (SELECT 1 FROM party p WHERE p.who = x.record AND ${hit(raw("p.record"))})`,
    act: sql`EXISTS (SELECT 1 FROM party p WHERE p.record = x.record AND p.who IS NOT NULL AND ${hit(raw("p.who"))})`,
    incident: sql`EXISTS (SELECT 1 FROM act a WHERE a.incident = x.record AND ${hit(raw("a.record"))})`,
    place: sql`EXISTS (SELECT 1 FROM act a WHERE a.at = x.record AND ${hit(raw("a.record"))})`,
  };
  const check = any([
    hit(raw("x.record")),
    ...(subject === "act"
      ? []
      : [sql`EXISTS (SELECT 1 FROM claim c WHERE c.about = x.record AND ${hit(raw("c.record"))})`]),
    through[subject === "group" ? "person" : subject],
  ]);
  return { check, starts: [{ set, size }], costly: true };
}

/** Some standing statement about the subject answers; for an act, the act itself. */
function stated(subject: Subject, answers: (alias: string) => Sql): Sql {
  const stands = (alias: string) => sql`${raw(alias)}.withdrawn = 0 AND ${answers(alias)}`;
  const claims = sql`EXISTS (SELECT 1 FROM claim s WHERE s.about = x.record AND ${stands("s")})`;
  const links = ["one", "other"].map(
    (end) => sql`EXISTS (SELECT 1 FROM link s WHERE s.${raw(end)} = x.record AND ${stands("s")})`,
  );
  const acts = (column: string) =>
    sql`EXISTS (SELECT 1 FROM act s WHERE s.${raw(column)} = x.record AND ${stands("s")})`;
  switch (subject) {
    case "act":
      return answers("x");
    case "person":
    case "group":
      return any([
        claims,
        sql`EXISTS (SELECT 1 FROM party p CROSS JOIN act s ON s.record = p.record WHERE p.who = x.record AND ${stands("s")})`,
        ...links,
      ]);
    case "incident":
      return any([claims, acts("incident")]);
    case "place":
      return any([claims, acts("at")]);
  }
}

/** From rows of statements to the subjects they are about. */
function statedSet(subject: Subject, statements: Sql): Sql {
  const from = (table: string, column: string) =>
    sql`SELECT s.${raw(column)} AS record FROM (${statements}) d CROSS JOIN ${raw(table)} s ON s.record = d.record WHERE s.withdrawn = 0 AND s.${raw(column)} IS NOT NULL`;
  switch (subject) {
    case "act":
      return statements;
    case "person":
    case "group":
      return union([
        from("claim", "about"),
        sql`SELECT p.who AS record FROM (${statements}) d CROSS JOIN act s ON s.record = d.record CROSS JOIN party p ON p.record = s.record WHERE s.withdrawn = 0 AND p.who IS NOT NULL`,
        from("link", "one"),
        from("link", "other"),
      ]);
    case "incident":
      return union([from("claim", "about"), from("act", "incident")]);
    case "place":
      return union([from("claim", "about"), from("act", "at")]);
  }
}

/** An act is asked for the properties of those who take part in it, and of its incident. */
function property(subject: Subject, asked: readonly PropertyAsked[]): Part {
  const is = any(
    asked.map(({ property: code, key, prefix }) =>
      key === undefined
        ? sql`c.property = ${code}`
        : prefix === true
          ? sql`c.property = ${code} AND c.key >= ${key} AND c.key < ${`${key}\u{10ffff}`}`
          : sql`c.property = ${code} AND c.key = ${key}`,
    ),
  );
  const claims = sql`SELECT c.about AS record FROM claim c INDEXED BY claim_property WHERE ${is} AND c.withdrawn = 0`;
  const about = (who: Sql) =>
    sql`EXISTS (SELECT 1 FROM claim c INDEXED BY claim_about WHERE c.about = ${who} AND ${is} AND c.withdrawn = 0)`;
  if (subject !== "act") return of(about(raw("x.record")), claims);
  return {
    check: any([
      sql`EXISTS (SELECT 1 FROM party p WHERE p.record = x.record AND p.who IS NOT NULL AND ${about(raw("p.who"))})`,
      sql`(x.incident IS NOT NULL AND ${about(raw("x.incident"))})`,
    ]),
    starts: [
      {
        set: union([
          sql`SELECT p.record FROM (${claims}) c CROSS JOIN party p ON p.who = c.record`,
          sql`SELECT a.record FROM (${claims}) c CROSS JOIN act a ON a.incident = c.record`,
        ]),
        size: claims,
      },
    ],
  };
}

function having(subject: Subject, what: Having): Part {
  const subjectIs = (...any: readonly Subject[]) => any.includes(subject);
  switch (what.type) {
    case "act":
      if (subject === "act") return of(raw("1"));
      if (subjectIs("incident", "place"))
        return of(
          sql`EXISTS (SELECT 1 FROM act a WHERE a.${raw(subject === "place" ? "at" : "incident")} = x.record AND a.withdrawn = 0)`,
        );
      return of(
        raw(
          "EXISTS (SELECT 1 FROM party p CROSS JOIN act a ON a.record = p.record WHERE p.who = x.record AND a.withdrawn = 0)",
        ),
      );
    case "claim":
      return of(raw("EXISTS (SELECT 1 FROM claim c WHERE c.about = x.record AND c.withdrawn = 0)"));
    case "link":
      return of(
        raw(
          "(EXISTS (SELECT 1 FROM link l WHERE l.one = x.record AND l.withdrawn = 0) OR EXISTS (SELECT 1 FROM link l WHERE l.other = x.record AND l.withdrawn = 0))",
        ),
      );
    case "consent":
      // For an act: of one to whom it was done.
      return subject === "act"
        ? of(
            raw(
              "EXISTS (SELECT 1 FROM party p CROSS JOIN consent n ON n.person = p.who WHERE p.record = x.record AND p.side = 'victim' AND n.state = 'given')",
            ),
            raw(
              "SELECT p.record FROM consent n CROSS JOIN party p ON p.who = n.person WHERE n.state = 'given' AND p.side = 'victim'",
            ),
          )
        : of(
            raw("EXISTS (SELECT 1 FROM consent n WHERE n.person = x.record AND n.state = 'given')"),
            raw("SELECT person AS record FROM consent WHERE state = 'given'"),
          );
    case "conflict":
      // 2014 and 2014-08 do not contradict each other: one goes on where the other stops.
      return of(
        sql`EXISTS (SELECT 1 FROM claim c CROSS JOIN claim o INDEXED BY claim_about ON o.about = c.about WHERE c.about = x.record AND c.withdrawn = 0 AND o.withdrawn = 0
          AND c.property = o.property AND c.property IN ${list(what.properties)} AND c.key < o.key AND instr(o.key, c.key) <> 1)`,
      );
    case "single-source": {
      // Ends at the second source it meets.
      const counted = (statements: Sql) => {
        const cited = sql`(${statements}) st CROSS JOIN citation z ON z.record = st.record`;
        return sql`(EXISTS (SELECT 1 FROM ${cited}) AND NOT EXISTS (SELECT 1 FROM ${cited} WHERE z.source <> (SELECT z.source FROM ${cited} LIMIT 1)))`;
      };
      if (subject === "act") return of(counted(raw("SELECT x.record AS record")));
      const claims = raw("SELECT record FROM claim WHERE about = x.record AND withdrawn = 0");
      const acts = subjectIs("incident", "place")
        ? sql`SELECT record FROM act WHERE ${raw(subject === "place" ? "at" : "incident")} = x.record AND withdrawn = 0`
        : raw(
            "SELECT p.record FROM party p CROSS JOIN act a ON a.record = p.record WHERE p.who = x.record AND a.withdrawn = 0",
          );
      return { ...of(counted(sql`${claims} UNION ALL ${acts}`)), heavy: true };
    }
  }
}

/** Members of groups and of their units; of groups, they themselves. Undefined where it is asked of acts. */
function belongs(db: Db, subject: Subject, asked: readonly string[]): Part | undefined {
  if (subject !== "person" && subject !== "group") return undefined;
  const groups = list(groupsWithUnits(db, asked));
  if (subject === "group") return of(sql`x.record IN ${groups}`, sql`SELECT record FROM grp WHERE record IN ${groups}`);
  const belong = sql`m.relation IN ${list(belonging)} AND m.withdrawn = 0 AND m.other IN ${groups}`;
  return of(
    sql`EXISTS (SELECT 1 FROM link m INDEXED BY link_one WHERE m.one = x.record AND ${belong})`,
    sql`SELECT m.one AS record FROM link m INDEXED BY link_other WHERE ${belong}`,
  );
}

/** The person, whoever it is linked to, and whoever takes part in one act with it. Undefined where it is asked of acts. */
function near(db: Db, subject: Subject, asked: readonly string[]): Part | undefined {
  if (subject !== "person" && subject !== "group") return undefined;
  const persons = list(rowsOf(db, asked));
  const set = union([
    sql`SELECT record FROM person WHERE record IN ${persons}`,
    sql`SELECT m.other AS record FROM link m WHERE m.one IN ${persons} AND m.withdrawn = 0`,
    sql`SELECT m.one AS record FROM link m WHERE m.other IN ${persons} AND m.withdrawn = 0`,
    sql`SELECT o.who AS record FROM party p CROSS JOIN act a ON a.record = p.record CROSS JOIN party o ON o.record = p.record WHERE p.who IN ${persons} AND a.withdrawn = 0 AND o.who IS NOT NULL`,
  ]);
  return of(sql`x.record IN (${set})`, set);
}

/** The subject takes part in an act of which all of it is true. */
function throughActs(db: Db, subject: Subject, asked: readonly ActAsked[]): Part {
  const { check, witness, sets, roles } = actParts(db, subject, asked);
  const starts = (from: (set: Sql) => Sql): Start[] => sets.map((size) => ({ set: from(size), size }));
  const start = raw("d CROSS JOIN act a ON a.record = d.record");
  if (subject === "act")
    return {
      check: sql`EXISTS (SELECT 1 FROM act a WHERE a.record = x.record AND ${check})`,
      starts: starts((set) => sql`SELECT a.record FROM (${set}) ${start} WHERE ${check}`),
    };
  if (subject === "incident" || subject === "place") {
    const column = raw(subject === "place" ? "a.at" : "a.incident");
    return {
      check: sql`EXISTS (SELECT 1 FROM act a WHERE ${column} = x.record AND a.withdrawn = 0 AND ${check})`,
      starts: starts(
        (set) =>
          sql`SELECT ${column} AS record FROM (${set}) ${start} WHERE a.withdrawn = 0 AND ${column} IS NOT NULL AND ${check}`,
      ),
    };
  }
  // A witness is who says it: not among the parties of an act, but its sayer.
  const asParty = roles.length === 0 || roles.some((role) => role !== "witness");
  const asWitness = roles.includes("witness") && witness !== undefined;
  const parts: Sql[] = [];
  if (asParty)
    parts.push(
      sql`EXISTS (SELECT 1 FROM party p CROSS JOIN act a ON a.record = p.record WHERE p.who = x.record AND a.withdrawn = 0 AND ${check})`,
    );
  if (asWitness)
    parts.push(sql`EXISTS (SELECT 1 FROM act a WHERE a.said_by = x.record AND a.withdrawn = 0 AND ${witness})`);
  // Asked for nothing else, a witness may have said anything at all.
  const saysAnything = asWitness && asked.every(({ name }) => name === "role");
  if (saysAnything)
    for (const table of ["claim", "link"])
      parts.push(sql`EXISTS (SELECT 1 FROM ${raw(table)} s WHERE s.said_by = x.record AND s.withdrawn = 0)`);
  return {
    check: any(parts),
    starts: starts((set) =>
      union([
        ...(asParty
          ? [
              sql`SELECT p.who AS record FROM (${set}) ${start} CROSS JOIN party p ON p.record = a.record WHERE a.withdrawn = 0 AND p.who IS NOT NULL AND ${check}`,
            ]
          : []),
        ...(asWitness
          ? [
              sql`SELECT a.said_by AS record FROM (${set}) ${start} WHERE a.withdrawn = 0 AND a.said_by IS NOT NULL AND ${witness}`,
            ]
          : []),
      ]),
    ),
  };
}

/** A part whose set is also what is counted. */
function of(check: Sql, set?: Sql): Part {
  return { check, starts: set === undefined ? [] : [{ set, size: set }] };
}
