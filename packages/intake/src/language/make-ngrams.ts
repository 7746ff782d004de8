/**
 * Packs eld's small n-gram table (Apache-2.0, Nito T.M.) into `ngrams.bin`: read by ngrams.ts in a few milliseconds and
 * some 2 MiB, where the module itself takes a quarter of a second and 150 MiB. Run after a new version of eld:
 *
 *     node packages/intake/src/language/make-ngrams.ts
 *
 * Raw deflate of: u32 length of the head | head, JSON (`Head`) | keys, 6 bytes each, padded with NUL | for each key the
 * number of its languages, u8 | for each key and language, in that order, language u8, score u8. Little endian.
 */
import { writeFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { type Head, keyBytes } from "./ngrams.ts";

interface Eld {
  readonly ngramsData: {
    readonly languages: Readonly<Record<string, string>>;
    readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

const entry = import.meta.resolve("eld/small");
const { ngramsData } = (await import(new URL("../ngrams/small.js", entry).href)) as Eld;
const { dictionary } = (await import(new URL("../dictionary.js", entry).href)) as { dictionary: readonly string[] };
const { avgScore } = (await import(new URL("../avgScore.js", entry).href)) as { avgScore: Record<string, number> };

const languages = Object.values(ngramsData.languages);
const keys = Object.keys(ngramsData.ngrams).sort();
const head: Head = {
  from: "eld 2.1.0 small, Apache-2.0, Nito T.M.",
  languages,
  usual: languages.map((language) => avgScore[language] ?? 0),
  alphabet: dictionary.map((letter) => letter.charCodeAt(0)),
  keys: keys.length,
};
const headBytes = Buffer.from(JSON.stringify(head));
const length = Buffer.alloc(4);
length.writeUInt32LE(headBytes.length);
const names = Buffer.alloc(keys.length * keyBytes);
const counts = Buffer.alloc(keys.length);
const scores: number[] = [];
for (const [index, key] of keys.entries()) {
  if (key.length > keyBytes) throw new RangeError("a key is longer than its field");
  names.write(key, index * keyBytes, "latin1");
  const entries = Object.entries(ngramsData.ngrams[key] ?? {});
  counts[index] = entries.length;
  for (const [language, score] of entries) scores.push(Number(language), score);
}
const packed = deflateRawSync(Buffer.concat([length, headBytes, names, counts, Buffer.from(scores)]), { level: 9 });
writeFileSync(new URL("./ngrams.bin", import.meta.url), packed);
console.log(`${keys.length} keys, ${scores.length / 2} scores, ${packed.length} bytes`);
