/** Exit codes, as people script them (README "Exit codes"). */
import type { Sentence } from "./words/index.ts";

export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  verification: 4,
  policy: 5,
  nothingFound: 6,
  noVault: 10,
  inUse: 11,
  locked: 12,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Ends a command with a sentence and a code; thrown, caught once in main. `sentence` is a key of the words. */
export class Stop extends Error {
  readonly code: ExitCode;
  readonly sentence: Sentence;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: ExitCode, sentence: Sentence, facts: Readonly<Record<string, string | number>> = {}) {
    super(sentence);
    this.name = "Stop";
    this.code = code;
    this.sentence = sentence;
    this.facts = facts;
  }
}
