/** The CSV of packages, written: for people, for spreadsheets that would run it, and for whoever compares it with the lines. spec/package.md PK-12, PK-13. */
import { type JsonObject, type JsonValue, jcs } from "@amana/format";

/** Byte order mark, every field quoted, CRLF; a field a spreadsheet would take for a formula gets one `'` before it. */
export function tableText(columns: readonly string[], rows: Iterable<readonly string[]>): string {
  let text = `\ufeff${columns.map(field).join(",")}\r\n`;
  for (const row of rows) {
    if (row.length !== columns.length) throw new TypeError("a row has a field for every column");
    text += `${row.map(field).join(",")}\r\n`;
  }
  return text;
}

function field(value: string): string {
  const guard = /^[=+\-@\t\r']/.test(value) ? "'" : "";
  return `"${guard}${value.replaceAll('"', '""')}"`;
}

/** A derived value (PK-13): what stands at a dotted path, as text; a number picks from a list, from 0. */
export function derived(line: JsonObject, path: string): string {
  let at: JsonValue | undefined = line;
  for (const step of path.split(".")) at = below(at, step);
  if (at === undefined || at === null) return "";
  return typeof at === "string" ? at : jcs(at);
}

function below(value: JsonValue | undefined, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value as readonly JsonValue[])[Number(step)] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as JsonObject)[step];
}
