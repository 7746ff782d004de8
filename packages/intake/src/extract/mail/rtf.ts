/** Compressed RTF of Outlook properties: [MS-OXRTFCP]. The RTF goes on as a child; reading it is not this folder's work. */

const dictionary =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const compressed = 0x75465a4c;
const uncompressed = 0x414c454d;

/** The RTF bytes; what a cut stream still gives when it is damaged, undefined when it is none. At most `limit` bytes. */
export function decompressRtf(bytes: Uint8Array, limit = 64 * 2 ** 20): Uint8Array | undefined {
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = Math.min(view.getUint32(4, true), limit);
  const kind = view.getUint32(8, true);
  if (kind === uncompressed) return bytes.subarray(16, 16 + size);
  if (kind !== compressed) return undefined;
  // 17 letters is the most one two-byte reference gives: a larger claim is a bomb.
  const out = Buffer.alloc(Math.min(size, bytes.length * 17));
  const ring = Buffer.alloc(4_096);
  let write = ring.write(dictionary, "latin1");
  let length = 0;
  let at = 16;
  while (at < bytes.length && length < out.length) {
    const flags = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length && length < out.length; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        const byte = bytes[at++] ?? 0;
        out[length++] = byte;
        ring[write] = byte;
        write = (write + 1) & 0xfff;
        continue;
      }
      const high = bytes[at++] ?? 0;
      const low = bytes[at++] ?? 0;
      let from = (high << 4) | (low >>> 4);
      if (from === write) return out.subarray(0, length);
      for (let count = (low & 0xf) + 2; count > 0 && length < out.length; count -= 1) {
        const byte = ring[from] ?? 0;
        out[length++] = byte;
        ring[write] = byte;
        write = (write + 1) & 0xfff;
        from = (from + 1) & 0xfff;
      }
    }
  }
  return out.subarray(0, length);
}
