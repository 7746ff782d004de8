/**
 * A document as one self-contained HTML file, written as the parts come. No script, no outside address, and a policy that forbids
 * both; every word escaped, every stretch of another direction in a `bdi`.
 */
import { utf8 } from "@amana/format";
import {
  type Block,
  type Direction,
  type Document,
  directionOf,
  type Inlines,
  type Language,
  type Note,
  type Part,
  type Plain,
  type Sink,
  type Table,
} from "./document.ts";
import { digitsOf, numeral } from "./numerals.ts";
import { printable, type Run, runs } from "./runs.ts";
import { words } from "./words.ts";

/** Never refuses. Keeps in memory the headings of the table of contents and one part at a time; of a table one row at a time. */
export async function renderHtml(document: Document, sink: Sink): Promise<void> {
  const page = htmlWriter(document);
  await sink.write(utf8(page.head()));
  for await (const part of document.parts) for (const piece of page.part(part)) await sink.write(utf8(piece));
  await sink.write(utf8(page.foot()));
}

/** Some tens of kilobytes at once are enough for any sink. */
const PIECE = 1 << 16;

function htmlWriter(document: Document) {
  const { language } = document;
  const base = directionOf(language);
  const own = words[language];
  const number = (n: number) => numeral(n, digitsOf(document));
  const contents: { readonly anchor: string; readonly level: number; readonly heading: string }[] = [];
  const targets = new Map<string, string>();
  const anchorOf = (id: string): string => {
    const known = targets.get(id) ?? `p${targets.size + 1}`;
    targets.set(id, known);
    return known;
  };
  let nameless = 0;
  let noteCount = 0;
  let notes: { readonly number: number; readonly note: Note }[] = [];

  const text = (words: string, direction: Direction) => isolated(runs(printable(words), direction));

  const inlines = (list: Inlines, direction: Direction): string =>
    list
      .map((inline) =>
        typeof inline !== "string" && inline.kind === "note" ? noteMark(inline) : plain(inline, direction),
      )
      .join("");

  const plain = (inline: Plain, direction: Direction): string => {
    if (typeof inline === "string") return text(inline, direction);
    if (inline.kind === "text") {
      const turned = directionOf(inline.language);
      return `<bdi lang="${inline.language}" dir="${turned}">${text(inline.text, turned)}</bdi>`;
    }
    if (inline.kind === "code") return `<code dir="ltr">${escaped(printable(inline.text))}</code>`;
    const inside = inlines(inline.inlines, direction);
    if (inline.kind === "link") return `<a href="#${anchorOf(inline.to)}">${inside}</a>`;
    return inline.kind === "strong" ? `<strong>${inside}</strong>` : `<em>${inside}</em>`;
  };

  const noteMark = (note: Note): string => {
    noteCount++;
    notes.push({ number: noteCount, note });
    const n = noteCount;
    return `<sup><a id="r${n}" href="#n${n}" role="doc-noteref" aria-label="${own.toNote} ${number(n)}">${number(n)}</a></sup>`;
  };

  const turnedBlock = (lang: Language | undefined) =>
    lang === undefined ? "" : ` lang="${lang}" dir="${directionOf(lang)}"`;

  const block = (block: Exclude<Block, Table>): string => {
    if (block.kind === "page-break") return '<hr class="page">\n';
    if (block.kind === "heading") return `<h${block.level + 1}>${inlines(block.inlines, base)}</h${block.level + 1}>\n`;
    if (block.kind === "fields")
      return `<dl>\n${block.fields
        .map(({ label, inlines: said }) => `<div><dt>${text(label, base)}</dt><dd>${inlines(said, base)}</dd></div>\n`)
        .join("")}</dl>\n`;
    if (block.kind === "list") {
      const tag = block.ordered === true ? "ol" : "ul";
      return `<${tag}>\n${block.items.map((item) => `<li>${inlines(item, base)}</li>\n`).join("")}</${tag}>\n`;
    }
    if (block.kind === "callout")
      return `<aside class="${block.tone}"><p><strong>${text(block.title ?? own[block.tone], base)}</strong></p><p>${inlines(block.inlines, base)}</p></aside>\n`;
    const direction = block.language === undefined ? base : directionOf(block.language);
    const said = inlines(block.inlines, direction);
    if (block.kind === "paragraph") return `<p${turnedBlock(block.language)}>${said}</p>\n`;
    const source = block.source === undefined ? "" : `<footer>${inlines(block.source, direction)}</footer>`;
    return `<blockquote${turnedBlock(block.language)}><p>${said}</p>${source}</blockquote>\n`;
  };

  function* table(table: Table): Generator<string> {
    const width = table.columns.length;
    const total = table.columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
    const columns = table.columns
      .map((column) => `<col class="w${Math.round(((column.width ?? 1) / total) * 20)}">`)
      .join("");
    const row = (tag: "th" | "td", cells: readonly Inlines[]) => {
      if (cells.length > width) throw new RangeError(`a row of ${cells.length} cells in a table of ${width} columns`);
      const scope = tag === "th" ? ' scope="col"' : "";
      const all = table.columns.map(({ align }, x) => {
        const aligned = align === undefined || align === "start" ? "" : ` class="${align}"`;
        return `<${tag}${scope}${aligned}>${inlines(cells[x] ?? [], base)}</${tag}>`;
      });
      return `<tr>${all.join("")}</tr>\n`;
    };
    yield `<table><colgroup>${columns}</colgroup><thead>${row("th", table.header)}</thead><tbody>\n`;
    for (const cells of table.rows) yield row("td", cells);
    yield "</tbody></table>\n";
  }

  function* pieces(part: Part): Generator<string> {
    const anchor = anchorOf(part.id ?? `\u0000${nameless++}`);
    yield `<section id="${anchor}" class="l${part.level}">\n`;
    if (part.heading !== undefined) {
      const heading = text(part.heading, base);
      if (part.level <= (document.outline ?? 0)) contents.push({ anchor, level: part.level, heading });
      yield `<h${part.level + 1}>${heading}</h${part.level + 1}>\n`;
    }
    for (const each of part.blocks) {
      if (each.kind === "table") yield* table(each);
      else yield block(each);
    }
    if (notes.length > 0) {
      yield `<ol class="notes" role="doc-endnotes" aria-label="${own.notes}">\n`;
      // A note stands alone in its line, so it is read in the document's direction.
      for (const { number: n, note } of notes)
        yield `<li id="n${n}" value="${n}"><a href="#r${n}" role="doc-backlink" aria-label="${own.backToText}">${number(n)}</a> ${inlines(note.inlines, base)}</li>\n`;
      notes = [];
      yield "</ol>\n";
    }
    yield "</section>\n";
  }

  return {
    head(): string {
      const title = escaped(printable(document.title));
      const rows = [...document.cover, { label: own.date, value: document.date }]
        .map(({ label, value }) => `<div><dt>${text(label, base)}</dt><dd>${text(value, base)}</dd></div>\n`)
        .join("");
      return `<!doctype html>
<html lang="${language}" dir="${base}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
${document.mark === undefined ? "" : `<p class="mark">${text(document.mark, base)}</p>\n`}<h1>${text(document.title, base)}</h1>
${document.subtitle === undefined ? "" : `<p class="subtitle">${text(document.subtitle, base)}</p>\n`}<dl>
${rows}</dl>
${document.outline === undefined ? "" : `<p><a href="#contents">${own.contents}</a></p>\n`}</header>
<main>
`;
    },
    *part(part: Part): Generator<string> {
      let waiting = "";
      for (const piece of pieces(part)) {
        waiting += piece;
        if (waiting.length < PIECE) continue;
        yield waiting;
        waiting = "";
      }
      if (waiting !== "") yield waiting;
    },
    /** The contents are known last, so they stand last; the first page links to them. */
    foot(): string {
      const list = contents.map(
        ({ anchor, level, heading }) => `<li class="l${level}"><a href="#${anchor}">${heading}</a></li>\n`,
      );
      const nav =
        document.outline === undefined
          ? ""
          : `<nav id="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">${own.contents}</h2>\n<ol>\n${list.join("")}</ol>\n</nav>\n`;
      const mark =
        document.mark === undefined ? "" : `<footer><p class="mark">${text(document.mark, base)}</p></footer>\n`;
      return `</main>\n${nav}${mark}</body>\n</html>\n`;
    },
  };
}

