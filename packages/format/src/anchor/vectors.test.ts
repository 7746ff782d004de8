/** spec/vectors/anchor: stored tokens and the answer each must get, whatever the day. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { certificatesFromPem, timeStampRequest, verifyTimeStamp } from "./index.ts";

type Case = { readonly name: string; readonly nonce: string; readonly data: string; readonly ok: boolean };

const folder = fileURLToPath(new URL("../../../../spec/vectors/anchor/", import.meta.url));
const bytes = (name: string) => new Uint8Array(readFileSync(folder + name));
const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const cases = JSON.parse(readFileSync(`${folder}cases.json`, "utf8")) as readonly Case[];

test.each(cases.map((one) => [one.name, one] as const))(
  "[AN-4][AN-11] the stored token `%s` gets its stored answer",
  async (name, stored) => {
    const { name: _, nonce, data, ...answer } = stored;
    const trusted = certificatesFromPem(readFileSync(`${folder}${name}.pem`, "utf8"));
    const question = { data: hex(data), nonce: hex(nonce), trusted: trusted.ok ? trusted.value : [] };
    expect(await verifyTimeStamp(bytes(`${name}.tsr`), question)).toEqual(answer);
  },
);

test("[AN-2][AN-3] the stored request is made again from note and nonce", async () => {
  const [good] = cases;
  const request = await timeStampRequest(bytes("note.checkpoint"), hex(good?.nonce ?? ""));
  expect(request).toEqual({ ok: true, value: bytes("request.tsq") });
  expect(existsSync(`${folder}root.pem`)).toBe(true);
});
