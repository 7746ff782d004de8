/**
 * Rows into lines: what is new is opened, what is here is recognised, what differs from an earlier issue is proposed and
 * never overwritten (docs/lists.md, LI-13 to LI-22). Pure but for what it remembers of the run; somebody else appends.
 */
import { newRecordId } from "@amana/format";
import {
  type ActAlleged,
  type Citation,
  type ClaimMade,
  checkBody,
  type Kind,
  type LinkStated,
  type Party,
  type PlaceOpened,
  type Proposal,
  placeByCode,
  propose,
  type Value,
  type When,
} from "@amana/record";
import type { Random } from "../facts/whom.ts";
import { citationOf } from "./compile.ts";
import { type Issue, type KnownAct, type KnownClaim, type KnownLists, type KnownRow, rowKey } from "./known.ts";
import type { Difference, Outcome, OutcomeType } from "./outcome.ts";
import {
  type Cell,
  type Left,
  type PlannedAct,
  type PlannedClaim,
  type PlannedLink,
  type PlannedParty,
  type PlannedPlace,
  type PlannedRecord,
  type Ref,
  type RowPlan,
  type RowRefusal,
  refersToOthers,
} from "./plan.ts";
import { actKey, actWords, linkKey, linkWords, saidIn, sayerOf, wordsOf } from "./same.ts";

/** Which differences a person accepted. */
export type Accept = (difference: Omit<Difference, "accepted">) => boolean;

export interface ImportOptions {
  readonly list: string;
  readonly random: Random;
  readonly accept: Accept;
  /** Take back what an accepted difference replaces, as far as it stands on this list alone. */
  readonly withdrawOld?: boolean;
  /** Rows of earlier issues by key: where each stands. */
  readonly earlier: ReadonlyMap<string, readonly EarlierRow[]>;
  /** Folded headings of the columns the mapping reads: only of these can a value be missing. */
  readonly mapped?: ReadonlySet<string>;
  /** An exchange form: records are known by their numbers, acts and links by what they say. */
  readonly form?: boolean;
}

/** A row of an earlier issue of the same list. */
export interface EarlierRow {
  readonly source: string;
  readonly sheet: string;
  readonly row: number;
  /** Folded headings of its table, by column. */
  readonly headings: readonly string[];
}

/** Bytes a line has for its body (R1: a line is at most 64 KiB). */
const bodyBytes = 60_000;
/** A quote beside many others is cut: fifty of them must fit into one line. */
const sharedQuote = 600;

interface Pending {
  readonly plan: RowPlan;
  readonly ids: ReadonlyMap<string, string>;
  readonly state: RowState;
  readonly act?: PlannedAct;
  readonly link?: PlannedLink;
}

/** What stands of a row, from this source and from earlier issues. */
interface Before {
  readonly same: KnownRow | undefined;
  readonly claims: readonly (KnownClaim & { readonly heading: string })[];
  readonly acts: readonly KnownAct[];
  readonly links: KnownRow["links"];
  /** The row is here from an earlier issue: what this one adds is proposed first. */
  readonly reissue: boolean;
}

interface RowState {
  readonly outcome: { -readonly [K in keyof Outcome]: Outcome[K] } & {
    left: Left[];
    differences: Difference[];
    records: string[];
  };
  readonly before: Before;
  opened: boolean;
  stated: boolean;
  /** A corrected issue names another as its source, and a person accepted that: what stands is said by them too. */
  sayer?: boolean;
}

export class ListImport {
  readonly #known: KnownLists;
  readonly #options: ImportOptions;
  readonly #issues: readonly Issue[];
  readonly #keys = new Set<string>();
  readonly #pending: Pending[] = [];
  /** What a record that many rows name has been said to be: once is enough. */
  #said: Set<string> | undefined;
  #byRecord: Map<string, KnownClaim[]> | undefined;
  #actKeys: Set<string> | undefined;
  #out: Proposal[] = [];

  constructor(known: KnownLists, options: ImportOptions) {
    this.#known = known;
    this.#options = options;
    this.#issues = known.issuesOf(options.list);
  }

  /** Keys met so far: what an earlier issue has and this one has not is gone from it. */
  get keys(): ReadonlySet<string> {
    return this.#keys;
  }

