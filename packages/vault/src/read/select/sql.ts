/** Pieces of SQL with their values, put together left to right so that values stay in the order of their marks. */

export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** `sql\`a = ${1} AND ${other}\``: a piece stands in place, anything else becomes a bound value. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (Sql | string | number)[]): Sql {
  let text = texts[0] ?? "";
  const values: (string | number)[] = [];
  for (const [i, part] of parts.entries()) {
    if (typeof part === "object") {
      text += part.text;
      values.push(...part.values);
    } else {
      text += "?";
      values.push(part);
    }
    text += texts[i + 1] ?? "";
  }
  return { text, values };
}

/** A name of a table or column, or other words of our own: never anything a person typed. */
export const raw = (text: string): Sql => ({ text, values: [] });

export function joined(parts: readonly Sql[], by: string): Sql {
  return { text: parts.map(({ text }) => text).join(by), values: parts.flatMap(({ values }) => values) };
}

export const all = (parts: readonly Sql[]): Sql => (parts.length === 0 ? raw("1") : joined(parts, " AND "));
export const any = (parts: readonly Sql[]): Sql => (parts.length === 0 ? raw("0") : sql`(${joined(parts, " OR ")})`);
export const union = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? raw("SELECT 0 AS record WHERE 0") : joined(parts, " UNION ALL ");

/** Few values are bound one by one, which an index serves best; many come as one JSON text. */
export function list(values: readonly (string | number)[]): Sql {
  if (values.length > 40) return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  return sql`(${joined(
    values.map((value) => sql`${value}`),
    ", ",
  )})`;
}
