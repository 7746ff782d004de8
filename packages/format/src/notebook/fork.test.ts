import { expect, test } from "vitest";
import { textOf, utf8 } from "../bytes.ts";
import { digestOfLine } from "../line/line.ts";
import { newSigningKey, notebookNames } from "../note/keys.ts";
import { signCheckpoint } from "../note/signed-checkpoint.ts";
import { flipBit, ruleOf, unwrap, vectors } from "../testing.ts";
import { buildTree } from "../tree/tree.ts";
import { compareCheckpoints, formatFork, parseFork, verifyFork } from "./fork.ts";

const { forks } = vectors<{
  readonly forks: {
    readonly vkey: string;
    readonly shown: readonly {
      readonly name: string;
      readonly text: string;
      readonly older: number;
      readonly newer: number;
    }[];
    readonly refused: readonly { readonly rule: string; readonly name: string; readonly text: string }[];
  };
}>("notebook");

const key = newSigningKey(new Uint8Array(32).fill(1));
const { vkey } = notebookNames(key.publicKey);
const common = [1, 2, 3].map((n) => digestOfLine(`common ${n}`));
const grow = (branch: string, upTo: number) =>
  buildTree([...common, ...Array.from({ length: upTo - 3 }, (_, n) => digestOfLine(`${branch} ${n}`))]);
const [left, right] = [grow("left", 9), grow("right", 12)];
const note = (tree: typeof left, size: number) => signCheckpoint(key, size, tree.rootAt(size));
const earlier = (tree: typeof left, older: number, newer: number) => ({
  root: tree.rootAt(older),
  proof: tree.consistency(older, newer),
});

test.each(forks.shown)("[NB-16] a fork is shown: $name", ({ text, older, newer }) => {
  expect(unwrap(verifyFork(text, forks.vkey))).toEqual({ older, newer });
});

test.each(forks.refused)("[$rule] no fork: $name", ({ rule, text }) => {
  expect(ruleOf(verifyFork(text, forks.vkey))).toBe(rule);
});

test("[NB-16] two checkpoints of one notebook are the same, grown, a fork, or not yet shown", () => {
  expect(unwrap(compareCheckpoints(note(left, 5), note(left, 5), vkey))).toEqual({ type: "same" });
  expect(unwrap(compareCheckpoints(note(left, 5), note(right, 5), vkey))).toEqual({ type: "fork", older: 5, newer: 5 });
  expect(unwrap(compareCheckpoints(note(left, 5), note(right, 9), vkey))).toEqual({
    type: "not-shown",
    older: 5,
    newer: 9,
  });
  expect(unwrap(compareCheckpoints(note(left, 9), note(left, 5), vkey, earlier(left, 5, 9)))).toEqual({
    type: "grown",
    older: 5,
    newer: 9,
  });
  expect(unwrap(compareCheckpoints(note(left, 0), note(right, 9), vkey))).toEqual({
    type: "grown",
    older: 0,
    newer: 9,
  });
});

test("[NB-17] for every two sizes, the newer tree's own earlier root convicts exactly where the branches differ", () => {
  for (let older = 1; older <= 9; older++) {
    for (let newer = older + 1; newer <= 12; newer++) {
      const compared = unwrap(
        compareCheckpoints(note(left, older), note(right, newer), vkey, earlier(right, older, newer)),
      );
      expect(compared.type).toBe(older <= 3 ? "grown" : "fork");
    }
  }
});

test("[NB-17] nobody can be convicted with an earlier root that was made up", () => {
  const made = { ...earlier(left, 5, 9), root: right.rootAt(5) };
  expect(ruleOf(compareCheckpoints(note(left, 5), note(left, 9), vkey, made))).toBe("NB-17");
});

test("[NB-18] a fork file is read as it was written", () => {
  for (const fork of [
    { older: note(left, 5), newer: note(right, 5) },
    { older: note(left, 5), newer: note(right, 9), earlier: earlier(right, 5, 9) },
  ]) {
    expect(unwrap(parseFork(formatFork(fork)))).toEqual(fork);
  }
});

test("[NB-19] no bit of a fork file can be changed into another conviction", () => {
  const fork = formatFork({ older: note(left, 5), newer: note(right, 9), earlier: earlier(right, 5, 9) });
  const bytes = utf8(fork);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const text = textOf(flipBit(bytes, bit));
    if (text !== undefined) expect(verifyFork(text, vkey).ok, `bit ${bit}`).toBe(false);
  }
});

test("[NB-16] checkpoints of somebody else convict nobody", () => {
  const stranger = newSigningKey(new Uint8Array(32).fill(2));
  expect(ruleOf(compareCheckpoints(note(left, 5), signCheckpoint(stranger, 5, right.rootAt(5)), vkey))).toBe("CP-6");
});
