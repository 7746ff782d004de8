/** The bag itself: declaration, manifests, that everything listed is there and nothing else. RFC 8493; spec/package.md PK-1 to PK-5. */
import { createHash } from "node:crypto";
import { bad, type Check, good, judge } from "../check.ts";
import { contentOf, type Files, hashOf, inByteOrder, pathsUnder } from "./files.ts";

const TAGMANIFEST = "tagmanifest-sha256.txt";
const top: ReadonlySet<string> = new Set([
  "bag-info.txt",
  "bagit.txt",
  "manifest-sha256.txt",
  TAGMANIFEST,
  "VERIFY.md",
  "verify.py",
  "verify.sh",
  "verify_tables.py",
]);
const always = [...top, "data/conditions.md", "data/facts.csv", "data/items.csv", "data/withheld.csv"];

export function* checkBag(files: Files): Generator<Check> {
  const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  yield judge(latin1(contentOf(files, "bagit.txt")) === declaration, "bag", "bagit.txt", "not the two lines of PK-1");
  yield* checkInfo(files);
  yield* checkManifest(files, "manifest-sha256.txt", (path) => path.startsWith("data/"));
  yield* checkManifest(files, TAGMANIFEST, (path) => !path.startsWith("data/") && path !== TAGMANIFEST);
  for (const path of always.toSorted(inByteOrder))
    if (!files.at.has(path)) yield bad("missing", path, "every package has it (PK-5)");
  for (const path of pathsUnder(files, ""))
    if (!path.startsWith("data/") && !top.has(path)) yield bad("extra", path, "not one of the eight at the top (PK-5)");
}

/** SHA-256 of the tag manifest: the one value that, told by another way, shows that nothing was taken out. */
export function packageDigest(files: Files): string {
  return createHash("sha256").update(contentOf(files, TAGMANIFEST)).digest("hex");
}

function* checkInfo(files: Files): Generator<Check> {
  const text = Buffer.from(contentOf(files, "bag-info.txt")).toString("utf8");
  const rows = text
    .split("\n")
    .slice(0, -1)
    .map((line) => /^([^: ][^:]*): (.+)$/.exec(line));
  const labels = rows.map((row) => row?.[1] ?? "");
  const info = new Map(rows.map((row) => [row?.[1], row?.[2]]));
  const payload = [...files.at].filter(([path]) => path.startsWith("data/"));
  const bytes = payload.reduce((sum, [, place]) => sum + place.bytes, 0);
  const date = info.get("Bagging-Date") ?? "";
  const holds =
    text.endsWith("\n") &&
    rows.every((row) => row !== null) &&
    labels.every((label, i) => i === 0 || (labels[i - 1] ?? "") < label) &&
    info.has("External-Identifier") &&
    info.has("Source-Organization") &&
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    info.get("Payload-Oxum") === `${bytes}.${payload.length}`;
  yield judge(holds, "bag", "bag-info.txt", "labels, order or Payload-Oxum are wrong (PK-2)");
  if (!holds || files.tar === undefined) return;
  const day = Date.parse(`${date}T00:00:00Z`) / 1000;
  const fits =
    files.tar.top === info.get("External-Identifier") && files.tar.times.size === 1 && files.tar.times.has(day);
  yield judge(fits, "tar", "id and date", "differ from bag-info.txt (PK-19)");
}

function* checkManifest(files: Files, name: string, mine: (path: string) => boolean): Generator<Check> {
  const listed = new Map<string, string>();
  const faults = [...readManifest(latin1(contentOf(files, name)), mine, listed)];
  for (const fault of faults) yield bad("manifest", name, `${fault} (PK-3)`);
  if (faults.length === 0) yield good("manifest", name, `${listed.size} files`);

  const there = [...files.at.keys()].filter(mine);
  for (const path of [...new Set([...listed.keys(), ...there])].sort(inByteOrder)) {
    const place = files.at.get(path);
    const stated = listed.get(path);
    if (!isPermitted(path)) yield bad("name", path, "not a permitted path (PK-4)");
    if (place === undefined) yield bad("missing", path, "listed, not there (PK-5)");
    else if (stated === undefined) yield bad("extra", path, "there, not listed (PK-5)");
    else yield judge(hashOf(place) === stated, "hash", path, "is not the file that was listed (PK-5)");
  }
}

/** Fills `listed` and gives the faults of form. */
function* readManifest(text: string, mine: (path: string) => boolean, listed: Map<string, string>): Generator<string> {
  const folded = new Set<string>();
  let last = "";
  const lines = text.split("\n");
  if (lines.pop() !== "") yield "no line feed at the end";
  for (const [i, line] of lines.entries()) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}([!-~]+)$/.exec(line) ?? [];
    if (hash === undefined || path === undefined) {
      yield `line ${i + 1}: not \`hash  path\``;
      continue;
    }
    if (path <= last) yield `line ${i + 1}: out of order or listed twice: ${path}`;
    if (!mine(path)) yield `line ${i + 1}: does not belong in this list: ${path}`;
    if (folded.has(path.toLowerCase())) yield `line ${i + 1}: a path that differs in letter case alone: ${path}`;
    folded.add(path.toLowerCase());
    listed.set(path, hash);
    last = path;
  }
}

/** PK-4: nothing to decode, nothing a file system or a normal form could read differently. */
export function isPermitted(path: string): boolean {
  const segment = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/;
  return path.length <= 200 && path.split("/").every((part) => part.length <= 100 && segment.test(part));
}

// Every permitted byte is ASCII; any other must not be lost on the way to being refused.
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
