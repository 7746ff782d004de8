/** Rows of a table keep their columns, whatever stands in the cells. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { tableExtractor } from "./table.ts";

async function passages(text: string, type = "text/csv") {
  const read = await runExtractor(tableExtractor, new TextEncoder().encode(text), "a", { type });
  return read.layers[0]?.passages ?? [];
}

/** The cells again, from the passages alone. */
function cellsOf(found: Awaited<ReturnType<typeof passages>>): Map<string, string> {
  const cells = new Map<string, string>();
  for (const { text, place } of found) {
    if (place.type !== "cell") throw new Error("a row is a place in a sheet");
    for (const [index, cell] of text.split("\t").entries()) {
      const at = `${place.row}:${(place.column ?? 1) + index}`;
      if (cell !== "") cells.set(at, (cells.get(at) ?? "") + cell);
    }
  }
  return cells;
}

test("every cell is found in its own column, tabs, line breaks, gaps and long rows or not", async () => {
  const unit = fc.constantFrom(..."ab ,;|\t\"'\nب1");
  const cell = fc.oneof(
    { weight: 8, arbitrary: fc.string({ unit, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(..."xy ب"), minLength: 3_000, maxLength: 9_000 }) },
    { weight: 4, arbitrary: fc.constant("") },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 30 }), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join("\t")).join("\n");
        // Here the mark is known, not guessed.
        const found = cellsOf(await passages(text, "text/tab-separated-values"));
        for (const [r, row] of rows.entries())
          for (const [c, each] of row.entries())
            expect(found.get(`${r + 1}:${c + 1}`) ?? "").toBe(each.replaceAll("\t", " ").trim());
      },
    ),
    { numRuns: 60 },
  );
});

test("a tab inside a quoted cell does not move the cells after it", async () => {
  const [, row] = await passages('name,note,place\nAram,"seen\tat dusk",Seven Wells\n');
  expect(row?.text).toBe("Aram\tseen at dusk\tSeven Wells");
});

test("a row that begins with an empty cell says at which column it begins", async () => {
  const [, row] = await passages("name,note\n,seen at dusk\n");
  expect(row).toEqual({ text: "seen at dusk", place: { type: "cell", sheet: "", row: 2, column: 2 } });
});
