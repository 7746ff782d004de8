/** Stating facts: what is opened, what is refused, what a statement may never say. */
import { type Citation, catalogue, catalogueOf, checkBody, describesOrientation, type Version } from "@amana/record";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ActOrder, stateAct } from "./act.ts";
import { type Catalogue, type ClaimOrder, stateClaim } from "./claim.ts";
import { stateLink } from "./link.ts";
import { defineProperty } from "./property.ts";
import { whenSaid } from "./when.ts";
import { citeAgain, withdrawStatement } from "./withdraw.ts";

let drawn = 0;
const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => (at === 0 ? ++drawn : at));
const citation: Citation = {
  source: `src_${"a".repeat(20)}`,
  sha256: "0".repeat(64),
  place: { type: "page", page: 3 },
  quote: "they took him",
  checked: "in-layer",
};
const standing = { saidBy: { type: "words", words: "the miller" }, certainty: "probable", citation } as const;
const person = `per_${"b".repeat(20)}`;
const group = `grp_${"c".repeat(20)}`;
const nobodyAgreed: Catalogue = { properties: catalogueOf([]), consents: () => [] };
const claim = (more: Partial<ClaimOrder>, known = nobodyAgreed) =>
  stateClaim(
    { ...standing, about: { type: "known", id: person }, property: "occupation", value: "baker", ...more },
    known,
    random,
  );

describe("a claim", () => {
  test("about a group, an incident or a place takes the properties of that kind, and no others", () => {
    expect(claim({ about: { type: "new", label: "the guards", of: "grp" }, property: "name" }).ok).toBe(true);
    expect(claim({ about: { type: "new", label: "the guards", of: "grp" }, property: "birth" })).toMatchObject({
      ok: false,
      error: { type: "property-not-of" },
    });
    expect(claim({ about: { type: "known", id: group }, property: "summary", value: "a unit" }).ok).toBe(true);
  });

  test("every property of the catalogue can be stated of each kind of record it is for, and fits its schema", () => {
    for (const property of catalogue.filter(({ consent }) => consent === undefined))
      for (const of of property.of) {
        const id = `${of}_${"d".repeat(20)}`;
        const stated = claim({
          about: { type: "known", id },
          property: property.code,
          value: property.value === "number" ? "٣٤" : property.value === "record" ? person : "1984-02",
        });
        if (!stated.ok) throw new Error(`${property.code}: ${stated.error.type}`);
        for (const { k, x } of stated.value.proposals) expect(checkBody(k, x)).toEqual({ ok: true, value: k });
      }
  });

  test("[KD-4] what a person says of themselves is kept only from them, and only under their consent for it", () => {
    const own = { property: "self-description", value: "…", saidBy: { type: "person", person } as const };
    expect(claim(own)).toMatchObject({ ok: false, error: { type: "property-own-words" } });
    const version = {} as Version;
    const agreed = (purposes: string[]): Catalogue => ({
      ...nobodyAgreed,
      consents: () => [
        {
          type: "given",
          person,
          version,
          body: { person, purposes, recipients: ["any"], onward: "no", conditions: [], how: "said" },
        },
      ],
    });
    expect(claim(own, agreed(["self-description"])).ok).toBe(true);
    // A yes to everything else is not a yes to this.
    expect(claim(own, agreed(["any"])).ok).toBe(false);
    expect(claim({ ...own, saidBy: { type: "words", words: "a neighbour" } }, agreed(["self-description"])).ok).toBe(
      false,
    );
  });

  test("[KD-4] no property of ours states an orientation, and an organisation cannot define one, in three languages", () => {
    for (const { code, label } of catalogue)
      for (const words of [code, ...Object.values(label)]) expect(describesOrientation(words), words).toBe(false);
    const define = (code: string, en: string, ar = "خاصية", ckb = "تایبەتمەندی") =>
      defineProperty(
        { code, of: ["per"], value: "text", label: { en, ar, ckb }, identity: false },
        catalogueOf([]),
        random,
      );
    const refused = { ok: false, error: { type: "property-describes-orientation" } };
    expect(define("sexual-orientation", "so")).toMatchObject(refused);
    expect(define("o", "Gender identity")).toMatchObject(refused);
    expect(define("o", "o", "الميول الجنسية")).toMatchObject(refused);
    expect(define("o", "o", "التوجه الجنسي")).toMatchObject(refused);
    expect(define("o", "o", "خاصية", "ئاراستەی سێکسی")).toMatchObject(refused);
    expect(define("tribe", "tribe").ok).toBe(true);
    expect(define("rank", "rank")).toMatchObject({ ok: false, error: { type: "property-exists" } });
  });

  test("[KD-4] no text about a person states an orientation either; the same words stand on an act as the perpetrators' view", () => {
    for (const value of ["he is a homosexual", "known as gay.", "مِثْلِيّ الجنس", "Lesbian"])
      expect(claim({ property: "description", value }), value).toMatchObject({
        error: { type: "property-describes-orientation" },
      });
    for (const value of ["Gaylani, a baker", "غير متزوج", "مثلي أنا لا أنسى", "wears a long coat"])
      expect(claim({ property: "description", value }).ok, value).toBe(true);
    expect(claim({ property: "name", value: "Gay" }).ok).toBe(true);
    const said = stateAct(
      {
        ...standing,
        what: { said: "threat" },
        who: [],
        toWhom: [],
        perceived: [{ ground: "sexual-orientation", basis: "perceived", said: "you are gay", indicators: [] }],
      },
      random,
    );
    expect(said.ok).toBe(true);
  });

  test("a property of terms takes its terms, by code or by label, and nothing else", () => {
    const label = { en: "tribe", ar: "عشيرة", ckb: "عەشیرەت" };
    const terms = [{ code: "high", label: { en: "High", ar: "العالية", ckb: "بەرز" } }];
    const properties = catalogueOf([{ code: "tribe", of: ["per"], value: "term", label, identity: true, terms }]);
    const own: Catalogue = { ...nobodyAgreed, properties };
    for (const value of ["high", "High", "العالية"]) {
      const stated = claim({ property: "tribe", value }, own);
      expect(stated.ok && stated.value.proposals[0]?.x["value"]).toEqual({ type: "term", code: "high", said: value });
    }
    expect(claim({ property: "tribe", value: "low" }, own)).toMatchObject({ error: { type: "value-not-a-term" } });
  });
});

