/**
 * WhatsApp chat exports (.txt): every message a passage with its number, its time as written and who is said to have
 * written it. Dates are not turned into points in time: the export names neither the time zone nor, often, the order of
 * day and month; what the numbers prove about that order stands in the metadata. The names of files that the chat refers to
 * are listed, so that they can be found beside it.
 */
import { type Extractor, type LayerFlag, type Metadata, ProblemError } from "../contract.ts";
import { decodeText } from "../mail/charset.ts";
import { textBudget } from "../mail/paragraphs.ts";
import { type ChatLine, parseChatLine } from "./whatsapp-lines.ts";

interface Message {
  readonly head: ChatLine;
  readonly lines: string[];
}

const attachedIos = /^<[^<>:\n]{2,40}:\s*([^<>\n]+\.\w{2,5})>$/m;
const attachedAndroid = /^([^\n/\\]{1,120}\.\w{2,5}) \([^()\n]{3,60}\)$/m;
const omitted = /^<[^<>:\n]{4,60}>$|^\p{L}+(?: \p{L}+)? omitted$/mu;
const maxListed = 100;

export const whatsappExtractor: Extractor = {
  types: ["text/x-whatsapp-chat"],
  async extract(raw, _type, sink, limits) {
    if (raw.size === 0) throw new ProblemError("empty");
    const decoded = decodeText(raw.all());
    const { before, messages } = splitMessages(decoded.text);
    if (messages.length === 0) throw new ProblemError("damaged", "no chat message found");
    sink.meta(chatMetadata(messages));

    const flags: LayerFlag[] = [];
    if (decoded.how === "guessed") flags.push("text-doubtful");
    if (decoded.text.length > limits.textUnits) flags.push("cut-short");
    const layer = sink.layer({
      kind: "text",
      tool: "amana chat reader",
      version: "1",
      settings: `whatsapp ${messages[0]?.head.layout}; charset ${decoded.charset} ${decoded.how}`,
      ...(flags.length > 0 ? { flags } : {}),
    });
    const budget = textBudget(limits);
    if (before.trim() !== "") budget.put(layer, before, { type: "whole" });
    for (const [index, message] of messages.entries()) {
      const { at, by } = message.head;
      const text = message.lines.join("\n").trimEnd();
      // A message without words is a message all the same: it was sent.
      const words = text.replace(/[\s\u200e\u200f]/g, "") === "" ? "\u2205" : text;
      budget.put(layer, words, { type: "message", message: index + 1, at, ...(by === undefined ? {} : { by }) });
    }
    layer.end();
    if (budget.spent) sink.problem({ code: "too-large", detail: "more text than the limit", partly: true });
  },
};

function splitMessages(text: string): { before: string; messages: Message[] } {
  const messages: Message[] = [];
  const before: string[] = [];
  for (const line of text.split(/\r\n|\n/)) {
    const head = parseChatLine(line);
    if (head !== undefined) messages.push({ head, lines: [head.text] });
    else (messages.at(-1)?.lines ?? before).push(line.replaceAll("\u0000", ""));
  }
  return { before: before.join("\n"), messages };
}

function chatMetadata(messages: readonly Message[]): Metadata {
  const counts = new Map<string, number>();
  const files: string[] = [];
  let withoutFile = 0;
  for (const { head, lines } of messages) {
    if (head.by !== undefined) counts.set(head.by, (counts.get(head.by) ?? 0) + 1);
    const text = lines.join("\n").replace(/[\u200e\u200f]/g, "");
    const file = (attachedIos.exec(text) ?? attachedAndroid.exec(text))?.[1];
    if (file !== undefined) files.push(file.trim());
    else if (omitted.test(text)) withoutFile += 1;
  }
  const other: Record<string, string> = {
    "chat-layout": messages[0]?.head.layout ?? "",
    "chat-messages": String(messages.length),
    "chat-notices": String(messages.filter((message) => message.head.by === undefined).length),
    "chat-first-at": messages[0]?.head.at ?? "",
    "chat-last-at": messages.at(-1)?.head.at ?? "",
    "chat-date-order": dateOrder(messages),
    "chat-files": String(files.length),
    "chat-files-left-out": String(withoutFile),
  };
  for (const [index, [name, count]] of [...counts].slice(0, 80).entries())
    other[`chat-writer-${index + 1}`] = clip(`${name} (${count})`);
  for (const [index, file] of files.slice(0, maxListed).entries()) other[`chat-file-${index + 1}`] = clip(file);
  return { software: "WhatsApp export", other };
}

/** What the numbers of the dates prove. */
function dateOrder(messages: readonly Message[]): string {
  const dates = messages.map((message) => message.head.date);
  if (dates.some(([a]) => a > 31)) return "year first";
  const dayFirst = dates.some(([a]) => a > 12);
  const monthFirst = dates.some(([, b]) => b > 12);
  if (dayFirst && monthFirst) return "contradictory";
  if (dayFirst) return "day first";
  return monthFirst ? "month first" : "not decidable from the file";
}

function clip(text: string): string {
  return text.slice(0, 2_000).toWellFormed();
}
