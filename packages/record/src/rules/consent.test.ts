/** Claims about what a consent covers: the default is no, and each part of the question has its own no. */
import { describe, expect, test } from "vitest";
import type { ConsentState } from "../fold/consent.ts";
import type { Version } from "../fold/version.ts";
import type { ConsentGiven } from "../kinds/consent.ts";
import { type ConsentMissing, consentFor, type Purpose } from "./consent.ts";

const amina = "per_aaaaaaaaaaaaaaaaaaaa";
const wanted: Purpose = { purpose: "criminal-investigation", recipient: "UNITAD", onward: "no" };

const version = (e: string, k: string): Version => ({
  digest: "0".repeat(64),
  k,
  v: 1,
  e,
  p: [],
  t: "2026-01-01T00:00:00.000Z",
  x: {},
});
const given = (body: Partial<ConsentGiven> = {}, e = "con_1"): ConsentState => ({
  type: "given",
  person: amina,
  version: version(e, "consent.given"),
  body: {
    person: amina,
    purposes: ["criminal-investigation"],
    recipients: ["UNITAD"],
    onward: "no",
    conditions: ["lead-only"],
    how: "on tape",
    ...body,
  },
});
const asked: ConsentState = {
  type: "asked",
  person: amina,
  version: version("con_2", "consent.asked"),
  body: { person: amina, purposes: [], recipients: [], answer: "later" },
};
const withdrawn: ConsentState = {
  type: "withdrawn",
  person: amina,
  version: version("con_3", "consent.withdrawn"),
  body: { person: amina },
};

/** Written after the yes it takes back. */
const takenBack: ConsentState = { ...withdrawn, version: { ...withdrawn.version, p: ["1".repeat(64)] } };

describe("who is not covered, and why", () => {
  const refusals: readonly (readonly [string, readonly ConsentState[], Partial<Purpose>, ConsentMissing["why"]])[] = [
    ["nobody asked", [], {}, "never-asked"],
    ["somebody else agreed", [{ ...given(), person: "per_bbbbbbbbbbbbbbbbbbbb" }], {}, "never-asked"],
    ["asked, and the answer was not a yes", [asked], {}, "asked-no-yes"],
    ["agreed and withdrew", [withdrawn], {}, "withdrawn"],
    ["withdrew once, and was asked again without a yes", [withdrawn, asked], {}, "withdrawn"],
    [
      "[KD-8] a no that stands alone, beside a yes whose writer may not have known it",
      [given(), withdrawn],
      {},
      "withdrawn",
    ],
    ["agreed to another purpose", [given({ purposes: ["journalism"] })], {}, "other-purpose"],
    ["agreed to another recipient", [given({ recipients: ["a newspaper"] })], {}, "other-recipient"],
    [
      "purpose and recipient stand in two different consents",
      [given({ purposes: ["journalism"] }), given({ recipients: ["a newspaper"] }, "con_9")],
      {},
      "other-recipient",
    ],
    ["onward transfer wanted, only this recipient agreed", [given()], { onward: "yes" }, "onward-not-agreed"],
    [
      "onward transfer without asking wanted, only ask-first agreed",
      [given({ onward: "ask-first" })],
      { onward: "yes" },
      "onward-not-agreed",
    ],
    ["onward after asking wanted, only this recipient agreed", [given()], { onward: "ask-first" }, "onward-not-agreed"],
    [
      "a recipient whose name only begins like the agreed one",
      [given()],
      { recipient: "UNITAD press office" },
      "other-recipient",
    ],
  ];
  for (const [why, register, more, expected] of refusals)
    test(`${why}: ${expected}`, () => {
      expect(consentFor(amina, register, { ...wanted, ...more })).toEqual({
        ok: false,
        error: { type: "consent-missing", person: amina, why: expected },
      });
    });
});

describe("who is covered", () => {
  const covered: readonly (readonly [string, readonly ConsentState[], Partial<Purpose>])[] = [
    ["exactly what was agreed", [given()], {}],
    ["a name typed with other blanks and case", [given()], { recipient: "  unitad " }],
    ["any purpose, said by the person", [given({ purposes: ["any"] })], { purpose: "journalism" }],
    ["any recipient, said by the person", [given({ recipients: ["any"] })], { recipient: "an office not thought of" }],
    ["more onward transfer agreed than wanted", [given({ onward: "yes" })], { onward: "ask-first" }],
    ["one consent of several covers it", [asked, given({ purposes: ["journalism"] }), given({}, "con_1")], {}],
    ["an earlier consent was withdrawn in its own record, another stands", [takenBack, given()], {}],
  ];
  for (const [why, register, more] of covered)
    test(`${why}: covered, and the conditions travel along`, () => {
      expect(consentFor(amina, register, { ...wanted, ...more })).toEqual({
        ok: true,
        value: { consent: "con_1", conditions: ["lead-only"] },
      });
    });
});
