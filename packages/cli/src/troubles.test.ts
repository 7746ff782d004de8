/**
 * Claims about trouble as people meet it: one sentence in their language on standard error, the documented exit code, nothing
 * of what they keep in it, and the vault as it was.
 */
import { fork } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { propose } from "@amana/record";
import { paths } from "@amana/vault";
import { afterAll, describe, expect, test } from "vitest";
import { formatKeys, newKeys } from "../../vault/src/keys/bundle.ts";
import { canMount, smallDisk } from "../../vault/src/mounts.testkit.ts";
import { newId, takeIn, testVaults, useLightKeys } from "../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime, type RunOptions, smallArchive } from "./amana.testkit.ts";
import { type ExitCode, exit } from "./exit.ts";
import { type Sentence, say } from "./words/index.ts";

const vaults = testVaults();
const base = mkdtempSync(join(tmpdir(), "amana-test-cli-"));
afterAll(() => {
  vaults.remove();
  rmSync(base, { recursive: true, force: true });
  forgetRuntime();
});

/** Words that must never come out on standard error. */
const secret = { file: "شهادة-نرجس.txt", quote: "عدّونا مرتين", name: "Nergiz Silêman", folder: "duhok-office" };
const template = vaults.fresh();
const ids = (() => {
  const vault = vaults.open(template);
  const taken = takeIn(vault, { name: secret.file, text: secret.quote, folder: secret.folder, sealed: true });
  const person = newId("per");
  vault.append([...taken.proposals, propose("person.opened", person, { label: secret.name })]);
  vault.project();
  const blob = vault.view.state("src", taken.source)?.received.blob?.name ?? "";
  vault.close();
  return { source: taken.source, person, blob };
})();
const copy = (): string => {
  const dir = join(mkdtempSync(join(base, "v-")), secret.folder);
  cpSync(template, dir, { recursive: true });
  return dir;
};

interface Case {
  readonly what: string;
  readonly harm?: (dir: string) => void;
  readonly args?: (dir: string) => readonly string[];
  readonly options?: RunOptions;
  readonly code: ExitCode;
  readonly sentence: Sentence;
  readonly facts?: Readonly<Record<string, string | number>>;
}

const fakeClock = join(base, "1970.mjs");
writeFileSync(
  fakeClock,
  `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { super(...(given.length === 0 ? [86_400_000] : given)); }
  static now() { return 86_400_000; }
};`,
);
const foreign = join(base, "foreign");
mkdirSync(join(foreign, `amana-${process.getuid?.() ?? 0}`), { recursive: true, mode: 0o755 });
const blobAt = (dir: string) => join(dir, "blobs", ids.blob.slice(0, 2), ids.blob);
const change = (path: string, at: number) => {
  const bytes = readFileSync(path);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 4;
  writeFileSync(path, bytes);
};
const edit = (path: string, from: string, to: string) =>
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
const toFile = (dir: string) => ["export", ids.source, "--to", join(dir, "..", "out.bin"), "--vault", dir];

