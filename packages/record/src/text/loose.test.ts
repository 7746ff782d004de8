import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clitics, isInflected } from "./clitics.ts";
import { fold } from "./fold.ts";
import { looseKey } from "./loose.ts";

const loose = (word: string) => looseKey(fold(word));

describe("the loose key", () => {
  test.each([
    ["کوردییەوە", "كوردييەوە"],
    ["گوڵ", "كول"],
    ["پێشمەرگە", "بيشمەركە"],
    ["چۆمان", "جومان"],
    ["ڕووداو", "روداو"],
    ["ڤیان", "فيان"],
    ["ثلاثة", "ثالثة"],
    ["الإسلام", "االسالم"],
    ["الأول", "األول"],
    ["Hassan", "Hasan"],
  ])("%s and %s are one loose spelling", (one, other) => {
    expect(loose(one)).toBe(loose(other));
  });

  test.each([
    ["ما", "مما"],
    ["الانسان", "للانسان"],
    ["ii", "iii"],
    ["2014", "22014"],
    ["فعلا", "فعالا"],
  ])("%s and %s stay apart", (one, other) => {
    expect(loose(one)).not.toBe(loose(other));
  });

  test("loosening twice is loosening once", () => {
    const word = fc.string({ unit: fc.constantFrom(..."الوويگكمنپێۆڵڕabss12"), maxLength: 12 });
    fc.assert(
      fc.property(word, (text) => {
        expect(looseKey(looseKey(text))).toBe(looseKey(text));
      }),
    );
  });

  test("swapping any alef with the lam beside it, as PDF text layers do, keeps the key", () => {
    const word = fc.string({ unit: fc.constantFrom(..."الالمنس"), minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(word, fc.nat(8), (text, at) => {
        const pair = text.slice(at, at + 2);
        if (pair !== "ال" && pair !== "لا") return;
        expect(looseKey(text.slice(0, at) + pair.charAt(1) + pair.charAt(0) + text.slice(at + 2))).toBe(looseKey(text));
      }),
    );
  });
});

describe("words with small words grown on", () => {
  const forms = (word: string) => clitics(fold(word));
  test.each([
    ["شهود", ["الشهود", "والشهود", "بالشهود", "للشهود", "وشهود", "شهودهم"]],
    ["الشهود", ["شهود", "والشهود", "وللشهود", "كالشهود"]],
    ["والشهود", ["شهود", "الشهود"]],
    ["شهادة", ["شهادتها", "شهادتهم", "شهادات", "والشهاده"]],
    ["لجنة", ["للجنه", "وللجنه", "اللجنه"]],
    ["محمد", ["ومحمد", "لمحمد", "بمحمد"]],
  ])("%s is also looked for as %j", (word, wanted) => {
    expect(forms(word)).toEqual(expect.arrayContaining(wanted));
  });

  test("function words are never offered, nor the word itself, nor more than forty", () => {
    expect(forms("علي")).not.toContain("عليه");
    for (const word of ["علي", "شهادة", "الشهود", "لجنة", "وال", "ل"]) {
      expect(forms(word)).not.toContain(fold(word));
      expect(forms(word).length).toBeLessThanOrEqual(40);
    }
    expect(clitics("witness")).toEqual([]);
  });

  test.each([
    ["پێشمەرگە", "پێشمەرگەکانیش"],
    ["ماڵ", "ماڵەکانمان"],
    ["گوند", "گوندێک"],
    ["ژن", "ژنان"],
    ["witness", "witnesses"],
    ["gund", "gundên"],
  ])("%s grows into %s", (term, candidate) => {
    expect(isInflected(fold(term), fold(candidate))).toBe(true);
  });

  test.each([
    ["کورد", "کوردستان"],
    ["the", "then"],
    ["ali", "aline"],
    ["شهود", "شهود"],
    ["prison", "prisoner"],
  ])("%s does not grow into %s", (term, candidate) => {
    expect(isInflected(fold(term), fold(candidate))).toBe(false);
  });
});
