/**
 * The words of an HTML mail body as plain text, quoted replies marked by "> " as in plain mail. Works on HTML tokens
 * (parse5's tokenizer, WHATWG HTML §13.2.5) and builds no tree: time and memory stay in step with the size however deep
 * the elements are nested. Text that a stylesheet would hide is kept: it was sent.
 */
import { Token, Tokenizer, TokenizerMode } from "parse5";

const blocks = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
const paragraphs = new Set("blockquote h1 h2 h3 h4 h5 h6 p table ul ol hr".split(" "));
const skipped = new Set(["script", "style", "template", "noframes"]);

/** Lines of text, paragraphs apart by an empty line, no line of a quotation without its "> ". */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  let line = "";
  let quotes = 0;
  let pre = 0;
  let skipping: string | undefined;
  let href: string | undefined;
  let linkText = "";

  function breakLine(paragraph: boolean): void {
    const text = pre > 0 ? line.trimEnd() : line.trim();
    if (text !== "") lines.push(quotes > 0 ? `${"> ".repeat(Math.min(quotes, 20))}${text}` : text);
    if (paragraph && lines.length > 0 && lines.at(-1) !== "") lines.push("");
    line = "";
  }
  function add(text: string): void {
    if (skipping !== undefined) return;
    if (href !== undefined) linkText += text;
    if (pre === 0) {
      const folded = text.replace(/[ \t\r\n\f]+/g, " ");
      line += line === "" || line.endsWith(" ") ? folded.replace(/^ /, "") : folded;
      return;
    }
    const parts = text.split(/\r?\n/);
    for (const [index, part] of parts.entries()) {
      if (index > 0) breakLine(part === "");
      line += part;
    }
  }

  const tokenizer: Tokenizer = new Tokenizer(
    {},
    {
      onStartTag(tag) {
        const name = tag.tagName;
        if (skipping !== undefined) return;
        if (skipped.has(name)) skipping = name;
        if (name === "script") tokenizer.state = TokenizerMode.SCRIPT_DATA;
        else if (name === "style" || name === "noframes" || name === "iframe" || name === "xmp")
          tokenizer.state = TokenizerMode.RAWTEXT;
        else if (name === "title" || name === "textarea") tokenizer.state = TokenizerMode.RCDATA;
        if (name === "br") breakLine(false);
        if (blocks.has(name)) breakLine(paragraphs.has(name));
        if (name === "blockquote") quotes += 1;
        if (name === "pre") pre += 1;
        if (name === "li") line = "- ";
        if ((name === "td" || name === "th") && line !== "") line += "\t";
        if (name === "a") {
          href = Token.getTokenAttr(tag, "href") ?? undefined;
          linkText = "";
        }
        const alt = name === "img" ? Token.getTokenAttr(tag, "alt")?.trim() : undefined;
        if (alt) add(` [${alt}] `);
      },
      onEndTag(tag) {
        const name = tag.tagName;
        if (skipping !== undefined) {
          if (skipping === name) skipping = undefined;
          return;
        }
        if (name === "a" && href !== undefined) {
          // Where a link leads may differ from what it says: both are evidence.
          const target = href.trim();
          const shown = linkText.trim();
          href = undefined;
          if (/^(https?|ftp|mailto|tel):/i.test(target) && !target.includes(shown === "" ? "\u0000" : shown))
            add(` <${target}>`);
        }
        if (blocks.has(name)) breakLine(paragraphs.has(name));
        if (name === "title") breakLine(true);
        if (name === "blockquote" && quotes > 0) quotes -= 1;
        if (name === "pre" && pre > 0) pre -= 1;
      },
      onCharacter: (token) => add(token.chars),
      onWhitespaceCharacter: (token) => add(token.chars),
      onNullCharacter() {},
      onComment() {},
      onDoctype() {},
      onEof() {},
    },
  );
  tokenizer.write(html, true);
  breakLine(false);
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
