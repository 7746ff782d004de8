import { expect, test } from "vitest";
import { gzipExtractor } from "./archive/gzip.ts";
import { sevenExtractor } from "./archive/seven.ts";
import { tarExtractor } from "./archive/tar.ts";
import { zipExtractor } from "./archive/zip.ts";
import { whatsappExtractor } from "./chat/index.ts";
import { emlExtractor, mboxExtractor, msgExtractor, pstExtractor } from "./mail/index.ts";
import { pictureExtractor, recordingExtractor } from "./media/index.ts";
import { officeExtractor } from "./office/index.ts";
import { pdfExtractor } from "./pdf/index.ts";
import { jsonExtractor } from "./plain/json.ts";
import { htmlExtractor, xmlExtractor } from "./plain/pages.ts";
import { subtitleExtractor } from "./plain/subtitles.ts";
import { tableExtractor } from "./plain/table.ts";
import { textExtractor } from "./plain/text.ts";
import { registry } from "./registry.ts";
import { arcExtractor, waczExtractor, warcExtractor } from "./web/index.ts";

const all = {
  arcExtractor,
  emlExtractor,
  gzipExtractor,
  htmlExtractor,
  jsonExtractor,
  mboxExtractor,
  msgExtractor,
  officeExtractor,
  pdfExtractor,
  pictureExtractor,
  pstExtractor,
  recordingExtractor,
  sevenExtractor,
  subtitleExtractor,
  tableExtractor,
  tarExtractor,
  textExtractor,
  waczExtractor,
  warcExtractor,
  whatsappExtractor,
  xmlExtractor,
  zipExtractor,
};

test.each(Object.entries(all))("%s gets every type it says it reads", async (_, extractor) => {
  for (const type of extractor.types) expect([type, await registry.extractorFor(type)]).toEqual([type, extractor]);
});

test("a type nobody reads has no parser", async () => {
  for (const type of ["application/octet-stream", "application/x-msdownload", "image/x-unheard", "x"]) {
    expect(await registry.extractorFor(type)).toBeUndefined();
  }
});