function isolated(parts: readonly (string | Run)[]): string {
  return parts
    .map((part) =>
      typeof part === "string" ? escaped(part) : `<bdi dir="${part.direction}">${isolated(part.parts)}</bdi>`,
    )
    .join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for elements and for attributes in quotes. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

const widths = Array.from({ length: 21 }, (_, i) => `col.w${i}{width:${i * 5}%}`).join("");

const style = `
:root{color-scheme:light}
body{font:1.05rem/1.6 "Libertinus Serif","Noto Serif",Georgia,Amiri,"Noto Naskh Arabic","Geeza Pro","Traditional Arabic",serif;max-width:46rem;margin:2rem auto;padding:0 1.2rem;color:#111;background:#fff;overflow-wrap:anywhere;white-space:pre-line}
header,main,section,nav,dl,ol,ul,table,thead,tbody,tr,colgroup,aside,blockquote{white-space:normal}
p,dd,dt,td,th,li,h1,h2,h3,h4,h5{white-space:pre-line}
[dir=rtl]{line-height:1.8}
h1{font-size:2rem;line-height:1.3}h2{font-size:1.5rem}h3{font-size:1.2rem}h4,h5{font-size:1.05rem}
section.l1{margin-top:3rem}
.mark,.subtitle,dt{color:#555}.mark{font-size:.85rem}
dl>div{display:grid;grid-template-columns:minmax(6rem,27%) 1fr;gap:.8rem;border-bottom:1px solid #ccc;padding:.3rem 0}
dd{margin:0}
code{font-family:"Libertinus Mono","DejaVu Sans Mono",Consolas,monospace;font-size:.85em;unicode-bidi:isolate;word-break:break-all}
table{border-collapse:collapse;width:100%;margin:1rem 0;table-layout:fixed}
th,td{text-align:start;vertical-align:top;padding:.35rem .5rem;border-block:1px solid #ccc}
th{background:#eee}.center{text-align:center}.end{text-align:end}${widths}
blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid #999}
blockquote footer{color:#555;font-size:.9em}
aside{border:1px solid #777;background:#f6f6f6;padding:.2rem 1rem;margin:1.2rem 0}aside.warning{border:2px solid #111}
ol.notes{list-style:none;padding:0;margin-top:1rem;border-top:1px solid #ccc;font-size:.88rem}
nav ol{list-style:none;padding:0}nav .l2{padding-inline-start:1.2rem}nav .l3{padding-inline-start:2.4rem}
sup{line-height:0}a{color:#123c69}li:target,section:target>:first-child{background:#fff3c4}
hr.page{border:0}
@media print{body{max-width:none;margin:0;font-size:10.5pt}a{color:inherit;text-decoration:none}
h2,h3,h4,h5{break-after:avoid}tr,dl>div,aside{break-inside:avoid}thead{display:table-header-group}
hr.page{break-after:page}section.l1,nav{break-before:page}@page{size:A4;margin:26mm 22mm}}
`;
