/** Whom or what a statement is about: somebody of the dossier, or somebody to be opened as the statement is made. */
import { newRecordId } from "@amana/format";
import { type Proposal, propose } from "@amana/record";

export type Random = (bytes: number) => Uint8Array;

/** Records a statement may open as it is made. */
export type Openable = "per" | "grp" | "inc" | "plc";

export type Whom =
  | { readonly type: "known"; readonly id: string }
  | { readonly type: "new"; readonly label: string; readonly of?: Openable };

const openings = {
  per: "person.opened",
  grp: "group.opened",
  inc: "incident.opened",
  plc: "place.opened",
} as const;

/** Remembers what it opened: one new name in one statement is one new record, however often it stands there. */
export class Opener {
  readonly proposals: Proposal[] = [];
  readonly #random: Random;
  readonly #fresh = new Map<string, string>();

  constructor(random: Random) {
    this.#random = random;
  }

  get opened(): readonly string[] {
    return this.proposals.map(({ e }) => e);
  }

  idOf(whom: Whom): string {
    if (whom.type === "known") return whom.id;
    const of = whom.of ?? "per";
    const key = `${of} ${whom.label}`;
    const known = this.#fresh.get(key);
    if (known !== undefined) return known;
    const id = newRecordId(of, this.#random(12));
    this.proposals.push(propose(openings[of], id, { label: whom.label }));
    this.#fresh.set(key, id);
    return id;
  }
}
