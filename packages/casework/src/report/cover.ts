/** The cover: whose it is, what it covers, for whom, and which state of which record it is made from. */
import type { Document } from "../press/document.ts";
import type { Agreed } from "./concerned.ts";
import type { HeadShown, RecordState, ReportOrder } from "./order.ts";
import type { Speech, Word } from "./words/index.ts";

export interface Covered {
  /** What was asked for, in words. */
  readonly covers: string;
  readonly contains: string;
  readonly agreed?: Agreed;
}

type Line = Document["cover"][number];

export function cover(speech: Speech, order: ReportOrder, covered: Covered): readonly Line[] {
  const line = (label: Word, value: string): Line => ({ label: speech.word(label), value });
  return [
    ...(order.organisation === undefined ? [] : [line("cover-organisation", order.organisation)]),
    line("cover-covers", covered.covers),
    line("cover-contains", covered.contains),
    ...copyLines(speech, order, covered, line),
    ...(order.codes === true ? [line("cover-coded", speech.word("cover-coded-value"))] : []),
    ...recordLines(speech, order.record, line),
  ];
}

/** On every page: whose copy it is, and what the organisation wants to stand there. */
export function markOf(speech: Speech, { copy, mark }: ReportOrder): string {
  const own =
    copy === undefined
      ? speech.word("mark-internal")
      : speech.text("mark-for", { recipient: copy.recipient, purpose: copy.purpose });
  return mark === undefined ? own : `${mark} · ${own}`;
}

function copyLines(
  speech: Speech,
  { copy }: ReportOrder,
  { agreed }: Covered,
  line: (label: Word, value: string) => Line,
): readonly Line[] {
  if (copy === undefined) return [line("cover-copy", speech.word("internal-copy"))];
  const conditions = [...(agreed?.conditions ?? [])].map(([condition, persons]) =>
    speech.text("condition-persons", { condition: conditionWords(speech, condition), persons }),
  );
  return [
    line("cover-copy", speech.text("cover-for", { recipient: copy.recipient, purpose: copy.purpose })),
    line("cover-onward", speech.word(`onward-${copy.onward}`)),
    line(
      "cover-conditions",
      conditions.length === 0 ? speech.word("conditions-none") : conditions.join(speech.semicolon),
    ),
  ];
}

/** Conditions the vocabulary knows, in words; others stand under their code. */
function conditionWords(speech: Speech, condition: string): string {
  if (condition === "lead-only" || condition === "no-death-penalty") return speech.word(`condition-${condition}`);
  return condition;
}

function recordLines(
  speech: Speech,
  { vault, notebooks, seal, stamp }: RecordState,
  line: (label: Word, value: string) => Line,
): readonly Line[] {
  const head = ({ notebook, size, root }: HeadShown) => ({ notebook, size, root });
  return [
    line("cover-vault", vault),
    ...notebooks.map((each) => line("cover-state", speech.text("cover-state-value", head(each)))),
    line(
      "cover-seal",
      seal === undefined ? speech.word("cover-seal-none") : speech.text("cover-seal-value", head(seal)),
    ),
    line(
      "cover-stamp",
      stamp === undefined ? speech.word("cover-stamp-none") : speech.text("cover-stamp-value", stamp),
    ),
  ];
}
