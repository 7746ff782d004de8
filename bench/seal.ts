/**
 * How fast a large file is sealed into the vault, as ratios within one run on one machine:
 *
 *   ours                our blob store, file to file: read, SHA-256 of plaintext, seal, SHA-256 of ciphertext, write, sync
 *   bare                the same three operations in one Node thread, in memory, no file read or written
 *   age + sha256sum     `tee >(sha256sum) < in | age -r … | tee out | sha256sum`, then `sync out`
 *   age, then sha256sum the same tools one after the other
 *
 * Wall time is what a person waits and needs both processors free; processor time holds on a busy machine too.
 *
 *   node bench/seal.ts [--size 1024] [--rounds 3] [--small 2000] [--json]       size in MiB
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createCipheriv, createHash, randomBytes, randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BlobRef, inlineEngine, openBlobStore } from "../packages/vault/src/blobs/index.ts";

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "1024" },
    rounds: { type: "string", default: "3" },
    small: { type: "string", default: "2000" },
    json: { type: "boolean", default: false },
  },
});
const MiB = 1 << 20;
const size = Number(values.size) * MiB;
const rounds = Number(values.rounds);
const small = Number(values.small);
if (![size, rounds, small].every((n) => Number.isSafeInteger(n) && n > 0)) {
  console.error("size, rounds and small are whole numbers above 0");
  process.exit(2);
}

const directory = mkdtempSync(join(tmpdir(), "amana-bench-seal-"));
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
const input = join(directory, "input");
writeInput(input);

/** Seconds on the clock, and seconds of all processors together. */
interface Took {
  readonly wall: number;
  readonly processor: number;
}
interface Row {
  readonly name: string;
  /** The best round. */
  readonly best?: Took;
  readonly skipped?: string;
}

const age = spawnSync("age", ["--version"], { encoding: "utf8" });
const ageMissing = age.status === 0 ? undefined : "age is not installed";
const contenders: { readonly name: string; readonly skip?: string | undefined; run(): Promise<Took> | Took }[] = [
  { name: "ours", run: () => seal() },
  { name: "ours, one thread", run: () => seal(true) },
  { name: "ours, opened again", run: openAgain },
  { name: "bare", run: bare },
  { name: "age + sha256sum", skip: ageMissing, run: () => agePipeline(true) },
  { name: "age, then sha256sum", skip: ageMissing, run: () => agePipeline(false) },
];

let lastRef: BlobRef | undefined;

// Rounds go around all contenders, so that a busy minute hits everybody.
const best = new Map<string, Took>();
for (let round = 0; round < rounds; round++) {
  for (const { name, skip, run } of contenders) {
    if (skip !== undefined) continue;
    const took = await run();
    const before = best.get(name) ?? took;
    best.set(name, {
      wall: Math.min(before.wall, took.wall),
      processor: Math.min(before.processor, took.processor),
    });
  }
}
const rows: Row[] = contenders.map(({ name, skip }) => {
  const took = best.get(name);
  return took === undefined ? { name, skipped: skip ?? "not run" } : { name, best: took };
});
const attachments = sealSmall();
report();

function writeInput(path: string): void {
  const file = openSync(path, "w");
  const piece = randomFillSync(new Uint8Array(MiB));
  for (let written = 0; written < size; written += MiB) {
    piece[0] = written & 0xff;
    writeSync(file, piece);
  }
  closeSync(file);
}

function stopwatch(): () => Took {
  const start = process.hrtime.bigint();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: Number(process.hrtime.bigint() - start) / 1e9, processor: (user + system) / 1e6 };
  };
}

async function seal(oneThread = false): Promise<Took> {
  const store = openBlobStore(join(directory, "blobs"), oneThread ? { engine: inlineEngine } : {});
  const file = openSync(input, "r");
  const stop = stopwatch();
  const ref = await store.put({ file });
  store.flush();
  const took = stop();
  closeSync(file);
  store.close();
  if (ref.plain.bytes !== size) throw new Error("sealed too little");
  if (lastRef !== undefined) store.remove(lastRef.cipher.sha256);
  lastRef = ref;
  return took;
}

