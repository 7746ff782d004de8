/** amana import FILE|src_…: a list into the dossier, every value with its cell. */
import { readFileSync } from "node:fs";
import {
  type Accept,
  changeLines,
  csvRows,
  ImportSession,
  type ListSource,
  type Planned,
  planForm,
  planMapped,
  propertiesOf,
  readMapping,
  recogniseForm,
  reportLines,
  tallyOf,
} from "@amana/casework";
import type { Said } from "@amana/intake";
import type { Property } from "@amana/record";
import type { Vault } from "@amana/vault";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { guideList } from "./import-guide.ts";
import { tell } from "./import-report.ts";
import { listSources, listVault } from "./import-source.ts";
import { mustBeNew, writeTexts } from "./new-file.ts";
import { refusalStop } from "./stating.ts";

export interface ImportFlags {
  readonly map?: string;
  readonly form?: string;
  readonly list?: string;
  readonly guide?: boolean;
  readonly report?: string;
  readonly changes?: string;
  readonly accept?: string;
  readonly withdrawOld?: boolean;
  readonly custodian?: string;
  readonly from?: string;
  readonly how?: string;
  readonly by?: string;
  readonly when?: string;
  readonly where?: string;
  readonly circumstances?: string;
}

export async function importList(context: Context, [typed, flags]: [string[], ImportFlags]): Promise<number> {
  const { shared } = context;
  if (typed.length === 0) throw new Stop(exit.usage, "import-nothing");
  const dryRun = shared.dryRun === true;
  // Said before anything is read in: afterwards the report would have nowhere to go.
  for (const path of [flags.report, flags.changes, flags.guide === true && !dryRun ? flags.map : undefined])
    mustBeNew(path);
  return await context.withVault({ write: !dryRun }, async (vault) => {
    const sources = await listSources(context, vault, typed, saidOf(flags));
    const [first] = sources;
    if (first === undefined) throw new Stop(exit.usage, "import-nothing");
    if (flags.guide === true) return await guideList(context, first, flags.map, propertiesOf(vault.view));
    const properties = propertiesOf(vault.view);
    const { planned, form } = plannedFrom(context, sources, flags, properties);
    return await run(context, vault, planned, { flags, properties, sources, ...(form !== undefined && { form }) });
  });
}

function plannedFrom(
  context: Context,
  sources: readonly ListSource[],
  flags: ImportFlags,
  properties: ReadonlyMap<string, Property>,
): { readonly planned: Planned; readonly form?: string } {
  const [first] = sources;
  if (flags.map !== undefined) {
    if (sources.length !== 1 || first === undefined) throw new Stop(exit.usage, "import-one-file");
    const text = readFileSync(flags.map, "utf8");
    const mapping = readMapping(text, properties);
    if (!mapping.ok) throw refusalStop(mapping.error);
    const own = flags.list === undefined ? mapping.value : { ...mapping.value, list: flags.list };
    const planned = planMapped(first, own, JSON.stringify(JSON.parse(text)), properties);
    if (!planned.ok) throw refusalStop(planned.error);
    return { planned: planned.value };
  }
  const recognised = flags.form ?? recogniseForm(sources);
  if (recognised === undefined) throw new Stop(exit.usage, "import-needs-map");
  if (flags.form === undefined) context.output.note("import-form-recognised", { form: recognised });
  const planned = planForm(recognised, {
    sources,
    properties,
    ...(flags.list !== undefined && { list: flags.list }),
  });
  if (!planned.ok) throw refusalStop(planned.error);
  return { planned: planned.value, form: recognised };
}

interface Run {
  readonly flags: ImportFlags;
  readonly properties: ReadonlyMap<string, Property>;
  readonly sources: readonly ListSource[];
  readonly form?: string;
}

async function run(
  context: Context,
  vault: Vault,
  planned: Planned,
  { flags, properties, sources, form }: Run,
): Promise<number> {
  const { shared, output } = context;
  const dryRun = shared.dryRun === true;
  const begun = ImportSession.begin(listVault(vault), planned, properties, {
    random: (bytes) => vault.world.random(bytes),
    ...(flags.accept !== undefined && { accept: acceptFrom(flags.accept) }),
    ...(flags.withdrawOld !== undefined && { withdrawOld: flags.withdrawOld }),
  });
  if (!begun.ok) throw refusalStop(begun.error);
  const session = begun.value;
  let stopped = false;
  for (const lines of session.steps()) {
    if (!dryRun) vault.append(lines);
    output.progress(`${session.outcomes.length} rows · ${session.lines} lines`);
    if (context.interrupted()) {
      stopped = true;
      break;
    }
  }
  output.progressDone();
  if (!dryRun) vault.project();
  if (flags.report !== undefined) await writeTexts(flags.report, reportLines(session.outcomes));
  if (flags.changes !== undefined) await writeTexts(flags.changes, changeLines(session.outcomes));
  const tally = tallyOf(session.outcomes);
  tell(context, {
    list: planned.list,
    ...(form !== undefined && { form }),
    sources: planned.tables.map(({ source }) => source),
    ...(session.lines > 0 && !dryRun && { records: session.listIds }),
    tally,
    outcomes: session.outcomes,
    gone: stopped ? [] : session.gone(),
    otherSheets: planned.otherSheets,
    above: planned.above,
    cutShort: sources.some(({ cutShort }) => cutShort),
    lines: session.lines,
    dryRun,
  });
  if (stopped) {
    output.note("import-stopped");
    return exit.interrupted;
  }
  return tally.by.refused > 0 || tally.by.proposed > 0 ? exit.partly : exit.done;
}

/** `all`, rows such as `3,17-20`, or a file of differences as `--changes` wrote it, with `yes` where a person agrees. */
function acceptFrom(typed: string): Accept {
  if (typed === "all") return () => true;
  if (/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(typed)) {
    const spans = typed.split(",").map((part) => part.split("-").map(Number));
    return ({ row }) => spans.some(([from = 0, to = from]) => from <= row && row <= to);
  }
  const wanted = new Set(
    csvRows(readFileSync(typed, "utf8"))
      .slice(1)
      .filter((cells) => /^(?:yes|y|نعم|بەڵێ)$/iu.test((cells[6] ?? "").trim()))
      .map((cells) => cells.slice(0, 6).join("\u0000")),
  );
  return ({ row, record, property, cell, before, after }) =>
    wanted.has([row, record, property, cell, before, after].join("\u0000"));
}

function saidOf(flags: ImportFlags): Said {
  return Object.fromEntries(
    (["custodian", "from", "how", "by", "when", "where", "circumstances"] as const).flatMap((field) =>
      flags[field] === undefined ? [] : [[field, flags[field]]],
    ),
  ) as Said;
}
