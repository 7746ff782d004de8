/**
 * The invented land: towns, a river, the places of a town. Its coordinates lie in the open Arabian Sea, hundreds of
 * kilometres from any coast, so that no picture of this archive can point at a real village.
 */
import type { Scripted } from "./names.ts";

export interface Place {
  readonly id: string;
  readonly kind: "town" | "village" | "river";
  readonly name: Scripted;
  /** WGS 84, degrees; positive is north and east. */
  readonly latitude: number;
  readonly longitude: number;
}

const place = (
  id: string,
  kind: Place["kind"],
  latitude: number,
  longitude: number,
  ar: string,
  ckb: string,
  en: string,
  ...also: string[]
): Place => ({
  id,
  kind,
  name: { ar, ckb, en, also },
  latitude,
  longitude,
});

export const places: readonly Place[] = [
  place("halunta", "town", 14.612, 63.408, "هلونتة", "هەلونتە", "Halunta", "Helunta", "هلونته"),
  place("tishmarin", "town", 14.731, 63.522, "تشمرين", "تیشمەرین", "Tishmarin", "Teshmarin", "تشمارين"),
  place("dulzar", "town", 14.508, 63.617, "دلزار", "دوڵزار", "Dulzar", "Dolzar"),
  place("zirmaq", "town", 14.402, 63.355, "زرمق", "زیرمەق", "Zirmaq", "Zermak"),
  place("khirwash", "village", 14.655, 63.301, "خروش", "خیروەش", "Khirwash", "Kherwash"),
  place("nawdil", "village", 14.559, 63.212, "نودل", "نەودیل", "Nawdil", "Nowdil"),
  place("marzil", "village", 14.688, 63.688, "مرزل", "مەرزیل", "Marzil", "Marzel"),
  place("girdosh", "village", 14.447, 63.502, "كردوش", "گردۆش", "Girdosh", "Kirdosh"),
  place("bashlaw", "village", 14.811, 63.433, "بشلو", "بەشلەو", "Bashlaw", "Beshlaw"),
  place("rushtaf", "town", 14.902, 63.604, "رشطف", "ڕوشتەف", "Rushtaf", "Roshtaf"),
  place("zavin", "river", 14.6, 63.45, "الزافين", "زاڤین", "Zavin", "Zaveen"),
];

/** Where only the larger worlds reach: the slice's own settlements stay as they were. */
const farPlaces: readonly Place[] = [
  place("ghultar", "town", 14.332, 63.122, "غلتار", "غولتار", "Ghultar", "Gholtar"),
  place("shirqam", "town", 14.955, 63.255, "شرقم", "شیرقەم", "Shirqam", "Sherqam"),
  place("burkhan-tel", "village", 14.381, 63.711, "برختيل", "بورختێل", "Burkhtel", "Borkhtel"),
  place("wakhshin", "village", 14.472, 63.833, "وخشين", "وەخشین", "Wakhshin", "Wakhsheen"),
  place("sunteran", "village", 14.766, 63.188, "سنتران", "سونتەران", "Sunteran", "Sonteran"),
  place("jalkhor", "village", 14.845, 63.791, "جلخور", "جەلخۆر", "Jalkhor", "Jelkhor"),
  place("difrun", "village", 14.523, 63.044, "ضفرون", "زیفروون", "Difrun", "Defroon", "ضفرن"),
  place("lazmek", "village", 14.698, 63.902, "لزمك", "لازمەک", "Lazmek", "Lezmek"),
  place("fanqor", "town", 14.291, 63.498, "فنقور", "فەنقۆر", "Fanqor", "Fenqor"),
  place("yarshel", "village", 14.918, 63.078, "يرشل", "یەرشێل", "Yarshel", "Yershel"),
  place("azqin", "village", 14.357, 63.266, "عزقين", "عەزقین", "Azqin", "Ezqin"),
  place("tamrosh", "town", 14.639, 63.744, "طمروش", "تەمرۆش", "Tamrosh", "Temrosh"),
];

const byId = new Map([...places, ...farPlaces].map((each) => [each.id, each]));

export function placeById(id: string): Place {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`practice world: no place ${id}`);
  return found;
}

export const settlements: readonly Place[] = places.filter(({ kind }) => kind !== "river");
export const allSettlements: readonly Place[] = [...settlements, ...farPlaces];
