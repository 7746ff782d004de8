/** Claims about the fold: what a record is now depends on the set of its lines and on nothing else (R4, R9, R11). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Kind, kinds, type RecordType, recordTypes } from "../kinds/index.ts";
import { folds } from "./index.ts";
import { fieldValue, heads, parentsFor, type Version } from "./version.ts";

const digestOf = (n: number): string => n.toString(16).padStart(64, "0");

/** Kinds per record type, with one that only a newer version knows. */
const kindsOf = (type: RecordType): string[] => [
  ...(Object.keys(kinds) as Kind[]).filter((k) => kinds[k].record === type),
  ...(type === "con" ? ["consent.narrowed"] : [`${recordTypes[type]}.from_the_future`]),
  ...(["lay", "per", "inc", "note", "hand"].includes(type) ? [withdrawalOf[type as keyof typeof withdrawalOf]] : []),
];
const withdrawalOf = {
  lay: "layer.withdrawn",
  per: "person.withdrawn",
  inc: "incident.withdrawn",
  note: "note.withdrawn",
  hand: "disclosure.recalled",
};

const fields = ["title", "date", "languages", "labels", "label", "code", "reason", "text"] as const;

/** A record's lines as a graph: each names some of the earlier ones; clocks are anything; some lines are erased. */
function graph(type: RecordType): fc.Arbitrary<Version[]> {
  const line = fc.record({
    k: fc.constantFrom(...kindsOf(type)),
    sees: fc.array(fc.nat(12), { maxLength: 3 }),
    t: fc.constantFrom(
      "1970-01-01T00:00:00.000Z",
      "2014-08-03T06:00:00.000Z",
      "2014-08-03T06:00:00.001Z",
      "2031-01-01T00:00:00.000Z",
    ),
    set: fc.subarray([...fields]),
    erased: fc.boolean(),
  });
  return fc.array(line, { minLength: 1, maxLength: 9 }).map((lines) =>
    lines.map(({ k, sees, t, set, erased }, n) => {
      const values = Object.fromEntries(set.map((field) => [field, `${field} of line ${n}`]));
      return {
        digest: digestOf(n * 7919),
        k,
        v: 1,
        e: `${type}_x`,
        p: n === 0 ? [] : [...new Set(sees.map((back) => digestOf((back % n) * 7919)))],
        t,
        x: erased ? {} : { person: "per_x", ...values },
        ...(erased && { erased: { fields: ["person", ...set] } }),
      };
    }),
  );
}

describe("the order in which lines arrive does not matter", () => {
  for (const type of Object.keys(recordTypes) as RecordType[])
    test(`[R9] ${recordTypes[type]}: every order and every repetition of the same lines folds to the same state`, () => {
      const shuffled = graph(type).chain((lines) =>
        fc.record({
          lines: fc.constant(lines),
          arrived: fc
            .array(fc.constantFrom(...lines), { maxLength: 6 })
            .chain((again) => fc.shuffledSubarray([...lines, ...again], { minLength: lines.length + again.length })),
        }),
      );
      fc.assert(
        fc.property(shuffled, ({ lines, arrived }) => {
          expect(folds[type](arrived)).toEqual(folds[type](lines));
          expect(parentsFor(arrived)).toEqual(parentsFor(lines));
        }),
        { numRuns: 300 },
      );
    });

  test("[R9] the clock never decides what supersedes what: a line dated 1970 that knew the other stands above it", () => {
    const later = line(1, "source.described", [], { title: "first, dated 2031" }, { t: "2031-01-01T00:00:00.000Z" });
    const newest = line(2, "source.described", [1], { title: "second, dated 1970" }, { t: "1970-01-01T00:00:00.000Z" });
    expect(fieldValue([later, newest], "title")).toMatchObject({ value: "second, dated 1970", besides: [] });
  });

  test("[R9] two lines written without knowledge of each other both stand, and the source says that they conflict", () => {
    const lines = [
      received,
      line(1, "source.described", [0], { title: "a" }),
      line(2, "source.described", [0], { title: "b" }),
    ];
    expect(folds.src(lines)?.conflicts).toEqual(["title"]);
    const settled = [...lines, line(3, "source.described", [1, 2], { title: "c" })];
    expect(folds.src(settled)).toMatchObject({ title: "c", conflicts: [] });
  });

  test("[R9] a line that arrived twice is not in conflict with itself", () => {
    const title = line(1, "source.described", [0], { title: "a" });
    expect(folds.src([received, title, title])?.conflicts).toEqual([]);
  });
});

