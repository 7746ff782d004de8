/** Statements as a reader needs them: each value, act and link with who says so, how surely, on which page, and since when. */
import {
  type ActAlleged,
  type Certainty,
  type Citation,
  fold,
  type Labels,
  type LinkStated,
  type Party,
  type Property,
  type SaidBy,
  type Value,
} from "@amana/record";
import type { VaultView } from "@amana/vault";

/** A record and the words it goes by; without words when they are erased. */
export interface Who {
  readonly id: string;
  readonly label?: string;
}

/** One line of a record's history: what was done, when (by the writer's clock), and by which line. */
export interface LineShown {
  readonly k: string;
  readonly t: string;
  readonly digest: string;
  readonly notebook: string;
  readonly position: number;
}

export interface ShownOptions {
  /** With the lines by which each statement was made and taken back. */
  readonly history?: boolean;
}

/** What every statement shows beside what it says. */
export interface Standing {
  readonly id: string;
  readonly saidBy: SaidBy;
  /** Where a person of the dossier says so. */
  readonly sayer?: Who;
  readonly certainty: Certainty;
  readonly citations: readonly Citation[];
  readonly note?: string;
  readonly t: string;
  readonly withdrawn?: { readonly reason: string; readonly t: string };
  /** It rests on one source, or on one who says so. */
  readonly singleSource: boolean;
  /** Only where it was asked for: it reads every line of the statement. */
  readonly history?: readonly LineShown[];
}

export interface ValueShown extends Standing {
  readonly value: Value;
  /** The value on one line, in the words it was given. */
  readonly shown: string;
  /** The record a value points to. */
  readonly record?: Who;
}

/** Everything said under one property. Contradicting values stand side by side. */
export interface PropertyShown {
  readonly code: string;
  readonly label: Labels;
  readonly identity: boolean;
  readonly values: readonly ValueShown[];
  readonly withdrawn: readonly ValueShown[];
  /** Values that cannot all be true. */
  readonly contradicted: boolean;
  /** All of them rest on one source, or on one who says so. */
  readonly singleSource: boolean;
}

export type PartyShown =
  | { readonly type: "known"; readonly who: Who; readonly number?: number }
  | { readonly type: "words"; readonly words: string; readonly number?: number }
  | { readonly type: "not-known"; readonly number?: number };

export interface ActShown extends Standing {
  readonly body: ActAlleged;
  readonly incident?: Who;
  readonly place?: Who;
  readonly victims: readonly PartyShown[];
  /** Alleged, always. */
  readonly perpetrators: readonly { readonly who: PartyShown; readonly degree?: string; readonly as?: string }[];
}

export interface LinkShown extends Standing {
  readonly body: LinkStated;
  readonly from: Who;
  readonly to: Who;
}

const openings = { per: "per", grp: "grp", inc: "inc", plc: "plc" } as const;

export function whoIs(view: VaultView, id: string): Who {
  const type = id.slice(0, id.indexOf("_"));
  const label = Object.hasOwn(openings, type)
    ? view.state(openings[type as keyof typeof openings], id)?.body.label
    : type === "src"
      ? titleOf(view, id)
      : undefined;
  return { id, ...(label !== undefined && { label }) };
}

function titleOf(view: VaultView, id: string): string | undefined {
  const source = view.source(id);
  return source?.title ?? source?.name;
}

/** Undefined when the lines that state it are erased. */
export function valueShown(
  view: VaultView,
  id: string,
  options: ShownOptions = {},
): (ValueShown & { readonly property: string; readonly about: string }) | undefined {
  const state = view.state("clm", id);
  if (state === undefined) return undefined;
  const { body } = state;
  const record =
    body.value.type === "record" ? body.value.record : body.value.type === "place" ? body.value.place.place : undefined;
  return {
    ...standing(view, id, state, options),
    property: body.property,
    about: body.about,
    value: body.value,
    shown: shownValue(body.value),
    ...(record !== undefined && { record: whoIs(view, record) }),
  };
}

export function actShown(view: VaultView, id: string, options: ShownOptions = {}): ActShown | undefined {
  const state = view.state("act", id);
  if (state === undefined) return undefined;
  const { body } = state;
  return {
    ...standing(view, id, state, options),
    body,
    ...(body.incident !== undefined && { incident: whoIs(view, body.incident) }),
    ...(body.where?.place !== undefined && { place: whoIs(view, body.where.place) }),
    victims: body.victims.map((party) => partyShown(view, party)),
    perpetrators: body.perpetrators.map(({ who, degree, as }) => ({
      who: partyShown(view, who),
      ...(degree !== undefined && { degree }),
      ...(as !== undefined && { as }),
    })),
  };
}

export function linkShown(view: VaultView, id: string, options: ShownOptions = {}): LinkShown | undefined {
  const state = view.state("lnk", id);
  if (state === undefined) return undefined;
  return {
    ...standing(view, id, state, options),
    body: state.body,
    from: whoIs(view, state.body.from),
    to: whoIs(view, state.body.to),
  };
}