  /** One row. Statements that name others of the list wait for `finish`, and may still change the outcome. */
  row(plan: RowPlan): { readonly outcome: Outcome; readonly proposals: readonly Proposal[] } {
    this.#out = [];
    const before = this.#before(plan);
    const outcome: RowState["outcome"] = {
      at: { table: plan.table, sheet: plan.sheet, row: plan.row },
      type: "unchanged",
      records: [],
      left: [...plan.left],
      differences: [],
    };
    const state: RowState = { outcome, before, opened: false, stated: false };
    const twice = this.#keyRefused(plan);
    const refused = plan.refused ?? twice;
    const ids = refused === undefined ? this.#records(plan, state) : refused;
    if (typeof ids === "string") {
      this.#out = [];
      outcome.type = "refused";
      outcome.reason = ids;
      outcome.records = [];
      return { outcome, proposals: [] };
    }
    if (before.reissue) state.sayer = this.#newSayer(plan, state);
    for (const record of plan.records) this.#claims(plan, record, ids.get(record.as) ?? "", state);
    for (const act of plan.acts) {
      if (refersToOthers(act)) this.#pending.push({ plan, ids, state, act });
      else this.#act(plan, act, ids, state);
    }
    for (const link of plan.links) {
      if (refersToOthers(link)) this.#pending.push({ plan, ids, state, link });
      else this.#link(plan, link, ids, state);
    }
    settle(state);
    return { outcome, proposals: this.#out };
  }

  /** What waited for the whole list, a few at a time. */
  *finish(): Generator<readonly Proposal[], void, void> {
    for (const { plan, ids, state, act, link } of this.#pending) {
      this.#out = [];
      if (act) this.#act(plan, act, ids, state);
      if (link) this.#link(plan, link, ids, state);
      settle(state);
      if (this.#out.length > 0) yield this.#out;
    }
    this.#pending.length = 0;
  }

  #keyRefused({ key }: RowPlan): RowRefusal | undefined {
    if (key === undefined) return undefined;
    if (this.#keys.has(key)) return "key-twice";
    this.#keys.add(key);
    return undefined;
  }

  #before(plan: RowPlan): Before {
    const same = this.#known.rowsOf(plan.table.source).get(rowKey(plan.sheet, plan.row));
    const rows: { row: KnownRow; headings?: readonly string[] }[] = same === undefined ? [] : [{ row: same }];
    for (const at of (plan.key !== undefined && this.#options.earlier.get(plan.key)) || []) {
      const row = this.#known.rowsOf(at.source).get(rowKey(at.sheet, at.row));
      if (row !== undefined) rows.push({ row, headings: at.headings });
    }
    if (rows.length === 0) return none;
    const here = new Map<number, string>();
    for (const { claims } of plan.records) for (const { cell } of claims) here.set(cell.column, cell.heading);
    return {
      same,
      claims: rows.flatMap(({ row, headings }) =>
        row.claims.map((claim) => ({
          ...claim,
          heading: (headings === undefined ? here.get(claim.column) : headings[claim.column - 1]) ?? "",
        })),
      ),
      acts: rows.flatMap(({ row }) => row.acts),
      links: rows.flatMap(({ row }) => row.links),
      reissue: rows.some(({ headings }) => headings !== undefined),
    };
  }

  /** Who says so is a cell like any other: a change of it is told, and taken over only when a person says so. */
  #newSayer(plan: RowPlan, state: RowState): boolean {
    const said = state.before.claims.filter(({ withdrawn }) => !withdrawn).map(({ body }) => sayerOf(body));
    const now = sayerOf({ said_by: plan.saidBy });
    const last = said.at(-1);
    if (last === undefined || said.includes(now)) return false;
    const record = state.outcome.records[0] ?? "";
    return this.#accepted(plan, state, record, "said-by", last, now, { ...plan, column: 0, text: now, heading: "" });
  }

  #records(plan: RowPlan, state: RowState): ReadonlyMap<string, string> | RowRefusal {
    const ids = new Map<string, string>();
    const opening: (() => void)[] = [];
    for (const record of plan.records) {
      const found = this.#find(record, state.before);
      if (found === "many-with-number" || found === "many-with-label") return found;
      const id = found ?? newRecordId(record.of, this.#options.random(12));
      if (found === undefined && record.existing === true) return "refers-to-nothing";
      ids.set(record.as, id);
      state.outcome.records.push(id);
      if (found !== undefined) continue;
      if (record === plan.records[0]) state.opened = true;
      opening.push(() => this.#open(record, id));
    }
    for (const open of opening) open();
    return ids;
  }

  /** The record a row speaks of, when it is here: known from this row, from its number in a list, from its label. */
  #find(record: PlannedRecord, before: Before): string | "many-with-number" | "many-with-label" | undefined {
    for (const { property, cell } of record.claims) {
      const claim = before.claims.find(
        (each) => each.property === property && each.heading === cell.heading && each.about.startsWith(record.of),
      );
      if (claim !== undefined) return claim.about;
    }
    if (record.match === "number" && record.number !== undefined) {
      const [first, second] = this.#known.numbered(record.of, record.number, record.in ?? this.#options.list);
      if (second !== undefined) return "many-with-number";
      if (first !== undefined) return first;
    }
    if (record.match !== "label") return undefined;
    const [first, second] = this.#known.labelled(record.of, record.label);
    return second === undefined ? first : "many-with-label";
  }

  #open(record: PlannedRecord, id: string): void {
    const { of, label, kind, place, number } = record;
    if (of === "plc") this.#out.push(propose("place.opened", id, placeBody(label, place)));
    else if (of === "grp") this.#out.push(propose("group.opened", id, { label, ...(kind !== undefined && { kind }) }));
    else this.#out.push(propose(of === "per" ? "person.opened" : "incident.opened", id, { label }));
    this.#known.addLabel(of, label, id);
    if (number !== undefined) this.#known.addNumber(id, number, this.#options.list);
  }

