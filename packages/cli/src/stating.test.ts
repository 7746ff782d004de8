/** Claims about stating the dossier through the command line: many to one act, perception on the act, links, places, refusals. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testVaults } from "../../vault/src/vault.testkit.ts";
import { amana, forgetRuntime, type Ran } from "./amana.testkit.ts";
import { exit } from "./exit.ts";
import { register, rooms } from "./register/index.ts";

const vaults = testVaults();
const base = mkdtempSync(join(tmpdir(), "amana-test-stating-"));
const dir = vaults.fresh();
const run = (...args: string[]): Promise<Ran> => amana([...args, "--vault", dir, "--json"]);
const one = (ran: Ran): Record<string, unknown> => ran.json()[0] ?? {};
const opened = (ran: Ran): string[] => one(ran)["opened"] as string[];
let cited: readonly string[] = [];

beforeAll(async () => {
  writeFileSync(
    join(base, "letter.txt"),
    "Practice: invented.\n\nThe guards stopped the car. Their emir gave the order.\n\nThey said his hair was long.\n",
  );
  const added = await run("add", join(base, "letter.txt"));
  expect(added.code, added.err).toBe(exit.done);
  const source = String(one(await run("ls"))["id"]);
  cited = ["--source", source, "--quote", "Their emir gave the order", "--said-by", "the miller"];
});
afterAll(() => {
  vaults.remove();
  rmSync(base, { recursive: true, force: true });
  forgetRuntime();
});

test("one act holds a unit, its emir and strangers, each with their part, and why they say they did it", async () => {
  const kept = await run(
    ...["fact", "add", "--what", "abduction", "--when", "2021-02-12", "--where", "the gate", "--outcome", "released"],
    ...["--who", "group:the Guard=carried-out", "--who", "Invented Emir=ordered as emir", "--who", "unknown#2=present"],
    ...["--to-whom", "Invented Weaver", "--to-whom", "words:his brothers#2", "--incident", "the evening at the gate"],
    ...["--ground", "gender-roles", "--basis", "perceived", "--reason-given", "long hair", "--indicator", "his hair"],
    ...cited,
  );
  expect(kept.code, kept.err).toBe(exit.done);
  expect(
    opened(kept)
      .map((id) => id.slice(0, 3))
      .sort(),
  ).toEqual(["grp", "inc", "per", "per"]);
  const fact = one(await run("fact", "show", String(one(kept)["id"])))["fact"] as Record<string, unknown>;
  expect(fact).toMatchObject({
    type: { said: "abduction", code: "abduction" },
    victims: [{ type: "person" }, { type: "words", words: "his brothers", number: 2 }],
    perpetrators: [
      { who: { type: "group" }, degree: "carried-out" },
      { who: { type: "person" }, degree: "ordered", as: "emir" },
      { who: { type: "not-known", number: 2 }, degree: "present" },
    ],
    perceived: [{ ground: "gender-roles", basis: "perceived", said: "long hair", indicators: [{ what: "his hair" }] }],
  });
  // The group of that name is the one that is here now; a person of the same name is another person until somebody decides.
  const again = await run(
    "fact",
    "add",
    "--what",
    "threat",
    "--who",
    "group:the Guard",
    "--to-whom",
    "Invented Weaver",
    ...cited,
  );
  expect(opened(again).map((id) => id.slice(0, 3))).toEqual(["per"]);
});

test("a link is read in both directions, withdrawn with a reason, and stands on more than one page", async () => {
  const linked = await run(
    "fact",
    "link",
    "new:Second Emir",
    "commands",
    "group:the Guard",
    "--since",
    "2021-01",
    ...cited,
  );
  expect(linked.code, linked.err).toBe(exit.done);
  const id = String(one(linked)["id"]);
  const [commander = ""] = opened(linked);
  expect((await run("fact", "show", commander)).json().map((each) => each["id"])).toEqual([id]);
  const source = cited[1] ?? "";
  const another = await run("fact", "cite", id, "--source", source, "--quote", "The guards stopped the car");
  expect(another.code, another.err).toBe(exit.done);
  expect((await run("fact", "cite", id, "--source", source, "--quote", "The guards stopped the car")).code).toBe(
    exit.usage,
  );
  const body = one(await run("fact", "show", id))["fact"] as { citations: unknown[] };
  expect(body.citations).toHaveLength(2);
  expect((await run("fact", "withdraw", id, "--reason", "misread")).code).toBe(exit.done);
  expect(one(await run("fact", "show", id))["withdrawn"]).toMatchObject({ reason: "misread" });
});

test("what cannot be meant is refused with exit 2, and nothing is kept", async () => {
  const before = (await run("log")).json().length;
  const refused: readonly (readonly string[])[] = [
    ["fact", "add", "--what", "abduction", "--who", "Somebody=danced", ...cited],
    ["fact", "add", "--what", "abduction", "--code", "no-such-term", ...cited],
    ["fact", "add", "--what", "abduction", "--indicator", "his hair", ...cited],
    ["fact", "add", "--what", "abduction", "--who", "incident:the evening", ...cited],
    ["fact", "add", "--what", "abduction", "--where", "x", "--place", "no such town", ...cited],
    ["fact", "add", "--about", "group:the Guard", "--property", "birth", "--value", "1990", ...cited],
    ["fact", "add", "--person", "A", "--property", "self-description", "--value", "…", ...cited],
    ["fact", "link", "group:the Guard", "commands", "A", ...cited],
    ["fact", "link", "A", "admires", "group:the Guard", ...cited],
    ["property", "define", "orientation", "--of", "person", "--en", "o", "--ar", "ا", "--ckb", "ئ"],
    ["open", "place", "here", "--at", "somewhere"],
  ];
  for (const args of refused) expect((await run(...args)).code, args.join(" ")).toBe(exit.usage);
  expect((await run("log")).json().length).toBe(before);
});

test("a property of one's own is data: defined, listed, stated, and the same code is not taken twice", async () => {
  const define = () =>
    run("property", "define", "school", "--of", "person", "--en", "school", "--ar", "مدرسة", "--ckb", "قوتابخانە");
  expect((await define()).code).toBe(exit.done);
  expect((await define()).code).toBe(exit.usage);
  const listed = (await run("fact", "properties")).json().map((each) => each["code"]);
  expect(listed).toContain("school");
  expect(
    (await run("fact", "add", "--person", "Pupil", "--property", "school", "--value", "the mill", ...cited)).code,
  ).toBe(exit.done);
});

test("a place of the gazetteer is opened once, whoever names it and in whatever script; its town, not its governorate", async () => {
  const born = (place: string) =>
    run(
      "fact",
      "add",
      "--person",
      "new:Born There",
      "--property",
      "birth-place",
      "--value",
      place,
      "--place",
      place,
      ...cited,
    );
  for (const typed of ["Raqqa", "الرقة", "raqqa"]) {
    const kept = await born(typed);
    expect(kept.code, kept.err).toBe(exit.done);
  }
  const places = (await run("log")).json().filter((line) => line["k"] === "place.opened");
  expect(places).toHaveLength(1);
});

test("a GeoNames file opens its places once; a line that is none is named by its number, the rest is kept", async () => {
  const row = (id: string, name: string) =>
    [
      id,
      name,
      name,
      `${name}a`,
      "36.3",
      "43.1",
      "P",
      "PPL",
      "IQ",
      "",
      "",
      "",
      "",
      "",
      "0",
      "",
      "0",
      "Asia/Baghdad",
      "2020-01-01",
    ].join("\t");
  const file = join(base, "IQ.txt");
  writeFileSync(
    file,
    `${row("910001", "Inventedton")}\nnot a place\n${row("910002", "Madeupville")}\r\n${"x".repeat(200_000)}\n`,
  );
  const first = await run("places", "import", file);
  expect(first.code).toBe(exit.partly);
  expect(one(first)).toMatchObject({ opened: 2, here: 0, refused: [{ line: 2 }, { line: 4 }] });
  expect(one(await run("places", "import", file))).toMatchObject({ opened: 0, here: 2 });
  const stated = await run(
    "fact",
    "add",
    "--person",
    "new:Lived There",
    "--property",
    "residence",
    "--value",
    "m",
    "--place",
    "madeupville",
    ...cited,
  );
  expect(stated.code, stated.err).toBe(exit.done);
});

test("[KD-8] consent is narrowed to less than before, never to more", async () => {
  const person = String(one(await run("open", "person", "Narrowing Person"))["id"]);
  const give = [
    "consent",
    "give",
    person,
    "--purpose",
    "criminal-investigation",
    "--purpose",
    "research",
    "--to",
    "any",
    "--how",
    "said",
  ];
  expect((await run(...give)).code).toBe(exit.done);
  const narrow = (...purposes: string[]) =>
    run(
      "consent",
      "narrow",
      person,
      ...purposes.flatMap((each) => ["--purpose", each]),
      "--to",
      "Office One",
      "--how",
      "by phone",
    );
  expect((await narrow("publication")).code).toBe(exit.usage);
  expect((await narrow("criminal-investigation")).code).toBe(exit.done);
  expect(one(await run("consent", "show", person))).toMatchObject({
    state: "given",
    purposes: ["criminal-investigation"],
    recipients: ["Office One"],
  });
});

test("each room registers the verbs it is listed with, so that a verb is found wherever it stands", async () => {
  const { Command } = await import("commander");
  for (const { verbs } of rooms) {
    for (const verb of verbs) {
      const program = new Command();
      await register(program, () => async () => undefined, verb);
      expect(program.commands.map((command) => command.name())).toContain(verb);
    }
  }
});
