/** What leaves: judged by the three verifiers, by other programs, and by what must not be in it. spec/package.md. */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex, newRecordId, sha256, toHex, utf8 } from "@amana/format";
import { certificatesFromPem, timeStampRequest } from "@amana/format/anchor";
import { openBytes, parseIdentity } from "@amana/format/open";
import { erase, planErase, realWorld, seal, type Vault } from "@amana/vault";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasOpenssl, openAuthority } from "../../format/src/anchor/authority.testkit.ts";
import { handOver } from "./hand-over.ts";
import {
  accepted,
  badOnes,
  byHand,
  checksOf,
  court,
  hasAge,
  hasPython,
  hasShell,
  hybrid,
  newVaultFolder,
  rowsOf,
  type SmallWorld,
  sha,
  toHybrid,
} from "./world.testkit.ts";

let vaults: ReturnType<typeof newVaultFolder>;
beforeAll(() => {
  vaults = newVaultFolder();
});
afterAll(() => vaults.close());

const keyIn = (vault: Vault, source: string) => vault.view.state("src", source)?.received.blob?.key ?? "no key";

/** Letter with an attachment, a witness who agreed, an accused who is not asked. */
function letter(world: SmallWorld) {
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

describe("every verifier", () => {
  test("[F4][PK-21] finds nothing bad, in the folder and in the tar", async () => {
    const world = vaults.world();
    const { witness } = letter(world);
    const made = await world.open({ persons: [witness] });
    expect(badOnes(made.checks)).toEqual([]);
    expect(badOnes(await checksOf(made.folder))).toEqual([]);
    expect(made.checks.at(-1)).toMatchObject({ check: "digest", subject: made.digest });
    world.close();
  });

  test.skipIf(!hasShell)(
    "[F4][PK-21] the shell script inside finds nothing bad, and the same package digest",
    async () => {
      const world = vaults.world();
      const { witness } = letter(world);
      const { folder, digest } = await world.open({ persons: [witness] });
      const said = byHand(folder, "sh", folder);
      expect([said.status, said.bad, said.errors]).toEqual([0, [], ""]);
      expect(said.lines).toContain(`package digest\t${digest}`);
      world.close();
    },
  );

  test.skipIf(!hasPython)(
    "[F4][PK-21] the Python script inside finds nothing bad in the folder and in the tar",
    async () => {
      const world = vaults.world();
      const { witness } = letter(world);
      const { folder, tar, digest } = await world.open({ persons: [witness] });
      for (const path of [folder, tar]) {
        const said = byHand(folder, "python3", path);
        expect([said.status, said.bad, said.errors]).toEqual([0, [], ""]);
        expect(said.lines).toContain(`package digest\t${digest}`);
      }
      world.close();
    },
  );

  test.skipIf(!hasShell)("[PK-3] sha256sum alone checks both manifests", async () => {
    const world = vaults.world();
    const { mail } = letter(world);
    const { folder } = await world.open({ sources: [mail] });
    for (const name of ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
      execFileSync("sha256sum", ["--strict", "--quiet", "-c", name], { cwd: folder });
    world.close();
  });

  test.skipIf(!hasOpenssl)(
    "[PK-10][PK-11] sees the time-stamp of the seal, in the notebook sealed and in the one it quotes",
    async () => {
      const world = vaults.world({ second: true });
      const tsa = openAuthority();
      try {
        const { mail, witness } = letter(world);
        const other = world.source("other.txt", "kept in another compartment", {}, world.second);
        world.claim(witness, other, "kept", witness);
        const stampSeal = async () => {
          const { commit, checkpoint } = seal(world.vault);
          const request = await timeStampRequest(utf8(checkpoint), randomBytes(16));
          if (!request.ok) throw new Error(request.error.type);
          for (const token of [tsa.reply(request.value), tsa.reply(request.value)])
            world.append("anchor", newRecordId("keep", randomBytes(12)), {
              notebook: commit.notebook,
              size: commit.size,
              imprint: toHex(sha256(utf8(checkpoint))),
              token: toHex(token),
              checkpoint,
            });
        };
        await stampSeal();
        const late = world.source("late.txt", "after the seal");
        const made = await world.open({ sources: [mail, other, late], persons: [witness] });
        const root = certificatesFromPem(tsa.rootPem);
        const checks = await checksOf(made.tar, root.ok ? root.value : []);
        expect(badOnes(checks)).toEqual([]);
        expect(checks.filter(({ check }) => check === "anchor")).toHaveLength(2);
        // Two notebooks, both reached; the late line stands under a checkpoint no time-stamp reaches yet.
        const times = checks.filter(({ check }) => check === "time");
        expect(times.map(({ notChecked }) => notChecked === true).sort()).toEqual([false, false, true]);
        expect(checks.filter(({ check }) => check === "seal")).toHaveLength(1);
        const ca = join(world.out, "root.pem");
        writeFileSync(ca, tsa.rootPem);
        for (const program of ["sh", ...(hasPython ? ["python3" as const] : [])] as const) {
          const said = byHand(made.folder, program, "-CAfile", ca, made.folder);
          expect([said.status, said.bad, said.errors]).toEqual([0, [], ""]);
          expect(said.lines.filter((line) => line.startsWith("ok\ttime\t"))).toHaveLength(2);
        }
        // Sealed again later: lines keep the earliest checkpoint that reached them.
        const before = new Set(readdirSync(join(made.folder, "data/proofs/anchors")));
        await stampSeal();
        const again = await world.open({ sources: [mail, other], persons: [witness] });
        expect(badOnes(again.checks)).toEqual([]);
        expect(new Set(readdirSync(join(again.folder, "data/proofs/anchors")))).toEqual(before);
      } finally {
        tsa.close();
        world.close();
      }
    },
  );

  test.skipIf(!hasOpenssl)(
    "[PK-10] an anchor line that does not hold is left out, and the package is good without it",
    async () => {
      const world = vaults.world();
      const { mail } = letter(world);
      const { commit, checkpoint } = seal(world.vault);
      const anchor = { notebook: commit.notebook, size: commit.size, checkpoint, token: "3003020102" };
      world.append("anchor", newRecordId("keep", randomBytes(12)), {
        ...anchor,
        imprint: toHex(sha256(utf8(checkpoint))),
      });
      const { folder, checks } = await world.open({ sources: [mail] });
      expect(badOnes(checks)).toEqual([]);
      expect(existsSync(join(folder, "data/proofs/anchors"))).toBe(false);
      world.close();
    },
  );
});

describe("the same bytes", () => {
  test("[PK-20] built twice, whatever was written in between and in whatever order it was asked for", async () => {
    const world = vaults.world();
    const { mail, attached, facts } = letter(world);
    const first = await world.open({ sources: [mail, attached], facts });
    world.source("unrelated.txt", "written afterwards");
    const second = await world.open({ sources: [attached, mail], facts: facts.toReversed() });
    expect(second.package).toEqual(first.package);
    expect(sha(readFileSync(second.tar))).toBe(first.package.sha256);
    expect(second.sealed.sha256).not.toBe(first.sealed.sha256);
    world.close();
  });

  test("[PK-2] the date is the day of the latest line inside, not of today", async () => {
    const day = { now: () => new Date("2019-05-04T10:00:00Z"), random: realWorld.random };
    const world = vaults.world({ world: day });
    const { mail } = letter(world);
    const { folder } = await world.open({ sources: [mail] });
    const opened = new Date().toISOString().slice(0, 10); // line 0, written when the vault was made
    expect(readFileSync(join(folder, "bag-info.txt"), "utf8")).toContain(`Bagging-Date: ${opened}\n`);
    expect(statSync(join(folder, "bagit.txt")).mtimeMs).toBe(Date.parse(opened));
    world.close();
  });
});

describe("what goes", () => {
  test("[PK-14] each source byte for byte, families together, with their words", async () => {
    const world = vaults.world();
    const { mail, attached } = letter(world);
    const { folder } = await world.open({ sources: [mail] });
    const items = rowsOf(folder, "items.csv");
    expect(items.map(({ e }) => e)).toEqual([mail, attached]);
    expect(items.map(({ path }) => path)).toEqual([
      "data/sources/AMN-000001/AMN-000001.eml",
      "data/sources/AMN-000002/AMN-000002.csv",
    ]);
    for (const { path = "", "x.file.sha256": hash } of items) expect(sha(readFileSync(join(folder, path)))).toBe(hash);
    expect(readFileSync(join(folder, "data/text/AMN-000001.txt"), "utf8")).toContain("[paragraph 2]\nأخذوه من البيت\n");
    expect(readFileSync(join(folder, "data/text/AMN-000002.txt"), "utf8")).toContain("[paragraph 2]\n1 2\n");
    world.close();
  });

  test("[PK-12] names in Arabic stay whole, and a name that begins like a formula gets one quote mark before it", async () => {
    const world = vaults.world();
    letter(world);
    for (const start of ["+", "-", "@", "\t", "'", "="]) world.source(`${start}cmd|' /C calc'!A0`, start);
    const { folder, checks } = await world.open({ all: true });
    expect(badOnes(checks)).toEqual([]);
    const raw = readFileSync(join(folder, "data/items.csv"), "utf8");
    expect(raw.startsWith("\ufeff")).toBe(true);
    expect(raw).toContain('"رسالة {من} ""المكتب"".eml"');
    expect(raw).toContain(`"'=HYPERLINK(1).csv"`);
    expect(raw).toContain(`"''cmd|' /C calc'!A0"`);
    for (const text of [raw, readFileSync(join(folder, "data/facts.csv"), "utf8")])
      expect(text).not.toMatch(/(^|",|,|\r\n)"[=+\-@\t\r]/);
    expect(rowsOf(folder, "facts.csv").map((row) => row["c.quote"])).toContain("+they left at dawn");
    world.close();
  });

  test("[PK-15] a message alone leaves without its mailbox: cut out by range, and the mailbox's line and key stay", async () => {
    const world = vaults.world();
    const parts = ["From a\nSubject: one\n\nfirst\n", "From b\nSubject: two\n\nsecond\n"] as const;
    const mailbox = world.source("all.mbox", parts.join(""));
    const message = world.source("two.eml", parts[1], {
      within: { offset: parts[0].length, length: parts[1].length },
      family: { parent: mailbox, position: 2, role: "message" },
    });
    const { folder, tar, checks } = await world.open({ sources: [message] });
    expect(badOnes(checks)).toEqual([]);
    expect(readFileSync(join(folder, "data/sources/AMN-000001/AMN-000001.eml"), "utf8")).toBe(parts[1]);
    const whole = readFileSync(tar, "latin1");
    expect(whole).not.toContain(keyIn(world.vault, mailbox));
    expect(whole).not.toContain("Subject: one");
    expect(rowsOf(folder, "withheld.csv")).toEqual([{ what: "containing source", count: "1", reason: "not selected" }]);
    world.close();
  });

  test("[PK-15] a file received twice leaves under the receipt that was chosen, and the other giver's line stays", async () => {
    const world = vaults.world();
    const first = world.source("first.txt", "the same words", {
      obtained: { from: "GIVER-ONE", not_stated: [], stated_in: "command" },
    });
    const layer = world.layer(first, ["the same words"], true);
    const second = world.source("second.txt", "the same words", { same_bytes_as: first });
    const { folder, tar, checks } = await world.open({ sources: [second] });
    expect(badOnes(checks)).toEqual([]);
    const whole = readFileSync(tar, "latin1");
    expect(whole).not.toContain("GIVER-ONE");
    expect(whole).not.toContain(keyIn(world.vault, first));
    const content = world.vault.view.state("lay", layer)?.body.content;
    expect(content?.type === "blob" && !whole.includes(content.blob.key)).toBe(true);
    expect(readFileSync(join(folder, "data/text/AMN-000001.txt"), "utf8")).toContain("the same words");
    world.close();
  });

  test("a fact alone keeps its citation, brings no source, and says that the source was not chosen", async () => {
    const world = vaults.world();
    const { mail, facts } = letter(world);
    const { folder, tar, checks } = await world.open({ facts: facts.slice(0, 1) });
    expect(badOnes(checks)).toEqual([]);
    expect(existsSync(join(folder, "data/sources"))).toBe(false);
    const [row] = rowsOf(folder, "facts.csv");
    expect(row).toMatchObject({ fact: "F-000001", citation: "001", item: "", "c.source": mail });
    expect(row?.["c.sha256"]).toBe(world.vault.view.source(mail)?.sha256);
    expect(rowsOf(folder, "withheld.csv")).toEqual([{ what: "cited source", count: "1", reason: "not selected" }]);
    expect(readFileSync(tar, "latin1")).not.toContain(keyIn(world.vault, mail));
    world.close();
  });

  test("[R5] only persons whom an included fact names are named: sources alone name nobody", async () => {
    const world = vaults.world();
    const { mail, facts } = letter(world);
    const bystander = world.person("BYSTANDER-LABEL");
    world.consent(bystander);
    world.claim(bystander, mail, "stood there");
    const plain = readFileSync((await world.open({ sources: [mail] })).tar, "utf8");
    for (const label of ["زينب الشاهدة", "أبو فلان", "BYSTANDER-LABEL"]) expect(plain).not.toContain(label);
    const claimed = readFileSync((await world.open({ facts: facts.slice(0, 1) })).tar, "utf8");
    expect(claimed).toContain("زينب الشاهدة");
    for (const label of ["أبو فلان", "BYSTANDER-LABEL"]) expect(claimed).not.toContain(label);
    world.close();
  });

  test("[PK-16] every citation of an included fact has its row, beside the item it names", async () => {
    const world = vaults.world();
    const { witness } = letter(world);
    const { folder } = await world.open({ persons: [witness] });
    expect(rowsOf(folder, "facts.csv").map(({ fact, citation, item }) => [fact, citation, item])).toEqual([
      ["F-000001", "001", "AMN-000001"],
      ["F-000002", "001", "AMN-000001"],
      ["F-000002", "002", "AMN-000001"],
    ]);
    world.close();
  });

  test("a fact taken back stays and is counted", async () => {
    const world = vaults.world();
    const { witness, facts } = letter(world);
    world.append("claim.withdrawn", facts[0] ?? "", { reason: "SECRET-REASON" });
    const { folder, tar } = await world.open({ persons: [witness] });
    expect(rowsOf(folder, "facts.csv").every(({ e }) => e === facts[1])).toBe(true);
    expect(rowsOf(folder, "withheld.csv")).toEqual([{ what: "fact", count: "1", reason: "withdrawn" }]);
    expect(readFileSync(tar, "latin1")).not.toContain("SECRET-REASON");
    world.close();
  });

  test("[R11] an erased source stays, is counted, and what cited it still proves", async () => {
    const world = vaults.world();
    const { mail, facts } = letter(world);
    const other = world.source("other.txt", "stays");
    world.vault.project();
    const order = { records: [mail], reason: "asked by the family" };
    const plan = planErase(world.vault, order);
    if (!plan.ok) throw new Error(plan.error.type);
    erase(world.vault, plan.value, order);
    const { folder, checks } = await world.open({ all: true });
    expect(badOnes(checks)).toEqual([]);
    expect(rowsOf(folder, "items.csv").map(({ e }) => e)).toEqual([other]);
    expect(new Set(rowsOf(folder, "facts.csv").map(({ e }) => e))).toEqual(new Set(facts));
    expect(rowsOf(folder, "withheld.csv")).toEqual([
      { what: "cited source", count: "1", reason: "erased" },
      { what: "source", count: "2", reason: "erased" },
    ]);
    expect((await world.hand({ sources: [mail] })).handed).toMatchObject({ error: { type: "nothing-chosen" } });
    world.close();
  });

  test("[PK-19] a source of 70 MB goes through in bounded memory", async () => {
    const world = vaults.world();
    const piece = randomBytes(1 << 20);
    const bytes = 70 * piece.length;
    const ref = await world.vault.blobs.put(
      (function* () {
        for (let n = 0; n < 70; n++) yield piece;
      })(),
    );
    const source = world.source("film.mp4", "", {
      file: { name: "film.mp4", bytes, sha256: ref.plain.sha256, type: "video/mp4" },
      blob: {
        name: ref.cipher.sha256,
        bytes: ref.cipher.bytes,
        key: ref.key,
        plain_sha256: ref.plain.sha256,
        plain_bytes: bytes,
      },
    });
    world.vault.project();
    const sealed = join(world.out, "film.age");
    const before = process.memoryUsage().rss;
    let peak = 0;
    const started = performance.now();
    const done = accepted(
      await handOver(
        world.vault,
        { ...court, wish: { sources: [source] } },
        {
          keys: [toHybrid],
          out: sealed,
          isStopped: () => {
            peak = Math.max(peak, process.memoryUsage().rss - before);
            return false;
          },
        },
      ),
    );
    if (process.env["AMANA_MEASURE"] === "1")
      console.info(
        `70 MiB in ${Math.round(performance.now() - started)} ms, at most ${Math.round(peak / 1e6)} MB more`,
      );
    expect(statSync(sealed).size).toBe(done.sealed.bytes);
    expect(done.package.bytes).toBeGreaterThan(bytes);
    expect(peak).toBeLessThan(40e6);
    world.close();
  });
});

describe("sealed", () => {
  test("[PK-19] a post-quantum recipient opens exactly the tar that was shown", async () => {
    const world = vaults.world();
    const { mail } = letter(world);
    const { sealedFile, tar, isClassic } = await world.open({ sources: [mail] });
    const identity = parseIdentity(hybrid.identity);
    const opened = openBytes(readFileSync(sealedFile), identity.ok ? [identity.value] : []);
    expect(opened.ok && Buffer.from(opened.value).equals(readFileSync(tar))).toBe(true);
    expect(isClassic).toBe(false);
    world.close();
  });

  test.skipIf(!hasAge)("[PK-19] the age tool opens it with a classic key, for each of two recipients", async () => {
    const world = vaults.world();
    const { mail } = letter(world);
    world.vault.project();
    const identities = [await generateX25519Identity(), await generateX25519Identity()];
    const keys = await Promise.all(identities.map((each) => identityToRecipient(each)));
    const { handed, sealed, tar } = await world.hand({ sources: [mail] }, { keys });
    expect(accepted(handed).isClassic).toBe(true);
    for (const identity of identities) {
      const key = join(world.out, "key");
      writeFileSync(key, `${identity}\n`);
      expect(execFileSync("age", ["-d", "-i", key, sealed], { maxBuffer: 1 << 24 }).equals(readFileSync(tar))).toBe(
        true,
      );
    }
    world.close();
  });

  test("[BL-2] kinds of keys are not mixed; without a key, or with a broken one, nothing is written", async () => {
    const world = vaults.world();
    const { mail } = letter(world);
    world.vault.project();
    const classic = await identityToRecipient(await generateX25519Identity());
    for (const [keys, type] of [
      [[toHybrid, classic], "recipients-mixed"],
      [[], "no-recipient"],
      [["age1nonsense"], "recipient-malformed"],
      [Array(13).fill(toHybrid), "too-many-recipients"],
    ] as const)
      expect((await world.hand({ sources: [mail] }, { keys })).handed).toMatchObject({ ok: false, error: { type } });
    expect(readdirSync(world.out)).toEqual([]);
    world.close();
  });
});

describe("the record of it", () => {
  test("the line says to whom and what, and its sealed list names every record and line that went", async () => {
    const world = vaults.world();
    const { mail, attached, witness, accused, incident, facts } = letter(world);
    const made = await world.open({ persons: [witness] });
    const state = world.vault.view.state("hand", made.id);
    expect(state?.body).toMatchObject({
      ...court,
      sources: 2,
      facts: 2,
      withheld: 0,
      package: made.package,
      sealed: made.sealed,
    });
    expect(sha(readFileSync(made.sealedFile))).toBe(state?.body.sealed.sha256);
    const blob = state?.body.contents;
    if (blob === undefined) throw new Error("no list");
    const list = world.vault.blobs.read({
      key: blob.key,
      plain: { sha256: blob.plain_sha256, bytes: blob.plain_bytes },
      cipher: { sha256: blob.name, bytes: blob.bytes },
    });
    const contents = JSON.parse(list.ok ? new TextDecoder().decode(list.value) : "{}") as Record<string, string[]>;
    expect(contents["records"]).toEqual([mail, attached, witness, accused, incident, ...facts].sort());
    const lines = readdirSync(join(made.folder, "data/proofs/lines")).map((name) => name.slice(0, 64));
    expect(contents["lines"]?.filter((digest) => lines.includes(digest)).sort()).toEqual(lines.sort());
    expect(contents["lines"]).toHaveLength(lines.length + 1); // and line 0
    expect(contents["lines"]?.every((digest) => fromHex(digest, 32) !== undefined)).toBe(true);
    world.close();
  });

  test("conditions people set travel, with the items and facts they hold for", async () => {
    const world = vaults.world();
    const { mail } = letter(world);
    const { folder } = await world.open({ sources: [mail] });
    const sheet = readFileSync(join(folder, "data/conditions.md"), "utf8");
    expect(sheet).toContain("Purpose: criminal-investigation\n\nRecipient: The Court\n\nOnward transfer: no.");
    expect(sheet).toMatch(/### lead-only\n.*54\(3\)\(e\).*\n\nAMN-000001\n/);
    expect(rowsOf(folder, "items.csv").map((row) => row["consent_basis"])).toEqual([
      world.vault.view.consents()[0],
      "nobody on record is concerned",
    ]);
    world.close();
  });
});