const cases: readonly Case[] = [
  {
    what: "a wrong passphrase",
    options: { pass: "obelisk quartz lantern meadow cipher plumb" },
    code: exit.locked,
    sentence: "wrong-passphrase",
  },
  { what: "no passphrase", options: { pass: "\n" }, code: exit.usage, sentence: "passphrase-empty" },
  {
    what: "no key holder, no terminal",
    options: { pass: undefined },
    code: exit.locked,
    sentence: "no-terminal-for-passphrase",
  },
  {
    what: "a descriptor that is not open",
    args: (dir) => ["ls", "--vault", dir, "--passphrase-fd", "77"],
    options: { pass: undefined },
    code: exit.usage,
    sentence: "passphrase-fd-unreadable",
    facts: { fd: 77 },
  },
  { what: "keys.age missing", harm: (dir) => rmSync(paths(dir).keys), code: exit.failed, sentence: "keys-missing" },
  {
    what: "keys.age changed",
    harm: (dir) => change(paths(dir).keys, -40),
    code: exit.failed,
    sentence: "keys-damaged",
  },
  {
    what: "keys.age cut short",
    harm: (dir) => truncateSync(paths(dir).keys, 300),
    code: exit.failed,
    sentence: "keys-damaged",
  },
  {
    what: "keys.age of another vault",
    harm: (dir) => useLightKeys(dir, { ...newKeys(), databaseKey: vaults.keys.databaseKey }),
    code: exit.failed,
    sentence: "keys-damaged",
  },
  {
    what: "vault.json edited",
    harm: (dir) => edit(paths(dir).vault, "aegis", "rc4"),
    code: exit.noVault,
    sentence: "vault-file-damaged",
  },
  {
    what: "vault.json of a newer format",
    harm: (dir) => edit(paths(dir).vault, '"format": 1', '"format": 9'),
    code: exit.noVault,
    sentence: "vault-newer",
    facts: { format: 9 },
  },
  {
    what: "vault.json missing",
    harm: (dir) => rmSync(paths(dir).vault),
    code: exit.noVault,
    sentence: "vault-file-missing",
  },
  {
    what: "no vault at all",
    args: (dir) => ["ls", "--vault", join(dir, "nothing-here")],
    code: exit.noVault,
    sentence: "no-vault",
  },
  {
    what: "record.db missing",
    harm: (dir) => rmSync(paths(dir).database),
    code: exit.failed,
    sentence: "database-missing",
  },
  {
    what: "record.db cut short",
    harm: (dir) => truncateSync(paths(dir).database, 9_000),
    code: exit.failed,
    sentence: "database-damaged",
  },
  {
    what: "record.db empty",
    harm: (dir) => truncateSync(paths(dir).database, 0),
    code: exit.failed,
    sentence: "database-damaged",
  },
  {
    what: "record.db changed in its first page",
    harm: (dir) => change(paths(dir).database, 200),
    code: exit.failed,
    sentence: "database-damaged",
  },
  {
    what: "a sealed file missing",
    harm: (dir) => rmSync(blobAt(dir)),
    args: toFile,
    code: exit.failed,
    sentence: "blob-missing",
    facts: { blob: ids.blob },
  },
  {
    what: "a sealed file changed",
    harm: (dir) => change(blobAt(dir), -3),
    args: toFile,
    code: exit.failed,
    sentence: "blob-does-not-open",
    facts: { blob: ids.blob },
  },
  {
    what: "another's folder where the key holder would listen",
    args: (dir) => ["status", "--vault", dir],
    options: { pass: undefined, env: { XDG_RUNTIME_DIR: foreign } },
    code: exit.failed,
    sentence: "socket-not-private",
  },
  {
    what: "an id that is not one",
    args: (dir) => ["show", secret.name, "--vault", dir],
    code: exit.usage,
    sentence: "id-malformed",
  },
  {
    what: "an id nobody has",
    args: (dir) => ["show", "src_zzzz", "--vault", dir],
    code: exit.usage,
    sentence: "id-not-known",
    facts: { id: "src_zzzz" },
  },
  {
    what: "a file named that is not there",
    args: (dir) => ["verify", "--ca", join(dir, secret.file), "--vault", dir],
    code: exit.failed,
    sentence: "file-unusable",
    facts: { code: "ENOENT" },
  },
  {
    what: "a folder to write to that is not there",
    args: (dir) => ["export", ids.source, "--to", join(dir, "no", secret.file), "--vault", dir],
    code: exit.failed,
    sentence: "file-unusable",
    facts: { code: "ENOENT" },
  },
  {
    what: "a vault made over a vault",
    args: (dir) => ["init", "--vault", dir],
    code: exit.failed,
    sentence: "vault-exists",
  },
  {
    what: "a backup into a folder of other files",
    args: (dir) => ["backup", join(dir, "blobs"), "--vault", dir],
    code: exit.failed,
    sentence: "backup-not-vault",
  },
];

describe("each trouble", () => {
  for (const [n, { what, harm, args, options, code, sentence, facts }] of cases.entries())
    test.concurrent(`${what}: exit ${code}, and one sentence or one JSON object that says why`, async () => {
      const dir = copy();
      harm?.(dir);
      // The languages take turns: words.test.ts has every sentence in each of them.
      const language = (["en", "ar", "ckb"] as const)[n % 3] ?? "en";
      const ran = await amana([...(args?.(dir) ?? ["ls", "--vault", dir]), "--lang", language], options);
      expect(ran.err).toBe(`${say(language, sentence, facts ?? {})}\n`);
      expect(ran.code).toBe(code);
      for (const word of Object.values(secret)) expect(ran.err).not.toContain(word);
      const json = await amana([...(args?.(dir) ?? ["ls", "--vault", dir]), "--json"], options);
      expect(json.json().at(-1)).toMatchObject({ v: 1, type: "stopped", why: sentence, ...facts });
      expect([json.err, json.code]).toEqual(["", code]);
    });
});

test("a clock set to 1970 is remarked on, in three languages, and everything is kept all the same", async () => {
  const dir = copy();
  const archive = join(base, "few");
  smallArchive(archive, 2);
  for (const [n, language] of (["en", "ar", "ckb"] as const).entries()) {
    const ran = await amana(["add", archive, "--vault", dir, "--lang", language], { preload: fakeClock });
    expect(ran.err).toContain(say(language, "clock-wrong", { year: 1970 }));
    expect(ran.code).toBe(exit.done);
    expect(ran.out).toContain(
      say(language, "add-done", { kept: n === 0 ? 2 : 0, members: 0, already: n === 0 ? 0 : 2, same: 0, unread: 0 }),
    );
  }
  expect((await amana(["verify", "--vault", dir])).code).toBe(exit.done);
});

