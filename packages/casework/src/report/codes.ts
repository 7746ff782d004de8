/** Codes for those who must not be named: in the order in which they stand in the report, the same for the same record and question. */
import type { VaultView } from "@amana/vault";
import type { Scope } from "./scope.ts";
import { labelOf } from "./setting.ts";

/** `P-0001` for everyone concerned; who has no entry of their own comes after those who have. */
export function codesOf(scope: Scope, concerned: ReadonlySet<string>): ReadonlyMap<string, string> {
  const first = [...scope.wronged, ...scope.others, ...scope.alleged].filter((id) => concerned.has(id));
  const ids = new Set([...first, ...[...concerned].sort()]);
  return new Map([...ids].map((id, at) => [id, `P-${String(at + 1).padStart(4, "0")}`]));
}

/** Values that name somebody, of all that identifies. */
const naming: ReadonlySet<string> = new Set([
  "name",
  "given-name",
  "father-name",
  "mother-name",
  "spouse-name",
  "family-name",
  "kunya",
  "nom-de-guerre",
  "code-name",
  "contact",
  "document-number",
]);

/** Every name under which the record knows these persons, withdrawn claims included: a wrong name may still be found. */
export function namesRecorded(view: VaultView, persons: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...persons].map((id) => {
      const said = view.statementsOn(id).flatMap((each) => {
        const body = each.id.startsWith("clm_") ? view.state("clm", each.id)?.body : undefined;
        return body?.about === id && naming.has(body.property) && body.value.type === "text" ? [body.value.text] : [];
      });
      return [id, [...said, labelOf(view, id) ?? ""]];
    }),
  );
}
