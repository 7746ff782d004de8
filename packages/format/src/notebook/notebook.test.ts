import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { toHex } from "../encoding.ts";
import type { JsonObject } from "../jcs.ts";
import { digestOfLine, parseLine, writeLine } from "../line/line.ts";
import { newRecordId } from "../line/record-id.ts";
import { newSealKey, newSigningKey, notebookNames, sealVkey, verifySignature } from "../note/keys.ts";
import { signCheckpoint, verifyCheckpoint } from "../note/signed-checkpoint.ts";
import { formatVkey, notebookId, notebookIn, originOf, parseVkey } from "../note/vkey.ts";
import { bytesOf, ruleOf, unwrap, vectors } from "../testing.ts";
import { Frontier } from "../tree/frontier.ts";
import { verifyConsistency } from "../tree/proof.ts";
import { buildTree } from "../tree/tree.ts";
import { checkNotebook } from "./check.ts";
import { digestRow, erasedLine, erasedLines, NEVER_ERASED, parseRow } from "./erasure.ts";
import { agreementOf, HEADS_PER_SEAL, readSeal, sealBodies } from "./heads.ts";
import { certificateText, openedBody, readOpened } from "./opened.ts";

type Refused = { readonly rule: string; readonly name: string };
const file = vectors<{
  readonly names: { readonly public_key: string; readonly id: string; readonly origin: string; readonly vkey: string };
  readonly certificate: { readonly text: string; readonly signature: string };
  readonly notebook: { readonly lines: readonly string[]; readonly checkpoint: string };
  readonly erased: { readonly rows: readonly string[]; readonly index: number; readonly text: string };
  readonly frontiers: readonly { readonly size: number; readonly bytes: string; readonly root: string }[];
  readonly opened_refused: readonly (Refused & { readonly line: string })[];
  readonly seal_refused: readonly (Refused & { readonly x: JsonObject })[];
}>("notebook");
const { lines, checkpoint } = file.notebook;
const [first = ""] = lines;
const opened = unwrap(readOpened(unwrap(parseLine(first))));

const device = newSigningKey(new Uint8Array(32).fill(1));
const key = newSigningKey(new Uint8Array(32).fill(2));
const title = {
  notebook: key.publicKey,
  compartment: newRecordId("cmp", new Uint8Array(12)),
  device: newRecordId("dev", new Uint8Array(12)),
  deviceKey: device.publicKey,
};
const write = (n: number, k: string, x: JsonObject, t = `2026-11-22T06:${10 + n}:00.000Z`) =>
  writeLine({ e: newRecordId("n", new Uint8Array(12).fill(n)), k, p: [], s: "0".repeat(32), t, v: 1, x });
const signed = (rows: readonly string[], by = key) =>
  signCheckpoint(by, rows.length, Frontier.of(rows.map((row) => unwrap(parseRow(row)).digest)).root());
const opening = write(0, "notebook.opened", openedBody(title, device));

test("[NB-1] only the holder of the notebook's key can sign for it", () => {
  const { vkey } = notebookNames(key.publicKey);
  expect(verifyCheckpoint(signed([opening]), vkey).ok).toBe(true);
  expect(verifyCheckpoint(signed([opening], device), vkey).ok).toBe(false);
});

test("[NB-2] id and origin follow from the key alone", () => {
  const { public_key, id, origin, vkey } = file.names;
  expect(notebookNames(bytesOf(public_key))).toEqual({ id, origin, vkey });
  expect([notebookId(bytesOf(public_key)), originOf(id), notebookIn(origin)]).toEqual([id, origin, id]);
  expect(notebookIn("example.com/log")).toBeUndefined();
  expect(notebookIn(`${origin}a`)).toBeUndefined();
});

test("[NB-2] a key cannot take the name of another notebook", () => {
  expect(ruleOf(parseVkey(formatVkey(originOf(device.publicKey), key)))).toBe("NB-2");
});

test("[NB-3][NB-4] line 0 says whose notebook it is", () => {
  expect(opened.id).toBe(file.names.id);
  expect(toHex(opened.notebook)).toBe(file.names.public_key);
});

test.each(file.opened_refused)("[$rule] no line 0: $name", ({ rule, line }) => {
  expect(ruleOf(readOpened(unwrap(parseLine(line))))).toBe(rule);
});

test("[NB-5] the certificate is the device's signature over exactly this text", () => {
  expect(certificateText(opened)).toBe(file.certificate.text);
  const publicKey = opened.deviceKey;
  expect(
    verifySignature(
      { algorithm: "ed25519", publicKey },
      utf8(file.certificate.text),
      bytesOf(file.certificate.signature),
    ),
  ).toBe(true);
});

test("[NB-5] a notebook without a seal key says so in its certificate", () => {
  expect(certificateText(title)).toMatch(/\nseal_key none\n$/);
  expect(unwrap(readOpened(unwrap(parseLine(opening)))).sealKey).toBeUndefined();
});

