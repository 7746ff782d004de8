/** One POSIX ustar file, in the one form permitted: spec/package.md PK-19. */
const BLOCK = 512;
/** Eleven octal digits. */
export const LARGEST_TIME = 8 ** 11 - 1;

/** Two empty blocks: the end. */
export const tarEnd: Uint8Array = new Uint8Array(2 * BLOCK);

/** Zeros up to the next block. */
export function tarPadding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK - (bytes % BLOCK)) % BLOCK);
}

/** Throws for a name that cannot be split or a number that does not fit: those are refused before. */
export function tarHead(name: string, bytes: number, mtime: number): Uint8Array {
  const { prefix, rest } = splitName(name);
  const fields: readonly (readonly [at: number, text: string])[] = [
    [0, rest],
    [100, /^[^/]+\/verify\.(py|sh)$/.test(name) ? "0000755\0" : "0000644\0"],
    [108, "0000000\0"],
    [116, "0000000\0"],
    [124, `${octal(bytes)}\0`],
    [136, `${octal(mtime)}\0`],
    [148, "        "],
    [156, "0"],
    [257, "ustar\0"],
    [263, "00"],
    [329, "0000000\0"],
    [337, "0000000\0"],
    [345, prefix],
  ];
  const head = Buffer.alloc(BLOCK);
  for (const [at, text] of fields) head.write(text, at, "latin1");
  let sum = 0;
  for (const byte of head) sum += byte;
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return head;
}

function splitName(name: string): { readonly prefix: string; readonly rest: string } {
  if (name.length <= 100) return { prefix: "", rest: name };
  const cut = name.indexOf("/", name.length - 101);
  if (cut < 1 || cut > 155) throw new RangeError("a name that ustar cannot hold");
  return { prefix: name.slice(0, cut), rest: name.slice(cut + 1) };
}

function octal(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value > LARGEST_TIME)
    throw new RangeError("a number that ustar cannot hold");
  return value.toString(8).padStart(11, "0");
}
