/** Entry of the parser process (serve.ts). Started by the pool only; the network is gone before a parser is loaded. */
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { lockDown } from "./lockdown.ts";

lockDown(nativeFolders());
const { registry } = await import("../extract/registry.ts");
const { serve } = await import("./serve.ts");
await serve(registry);

/** sharp's decoder is the one native library; it lies in `@img` beside `sharp`. */
function nativeFolders(): readonly string[] {
  try {
    const entry = createRequire(import.meta.url).resolve("sharp");
    const modules = entry.slice(0, entry.lastIndexOf(`${sep}sharp${sep}`));
    return [join(modules, "sharp") + sep, join(modules, "@img") + sep];
  } catch {
    return [];
  }
}
