/** What goes out: the records a query finds and the statements that stand about them, each with its citations. */
import { ok, type Result } from "@amana/format";
import type { ActAlleged, Citation, ClaimMade, LinkStated, PlaceOpened } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { every } from "../../dossier/select.ts";
import { propertiesOf } from "../../facts/properties.ts";
import type { QueryRefusal } from "../../search/query.ts";

export type OutSubject = "persons" | "groups" | "incidents" | "acts" | "dossier";

export const outSubjects: readonly OutSubject[] = ["persons", "groups", "incidents", "acts", "dossier"];
const asked = { persons: "person", groups: "group", incidents: "incident", acts: "act" } as const;

export interface Stated<T> {
  readonly id: string;
  readonly body: T;
}

export interface OutRecord {
  readonly id: string;
  readonly label: string;
  readonly claims: readonly Stated<ClaimMade>[];
}

export interface OutPlace extends OutRecord {
  readonly body: PlaceOpened;
}

export interface Gathered {
  readonly subject: OutSubject;
  readonly persons: readonly OutRecord[];
  readonly groups: readonly OutRecord[];
  readonly incidents: readonly OutRecord[];
  readonly places: readonly OutPlace[];
  readonly acts: readonly Stated<ActAlleged>[];
  readonly links: readonly Stated<LinkStated>[];
  /** Claims in a person's own words, which need that person's consent: they are left out, and counted. */
  readonly ownWords: number;
  readonly labelOf: (id: string) => string;
}

/**
 * The subjects the query finds. With acts come the records they name; with a dossier everything that stands. Nothing that
 * was taken back, and nothing a person said of themselves under a consent of its own.
 */
export function gather(view: VaultView, subject: OutSubject, query: string): Result<Gathered, QueryRefusal> {
  const labels = new Map<string, string>();
  const labelOf = (id: string): string => {
    let label = labels.get(id);
    if (label === undefined) {
      label = stateOf(view, id)?.body.label ?? id;
      labels.set(id, label);
    }
    return label;
  };
  const wanted = { per: new Set<string>(), grp: new Set<string>(), inc: new Set<string>(), plc: new Set<string>() };
  const acts: Stated<ActAlleged>[] = [];
  const add = (id: string | undefined) => {
    const type = id?.slice(0, 3) as keyof typeof wanted;
    if (id !== undefined && Object.hasOwn(wanted, type)) wanted[type].add(id);
  };
  const addAct = (id: string) => {
    const state = view.state("act", id);
    if (state === undefined || state.withdrawn) return;
    acts.push({ id, body: state.body });
    if (subject === "dossier" || subject === "acts") {
      add(state.body.incident);
      add(state.body.where?.place);
      for (const party of [...state.body.victims, ...state.body.perpetrators.map(({ who }) => who)])
        add(party.type === "person" ? party.person : party.type === "group" ? party.group : undefined);
    }
  };
  for (const each of subject === "dossier" ? (["persons", "groups", "incidents", "acts"] as const) : [subject]) {
    const found = every(view, asked[each], query);
    if (!found.ok) return found;
    for (const id of found.value) each === "acts" ? addAct(id) : add(id);
  }
  const properties = propertiesOf(view);
  let ownWords = 0;
  const links = new Map<string, Stated<LinkStated>>();
  const record = (id: string): OutRecord[] => {
    const state = stateOf(view, id);
    if (state === undefined || state.withdrawn) return [];
    const claims: Stated<ClaimMade>[] = [];
    for (const { id: statement, withdrawn } of view.statementsAbout(id)) {
      if (withdrawn) continue;
      if (statement.startsWith("lnk_")) {
        const link = view.state("lnk", statement);
        if (link !== undefined && !links.has(statement)) links.set(statement, { id: statement, body: link.body });
        continue;
      }
      const claim = statement.startsWith("clm_") ? view.state("clm", statement) : undefined;
      if (claim === undefined) continue;
      if (properties.get(claim.body.property)?.consent !== undefined) ownWords += 1;
      else claims.push({ id: statement, body: claim.body });
    }
    return [{ id, label: state.body.label, claims }];
  };
  const persons = [...wanted.per].flatMap(record);
  const groups = [...wanted.grp].flatMap(record);
  const incidents = [...wanted.inc].flatMap(record);
  for (const { body } of persons.concat(groups, incidents).flatMap(({ claims }) => claims))
    if (body.value.type === "place") add(body.value.place.place);
  const places = [...wanted.plc].flatMap((id) => {
    const body = view.state("plc", id)?.body;
    return body === undefined ? [] : record(id).map((each) => ({ ...each, body }));
  });
  return ok({ subject, persons, groups, incidents, places, acts, links: [...links.values()], ownWords, labelOf });
}

function stateOf(view: VaultView, id: string) {
  if (id.startsWith("per_")) return view.state("per", id);
  if (id.startsWith("grp_")) return view.state("grp", id);
  if (id.startsWith("inc_")) return view.state("inc", id);
  return id.startsWith("plc_") ? view.state("plc", id) : undefined;
}

/** Where a statement stands, for a cell: source, its SHA-256, the place in it. Several are parted by `; `. */
export function citedIn(citations: readonly Citation[]): string {
  return citations.map(({ source, sha256, place }) => `${source} sha256:${sha256} ${placeWords(place)}`).join("; ");
}

export function placeWords(place: Citation["place"]): string {
  switch (place.type) {
    case "page":
      return `page ${place.label ?? place.page}`;
    case "cell":
      return `${place.sheet === "" ? "" : `sheet ${place.sheet} `}row ${place.row}${place.column === undefined ? "" : ` column ${place.column}`}`;
    case "time":
      return `time ${place.from}-${place.to} ms`;
    case "paragraph":
      return `paragraph ${place.paragraph}`;
    case "part":
      return `${place.part} paragraph ${place.paragraph}`;
    case "message":
      return `message ${place.message}`;
    case "whole":
      return "whole";
  }
}
