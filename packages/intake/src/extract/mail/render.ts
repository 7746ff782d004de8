/**
 * A message that was never an RFC 5322 text, written as one: items of an Outlook store. Always the same bytes for the same
 * item. `X-Rendered-From` says that it is a rendering; what the store keeps of the internet headers goes along unchanged as
 * a part of its own. Every body is base64, so no boundary can occur inside one.
 */

export interface StoreItem {
  /** The item's id inside the store. */
  readonly id: string;
  readonly messageClass: string;
  readonly folder: string;
  /** Values in ASCII, as they stand in a message: see `encodeWords`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly transportHeaders: string;
  readonly plain: string;
  readonly html: string;
  readonly rtf: string;
  /** Other properties, as lines of text. */
  readonly properties: string;
  readonly attachments: readonly StoreAttachment[];
}
export interface StoreAttachment {
  readonly name: string;
  readonly type: string;
  readonly contentId: string;
  readonly inline: boolean;
  readonly content:
    | { readonly type: "bytes"; readonly pieces: () => Iterable<Uint8Array> }
    | { readonly type: "item"; readonly item: StoreItem }
    | { readonly type: "missing"; readonly why: string };
}

const lineEnd = "\r\n";

/** The message in pieces; attachments are never whole in memory. */
export function* renderItem(item: StoreItem, depth = 0): Generator<Uint8Array> {
  const boundary = `=_mapi_${item.id}_${depth}`;
  const lines = item.headers.filter(([, value]) => value !== "").map(([name, value]) => field(name, value));
  lines.push(
    field("X-Rendered-From", "MAPI properties of an Outlook store; not the text as it was sent"),
    ...(item.folder === "" ? [] : [field("X-Mapi-Folder", encodeWords(item.folder))]),
    field("X-Mapi-Class", encodeWords(item.messageClass)),
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    "",
  );
  yield text(lines.join(lineEnd));
  yield* renderBodies(item, boundary, depth);
  for (const attachment of item.attachments) yield* renderAttachment(attachment, boundary, depth);
  yield text(`--${boundary}--${lineEnd}`);
}

function* renderBodies(item: StoreItem, boundary: string, depth: number): Generator<Uint8Array> {
  const both = item.plain !== "" && item.html !== "";
  const inner = both ? `=_mapi_${item.id}_${depth}_alt` : boundary;
  if (both)
    yield text(`--${boundary}${lineEnd}Content-Type: multipart/alternative; boundary="${inner}"${lineEnd}${lineEnd}`);
  if (item.plain !== "") yield* textPart(inner, "text/plain", item.plain);
  if (item.html !== "") yield* textPart(inner, "text/html", item.html);
  if (both) yield text(`--${inner}--${lineEnd}`);
  if (item.properties !== "") yield* textPart(boundary, "text/plain", item.properties);
  if (item.plain === "" && item.html === "" && item.rtf !== "") {
    yield text(partHead(boundary, "application/rtf", 'Content-Disposition: inline; filename="body.rtf"'));
    yield* base64Lines([Buffer.from(item.rtf, "utf8")]);
  }
  if (item.transportHeaders !== "") {
    yield text(
      partHead(
        boundary,
        "text/rfc822-headers; charset=utf-8",
        'Content-Disposition: attachment; filename="internet-headers.txt"',
      ),
    );
    yield* base64Lines([Buffer.from(item.transportHeaders, "utf8")]);
  }
}

function* renderAttachment(attachment: StoreAttachment, boundary: string, depth: number): Generator<Uint8Array> {
  const name = `Content-Disposition: ${attachment.inline ? "inline" : "attachment"}; filename*=utf-8''${encodeURIComponent(attachment.name.toWellFormed())}`;
  const id =
    attachment.contentId === "" ? "" : `${lineEnd}Content-ID: <${attachment.contentId.replace(/[<>\s]/g, "")}>`;
  const { content } = attachment;
  if (content.type === "missing") {
    yield* textPart(boundary, "text/plain", `[attachment not in the store: ${content.why}]`, name);
    return;
  }
  if (content.type === "bytes") {
    const type = /^[\w.+-]+\/[\w.+-]+$/.test(attachment.type) ? attachment.type : "application/octet-stream";
    yield text(partHead(boundary, type, `${name}${id}`));
    yield* base64Lines(content.pieces());
    return;
  }
  yield text(`--${boundary}${lineEnd}Content-Type: message/rfc822${lineEnd}${name}${lineEnd}${lineEnd}`);
  yield* renderItem(content.item, depth + 1);
  yield text(lineEnd);
}

function* textPart(boundary: string, type: string, words: string, more = ""): Generator<Uint8Array> {
  yield text(partHead(boundary, `${type}; charset=utf-8`, more));
  yield* base64Lines([Buffer.from(words, "utf8")]);
}

function partHead(boundary: string, type: string, more: string): string {
  const lines = [
    `--${boundary}`,
    `Content-Type: ${type}`,
    ...(more === "" ? [] : [more]),
    "Content-Transfer-Encoding: base64",
    "",
    "",
  ];
  return lines.join(lineEnd);
}

/** 57 bytes a line (RFC 2045 §6.8), about 57 kB a piece. */
function* base64Lines(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array();
  for (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % 57);
    for (let at = 0; at < whole; at += 57_000)
      yield text(encodeLines(bytes.subarray(at, Math.min(at + 57_000, whole))));
    rest = Uint8Array.from(bytes.subarray(whole));
  }
  if (rest.length > 0) yield text(encodeLines(rest));
}

function encodeLines(bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  return base64.replace(/.{1,76}/g, `$&${lineEnd}`);
}

/** A header field; `value` is ASCII already. Folded after commas when it is long (RFC 5322 §2.2.3). */
function field(name: string, value: string): string {
  const line = `${name}: ${value.replace(/[\r\n\0]+/g, " ")}`;
  return line.length < 900 ? line : line.replaceAll(", ", `,${lineEnd} `).replaceAll("?= =?", `?=${lineEnd} =?`);
}

/** Free text for a header: plain ASCII as it is, anything else as encoded words of at most 45 bytes (RFC 2047 §2). */
export function encodeWords(value: string): string {
  const clean = value.replace(/[\r\n\0]+/g, " ").toWellFormed();
  if (/^[\x20-\x7e]*$/.test(clean) && clean.length < 900 && !clean.includes("=?")) return clean;
  const words: string[] = [];
  let word = "";
  for (const letter of clean) {
    if (Buffer.byteLength(word + letter) > 45) {
      words.push(word);
      word = "";
    }
    word += letter;
  }
  words.push(word);
  return words.map((part) => `=?utf-8?B?${Buffer.from(part).toString("base64")}?=`).join(" ");
}

function text(value: string): Uint8Array {
  return Buffer.from(value, "utf8");
}
