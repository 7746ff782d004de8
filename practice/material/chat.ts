/** A WhatsApp chat export as the Android app writes it: "12/03/2021, 21:14 - Name: text". */
import { type ArchiveFile, textFile } from "./file.ts";

export interface ChatMessage {
  readonly day: string;
  readonly time: string;
  /** Absent for a notice of the app. */
  readonly by?: string;
  readonly text: string;
}

export function chatExport(path: string, messages: readonly ChatMessage[]): ArchiveFile {
  const lines = messages.map(({ day, time, by, text }) => {
    const [year, month, date] = day.split("-");
    return `${date}/${month}/${year}, ${time} - ${by === undefined ? "" : `${by}: `}${text}`;
  });
  const last = messages.at(-1);
  const modified =
    last === undefined
      ? new Date(0).toISOString()
      : new Date(Date.parse(`${last.day}T${last.time}:00+03:00`)).toISOString();
  return textFile(path, `${lines.join("\n")}\n`, modified);
}
