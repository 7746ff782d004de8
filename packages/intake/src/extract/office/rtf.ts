/**
 * Rich Text Format 1.9.1. Text comes in the code page of the document (`\ansicpg`) or of the font in use (`\fcharset`,
 * `\cpg`), or as `\u` with its stand-in skipped. Paragraphs are counted by the marks that end them (`\par`, `\row`, `\sect`),
 * empty ones included; table cells are joined by tabs; headers and footers are part `header`; footnotes and comments part
 * `notes`; deleted text stands between `[-` and `-]`. Embedded pictures and objects go out as children.
 *
 * Groups cost one reference each, so three million open braces cost neither stack nor time. Never throws on bad input.
 */
import { type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";
import { metadataFrom, withOther } from "./metadata.ts";
import { decodePage } from "./ole.ts";
import { passages } from "./passages.ts";
import { charsetPages, macPage } from "./rtf-charsets.ts";
import { rtfObjects } from "./rtf-objects.ts";
import { hexDigit, readRtf } from "./rtf-tokens.ts";

type Destination = "body" | "header" | "notes" | "skip" | "fonts" | "info" | "picture" | "object";

/** What a group inherits. Never changed in place: a group that changes nothing shares its parent's. */
interface State {
  readonly destination: Destination;
  readonly page: number;
  readonly uc: number;
  readonly deleted: boolean;
  readonly field: string;
  readonly starred: boolean;
}

const skipped: ReadonlySet<string> = new Set([
  "colortbl",
  "stylesheet",
  "fldinst",
  "nonshppict",
  "themedata",
  "colorschememapping",
  "datastore",
  "latentstyles",
  "listtable",
  "listoverridetable",
  "revtbl",
  "rsidtbl",
  "xmlnstbl",
  "filetbl",
  "pgdsctbl",
  "bkmkstart",
  "bkmkend",
  "xe",
  "tc",
  "mmathPr",
  "objclass",
  "objname",
  "atnid",
  "atrfstart",
  "atrfend",
  "atntime",
  "atndate",
  "atnref",
  "atnicn",
  "sp",
  "picprop",
  "blipuid",
  "generator",
  "wgrffmtfilter",
  "ftnsep",
  "ftnsepc",
  "ftncn",
  "aftnsep",
  "aftnsepc",
  "aftncn",
  "private",
  "template",
  "userprops",
  "formfield",
  "datafield",
  "falt",
  "panose",
]);
const headers: ReadonlySet<string> = new Set([
  "header",
  "headerl",
  "headerr",
  "headerf",
  "footer",
  "footerl",
  "footerr",
  "footerf",
]);
/** Destinations that begin with `\*` and hold text all the same. */
const starredText: ReadonlySet<string> = new Set([
  "shppict",
  "shpinst",
  "annotation",
  "atnauthor",
  "objdata",
  "footnote",
]);
const infoFields: ReadonlySet<string> = new Set([
  "title",
  "subject",
  "author",
  "operator",
  "keywords",
  "doccomm",
  "company",
  "manager",
  "category",
]);
const infoNames: Readonly<Record<string, string>> = {
  operator: "lastModifiedBy",
  doccomm: "comments",
  creatim: "created",
  revtim: "lastSaved",
  printim: "lastPrinted",
};
const signs: Readonly<Record<string, string>> = {
  tab: "\t",
  line: "\n",
  cell: "\t",
  nestcell: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: "\u2003",
  enspace: "\u2002",
  qmspace: "\u2005",
  "~": "\u00a0",
  _: "\u2011",
  "-": "\u00ad",
  zwj: "\u200d",
  zwnj: "\u200c",
  ltrmark: "\u200e",
  rtlmark: "\u200f",
};
const paragraphEnds: ReadonlySet<string> = new Set(["par", "row", "nestrow", "sect", "page", "pagebb", "column"]);

export function extractRtf(raw: Raw, sink: Sink, limits: Limits): void {
  const start = Buffer.from(raw.read(0, 64)).toString("latin1");
  if (!/^(\xef\xbb\xbf)?\s*\{\\rtf/.test(start)) throw new ProblemError("damaged", "no \\rtf at the start");

  const out = passages(sink, limits);
  const objects = rtfObjects(sink);
  const fonts = new Map<number, number>();
  const info = new Map<string, string>();
  const counts = { body: 0, header: 0, notes: 0 };
  const lines = { body: "", header: "", notes: "" };
  const marked = { body: false, header: false, notes: false };
  const stack: State[] = [];
  let state: State = { destination: "body", page: 1252, uc: 1, deleted: false, field: "", starred: false };
  let defaultPage = 1252;
  let font = -1;
  let standIns = 0;
  let pending: number[] = [];
  let pendingPage = 1252;
  let commenter = "";
  let finished = false;
  let fresh = false;
  let hidden = 0;

  const kept = (destination: Destination): destination is "body" | "header" | "notes" =>
    destination === "body" || destination === "header" || destination === "notes";

  const add = (text: string) => {
    const { destination } = state;
    if (destination === "info") {
      if (state.field !== "" && (info.get(state.field)?.length ?? 0) < 4_000)
        info.set(state.field, (info.get(state.field) ?? "") + text);
      return;
    }
    if (state.field === "atnauthor") {
      commenter += text;
      return;
    }
    if (!kept(destination)) return;
    if (state.deleted !== marked[destination]) {
      lines[destination] += state.deleted ? "[-" : "-]";
      marked[destination] = state.deleted;
    }
    lines[destination] += text;
  };
  const flush = () => {
    if (pending.length === 0) return;
    const text = decodePage(Uint8Array.from(pending), pendingPage);
    pending = [];
    add(text);
  };
  const endParagraph = (destination: "body" | "header" | "notes") => {
    const text = marked[destination] ? `${lines[destination]}-]` : lines[destination];
    lines[destination] = "";
    marked[destination] = false;
    const paragraph = ++counts[destination];
    if (destination === "body") out.write(text, { type: "paragraph", paragraph });
    else out.write(text, { type: "part", part: destination, paragraph });
  };
  const enter = (destination: Destination, field = "") => {
    state = { ...state, destination, field, starred: false };
  };

  const setFont = (value: number) => {
    font = value;
    if (state.destination !== "fonts") state = { ...state, page: fonts.get(value) ?? defaultPage };
  };

  const destinationWord = (word: string): boolean => {
    const { destination } = state;
    if (destination === "skip") return true;
    const star = state.starred;
    if (star && !starredText.has(word) && word !== "pict" && !headers.has(word)) {
      enter("skip");
      return true;
    }
    if (star) state = { ...state, starred: false };
    if (skipped.has(word)) enter("skip");
    else if (headers.has(word)) enter("header");
    else if (word === "footnote" || word === "annotation") {
      enter("notes");
      if (word === "annotation" && commenter.trim() !== "") add(`[${commenter.trim()}] `);
      commenter = "";
    } else if (word === "atnauthor") enter("skip", "atnauthor");
    else if (word === "fonttbl") enter("fonts");
    else if (word === "info") enter("info");
    else if (word === "pict") {
      enter("picture");
      objects.begin("picture");
    } else if (word === "objdata") {
      enter("object");
      objects.begin("object");
    } else if (destination === "info" && infoFields.has(word)) enter("info", infoNames[word] ?? word);
    else if (destination === "info" && (word === "creatim" || word === "revtim" || word === "printim"))
      enter("info", `#${word}`);
    else return false;
    return true;
  };

  const unicode = (value: number) => {
    flush();
    add(String.fromCharCode(value < 0 ? value + 65_536 : value & 0xffff));
    standIns = state.uc;
  };

  readRtf(raw, {
    stop: () => finished || out.full(),
    group(open) {
      flush();
      fresh = open;
      standIns = 0;
      if (open) {
        stack.push(state);
        return;
      }
      const inner = state;
      const outer = stack.pop();
      if (outer === undefined) {
        finished = true;
        return;
      }
      state = outer;
      if (inner.destination !== outer.destination) {
        if (inner.destination === "picture" || inner.destination === "object") objects.end();
        if ((inner.destination === "header" || inner.destination === "notes") && lines[inner.destination] !== "")
          endParagraph(inner.destination);
      }
      if (stack.length === 0) finished = true;
    },
    control(word, value) {
      const first = fresh;
      fresh = false;
      if (standIns > 0 && word !== "u") {
        standIns--;
        return;
      }
      if (word === "*") {
        flush();
        // Only at the start of a group: StarOffice writes stray ones among character formats.
        if (first) state = { ...state, starred: true };
        return;
      }
      if (word === "u") {
        if (state.starred) state = { ...state, starred: false };
        unicode(value ?? 0);
        return;
      }
      if (state.destination === "skip" && state.field === "") return;
      flush();
      if (destinationWord(word)) return;
      const sign = signs[word];
      if (sign !== undefined) add(sign);
      else if (paragraphEnds.has(word)) {
        if (kept(state.destination)) endParagraph(state.destination);
      } else if (word === "uc") state = { ...state, uc: Math.min(16, Math.max(0, value ?? 1)) };
      else if (word === "f" && value !== undefined) setFont(value);
      else if (word === "plain") state = { ...state, page: defaultPage, deleted: false };
      else if (word === "deleted") state = { ...state, deleted: value !== 0 };
      else if (word === "v" && value !== 0) hidden++;
      else if (word === "ansicpg" && value !== undefined && value > 0) setDefault(value);
      else if (word === "mac") setDefault(macPage);
      else if (word === "pc") setDefault(437);
      else if (word === "pca") setDefault(850);
      else if (word === "fcharset" && state.destination === "fonts")
        fonts.set(font, charsetPages[value ?? 1] ?? defaultPage);
      else if (word === "cpg" && state.destination === "fonts" && value !== undefined && value > 0)
        fonts.set(font, value);
      else if (state.destination === "picture") objects.word(word);
      else if (state.field.startsWith("#")) datePart(info, state.field.slice(1), word, value);
    },
    bytes(bytes, escaped) {
      let from = 0;
      if (standIns > 0) {
        from = Math.min(standIns, bytes.length);
        standIns -= from;
        if (from === bytes.length) return;
      }
      const { destination } = state;
      if (destination === "picture" || destination === "object") {
        if (!escaped) objects.hex(bytes, hexDigit);
        return;
      }
      if (destination === "fonts" || (destination === "skip" && state.field === "")) return;
      if (pending.length > 0 && pendingPage !== state.page) flush();
      pendingPage = state.page;
      for (let at = from; at < bytes.length; at++) pending.push(bytes[at] ?? 0);
      if (pending.length > 32_768) flush();
    },
    binary(bytes) {
      if (state.destination === "picture" || state.destination === "object") objects.binary(bytes);
    },
  });
  function setDefault(page: number): void {
    defaultPage = page;
    state = { ...state, page };
  }

  flush();
  objects.end();
  for (const part of ["header", "notes", "body"] as const) if (lines[part] !== "") endParagraph(part);
  out.end();
  sink.meta(withOther(metadataFrom(trimmedValues(info)), { hiddenTextRuns: hidden }));
  if (stack.length > 0)
    sink.problem({ code: "damaged", detail: "groups left open at the end", partly: out.count() > 0 });
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

/** `\yr2024\mo3\dy1\hr9\min5`: local time of an unknown place, so no offset. */
function datePart(info: Map<string, string>, field: string, word: string, value: number | undefined): void {
  const name = infoNames[field] ?? field;
  const two = String(Math.max(0, value ?? 0)).padStart(2, "0");
  const before = info.get(name) ?? "";
  if (word === "yr" && value !== undefined && value > 0) info.set(name, String(value).padStart(4, "0"));
  else if (before === "") return;
  else if (word === "mo" || word === "dy") info.set(name, `${before}-${two}`);
  else if (word === "hr") info.set(name, `${before}T${two}`);
  else if (word === "min") info.set(name, `${before}:${two}:00`);
}

function trimmedValues(info: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...info].map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== ""));
}
