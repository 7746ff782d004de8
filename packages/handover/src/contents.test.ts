/** What goes and what stays: bytes, words, facts, names, and the lines and keys that must not travel. spec/package.md. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { erase, planErase } from "@amana/vault";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handOver } from "./hand-over.ts";
import {
  accepted,
  badOnes,
  byHand,
  court,
  keyIn,
  letter,
  newVaultFolder,
  rowsOf,
  sha,
  toHybrid,
} from "./world.testkit.ts";

let vaults: ReturnType<typeof newVaultFolder>;
beforeAll(() => {
  vaults = newVaultFolder();
});
afterAll(() => vaults.close());

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

  test("[PK-16] a link and a perception go with their rows, the groups and places they name are named, and all verifiers agree", async () => {
    const world = vaults.world();
    const { mail, witness, accused } = letter(world);
    const unit = world.append("group.opened", world.id("grp"), { label: "حرس البوابات" });
    const gate = world.append("place.opened", world.id("plc"), { label: "the gate", latitude: 1_461_200 });
    const citation = world.cite(mail, "he led the guards");
    const stated = { said_by: { type: "not-stated" as const }, certainty: "possible" as const, citations: [citation] };
    const link = world.append("link.stated", world.id("lnk"), {
      from: accused,
      relation: "commands",
      to: unit,
      position: "emir",
      since: { said: "شباط", from: "2021-02", precision: "month", calendar: "gregorian" },
      ...stated,
    });
    const act = world.append("act.alleged", world.id("act"), {
      type: { said: "taken", code: "abduction" },
      victims: [{ type: "person", person: witness }],
      perpetrators: [{ who: { type: "group", group: unit, number: 3 }, degree: "carried-out" }],
      where: { said: "by the gate", place: gate, precision: "near" },
      perceived: [{ ground: "gender", basis: "perceived", indicators: [{ what: "her work", citation }] }],
      ...stated,
    });
    const { folder, checks } = await world.open({ facts: [link, act] });
    expect(badOnes(checks)).toEqual([]);
    expect(byHand(folder, "python3").bad).toEqual([]);
    const rows = rowsOf(folder, "facts.csv");
    expect(rows.map(({ e }) => e)).toEqual([link, act]);
    expect(rows[0]).toMatchObject({ "x.relation": "commands", "x.to": unit, "x.position": "emir" });
    expect(JSON.parse(rows[1]?.["x.perceived"] ?? "")).toMatchObject([{ ground: "gender", basis: "perceived" }]);
    const records = new Set(
      readdirSync(join(folder, "data/proofs/lines")).map(
        (file) => (JSON.parse(readFileSync(join(folder, "data/proofs/lines", file), "utf8")) as { e: string }).e,
      ),
    );
    for (const id of [link, act, unit, gate, witness, accused]) expect(records).toContain(id);
    // The letter itself was not chosen: the page both rest on is counted, once.
    expect(rowsOf(folder, "withheld.csv")).toContainEqual({ what: "cited source", count: "1", reason: "not selected" });
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
