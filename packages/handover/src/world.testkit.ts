/** A small invented world in a real vault: people, letters, a mailbox, facts, consents. One vault is made; each test gets a copy. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newRecordId } from "@amana/format";
import { newHybridKey, recipientText } from "@amana/format/seal";
import { type Body, type Citation, type Kind, propose } from "@amana/record";
import { blobOf, createVault, type Keys, realWorld, Vault, type World } from "@amana/vault";
import { type Check, verifyPackage } from "@amana/verify";
import { type HandedOver, type HandOverRefusal, handOver } from "./hand-over.ts";
import type { Order } from "./order.ts";
import type { OutDisk } from "./out.ts";

export const sha = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
const bytesOf = (text: string) => new TextEncoder().encode(text);
export const hybrid = newHybridKey(randomBytes(32));
export const toHybrid = recipientText(hybrid.recipient);

export const court = { purpose: "criminal-investigation", recipient: "The Court", onward: "no" } as const;

export const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
export const hasAge = runs("age", "--version");
export const hasPython = runs("python3", "--version");
export const hasShell = runs("openssl", "version") && runs("sh", "-c", "command -v sha256sum awk od base64");

/** A device whose clock stands still on a day. */
export const worldOn = (day: string): World => ({ now: () => new Date(`${day}T10:00:00Z`), random: realWorld.random });

