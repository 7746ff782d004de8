/** How much speaks against two words being one name by sound, once their keys are equal. See sound.ts. */
import { type Hearing, hear, isArabic, vowelled } from "./hearing.ts";
import { A, AYN, H, I, LONG_I, LONG_U, SOFT, U } from "./sounds.ts";

/** Whole steps of doubt, 0 for nothing at all; Infinity when the words are not one name. Symmetric. */
export function soundDoubt(a: string, b: string): number {
  if (a === b) return 0;
  const scripts = { one: isArabic(a), other: isArabic(b) };
  // Sorani writes every vowel, Arabic the long ones: between them more may differ.
  const loose = scripts.one && scripts.other && (vowelled(a) || vowelled(b));
  let least = Number.POSITIVE_INFINITY;
  for (const one of hear(a)) {
    for (const other of hear(b)) {
      if (one.key === other.key) least = Math.min(least, doubtOf(one, other, scripts, loose));
    }
  }
  return least;
}

interface Scripts {
  readonly one: boolean;
  readonly other: boolean;
}

function doubtOf(one: Hearing, other: Hearing, scripts: Scripts, loose: boolean): number {
  const last = one.key.length - 1;
  // A final yeh may be an alef maqsura (موسى is Musa, عيسى Issa), but علي is not Ala.
  const maqsura = last > 1 || !one.key.startsWith("A") || ((one.gaps[0] ?? 0) & (other.gaps[0] ?? 0) & I) !== 0;
  let doubt = 0;
  for (let i = 0; i <= last; i += 1) {
    if (((one.sounds[i] ?? 0) & (other.sounds[i] ?? 0)) === 0) return Number.POSITIVE_INFINITY;
    const head = i === 0 && one.key.startsWith("A");
    const place = { tail: i === last, head, stressed: i === last - 1, maqsura };
    doubt += gapDoubt(one.gaps[i] ?? 0, other.gaps[i] ?? 0, scripts, place);
  }
  const consonants = one.key.replace(/^A/, "").length;
  const allowed = consonants >= 4 || loose ? 2 : consonants >= 3 ? 1 : 0;
  return doubt <= allowed ? doubt : Number.POSITIVE_INFINITY;
}

interface Place {
  readonly tail: boolean;
  readonly head: boolean;
  readonly stressed: boolean;
  readonly maqsura: boolean;
}

function gapDoubt(one: number, other: number, scripts: Scripts, place: Place): number {
  if (scripts.one && !scripts.other) return mixedDoubt(one, other, place);
  if (scripts.other && !scripts.one) return mixedDoubt(other, one, place);
  return scripts.one ? arabicDoubt(one, other, place) : latinDoubt(one, other, place);
}

function arabicDoubt(one: number, other: number, { tail, head }: Place): number {
  const vowels = head || ((one ^ other) & (U | I)) === 0 ? 0 : 2;
  const open = tail && isOpen(one, A | SOFT) !== isOpen(other, A | SOFT) ? 1 : 0;
  return vowels + open + breathDoubt(one, other, tail);
}

function latinDoubt(one: number, other: number, { tail, head }: Place): number {
  // Omar and Umar, Ibrahim and Ebrahim: the first vowel wavers, but not from a to i or o.
  if (head) return (one & other & (U | I | A)) === 0 ? 2 : 0;
  const rounded = ((one ^ other) & U) === 0 ? 0 : 1;
  const long = isLongAgainst(one, other) || isLongAgainst(other, one) ? 2 : 0;
  // Fatim may be Fatime, but not Fatima, nor Hussein Husseini.
  const open = tail && (isFull(one) ? !isOpen(other, U | I | A) : isFull(other) && !isOpen(one, U | I | A)) ? 2 : 0;
  return rounded + long + open + breathDoubt(one, other, tail);
}

/** Jamil and Jameel are one; Jamal and Jameel, Hosni and Hossein are not. */
function isLongAgainst(one: number, other: number): boolean {
  return (one & LONG_I) !== 0 && (other & I) === 0;
}

function isOpen(gap: number, vowels: number): boolean {
  return (gap & vowels) !== 0;
}

/** A vowel that is spoken: a final e, which is both kinds at once, may be silent. */
function isFull(gap: number): boolean {
  const vowels = gap & (U | I | A);
  return vowels !== 0 && vowels !== (I | A);
}

function breathDoubt(one: number, other: number, tail: boolean): number {
  return !tail && ((one ^ other) & H) !== 0 && ((one | other) & SOFT) === 0 ? 1 : 0;
}

/** Long vowels stand in both scripts; short ones only in Latin. */
function mixedDoubt(ar: number, la: number, { tail, head, stressed, maqsura }: Place): number {
  let doubt = 0;
  if ((ar & U) !== 0 && (la & U) === 0) doubt += 2;
  if ((ar & I) !== 0 && (la & (tail && maqsura ? I | A : I)) === 0) doubt += head ? 2 : 1;
  if (!head) {
    if ((ar & A) !== 0 && (la & (A | (tail ? U | I : 0))) === 0) doubt += 1;
    if ((la & LONG_I) !== 0 && (ar & (I | A | AYN | SOFT)) === 0) doubt += 2;
    if ((la & LONG_U) !== 0 && (ar & (U | AYN)) === 0) doubt += stressed ? 2 : 1;
  }
  if (tail) doubt += tailDoubt(ar, la);
  if ((ar & H) !== 0 && (la & H) === 0) doubt += 1;
  if (!tail && (la & H) !== 0 && (ar & (H | SOFT | AYN)) === 0) doubt += 1;
  return doubt;
}

/** A name that ends in a vowel ends in one in both scripts (محمد is not Mohammadi). */
function tailDoubt(ar: number, la: number): number {
  const written = (ar & (U | I | A | SOFT | AYN | H)) !== 0;
  if (isFull(la) && !written) return 2;
  return (la & (U | I | A)) === 0 && (ar & (U | I | A)) !== 0 ? 1 : 0;
}
