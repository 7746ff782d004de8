/** Reading lines and counted runs from pieces that arrive one by one. Holds no more than one piece and one line. */

/** A piece that stands for "bytes are missing here": reading stops at it until it is passed. */
export const gap = new Uint8Array(0);

export interface Feed {
  /** Bytes handed out so far. */
  readonly position: number;
  /** The next line with its line feed, cut at `limit` bytes; undefined at the end. */
  line(limit?: number): Promise<Buffer | undefined>;
  /** Up to `length` bytes in pieces; fewer only at the end. */
  take(length: number): AsyncGenerator<Buffer>;
  /** Goes behind a gap; false when reading did not stop at one. */
  passGap(): boolean;
}

export function feedOf(source: AsyncIterable<Uint8Array>): Feed {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  let atGap = false;

  async function more(): Promise<boolean> {
    while (rest.length === 0) {
      if (atGap) return false;
      const next = await pieces.next();
      if (next.done === true) return false;
      if (next.value === gap) atGap = true;
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
    }
    return true;
  }
  function cut(length: number): Buffer {
    const out = rest.subarray(0, length);
    rest = rest.subarray(length);
    position += out.length;
    return out;
  }
  return {
    get position() {
      return position;
    },
    passGap() {
      const passed = atGap;
      atGap = false;
      return passed;
    },
    async line(limit = 65_536) {
      const parts: Buffer[] = [];
      let length = 0;
      while (length < limit && (await more())) {
        const feed = rest.indexOf(0x0a);
        const part = cut(Math.min(feed === -1 ? rest.length : feed + 1, limit - length));
        parts.push(part);
        length += part.length;
        if (part.at(-1) === 0x0a) break;
      }
      return parts.length === 0 ? undefined : Buffer.concat(parts);
    },
    async *take(length) {
      let left = length;
      while (left > 0 && (await more())) {
        const part = cut(left);
        left -= part.length;
        yield part;
      }
    },
  };
}
