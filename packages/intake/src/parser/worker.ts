/** Entry of the parser process (serve.ts). Started by the pool only; the network is gone before a parser is loaded. */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { lockDown } from "./lockdown.ts";

lockDown(nativeFolders());
const { registry } = await import("../extract/registry.ts");
const { serve } = await import("./serve.ts");
await serve(registry);

/** sharp's decoder is the one native library; it lies in `@img` beside `sharp`. */
function nativeFolders(): readonly string[] {
  const require = createRequire(import.meta.url);
  try {
    const sharp = dirname(require.resolve("sharp/package.json"));
    return [`${sharp}${sep}`, `${dirname(sharp)}${sep}@img${sep}`];
  } catch {
    return [];
  }
}
