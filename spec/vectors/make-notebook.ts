/** Makes notebook.json: `node spec/vectors/make-notebook.ts`. Same bytes every time. */
import {
  buildTree,
  certificateText,
  digestOfLine,
  digestRow,
  equalBytes,
  erasedLine,
  erasedLines,
  Frontier,
  formatFork,
  newSigningKey,
  notebookId,
  notebookNames,
  openedBody,
  publicKeyPem,
  sealBodies,
  sha256,
  signCheckpoint,
  toHex,
  utf8,
} from "@amana/format";
import {
  compartment,
  device,
  deviceId,
  id,
  line,
  notebook,
  otherNotebook,
  sealKey,
  type Vectors,
  write,
} from "./world.ts";

const title = {
  notebook: notebook.publicKey,
  compartment,
  device: deviceId,
  deviceKey: device.publicKey,
  sealKey: sealKey.publicKey,
};
const digests = (lines: readonly string[]) => lines.map((text) => digestOfLine(text));
const flip = (hex: string) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);

/** Six lines: opened, a person, a claim, its correction, the claim erased, a seal. */
export function exampleLines(): readonly string[] {
  const opening = line(0, id("keep", "opening"), "notebook.opened", [], openedBody(title, device));
  const person = line(1, id("per", "person 1"), "person.opened", [], { label: "driver's cousin" });
  const claim = line(2, id("clm", "claim 1"), "claim.made", [], { about: id("per", "person 1"), value: "Nasrin" });
  const corrected = line(3, id("clm", "claim 1"), "claim.made", [toHex(digestOfLine(claim))], {
    about: id("per", "person 1"),
    value: "Nesrîn",
  });
  const gone = erasedLine(claim);
  if (!gone.ok) throw new Error(gone.error.type);
  const erase = line(4, id("keep", "erasure"), "erase", [], {
    blobs: [],
    reason: "consent withdrawn",
    ...erasedLines([gone.value]),
  });
  const before = [opening, person, claim, corrected, erase];
  const [body] = sealBodies(heads(before));
  if (body === undefined) throw new Error("a seal has a body");
  return [...before, line(5, id("keep", "seal"), "seal", [], body)];
}

function heads(lines: readonly string[]) {
  return [
    { notebook: notebookId(notebook.publicKey), size: lines.length, root: Frontier.of(digests(lines)).root() },
    { notebook: notebookId(otherNotebook.publicKey), size: 41, root: sha256("a root of another notebook") },
  ];
}

export function notebookVectors(): Vectors {
  const lines = exampleLines();
  const [first = "", , erasedText = ""] = lines;
  const { id: name, origin, vkey } = notebookNames(notebook.publicKey);
  const frontier = Frontier.of(digests(lines));
  const body = JSON.parse(first).x as Record<string, string>;
  const opening = (changed: Record<string, unknown>) =>
    line(0, id("keep", "opening"), "notebook.opened", [], { ...body, ...changed } as never);
  const { seal_key: _, ...withoutSealKey } = body;
  return {
    spec: "spec/notebook.md",
    made_by: "spec/vectors/make-notebook.ts",
    names: { public_key: toHex(notebook.publicKey), id: name, origin, vkey, pem: publicKeyPem(notebook) },
    certificate: { text: certificateText(title), signature: body["certificate"], device_pem: publicKeyPem(device) },
    notebook: { lines, checkpoint: signCheckpoint(notebook, lines.length, frontier.root()) },
    erased: {
      rows: lines.map((text) => (text === erasedText ? digestRow(digestOfLine(text)) : text)),
      index: 2,
      text: erasedText,
    },
    frontiers: lines.map((_line, i) => {
      const at = Frontier.of(digests(lines.slice(0, i + 1)));
      return { size: i + 1, bytes: toHex(at.bytes()), root: toHex(at.root()) };
    }),
    opened_refused: [
      { rule: "NB-3", name: "another kind", line: line(0, id("keep", "opening"), "note.written", [], body) },
      {
        rule: "NB-3",
        name: "a parent",
        line: line(0, id("keep", "opening"), "notebook.opened", ["1".repeat(64)], body),
      },
      { rule: "NB-4", name: "a member too many", line: opening({ remark: "x" }) },
      { rule: "NB-4", name: "no certificate", line: opening({ certificate: "" }) },
      { rule: "NB-4", name: "a compartment that is no record id", line: opening({ compartment: "field\ndevice x" }) },
      { rule: "NB-4", name: "half a seal key", line: opening({ seal_key: (body["seal_key"] ?? "").slice(2) }) },
      {
        rule: "NB-5",
        name: "another notebook key under the same certificate",
        line: opening({ notebook: toHex(otherNotebook.publicKey) }),
      },
      { rule: "NB-5", name: "another compartment", line: opening({ compartment: id("cmp", "other") }) },
      { rule: "NB-5", name: "another device id", line: opening({ device: id("dev", "other") }) },
      {
        rule: "NB-5",
        name: "one bit of the certificate",
        line: opening({ certificate: flip(body["certificate"] ?? "") }),
      },
      {
        rule: "NB-5",
        name: "the seal key left out",
        line: line(0, id("keep", "opening"), "notebook.opened", [], withoutSealKey),
      },
      { rule: "NB-5", name: "a device key under which everything verifies", line: opening(weakDevice()) },
    ],
    seal_refused: SEALS_REFUSED,
    forks: forks(lines),
  };
}

