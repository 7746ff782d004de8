/**
 * How a parser process is started so that a parser that was taken over finds nothing: Node's permission model (no file
 * but the program's own, no child process, no thread), and on Linux user, network, IPC and process namespaces through
 * util-linux' `unshare`. What the machine allows is tried once, with a real process.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";

export interface Isolation {
  /** `namespace`: the kernel gives no network. `module-block`: Node's network modules are closed. */
  readonly network: "namespace" | "module-block";
  readonly files: "permission-model";
  /** True where the kernel ends a parser whose pool has died, even one in an endless loop. */
  readonly endsWithParent: boolean;
}
export interface Launcher {
  readonly isolation: Isolation;
  readonly command: string;
  /** What stands before Node's own arguments. */
  readonly before: readonly string[];
  /** True when Node is a child of the started process and not the process itself. */
  readonly nodeIsChild: boolean;
}

const networkless = ["--user", "--map-root-user", "--net", "--ipc"];
const ownProcesses = ["--pid", "--fork", "--kill-child=SIGKILL"];

let found: Launcher | undefined;

/** The strongest launcher this machine allows; tried once in a process. */
export function findLauncher(): Launcher {
  found ??= candidates().find(works) ?? plain();
  return found;
}

/** Without namespaces; also for tests of what is left then. */
export function plain(): Launcher {
  return {
    isolation: { network: "module-block", files: "permission-model", endsWithParent: false },
    command: process.execPath,
    before: [],
    nodeIsChild: false,
  };
}

/** Arguments for Node: memory, what it may read, and the program. `program` is the entry file. */
export function nodeArguments(program: string, heapMiB: number): readonly string[] {
  const readable = readableFolders(program);
  return [
    "--permission",
    ...readable.map((folder) => `--allow-fs-read=${folder}`),
    "--allow-addons", // sharp; lockdown.ts lets no other native code in
    `--max-old-space-size=${heapMiB}`,
    // V8 would let the room for young objects grow to 130 MB and keep it; collecting it more often costs no time.
    "--max-semi-space-size=8",
    "--no-warnings",
    "--unhandled-rejections=strict",
    program,
  ];
}

function candidates(): readonly Launcher[] {
  if (process.platform !== "linux") return [];
  const unshare = findTool("unshare");
  const setpriv = findTool("setpriv");
  if (unshare === undefined) return [];
  const isolation = { network: "namespace", files: "permission-model" } as const;
  const bare: Launcher = {
    isolation: { ...isolation, endsWithParent: false },
    command: unshare,
    before: [...networkless, "--", process.execPath],
    nodeIsChild: false,
  };
  if (setpriv === undefined) return [bare];
  // The wish to die with the parent must be spoken after the user namespace is entered: entering it takes it back.
  const dying = [...networkless, "--", setpriv, "--pdeathsig", "KILL"];
  const whole: Launcher = {
    isolation: { ...isolation, endsWithParent: true },
    command: unshare,
    before: [...dying, unshare, ...ownProcesses, "--", process.execPath],
    nodeIsChild: true,
  };
  const withoutPid: Launcher = { ...whole, before: [...dying, process.execPath], nodeIsChild: false };
  return [whole, withoutPid, bare];
}

function works(launcher: Launcher): boolean {
  const probe = "process.exit(Object.values(require('os').networkInterfaces()).flat().some(i=>!i.internal)?1:0)";
  const { status } = spawnSync(launcher.command, [...launcher.before, "-e", probe], {
    cwd: "/",
    env: {},
    stdio: "ignore",
    timeout: 10_000,
  });
  return status === 0;
}

function findTool(name: string): string | undefined {
  return ["/usr/bin", "/bin"]
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The package the program belongs to, its sister `format`, and every `node_modules` above it. */
function readableFolders(program: string): readonly string[] {
  const folders: string[] = [];
  const home = nearestWith(dirname(program), "package.json") ?? dirname(program);
  folders.push(home, join(dirname(home), "format"));
  for (let folder = home; ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules"));
    if (dirname(folder) === folder) break;
  }
  return folders.filter((folder) => existsSync(folder)).map((folder) => `${folder}${sep}`);
}

function nearestWith(from: string, file: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
