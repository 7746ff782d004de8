/** spec/anchor.md, rule by rule, against an authority of our own made by openssl, with `openssl ts -verify` as second opinion. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "../result.ts";
import { type AuthorityWish, hasOpenssl, openAuthority } from "./authority.testkit.ts";
import { type AnchorRefusal, certificatesFromPem, type TimeStamp, timeStampRequest, verifyTimeStamp } from "./index.ts";

const note = new TextEncoder().encode(
  "amana.example/n/invented\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— x AAAA\n",
);
const nonce = Uint8Array.from([0x9f, 1, 2, 3, 4, 5, 6, 7]);

type Authority = ReturnType<typeof openAuthority>;
const opened: Authority[] = [];
const authority = (wish?: AuthorityWish) => {
  const made = openAuthority(wish);
  opened.push(made);
  return made;
};
afterAll(() => {
  for (const one of opened) one.close();
});

async function ask(): Promise<Uint8Array> {
  const request = await timeStampRequest(note, nonce);
  if (!request.ok) throw new Error("request refused");
  return request.value;
}

function pem(text: string): readonly Uint8Array[] {
  const read = certificatesFromPem(text);
  return read.ok ? read.value : [];
}

const refusalOf = (result: Result<TimeStamp, AnchorRefusal>) => (result.ok ? "accepted" : result.error);

test("[AN-2] a nonce shorter than eight bytes is refused", async () => {
  expect(await timeStampRequest(note, new Uint8Array(7))).toEqual({
    ok: false,
    error: { type: "nonce-too-short", bytes: 7 },
  });
});

test("[AN-2][AN-3] the request is the DER openssl would write: version 1, SHA-256 with NULL, nonce, certReq", async () => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", note));
  const imprint = `3031300d060960864801650304020105000420${Buffer.from(digest).toString("hex")}`;
  expect(Buffer.from(await ask()).toString("hex")).toBe(`3044020101${imprint}0209009f010203040506070101ff`);
});

describe.skipIf(!hasOpenssl)("with an authority of our own", () => {
  let good: Authority;
  let reply: Uint8Array;
  let trusted: readonly Uint8Array[];
  beforeAll(async () => {
    good = authority();
    reply = good.reply(await ask());
    trusted = pem(good.rootPem);
  });

  test("[AN-1] a good token says when, by whom, under which policy and number, and openssl agrees", async () => {
    const result = await verifyTimeStamp(reply, { data: note, nonce, trusted });
    expect(result).toMatchObject({
      ok: true,
      value: { tsaName: "CN=Clock One, O=Invented Trust", policy: "1.2.3.4.1", serial: "43" },
    });
    if (result.ok) expect(Math.abs(Date.parse(result.value.time) - Date.now())).toBeLessThan(60_000);
    expect(good.opensslAgrees(reply, note)).toBe(true);
  });

  test.each<AuthorityWish>([
    { key: "rsa", hash: "sha256" },
    { key: "rsa", hash: "sha512", essHash: "sha1" },
    { key: "p384", hash: "sha384", essHash: "sha512", tsaName: false },
  ])("[AN-6] RSA and ECDSA authorities with SHA-256, -384, -512 are judged: %o", async (wish) => {
    const other = authority(wish);
    const token = other.reply(await ask());
    expect(refusalOf(await verifyTimeStamp(token, { data: note, nonce, trusted: pem(other.rootPem) }))).toBe(
      "accepted",
    );
    expect(other.opensslAgrees(token, note)).toBe(true);
  });

  test("[AN-6] RSA-PSS is judged with the hash its parameters name", async () => {
    const other = authority({ key: "rsa" });
    const token = other.signAgain(reply, "-keyopt", "rsa_padding_mode:pss");
    const question = { data: note, nonce, trusted: pem(other.rootPem) };
    expect(refusalOf(await verifyTimeStamp(token, question))).toBe("accepted");
    const sha1 = other.signAgain(reply, "-md", "sha1");
    expect(refusalOf(await verifyTimeStamp(sha1, question))).toEqual({
      type: "algorithm-not-accepted",
      step: "digest",
    });
  });

  test("[AN-4] bytes after the end, half a reply and no reply at all are malformed", async () => {
    for (const bytes of [new Uint8Array([...reply, 0]), reply.slice(0, reply.length / 2), new Uint8Array(0)])
      expect(refusalOf(await verifyTimeStamp(bytes, { data: note, trusted }))).toEqual({
        type: "reply-malformed",
        part: "reply",
      });
  });

  test("[AN-4] a refusal of the authority is passed on with its status", async () => {
    const rejection = Uint8Array.from([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]);
    expect(refusalOf(await verifyTimeStamp(rejection, { data: note, trusted }))).toEqual({
      type: "not-granted",
      status: 2,
    });
  });

  test("[AN-5] other bytes than those stamped are refused, one bit is enough", async () => {
    const other = Uint8Array.from(note);
    other[3] = (other[3] ?? 0) ^ 1;
    expect(refusalOf(await verifyTimeStamp(reply, { data: other, nonce, trusted }))).toEqual({
      type: "imprint-differs",
    });
    expect(good.opensslAgrees(reply, other)).toBe(false);
  });

  test("[AN-5] another nonce is refused; an unknown one is not asked for", async () => {
    const other = Uint8Array.from([...nonce.slice(0, 7), 8]);
    expect(refusalOf(await verifyTimeStamp(reply, { data: note, nonce: other, trusted }))).toEqual({
      type: "nonce-differs",
    });
    expect(refusalOf(await verifyTimeStamp(reply, { data: note, trusted }))).toBe("accepted");
  });

  test.each<[string, AuthorityWish, object]>([
    ["not critical", { purpose: "timeStamping" }, { type: "key-purpose-wrong", fault: "not-critical" }],
    [
      "a second purpose",
      { purpose: "critical,timeStamping,codeSigning" },
      { type: "key-purpose-wrong", fault: "not-sole" },
    ],
    ["no time-stamping", { purpose: "critical,codeSigning" }, { type: "key-purpose-wrong", fault: "missing" }],
    ["expired", { validDays: [-10, -2] }, { type: "certificate-not-valid-then" }],
    ["not yet valid", { validDays: [2, 9] }, { type: "certificate-not-valid-then" }],
  ])("[AN-8][AN-9] a signer's certificate with a fault is refused by name: %s", async (_name, wish, refusal) => {
    const faulty = authority(wish);
    const token = faulty.signAgain(reply);
    expect(refusalOf(await verifyTimeStamp(token, { data: note, nonce, trusted: pem(faulty.rootPem) }))).toEqual(
      refusal,
    );
    expect(faulty.opensslAgrees(token, note)).toBe(false);
  });

  test("[AN-8] the way faulty tokens are made here gives a good one when the certificate is without fault", async () => {
    const sound = authority();
    const token = sound.signAgain(reply);
    expect(refusalOf(await verifyTimeStamp(token, { data: note, nonce, trusted: pem(sound.rootPem) }))).toBe(
      "accepted",
    );
    expect(sound.opensslAgrees(token, note)).toBe(true);
  });

  test.each<[string, string, string]>([
    ["is no CA", "critical,CA:FALSE", "not-an-issuer"],
    ["says nothing about being a CA", "CA:FALSE", "not-an-issuer"],
  ])("[AN-10] an issuer that %s ends the path", async (_name, issuerConstraints, fault) => {
    const faulty = authority({ issuerConstraints });
    const token = faulty.reply(await ask());
    expect(refusalOf(await verifyTimeStamp(token, { data: note, trusted: pem(faulty.rootPem) }))).toMatchObject({
      type: "chain-not-trusted",
      fault,
    });
    expect(faulty.opensslAgrees(token, note)).toBe(false);
  });

  test("[AN-11] an authority of another root is not trusted, yet its whole statement is given for the reader to judge", async () => {
    const stranger = authority();
    const result = await verifyTimeStamp(reply, { data: note, nonce, trusted: pem(stranger.rootPem) });
    // Same names, other key: the path fails at the signature, not at the name.
    expect(refusalOf(result)).toMatchObject({
      type: "chain-not-trusted",
      fault: "issuer-signature-invalid",
      timeStamp: { serial: "43" },
    });
    expect(refusalOf(await verifyTimeStamp(reply, { data: note, trusted: [] }))).toMatchObject({
      type: "chain-not-trusted",
      fault: "no-trusted-issuer",
    });
  });

  test("[AN-10] a reader may trust the intermediate or the signer itself", async () => {
    for (const text of [good.middlePem, good.signerPem])
      expect(refusalOf(await verifyTimeStamp(reply, { data: note, trusted: pem(text) }))).toBe("accepted");
  });

  test("[AN-7] a signer's certificate changed in one bit is no longer the one the token names", async () => {
    const own = pem(good.signerPem)[0] ?? new Uint8Array();
    const changed = Uint8Array.from(reply);
    const last = Buffer.from(reply).indexOf(own) + own.length - 1;
    changed[last] = (changed[last] ?? 0) ^ 1;
    expect(refusalOf(await verifyTimeStamp(changed, { data: note, trusted }))).toEqual({
      type: "signer-not-identified",
    });
  });

  test("[AN-12] no flipped bit anywhere in a token yields a good token with another meaning", async () => {
    const before = await verifyTimeStamp(reply, { data: note, nonce, trusted });
    const seen = new Map<string, number>();
    for (let at = 0; at < reply.length; at += 3) {
      const changed = Uint8Array.from(reply);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const after = await verifyTimeStamp(changed, { data: note, nonce, trusted });
      if (after.ok) expect(after).toEqual(before);
      const outcome = after.ok ? "same-meaning" : after.error.type;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    expect(seen.get("signature-invalid")).toBeGreaterThan(20);
    expect(seen.get("same-meaning") ?? 0).toBeLessThan(20);
  });
});
