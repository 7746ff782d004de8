import { getHeapSpaceStatistics } from "node:v8";
import { afterAll, expect, test } from "vitest";
import { holdYoungSpace, releaseYoungSpace } from "./young.ts";

afterAll(releaseYoungSpace);

const young = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;

/** Objects that live a while, as lines do until their commit: under them V8 doubles the room again and again. */
function stream(objects: number, each: () => void): void {
  let living: { readonly text: string }[] = [];
  for (let n = 0; n < objects; n++) {
    living.push({ text: `line ${n}` });
    if (living.length === 150_000) living = [];
    if (n % 1_000 === 0) each();
  }
}

test("a stream of short-lived lines stays in a small room for young objects while it is held", () => {
  let largest = 0;
  stream(4_000_000, () => {
    holdYoungSpace();
    largest = Math.max(largest, young());
  });
  expect(largest).toBeLessThan(70 * 2 ** 20);
});
