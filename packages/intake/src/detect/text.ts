/**
 * Kinds of text, by what stands in the first lines. Strict signatures first (WEBVTT, BEGIN:VCALENDAR), then shapes (mail
 * headers, chat lines, cue times, columns); the extension decides only between kinds whose text looks alike.
 */
import { looksLikeWhatsApp } from "../extract/chat/whatsapp-lines.ts";
import { looksLikeTable } from "./table.ts";

export function textType(text: string, name: string): string {
  const start = text.replace(/^[\ufeff\s\0]+/, "");
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  for (const [type, fits] of kinds) if (fits(start, extension)) return type;
  return "text/plain";
}

type Fits = (text: string, extension: string) => boolean;

const kinds: readonly (readonly [type: string, fits: Fits])[] = [
  ["text/vtt", (text) => /^WEBVTT(?:[ \t\r\n]|$)/.test(text)],
  ["application/rtf", (text) => text.startsWith("{\\rtf")],
  ["text/calendar", (text) => /^BEGIN:VCALENDAR\b/i.test(text)],
  ["text/vcard", (text) => /^BEGIN:VCARD\b/i.test(text)],
  ["application/pgp-encrypted", (text) => text.startsWith("-----BEGIN PGP MESSAGE-----")],
  ["application/age", (text) => /^(age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/.test(text)],
  ["application/mbox", isMbox],
  ["message/rfc822", isMail],
  ["text/x-whatsapp-chat", (text) => looksLikeWhatsApp(text.slice(0, 16_384))],
  ["application/x-subrip", isSubRip],
  ["application/xhtml+xml", (text) => rootOf(text) === "html" && /^<\?xml/.test(text)],
  ["image/svg+xml", (text) => rootOf(text) === "svg"],
  ["text/html", isHtml],
  [
    "application/vnd.ms-wordml",
    (text) => rootOf(text) === "worddocument" && text.includes("schemas.microsoft.com/office/word"),
  ],
  [
    "application/vnd.ms-spreadsheetml",
    (text) => rootOf(text) === "workbook" && text.includes("urn:schemas-microsoft-com:office:spreadsheet"),
  ],
  // Flat OPC says in its one part that is the document which program's it is; of these only Word writes it.
  [
    "application/vnd.ms-wordml",
    (text) =>
      rootOf(text) === "package" &&
      text.includes("http://schemas.microsoft.com/office/2006/xmlPackage") &&
      !/progid="(?:PowerPoint|Excel)\./i.test(text.slice(0, 1_024)),
  ],
  ...["text", "spreadsheet", "presentation", "graphics"].map(flatOdf),
  [
    "application/xml",
    (text, extension) => /^<\?xml\s/.test(text) || (extension === "xml" && rootOf(text) !== undefined),
  ],
  ["application/jsonl", isJsonLines],
  ["application/json", isJson],
  [
    "text/tab-separated-values",
    (text, extension) => looksLikeTable(text, "\t", extension === "tsv" || extension === "tab"),
  ],
  ["text/csv", (text, extension) => [",", ";", "|"].some((mark) => looksLikeTable(text, mark, extension === "csv"))],
  ["text/csv", (text, extension) => extension === "csv" && looksLikeTable(text, "\t", true)],
  ["text/markdown", (_, extension) => extension === "md" || extension === "markdown"],
];

/** OpenDocument in one XML file names its kind in `office:mimetype` (ODF 1.3 part 3 §19.386). */
function flatOdf(kind: string): readonly [type: string, fits: Fits] {
  const type = `application/vnd.oasis.opendocument.${kind}`;
  return [
    `${type}-flat-xml`,
    (text) => text.slice(0, 16_384).includes(`office:mimetype="${type}"`) && /^<\?xml/.test(text),
  ];
}

function firstLines(text: string, count: number): readonly string[] {
  return text.slice(0, 32_768).split(/\r\n|\r|\n/, count);
}

const fromLine = /^From \S+.*\d{1,2}:\d{2}/;
const asctime = /^From \S+\s+\w{3}\s+\w{3}\s+\d{1,2}\s+\d{1,2}:\d{2}(:\d{2})?\s+(\S+\s+)?\d{4}/;

/** RFC 4155: `From ` sender, a date with its time, then headers. One message named .eml is a message all the same. */
function isMbox(text: string, extension: string): boolean {
  const [from, ...rest] = firstLines(text, 40);
  if (from === undefined || !fromLine.test(from)) return false;
  if (headerNames(rest).size === 0) return asctime.test(from);
  return extension !== "eml" || /\n\r?\nFrom \S+.*\d{1,2}:\d{2}/.test(text);
}

const mailHeaders = new Set(
  [
    "from to cc bcc subject date received message-id mime-version return-path delivered-to content-type reply-to sender",
    "x-mailer content-transfer-encoding in-reply-to references envelope-to x-original-to dkim-signature arc-seal",
    "authentication-results received-spf list-id resent-from x-received x-uidl x-mozilla-status status thread-topic",
  ]
    .join(" ")
    .split(" "),
);

const tellingHeaders = ["from", "received", "message-id", "mime-version", "return-path", "date"];

/** RFC 5322 headers, at least two of them known; an .emlx begins with a byte count, some exports with a `From ` line. */
function isMail(text: string): boolean {
  const lines = firstLines(text, 80);
  const known = headerNames(/^(\d+\s*$|From \S+)/.test(lines[0] ?? "") ? lines.slice(1) : lines);
  return known.size >= 3 || (known.size === 2 && tellingHeaders.some((name) => known.has(name)));
}

/** Known header names of a header block. A line that is neither a header nor its continuation is forgiven once, inside one. */
function headerNames(lines: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>();
  let forgiven = false;
  for (const [at, line] of lines.entries()) {
    if (line === "") break;
    const name = /^([!-9;-~]{1,76}):/.exec(line)?.[1]?.toLowerCase();
    if (name !== undefined) {
      if (mailHeaders.has(name)) known.add(name);
    } else if (!/^[ \t]/.test(line) && !(at === 0 && line.startsWith(">From "))) {
      if (known.size < 2) return new Set();
      if (forgiven) break;
      forgiven = true;
    }
  }
  return known;
}

function isSubRip(text: string): boolean {
  return /^\d{1,6}[ \t]*\r?\n\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]+-->[ \t]+\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}/.test(text);
}

