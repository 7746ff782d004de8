/** Claims about the kinds of lines: every one has an example that fits, and nothing beside what its schema names gets in (R2–R4). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkBody } from "../proposal.ts";
import { type Body, isKind, type Kind, kinds, recordTypes } from "./index.ts";

const sha = "a".repeat(64);
const id = (prefix: string) => `${prefix}_${"a".repeat(20)}`;
const blob = { name: sha, bytes: 1, key: "AGE-SECRET-KEY-PQ-1QQQ", plain_sha256: sha, plain_bytes: 1 };
const citation = {
  source: id("src"),
  sha256: sha,
  place: { type: "page", page: 3 },
  quote: "words",
  checked: "in-layer",
} as const;
const when = { said: "in August", from: "2014-08", precision: "month", calendar: "gregorian" } as const;

/** One body for each kind, with every nested object there is. */
const bodies: { readonly [K in Kind]: Body<K> } = {
  "notebook.opened": {
    notebook: sha,
    compartment: id("cmp"),
    device: id("dev"),
    device_key: sha,
    certificate: "b".repeat(128),
    seal_key: "00",
  },
  seal: { heads: [{ notebook: "a".repeat(32), size: 1, root: sha }] },
  anchor: { notebook: "a".repeat(32), size: 1, imprint: sha, token: "00", checkpoint: "note" },
  erase: {
    reason: "asked",
    decision: "hers",
    lines: [{ digest: sha, e: id("src"), k: "source.received", p: [sha], fields: ["file"], t: "t" }],
    blobs: [sha],
  },
  "hold.placed": { records: [id("src")], by: "a court", until: "2027" },
  "hold.lifted": { reason: "over" },
  "source.received": {
    file: { name: "n", folder: "f", bytes: 1, sha256: sha, type: "text/plain", modified: "m" },
    blob,
    within: { offset: 0, length: 1 },
    family: { parent: id("src"), position: 0, role: "attachment" },
    obtained: { how: "by hand", not_stated: ["from"], stated_in: "command" },
  },
  "source.described": {
    by: { type: "tool", tool: "t", version: "1" },
    title: "t",
    languages: ["ar"],
    meta: { from: "x", to: ["y"] },
  },
  "source.unread": { code: "damaged", detail: "d", partly: false },
  "source.exported": { to: "a file", why: "asked", sha256: sha },
  "source.opened": { layer: id("lay") },
  "custody.changed": { from: "a", to: "b", when: "w", why: "y" },
  "layer.made": {
    source: id("src"),
    kind: "text",
    tool: "t",
    version: "1",
    flags: [],
    languages: [],
    media_type: "application/x-ndjson",
    passages: 1,
    units: 1,
    content: { type: "blob", blob },
  },
  "person.opened": { label: "l" },
  "person.withdrawn": { reason: "r" },
  "group.opened": { label: "l", kind: "unit" },
  "group.withdrawn": { reason: "r" },
  "incident.opened": { label: "l" },
  "incident.withdrawn": { reason: "r" },
  "place.opened": {
    label: "l",
    also: ["m"],
    gazetteer: "mosul",
    geonames: "99072",
    latitude: 3_634_000,
    longitude: -4_313_000,
    precision: "district",
    within: id("plc"),
  },
  "place.withdrawn": { reason: "r" },
  "claim.made": {
    about: id("per"),
    property: "rank",
    value: { type: "date", date: when },
    said_by: { type: "words", words: "the author" },
    certainty: "possible",
    citations: [citation],
  },
  "claim.withdrawn": { reason: "r" },
  "act.alleged": {
    type: { said: "detention", code: "d" },
    method: { said: "by car", code: "m" },
    victims: [{ type: "person", person: id("per") }],
    perpetrators: [{ who: { type: "words", words: "two men", number: 2 }, degree: "carried-out", as: "guards" }],
    when,
    where: { said: "a checkpoint", place: id("plc"), precision: "near" },
    outcome: { said: "let go", code: "released" },
    perceived: [
      { ground: "gender", basis: "perceived", said: "for his hair", indicators: [{ what: "words used", citation }] },
    ],
    said_by: { type: "not-stated" },
    certainty: "probable",
    citations: [citation],
  },
  "act.withdrawn": { reason: "r" },
  "link.stated": {
    from: id("per"),
    relation: "commands",
    to: id("grp"),
    position: "emir",
    since: when,
    until: when,
    said_by: { type: "not-stated" },
    certainty: "probable",
    citations: [citation],
  },
  "link.withdrawn": { reason: "r" },
  "identity.proposed": { persons: [id("per"), `per_${"b".repeat(20)}`], reasons: ["same father's name"], tool: "t" },
  "identity.confirmed": { persons: [id("per"), `per_${"b".repeat(20)}`], reason: "r", citations: [citation] },
  "identity.refuted": { persons: [id("per"), `per_${"b".repeat(20)}`], reason: "r" },
  "identity.parted": { persons: [id("per"), `per_${"b".repeat(20)}`], reason: "r" },
  "property.defined": {
    code: "tribe",
    of: ["per"],
    value: "term",
    label: { en: "e", ar: "a", ckb: "k" },
    identity: true,
    terms: [{ code: "one", label: { en: "e", ar: "a", ckb: "k" } }],
  },
  "property.withdrawn": { reason: "r" },
  "list.imported": {
    source: id("src"),
    sha256: sha,
    list: "the registry",
    mapping: "{}",
    rows: { all: 6, opened: 1, matched: 1, unchanged: 2, proposed: 1, refused: 1 },
  },
  "note.written": { text: "t", about: id("per") },
  "consent.asked": { person: id("per"), purposes: [], recipients: [], answer: "no" },
  "consent.given": {
    person: id("per"),
    purposes: ["any"],
    recipients: ["any"],
    onward: "no",
    conditions: [],
    how: "on tape",
    citation,
  },
  "consent.narrowed": {
    person: id("per"),
    purposes: ["any"],
    recipients: ["any"],
    onward: "no",
    conditions: [],
    how: "on tape",
    citation,
  },
  "consent.withdrawn": { person: id("per"), reason: "r" },
  "disclosure.handed_over": {
    purpose: "p",
    recipient: "r",
    recipient_key: "k",
    onward: "no",
    sources: 1,
    facts: 1,
    package: { sha256: sha, bytes: 1 },
    sealed: { sha256: sha, bytes: 1 },
    contents: blob,
    withheld: 0,
  },
};

