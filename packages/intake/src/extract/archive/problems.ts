/** Faults of single members: the first ones each by its position, the rest as a count, so that a hostile archive cannot flood the record. */
import type { ProblemCode, ProblemError, Sink } from "../contract.ts";

const toldSingly = 50;

export interface MemberProblems {
  add(error: ProblemError, position: number): void;
  end(): void;
}

export function memberProblems(sink: Sink): MemberProblems {
  const counts = new Map<ProblemCode, number>();
  let told = 0;
  return {
    add(error, position) {
      const { code, detail } = error.problem;
      if (told < toldSingly)
        sink.problem({ code, detail: `member ${position}${detail === undefined ? "" : `: ${detail}`}`, partly: true });
      else counts.set(code, (counts.get(code) ?? 0) + 1);
      told += 1;
    },
    end() {
      for (const [code, count] of counts) sink.problem({ code, detail: `${count} more members`, partly: true });
    },
  };
}
