/** Sentences in three languages. A sentence that lacks a translation does not compile. */
import { ar } from "./ar.ts";
import { ckb } from "./ckb.ts";
import { dossier } from "./dossier.ts";
import { en } from "./en.ts";
import { lists } from "./lists.ts";
import { reading } from "./reading.ts";
import { reports } from "./reports.ts";

export type Language = "en" | "ar" | "ckb";
export type Sentence = keyof (typeof sentences)["en"];

/** Every sentence of every room. */
export const sentences = {
  en: { ...en, ...dossier.en, ...reading.en, ...lists.en, ...reports.en },
  ar: { ...ar, ...dossier.ar, ...reading.ar, ...lists.ar, ...reports.ar },
  ckb: { ...ckb, ...dossier.ckb, ...reading.ckb, ...lists.ckb, ...reports.ckb },
} satisfies { [L in Language]: { [S in keyof typeof en]: string } };

export function languageOf(asked: string | undefined): Language {
  const wanted = asked ?? process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"] ?? "en";
  const tag = wanted.toLowerCase().split(/[_.@-]/)[0];
  return tag === "ar" || tag === "ckb" ? tag : "en";
}

/** `{fact}` is replaced; an unknown sentence comes out as its key, so that nothing is ever silent. */
export function say(
  language: Language,
  sentence: string,
  facts: Readonly<Record<string, string | number>> = {},
): string {
  const text = Object.hasOwn(sentences.en, sentence) ? sentences[language][sentence as Sentence] : sentence;
  return text.replace(/\{([a-zA-Z0-9]+)\}/g, (whole, fact: string) =>
    facts[fact] === undefined ? whole : String(facts[fact]),
  );
}
