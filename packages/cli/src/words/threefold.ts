/** Sentences of one room, side by side: one that lacks a translation does not compile. */

export interface Threefold<S extends string> {
  readonly en: { readonly [K in S]: string };
  readonly ar: { readonly [K in S]: string };
  readonly ckb: { readonly [K in S]: string };
}

export function threefold<const E extends { readonly [sentence: string]: string }>(words: {
  readonly en: E;
  readonly ar: { readonly [K in keyof E]: string };
  readonly ckb: { readonly [K in keyof E]: string };
}): Threefold<keyof E & string> {
  return words;
}
