/** npm start: the whole path on a practice archive of invented people, told step by step, and what to look at next. */
import { join } from "node:path";
import { passphrase, root } from "../journeys/amana.ts";
import { walkPractice } from "../journeys/practice-walk.ts";

const folder = join(root, "practice-archive");
const started = performance.now();
const walk = await walkPractice(folder, (step, lines) => {
  console.log(`\n\u25b8 ${step}`);
  for (const line of lines) console.log(`  ${line}`);
});
const good =
  walk.searches.every(({ found }) => found) &&
  walk.facts.every(({ id }) => id !== "") &&
  walk.list.code === 0 &&
  walk.report.code === 0 &&
  walk.refused.code === 5 &&
  walk.handedOver.code === 0 &&
  Object.values(walk.checks).every(({ code }) => code === 0) &&
  Object.values(walk.altered).every(({ code, named }) => code === 4 && named !== "not named");
console.log(`
${good ? "Everything went as it should" : "NOT everything went as it should: see above"}, in ${((performance.now() - started) / 1000).toFixed(0)} s. Everybody in this archive is invented.

Look at next (the practice passphrase is: ${passphrase})
  ./amana unlock --vault practice-archive/vault
  ./amana search --vault practice-archive/vault "ابو ميزان"
  ./amana ls persons --vault practice-archive/vault
  ./amana show --text --vault practice-archive/vault ${walk.searches[0]?.outcome.items[0]?.["source"] ?? "src_…"}
  ./amana stats act:type sex --vault practice-archive/vault
  xdg-open practice-archive/dossier.pdf
  ./amana verify --vault practice-archive/vault
  less ${walk.packageFolder.replace(`${root}`, "")}/VERIFY.md
Your own: ./amana init --vault DIR, then ./amana add FOLDER --vault DIR; ./amana --help says the rest.`);
process.exitCode = good ? 0 : 1;
