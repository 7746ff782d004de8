/** Claims about the log as a verifier and a reader get it. */
import { propose } from "@amana/record";
import { afterAll, expect, test } from "vitest";
import { POSITIONS } from "../db/log-schema.ts";
import { newId, testVaults } from "../vault.testkit.ts";

const vaults = testVaults();
afterAll(() => vaults.remove());

test("a verifier gets every line and digest in runs; a missing row is a hole in their positions; the cache is as before", () => {
  const vault = vaults.open(vaults.fresh());
  const { digests } = vault.append(
    Array.from({ length: 5 }, (_, n) => propose("note.written", newId("note"), { text: `invented note ${n}` })),
  );
  const name = vault.view.notebooks()[0]?.name ?? "";
  const reader = vault.view.notebookReader(name);
  const read = () =>
    [...(reader?.runs() ?? [])].flatMap((run) =>
      Array.from(run.ends, (end, at) => ({
        position: run.position + at,
        text: Buffer.from(run.text.subarray(at === 0 ? 0 : (run.ends[at - 1] ?? 0) + 1, end)).toString(),
        digest: Buffer.from(run.digests.subarray(at * 32, at * 32 + 32)).toString("hex"),
      })),
    );
  const whole = read();
  expect(whole.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(whole.slice(1).map(({ digest }) => digest)).toEqual(digests);
  expect(whole[3]?.text).toContain("invented note 2");
  for (const _ of reader?.runs() ?? []) break;
  expect(vault.inside.db.pragma("cache_size", { simple: true })).toBe(-65_536);
  vault.inside.db.prepare("DELETE FROM line WHERE id = ?").run(POSITIONS + 3);
  expect(read()).toEqual(whole.filter(({ position }) => position !== 3));
  vault.close();
});
