/** Claims about the disk: what fails, fails clearly, and a replaced file is old or new, never half. */
import { chmodSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DiskFault, type Failure, failingDisk, realDisk, replaceFile } from "./disk.ts";

const base = mkdtempSync(join(tmpdir(), "amana-disk-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const isRoot = process.getuid?.() === 0;

describe("replacing a file", () => {
  for (const failure of ["EIO", "ENOSPC", "EROFS", "torn", "power-cut"] satisfies Failure[]) {
    test(`${failure} at any step leaves the old or the new content whole`, () => {
      const path = join(base, `replaced-${failure}`);
      let finished = false;
      for (let k = 1; !finished; k++) {
        writeFileSync(path, "old content");
        const disk = failingDisk(realDisk, k, failure);
        try {
          replaceFile(disk, path, Buffer.from("new content, longer"));
        } catch (fault) {
          expect(fault).toBeInstanceOf(DiskFault);
        }
        finished = !disk.failed;
        expect(readFileSync(path, "utf8")).toBeOneOf(["old content", "new content, longer"]);
        if (finished) expect(k).toBe(6);
      }
      expect(readFileSync(path, "utf8")).toBe("new content, longer");
    });
  }

  test("nothing but the file is left when it went well", () => {
    const directory = mkdtempSync(join(base, "one-"));
    replaceFile(realDisk, join(directory, "name"), new Uint8Array(3));
    expect(readdirSync(directory)).toEqual(["name"]);
    expect(statSync(join(directory, "name")).mode & 0o077).toBe(0);
  });
});

describe("faults", () => {
  test("a name that is taken, a file that is not there: each says so and names no path", () => {
    const path = join(base, "somebody.txt");
    writeFileSync(path, "");
    for (const [attempt, trouble] of [
      [() => realDisk.create(path), "name-taken"],
      [() => realDisk.openRead(join(base, "nobody.txt")), "not-found"],
      [() => realDisk.list(join(base, "nobody")), "not-found"],
      [() => realDisk.read(9_999, new Uint8Array(1), 0), "disk-error"],
    ] as const) {
      const fault = faultOf(attempt);
      expect(fault.trouble).toBe(trouble);
      expect(`${fault.message}${String(fault.cause)}`).not.toMatch(/body|amana-disk/);
    }
  });

  test.skipIf(process.platform !== "linux")("a full disk says so", () => {
    // The device that is always full; the store itself only ever makes new files.
    const file = openSync("/dev/full", "w");
    expect(faultOf(() => realDisk.write(file, new Uint8Array(10)))).toMatchObject({
      trouble: "disk-full",
      code: "ENOSPC",
    });
    realDisk.close(file);
  });

  test.skipIf(isRoot)("a folder that may not be written says so", () => {
    const directory = mkdtempSync(join(base, "locked-"));
    chmodSync(directory, 0o500);
    expect(faultOf(() => realDisk.create(join(directory, "x")))).toMatchObject({
      trouble: "read-only",
      code: "EACCES",
    });
    chmodSync(directory, 0o700);
  });
});

test("reading at a place fills what it is given and stops at the end", () => {
  const path = join(base, "read");
  writeFileSync(path, Buffer.from("0123456789"));
  const file = realDisk.openRead(path);
  const into = Buffer.alloc(6);
  expect(realDisk.read(file, into, 2)).toBe(6);
  expect(into.toString()).toBe("234567");
  expect(realDisk.read(file, into, 8)).toBe(2);
  expect(realDisk.read(file, into, 10)).toBe(0);
  expect(realDisk.size(file)).toBe(10);
  realDisk.close(file);
});

test("a torn write leaves half of it, and after a power cut nothing works", () => {
  const disk = failingDisk(realDisk, 2, "power-cut");
  const path = join(base, "torn");
  const file = disk.create(path);
  expect(() => disk.write(file, Buffer.from("12345678"))).toThrow(DiskFault);
  expect(() => disk.remove(path)).toThrow(DiskFault);
  expect(() => disk.openRead(path)).toThrow(DiskFault);
  disk.close(file);
  expect(readFileSync(path, "utf8")).toBe("1234");
});

function faultOf(attempt: () => unknown): DiskFault {
  try {
    attempt();
  } catch (fault) {
    if (fault instanceof DiskFault) return fault;
    throw fault;
  }
  throw new Error("it did not fail");
}
