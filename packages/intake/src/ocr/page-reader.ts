/**
 * One page after the other through an engine: the cheap look first, then as the page before was read, then from the
 * beginning. With `told`, what came of each page is said there and a page that fails does not end the others.
 */
import type { ProblemError, Sink } from "../extract/contract.ts";
import type { HowRead, PageRead } from "../parser/events.ts";
import { problemOf } from "../parser/problem.ts";
import type { OcrOptions } from "../parser/serve.ts";
import { type Decided, readAlike, readPage } from "./languages.ts";
import { densestStripe, type PagePicture, turned } from "./pixels.ts";
import type { OcrEngine } from "./reading.ts";
import { OcrLayers } from "./write.ts";
import { glance, lookForWriting, makesWords } from "./writing.ts";

export type Page = PagePicture | { readonly page: number; readonly problem: ProblemError };

export interface PageReader {
  /** Throws only what leaves the engine unusable, and, without `told`, whatever the engine throws. */
  read(page: Page): Promise<void>;
  /** Closes the layers. */
  end(): void;
}

const cheapLook = { tool: "amana-writing-look", version: "1" };
type Turn = 0 | 90 | 180 | 270;

export function pageReader(
  engine: OcrEngine,
  languages: readonly string[],
  sink: Sink,
  { like, told }: Pick<OcrOptions, "like" | "told"> = {},
): PageReader {
  const layers = new OcrLayers(sink, engine);
  const by = { tool: engine.tool, version: engine.version };
  let before = like;
  let found = false;
  let failed = false;

  async function readOne(page: PagePicture): Promise<PageRead> {
    const { page: number } = page;
    const look = await lookForWriting(page);
    if (look.writing === "too-small" || look.writing === "no-writing")
      return { page: number, found: look.writing, ...cheapLook };
    const photograph = look.writing === "perhaps";
    if (photograph && look.likeliest !== undefined && !(await glance(engine, page, look.likeliest)))
      return { page: number, found: "no-writing", ...by, how: { models: "eng, ara", confidence: 0, sorani: false } };
    const alike = before === undefined ? undefined : await readAlike(engine, page, before);
    const { decided, turn } =
      alike === undefined ? await readUpright(engine, page, languages) : { decided: alike, turn: 0 as const };
    const { models, confidence } = decided.reading;
    const how: HowRead = { models, confidence, sorani: decided.sorani };
    before = turn === 0 ? how : undefined;
    // Letters seen in a photograph are worth keeping only where they make words.
    const text = (!photograph || makesWords(decided.reading)) && layers.write(page, decided, turn);
    return { page: number, found: text ? "text" : "nothing", ...by, how };
  }

  return {
    async read(page) {
      if ("problem" in page) {
        failed = true;
        if (told === undefined) sink.problem({ ...page.problem.problem, partly: true });
        else told({ page: page.page, found: "failed", ...by, problem: page.problem.problem });
        return;
      }
      try {
        const seen = await readOne(page);
        found ||= seen.found === "text";
        told?.(seen);
      } catch (error) {
        failed = true;
        before = undefined;
        if (told === undefined) throw error;
        const { problem, tired } = problemOf(error);
        told({ page: page.page, found: "failed", ...by, problem });
        if (tired && isTrap(error)) throw error;
      }
    },
    end() {
      layers.end();
      if (!found && !failed && told === undefined) sink.problem({ code: "no-text" });
    },
  };
}

/** WASM that trapped or ran out of memory cannot be asked again. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === "RuntimeError";
}

/** Below this confidence the page may lie on its side; above it nothing is tried. */
const perhapsTurned = 55;
const clearlyBetter = 15;

/** Reads a page; one that gives nothing is tried on its sides and upside down, by a stripe first. */
async function readUpright(
  engine: OcrEngine,
  page: PagePicture,
  languages: readonly string[],
): Promise<{ readonly decided: Decided; readonly turn: Turn }> {
  const first = await readPage(engine, page, await densestStripe(page), languages);
  if (first.reading.confidence >= perhapsTurned || first.reading.confidence === 0) return { decided: first, turn: 0 };
  let best = { decided: first, turn: 0 as Turn };
  for (const degrees of [90, 270, 180] as const) {
    const other = await turned(page, degrees);
    const stripe = await densestStripe(other);
    const seen = await readPage(engine, stripe, stripe, languages);
    if (seen.reading.confidence < best.decided.reading.confidence + clearlyBetter) continue;
    const whole = await readPage(engine, other, stripe, languages);
    if (whole.reading.confidence > best.decided.reading.confidence + clearlyBetter)
      best = { decided: whole, turn: degrees };
    if (best.decided.reading.confidence >= perhapsTurned + clearlyBetter) break;
  }
  return best;
}
