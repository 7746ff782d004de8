/** Ways to damage or forge the package of spec/vectors, as data: path, change, and the check that must name it. */
import { type Bag, sealBag, utf8 } from "./world.testkit.ts";

export type Change =
  | { readonly type: "flip"; readonly path: string; readonly byte: number; readonly bit: number }
  | { readonly type: "replace"; readonly path: string; readonly find: string; readonly with: string }
  | { readonly type: "remove"; readonly path: string }
  | { readonly type: "add"; readonly path: string; readonly text: string }
  | { readonly type: "rename"; readonly path: string; readonly to: string }
  | { readonly type: "copy"; readonly path: string; readonly to: string }
  | { readonly type: "swap"; readonly path: string; readonly with: string }
  /** Exchange two neighbouring lines of a text file, counted from 0. */
  | { readonly type: "swap-lines"; readonly path: string; readonly line: number };

export type Mutation = {
  readonly name: string;
  readonly rule: string;
  readonly changes: readonly Change[];
  /** The forger also rewrote manifests and bag-info, so that BagIt tools are content. */
  readonly resealed: boolean;
  /** The check that must be BAD, and what its subject must begin with. */
  readonly check: string;
  readonly subject: string;
  /** verify.sh does not read tables nor the form of lines: it says so instead. */
  readonly beyondShell: boolean;
};

/** Applies a mutation to a copy. */
export function mutated(bag: Bag, { changes, resealed }: Pick<Mutation, "changes" | "resealed">): Bag {
  const copy: Bag = new Map(bag);
  for (const change of changes) apply(copy, change);
  return resealed ? sealBag(copy) : copy;
}

function apply(bag: Bag, change: Change): void {
  if (change.type === "add") {
    bag.set(change.path, utf8(change.text));
    return;
  }
  const content = bag.get(change.path);
  if (content === undefined) throw new Error("the vector and its mutations do not fit together");
  const text = () => Buffer.from(content).toString("utf8");
  switch (change.type) {
    case "flip":
      bag.set(change.path, content.with(change.byte, (content[change.byte] ?? 0) ^ (1 << change.bit)));
      return;
    case "replace":
      if (!text().includes(change.find)) throw new Error("the vector and its mutations do not fit together");
      bag.set(change.path, utf8(text().replace(change.find, change.with)));
      return;
    case "remove":
      bag.delete(change.path);
      return;
    case "rename":
      bag.delete(change.path);
      bag.set(change.to, content);
      return;
    case "copy":
      bag.set(change.to, content);
      return;
    case "swap":
      bag.set(change.path, bag.get(change.with) ?? content);
      bag.set(change.with, content);
      return;
    case "swap-lines": {
      const lines = text().split("\n");
      const [a = "", b = ""] = lines.slice(change.line, change.line + 2);
      bag.set(change.path, utf8(lines.toSpliced(change.line, 2, b, a).join("\n")));
    }
  }
}

