/**
 * A mailbox of invented letters, the same bytes for the same seed: English and Arabic in turn, every sixth with an attachment,
 * every thirtieth with one that others carry too. Messages are distinct.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { newTexts, type Texts } from "./texts.ts";

export function writeMailbox(path: string, messages: number, seed = 5): void {
  const texts = newTexts(seed);
  const shared = attachment(texts, 12_000);
  const file = openSync(path, "w");
  let held: string[] = [];
  for (let number = 1; number <= messages; number++) {
    held.push(letter(texts, number, shared));
    if (held.length < 200 && number < messages) continue;
    writeSync(file, held.join(""));
    held = [];
  }
  closeSync(file);
}

function letter(texts: Texts, number: number, shared: string): string {
  const date = new Date(Date.UTC(2014, 7, 3) + number * 613_000);
  const from = `writer${texts.number(300)}@example.org`;
  const boundary = `part-${number}`;
  const carries = number % 6 === 0;
  const subject = Buffer.from(`${number}: ${texts.ofWords(5).text}`).toString("base64");
  const head = [
    `From ${from} ${date.toUTCString()}`,
    `From: =?UTF-8?B?${Buffer.from(texts.name()).toString("base64")}?= <${from}>`,
    `To: reader${texts.number(300)}@example.org`,
    `Date: ${date.toUTCString()}`,
    `Message-ID: <${seedless(number)}@example.org>`,
    `Subject: =?UTF-8?B?${subject}?=`,
    "MIME-Version: 1.0",
  ];
  const body = Array.from({ length: 3 + texts.number(6) }, () => texts.ofWords(40 + texts.number(60)).text).join(
    "\n\n",
  );
  const plain = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", body, ""];
  if (!carries) return `${[...head, ...plain].join("\n")}\n`;
  const file = number % 30 === 0 ? shared : attachment(texts, 4_000 + texts.number(20_000));
  return `${[
    ...head,
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    ...plain,
    `--${boundary}`,
    `Content-Type: text/plain; name="list-${number}.txt"`,
    `Content-Disposition: attachment; filename="list-${number}.txt"`,
    "Content-Transfer-Encoding: base64",
    "",
    file,
    `--${boundary}--`,
    "",
  ].join("\n")}\n`;
}

function seedless(number: number): string {
  return `letter-${String(number).padStart(8, "0")}`;
}

function attachment(texts: Texts, bytes: number): string {
  const base64 = Buffer.from(texts.ofBytes(bytes).text).toString("base64");
  return base64.replace(/.{76}/g, "$&\n");
}
