/**
 * Words and facts of HTML and XML, from tokens (parse5's tokenizer, WHATWG HTML §13.2.5) and without a tree: time and
 * memory stay in step with the size, however deep elements are nested and however broken they are.
 */
import { Token, Tokenizer, TokenizerMode } from "parse5";
import type { Metadata } from "../contract.ts";
import type { ParagraphWriter } from "./paragraphs.ts";

const words = (list: string) => new Set(list.split(" "));
const blocks = words(
  "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre section select summary table tbody textarea tfoot thead title tr ul",
);
const dropped = words("script style template noframes iframe");

export interface MarkupReader {
  push(piece: string): void;
  end(): Metadata;
}

/** HTML: scripts and styles are left out, text that a style would hide is kept; title and stated facts become metadata. */
export function htmlReader(writer: ParagraphWriter): MarkupReader {
  const facts = htmlFacts();
  const line = lineBuilder(writer);
  let dropping: string | undefined;
  let title: string | undefined;
  let pre = 0;
  const character = (token: Token.CharacterToken) => {
    if (dropping !== undefined) return;
    if (title !== undefined) title += token.chars;
    else line.add(token.chars, pre > 0);
  };
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag(tag) {
        const name = tag.tagName;
        if (dropping !== undefined) return;
        if (name === "script") tokenizer.state = TokenizerMode.SCRIPT_DATA;
        else if (name === "style" || name === "noframes" || name === "iframe" || name === "xmp")
          tokenizer.state = TokenizerMode.RAWTEXT;
        else if (name === "title" || name === "textarea") tokenizer.state = TokenizerMode.RCDATA;
        if (dropped.has(name) && !tag.selfClosing) dropping = name;
        if (name === "br") line.newline();
        else if (blocks.has(name)) line.paragraph();
        if (name === "td" || name === "th") line.tab();
        if (name === "pre") pre += 1;
        if (name === "title" && facts.wantsTitle()) title = "";
        facts.see(tag);
      },
      onEndTag(tag) {
        const name = tag.tagName;
        if (dropping !== undefined) {
          if (dropping === name) dropping = undefined;
          return;
        }
        if (name === "title" && title !== undefined) {
          facts.title(title);
          title = undefined;
        } else if (blocks.has(name) && name !== "br") line.paragraph();
        if (name === "pre" && pre > 0) pre -= 1;
      },
      onCharacter: character,
      onWhitespaceCharacter: character,
      onNullCharacter() {},
      onComment() {},
      onDoctype() {},
      onEof() {},
    },
  );
  return {
    push: (piece) => tokenizer.write(piece, false),
    end() {
      tokenizer.write("", true);
      line.paragraph();
      return facts.metadata();
    },
  };
}

/**
 * XML: text as it stands. An element that follows another at once, or after a line end, begins a paragraph; inside a
 * sentence it does not. Entities of the document's own making are left as they are written: they can be bombs.
 */
export function xmlReader(writer: ParagraphWriter): MarkupReader {
  const line = lineBuilder(writer);
  let head = "";
  let inHead = true;
  let afterTag = false;
  const tag = () => {
    if (afterTag) line.paragraph();
    afterTag = true;
  };
  const character = (token: Token.CharacterToken) => {
    if (token.chars.trim() === "" && token.chars.includes("\n")) return line.paragraph();
    if (token.chars.trim() === "" && afterTag) return line.add(" ", false);
    afterTag = false;
    line.add(token.chars, false);
  };
  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag: tag,
      onEndTag: tag,
      onCharacter: character,
      onWhitespaceCharacter: character,
      onNullCharacter() {},
      onComment() {},
      onDoctype() {},
      onEof() {},
    },
  );
  tokenizer.inForeignNode = true; // CDATA sections are text
  function push(piece: string): void {
    if (inHead) {
      head += piece;
      if (head.length >= 65_536) openHead();
    } else {
      tokenizer.write(piece, false);
    }
  }
  function openHead(): void {
    inHead = false;
    // An HTML tokenizer ends a doctype at its first bracket: what a document type declares is cut out before.
    tokenizer.write(head.replace(/<!DOCTYPE[^[<>]*\[[\s\S]*?\]\s*>/i, ""), false);
    head = "";
  }
  return {
    push,
    end() {
      if (inHead) openHead();
      tokenizer.write("", true);
      line.paragraph();
      return {};
    },
  };
}

/** Collects a line, white space folded to one blank as a browser does. */
function lineBuilder(writer: ParagraphWriter) {
  let line = "";
  let used = false;
  function flush(): void {
    if (line.trim() !== "") {
      writer.text(used ? `\n${line.trimEnd()}` : line.trimEnd());
      used = true;
    }
    line = "";
  }
  return {
    add(text: string, asIs: boolean) {
      if (asIs) {
        line += text;
      } else {
        const folded = text.replace(/[ \t\r\n\f]+/g, " ");
        line += line === "" || /\s$/.test(line) ? folded.replace(/^ /, "") : folded;
      }
      if (line.length > 32_000) {
        writer.text(line);
        used = true;
        line = "";
      }
    },
    tab() {
      if (line !== "" && !line.endsWith("\t")) line = `${line.trimEnd()}\t`;
    },
    newline: flush,
    paragraph() {
      flush();
      if (used) writer.paragraph();
      used = false;
    },
  };
}

const dateNames = words(
  "date dc.date dcterms.date dcterms.created article:published_time datepublished pubdate publish-date og:published_time",
);
const modifiedNames = words("last-modified dcterms.modified article:modified_time datemodified og:updated_time");
const authorNames = words("author dc.creator dcterms.creator article:author byl");

function htmlFacts() {
  const facts: Record<string, string> = {};
  const other: Record<string, string> = {};
  const keep = (key: string, value: string | null) => {
    const text = value?.replace(/\s+/g, " ").trim();
    if (text) facts[key] ??= text.slice(0, 2_000);
  };
  const keepOther = (key: string, value: string | null) => {
    const text = value?.replace(/\s+/g, " ").trim();
    if (text && Object.keys(other).length < 50) other[key] ??= text.slice(0, 2_000);
  };
  return {
    wantsTitle: () => facts["title"] === undefined,
    title: (text: string) => keep("title", text),
    see(tag: Token.TagToken): void {
      const attribute = (name: string) => Token.getTokenAttr(tag, name);
      if (tag.tagName === "html") keepOther("language", attribute("lang") ?? attribute("xml:lang"));
      if (tag.tagName === "link" && attribute("rel")?.toLowerCase() === "canonical") keep("url", attribute("href"));
      if (tag.tagName === "base") keepOther("base", attribute("href"));
      if (tag.tagName !== "meta") return;
      const name = (
        attribute("name") ??
        attribute("property") ??
        attribute("itemprop") ??
        attribute("http-equiv") ??
        ""
      ).toLowerCase();
      const content = attribute("content");
      if (dateNames.has(name)) keep("date", content);
      else if (modifiedNames.has(name)) keep("modified", content);
      else if (authorNames.has(name)) keep("author", content);
      else if (name === "generator") keep("software", content);
      else if (name === "og:url") keep("url", content);
      else if (name === "og:title" || name === "dc.title") keepOther("title (meta)", content);
      else if (
        ["description", "keywords", "og:description", "og:site_name", "dc.publisher", "content-language"].includes(name)
      ) {
        keepOther(name, content);
      }
    },
    metadata: (): Metadata => (Object.keys(other).length === 0 ? facts : { ...facts, other }),
  };
}
