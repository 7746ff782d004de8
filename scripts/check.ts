/**
 * The guards of the house (ARCHITECTURE.md, "What a machine proves"). Part of `npm run check`: one line per guard, one line per
 * finding, exit status 1 when there is any. Each guard is shown to fail on a bad sample in scripts/guards/guards.test.ts.
 */
import { resolve } from "node:path";
import { cycles } from "./guards/cycles.ts";
import { declared } from "./guards/declared.ts";
import { deeds } from "./guards/deeds.ts";
import { directions } from "./guards/directions.ts";
import { type Finding, readHouse } from "./guards/house.ts";
import { leaks } from "./guards/leaks.ts";
import { links } from "./guards/links.ts";
import { claims, reach } from "./guards/reach.ts";
import { collectTestNames, rules } from "./guards/rules.ts";

const root = resolve(import.meta.dirname, "..");
const house = readHouse(root);
const guards: readonly (readonly [string, () => readonly Finding[] | Promise<readonly Finding[]>])[] = [
  ["imports go one way", () => directions(house)],
  ["imports are declared, declarations are used", () => declared(house)],
  ["no file imports itself by way of others", () => cycles(house)],
  ["network, clock and tables only where they belong", () => deeds(house)],
  ["what the pages point at is there", () => links(house)],
  ["no path of one machine, no registry host", () => leaks(house)],
  [
    "a bundle reaches only what its claim allows",
    async () => (await Promise.all(claims.map((claim) => reach(root, claim)))).flat(),
  ],
  ["every rule of spec/ has a test, every test's rule exists", () => rules(house, collectTestNames(root, house))],
];

let wrong = 0;
for (const [claim, guard] of guards) {
  const findings = await guard();
  wrong += findings.length;
  console.log(`${findings.length === 0 ? "ok " : "BAD"}  ${claim}`);
  for (const { where, words } of findings) console.log(`     ${where}  ${words}`);
}
process.exitCode = wrong === 0 ? 0 : 1;
