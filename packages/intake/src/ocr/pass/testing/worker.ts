/**
 * A parser process whose engine does as the job's name says: "slow" takes its time, "crash 3" dies on page 3, "stumble 3"
 * dies on page 3 unless it comes alone, "slip 3" fails on page 3 and goes on, "blank 2" finds nothing to read on page 2, "locked" cannot open the source.
 */
import { ProblemError } from "../../../extract/contract.ts";

const { serve } = await import("../../../parser/serve.ts");

await serve({
  extractorFor: async () => undefined,
  async ocr() {
    return async (raw, _type, pages, _languages, sink, { told } = {}) => {
      const [behaviour, at] = raw.name.split(" ");
      if (behaviour === "locked") throw new ProblemError("locked");
      const by = { tool: "test-engine", version: "1" };
      const layer = sink.layer({ kind: "ocr", ...by, settings: "models eng" });
      for (const page of pages) {
        const here = page === Number(at);
        if (!(behaviour === "blank" && here))
          layer.passage({ text: `Words of page ${page}.`, place: { type: "page", page } });
        if (here && (behaviour === "crash" || (behaviour === "stumble" && pages.length > 1))) process.exit(3);
        if (behaviour === "slow") await new Promise((resolve) => setTimeout(resolve, 60));
        if (behaviour === "slip" && here) {
          told?.({ page, found: "failed", ...by, problem: { code: "damaged", detail: `page ${page}` } });
          continue;
        }
        if (behaviour === "blank" && here)
          told?.({ page, found: "no-writing", tool: "amana-writing-look", version: "1" });
        else told?.({ page, found: "text", ...by, how: { models: "eng", confidence: 90, sorani: false } });
      }
      layer.end();
    };
  },
});
