/**
 * Writes spec/vectors/anchor: time-stamps by invented authorities over the sealing checkpoint of spec/vectors/package, good
 * and faulty. Run once, by hand (`node spec/vectors/anchor.build.ts`): keys are thrown away, so new runs give new bytes.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificatesFromPem, timeStampRequest, verifyTimeStamp } from "../../packages/format/src/anchor/index.ts";
import { type AuthorityWish, openAuthority } from "../../packages/format/src/anchor/authority.testkit.ts";
import { anchorFolder, buildBag, sha } from "../../packages/verify/src/world.testkit.ts";

const nonce = Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i);
const note = [...buildBag()].find(([path, bytes]) => path.endsWith(".checkpoint") && Buffer.from(bytes).includes("\n2\n"))?.[1];
if (note === undefined) throw new Error("the package has no sealing checkpoint");
const request = await timeStampRequest(note, nonce);
if (!request.ok) throw new Error("request refused");

rmSync(anchorFolder, { recursive: true, force: true });
mkdirSync(anchorFolder, { recursive: true });
const put = (name: string, content: Uint8Array | string) => writeFileSync(join(anchorFolder, name), content);
put("note.checkpoint", note);
put("request.tsq", request.value);

const good = openAuthority({ key: "p256" });
const reply = good.reply(request.value);
put("root.pem", good.rootPem);
put(`${sha(note)}.tsr`, reply);
const cases: object[] = [];

async function add(name: string, token: Uint8Array, rootPem: string, question: { data?: Uint8Array; nonce?: Uint8Array } = {}) {
  put(`${name}.tsr`, token);
  put(`${name}.pem`, rootPem);
  const trusted = certificatesFromPem(rootPem);
  const answer = await verifyTimeStamp(token, { data: note ?? new Uint8Array(), nonce, ...question, trusted: trusted.ok ? trusted.value : [] });
  const asked = { nonce: Buffer.from(question.nonce ?? nonce).toString("hex"), data: Buffer.from(question.data ?? note ?? "").toString("hex") };
  cases.push({ name, ...asked, ...answer });
}

const faults: readonly [string, AuthorityWish][] = [
  ["rsa-sha512", { key: "rsa", hash: "sha512", essHash: "sha1" }],
  ["p384-sha384", { key: "p384", hash: "sha384", tsaName: false }],
  ["purpose-not-critical", { purpose: "timeStamping" }],
  ["purpose-not-sole", { purpose: "critical,timeStamping,codeSigning" }],
  ["purpose-missing", { purpose: "critical,codeSigning" }],
  ["expired", { validDays: [-10, -2] }],
  ["issuer-no-ca", { issuerConstraints: "critical,CA:FALSE" }],
];
await add("good", reply, good.rootPem);
await add("other-data", reply, good.rootPem, { data: new TextEncoder().encode("another note\n") });
await add("other-nonce", reply, good.rootPem, { nonce: Uint8Array.from(nonce, (byte) => byte ^ 1) });
for (const [name, wish] of faults) {
  const authority = openAuthority(wish);
  await add(name, authority.signAgain(reply), authority.rootPem);
  if (name === "expired") await add("other-root", reply, authority.rootPem);
  authority.close();
}
good.close();
put("cases.json", `${JSON.stringify(cases, null, 2)}\n`);
