/** Comma-separated values as RFC 4180 has them: written for spreadsheet programs, and our own files read back. */

/** Beginnings that a spreadsheet program would take for a formula. */
const formula = /^[=+\-@\t\r]/;

/** A cell with an apostrophe before what a program would run; nothing else is changed. */
export function unrunnable(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map((cell) => quoted(unrunnable(cell === undefined ? "" : String(cell)))).join(",")}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of a file that `csvLine` wrote, or a spreadsheet program after it. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let open = false;
  const body = text.replace(/^\ufeff/, "");
  for (let at = 0; at < body.length; at++) {
    const letter = body[at] ?? "";
    if (open) {
      if (letter !== '"') field += letter;
      else if (body[at + 1] === '"') {
        field += '"';
        at += 1;
      } else open = false;
    } else if (letter === '"' && field === "") open = true;
    else if (letter === ",") {
      row.push(field);
      field = "";
    } else if (letter === "\n") {
      rows.push([...row, field.replace(/\r$/, "")]);
      row = [];
      field = "";
    } else field += letter;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows.map((cells) =>
    cells.map((cell) => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell)),
  );
}
