/** Claims about manners: what scripts may rely on (README "Exit codes", each verb's --help). */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodingsOf, filesBelow, testVaults } from "../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime, type Ran } from "./amana.testkit.ts";
import { exit } from "./exit.ts";

const vaults = testVaults();
const base = mkdtempSync(join(tmpdir(), "amana-test-manners-"));
const temp = join(base, "tmp");
const archive = join(base, "in");
const dir = vaults.fresh();
const run = (...args: string[]): Promise<Ran> => amana([...args, "--vault", dir], { env: { TMPDIR: temp } });
const needles = {
  file: "Nergiz-Silêman-protocol.txt",
  quote: "the trucks came before dawn",
  arabic: "وصلت الشاحنات قبل الفجر",
  name: "Hêvî of the mill",
};
const seen = new Set<string>();
let source = "";
let person = "";

beforeAll(async () => {
  execFileSync("mkdir", ["-p", temp, archive]);
  writeFileSync(join(archive, needles.file), `${needles.quote}\n${needles.arabic}\n`);
  // Whatever stands in the temporary folder for a moment while files are read.
  const watch = setInterval(() => {
    for (const each of foundIn(temp)) seen.add(each);
  }, 10);
  const added = await run("add", archive, "--json", "--from", needles.name);
  clearInterval(watch);
  expect(added.code, added.err).toBe(0);
  source = String((await run("ls", "--json")).json()[0]?.["id"]);
  const fact = await run(
    "fact",
    "add",
    "--person",
    needles.name,
    "--property",
    "role",
    "--value",
    "miller",
    "--source",
    source,
    "--quote",
    needles.quote,
    "--json",
  );
  expect(fact.code, fact.err).toBe(0);
  person = String((fact.json()[0]?.["opened"] as string[] | undefined)?.[0]);
});
afterAll(() => {
  vaults.remove();
  rmSync(base, { recursive: true, force: true });
  forgetRuntime();
});

describe("used wrongly: exit 2 and a hint", () => {
  const wrong: readonly (readonly [string[], RegExp])[] = [
    [["serach", "x"], /Did you mean search\?/],
    [["ls", "--jsno"], /Did you mean --json\?/],
    [["ls", "--lang", "de"], /en, ar, ckb/],
    [["search"], /missing required argument/],
    [["show"], /missing required argument/],
    [["ls", "--passphrase-fd", "three"], /whole number/],
    [["completion", "tcsh"], /bash, zsh, fish/],
    [["fact", "withdraw", "clm_aaaa"], /--reason/],
  ];
  for (const [args, hint] of wrong)
    test.concurrent(`amana ${args.join(" ")}`, async () => {
      const ran = await amana(args, { pass: undefined });
      expect(ran.err).toMatch(hint);
      expect([ran.code, ran.out]).toEqual([exit.usage, ""]);
    });

  test("a list nobody keeps", async () => expect((await run("ls", "secrets")).code).toBe(exit.usage));
});

describe("--json", () => {
  const commands: readonly string[][] = [
    ["ls"],
    ["ls", "persons"],
    ["ls", "facts"],
    ["status"],
    ["search", "trucks"],
    ["log"],
    ["log", "--raw"],
    ["verify"],
    ["doctor"],
    ["fact", "properties"],
    ["consent", "show"],
    ["add", archive, "--quiet"],
  ];
  for (const args of commands)
    test.concurrent(`amana ${args.slice(0, 2).join(" ").replace(base, "…")}: every line is one object with a version and a type, nothing on standard error`, async () => {
      const ran = await run(...args, "--json");
      expect([ran.code, ran.err]).toEqual([exit.done, ""]);
      if (args[0] !== "consent") expect(ran.json().length).toBeGreaterThan(0);
      for (const object of ran.json()) expect(object).toMatchObject({ v: 1, type: expect.stringMatching(/^[a-z-]+$/) });
    });

  test("a search that finds nothing: exit 6 and no line", async () => {
    const ran = await run("search", "--json", "nowhereinthere");
    expect([ran.code, ran.out]).toEqual([exit.nothingFound, ""]);
  });
});

