/** The files of persons, groups, incidents, places and other records of the dossier, line by line. */
import {
  actShown,
  type GroupFile,
  groupFile,
  type IncidentFile,
  incidentFile,
  linkShown,
  type PersonFile,
  type PlaceFile,
  personFile,
  placeFile,
  type UnitShown,
} from "@amana/casework";
import { name } from "../output.ts";
import {
  actLine,
  actLines,
  asJson,
  linkLine,
  linkLines,
  propertyLines,
  type Reader,
  section,
  whoText,
  word,
} from "./dossier-text.ts";

export interface Shown {
  readonly object: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** By type of record: undefined where there is no such file, or its lines are erased. */
export const files: { readonly [type: string]: (reader: Reader, id: string) => Shown | undefined } = {
  per: (reader, id) => shown("person", personFile(reader.view, id, reader), (file) => personLines(reader, file)),
  grp: (reader, id) => shown("group", groupFile(reader.view, id, reader), (file) => groupLines(reader, file)),
  inc: (reader, id) => shown("incident", incidentFile(reader.view, id, reader), (file) => incidentLines(reader, file)),
  plc: (reader, id) => shown("place", placeFile(reader.view, id, reader), (file) => placeLines(reader, file)),
  act: (reader, id) => {
    const state = reader.view.state("act", id);
    const file = shown("act", actShown(reader.view, id, reader), (act) => actLines(reader, act));
    return (
      file &&
      state && { ...file, object: { ...file.object, fact: state.body, withdrawn: state.withdrawn?.reason ?? null } }
    );
  },
  lnk: (reader, id) => {
    const state = reader.view.state("lnk", id);
    const file = shown("link", linkShown(reader.view, id, reader), (link) => linkLines(reader, link));
    return (
      file &&
      state && { ...file, object: { ...file.object, fact: state.body, withdrawn: state.withdrawn?.reason ?? null } }
    );
  },
  lst: (reader, id) => {
    const state = reader.view.state("lst", id);
    if (state === undefined) return undefined;
    const { list, source, rows } = state.body;
    const counts = Object.entries(rows)
      .map(([what, count]) => `${what} ${count}`)
      .join(" · ");
    return {
      object: { type: "list", id, ...state.body, withdrawn: state.withdrawn?.reason ?? null },
      lines: [`${id}  ${name(list)}`, `  ${source}`, `  ${counts}`],
    };
  },
  prop: (reader, id) => {
    const state = reader.view.state("prop", id);
    if (state === undefined) return undefined;
    const { code, label, value, of, terms } = state.body;
    return {
      object: { type: "property", id, ...state.body, withdrawn: state.withdrawn?.reason ?? null },
      lines: [
        `${id}  ${code}  ${label[reader.language]}  ${value}  ${of.join(", ")}`,
        ...(terms ?? []).map((term) => `  ${term.code}  ${term.label[reader.language]}`),
      ],
    };
  },
};

function shown<F extends object>(
  type: string,
  file: F | undefined,
  lines: (file: F) => readonly string[],
): Shown | undefined {
  return file && { object: { type, ...(asJson(file) as Readonly<Record<string, unknown>>) }, lines: lines(file) };
}

function head(reader: Reader, file: PersonFile | GroupFile | IncidentFile | PlaceFile): string[] {
  return [
    whoText(reader, file),
    ...(file.withdrawn
      ? [word(reader, "reading-withdrawn", { day: file.withdrawn.t.slice(0, 10), reason: name(file.withdrawn.reason) })]
      : []),
    ...file.properties.flatMap((property) => propertyLines(reader, property)),
  ];
}

function takenBack(reader: Reader, file: PersonFile | GroupFile | IncidentFile | PlaceFile): string[] {
  if (reader.history !== true) return [];
  const links = "links" in file.takenBack ? file.takenBack.links : [];
  return section(reader, "reading-taken-back", [
    ...file.takenBack.acts.map((act) => actLines(reader, act)),
    ...links.map((link) => linkLines(reader, link)),
  ]);
}

function personLines(reader: Reader, file: PersonFile): string[] {
  return [
    ...head(reader, file),
    ...section(
      reader,
      "reading-as-victim",
      file.asVictim.map((act) => actLines(reader, act)),
    ),
    ...section(
      reader,
      "reading-as-alleged",
      file.asPerpetrator.map(({ act }) => actLines(reader, act)),
    ),
    ...section(
      reader,
      "reading-links",
      file.links.map((link) => linkLines(reader, link)),
    ),
    ...section(
      reader,
      "reading-identities",
      file.identities.map(({ id, decision, other }) => [
        `  ${id}  ${word(reader, `reading-identity-${decision}`, { who: whoText(reader, other) })}`,
      ]),
    ),
    ...section(
      reader,
      "reading-consents",
      file.consents.map(({ id, state }) => [`  ${id}  ${state}`]),
    ),
    ...(file.says.length === 0 ? [] : ["", word(reader, "reading-says", { count: file.says.length })]),
    ...takenBack(reader, file),
  ];
}

function groupLines(reader: Reader, file: GroupFile): string[] {
  const units = file.below.flatMap((unit) => unitLines(reader, unit, 1));
  return [
    ...head(reader, file),
    ...section(
      reader,
      "reading-part-of",
      file.above.map((link) => linkLines(reader, link)),
    ),
    ...section(
      reader,
      "reading-units",
      units.map((line) => [line]),
    ),
    ...section(
      reader,
      "reading-commanders",
      file.commanders.map((link) => linkLines(reader, link)),
    ),
    ...section(
      reader,
      "reading-members",
      file.members.map((link) => [`  ${linkLine(reader, link)}`]),
    ),
    ...section(
      reader,
      "reading-as-alleged",
      file.asPerpetrator.map(({ act }) => actLines(reader, act)),
    ),
    ...section(
      reader,
      "reading-as-victim",
      file.asVictim.map((act) => actLines(reader, act)),
    ),
    ...section(
      reader,
      "reading-links",
      file.otherLinks.map((link) => linkLines(reader, link)),
    ),
    ...takenBack(reader, file),
  ];
}

function unitLines(reader: Reader, { group, link, below }: UnitShown, depth: number): string[] {
  return [
    `${"  ".repeat(depth)}${whoText(reader, group)}  ${link.id}`,
    ...below.flatMap((unit) => unitLines(reader, unit, depth + 1)),
  ];
}

function incidentLines(reader: Reader, file: IncidentFile): string[] {
  return [
    ...head(reader, file),
    ...section(
      reader,
      "reading-acts",
      file.acts.map((act) => actLines(reader, act)),
    ),
    ...section(
      reader,
      "reading-involved",
      file.involved.map(({ who, victimIn, allegedIn }) => [
        `  ${whoText(reader, who)}${victimIn.length === 0 ? "" : `  ${word(reader, "reading-as-victim", { count: victimIn.length })}`}${allegedIn.length === 0 ? "" : `  ${word(reader, "reading-as-alleged", { count: allegedIn.length })}`}`,
      ]),
    ),
    ...takenBack(reader, file),
  ];
}

function placeLines(reader: Reader, file: PlaceFile): string[] {
  const { latitude, longitude, precision } = file.body;
  const point =
    latitude === undefined || longitude === undefined
      ? []
      : [
          `  ${(latitude / 100_000).toFixed(5)}, ${(longitude / 100_000).toFixed(5)}${precision === undefined ? "" : `  ${precision}`}`,
        ];
  return [
    ...head(reader, file),
    ...point,
    ...section(
      reader,
      "reading-part-of",
      file.within.map((who) => [`  ${whoText(reader, who)}`]),
    ),
    ...file.holds.map((who) => `  ${whoText(reader, who)}`),
    ...section(
      reader,
      "reading-acts",
      file.acts.map((act) => [`  ${actLine(reader, act)}`]),
    ),
    ...takenBack(reader, file),
  ];
}
