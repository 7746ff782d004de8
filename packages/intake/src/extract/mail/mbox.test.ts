/** Mailboxes: how a file is cut into messages. People and places are invented. */
import { describe, expect, test } from "vitest";
import { defaultLimits, type Raw, type Sink } from "../contract.ts";
import { runExtractor } from "../testing.ts";
import { emlExtractor, mboxExtractor } from "./index.ts";
import { splitMbox } from "./mbox.ts";
import { windowOver } from "./window.ts";

const from = "From layla@example.org Mon Sep  1 23:05:07 2014";
const read = (text: string) => runExtractor(mboxExtractor, Buffer.from(text), "m.mbox");
const subjects = async (text: string) => {
  const { children } = await read(text);
  const messages = await Promise.all(children.map((child) => runExtractor(emlExtractor, child.bytes, child.info.name)));
  return messages.map((message) => message.metadata.subject);
};

describe("a mailbox", () => {
  test("gives one range a message, without the From line and the empty line between", async () => {
    const { children, metadata } = await read(`${from}\nSubject: a\n\none\n\n${from}\nSubject: b\n\ntwo\n`);
    expect(children.map((child) => Buffer.from(child.bytes).toString())).toEqual([
      "Subject: a\n\none\n",
      "Subject: b\n\ntwo\n",
    ]);
    expect(children.every((child) => child.range !== undefined && child.info.role === "message")).toBe(true);
    expect(metadata.other).toMatchObject({ "mbox-messages": "2", "mbox-dialect": "mbox without quoted lines" });
  });

  test("with CRLF line ends, without empty lines between, with text before the first From line is read whole", async () => {
    expect(await subjects(`${from}\r\nSubject: a\r\n\r\none\r\n\r\n${from}\r\nSubject: b\r\n\r\ntwo\r\n`)).toEqual([
      "a",
      "b",
    ]);
    expect(await subjects(`${from}\nSubject: a\n\none\n${from}\nSubject: b\n\ntwo\n`)).toEqual(["a", "b"]);
    expect(await subjects(`Subject: z\n\nzero\n\n${from}\nSubject: a\n\none\n`)).toEqual(["z", "a"]);
  });

  test("is not cut at a sentence that begins with From", async () => {
    expect(
      await subjects(
        `${from}\nSubject: a\n\nFrom here we walked.\n\nFrom the bridge on at 23:05 in 2014 nobody spoke.\nIt was dark.\n\n${from}\nSubject: b\n\ntwo\n`,
      ),
    ).toEqual(["a", "b"]);
  });

  test("leaves quoted From lines as they are and says which dialect they point to", async () => {
    const once = await read(`${from}\nSubject: a\n\n>From the sea\n`);
    expect(Buffer.from(once.children[0]?.bytes ?? []).toString()).toContain("\n>From the sea");
    expect(once.metadata.other?.["mbox-dialect"]).toBe("mboxo or mboxrd");
    const twice = await read(`${from}\nSubject: a\n\n>From the sea\n>>From the river\n`);
    expect(twice.metadata.other?.["mbox-dialect"]).toBe("mboxrd");
  });

  test("with a Content-Length that fits keeps an unquoted From line inside; one that lies hides no message", async () => {
    const body = "From a friend\nX-Note: no header\nof mine\n";
    const honest = `${from}\nSubject: a\nContent-Length: ${body.length}\n\n${body}\n${from}\nSubject: b\n\ntwo\n`;
    expect(await subjects(honest)).toEqual(["a", "b"]);
    expect((await read(honest)).metadata.other?.["mbox-dialect"]).toBe("mboxcl2");
    const second = `${from}\nSubject: hidden\n\nwords\n\n`;
    const lying = `${from}\nSubject: a\nContent-Length: ${5 + second.length}\n\none\n\n${second}${from}\nSubject: c\n\nthree\n`;
    expect(await subjects(lying)).toEqual(["a", "hidden", "c"]);
  });

  test("of random pieces is covered whole: ranges, From lines and empty lines are every byte of it", () => {
    const next = generator(20_140_901);
    const pieces = [
      `${from}\n`,
      "From \n",
      "From x\n",
      ">From y\n",
      ">>From z\n",
      "\n",
      "\r\n",
      "Subject: s\n",
      "Content-Length: 12\n",
      "words\n",
      "words",
      "\nFrom ",
      `${from}\r\n`,
      "Received: x\r\n",
      "\u0645\n",
      "From ali@example.org Tue Sep  2 01:00:00 2014 +0300\n",
      "\0\n",
    ];
    for (let round = 0; round < 1_500; round += 1) {
      const text = Array.from({ length: next() % 30 }, () => pieces[next() % pieces.length] ?? "").join("");
      const bytes = Buffer.from(text);
      // A small block makes every boundary case of the moving window happen.
      const window = windowOver(
        { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) },
        1 + (next() % 40),
      );
      let at = 0;
      for (const range of splitMbox(window)) {
        expect(/^(\r?\n)*$/.test(bytes.toString("latin1", at, range.lineAt)), JSON.stringify(text)).toBe(true);
        const line = bytes.toString("latin1", range.lineAt, range.from);
        expect(range.from === range.lineAt || /^From [^\n]*(\n|$)/.test(line), JSON.stringify(text)).toBe(true);
        expect(range.to).toBeGreaterThanOrEqual(range.from);
        at = range.to;
      }
      expect(/^[\s]*$/.test(bytes.toString("latin1", at)), JSON.stringify(text)).toBe(true);
    }
  });

  test("of 512 MB is split while at most a few megabytes of it are asked for at once", async () => {
    const message = Buffer.from(`${from}\nSubject: a\n\n${"words of a long letter\n".repeat(20_000)}\n`);
    const count = Math.ceil(2 ** 29 / message.length);
    let largest = 0;
    const raw: Raw = {
      size: count * message.length,
      name: "m",
      all: () => expect.fail("the whole was asked for"),
      read(offset, length) {
        largest = Math.max(largest, length);
        const out = Buffer.alloc(Math.min(length, this.size - offset));
        for (let at = 0; at < out.length; ) at += message.copy(out, at, (offset + at) % message.length);
        return out;
      },
    };
    let messages = 0;
    const sink = {
      childRange() {
        messages += 1;
      },
      meta() {},
      problem: () => expect.fail("no problem here"),
    } as unknown as Sink;
    await mboxExtractor.extract(raw, "application/mbox", sink, defaultLimits);
    expect(messages).toBe(count);
    expect(largest).toBeLessThanOrEqual(2 ** 21);
  });

  test("of more empty messages than the limit lists the rest as one", async () => {
    const { children, problems } = await runExtractor(mboxExtractor, Buffer.from(`${from}\n\n`.repeat(50)), "m", {
      limits: { entries: 10 },
    });
    expect(children).toHaveLength(11);
    expect(problems).toMatchObject([{ code: "too-large", partly: true }]);
  });
});

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >>> 8;
  };
}
