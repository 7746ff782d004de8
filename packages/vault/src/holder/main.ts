/** Entry of the key holder process: keys arrive on file descriptor 3 as one message and never touch a disk. */
import { closeSync, readFileSync, writeSync } from "node:fs";
import { runHolder } from "./holder.ts";

process.title = "amana-holder";
process.umask(0o077);
const [socket, idleMs] = process.argv.slice(2);
if (socket === undefined || idleMs === undefined) process.exit(2);
const keys = readFileSync(3);
closeSync(3);
runHolder({
  socket,
  keys,
  idleMs: Number(idleMs),
  onReady() {
    // Tells the parent that commands may come; it then leaves us alone.
    writeSync(4, "ready");
    closeSync(4);
  },
  onEnd() {
    process.exit(0);
  },
});
