/** For tests: a dossier of invented people with everything a report must cope with, and ways to read a document back. */
import { propose } from "@amana/record";
import type { Vault } from "@amana/vault";
import { newId } from "../../../vault/src/vault.testkit.ts";
import { act, claim, keep, link, sourceNamed } from "../dossier/world.testkit.ts";
import type { Document, Inline, Note, Part } from "../press/document.ts";

export type ReportWorld = ReturnType<typeof reportWorld>;

export function reportWorld(vault: Vault) {
  const letter = sourceNamed("letter of the baker.pdf", "letter");
  const notebook = sourceNamed("notes by Nesrin Madeup", "notes");
  const unused = sourceNamed("nothing is cited from this", "unused");
  const open = (type: "per" | "grp" | "inc" | "plc", label: string) => {
    const kind = ({ per: "person", grp: "group", inc: "incident", plc: "place" } as const)[type];
    const id = newId(type);
    return { id, proposal: propose(`${kind}.opened`, id, { label }) };
  };
  const nesrin = open("per", "Nesrin Madeup");
  const karim = open("per", "كريم المخترع");
  const witness = open("per", "Hawraz Onlooker");
  const mizan = open("per", "Abu Mizan");
  const emir = open("per", "Saqr Fiction");
  const guard = open("grp", "Gate Guard");
  const office = open("grp", "Office of Invention");
  const raid = open("inc", "Raid on the mill");
  const mill = open("plc", "Madeup Mill");
  const person = (id: string) => ({ type: "person" as const, person: id });
  const day = (from: string) => ({
    said: `on ${from}`,
    from,
    precision: "day" as const,
    calendar: "gregorian" as const,
  });
  const quoting = (source: string, quote: string, page = 3) => ({
    citations: [
      { source, sha256: "c".repeat(64), place: { type: "page" as const, page }, quote, checked: "in-layer" as const },
    ],
  });

  const withdrawn = claim(nesrin.id, "occupation", "sorcery teacher", letter.id);
  const flogging = act(letter.id, {
    type: { said: "they beat her before all", code: "flogging" },
    incident: raid.id,
    victims: [person(nesrin.id), { type: "not-known", number: 3 }],
    perpetrators: [
      { who: person(mizan.id), degree: "ordered", as: "head of the gate" },
      { who: { type: "group", group: guard.id } },
    ],
    when: { ...day("2014-08-03"), said: "the day after Nesrin came" },
    where: { said: "behind the mill", place: mill.id },
    said_by: person(witness.id),
    certainty: "probable",
    perceived: [
      {
        ground: "gender-roles",
        basis: "perceived",
        said: "a woman must not bake alone",
        indicators: [
          {
            what: "her short hair",
            citation: {
              source: notebook.id,
              sha256: "d".repeat(64),
              place: { type: "paragraph", paragraph: 2 },
              checked: "by-eye",
            },
          },
        ],
      },
    ],
    ...quoting(letter.id, "They took Nesrin to the yard."),
  });
  const detention = act(letter.id, {
    type: { said: "حبسوه", code: "detention" },
    victims: [person(karim.id)],
    perpetrators: [{ who: person(mizan.id) }],
    when: day("2015-02"),
    ...quoting(letter.id, "أخذوا وكريم معهم إلى السجن", 4),
  });
  const statements = [
    claim(nesrin.id, "name", "Nesrin Madeup", letter.id),
    claim(nesrin.id, "birth", "", letter.id, {
      value: { type: "date", date: day("1990-01-02") },
      said_by: person(witness.id),
    }),
    claim(nesrin.id, "birth", "", notebook.id, { value: { type: "date", date: day("1991-05-06") } }),
    claim(nesrin.id, "sex", "female", letter.id),
    claim(nesrin.id, "age", "", letter.id, { value: { type: "number", number: 24 } }),
    claim(nesrin.id, "status", "survivor", letter.id),
    claim(nesrin.id, "found-through", "A neighbour wrote", letter.id),
    claim(karim.id, "sex", "ذكر", letter.id),
    claim(karim.id, "occupation", "baker {not a placeholder}", letter.id),
    claim(mizan.id, "kunya", "Abu Mizan", letter.id),
    claim(raid.id, "summary", "The mill was surrounded.", letter.id),
    link(mizan.id, "commands", guard.id, letter.id, { position: "head", since: day("2014-06"), until: day("2015-03") }),
    link(emir.id, "commands", office.id, letter.id, { position: "emir" }),
    claim(emir.id, "alleged-as", "emir of the office", letter.id),
    link(guard.id, "unit-of", office.id, letter.id),
    flogging,
    detention,
  ];
  keep(vault, [
    ...[letter, notebook, unused, nesrin, karim, witness, mizan, emir, guard, office, raid, mill].map(
      (each) => each.proposal,
    ),
    withdrawn,
    ...statements,
  ]);
  keep(vault, [propose("claim.withdrawn", withdrawn.e, { reason: "a slip of the pen" })]);
  return {
    vault,
    letter: letter.id,
    notebook: notebook.id,
    nesrin: nesrin.id,
    karim: karim.id,
    witness: witness.id,
    mizan: mizan.id,
    emir: emir.id,
    guard: guard.id,
    raid: raid.id,
    flogging: flogging.e,
    detention: detention.e,
    withdrawn: withdrawn.e,
    /** Everything that stands. */
    statements: statements.map(({ e }) => e),
    agree(who: string, conditions: readonly string[] = []) {
      keep(vault, [
        propose("consent.given", newId("con"), {
          person: who,
          purposes: ["criminal-investigation"],
          recipients: ["The Court"],
          onward: "no",
          conditions: [...conditions],
          how: "on paper",
        }),
      ]);
    },
  };
}

/** The whole document taken out, part by part, as a writer would. */
export interface Taken {
  readonly document: Document;
  readonly parts: readonly Part[];
  readonly notes: readonly Note[];
  /** Every word of it, footnotes, cover and mark included. */
  readonly words: string;
}

export async function taken(document: Document): Promise<Taken> {
  const parts: Part[] = [];
  for await (const part of document.parts) {
    const blocks = [...part.blocks].map((block) =>
      block.kind === "table" ? { ...block, rows: [...block.rows] } : block,
    );
    parts.push({ ...part, blocks });
  }
  const notes: Note[] = [];
  walk(parts, (inline) => {
    if (typeof inline !== "string" && inline.kind === "note") notes.push(inline);
  });
  const { parts: _, ...front } = document;
  return { document, parts, notes, words: JSON.stringify([front, parts]) };
}

function walk(value: unknown, meet: (inline: Inline) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, meet);
  else if (typeof value === "object" && value !== null) {
    if ("kind" in value) meet(value as Inline);
    for (const each of Object.values(value)) walk(each, meet);
  }
}

/** The words alone, as they are read, notes in their place. */
export function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(wordsOf).join("");
  if (typeof value !== "object" || value === null) return "";
  if ("text" in value && typeof value.text === "string") return value.text;
  return "inlines" in value ? wordsOf(value.inlines) : Object.values(value).map(wordsOf).join(" ");
}

/** Every link in a piece of the document. */
export function linksIn(value: unknown): readonly string[] {
  const links: string[] = [];
  walk(value, (inline) => {
    if (typeof inline !== "string" && inline.kind === "link") links.push(inline.to);
  });
  return links;
}
