/** What an engine saw on one picture: words with their symbols, line by line, in pixels of that picture. */

export interface Sign {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
}
export interface Word {
  /** As the engine gives it, without directional controls. */
  readonly text: string;
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
  /** 0 to 100, the engine's own estimate. */
  readonly confidence: number;
  readonly symbols: readonly Sign[];
}
export interface Paragraph {
  readonly lines: readonly (readonly Word[])[];
}
export interface Reading {
  readonly paragraphs: readonly Paragraph[];
  /** Mean of the words' confidences weighted by length; 0 when nothing was read. */
  readonly confidence: number;
  /** The models used, as the engine names them. */
  readonly models: string;
}

/** A grey page or stripe. `dpi` is what the page really has, or our estimate for a photograph. */
export interface Picture {
  readonly png: Uint8Array;
  readonly dpi: number;
}

/** Something that turns a picture into words. `models` are joined by "+" for the engine. */
export interface OcrEngine {
  readonly tool: string;
  readonly version: string;
  /** Models that are installed, in the engine's own names. */
  readonly models: ReadonlySet<string>;
  read(picture: Picture, models: string): Promise<Reading>;
}

export function wordsOf(reading: Reading): Word[] {
  return reading.paragraphs.flatMap((paragraph) => paragraph.lines.flat());
}

export function meanConfidence(words: readonly Word[]): number {
  let sum = 0;
  let weight = 0;
  for (const word of words) {
    sum += word.confidence * word.text.length;
    weight += word.text.length;
  }
  return weight === 0 ? 0 : sum / weight;
}
