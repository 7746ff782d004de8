/** The whole path on the practice archive, as `npm start` runs it, asserted step by step. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "./amana.ts";
import { type Walk, walkPractice } from "./practice-walk.ts";

const folder = temporaryFolder();
let walk: Walk;
beforeAll(async () => {
  walk = await walkPractice(folder.path);
}, 300_000);
afterAll(() => folder.remove());

describe("a documentation officer's first day, on invented people", () => {
  test("everything in the folder is taken in, and what could not be read is listed with its reason", () => {
    const [summary] = amanaItems(walk.problems.out);
    expect(summary).toBeDefined();
    expect(walk.added.code).toBe(3);
    for (const { code } of walk.truth.unread) expect(walk.added.out).toContain(code);
  });

  test("each phrase is found under both its spellings, in its file and on its page", () => {
    expect(
      walk.searches.filter(({ found }) => !found).map(({ query, search }) => `${query} in ${search.file}`),
    ).toEqual([]);
  });

  test("each fact is kept with its page and shown with it", () => {
    for (const { fact, id, shown } of walk.facts) {
      expect(id, shown).toMatch(/^(clm|act)_/);
      expect(shown).toContain("stands in");
      if (fact.quote.place.type === "page") expect(shown).toContain(`page ${fact.quote.place.page}`);
    }
  });

  test("a list comes in by the mapping that was proposed, and the dossier is printed", () => {
    expect(walk.list.code, walk.list.err).toBe(0);
    expect(walk.report.code, walk.report.err).toBe(0);
    expect(walk.report.out).toMatch(/[1-9]\d* footnotes/);
  });

  test("without everybody's consent nothing is written and the list names ids, never people", () => {
    expect(walk.refused.code).toBe(5);
    expect(walk.refused.out).toContain("withdrawn");
    for (const { label } of walk.truth.people) expect(`${walk.refused.out}${walk.refused.err}`).not.toContain(label);
  });

  test("[F4] the package is good to amana verify, to verify.sh and to verify.py", () => {
    expect(walk.handedOver.code).toBe(0);
    expect(Object.fromEntries(Object.entries(walk.checks).map(([who, { code }]) => [who, code]))).toEqual({
      vault: 0,
      ours: 0,
      shell: 0,
      python: 0,
    });
  });

  test("one changed bit is found and its file named by each of the three", () => {
    for (const { code, named } of Object.values(walk.altered)) {
      expect(code).toBe(4);
      expect(named).toMatch(/AMN-\d{6}/);
    }
  });
});

function amanaItems(out: string): string[] {
  return out.split("\n").filter((line) => line.includes("→"));
}
