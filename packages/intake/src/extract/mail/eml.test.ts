/** Messages: RFC 5322 and MIME as senders write them, well and badly. People and places are invented. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runExtractor } from "../testing.ts";
import { emlExtractor, isQuoted } from "./index.ts";

const read = (message: string | Uint8Array) => runExtractor(emlExtractor, Buffer.from(message as string), "m.eml");
const lines = (...all: string[]) => all.join("\r\n");
/** "محمد" and "تقرير" in windows-1256. */
const muhammad1256 = Buffer.from([0xe3, 0xcd, 0xe3, 0xcf]);
const report1256 = Buffer.from([0xca, 0xde, 0xd1, 0xed, 0xd1]);
const sentence = "هذه شهادة قصيرة عن ليلة الخروج من المدينة وعن الطريق الذي سلكناه";
const arabicText1256 = encode1256(sentence);

describe("headers", () => {
  test("in Arabic are read from encoded words in windows-1256 and in UTF-8", async () => {
    const { metadata } = await read(
      lines(
        `From: =?windows-1256?B?${muhammad1256.toString("base64")}?= <m@example.org>`,
        `To: =?utf-8?Q?${quoted("ليلى")}?= <l@example.org>, "Office" <o@example.org>`,
        `Subject: =?windows-1256?Q?${[...report1256].map((byte) => `=${byte.toString(16).toUpperCase()}`).join("")}?= 2014`,
        "Date: Mon, 1 Sep 2014 23:05:07 +0300",
        "Message-ID: <1@example.org>",
        "In-Reply-To: <0@example.org>",
        "References: <00@example.org>\r\n <0@example.org>",
        "",
        "x",
      ),
    );
    expect(metadata).toMatchObject({
      from: "محمد <m@example.org>",
      to: ["ليلى <l@example.org>", "Office <o@example.org>"],
      subject: "تقرير 2014",
      date: "2014-09-01T23:05:07+03:00",
      messageId: "<1@example.org>",
      inReplyTo: "<0@example.org>",
      references: ["<00@example.org>", "<0@example.org>"],
      other: { "date-as-written": "Mon, 1 Sep 2014 23:05:07 +0300" },
    });
  });

  test("written as bare windows-1256 bytes are read, with and without a stated charset", async () => {
    const head = Buffer.concat([Buffer.from("From: a@example.org\r\nSubject: "), arabicText1256, Buffer.from("\r\n")]);
    for (const more of ["\r\nx", "Content-Type: text/plain; charset=windows-1256\r\n\r\nx"]) {
      expect((await read(Buffer.concat([head, Buffer.from(more)]))).metadata.subject).toBe(sentence);
    }
  });

  test("give file names by RFC 2231 in UTF-8 and windows-1256, continued, and by RFC 2047", async () => {
    const percent = (bytes: Uint8Array) => [...bytes].map((byte) => `%${byte.toString(16)}`).join("");
    const utf8 = percent(Buffer.from("تقرير.pdf"));
    const part = (disposition: string) =>
      lines("--b", "Content-Type: application/pdf", `Content-Disposition: attachment; ${disposition}`, "", "x", "");
    const { children } = await read(
      lines(
        "From: a@example.org",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        part(`filename*=utf-8''${utf8}`) +
          part(`filename*=windows-1256'ar'${percent(report1256)}.pdf`) +
          part(`filename*0*=utf-8''${utf8.slice(0, 18)};\r\n filename*1*=${utf8.slice(18)}`) +
          part(`filename="=?windows-1256?B?${report1256.toString("base64")}?=.pdf"`) +
          part("filename=plain (1).pdf"),
        "--b--",
      ),
    );
    expect(children.map((child) => child.info.name)).toEqual([
      "تقرير.pdf",
      "تقرير.pdf",
      "تقرير.pdf",
      "تقرير.pdf",
      "plain (1).pdf",
    ]);
  });

  test("with a date without a zone keep it as written: it is no point in time", async () => {
    expect((await read("Date: Mon, 1 Sep 2014 23:05:07\r\n\r\nx")).metadata.date).toBe("Mon, 1 Sep 2014 23:05:07");
  });

  test("keep the way the message took, at most twenty stations of it", async () => {
    const { metadata } = await read(`${"Received: from a by b; Mon, 1 Sep 2014 23:05:07 +0300\r\n".repeat(30)}\r\nx`);
    expect(metadata.other).toMatchObject({
      "received-20": expect.stringContaining("from a by b"),
      "received-count": "30",
    });
    expect(metadata.other).not.toHaveProperty("received-21");
  });
});