describe("an act", () => {
  const act = (more: Partial<ActOrder>) =>
    stateAct({ ...standing, what: { said: "taken" }, who: [], toWhom: [], ...more }, random);

  test("[KD-3] holds many victims and many perpetrators, each with a part, counted strangers and units among them", () => {
    const stated = act({
      incident: { type: "new", label: "the evening at the gate", of: "inc" },
      toWhom: [
        { type: "new", label: "Invented One" },
        { type: "new", label: "Invented One" },
        { type: "words", words: "women of the quarter", number: 20 },
      ],
      who: [
        { who: { type: "new", label: "the guards", of: "grp" }, degree: "carried-out" },
        { who: { type: "known", id: person }, degree: "ordered", as: "emir" },
        { who: { type: "not-known", number: 3 }, degree: "present" },
      ],
    });
    if (!stated.ok) throw new Error("refused");
    const { opened, proposals } = stated.value;
    // Said twice in one act, the same new name is one person.
    expect(opened.map((id) => id.slice(0, 3)).sort()).toEqual(["grp", "inc", "per"]);
    for (const { k, x } of proposals) expect(checkBody(k, x)).toEqual({ ok: true, value: k });
    const body = proposals.at(-1)?.x as { victims: { type: string }[]; perpetrators: { who: { type: string } }[] };
    expect(body.victims.map(({ type }) => type)).toEqual(["person", "person", "words"]);
    expect(body.perpetrators.map(({ who }) => who.type)).toEqual(["group", "person", "not-known"]);
  });
});

describe("a link", () => {
  const link = (relation: string, from: string, to: string, more = {}) =>
    stateLink(
      { ...standing, from: { type: "known", id: from }, relation, to: { type: "known", id: to }, ...more },
      random,
    );

  test("holds only between the kinds of record it is said of, and never of a record with itself", () => {
    expect(link("commands", person, group).ok).toBe(true);
    expect(link("commands", group, person)).toMatchObject({ error: { type: "link-ends" } });
    expect(link("commands", person, person)).toMatchObject({ error: { type: "link-to-itself" } });
    expect(link("adores", person, group)).toMatchObject({ error: { type: "term-not-known" } });
  });

  test("does not end before it begins; one day, one month and its days are no contradiction", () => {
    const period = (since: string, until: string) =>
      link("commands", person, group, { since: whenSaid(since), until: whenSaid(until) }).ok;
    expect(period("2015-03", "2014-08")).toBe(false);
    expect(period("2014-08-20", "2014-08")).toBe(true);
    expect(period("2014-08-20", "2014-08-20")).toBe(true);
  });
});

describe("a date as said", () => {
  test("[KD-2] keeps every word; a Hijri date stays as said and is never turned into another", () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (said) => whenSaid(said).said === said.trim()));
    for (const said of ["1435", "1435-10", "رمضان ١٤٣٥ هـ", "١٤٣٥", "1436 AH"])
      expect(whenSaid(said), said).toEqual({ said, precision: "not-known", calendar: "hijri" });
  });

  test("an ISO date in any digits, a range, and one said to be rough are understood with their precision", () => {
    expect(whenSaid("٢٠١٤-٠٨")).toEqual({
      said: "٢٠١٤-٠٨",
      from: "2014-08",
      to: "2014-08",
      precision: "month",
      calendar: "gregorian",
    });
    expect(whenSaid("about 2014-08")).toMatchObject({ from: "2014-08", precision: "about" });
    expect(whenSaid("حوالي ٢٠١٤")).toMatchObject({ from: "2014", precision: "about" });
    expect(whenSaid("2014-08..2014-10")).toMatchObject({ from: "2014-08", to: "2014-10", precision: "month" });
    expect(whenSaid("after the feast")).toEqual({
      said: "after the feast",
      precision: "not-known",
      calendar: "gregorian",
    });
  });
});

test("[KD-1][KD-5] a fact is withdrawn once and with a reason; another page is added to it, the same one is not", () => {
  const version = { k: "claim.made" } as Version;
  const state = { body: { citations: [citation] }, version };
  const id = `clm_${"e".repeat(20)}`;
  expect(withdrawStatement(id, state, "mistaken")).toMatchObject({ ok: true, value: { k: "claim.withdrawn" } });
  expect(withdrawStatement(id, state, " ")).toMatchObject({ ok: false, error: { type: "fact-needs" } });
  expect(withdrawStatement(`con_${"e".repeat(20)}`, state, "r")).toMatchObject({ error: { type: "cannot-withdraw" } });
  const gone = { ...state, withdrawn: { reason: "mistaken", version } };
  expect(withdrawStatement(id, gone, "again")).toMatchObject({ error: { type: "already-withdrawn" } });
  expect(citeAgain(id, state, citation)).toMatchObject({ error: { type: "cites-it-already" } });
  const other = { ...citation, place: { type: "page", page: 4 } } as const;
  const again = citeAgain(id, state, other);
  expect(again.ok && again.value.x["citations"]).toEqual([citation, other]);
});
