/** For tests: lists as they lie in a vault, read by the real reader of tables, and imports run to their end. */
import { propose } from "@amana/record";
import { blobOf, refOf, type Vault } from "@amana/vault";
import { tableExtractor } from "../../../intake/src/extract/plain/table.ts";
import { runExtractor } from "../../../intake/src/extract/testing.ts";
import { newId, type TestVaults, takeIn } from "../../../vault/src/vault.testkit.ts";
import { propertiesOf } from "../facts/properties.ts";
import { csvLine } from "./csv.ts";
import type { FormOptions } from "./forms/form.ts";
import { planForm } from "./forms/index.ts";
import { type Outcome, type Tally, tallyOf } from "./outcome.ts";
import { checkMapping } from "./read-mapping.ts";
import { type Gone, ImportSession, type Planned, planMapped, type SessionOptions } from "./session.ts";
import { type ListSource, type ListVault, listSource } from "./tables.ts";

export type Cells = readonly (readonly (string | undefined)[])[];

export const csvOf = (rows: Cells): string => rows.map((row) => csvLine(row)).join("");

/** A CSV taken into the vault: its source, and the layer that the table reader makes of it. */
export async function listIn(vault: Vault, name: string, rows: Cells): Promise<string> {
  const text = csvOf(rows);
  const read = await runExtractor(tableExtractor, new TextEncoder().encode(text), name, { type: "text/csv" });
  const passages = read.layers[0]?.passages ?? [];
  const { source, proposals } = takeIn(vault, { name, text });
  const lines = passages.map((passage) => JSON.stringify(passage)).join("\n");
  vault.append([
    ...proposals.filter(({ k }) => k !== "layer.made"),
    propose("layer.made", newId("lay"), {
      source,
      kind: "text",
      tool: "amana-text",
      version: "1",
      flags: [],
      languages: [],
      media_type: "application/x-ndjson",
      passages: passages.length,
      units: lines.length,
      content:
        lines.length < 10_000
          ? { type: "inline", lines }
          : { type: "blob", blob: blobOf(vault.blobs.putBytes(new TextEncoder().encode(lines))) },
    }),
  ]);
  vault.project();
  return source;
}

export interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly tally: Tally;
  readonly gone: readonly Gone[];
  /** Lines appended. */
  readonly lines: number;
}

export interface RunOptions extends Omit<SessionOptions, "random"> {
  /** Ends after this many commits, as a power cut would. */
  readonly commits?: number;
}

const listVault = (vault: Vault): ListVault => ({
  view: vault.view,
  readBlob(blob) {
    const read = vault.blobs.read(refOf(blob));
    return read.ok ? read.value : undefined;
  },
});

export function sourceOf(vault: Vault, source: string): ListSource {
  const found = listSource(listVault(vault), source);
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
}

export function runMapped(vault: Vault, source: string, mapping: object, options: RunOptions = {}): Ran {
  const properties = propertiesOf(vault.view);
  const checked = checkMapping(mapping, properties);
  if (!checked.ok) throw new Error(`${checked.error.why} at ${checked.error.at}`);
  const planned = planMapped(sourceOf(vault, source), checked.value, JSON.stringify(mapping), properties);
  if (!planned.ok) throw new Error(`${planned.error.type} ${planned.error.word}`);
  return runPlanned(vault, planned.value, options);
}

export function runForm(vault: Vault, form: string, sources: readonly string[], list?: string): Ran {
  const options: FormOptions = {
    sources: sources.map((source) => sourceOf(vault, source)),
    properties: propertiesOf(vault.view),
    ...(list !== undefined && { list }),
  };
  const planned = planForm(form, options);
  if (!planned.ok) throw new Error(planned.error.type);
  return runPlanned(vault, planned.value, {});
}

function runPlanned(vault: Vault, planned: Planned, { commits, ...options }: RunOptions): Ran {
  const random = (bytes: number) => vault.world.random(bytes);
  const begun = ImportSession.begin(listVault(vault), planned, propertiesOf(vault.view), { random, ...options });
  if (!begun.ok) throw new Error(begun.error.type);
  const session = begun.value;
  let lines = 0;
  let done = 0;
  for (const proposals of session.steps()) {
    vault.append(proposals);
    lines += proposals.length;
    done += 1;
    if (commits !== undefined && done >= commits) break;
  }
  vault.project();
  return { outcomes: session.outcomes, tally: tallyOf(session.outcomes), gone: session.gone(), lines };
}

/** Opens a fresh vault for one test and closes it however the test ends. */
export async function inVault<T>(vaults: TestVaults, work: (vault: Vault) => Promise<T> | T): Promise<T> {
  const vault = vaults.open(vaults.fresh());
  try {
    return await work(vault);
  } finally {
    vault.close();
  }
}