  #claims(plan: RowPlan, record: PlannedRecord, about: string, state: RowState): void {
    const shared = record.match === "label";
    const ofList = record.match === "number" && state.before === none ? this.#saidOfList(about) : undefined;
    for (const claim of record.claims) {
      const value = this.#valueOf(claim);
      const words = wordsOf(value);
      const standing =
        ofList?.filter((each) => each.property === claim.property) ??
        state.before.claims.filter(
          (each) => each.about === about && each.property === claim.property && each.heading === claim.cell.heading,
        );
      const same = standing.filter((each) => wordsOf(each.body.value) === words);
      if (same.length > 0) {
        if (state.sayer === true && !same.some((each) => sayerOf(each.body) === sayerOf({ said_by: plan.saidBy })))
          this.#stateClaim(plan, about, claim, value, state);
        continue;
      }
      if (shared) {
        const key = `${about} ${claim.property} ${words}`;
        if (this.#alreadySaid().has(key)) continue;
        this.#alreadySaid().add(key);
      }
      // A property that takes several values from one cell never differs: it only has more of them.
      const several = record.claims.filter(
        (each) => each.property === claim.property && each.cell.column === claim.cell.column,
      );
      const last = several.length > 1 ? undefined : standing.findLast((each) => !each.withdrawn);
      // What a person took back is not put in its place again without being asked.
      const taken = several.length === 1 && standing.length > 0;
      const proposesIt = taken || (state.before.reissue && !state.opened && !shared);
      if (
        proposesIt &&
        !this.#accepted(
          plan,
          state,
          about,
          claim.property,
          last ? saidIn(last.body.value) : "",
          saidIn(value),
          claim.cell,
        )
      )
        continue;
      this.#stateClaim(plan, about, claim, value, state);
      if (last !== undefined && this.#options.withdrawOld === true) this.#withdraw(last.id, last.body.citations);
    }
    if (!state.before.reissue || shared) return;
    this.#emptied(plan, record, about, state);
  }

  /** Values an earlier issue had and this one leaves empty. */
  #emptied(plan: RowPlan, record: PlannedRecord, about: string, state: RowState): void {
    const has = new Set(record.claims.map(({ property, cell }) => `${property} ${cell.heading}`));
    for (const claim of state.before.claims) {
      if (claim.about !== about || claim.withdrawn || has.has(`${claim.property} ${claim.heading}`)) continue;
      if (this.#options.mapped?.has(claim.heading) !== true) continue;
      has.add(`${claim.property} ${claim.heading}`);
      const cell: Cell = { ...plan, column: 0, text: "", heading: claim.heading };
      if (
        this.#accepted(plan, state, about, claim.property, saidIn(claim.body.value), "", cell) &&
        this.#options.withdrawOld === true
      ) {
        this.#withdraw(claim.id, claim.body.citations);
        state.stated = true;
      }
    }
  }

