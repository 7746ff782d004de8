/**
 * How fast raw material is taken in — sealed, recorded, read, members, previews and metadata kept, OCR off — beside Debian's
 * recollindex on the same files in the same run: real documents, a mailbox of 10,000 letters, hostile files among the
 * documents, and the documents once more with nothing new. Memory is the highest sum over the whole tree of processes.
 *
 *   node bench/intake.ts [--documents DIR] [--hostile DIR] [--messages 10000] [--rounds 1] [--json]
 *
 * The folders are `../shared/data/documents` and `hostile` where nothing else is said; a row whose folder or peer is not
 * there is left out and named.
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { addPaths, openParserPool, type ParserPool } from "@amana/intake";
import type { Vault } from "@amana/vault";
import { writeMailbox } from "./lib/mailbox.ts";
import { type Row, report, wholeNumber } from "./lib/measure.ts";
import { type Ran, runProgram } from "./lib/program.ts";
import { recoll, recollVersion } from "./lib/recoll.ts";
import { newVault, throwAway } from "./lib/vaults.ts";

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "../shared/data/documents" },
    hostile: { type: "string", default: "../shared/data/hostile" },
    messages: { type: "string", default: "10000" },
    rounds: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    // This program, started by itself: takes a folder in and prints `Told`.
    take: { type: "string", multiple: true },
    vault: { type: "string" },
  },
});

/** What one taking-in says of itself. Milliseconds. */
interface Told {
  readonly kept: number;
  readonly members: number;
  readonly sameBytes: number;
  readonly failed: number;
  readonly wall: number;
  readonly again: number;
  readonly processesStarted: number;
  /** Time a parser was worked on, by detected type. */
  readonly parsers: Readonly<
    Record<string, { readonly sources: number; readonly ms: number; readonly longest: number }>
  >;
  readonly vault: Readonly<Record<"seal" | "commit" | "index", number>>;
  /** Codes of what could not be read, and how often. */
  readonly unread: Readonly<Record<string, number>>;
  readonly longest: number;
}

if (values.take !== undefined && values.vault !== undefined) await takeIn(values.take, values.vault);
else await compare();

async function takeIn(folders: readonly string[], dir: string): Promise<void> {
  const vault = newVault(dir).open({ write: true });
  const spent = timed(vault);
  const pool = openParserPool();
  const parsers: Record<string, { sources: number; ms: number; longest: number }> = {};
  const watched = watch(pool, (type, ms) => {
    const { sources, ms: before, longest } = parsers[type] ?? { sources: 0, ms: 0, longest: 0 };
    parsers[type] = { sources: sources + 1, ms: before + ms, longest: Math.max(longest, ms) };
  });
  const begun = performance.now();
  const added = await addPaths(vault, folders, { ocr: "no", pool: watched });
  const wall = performance.now() - begun;
  await addPaths(vault, folders, { ocr: "no", pool: watched });
  const again = performance.now() - begun - wall;
  const unread: Record<string, number> = {};
  for (const { code } of added.unread) unread[code] = (unread[code] ?? 0) + 1;
  const { kept, members, sameBytes } = added;
  const told: Told = {
    kept,
    members,
    sameBytes,
    failed: added.failed.length,
    wall,
    again,
    processesStarted: pool.started,
    parsers,
    vault: spent,
    unread,
    longest: Math.max(...Object.values(parsers).map(({ longest }) => longest)),
  };
  await pool.close();
  vault.close();
  console.log(JSON.stringify(told));
}

/** The pool, told about each job. */
function watch(pool: ParserPool, tell: (type: string, ms: number) => void): ParserPool {
  return Object.create(pool, {
    parse: {
      value: async (...[job, onEvent]: Parameters<ParserPool["parse"]>) => {
        let type = "unknown";
        const done = await pool.parse(job, (event) => {
          if (event.type === "detected") type = event.detected.type;
          return onEvent(event);
        });
        tell(type, done.workedMs);
        return done;
      },
    },
  }) as ParserPool;
}

/** Counts the time the vault's own work takes, call by call. */
function timed(vault: Vault): Record<"seal" | "commit" | "index", number> {
  const spent = { seal: 0, commit: 0, index: 0 };
  function timing<A extends unknown[], R>(what: keyof typeof spent, call: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      const begun = performance.now();
      try {
        return call(...args);
      } finally {
        spent[what] += performance.now() - begun;
      }
    };
  }
  const { blobs } = vault;
  blobs.putBytes = timing("seal", blobs.putBytes.bind(blobs));
  vault.append = timing("commit", vault.append.bind(vault));
  vault.project = timing("index", vault.project.bind(vault));
  return spent;
}