/** Name of the first element, prefix dropped; comments, declarations and instructions passed over. */
function rootOf(text: string): string | undefined {
  const bare = text
    .slice(0, 16_384)
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(\[[\s\S]*?\])?[^>]*>/gi, "");
  return /^\s*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(bare)?.[1]?.toLowerCase();
}

const htmlElements = new Set(
  "html head body title meta link script style table div p h1 h2 h3 center font span a br img ul ol frameset base".split(
    " ",
  ),
);
function isHtml(text: string, extension: string): boolean {
  if (/^(<!--[\s\S]{0,4000}?-->\s*)*<!doctype\s+html/i.test(text)) return true;
  const root = rootOf(text);
  if (root === undefined)
    return (extension === "html" || extension === "htm") && /<(html|body|p|div|br|table)[\s/>]/i.test(text);
  if (root === "html" || root === "head" || root === "body") return true;
  if (/^<\?xml/.test(text) || !htmlElements.has(root)) return false;
  return extension === "html" || extension === "htm" || /<\/(html|body|head|table|div|p)>/i.test(text);
}

function isJson(text: string, extension: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Cut by the sample: it must at least begin like JSON.
    return (
      /^(\{\s*"(?:[^"\\]|\\.){0,200}"\s*:\s*["[{\dtfn-]|\[\s*(?:["[{\d-]|true|false|null))/.test(text) &&
      (extension.includes("json") || text.length > 30_000)
    );
  }
}

function isJsonLines(text: string): boolean {
  const lines = firstLines(text, 6).filter((line) => line.trim() !== "");
  const whole = text.length > 30_000 ? lines.slice(0, -1) : lines;
  return whole.length >= 2 && whole.every((line) => line.startsWith("{") && parses(line));
}

function parses(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
