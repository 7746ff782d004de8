/**
 * A CSV as Uwazi exports and imports it: a title, a column for each property of the template, several values apart by `|`,
 * languages as `Title__en`, places as `latitude|longitude`. Templates are the collection's own, so the columns are guessed
 * by their headings; a mapping of one's own goes before.
 */
import { err, type Result } from "@amana/format";
import { guide } from "../guide.ts";
import { checkMapping } from "../read-mapping.ts";
import { type Planned, planMapped } from "../session.ts";
import type { ListSource } from "../tables.ts";
import type { FormOptions, FormRefused } from "./form.ts";
import { headingsOf } from "./headed.ts";

export function isUwazi(sources: readonly ListSource[]): boolean {
  const [source] = sources;
  if (source === undefined || sources.length !== 1) return false;
  const headings = headingsOf(source).map((heading) => heading.toLowerCase());
  return (
    headings.some((heading) => /^title(__[a-z]{2,3})?$/.test(heading)) &&
    headings.some((heading) => /__[a-z]{2,3}$/.test(heading) || heading.endsWith("geolocation"))
  );
}

type Fields = Record<string, unknown>;

export function planUwazi({ sources, properties, list }: FormOptions): Result<Planned, FormRefused> {
  const [source] = sources;
  const guided = source && guide(source.rows(), source.name);
  if (source === undefined || guided?.mapping === undefined) return err({ type: "import-form-not-this" });
  const point = headingsOf(source).find((heading) => heading.toLowerCase().endsWith("geolocation"));
  const rows = (guided.mapping["rows"] as Fields[]).map((row) => severalValues(row, point, properties));
  const { key: _key, ...rest } = guided.mapping;
  const given = { ...rest, ...(list !== undefined && { list }), order: guided.mapping["order"] ?? "dmy", rows };
  const mapping = checkMapping(given, properties);
  if (!mapping.ok) return mapping;
  const planned = planMapped(source, mapping.value, JSON.stringify(given), properties);
  return planned.ok ? { ok: true, value: { ...planned.value } } : planned;
}

function severalValues(row: Fields, point: string | undefined, properties: FormOptions["properties"]): Fields {
  const where = row["where"] as Fields | undefined;
  const type = row["type"] as Fields | undefined;
  const own = row["properties"] as Fields[] | undefined;
  return {
    ...row,
    ...(where && point !== undefined && { where: { ...where, at: point } }),
    ...(type && { type: { ...type, split: "|" } }),
    ...(own && {
      properties: own.map((each) =>
        properties.get(String(each["property"]))?.value === "text" ? { ...each, split: "|" } : each,
      ),
    }),
  };
}