describe("every kind", () => {
  for (const k of Object.keys(kinds) as Kind[]) {
    test(`[R2] ${k}: its example fits, its names are the record's, its record type exists`, () => {
      expect(checkBody(k, bodies[k])).toEqual({ ok: true, value: k });
      for (const path of objectsIn(bodies[k]))
        for (const key of Object.keys(path.object)) expect(key).toMatch(/^[a-z][a-z0-9_]{0,31}$/);
      expect(Object.hasOwn(recordTypes, kinds[k].record)).toBe(true);
    });

    test(`[R4] ${k}: a field nobody knows is refused wherever it stands, and the refusal says where, not what`, () => {
      for (const { path, object } of objectsIn(bodies[k])) {
        // The file's own statements are the one place with free names.
        if (path.at(-1) === "meta") continue;
        const body = structuredClone(bodies[k]) as object;
        const inside = path.reduce<object>((at, key) => (at as Record<string, object>)[key] ?? at, body);
        Object.assign(inside, { surprise: "Amina" });
        const checked = checkBody(k, body);
        expect(checked.ok, `${k} at ${path.join(".")}`).toBe(false);
        if (!checked.ok) {
          expect(checked.error).toMatchObject({ type: "body-refused", kind: k });
          expect(JSON.stringify(checked.error)).not.toContain("Amina");
        }
        expect(Object.keys(object).length).toBeGreaterThan(0);
      }
    });

    test(`[R2] ${k}: a required field that is missing or of another type is refused`, () => {
      expect(checkBody(k, {}).ok && k !== "source.opened").toBe(false);
      for (const key of Object.keys(bodies[k]))
        expect(checkBody(k, { ...bodies[k], [key]: Number.NaN }).ok, key).toBe(false);
    });
  }
});

test("[R3] kinds are things somebody did: nothing is updated or deleted", () => {
  for (const k of Object.keys(kinds)) expect(k).not.toMatch(/updat|delet|chang(?!ed)|remov/);
});

test("[R4] a kind this version does not know is never written by it", () => {
  expect(isKind("source.weighed")).toBe(false);
  expect(checkBody("source.weighed", {})).toEqual({
    ok: false,
    error: { type: "body-refused", kind: "source.weighed", at: "k" },
  });
  expect(isKind("constructor")).toBe(false);
});

test("[KD-7] a list whose rows do not add up is refused", () => {
  const body = bodies["list.imported"];
  expect(checkBody("list.imported", body).ok).toBe(true);
  expect(checkBody("list.imported", { ...body, rows: { ...body.rows, refused: 2 } })).toMatchObject({
    error: { at: "rows" },
  });
});

test("[KD-4] no kind has a field for a person's orientation: what a perpetrator took somebody to be stands on the act", () => {
  const source = ["sources", "dossier", "acts", "links", "consent", "keeping", "parts"]
    .map((file) => readFileSync(new URL(`./${file}.ts`, import.meta.url), "utf8"))
    .join("\n");
  expect(source).not.toMatch(/^\s*(orientation|sexuality|gender_identity)\s*:/m);
  expect(checkBody("person.opened", { label: "l", orientation: "x" }).ok).toBe(false);
});

function objectsIn(
  body: unknown,
  path: readonly string[] = [],
): { readonly path: readonly string[]; readonly object: object }[] {
  if (typeof body !== "object" || body === null) return [];
  const own = Array.isArray(body) ? [] : [{ path, object: body }];
  return [...own, ...Object.entries(body).flatMap(([key, inner]) => objectsIn(inner, [...path, key]))];
}
