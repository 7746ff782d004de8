/** Whose consent is asked, and that without it nothing leaves. record/rules/consent.ts; design: consent governs what leaves. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planHandOver } from "./hand-over.ts";
import type { Order } from "./order.ts";
import { court, newVaultFolder, rowsOf, type SmallWorld } from "./world.testkit.ts";

let vaults: ReturnType<typeof newVaultFolder>;
beforeAll(() => {
  vaults = newVaultFolder();
});
afterAll(() => vaults.close());

/** One interview, its witness, one fact. */
function interview() {
  const world = vaults.world();
  const source = world.source("interview.txt", "what she said");
  const witness = world.person("WITNESS-LABEL");
  const fact = world.claim(witness, source, "what she said", witness);
  return { world, source, witness, fact };
}

function missing(world: SmallWorld, wish: Order["wish"], more: Partial<Order> = {}) {
  world.vault.project();
  const plan = planHandOver(world.vault.view, { ...court, wish, ...more });
  if (!plan.ok) throw new Error(plan.error.type);
  return plan.value.consent.missing.map(({ person, why }) => [person, why]);
}

describe("refused", () => {
  test("a person who was never asked: nothing is written, no line either, and the refusal holds an id and no name", async () => {
    const { world, source, witness } = interview();
    world.vault.project();
    const lines = world.vault.view.counts().lines;
    const { handed } = await world.hand({ sources: [source] });
    expect(handed).toEqual({
      ok: false,
      error: {
        type: "consent-missing",
        missing: [{ type: "consent-missing", person: witness, why: "never-asked" }],
        concerned: 1,
      },
    });
    expect(JSON.stringify(handed)).not.toContain("WITNESS-LABEL");
    expect(readdirSync(world.out)).toEqual([]);
    expect(world.vault.view.counts().lines).toBe(lines);
    world.close();
  });

  test("another purpose, another recipient, onward transfer that was not agreed", () => {
    const { world, source, witness, fact } = interview();
    world.consent(witness, { onward: "ask-first" });
    for (const wish of [{ sources: [source] }, { facts: [fact] }, { persons: [witness] }, { all: true }]) {
      expect(missing(world, wish)).toEqual([]);
      expect(missing(world, wish, { onward: "ask-first" })).toEqual([]);
      expect(missing(world, wish, { onward: "yes" })).toEqual([[witness, "onward-not-agreed"]]);
      expect(missing(world, wish, { purpose: "journalism" })).toEqual([[witness, "other-purpose"]]);
      expect(missing(world, wish, { recipient: "A Newspaper" })).toEqual([[witness, "other-recipient"]]);
    }
    world.close();
  });

  test("the next package after a withdrawal, though the one before left", async () => {
    const { world, source, witness } = interview();
    const consent = world.consent(witness);
    world.vault.project();
    expect((await world.hand({ sources: [source] })).handed.ok).toBe(true);
    world.append("consent.withdrawn", consent, { person: witness, reason: "afraid" });
    const { handed } = await world.hand({ sources: [source] });
    expect(handed).toMatchObject({
      error: { type: "consent-missing", missing: [{ person: witness, why: "withdrawn" }] },
    });
    expect(readdirSync(world.out).sort()).toEqual(["package-1.age", "package-1.tar"]);
    world.close();
  });

  test("one of two persons is enough to stop it, and each who has not agreed is listed", () => {
    const { world, source, witness } = interview();
    const second = world.person("another");
    const third = world.person("a third");
    for (const person of [second, third]) world.claim(person, source, "also there");
    world.consent(witness);
    expect(missing(world, { sources: [source] })).toEqual([second, third].sort().map((id) => [id, "never-asked"]));
    world.close();
  });
});