test("a second writer gets 11, readers go on meanwhile", async () => {
  const dir = copy();
  const bundle = Buffer.from(formatKeys(vaults.keys)).toString("hex");
  const child = fork(new URL("../../vault/src/writer.testkit.ts", import.meta.url), [dir, bundle], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  await new Promise((resolve) => child.once("message", resolve));
  const [writer, reader] = await Promise.all([
    amana(["note", "second", "--vault", dir]),
    amana(["ls", "--vault", dir, "--json"]),
  ]);
  expect([writer.code, writer.err]).toEqual([exit.inUse, `${say("en", "in-use")}\n`]);
  expect([reader.code, reader.json().length]).toEqual([exit.done, 1]);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  expect((await amana(["note", "second", "--vault", dir])).code).toBe(exit.done);
});

test("lock while add runs: add ends with 12, what it had kept is kept, running it again completes the folder", {
  timeout: 120_000,
}, async () => {
  const dir = vaults.fresh();
  const archive = join(base, "many");
  const files = smallArchive(archive, 150).length;
  expect((await amana(["unlock", "--vault", dir])).code).toBe(exit.done);
  const adding = amana(["add", archive, "--vault", dir], { pass: undefined });
  // Until it works with the keys.
  for (;;) {
    const [status] = (await amana(["status", "--vault", dir, "--json"], { pass: undefined })).json();
    const holder = status?.["holder"] as { readonly commands: number } | null;
    if (holder === null || holder === undefined || holder.commands > 0) break;
  }
  expect((await amana(["lock", "--vault", dir], { pass: undefined })).code).toBe(exit.done);
  const added = await adding;
  expect(added.code).toBe(exit.locked);
  expect(added.err).toContain(say("en", "locked-while-working"));
  expect((await amana(["verify", "--vault", dir])).code).toBe(exit.done);
  expect((await amana(["add", archive, "--vault", dir])).code).toBe(exit.done);
  expect((await amana(["ls", "--vault", dir, "--json"])).json().length).toBe(files);
});

test("keys held for a vault are not used on another that stands at its place now", async () => {
  const dir = copy();
  await amana(["unlock", "--vault", dir]);
  rmSync(dir, { recursive: true });
  const made = await amana(["init", "--vault", dir]);
  expect(made.code, made.err).toBe(exit.done);
  const listed = await amana(["ls", "--vault", dir], { pass: undefined });
  expect([listed.code, listed.err]).toEqual([exit.locked, `${say("en", "no-terminal-for-passphrase")}\n`]);
  await amana(["lock", "--vault", dir], { pass: undefined });
});

describe.skipIf(!canMount)("a disk that is full or read-only", () => {
  test("full during add: exit 1, the sentence, what was kept verifies, and with room the folder is completed", {
    timeout: 120_000,
  }, async () => {
    const small = smallDisk(1_500);
    if (small === undefined) throw new Error("no disk");
    try {
      const dir = join(small.dir, "v");
      cpSync(template, dir, { recursive: true });
      const archive = join(base, "large");
      mkdirSync(archive);
      for (let n = 0; n < 12; n++)
        writeFileSync(join(archive, `${n}.txt`), `${n} ${"words that fill the disk ".repeat(8_000)}`);
      const full = await amana(["add", archive, "--vault", dir]);
      expect(full.err).toContain(say("en", "disk-full"));
      expect(full.code).toBe(exit.failed);
      small.resize(32_768);
      expect((await amana(["verify", "--vault", dir])).code).toBe(exit.done);
      const again = await amana(["add", archive, "--vault", dir]);
      expect(again.code, again.err).toBe(exit.done);
      expect((await amana(["ls", "--vault", dir, "--json"])).json().length).toBe(13);
    } finally {
      small.remove();
    }
  });

  test("read-only: writing ends with exit 1 and the sentence", async () => {
    const small = smallDisk(4_096);
    if (small === undefined) throw new Error("no disk");
    try {
      const dir = join(small.dir, "v");
      cpSync(template, dir, { recursive: true });
      small.readOnly(true);
      const refused = await amana(["note", "x", "--vault", dir]);
      expect([refused.code, refused.err]).toEqual([exit.failed, `${say("en", "read-only")}\n`]);
      small.readOnly(false);
    } finally {
      small.remove();
    }
  });
});
