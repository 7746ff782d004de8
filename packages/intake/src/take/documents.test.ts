/** "Every file there is either read or listed with its reason; count both": the real documents, all of them, into one vault. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { testVaults } from "../../../vault/src/vault.testkit.ts";
import { addPaths } from "./add.ts";

const documents = fileURLToPath(new URL("../../../../../shared/data/documents", import.meta.url));
const vaults = existsSync(documents) ? testVaults() : undefined;
afterAll(() => vaults?.remove());

test.skipIf(vaults === undefined)(
  "each of the 485 documents and each of their members is read, or listed with its reason, and none is lost",
  { timeout: 300_000 },
  async () => {
    if (vaults === undefined) return;
    const files = readdirSync(documents, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const vault = vaults.open(vaults.fresh());
    try {
      const added = await addPaths(vault, [documents], { ocr: "no" });
      const rows = [...vault.view.sources()].map((row) => ({
        row,
        id: row.id,
        state: vault.view.state("src", row.id),
      }));
      const top = rows.filter(({ row }) => row.parent === undefined);
      expect([added.failed, added.passed, top.length]).toEqual([[], [], files.length]);
      expect(rows).toHaveLength(top.length + added.members);

      const parents = new Set(rows.map(({ row }) => row.parent));
      const silent = rows.filter(({ id, row, state }) => {
        const told = vault.view.layersOf(id).length > 0 || row.unread !== undefined || row.sameBytesAs !== undefined;
        const described = row.title !== undefined || Object.keys(state?.meta ?? {}).length > 0;
        return !told && !described && !parents.has(id);
      });
      expect(silent.map(({ row }) => [row.type, row.name])).toEqual([]);
      expect(vault.local().todos("family")).toEqual([]);

      const listed = top.filter(({ row }) => row.unread !== undefined);
      const whollyUnread = listed.filter(({ row }) => row.unreadPartly !== true);
      expect({
        files: top.length,
        read: top.length - listed.length,
        partly: listed.length - whollyUnread.length,
        unread: whollyUnread.length,
      }).toMatchInlineSnapshot(`
        {
          "files": 485,
          "partly": 18,
          "read": 433,
          "unread": 34,
        }
      `);

      const again = await addPaths(vault, [documents], { ocr: "no" });
      expect(again).toMatchObject({ kept: 0, members: 0, alreadyHere: files.length });
    } finally {
      vault.close();
    }
  },
);
