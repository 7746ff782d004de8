/** Figures as tables: n, N, what nobody stated, and under each the line that asks for the same again. */
import { type Block, code, emphasis, type Inlines, type Part, strong } from "../press/document.ts";
import type { Count, Figure, Figures } from "./figures.ts";
import { heading } from "./section.ts";
import type { Setting } from "./setting.ts";

export function summary(setting: Setting, figures: Figures): Part {
  const { speech } = setting;
  const lead: Block = {
    kind: "paragraph",
    inlines: [speech.word(figures.isPart ? "summary-lead-part" : "summary-lead-whole")],
  };
  return {
    level: 1,
    heading: speech.word("summary"),
    blocks: [
      lead,
      ...figures.figures.flatMap((figure) => [
        heading(setting, figure.title),
        ...figureBlocks(setting, figure, figures.isPart),
      ]),
    ],
  };
}

export function figureBlocks(setting: Setting, figure: Figure, isPart: boolean): readonly Block[] {
  const { speech } = setting;
  const cells = ({ n, whole }: Count): readonly Inlines[] =>
    isPart ? [[speech.number(n)], [speech.number(whole)]] : [[speech.number(n)]];
  const rows: readonly (readonly Inlines[])[] = [
    ...figure.rows.map((row) => [[row.label], ...cells(row)]),
    ...(figure.further.values > 0
      ? [[speech.say("row-others", { n: figure.further.values }), ...cells(figure.further)]]
      : []),
    ...(figure.notStated === undefined
      ? []
      : [[[emphasis(speech.word("row-not-stated"))], ...cells(figure.notStated)]]),
    [
      [strong(speech.word("row-all"))],
      ...cells(figure.all).map((cell): Inlines => [strong(...(cell as readonly string[]))]),
    ],
  ];
  return [
    {
      kind: "table",
      columns: [{ width: 4 }, { width: 1, align: "end" }, ...(isPart ? [{ width: 1.4, align: "end" } as const] : [])],
      header: [
        [speech.word(`counted-${figure.counted === "person" ? "persons" : "acts"}`)],
        [speech.word(isPart ? "column-n" : "column-whole")],
        ...(isPart ? [[speech.word("column-whole")]] : []),
      ],
      rows,
    },
    {
      kind: "paragraph",
      inlines: [
        ...(figure.several.n > 0 ? [emphasis(...speech.say("several-values", { n: figure.several.n })), " "] : []),
        emphasis(...speech.say("asked-as", { query: code(asked(setting, figure)) })),
      ],
    },
  ];
}

/** The question may hold a name that must not stand here. */
function asked({ names, speech }: Setting, { command }: Figure): string {
  return names.isHidden(command) ? speech.word("withheld-name") : command;
}
