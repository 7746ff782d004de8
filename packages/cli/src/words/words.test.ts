/** Claims about sentences: three languages say the same thing, with the same facts, and every refusal has one. */
import { readdirSync, readFileSync } from "node:fs";
import type { BlobProblem, EraseRefusal, IdRefusal, VaultTrouble } from "@amana/vault";
import { describe, expect, test } from "vitest";
import { sentences as all, languageOf, type Sentence, say } from "./index.ts";

const { en, ar, ckb } = all;
const sentences = Object.keys(en) as Sentence[];
const factsIn = (text: string) => [...text.matchAll(/\{([a-zA-Z0-9]+)\}/g)].map(([, fact]) => fact).sort();
/** Commands, options and file names: the same in every language. */
const fixedIn = (text: string) =>
  [...text.matchAll(/amana [a-z]+|--[a-z-]+|[a-z]+\.(?:age|db|json)/g)].map(([each]) => each).sort();

describe("every sentence", () => {
  for (const [language, words] of Object.entries({ ar, ckb }))
    test(`${language}: is there, is not the English one, and fills in the same facts`, () => {
      expect(Object.keys(words).sort()).toEqual([...sentences].sort());
      for (const sentence of sentences) {
        expect(words[sentence], sentence).not.toBe(en[sentence]);
        expect(words[sentence], sentence).toMatch(/[\u0600-\u06ff]/);
        expect([...new Set(factsIn(words[sentence]))], sentence).toEqual([...new Set(factsIn(en[sentence]))]);
      }
    });

  for (const [language, words] of Object.entries({ ar, ckb }))
    test(`${language}: names the same commands, options and files`, () => {
      for (const sentence of sentences)
        expect([...new Set(fixedIn(words[sentence]))], sentence).toEqual([...new Set(fixedIn(en[sentence]))]);
    });

  test("Sorani is written in Sorani letters, not in Arabic ones that look alike", () => {
    for (const sentence of sentences) expect(ckb[sentence].replace(/«[^»]*»/g, ""), sentence).not.toMatch(/[يكىة]/);
  });
});

/** What a vault can refuse, with the facts it brings: a new one does not compile until it stands here. */
const troubles: { readonly [T in VaultTrouble as T["type"]]: T } & { readonly [T in IdRefusal as T["type"]]: T } & {
  readonly [T in EraseRefusal as T["type"]]: T;
} & { readonly [T in BlobProblem as T["type"]]: T } = {
  "no-vault": { type: "no-vault" },
  "vault-exists": { type: "vault-exists" },
  "vault-newer": { type: "vault-newer", format: 2 },
  "vault-file-damaged": { type: "vault-file-damaged" },
  "vault-file-missing": { type: "vault-file-missing" },
  "keys-missing": { type: "keys-missing" },
  "keys-damaged": { type: "keys-damaged" },
  "wrong-passphrase": { type: "wrong-passphrase" },
  locked: { type: "locked" },
  "in-use": { type: "in-use" },
  "database-missing": { type: "database-missing" },
  "database-damaged": { type: "database-damaged", code: "SQLITE_CORRUPT" },
  "disk-full": { type: "disk-full" },
  "read-only": { type: "read-only" },
  "disk-error": { type: "disk-error", code: "EIO" },
  "socket-not-private": { type: "socket-not-private" },
  "blob-missing": { type: "blob-missing", blob: "ab" },
  "blob-damaged": { type: "blob-damaged", blob: "ab" },
  "blob-name-malformed": { type: "blob-name-malformed" },
  "blob-key-malformed": { type: "blob-key-malformed", blob: "ab" },
  "blob-cipher-differs": { type: "blob-cipher-differs", blob: "ab" },
  "blob-does-not-open": { type: "blob-does-not-open", blob: "ab", why: { type: "header-cut-short" } },
  "blob-plain-differs": { type: "blob-plain-differs", blob: "ab" },
  "body-refused": { type: "body-refused", kind: "note.written", at: "text" },
  "locked-while-working": { type: "locked-while-working" },
  "id-malformed": { type: "id-malformed" },
  "id-not-known": { type: "id-not-known", id: "src_a" },
  "id-ambiguous": { type: "id-ambiguous", id: "src_a", matches: [] },
  "erase-refused-hold": { type: "erase-refused-hold", record: "src_a" },
  "erase-refused-shared": { type: "erase-refused-shared", record: "src_a", others: "src_b" },
  "erase-refused-family": { type: "erase-refused-family", record: "src_a", parent: "src_b" },
};

test("every trouble of a vault is one sentence in each language, with no gap left open", () => {
  for (const trouble of Object.values(troubles)) {
    const facts = Object.fromEntries(
      Object.entries(trouble).filter((entry): entry is [string, string | number] => typeof entry[1] !== "object"),
    );
    for (const language of ["en", "ar", "ckb"] as const) {
      const said = say(language, trouble.type, facts);
      expect(said, trouble.type).not.toBe(trouble.type);
      expect(said, trouble.type).not.toMatch(/[{}]/);
    }
  }
});

test("every sentence a command names exists", () => {
  const folder = new URL("../", import.meta.url);
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("words") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  for (const [, sentence = ""] of code.matchAll(/new Stop\(exit\.\w+, "([a-z-]+)"/g))
    expect(sentences).toContain(sentence);
});

test("the language is taken from --lang, then from the system; anything else is English", () => {
  expect([
    languageOf("ar"),
    languageOf("ckb"),
    languageOf("ckb_IQ.UTF-8"),
    languageOf("ar-IQ"),
    languageOf("fr"),
    languageOf(""),
  ]).toEqual(["ar", "ckb", "ckb", "ar", "en", "en"]);
});
