/**
 * From bytes to text when the sender's word about the charset may be missing or wrong: WHATWG Encoding labels, then
 * iconv-lite for what that leaves out. UTF-8 is recognised by its own bytes: other text is practically never valid UTF-8.
 */
import chardet from "chardet";
import iconv from "iconv-lite";

export interface DecodedText {
  readonly text: string;
  /** The charset that was used, as a WHATWG label or an iconv-lite name. */
  readonly charset: string;
  /** `declared`: as the sender said. `seen`: valid UTF-8. `guessed`: by the statistics of the bytes, may be wrong. */
  readonly how: "declared" | "seen" | "guessed";
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes `bytes`; `declared` is the charset label the message gives, if any. Never fails. */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const label = declared
    ?.trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, "");
  const decoder = label ? decoderFor(label) : undefined;
  // ISO-2022 and UTF-7 are made of ASCII bytes only: valid UTF-8 says nothing about them.
  if (decoder !== undefined && /^(iso-2022|hz|utf-?7|utf-?16|utf-?32|ucs)/.test(label ?? "")) {
    return { text: decoder(bytes), charset: label ?? "", how: "declared" };
  }
  const text = asUtf8(bytes);
  if (text !== undefined) {
    // Pure ASCII reads the same in every charset that is left: then the sender was right.
    if (decoder === undefined || isUtf8(label)) return { text, charset: "utf-8", how: "declared" };
    return text.length === bytes.length
      ? { text, charset: label ?? "", how: "declared" }
      : { text, charset: "utf-8", how: "seen" };
  }
  if (decoder !== undefined && !isUtf8(label) && !/^(us-)?ascii$/.test(label ?? "")) {
    return { text: decoder(bytes), charset: label ?? "", how: "declared" };
  }
  if (isUtf8(label) && mostlyUtf8(bytes))
    return { text: new TextDecoder().decode(bytes), charset: "utf-8", how: "declared" };
  const guess = guessCharset(bytes);
  return { text: decoderFor(guess)?.(bytes) ?? Buffer.from(bytes).toString("latin1"), charset: guess, how: "guessed" };
}

/**
 * The likeliest charset of 8-bit text. Statistics need about 40 bytes; below that the one fact that separates Arabic from
 * Western text decides: in Arabic whole words are above 0x7F, in Western text single letters are.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.length > 65_536 ? bytes.subarray(0, 65_536) : bytes;
  let high = 0;
  let lowLetters = 0;
  for (const byte of sample) {
    if (byte >= 0x80) high += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) lowLetters += 1;
  }
  const ranked = chardet.analyse(sample).filter((match) => !/^(utf|ascii|iso-2022)/i.test(match.name));
  const best = ranked[0];
  if (high >= 40 && best !== undefined && best.confidence >= 15) return best.name.toLowerCase();
  if (high > lowLetters) {
    const foreign = ranked.find((match) => !/^(iso-8859-[129]|windows-125[0247])$/i.test(match.name));
    return foreign !== undefined && foreign.confidence >= 50 ? foreign.name.toLowerCase() : "windows-1256";
  }
  return "windows-1252";
}

function isUtf8(label: string | undefined): boolean {
  return label === undefined || label === "" || /^utf-?8$/.test(label);
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** True when the text is UTF-8 with little damage, e.g. cut inside a letter: fewer than one bad place in 20 letters. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  let bad = 0;
  let good = 0;
  for (const letter of text) {
    if (letter === "\uFFFD") bad += 1;
    else if (letter > "\u007F") good += 1;
  }
  return good > bad * 20 || (bad === 1 && text.endsWith("\uFFFD"));
}

function decoderFor(label: string): ((bytes: Uint8Array) => string) | undefined {
  try {
    const decoder = new TextDecoder(label);
    return (bytes) => decoder.decode(bytes);
  } catch {
    const name = label.replace(/^x-/, "");
    return iconv.encodingExists(name) ? (bytes) => iconv.decode(Buffer.from(bytes), name) : undefined;
  }
}
