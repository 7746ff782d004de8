/** Records by what people call them: an id (or its beginning), a label, a name a claim gives, a place of the gazetteer. */
import { fold, indexText, placesByName, within } from "@amana/record";
import type { Condition, VaultView } from "@amana/vault";
import { expandParts } from "../search/expand.ts";
import { parseQuery } from "../search/query.ts";

const mostPersons = 1_000;

/** Persons whose label or one of whose names holds the words, spelled or sounding alike. */
export function personsCalled(view: VaultView, typed: string): readonly string[] {
  const id = view.resolve(typed, ["per"]);
  if (id.ok) return [id.value];
  const query = parseQuery(typed);
  if (!query.ok) return [];
  const { all } = expandParts(query.value, view.vocabulary());
  if (all.length === 0 || all.includes("")) return [];
  return [...new Set(view.personsNamed(all.join(" AND "), mostPersons).map((person) => person.id))];
}

export function groupsCalled(view: VaultView, typed: string): readonly string[] {
  const id = view.resolve(typed, ["grp"]);
  if (id.ok) return [id.value];
  const named: Condition = {
    name: "property",
    any: [{ property: "name", key: fold(typed).slice(0, 96) }],
    negated: false,
  };
  return [...new Set([...labelled(view.groups(), typed), ...view.selectEvery("group", [named])])];
}

/** Places of that label, and those the gazetteer knows by that name or to lie within what it knows by it. */
export function placesCalled(view: VaultView, typed: string): readonly string[] {
  const id = view.resolve(typed, ["plc"]);
  if (id.ok) return [id.value];
  const all = [...view.places()];
  const codes = new Set(placesByName(typed).flatMap(({ place, exact }) => (exact ? [place.code] : [])));
  const known = all.filter(
    ({ gazetteer }) => gazetteer !== undefined && [gazetteer, ...within(gazetteer)].some((code) => codes.has(code)),
  );
  return [...new Set([...labelled(all, typed), ...known.map((place) => place.id)])];
}

/** Sources of the lists imported under a name; or the source, or the import, itself. */
export function listsCalled(view: VaultView, typed: string): readonly string[] {
  const lists = [...view.importedLists()];
  const id = view.resolve(typed, ["src", "lst"]);
  if (id.ok) return [lists.find((list) => list.id === id.value)?.source ?? id.value];
  const wanted = indexText(typed);
  return lists.filter(({ name }) => indexText(name) === wanted).map(({ source }) => source);
}

/** Those called just so; where there are none, those in whose label the words stand. */
function labelled(all: Iterable<{ readonly id: string; readonly label: string }>, typed: string): readonly string[] {
  const wanted = indexText(typed);
  const exact: string[] = [];
  const holding: string[] = [];
  for (const { id, label } of all) {
    const words = indexText(label);
    if (words === wanted) exact.push(id);
    else if (` ${words} `.includes(` ${wanted} `)) holding.push(id);
  }
  return exact.length > 0 ? exact : holding;
}
