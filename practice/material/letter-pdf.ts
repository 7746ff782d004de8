/** Letters and reports: stories of pages, drawn as a PDF with a real text layer. */
import { type ArchiveFile, invented } from "./file.ts";
import { type Block, layPage, type PageStory } from "./layout.ts";
import { writePdf } from "./pdf.ts";

export interface Letter {
  readonly path: string;
  readonly title: string;
  readonly author: string;
  /** UTC instant. */
  readonly written: string;
  readonly pages: readonly PageStory[];
}

export function letterPdf({ path, title, author, written, pages }: Letter): ArchiveFile {
  const bytes = writePdf({ title, author, created: written, pages: pages.map((page) => layPage(withHead(page))) });
  return { path, bytes, modified: written };
}

function withHead(page: PageStory): PageStory {
  const head: Block = { type: "line", text: invented[page.language], language: page.language };
  return { ...page, blocks: [head, ...page.blocks] };
}
