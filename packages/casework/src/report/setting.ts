/** What every page of one report shares: the record, the language, what everything is called, the numbers of the sources. */
import type { VaultView } from "@amana/vault";
import { code, link, type Plain } from "../press/document.ts";
import type { HiddenNames } from "./hidden-names.ts";
import type { CitedSources } from "./sources.ts";
import type { Speech } from "./words/index.ts";
import { spoken } from "./words-of.ts";

export interface Setting {
  readonly view: VaultView;
  readonly speech: Speech;
  readonly names: Names;
  readonly sources: CitedSources;
  /** A dossier of thousands: fields run on in paragraphs, which takes half the pages and half the time. */
  readonly isDense: boolean;
  /** In a part of the dossier, the acts it is about; undefined where nothing is left out. */
  readonly actsAsked: ReadonlySet<string> | undefined;
}

/** How records are called here, and which words of others may stand here. With codes, no name of a coded person comes out. */
export interface Names {
  /** The label, the code, or the id; leads to the entry where there is one. */
  called(id: string): Plain;
  /** The same without a link, for headings. */
  heading(id: string): string;
  /** Where links to it lead: never an id of somebody who stands under a code. */
  anchor(id: string): string;
  isCoded(id: string): boolean;
  readonly areCoded: boolean;
  /** Somebody's words, or that they are withheld. `near`: the persons they are about. */
  said(words: string, near?: readonly string[]): Plain;
  quoted(words: string, near?: readonly string[]): readonly Plain[];
  isHidden(words: string, near?: readonly string[]): boolean;
}

export interface Naming {
  /** Records that have an entry of their own. */
  readonly entries: ReadonlySet<string>;
  /** Persons under a code, with it. */
  readonly codes: ReadonlyMap<string, string>;
  readonly hidden?: HiddenNames;
}

/** Longer words are cut, and show it. */
const QUOTE_UNITS = 900;

export function namesOf(view: VaultView, speech: Speech, { entries, codes, hidden }: Naming): Names {
  const labels = new Map<string, string | undefined>();
  const isHidden = (words: string, near: readonly string[] = []) => hidden?.occursIn(words, near) === true;
  const label = (id: string): string | undefined => {
    const own = codes.get(id);
    if (own !== undefined) return own;
    if (!labels.has(id)) labels.set(id, labelOf(view, id));
    const known = labels.get(id);
    // The name of an alleged perpetrator is that person's own; a label of anything else may hold a coded one.
    return known !== undefined && !id.startsWith("per_") && isHidden(known) ? undefined : known;
  };
  const anchor = (id: string) => codes.get(id) ?? id;
  return {
    areCoded: hidden !== undefined,
    isCoded: (id) => codes.has(id),
    anchor,
    heading: (id) => label(id) ?? id,
    called(id) {
      const known = label(id);
      const words = known === undefined ? code(id) : spoken(known, speech.language);
      return entries.has(id) ? link(anchor(id), words) : words;
    },
    said: (words, near) => (isHidden(words, near) ? speech.word("withheld-name") : spoken(words, speech.language)),
    quoted(words, near) {
      if (isHidden(words, near)) return [speech.word("withheld-quote")];
      const cut = words.length > QUOTE_UNITS ? `${words.slice(0, QUOTE_UNITS).toWellFormed()} […]` : words;
      return ["«", spoken(cut.replaceAll(/\s+/g, " ").trim(), speech.language), "»"];
    },
    isHidden,
  };
}

/** The working label of a person, group, incident or place that still stands. */
export function labelOf(view: VaultView, id: string): string | undefined {
  const type = id.slice(0, id.indexOf("_"));
  if (type !== "per" && type !== "grp" && type !== "inc" && type !== "plc") return undefined;
  return view.state(type, id)?.body.label;
}
