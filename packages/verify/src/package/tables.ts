/** Items and facts against the lines they repeat: spec/package.md PK-12 to PK-18. */
import { type JsonObject, type JsonValue, jcs, type Line } from "@amana/format";
import { bad, type Check, good, judge } from "../check.ts";
import { type Row, rows, TableMalformed } from "./csv.ts";
import { type Files, hashOf, inByteOrder, pathsUnder } from "./files.ts";
import { lineAt, type Proofs } from "./proofs.ts";

type Item = { readonly e: string; readonly sha256: string };
const ITEM_COLUMNS = ["item", "path", "line", "e", "x.file.sha256", "x.file.bytes"];

export function* checkTables(files: Files, proofs: Proofs): Generator<Check> {
  const items = yield* checkItems(files, proofs);
  yield* checkFacts(files, proofs, items);
  yield* readTable(files, "withheld", ["what", "count", "reason"], function* (row) {
    yield judge(/^[0-9]+$/.test(cell(row, "count")), "withheld", cell(row, "what"), "count is no number (PK-17)");
  });
}

function* checkItems(files: Files, { proven }: Proofs): Generator<Check, ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  const uses = new Map<string, number>();
  let last = "";
  yield* readTable(files, "items", ITEM_COLUMNS, function* (row) {
    const [item, path, digest] = [cell(row, "item"), cell(row, "path"), cell(row, "line")];
    const line = proven.has(digest) ? lineAt(files, digest) : undefined;
    const wrong = itemFault(files, row, line, item > last);
    yield judge(wrong === undefined, "items", item, wrong ?? "");
    const place = files.at.get(path);
    if (line !== undefined && place !== undefined) {
      const stated =
        valueAt(line, "x.file.sha256") === hashOf(place) && valueAt(line, "x.file.bytes") === String(place.bytes);
      yield judge(stated, "source", path, "is not the file its line states (PK-14)");
    }
    uses.set(path, (uses.get(path) ?? 0) + 1);
    items.set(item, { e: cell(row, "e"), sha256: cell(row, "x.file.sha256") });
    last = item;
  });
  for (const path of pathsUnder(files, "data/sources/"))
    if (uses.get(path) !== 1) yield bad("source", path, "is the path of no item, or of two (PK-15)");
  for (const path of pathsUnder(files, "data/text/"))
    if (!items.has(path.slice("data/text/".length, -".txt".length)))
      yield bad("items", path, "is the text of no item (PK-18)");
  return items;
}

function itemFault(files: Files, row: Row, line: Line | undefined, inOrder: boolean): string | undefined {
  const [item, path, digest] = [cell(row, "item"), cell(row, "path"), cell(row, "line")];
  if (!inOrder || !/^[A-Z]{2,8}-[0-9]{6}$/.test(item)) return "is out of order, listed twice or misnamed (PK-14)";
  if (digest !== "" && line?.k !== "source.received") return "has no proven source.received line (PK-14)";
  const wrong = disagreeing(row, line);
  if (wrong.length > 0) return `differs from its line in ${wrong.join(", ")} (PK-14)`;
  const isNative = path.startsWith(`data/sources/${item}/${item}.`);
  return files.at.has(path) && isNative === (digest !== "") ? undefined : "path and line do not fit (PK-15)";
}

function* checkFacts(files: Files, { proven }: Proofs, items: ReadonlyMap<string, Item>): Generator<Check> {
  // How many citations each line has, and which rows were seen: numbers only, so that memory does not grow with text.
  const seen = new Set<string>();
  let last = "";
  yield* readTable(files, "facts", ["fact", "line", "e", "citation", "item"], function* (row) {
    const subject = `${cell(row, "fact")}/${cell(row, "citation")}`;
    const slot = `${cell(row, "line")}/${cell(row, "citation")}`;
    const line = proven.has(cell(row, "line")) ? lineAt(files, cell(row, "line")) : undefined;
    const order = `${cell(row, "fact")}\0${cell(row, "citation")}`;
    const wrong = seen.has(slot) ? "the same citation twice" : factFault(row, line, items);
    yield judge(wrong === undefined && order > last, "facts", subject, `${wrong ?? "is out of order"} (PK-16)`);
    seen.add(slot);
    last = order;
  });
  for (const digest of [...proven.keys()].sort(inByteOrder)) {
    for (let n = 1; n <= citationsOf(lineAt(files, digest)).length; n++) {
      const slot = `${digest}/${String(n).padStart(3, "0")}`;
      if (!seen.has(slot)) yield bad("facts", slot, "a citation without a row (PK-16)");
    }
  }
}

function factFault(row: Row, line: Line | undefined, items: ReadonlyMap<string, Item>): string | undefined {
  const n = cell(row, "citation");
  const citation = /^[0-9]{3}$/.test(n) ? citationsOf(line)[Number(n) - 1] : undefined;
  if (line === undefined || citation === undefined) return "cites what no proven line does";
  const wrong = [...disagreeing(row, line)];
  for (const [column, value] of row)
    if (column.startsWith("c.") && value !== valueAt(citation, column.slice(2))) wrong.push(column);
  if (wrong.length > 0) return `differs from its line in ${wrong.join(", ")}`;
  if (cell(row, "item") === "") return undefined;
  const item = items.get(cell(row, "item"));
  const fits = item?.e === valueAt(citation, "source") && item.sha256 === valueAt(citation, "sha256");
  return fits ? undefined : "names an item its citation does not";
}

function citationsOf(line: Line | undefined): readonly JsonValue[] {
  const { citations } = line?.x ?? {};
  return Array.isArray(citations) ? (citations as readonly JsonValue[]) : [];
}

/** Derived columns that do not repeat the line; without a line they must be empty. */
function disagreeing(row: Row, line: Line | undefined): readonly string[] {
  const wrong: string[] = [];
  for (const [column, value] of row)
    if (/^([ektv]|x\..+)$/.test(column) && value !== (line === undefined ? "" : valueAt(line, column)))
      wrong.push(column);
  return wrong;
}

/** PK-13: what stands at a dotted path, as text. */
export function valueAt(value: object | JsonValue, path: string): string {
  let at: JsonValue | undefined = value as JsonValue;
  for (const step of path.split(".")) {
    if (Array.isArray(at)) at = /^[0-9]+$/.test(step) ? (at as readonly JsonValue[])[Number(step)] : undefined;
    else if (typeof at === "object" && at !== null && Object.hasOwn(at, step)) at = (at as JsonObject)[step];
    else at = undefined;
  }
  if (at === undefined || at === null) return "";
  return typeof at === "string" ? at : jcs(at);
}

function* readTable(
  files: Files,
  name: "items" | "facts" | "withheld",
  begin: readonly string[],
  judgeRow: (row: Row) => Generator<Check>,
): Generator<Check> {
  const place = files.at.get(`data/${name}.csv`);
  if (place === undefined) return; // already said to be missing
  try {
    for (const row of rows(place, begin)) yield* judgeRow(row);
    yield good(name, "table");
  } catch (cause) {
    if (!(cause instanceof TableMalformed)) throw cause;
    yield bad(name, "table", `row ${cause.row}: not the CSV of PK-12, or not its columns`);
  }
}

function cell(row: Row, column: string): string {
  return row.get(column) ?? "";
}
