/** A line cut into words, quotations, brackets, operators and filters, wherever it is cut. Positions are in UTF-16 units. */

interface At {
  readonly at: number;
  readonly length: number;
}
export type Lexeme = At &
  (
    | { readonly type: "open" }
    | { readonly type: "close" }
    | { readonly type: "or" }
    | { readonly type: "and" }
    | { readonly type: "not" }
    | { readonly type: "near"; readonly distance: number }
    | { readonly type: "quoted"; readonly text: string; readonly closed: boolean; readonly sound: boolean }
    | { readonly type: "chunk"; readonly text: string; readonly prefix: boolean; readonly sound: boolean }
    | { readonly type: "filter"; readonly name: string; readonly value: string; readonly quoted: boolean }
  );

/** Every quotation mark a keyboard of the three languages offers; any of them closes any other. */
const quotes = '"“”„‟«»＂‹›';
const minus = "-−–—";
const blank = /[\s\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff،,;؛]/;
const farthest = 100;
const usual = 10;

export function lex(line: string): Lexeme[] {
  const found: Lexeme[] = [];
  let at = 0;
  while (at < line.length) {
    if (blank.test(line.charAt(at))) {
      at += 1;
      continue;
    }
    const lexeme = lexOne(line, at);
    found.push(lexeme);
    at += lexeme.length;
  }
  return found;
}

function lexOne(line: string, at: number): Lexeme {
  const letter = line.charAt(at);
  const next = line.charAt(at + 1);
  if (letter === "(" || letter === "[") return { type: "open", at, length: 1 };
  if (letter === ")" || letter === "]") return { type: "close", at, length: 1 };
  if (letter === "|") return { type: "or", at, length: next === "|" ? 2 : 1 };
  if (letter === "&") return { type: "and", at, length: 1 };
  if (isQuote(letter)) return lexQuoted(line, at, at, false);
  if (letter === "~" && isQuote(next)) return lexQuoted(line, at, at + 1, true);
  // A dash between blanks is punctuation.
  if (minus.includes(letter) && next !== "" && !blank.test(next)) return { type: "not", at, length: 1 };
  return lexChunk(line, at);
}

function isQuote(letter: string): boolean {
  return letter !== "" && quotes.includes(letter);
}

function lexQuoted(line: string, at: number, open: number, sound: boolean): Lexeme {
  const close = closing(line, open);
  const text = line.slice(open + 1, close);
  return {
    type: "quoted",
    text,
    closed: close < line.length,
    sound,
    at,
    length: Math.min(close + 1, line.length) - at,
  };
}

function closing(line: string, open: number): number {
  let close = open + 1;
  while (close < line.length && !isQuote(line.charAt(close))) close += 1;
  return close;
}

function lexChunk(line: string, at: number): Lexeme {
  const end = endOfChunk(line, at);
  const chunk = line.slice(at, end);
  const operator = asOperator(chunk);
  if (operator !== undefined) return { ...operator, at, length: chunk.length };
  const colon = /^([\p{L}\p{M}\u200c]{1,20}(?:-[\p{L}\p{M}\u200c]{1,20})?)[:：]/u.exec(chunk);
  if (colon !== null) return lexFilter(line, at, at + colon[0].length, colon[1] ?? "");
  const sound = /^~+/.exec(chunk)?.[0].length ?? 0;
  const star = /[*٭＊]+$/.exec(chunk)?.[0].length ?? 0;
  const text = chunk.slice(sound, Math.max(sound, chunk.length - star));
  return { type: "chunk", text, prefix: star > 0, sound: sound > 0, at, length: chunk.length };
}

function endOfChunk(line: string, at: number): number {
  let end = at;
  while (end < line.length) {
    const letter = line.charAt(end);
    const ends = letter === "," ? !/[\d٠-٩۰-۹],[\d٠-٩۰-۹]/.test(line.slice(end - 1, end + 2)) : blank.test(letter);
    if (ends || isQuote(letter) || "()[]|".includes(letter)) break;
    end += 1;
  }
  return Math.max(end, at + 1);
}

function asOperator(
  chunk: string,
): { readonly type: "or" | "and" | "not" } | { readonly type: "near"; readonly distance: number } | undefined {
  if (chunk === "OR") return { type: "or" };
  if (chunk === "AND") return { type: "and" };
  if (chunk === "NOT") return { type: "not" };
  const near = /^NEAR(?:[/:~]([0-9٠-٩۰-۹]{1,4}))?$/.exec(chunk);
  if (near === null) return undefined;
  return { type: "near", distance: near[1] === undefined ? usual : Math.min(number(near[1]), farthest) };
}

function number(digits: string): number {
  return Number(digits.normalize("NFKC").replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf)));
}

/** The value may stand in quotation marks, and blanks may stand before it. */
function lexFilter(line: string, at: number, after: number, name: string): Lexeme {
  let start = after;
  while (start < line.length && blank.test(line.charAt(start))) start += 1;
  if (isQuote(line.charAt(start))) {
    const close = closing(line, start);
    return {
      type: "filter",
      name,
      value: line.slice(start + 1, close),
      quoted: true,
      at,
      length: Math.min(close + 1, line.length) - at,
    };
  }
  const end = start < line.length ? endOfValue(line, start) : start;
  return { type: "filter", name, value: line.slice(start, end), quoted: false, at, length: Math.max(end, after) - at };
}

function endOfValue(line: string, start: number): number {
  return "()[]|".includes(line.charAt(start)) ? start : endOfChunk(line, start);
}
