/** From readings to layers of the contract: one OCR layer per engine and models, so that a court can repeat each. */
import type { LayerFlag, LayerSink, Sink } from "../extract/contract.ts";
import { passagesOf } from "../extract/pdf/passages.ts";
import type { Decided } from "./languages.ts";
import { logicalOrder } from "./lines.ts";
import type { PagePicture } from "./pixels.ts";
import type { OcrEngine } from "./reading.ts";
import { kurdishLetters } from "./sorani.ts";

/** Below this mean confidence the page was guessed rather than read. */
const guessed = 60;

interface Open {
  readonly layer: LayerSink;
  digits: boolean;
  doubtful: boolean;
}

/** Gathers pages into layers; `end` closes them with the flags that were earned. */
export class OcrLayers {
  readonly #sink: Sink;
  readonly #engine: OcrEngine;
  readonly #open = new Map<string, Open>();

  constructor(sink: Sink, engine: OcrEngine) {
    this.#sink = sink;
    this.#engine = engine;
  }

  /** True when any text was found. `turn` is how far the picture was turned clockwise before it was read. */
  write(picture: PagePicture, decided: Decided, turn: 0 | 90 | 180 | 270 = 0): boolean {
    let found = false;
    for (const paragraph of logicalOrder(decided.reading)) {
      const lines = paragraph.map((line) => ({
        text: decided.sorani ? kurdishLetters(line.text) : line.text,
        box: upright(line.box, picture, turn),
      }));
      for (const passage of passagesOf(lines, { type: "page", page: picture.page }, picture.unit)) {
        const open = this.#layer(picture.dpi, decided, turn);
        open.layer.passage(passage);
        open.digits ||= /\p{Nd}/u.test(passage.text);
        open.doubtful ||= decided.reading.confidence < guessed;
        found = true;
      }
    }
    return found;
  }

  end(): void {
    for (const { layer, digits, doubtful } of this.#open.values()) {
      const flags: LayerFlag[] = [];
      if (digits) flags.push("numbers-unconfirmed");
      if (doubtful) flags.push("text-doubtful");
      layer.end(flags);
    }
  }

  #layer(dpi: number, decided: Decided, turn: number): Open {
    const settings = [
      `models ${decided.reading.models}`,
      `${dpi} dpi grey`,
      ...(turn === 0 ? [] : [`turned ${turn} degrees`]),
      ...(decided.sorani ? ["kurdish-letters 1"] : []),
      "page segmentation 3",
      "amana-reading-order 1",
    ].join("; ");
    const known = this.#open.get(settings);
    if (known !== undefined) return known;
    const { tool, version } = this.#engine;
    const open = { layer: this.#sink.layer({ kind: "ocr", tool, version, settings }), digits: false, doubtful: false };
    this.#open.set(settings, open);
    return open;
  }
}

/** A box of the turned picture on the picture as it lies in the source. */
function upright(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  { width, height }: PagePicture,
  turn: 0 | 90 | 180 | 270,
): readonly [number, number, number, number] {
  if (turn === 90) return [y0, height - x1, y1, height - x0];
  if (turn === 180) return [width - x1, height - y1, width - x0, height - y0];
  if (turn === 270) return [width - y1, x0, width - y0, x1];
  return [x0, y0, x1, y1];
}
