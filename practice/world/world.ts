/**
 * The invented world: pure and repeatable. The same seed and counts give the same world; the cast of the story is made
 * first, so that a larger world of the same seed has the same people in the same story.
 */
import { type Command, commandsOf, units } from "./armed-group.ts";
import { addDays } from "./calendar.ts";
import { type Cast, castFrom } from "./cast.ts";
import { type Incident, incidentsOf } from "./incidents.ts";
import { kunyaAt, type Person, personMaker } from "./people.ts";
import { randomFrom } from "./random.ts";

export interface Counts {
  /** Victims beside the cast. */
  readonly victims: number;
  /** Alleged perpetrators beside the cast. */
  readonly perpetrators: number;
  /** Victims whom the perpetrators took on the ground of whom they were thought to love. */
  readonly targeted: number;
}

/** A new size is a new row; material grows with it. */
export const sizes = { slice: { victims: 30, perpetrators: 10, targeted: 3 } } as const satisfies Record<
  string,
  Counts
>;
export type Size = keyof typeof sizes;

/** What a grown world and its archive hold in all, the story's own people and files among them. */
export interface GrownSize {
  readonly victims: number;
  readonly alleged: number;
  readonly targeted: number;
  /** Sectors of the group (at most five), and posts of each unit (at most four). */
  readonly sectors: number;
  readonly posts: number;
  /** E-mails in threads, each of them a page when printed; field notes of two or three pages; letters of one. */
  readonly mails: number;
  readonly notes: number;
  readonly letters: number;
  readonly scans: number;
  readonly photographs: number;
  /** Interviews, and the minutes of speech they hold together. */
  readonly interviews: number;
  readonly minutes: number;
  readonly captures: number;
  readonly chats: number;
  /** Short messages in the mailboxes of other years. */
  readonly mailbox: number;
}

/** S is the scale of the story: 4,383 victims, 1,804 alleged perpetrators, 87 cases, 700 pages, eight hours. */
export const grownSizes = {
  S: {
    victims: 4_383,
    alleged: 1_804,
    targeted: 87,
    sectors: 5,
    posts: 3,
    mails: 440,
    notes: 92,
    letters: 60,
    scans: 60,
    photographs: 120,
    interviews: 12,
    minutes: 486,
    captures: 14,
    chats: 9,
    mailbox: 240,
  },
} as const satisfies Record<string, GrownSize>;

export interface Relation {
  readonly type: "mother-of" | "works-with" | "friend-of";
  readonly from: string;
  readonly to: string;
}

/** The days the story hangs on (ISO, local). */
export interface Days {
  /** The order against the sewing rooms. */
  readonly order: string;
  /** The evening at the eastern gate. */
  readonly gate: string;
  /** The night the three passengers were brought out. */
  readonly journey: string;
  readonly letter: string;
  readonly statement: string;
  readonly report: string;
  readonly interview: string;
}

export interface World {
  readonly seed: number;
  readonly cast: Cast;
  readonly victims: readonly Person[];
  readonly alleged: readonly Person[];
  readonly commands: readonly Command[];
  readonly incidents: readonly Incident[];
  readonly relations: readonly Relation[];
  readonly held: { readonly from: string; readonly days: number };
  readonly days: Days;
}

export function makeWorld(seed: number, counts: Counts): World {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError("practice world: the seed is a whole number from 0");
  const random = randomFrom(seed);
  const make = personMaker(random.fork("people"));
  const cast = castFrom(make);
  const victims = Array.from({ length: counts.victims }, () => make());
  const alleged = Array.from({ length: counts.perpetrators }, (_, index) =>
    make({ sex: "man", kunya: kunyaAt(index + 2) }),
  );
  const dates = random.fork("days");
  const held = { from: addDays("2020-01-05", dates.below(60)), days: 1_000 };
  const gate = addDays("2021-03-02", dates.below(24));
  const named = new Map([
    ["gate-guard", cast.gatekeeper],
    ["registry-office", cast.registrar],
  ]);
  return {
    seed,
    cast,
    victims,
    alleged: [cast.registrar, cast.gatekeeper, ...alleged],
    commands: commandsOf(random.fork("commands"), [...named.values(), ...alleged], named, held),
    incidents: incidentsOf(random.fork("incidents"), victims, alleged, units, held, counts.targeted),
    relations: [
      { type: "mother-of", from: cast.mother.id, to: cast.missing.id },
      { type: "works-with", from: cast.missing.id, to: cast.weaver.id },
      { type: "friend-of", from: cast.friend.id, to: cast.weaver.id },
    ],
    held,
    days: {
      order: addDays(gate, -9),
      gate,
      journey: addDays(gate, 21),
      letter: addDays(gate, 12),
      statement: addDays(gate, 33),
      report: addDays(gate, 41),
      interview: addDays(gate, 310),
    },
  };
}