  #stateClaim(plan: RowPlan, about: string, claim: PlannedClaim, value: Value, state: RowState): void {
    const body: ClaimMade = {
      about,
      property: claim.property,
      value,
      said_by: plan.saidBy,
      certainty: plan.certainty,
      citations: [citationOf(claim.cell)],
    };
    if (!fits("claim.made", body)) {
      state.outcome.left.push({ heading: claim.cell.heading, reason: "too-long" });
      return;
    }
    this.#out.push(propose("claim.made", newRecordId("clm", this.#options.random(12)), body));
    if (claim.property === "record-number" && value.type === "text")
      this.#known.addNumber(about, value.text.trim(), this.#options.list);
    state.stated = true;
  }

  /** What earlier issues of the list say of a record that is known by its number, whichever row it stood on. */
  #saidOfList(about: string): readonly KnownClaim[] {
    if (this.#byRecord === undefined) {
      this.#byRecord = new Map();
      for (const { source } of this.#issues)
        for (const row of this.#known.rowsOf(source).values())
          for (const claim of row.claims) {
            const known = this.#byRecord.get(claim.about);
            if (known === undefined) this.#byRecord.set(claim.about, [claim]);
            else known.push(claim);
          }
    }
    return this.#byRecord.get(about) ?? [];
  }

  /** Whether earlier issues of a form allege this act already: there an act has no row of a key. */
  #allegedInList(key: string): boolean {
    if (this.#options.form !== true) return false;
    if (this.#actKeys === undefined) {
      this.#actKeys = new Set();
      for (const { source } of this.#issues)
        for (const row of this.#known.rowsOf(source).values()) {
          for (const { body } of row.acts) this.#actKeys.add(actKey(body));
          for (const { body } of row.links) this.#actKeys.add(linkKey(body));
        }
    }
    return this.#actKeys.has(key);
  }

  #alreadySaid(): Set<string> {
    if (this.#said === undefined) {
      this.#said = new Set();
      for (const { source } of this.#issues)
        for (const row of this.#known.rowsOf(source).values())
          for (const { about, property, body } of row.claims)
            this.#said.add(`${about} ${property} ${wordsOf(body.value)}`);
    }
    return this.#said;
  }

  #accepted(
    plan: RowPlan,
    state: RowState,
    record: string,
    property: string,
    before: string,
    after: string,
    cell: Cell,
  ): boolean {
    const difference = { row: plan.row, record, property, before, after, cell: cell.heading };
    const accepted = this.#options.accept(difference);
    state.outcome.differences.push({ ...difference, accepted });
    return accepted;
  }

  #withdraw(id: string, citations: readonly Pick<Citation, "source">[]): void {
    const own = new Set(this.#issues.map(({ source }) => source));
    // What stands on anything beside this list is not the list's to take back.
    if (!citations.every(({ source }) => own.has(source))) return;
    const reason = `Replaced by a corrected issue of the list: ${this.#options.list}`;
    const kind = id.startsWith("clm_") ? "claim.withdrawn" : id.startsWith("act_") ? "act.withdrawn" : "link.withdrawn";
    this.#out.push(propose(kind, id, { reason }));
  }

  #act(plan: RowPlan, act: PlannedAct, ids: ReadonlyMap<string, string>, state: RowState): void {
    const mark = this.#out.length;
    const incident = this.#refTo(act.incident, plan, ids, state);
    const parties = (all: readonly PlannedParty[]) => all.flatMap((each) => this.#party(each, plan, ids, state) ?? []);
    const body: ActAlleged = {
      ...(incident !== undefined && { incident }),
      type: act.type,
      ...(act.method && { method: act.method }),
      victims: parties(act.victims).slice(0, 200),
      perpetrators: act.perpetrators
        .flatMap(({ who, degree, as }) => {
          const party = this.#party(who, plan, ids, state);
          return party === undefined
            ? []
            : [{ who: party, ...(degree !== undefined && { degree }), ...(as !== undefined && { as }) }];
        })
        .slice(0, 200),
      ...(act.when && { when: act.when }),
      ...(act.where && { where: this.#where(act.where) }),
      ...(act.outcome && { outcome: act.outcome }),
      ...(act.perceived && { perceived: [...act.perceived] }),
      said_by: plan.saidBy,
      certainty: plan.certainty,
      citations: act.cells.map((cell) => citationOf(cell, sharedQuote)),
      ...(act.note !== undefined && { note: act.note }),
    };
    for (const victim of body.victims) if (victim.type === "person") this.#known.addWronged(victim.person);
    const key = actKey(body);
    const standing = state.before.acts;
    if (standing.some((each) => actKey(each.body) === key) || this.#allegedInList(key)) {
      this.#out.length = mark;
      return;
    }
    const alike = standing.filter((each) => each.body.type.said === body.type.said);
    const last = (alike.length > 0 ? alike : plan.acts.length === 1 ? standing : []).findLast(
      (each) => !each.withdrawn,
    );
    const proposesIt = last !== undefined || alike.length > 0 || (state.before.reissue && !state.opened);
    const cell = act.cells[0];
    if (
      cell === undefined ||
      !fits("act.alleged", body) ||
      (proposesIt &&
        !this.#accepted(
          plan,
          state,
          last?.id ?? state.outcome.records[0] ?? "",
          "act",
          last ? actWords(last.body) : "",
          actWords(body),
          cell,
        ))
    ) {
      this.#out.length = mark;
      if (!fits("act.alleged", body) && cell !== undefined)
        state.outcome.left.push({ heading: cell.heading, reason: "too-long" });
      return;
    }
    const id = newRecordId("act", this.#options.random(12));
    this.#out.push(propose("act.alleged", id, body));
    state.stated = true;
    if (last !== undefined && this.#options.withdrawOld === true) this.#withdraw(last.id, last.body.citations);
  }

  #link(plan: RowPlan, link: PlannedLink, ids: ReadonlyMap<string, string>, state: RowState): void {
    const mark = this.#out.length;
    const from = this.#refTo(link.from, plan, ids, state);
    const to = this.#refTo(link.to, plan, ids, state);
    const backwards =
      link.since?.from !== undefined && link.until?.to !== undefined && link.since.from > `${link.until.to}\u{10ffff}`;
    const [cell] = link.cells;
    if (from === undefined || to === undefined || from === to || cell === undefined) {
      this.#out.length = mark;
      return;
    }
    const body: LinkStated = {
      from,
      relation: link.relation,
      to,
      ...(link.position !== undefined && { position: link.position }),
      // An end before the beginning is kept as it is said, without what we would make of it.
      ...(link.since && { since: backwards ? asSaid(link.since) : link.since }),
      ...(link.until && { until: backwards ? asSaid(link.until) : link.until }),
      said_by: plan.saidBy,
      certainty: plan.certainty,
      citations: link.cells.slice(0, 50).map((each) => citationOf(each, sharedQuote)),
      ...(link.note !== undefined && { note: link.note }),
    };
    const key = linkKey(body);
    const standing = state.before.links;
    if (standing.some((each) => linkKey(each.body) === key) || this.#allegedInList(key)) {
      this.#out.length = mark;
      return;
    }
    const alike = standing.filter(({ body: each }) => each.from === from && each.relation === body.relation);
    const last = alike.findLast((each) => !each.withdrawn);
    const proposesIt = alike.length > 0 || (state.before.reissue && !state.opened);
    if (
      !fits("link.stated", body) ||
      (proposesIt &&
        !this.#accepted(plan, state, last?.id ?? from, "link", last ? linkWords(last.body) : "", linkWords(body), cell))
    ) {
      this.#out.length = mark;
      return;
    }
    this.#out.push(propose("link.stated", newRecordId("lnk", this.#options.random(12)), body));
    state.stated = true;
    if (last !== undefined && this.#options.withdrawOld === true) this.#withdraw(last.id, last.body.citations);
  }

  #party(party: PlannedParty, plan: RowPlan, ids: ReadonlyMap<string, string>, state: RowState): Party | undefined {
    if (party.type === "words" || party.type === "not-known") return party;
    const id = this.#refTo(party, plan, ids, state);
    if (id === undefined)
      return party.type === "named" && party.otherwise === "words" ? { type: "words", words: party.name } : undefined;
    return id.startsWith("grp_") ? { type: "group", group: id } : { type: "person", person: id };
  }

  #refTo(ref: Ref | undefined, plan: RowPlan, ids: ReadonlyMap<string, string>, state: RowState): string | undefined {
    if (ref === undefined) return undefined;
    if (ref.type === "own") return ids.get(ref.as);
    const found =
      ref.by === "number"
        ? this.#known.numbered(ref.of, ref.name, ref.in ?? this.#options.list)
        : this.#known.labelled(ref.of, ref.name).filter((id) => !this.#known.isWronged(id));
    const [first, second] = found;
    if (second !== undefined) {
      state.outcome.left.push({ heading: ref.cell.heading, reason: "many-found" });
      return undefined;
    }
    if (first !== undefined) return first;
    if (ref.otherwise === "open") {
      const id = newRecordId(ref.of, this.#options.random(12));
      this.#open({ as: "", of: ref.of, label: ref.name, claims: [] }, id);
      const property = ref.of === "inc" ? "summary" : "name";
      this.#stateClaim(
        plan,
        id,
        { property, value: { type: "text", text: ref.name }, cell: ref.cell },
        { type: "text", text: ref.name },
        state,
      );
      return id;
    }
    if (ref.otherwise === "leave") state.outcome.left.push({ heading: ref.cell.heading, reason: "nobody-found" });
    return undefined;
  }

  #valueOf({ value }: PlannedClaim): Value {
    return value.type === "place" ? { type: "place", place: this.#where(value.place) } : value;
  }

  #where(place: PlannedPlace): NonNullable<ActAlleged["where"]> {
    const id = this.#placeRecord(place);
    const precision = place.precision;
    return {
      said: place.said,
      ...(id !== undefined && { place: id }),
      ...(precision !== undefined && { precision }),
    };
  }

  /** The place of the record for an entry of the gazetteer, or for a point of the list; opened when it is not here. */
  #placeRecord(place: PlannedPlace): string | undefined {
    const key = place.gazetteer ?? (place.point && `${place.said} ${place.point.latitude} ${place.point.longitude}`);
    if (key === undefined) return undefined;
    const known = this.#known.placeOf(key);
    if (known !== undefined) return known;
    const labelled = place.point && this.#known.labelled("plc", place.said)[0];
    if (labelled !== undefined) return labelled;
    const id = newRecordId("plc", this.#options.random(12));
    this.#out.push(propose("place.opened", id, placeBody(place.said, place)));
    this.#known.addPlace(key, id);
    this.#known.addLabel("plc", place.said, id);
    return id;
  }
}

const none: Before = { same: undefined, claims: [], acts: [], links: [], reissue: false };

function placeBody(label: string, place: PlannedPlace | undefined): PlaceOpened {
  const entry = place?.gazetteer === undefined ? undefined : placeByCode(place.gazetteer);
  const point = place?.point ?? (entry && { latitude: entry.latitude, longitude: entry.longitude });
  return {
    label: entry?.name.en ?? label,
    ...(entry && { gazetteer: entry.code }),
    ...(point && { latitude: point.latitude, longitude: point.longitude }),
    ...(place?.precision !== undefined && { precision: place.precision }),
  };
}

function settle({ outcome, opened, stated }: RowState): void {
  const open = outcome.differences.some(({ accepted }) => !accepted);
  const type: OutcomeType = open
    ? "proposed"
    : opened || (stated && outcome.records.length === 0)
      ? "new"
      : stated
        ? "matched"
        : "unchanged";
  outcome.type = type;
}

const asSaid = ({ said, calendar }: When): When => ({
  ...(said !== undefined && { said }),
  precision: "not-known",
  calendar,
});

/** Whether a line can hold it: its schema and its length. What is short always fits. */
function fits(kind: Kind, body: unknown): boolean {
  const text = JSON.stringify(body);
  if (text.length < 900) return true;
  return Buffer.byteLength(text) <= bodyBytes && checkBody(kind, body).ok;
}
