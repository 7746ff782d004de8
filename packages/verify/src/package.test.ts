/** spec/package.md: the vector package and everything that can be done to it, before all three verifiers. */
import { execFile, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificatesFromPem } from "@amana/format/anchor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Check, formatCheck, verifyPackage } from "./index.ts";
import { type Mutation, mutated, mutations } from "./mutations.testkit.ts";
import {
  anchorFolder,
  type Bag,
  buildBag,
  sha,
  specFolder,
  tarOf,
  vectorFolder,
  writeFolder,
} from "./world.testkit.ts";

const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
const hasPython = runs("python3", "--version");
const hasShell = runs("openssl", "version") && runs("sh", "-c", "command -v sha256sum awk od base64");
const rootPem = join(anchorFolder, "root.pem");

const bag = buildBag();
const list = mutations(bag);
let folder = "";
let place = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "amana-package-"));
  place = join(folder, "package");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ours(path: string, trusted: readonly Uint8Array[] = []): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for await (const check of verifyPackage(path, { trusted })) checks.push(check);
  return checks;
}

/** Exit status and lines of a by-hand verifier. */
function byHand(
  program: "sh" | "python3",
  ...args: string[]
): Promise<{ status: number; lines: readonly string[]; errors: string }> {
  return run(program, join(specFolder, program === "sh" ? "verify.sh" : "verify.py"), ...args);
}

