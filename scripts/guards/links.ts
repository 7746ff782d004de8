/** What the pages point at is there: links between files, and files of the code named in a page. */
import { posix } from "node:path";
import type { Finding, House } from "./house.ts";

const link = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)/g;
const named = /`((?:packages|scripts|spec|docs|bench|journeys|practice)\/[\w./-]+)`/g;

export function links(house: House): readonly Finding[] {
  const findings: Finding[] = [];
  const folders = new Set<string>();
  for (const path of house.files.keys())
    for (let up = posix.dirname(path); up !== "."; up = posix.dirname(up)) folders.add(up);
  const isThere = (path: string) => house.files.has(path) || folders.has(path.replace(/\/$/, ""));
  for (const [path, text] of house.files) {
    // The pages inside a vector are copies of pages that are checked.
    if (!path.endsWith(".md") || path.startsWith("spec/vectors/")) continue;
    for (const [at, line] of text.split("\n").entries()) {
      for (const [, to = ""] of line.matchAll(link)) {
        const target = posix.normalize(posix.join(posix.dirname(path), to));
        if (!isThere(target))
          findings.push({ guard: "links", where: `${path}:${at + 1}`, words: `${to} leads nowhere` });
      }
      for (const [, to = ""] of line.matchAll(named))
        if (!isThere(to)) findings.push({ guard: "links", where: `${path}:${at + 1}`, words: `${to} is not there` });
    }
  }
  return findings;
}
