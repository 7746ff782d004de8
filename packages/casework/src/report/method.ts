/** How to read the report, and what it cannot show: before any figure and any name. */
import type { Block, Part } from "../press/document.ts";
import type { Figures } from "./figures.ts";
import { heading } from "./section.ts";
import type { Setting } from "./setting.ts";
import { figureBlocks } from "./tables.ts";
import type { Word } from "./words/index.ts";

const readings: readonly Word[] = [
  "method-kept",
  "method-footnote",
  "method-said",
  "method-certainty",
  "method-single",
  "method-contradictions",
  "method-dates",
  "method-arabic",
  "method-terms",
];

export function method(setting: Setting, figures: Figures | undefined): Part {
  const { names, speech } = setting;
  const paragraph = (word: Word): Block => ({ kind: "paragraph", inlines: [speech.word(word)] });
  const limits: readonly Word[] = ["method-alleged", "method-perception"];
  return {
    level: 1,
    heading: speech.word("method"),
    blocks: [
      { kind: "callout", tone: "limit", inlines: [limits.map((word) => speech.word(word)).join(" ")] },
      ...readings.map(paragraph),
      ...(names.areCoded ? [paragraph("method-codes")] : []),
      ...(figures === undefined ? [] : limitsOfNumbers(setting, figures)),
    ],
  };
}

function limitsOfNumbers(
  setting: Setting,
  { found, missing, isPart, fewest, proposed, wronged }: Figures,
): readonly Block[] {
  const { speech } = setting;
  const said = (word: Word): Block => ({ kind: "paragraph", inlines: [speech.word(word)] });
  return [
    said("method-counts"),
    {
      kind: "paragraph",
      inlines: [
        ...speech.say("method-fewest", { n: wronged.n, fewest }),
        ...(proposed > 0 ? [" ", ...speech.say("method-proposed", { n: proposed })] : []),
      ],
    },
    said("method-entries"),
    ...(found === undefined
      ? []
      : [heading(setting, "found-title"), said("method-found"), ...figureBlocks(setting, found, isPart)]),
    ...(missing === undefined
      ? []
      : [
          heading(setting, "missing-title"),
          { kind: "paragraph", inlines: speech.say("method-missing", missing) } as const,
        ]),
  ];
}
