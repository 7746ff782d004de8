/** Whether everyone a report speaks of has agreed to the copy that is asked for. The same rule as at the door (record/rules/consent). */
import { type ConsentMissing, type ConsentState, consentFor, type Purpose } from "@amana/record";
import type { VaultView } from "@amana/vault";
import { personsIn } from "../facts/index.ts";

export interface Agreed {
  readonly missing: readonly ConsentMissing[];
  readonly concerned: number;
  /** Each condition somebody set, and how many set it. */
  readonly conditions: ReadonlyMap<string, number>;
}

/** Persons whose consent decides, of everything that is printed: those statements concern, and who has an entry without being accused alone. */
export function concernedBy(
  view: VaultView,
  statements: Iterable<string>,
  named: Iterable<string>,
): ReadonlySet<string> {
  const persons = new Set(named);
  for (const statement of statements) for (const person of personsIn(view, statement)) persons.add(person);
  return persons;
}

export function judge(view: VaultView, concerned: ReadonlySet<string>, copy: Purpose): Agreed {
  const missing: ConsentMissing[] = [];
  const conditions = new Map<string, number>();
  for (const person of [...concerned].sort()) {
    const register: ConsentState[] = view.consents(person).flatMap((id) => view.state("con", id) ?? []);
    const answer = consentFor(person, register, copy);
    if (!answer.ok) {
      missing.push(answer.error);
      continue;
    }
    // Two consents may cover it with different conditions: what either of them asks for travels.
    const own = register.flatMap((state) => {
      const covered = consentFor(person, [state], copy);
      return covered.ok ? covered.value.conditions : [];
    });
    for (const condition of new Set(own)) conditions.set(condition, (conditions.get(condition) ?? 0) + 1);
  }
  return {
    missing,
    concerned: concerned.size,
    conditions: new Map([...conditions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
