/**
 * A group of pages of one source through one engine: the one in the sandbox, or the installed tesseract over pixels drawn
 * in the sandbox. Whatever happens on the way, each page that was finished is there whole, and no part of another.
 */
import type { LayerInfo, Passage, Problem } from "../../extract/contract.ts";
import type { HowRead, PageRead, PageShape, ParseEvent } from "../../parser/events.ts";
import { boundPassage } from "../../parser/guard.ts";
import type { OcrJob, ParserPool } from "../../parser/pool.ts";
import { pageReader } from "../page-reader.ts";
import { fromPixels } from "../pixels.ts";
import type { OcrEngine } from "../reading.ts";

/** One finished page with what was read on it. */
export interface ReadPage extends PageRead {
  readonly parts: readonly { readonly info: LayerInfo; readonly passages: readonly Passage[] }[];
}
export interface GroupRead {
  readonly pages: readonly ReadPage[];
  /** Why the pages that are missing are missing; `page` when the one at work is to blame, `source` when none can be read. */
  readonly broken?: { readonly by: "page" | "source"; readonly problem: Problem };
}
export interface GroupAsked {
  readonly job: Omit<OcrJob, "languages" | "like">;
  readonly languages: readonly string[];
  readonly like?: HowRead;
  /** Told of each page as it is finished. */
  readonly told?: () => void;
}

export async function readInSandbox(pool: ParserPool, { job, languages, like, told }: GroupAsked): Promise<GroupRead> {
  const book = pageBook(job.pages, told);
  const report = await pool.ocr({ ...job, languages, ...(like && { like }) }, book.take);
  return book.close(report.killed);
}

export async function readByProgram(
  pool: ParserPool,
  engine: OcrEngine,
  { job, languages, like, told }: GroupAsked,
): Promise<GroupRead> {
  const book = pageBook(job.pages, told);
  const reader = pageReader(engine, languages, sinkOf(book.take), {
    ...(like && { like }),
    told: (page) => book.take({ type: "page-read", ...page }),
  });
  let open: { readonly shape: PageShape; readonly pixels: Uint8Array; filled: number } | undefined;
  const report = await pool.pictures(job, async (event) => {
    if (event.type === "page-picture") {
      open = { shape: event, pixels: new Uint8Array(event.width * event.height), filled: 0 };
    } else if (event.type === "child-bytes" && open !== undefined) {
      const room = open.pixels.length - open.filled;
      open.pixels.set(event.bytes.subarray(0, room), open.filled);
      open.filled += Math.min(room, event.bytes.length);
    } else if (event.type === "child-end" && open !== undefined) {
      const { shape, pixels, filled } = open;
      open = undefined;
      const picture = event.whole && filled === pixels.length ? await fromPixels(shape, pixels) : undefined;
      // The drawing process waits meanwhile, with the next page drawn: that is the whole of the queue.
      if (picture !== undefined && job.pages.includes(picture.page)) await reader.read(picture);
    } else if (event.type === "page-read" || event.type === "problem") {
      book.take(event);
    }
  });
  return book.close(report.killed);
}

/** Passages wait until their page is finished: a page cut off in the middle is read again, not kept in part. */
function pageBook(asked: readonly number[], told?: () => void) {
  const infos = new Map<number, LayerInfo>();
  const pages = new Map<number, ReadPage>();
  let waiting: { readonly layer: number; readonly passage: Passage }[] = [];
  let problem: Problem | undefined;
  return {
    take(event: ParseEvent): void {
      if (event.type === "layer-begin") infos.set(event.layer, event.info);
      if (event.type === "passage") waiting.push(event);
      if (event.type === "problem") problem ??= event.problem;
      if (event.type !== "page-read") return;
      const { type: _, ...read } = event;
      if (asked.includes(read.page) && !pages.has(read.page)) {
        // Text said of another page than the one that was finished is not believed.
        const own = waiting.filter(({ passage }) => passage.place.type === "page" && passage.place.page === read.page);
        const parts = [...Map.groupBy(own, ({ layer }) => layer)].flatMap(([layer, said]) => {
          const info = infos.get(layer);
          return info === undefined ? [] : [{ info, passages: said.map(({ passage }) => passage) }];
        });
        pages.set(read.page, { ...read, parts });
        told?.();
      }
      waiting = [];
    },
    close(killed: Problem | undefined): GroupRead {
      const finished = asked.flatMap((page) => pages.get(page) ?? []);
      if (finished.length === asked.length) return { pages: finished };
      if (killed !== undefined) return { pages: finished, broken: { by: "page", problem: killed } };
      // The job ended by itself: nothing of the source could be opened, or its engine broke after the pages that are here.
      const why = problem ?? { code: "parser-crashed" };
      return { pages: finished, broken: { by: finished.length === 0 ? "source" : "page", problem: why } };
    },
  };
}

function sinkOf(take: (event: ParseEvent) => void) {
  let layers = 0;
  const refuse = () => {
    throw new TypeError("a reader of pages gives text only");
  };
  return {
    layer(info: LayerInfo) {
      layers += 1;
      const layer = layers;
      take({ type: "layer-begin", layer, info });
      return {
        passage(passage: Passage) {
          for (const piece of boundPassage(passage)) take({ type: "passage", layer, passage: piece });
        },
        end() {},
      };
    },
    problem: (problem: Problem) => take({ type: "problem", problem }),
    meta: refuse,
    child: refuse,
    childRange: refuse,
    preview: refuse,
    needsOcr: refuse,
  };
}
