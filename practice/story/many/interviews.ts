/**
 * Twelve long first accounts: hours of speech in time-coded words beside seconds of stand-in sound. Most of what is told is
 * everyday life; in between stand the sentences that facts are made of.
 */

import { type ArchiveFile, invented, textFile } from "../../material/file.ts";
import { type Cue, srt, standInSound, vtt } from "../../material/interview.ts";
import type { Fact } from "../../truth.ts";
import { addDays, at } from "../../world/calendar.ts";
import { type Act, type GrownWorld, personOf } from "../../world/grown.ts";
import type { Person } from "../../world/people.ts";
import type { Language } from "../../world/person-name.ts";
import { randomFrom } from "../../world/random.ts";
import type { Quote } from "../quote.ts";
import { lifeLines, question } from "./everyday.ts";
import { actsFor, sentencesOf, slotsOf } from "./slots.ts";
import { actFact, commandFact } from "./stated.ts";

export interface LongInterview {
  /** Without the ending. */
  readonly path: string;
  readonly transcript: string;
  readonly language: Language;
  readonly teller: Person;
  readonly recorded: string;
  readonly cues: readonly Cue[];
  /** Milliseconds of speech: the silences between cues are not counted. */
  readonly speech: number;
  readonly facts: readonly Fact[];
}

const actsEach = 8;
/** Letters a second, about as fast as people tell such things. */
const pace = 13;

export function longInterview(world: GrownWorld, index: number): LongInterview {
  const random = randomFrom(world.seed, `interview ${index}`);
  const language = (["ar", "ckb", "ar", "en", "ckb", "ar"] as const)[index % 6] ?? "ar";
  const teller = tellerOf(world, index);
  const path = `interviews/account-${String(index + 1).padStart(2, "0")}`;
  const transcript = `${path}.${index % 3 === 2 ? "srt" : "vtt"}`;
  const wanted = (world.size.minutes / world.size.interviews) * 60_000 * (index % 2 === 0 ? 1.1 : 0.9);
  const acts = actsOfInterview(world, index);
  const life = lifeLines(random, language);
  const cues: Cue[] = [];
  const facts: Fact[] = [];
  let now = 800;
  let speech = 0;
  const say = (voice: Cue["voice"], text: string): Quote => {
    const length = Math.max(1_400, Math.round((text.length / pace) * 1_000));
    const asking = voice === "asks";
    const name = asking ? world.story.cast.documenter.name.given[language] : teller.name.given[language];
    cues.push({ from: now, to: now + length, voice, name, language, text });
    const quote: Quote = { file: transcript, place: { type: "time", from: now, to: now + length }, words: text };
    now += length + random.between(150, 700);
    speech += length;
    return quote;
  };
  say("tells", consent[language]);
  for (const [turn, act] of acts.entries()) {
    for (const end = (wanted * (turn + 0.5)) / acts.length; speech < end; ) {
      if (random.chance(0.18)) say("asks", question(random, language));
      say("tells", life(slotsOf(random, language)));
    }
    const { taken, command, commander, reason } = sentencesOf(world, act, language);
    const said = say("tells", taken);
    const named = command === undefined ? undefined : say("tells", command);
    if (reason !== undefined) say("tells", reason);
    if (turn > 0 && !(index === 0 && turn === 1)) continue;
    facts.push(actFact(world, act, said, `the person of account ${index + 1}`));
    if (named !== undefined && commander !== undefined)
      facts.push(commandFact(world, act, commander, language, named, `the person of account ${index + 1}`));
  }
  while (speech < wanted) say("tells", life(slotsOf(random, language)));
  const day = addDays(world.story.held.from, 1_010 + index * 7);
  return { path, transcript, language, teller, recorded: at(day, "13:30"), cues, speech, facts };
}

/** The second person tells the first act of the first person's account too: it stands when the first one withdraws. */
function actsOfInterview(world: GrownWorld, index: number): Act[] {
  const acts = (one: number): Act[] => actsFor(world, "interviews", one, actsEach);
  return index === 1 ? [...acts(0).slice(0, 1), ...acts(1).slice(1)] : acts(index);
}

/** Victims who were grown up, none of them of the story. */
function tellerOf(world: GrownWorld, index: number): Person {
  const random = randomFrom(world.seed, "tellers");
  const adults = world.victims.slice(40).filter((id) => personOf(world, id).born < 2000);
  return personOf(world, random.shuffled(adults)[index] ?? "");
}

const consent: Readonly<Record<Language, string>> = {
  ar: "أوافق على التسجيل، وأستطيع أن أتوقف متى أردت.",
  ckb: "ڕازیم بە تۆمارکردن، و هەر کاتێک بمەوێت دەوەستم.",
  en: "I agree to the recording, and I can stop whenever I wish.",
};

/** Sound, words, and what is known about the recording. The sound is ten seconds of tones and says so. */
export function interviewFiles(world: GrownWorld, index: number): ArchiveFile[] {
  const { path, transcript, recorded, cues, speech, language } = longInterview(world, index);
  const random = randomFrom(world.seed, `sound ${index}`);
  const about = {
    recording: "first account",
    recorded,
    duration_ms: cues.at(-1)?.to ?? 0,
    speech_ms: speech,
    language,
    device: "Drawn Recorder 2",
    sample_rate: 48_000,
    sound: "stand-in of ten seconds; the words stand in the transcript",
    note: invented.en,
  };
  return [
    standInSound({ path, recorded, seconds: 10, cues: cues.slice(0, 3) }, random),
    textFile(transcript, transcript.endsWith(".srt") ? srt(cues) : vtt(cues), recorded),
    textFile(`${path}.json`, `${JSON.stringify(about, undefined, 2)}\n`, recorded),
  ];
}
