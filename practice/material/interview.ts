/**
 * A short interview: WebVTT (W3C) with the words, and beside it a WAV whose sound is a stand-in: one soft tone while
 * somebody speaks, lower for the one who asks. It says so in its own INFO chunk.
 */

import type { Language } from "../world/person-name.ts";
import type { Random } from "../world/random.ts";
import { type ArchiveFile, invented, textFile } from "./file.ts";

export interface Cue {
  /** Milliseconds from the beginning. */
  readonly from: number;
  readonly to: number;
  readonly voice: "asks" | "tells";
  readonly name: string;
  readonly language: Language;
  readonly text: string;
}

export interface Interview {
  /** Without the ending: .wav and .vtt are added. */
  readonly path: string;
  readonly recorded: string;
  readonly seconds: number;
  readonly cues: readonly Cue[];
}

const rate = 8_000;

export function interview(order: Interview, random: Random): ArchiveFile[] {
  return [standInSound(order, random), textFile(`${order.path}.vtt`, vtt(order.cues), order.recorded)];
}

export function standInSound({ path, recorded, seconds, cues }: Interview, random: Random): ArchiveFile {
  return { path: `${path}.wav`, bytes: wav(seconds, cues, random, recorded), modified: recorded };
}

/** SubRip, as many programs still write it: numbered cues, a comma before the milliseconds, the speaker before the words. */
export function srt(cues: readonly Cue[]): string {
  const body = cues.map(
    ({ from, to, name, text }, index) =>
      `${index + 1}\n${clock(from).replace(".", ",")} --> ${clock(to).replace(".", ",")}\n${name}: ${text}`,
  );
  return `${body.join("\n\n")}\n`;
}

export function vtt(cues: readonly Cue[]): string {
  const note = `NOTE\n${invented.ar}\n${invented.en}. The sound beside it is a stand-in made of tones.`;
  const body = cues.map(
    ({ from, to, name, language, text }) =>
      `${clock(from)} --> ${clock(to)}\n<v ${name}><lang ${language}>${text}</lang></v>`,
  );
  return `WEBVTT\n\n${[note, ...body].join("\n\n")}\n`;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(11, 23);
}

/** RIFF WAVE, PCM 16 bit, one channel. */
function wav(seconds: number, cues: readonly Cue[], random: Random, recorded: string): Uint8Array {
  const count = Math.round(seconds * rate);
  const samples = Buffer.alloc(count * 2);
  for (let index = 0; index < count; index += 1) {
    const now = (index * 1000) / rate;
    const cue = cues.find(({ from, to }) => from <= now && now < to);
    const hiss = (random.uint32() / 2 ** 32 - 0.5) * 180;
    samples.writeInt16LE(Math.round(hiss + (cue ? voice(cue, now) : 0)), index * 2);
  }
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const info = Buffer.concat([
    Buffer.from("INFO"),
    chunk("ICMT", Buffer.from(`${invented.en.replace("—", "-")}; stand-in sound\0`, "latin1")),
    chunk("ICRD", Buffer.from(`${recorded.slice(0, 10)}\0`, "latin1")),
  ]);
  return new Uint8Array(
    chunk(
      "RIFF",
      Buffer.concat([Buffer.from("WAVE"), chunk("fmt ", format), chunk("LIST", info), chunk("data", samples)]),
    ),
  );
}

/** A tone that swells and fades about four times a second, as speech does. */
function voice({ from, voice: who }: Cue, now: number): number {
  const since = (now - from) / 1000;
  const pitch = who === "asks" ? 170 : 230;
  const swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * 4 * since);
  return 5_000 * swell * (Math.sin(2 * Math.PI * pitch * since) + 0.3 * Math.sin(4 * Math.PI * pitch * since));
}

function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 0, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
