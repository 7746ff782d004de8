/**
 * Writes spec/vectors/package (a small good package), package.tar and package-mutations.json: what a forger, a careless copy or
 * a bad disk would do to it, and the check that must name it. `node spec/vectors/package.build.ts`; same bytes every time.
 * The time-stamp in it is stored: after a change to the lines of the world run anchor.build.ts first.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildBag, specFolder, tarOf, vectorFolder, writeFolder } from "../../packages/verify/src/world.testkit.ts";
import { mutations } from "../../packages/verify/src/mutations.testkit.ts";

const bag = buildBag();
rmSync(vectorFolder, { recursive: true, force: true });
writeFolder(bag, vectorFolder);
writeFileSync(join(specFolder, "vectors/package.tar"), tarOf(bag));
writeFileSync(join(specFolder, "vectors/package-mutations.json"), `${JSON.stringify(mutations(bag), null, 2)}\n`);