describe("--dry-run", () => {
  test("writes no byte, whatever is asked", { timeout: 120_000 }, async () => {
    writeFileSync(join(archive, "second.txt"), "not taken in yet");
    const before = bytesBelow(dir);
    const around = new Set(readdirSync(base));
    const asked: readonly string[][] = [
      ["add", archive],
      ["note", "a remark"],
      [
        "fact",
        "add",
        "--person",
        "New Person",
        "--property",
        "rank",
        "--value",
        "x",
        "--source",
        source,
        "--quote",
        needles.quote,
      ],
      ["consent", "give", person, "--purpose", "any", "--to", "any", "--how", "on tape"],
      ["hold", "place", source, "--by", "a court"],
      ["erase", person, "--reason", "asked", "--yes"],
      ["backup", join(base, "backup")],
      ["restore", dir],
      ["export", source, "--to", join(base, "out.txt")],
      ["seal"],
      ["doctor", "--rebuild-index"],
    ];
    for (const args of asked) {
      const ran = await run(...args, "--dry-run");
      expect(ran.code, `${args[0]}: ${ran.err}`).toBe(args[0] === "restore" ? ran.code : exit.done);
      expect(bytesBelow(dir), args[0]).toEqual(before);
    }
    const made = await amana(["init", "--vault", join(base, "never"), "--dry-run"]);
    expect(made.code).toBe(exit.done);
    expect(readdirSync(base).filter((name) => !around.has(name))).toEqual([]);
    rmSync(join(archive, "second.txt"));
  });
});

describe("passphrases", () => {
  test("weak ones are refused with an estimate and nothing is made; one that would stand is taken from a pipe", async () => {
    for (const pass of ["password", "Summer2024!", "123456789012", "abc", "aaaaaaaaaaaaaaaaaaaaaa"]) {
      const made = await amana(["init", "--vault", join(base, "weak"), "--json"], { pass });
      expect(made.json()[0], pass).toMatchObject({ type: "stopped", why: "passphrase-too-weak" });
      expect(made.code).not.toBe(exit.done);
      expect(readdirSync(base)).not.toContain("weak");
    }
    const strong = join(base, "strong");
    expect((await amana(["init", "--vault", strong], { pass: "4821 9077 3356 1840 2295 7613\n" })).code).toBe(
      exit.done,
    );
    // The same digits from an Arabic or a Persian keyboard, with other blanks.
    for (const pass of ["٤٨٢١ ٩٠٧٧ ٣٣٥٦ ١٨٤٠ ٢٢٩٥ ٧٦١٣", " ۴۸۲۱  ۹۰۷۷ ۳۳۵۶ ۱۸۴۰ ۲۲۹۵ ۷۶۱۳ \n"])
      expect((await amana(["ls", "--vault", strong], { pass })).code).toBe(exit.done);
    expect((await amana(["ls", "--vault", strong], { pass: "4821 9077 3356 1840 2295 7614" })).code).toBe(exit.locked);
    expect(statSync(strong).mode & 0o077).toBe(0);
    for (const { path } of filesBelow(strong)) expect(statSync(path).mode & 0o077).toBe(0);
  });
});

describe("ids", () => {
  test("may be cut to their first characters as long as only one begins so", async () => {
    const shown = await run("show", source.slice(0, 9), "--json");
    expect(shown.json()[0]).toMatchObject({ type: "source", id: source });
    expect((await run("show", "src_")).code).toBe(exit.usage);
    expect((await run("show", "s_")).code).toBe(exit.usage);
    expect((await run("show", `${source}a`)).code).toBe(exit.usage);
  });
});

