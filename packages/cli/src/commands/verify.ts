/** amana verify VAULT|PACKAGE: every check, one line each; never stops at the first that fails. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { certificatesFromPem, verifyTimeStamp } from "@amana/format/anchor";
import { formatVaultFile, isRecordHead, paths, refOf, type Vault } from "@amana/vault";
import { type Check, formatCheck, verifyNotebook, verifyPackage } from "@amana/verify";
import { type Context, createContext, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";

export interface VerifyFlags {
  readonly ca?: string;
  readonly quick?: boolean;
  readonly onlyFailures?: boolean;
}

export async function verify(context: Context, [path, flags]: [string | undefined, VerifyFlags]): Promise<number> {
  const { output } = context;
  const trusted = flags.ca === undefined ? [] : must(certificatesFromPem(readFileSync(flags.ca, "utf8")));
  const tally = { checks: 0, failed: 0 };
  const tell = (check: Check): void => {
    tally.checks += 1;
    if (!check.ok) tally.failed += 1;
    if (check.ok && flags.onlyFailures === true) return;
    output.item({ type: "check", ...check }, () => formatCheck(check));
  };
  if (path !== undefined && !isVault(path)) {
    if (!existsSync(path)) throw new Stop(exit.usage, "not-a-package");
    if (isSealed(path)) throw new Stop(exit.usage, "sealed-package");
    for await (const check of verifyPackage(path, { trusted })) tell(check);
  } else {
    const own = path === undefined ? context : createContext({ ...context.shared, vault: path });
    for (const check of filesOfVault(own.vaultDir())) tell(check);
    await own.withVault({}, async (vault) => {
      for await (const check of contentsOfVault(vault, trusted, flags.quick === true)) tell(check);
    });
  }
  const words = tally.failed === 0 ? "verify-good" : "verify-bad";
  if (output.json) output.item({ type: "verified", ...tally, ok: tally.failed === 0 }, () => "");
  else process.stdout.write(`${output.text(words, tally)}\n`);
  return tally.failed === 0 ? exit.done : exit.verification;
}

function isVault(path: string): boolean {
  return existsSync(join(path, "vault.json")) || existsSync(join(path, "record.db"));
}

function isSealed(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const head = Buffer.alloc(21);
  const file = openSync(path, "r");
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head.toString("latin1") === "age-encryption.org/v1";
}

function* filesOfVault(dir: string): Generator<Check> {
  const at = paths(dir);
  for (const [name, path] of Object.entries({ "vault.json": at.vault, "keys.age": at.keys, "record.db": at.database }))
    yield existsSync(path)
      ? { check: "missing", subject: name, ok: true }
      : { check: "missing", subject: name, ok: false, detail: "not there; restore it from a backup" };
}

async function* contentsOfVault(vault: Vault, trusted: readonly Uint8Array[], quick: boolean): AsyncGenerator<Check> {
  const { view } = vault;
  const at = paths(vault.dir);
  // The cipher covers neither vault.json nor the bytes of keys.age: the database remembers what they were.
  yield sameAs(
    "hash",
    "vault.json",
    readFileSync(at.vault, "utf8") === formatVaultFile(view.setting("vault") ?? "", view.setting("device") ?? ""),
  );
  const keysSha256 = createHash("sha256").update(readFileSync(at.keys)).digest("hex");
  yield sameAs("hash", "keys.age", view.setting("keys-sha256") === keysSha256);
  // Nor the first bytes of record.db, which SQLite wants in clear.
  const salt = view.setting("record-salt");
  yield salt === undefined
    ? {
        check: "hash",
        subject: "record.db",
        ok: true,
        notChecked: true,
        detail: "its first 24 bytes, which hold nothing",
      }
    : sameAs("hash", "record.db", isRecordHead(at.database, salt));
  const faults = view.databaseFaults();
  yield faults.length === 0
    ? { check: "hash", subject: "record.db", ok: true, detail: "every page authenticated, every index agrees" }
    : { check: "hash", subject: "record.db", ok: false, detail: faults[0] ?? "" };
  const free = view.freePages();
  if (free > 0)
    yield {
      check: "hash",
      subject: "record.db",
      ok: true,
      notChecked: true,
      detail: `${free} empty pages hold nothing and were not read`,
    };
  for (const { name, branch } of view.notebooks()) {
    const reader = view.notebookReader(name, branch);
    if (reader === undefined) continue;
    if (branch > 0) yield { check: "notebook", subject: name, ok: false, detail: `fork: branch ${branch}` };
    yield* verifyNotebook(reader, {
      signatures: quick ? "latest" : "all",
      rootAt: (other, size) => view.rootAt(other, size),
      erasedElsewhere: (digest) => view.wasErased(digest),
    });
  }
  for (const anchor of view.anchors()) {
    const subject = `${anchor.notebook}@${anchor.size}`;
    const judged = await verifyTimeStamp(anchor.tokenBytes, {
      data: new TextEncoder().encode(anchor.checkpoint),
      trusted,
    });
    if (judged.ok) yield { check: "time", subject, ok: true, detail: judged.value.time };
    else if (judged.error.type === "chain-not-trusted")
      yield {
        check: "time",
        subject,
        ok: true,
        notChecked: true,
        detail: `${judged.error.timeStamp.time}; the authority is for you to judge (--ca)`,
      };
    else yield { check: "time", subject, ok: false, detail: judged.error.type };
  }
  const named = new Set<string>();
  let whole = 0;
  for (const { record, blob } of view.namedBlobs()) {
    named.add(blob.name);
    const { key, plain, cipher } = refOf(blob);
    const problems = vault.blobs.check(quick ? { cipher } : { cipher, key, plain });
    if (problems.length === 0) whole += 1;
    for (const problem of problems)
      yield { check: "source", subject: `${record} ${blob.name}`, ok: false, detail: problem.type };
  }
  yield { check: "source", subject: "blobs", ok: true, detail: `${whole} sealed files are whole` };
  const orphans = vault.blobs.orphans(named);
  for (const name of orphans)
    yield {
      check: "extra",
      subject: `blobs/${name}`,
      ok: true,
      notChecked: true,
      detail: "no line names it: left by an interruption, harmless",
    };
}

function sameAs(check: "hash", subject: string, ok: boolean): Check {
  return ok
    ? { check, subject, ok }
    : { check, subject, ok, detail: "not what it was when the vault was made; restore it from a backup" };
}
