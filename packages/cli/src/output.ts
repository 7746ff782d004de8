/** Results on stdout, everything else on stderr; JSON when asked; names between directional isolates so that they do not turn the line round. */
import { type Language, type Sentence, say } from "./words/index.ts";

export interface Output {
  readonly json: boolean;
  readonly language: Language;
  /** One result object (JSON) or its lines for people. */
  result(object: Readonly<Record<string, unknown>>, lines: () => readonly string[]): void;
  /** One line of a stream: NDJSON or text. */
  item(object: Readonly<Record<string, unknown>>, line: () => string): void;
  /** A sentence for people, on stderr; silent in JSON and quiet runs. */
  note(sentence: Sentence, facts?: Readonly<Record<string, string | number>>): void;
  text(sentence: Sentence, facts?: Readonly<Record<string, string | number>>): string;
  progress(line: string): void;
  progressDone(): void;
}

export function createOutput(options: {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly language: Language;
}): Output {
  const { json, quiet, language } = options;
  const live = process.stderr.isTTY === true && !quiet && !json;
  let shown = false;
  let lastPlain = 0;
  return {
    json,
    language,
    result(object, lines) {
      process.stdout.write(
        json
          ? `${JSON.stringify({ v: 1, ...object })}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(""),
      );
    },
    item(object, line) {
      process.stdout.write(json ? `${JSON.stringify({ v: 1, ...object })}\n` : `${line()}\n`);
    },
    note(sentence, facts = {}) {
      if (!quiet && !json) process.stderr.write(`${say(language, sentence, facts)}\n`);
    },
    text: (sentence, facts = {}) => say(language, sentence, facts),
    progress(line) {
      if (quiet) return;
      if (live) {
        process.stderr.write(`\r\u001b[2K${line}`);
        shown = true;
      } else if (Date.now() - lastPlain > 5_000) {
        // Piped or logged: a line now and then instead of a bar.
        lastPlain = Date.now();
        process.stderr.write(`${line}\n`);
      }
    },
    progressDone() {
      if (shown) process.stderr.write("\r\u001b[2K");
      shown = false;
    },
  };
}

/** First strong isolate … pop: a name keeps its own direction. Control characters in a name never reach the terminal. */
export function name(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
  return `\u2068${text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, "\ufffd")}\u2069`;
}

export function size(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