describe("erased lines keep what was under them from coming back", () => {
  test("[R11] no value that an erased line stood above is in the state, for every record type and every graph", () => {
    for (const type of Object.keys(recordTypes) as RecordType[])
      fc.assert(
        fc.property(graph(type), (lines) => {
          const state = JSON.stringify(folds[type](lines) ?? {});
          for (const buried of lines.filter((version) => !version.erased)) {
            // Erased lines of the same kind that descend from this one and set the same field.
            const above = lines.filter(
              (version) => version.erased && version.k === buried.k && descends(lines, version, buried),
            );
            for (const field of fields) {
              const hidden = above.some((version) => version.erased?.fields.includes(field));
              if (
                !hidden ||
                type === "keep" ||
                buried.k === "custody.changed" ||
                /^source\.(exported|opened)$/.test(buried.k)
              )
                continue;
              expect(state).not.toContain(JSON.stringify(buried.x[field] ?? "\u0000"));
            }
          }
        }),
        { numRuns: 300 },
      );
  });

  const old = line(1, "source.described", [0], { title: "the old name" });
  const gone: Version = { ...line(2, "source.described", [1], {}), erased: { fields: ["title"] } };

  test("[R11] with parents and field names the old value stays gone", () => {
    expect(folds.src([received, old, gone])).toMatchObject({ received: { file: "as received" } });
    expect(folds.src([received, old, gone])?.title).toBeUndefined();
  });

  test("[R11] dropping either of them brings it back: both are needed in the erase line", () => {
    const withoutFields: Version = { ...gone, erased: { fields: [] } };
    const withoutParents: Version = { ...gone, p: [] };
    expect(folds.src([received, old, withoutFields])?.title).toBe("the old name");
    expect(folds.src([received, old, withoutParents])?.title).toBe("the old name");
  });

  test("[R11] a label, an unread remark and a statement that were replaced by an erased line do not come back", () => {
    const erased = (n: number, k: string, p: number[]): Version => ({
      ...line(n, k, p, {}),
      erased: { fields: ["label", "code", "text"] },
    });
    expect(
      folds.per([line(1, "person.opened", [], { label: "old" }), erased(2, "person.opened", [1])]),
    ).toBeUndefined();
    expect(folds.note([line(1, "note.written", [], { text: "old" }), erased(2, "note.written", [1])])).toBeUndefined();
    expect(
      folds.src([received, line(1, "source.unread", [0], { code: "damaged" }), erased(2, "source.unread", [1])])
        ?.unread,
    ).toBeUndefined();
  });

  test("[R11] a withdrawal whose words were erased still withdraws", () => {
    const claim = line(1, "claim.made", [], { property: "rank" });
    const withdrawal: Version = { ...line(2, "claim.withdrawn", [1], {}), erased: { fields: ["reason"] } };
    expect(folds.clm([claim, withdrawal])?.withdrawn).toMatchObject({ reason: "" });
  });
});

describe("consent", () => {
  const given = line(1, "consent.given", [], { person: "per_a", purposes: ["any"] });
  const withdrawn = line(2, "consent.withdrawn", [1], { person: "per_a" });

  test("a withdrawal closes the yes it knew of, and a later yes that knew of the withdrawal opens it again", () => {
    expect(folds.con([given, withdrawn])?.type).toBe("withdrawn");
    expect(folds.con([given, withdrawn, line(3, "consent.given", [2], { person: "per_a" })])?.type).toBe("given");
  });

  test("[R9] of a yes and a no written at the same time the no wins, whatever the clocks say", () => {
    for (const t of ["1970-01-01T00:00:00.000Z", "2031-01-01T00:00:00.000Z"]) {
      const no = line(2, "consent.withdrawn", [], { person: "per_a" }, { t });
      expect(folds.con([given, no])?.type).toBe("withdrawn");
      expect(folds.con([no, given])?.type).toBe("withdrawn");
    }
  });

  test("[R11] erasing the withdrawal does not bring the yes back", () => {
    const erased: Version = { ...withdrawn, x: {}, erased: { fields: ["person"] } };
    expect(folds.con([given, erased])).toMatchObject({ type: "withdrawn", person: "per_a" });
  });

  test("[R11] erasing a narrower yes does not bring the wider one back", () => {
    const erased: Version = { ...line(2, "consent.given", [1], {}), erased: { fields: ["person", "purposes"] } };
    expect(folds.con([given, erased])).toBeUndefined();
  });

  test("[R4] a consent kind only a newer version knows is never taken for a yes", () => {
    expect(folds.con([given, line(2, "consent.limited", [1], { person: "per_a" })])?.type).toBe("asked");
    expect(folds.con([given, line(2, "consent.limited", [], { person: "per_a" })])?.type).toBe("asked");
  });
});

test("[R4] a line of an unknown kind changes no value but keeps its place between the lines around it", () => {
  const unknown = line(2, "source.weighed", [1], { title: "not a description", grams: 12 });
  const before = line(1, "source.described", [0], { title: "a" });
  expect(folds.src([received, before, unknown])?.title).toBe("a");
  const after = line(3, "source.described", [2], { title: "b" });
  expect(folds.src([received, before, unknown, after])).toMatchObject({ title: "b", conflicts: [] });
  expect(parentsFor([received, before, unknown])).toEqual([unknown.digest]);
});

test("a line that names parents this device has never seen stands", () => {
  const alone = line(5, "source.described", [99], { title: "from elsewhere" });
  expect(heads([alone], [alone])).toEqual([alone]);
  expect(folds.src([received, alone])?.title).toBe("from elsewhere");
});

function line(
  n: number,
  k: string,
  p: readonly number[],
  x: Record<string, unknown>,
  more: Partial<Version> = {},
): Version {
  return { digest: digestOf(n), k, v: 1, e: "src_x", p: p.map(digestOf), t: "2014-08-03T06:00:00.000Z", x, ...more };
}
const received = line(0, "source.received", [], { file: "as received" });

function descends(all: readonly Version[], from: Version, to: Version): boolean {
  const byDigest = new Map(all.map((version) => [version.digest, version]));
  return from.p.some(
    (digest) => digest === to.digest || (byDigest.has(digest) && descends(all, byDigest.get(digest) as Version, to)),
  );
}
