/** amana seal: quote all notebooks, sign twice, and have an authority time-stamp it where one is named. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { newRecordId, sha256, toHex } from "@amana/format";
import { certificatesFromPem, timeStampRequest, verifyTimeStamp } from "@amana/format/anchor";
import { propose } from "@amana/record";
import { latestSeal, seal as sealVault, type Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";

export interface SealFlags {
  readonly request?: string;
  readonly reply?: string;
  readonly tsa?: string;
  readonly ca?: string;
}

export async function seal(context: Context, [flags]: [SealFlags]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, async (vault) => {
    if (flags.reply !== undefined && shared.dryRun !== true)
      return await keepReply(context, vault, readFileSync(flags.reply), flags.ca);
    if (shared.dryRun === true) return exit.done;
    if (flags.request !== undefined && existsSync(flags.request)) throw new Stop(exit.failed, "already-there");
    const sealed = sealVault(vault);
    output.result(
      {
        type: "sealed",
        notebook: sealed.commit.notebook,
        size: sealed.commit.size,
        heads: sealed.heads.length,
        checkpoint: sealed.checkpoint,
      },
      () => [output.text("sealed", { notebooks: sealed.heads.length }), sealed.checkpoint.split("\n\n")[0] ?? ""],
    );
    if (flags.request !== undefined) {
      writeFileSync(flags.request, await requestFor(sealed.checkpoint, randomBytes(16)), {
        flag: "wx",
        mode: 0o600,
      });
      output.note("anchor-request-written");
    }
    if (flags.tsa !== undefined) return await askAuthority(context, vault, flags.tsa, sealed.checkpoint, flags.ca);
    return exit.done;
  });
}

const noteBytes = (checkpoint: string): Uint8Array => new TextEncoder().encode(checkpoint);

async function requestFor(checkpoint: string, nonce: Uint8Array): Promise<Uint8Array> {
  const request = await timeStampRequest(noteBytes(checkpoint), nonce);
  if (!request.ok) throw new TypeError(request.error.type);
  return request.value;
}

/** The only network call of the program, to the address the person gave, with a hash and nothing else. */
async function askAuthority(
  context: Context,
  vault: Vault,
  address: string,
  checkpoint: string,
  ca: string | undefined,
): Promise<number> {
  const nonce = randomBytes(16);
  const body = await requestFor(checkpoint, nonce);
  let reply: Uint8Array;
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: Buffer.from(body),
      signal: AbortSignal.timeout(30_000),
      redirect: "error",
    });
    if (!response.ok) throw new Error(String(response.status));
    reply = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Stop(exit.partly, "tsa-unreachable", { why: error instanceof Error ? error.message.slice(0, 80) : "" });
  }
  return await keepReply(context, vault, reply, ca, nonce);
}

async function keepReply(
  { output }: Context,
  vault: Vault,
  token: Uint8Array,
  ca: string | undefined,
  nonce?: Uint8Array,
): Promise<number> {
  const sealed = latestSeal(vault);
  if (sealed === undefined) throw new Stop(exit.failed, "anchor-no-seal");
  const data = noteBytes(sealed.checkpoint);
  const trusted = ca === undefined ? [] : must(certificatesFromPem(readFileSync(ca, "utf8")));
  const judged = await verifyTimeStamp(token, { data, trusted, ...(nonce && { nonce }) });
  const untrusted = !judged.ok && judged.error.type === "chain-not-trusted" ? judged.error : undefined;
  if (!judged.ok && untrusted === undefined)
    throw new Stop(exit.verification, "anchor-refused", { why: judged.error.type });
  const stamp = judged.ok ? judged.value : untrusted?.timeStamp;
  vault.append([
    propose("anchor", newRecordId("keep", vault.world.random(12)), {
      notebook: sealed.notebook,
      size: sealed.size,
      imprint: toHex(sha256(data)),
      token: toHex(token),
      checkpoint: sealed.checkpoint,
    }),
  ]);
  vault.project();
  if (untrusted !== undefined) output.note("anchor-untrusted");
  const facts = { time: stamp?.time ?? "", authority: stamp?.tsaName ?? "", trusted: judged.ok };
  output.result({ type: "anchored", ...facts, notebook: sealed.notebook, size: sealed.size }, () => [
    output.text("anchor-kept", { time: facts.time }),
  ]);
  return exit.done;
}