describe("bodies", () => {
  test("without a stated charset are read as windows-1256 and marked as doubtful", async () => {
    const { layers } = await read(Buffer.concat([Buffer.from("Subject: s\r\n\r\n"), arabicText1256]));
    expect(layers[0]?.passages.at(-1)?.text).toBe(sentence);
    expect(layers[0]?.info).toMatchObject({ flags: ["text-doubtful"], settings: "charset windows-1256 guessed" });
  });

  test("that are UTF-8 under a wrong label are read as UTF-8", async () => {
    const { layers } = await read(`Subject: s\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n${sentence}`);
    expect(layers[0]?.passages.at(-1)?.text).toBe(sentence);
    expect(layers[0]?.info.settings).toBe("charset utf-8 seen");
  });

  test("have a place: subject, then paragraphs from 1; quoted paragraphs stand apart and are recognisable", async () => {
    const { layers } = await read(
      "Subject: s\r\n\r\nmine\r\nstill mine\r\n> theirs\r\n> too\r\nmine again\r\n\r\nlast\r\n",
    );
    expect(layers[0]?.passages.map((passage) => passage.place)).toEqual([
      { type: "part", part: "subject", paragraph: 1 },
      ...[1, 2, 3, 4].map((paragraph) => ({ type: "part", part: "body", paragraph })),
    ]);
    expect(layers[0]?.passages.map((passage) => isQuoted(passage.text))).toEqual([false, false, true, false, false]);
  });

  test("in HTML alone become text, a quotation marked as one, where links lead shown", async () => {
    const html =
      '<p>He said: <a href="https://example.org/x">here</a></p><blockquote>old<br>words</blockquote><script>no</script><p>&#x645;</p>';
    const { text } = await read(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
    expect(text).toBe("He said: here <https://example.org/x>\n> old\n> words\nم");
  });

  test("in two forms give the plain one, and the HTML one too where it says more", async () => {
    const both = (html: string) =>
      lines(
        "Content-Type: multipart/alternative; boundary=b",
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "We met at the bridge.",
        "--b",
        "Content-Type: text/html",
        "",
        html,
        "--b--",
      );
    expect((await read(both("<p>We met at <b>the bridge</b>.</p>"))).layers.map((layer) => layer.text)).toEqual([
      "We met at the bridge.",
    ]);
    const more = await read(
      both("<p>We met at the bridge.</p><p>Seven others waited behind the burnt mill until morning</p>"),
    );
    expect(more.layers).toHaveLength(2);
    expect(more.layers[1]?.text).toContain("burnt mill");
  });

  test("with flowed lines are joined again", async () => {
    const { text } = await read("Content-Type: text/plain; format=flowed\r\n\r\none \r\ntwo\r\n> three \r\n> four\r\n");
    expect(text).toBe("one two\n> three four");
  });

  test("of 100,000 letters without a blank become passages of at most 4,000", async () => {
    const { text } = await read(`Subject: s\r\n\r\n${"م".repeat(100_000)}`);
    expect(text.replaceAll("\n", "").length).toBe(100_001);
  });
});

describe("parts", () => {
  const bytes = Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 7) % 256));
  const base64 = (bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
  const mixed = (...parts: string[]) =>
    lines(
      "From: a@example.org",
      "Content-Type: multipart/mixed; boundary=b",
      "",
      ...parts.map((part) => `--b\r\n${part}`),
      "--b--",
      "",
    );

  test("come out with the bytes that were sent, whatever the transfer encoding", async () => {
    const qp = [...bytes]
      .map((byte, index) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}${index % 25 === 24 ? "=\r\n" : ""}`)
      .join("");
    const uu = `begin 644 x\r\n${uuencode(bytes)}\`\r\nend`;
    const encoded = { base64, "quoted-printable": qp, "x-uuencode": uu };
    for (const [encoding, body] of Object.entries(encoded)) {
      const { children, problems } = await read(
        mixed(`Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`),
      );
      expect(Buffer.from(children[0]?.bytes ?? []).equals(bytes), encoding).toBe(true);
      expect(problems).toEqual([]);
    }
  });

  test("sent as they are become ranges of the message: no second copy", async () => {
    const { children } = await read(
      mixed("Content-Type: text/calendar; name=a.ics\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR"),
    );
    expect(Buffer.from(children[0]?.bytes ?? []).toString()).toBe("BEGIN:VCALENDAR\r\nEND:VCALENDAR");
    expect(children[0]?.range).toBeDefined();
  });

  test("that are messages become children of their own and leave the outer subject alone", async () => {
    const { children, metadata, text } = await read(
      mixed(
        "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nsecret",
        "Content-Type: text/plain\r\n\r\nouter words",
      ),
    );
    expect(metadata.subject).toBeUndefined();
    expect(text).toBe("outer words");
    expect(children[0]?.info).toMatchObject({ role: "message", claimedType: "message/rfc822" });
    expect((await runExtractor(emlExtractor, children[0]?.bytes ?? new Uint8Array(), "c")).text).toBe("inner\nsecret");
  });

  test("shown inside the text are inline; winmail.dat is an attachment", async () => {
    const related = `Content-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html\r\n\r\n<img src=cid:1>words\r\n--r\r\nContent-Type: image/png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--r--`;
    const { children } = await read(
      mixed(
        related,
        "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+Ig==",
      ),
    );
    expect(children.map((child) => [child.info.role, child.info.claimedType])).toEqual([
      ["inline", "image/png"],
      ["attachment", "application/ms-tnef"],
    ]);
  });

  test("encrypted with PGP or S/MIME are named as locked, and what is readable is read", async () => {
    const pgp = await read(
      "Subject: s\r\nContent-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--",
    );
    expect(pgp.problems).toMatchObject([{ code: "locked", partly: true }]);
    expect(pgp.metadata.subject).toBe("s");
    const inline = await read("Subject: s\r\n\r\nhello\r\n-----BEGIN PGP MESSAGE-----\r\nabc\r\n");
    expect(inline.problems[0]?.code).toBe("locked");
    const enveloped = Buffer.from("300d06092a864886f70d010703a000", "hex").toString("base64");
    const smime = await read(
      `Subject: s\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n${enveloped}\r\n`,
    );
    expect(smime.problems[0]).toMatchObject({ code: "locked" });
    expect(smime.children).toHaveLength(1);
  });

  test("signed with S/MIME in one piece give the message inside", async () => {
    const inner = Buffer.from("Content-Type: text/plain\r\n\r\nreadable");
    const tlv = (tag: number, ...parts: Uint8Array[]) => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.from([tag, content.length]), content]);
    };
    const oid = (hex: string) => tlv(0x06, Buffer.from(hex, "hex"));
    const encapsulated = tlv(0x30, oid("2a864886f70d010701"), tlv(0xa0, tlv(0x04, inner)));
    const cms = tlv(
      0x30,
      oid("2a864886f70d010702"),
      tlv(0xa0, tlv(0x30, tlv(0x02, Buffer.from([1])), tlv(0x31), encapsulated)),
    );
    const { children, problems } = await read(
      `Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\n${cms.toString("base64")}\r\n`,
    );
    expect(Buffer.from(children[1]?.bytes ?? []).equals(inner)).toBe(true);
    expect(problems).toEqual([]);
  });

  test("cut in the middle of their base64 are kept as far as they go, and the cut is named", async () => {
    const whole = mixed(
      "Content-Type: text/plain\r\n\r\nwords before",
      `Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}`,
    );
    const cut = whole.slice(0, whole.indexOf(base64) + 1_001);
    const { text, children, problems } = await read(cut);
    expect(text).toBe("words before");
    const got = Buffer.from(children[0]?.bytes ?? []);
    expect(got.length).toBeGreaterThan(700);
    expect(got.equals(bytes.subarray(0, got.length))).toBe(true);
    expect(problems.map((problem) => problem.code)).toContain("damaged");
  });

  test("survive a message cut at any byte: never a failure, never invented bytes", async () => {
    const whole = Buffer.from(
      mixed(
        "Content-Type: text/plain\r\n\r\nwords before",
        `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64.slice(0, 200)}`,
      ),
    );
    for (let end = 1; end < whole.length; end += 1) {
      const { children } = await read(whole.subarray(0, end));
      const image = children.find((child) => child.info.claimedType === "image/png");
      if (image) expect(bytes.subarray(0, image.bytes.length).equals(image.bytes)).toBe(true);
    }
  });

  test("without a stated boundary, or without any, are read all the same", async () => {
    const guessed = await read(
      "Content-Type: multipart/mixed\r\n\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nfound\r\n--xyz--\r\n",
    );
    expect(guessed.text).toBe("found");
    const none = await read("Content-Type: multipart/mixed; boundary=never\r\n\r\nonly words\r\n");
    expect(none.text).toBe("only words");
    expect(none.problems[0]).toMatchObject({ code: "damaged", partly: true });
  });
});

