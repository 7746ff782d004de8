/** Record ids: a type prefix for people, 96 random bits for machines. spec/line.md LN-10. */
import { toBase32 } from "../encoding.ts";

const PREFIX = /^[a-z]{1,4}$/;
const ID = /^[a-z]{1,4}_[a-z2-7]{19}[aq]$/;
export const RECORD_ID_RANDOM_BYTES = 12;

/** `newRecordId("per", random12)` gives `per_` and 20 characters. Wrong arguments are a defect and throw. */
export function newRecordId(prefix: string, random12: Uint8Array): string {
  if (!PREFIX.test(prefix)) throw new RangeError("a record id's prefix has one to four letters a-z");
  if (random12.length !== RECORD_ID_RANDOM_BYTES) throw new RangeError("a record id takes exactly 12 random bytes");
  return `${prefix}_${toBase32(random12)}`;
}

export function isRecordId(text: string): boolean {
  return ID.test(text);
}
