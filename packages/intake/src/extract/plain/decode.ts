/**
 * A source as text, piece by piece: the encoding is settled over the whole source before the first piece goes out, so that
 * one German word at the end of an ASCII file does not turn into U+FFFD. Memory stays at one piece.
 */
import iconv from "iconv-lite";
import { knownCharset, type SniffedCharset, sniffCharset } from "../../detect/charset.ts";
import { type LayerInfo, type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";

export interface TextSource {
  /** iconv's name, lower case. */
  readonly charset: string;
  /** False for a guess. */
  readonly sure: boolean;
  /** The text, line ends as line feeds, control characters as spaces; stops at `units` UTF-16 units. */
  pieces(): Generator<string, void, void>;
  /** True once `pieces` stopped before the end. */
  readonly cut: boolean;
  /** True once a part was met that is not of this encoding. */
  readonly malformed: boolean;
}

const chunkBytes = 2 ** 20;
const sampleBytes = 64 * 2 ** 10;

/** `declared` reads the encoding a text states about itself out of its first characters, if it does. */
export function openText(raw: Raw, limits: Limits, declared?: (head: string) => string | undefined): TextSource {
  const found = settle(raw, limits, declared);
  if (found === undefined) throw new ProblemError("damaged", "not text");
  let cut = false;
  let malformed = false;
  return {
    charset: found.charset,
    sure: found.sure,
    get cut() {
      return cut;
    },
    get malformed() {
      return malformed;
    },
    *pieces() {
      const decode = decoderOf(found.charset);
      let units = 0;
      let held = "";
      for (let at = found.bomBytes; at < raw.size; at += chunkBytes) {
        const last = at + chunkBytes >= raw.size;
        let text = held + decode(raw.read(at, chunkBytes), last);
        // A return at the end may be half of a line end.
        held = !last && text.endsWith("\r") ? "\r" : "";
        if (held !== "") text = text.slice(0, -1);
        if (!malformed && text.includes("\ufffd")) malformed = true;
        text = clean(text);
        if (units + text.length > limits.textUnits) {
          cut = true;
          yield text.slice(0, limits.textUnits - units).toWellFormed();
          return;
        }
        units += text.length;
        if (text !== "") yield text;
      }
    },
  };
}

/** One layer of text made by this room. */
export function plainLayer(settings: string): LayerInfo {
  return { kind: "text", tool: "amana plain text", version: "1", settings };
}

/** Tells what `source` left unsaid: a guessed encoding, broken characters. Call at the end. */
export function tellEncoding(source: TextSource, sink: Sink): void {
  sink.meta({ other: { charset: source.sure ? source.charset : `${source.charset} (guessed)` } });
  if (source.malformed) sink.problem({ code: "damaged", detail: `not all ${source.charset}`, partly: true });
}

function settle(raw: Raw, limits: Limits, declared?: (head: string) => string | undefined): SniffedCharset | undefined {
  const sample = raw.read(0, sampleBytes);
  const found = sniffCharset(sample);
  if (
    found === undefined ||
    found.bomBytes > 0 ||
    found.charset.startsWith("utf-16") ||
    found.charset.startsWith("utf-32")
  ) {
    return found;
  }
  const said = declared?.(Buffer.from(sample.subarray(0, 4_096)).toString("latin1"));
  const named = said === undefined ? undefined : knownCharset(said);
  if (found.charset === "utf-8" && found.sure) {
    const odd = firstNotUtf8(raw, limits);
    if (odd === undefined) return found;
    const around = sniffCharset(raw.read(Math.max(0, odd - 1_024), sampleBytes));
    return chosen(around ?? found, named);
  }
  return chosen(found, named);
}

/** Bytes that are strictly UTF-8 are UTF-8 whatever the text says; for the others the text is asked before the guess. */
function chosen(found: SniffedCharset, named: string | undefined): SniffedCharset {
  if (found.charset === "utf-8" || named === undefined || /^(utf|us-ascii|ascii|unicode)/.test(named)) return found;
  return { ...found, charset: named, sure: true };
}

function firstNotUtf8(raw: Raw, limits: Limits): number | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const end = Math.min(raw.size, limits.textUnits * 4);
  for (let at = sampleBytes - 4; at < end; at += chunkBytes) {
    let bytes = raw.read(Math.max(0, at), Math.min(chunkBytes, end - at));
    if (at === sampleBytes - 4) {
      const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
      bytes = bytes.subarray(Math.max(0, start));
    }
    try {
      decoder.decode(bytes, { stream: at + chunkBytes < end || end < raw.size });
    } catch {
      return at + oddByte(bytes);
    }
  }
  return undefined;
}

function oddByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle;
    }
  }
  return low;
}

function decoderOf(charset: string): (bytes: Uint8Array, last: boolean) => string {
  if (charset === "utf-8") {
    const decoder = new TextDecoder("utf-8");
    return (bytes, last) => decoder.decode(bytes, { stream: !last });
  }
  const decoder = iconv.getDecoder(charset);
  return (bytes, last) => {
    const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return last ? text + (decoder.end() ?? "") : text;
  };
}

/** Unit for unit, but for line ends: a place in the text stays where it was. */
function clean(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, " ")
    .toWellFormed();
}
