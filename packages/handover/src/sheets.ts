/** What a person opens first: the tables of items, facts and what was left out, and the conditions. spec/package.md PK-12 to PK-17. */
import type { JsonObject } from "@amana/format";
import type { Consented } from "./consent.ts";
import { type Entry, textEntry } from "./entry.ts";
import type { Order } from "./order.ts";
import type { Selection, Standing } from "./selection.ts";
import { derived, tableText } from "./table.ts";

const itemColumns = [
  "e",
  "x.file.sha256",
  "x.file.bytes",
  "x.file.type",
  "x.file.name",
  "x.family.parent",
  "x.obtained.how",
  "x.obtained.from",
  "x.obtained.by",
  "x.obtained.when",
  "x.obtained.where",
  "x.obtained.circumstances",
  "x.obtained.custodian",
];

/** Of claims, acts and links alike: what a kind does not have stays empty. */
const factColumns = [
  "k",
  "t",
  "x.about",
  "x.property",
  "x.value",
  "x.incident",
  "x.type.said",
  "x.type.code",
  "x.method.said",
  "x.method.code",
  "x.victims",
  "x.perpetrators",
  "x.when",
  "x.where",
  "x.outcome.said",
  "x.outcome.code",
  "x.perceived",
  "x.from",
  "x.relation",
  "x.to",
  "x.position",
  "x.since",
  "x.until",
  "x.said_by",
  "x.certainty",
  "x.note",
];
const citationColumns = ["c.source", "c.sha256", "c.place", "c.layer", "c.quote", "c.checked"];

/** `lineAt` gives a line's exact text. */
export function sheets(
  order: Order,
  { items, facts, withheld }: Selection,
  consented: Consented,
  lineAt: (line: Standing) => string,
): readonly Entry[] {
  const numberOf = new Map(items.map(({ source, item }) => [source, item]));
  const itemRows = items.map(({ item, path, source, line }) => {
    const parsed = JSON.parse(lineAt(line)) as JsonObject;
    const basis = consented.basis.get(source)?.join(" ") ?? "nobody on record is concerned";
    return [item, path, line.digest, ...itemColumns.map((column) => derived(parsed, column)), basis];
  });
  const factRows = facts.flatMap(({ fact, line, citations }) => {
    const parsed = JSON.parse(lineAt(line)) as JsonObject;
    const values = factColumns.map((column) => derived(parsed, column));
    return citations.map((citation, n) => {
      const item = numberOf.get(citation.source) ?? "";
      const cited = citationColumns.map((column) => derived(citation as unknown as JsonObject, column.slice(2)));
      return [fact, line.digest, derived(parsed, "e"), String(n + 1).padStart(3, "0"), item, ...values, ...cited];
    });
  });
  return [
    textEntry("data/conditions.md", conditionsText(order, consented)),
    textEntry(
      "data/facts.csv",
      tableText(["fact", "line", "e", "citation", "item", ...factColumns, ...citationColumns], factRows),
    ),
    textEntry("data/items.csv", tableText(["item", "path", "line", ...itemColumns, "consent_basis"], itemRows)),
    textEntry(
      "data/withheld.csv",
      tableText(
        ["what", "count", "reason"],
        withheld.map(({ what, count, reason }) => [what, String(count), reason]),
      ),
    ),
  ];
}

const onwardWords = {
  no: "Not allowed: what is in this package stays with the recipient.",
  "ask-first": "Ask us first, each time.",
  yes: "Allowed, under the conditions below.",
} as const;

/** Conditions the vocabulary knows, in a sentence; others travel under their code. */
const conditionWords: Readonly<Record<string, string>> = {
  "lead-only": "Only to find new evidence, not to be used as evidence itself (Rome Statute, article 54(3)(e)).",
  "no-death-penalty": "Not in proceedings that can end in a death sentence.",
};

function conditionsText({ purpose, recipient, onward }: Order, { conditions }: Consented): string {
  const parts = [
    "# Conditions",
    "Everybody on our record whom this package concerns agreed to this purpose and this recipient, and to no other.",
    `Purpose: ${purpose}`,
    `Recipient: ${recipient}`,
    `Onward transfer: ${onward}. ${onwardWords[onward]}`,
    "## Conditions of single items and facts",
    conditions.size === 0 ? "None." : "",
  ];
  for (const [code, numbers] of conditions) {
    const words = Object.hasOwn(conditionWords, code) ? `\n${conditionWords[code]}` : "";
    parts.push(`### ${code}${words}`, numbers.join("\n"));
  }
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
