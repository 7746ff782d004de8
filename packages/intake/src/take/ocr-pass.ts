/** The second pass: pages and pictures without usable text are read by OCR, one source at a time per parser, resumable. */
import type { Vault } from "@amana/vault";
import { type Identify, loadIdentify } from "../language/index.ts";
import type { ParserPool } from "../parser/pool.ts";
import { layerProposal } from "./lines.ts";
import { emptyReading, gather, type ReadLayer } from "./reading.ts";
import type { Shelf } from "./shelf.ts";

export interface OcrPassOptions {
  readonly stop: () => boolean;
  readonly progress?: (done: number, total: number, now: string) => void;
}

export async function readByOcr(vault: Vault, shelf: Shelf, pool: ParserPool, options: OcrPassOptions): Promise<void> {
  const todos = shelf.local.todos("ocr");
  const identify = await loadIdentify();
  let done = 0;
  const queue = [...todos];
  const reader = async (): Promise<void> => {
    for (let todo = queue.shift(); todo !== undefined && !options.stop(); todo = queue.shift()) {
      options.progress?.(done, todos.length, todo.source);
      await readOne(vault, shelf, pool, identify, todo.source, JSON.parse(todo.detail) as { pages: number[] });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: pool.size }, reader));
}

async function readOne(vault: Vault, shelf: Shelf, pool: ParserPool, identify: Identify, source: string, wanted: { readonly pages: readonly number[] }): Promise<void> {
  const row = vault.view.source(source);
  const where = vault.view.locate(source);
  const finish = () => shelf.local.doneTodo(source, "ocr");
  if (row === undefined || !where.ok) {
    shelf.add([], finish);
    return;
  }
  const { blob, offset, bytes } = where.value;
  const whole = shelf.bytesOf(blob);
  const reading = emptyReading(row.type);
  const layers = new Map<number, ReadLayer>();
  const report = await pool.ocr(
    {
      name: row.name,
      type: row.type,
      size: bytes,
      read: (from, length) => whole.read(offset + from, Math.max(0, Math.min(length, bytes - from))),
      pages: wanted.pages,
      languages: row.languages,
    },
    (event) => gather(reading, layers, event, identify),
  );
  const keeping = { random: (n: number) => shelf.random(n), seal: (b: Uint8Array) => shelf.seal(b) };
  const proposals = [];
  for (const layer of reading.layers) if (layer.lines.length > 0) proposals.push(await layerProposal(source, layer, keeping));
  const problem = report.killed ?? reading.problems[0];
  if (problem !== undefined && proposals.length === 0)
    proposals.push({
      k: "source.unread" as const,
      e: source,
      x: { code: problem.code, partly: row.unreadPartly === true || vault.view.layersOf(source).length > 0, ...(problem.detail && { detail: problem.detail.slice(0, 1_000) }) },
    });
  shelf.add(proposals, finish);
  shelf.flush();
}
