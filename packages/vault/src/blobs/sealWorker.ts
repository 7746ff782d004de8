/**
 * The second thread that seals large blobs: fingerprints the plaintext and seals it, while the first thread reads,
 * fingerprints the ciphertext and writes. It opens nothing and touches no file. Messages: see engine.ts.
 */
import { createHash, type Hash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./engine.ts";
import { sealPortion } from "./slots.ts";

interface Job {
  readonly payloadKey: Uint8Array;
  readonly memory: SharedArrayBuffer;
  readonly hash: Hash;
}

const jobs = new Map<number, Job>();
const port = parentPort;
if (port === null) throw new Error("this file runs as a worker");

port.on("message", (message: ToWorker) => {
  if (message.type === "begin") {
    const { payloadKey, memory } = message;
    jobs.set(message.job, { payloadKey, memory, hash: createHash("sha256") });
    return;
  }
  const job = jobs.get(message.job);
  if (job === undefined) return;
  if (message.type === "abandon") {
    job.payloadKey.fill(0);
    jobs.delete(message.job);
    return;
  }
  const written = sealPortion(job.payloadKey, job.memory, message, job.hash);
  const reply: FromWorker = { job: message.job, written };
  if (!message.last) {
    port.postMessage(reply);
    return;
  }
  job.payloadKey.fill(0);
  jobs.delete(message.job);
  port.postMessage({ ...reply, plainSha256: job.hash.digest("hex") } satisfies FromWorker);
});

port.postMessage("ready");
