/**
 * The second pass: pages and pictures without usable text are read by OCR. Works in groups of at most eight pages; each
 * group is committed with what is left to do, so that a run that is ended, at any moment, goes on behind the last group.
 * A page that fails is listed and the others go on; a page without anything to read is no failure (ocr/pass/layers.ts).
 */
import type { Proposal } from "@amana/record";
import type { Vault } from "@amana/vault";
import type { Problem } from "../extract/contract.ts";
import { type Identify, loadIdentify } from "../language/index.ts";
import { nativeEngine } from "../ocr/native.ts";
import { type GroupAsked, type GroupRead, readByProgram, readInSandbox } from "../ocr/pass/group.ts";
import { belongsToNative, readAsKurdish } from "../ocr/pass/kurdish.ts";
import { layersOf } from "../ocr/pass/layers.ts";
import { pageWords, type TextLayers, textLayersOf, uncomparedPages } from "../ocr/pass/text-layer.ts";
import { type Group, groupSize, type Todo, type Verdict, Work } from "../ocr/pass/work.ts";
import type { OcrEngine } from "../ocr/reading.ts";
import type { ParserPool } from "../parser/pool.ts";
import { layerProposal } from "./lines.ts";
import type { Shelf } from "./shelf.ts";

export interface OcrPassOptions {
  /** Asked between groups. */
  readonly stop: () => boolean;
  /** Counts pages; `now` is the source at work. */
  readonly progress?: (done: number, total: number, now: string) => void;
  /** Also read pages whose text is for finding only, and compare (`askComparison`). */
  readonly compareFindOnly?: boolean;
  /** The installed tesseract; looked for when left out, `null` for none. */
  readonly native?: OcrEngine | null;
}

export async function readByOcr(vault: Vault, shelf: Shelf, pool: ParserPool, options: OcrPassOptions): Promise<void> {
  if (options.compareFindOnly === true) askComparison(vault, shelf);
  const todos = shelf.local.todos("ocr");
  if (todos.length === 0) return;
  const native = options.native === undefined ? nativeEngine() : (options.native ?? undefined);
  const pass = new Pass(vault, shelf, pool, await loadIdentify(), native, options);
  await pass.run(todos.map(({ source, detail }) => new Work(source, JSON.parse(detail) as Todo)));
}

/** Asks for OCR of every page whose text layer is for finding only and that was not read yet. Answers how many pages. */
export function askComparison(vault: Vault, shelf: Shelf): number {
  const waiting = new Map(shelf.local.todos("ocr").map(({ source, detail }) => [source, JSON.parse(detail) as Todo]));
  let asked = 0;
  const todos: { readonly source: string; readonly detail: string }[] = [];
  for (const { id } of vault.view.sources()) {
    const pages = uncomparedPages(vault, id);
    if (pages.length === 0) continue;
    const before: Todo = waiting.get(id) ?? { pages: [], reasons: [] };
    const failed = before.failed?.map(({ page }) => page) ?? [];
    const all = new Set([...before.pages, ...pages.filter((page) => !failed.includes(page))]);
    asked += all.size - before.pages.length;
    todos.push({
      source: id,
      detail: JSON.stringify({ ...before, pages: [...all], reasons: [...before.reasons, "compare"] }),
    });
  }
  shelf.add([], () => {
    for (const todo of todos) shelf.local.addTodo({ ...todo, what: "ocr" });
  });
  shelf.flush();
  return asked;
}

/** Pages that may be kept and not yet committed: what a run that is killed reads again at most. */
const mostUncommitted = groupSize;
const programsAtOnce = 2;

class Pass {
  readonly #vault: Vault;
  readonly #shelf: Shelf;
  readonly #pool: ParserPool;
  readonly #identify: Identify;
  readonly #native: OcrEngine | undefined;
  readonly #options: OcrPassOptions;
  readonly #open: Work[] = [];
  readonly #texts = new Map<string, TextLayers>();
  #waiting: (() => void)[] = [];
  #todo: Work[] = [];
  #inHand = 0;
  #programs = 0;
  #total = 0;
  #done = 0;
  #uncommitted = 0;
  #broken = false;

