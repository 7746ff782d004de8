/**
 * A small world for packages: two devices, three sources, two facts, one seal. Everything in it is invented and made from
 * fixed seeds, so it has the same bytes every time; spec/vectors/package holds them, written by spec/vectors/package.build.ts.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  buildTree,
  digestOfLine,
  formatProof,
  type JsonObject,
  newRecordId,
  newSigningKey,
  notebookNames,
  openedBody,
  publicKeyPem,
  sealBodies,
  signCheckpoint,
  toHex,
  writeLine,
} from "@amana/format";
import { formatTable } from "./package/csv.ts";
import { inByteOrder } from "./package/files.ts";
import { valueAt } from "./package/tables.ts";
import { tarHeader } from "./package/tar.ts";

export const specFolder = fileURLToPath(new URL("../../../spec/", import.meta.url));
export const vectorFolder = join(specFolder, "vectors/package");
export const anchorFolder = join(specFolder, "vectors/anchor");

/** Path to bytes, as they stand in a package. */
export type Bag = Map<string, Uint8Array>;

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const sha = (data: Uint8Array | string) => createHash("sha256").update(data).digest("hex");
const seed = (name: string, bytes = 32) =>
  new Uint8Array(createHash("sha512").update(`amana test world: ${name}`).digest().subarray(0, bytes));
const id = (prefix: string, name: string) => newRecordId(prefix, seed(`${prefix} ${name}`, 12));

type Written = { readonly text: string; readonly digest: string };

/** A notebook in memory: lines in order, checkpoints at any size. */
function openNotebook(device: string) {
  const key = newSigningKey(seed(`notebook of ${device}`));
  const deviceKey = newSigningKey(seed(`device ${device}`));
  const names = notebookNames(key.publicKey);
  const lines: Written[] = [];
  const write = (k: string, e: string, x: JsonObject): Written => {
    const n = lines.length;
    const t = new Date(Date.UTC(2024, 2, 1, 9, n, device.length)).toISOString();
    const text = writeLine({ e, k, p: [], s: toHex(seed(`salt ${device} ${n}`, 16)), t, v: 1, x });
    const written = { text, digest: toHex(digestOfLine(text)) };
    lines.push(written);
    return written;
  };
  const title = {
    notebook: key.publicKey,
    compartment: id("cmp", "one"),
    device: id("dev", device),
    deviceKey: deviceKey.publicKey,
  };
  write("notebook.opened", id("ntb", device), openedBody(title, deviceKey));
  const tree = (size: number) =>
    buildTree(lines.slice(0, size).map(({ digest }) => Uint8Array.from(Buffer.from(digest, "hex"))));
  const checkpoint = (size = lines.length) => signCheckpoint(key, size, tree(size).rootAt());
  return { ...names, pem: publicKeyPem(key), lines, write, tree, checkpoint };
}

export type Source = {
  readonly item: string;
  readonly extension: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly text: string;
};

const sources: readonly Source[] = [
  {
    item: "AMN-000001",
    extension: "eml",
    type: "message/rfc822",
    name: "رسالة من المكتب.eml",
    bytes: utf8(
      "From: office@example.org\r\nTo: keeper@example.org\r\nSubject: =?utf-8?B?2YLYp9im2YXYqQ==?=\r\n\r\nThree people left at dawn.\r\n",
    ),
    text: "Three people left at dawn.\n",
  },
  {
    item: "AMN-000002",
    extension: "txt",
    type: "text/plain",
    name: "=محضر مقابلة.txt",
    bytes: utf8("قالت الشاهدة: أخذوه من البيت ليلاً.\nقال لها: «لن يعود».\n"),
    text: "قالت الشاهدة: أخذوه من البيت ليلاً.\nقال لها: «لن يعود».\n",
  },
  {
    item: "AMN-000003",
    extension: "bin",
    type: "application/octet-stream",
    name: 'note, "quoted" {1}.bin',
    bytes: seed("a small binary", 64),
    text: "",
  },
];

