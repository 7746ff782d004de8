/** The catalogue as this vault has it: ours, and what the organisation defined for itself and has not taken back. */
import { catalogueOf, type Property } from "@amana/record";
import type { VaultView } from "@amana/vault";

export function propertiesOf(view: VaultView): ReadonlyMap<string, Property> {
  const defined = view.idsOf("prop").flatMap((id) => {
    const state = view.state("prop", id);
    return state === undefined || state.withdrawn ? [] : [state.body];
  });
  return catalogueOf(defined);
}