/** The list for a good package built by world.testkit. */
export function mutations(bag: Bag): readonly Mutation[] {
  const paths = [...bag.keys()].sort();
  const text = (path: string) => Buffer.from(bag.get(path) ?? "").toString("utf8");
  const one = (pattern: RegExp, n = 0) => {
    const found = paths.filter((path) => pattern.test(path))[n];
    if (found === undefined) throw new Error("the package lacks what a mutation needs");
    return found;
  };
  const line = (kind: string, n = 0) => {
    const found = paths.filter((path) => path.startsWith("data/proofs/lines/") && text(path).includes(`"k":"${kind}"`))[
      n
    ];
    if (found === undefined) throw new Error("the package lacks what a mutation needs");
    return found;
  };
  const digestOf = (path: string) => path.slice(-69, -5);
  const proofOf = (path: string) => `data/proofs/${digestOf(path)}.tlog-proof`;
  const idOf = (path: string) => path.slice("data/proofs/notebooks/".length).split(".")[0] ?? "";
  const last = (path: string) => (bag.get(path)?.length ?? 1) - 1;

  const [mail, interview] = [one(/^data\/sources\/.*eml$/), one(/^data\/sources\/.*002\.txt$/)];
  const [claim, received, seal] = [line("claim.made"), line("source.received"), line("seal")];
  const [vkey, pem, opened, checkpoint] = ["vkey", "pem", "opened.json", "checkpoint"].map((end) =>
    one(new RegExp(`notebooks/[^.]*[.]${end}$`, "u")),
  ) as [string, string, string, string];
  const otherVkey = one(/notebooks\/.*vkey$/, 1);
  const stamp = one(/[.]tsr$/);
  const manifest = "manifest-sha256.txt";
  const receivedDigests = [0, 1].map((n) => digestOf(line("source.received", n))) as [string, string];

  const pointer = (item: string) => `"001","AMN-00000${item}","`;
  const rest = text("data/facts.csv").split(pointer("2"))[2]?.slice(0, 30) ?? "";

  const list: Mutation[] = [];
  const add = (
    rule: string,
    name: string,
    check: string,
    subject: string,
    changes: readonly Change[],
    more: Partial<Mutation> = {},
  ) => list.push({ name, rule, changes, resealed: false, check, subject, beyondShell: false, ...more });
  const forged = { resealed: true };
  const forgedTable = { resealed: true, beyondShell: true };

  // What a bad disk or a careless copy does: one bit in every file, at the end, in the middle.
  for (const path of paths.filter((path) => !path.includes("manifest"))) {
    add("PK-5", `one bit of ${path}`, "hash", path, [
      { type: "flip", path, byte: last(path) >> 1, bit: last(path) % 7 },
    ]);
  }
  add("PK-3", "the last byte of the manifest", "manifest", manifest, [
    { type: "flip", path: manifest, byte: last(manifest), bit: 1 },
  ]);
  add("PK-3", "a hash of the manifest in capitals", "manifest", manifest, [
    {
      type: "replace",
      path: manifest,
      find: text(manifest).slice(0, 64),
      with: text(manifest).slice(0, 64).toUpperCase(),
    },
  ]);
  add("PK-5", "one bit of a hash in the tag manifest", "hash", "VERIFY.md", [
    { type: "flip", path: "tagmanifest-sha256.txt", byte: 9, bit: 0 },
  ]);
  add("PK-5", "a file is missing", "missing", mail, [{ type: "remove", path: mail }]);
  add("PK-5", "a file too many", "extra", "data/more.txt", [{ type: "add", path: "data/more.txt", text: "more" }]);
  add("PK-5", "a file too many at the top", "extra", "README", [{ type: "add", path: "README", text: "more" }]);
  add(
    "PK-5",
    "a top file that manifests know",
    "extra",
    "README",
    [{ type: "add", path: "README", text: "more" }],
    forged,
  );
  add(
    "PK-5",
    "no conditions",
    "missing",
    "data/conditions.md",
    [{ type: "remove", path: "data/conditions.md" }],
    forged,
  );
  add(
    "PK-5",
    "half of a program taken out",
    "missing",
    "verify_tables.py",
    [{ type: "remove", path: "verify_tables.py" }],
    forged,
  );
  add("PK-5", "two files swapped", "hash", mail, [{ type: "swap", path: mail, with: interview }]);
  add("PK-5", "a file twice", "extra", "data/sources/AMN-000001/AMN-000009.eml", [
    { type: "copy", path: mail, to: "data/sources/AMN-000001/AMN-000009.eml" },
  ]);
  add(
    "PK-5",
    "a fetch.txt",
    "extra",
    "fetch.txt",
    [{ type: "add", path: "fetch.txt", text: "http://example.org/x - data/x\n" }],
    forged,
  );
  // The invalid bags of the BagIt conformance suite that plain `sha256sum -c` lets pass, and their neighbours.
  add("PK-1", "white space in bagit.txt", "bag", "bagit.txt", [
    { type: "replace", path: "bagit.txt", find: "BagIt-Version: 1.0", with: "BagIt-Version : 1.0" },
  ]);
  add("PK-1", "an older BagIt version", "bag", "bagit.txt", [
    { type: "replace", path: "bagit.txt", find: "1.0", with: "0.97" },
  ]);
  add("PK-1", "a byte order mark in bagit.txt", "bag", "bagit.txt", [
    { type: "replace", path: "bagit.txt", find: "BagIt", with: "\ufeffBagIt" },
  ]);
  add("PK-2", "a wrong Payload-Oxum", "bag", "bag-info.txt", [
    { type: "replace", path: "bag-info.txt", find: "Oxum: ", with: "Oxum: 1" },
  ]);
  add("PK-2", "a label twice", "bag", "bag-info.txt", [
    { type: "replace", path: "bag-info.txt", find: "Source-", with: "Source-Organization: Another\nSource-" },
  ]);
  add("PK-3", "a payload file not listed", "extra", mail, [
    {
      type: "replace",
      path: manifest,
      find:
        text(manifest)
          .split("\n")
          .find((l) => l.endsWith(mail)) ?? "",
      with: "",
    },
  ]);
  add("PK-3", "a file listed twice with one hash", "manifest", manifest, [
    {
      type: "replace",
      path: manifest,
      find: text(manifest).split("\n")[0] ?? "",
      with: `${text(manifest).split("\n")[0]}\n${text(manifest).split("\n")[0]}`,
    },
  ]);
  add("PK-3", "the manifest in another order", "manifest", manifest, [{ type: "swap-lines", path: manifest, line: 2 }]);
  add("PK-3", "the manifest with CRLF", "manifest", manifest, [
    { type: "replace", path: manifest, find: "\n", with: "\r\n" },
  ]);
  add("PK-3", "a path outside the bag", "manifest", manifest, [
    { type: "replace", path: manifest, find: "  data/", with: "  ../data/" },
  ]);
  add("PK-4", "a name with a blank", "name", "data/a b.txt", [{ type: "add", path: "data/a b.txt", text: "x" }]);
  add(
    "PK-4",
    "a name with a percent sign",
    "name",
    "data/a%0Ab.txt",
    [{ type: "add", path: "data/a%0Ab.txt", text: "x" }],
    forged,
  );
  add("PK-4", "a name that ends in a dot", "name", "data/a.", [{ type: "add", path: "data/a.", text: "x" }], forged);
  add(
    "PK-3",
    "a name in other letter case",
    "manifest",
    manifest,
    [{ type: "copy", path: "data/items.csv", to: "data/ITEMS.csv" }],
    forged,
  );

  // What a forger does, who rewrites the manifests: only the chain of lines, proofs and signatures is left.
  add(
    "PK-14",
    "a source changed",
    "source",
    mail,
    [{ type: "replace", path: mail, find: "Three", with: "Seven" }],
    forged,
  );
  add("PK-14", "two sources swapped", "source", mail, [{ type: "swap", path: mail, with: interview }], forged);
  add(
    "PK-15",
    "a source nobody listed",
    "source",
    "data/sources/AMN-000004/AMN-000004.txt",
    [{ type: "add", path: "data/sources/AMN-000004/AMN-000004.txt", text: "new" }],
    forged,
  );
  add(
    "PK-6",
    "a line changed",
    "line",
    digestOf(claim),
    [{ type: "replace", path: claim, find: '"claim.made"', with: '"claim.mad"' }],
    forged,
  );
  add(
    "PK-6",
    "a line with a line feed",
    "line",
    digestOf(claim),
    [{ type: "replace", path: claim, find: "}", with: "}\n" }],
    forged,
  );
  add(
    "PK-6",
    "a line under another name",
    "line",
    "0".repeat(64),
    [{ type: "rename", path: claim, to: `data/proofs/lines/${"0".repeat(64)}.json` }],
    forged,
  );
  add(
    "PK-6",
    "two lines swapped",
    "line",
    receivedDigests[0],
    [{ type: "swap", path: line("source.received", 0), with: line("source.received", 1) }],
    forged,
  );
  add(
    "PK-6",
    "a line without its proof",
    "proof",
    digestOf(received),
    [{ type: "remove", path: proofOf(received) }],
    forged,
  );
  add("PK-6", "a proof without its line", "proof", digestOf(received), [{ type: "remove", path: received }], forged);
  add(
    "PK-7",
    "two proofs swapped",
    "proof",
    receivedDigests[0],
    [{ type: "swap", path: proofOf(line("source.received", 0)), with: proofOf(line("source.received", 1)) }],
    forged,
  );
  add(
    "PK-7",
    "the hashes of a proof in another order",
    "proof",
    digestOf(received),
    [{ type: "swap-lines", path: proofOf(received), line: 2 }],
    forged,
  );
  add(
    "PK-7",
    "another index",
    "proof",
    digestOf(received),
    [{ type: "replace", path: proofOf(received), find: "index ", with: "index 1" }],
    forged,
  );
  add(
    "PK-7",
    "extra data in a proof",
    "proof",
    digestOf(received),
    [{ type: "replace", path: proofOf(received), find: "index ", with: "extra AAAA\nindex " }],
    forged,
  );
  add(
    "PK-7",
    "a proof with one hash too many",
    "proof",
    digestOf(received),
    [{ type: "replace", path: proofOf(received), find: "\n\n", with: `\n${"A".repeat(43)}=\n\n` }],
    forged,
  );
  add(
    "PK-8",
    "a checkpoint of another size",
    "checkpoint",
    idOf(checkpoint),
    [{ type: "replace", path: checkpoint, find: `\n${text(checkpoint).split("\n")[1]}\n`, with: `\n9\n` }],
    forged,
  );
  add(
    "PK-8",
    "a checkpoint without signature of its notebook",
    "checkpoint",
    idOf(checkpoint),
    [{ type: "replace", path: checkpoint, find: "— amana.example/n/", with: "— amana.example/m/" }],
    forged,
  );
  add(
    "PK-8",
    "a checkpoint with an extension line",
    "checkpoint",
    "",
    [{ type: "replace", path: checkpoint, find: "\n\n", with: "\nextension\n\n" }],
    forged,
  );
  add(
    "PK-9",
    "a key exchanged for another notebook's",
    "notebook",
    idOf(vkey),
    [{ type: "swap", path: vkey, with: otherVkey }],
    forged,
  );
  add(
    "PK-9",
    "another key for openssl",
    "notebook",
    idOf(pem),
    [{ type: "copy", path: one(/notebooks\/.*pem$/, 1), to: pem }],
    forged,
  );
  add("PK-9", "no line 0", "notebook", idOf(opened), [{ type: "remove", path: opened }], forged);
  add(
    "PK-9",
    "a certificate changed in one digit",
    "notebook",
    idOf(opened),
    [{ type: "flip", path: opened, byte: text(opened).indexOf('"certificate":"') + 20, bit: 0 }],
    forged,
  );
  add(
    "PK-10",
    "a time-stamp changed in one bit",
    "anchor",
    stamp,
    [{ type: "flip", path: stamp, byte: last(stamp) - 10, bit: 2 }],
    forged,
  );
  add(
    "PK-10",
    "a time-stamp about something else",
    "anchor",
    stamp.replace(/[0-9a-f]{64}/, "a".repeat(64)),
    [{ type: "rename", path: stamp, to: stamp.replace(/[0-9a-f]{64}/, "a".repeat(64)) }],
    forged,
  );
  add(
    "PK-11",
    "a seal line changed",
    "line",
    digestOf(seal),
    [{ type: "replace", path: seal, find: '"size":', with: '"size":1' }],
    forged,
  );
  add(
    "PK-12",
    "a table without byte order mark",
    "items",
    "table",
    [{ type: "replace", path: "data/items.csv", find: "\ufeff", with: "" }],
    forgedTable,
  );
  add(
    "PK-12",
    "a table field without quotes",
    "withheld",
    "table",
    [{ type: "replace", path: "data/withheld.csv", find: '"1"', with: "1" }],
    forgedTable,
  );
  add(
    "PK-12",
    "a formula without its guard",
    "items",
    "table",
    [{ type: "replace", path: "data/items.csv", find: "\"'=", with: '"=' }],
    forgedTable,
  );
  add(
    "PK-13",
    "another media type",
    "items",
    "AMN-000001",
    [{ type: "replace", path: "data/items.csv", find: "message/rfc822", with: "text/plain" }],
    forgedTable,
  );
  add(
    "PK-14",
    "another provenance",
    "items",
    "AMN-000002",
    [{ type: "replace", path: "data/items.csv", find: "at home, two people present", with: "in the street" }],
    forgedTable,
  );
  add(
    "PK-14",
    "items in another order",
    "items",
    "AMN-000001",
    [{ type: "swap-lines", path: "data/items.csv", line: 1 }],
    forgedTable,
  );
  add(
    "PK-14",
    "an item that names another line",
    "items",
    "AMN-000001",
    [
      {
        type: "replace",
        path: "data/items.csv",
        find: receivedLineOf("AMN-000001"),
        with: receivedLineOf("AMN-000002"),
      },
    ],
    forgedTable,
  );
  add(
    "PK-15",
    "an item taken out, its file left",
    "source",
    mail,
    [{ type: "replace", path: "data/items.csv", find: `${text("data/items.csv").split("\n")[1]}\n`, with: "" }],
    forgedTable,
  );
  add(
    "PK-16",
    "another value of a fact",
    "facts",
    "F-000001/001",
    [{ type: "replace", path: "data/facts.csv", find: "مفقود", with: "ناج" }],
    forgedTable,
  );
  add(
    "PK-16",
    "another quote",
    "facts",
    "F-000002/001",
    [{ type: "replace", path: "data/facts.csv", find: "لن يعود", with: "سيعود" }],
    forgedTable,
  );
  add(
    "PK-16",
    "a fact's row taken out",
    "facts",
    "",
    [{ type: "replace", path: "data/facts.csv", find: `${text("data/facts.csv").split("\n")[2]}\n`, with: "" }],
    forgedTable,
  );
  add(
    "PK-16",
    "a fact twice",
    "facts",
    "F-000001/001",
    [
      {
        type: "replace",
        path: "data/facts.csv",
        find: `${text("data/facts.csv").split("\n")[1]}\n`,
        with: `${text("data/facts.csv").split("\n")[1]}\n${text("data/facts.csv").split("\n")[1]}\n`,
      },
    ],
    forgedTable,
  );
  add(
    "PK-16",
    "a fact that points at another item",
    "facts",
    "F-000002/001",
    [
      {
        type: "replace",
        path: "data/facts.csv",
        find: `${pointer("2")}${rest}`,
        with: `${pointer("3")}${rest}`,
      },
    ],
    forgedTable,
  );
  add(
    "PK-17",
    "a count that is no number",
    "withheld",
    "notes of the team",
    [{ type: "replace", path: "data/withheld.csv", find: '"1"', with: '"one"' }],
    forgedTable,
  );
  add(
    "PK-18",
    "a text of no item",
    "items",
    "data/text/AMN-000007.txt",
    [{ type: "add", path: "data/text/AMN-000007.txt", text: "x" }],
    forgedTable,
  );
  return list;

  function receivedLineOf(item: string): string {
    const row = text("data/items.csv")
      .split("\r\n")
      .find((line) => line.startsWith(`"${item}"`));
    return row?.split('","')[2] ?? "";
  }
}
