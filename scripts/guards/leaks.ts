/** No file that is committed names a machine it was made on, or where its packages were fetched. */
import type { Finding, House } from "./house.ts";

/** The home of somebody is nobody's: tests may use it. */
const places: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.$/~-])\/(?:work|root|home|Users)\/(?!somebody\/)[\w.-]+/, "a path of one machine"],
  [/\b[A-Z]:\\+Users\\+\w+/, "a path of one machine"],
  [
    /https?:\/\/[\w.:@-]*(?:registry|npmjs|npmmirror|jfrog|artifactory|nexus|verdaccio|pypi)[\w.:@-]*/i,
    "a registry host",
  ],
  [/"resolved":\s*"https?:/, "a registry host"],
];

export function leaks(house: House): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [path, text] of house.files) {
    // What was found is not repeated: a log of this guard would leak it again.
    for (const [at, line] of text.split("\n").entries())
      for (const [pattern, what] of places)
        if (pattern.test(line)) findings.push({ guard: "leaks", where: `${path}:${at + 1}`, words: what });
  }
  return findings;
}
