/** A full name: given, father's, family; in three scripts, and in the spellings other hands give it. */
import type { Scripted } from "./names.ts";

export type Language = "ar" | "ckb" | "en";
export const languages = ["ar", "ckb", "en"] as const satisfies readonly Language[];

export interface PersonName {
  readonly given: Scripted;
  readonly father: Scripted;
  readonly family: Scripted;
}

export function fullName({ given, father, family }: PersonName, language: Language): string {
  return `${given[language]} ${father[language]} ${family[language]}`;
}

/** Given and family name: how letters and mail mostly name a person. */
export function shortName({ given, family }: PersonName, language: Language): string {
  return `${given[language]} ${family[language]}`;
}

/** The same person as other hands write the name: other Latin spelling, hamza and ya left plain, the father left out. */
export function otherSpellings({ given, father, family }: PersonName): string[] {
  const latin = (name: Scripted): string => name.also.find((each) => /^[A-Za-z]/.test(each)) ?? name.en;
  const arabic = (name: Scripted): string => name.also.find((each) => /^\p{Script=Arabic}/u.test(each)) ?? name.ar;
  return [
    `${latin(given)} ${latin(father)} ${latin(family)}`,
    `${arabic(given)} ${arabic(father)} ${arabic(family)}`,
    `${latin(given)} ${latin(family)}`,
    `${arabic(given)} ${arabic(family)}`,
  ];
}
