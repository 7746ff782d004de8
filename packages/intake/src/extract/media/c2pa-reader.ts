/**
 * The C2PA reader (c2pa-rs compiled to WebAssembly): a file goes in by pieces, the manifest store with its validation comes out.
 * It has no network: fetching is off in its settings, and the parser process has no `fetch` and no route besides. What a
 * manifest only points to (a remote manifest, revocation lists, did:web identities) is never fetched.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Raw } from "../contract.ts";

type Library = typeof import("@contentauth/c2pa-wasm");

/** Stated beside every verdict, so that it can be repeated. */
export const readerName = "@contentauth/c2pa-wasm 0.13.3";

/** `value` is the reader's manifest store report, JSON text of a shape that is not to be trusted. */
export type StoreReading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly error: { readonly type: "not-checked"; readonly reason: string } };

export interface ReadStoreOptions {
  /** PEM roots a signer's certificate may lead to. Without any, no signer is trusted. */
  readonly trustAnchors?: string;
}

/** Never throws for what is in the file; what `raw` throws comes through. `format` is a media type the reader knows. */
export async function readStore(raw: Raw, format: string, options: ReadStoreOptions = {}): Promise<StoreReading> {
  const { WasmReader } = await library();
  const source = pieces(raw, format === boxedFormat ? pieceBytes : Number.POSITIVE_INFINITY);
  // The reader asks a worker's FileReaderSync (W3C File API) for its bytes; here they come from `raw`.
  Object.assign(globalThis, { FileReaderSync: PieceReader });
  try {
    // It uses `size` and `slice` of a Blob and nothing else.
    const reader = await WasmReader.fromBlob(format, source.blob as unknown as Blob, settings(options));
    try {
      // A read that failed may have been taken for the end of the file: then its verdict is worth nothing.
      source.expectRead();
      return { ok: true, value: reader.json() };
    } finally {
      reader.free();
    }
  } catch (error) {
    if (isTrap(error)) forgetReader();
    const fault = source.fault();
    if (fault !== undefined) throw fault;
    return { ok: false, error: { type: "not-checked", reason: source.spent() ? askedTooMuch : reasonOf(error) } };
  } finally {
    Reflect.deleteProperty(globalThis, "FileReaderSync");
  }
}

let ready: Promise<Library> | undefined;
let loads = 0;

/** The next file gets a new instance. */
export function forgetReader(): void {
  ready = undefined;
}

/** One instance for all files of this process; it is loaded for the first signed file only (9 MB, about 30 ms). */
function library(): Promise<Library> {
  ready ??= load();
  return ready;
}

async function load(): Promise<Library> {
  const { resolve } = createRequire(import.meta.url);
  loads += 1;
  // The module keeps its instance to itself; only under another address is it made anew.
  const again = `${pathToFileURL(resolve("@contentauth/c2pa-wasm")).href}?load=${loads}`;
  const found = loads === 1 ? await import("@contentauth/c2pa-wasm") : ((await import(again)) as Library);
  found.initSync({ module: readFileSync(resolve("@contentauth/c2pa-wasm/c2pa.wasm")) });
  return found;
}

function settings({ trustAnchors }: ReadStoreOptions): string {
  return JSON.stringify({
    verify: { verify_trust: true, remote_manifest_fetch: false, ocsp_fetch: false },
    core: { allowed_network_hosts: [], decode_identity_assertions: false, max_decompressed_manifest_size_in_mb: 32 },
    ...(trustAnchors !== undefined && { trust: { trust_anchors: trustAnchors } }),
  });
}

/** What the reader gets as a Blob: a stretch of the source that is read when it is asked for. */
interface Stretch {
  readonly size: number;
  slice(from: number, to: number): Stretch;
  bytes(): ArrayBuffer;
}

class PieceReader {
  readAsArrayBuffer(stretch: Stretch): ArrayBuffer {
    return stretch.bytes();
  }
}

/** MP4, MOV, M4A, HEIC: the reader treats all media made of boxes (ISO/IEC 14496-12) as one. */
export const boxedFormat = "video/mp4";
const pieceBytes = 2 ** 20;

/**
 * The source as the reader's Blob. Up to 50 MB the reader asks once for all and must get all. Beyond, it reads as it goes, and for
 * the hash of boxed media all of `mdat` at once: there it may get less, as from every read, and asks for the rest, which keeps a
 * second copy out of memory. An honest file is read about three times; one that is asked for again and again is not followed.
 */
function pieces(raw: Raw, longest: number) {
  let left = raw.size * 6 + 64 * 2 ** 20;
  let fault: unknown;
  let last: ArrayBuffer | undefined;
  function read(offset: number, size: number): ArrayBuffer {
    const length = size === raw.size ? size : Math.min(size, longest);
    left -= length;
    if (left < 0) throw new Error("read limit");
    try {
      // The reader has copied the piece before: given back at once, not when the collector comes to it.
      last?.transfer(0);
      last = Uint8Array.from(raw.read(offset, length)).buffer;
      return last;
    } catch (error) {
      fault = error;
      throw error;
    }
  }
  function stretch(from: number, to: number): Stretch {
    const size = Math.max(0, to - from);
    return {
      size,
      slice: (start, end) => stretch(from + Math.min(start, size), from + Math.min(end, size)),
      bytes: () => read(from, size),
    };
  }
  function expectRead(): void {
    if (fault !== undefined || left < 0) throw new Error("not read");
  }
  return { blob: stretch(0, raw.size), expectRead, fault: () => fault, spent: () => left < 0 };
}

const askedTooMuch = "it asks for too many bytes";
const cutOff = "the manifest store is empty or cut off";
const malformed = "the manifest store is malformed";
const partMissing = "a part of the manifest is missing or malformed";
const elsewhere = "it is kept elsewhere and is not fetched";
const reasons: Readonly<Record<string, string>> = {
  JumbfNotFound: cutOff,
  ProvenanceMissing: cutOff,
  JumbfParseError: malformed,
  JumbfBoxError: malformed,
  JumbfCreationError: malformed,
  ClaimDecoding: partMissing,
  InvalidClaim: partMissing,
  ClaimMissing: partMissing,
  AssertionDecoding: partMissing,
  AssertionMissing: partMissing,
  CoseInvalidCert: "its certificate is malformed",
  CoseTimeStampGeneration: "its timestamp is malformed",
  InvalidAsset: "the file around it is malformed",
  RemoteManifestUrl: elsewhere,
  RemoteManifestFetch: elsewhere,
  UnsupportedType: "not in this kind of file",
};

/** The reader's own error words may hold text of the file: only the name of the error goes out. */
function reasonOf(error: unknown): string {
  if (isTrap(error)) return "the reader gave up";
  const names = String(error).match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g) ?? [];
  const known = names.map((name) => reasons[name]).find((reason) => reason !== undefined);
  return known ?? `the reader refused it (${(names[0] ?? "no reason given").slice(0, 60)})`;
}

/** A WebAssembly trap or a full stack leaves the reader's memory in disorder: the next file needs a new one. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && (error.name === "RuntimeError" || error.name === "RangeError");
}
