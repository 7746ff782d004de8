/** Resident memory of another process in bytes: /proc on Linux, `ps` elsewhere; `undefined` where neither answers. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";

export async function residentBytes(pid: number): Promise<number | undefined> {
  if (process.platform === "linux") return residentOnLinux(pid);
  if (process.platform === "win32") return undefined;
  return new Promise((resolve) => {
    execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, out) => {
      const kib = Number.parseInt(out, 10);
      resolve(error === null && Number.isFinite(kib) ? kib * 1024 : undefined);
    });
  });
}

/** The only child of a process on Linux; `undefined` while it has none. */
export function childOf(pid: number): number | undefined {
  try {
    const first = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"), 10);
    return Number.isNaN(first) ? undefined : first;
  } catch {
    return undefined;
  }
}

function residentOnLinux(pid: number): number | undefined {
  try {
    const line = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line?.[1] === undefined ? undefined : Number(line[1]) * 1024;
  } catch {
    return undefined;
  }
}
