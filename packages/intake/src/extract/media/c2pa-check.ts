/**
 * Content Credentials (C2PA 2.1) checked and said in plain words, as entries of `Metadata.other`.
 *
 * What "valid" proves: the bytes that the manifest covers are the bytes that were signed with the key of the certificate it
 * carries. What it does not prove: that the picture shows what happened, that a statement in the manifest is true (action,
 * place, programme are the signer's words), or who held the key: without a trust list anyone can make a certificate in any name.
 * "invalid" does not prove deceit: messengers and editors rewrite files, certificates run out (a manifest without a timestamp is
 * judged by the clock of this device), and readers have grown stricter than the programs that signed years ago.
 * Absence proves nothing: most devices sign nothing, most platforms strip it. None of this is a problem of reading.
 *
 * Danger: a certificate, a claim generator or an ingredient's title may name the person who filmed, or their device. These entries
 * are as sensitive as the name of the source, and the file itself says the same to everyone it is handed to.
 *
 * Nothing is fetched: a manifest kept on a server is named and not read, revocation is not looked up.
 */
import type { Raw } from "../contract.ts";
import type { C2paFinding } from "./c2pa.ts";
import { boxedFormat, type ReadStoreOptions, readerName, readStore } from "./c2pa-reader.ts";
import { verdictWords } from "./c2pa-words.ts";

export type C2paEntries = Readonly<Record<string, string>>;

/** Said before the check begins: it stands where the check ends the process. */
export const unfinished: C2paEntries = { c2pa: "manifest present, could not be checked: the check was not finished" };

/** A manifest that is stated to lie on a server: no request tells the server that someone here has the file. */
export function remoteManifest(address: unknown): C2paEntries {
  if (typeof address !== "string" || !/^https?:\/\//i.test(address)) return {};
  return {
    c2pa: "manifest stated to be kept on a server, could not be checked: nothing is fetched",
    c2pa_remote: address.slice(0, 2_000),
  };
}

/** Checks the manifest store that `finding` found in `raw`. Throws only what `raw` throws. */
export async function checkC2pa(raw: Raw, finding: C2paFinding, options: ReadStoreOptions = {}): Promise<C2paEntries> {
  const format = formatOf(raw, finding);
  if (format === undefined) return notChecked("not in this kind of file");
  if (raw.size > sizeLimit(finding)) return notChecked("too large to check here");
  const store = await readStore(raw, format, options);
  if (!store.ok) return notChecked(store.error.reason);
  const entries = verdictWords(store.value);
  if (entries === undefined) return notChecked("the reader gave no verdict");
  return { ...entries, c2pa_checked_with: `${readerName}, ${circumstances(options)}` };
}

function notChecked(reason: string): C2paEntries {
  return { c2pa: `manifest present, could not be checked: ${reason}`, c2pa_checked_with: readerName };
}

function circumstances({ trustAnchors }: ReadStoreOptions): string {
  return `${trustAnchors === undefined ? "no trust list" : "trust list given"}, nothing fetched`;
}

/** The reader's media type: by the carrier, because that is what it has to walk. */
function formatOf(raw: Raw, { carrier }: C2paFinding): string | undefined {
  if (carrier === "riff-C2PA") return riffFormats[Buffer.from(raw.read(8, 4)).toString("latin1")];
  return formats[carrier];
}
const formats: Readonly<Record<Exclude<C2paFinding["carrier"], "riff-C2PA">, string>> = {
  "jpeg-app11": "image/jpeg",
  "png-caBX": "image/png",
  "bmff-uuid": boxedFormat,
  "tiff-52545": "image/tiff",
  "id3-geob": "audio/mpeg",
};
const riffFormats: Readonly<Record<string, string>> = {
  WEBP: "image/webp",
  WAVE: "audio/wav",
  "AVI ": "video/avi",
};

/**
 * What a parser process has memory for (512 MiB): the reader holds boxed media once, other files about three times. Measured in
 * the parser process: 127 MiB of MP4 352 MiB in all, 62 MiB of WAV 388 MiB, 42 MiB of PNG 356 MiB.
 */
function sizeLimit({ carrier }: C2paFinding): number {
  return (carrier === "bmff-uuid" ? 128 : 64) * 2 ** 20;
}