function partyShown(view: VaultView, party: Party): PartyShown {
  const number = "number" in party && party.number !== undefined ? { number: party.number } : {};
  if (party.type === "person") return { type: "known", who: whoIs(view, party.person) };
  if (party.type === "group") return { type: "known", who: whoIs(view, party.group), ...number };
  if (party.type === "words") return { type: "words", words: party.words, ...number };
  return { type: "not-known", ...number };
}

interface Stated {
  readonly body: {
    readonly said_by: SaidBy;
    readonly certainty: Certainty;
    readonly citations: readonly Citation[];
    readonly note?: string | undefined;
  };
  readonly version: { readonly t: string };
  readonly withdrawn?: { readonly reason: string; readonly version: { readonly t: string } };
}

function standing(view: VaultView, id: string, { body, version, withdrawn }: Stated, options: ShownOptions): Standing {
  const { said_by: saidBy, certainty, citations, note } = body;
  return {
    id,
    saidBy,
    ...(saidBy.type === "person" && { sayer: whoIs(view, saidBy.person) }),
    certainty,
    citations,
    ...(note !== undefined && { note }),
    t: version.t,
    ...(withdrawn && { withdrawn: { reason: withdrawn.reason, t: withdrawn.version.t } }),
    singleSource: restsOnOne([{ saidBy, citations }]),
    ...(options.history === true && {
      history: [...view.history({ record: id })].map(({ k, t, digest, notebook, position }) => ({
        k,
        t,
        digest,
        notebook,
        position,
      })),
    }),
  };
}

/** One set of bytes, however often received, is one source. A sayer who is not named is nobody in particular. */
export function restsOnOne(statements: readonly Pick<Standing, "saidBy" | "citations">[]): boolean {
  const sources = new Set(statements.flatMap(({ citations }) => citations.map(({ sha256 }) => sha256)));
  if (sources.size <= 1) return true;
  const sayers = new Set(statements.map(({ saidBy }) => sayerKey(saidBy)));
  return statements.length > 1 && sayers.size === 1 && !sayers.has("");
}

function sayerKey(by: SaidBy): string {
  return by.type === "person" ? by.person : by.type === "words" ? fold(by.words) : "";
}

/** Claims about one record by property, in the order of the catalogue. */
export function propertiesShown(
  view: VaultView,
  claims: readonly string[],
  catalogue: ReadonlyMap<string, Property>,
  single: readonly string[],
  options: ShownOptions = {},
): PropertyShown[] {
  const shown = claims.flatMap((id) => valueShown(view, id, options) ?? []);
  const byCode = Map.groupBy(shown, ({ property }) => property);
  const order = [...catalogue.keys()];
  return [...byCode]
    .sort(([a], [b]) => place(order, a) - place(order, b))
    .map(([code, values]) => {
      const property = catalogue.get(code);
      const stand = values.filter(({ withdrawn }) => withdrawn === undefined);
      return {
        code,
        label: property?.label ?? { en: code, ar: code, ckb: code },
        identity: property?.identity ?? false,
        values: stand.map((value) => ({
          ...value,
          singleSource: restsOnOne(stand.filter((other) => sameValue(other, value))),
        })),
        withdrawn: values.filter(({ withdrawn }) => withdrawn !== undefined),
        contradicted: single.includes(code) && stand.some((one) => stand.some((other) => contradict(one, other))),
        singleSource: stand.length > 0 && restsOnOne(stand),
      };
    });
}

function place(order: readonly string[], code: string): number {
  const at = order.indexOf(code);
  return at === -1 ? order.length : at;
}

function sameValue(a: ValueShown, b: ValueShown): boolean {
  return valueKey(a.value) === valueKey(b.value);
}

/** 2014 and 2014-08 do not contradict each other: one goes on where the other stops. */
function contradict(a: ValueShown, b: ValueShown): boolean {
  const [one, other] = [valueKey(a.value), valueKey(b.value)];
  return !one.startsWith(other) && !other.startsWith(one);
}

/** As the index compares values (vault/index/dossier.ts). */
function valueKey(value: Value): string {
  if (value.type === "date") return value.date.from ?? fold(value.date.said ?? "");
  if (value.type === "term") return value.code;
  return fold(shownValue(value));
}

/** What a value looks like on one line, in the words it was given. */
export function shownValue(value: Value): string {
  if (value.type === "text") return value.text;
  if (value.type === "number") return value.unit === undefined ? String(value.number) : `${value.number} ${value.unit}`;
  if (value.type === "place") return value.place.said;
  if (value.type === "record") return value.record;
  if (value.type === "term") return value.said ?? value.code;
  return (
    value.date.said ?? [...new Set([value.date.from, value.date.to])].filter((each) => each !== undefined).join(" – ")
  );
}

/** Earliest first; what has no date stands last, in the order it was stated. */
export function byDate(a: ActShown, b: ActShown): number {
  const [one, other] = [a.body.when?.from ?? a.body.when?.to, b.body.when?.from ?? b.body.when?.to];
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  return one < other ? -1 : 1;
}