/** Both fingerprints compared and every chunk opened. */
function openAgain(): Took {
  if (lastRef === undefined) throw new Error("nothing sealed");
  const store = openBlobStore(join(directory, "blobs"), { engine: inlineEngine });
  const stop = stopwatch();
  const problems = store.check(lastRef);
  const took = stop();
  if (problems.length > 0) throw new Error(`what was sealed does not open: ${problems[0]?.type}`);
  return took;
}

function bare(): Took {
  const key = randomBytes(32);
  const nonce = Buffer.alloc(12);
  const plainHash = createHash("sha256");
  const cipherHash = createHash("sha256");
  const memory = randomFillSync(new Uint8Array(16 * 65_536));
  const stop = stopwatch();
  for (let chunk = 0; chunk * 65_536 < size; chunk++) {
    const at = (chunk & 15) * 65_536;
    const plain = memory.subarray(at, at + 65_536);
    plainHash.update(plain);
    nonce.writeUInt32BE(chunk, 7);
    const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
    cipherHash.update(cipher.update(plain));
    cipher.final();
    cipherHash.update(cipher.getAuthTag());
  }
  plainHash.digest();
  cipherHash.digest();
  return stop();
}

function agePipeline(parallel: boolean): Took {
  const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  const output = join(directory, "output.age");
  const steps = parallel
    ? 'tee >(sha256sum > "$1.sum") < "$1" | age -r "$3" | tee "$2" | sha256sum > "$2.sum"; sync "$2"'
    : 'sha256sum "$1" > "$1.sum" && age -r "$3" -o "$2" "$1" && sha256sum "$2" > "$2.sum"; sync "$2"';
  const script = `TIMEFORMAT='%R %U %S'; { time { ${steps}; } 2>/dev/null; } 2>&1`;
  const times = execFileSync("bash", ["-c", script, "bash", input, output, recipient], { encoding: "utf8" });
  if (statSync(output).size <= size) throw new Error("age wrote too little");
  rmSync(output);
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = times.trim().split(" ").map(Number);
  return { wall, processor: user + system };
}

function sealSmall(): { readonly count: number; readonly seconds: number } {
  const store = openBlobStore(join(directory, "small"), { engine: inlineEngine });
  const bytes = randomBytes(20_000);
  const start = process.hrtime.bigint();
  for (let i = 0; i < small; i++) store.putBytes(bytes);
  store.flush();
  return { count: small, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

function report(): void {
  const ours = best.get("ours");
  const table = rows.map(({ name, best: took, skipped }) =>
    took === undefined || ours === undefined
      ? { name, skipped }
      : {
          name,
          wall: round(took.wall),
          processor: round(took.processor),
          MBps: Math.round(size / 1e6 / took.wall),
          oursIsFasterBy: round(took.wall / ours.wall),
          oursIsCheaperBy: round(took.processor / ours.processor),
        },
  );
  const perSecond = Math.round(attachments.count / attachments.seconds);
  const [load = 0] = loadavg();
  const machine = {
    node: process.version,
    processors: cpus().length,
    load: round(load),
    age: ageMissing ?? age.stdout.trim(),
  };
  if (values.json) {
    console.log(
      JSON.stringify({ bytes: size, rounds, machine, rows: table, small: { count: small, bytes: 20_000, perSecond } }),
    );
    return;
  }
  console.log(
    `${size / MiB} MiB, best of ${rounds}; node ${machine.node}, ${machine.processors} processors, load ${machine.load}, age ${machine.age}`,
  );
  console.log(`${"".padEnd(22)}    wall s  processor s    MB/s   ours faster by   cheaper by`);
  for (const row of table) {
    const figures =
      row.wall === undefined
        ? ` skipped: ${row.skipped}`
        : [
            row.wall.toFixed(2).padStart(10),
            row.processor.toFixed(2).padStart(13),
            String(row.MBps).padStart(8),
            row.oursIsFasterBy.toFixed(2).padStart(17),
            row.oursIsCheaperBy.toFixed(2).padStart(13),
          ].join("");
    console.log(row.name.padEnd(22) + figures);
  }
  console.log(`${small} attachments of 20 kB: ${perSecond} a second, each synced`);
}

function round(n: number): number {
  return Math.round(n * 1000) / 1000;
}