const itemColumns = [
  "e",
  "x.file.sha256",
  "x.file.bytes",
  "x.file.type",
  "x.file.name",
  "x.family.parent",
  "x.obtained.how",
  "x.obtained.from",
  "x.obtained.by",
  "x.obtained.when",
  "x.obtained.where",
  "x.obtained.circumstances",
  "x.obtained.custodian",
];
const factColumns = [
  "e",
  "citation",
  "item",
  "x.about",
  "x.property",
  "x.value",
  "x.said_by",
  "x.certainty",
  "c.source",
  "c.sha256",
  "c.place",
  "c.quote",
];

/** The whole package, manifests included. */
export function buildBag(): Bag {
  const office = openNotebook("office laptop");
  const keeper = openNotebook("keeper laptop");
  const received = sources.map((source, n) =>
    office.write("source.received", id("src", source.item), receivedBody(source, n)),
  );
  const about = id("per", "A");
  const cite = (n: number, place: JsonObject, quote: string) => ({
    checked: "in-layer",
    place,
    quote,
    sha256: sha(sources[n]?.bytes ?? ""),
    source: id("src", sources[n]?.item ?? ""),
  });
  const claims = [
    office.write("claim.made", id("clm", "1"), {
      about,
      certainty: "probable",
      citations: [
        cite(1, { paragraph: 1, type: "paragraph" }, "أخذوه من البيت ليلاً"),
        cite(0, { type: "whole" }, "left at dawn"),
      ],
      property: "status",
      said_by: { type: "words", words: "الشاهدة" },
      value: { language: "ar", text: "مفقود", type: "text" },
    }),
    office.write("claim.made", id("clm", "2"), {
      about,
      certainty: "possible",
      citations: [cite(1, { paragraph: 2, type: "paragraph" }, "«لن يعود»")],
      property: "age",
      said_by: { type: "not-stated" },
      value: { number: 31, type: "number", unit: "years" },
    }),
  ];
  office.write("note.written", id("nte", "1"), { text: "withheld: not in the package" });
  const sealed = office.lines.length;
  const [body = {}] = sealBodies([{ notebook: office.id, size: sealed, root: office.tree(sealed).rootAt() }]);
  const seal = keeper.write("seal", id("sea", "1"), body);

  const bag: Bag = new Map();
  const put = (path: string, content: Uint8Array | string) =>
    bag.set(path, typeof content === "string" ? utf8(content) : content);
  for (const source of sources) {
    put(`data/sources/${source.item}/${source.item}.${source.extension}`, source.bytes);
    if (source.text !== "") put(`data/text/${source.item}.txt`, source.text);
  }
  for (const notebook of [office, keeper]) {
    const size = notebook.lines.length;
    const stem = `data/proofs/notebooks/${notebook.id}`;
    put(`${stem}.vkey`, `${notebook.vkey}\n`);
    put(`${stem}.pem`, notebook.pem);
    put(`${stem}.opened.json`, notebook.lines[0]?.text ?? "");
    put(`${stem}.checkpoint`, notebook.checkpoint());
    for (const [index, { text, digest }] of notebook.lines.entries()) {
      const shown = [...received, ...claims, seal].some((line) => line.digest === digest);
      if (!shown && index !== 0) continue;
      put(
        `data/proofs/${digest}.tlog-proof`,
        formatProof({ index, path: notebook.tree(size).inclusion(index), checkpoint: notebook.checkpoint() }),
      );
      if (shown) put(`data/proofs/lines/${digest}.json`, text);
    }
  }
  const stamped = sha(keeper.checkpoint());
  const reply = storedReply(stamped);
  if (reply !== undefined) {
    put(`data/proofs/anchors/${stamped}.tsr`, reply);
    put(`data/proofs/anchors/${stamped}.pem`, readFileSync(join(anchorFolder, "root.pem")));
  }

  put(
    "data/items.csv",
    formatTable(
      ["item", "path", "line", ...itemColumns, "consent_basis"],
      sources.map((source, n) => itemRow(source, received[n])),
    ),
  );
  put(
    "data/facts.csv",
    formatTable(
      ["fact", "line", ...factColumns],
      claims.flatMap((claim, n) => factRows(`F-${String(n + 1).padStart(6, "0")}`, claim)),
    ),
  );
  put("data/withheld.csv", formatTable(["what", "count", "reason"], [["notes of the team", "1", "never evidence"]]));
  put(
    "data/conditions.md",
    "# Conditions\n\nPurpose: practice. Recipient: anybody. Onward transfer: yes. / الغرض: تدريب.\n",
  );
  for (const name of ["VERIFY.md", "verify.sh", "verify.py", "verify_tables.py"])
    put(name, readFileSync(join(specFolder, name)));
  return sealBag(bag);
}

