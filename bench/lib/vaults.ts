/** Throw-away vaults of invented records, made through the product's own doors: create, append, project. */
import { fork } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newRecordId } from "@amana/format";
import { type Proposal, propose, type RecordType } from "@amana/record";
import { createVault, type Keys, normalisePassphrase, realWorld, Vault } from "@amana/vault";
import { newTexts, type Texts } from "./texts.ts";

export interface BenchVault {
  readonly dir: string;
  readonly keys: Keys;
  open(options?: Parameters<typeof Vault.open>[2]): Vault;
}

/** A directory that is gone when the process ends, however it ends. */
export function throwAway(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `amana-bench-${name}-`));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
  return directory;
}

export function newVault(dir: string): BenchVault {
  const created = createVault(
    dir,
    normalisePassphrase(Buffer.from("invented words for a vault that is thrown away")),
    realWorld,
  );
  if (!created.ok) throw new Error(created.error.type);
  const { keys } = created.value;
  return { dir, keys, open: (options) => Vault.open(dir, keys, options) };
}

/**
 * Starts this bench's file a second time, to write a vault in a process of its own, and waits for its keys: the memory
 * measured afterwards is that of reading alone. The other side calls `handOver`.
 */
export async function madeElsewhere(file: string, options: readonly string[]): Promise<Keys> {
  const maker = fork(file, options, { serialization: "advanced" });
  const [keys] = (await Promise.race([
    once(maker, "message"),
    once(maker, "exit").then(() => Promise.reject(new Error("the vault was not made"))),
  ])) as [Keys];
  await once(maker, "exit");
  return keys;
}

/** Is this the process that `madeElsewhere` started? */
export const isMaker = () => process.send !== undefined;

export async function handOver(keys: Keys): Promise<never> {
  process.send?.(keys, () => process.exit(0));
  return await new Promise<never>(() => {});
}

export function bytesOn(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

const pool = Buffer.alloc(12 * 4_096);
let used = pool.length;
/** A new record id; randomness is fetched in one piece, since the bench measures the vault and not the kernel. */
export function newId(type: RecordType): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 12;
  return newRecordId(type, pool.subarray(used - 12, used));
}

export function* notes(count: number, bytes: number, seed = 1): Generator<Proposal> {
  const texts = newTexts(seed);
  for (let i = 0; i < count; i++) yield propose("note.written", newId("note"), { text: texts.ofBytes(bytes).text });
}

export function* inCommitsOf<T>(size: number, items: Iterable<T>): Generator<T[]> {
  let commit: T[] = [];
  for (const item of items) {
    commit.push(item);
    if (commit.length < size) continue;
    yield commit;
    commit = [];
  }
  if (commit.length > 0) yield commit;
}

/** The lines of an archive in the proportions of a real one: for every source what a take-in writes, then a dossier over it. */
export interface Archive {
  /** 0: sources without any text. */
  readonly passagesPerLayer: number;
  readonly wordsPerPassage: number;
  /** Claims, acts, persons, consents and notes; without them the archive is sources and their text. */
  readonly dossier: boolean;
  /** Claims a source; two where nothing is said. */
  readonly claims?: number;
  readonly seed: number;
}

const types = [
  "message/rfc822",
  "application/pdf",
  "image/jpeg",
  "audio/mpeg",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];

export function* archive(
  shape: Archive,
  until: (made: { readonly lines: number; readonly passages: number }) => boolean,
): Generator<Proposal> {
  const texts = newTexts(shape.seed);
  const made = { lines: 0, passages: 0 };
  const persons: string[] = [];
  while (!until(made)) {
    const source = newId("src");
    const lines = [...sourceLines(texts, source, shape)];
    if (shape.dossier) lines.push(...dossierLines(texts, source, persons, shape.claims ?? 2));
    made.lines += lines.length;
    made.passages += shape.passagesPerLayer;
    yield* lines;
  }
}

