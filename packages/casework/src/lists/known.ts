/**
 * What the vault already holds of lists: which statements came from which row of which issue, which record has which number
 * or label. Read once before an import; the import adds to it as it goes.
 */
import { type ActAlleged, type ClaimMade, fold, type LinkStated, type ListImported } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { latinDigits } from "../facts/when.ts";
import type { RecordKind } from "./plan.ts";

/** Where a statement stands, without the words it quotes: hundreds of thousands of them are held. */
interface Sources {
  readonly citations: readonly { readonly source: string }[];
}

export interface KnownClaim {
  readonly id: string;
  readonly about: string;
  readonly property: string;
  readonly body: Pick<ClaimMade, "value" | "said_by"> & Sources;
  readonly column: number;
  readonly withdrawn: boolean;
}

export interface KnownAct {
  readonly id: string;
  readonly body: Omit<ActAlleged, "citations"> & Sources;
  readonly withdrawn: boolean;
}

export interface KnownLink {
  readonly id: string;
  readonly body: Omit<LinkStated, "citations"> & Sources;
  readonly withdrawn: boolean;
}

/** What stands on one row of one source. */
export interface KnownRow {
  readonly claims: KnownClaim[];
  readonly acts: KnownAct[];
  readonly links: KnownLink[];
}

export interface Issue {
  /** Id of the line `list.imported`. */
  readonly id: string;
  readonly source: string;
  readonly list: string;
  readonly mapping: string;
  readonly body: ListImported;
}

export const rowKey = (sheet: string, row: number): string => `${row} ${sheet}`;

export class KnownLists {
  readonly #view: VaultView;
  readonly issues: readonly Issue[];
  readonly #rows = new Map<string, ReadonlyMap<string, KnownRow>>();
  readonly #labels = new Map<RecordKind, Map<string, string[]>>();
  #numbers: Map<string, string[]> | undefined;
  readonly #wronged = new Set<string>();
  /** Places of the gazetteer opened by this import. */
  readonly #places = new Map<string, string>();

  constructor(view: VaultView) {
    this.#view = view;
    this.issues = view.idsOf("lst").flatMap((id) => {
      const state = view.state("lst", id);
      if (state === undefined || state.withdrawn) return [];
      const { source, list, mapping } = state.body;
      return [{ id, source, list, mapping, body: state.body }];
    });
  }

  issuesOf(list: string): readonly Issue[] {
    return this.issues.filter((issue) => issue.list === list);
  }

  /** Statements by the row of the source they stand on, those taken back included: they are not made a second time. */
  rowsOf(source: string): ReadonlyMap<string, KnownRow> {
    const known = this.#rows.get(source);
    if (known !== undefined) return known;
    const rows = new Map<string, KnownRow>();
    for (const id of this.#view.statementsFrom(source)) this.#place(rows, source, id);
    this.#rows.set(source, rows);
    return rows;
  }

  #place(rows: Map<string, KnownRow>, source: string, id: string): void {
    const state = id.startsWith("clm_")
      ? this.#view.state("clm", id)
      : id.startsWith("act_")
        ? this.#view.state("act", id)
        : this.#view.state("lnk", id);
    if (state === undefined) return;
    // A statement belongs to the first cell it cites: what else it cites was told within it.
    const place = state.body.citations.find((each) => each.source === source)?.place;
    if (place?.type !== "cell") return;
    const key = rowKey(place.sheet, place.row);
    let row = rows.get(key);
    if (row === undefined) {
      row = { claims: [], acts: [], links: [] };
      rows.set(key, row);
    }
    const withdrawn = state.withdrawn !== undefined;
    const citations = state.body.citations.map((each) => ({ source: each.source }));
    if (id.startsWith("clm_")) {
      const { about, property, value, said_by } = state.body as ClaimMade;
      const body = { value, said_by, citations };
      row.claims.push({ id, about, property, body, column: place.column ?? 0, withdrawn });
    } else if (id.startsWith("act_"))
      row.acts.push({ id, body: { ...(state.body as ActAlleged), citations }, withdrawn });
    else row.links.push({ id, body: { ...(state.body as LinkStated), citations }, withdrawn });
  }

  /** Records of a type with this label, spelling variants folded. */
  labelled(of: RecordKind, label: string): readonly string[] {
    return this.#labelsOf(of).get(fold(label.trim())) ?? [];
  }

  /** Stands as a victim of some act. Nobody becomes a commander by bearing a victim's name. */
  isWronged(id: string): boolean {
    return this.#wronged.has(id) || this.#view.isWronged(id);
  }

  addWronged(id: string): void {
    this.#wronged.add(id);
  }

  addLabel(of: RecordKind, label: string, id: string): void {
    const labels = this.#labelsOf(of);
    const key = fold(label.trim());
    labels.set(key, [...(labels.get(key) ?? []), id]);
  }

  #labelsOf(of: RecordKind): Map<string, string[]> {
    let labels = this.#labels.get(of);
    if (labels !== undefined) return labels;
    labels = new Map();
    const add = (id: string, label: string) => {
      const key = fold(label.trim());
      const ids = labels?.get(key);
      if (ids === undefined) labels?.set(key, [id]);
      else ids.push(id);
    };
    this.#labels.set(of, labels);
    for (const { id, label } of this.#view.labels(of)) add(id, label);
    return labels;
  }

  /** Records with this number in a list; `*` is every list that was read in. */
  numbered(of: RecordKind, number: string, list: string): readonly string[] {
    if (this.#numbers === undefined) {
      this.#numbers = new Map();
      const lists = new Map(this.issues.map(({ source, list }) => [source, list]));
      for (const { about, shown, source } of this.#view.claimsOf("record-number")) {
        const list = lists.get(source);
        if (list !== undefined) this.addNumber(about, latinDigits(shown.trim()), list);
      }
    }
    return this.#numbers.get(`${of} ${list} ${number}`) ?? [];
  }

  addNumber(id: string, number: string, list: string): void {
    if (this.#numbers === undefined) {
      this.numbered("per", "", "*");
    }
    for (const where of [list, "*"]) {
      const key = `${id.slice(0, 3)} ${where} ${number}`;
      const ids = this.#numbers?.get(key);
      if (ids === undefined) this.#numbers?.set(key, [id]);
      else if (!ids.includes(id)) ids.push(id);
    }
  }

  /** The place of the record that stands for an entry of the gazetteer. */
  placeOf(gazetteer: string): string | undefined {
    const added = this.#places.get(gazetteer);
    return added ?? this.#view.placesBy("gazetteer", gazetteer)[0];
  }

  addPlace(gazetteer: string, id: string): void {
    this.#places.set(gazetteer, id);
  }
}
