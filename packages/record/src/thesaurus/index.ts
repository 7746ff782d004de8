/** The terms acts, persons and sources are described with, each in three languages and beside its HURIDOCS code. */
import { acts } from "./acts.ts";
import { degrees } from "./degrees.ts";
import { grounds } from "./grounds.ts";
import { links } from "./links.ts";
import { methods } from "./methods.ts";
import { outcomes } from "./outcomes.ts";
import { perpetratorTypes } from "./perpetrator-types.ts";
import { attribution, certainty, counting, datePrecision, materials, reliability, sexes } from "./small.ts";

export { ancestors, huridocsCode, termByCode, termByHuridocs, termByWords } from "./find.ts";
export type { LinkTerm } from "./links.ts";
export type { TermList, ThesaurusTerm } from "./list.ts";

export const thesaurus = {
  acts,
  methods,
  degrees,
  outcomes,
  perpetratorTypes,
  grounds,
  links,
  attribution,
  certainty,
  reliability,
  datePrecision,
  sexes,
  counting,
  materials,
};

export type ListName = keyof typeof thesaurus;