/** Bag declaration, bag-info and both manifests, made from what is there. */
export function sealBag(bag: Bag): Bag {
  const payload = [...bag].filter(([path]) => path.startsWith("data/"));
  const bytes = payload.reduce((sum, [, content]) => sum + content.length, 0);
  const info = [
    `Bagging-Date: 2024-03-02`,
    "External-Identifier: AMN-2024-0001",
    `Payload-Oxum: ${bytes}.${payload.length}`,
    "Source-Organization: Invented Archive",
  ];
  bag.set("bagit.txt", utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
  bag.set("bag-info.txt", utf8(`${info.join("\n")}\n`));
  const manifest = (mine: (path: string) => boolean) =>
    utf8(
      [...bag.keys()]
        .filter(mine)
        .sort(inByteOrder)
        .map((path) => `${sha(bag.get(path) ?? "")}  ${path}\n`)
        .join(""),
    );
  bag.set(
    "manifest-sha256.txt",
    manifest((path) => path.startsWith("data/")),
  );
  bag.set(
    "tagmanifest-sha256.txt",
    manifest((path) => !path.startsWith("data/") && path !== "tagmanifest-sha256.txt"),
  );
  return bag;
}

export function writeFolder(bag: Bag, folder: string): void {
  for (const [path, content] of bag) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** PK-19. */
export function tarOf(bag: Bag, top = "AMN-2024-0001"): Uint8Array {
  const mtime = Date.UTC(2024, 2, 2) / 1000;
  const blocks: Uint8Array[] = [];
  for (const path of [...bag.keys()].sort(inByteOrder)) {
    const content = bag.get(path) ?? new Uint8Array();
    const header = tarHeader({ name: `${top}/${path}`, bytes: content.length, mtime });
    if (header === undefined) throw new Error("a name that cannot be packed");
    blocks.push(header, content, new Uint8Array(-content.length & 511));
  }
  return new Uint8Array(Buffer.concat([...blocks, new Uint8Array(1024)]));
}

function receivedBody(source: Source, n: number): JsonObject {
  return {
    ...(n === 2 ? { family: { parent: id("src", "AMN-000001"), position: 1, role: "attachment" } } : {}),
    file: { bytes: source.bytes.length, name: source.name, sha256: sha(source.bytes), type: source.type },
    obtained: {
      by: "موظفة التوثيق",
      circumstances: n === 1 ? "at home, two people present" : "by e-mail",
      custodian: "Invented Archive",
      from: n === 1 ? "+witness 7" : "office",
      how: n === 1 ? "interview" : "mailbox",
      not_stated: ["when"],
      stated_in: "command",
      where: "بغداد",
    },
  };
}

function itemRow(source: Source, line: Written | undefined): readonly string[] {
  if (line === undefined) throw new Error("no line");
  const parsed: unknown = JSON.parse(line.text);
  const path = `data/sources/${source.item}/${source.item}.${source.extension}`;
  return [
    source.item,
    path,
    line.digest,
    ...itemColumns.map((column) => valueAt(parsed as JsonObject, column)),
    "consent given for court",
  ];
}

function factRows(fact: string, line: Written): readonly (readonly string[])[] {
  const parsed = JSON.parse(line.text) as { readonly x: { readonly citations: readonly JsonObject[] } };
  return parsed.x.citations.map((citation, n) => {
    const item = sources.find(({ item: name }) => id("src", name) === valueAt(citation, "source"))?.item ?? "";
    const value = (column: string) => {
      if (column === "citation") return String(n + 1).padStart(3, "0");
      if (column === "item") return item;
      return column.startsWith("c.") ? valueAt(citation, column.slice(2)) : valueAt(parsed, column);
    };
    return [fact, line.digest, ...factColumns.map(value)];
  });
}

/** Tokens of an authority are not made from seeds: the one in spec/vectors/anchor was given once for this checkpoint. */
function storedReply(stamped: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(join(anchorFolder, `${stamped}.tsr`)));
  } catch {
    return undefined;
  }
}
