import fc from "fast-check";
import { expect, test } from "vitest";
import { printable } from "../runs.ts";
import { documentOf, keeping } from "../world.testing.ts";
import { showable } from "./coverage.ts";
import { renderPdf } from "./render.ts";
import { openTypesetter } from "./typesetter.ts";

test("letters of the three languages and of transliteration are shown, others are spelled out", () => {
  const shown = "ڕۆژێک لە کوردستان، قال: «نعم»؟ ١٧ – ʿAlī Ṣalāḥ “yes” † Ж €";
  expect(showable(shown)).toBe(shown);
  expect(showable("a😀中b")).toBe("a[U+1F600][U+4E2D]b");
});

test("a mark that no face can put on its letter is spelled out", () => {
  expect(showable("Ж\u064e")).toBe("Ж[U+064E]");
  expect(showable("مُخْتَلَق")).toBe("مُخْتَلَق");
});

test("what was spelled out needs no spelling out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = showable(printable(text));
      expect(showable(once)).toBe(once);
    }),
  );
});

test.skipIf(!(await openTypesetter()).ok)(
  "every character that counts as shown is in the faces, in each of their styles",
  async () => {
    const points = Array.from({ length: 0x10000 }, (_, i) => String.fromCodePoint(i)).filter(
      (c) => c.trim() !== "" && c.isWellFormed() && printable(c) === c && showable(c) === c,
    );
    expect(points.length).toBeGreaterThan(2500);
    const said = points.join(" ");
    const bold = { kind: "strong" as const, inlines: [said] };
    const inlines = [
      said,
      bold,
      { kind: "emphasis" as const, inlines: [said, bold] },
      { kind: "code" as const, text: said },
    ];
    // Typst refuses to write PDF/A with a letter that its face does not have.
    for (const language of ["en", "ckb"] as const) {
      const done = await renderPdf(
        documentOf([{ level: 1, blocks: [{ kind: "paragraph", inlines }] }], language),
        keeping(),
      );
      expect(done.ok).toBe(true);
    }
  },
);
