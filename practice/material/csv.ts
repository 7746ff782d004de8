/** CSV (RFC 4180) as different programs write it: mark, byte order mark, line ends, and the old Arabic code page. */
import { windows1256 } from "./charset.ts";

export interface CsvForm {
  readonly mark: "," | ";" | "\t";
  readonly charset: "utf-8" | "utf-8-bom" | "windows-1256";
}

/** Pieces of text of about 64 KiB, so that a list of any length can be written through a small buffer. */
export function* csvPieces(
  rows: Iterable<readonly (string | number | undefined)[]>,
  mark: CsvForm["mark"],
): Generator<string> {
  let held: string[] = [];
  let length = 0;
  for (const cells of rows) {
    const line = `${cells.map((cell) => field(cell === undefined ? "" : String(cell), mark)).join(mark)}\r\n`;
    held.push(line);
    length += line.length;
    if (length < 65_536) continue;
    yield held.join("");
    held = [];
    length = 0;
  }
  if (held.length > 0) yield held.join("");
}

export function csvBytes(
  rows: Iterable<readonly (string | number | undefined)[]>,
  { mark, charset }: CsvForm,
): Uint8Array {
  const text = [...csvPieces(rows, mark)].join("");
  if (charset === "windows-1256") return windows1256(text);
  return new TextEncoder().encode(charset === "utf-8-bom" ? `\ufeff${text}` : text);
}

const field = (text: string, mark: string): string =>
  text.includes('"') || text.includes("\n") || text.includes("\r") || text.includes(mark)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
