/**
 * Text of WordprocessingML (ISO/IEC 29500-1 §17), the vocabulary of docx parts, of Word 2003 XML and of flat OPC.
 *
 * A paragraph's number is its place among all `w:p` start tags of the part, empty ones and those of tables and text boxes
 * included, so that anyone can count to it in the XML. Deleted text that the file still holds (tracked deletions and the
 * origin of moves) is given where it stands, between `[-` and `-]`. Field codes are not text, their results are. A text
 * box stored twice for older programs (`mc:Fallback`) is read once.
 */
import { type Attributes, attribute, type XmlHandler } from "./xml.ts";

export interface WordParagraph {
  readonly paragraph: number;
  readonly text: string;
  /** For comments: who and when, as the file says. */
  readonly by?: string | undefined;
  readonly at?: string | undefined;
}

export interface WordFacts {
  insertions: number;
  deletions: number;
  hiddenRuns: number;
  readonly revisers: Set<string>;
}

export function wordFacts(): WordFacts {
  return { insertions: 0, deletions: 0, hiddenRuns: 0, revisers: new Set() };
}

interface Open {
  readonly paragraph: number;
  text: string;
}

/** `from` is the number of paragraphs before this part: footnotes, endnotes and comments are counted through. */
export function wordText(
  emit: (paragraph: WordParagraph) => void,
  facts: WordFacts,
  from = 0,
): XmlHandler & { count(): number } {
  let count = from;
  let prefix: string | undefined;
  let skipping = 0;
  let deleted = 0;
  let capturing = false;
  let inRunProperties = false;
  let comment: Attributes | undefined;
  const open: Open[] = [];
  let done: WordParagraph[] = [];

  const add = (text: string) => {
    const paragraph = open.at(-1);
    if (paragraph !== undefined && skipping === 0) paragraph.text += text;
  };
  const mark = (change: 1 | -1, attributes?: Attributes) => {
    if (change === 1 && deleted++ === 0) add("[-");
    if (change === -1 && deleted > 0 && --deleted === 0) add("-]");
    if (attributes !== undefined) noteReviser(facts, attributes);
  };

  return {
    count: () => count,
    open(name, attributes, at) {
      if (skipping > 0 || name === "Fallback") {
        skipping++;
        return;
      }
      if (
        name === "document" ||
        name === "hdr" ||
        name === "ftr" ||
        name === "footnotes" ||
        name === "endnotes" ||
        name === "comments" ||
        name === "wordDocument"
      ) {
        prefix = at;
      }
      // m:t and a:t are text too (equations, drawing canvases); every other name counts only in Word's own vocabulary.
      if (name === "t") capturing = true;
      if (at !== prefix) return;
      switch (name) {
        case "p":
          open.push({ paragraph: ++count, text: "" });
          break;
        case "delText":
          capturing = true;
          break;
        case "tab":
          // Inside paragraph properties `w:tab` is a tab stop, which always has a position.
          if (attribute(attributes, "pos") === undefined) add("\t");
          break;
        case "ptab":
          add("\t");
          break;
        case "br":
        case "cr":
          add("\n");
          break;
        case "noBreakHyphen":
          add("\u2011");
          break;
        case "sym":
          add(symbol(attribute(attributes, "char")));
          break;
        case "rPr":
          inRunProperties = true;
          break;
        case "vanish":
          if (inRunProperties && attribute(attributes, "val") !== "0" && attribute(attributes, "val") !== "false")
            facts.hiddenRuns++;
          break;
        case "ins":
        case "moveTo":
          // Inside run properties it marks the paragraph's end, not a stretch of text.
          if (inRunProperties) break;
          facts.insertions++;
          noteReviser(facts, attributes);
          break;
        case "del":
        case "moveFrom":
          if (inRunProperties) break;
          facts.deletions++;
          mark(1, attributes);
          break;
        case "comment":
          comment = attributes;
          break;
      }
    },
    close(name, at) {
      if (skipping > 0) {
        skipping--;
        return;
      }
      if (name === "t") capturing = false;
      if (at !== prefix) return;
      switch (name) {
        case "p": {
          const paragraph = open.pop();
          if (paragraph === undefined) break;
          done.push({ ...paragraph, by: attributeOf(comment, "author"), at: attributeOf(comment, "date") });
          if (open.length > 0) break;
          // A text box ends before the paragraph it hangs on: give both in the order in which they begin.
          for (const ready of done.sort((a, b) => a.paragraph - b.paragraph)) emit(ready);
          done = [];
          break;
        }
        case "delText":
          capturing = false;
          break;
        case "rPr":
          inRunProperties = false;
          break;
        case "del":
        case "moveFrom":
          if (!inRunProperties) mark(-1);
          break;
        case "comment":
          comment = undefined;
          break;
      }
    },
    text(text) {
      if (capturing) add(text);
    },
  };
}

function attributeOf(attributes: Attributes | undefined, name: string): string | undefined {
  return attributes === undefined ? undefined : attribute(attributes, name);
}

function noteReviser(facts: WordFacts, attributes: Attributes): void {
  const author = attribute(attributes, "author");
  if (author !== undefined && facts.revisers.size < 50) facts.revisers.add(author);
}

/** Symbol fonts number their signs in the private use area, where the letter is not known: U+FFFD says "a sign stands here". */
function symbol(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? "", 16);
  if (!Number.isInteger(code) || code < 0x20 || code > 0xffff || (code >= 0xd800 && code < 0xf900)) return "\ufffd";
  return String.fromCharCode(code);
}
