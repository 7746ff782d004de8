/** The languages of a whole source, from those of its passages. */
import type { Identified } from "./identify.ts";

export interface SourceLanguages {
  /** The language of most of the text; `und` when no passage could be told. */
  readonly main: string;
  /** Every language that holds a tenth of the text or more, the largest first; shares of the text that could be told. */
  readonly all: readonly { readonly language: string; readonly share: number }[];
}

/** Passages weigh by their length and by how sure the answer was; passages that could not be told do not count. */
export function sourceLanguages(passages: Iterable<Identified & { readonly length: number }>): SourceLanguages {
  const weights = new Map<string, number>();
  let total = 0;
  for (const { language, confidence, length } of passages) {
    if (language === "und" || !(length > 0)) continue;
    const weight = length * confidence;
    weights.set(language, (weights.get(language) ?? 0) + weight);
    total += weight;
  }
  if (total === 0) return { main: "und", all: [] };
  const all = [...weights]
    .map(([language, weight]) => ({ language, share: weight / total }))
    .sort((a, b) => b.share - a.share || (a.language < b.language ? -1 : 1));
  return { main: all[0]?.language ?? "und", all: all.filter(({ share }, i) => i === 0 || share >= 0.1) };
}
