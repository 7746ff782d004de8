/**
 * The usual distance from one line to the next, by size of letters, gathered as a document's pages go by. Points.
 * A writer's space between paragraphs is only seen against it: 31 points are a gap in one document and the line feed in
 * another.
 */

/** Advances are counted in half points: writers round, and fonts that stand in for one another differ a little. */
const steps = 2;
/** An advance that so few of the pairs have is an accident of the page (a formula, a sign over a line). */
const leastShare = 0.1;
/** Letters of posters have no usual leading; and a hostile file shall not fill the table. */
const largest = 200;

export interface UsualAdvance {
  readonly advance: number;
  /** How many pairs of lines show it. */
  readonly seen: number;
}

export class Leading {
  readonly #bySize = new Map<number, { total: number; readonly counts: Map<number, number> }>();
  readonly #known = new Map<number, UsualAdvance>();

  /** One line of `size` stands `advance` under the line before. */
  note(size: number, advance: number): void {
    if (!(size <= largest)) return;
    const key = Math.round(size * steps);
    let seen = this.#bySize.get(key);
    if (seen === undefined) {
      seen = { total: 0, counts: new Map() };
      this.#bySize.set(key, seen);
    }
    const step = Math.round(advance * steps);
    seen.total++;
    seen.counts.set(step, (seen.counts.get(step) ?? 0) + 1);
    this.#known.delete(key);
  }

  /** The smallest advance that is no accident; undefined when lines of this size were never seen one under the other. */
  usual(size: number): UsualAdvance | undefined {
    const key = Math.round(size * steps);
    const known = this.#known.get(key);
    const seen = this.#bySize.get(key);
    if (known !== undefined || seen === undefined) return known;
    const near = (step: number): number => seen.counts.get(step) ?? 0;
    for (const step of [...seen.counts.keys()].sort((a, b) => a - b)) {
      const support = near(step - 1) + near(step) + near(step + 1);
      if (support < leastShare * seen.total) continue;
      const usual = { advance: step / steps, seen: support };
      this.#known.set(key, usual);
      return usual;
    }
    return undefined;
  }
}