  constructor(
    vault: Vault,
    shelf: Shelf,
    pool: ParserPool,
    identify: Identify,
    native: OcrEngine | undefined,
    options: OcrPassOptions,
  ) {
    this.#vault = vault;
    this.#shelf = shelf;
    this.#pool = pool;
    this.#identify = identify;
    this.#native = native;
    this.#options = options;
  }

  async run(works: Work[]): Promise<void> {
    this.#todo = works;
    this.#total = works.reduce((sum, { todo }) => sum + todo.pages.length, 0);
    const ended = await Promise.allSettled(Array.from({ length: this.#pool.size }, () => this.#reader()));
    this.#shelf.flush();
    const fault = ended.find((each) => each.status === "rejected");
    if (fault !== undefined) throw fault.reason;
  }

  async #reader(): Promise<void> {
    while (!this.#broken && !this.#options.stop()) {
      const next = this.#next();
      if (next === undefined) {
        if (this.#inHand === 0) return;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        continue;
      }
      this.#inHand += 1;
      try {
        await this.#readGroup(next.work, next.group);
      } catch (error) {
        this.#broken = true;
        throw error;
      } finally {
        this.#inHand -= 1;
        for (const wake of this.#waiting.splice(0)) wake();
      }
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** The first source that has a group to give; a new one is opened when none has. */
  #next(): { readonly work: Work; readonly group: Group } | undefined {
    for (const work of this.#open) {
      const group = work.next(this.#native !== undefined);
      if (group !== undefined) return { work, group };
    }
    for (let work = this.#todo.shift(); work !== undefined; work = this.#todo.shift()) {
      const group = work.next(this.#native !== undefined);
      if (group === undefined) {
        this.#shelf.add([], this.#finish(work));
        continue;
      }
      this.#open.push(work);
      return { work, group };
    }
    return undefined;
  }

  async #readGroup(work: Work, group: Group): Promise<void> {
    const row = this.#vault.view.source(work.source);
    const where = this.#vault.view.locate(work.source);
    if (row === undefined || !where.ok) {
      // Erased or not here: there is nothing to read, now or later.
      this.#close(work);
      this.#shelf.add([], () => this.#shelf.local.doneTodo(work.source, "ocr"));
      return;
    }
    const { blob, offset, bytes } = where.value;
    const whole = this.#shelf.bytesOf(blob);
    const read = await this.#read(group, {
      job: {
        name: row.name,
        type: row.type,
        size: bytes,
        read: (from, length) => whole.read(offset + from, Math.max(0, Math.min(length, bytes - from))),
        pages: group.pages,
      },
      languages: hints(work, row.languages),
      ...(work.like && { like: work.like }),
    });
    await this.#keep(work, group, read);
  }

  async #read(group: Group, asked: GroupAsked): Promise<GroupRead> {
    if (group.route === "sandbox" || this.#native === undefined) return readInSandbox(this.#pool, asked);
    while (this.#programs >= programsAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#programs += 1;
    try {
      return await readByProgram(this.#pool, this.#native, asked);
    } finally {
      this.#programs -= 1;
    }
  }

  async #keep(work: Work, group: Group, read: GroupRead): Promise<void> {
    const verdicts = [...read.pages.map((page) => this.#judge(group, page)), ...blame(group, read)];
    const kept = new Set(verdicts.filter(({ type }) => type === "keep").map(({ page }) => page));
    const layers = layersOf(
      read.pages.filter(({ page }) => kept.has(page)),
      this.#identify,
      this.#textsFor(work),
    );
    const keeping = {
      random: (count: number) => this.#shelf.random(count),
      seal: (content: Uint8Array) => this.#shelf.seal(content),
    };
    const proposals: Proposal[] = [];
    for (const layer of layers) proposals.push(await layerProposal(work.source, layer, keeping));
    // From here on without waiting for anything: the state of the work and its todo are changed together.
    work.back(group, verdicts);
    let settled = verdicts.filter(({ type }) => type !== "again").length;
    if (read.broken?.by === "source" && group.route === "sandbox")
      for (let rest = work.next(false); rest !== undefined; rest = work.next(false)) {
        work.back(rest, failing(rest.pages, read.broken.problem));
        settled += rest.pages.length;
      }
    this.#tell(work, settled);
    if (work.done)
      proposals.push(
        ...this.#unread(
          work,
          layers.some(({ lines }) => lines.length > 0),
        ),
      );
    this.#shelf.add(proposals, work.done ? this.#finish(work) : this.#goOn(work));
    if (work.done) this.#close(work);
    this.#uncommitted += group.pages.length;
    if (this.#uncommitted < mostUncommitted) return;
    this.#uncommitted = 0;
    this.#shelf.flush();
  }

  #judge(group: Group, page: GroupRead["pages"][number]): Verdict {
    const number = page.page;
    if (page.found === "failed") {
      // What the program could not do, the engine in the sandbox may.
      if (group.route === "native") return { page: number, type: "again", route: "sandbox", alone: true };
      return { page: number, type: "fail", problem: page.problem ?? { code: "damaged" } };
    }
    const native = this.#native;
    if (!group.last && native !== undefined && page.found === "text") {
      if (group.route === "sandbox" && belongsToNative(page, native, this.#identify))
        return { page: number, type: "again", route: "native" };
      if (group.route === "native" && !readAsKurdish(page)) return { page: number, type: "again", route: "sandbox" };
    }
    if (page.found !== "text") return { page: number, type: "keep" };
    return {
      page: number,
      type: "keep",
      ...(native !== undefined && { kurdish: group.route === "native" && readAsKurdish(page) }),
      ...(page.how && { how: page.how }),
    };
  }

  #textsFor(work: Work): TextLayers | undefined {
    if (!work.reasons.some((reason) => reason === "text-doubtful" || reason === "compare")) return undefined;
    const texts = this.#texts.get(work.source) ?? textLayersOf(this.#vault, work.source);
    this.#texts.set(work.source, texts);
    return texts;
  }

  /** What could not be read, once the rest is: one line for all pages, since the last word counts. */
  #unread(work: Work, textNow: boolean): Proposal[] {
    const [first] = work.failed;
    if (first === undefined) return [];
    const before = this.#vault.view.state("src", work.source)?.unread;
    const partly = textNow || work.some || this.#vault.view.layersOf(work.source).some(({ passages }) => passages > 0);
    const detail = [
      pageWords(work.failed.map(({ page }) => page)),
      ...(first.detail === undefined || /^page \d+$/.test(first.detail) ? [] : [first.detail]),
      ...(before === undefined
        ? []
        : [`before: ${before.code}${before.detail === undefined ? "" : ` ${before.detail}`}`]),
    ].join("; ");
    return [{ k: "source.unread", e: work.source, x: { code: first.code, partly, detail: detail.slice(0, 500) } }];
  }

  #goOn(work: Work): () => void {
    const detail = JSON.stringify(work.todo);
    return () => this.#shelf.local.addTodo({ source: work.source, what: "ocr", detail });
  }

  #finish(work: Work): () => void {
    return () => this.#shelf.local.doneTodo(work.source, "ocr");
  }

  #close(work: Work): void {
    const at = this.#open.indexOf(work);
    if (at >= 0) this.#open.splice(at, 1);
    this.#texts.delete(work.source);
  }

  #tell(work: Work, settled: number): void {
    this.#done += settled;
    this.#options.progress?.(this.#done, this.#total, work.source);
  }
}

/**
 * Languages of the source's text are a hint only where that very text stands on the pages (a comparison that was asked
 * for): elsewhere an English cover would have its Arabic scans read with English letters.
 */
function hints(work: Work, languages: readonly string[]): readonly string[] {
  return work.reasons.every((reason) => reason === "compare") ? languages : [];
}

/** Who is to blame for the pages that are missing: the first of them is tried again by itself, then listed. */
function blame(group: Group, { pages, broken }: GroupRead): Verdict[] {
  if (broken === undefined) return [];
  const finished = new Set(pages.map(({ page }) => page));
  const missing = group.pages.filter((page) => !finished.has(page));
  if (broken.by === "source" && group.route === "sandbox") return failing(missing, broken.problem);
  const [culprit] = missing;
  if (culprit === undefined) return [];
  const hopeless = group.pages.length === 1 || broken.problem.code === "took-too-long";
  if (!hopeless || group.route === "native") return [{ page: culprit, type: "again", route: "sandbox", alone: true }];
  return failing([culprit], broken.problem);
}

function failing(pages: readonly number[], problem: Problem): Verdict[] {
  return pages.map((page) => ({ page, type: "fail", problem }));
}
