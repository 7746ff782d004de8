/** The people of the slice's story: who they are to each other, and what each has agreed to. */
import { menGiven, womenGiven } from "./names.ts";
import { kunyaAt, type Person, type Wish } from "./people.ts";

/**
 * `teacher`, `weaver` and `friend` are the three passengers; `driver` is never told why they are hunted. `mother` looks for
 * her son (`missing`), who went to ask at the gate. `miller` saw what happened there. `registrar` and `gatekeeper` are
 * alleged perpetrators.
 */
export const roles = [
  "coordinator",
  "documenter",
  "driver",
  "teacher",
  "weaver",
  "friend",
  "mother",
  "missing",
  "miller",
  "registrar",
  "gatekeeper",
] as const;
export type Role = (typeof roles)[number];
export type Cast = Readonly<Record<Role, Person>>;

const wishes: Readonly<Record<Role, Wish>> = {
  coordinator: { sex: "woman", home: "rushtaf" },
  documenter: { sex: "woman", home: "rushtaf" },
  driver: { sex: "man", home: "bashlaw" },
  teacher: { sex: "woman", home: "tishmarin" },
  weaver: { sex: "man", home: "dulzar" },
  friend: { sex: "man", home: "dulzar" },
  mother: { sex: "woman", home: "dulzar" },
  missing: { sex: "man", home: "dulzar" },
  miller: { sex: "man", home: "halunta" },
  registrar: { sex: "man", kunya: kunyaAt(1) },
  gatekeeper: { sex: "man", kunya: kunyaAt(0) },
};

/** Names of one or two firm consonants sound like too many others: a story that is searched by sound does without them. */
const tooShort = [...menGiven, ...womenGiven]
  .map(({ en }) => en)
  .filter((en) => en.replace(/[aeiouyhw]/gi, "").length < 3);

export function castFrom(make: (wish: Wish) => Person): Cast {
  const cast = new Map<Role, Person>();
  for (const role of roles) {
    const notGiven = [...cast.values()].map(({ name }) => name.given.en);
    cast.set(role, make({ ...wishes[role], notGiven: [...notGiven, ...tooShort] }));
  }
  return Object.fromEntries(cast) as Cast;
}

/** What a person of the story said about the use of their words. `purpose` and `recipient` are what `amana consent give` takes. */
export type Consent =
  | {
      readonly type: "given";
      readonly purpose: string;
      readonly recipient: string;
      readonly conditions: readonly string[];
      readonly how: string;
    }
  | {
      readonly type: "withdrawn";
      readonly purpose: string;
      readonly recipient: string;
      readonly how: string;
      readonly reason: string;
    }
  | { readonly type: "refused" | "not-asked" };

export const recipient = "Office of the Practice Prosecutor";
export const purpose = "criminal-investigation";

export const consents: Readonly<Partial<Record<Role, Consent>>> = {
  teacher: { type: "given", purpose, recipient, conditions: [], how: "on the recording, before the first question" },
  miller: { type: "given", purpose, recipient, conditions: ["lead-only"], how: "written in his statement" },
  mother: { type: "given", purpose, recipient, conditions: ["no-publication"], how: "written in her letter" },
  weaver: { type: "withdrawn", purpose, recipient, how: "on paper", reason: "he wants to be left in peace for now" },
  friend: { type: "refused" },
  missing: { type: "not-asked" },
};
