/** A PDF file written from front to back (ISO 32000-1, 7.5): objects as they come, then the table of where they lie. */
import { concat, sha256, toHex, utf8 } from "@amana/format";
import type { Sink } from "../document.ts";

export interface PdfWriter {
  /** A number for an object that is written later. */
  reserve(): number;
  /** Writes an object; `dict` is its whole text when it has no stream. */
  write(number: number, dict: string, stream?: Uint8Array): void;
  /** Writes a stream, or answers the number of an equal one that is there already. */
  share(dict: string, stream: Uint8Array): number;
  /** Hands to the sink what was written since. */
  flush(): Promise<void>;
  /** Table and trailer. Nothing may be written afterwards. */
  end(root: number, info: number): Promise<void>;
}

export function pdfWriter(sink: Sink): PdfWriter {
  const offsets: number[] = [0];
  const shared = new Map<string, number>();
  let position = 0;
  let waiting: Uint8Array[] = [];
  // The file's identifier follows from its content, so that the same document is the same file.
  let identity = new Uint8Array(32);

  const put = (bytes: Uint8Array) => {
    waiting.push(bytes);
    position += bytes.length;
  };
  // The comment of bytes above 127 tells programs that move files that this one is binary (7.5.2).
  put(concat(utf8("%PDF-1.7\n%"), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 0x0a)));

  const writer: PdfWriter = {
    reserve: () => offsets.push(0) - 1,
    write(number, dict, stream) {
      offsets[number] = position;
      put(utf8(`${number} 0 obj\n${dict}\n`));
      if (stream !== undefined) {
        put(utf8("stream\n"));
        put(stream);
        put(utf8("\nendstream\n"));
      }
      put(utf8("endobj\n"));
    },
    share(dict, stream) {
      const key = String.fromCharCode(...sha256(concat(utf8(dict), stream)));
      const known = shared.get(key);
      if (known !== undefined) return known;
      const number = writer.reserve();
      shared.set(key, number);
      writer.write(number, dict, stream);
      return number;
    },
    async flush() {
      if (waiting.length === 0) return;
      const bytes = concat(...waiting);
      waiting = [];
      identity = new Uint8Array(sha256(concat(identity, sha256(bytes))));
      await sink.write(bytes);
    },
    async end(root, info) {
      await writer.flush();
      const id = toHex(identity.subarray(0, 16));
      const table = offsets.map((offset, number) =>
        number === 0 ? "0000000000 65535 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`,
      );
      await sink.write(
        utf8(
          `xref\n0 ${offsets.length}\n${table.join("")}trailer\n<< /Size ${offsets.length} /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${position}\n%%EOF\n`,
        ),
      );
    },
  };
  return writer;
}

/** A text string (7.9.2.2) that holds any character: UTF-16 in hexadecimal digits, so that nothing has to be escaped. */
export function pdfText(text: string): string {
  let hex = "FEFF";
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0");
  return `<${hex}>`;
}
