/**
 * What the file itself says stands on a page, beside what OCR saw there. Only layers that are not to be quoted from are
 * compared (`text-doubtful`, `find-only`): the reading of the picture is the better one, and says where they differ.
 */
import type { Vault } from "@amana/vault";
import { compareLayers } from "../compare.ts";

export interface TextLayers {
  /** The finding for each page that has such a layer. */
  compare(page: number, seen: string): Finding | undefined;
}
export interface Finding {
  readonly page: number;
  readonly layer: string;
  readonly differs: boolean;
  readonly words: number;
  readonly confirmed: number;
}

export function textLayersOf(vault: Vault, source: string): TextLayers {
  const texts = vault.view.texts();
  const byPage = new Map<number, ReturnType<Vault["view"]["passagesOf"]>>();
  for (const layer of comparable(vault, source))
    for (const passage of vault.view.passagesOf(layer)) {
      const page = pageOf(passage.place);
      if (page !== undefined) byPage.set(page, [...(byPage.get(page) ?? []), passage]);
    }
  return {
    compare(page, seen) {
      const rows = byPage.get(page);
      const [first] = rows ?? [];
      if (rows === undefined || first === undefined) return undefined;
      const text = rows.map((row) => texts.of(row)?.text ?? "").join("\n");
      const { differs, layerWords, confirmedWords } = compareLayers(text, seen);
      return { page, layer: first.record, differs, words: layerWords, confirmed: confirmedWords };
    },
  };
}

/** Pages whose text is for finding only and that no OCR has read yet. */
export function uncomparedPages(vault: Vault, source: string): number[] {
  const pages = new Set<number>();
  const add = (layer: string, each: (page: number) => void) => {
    for (const { place } of vault.view.passagesOf(layer)) {
      const page = pageOf(place);
      if (page !== undefined) each(page);
    }
  };
  for (const layer of comparable(vault, source)) add(layer, (page) => pages.add(page));
  for (const { id, kind } of vault.view.layersOf(source)) if (kind === "ocr") add(id, (page) => pages.delete(page));
  return [...pages].sort((a, b) => a - b);
}

/** For the settings of the layer: what a reader must know before quoting. */
export function findingWords(findings: readonly Finding[]): string[] {
  const differing = findings
    .filter(({ differs }) => differs)
    .map(
      ({ page, layer, words, confirmed }) =>
        `page ${page} differs from text layer ${layer}: confirmed ${confirmed} of ${words} words`,
    );
  const agreeing = Map.groupBy(
    findings.filter(({ differs }) => !differs),
    ({ layer }) => layer,
  );
  return [
    ...differing,
    ...[...agreeing].map(
      ([layer, same]) => `${pageWords(same.map(({ page }) => page))} agrees with text layer ${layer}`,
    ),
  ];
}

/** "page 3", "pages 1-8, 11". */
export function pageWords(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  return `page${pages.length === 1 ? "" : "s"} ${runs.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(", ")}`;
}

function comparable(vault: Vault, source: string): string[] {
  return vault.view
    .layersOf(source)
    .filter(
      ({ kind, flags }) => kind === "text" && flags.some((flag) => flag === "find-only" || flag === "text-doubtful"),
    )
    .map(({ id }) => id);
}

function pageOf(place: string | null): number | undefined {
  if (place === null) return undefined;
  const parsed = JSON.parse(place) as { readonly type?: unknown; readonly page?: unknown };
  return parsed.type === "page" && typeof parsed.page === "number" ? parsed.page : undefined;
}
