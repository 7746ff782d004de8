/**
 * Word packages: docx, docm, dotx, dotm (ISO/IEC 29500-1 §11). Body paragraphs carry `paragraph`; headers and footers are
 * part `header`; footnotes, endnotes and comments are part `notes`, numbered through in that order, comments headed by
 * `[author, date]`. Charts and diagrams give their words as part `notes` after them.
 */
import type { Limits, Sink } from "../contract.ts";
import { drawingText } from "./drawing.ts";
import { withOther } from "./metadata.ts";
import { mainPart, openPackage, packageChildren, packageMetadata, relationsOf, reportFaults } from "./opc.ts";
import { passages, whileRoom } from "./passages.ts";
import { type WordParagraph, wordFacts, wordText } from "./word-xml.ts";
import type { Zip } from "./zip.ts";

export async function extractDocx(zip: Zip, sink: Sink, limits: Limits): Promise<void> {
  const pack = openPackage(zip);
  const main = await mainPart(pack, "word/document.xml");
  const relations = await relationsOf(pack, main);
  const out = passages(sink, limits);
  const facts = wordFacts();

  const body = wordText(({ text, paragraph }) => out.write(text, { type: "paragraph", paragraph }), facts);
  await pack.read(main, whileRoom(out, body));

  const targets = (...kinds: string[]) => [
    ...new Set(kinds.flatMap((kind) => relations.filter((r) => r.kind === kind && !r.external).map((r) => r.target))),
  ];
  let headers = 0;
  for (const part of targets("header", "footer").sort(byNumber)) {
    const write = ({ text, paragraph }: WordParagraph) => out.write(text, { type: "part", part: "header", paragraph });
    const reader = wordText(write, facts, headers);
    await pack.read(part, reader);
    headers = reader.count();
  }
  let notes = 0;
  for (const part of targets("footnotes", "endnotes", "comments")) {
    const reader = wordText(
      (p) => out.write(noteText(p), { type: "part", part: "notes", paragraph: p.paragraph }),
      facts,
      notes,
    );
    await pack.read(part, reader);
    notes = reader.count();
  }
  for (const part of targets("chart", "diagramData")) {
    await pack.read(
      part,
      drawingText((text) => out.write(text, { type: "part", part: "notes", paragraph: ++notes })),
    );
  }
  out.end();

  const links = relations.filter((r) => r.external).map((r) => r.target);
  const metadata = withOther(await packageMetadata(pack), {
    trackedInsertions: facts.insertions,
    trackedDeletions: facts.deletions,
    revisedBy: [...facts.revisers].join("; "),
    hiddenTextRuns: facts.hiddenRuns,
    links: [...new Set(links)].join("\n"),
  });
  sink.meta(metadata);
  await packageChildren(pack, sink);
  reportFaults(pack, sink);
  if (out.count() === 0) sink.problem({ code: "no-text" });
}

function noteText({ text, by, at }: WordParagraph): string {
  const who = [by, at].filter((word) => word !== undefined && word !== "").join(", ");
  return who === "" || text.trim() === "" ? text : `[${who}] ${text}`;
}

/** header2 before header10. */
export function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
