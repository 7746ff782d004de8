import { tokens } from "@amana/record";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Expansion, expand } from "./expand.ts";
import { type Node, parseQuery } from "./query.ts";
import { worldOf } from "./world.testing.ts";

const world = worldOf([
  /* 0 */ "وصل محمد إلى تلعفر مساءً ومعه ثلاثة شهود",
  /* 1 */ "Muhammad drove to Tal Afar that evening",
  /* 2 */ "Mihemed çû Şengalê",
  /* 3 */ "محەممەد لە تەلەعفەر بوو",
  /* 4 */ "قال الشهود إن محمود لم يكن هناك",
  /* 5 */ "Mohamed Al-Hamdani, case 2014/117, wrote to n.aziz@example.org",
  /* 6 */ "عبد الرحمن الحمداني وعبدالرحمن آخر",
  /* 7 */ "Abdul Rahman and Ebdulrehman are one person",
  /* 8 */ "قتل ٤٬٣٨٣ شخصاً، أي 4383 في المجموع، 4,383 victims",
  /* 9 */ "پێشمەرگەکانیش هاتن بۆ گوندەکە",
  /* 10 */ "the prisoners saw the prison from the road",
  /* 11 */ "ثالثة رجال من شەنگال",
  /* 12 */ "Telafer di 2014an de",
  /* 13 */ "وعبد الله مع Kamal و جمال",
  /* 14 */ "Jamal and Cemal",
]);

function expanded(line: string): Expansion {
  const query = parseQuery(line);
  if (!query.ok) throw new Error(query.error.type);
  return expand(query.value, world.vocabulary);
}
function found(line: string, tier = "sound"): number[] {
  const steps = expanded(line).steps.filter(
    (step) =>
      ["exact", "form", "loose", "sound"].indexOf(step.tier) <= ["exact", "form", "loose", "sound"].indexOf(tier),
  );
  const last = steps.at(-1);
  return last === undefined ? [] : world.ask(last.match);
}

describe("a word finds every spelling of itself", () => {
  test("«محمد» finds Muhammad, Mohamed, Mihemed and محەممەد, not محمود; the exact hit is told apart", () => {
    expect(found("محمد")).toEqual([0, 1, 2, 3, 5]);
    expect(found("محمد", "exact")).toEqual([0]);
    expect(found("Mohamed")).toEqual([0, 1, 2, 3, 5]);
  });
  test("«تلعفر» finds Tal Afar, Telafer and تەلەعفەر, and each of them finds it", () => {
    for (const line of ["تلعفر", "Tal Afar", "Telafer", "تەلەعفەر", "tel afer"])
      expect(found(line)).toEqual([0, 1, 3, 12]);
  });
  test("a name in two parts is found in one, and the other way round", () => {
    for (const line of [
      "عبد الرحمن",
      "عبدالرحمن",
      "Abdulrahman",
      "Abdul Rahman",
      "Abd al-Rahman",
      "Abd al Rahman",
      "Ebdulrehman",
    ])
      expect(found(line)).toEqual([6, 7]);
  });
  test("a word finds its grown forms", () => {
    expect(found("شهود")).toEqual([0, 4]);
    expect(found("الشهود", "form")).toEqual([0, 4]);
    expect(found("پێشمەرگە")).toEqual([9]);
    expect(found("گوند")).toEqual([9]);
    expect(found("prisoner")).toEqual([10]);
  });
  test("a word finds what a PDF text layer made of it, and what an Arabic keyboard made of Kurdish", () => {
    expect(found("ثلاثة")).toEqual([0, 11]);
    expect(found("كوندةكة", "loose")).toEqual([9]);
  });
  test("a number finds itself in every script and with its thousands apart", () => {
    for (const line of ["4383", "٤٣٨٣", "4,383", "۴۳۸۳", "٤,٣٨٣"]) expect(found(line, "exact")).toEqual([8]);
  });
  test("addresses, case numbers and hyphenated names are found as they are written", () => {
    expect(found("n.aziz@example.org", "exact")).toEqual([5]);
    expect(found("2014/117", "exact")).toEqual([5]);
    expect(found("al-Hamdani")).toEqual([5, 6]);
  });
  test("جمال is not كمال, and says which spellings were tried", () => {
    expect(found("جمال")).toEqual([13, 14]);
    expect(expanded("جمال").tried).toEqual([
      {
        typed: "جمال",
        at: 0,
        excluded: false,
        variants: [
          { words: "جمال", tier: "exact", passages: 1 },
          { words: "cemal", tier: "sound", passages: 1 },
          { words: "jamal", tier: "sound", passages: 1 },
        ],
      },
    ]);
  });
  test("~ hears a small word too", () => {
    expect(found("jamal")).toEqual([14]);
    expect(found("~jamal")).toEqual([13, 14]);
    expect(found('~"tal afar"')).toEqual([1]);
  });
});

