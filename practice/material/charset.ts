/** windows-1256 (Arabic), as old mail programs still write it: the table is the decoder's own, turned round. */
const decoder = new TextDecoder("windows-1256");
const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const));

export function windows1256(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const byte = byteOf.get(letter);
    // Sorani letters have no place in it: writing "?" would be a loss nobody meant.
    if (byte === undefined) throw new Error("practice archive: a letter that windows-1256 does not have");
    return byte;
  });
}

export const fitsWindows1256 = (text: string): boolean => Array.from(text).every((letter) => byteOf.has(letter));