function run(
  program: "sh" | "python3",
  ...args: string[]
): Promise<{ status: number; lines: readonly string[]; errors: string }> {
  return new Promise((settle) => {
    const child = execFile(program, args, { maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      settle({ status: child.exitCode ?? -1, lines: stdout.split("\n"), errors: stderr }),
    );
  });
}

function placed(changed: Bag): string {
  rmSync(place, { recursive: true, force: true });
  writeFolder(changed, place);
  return place;
}

const filesIn = (root: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
const badOnes = (lines: readonly string[]) => lines.filter((line) => line.startsWith("BAD\t"));
const named = (lines: readonly string[], { check, subject }: Mutation) =>
  badOnes(lines).some((line) => line.startsWith(`BAD\t${check}\t${subject}`));

describe("the vector package", () => {
  test("[PK-20] built again from the same record it has the same bytes as the one in spec/vectors", () => {
    expect(filesIn(vectorFolder)).toEqual([...bag.keys()].sort());
    for (const [path, bytes] of bag) expect(sha(readFileSync(join(vectorFolder, path))), path).toBe(sha(bytes));
    expect(sha(readFileSync(join(specFolder, "vectors/package.tar")))).toBe(sha(tarOf(buildBag())));
    expect(JSON.parse(readFileSync(join(specFolder, "vectors/package-mutations.json"), "utf8"))).toEqual(list);
  });

  test("[PK-21] all verifiers find nothing bad, with and without a trusted authority, and give one package digest", async () => {
    const digest = sha(bag.get("tagmanifest-sha256.txt") ?? "");
    const root = certificatesFromPem(readFileSync(rootPem, "utf8"));
    for (const trusted of [[], root.ok ? root.value : []]) {
      const checks = await ours(vectorFolder, trusted);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(checks.at(-1)).toMatchObject({ check: "digest", subject: digest });
      expect(checks.filter(({ check, notChecked }) => check === "time" && notChecked !== true)).toHaveLength(
        trusted.length * 2,
      );
    }
  });

  test.skipIf(!hasShell)("[PK-21] verify.sh finds nothing bad and says what it could not judge", async () => {
    const plain = await byHand("sh", vectorFolder);
    expect([plain.status, badOnes(plain.lines), plain.errors]).toEqual([0, [], ""]);
    expect(plain.lines.filter((line) => line.startsWith("not-checked\tanchor"))).toHaveLength(1);
    const trusting = await byHand("sh", "-CAfile", rootPem, vectorFolder);
    expect([trusting.status, badOnes(trusting.lines)]).toEqual([0, []]);
    expect(trusting.lines.filter((line) => line.startsWith("ok\ttime\t"))).toHaveLength(2);
    expect(trusting.lines).toContain(`package digest\t${sha(bag.get("tagmanifest-sha256.txt") ?? "")}`);
  });

  test.skipIf(!hasPython)("[PK-21] verify.py finds nothing bad and says what it could not judge", async () => {
    const plain = await byHand("python3", vectorFolder);
    expect([plain.status, badOnes(plain.lines), plain.errors]).toEqual([0, [], ""]);
    expect(plain.lines.filter((line) => line.startsWith("not-checked\tanchor"))).toHaveLength(1);
    const trusting = await byHand("python3", "-CAfile", rootPem, vectorFolder);
    expect([trusting.status, badOnes(trusting.lines)]).toEqual([0, []]);
    expect(trusting.lines.filter((line) => line.startsWith("ok\ttime\t"))).toHaveLength(2);
    expect(trusting.lines).toContain(`package digest\t${sha(bag.get("tagmanifest-sha256.txt") ?? "")}`);
  });

  test.skipIf(!hasPython)(
    "[PK-22] the verify.py inside runs verify_tables.py and nothing else of the package",
    async () => {
      const hostile = "import sys; sys.stdout.write('nothing is BAD\\n'); sys.exit(0)\n";
      placed(bag);
      const calm = await run("python3", join(place, "verify.py"), place);
      expect([calm.status, badOnes(calm.lines), calm.errors]).toEqual([0, [], ""]);
      expect(filesIn(place)).toEqual([...bag.keys()].sort());

      for (const name of ["json.py", "csv.py", "hashlib.py", "collections.py"])
        writeFileSync(join(place, name), hostile);
      mkdirSync(join(place, "verify_tables"));
      writeFileSync(join(place, "verify_tables/__init__.py"), hostile);
      const before = filesIn(place);
      const said = await run("python3", join(place, "verify.py"), place);
      expect([said.status, said.errors]).toEqual([4, ""]);
      expect(badOnes(said.lines).map((line) => line.split("\t").slice(1, 3).join(" "))).toEqual(
        expect.arrayContaining(["extra json.py", "extra csv.py", "extra verify_tables/__init__.py"]),
      );
      expect(said.lines.filter((line) => line.startsWith("ok\titems\tAMN-"))).toHaveLength(3);
      expect(filesIn(place)).toEqual(before);
    },
  );

  test.skipIf(!hasPython)(
    "[PK-22] without verify_tables.py beside it verify.py says that tables were not read: BAD",
    async () => {
      placed(bag);
      rmSync(join(place, "verify_tables.py"));
      const said = await run("python3", join(place, "verify.py"), place);
      expect(said.status).toBe(4);
      expect(badOnes(said.lines).map((line) => line.split("\t").slice(1, 3))).toEqual([
        ["missing", "verify_tables.py"],
        ["missing", "verify_tables.py"],
        ["items", "tables"],
      ]);
    },
  );

  test("[PK-21] the programs for the other side's expert stay short", () => {
    const lines = (name: string) => readFileSync(join(specFolder, name), "utf8").split("\n").length - 1;
    expect(lines("verify.py")).toBeLessThanOrEqual(250);
    expect(lines("verify_tables.py")).toBeLessThanOrEqual(110);
    expect(lines("verify.sh")).toBeLessThanOrEqual(250);
  });

  test("[PK-10][PK-11] with another authority trusted the anchor is bad and no checkpoint has a time", async () => {
    const other = certificatesFromPem(readFileSync(join(anchorFolder, "expired.pem"), "utf8"));
    const checks = await ours(vectorFolder, other.ok ? other.value : []);
    expect(checks.filter(({ ok }) => !ok)).toMatchObject([
      { check: "anchor", detail: "chain-not-trusted: issuer-signature-invalid (PK-10)" },
    ]);
    expect(checks.filter(({ check }) => check === "time").every(({ notChecked }) => notChecked === true)).toBe(true);
  });

  test("[PK-21] wrong use of the scripts is status 2, not a verdict", async () => {
    if (hasShell) expect((await byHand("sh", join(folder, "nowhere"))).status).toBe(2);
    if (!hasPython) return;
    expect((await byHand("python3", join(folder, "nowhere"))).status).toBe(2);
    expect((await byHand("python3", "-CAfile", join(folder, "nowhere"), vectorFolder)).status).toBe(2);
    expect((await byHand("python3", join(specFolder, "vectors/package.tar"))).status).toBe(2);
  });
});

describe("mutations: the same damage before three verifiers", () => {
  const bits = list.filter(({ name }) => name.startsWith("one bit of"));
  const others = list.filter((mutation) => !bits.includes(mutation));

  test("[PK-5] one bit in every file at once: each file is named by all", async () => {
    const changes = bits.flatMap((mutation) => mutation.changes);
    const path = placed(mutated(bag, { changes, resealed: false }));
    const checks = (await ours(path)).map(formatCheck);
    const shell = hasShell ? (await byHand("sh", path)).lines : checks;
    const python = hasPython ? (await byHand("python3", path)).lines : checks;
    for (const lines of [checks, shell, python]) expect(bits.filter((bit) => !named(lines, bit))).toEqual([]);
  });

  test.each(bits.map(({ rule, name, ...more }) => [rule, name, more] as const))(
    "[%s] %s alone is named",
    async (rule, name, more) => {
      const mutation = { rule, name, ...more };
      expect(named((await ours(placed(mutated(bag, mutation)))).map(formatCheck), mutation)).toBe(true);
    },
  );

  test.each(others.map((mutation) => [mutation.rule, mutation.name, mutation] as const))(
    "[%s] %s is named by all",
    async (_rule, _name, mutation) => {
      const path = placed(mutated(bag, mutation));
      const [checks, shell, python] = await Promise.all([
        ours(path),
        hasShell && !mutation.beyondShell ? byHand("sh", path) : undefined,
        hasPython ? byHand("python3", path) : undefined,
      ]);
      const verdicts = {
        ours: named(checks.map(formatCheck), mutation),
        shell: shell === undefined || named(shell.lines, mutation),
        python: python === undefined || named(python.lines, mutation),
      };
      expect(
        verdicts,
        [
          checks.filter(({ ok }) => !ok).map(formatCheck),
          shell && badOnes(shell.lines),
          python && badOnes(python.lines),
        ]
          .map(String)
          .join("\n---\n"),
      ).toEqual({ ours: true, shell: true, python: true });
      expect([shell?.status ?? 4, python?.status ?? 4, shell?.errors ?? "", python?.errors ?? ""]).toEqual([
        4,
        4,
        "",
        "",
      ]);
    },
  );

  test("[PK-5] in every file, bits all over are caught and named by the file or by the list it stands in", async () => {
    placed(bag);
    for (const [path, bytes] of bag) {
      const every = path.includes("manifest") ? 97 : Math.max(1, Math.floor(bytes.length / 3));
      for (let byte = 0; byte < bytes.length; byte += every) {
        writeFileSync(join(place, path), bytes.with(byte, (bytes[byte] ?? 0) ^ (1 << (byte % 8))));
        const wrong = (await ours(place)).filter(({ ok }) => !ok);
        expect(wrong.length, `${path} byte ${byte}`).toBeGreaterThan(0);
        if (!path.includes("manifest"))
          expect(wrong).toContainEqual(expect.objectContaining({ check: "hash", subject: path }));
      }
      writeFileSync(join(place, path), bytes);
    }
  });

  test("[PK-4] a link and an empty folder are named by all", async () => {
    placed(bag);
    rmSync(join(place, "data/conditions.md"));
    symlinkSync("items.csv", join(place, "data/conditions.md"));
    mkdirSync(join(place, "data/empty"));
    const checks = (await ours(place)).map(formatCheck);
    const shell = hasShell ? (await byHand("sh", place)).lines : checks;
    const python = hasPython ? (await byHand("python3", place)).lines : checks;
    for (const lines of [checks, shell, python])
      for (const subject of ["data/conditions.md", "data/empty"])
        expect(
          badOnes(lines).some((line) => line.startsWith(`BAD\tname\t${subject}\t`)),
          subject,
        ).toBe(true);
  });
});

describe("the tar", () => {
  const good = tarOf(bag);
  const first = [...bag.keys()].sort()[0] ?? "";
  const put = (bytes: Uint8Array) => {
    const path = join(folder, "p.tar");
    writeFileSync(path, bytes);
    return path;
  };
  const at = (offset: number, text: string) => {
    const copy = Uint8Array.from(good);
    copy.set(new TextEncoder().encode(text), offset);
    return copy;
  };
  const sizeOf = (path: string) => 512 + Math.ceil((bag.get(path)?.length ?? 0) / 512) * 512;
  const second = sizeOf(first);
  const third = second + sizeOf([...bag.keys()].sort()[1] ?? "");
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ["another mode", at(100, "0000600\0"), first],
    ["another owner", at(108, "0001750\0"), first],
    ["a user name", at(265, "somebody"), first],
    ["another time", at(136, "14570461400\0"), first],
    ["padding that is not empty", at(512 + (bag.get(first)?.length ?? 0), "x"), first],
    [
      "entries in another order",
      new Uint8Array(Buffer.concat([good.subarray(second, third), good.subarray(0, second), good.subarray(third)])),
      first,
    ],
    ["an entry twice", new Uint8Array(Buffer.concat([good.subarray(0, second), good])), first],
    ["bytes behind the end", new Uint8Array([...good, ...new Uint8Array(512)]), "end"],
    ["one empty block only", good.slice(0, -512), "end"],
    ["another top folder", tarOf(bag, "AMN-2024-0002"), "id and date"],
  ];

  // The by-hand programs read folders: PK-19 is for `amana verify` alone.
  test.each(cases)("[PK-19] %s is named", async (_name, bytes, subject) => {
    const checks = (await ours(put(bytes))).map(formatCheck);
    expect(badOnes(checks).join("\n")).toContain(`BAD\ttar\t${subject}`);
  });

  test("[PK-19] a tar cut off anywhere is bad, and what is missing is named", async () => {
    for (const length of [good.length - 1024, good.length - 1500, 700, 512, 100, 0]) {
      const checks = (await ours(put(good.slice(0, length)))).map(formatCheck);
      expect(badOnes(checks).length, String(length)).toBeGreaterThan(0);
    }
  });

  test("[PK-19] tar of the operating system reads it and finds the same files", () => {
    const out = join(folder, "unpacked");
    mkdirSync(out);
    expect(spawnSync("tar", ["-xf", put(good), "-C", out]).status).toBe(0);
    for (const [path, bytes] of bag) expect(sha(readFileSync(join(out, "AMN-2024-0001", path))), path).toBe(sha(bytes));
  });

  test("[PK-19] a name over 100 bytes is split so that other programs put it together again", () => {
    const long = new Map(bag).set(`data/proofs/lines/${"a".repeat(60)}/${"b".repeat(70)}`, new Uint8Array([1]));
    const listed = spawnSync("tar", ["-tf", put(tarOf(long))], { encoding: "utf8" }).stdout;
    expect(listed).toContain(`AMN-2024-0001/data/proofs/lines/${"a".repeat(60)}/${"b".repeat(70)}\n`);
  });
});

test("[PK-4] a package copied to another folder is the same package", async () => {
  const copy = join(folder, "copied to another name");
  cpSync(vectorFolder, copy, { recursive: true });
  expect((await ours(copy)).filter(({ ok }) => !ok)).toEqual([]);
});
