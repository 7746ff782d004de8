/**
 * The grown archive, file by file as it is asked for: the slice's files first, then everything that the larger world adds. No
 * more than a handful of files are in memory at a time, whatever the size.
 */
import { makeArchive } from "./archive.ts";
import { allLists } from "./lists/all-lists.ts";
import { listFile } from "./lists/list.ts";
import type { ArchiveFile } from "./material/file.ts";
import { mailFile, mboxFile } from "./material/mail.ts";
import { photograph, resent } from "./material/photograph.ts";
import { scan } from "./material/scan.ts";
import { webCapture } from "./material/web-capture.ts";
import { interviewFiles } from "./story/many/interviews.ts";
import { letter, note, paperFile } from "./story/many/letters.ts";
import { mailPath, threadLengths, threadOf, yearMailbox } from "./story/many/mail.ts";
import { manyPhotograph, manyScan } from "./story/many/pictures.ts";
import { announcement, laterChat } from "./story/many/public.ts";
import { addDays, at } from "./world/calendar.ts";
import { type GrownWorld, growWorld } from "./world/grown.ts";
import { randomFrom } from "./world/random.ts";
import type { GrownSize } from "./world/world.ts";

export interface GrownArchive {
  readonly world: GrownWorld;
  /** Once, in the order of their making. */
  readonly files: AsyncGenerator<ArchiveFile>;
}

/** The years the office's other mailboxes are of; the slice has the one of 2021. */
export const mailboxYears = [2020, 2021, 2022] as const;

export function grownArchive(seed: number, size: GrownSize): GrownArchive {
  const world = growWorld(seed, size);
  return { world, files: filesOf(world) };
}

async function* filesOf(world: GrownWorld): AsyncGenerator<ArchiveFile> {
  const { seed, size } = world;
  yield* (await makeArchive(seed)).files;
  const { kept, exchanged, entities } = allLists(world);
  for (const list of [...kept, ...exchanged]) yield listFile(list);
  yield entities.file;
  for (let index = 0; index < size.letters; index += 1) yield paperFile(letter(world, index));
  for (let index = 0; index < size.notes; index += 1) yield paperFile(note(world, index));
  const lengths = threadLengths(world);
  for (const index of lengths.keys())
    for (const mail of threadOf(world, index, lengths)) yield mailFile(mailPath(mail), mail);
  for (const year of mailboxYears) {
    const mails = yearMailbox(world, year, Math.floor(size.mailbox / mailboxYears.length));
    yield mboxFile(`mail/others-${year}.mbox`, mails);
  }
  for (let index = 0; index < size.interviews; index += 1) yield* interviewFiles(world, index);
  for (let index = 0; index < size.chats; index += 1) yield laterChat(world, index);
  for (let index = 0; index < size.captures; index += 1) yield webCapture(announcement(world, index).capture);
  for (let index = 0; index < size.scans; index += 1) {
    const order = manyScan(world, index);
    yield await scan(order, randomFrom(seed, order.path));
  }
  for (let index = 0; index < size.photographs; index += 1) yield await photographOf(world, index);
}

async function photographOf(world: GrownWorld, index: number): Promise<ArchiveFile> {
  const { path, scene, day, time, place, resent: sentOn } = manyPhotograph(world, index);
  const { latitude, longitude } = place;
  const taken = await photograph({ path, scene, day, time, latitude, longitude }, randomFrom(world.seed, path));
  return sentOn ? resent(taken, path, at(addDays(day, 3), "21:00")) : taken;
}