describe("operators", () => {
  test.each<readonly [string, readonly number[]]>([
    ["prison -prisoners", []],
    ["road -شهود", [10]],
    ["الشهود OR road", [0, 4, 10]],
    ["الشهود | road", [0, 4, 10]],
    ["(road OR evening) the", [10]],
    ['"saw the prison"', [10]],
    ["«saw the prison»", [10]],
    ["“the saw”", []],
    ["prisoners NEAR/2 prison", [10]],
    ["prisoners NEAR/1 prison", []],
    ["prisoners NEAR/٢ prison", [10]],
    ["priso*", [10]],
    ["شه* -محمود", [0, 11]],
    ["NOT محمود شهود", [0]],
  ])("%s", (line, wanted) => {
    expect(found(line, "form")).toEqual(wanted);
  });

  test("with nothing to find, what to leave out is said on its own", () => {
    const { steps, exclude } = expanded("-prison -محمود type:email");
    expect(steps).toEqual([]);
    expect(world.ask(exclude ?? "")).toEqual([4, 10]);
  });

  test("nothing but what was typed is left out", () => {
    expect(world.ask(expanded("-محمد").exclude ?? "")).toEqual([0]);
  });
});

const pieces = [
  ..."() [] | & - ~ * ٭ : \" « » “ ” ' ’ , ، / \\ ^ { } + ; -- ; NULL \u0000 \u200f \u2067 \ud800 😀".split(" "),
  " ",
  " ",
  " ",
  "OR",
  "AND",
  "NOT",
  "NEAR",
  "NEAR/3",
  "NEAR/٣",
  "from:",
  "date:",
  "تاريخ:",
  "2014..",
  ">=2014",
  "type:",
  "لە:",
  "محمد",
  "Muhammad",
  "Tal",
  "Afar",
  "شهود",
  "prison",
  "4,383",
  "٤٣٨٣",
  "عبد",
  "الرحمن",
  "al",
  "پێشمەرگە",
  "東京",
  "a",
  "ﷺ",
  "Sa'id",
];
const anyLine = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(" ")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

test("whatever is typed is a query or a refusal, and FTS5 takes every expression that comes of it", () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const query = parseQuery(line);
      if (!query.ok) {
        expect(query.error.type).toMatch(/^[a-z-]+$/);
        return;
      }
      const { steps, exclude } = expand(query.value, world.vocabulary);
      let before: number[] = [];
      for (const step of steps) {
        const hits = world.ask(step.match);
        if (!hasExclusion(query.value.text)) expect(before.every((hit) => hits.includes(hit))).toBe(true);
        before = hits;
      }
      if (exclude !== undefined) world.ask(exclude);
      for (const note of query.value.notes) expect(note.at + note.length).toBeLessThanOrEqual(line.length);
    }),
    { numRuns: 3_000 },
  );
});

function hasExclusion(node: Node | undefined): boolean {
  if (node === undefined || node.type === "word" || node.type === "phrase" || node.type === "near") return false;
  return node.type === "not" || node.items.some(hasExclusion);
}

describe("the exact step finds what a reader with a finger on the page would find", () => {
  const cut = world.passages.map((passage) => tokens(passage).map((token) => token.term));
  const vocabulary = [...new Set(cut.flat())];
  const word = fc.constantFrom(...vocabulary.filter((term) => !/^(?:[ae]l|\d.*)$/.test(term)));
  const phrase = fc.constantFrom(...cut.flatMap((terms) => terms.slice(1).map((term, i) => `"${terms[i]} ${term}"`)));
  const leafLine = fc.oneof(
    word,
    phrase,
    word.map((term) => `${term.slice(0, 3)}*`).filter((line) => line.length > 2),
    fc.tuple(word, fc.nat(4), word).map(([a, n, b]) => `${a} NEAR/${n} ${b}`),
  );
  const { line } = fc.letrec<{ line: string }>((tie) => ({
    line: fc.oneof(
      { depthSize: "small" },
      leafLine,
      fc.tuple(tie("line"), tie("line")).map(([a, b]) => `(${a} OR ${b})`),
      fc.tuple(tie("line"), tie("line")).map(([a, b]) => `(${a}) (${b})`),
      fc.tuple(tie("line"), word).map(([a, b]) => `(${a}) -${b}`),
    ),
  }));

  const holds = (node: Node, terms: readonly string[]): boolean => {
    if (node.type === "not") return !holds(node.item, terms);
    if (node.type === "and") return node.items.every((item) => holds(item, terms));
    if (node.type === "or") return node.items.some((item) => holds(item, terms));
    if (node.type !== "near") return places(node.terms, terms, node.type === "word" && node.prefix).length > 0;
    const [a, b] = node.items.map((item) => places(item.terms, terms, false));
    return (
      (a ?? []).some((x) => (b ?? []).some((y) => x !== y && Math.abs(x - y) - 1 <= node.distance)) ||
      (a ?? []).some((x) => (b ?? []).includes(x))
    );
  };
  const places = (wanted: readonly string[], terms: readonly string[], prefix: boolean): number[] =>
    terms.flatMap((_, at) =>
      wanted.every((term, k) =>
        prefix && k === wanted.length - 1 ? (terms[at + k]?.startsWith(term) ?? false) : terms[at + k] === term,
      )
        ? [at]
        : [],
    );

  test("words, phrases, prefixes, NEAR, choices and exclusions in any nesting", () => {
    fc.assert(
      fc.property(line, (text) => {
        const query = parseQuery(text);
        if (!query.ok) {
          expect(["too-many-words", "brackets-too-deep"]).toContain(query.error.type);
          return;
        }
        const node = query.value.text;
        if (node === undefined) throw new Error("a line of words is a query");
        const exact = expand(query.value, world.vocabulary).steps.find((step) => step.tier === "exact");
        expect(world.ask(exact?.match ?? "")).toEqual(cut.flatMap((terms, i) => (holds(node, terms) ? [i] : [])));
      }),
      { numRuns: 1_000 },
    );
  });
});