const sha = (texts: Texts) =>
  Array.from({ length: 8 }, () =>
    texts
      .number(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("");
const day = (texts: Texts) =>
  `${2014 + texts.number(4)}-${String(1 + texts.number(12)).padStart(2, "0")}-${String(1 + texts.number(28)).padStart(2, "0")}`;

function* sourceLines(texts: Texts, source: string, shape: Archive): Generator<Proposal> {
  const type = types[texts.number(types.length)] ?? "application/pdf";
  yield propose("source.received", source, {
    file: {
      name: `${texts.name()} ${texts.number(10_000)}`,
      folder: `box ${texts.number(40)}`,
      bytes: 1_000 + texts.number(4_000_000),
      sha256: sha(texts),
      type,
    },
    blob: {
      name: sha(texts),
      bytes: 4_096,
      key: `AGE-SECRET-KEY-PQ-1${sha(texts)
        .slice(0, 58)
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, "Q")}`,
      plain_sha256: sha(texts),
      plain_bytes: 3_000,
    },
    obtained: {
      how: "handed over on a stick",
      from: "the author",
      custodian: "the office",
      not_stated: ["when", "where", "circumstances", "by"],
      stated_in: "command",
    },
  });
  const passages = Array.from({ length: shape.passagesPerLayer }, (_, ordinal) => {
    const { text, language } = texts.ofWords(
      Math.max(1, Math.round(shape.wordsPerPassage * (0.4 + 1.2 * (texts.number(1_000) / 1_000)))),
    );
    return { line: JSON.stringify({ text, place: { type: "page", page: 1 + ordinal }, language }), language };
  });
  yield propose("source.described", source, {
    by: { type: "tool", tool: "bench", version: "1" },
    title: texts.ofWords(6).text,
    languages: [...new Set(passages.map(({ language }) => language))],
    date: day(texts),
    ...(texts.number(10) === 0 && { labels: ["urgent"] }),
    meta: { from: texts.name(), to: [texts.name()] },
  });
  if (passages.length === 0) return;
  yield propose("layer.made", newId("lay"), {
    source,
    kind: "text",
    tool: "bench",
    version: "1",
    flags: [],
    languages: [],
    media_type: "application/x-ndjson",
    passages: passages.length,
    units: passages.length,
    content: { type: "inline", lines: passages.map(({ line }) => line).join("\n") },
  });
}

function* dossierLines(texts: Texts, source: string, persons: string[], most: number): Generator<Proposal> {
  if (persons.length < 50 || texts.number(3) === 0) {
    const person = newId("per");
    persons.push(person);
    yield propose("person.opened", person, { label: texts.name() });
  }
  const someone = () => persons[texts.number(persons.length)] ?? "";
  const citations = [
    {
      source,
      sha256: sha(texts),
      place: { type: "page" as const, page: 1 },
      quote: texts.ofWords(12).text,
      checked: "in-layer" as const,
    },
  ];
  const said_by = { type: "words" as const, words: "the author of the letter" };
  for (let claims = 0; claims < most; claims++)
    yield propose("claim.made", newId("clm"), {
      about: someone(),
      property: "name",
      value: { type: "text", text: texts.name() },
      said_by,
      certainty: "not-assessed",
      citations,
    });
  yield propose("act.alleged", newId("act"), {
    type: { said: texts.ofWords(3).text },
    victims: [{ type: "person", person: someone() }],
    perpetrators: [{ who: { type: "words", words: texts.name() } }],
    when: { said: "that summer", from: day(texts), precision: "day", calendar: "gregorian" },
    where: { said: texts.ofWords(2).text },
    said_by,
    certainty: "probable",
    citations,
  });
  if (texts.number(4) === 0) {
    yield propose("consent.given", newId("con"), {
      person: someone(),
      purposes: ["criminal-investigation"],
      recipients: ["any"],
      onward: "no",
      conditions: [],
      how: "on paper",
    });
    yield propose("note.written", newId("note"), { text: texts.ofWords(60).text, about: source });
  }
}
