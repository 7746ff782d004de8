/**
 * A whole dossier at the story's scale (4,383 persons wronged, 1,804 alleged perpetrators) as one PDF by the command line's own
 * road: every statement with its footnote, the table of contents, the annex of sources. The vault is written by another
 * process, so that the memory measured here is that of the report alone.
 *
 *   node bench/report.ts [--persons 6187] [--form pdf|html] [--lang en] [--json]
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderHtml, renderPdf, reportOn } from "@amana/casework";
import { Vault } from "@amana/vault";
import { dossier } from "./lib/dossiers.ts";
import { report, stopwatch, wholeNumber } from "./lib/measure.ts";
import { handOver, inCommitsOf, isMaker, madeElsewhere, newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    persons: { type: "string", default: "6187" },
    form: { type: "string", default: "pdf" },
    lang: { type: "string", default: "en" },
    make: { type: "string", default: "" },
    json: { type: "boolean", default: false },
  },
});
const persons = wholeNumber("persons", values.persons);

if (isMaker()) {
  const bench = newVault(values.make);
  const writing = bench.open({ write: true, leaveIndex: true });
  const lines = dossier({ persons, claims: 6, acts: 0.8, seed: 3 });
  for (const proposals of inCommitsOf(1_500, lines)) writing.append(proposals);
  writing.close();
  bench.open({ write: true }).close();
  await handOver(bench.keys);
}

const folder = throwAway("report");
const directory = join(folder, "vault");
const keys = await madeElsewhere(fileURLToPath(import.meta.url), ["--persons", values.persons, "--make", directory]);
const vault = Vault.open(directory, keys);
const before = process.memoryUsage.rss();
let peak = before;
const look = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};

const stop = stopwatch();
const language = values.lang === "ar" || values.lang === "ckb" ? values.lang : "en";
const prepared = reportOn(
  vault.view,
  {
    subject: { type: "dossier", query: "" },
    language,
    date: "2026-11-23",
    record: { vault: vault.id, notebooks: [] },
  },
  look,
);
if (!prepared.ok) throw new Error(prepared.error.type);
const first = stop().wall;
const out = openSync(join(folder, `report.${values.form}`), "wx", 0o600);
let bytes = 0;
const sink = {
  write(piece: Uint8Array) {
    look();
    writeSync(out, piece);
    bytes += piece.length;
  },
};
const { document, entries, statements, sources } = prepared.value;
let pages = 0;
if (values.form === "html") await renderHtml(document, sink);
else {
  const written = await renderPdf(document, sink, { progress: look });
  if (!written.ok) throw new Error(written.error.type);
  pages = written.value.pages;
}
closeSync(out);
const took = stop();
vault.close();

report(
  "report",
  [
    {
      what: "a whole dossier, on the clock",
      ours: took.wall,
      byProcessor: took.processor,
      unit: "s",
      bar: 120,
      better: "less",
    },
    { what: "of it the first pass: ids, figures, sources", ours: first, unit: "s", better: "less" },
    { what: "pages", ours: pages, unit: "", better: "more" },
    { what: "bytes", ours: bytes / 2 ** 20, unit: "MiB", better: "less" },
    { what: "peak memory", ours: peak / 2 ** 20, unit: "MiB", better: "less" },
  ],
  {
    json: values.json,
    about: {
      form: values.form,
      language,
      entries,
      statements,
      sources,
      "memory before, MiB": Math.round(before / 2 ** 20),
    },
  },
);
