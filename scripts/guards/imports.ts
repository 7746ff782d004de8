/** What a file imports, by its text: types too, since a reader has to follow those as well. */
import { posix } from "node:path";

export interface Import {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Only types cross; nothing is loaded at run time. */
  readonly typeOnly: boolean;
}

/**
 * Reads the forms the formatter writes: statements at the beginning of a line, `import(…)`, `require(…)`, and the `resolve` of both.
 * Threads and processes, named by `new URL("…", import.meta.url)`, are not imports; reach.ts follows them.
 */
export function importsOf(text: string): readonly Import[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
  const found: Import[] = [];
  const add = (specifier: string | undefined, at: number, typeOnly: boolean) => {
    if (specifier !== undefined) found.push({ specifier, line: plain.slice(0, at).split("\n").length, typeOnly });
  };
  for (const match of plain.matchAll(/^[ \t]*(import|export)\s+(type\s)?(?:[\w$*\s{},]*?\sfrom\s+)?"([^"\n]+)"/gm)) {
    if (match[1] === "export" && !match[0].includes("from")) continue;
    add(match[3], match.index, match[2] !== undefined);
  }
  for (const match of plain.matchAll(/\bimport\s*\(\s*["`]([^"`$\n]+)["`]\s*\)/g)) add(match[1], match.index, false);
  for (const match of plain.matchAll(
    /(?:\brequire(?:\.resolve)?|import\.meta\.resolve|createRequire\(import\.meta\.url\)(?:\.resolve)?)\s*\(\s*["`]([^"`\n]+)["`]/g,
  ))
    add(match[1], match.index, false);
  return found;
}

/** `@scope/name` or `name`, without what follows. */
export function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

export function isRelative(specifier: string): boolean {
  return /^\.{1,2}\//.test(specifier);
}

/** Path from the root that a relative import means. */
export function target(path: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(path), specifier));
}
