/** Whether a text is a table of values: the same number of columns, line after line (RFC 4180 quoting respected). */

/** With `named` (the extension says so) two rows or one column mark suffice; without it the shape must be plain. */
export function looksLikeTable(text: string, mark: string, named: boolean): boolean {
  const counts = columnCounts(text.slice(0, 16_384), mark, 60);
  const first = counts[0];
  if (first === undefined) return false;
  if (named && counts.length === 1) return first >= 2;
  const most = commonest(counts);
  if (most < 2) return false;
  const same = counts.filter((count) => count === most).length;
  if (named) return same >= counts.length * 0.5;
  return counts.length >= 3 && first === most && (most >= 3 || mark === "\t") && same >= counts.length * 0.9;
}

function columnCounts(text: string, mark: string, rowsAtMost: number): readonly number[] {
  const counts: number[] = [];
  let columns = 1;
  let quoted = false;
  let empty = true;
  for (let at = 0; at < text.length && counts.length < rowsAtMost; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === mark) columns += 1;
    else if (character === "\n" || character === "\r") {
      if (!empty) counts.push(columns);
      columns = 1;
      empty = true;
      continue;
    }
    empty = false;
  }
  // The last row may be cut by the sample; a text that is one row is looked at all the same.
  if (!empty && (counts.length === 0 || text.length < 16_384) && counts.length < rowsAtMost) counts.push(columns);
  return counts;
}

function commonest(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