describe("an .emlx file", () => {
  test("gives the message by its length and the mail program's facts beside it", async () => {
    const message = "Subject: s\r\n\r\nwords";
    const plist =
      '<?xml version="1.0"?><plist><dict><key>date-received</key><integer>1409601907</integer><key>flags</key><integer>8590195713</integer></dict></plist>';
    const { text, metadata, problems } = await read(`${message.length}\n${message}${plist}`);
    expect(text).toBe("s\nwords");
    expect(metadata.other).toMatchObject({ "emlx-date-received": "1409601907", "emlx-flags": "8590195713" });
    expect(problems).toEqual([]);
    expect((await read(`${message.length + 9_999}\n${message}`)).problems[0]).toMatchObject({
      code: "damaged",
      partly: true,
    });
  });
});

describe("hostile mail", () => {
  const hostile = new URL("../../../../../../shared/data/hostile/", import.meta.url);
  const file = (name: string) => new URL(name, hostile);

  test.skipIf(!existsSync(file("deep.eml")))("20,000 nested multiparts are handed on, not followed", async () => {
    const { children, problems, metadata } = await read(readFileSync(file("deep.eml")));
    expect(metadata.subject).toBe("deep");
    expect(problems.map((problem) => problem.code)).toContain("too-deep");
    expect(children[0]).toMatchObject({ info: { claimedType: "message/rfc822" } });
    expect(children[0]?.range).toBeDefined();
  });

  test.skipIf(!existsSync(file("rfc822deep.eml")))("5,000 nested messages give one child each level", async () => {
    const bytes = readFileSync(file("rfc822deep.eml"));
    const { children } = await read(bytes);
    expect(children).toHaveLength(1);
    expect(children[0]?.bytes.length).toBeGreaterThan(bytes.length - 100);
  });

  test("200,000 parts, 3 million header letters and a million nested elements end within seconds", async () => {
    const started = performance.now();
    const parts = await read(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(200_000)}`);
    expect(parts.text.length).toBeGreaterThan(200_000);
    await read(`Subject: ${"a".repeat(3_000_000)}\r\n\r\nx`);
    await read(`To: ${"a@b.c, ".repeat(200_000)}\r\n\r\nx`);
    await read(`Content-Type: text/html\r\n\r\n${"<div>".repeat(1_000_000)}x`);
    await read(`Content-Type: text/html\r\n\r\n${"<blockquote>".repeat(100_000)}${"x<br>".repeat(10_000)}`);
    await read(`Content-Type: ${"x;(".repeat(100_000)}\r\n\r\nx`);
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);
});

function quoted(text: string): string {
  return [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join("");
}

function encode1256(text: string): Buffer {
  const decoder = new TextDecoder("windows-1256");
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Buffer.from([...text].map((letter) => table.get(letter) ?? 0x3f));
}

function uuencode(bytes: Buffer): string {
  let out = "";
  for (let at = 0; at < bytes.length; at += 45) {
    const line = bytes.subarray(at, at + 45);
    out += String.fromCharCode(32 + line.length);
    for (let group = 0; group < line.length; group += 3) {
      const value = ((line[group] ?? 0) << 16) | ((line[group + 1] ?? 0) << 8) | (line[group + 2] ?? 0);
      for (const shift of [18, 12, 6, 0])
        out += String.fromCharCode(((value >> shift) & 63) + 32 === 32 ? 96 : ((value >> shift) & 63) + 32);
    }
    out += "\r\n";
  }
  return out;
}
