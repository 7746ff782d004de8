/** Starts a key holder and waits until it answers. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { VaultFault } from "../faults.ts";
import { formatKeys, type Keys } from "../keys/bundle.ts";
import { socketPath } from "./socket.ts";

export async function startHolder(vaultDir: string, keys: Keys, idleMs: number): Promise<void> {
  const child = spawn(
    process.execPath,
    // Without this flag a signal would open the inspector on the loopback, where every user of the machine could read keys.
    ["--disable-sigusr1", fileURLToPath(new URL("./main.ts", import.meta.url)), socketPath(vaultDir), String(idleMs)],
    {
      cwd: "/",
      detached: true,
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      // Nothing of the caller's environment: NODE_OPTIONS could ask for snapshots.
      env: {},
    },
  );
  const feed = child.stdio[3];
  const ready = child.stdio[4];
  if (feed === null || feed === undefined || ready === null || ready === undefined || !("write" in feed))
    throw new Error("no pipes");
  const bundle = formatKeys(keys);
  const outcome = new Promise<boolean>((resolve) => {
    ready.once("data", () => resolve(true));
    child.once("exit", () => resolve(false));
    child.once("error", () => resolve(false));
  });
  feed.end(bundle, () => bundle.fill(0));
  const started = await outcome;
  child.unref();
  for (const pipe of [feed, ready]) pipe.destroy();
  if (!started) throw new VaultFault({ type: "disk-error", code: "holder-did-not-start" });
}
