/** What leaves: judged by the three verifiers, by other programs, and by what must not be in it. spec/package.md. */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex, newRecordId, sha256, toHex, utf8 } from "@amana/format";
import { certificatesFromPem, timeStampRequest } from "@amana/format/anchor";
import { openBytes, parseIdentity } from "@amana/format/open";
import { seal } from "@amana/vault";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasOpenssl, openAuthority } from "../../format/src/anchor/authority.testkit.ts";
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
  letter,
  newVaultFolder,
  rowsOf,
  sha,
  toHybrid,
  worldOn,
} from "./world.testkit.ts";

let vaults: ReturnType<typeof newVaultFolder>;
beforeAll(() => {
  vaults = newVaultFolder();
});
afterAll(() => vaults.close());

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
    "[F4][PK-21] the Python script inside finds nothing bad, and the same package digest",
    async () => {
      const world = vaults.world();
      const { witness } = letter(world);
      const { folder, digest } = await world.open({ persons: [witness] });
      const said = byHand(folder, "python3", folder);
      expect([said.status, said.bad, said.errors]).toEqual([0, [], ""]);
      expect(said.lines).toContain(`package digest\t${digest}`);
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

  test("[PK-2] the date is the day of the latest line inside, not of today nor of what was written since", async () => {
    const world = vaults.world({ world: worldOn("2024-05-04") });
    const { mail } = letter(world);
    const { folder } = await world.open({ sources: [mail] });
    expect(readFileSync(join(folder, "bag-info.txt"), "utf8")).toContain("Bagging-Date: 2024-05-04\n");
    expect(statSync(join(folder, "bagit.txt")).mtimeMs).toBe(Date.parse("2024-05-04"));
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
