/** Since when something must have existed: time-stamps over checkpoints, and seals that quote other notebooks. spec/package.md PK-10, PK-11. */
import { type JsonObject, readSeal, toHex } from "@amana/format";
import { certificatesFromPem, type TimeStamp, verifyTimeStamp } from "@amana/format/anchor";
import { bad, type Check, good, judge, notChecked } from "../check.ts";
import { contentOf, type Files, pathsUnder } from "./files.ts";
import { lineAt, noteText, type Proofs, type SignedHead } from "./proofs.ts";

const ROOM = "data/proofs/anchors/";

/** @param trusted DER certificates the reader trusts as roots of time-stamp authorities */
export async function* checkTimes(files: Files, proofs: Proofs, trusted: readonly Uint8Array[]): AsyncGenerator<Check> {
  const stampedBy = new Map<string, string>();
  const note = (at: string, time: string) => stampedBy.set(at, earlier(stampedBy.get(at), time));
  for (const path of pathsUnder(files, ROOM)) {
    const [, digest, ending] = /^([0-9a-f]{64})(?:-[2-9])?\.(tsr|pem)$/.exec(path.slice(ROOM.length)) ?? [];
    const source = digest === undefined ? undefined : proofs.noteIn.get(digest);
    if (digest === undefined || source === undefined || !files.at.has(path.replace(/pem$/, "tsr"))) {
      yield bad("anchor", path, "is about no checkpoint in this package (PK-10)");
      continue;
    }
    if (ending === "pem") continue;
    const { check, time } = await judgeAnchor(files, path, noteText(files, source), trusted);
    yield check;
    if (time !== undefined) note(digest, time);
  }

  // A seal covers the heads it quotes, so a time-stamp reaches them through the checkpoint that proves the seal.
  const byHead = new Map(proofs.heads.map((head) => [key(head), head]));
  for (const digest of proofs.seals) {
    const quoted = readSeal(lineAt(files, digest)?.x ?? ({} satisfies JsonObject));
    const known = quoted.ok
      ? quoted.value.map((head) => ({ head: byHead.get(key(head)), root: toHex(head.root) }))
      : [];
    const agrees = quoted.ok && known.every(({ head, root }) => head === undefined || head.root === root);
    yield judge(agrees, "seal", digest, "malformed, or quotes another root than a checkpoint here has (PK-11)");
    const time = stampedBy.get(proofs.proven.get(digest)?.note ?? "");
    if (time === undefined) continue;
    for (const { head, root } of known) if (head !== undefined && head.root === root) note(head.note, time);
  }

  for (const head of [...proofs.heads].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const time = stampedBy.get(head.note);
    if (time !== undefined && trusted.length > 0) yield good("time", key(head), `existed by ${time}`);
    else if (time !== undefined)
      yield notChecked("time", key(head), `existed by ${time}, if the authority is to be trusted`);
    else yield notChecked("time", key(head), "no time-stamp reaches this checkpoint");
  }
}

async function judgeAnchor(
  files: Files,
  path: string,
  data: Uint8Array,
  trusted: readonly Uint8Array[],
): Promise<{ readonly check: Check; readonly time?: string }> {
  const offered = certificatesFromPem(Buffer.from(contentOf(files, path.replace(/tsr$/, "pem"))).toString("latin1"));
  const intermediates = offered.ok ? offered.value : [];
  const stamp = await verifyTimeStamp(contentOf(files, path), { data, trusted, intermediates });
  if (stamp.ok) return { check: good("anchor", path, words(stamp.value)), time: stamp.value.time };
  const refusal = stamp.error;
  if (refusal.type === "chain-not-trusted" && trusted.length === 0) {
    const detail = `${words(refusal.timeStamp)}; whether to trust the authority is yours to judge: give its root certificate`;
    return { check: notChecked("anchor", path, detail), time: refusal.timeStamp.time };
  }
  const why = refusal.type === "chain-not-trusted" ? `${refusal.type}: ${refusal.fault}` : refusal.type;
  return { check: bad("anchor", path, `${why} (PK-10)`) };
}

// The authority's name is its own statement and public; it is shown so that a reader can look for its root.
function words({ time, tsaName, signerCertificate }: TimeStamp): string {
  return `time-stamped ${time} by ${tsaName}, certificate ${signerCertificate}`;
}

function key({ notebook, size }: Pick<SignedHead, "notebook" | "size">): string {
  return `${notebook}@${size}`;
}

function earlier(a: string | undefined, b: string): string {
  return a !== undefined && a < b ? a : b;
}
