/** Which parser reads which type. Each is loaded when first needed, so that a parser process starts in a moment. */
import type { ParserRoom } from "../parser/serve.ts";
import type { Extractor } from "./contract.ts";

export const registry: ParserRoom = {
  async extractorFor(_type: string): Promise<Extractor | undefined> {
    return undefined;
  },
  async ocr() {
    throw new Error("none");
  },
};
