/** The published test vectors of the age project (C2SP CCTV), run against both ways of opening. spec/blob.md BL-1, BL-6. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bytesSource, type OpenKey, openBytes, parseIdentity, passphraseKey, recoverFile } from "./index.ts";

type Vectors = Readonly<Record<string, Uint8Array>>;
const vectors: Vectors = createRequire(import.meta.url)("cctv-age");

/** Refusals of ours that answer to each expectation of the suite. */
const answers: Readonly<Record<string, readonly string[]>> = {
  "no match": ["key-does-not-fit"],
  "HMAC failure": ["header-altered"],
  "header failure": [
    "not-an-age-file",
    "header-malformed",
    "header-cut-short",
    "stanza-malformed",
    "work-factor-too-high",
    "recipients-mixed",
  ],
  "payload failure": ["payload-cut-short", "payload-altered", "payload-overlong"],
};

/** Where we refuse what the suite accepts, on purpose. */
const stricter: Readonly<Record<string, string>> = {
  hybrid_and_x25519: "recipients-mixed",
};

describe("published age vectors", () => {
  const all = Object.entries(vectors).filter(([, bytes]) => bytes instanceof Uint8Array);
  test("[BL-1] the suite is there", () => {
    expect(all.length).toBeGreaterThan(100);
  });

  for (const [name, bytes] of all) {
    const { fields, file } = parse(bytes);
    // ASCII armour is for e-mail bodies; blobs and hand-overs are binary, and no armour is read here.
    test.skipIf(fields.get("armored")?.[0] === "yes")(`[BL-6] ${name}: ${fields.get("expect")?.[0]}`, () => {
      const keys = keysOf(fields);
      // An identity that cannot even be read cannot match: the suite counts both as failure.
      const expected = fields.get("expect")?.[0] ?? "";
      const opened = openBytes(file, keys);
      const refusal = stricter[name];
      if (refusal !== undefined) {
        expect(opened).toEqual({ ok: false, error: { type: refusal } });
      } else if (expected === "success") {
        expect(opened.ok && sha256(opened.value)).toBe(fields.get("payload")?.[0]);
      } else {
        expect(opened.ok ? "opened" : opened.error.type).toBeOneOf([...(answers[expected] ?? [])]);
      }
    });

    const released = fields.get("payload")?.[0];
    if (released !== undefined && stricter[name] === undefined && fields.get("armored") === undefined) {
      test(`[BL-5] ${name}: recovery hands out exactly the authentic beginning`, () => {
        const hash = createHash("sha256");
        const recovered = recoverFile(bytesSource(file), keysOf(fields), (plain) => hash.update(plain));
        expect(recovered.ok && (recovered.value.end === "whole") === (fields.get("expect")?.[0] === "success")).toBe(
          true,
        );
        expect(hash.digest("hex")).toBe(released);
      });
    }
  }
});

function parse(bytes: Uint8Array): { fields: Map<string, string[]>; file: Uint8Array } {
  const end = Buffer.from(bytes).indexOf("\n\n");
  const fields = new Map<string, string[]>();
  for (const line of Buffer.from(bytes.subarray(0, end)).toString("utf8").split("\n")) {
    const [key = "", ...value] = line.split(": ");
    fields.set(key, [...(fields.get(key) ?? []), value.join(": ")]);
  }
  const rest = bytes.subarray(end + 2);
  return { fields, file: fields.get("compressed")?.[0] === "zlib" ? new Uint8Array(inflateSync(rest)) : rest };
}

function keysOf(fields: Map<string, string[]>): OpenKey[] {
  const identities = (fields.get("identity") ?? []).map(parseIdentity);
  const passphrases = (fields.get("passphrase") ?? []).map((text) => passphraseKey(Buffer.from(text)));
  return [...identities.flatMap((identity) => (identity.ok ? [identity.value] : [])), ...passphrases];
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
