/**
 * XML as a stream of events, for parts of any size. Entities of a document type are never expanded and nothing outside
 * the part is ever fetched (saxes knows neither); nesting costs memory, not stack. Malformed XML is read on past the
 * fault, and the fault is counted, so that a broken part still gives what is in it.
 */
import { SaxesParser } from "saxes";
import { ProblemError } from "../contract.ts";

/** Names come without their prefix; the prefix is given where two vocabularies share a name. */
export interface XmlHandler {
  open(name: string, attributes: Attributes, prefix: string): void;
  close(name: string, prefix: string): void;
  text(text: string): void;
}

export type Attributes = Readonly<Record<string, string>>;

/** Thrown by a handler that has seen enough: reading ends quietly. */
export class Enough extends Error {}

type Decoder = InstanceType<typeof TextDecoder>;

/** No event for so many characters means one giant text or attribute, which only a bomb has. */
const SILENT_CHARACTERS = 32 * 2 ** 20;
const DEPTH_LIMIT = 1_000_000;

export interface XmlOutcome {
  /** How many times the XML was not well formed. */
  readonly faults: number;
}

export async function readXml(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: XmlHandler,
  entities: Readonly<Record<string, string>> = {},
): Promise<XmlOutcome> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  Object.assign(parser.ENTITIES, entities);
  const names = new Map<string, readonly [prefix: string, name: string]>();
  let faults = 0;
  let silent = 0;
  let depth = 0;

  const split = (qualified: string): readonly [string, string] => {
    const known = names.get(qualified);
    if (known !== undefined) return known;
    const colon = qualified.indexOf(":");
    const pair =
      colon < 0 ? (["", qualified] as const) : ([qualified.slice(0, colon), qualified.slice(colon + 1)] as const);
    if (names.size < 10_000) names.set(qualified, pair);
    return pair;
  };
  parser.on("opentag", (tag) => {
    silent = 0;
    if (++depth > DEPTH_LIMIT) throw new ProblemError("too-deep", `XML deeper than ${DEPTH_LIMIT}`);
    const [prefix, name] = split(tag.name);
    handler.open(name, tag.attributes, prefix);
  });
  parser.on("closetag", (tag) => {
    silent = 0;
    depth--;
    const [prefix, name] = split(tag.name);
    handler.close(name, prefix);
  });
  parser.on("text", (text) => {
    silent = 0;
    handler.text(text);
  });
  parser.on("cdata", (text) => {
    silent = 0;
    handler.text(text);
  });
  parser.on("error", () => {
    faults++;
  });

  let decoder: Decoder | undefined;
  try {
    for await (const piece of pieces) {
      decoder ??= decoderFor(piece);
      const text = decoder.decode(piece, { stream: true });
      silent += text.length;
      if (silent > SILENT_CHARACTERS) throw new ProblemError("expands-too-far", "one XML value over 32 MiB");
      parser.write(text);
    }
    parser.close();
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return { faults };
}

/** An attribute by its name without prefix: producers differ in the prefix and some leave it out. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const suffix = `:${name}`;
  for (const key in attributes) if (key.endsWith(suffix)) return attributes[key];
  return undefined;
}

/** Byte order mark, then the declared encoding, then UTF-8 (XML 1.0 appendix F). Unknown labels are read as UTF-8. */
function decoderFor(first: Uint8Array): Decoder {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  if (first[0] === 0x3c && first[1] === 0) return new TextDecoder("utf-16le");
  if (first[0] === 0 && first[1] === 0x3c) return new TextDecoder("utf-16be");
  const head = Buffer.from(first.buffer, first.byteOffset, Math.min(first.length, 256)).toString("latin1");
  const label = /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? "utf-8";
  // The bytes were just seen to be one byte a letter, whatever the declaration claims.
  if (/^utf-?16|^ucs/i.test(label)) return new TextDecoder("utf-8");
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("utf-8");
  }
}
