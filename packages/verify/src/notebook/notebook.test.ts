/** A vault's notebook before the verifier: spec/notebook.md as a stranger sees it. Invented lines, fixed seeds. */
import { createHash } from "node:crypto";
import {
  digestOfLine,
  newRecordId,
  newSealKey,
  newSigningKey,
  notebookNames,
  openedBody,
  sealBodies,
  sha256,
  signCheckpoint,
  toHex,
  treeRoot,
  writeLine,
} from "@amana/format";
import { describe, expect, test } from "vitest";
import { type Check, type LineRun, type NotebookQuestion, type NotebookReader, verifyNotebook } from "../index.ts";

const seed = (name: string, bytes = 32) =>
  new Uint8Array(createHash("sha512").update(name).digest().subarray(0, bytes));
const key = newSigningKey(seed("notebook"));
const deviceKey = newSigningKey(seed("device"));
const sealKey = newSealKey(seed("seal"));
const title = {
  notebook: key.publicKey,
  compartment: newRecordId("cmp", seed("c", 12)),
  device: newRecordId("dev", seed("d", 12)),
  deviceKey: deviceKey.publicKey,
  sealKey: sealKey.publicKey,
};
const line = (n: number, k: string, x: Parameters<typeof writeLine>[0]["x"]) =>
  Buffer.from(
    writeLine({
      e: newRecordId("per", seed(`e${n}`, 12)),
      k,
      p: [],
      s: toHex(seed(`s${n}`, 16)),
      t: "2024-03-01T09:00:00.000Z",
      v: 1,
      x,
    }),
  );

type Kept = { bytes: Uint8Array | undefined; digest: Uint8Array };
type Signed = { size: number; note: string };
type World = { lines: Kept[]; checkpoints: Signed[]; id: string; line0: Uint8Array };

const other = { notebook: notebookNames(newSigningKey(seed("other")).publicKey).id, size: 7, root: seed("other root") };

/** Line 0, five claims (position 2 will be erased), an erase line, a seal with both signatures. */
function world(): World {
  const texts: Uint8Array[] = [line(0, "notebook.opened", openedBody(title, deviceKey))];
  for (let n = 1; n <= 5; n++) texts.push(line(n, "note.written", { text: `ملاحظة ${n}` }));
  const gone = texts[2] ?? new Uint8Array();
  texts.push(
    line(6, "erase", {
      blobs: [],
      lines: [
        {
          digest: toHex(digestOfLine(gone)),
          e: newRecordId("per", seed("e2", 12)),
          fields: ["text"],
          k: "note.written",
          p: [],
          t: "2024-03-01T09:00:00.000Z",
        },
      ],
      reason: "consent withdrawn",
    }),
  );
  texts.push(line(7, "seal", sealBodies([other])[0] ?? {}));
  const lines = texts.map((bytes) => ({ bytes, digest: digestOfLine(bytes) }));
  const checkpoints = [1, 4, 6, 7, 8].map((size) => {
    const root = treeRoot(lines.slice(0, size).map(({ digest }) => digest));
    return { size, note: signCheckpoint(key, size, root, size === 8 ? { key: sealKey, timestamp: 0 } : undefined) };
  });
  const kept: Kept[] = lines.map(({ bytes, digest }, n) => ({ bytes: n === 2 ? undefined : bytes, digest }));
  return { lines: kept, checkpoints, id: notebookNames(key.publicKey).id, line0: texts[0] ?? new Uint8Array() };
}

function reader({ lines, checkpoints, id, line0 }: World, length = 3): NotebookReader {
  return {
    id,
    line0,
    runs: () => runsOf(lines, length),
    checkpoints: () => checkpoints,
  };
}