describe("what reaches nobody", () => {
  test("no name, quote or file name stands on standard error of a command that worked, or in a temporary file meanwhile or after", async () => {
    const ran = await Promise.all([
      run("add", archive),
      run("verify"),
      run("status"),
      run("search", "trucks"),
      run("show", source),
    ]);
    for (const { err, code } of ran) {
      expect(code).toBe(exit.done);
      for (const needle of [needles.file, needles.name, needles.quote, needles.arabic])
        expect(err).not.toContain(needle);
    }
    expect([...seen]).toEqual([]);
    expect(foundIn(temp)).toEqual([]);
  });

  test("a defect prints its place in our code and not the message, which could quote", async () => {
    const broken = join(base, "broken.mjs");
    writeFileSync(
      broken,
      `const parse = JSON.parse; JSON.parse = (text) => { if (String(text).includes('"amana": "vault"')) throw new RangeError(${JSON.stringify(needles.quote)}); return parse(text); };`,
    );
    const ran = await amana(["ls", "--vault", dir], { preload: broken });
    expect(ran.err).not.toContain(needles.quote);
  });
});

describe("completion", () => {
  test("the script for bash loads and completes verbs, sub-verbs and options", async () => {
    const { out, code } = await amana(["completion", "bash"], { pass: undefined });
    expect(code).toBe(exit.done);
    const script = join(base, "completion.bash");
    writeFileSync(script, out);
    const complete = (...words: string[]) =>
      execFileSync(
        "bash",
        [
          "-c",
          `. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _amana; printf '%s\\n' "\${COMPREPLY[@]}"`,
          script,
          "amana",
          ...words,
        ],
        { encoding: "utf8" },
      )
        .split("\n")
        .filter((word) => word !== "");
    expect(complete("sea")).toContain("search");
    expect(complete("fact", "w")).toEqual(["withdraw"]);
    expect(complete("search", "--lim")).toEqual(["--limit"]);
    expect(complete("")).toEqual(expect.arrayContaining(["init", "add", "verify", "disclose", "completion"]));
  });

  test("there is one for every shell it names", async () => {
    for (const shell of ["zsh", "fish"])
      expect((await amana(["completion", shell], { pass: undefined })).out).toContain("search");
  });
});

describe("help", () => {
  test("every verb of the issue is there with what is needed to script it, and exits 0", async () => {
    const { out, code } = await amana(["--help"], { pass: undefined });
    expect(code).toBe(exit.done);
    for (const verb of [
      "init",
      "unlock",
      "lock",
      "status",
      "doctor",
      "add",
      "ls",
      "show",
      "search",
      "fact",
      "consent",
      "disclose",
      "verify",
      "log",
      "seal",
      "backup",
      "restore",
      "completion",
    ])
      expect(out).toMatch(new RegExp(`^ {2}${verb}\\b`, "m"));
    for (const number of Object.values(exit)) expect(out).toMatch(new RegExp(`\\b${number} `));
    const add = await amana(["add", "--help"], { pass: undefined });
    expect([add.code, add.err]).toEqual([exit.done, ""]);
    for (const word of ["--vault", "--passphrase-fd", "--json", "--dry-run", "provenance.json", "Exit:"])
      expect(add.out).toContain(word);
  });
});

test("whoever reads along may stop reading", async () => {
  const pass = join(base, "pass");
  writeFileSync(pass, "obelisk quartz lantern meadow cipher plum");
  const door = new URL("./door.mjs", import.meta.url).pathname;
  const ended = execFileSync(
    "sh",
    [
      "-c",
      `"$0" "$1" log --vault "$2" --passphrase-fd 3 3<"$3" 2>"$3.err" | head -n 1`,
      process.execPath,
      door,
      dir,
      pass,
    ],
    { encoding: "utf8" },
  );
  expect(ended.split("\n").length).toBe(2);
  expect(readFileSync(`${pass}.err`, "utf8")).toBe("");
});

function bytesBelow(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...filesBelow(folder)]
      .filter(({ path }) => !/-shm$/.test(path))
      .map(({ path, bytes }) => [path.slice(folder.length), bytes.toString("base64")]),
  );
}

/** Which needles stand in files below a folder, in any encoding. */
function foundIn(folder: string): string[] {
  const found: string[] = [];
  try {
    for (const { path, bytes } of filesBelow(folder))
      for (const [what, text] of Object.entries(needles))
        if (path.includes(text) || encodingsOf(text).some((needle) => bytes.includes(needle)))
          found.push(`${what} in ${path}`);
  } catch {
    // A file that went while it was looked at.
  }
  return found;
}