// The neutral element as a key, and the one signature that then fits every message.
function weakDevice(): Record<string, string> {
  const neutral = `01${"00".repeat(31)}`;
  return { device_key: neutral, certificate: neutral + "00".repeat(32) };
}

const HEAD = { notebook: "a".repeat(32), root: "0".repeat(64), size: 1 };
const SEALS_REFUSED = [
  { rule: "NB-13", name: "no heads", x: {} },
  { rule: "NB-13", name: "heads that are no list", x: { heads: {} } },
  { rule: "NB-13", name: "a head twice", x: { heads: [HEAD, HEAD] } },
  { rule: "NB-13", name: "heads out of order", x: { heads: [{ ...HEAD, notebook: "b".repeat(32) }, HEAD] } },
  { rule: "NB-13", name: "a root in upper case", x: { heads: [{ ...HEAD, root: "A".repeat(64) }] } },
  { rule: "NB-13", name: "a negative size", x: { heads: [{ ...HEAD, size: -1 }] } },
  { rule: "NB-13", name: "a member too many", x: { heads: [{ ...HEAD, time: "now" }] } },
  { rule: "NB-13", name: "an id with a 1", x: { heads: [{ ...HEAD, notebook: "1".repeat(32) }] } },
];

/** The device was copied after four lines, and both copies wrote on. */
function forks(lines: readonly string[]): Vectors {
  const one = buildTree(digests(lines));
  const twoLines = [
    ...lines.slice(0, 4),
    line(4, id("note", "copy"), "note.written", [], { text: "written by the copy" }),
    lines[5] ?? "",
    lines[3] ?? "",
  ];
  const two = buildTree(digests(twoLines));
  const note = (tree: typeof one, size: number) => signCheckpoint(notebook, size, tree.rootAt(size));
  const stranger = newSigningKey(sha256("amana test vector stranger"));
  const same = formatFork({ older: note(one, 5), newer: note(two, 5) });
  const earlier = { root: two.rootAt(5), proof: two.consistency(5, 7) };
  const later = formatFork({ older: note(one, 5), newer: note(two, 7), earlier });
  if (equalBytes(one.rootAt(5), two.rootAt(5))) throw new Error("the branches do not differ");
  return {
    vkey: notebookNames(notebook.publicKey).vkey,
    shown: [
      { name: "one size, two roots", text: same, older: 5, newer: 5 },
      { name: "two sizes, and the newer tree's own earlier root", text: later, older: 5, newer: 7 },
    ],
    refused: [
      {
        rule: "NB-17",
        name: "an earlier root the newer tree never had",
        text: formatFork({ older: note(one, 5), newer: note(two, 7), earlier: { ...earlier, root: one.rootAt(5) } }),
      },
      { rule: "NB-18", name: "another header", text: same.replace("fork@v1", "fork@v2") },
      { rule: "NB-18", name: "one checkpoint only", text: same.slice(0, same.indexOf("\n\namana", 30) + 1) },
      {
        rule: "NB-19",
        name: "the same checkpoint twice",
        text: formatFork({ older: note(one, 5), newer: note(one, 5) }),
      },
      {
        rule: "NB-19",
        name: "a notebook that grew",
        text: formatFork({ older: note(two, 5), newer: note(two, 7), earlier }),
      },
      {
        rule: "NB-19",
        name: "two sizes and nothing to connect them",
        text: formatFork({ older: note(one, 5), newer: note(two, 7) }),
      },
      {
        rule: "CP-6",
        name: "signed by somebody else",
        text: formatFork({ older: note(one, 5), newer: signCheckpoint(stranger, 5, two.rootAt(5)) }),
      },
    ],
  };
}

export function certificateBytes(): Uint8Array {
  return utf8(certificateText(title));
}

if (import.meta.main) write("notebook", notebookVectors());
