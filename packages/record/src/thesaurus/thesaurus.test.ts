import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as parts from "../kinds/parts.ts";
import { indexText } from "../text/fold.ts";
import { ancestors, huridocsCode, type TermList, termByCode, termByHuridocs, termByWords, thesaurus } from "./index.ts";

const lists = Object.entries(thesaurus) as readonly [string, TermList][];
const anyCode = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 6, maxLength: 6 }).map(digitsOf);

describe.each(lists)("the list %s", (_name, list) => {
  test("has codes a line can hold, each once", () => {
    const codes = list.terms.map((term) => term.code);
    for (const code of codes) expect(code).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("says every term in English, Arabic and Sorani, each in its own letters", () => {
    for (const { code, label } of list.terms) {
      expect(label.en, code).toMatch(/^[A-Za-z][A-Za-z' ,-]*$/);
      expect(label.ar, code).toMatch(/^[\u0621-\u063a\u0640-\u0652 ،]+$/);
      expect(label.ckb, code).toMatch(/^[ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهھەوۆیێ ،]+$/);
    }
  });

  test("uses no words for two terms, in one language or across them", () => {
    const meant = new Map<string, string>();
    for (const { code, label } of list.terms)
      for (const words of [label.en, label.ar, label.ckb, code].map(indexText)) {
        expect(meant.get(words) ?? code, words).toBe(code);
        meant.set(words, code);
      }
  });

  test("leads from every term to a widest one", () => {
    for (const { code, broader } of list.terms) {
      if (broader !== undefined) expect(termByCode(list, broader), code).toBeDefined();
      // A circle would not end: follow it by hand, never more steps than there are terms.
      let at = termByCode(list, code);
      for (let steps = 0; at?.broader !== undefined; steps += 1) {
        expect(steps, code).toBeLessThan(list.terms.length);
        at = termByCode(list, at.broader);
      }
      expect(ancestors(list, code).at(-1)?.broader).toBeUndefined();
    }
  });

  test("takes each HURIDOCS code of 12 digits in at one term only", () => {
    const codes = list.terms.flatMap((term) => term.huridocs ?? []);
    for (const digits of codes) expect(digits).toMatch(/^(?!0{12})\d{12}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("finds every term again by its code, its labels in any spelling and its HURIDOCS codes", () => {
    for (const term of list.terms) {
      expect(termByCode(list, term.code)).toBe(term);
      for (const words of [...Object.values(term.label), term.code])
        expect(termByWords(list, ` ${words.toUpperCase().replaceAll("ی", "ي")} `)).toBe(term);
      for (const digits of term.huridocs ?? []) expect(termByHuridocs(list, digits)).toBe(term);
    }
  });

  test("[KD-6] exports a term as a code that brings it, or a wider term, back", () => {
    for (const { code } of list.terms) {
      const digits = huridocsCode(list, code);
      if (digits === undefined) continue;
      const back = termByHuridocs(list, digits);
      expect([code, ...ancestors(list, code).map((wider) => wider.code)]).toContain(back?.code);
    }
  });

  test("takes a code it has not in at the nearest ancestor it has", () => {
    const listed = new Map(list.terms.flatMap((term) => (term.huridocs ?? []).map((digits) => [digits, term.code])));
    const near = fc
      .tuple(fc.constantFrom(...listed.keys()), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 99 }))
      .map(([digits, at, pair]) => digits.slice(0, at * 2) + digitsOf([pair]) + digits.slice(at * 2 + 2));
    fc.assert(
      fc.property(fc.oneof(near, anyCode), (digits) => {
        // Said another way than the code does: of all listed ancestors, the one with most pairs.
        const pairs = (code: string) => code.replace(/(00)+$/, "");
        const above = [...listed.keys()].filter((code) => isAncestor(pairs(code), digits));
        const nearest = above.sort((a, b) => pairs(b).length - pairs(a).length)[0];
        expect(termByHuridocs(list, digits)?.code).toBe(nearest && listed.get(nearest));
      }),
    );
  });

  test("reads OpenEvSys's 14 digits when they name this list, and no other", () => {
    const digits = list.terms.find((term) => term.huridocs)?.huridocs?.[0] ?? "";
    const own = digitsOf([list.microThesaurus]);
    expect(termByHuridocs(list, digits + own)).toBe(termByHuridocs(list, digits));
    expect(termByHuridocs(list, digits + digitsOf([list.microThesaurus + 1]))).toBeUndefined();
  });

  test("answers nothing for what is no code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 16 }), (text) => {
        fc.pre(!/^(\d{12}|\d{14})$/.test(text));
        expect(termByHuridocs(list, text)).toBeUndefined();
      }),
    );
    for (const word of ["", "__proto__", "constructor", " "]) {
      expect(termByCode(list, word)).toBeUndefined();
      expect(termByWords(list, word)).toBeUndefined();
      expect(ancestors(list, word)).toEqual([]);
    }
  });
});

describe("the terms", () => {
  test("says each act and sex as lists do, each of those words for one term of the list only", () => {
    for (const list of [thesaurus.acts, thesaurus.sexes]) {
      const words = list.terms.flatMap((term) =>
        (term.also ?? []).map((said) => [indexText(said), term.code] as const),
      );
      for (const [said, code] of words)
        expect([said, words.filter((each) => each[0] === said && each[1] !== code)]).toEqual([said, []]);
      for (const [said, code] of words) {
        const label = list.terms.find((term) =>
          [term.label.en, term.label.ar, term.label.ckb].map(indexText).includes(said),
        );
        expect(termByWords(list, said)?.code).toBe(label?.code ?? code);
      }
    }
    expect(termByWords(thesaurus.acts, "kidnapped")?.code).toBe("abduction");
    expect(termByWords(thesaurus.acts, "معتقل")?.code).toBe("detention");
    expect(termByWords(thesaurus.sexes, "F")?.code).toBe("female");
  });

  test("what was thrown from a height is an execution, a killing, an act against life, and is exported as the first", () => {
    const wider = ancestors(thesaurus.acts, "thrown-from-height").map((term) => term.code);
    expect(wider).toEqual(["execution", "killing", "against-life"]);
    expect(huridocsCode(thesaurus.acts, "thrown-from-height")).toBe("010101020000");
  });

  test("a law that allows killing does not count as a killing", () => {
    expect(termByHuridocs(thesaurus.acts, "012101000000")?.code).toBe("edict-on-punishment");
  });

  test("every branch of the micro-thesaurus of acts comes in as something", () => {
    const branches = [...range(1, 17), ...range(30, 38), ...range(50, 56), ...range(70, 73), 90];
    for (const branch of branches)
      expect(termByHuridocs(thesaurus.acts, `${digitsOf([branch])}0000000000`)).toBeDefined();
  });

  test("certainty, reliability and exactness of dates bear the codes a line holds", () => {
    const codes = (list: TermList) => list.terms.map((term) => term.code);
    expect(codes(thesaurus.certainty)).toEqual(parts.certainty.options);
    expect(codes(thesaurus.reliability)).toEqual(parts.certainty.options);
    expect(codes(thesaurus.datePrecision)).toEqual(parts.when.entries.precision.options);
  });

  test("a link read from its other end is the same link", () => {
    for (const link of thesaurus.links.terms) {
      expect(link.of.from.length * link.of.to.length, link.code).toBeGreaterThan(0);
      for (const words of Object.values(link.inverse)) expect(words, link.code).not.toBe("");
      if (link.inverseCode === undefined) continue;
      const other = termByCode(thesaurus.links, link.inverseCode);
      expect(other).toMatchObject({ label: link.inverse, inverse: link.label, inverseCode: link.code });
      expect(other?.of).toEqual({ from: link.of.to, to: link.of.from });
    }
  });

  test("no list says what a person is: perception stands among the grounds of acts, and nowhere else", () => {
    for (const [name, list] of lists)
      if (name !== "grounds")
        for (const { code, label } of list.terms)
          expect(`${code} ${label.en}`).not.toMatch(/orient|gender ident|homosex|partner/i);
  });
});

/** An ancestor's pairs begin the code; the code itself is its own nearest. */
function isAncestor(pairs: string, digits: string): boolean {
  return digits.startsWith(pairs);
}

function digitsOf(pairs: readonly number[]): string {
  return pairs.map((pair) => String(pair).padStart(2, "0")).join("");
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
