/**
 * PowerPoint binary files ([MS-PPT]): a walk over the records of the `PowerPoint Document` stream. Slide text stands in the
 * slide list (SlideListWithText: for each slide its atoms) and in the text boxes of the slide containers; a line found in
 * the list is not given again from the container. Notes carry the label `notes`.
 */
import { type Limits, ProblemError, type Sink } from "../contract.ts";
import { emitEmbedded } from "./binary-children.ts";
import { metadataFrom } from "./metadata.ts";
import { type Ole, oleProperties } from "./ole.ts";
import { passages } from "./passages.ts";

const Rec = {
  document: 1000,
  slide: 1006,
  slidePersist: 1011,
  notes: 1008,
  slideList: 4080,
  textChars: 4000,
  textBytes: 4008,
  cString: 4026,
  comment: 12000,
} as const;
const DEPTH = 64;

interface Slide {
  readonly lines: string[];
  readonly notes: string[];
  readonly comments: string[];
}

export function extractPpt(ole: Ole, sink: Sink, limits: Limits): void {
  // A file saved for PowerPoint 95 and 97 at once keeps the newer form in a storage of its own.
  const stream = ole.stream("PP97_DUALSTORAGE/PowerPoint Document") ?? ole.stream("PowerPoint Document");
  if (isLocked(ole)) throw new ProblemError("locked", "PowerPoint encryption");
  if (stream === undefined) throw new ProblemError("damaged", "no PowerPoint Document stream");
  const { slides, cut } = readSlides(Buffer.from(stream.buffer, stream.byteOffset, stream.length));
  const out = passages(sink, limits);
  for (const [index, slide] of slides.entries()) {
    const page = index + 1;
    out.write(slide.lines.join("\n"), { type: "page", page });
    out.write(slide.notes.join("\n"), { type: "page", page, label: "notes" });
    for (const comment of slide.comments) out.write(comment, { type: "page", page, label: "comments" });
  }
  out.end();
  const metadata = metadataFrom(oleProperties(ole));
  sink.meta(slides.length > 0 ? { ...metadata, pages: slides.length } : metadata);
  emitEmbedded(ole, sink);
  if (cut) sink.problem({ code: "damaged", detail: "records cut short", partly: out.count() > 0 });
  else if (out.count() === 0) sink.problem({ code: "no-text" });
}

/** `headerToken` of the CurrentUserAtom: 0xF3D1C4DF when the document is encrypted ([MS-PPT] 2.3.2). */
function isLocked(ole: Ole): boolean {
  const user = ole.stream("Current User");
  if (user === undefined || user.length < 16) return ole.stream("EncryptedSummary") !== undefined;
  return Buffer.from(user.buffer, user.byteOffset, user.length).readUInt32LE(12) === 0xf3d1c4df;
}

function readSlides(data: Buffer): { slides: Slide[]; cut: boolean } {
  const listed: Slide[] = [];
  const drawn: Slide[] = [];
  const noted: string[][] = [];
  let cut = false;

  const walk = (
    from: number,
    to: number,
    depth: number,
    list: number | undefined,
    box: Slide | undefined,
    notes: string[] | undefined,
  ) => {
    let at = from;
    let strings: string[] = [];
    while (at + 8 <= to) {
      const version = data.readUInt16LE(at);
      const type = data.readUInt16LE(at + 2);
      const length = data.readUInt32LE(at + 4);
      const body = at + 8;
      const end = Math.min(body + length, to);
      if (body + length > to) cut = true;
      if (type === Rec.slidePersist && list === 0) listed.push({ lines: [], notes: [], comments: [] });
      if (type === Rec.textChars || type === Rec.textBytes) {
        const text = data
          .subarray(body, end)
          .toString(type === Rec.textChars ? "utf16le" : "latin1")
          .replaceAll("\r", "\n")
          .trim();
        const target = notes ?? (list === 0 ? listed.at(-1)?.lines : box?.lines);
        // In the lists of masters (1) and notes (2) stands what the containers hold anyway.
        if (text !== "" && target !== undefined && list !== 1 && list !== 2) target.push(text);
      }
      if (type === Rec.cString) strings.push(data.subarray(body, end).toString("utf16le"));
      if ((version & 15) === 15 && depth < DEPTH) {
        if (type === Rec.slideList) walk(body, end, depth + 1, version >> 4, undefined, undefined);
        else if (type === Rec.slide) {
          const slide: Slide = { lines: [], notes: [], comments: [] };
          drawn.push(slide);
          walk(body, end, depth + 1, undefined, slide, undefined);
        } else if (type === Rec.notes) {
          const lines: string[] = [];
          noted.push(lines);
          walk(body, end, depth + 1, undefined, undefined, lines);
        } else if (type === Rec.comment) {
          const before = strings;
          strings = [];
          const parts = commentStrings(data, body, end);
          if (parts.length > 0)
            box?.comments.push(parts.length > 1 ? `[${parts[0]}] ${parts.slice(1).join(" ")}` : parts.join(" "));
          strings = before;
        } else walk(body, end, depth + 1, list, box, notes);
      }
      at = body + length;
    }
  };
  walk(0, data.length, 0, undefined, undefined, undefined);
  return { slides: joined(listed, drawn, noted), cut };
}

function commentStrings(data: Buffer, from: number, to: number): string[] {
  const found: string[] = [];
  for (let at = from; at + 8 <= to; at += 8 + data.readUInt32LE(at + 4)) {
    if (data.readUInt16LE(at + 2) !== Rec.cString) continue;
    const text = data
      .subarray(at + 8, Math.min(to, at + 8 + data.readUInt32LE(at + 4)))
      .toString("utf16le")
      .trim();
    if (text !== "") found.push(text);
  }
  return found;
}

/** Containers and list go in the same order in a file saved whole; a line present in both is given once. */
function joined(listed: readonly Slide[], drawn: readonly Slide[], noted: readonly (readonly string[])[]): Slide[] {
  const count = Math.max(listed.length, drawn.length);
  return Array.from({ length: count }, (_, index) => {
    const lines = [...(listed[index]?.lines ?? [])];
    const known = new Set(lines);
    for (const line of drawn[index]?.lines ?? []) if (!known.has(line)) lines.push(line);
    return { lines, notes: [...(noted[index] ?? [])], comments: drawn[index]?.comments ?? [] };
  });
}
