/**
 * Sheets of Bayanat (SJAC): actors, bulletins or incidents, one row each; `originid` or `id` names a row, `_ar` columns
 * stand beside the Latin ones. Labels, sources, geolocations and relations of its own stay in the source.
 */
import { err, type Result } from "@amana/format";
import { checkMapping } from "../read-mapping.ts";
import { type Planned, planMapped } from "../session.ts";
import type { ListSource } from "../tables.ts";
import type { FormOptions, FormRefused } from "./form.ts";
import { headingsOf } from "./headed.ts";

export function isBayanat(sources: readonly ListSource[]): boolean {
  const [source] = sources;
  if (source === undefined || sources.length !== 1) return false;
  const headings = new Set(headingsOf(source).map((heading) => heading.toLowerCase()));
  const has = (...names: readonly string[]) => names.some((name) => headings.has(name));
  const actor = has("first_name_ar", "nickname_ar", "name_ar", "first_name") && has("originid", "id", "civilian");
  const bulletin = has("title_ar", "sjac_title", "sjac_title_ar") && has("originid", "id", "potential_violations");
  return actor || bulletin;
}

const text: readonly (readonly [column: string, property: string])[] = [
  ["name", "name"],
  ["name_ar", "name"],
  ["first_name", "given-name"],
  ["first_name_ar", "given-name"],
  ["father_name", "father-name"],
  ["father_name_ar", "father-name"],
  ["last_name", "family-name"],
  ["last_name_ar", "family-name"],
  ["mother_name", "mother-name"],
  ["mother_name_ar", "mother-name"],
  ["nickname", "nom-de-guerre"],
  ["nickname_ar", "nom-de-guerre"],
  ["sex", "sex"],
  ["birth_date", "birth"],
  ["birth_place", "birth-place"],
  ["origin_place", "residence"],
  ["residence_place", "residence"],
  ["occupation", "occupation"],
  ["occupation_ar", "occupation"],
  ["position", "role"],
  ["position_ar", "role"],
  ["ethnographies", "ethnicity"],
  ["ethnography", "ethnicity"],
  ["nationalities", "nationality"],
  ["nationality", "nationality"],
  ["religion", "religion"],
  ["dialects", "language"],
  ["id_number", "document-number"],
  ["description", "description"],
  ["events", "description"],
];
const entityText: typeof text = [
  ["name", "name"],
  ["name_ar", "name"],
  ["nickname", "name"],
  ["nickname_ar", "name"],
  ["description", "summary"],
];
const eventText: typeof text = [
  ["title", "summary"],
  ["title_ar", "summary"],
  ["sjac_title", "summary"],
  ["sjac_title_ar", "summary"],
  ["description", "summary"],
  ["publish_date", "happened"],
  ["from_date", "happened"],
  ["locations", "happened-at"],
];

export function planBayanat({ sources, properties, list }: FormOptions): Result<Planned, FormRefused> {
  const [source] = sources;
  if (source === undefined) return err({ type: "import-form-not-this" });
  const headings = headingsOf(source);
  const here = (name: string) => headings.find((heading) => heading.toLowerCase() === name);
  const pairs = (all: typeof text) =>
    all.flatMap(([column, property]) => {
      const heading = here(column);
      return heading === undefined ? [] : [{ column: heading, property }];
    });
  const number = here("originid") ?? here("id");
  const own = number === undefined ? [] : [{ column: number, property: "record-number" }];
  const first = (alternatives: readonly (readonly string[])[]) => ({
    first: alternatives.flatMap((columns) => {
      const found = columns.flatMap((column) => here(column) ?? []);
      return found.length === 0 ? [] : [found];
    }),
  });
  const type = here("type");
  const rows =
    here("title") !== undefined || here("title_ar") !== undefined || here("sjac_title") !== undefined
      ? [
          {
            opens: "incident",
            label: first([
              ["title"],
              ["title_ar"],
              ["sjac_title"],
              ["sjac_title_ar"],
              number === undefined ? [] : ["originid", "id"],
            ]),
            ...(number !== undefined && { number }),
            properties: [...pairs(eventText), ...own],
          },
        ]
      : [
          {
            opens: "person",
            ...(type !== undefined && { only: { column: type, is: ["Person", "person", "شخص"] } }),
            label: first([
              ["name"],
              ["name_ar"],
              ["first_name", "father_name", "last_name"],
              ["first_name_ar", "father_name_ar", "last_name_ar"],
              ["nickname"],
              ["nickname_ar"],
            ]),
            ...(number !== undefined && { number }),
            properties: [...pairs(text), ...own],
          },
          ...(type === undefined
            ? []
            : [
                {
                  opens: "group",
                  only: { column: type, is: ["Entity", "entity", "كيان"] },
                  label: first([["name"], ["name_ar"], ["nickname"], ["nickname_ar"], ["first_name"]]),
                  ...(number !== undefined && { number }),
                  properties: [...pairs(entityText), ...own],
                },
              ]),
        ];
  const given = {
    list: list ?? source.name.replace(/\.[a-z0-9]{1,5}$/i, ""),
    ...(number !== undefined && { key: [number] }),
    rows,
  };
  const mapping = checkMapping(given, properties);
  if (!mapping.ok) return mapping;
  return planMapped(source, mapping.value, JSON.stringify(given), properties);
}
