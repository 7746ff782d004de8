/** For tests: small real file systems that are full or read-only when asked to be. Needs root; elsewhere tests skip by name. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function run(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export interface SmallDisk {
  readonly dir: string;
  resize(kib: number): void;
  readOnly(yes: boolean): void;
  remove(): void;
}

export function smallDisk(kib: number): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), "amana-test-disk-"));
  if (!run("mount", ["-t", "tmpfs", "-o", `size=${kib}k,mode=0700`, "tmpfs", dir])) {
    rmSync(dir, { recursive: true });
    return undefined;
  }
  const again = (option: string) => {
    if (!run("mount", ["-o", `remount,${option}`, dir])) throw new Error("the test's disk could not be changed");
  };
  return {
    dir,
    resize: (to) => again(`size=${to}k`),
    readOnly: (yes) => again(yes ? "ro" : "rw"),
    remove() {
      run("umount", ["-l", dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Can this machine make one? */
export const canMount = ((): boolean => {
  const disk = process.platform === "linux" && process.getuid?.() === 0 ? smallDisk(64) : undefined;
  disk?.remove();
  return disk !== undefined;
})();
