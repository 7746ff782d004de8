/** No file imports itself by way of others, types included: a circle cannot be read from one end to the other. */
import { type Finding, type House, sources } from "./house.ts";
import { importsOf, isRelative, target } from "./imports.ts";

export function cycles(house: House): readonly Finding[] {
  const edges = new Map<string, readonly string[]>();
  for (const { path, text } of sources(house)) {
    const next = importsOf(text)
      .filter(({ specifier }) => isRelative(specifier))
      .map(({ specifier }) => target(path, specifier));
    edges.set(path, next);
  }
  return circlesIn(edges).map((circle) => ({
    guard: "cycles",
    where: circle[0] ?? "",
    words: [...circle, circle[0]].join(" → "),
  }));
}

/** One circle for each edge that closes one on a walk in depth. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at !== -1) {
      found.push(path.slice(at));
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) if (edges.has(next)) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return found;
}
