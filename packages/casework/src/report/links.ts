/** How a person or group stands to others, from when to when, as it is said. */
import { termByCode, thesaurus } from "@amana/record";
import type { LinkShown } from "../dossier/index.ts";
import type { Inlines, Plain } from "../press/document.ts";
import { nearOf, statementNote } from "./notes.ts";
import type { Setting } from "./setting.ts";
import { whenWords } from "./words-of.ts";

/** Read from the side of `entry`: it commands a unit; a unit is commanded by it. */
export function linkLine(setting: Setting, entry: string, link: LinkShown): Inlines {
  const { names, speech } = setting;
  const { body } = link;
  const term = termByCode(thesaurus.links, body.relation);
  const label = body.to === entry ? term?.inverse : term?.label;
  return [
    label?.[speech.language] ?? body.relation,
    " ",
    names.called(body.to === entry ? body.from : body.to),
    ...manner(setting, link),
    statementNote(setting, entry, link),
  ];
}

/** The other end first: for lists of commanders and members. */
export function holderLine(setting: Setting, entry: string, link: LinkShown): Inlines {
  const { body } = link;
  const other = body.to === entry ? body.from : body.to;
  return [setting.names.called(other), ...manner(setting, link), statementNote(setting, entry, link)];
}

function manner(setting: Setting, { id, body }: LinkShown): readonly Plain[] {
  const { names, speech } = setting;
  const near = nearOf(setting, id);
  const end = (when: typeof body.since) =>
    when === undefined ? [speech.word("open-end")] : whenWords(when, speech, (words) => names.said(words, near));
  return [
    ...(body.position === undefined
      ? []
      : [speech.comma, ...speech.say("as-post", { post: names.said(body.position, near) })]),
    ...(body.since === undefined && body.until === undefined
      ? []
      : [speech.comma, ...speech.say("since-until", { since: end(body.since), until: end(body.until) })]),
  ];
}