test("[NB-5] only the device's own key makes its certificate", () => {
  expect(() => openedBody(title, key)).toThrow(TypeError);
  expect(() => openedBody({ ...title, compartment: "field" }, device)).toThrow(TypeError);
});

test("[NB-6] line 0 of one notebook does not stand at the head of another", () => {
  const other = notebookId(device.publicKey);
  expect(ruleOf(readOpened(unwrap(parseLine(first)), other))).toBe("NB-6");
  expect(readOpened(unwrap(parseLine(first)), file.names.id).ok).toBe(true);
});

test("[NB-8] the example notebook is whole: every line is signed for, in this order", () => {
  expect(checkNotebook(lines, checkpoint, file.names.id)).toMatchObject({
    lines: lines.length,
    hidden: 0,
    findings: [],
  });
});

test("[NB-8] a line changed, lost, added, doubled or moved is found", () => {
  const other = write(9, "note.written", { text: "x" });
  const changes = lines
    .slice(1)
    .flatMap((_, n) => [
      lines.with(n + 1, other),
      lines.toSpliced(n + 1, 1),
      lines.toSpliced(n + 1, 0, other),
      lines.toSpliced(n + 1, 0, lines[n + 1] ?? ""),
    ]);
  const moved = lines.slice(2).map((line, n) => lines.with(n + 1, line).with(n + 2, lines[n + 1] ?? ""));
  for (const rows of [...changes, ...moved])
    expect(checkNotebook(rows, checkpoint).findings).toMatchObject([{ rule: "NB-8" }]);
});

test("[NB-8] a notebook cut short is told from one that was changed", () => {
  expect(checkNotebook(lines.slice(0, -1), checkpoint).findings).toEqual([
    { type: "size-differs", rule: "NB-8", rows: lines.length - 1, signed: lines.length },
  ]);
});

test("[NB-7] a notebook is opened once", () => {
  const rows = [opening, opening];
  expect(checkNotebook(rows, signed(rows)).findings).toEqual([{ type: "opened-again", rule: "NB-7", at: 1 }]);
});

test("[NB-3] a notebook whose line 0 is not shown cannot be checked", () => {
  const rows = [digestRow(digestOfLine(opening)), write(1, "note.written", {})];
  expect(checkNotebook(rows, signed(rows)).findings).toEqual([{ type: "line-0-not-shown", rule: "NB-3" }]);
});

test("[NB-8] a check goes on to the end and lists everything", () => {
  const rows = ["nonsense", opening, "#12", ` ${opening}`];
  const { findings } = checkNotebook(rows, checkpoint);
  expect(findings.map(({ type }) => type)).toEqual(["row-refused", "opened-again", "row-refused", "row-refused"]);
});

test("[NB-9] the frontiers of the example are those of the vectors", () => {
  for (const { size, bytes, root } of file.frontiers) {
    const frontier = Frontier.of(lines.slice(0, size).map((line) => digestOfLine(line)));
    expect([toHex(frontier.bytes()), toHex(frontier.root())]).toEqual([bytes, root]);
  }
});

test("[NB-10] each signature is bound to all earlier ones", () => {
  const tree = buildTree(lines.map((line) => digestOfLine(line)));
  for (const { size, root } of file.frontiers) {
    expect(verifyConsistency(size, lines.length, bytesOf(root), tree.rootAt(), tree.consistency(size))).toBe(true);
  }
});

test("[NB-11] a clock that goes backwards changes nothing about the order", () => {
  const rows = [
    opening,
    write(1, "note.written", {}, "2089-01-01T00:00:00.000Z"),
    write(2, "note.written", {}, "1970-01-01T00:00:00.000Z"),
  ];
  expect(checkNotebook(rows, signed(rows)).findings).toEqual([]);
});

test("[NB-12] a seal's checkpoint without the second signature is refused where the notebook has a seal key", () => {
  const seal = newSealKey(new Uint8Array(32).fill(4));
  const { vkey } = notebookNames(key.publicKey);
  const root = new Uint8Array(32);
  const second = sealVkey(key.publicKey, seal.publicKey);
  expect(verifyCheckpoint(signCheckpoint(key, 3, root, { key: seal, timestamp: 0 }), vkey, second).ok).toBe(true);
  expect(ruleOf(verifyCheckpoint(signCheckpoint(key, 3, root), vkey, second))).toBe("CP-6");
});

const head = (n: number, size = n) => ({
  notebook: notebookId(new Uint8Array(32).fill(n)),
  size,
  root: new Uint8Array(32).fill(n),
});