async function compare(): Promise<void> {
  const directory = throwAway("intake");
  const rounds = wholeNumber("rounds", values.rounds);
  const messages = wholeNumber("messages", values.messages);
  const peer = recollVersion();
  const leftOut: string[] = peer === undefined ? ["recollindex is not installed: no comparison"] : [];
  const rows: Row[] = [];
  const details: Record<string, Told> = {};
  let count = 0;

  /** Best of the rounds, ours and the peer's in turn, so that a busy minute hits both. */
  async function against(name: string, folders: readonly string[], withPeer: boolean) {
    let best: { ran: Ran; told: Told } | undefined;
    let theirs: Ran | undefined;
    for (let round = 0; round < rounds; round++) {
      const take = folders.flatMap((folder) => ["--take", folder]);
      const vault = join(directory, `vault-${count++}`);
      const ran = await runProgram(process.execPath, [fileURLToPath(import.meta.url), ...take, "--vault", vault]);
      const told = JSON.parse(ran.stdout) as Told;
      if (best === undefined || told.wall < best.told.wall) best = { ran, told };
      if (!withPeer || peer === undefined) continue;
      const run = await recoll(folders[0] ?? "", join(directory, `recoll-${count++}`));
      if (theirs === undefined || run.wall < theirs.wall) theirs = run;
    }
    if (best === undefined) throw new Error("no round was run");
    details[name] = best.told;
    return { ...best, theirs };
  }

  function speed(what: string, unit: string, items: number, run: Awaited<ReturnType<typeof against>>, floor = 0): void {
    const { told, ran, theirs } = run;
    const figure = theirs && items / theirs.wall;
    const bar = Math.max(floor, figure ?? 0);
    rows.push({
      what,
      ours: items / (told.wall / 1e3),
      unit,
      better: "more",
      ...(figure !== undefined && { comparison: { name: "recoll", figure } }),
      ...(bar > 0 && { bar }),
    });
    rows.push({
      what: `${what}: processor time`,
      ours: ran.processor,
      unit: "s",
      better: "less",
      ...(theirs && { comparison: { name: "recoll", figure: theirs.processor } }),
    });
    rows.push({
      what: `${what}: memory, all processes`,
      ours: ran.memory / 1e6,
      unit: "MB",
      better: "less",
      bar: 700,
      ...(theirs && { comparison: { name: "recoll", figure: theirs.memory / 1e6 } }),
    });
  }

  const documents = resolve(values.documents);
  const hostile = resolve(values.hostile);
  if (existsSync(documents)) {
    const files = readdirSync(documents, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    const run = await against("documents", [documents], true);
    speed("documents", "files/s", files.length, run);
    rows.push({ what: "documents again, nothing new", ours: run.told.again / 1e3, unit: "s", bar: 1, better: "less" });
  } else leftOut.push("no folder of documents");
  if (existsSync(documents) && existsSync(hostile)) {
    const { told, ran } = await against("hostile", [hostile, documents], false);
    rows.push(
      {
        what: "hostile files among them: longest of one file",
        ours: told.longest / 1e3,
        unit: "s",
        bar: 20.5,
        better: "less",
      },
      { what: "hostile files among them: the whole", ours: told.wall / 1e3, unit: "s", better: "less" },
      { what: "hostile files among them: memory, all processes", ours: ran.memory / 1e6, unit: "MB", better: "less" },
    );
  } else leftOut.push("no folder of hostile files");

  const letters = join(directory, "letters");
  mkdirSync(letters);
  writeMailbox(join(letters, "letters.mbox"), messages);
  speed("mailbox", "messages/s", messages, await against("mailbox", [letters], true), 370);

  report("intake", rows, {
    json: values.json,
    about: {
      messages,
      rounds,
      peer: peer ?? "none",
      ...(leftOut.length > 0 && { leftOut }),
      ...(values.json && { details }),
    },
  });
  if (!values.json) for (const [name, told] of Object.entries(details)) print(name, told);
}

/** Where the time goes, by type and by what the vault does; parsers work side by side, so their sum is more than the clock. */
function print(name: string, told: Told): void {
  const { seal, commit, index } = told.vault;
  const seconds = (ms: number) => (ms / 1e3).toFixed(2);
  const unread = Object.entries(told.unread).map(([code, times]) => `${code} ${times}`);
  console.log(
    `\n${name}: ${seconds(told.wall)} s · files ${told.kept}, members ${told.members}, same bytes ${told.sameBytes}, failed ${told.failed}` +
      ` · parser processes started ${told.processesStarted}\n  not or not fully read: ${unread.join(", ")}` +
      `\n  in the vault: sealing ${seconds(seal)} s, commits ${seconds(commit)} s, index ${seconds(index)} s`,
  );
  const types = Object.entries(told.parsers).sort(([, a], [, b]) => b.ms - a.ms);
  const all = types.reduce((sum, [, { ms }]) => sum + ms, 0);
  console.log(`  in parsers: ${seconds(all)} s`);
  for (const [type, { sources, ms, longest }] of types.slice(0, 10))
    console.log(
      `    ${seconds(ms).padStart(8)} s  ${String(sources).padStart(6)} × ${type} (longest ${seconds(longest)} s)`,
    );
}
