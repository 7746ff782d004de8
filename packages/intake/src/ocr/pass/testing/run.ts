/** `node run.ts VAULT`: reads what waits for OCR in a vault of the tests, a group after the other, until it is killed. */
import { Vault } from "@amana/vault";
import { openParserPool } from "../../../parser/pool.ts";
import { readByOcr } from "../../../take/ocr-pass.ts";
import { Shelf } from "../../../take/shelf.ts";
import { keysOf } from "./vault.ts";

const dir = process.argv[2] ?? "";
const vault = Vault.open(dir, keysOf(dir), { write: true });
const pool = openParserPool({ size: 1, program: new URL("./worker.ts", import.meta.url) });
await readByOcr(vault, new Shelf(vault), pool, {
  stop: () => false,
  native: null,
  progress: (done) => process.stdout.write(`${done}\n`),
});
process.stdout.write("end\n");
await pool.close();
vault.close();
