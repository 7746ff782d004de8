import fc from "fast-check";
import { parse, parseFragment } from "parse5";
import { expect, test } from "vitest";
import { code, type Document, emphasis, link, note, strong, text } from "./document.ts";
import { renderHtml } from "./html.ts";
import { printable } from "./runs.ts";
import { documentOf, entries, hostile, keeping } from "./world.testing.ts";

async function htmlOf(document: Document): Promise<string> {
  const sink = keeping();
  await renderHtml(document, sink);
  return new TextDecoder("utf-8", { fatal: true }).decode(sink.bytes());
}

interface Node {
  readonly nodeName: string;
  readonly value?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}
const walk = function* (node: Node): Generator<Node> {
  yield node;
  for (const child of node.childNodes ?? []) yield* walk(child);
};
const words = (node: Node) =>
  [...walk(node)].map((each) => (each.nodeName === "#text" ? (each.value ?? "") : "")).join("");

test("has a policy that forbids scripts and every address, and is told its language and direction", async () => {
  for (const [language, dir] of [
    ["en", "ltr"],
    ["ar", "rtl"],
    ["ckb", "rtl"],
  ] as const) {
    const html = await htmlOf(documentOf(entries(3), language));
    expect(html).toContain(`<html lang="${language}" dir="${dir}">`);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<script|https?:|url\(|@import/);
  }
});

test("carries each footnote once and in order, linked there and back", async () => {
  const html = await htmlOf(documentOf(entries(40), "en", { outline: 2 }));
  expect([...html.matchAll(/mark-(\d+);/g)].map((found) => Number(found[1]))).toEqual(
    Array.from({ length: 120 }, (_, i) => i + 1),
  );
  for (let n = 1; n <= 120; n++) {
    expect(html.split(`id="r${n}" href="#n${n}"`)).toHaveLength(2);
    expect(html.split(`<li id="n${n}" value="${n}"><a href="#r${n}"`)).toHaveLength(2);
  }
});

test("every link inside leads to a place that is there", async () => {
  const html = await htmlOf(documentOf(entries(30), "ar", { outline: 2 }));
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("isolates what runs against the line", async () => {
  const html = await htmlOf(
    documentOf([{ level: 1, blocks: [{ kind: "paragraph", inlines: ["Seen with فلان (أبو مثال), 2014-08-03"] }] }]),
  );
  expect(html).toContain('Seen with <bdi dir="rtl">فلان (أبو مثال)</bdi>, 2014-08-03');
});

test("shows what was typed, and makes no element of it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom(...hostile),
        fc.string({ unit: "binary" }),
        fc.string({ unit: fc.constantFrom(..."<>&\"'/=! a") }),
      ),
      async (typed) => {
        const html = await htmlOf(
          documentOf(
            [
              {
                id: typed,
                level: 2,
                heading: typed,
                blocks: [
                  {
                    kind: "paragraph",
                    inlines: [
                      typed,
                      strong(emphasis(typed)),
                      code(typed),
                      text(typed, "ckb"),
                      link(typed, typed),
                      note(typed),
                    ],
                  },
                  { kind: "table", columns: [{ align: "end" }], header: [[typed]], rows: [[[typed]]] },
                ],
              },
            ],
            "en",
            { title: typed, subtitle: typed, mark: typed, outline: 2, cover: [{ label: typed, value: typed }] },
          ),
        );
        const page = parse(html) as unknown as Node;
        const names = new Set([...walk(page)].map(({ nodeName }) => nodeName));
        for (const name of ["script", "img", "iframe", "w:t", "#comment"]) expect(names).not.toContain(name);
        const paragraph = [...walk(page)].find((node) => node.nodeName === "section");
        const shown = words(paragraph ?? page).replaceAll(/\s+/g, "");
        expect(shown).toContain(printable(typed).replaceAll(/\s+/g, "").repeat(5));
        const title = [...walk(page)].find(({ nodeName }) => nodeName === "title");
        expect(words(title ?? page)).toBe(printable(typed));
      },
    ),
    { numRuns: 60 },
  );
  expect(words(parseFragment("&amp;") as unknown as Node)).toBe("&");
});

test("a part is written before the next is asked for", async () => {
  let written = 0;
  const seen: number[] = [];
  const parts = (function* () {
    for (const part of entries(5)) {
      seen.push(written);
      yield part;
    }
  })();
  await renderHtml(documentOf(parts), {
    write: (bytes) => {
      written += bytes.length;
    },
  });
  expect(new Set(seen).size).toBe(5);
});