function* runsOf(lines: readonly Kept[], length: number): Generator<LineRun> {
  for (let position = 0; position < lines.length; position += length) {
    const run = lines.slice(position, position + length);
    const texts = run.map(({ bytes }) => bytes ?? new Uint8Array());
    let end = -1;
    yield {
      position,
      text: Buffer.concat(texts.flatMap((text, at) => (at === 0 ? [text] : [Buffer.from("\n"), text]))),
      ends: Uint32Array.from(texts, ({ length }) => (end += 1 + length)),
      digests: Buffer.concat(run.map(({ digest }) => digest)),
    };
  }
}

function wrongWith(
  change: (world: World) => void,
  question: NotebookQuestion = { signatures: "all" },
): readonly Check[] {
  const changed = world();
  change(changed);
  return [...verifyNotebook(reader(changed), question)].filter(({ ok }) => !ok);
}

const resign = (w: World, size: number) => {
  const root = treeRoot(w.lines.slice(0, size).map(({ digest }) => digest));
  return { size, note: signCheckpoint(key, size, root) };
};

describe("verifyNotebook", () => {
  test("a whole notebook with an erased line, a seal and every signature is good, and says what it could not check", () => {
    const checks = [...verifyNotebook(reader(world()), { signatures: "all" })];
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.filter(({ notChecked }) => notChecked)).toMatchObject([
      { check: "seal", subject: "7", detail: "1 of 1 quoted heads are not held here" },
    ]);
    expect(checks).toContainEqual(
      expect.objectContaining({ check: "line", detail: "8 lines, 1 of them by digest only" }),
    );
  });

  test.each<[string, string, string, (w: World) => void]>([
    [
      "a line changed in one letter",
      "line",
      "3",
      (w) => {
        w.lines[3] = {
          bytes: line(3, "note.written", { text: "another" }),
          digest: w.lines[3]?.digest ?? new Uint8Array(),
        };
      },
    ],
    [
      "a line changed with its digest",
      "checkpoint",
      "@4",
      (w) => {
        const bytes = line(3, "note.written", { text: "another" });
        w.lines[3] = { bytes, digest: digestOfLine(bytes) };
      },
    ],
    [
      "a line not in canonical form",
      "line",
      "5",
      (w) => {
        const bytes = Buffer.from(`${w.lines[5]?.bytes} `);
        w.lines[5] = { bytes, digest: sha256(bytes) };
      },
    ],
    ["two lines exchanged", "checkpoint", "@6", (w) => w.lines.splice(4, 2, ...w.lines.slice(4, 6).reverse())],
    [
      "a line taken out",
      "checkpoint",
      "@6",
      (w) => {
        w.lines.splice(5, 1);
      },
    ],
    [
      "a line nobody signed",
      "checkpoint",
      "@9",
      (w) => {
        const bytes = line(9, "note.written", { text: "late" });
        w.lines.push({ bytes, digest: digestOfLine(bytes) });
      },
    ],
    [
      "a checkpoint over lines that are not here",
      "checkpoint",
      "@8",
      (w) => {
        w.lines.pop();
      },
    ],
    [
      "an earlier checkpoint signed by another key",
      "checkpoint",
      "@4",
      (w) => {
        w.checkpoints[1] = { size: 4, note: signCheckpoint(deviceKey, 4, seed("x")) };
      },
    ],
    [
      "a second root for one size",
      "checkpoint",
      "@6",
      (w) => w.checkpoints.splice(3, 0, { size: 6, note: signCheckpoint(key, 6, seed("x")) }),
    ],
    ["checkpoints out of order", "checkpoint", "@4", (w) => w.checkpoints.splice(3, 0, ...w.checkpoints.slice(1, 2))],
    [
      "a seal's second signature broken",
      "checkpoint",
      "@8",
      (w) => {
        const last = w.checkpoints[4];
        if (last) last.note = `${last.note.slice(0, -8)}AAA=\n`;
      },
    ],
    [
      "another notebook's line 0",
      "notebook",
      "",
      (w) => {
        w.id = other.notebook;
      },
    ],
    [
      "a certificate by another device",
      "notebook",
      "",
      (w) => {
        w.line0 = Buffer.from(`${Buffer.from(w.line0)}`.replace(/"certificate":"../, '"certificate":"00'));
      },
    ],
    [
      "a second opening",
      "line",
      "5",
      (w) => {
        w.lines[5] = w.lines[0] ?? { bytes: undefined, digest: seed("") };
        w.checkpoints = [1, 4, 6, 7, 8].map((size) => resign(w, size));
      },
    ],
  ])("%s is named", (_name, check, subject, change) => {
    expect(wrongWith(change)).toContainEqual(
      expect.objectContaining({ check, subject: expect.stringContaining(subject) }),
    );
  });

  test("however the lines are cut into runs, the answers are the same; a run that does not follow the one before is named", () => {
    const changed = world();
    changed.lines[3] = { bytes: Buffer.from("{}"), digest: changed.lines[3]?.digest ?? seed("") };
    const answers = (length: number) => [...verifyNotebook(reader(changed, length), { signatures: "all" })];
    for (const length of [1, 2, 5, 8]) expect(answers(length)).toEqual(answers(3));
    const whole = reader(world());
    const late = { ...whole, runs: () => [...whole.runs()].map((run) => ({ ...run, position: run.position + 1 })) };
    expect([...verifyNotebook(late)]).toContainEqual(
      expect.objectContaining({ check: "line", ok: false, subject: "0", detail: "stands at 1 (NB-7)" }),
    );
  });

  test("only the latest signature is needed by default; roots are compared at every checkpoint all the same", () => {
    const forged = (w: World) => {
      const note = w.checkpoints[1]?.note ?? "";
      w.checkpoints[1] = { size: 4, note: `${note.slice(0, -24)}AAAA${note.slice(-20)}` };
    };
    expect(wrongWith(forged, {})).toEqual([]);
    expect(wrongWith(forged, { signatures: { every: 1 } })).toMatchObject([{ check: "checkpoint" }]);
    expect(
      wrongWith((w) => {
        w.checkpoints[1] = { size: 4, note: signCheckpoint(key, 4, seed("x")) };
      }, {}),
    ).toMatchObject([{ detail: "its root is not that of the lines (NB-8)" }]);
  });

  test("a gap that no erase line names is told, not passed over, and not called wrong", () => {
    const changed = world();
    changed.lines[4] = { bytes: undefined, digest: changed.lines[4]?.digest ?? seed("") };
    const told = [...verifyNotebook(reader(changed))].filter(({ notChecked, check }) => notChecked && check === "line");
    expect(told).toMatchObject([{ subject: "4" }]);
    const erasedElsewhere = (digest: string) => digest === toHex(changed.lines[4]?.digest ?? seed(""));
    expect(
      [...verifyNotebook(reader(changed), { erasedElsewhere })].filter(
        ({ notChecked, check }) => notChecked && check === "line",
      ),
    ).toEqual([]);
  });

  test("a seal that quotes another root than the one held here is named", () => {
    const held = (root: Uint8Array): NotebookQuestion => ({
      rootAt: (notebook, size) => (notebook === other.notebook && size === other.size ? root : undefined),
    });
    expect(wrongWith(() => {}, held(other.root))).toEqual([]);
    expect(wrongWith(() => {}, held(seed("x")))).toMatchObject([{ check: "seal", subject: "7" }]);
  });

  test("[NB-12] a seal whose checkpoint lost its second signature is named", () => {
    const stripped = wrongWith((w) => {
      const at = w.checkpoints.findIndex(({ note }) => note.split("\n\u2014 ").length > 2);
      const { size, note } = w.checkpoints[at] ?? { size: 0, note: "" };
      w.checkpoints[at] = { size, note: note.split("\n").slice(0, -2).concat("").join("\n") };
    });
    expect(stripped).toMatchObject([{ check: "checkpoint", detail: "a seal without its second signature (NB-12)" }]);
  });
});