describe("who is asked", () => {
  test("victims and sayers are; somebody only accused is not; somebody accused and wronged is", () => {
    const { world, source, witness } = interview();
    world.consent(witness);
    const accused = world.person("accused");
    const victim = world.person("victim");
    const act = world.act(victim, accused, source, "taken");
    expect(missing(world, { facts: [act] })).toEqual([[victim, "never-asked"]]);
    world.consent(victim);
    expect(missing(world, { facts: [act], sources: [source] })).toEqual([]);
    world.claim(accused, source, "a commander");
    expect(missing(world, { all: true })).toEqual([]);
    world.act(accused, victim, source, "taken in turn");
    expect(missing(world, { all: true })).toEqual([[accused, "never-asked"]]);
    world.close();
  });

  test("persons in the attachment are asked when the letter goes, and those in the letter are not when the attachment goes", () => {
    const { world, witness } = interview();
    const mail = world.source("mail.eml", "see attached");
    const list = world.source("list.txt", "names", { family: { parent: mail, position: 1, role: "attachment" } });
    const listed = world.person("on the list");
    world.claim(listed, list, "names");
    world.claim(witness, mail, "see attached");
    expect(missing(world, { sources: [mail] })).toEqual([listed, witness].sort().map((id) => [id, "never-asked"]));
    expect(missing(world, { sources: [list] })).toEqual([[listed, "never-asked"]]);
    world.close();
  });

  test("the same bytes received again concern the same persons, also inside another letter", () => {
    const { world, source, witness } = interview();
    const again = world.source("copy.txt", "what she said", { same_bytes_as: source });
    const mail = world.source("mail.eml", "here it is");
    world.source("attached.txt", "what she said", {
      same_bytes_as: source,
      family: { parent: mail, position: 1, role: "attachment" },
    });
    for (const id of [again, mail]) expect(missing(world, { sources: [id] })).toEqual([[witness, "never-asked"]]);
    world.close();
  });

  test("a letter received again, and not taken apart again, concerns the persons in the attachment of the first", () => {
    const { world, witness } = interview();
    const mail = world.source("mail.eml", "letter with a list in it");
    const list = world.source("list.txt", "a list", { family: { parent: mail, position: 1, role: "attachment" } });
    world.claim(witness, list, "a list");
    const again = world.source("mail (2).eml", "letter with a list in it", { same_bytes_as: mail });
    expect(missing(world, { sources: [again] })).toEqual([[witness, "never-asked"]]);
    world.close();
  });

  test("taking her facts back does not let her words out: a withdrawn consent still stops the source", () => {
    const { world, source, witness, fact } = interview();
    const consent = world.consent(witness);
    world.append("consent.withdrawn", consent, { person: witness });
    world.append("claim.withdrawn", fact, { reason: "she withdrew" });
    expect(missing(world, { sources: [source] })).toEqual([[witness, "withdrawn"]]);
    world.close();
  });

  test("a fact taken back about somebody who is in no register does not block the source for ever", () => {
    const { world, source, witness } = interview();
    world.consent(witness);
    const wrong = world.claim(world.person("somebody else"), source, "mistaken");
    world.append("claim.withdrawn", wrong, { reason: "another person" });
    expect(missing(world, { sources: [source] })).toEqual([]);
    world.close();
  });

  test("a fact alone asks those it concerns, not everybody in the source it cites", () => {
    const { world, source, witness, fact } = interview();
    world.claim(world.person("another"), source, "also there");
    world.consent(witness);
    expect(missing(world, { facts: [fact] })).toEqual([]);
    world.close();
  });
});

describe("what travels with it", () => {
  test("where two consents cover it, the conditions of both", async () => {
    const { world, source, witness } = interview();
    const consents = [
      world.consent(witness, { conditions: ["lead-only"] }),
      world.consent(witness, { conditions: ["no-death-penalty", "own-code"], recipients: ["any"] }),
      world.consent(witness, { conditions: ["not-this-one"], purposes: ["journalism"] }),
    ];
    const { folder } = await world.open({ sources: [source] });
    const sheet = readFileSync(`${folder}/data/conditions.md`, "utf8");
    expect(sheet.match(/^### .*$/gm)).toEqual(["### lead-only", "### no-death-penalty", "### own-code"]);
    expect(rowsOf(folder, "items.csv")[0]?.["consent_basis"]).toBe(consents.slice(0, 2).sort().join(" "));
    world.close();
  });
});

describe("an order that is none", () => {
  test("is refused before anything is looked up: purpose, recipient, ids, nothing chosen", async () => {
    const { world, source, fact } = interview();
    const refusal = async (wish: Order["wish"], more: Partial<Order> = {}) => {
      const { handed } = await world.hand(wish, more);
      return handed.ok ? "handed over" : handed.error.type;
    };
    expect(await refusal({ sources: [source] }, { purpose: "Not A Code" })).toBe("purpose-malformed");
    for (const recipient of ["", "  ", "a\nPurpose: other", "a\u202eb", "x".repeat(1_001)])
      expect(await refusal({ sources: [source] }, { recipient })).toBe("recipient-name-malformed");
    expect(await refusal({ sources: [fact] })).toBe("id-not-known");
    expect(await refusal({ persons: [world.id("per")] })).toBe("id-not-known");
    expect(await refusal({})).toBe("nothing-chosen");
    expect(readdirSync(world.out)).toEqual([]);
    world.close();
  });
});
