/**
 * The second, looser way to spell a term: one key for words that differ by a keyboard or by a damaged PDF. Kurdish and
 * Persian letters become the Arabic neighbour an Arabic keyboard offers (پ/ب, گ/ك, ڕ/ر, ۆ/و …), doubled letters one (وو/و)
 * after the first, and alef and lam that stand together are put in one order, because text layers of Arabic PDFs swap them
 * (ثلاثة is read as ثالثة). Never stored as text, never shown: a key to ask the vocabulary with.
 */
const neighbours: ReadonlyMap<string, string> = new Map([
  ["گ", "ك"],
  ["پ", "ب"],
  ["چ", "ج"],
  ["ژ", "ز"],
  ["ڤ", "ف"],
  ["ڕ", "ر"],
  ["ڵ", "ل"],
  ["ێ", "ي"],
  ["ۆ", "و"],
  ["ۇ", "و"],
  ["ۈ", "و"],
  ["ۊ", "و"],
  ["ڭ", "ك"],
  ["ګ", "ك"],
  ["ڈ", "د"],
  ["ٹ", "ت"],
  ["ڑ", "ر"],
]);

/** The loose key of a folded term. Applying it twice changes nothing. */
export function looseKey(term: string): string {
  const plain = term.replace(/[گپچژڤڕڵێۆۇۈۊڭګڈٹڑ]/g, (letter) => neighbours.get(letter) ?? letter);
  if (/^[ivxlcdm]+$/.test(plain)) return plain; // ii and iii are numbers, not spellings of i
  const single = plain.replace(/(?<=.)([^\dال])\1+/g, "$1");
  return single.replace(/[ال]{2,}/g, (run) => [...run].sort().join(""));
}
