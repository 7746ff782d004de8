/** A vault for tests, with sources that wait for OCR. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newRecordId } from "@amana/format";
import { propose } from "@amana/record";
import { createVault, type Keys, realWorld, unlockKeys, Vault } from "@amana/vault";
import { Shelf } from "../../../take/shelf.ts";

const passphrase = () => new TextEncoder().encode("lemon bridge candle river window");

export interface TestVault {
  readonly dir: string;
  readonly vault: Vault;
  /** Closes and opens it again, as another run would. */
  reopen(): TestVault;
  remove(): void;
}

export function testVault(): TestVault {
  const dir = mkdtempSync(join(tmpdir(), "amana-ocr-"));
  const created = createVault(dir, passphrase(), realWorld);
  if (!created.ok) throw new Error(created.error.type);
  return opened(dir);
}

export function keysOf(dir: string): Keys {
  const keys = unlockKeys(dir, passphrase());
  if (!keys.ok) throw new Error(keys.error.type);
  return keys.value;
}

function opened(dir: string): TestVault {
  const vault = Vault.open(dir, keysOf(dir), { write: true });
  return {
    dir,
    vault,
    reopen() {
      vault.close();
      return opened(dir);
    },
    remove() {
      vault.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Takes bytes in as they are and asks for OCR of their pages. Answers the source. */
export async function waiting(
  { vault }: TestVault,
  source: {
    readonly name: string;
    readonly type?: string;
    readonly bytes?: Uint8Array;
    readonly pages: readonly number[];
    readonly reasons?: readonly string[];
  },
): Promise<string> {
  const shelf = new Shelf(vault);
  const { name, type = "application/pdf", bytes = Buffer.from(name), pages, reasons = ["picture"] } = source;
  const id = newRecordId("src", shelf.random(12));
  const proposal = propose("source.received", id, {
    file: { name, bytes: bytes.length, sha256: Shelf.sha256(bytes), type },
    blob: await shelf.seal(bytes),
    obtained: { not_stated: [], stated_in: "nowhere" },
  });
  shelf.add([proposal], () =>
    shelf.local.addTodo({ source: id, what: "ocr", detail: JSON.stringify({ pages, reasons }) }),
  );
  shelf.flush();
  return id;
}

/** Pages and texts of a source's OCR layers, in the order of the record. */
export function ocrOf({ vault }: TestVault, source: string) {
  const texts = vault.view.texts();
  return vault.view
    .layersOf(source)
    .filter(({ kind }) => kind === "ocr")
    .map((layer) => {
      const passages = vault.view.passagesOf(layer.id);
      const places = passages.map(({ place }) => (JSON.parse(place ?? "{}") as { page: number }).page);
      const settings = vault.view.state("lay", layer.id)?.body?.settings ?? "";
      return { ...layer, pages: places, settings, text: passages.map((row) => texts.of(row)?.text ?? "").join("\n") };
    });
}
