/**
 * The words of a record, as passages. A layer's content is one JSON object a line: `{"text","place","language"?,"boxes"?}`
 * (spec/vault.md); claims, acts, notes and labels are their own words, one passage each.
 */
import type { ActAlleged, ClaimMade, LayerMade, LinkStated, NoteWritten, Party, Place, State } from "@amana/record";
import { shownValue, shownWhen } from "./dossier.ts";
import type { PassageContent } from "./passages.ts";

export interface LayerPassage {
  readonly text: string;
  readonly place: Place;
  readonly language?: string;
  readonly boxes?: readonly (readonly number[])[];
}

/** Lines that do not parse are skipped: what a parser wrote is not trusted to be whole. */
export function parseLayer(bytes: Uint8Array): PassageContent[] {
  const passages: PassageContent[] = [];
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const length = (end === -1 ? bytes.length : end) - at;
    const passage = parsePassage(decoder.decode(bytes.subarray(at, at + length)));
    if (passage !== undefined)
      passages.push({
        text: passage.text,
        place: JSON.stringify(passage.place),
        ...(passage.language !== undefined && { language: passage.language }),
        at,
        length,
      });
    at += length + 1;
  }
  return passages;
}

export function parsePassage(line: string): LayerPassage | undefined {
  try {
    const parsed = JSON.parse(line) as LayerPassage;
    return typeof parsed.text === "string" && typeof parsed.place === "object" ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** `readBlob` answers undefined where the blob is missing or dead. */
export function layerContent(
  body: LayerMade,
  readBlob: (blob: BlobOf) => Uint8Array | undefined,
): PassageContent[] | undefined {
  if (body.kind === "preview") return [];
  if (body.content.type === "inline") return parseLayer(new TextEncoder().encode(body.content.lines));
  const bytes = readBlob(body.content.blob);
  return bytes && parseLayer(bytes);
}
type BlobOf = Extract<LayerMade["content"], { type: "blob" }>["blob"];

const own = (words: readonly (string | undefined)[]): PassageContent[] => [
  { text: words.filter((each) => each !== undefined && each !== "").join("\n"), place: null, at: 0, length: 0 },
];

export const ownWords = {
  per: (state: State<"per">) => own([state.body.label]),
  grp: (state: State<"grp">) => own([state.body.label]),
  plc: (state: State<"plc">) => own([state.body.label, ...(state.body.also ?? [])]),
  inc: (state: State<"inc">) => own([state.body.label]),
  clm: ({ body }: { readonly body: ClaimMade }) =>
    own([shownValue(body.value), said(body.said_by), body.note, ...body.citations.map((citation) => citation.quote)]),
  act: ({ body }: { readonly body: ActAlleged }) =>
    own([
      body.type.said,
      body.method?.said,
      ...body.victims.map(partyWords),
      ...body.perpetrators.flatMap(({ who, as }) => [partyWords(who), as]),
      body.outcome?.said,
      ...(body.perceived ?? []).flatMap((each) => [each.said, ...each.indicators.map(({ what }) => what)]),
      body.when && shownWhen(body.when),
      body.where?.said,
      said(body.said_by),
      body.note,
      ...body.citations.map((citation) => citation.quote),
    ]),
  lnk: ({ body }: { readonly body: LinkStated }) =>
    own([
      body.position,
      body.since && shownWhen(body.since),
      body.until && shownWhen(body.until),
      said(body.said_by),
      body.note,
      ...body.citations.map((citation) => citation.quote),
    ]),
  note: ({ body }: { readonly body: NoteWritten }) => own([body.text]),
} as const;

function partyWords(party: Party): string | undefined {
  return party.type === "words" ? party.words : undefined;
}

function said(by: ClaimMade["said_by"]): string | undefined {
  return by.type === "words" ? by.words : undefined;
}
