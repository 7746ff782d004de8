/** What one act sounds like in a language: the words that sentences are made of, all of them the world's. */
import { type ActType, actWords } from "../../world/act-types.ts";
import { dayText } from "../../world/calendar.ts";
import { type Act, type GrownWorld, personOf, unitNamed } from "../../world/grown.ts";
import { commanderOn } from "../../world/hierarchy.ts";
import { fullName, type Language } from "../../world/person-name.ts";
import { placeById } from "../../world/places.ts";

export interface Told {
  readonly act: Act;
  readonly names: string;
  readonly several: boolean;
  readonly place: string;
  readonly day: string;
  readonly unit: string;
  readonly what: string;
  /** The kunya of whoever is alleged to have commanded the unit that day, and the person. */
  readonly commander?: { readonly person: string; readonly kunya: string };
}

export function told(world: GrownWorld, act: Act, language: Language): Told {
  const person = commanderOn(world.commands, act.unit, act.day);
  const kunya = person === undefined ? undefined : personOf(world, person).kunya?.[language];
  const and = { ar: " و", ckb: " و ", en: " and " }[language];
  const named = act.victims.slice(0, 2).map((id) => fullName(personOf(world, id).name, language));
  return {
    act,
    names: named.join(and),
    several: named.length > 1,
    place: placeById(act.place).name[language],
    day: dayText(act.day, language),
    unit: unitNamed(world, act.unit).name[language],
    what: actWords[act.type].words[language],
    ...(person !== undefined && kunya !== undefined && { commander: { person, kunya } }),
  };
}

/** Nouns of the acts in Arabic, for sentences that need no verb to agree. */
const nouns: Readonly<Record<ActType, string>> = {
  killed: "قتل",
  abducted: "خطف",
  detained: "احتجاز",
  flogged: "جلد",
  beaten: "ضرب",
  "driven-out": "إخراج",
  threatened: "تهديد",
  disappeared: "أخذ",
  "property-taken": "سلب",
};

/** One sentence that says when, who, where, by which unit. */
export function takenSentence(it: Told, language: Language): string {
  const undated = undatedSentence(it, language);
  if (language === "ar") return `في يوم ${it.day} ${undated}`;
  if (language === "ckb") return `${it.day} ${undated}`;
  return `On ${it.day} ${undated}`;
}

/** The same without the day, for paper: digits among Arabic letters are what readers of PDF get wrong first. */
export function undatedSentence({ names, place, unit, what, several, act }: Told, language: Language): string {
  if (language === "ar") return `جرى ${nouns[act.type]} ${names} في ${place}، والرجال من ${unit}.`;
  if (language === "ckb") {
    const verb = act.type === "disappeared" ? `${what} ${several ? "بوون" : "بوو"}` : several ? `${what}ن` : what;
    return `لە ${place}، ${names} ${verb}، پیاوەکان هی ${unit} بوون.`;
  }
  const was = act.type === "property-taken" ? "had" : several ? "were" : "was";
  const said = { disappeared: "last seen", "property-taken": "a house taken" }[act.type as string] ?? what;
  return `in ${place} ${names} ${was} ${said}; the men were of ${unit}.`;
}

const dayWords: Readonly<Record<Language, (day: string) => string>> = {
  ar: (day) => `كان ذلك يوم ${day}:`,
  ckb: (day) => `ئەوە ${day} بوو:`,
  en: (day) => `It was on ${day}:`,
};
export const daySentence = (it: Told, language: Language): string => dayWords[language](it.day);

/** One sentence that names the alleged commander as people called him. */
export function commandSentence({ commander, unit, place }: Told, language: Language): string | undefined {
  if (commander === undefined) return undefined;
  const { kunya } = commander;
  if (language === "ar") return `كانوا ينادون آمر ${unit} باسم ${kunya}، وسمعت ذلك في ${place} أكثر من مرة.`;
  if (language === "ckb") return `فەرماندەی ${unit} پێیان دەگوت ${kunya}، لە ${place} زۆر جار ئەم ناوەم بیست.`;
  return `The man alleged to command ${unit} was called ${kunya}; I heard it in ${place} more than once.`;
}

/** What the group gave as its reason, marked as its words; nothing when it gave none. */
export function reasonSentence(world: GrownWorld, { act }: Told, language: Language): string | undefined {
  const found = world.cases.find((each) => each.act === act.id);
  if (found === undefined) return undefined;
  const words = found.reason[language];
  if (language === "ar") return `قالوا إن السبب «${words}». هذه كلماتهم هم، لا كلماتنا.`;
  if (language === "ckb") return `گوتیان هۆکارەکە «${words}»ە. ئەمە قسەی ئەوانە، نەک هی ئێمە.`;
  return `They gave as their reason "${words}". These are their words, not ours.`;
}
