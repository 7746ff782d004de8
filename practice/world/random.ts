/**
 * Chance that can be repeated: every stream is named, and the same seed and name give the same numbers on every machine.
 * A stream's fork depends on its name alone, never on how much was drawn before, so that a new part of the world does not
 * change the old ones. sfc32 (Chris Doty-Humphrey, PractRand), seeded with SHA-256 of the name.
 */
import { createHash } from "node:crypto";

export interface Random {
  /** A whole number, 0 ≤ n < 2^32. */
  uint32(): number;
  /** A whole number, 0 ≤ n < limit. */
  below(limit: number): number;
  /** A whole number, least ≤ n ≤ most. */
  between(least: number, most: number): number;
  /** True in `share` of the draws, 0…1. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  bytes(count: number): Uint8Array;
  fork(name: string): Random;
}

export function randomFrom(seed: number, name = "world"): Random {
  return stream(`${seed}/${name}`);
}

function stream(path: string): Random {
  const start = createHash("sha256").update(path, "utf8").digest();
  let [a, b, c, counter] = [start.readInt32LE(0), start.readInt32LE(4), start.readInt32LE(8), 1];
  const uint32 = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) uint32();
  const below = (limit: number): number => {
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new RangeError("random: limit must be a positive whole number");
    return Math.floor((uint32() / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T => {
    const at = below(list.length);
    return list[at] as T;
  };
  return {
    uint32,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => uint32() / 2 ** 32 < share,
    pick,
    shuffled(list) {
      const left = [...list];
      for (let end = left.length - 1; end > 0; end -= 1) {
        const other = below(end + 1);
        [left[end], left[other]] = [left[other] as never, left[end] as never];
      }
      return left;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => uint32() & 0xff),
    fork: (name) => stream(`${path}/${name}`),
  };
}
