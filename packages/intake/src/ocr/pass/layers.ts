/**
 * From finished pages to layers. One layer for each way of reading in a group; its settings name its pages. Pages on which
 * nothing was found are named too, on a layer without passages if need be: "looked at, nothing to read" is a finding about
 * a photograph, not a failure, and whoever has a better engine later can see what to read again.
 */
import type { LayerFlag, LayerInfo } from "../../extract/contract.ts";
import type { Identify } from "../../language/index.ts";
import { emptyReading, gather, type ReadLayer } from "../../take/reading.ts";
import type { ReadPage } from "./group.ts";
import { findingWords, pageWords, type TextLayers } from "./text-layer.ts";

/** Below this mean confidence a page was guessed rather than read (write.ts). */
const guessed = 60;

export function layersOf(pages: readonly ReadPage[], identify: Identify, texts: TextLayers | undefined): ReadLayer[] {
  const ways = new Map<string, { readonly info: LayerInfo; readonly pages: ReadPage[] }>();
  for (const page of pages)
    for (const { info } of page.parts) {
      const key = JSON.stringify([info.tool, info.version, info.settings]);
      const way = ways.get(key) ?? { info, pages: [] };
      ways.set(key, way);
      if (!way.pages.includes(page)) way.pages.push(page);
    }
  const silent = pages.filter(({ found, parts }) => found !== "failed" && parts.length === 0);
  const layers = [...ways.values()].map(({ info, pages: own }, index) => {
    const findings = own.flatMap((page) => texts?.compare(page.page, textOf(page)) ?? []);
    return layerOf(
      info,
      own,
      [pageWords(own.map(({ page }) => page)), ...findingWords(findings), ...(index === 0 ? silentWords(silent) : [])],
      identify,
    );
  });
  if (layers.length > 0) return layers;
  return [...Map.groupBy(silent, ({ tool, version }) => `${tool} ${version}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const models = first.how === undefined ? [] : [`models ${first.how.models}`];
    // A text layer over an empty picture is a finding as well.
    const findings = own.flatMap((page) => texts?.compare(page.page, "") ?? []);
    const { tool, version } = first;
    return [
      layerOf(
        { kind: "ocr", tool, version },
        own,
        [...models, ...silentWords(own), ...findingWords(findings)],
        identify,
      ),
    ];
  });
}

function layerOf(info: LayerInfo, pages: readonly ReadPage[], words: readonly string[], identify: Identify): ReadLayer {
  const reading = emptyReading();
  const settings = [...(info.settings === undefined ? [] : [info.settings]), ...words].join("; ");
  const open = new Map<number, ReadLayer>();
  gather(reading, open, { type: "layer-begin", layer: 1, info: { ...info, settings } }, identify);
  const passages = pages.flatMap(({ parts }) =>
    parts.filter((part) => same(part.info, info)).flatMap((part) => part.passages),
  );
  for (const passage of passages) gather(reading, open, { type: "passage", layer: 1, passage }, identify);
  // Made anew from what is kept: a process that was ended had no time to say them.
  const flags = new Set<LayerFlag>(info.flags);
  if (passages.some(({ text }) => /\p{Nd}/u.test(text))) flags.add("numbers-unconfirmed");
  if (pages.some(({ how, parts }) => parts.length > 0 && how !== undefined && how.confidence < guessed))
    flags.add("text-doubtful");
  gather(reading, open, { type: "layer-end", layer: 1, whole: true, flags: [...flags] }, identify);
  const [layer] = reading.layers;
  if (layer === undefined) throw new TypeError("a layer that was begun is not there");
  return layer;
}

const same = (a: LayerInfo, b: LayerInfo) => a.tool === b.tool && a.version === b.version && a.settings === b.settings;

function silentWords(pages: readonly ReadPage[]): string[] {
  return [...Map.groupBy(pages, ({ found }) => found)].map(
    ([found, own]) => `no-text on ${pageWords(own.map(({ page }) => page))}${found === "nothing" ? "" : ` (${found})`}`,
  );
}

export function textOf(page: ReadPage): string {
  return page.parts.flatMap(({ passages }) => passages.map(({ text }) => text)).join("\n");
}
