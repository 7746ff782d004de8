/** The words of passages, fetched from where they are signed: the layer's line or blob, or the record's own line. */
import type { LayerMade, State } from "@amana/record";
import { refOf } from "../blob-ref.ts";
import type { BlobStore } from "../blobs/store.ts";
import { type Db, prepared } from "../db/connection.ts";
import { type LayerPassage, ownWords, parsePassage } from "../index/content.ts";
import { stateOf } from "./records.ts";
import type { PassageRow } from "./rows.ts";

export interface PassageText {
  readonly text: string;
  readonly boxes?: readonly (readonly number[])[];
}

/** Remembers the layers of one command: hits of the same layer stand beside each other. */
export class PassageTexts {
  readonly #db: Db;
  readonly #blobs: BlobStore;
  readonly #layers = new Map<string, State<"lay"> | undefined>();

  constructor(db: Db, blobs: BlobStore) {
    this.#db = db;
    this.#blobs = blobs;
  }

  /** Undefined when the words are erased or their blob is missing. */
  of(row: PassageRow): PassageText | undefined {
    const type = row.record.slice(0, row.record.indexOf("_"));
    if (type === "lay") return this.#layerText(row);
    if (!Object.hasOwn(ownWords, type)) return undefined;
    const state = stateOf(this.#db, type as keyof typeof ownWords, row.record);
    const [words] = state === undefined ? [] : ownWords[type as keyof typeof ownWords](state as never);
    return words && { text: words.text };
  }

  #layerText(row: PassageRow): PassageText | undefined {
    const body = this.#layer(row.record)?.body;
    if (body === undefined) return undefined;
    const line =
      body.content.type === "inline" ? body.content.lines.split("\n")[row.ordinal] : this.#blobLine(body, row);
    return line === undefined ? undefined : (parsePassage(line) as LayerPassage | undefined);
  }

  #blobLine(body: LayerMade, row: PassageRow): string | undefined {
    if (body.content.type !== "blob") return undefined;
    const where = prepared(this.#db, "SELECT at, length FROM passage WHERE id = ?").get(row.passage) as
      | { at: number; length: number }
      | undefined;
    if (where === undefined) return undefined;
    const read = this.#blobs.readRange(refOf(body.content.blob), where.at, where.length);
    return read.ok ? new TextDecoder().decode(read.value) : undefined;
  }

  #layer(e: string): State<"lay"> | undefined {
    if (!this.#layers.has(e)) this.#layers.set(e, stateOf(this.#db, "lay", e));
    return this.#layers.get(e);
  }
}
