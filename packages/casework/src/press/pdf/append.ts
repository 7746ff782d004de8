/**
 * Takes pages out of a PDF that Typst made and puts them into ours, with what they need and nothing else. Reads that one
 * producer's files: a plain table of objects, no object streams, no encryption, dictionaries in ASCII, no text of a person in them.
 */
import type { Place } from "./typesetter.ts";
import type { PdfWriter } from "./writer.ts";

export interface Appended {
  /** Object numbers of the pages in our file, in order. */
  readonly pages: readonly number[];
  /** Object number of the page-tree node above them. */
  readonly node: number;
  /** Object number of the list of output intents (colour profile), which PDF/A wants. */
  readonly intents: number;
}

/**
 * Pages 1 to `count` of `pdf`, hung under a new node whose parent is `parent`. Links to `part:N` become links to the name pN; links
 * to `note:N` and `mark:N` lead to where `places` says, and nowhere when that is not on these pages.
 */
export function appendPages(
  writer: PdfWriter,
  pdf: Uint8Array,
  count: number,
  parent: number,
  places: readonly Place[],
): Appended {
  const file = parse(pdf);
  const node = writer.reserve();
  const taken = new Map<number, string>();
  const kept = file.pages.slice(0, count).map((old) => [old, writer.reserve()] as const);
  for (const [old, page] of kept) taken.set(old, `${page} 0 R`);
  // A link to a page that stays behind leads nowhere; the page itself must not come along with it.
  for (const old of file.pages.slice(count)) taken.set(old, "null");

  const spots = new Map(
    places.flatMap(({ kind, number, page, y }) => {
      const [, own] = kept[page - 1] ?? [];
      return own === undefined ? [] : [[kind + number, `[${own} 0 R /XYZ 0 ${fromBottom(y)} null]`] as const];
    }),
  );
  const led = (dict: string): string =>
    dict.replace(/\/A\s*<<[^<>]*\/URI \((part|note|mark):(\d+)\)\s*>>/, (_, to: string, number: string) => {
      if (to === "part") return `/Dest ${placeName(Number(number))}`;
      const spot = spots.get((to === "note" ? "b" : "r") + number);
      return spot === undefined ? "" : `/Dest ${spot}`;
    });

  const carried = (dict: string): string =>
    dict.replace(/(\d+) 0 R/g, (_, digits: string) => {
      const old = Number(digits);
      const known = taken.get(old);
      if (known !== undefined) return known;
      const object = file.object(old);
      const body = led(carried(object.dict));
      let number: number;
      if (object.stream === undefined) {
        number = writer.reserve();
        writer.write(number, body);
      } else number = writer.share(body, object.stream);
      taken.set(old, `${number} 0 R`);
      return `${number} 0 R`;
    });

  for (const [old, page] of kept) {
    const { dict } = file.object(old);
    writer.write(page, carried(dict.replace(/\/Parent \d+ 0 R/, "")).replace(/>>\s*$/, `/Parent ${node} 0 R\n>>`));
  }
  const pages = kept.map(([, page]) => page);
  writer.write(
    node,
    `<< /Type /Pages /Parent ${parent} 0 R /Count ${pages.length} /Kids [${pages.map((n) => `${n} 0 R`).join(" ")}] >>`,
  );
  const intents = /^(\d+) 0 R$/.exec(carried(`${file.intents} 0 R`))?.[1];
  return { pages, node, intents: Number(intents) };
}

/** The name under which a part's place is kept (7.9.6: names are ordered as bytes). */
export function placeName(target: number): string {
  return `(p${String(target).padStart(8, "0")})`;
}

const PAGE_HEIGHT = 841.89;

/** A height from the page's top as PDF counts it, with a line's height above, so that a viewer shows the line itself. */
export function fromBottom(y: number): string {
  return Math.max(0, PAGE_HEIGHT - y + 14).toFixed(2);
}

interface Parsed {
  readonly pages: readonly number[];
  readonly intents: number;
  object(number: number): { readonly dict: string; readonly stream: Uint8Array | undefined };
}

function parse(pdf: Uint8Array): Parsed {
  // One character for one byte, so that places in the string are places in the file.
  const text = new TextDecoder("latin1").decode(pdf);
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1]);
  const rows = /^xref\s+0 (\d+)\s+/.exec(text.slice(table, table + 40));
  if (rows === null) throw new Error("the typesetter's file has no plain table of objects");
  const first = table + rows[0].length;
  const object: Parsed["object"] = (number) => {
    const at = Number(text.slice(first + 20 * number, first + 20 * number + 10));
    const head = /^\d+ 0 obj\s+/.exec(text.slice(at, at + 24));
    if (head === null) throw new Error("the typesetter's table of objects is wrong");
    const from = at + head[0].length;
    const end = text.indexOf("endobj", from);
    const start = text.indexOf("stream\n", from);
    if (start === -1 || start > end) return { dict: text.slice(from, end).trim(), stream: undefined };
    const dict = text.slice(from, start).trim();
    const length = Number(/\/Length (\d+)(?! 0 R)/.exec(dict)?.[1]);
    return { dict, stream: pdf.subarray(start + 7, start + 7 + length) };
  };
  const reference = (dict: string, key: string): number => {
    const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dict)?.[1];
    if (found === undefined) throw new Error(`the typesetter's file has no ${key}`);
    return Number(found);
  };
  const catalog = object(reference(text.slice(table), "Root")).dict;
  const pages = (number: number): number[] => {
    const { dict } = object(number);
    const kids = /\/Kids \[([^\]]*)\]/.exec(dict)?.[1];
    return kids === undefined ? [number] : [...kids.matchAll(/(\d+) 0 R/g)].flatMap((kid) => pages(Number(kid[1])));
  };
  return { object, pages: pages(reference(catalog, "Pages")), intents: reference(catalog, "OutputIntents") };
}
