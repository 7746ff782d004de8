import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkpointVectors } from "../../../spec/vectors/make-checkpoint.ts";
import { lineVectors } from "../../../spec/vectors/make-line.ts";
import { notebookVectors } from "../../../spec/vectors/make-notebook.ts";
import { proofVectors } from "../../../spec/vectors/make-proof.ts";
import { specText, vectors } from "./testing.ts";

test.each([
  ["line", lineVectors],
  ["notebook", notebookVectors],
  ["checkpoint", checkpointVectors],
  ["proof", proofVectors],
] as const)("the committed vectors of spec/%s.md are what their script makes", (name, make) => {
  expect(JSON.parse(JSON.stringify(make()))).toEqual(vectors(name));
});

const TESTS = [
  "line/line",
  "line/scan",
  "tree/tree",
  "note/note",
  "note/checkpoint",
  "notebook/notebook",
  "notebook/fork",
  "proof",
];

test.each(["line", "notebook", "checkpoint", "proof"])("every rule of spec/%s.md is in the name of a test", (name) => {
  const rules = [...specText(`${name}.md`).matchAll(/^- \*\*([A-Z]{2}-\d+)\*\*/gm)].map(([, id]) => id ?? "");
  const named = TESTS.map((test) => readFileSync(new URL(`${test}.test.ts`, import.meta.url), "utf8")).join("");
  const sampled = JSON.stringify(vectors(name));
  expect(rules.length).toBeGreaterThan(9);
  expect(rules.filter((id) => !named.includes(`[${id}]`) && !sampled.includes(`"rule":"${id}"`))).toEqual([]);
});
