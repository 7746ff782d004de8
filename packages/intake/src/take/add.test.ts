import { appendFileSync, chmodSync, mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Vault } from "@amana/vault";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { testVaults } from "../../../vault/src/vault.testkit.ts";
import { loadIdentify } from "../language/index.ts";
import { openParserPool, type ParserPool } from "../parser/pool.ts";
import { addPaths } from "./add.ts";
import { memoryBytes } from "./bytes.ts";
import { type Member, readMember } from "./family.ts";
import { Shelf } from "./shelf.ts";

const vaults = testVaults();
let pool: ParserPool;
let vault: Vault;
beforeAll(() => {
  pool = openParserPool({ size: 2 });
});
afterEach(() => vault.close());
afterAll(async () => {
  await pool.close();
  vaults.remove();
});

const report = Buffer.from("The bridge at Khanasor was blown up on the third of August.\n");

function mail(number: number, attachment: Buffer): string {
  return [
    `From: a${number}@example.org`,
    `Subject: letter ${number}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    `This is letter number ${number}.`,
    "--b",
    `Content-Type: text/plain; name="report ${number}.txt"`,
    `Content-Disposition: attachment; filename="report ${number}.txt"`,
    "Content-Transfer-Encoding: base64",
    "",
    attachment.toString("base64"),
    "--b--",
    "",
  ].join("\r\n");
}

async function take(folder: string, progress?: () => void) {
  vault = vaults.open(vaults.fresh());
  return addPaths(vault, [folder], { ocr: "no", pool, ...(progress && { progress }) });
}

const sources = () => [...vault.view.sources()];

describe("the same bytes received again", () => {
  test("an attachment of ten letters is kept and read once, and stands in each letter's family under its own name", async () => {
    const folder = vaults.folder();
    for (let number = 1; number <= 10; number++) writeFileSync(join(folder, `${number}.eml`), mail(number, report));
    const added = await take(folder);
    expect(added).toMatchObject({ kept: 10, members: 10, sameBytes: 9, unread: [], failed: [] });
    const members = sources().filter(({ parent }) => parent !== undefined);
    expect(new Set(members.map(({ name }) => name)).size).toBe(10);
    expect(new Set(members.map(({ parent }) => parent)).size).toBe(10);
    const received = members.map(({ id }) => vault.view.state("src", id)?.received);
    expect(received.filter((each) => each?.blob !== undefined)).toHaveLength(1);
    const [first] = members.filter(({ id }) => vault.view.layersOf(id).length > 0);
    expect(received.filter((each) => each?.same_bytes_as === first?.id)).toHaveLength(9);
    for (const { id, type } of members) {
      expect(type).toBe("text/plain");
      const bytes = vault.view.readSource(id, 0, 1_000);
      expect(bytes.ok && Buffer.from(bytes.value)).toEqual(report);
    }
    expect(vault.local().todos("family")).toEqual([]);
  });

  test("a file under two names is received twice and kept once", async () => {
    const folder = vaults.folder();
    writeFileSync(join(folder, "a.txt"), report);
    writeFileSync(join(folder, "b.txt"), report);
    expect(await take(folder)).toMatchObject({ kept: 1, sameBytes: 1 });
    expect(
      sources()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["a.txt", "b.txt"]);
    expect([...vault.blobs.names()]).toHaveLength(1);
  });
});

describe("files that change or cannot be read", () => {
  test("a file that is gone when its turn comes is listed with the reason, and the rest is taken", async () => {
    const folder = vaults.folder();
    for (let n = 10; n < 40; n++) writeFileSync(join(folder, `${n}.txt`), `word ${n}`);
    let gone = false;
    const added = await take(folder, () => {
      if (!gone) unlinkSync(join(folder, "39.txt"));
      gone = true;
    });
    expect(added.kept).toBe(29);
    expect(added.failed.map(({ path, why }) => [path.toString().endsWith("39.txt"), why])).toEqual([[true, "ENOENT"]]);
  });

  test("a file that grows meanwhile is taken whole as it was at one moment", async () => {
    const folder = vaults.folder();
    for (let n = 10; n < 40; n++) writeFileSync(join(folder, `${n}.txt`), `word ${n} `);
    const added = await take(folder, () => appendFileSync(join(folder, "39.txt"), "more "));
    expect(added).toMatchObject({ kept: 30, failed: [] });
    const grown = sources().find(({ name }) => name === "39.txt");
    const bytes = grown && vault.view.readSource(grown.id, 0, 10_000);
    expect(bytes?.ok && bytes.value.length).toBe(grown?.bytes);
    expect(bytes?.ok && Buffer.from(bytes.value).toString()).toMatch(/^word 39 (more )+$/);
  });

  test("an empty file is received and says that it is empty", async () => {
    const folder = vaults.folder();
    writeFileSync(join(folder, "nothing.doc"), "");
    const added = await take(folder);
    expect(added).toMatchObject({ kept: 1, unread: [{ code: "empty", partly: false }] });
  });

  test("no file at all is no trouble, and no parser is started", async () => {
    vault = vaults.open(vaults.fresh());
    const added = await addPaths(vault, [vaults.folder(), "/nowhere/at/all"], { ocr: "no" });
    expect(added).toMatchObject({ kept: 0, unread: [], failed: [], stopped: false });
    expect(added.passed.map(({ why }) => why)).toEqual(["not-found"]);
  });

  test.skipIf(process.platform === "win32")("a name that is no UTF-8 is kept, its bytes written out", async () => {
    const folder = vaults.folder();
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xcf, 0xe4, 0x2e, 0x74])]), "word");
    expect((await take(folder)).kept).toBe(1);
    expect(sources().map(({ name }) => name)).toEqual(["\\xcf\\xe4.t"]);
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "a folder that may not be read is listed, and its neighbours are taken",
    async () => {
      const folder = vaults.folder();
      mkdirSync(join(folder, "shut"));
      writeFileSync(join(folder, "open.txt"), "word");
      chmodSync(join(folder, "shut"), 0);
      const added = await take(folder);
      chmodSync(join(folder, "shut"), 0o700);
      expect(added.kept).toBe(1);
      expect(added.passed.map(({ why }) => why)).toEqual(["not-readable"]);
    },
  );
});

test("a family that unpacks beyond its budget says so once, and keeps what came before", async () => {
  vault = vaults.open(vaults.fresh());
  const found: Member[] = [];
  const info = (position: number) => ({ name: `${position}`, position, role: "member" as const });
  const speaking: Pick<ParserPool, "parse"> = {
    async parse(_job, onEvent) {
      for (let child = 1; child <= 20; child++) {
        await onEvent({ type: "child-begin", child, info: info(child) });
        for (let piece = 0; piece < 5; piece++)
          await onEvent({ type: "child-bytes", child, bytes: new Uint8Array(100).fill(child) });
        await onEvent({ type: "child-end", child, whole: true });
      }
      return { workedMs: 1, peakMemory: 1 };
    },
  };
  const parent: Member = {
    id: "src_a",
    received: { file: { name: "x", bytes: 3, sha256: "0".repeat(64), type: "application/zip" }, obtained: {} } as never,
    bytes: () => memoryBytes(new Uint8Array(3)),
    depth: 0,
    budget: { left: 1_200 },
  };
  const reading = await readMember(parent, {
    pool: { ...pool, ...speaking },
    shelf: new Shelf(vault),
    identify: await loadIdentify(),
    found: (member) => found.push(member),
    again: () => {},
    begin: async () => {},
  });
  expect(reading.problems).toEqual([{ code: "expands-too-far", partly: true }]);
  expect(found.map(({ received }) => received.file.bytes)).toEqual([500, 500]);
});
