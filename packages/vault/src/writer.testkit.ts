/** For tests: a process that holds a vault open for writing until it is killed. Keys come as their bundle in hex: they protect nothing. */
import { parseKeys } from "./keys/bundle.ts";
import { Vault } from "./vault.ts";

const [dir = "", bundle = ""] = process.argv.slice(2);
const keys = parseKeys(Buffer.from(bundle, "hex"));
if (!keys.ok) throw new Error(keys.error.type);
const vault = Vault.open(dir, keys.value, { write: true });
process.send?.("open");
setInterval(() => vault.view.counts(), 1_000);
