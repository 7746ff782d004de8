/** Facts as the truth of the slice has them, made from one act and the words that tell of it. */
import type { ActFact, ClaimFact } from "../../truth.ts";
import { actWords } from "../../world/act-types.ts";
import { type Act, type GrownWorld, personOf, unitNamed } from "../../world/grown.ts";
import { fullName, type Language } from "../../world/person-name.ts";
import { placeById } from "../../world/places.ts";
import type { Quote } from "../quote.ts";

/** A person is opened under the full name in Latin letters; one known by a kunya alone, under that. */
export function labelOf(world: GrownWorld, id: string): string {
  const { name, kunya } = personOf(world, id);
  return world.posts.get(id)?.knownBy === "kunya" && kunya !== undefined ? kunya.en : fullName(name, "en");
}

export function actFact(world: GrownWorld, act: Act, quote: Quote, saidBy: string): ActFact {
  return {
    type: "act",
    what: actWords[act.type].words.en,
    who: [`words:men of ${unitNamed(world, act.unit).name.en}`],
    toWhom: act.victims.slice(0, 2).map((id) => labelOf(world, id)),
    when: act.day,
    where: placeById(act.place).name.en,
    quote,
    saidBy,
  };
}

export function commandFact(
  world: GrownWorld,
  act: Act,
  person: string,
  language: Language,
  quote: Quote,
  saidBy: string,
): ClaimFact {
  return {
    type: "claim",
    person: labelOf(world, person),
    property: "role",
    value: `alleged commander of ${unitNamed(world, act.unit).name.en}`,
    language: "en",
    quote,
    saidBy: `${saidBy} (${language})`,
  };
}