/** The vault all tests copy: scrypt takes its second once. */
export function newVaultFolder() {
  const folder = mkdtempSync(join(tmpdir(), "amana-handover-"));
  const original = join(folder, "original");
  const created = createVault(original, bytesOf("abacus lamp orbit fence mango tulip"), worldOn("2024-02-03"));
  if (!created.ok) throw new Error(created.error.type);
  const { keys } = created.value;
  let copies = 0;
  return {
    folder,
    /** A vault of its own, open for writing. `further` adds a second notebook. */
    world(options: { readonly world?: World; readonly second?: boolean } = {}) {
      copies += 1;
      const dir = join(folder, `vault-${copies}`);
      cpSync(original, dir, { recursive: true });
      const own = copyOf(keys, options.second === true);
      const vault = Vault.open(dir, own, { write: true, ...(options.world && { world: options.world }) });
      return worldIn(vault, join(folder, `out-${copies}`), own);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyOf(keys: Keys, second: boolean): Keys {
  const more = { compartment: newRecordId("cmp", randomBytes(12)), seed: randomBytes(32), sealSeed: randomBytes(32) };
  return { ...keys, notebooks: second ? [...keys.notebooks, more] : keys.notebooks };
}

export type SmallWorld = ReturnType<typeof worldIn>;

function worldIn(vault: Vault, out: string, keys: Keys) {
  mkdirSync(out);
  const id = (prefix: string) => newRecordId(prefix, randomBytes(12));
  const append = <K extends Kind>(k: K, e: string, x: Body<K>, compartment?: string): string => {
    vault.append([propose(k, e, x)], compartment === undefined ? {} : { compartment });
    return e;
  };
  let written = 0;

  const world = {
    vault,
    keys,
    out,
    append,
    id,
    second: keys.notebooks[1]?.compartment,
    /** A source; its bytes in a blob of their own unless `where` says otherwise. */
    source(
      name: string,
      content: string | Uint8Array,
      more: Partial<Body<"source.received">> = {},
      compartment?: string,
    ): string {
      const bytes = typeof content === "string" ? bytesOf(content) : content;
      const elsewhere = more.within !== undefined || more.same_bytes_as !== undefined || more.blob !== undefined;
      return append(
        "source.received",
        id("src"),
        {
          file: { name, bytes: bytes.length, sha256: sha(bytes), type: "text/plain" },
          obtained: { how: "by hand", from: "a neighbour", not_stated: ["when"], stated_in: "command" },
          ...(!elsewhere && { blob: blobOf(vault.blobs.putBytes(bytes)) }),
          ...more,
        },
        compartment,
      );
    },
    layer(source: string, passages: readonly string[], inBlob = false): string {
      const lines = passages
        .map((text, n) => JSON.stringify({ text, place: { type: "paragraph", paragraph: n + 1 } }))
        .join("\n");
      return append("layer.made", id("lay"), {
        source,
        kind: "text",
        tool: "plain",
        version: "1",
        flags: [],
        languages: ["ar"],
        media_type: "application/x-ndjson",
        passages: passages.length,
        units: 1,
        content: inBlob
          ? { type: "blob", blob: blobOf(vault.blobs.putBytes(bytesOf(lines))) }
          : { type: "inline", lines },
      });
    },
    person: (label: string) => append("person.opened", id("per"), { label }),
    cite(source: string, quote: string): Citation {
      const row = vault.view.state("src", source)?.received.file.sha256 ?? "";
      return { source, sha256: row, place: { type: "whole" }, quote, checked: "by-eye" };
    },
    claim(about: string, source: string, quote: string, saidBy?: string): string {
      return append("claim.made", id("clm"), {
        about,
        property: "status",
        value: { type: "text", text: quote, language: "ar" },
        said_by: saidBy === undefined ? { type: "not-stated" } : { type: "person", person: saidBy },
        certainty: "probable",
        citations: [world.cite(source, quote)],
      });
    },
    act(victim: string, perpetrator: string, source: string, quote: string, incident?: string): string {
      return append("act.alleged", id("act"), {
        ...(incident !== undefined && { incident }),
        type: { said: quote, code: "detention" },
        victims: [{ type: "person", person: victim }],
        perpetrators: [{ who: { type: "person", person: perpetrator } }],
        said_by: { type: "words", words: "the writer of the letter" },
        certainty: "probable",
        citations: [world.cite(source, quote), world.cite(source, `${quote}, again`)],
      });
    },
    consent(person: string, more: Partial<Body<"consent.given">> = {}): string {
      return append("consent.given", id("con"), {
        person,
        purposes: [court.purpose],
        recipients: [court.recipient],
        onward: "no",
        conditions: [],
        how: "on tape",
        ...more,
      });
    },
    /** Hands over and opens the copy: the tar, and the folder in it. */
    async hand(
      wish: Order["wish"],
      more: Partial<Order> & { readonly keys?: readonly string[]; readonly disk?: OutDisk } = {},
    ) {
      const { keys: to = [toHybrid], disk, ...order } = more;
      written += 1;
      const sealed = join(out, `package-${written}.age`);
      const tar = join(out, `package-${written}.tar`);
      const handed = await handOver(
        vault,
        { ...court, wish, ...order },
        { keys: to, out: sealed, openCopy: tar, ...(disk && { disk }) },
      );
      return { handed, sealed, tar };
    },
    /** The same where it must succeed: the folder, every check of ours, the digest. */
    async open(wish: Order["wish"], more: Partial<Order> = {}) {
      vault.project();
      const { handed, sealed, tar } = await world.hand(wish, more);
      const done = accepted(handed);
      execFileSync("tar", ["-xf", tar, "-C", out]);
      const folder = join(out, done.packageId);
      return { ...done, sealedFile: sealed, tar, folder, checks: await checksOf(tar) };
    },
    close: () => vault.close(),
  };
  return world;
}

export function accepted(handed: { ok: true; value: HandedOver } | { ok: false; error: HandOverRefusal }): HandedOver {
  if (!handed.ok) throw new Error(`refused: ${handed.error.type}`);
  return handed.value;
}

export async function checksOf(path: string, trusted: readonly Uint8Array[] = []): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for await (const check of verifyPackage(path, { trusted })) checks.push(check);
  return checks;
}

export const badOnes = (checks: readonly Check[]) => checks.filter(({ ok }) => !ok);

/** What a by-hand verifier inside the package says of it. */
export function byHand(folder: string, program: "sh" | "python3", ...args: readonly string[]) {
  const script = join(folder, program === "sh" ? "verify.sh" : "verify.py");
  const { status, stdout, stderr } = spawnSync(program, [script, ...args], { encoding: "utf8", maxBuffer: 1 << 26 });
  const lines = stdout.split("\n");
  return { status, errors: stderr, bad: lines.filter((line) => line.startsWith("BAD\t")), lines };
}

/** Rows of a table as objects, guards taken off. */
export function rowsOf(folder: string, name: string): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(join(folder, "data", name), "utf8").slice(1);
  const records = text.match(/"[^"]*(?:""[^"]*)*"(?:,"[^"]*(?:""[^"]*)*")*\r\n/g) ?? [];
  const [header = [], ...rows] = records.map((record) =>
    Array.from(record.matchAll(/"([^"]*(?:""[^"]*)*)"/g), ([, cell = ""]) =>
      cell.replaceAll('""', '"').replace(/^'/, ""),
    ),
  );
  return rows.map((row) => Object.fromEntries(header.map((column, n) => [column, row[n] ?? ""])));
}

export const keyIn = (vault: Vault, source: string) => vault.view.state("src", source)?.received.blob?.key ?? "no key";

/** Letter with an attachment, a witness who agreed, an accused who is not asked. */
export function letter(world: SmallWorld) {
  const mail = world.source('رسالة {من} "المكتب".eml', "From: office\r\n\r\nThey left at dawn. أخذوه من البيت\r\n");
  const attached = world.source("=HYPERLINK(1).csv", "a;b\n1;2\n", {
    family: { parent: mail, position: 1, role: "attachment" },
  });
  world.layer(mail, ["They left at dawn.", "أخذوه من البيت"]);
  world.layer(attached, ["a b", "1 2"], true);
  const witness = world.person("زينب الشاهدة");
  const accused = world.person("أبو فلان");
  const incident = world.append("incident.opened", world.id("inc"), { label: "the dawn" });
  const facts = [
    world.claim(witness, mail, "+they left at dawn", witness),
    world.act(witness, accused, mail, "أخذوه من البيت", incident),
  ];
  world.consent(witness, { conditions: ["lead-only"] });
  return { mail, attached, witness, accused, incident, facts };
}
