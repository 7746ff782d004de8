/**
 * tesseract inside this process: tesseract.js-core (WASM, LSTM only) with the language files of the installed
 * @tesseract.js-data packages. No worker, no download, no file written: fit for the parser's sandbox.
 *
 * Models: `best_int` (the accurate networks, rounded to integers). `kur` is not used: its package holds only data for the
 * engine of tesseract 3, which this build does not have.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readHocr } from "./hocr.ts";
import type { OcrEngine, Picture, Reading } from "./reading.ts";

/** The part of tesseract.js-core 7.0.0 that is used here; the package brings no types. */
interface Core {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => Api;
}
interface Api {
  Init(path: null, models: string, mode: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(orientation: number, angle: number, upscale: boolean): number;
  SetSourceResolution(dpi: number): void;
  Recognize(monitor: null): number;
  GetHOCRText(page: number): string;
  Clear(): void;
  End(): void;
}

const require = createRequire(import.meta.url);
const lstmOnly = 1;
/** Networks kept ready, 20–60 MB each: a first look and the reading of a page use up to three. */
const mostApis = 3;
export const wasmModels: ReadonlySet<string> = new Set(["ara", "eng", "fas"]);

/** One engine: holds the WASM module and the networks last used. Closed when done. */
export class WasmEngine implements OcrEngine {
  readonly tool = "tesseract.js-core";
  readonly version = "7.0.0";
  readonly models = wasmModels;
  #core: Core | undefined;
  readonly #loaded = new Set<string>();
  /** Least recently used first. */
  readonly #apis = new Map<string, Api>();

  async read(picture: Picture, models: string): Promise<Reading> {
    const core = await this.#open();
    const api = this.#prepare(core, models);
    core.FS.writeFile("/input", picture.png);
    try {
      if (api.SetImageFile(1, 0, false) === 1) throw new Error("the engine cannot read the picture");
      api.SetSourceResolution(picture.dpi);
      if (api.Recognize(null) !== 0) throw new Error("the engine gave up on the picture");
      return readHocr(api.GetHOCRText(0), models);
    } finally {
      api.Clear();
      core.FS.unlink("/input");
    }
  }

  close(): void {
    for (const api of this.#apis.values()) api.End();
    this.#apis.clear();
    this.#core = undefined;
  }

  async #open(): Promise<Core> {
    if (this.#core !== undefined) return this.#core;
    const start: (settings: object) => Promise<Core> = require("tesseract.js-core/tesseract-core-simd-lstm.js");
    // The engine's remarks go nowhere: they are about pixels of the page.
    this.#core = await start({ print() {}, printErr() {} });
    return this.#core;
  }

  #prepare(core: Core, models: string): Api {
    const known = this.#apis.get(models);
    if (known !== undefined) {
      this.#apis.delete(models);
      this.#apis.set(models, known);
      return known;
    }
    for (const model of models.split("+")) {
      if (!wasmModels.has(model)) throw new Error(`no such model: ${model}`);
      if (this.#loaded.has(model)) continue;
      core.FS.writeFile(`${model}.traineddata`, languageData(model));
      this.#loaded.add(model);
    }
    const [oldest] = this.#apis.keys();
    if (oldest !== undefined && this.#apis.size >= mostApis) {
      this.#apis.get(oldest)?.End();
      this.#apis.delete(oldest);
    }
    const api = new core.TessBaseAPI();
    if (api.Init(null, models, lstmOnly) !== 0) throw new Error("the engine does not accept its models");
    api.SetVariable("hocr_char_boxes", "1");
    this.#apis.set(models, api);
    return api;
  }
}

function languageData(model: string): Uint8Array {
  const folder = dirname(require.resolve(`@tesseract.js-data/${model}/package.json`));
  return gunzipSync(readFileSync(join(folder, "4.0.0_best_int", `${model}.traineddata.gz`)));
}
