/** When two statements say the same, and in which words a person compares them. Ids of lines and citations do not count. */
import type { ActAlleged, ClaimMade, LinkStated, Party, Value, When } from "@amana/record";

/** What a value says, apart from which record it was taken to mean. */
export function wordsOf(value: Value): string {
  switch (value.type) {
    case "text":
      return value.text;
    case "date":
      return `${value.date.said ?? ""}|${value.date.from ?? ""}|${value.date.to ?? ""}|${value.date.calendar}`;
    case "place":
      return value.place.said;
    case "number":
      return String(value.number);
    case "record":
      return value.record;
    case "term":
      return `${value.code}|${value.said ?? ""}`;
  }
}

/** The words a person compares. */
export function saidIn(value: Value): string {
  if (value.type === "date") return value.date.said ?? value.date.from ?? "";
  if (value.type === "term") return value.said ?? value.code;
  return wordsOf(value);
}

export const sayerOf = ({ said_by }: Pick<ClaimMade, "said_by">): string =>
  said_by.type === "words" ? said_by.words : said_by.type === "person" ? said_by.person : "";

const whenKey = (when: When | undefined): string => `${when?.said ?? ""}|${when?.from ?? ""}|${when?.to ?? ""}`;
/** In an order of its own: what comes out of the record has its fields sorted. */
function partyKey(party: Party): string {
  const who =
    party.type === "person"
      ? party.person
      : party.type === "group"
        ? party.group
        : party.type === "words"
          ? party.words
          : "";
  return `${party.type}/${who}/${"number" in party ? (party.number ?? "") : ""}`;
}

export function actKey(act: Omit<ActAlleged, "citations">): string {
  return JSON.stringify([
    act.incident ?? "",
    act.type.said,
    act.type.code ?? "",
    act.method?.said ?? "",
    act.victims.map(partyKey),
    act.perpetrators.map(({ who, degree, as }) => [partyKey(who), degree ?? "", as ?? ""]),
    whenKey(act.when),
    act.where?.said ?? "",
    act.outcome?.said ?? "",
    (act.perceived ?? []).map(({ ground, basis, said, indicators }) => [
      ground,
      basis,
      said ?? "",
      indicators.map(({ what }) => what),
    ]),
    act.note ?? "",
  ]);
}

export const linkKey = (link: Omit<LinkStated, "citations">): string =>
  JSON.stringify([link.from, link.relation, link.to, link.position ?? "", whenKey(link.since), whenKey(link.until)]);

export const actWords = (act: Omit<ActAlleged, "citations">): string =>
  [act.type.said, act.when?.said, act.where?.said, act.outcome?.said, ...(act.perceived ?? []).map(({ said }) => said)]
    .filter((part) => part !== undefined)
    .join(" · ");

export const linkWords = (link: Omit<LinkStated, "citations">): string =>
  [link.relation, link.position, link.since?.said, link.until?.said].filter((part) => part !== undefined).join(" · ");
