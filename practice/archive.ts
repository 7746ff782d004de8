/**
 * The slice: one small archive of every kind of material, made from one world. Pure but for the drawing libraries: files
 * are returned, nobody writes here. The same seed gives the same bytes.
 */
import type { ArchiveFile } from "./material/file.ts";
import { textFile } from "./material/file.ts";
import { interview } from "./material/interview.ts";
import { letterPdf } from "./material/letter-pdf.ts";
import { mailFile, mboxFile } from "./material/mail.ts";
import { xlsx } from "./material/office.ts";
import { photograph, resent } from "./material/photograph.ts";
import { scan } from "./material/scan.ts";
import { webCapture } from "./material/web-capture.ts";
import { writeZip } from "./material/zip.ts";
import { journeyChat } from "./story/chat.ts";
import { teacherInterview } from "./story/interview.ts";
import { millerStatement, motherLetter, orderNotes, organisation, situationReport } from "./story/letters.ts";
import { threads } from "./story/mail-threads.ts";
import { missingList } from "./story/missing-list.ts";
import { officeMail } from "./story/office-mail.ts";
import { paths } from "./story/quote.ts";
import { scans } from "./story/scans.ts";
import { announcements } from "./story/web-page.ts";
import { addDays, at } from "./world/calendar.ts";
import { placeById } from "./world/places.ts";
import { type Random, randomFrom } from "./world/random.ts";
import { makeWorld, type Size, sizes, type World } from "./world/world.ts";

export interface Archive {
  readonly world: World;
  /** In the order of their paths. */
  readonly files: readonly ArchiveFile[];
}

export const officeMessages = 30;

export async function makeArchive(seed: number, size: Size = "slice"): Promise<Archive> {
  const world = makeWorld(seed, sizes[size]);
  const random = randomFrom(seed, "material");
  const letters = [motherLetter, millerStatement, orderNotes, situationReport].map((story) =>
    letterPdf(story(world).letter),
  );
  const report = fileAt(letters, paths.report);
  const photos = await photographs(world, random.fork("photographs"));
  const mails = threads(world, {
    report,
    gatePhoto: fileAt(photos, paths.gatePhoto),
    gateSmall: fileAt(photos, paths.gateResent),
  }).flat();
  const list = missingList(world);
  const files = [
    ...letters,
    { ...report, path: paths.reportAgain, modified: at(addDays(world.days.report, 9), "13:30") },
    ...(await Promise.all(scans(world).map((each) => scan(each, random.fork(each.path))))),
    ...photos,
    ...interview(teacherInterview(world).interview, random.fork("sound")),
    webCapture(announcements(world).capture),
    {
      path: paths.list,
      bytes: xlsx(list.sheet, list.rows, at(world.days.report, "08:00")),
      modified: at(world.days.report, "08:00"),
    },
    journeyChat(world).file,
    ...mails.map((mail) => mailFile(`${paths.mailFolder}/${Date.parse(mail.sent) / 1000}.${mail.id}.house.eml`, mail)),
    mboxFile(paths.mailbox, officeMail(world, officeMessages)),
    ...sideFiles(world),
    ...problems(world, report, random.fork("problems")),
  ];
  return { world, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function photographs({ days }: World, random: Random): Promise<ArchiveFile[]> {
  const wanted = [
    { path: paths.gatePhoto, scene: "gate", day: addDays(days.gate, -16), time: "11:24", at: "halunta" },
    { path: paths.roadPhoto, scene: "road", day: days.journey, time: "23:18", at: "bashlaw" },
    { path: paths.granaryPhoto, scene: "granary", day: addDays(days.gate, -15), time: "09:52", at: "halunta" },
    { path: paths.ledgerPhoto, scene: "ledger page", day: addDays(days.report, -6), time: "15:31", at: "rushtaf" },
  ] as const;
  const taken = await Promise.all(
    wanted.map(({ at: town, ...order }) => {
      const { latitude, longitude } = placeById(town);
      return photograph({ ...order, latitude, longitude }, random.fork(order.path));
    }),
  );
  return [
    ...taken,
    await resent(fileAt(taken, paths.gatePhoto), paths.gateResent, at(addDays(days.letter, 3), "21:00")),
  ];
}

function sideFiles({ cast, days }: World): ArchiveFile[] {
  const json = (folder: string, said: Readonly<Record<string, string>>, modified: string): ArchiveFile =>
    textFile(`${folder}/provenance.json`, `${JSON.stringify(said, undefined, 2)}\n`, modified);
  return [
    json(
      "letters",
      {
        how: "handed over on paper and typed out in the office, or written there",
        by: `${cast.documenter.name.given.en}, documentation officer`,
        where: placeById("rushtaf").name.en,
        custodian: organisation.en,
        circumstances: "practice archive: invented",
      },
      at(days.report, "19:00"),
    ),
    json(
      "interview",
      {
        how: "recorded by us, with agreement spoken at the beginning",
        from: "the person who speaks",
        when: days.interview,
        where: "a quiet room of the House of the Road",
        custodian: organisation.en,
        circumstances: "first account only; practice archive: invented, the sound is a stand-in",
      },
      at(days.interview, "15:00"),
    ),
  ];
}

/** What cannot be read: a locked archive, a file cut short on the way, a file with nothing in it. */
function problems({ days }: World, report: ArchiveFile, random: Random): ArchiveFile[] {
  const when = at(addDays(days.report, 12), "17:20");
  const inside = textFile(
    "notes.txt",
    "Practice archive: invented. The password came by another way and has been lost.\n",
    when,
  );
  const lock = {
    password: random.bytes(12).toString(),
    salt: (member: number) => random.fork(`salt ${member}`).bytes(12),
  };
  return [
    { path: paths.locked, bytes: writeZip([{ name: inside.path, bytes: inside.bytes }], when, lock), modified: when },
    // The first bytes of a copy that broke off: not even the list of pages is whole.
    { path: paths.damaged, bytes: report.bytes.slice(0, 200), modified: when },
    { path: paths.empty, bytes: new Uint8Array(0), modified: when },
  ];
}

function fileAt(files: readonly ArchiveFile[], path: string): ArchiveFile {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error("practice archive: a file of the story was not made");
  return found;
}