test("[NB-13] a seal quotes what its writer knows, in one order, and is read back", () => {
  const heads = [head(3), head(1), head(2), head(1)];
  const [body = {}] = sealBodies(heads);
  expect(sealBodies([...heads].reverse())).toEqual([body]);
  expect(
    unwrap(readSeal(body))
      .map(({ size }) => size)
      .sort(),
  ).toEqual([1, 2, 3]);
  expect(unwrap(readSeal({ ...body, beacon: "of a newer version" })).length).toBe(3);
});

test("[NB-13] a forked notebook is quoted once per branch", () => {
  const branches = [{ ...head(1), root: new Uint8Array(32) }, head(1), { ...head(1), size: 9 }];
  expect(unwrap(readSeal(sealBodies(branches)[0] ?? {})).length).toBe(3);
});

test.each(file.seal_refused)("[$rule] no seal: $name", ({ rule, x }) => {
  expect(ruleOf(readSeal(x))).toBe(rule);
});

test("[NB-14] many heads go into several lines, each small enough", () => {
  const heads = Array.from({ length: 1_001 }, (_, n) => ({
    ...head(n % 250),
    size: Number.MAX_SAFE_INTEGER - n,
    root: new Uint8Array(32).fill(255),
  }));
  const bodies = sealBodies(heads);
  expect(bodies.map((body) => unwrap(readSeal(body)).length)).toEqual([HEADS_PER_SEAL, HEADS_PER_SEAL, 201]);
  for (const body of bodies) expect(utf8(write(1, "seal", body)).length).toBeLessThan(65_535);
  expect(sealBodies([])).toEqual([{ heads: [] }]);
});

test("[NB-15] a quoted head agrees, has grown, or convicts", () => {
  const tree = buildTree(lines.map((line) => digestOfLine(line)));
  const at = (size: number) => ({ notebook: file.names.id, size, root: tree.rootAt(size) });
  const last = at(lines.length);
  expect(agreementOf(last, last)).toBe("same");
  expect(agreementOf(at(3), last, tree.consistency(3))).toBe("grown");
  expect(agreementOf(last, at(3), tree.consistency(3))).toBe("grown");
  expect(agreementOf(at(0), last)).toBe("grown");
  expect(agreementOf(at(3), last)).toBe("not-shown");
  expect(agreementOf(at(3), last, tree.consistency(2))).toBe("not-shown");
  expect(agreementOf(last, { ...last, root: new Uint8Array(32) })).toBe("fork");
  expect(agreementOf(last, { ...last, notebook: notebookId(device.publicKey) })).toBe("different-notebooks");
});

test("[NB-20] both branches of a fork stand whole, each under its own signature", () => {
  const common = [opening, write(1, "note.written", {})];
  const branches = [2, 3].map((n) => [...common, write(n, "note.written", { text: `branch ${n}` })]);
  for (const rows of branches) expect(checkNotebook(rows, signed(rows)).findings).toEqual([]);
});

test("[NB-21] the notebook still verifies when a line is erased, and the text is gone", () => {
  const { rows, index, text } = file.erased;
  expect(checkNotebook(rows, checkpoint, file.names.id)).toMatchObject({
    lines: rows.length - 1,
    hidden: 1,
    findings: [],
  });
  expect(rows.join("\n")).not.toContain("Nasrin");
  expect(rows[index]).toBe(digestRow(digestOfLine(text)));
});

test("[NB-22] what holds the record together is never erased", () => {
  for (const kind of NEVER_ERASED) expect(ruleOf(erasedLine(write(1, kind, {})))).toBe("NB-22");
  expect(erasedLine(write(1, "claim.made", {})).ok).toBe(true);
});

test.each(["#", `#${"A".repeat(64)}`, `#${"0".repeat(63)}`, `#${"0".repeat(65)}`, ` #${"0".repeat(64)}`])(
  "[NB-23] the row %j is refused",
  (row) => {
    expect(parseRow(row).ok).toBe(false);
  },
);

test("[NB-24] an erasure keeps digest, record, kind, parents, time and the names of fields, and no value", () => {
  const parents = ["1".repeat(64), "2".repeat(64)];
  const text = writeLine({
    e: newRecordId("clm", new Uint8Array(12)),
    k: "claim.made",
    p: parents,
    s: "0".repeat(32),
    t: "2026-11-22T06:41:00.123Z",
    v: 1,
    x: { value: "Nasrin", about: "p" },
  });
  const gone = unwrap(erasedLine(text));
  expect(gone).toEqual({
    digest: toHex(digestOfLine(text)),
    e: newRecordId("clm", new Uint8Array(12)),
    fields: ["about", "value"],
    k: "claim.made",
    p: parents,
    t: "2026-11-22T06:41:00.123Z",
  });
  const second = { ...gone, digest: "0".repeat(64) };
  expect(erasedLines([gone, second])).toEqual({ lines: [second, gone] });
  expect(JSON.stringify(erasedLines([gone]))).not.toContain("Nasrin");
});
