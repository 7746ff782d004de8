/**
 * What is left to do on one source, and in which order: pure bookkeeping, no engine. The rest of it stands in the todo after
 * every group, so that a run that is ended goes on where it was.
 */
import type { Problem } from "../../extract/contract.ts";
import type { HowRead } from "../../parser/events.ts";

/** The todo's detail. `pages` (from 1) are those left; intake writes `pages` and `reasons`, this pass the rest. */
export interface Todo {
  readonly pages: readonly number[];
  readonly reasons: readonly string[];
  readonly failed?: readonly Failed[];
  /** Pages so far were Kurdish: the installed tesseract goes on. */
  readonly kurdish?: boolean;
  /** Any page gave text, or was seen to hold none. */
  readonly some?: boolean;
}
export interface Failed {
  readonly page: number;
  readonly code: Problem["code"];
  readonly detail?: string;
}
export type Route = "sandbox" | "native";

export interface Group {
  readonly pages: readonly number[];
  readonly route: Route;
  /** The result stands, whatever language it turns out to be. */
  readonly last: boolean;
}
/** What is to become of a page that was read. */
export type Verdict = { readonly page: number } & (
  | { readonly type: "keep"; readonly kurdish?: boolean; readonly how?: HowRead }
  | { readonly type: "fail"; readonly problem: Problem }
  | { readonly type: "again"; readonly route: Route; readonly alone?: boolean }
);

interface Again {
  readonly page: number;
  readonly route: Route;
  readonly alone: boolean;
  readonly last: boolean;
}

export const groupSize = 8;

export class Work {
  readonly source: string;
  readonly reasons: readonly string[];
  like: HowRead | undefined;
  readonly #left: Set<number>;
  readonly #failed: Failed[];
  #some: boolean;
  #kurdish: boolean;
  /** The first page says how the others are likely to be read; until it is back, no other goes. */
  #known: boolean;
  #inHand = 0;
  readonly #fresh: number[];
  readonly #again: Again[] = [];

  constructor(source: string, todo: Todo) {
    this.source = source;
    this.reasons = todo.reasons;
    this.#fresh = [...new Set(todo.pages)].sort((a, b) => a - b);
    this.#left = new Set(this.#fresh);
    this.#failed = [...(todo.failed ?? [])];
    this.#some = todo.some === true;
    this.#kurdish = todo.kurdish === true;
    this.#known = todo.kurdish !== undefined;
  }

  get done(): boolean {
    return this.#left.size === 0;
  }
  get failed(): readonly Failed[] {
    return this.#failed;
  }
  get some(): boolean {
    return this.#some;
  }
  get todo(): Todo {
    return {
      pages: [...this.#left].sort((a, b) => a - b),
      reasons: this.reasons,
      ...(this.#failed.length > 0 && { failed: this.#failed }),
      ...(this.#known && { kurdish: this.#kurdish }),
      ...(this.#some && { some: true }),
    };
  }

  /** Undefined when nothing can be begun now; more may come when a group in hand is back. */
  next(native: boolean): Group | undefined {
    const group = this.#nextAgain() ?? this.#nextFresh(native);
    if (group !== undefined) this.#inHand += 1;
    return group;
  }

  /** Takes the verdicts on a group's pages. A page without one is read again. */
  back(group: Group, verdicts: readonly Verdict[]): void {
    this.#inHand -= 1;
    const judged = new Map(verdicts.map((verdict) => [verdict.page, verdict]));
    for (const page of group.pages) {
      const verdict: Verdict = judged.get(page) ?? { page, type: "again", route: group.route };
      if (verdict.type === "again") {
        const { route, alone = false } = verdict;
        // In the other engine it stays, whatever comes of it: no page goes to and fro.
        const last = group.last || route !== group.route;
        this.#again.push({ page, route, alone, last });
        if (last && !group.last && !alone) [this.#kurdish, this.#known] = [route === "native", true];
        continue;
      }
      this.#left.delete(page);
      if (verdict.type === "fail") {
        const { code, detail } = verdict.problem;
        this.#failed.push({ page, code, ...(detail !== undefined && { detail }) });
        continue;
      }
      this.#some = true;
      if (verdict.how !== undefined) this.like = verdict.how;
      if (verdict.kurdish !== undefined) [this.#kurdish, this.#known] = [verdict.kurdish, true];
    }
    // Of a first page that told nothing, no more is to be learnt by waiting.
    this.#known ||= this.#again.length === 0;
  }

  #nextAgain(): Group | undefined {
    const [first] = this.#again;
    if (first === undefined) return undefined;
    const alike = (other: Again) => other.route === first.route && other.last === first.last && !other.alone;
    const taken = first.alone ? [first] : this.#again.filter(alike).slice(0, groupSize);
    for (const each of taken) this.#again.splice(this.#again.indexOf(each), 1);
    return { pages: taken.map(({ page }) => page), route: first.route, last: first.last };
  }

  #nextFresh(native: boolean): Group | undefined {
    if (this.#fresh.length === 0 || (!this.#known && this.#inHand > 0)) return undefined;
    const pages = this.#fresh.splice(0, this.#known ? groupSize : 1);
    return { pages, route: native && this.#kurdish ? "native" : "sandbox", last: !native };
  }
}
