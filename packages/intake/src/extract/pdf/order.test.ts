/** UAX #9 forwards and backwards. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bidiClass, type Direction, levels, reorder } from "./bidi.ts";
import { readingOrder } from "./order.ts";

/** What a page shows: characters from left to right. */
function draw(text: string, base: Direction): string[] {
  const chars = [...text];
  return reorder(levels(chars, chars.map(bidiClass), base)).map((i) => chars[i] ?? "");
}
function readBack(text: string, base: Direction): string {
  const shown = draw(text, base);
  return readingOrder(shown, base)
    .order.map((i) => shown[i] ?? "")
    .join("");
}

describe("display order (UAX #9)", () => {
  test.each<[string, Direction, string]>([
    ["car is THE CAR in arabic", 0, "car is THE CAR in arabic"],
    ["رقم 45", 1, "45 مقر"],
    ["في 12/08/2014", 1, "12/08/2014 يف"],
    ["رقم 2014-117", 1, "117-2014 مقر"],
    ["هاتف +964 770", 1, "770 964+ فتاه"],
    ["المادة 7(1)(h)", 1, ")h()1(7 ةداملا"],
    ["نسبة 25%", 1, "%25 ةبسن"],
    ["he said أحمد 45 to me", 0, "he said 45 دمحأ to me"],
  ])("%s", (text, base, shown) => {
    expect(draw(text, base).join("")).toBe(shown);
  });
});

describe("reading order", () => {
  test.each<[string, Direction]>([
    ["محضر إفادة رقم 2014/117 بتاريخ 12/08/2014", 1],
    ["أفاد الشاهد أحمد عبد الرحمن (Ahmed Abdulrahman) بأنه رأى السيارة رقم 45781 في حي الزهور.", 1],
    ["الهاتف: +964 770 123 4567، البريد: witness.a@example.org، الساعة 14:30.", 1],
    ["عدد الضحايا ٤٣٨٣ وعدد المشتبه بهم ١٨٠٤ (87 قضية ضد أفراد).", 1],
    ["وفقاً للمادة 7(1)(h) من نظام روما، والمادة 7(3)، فإن الاضطهاد جريمة.", 1],
    ["The witness said: «رأيت كل شيء» and then signed.", 0],
    ["العمر: 34 | المدينة: سنجار | UNHCR-2014-5567", 1],
  ])("%s", (text, base) => {
    expect(readBack(text, base)).toBe(text);
  });

  const word = fc.oneof(
    { weight: 5, arbitrary: fc.stringMatching(/^[ابتثجحخد]{1,6}$/) },
    { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) },
    { weight: 2, arbitrary: fc.stringMatching(/^\d{1,5}$/) },
    fc.constantFrom("12/08/2014", "٤٣٨٣", "(", ")", "-", "،", ":", "%"),
  );

  test("is a permutation of what is drawn, and when it calls itself exact it draws the same line again", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), fc.constantFrom<Direction>(0, 1), (list, base) => {
        const shown = draw(list.join(" "), base);
        const { order, exact } = readingOrder(shown, base);
        expect([...order].sort((a, b) => a - b)).toEqual(shown.map((_, i) => i));
        if (exact) expect(draw(order.map((i) => shown[i] ?? "").join(""), base)).toEqual(shown);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is found exactly for nearly every line of words and numbers", () => {
    let exact = 0;
    const runs = 1_000;
    const plain = fc.array(
      fc.oneof(
        fc.stringMatching(/^[ابتثجحخد]{1,6}$/),
        fc.stringMatching(/^[a-z]{1,6}$/),
        fc.stringMatching(/^\d{1,5}$/),
      ),
      { minLength: 1, maxLength: 9 },
    );
    for (const list of fc.sample(plain, { numRuns: runs, seed: 7 }))
      if (readingOrder(draw(list.join(" "), 1), 1).exact) exact++;
    expect(exact).toBeGreaterThan(0.97 * runs);
  });
});
