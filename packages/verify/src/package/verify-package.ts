/** A whole package, check by check, with nothing but this package and @amana/format: spec/package.md. Reads in pieces; keeps digests, not content. */
import { statSync } from "node:fs";
import { type Check, good } from "../check.ts";
import { checkBag, packageDigest } from "./bag.ts";
import { filesOfFolder } from "./files.ts";
import { checkProofs } from "./proofs.ts";
import { checkTables } from "./tables.ts";
import { filesOfTar } from "./tar.ts";
import { checkTimes } from "./time.ts";

export type PackageQuestion = {
  /** DER certificates the reader trusts as roots of time-stamp authorities; none: all but trust is judged. */
  readonly trusted?: readonly Uint8Array[];
};

/**
 * Every check of spec/package.md on a folder or a tar file, in a fixed order, to the end whatever is found.
 * The last answer carries the package digest. Throws only where the path itself cannot be read.
 */
export async function* verifyPackage(path: string, { trusted = [] }: PackageQuestion = {}): AsyncGenerator<Check> {
  const files = statSync(path).isDirectory() ? filesOfFolder(path) : filesOfTar(path);
  yield* files.noticed;
  yield* checkBag(files);
  const proofs = yield* checkProofs(files);
  yield* checkTimes(files, proofs, trusted);
  yield* checkTables(files, proofs);
  yield good("digest", packageDigest(files), "compare it with the covering letter");
}
