/**
 * Sorani spelling out of models that know only Arabic or Persian letters. They read the Kurdish ae (U+06D5) as heh, often
 * with a joiner (the older way to type Kurdish), and kaf and yeh in their Arabic forms. Only what the spelling rules of
 * Sorani decide is changed; rounded letters (reh, lam, waw and yeh with small v) that were not seen are not invented.
 */

/** Words in which heh stands with a joiner or at the end: a fifth and more of Sorani text, rare in Arabic and Persian. */
export function looksSorani(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /[\u0620-\u06ff]{2}/.test(word));
  if (words.length < 8) return false;
  const kurdish = words.filter((word) =>
    /\u0647\u200c|\u06d5|[\u0695\u06b5\u06c6\u06ce]|[^\u0627]\u0647$/.test(word),
  ).length;
  const arabic = words.filter((word) =>
    /^(\u0648|\u0628|\u0641)?\u0627\u0644|\u0629|[\u064b-\u0652]/.test(word),
  ).length;
  return kurdish > 0.2 * words.length && kurdish > 2 * arabic;
}

const vowels = "\u0627\u06ce\u06c6\u06d5\u0648\u06cc";

export function kurdishLetters(text: string): string {
  return text
    .replace(/[\u064a\u0649]/g, "\u06cc")
    .replace(/\u0643/g, "\u06a9")
    .replace(/\u0647\u200c/g, "\u06d5")
    .replace(/\u0629/g, "\u06d5")
    .replace(/(?<=[\u0620-\u06ff])\u0647(?![\u0620-\u06ff])/g, "\u06d5")
    .replace(new RegExp(`(?<=[\u0626\u0620-\u06ff])\u0647(?=[\u0620-\u06ff])(?![${vowels}])`, "g"), "\u06d5")
    .replace(/\u200c/g, "");
}
