/**
 * Real mail of other projects (shared/data/documents): everything is read or listed with a reason; our own reader is held
 * against postal-mime. Counted as skipped where the data is absent.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { type Extraction, runExtractor } from "../testing.ts";
import { emlExtractor, mboxExtractor, msgExtractor, pstExtractor } from "./index.ts";

const documents = new URL("../../../../../../shared/data/documents/", import.meta.url).pathname;
const absent = !existsSync(documents);
const files = (end: RegExp) =>
  absent
    ? []
    : ["mail", "mixed", "office-and-more"].flatMap((folder) =>
        readdirSync(join(documents, folder))
          .filter((name) => end.test(name))
          .map((name) => join(documents, folder, name)),
      );
const stores = join(dirname(createRequire(import.meta.url).resolve("pst-extractor/package.json")), "example/testdata");

describe("real messages", () => {
  test.skipIf(absent)("53 of 53 .eml are read; each has words, a child or a named reason", async () => {
    const results = await Promise.all(
      files(/\.eml$/).map((file) => runExtractor(emlExtractor, readFileSync(file), "m.eml")),
    );
    expect(results).toHaveLength(53);
    expect(
      results.filter(
        (result) => result.text.trim() === "" && result.children.length === 0 && result.problems.length === 0,
      ),
    ).toEqual([]);
    expect(results.flatMap((result) => result.problems).filter((problem) => !problem.partly)).toEqual([]);
  });

  test.skipIf(absent)("lose no attachment and no word that postal-mime finds", async () => {
    for (const file of files(/\.eml$/)) {
      const bytes = readFileSync(file);
      const ours = await runExtractor(emlExtractor, bytes, "m.eml");
      const theirs = await PostalMime.parse(bytes, { forceRfc822Attachments: true });
      const body = /^(message\/(delivery-status|feedback-report)|text\/rfc822-headers)$/;
      const attachments = theirs.attachments.filter((attachment) => !body.test(attachment.mimeType));
      expect(ours.children, file).toHaveLength(attachments.length);
      for (const [index, attachment] of attachments.entries()) {
        // They turn every line end of unencoded parts into a line feed; ours keep the bytes.
        const same = (data: Uint8Array) => Buffer.from(data).toString("latin1").replaceAll("\r\n", "\n").trimEnd();
        if (attachment.mimeType !== "text/enriched") {
          expect(same(ours.children[index]?.bytes ?? new Uint8Array()), file).toBe(
            same(new Uint8Array(attachment.content as ArrayBuffer)),
          );
        }
      }
      const known = new Set(ours.text.match(/[\p{L}\p{N}]{2,}/gu) ?? []);
      // "Ã" is their mojibake where the label is wrong and the bytes are UTF-8.
      const lost = (theirs.text?.match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter(
        (word) => !known.has(word) && !word.includes("Ã"),
      );
      expect(lost, file).toEqual([]);
    }
  });
});

describe("real mailboxes and Outlook files", () => {
  test.skipIf(absent)("three small mailboxes give their messages", async () => {
    const counts = await Promise.all(
      files(/\.mbox$/).map(
        async (file) => (await runExtractor(mboxExtractor, readFileSync(file), "m")).children.length,
      ),
    );
    expect(counts).toHaveLength(3);
    expect(counts.every((count) => count >= 1)).toBe(true);
  });

  test.skipIf(absent)("5 of 6 .msg are read, the sixth is no Outlook file and says so", async () => {
    const results = new Map<string, Extraction>();
    for (const file of files(/\.msg$/))
      results.set(file.split("/").at(-1) ?? "", await runExtractor(msgExtractor, readFileSync(file), "m.msg"));
    expect(results.size).toBe(6);
    expect([...results.values()].filter((result) => result.text.trim() !== "")).toHaveLength(5);
    expect(results.get("fnf.msg")?.problems).toMatchObject([{ code: "damaged" }]);
    expect(results.get("testMSG_att_doc.msg")?.metadata.subject).toBe("test pièce jointe 1");
    const embedded = results.get("testMSG_att_msg.msg")?.children ?? [];
    expect(embedded.map((child) => child.info.role)).toEqual(["message", "attachment"]);
    const inner = await runExtractor(msgExtractor, embedded[0]?.bytes ?? new Uint8Array(), "inner.msg");
    expect(inner.metadata.subject).toBe("Test Attachment");
    expect(inner.text).toContain("Blah blah blah");
  });

  test.skipIf(!existsSync(join(stores, "enron.pst")))(
    "71 of 71 messages and all 70 attachments of a real .pst, the same bytes twice",
    async () => {
      const bytes = readFileSync(join(stores, "enron.pst"));
      const first = await runExtractor(pstExtractor, bytes, "m.pst");
      expect(first.problems).toEqual([]);
      expect(first.children).toHaveLength(71);
      const messages = await Promise.all(
        first.children.map((child) => runExtractor(emlExtractor, child.bytes, child.info.name)),
      );
      expect(
        messages.flatMap((message) => message.children).filter((child) => child.info.name !== "internet-headers.txt"),
      ).toHaveLength(70);
      expect(messages.flatMap((message) => message.problems)).toEqual([]);
      expect(
        messages.every(
          (message) => message.metadata.other?.["x-rendered-from"] && message.metadata.other["x-mapi-folder"],
        ),
      ).toBe(true);
      const second = await runExtractor(pstExtractor, bytes, "m.pst");
      expect(
        second.children.every((child, index) =>
          Buffer.from(child.bytes).equals(first.children[index]?.bytes ?? new Uint8Array()),
        ),
      ).toBe(true);
    },
  );

  test.skipIf(!existsSync(stores))("183 of 183 and 162 of 162 items of two .ost, large folders included", async () => {
    const names = readdirSync(stores)
      .filter((name) => name.endsWith(".ost"))
      .sort();
    const results = [];
    for (const name of names) results.push(await runExtractor(pstExtractor, readFileSync(join(stores, name)), "m.ost"));
    expect(results.map((result) => result.children.length)).toEqual([183, 162]);
    expect(results.flatMap((result) => result.problems)).toEqual([]);
  });

  test.skipIf(!existsSync(join(stores, "enron.pst")))(
    "a .pst cut anywhere gives what it can and a reason, never a failure",
    async () => {
      const bytes = readFileSync(join(stores, "enron.pst"));
      for (const share of [0.00001, 0.01, 0.3, 0.6, 0.9, 0.99]) {
        const { problems, children } = await runExtractor(
          pstExtractor,
          bytes.subarray(0, Math.floor(bytes.length * share)),
          "m.pst",
        );
        expect(problems.length + children.length, String(share)).toBeGreaterThan(0);
      }
    },
  );
});
