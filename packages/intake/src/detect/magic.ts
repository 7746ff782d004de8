/** First bytes that file-type does not know, or knows less exactly than intake needs. */
export function binaryType(sample: Uint8Array): string | undefined {
  const head = Buffer.from(sample.buffer, sample.byteOffset, Math.min(sample.length, 4_096));
  for (const [type, offset, magic] of magics) {
    if (head.length >= offset + magic.length && head.subarray(offset, offset + magic.length).equals(magic)) return type;
  }
  // A tag before the sound can be longer than what we look at (a cover picture): the tag is enough.
  if (head.subarray(0, 3).toString("latin1") === "ID3" && (head[3] ?? 255) < 5) return "audio/mpeg";
  const cms = cmsType(head);
  if (cms !== undefined) return cms;
  if (isOldTar(head)) return "application/x-tar";
  return undefined;
}

const bytes = (text: string) => Buffer.from(text, "latin1");
const magics: readonly (readonly [type: string, offset: number, magic: Buffer])[] = [
  ["application/zip", 0, bytes("PK\x03\x04")],
  ["application/zip", 0, bytes("PK\x05\x06")],
  ["application/zip", 0, bytes("PK\x07\x08PK\x03\x04")],
  ["application/gzip", 0, bytes("\x1f\x8b\x08")],
  ["application/x-cfb", 0, bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
  ["application/rtf", 0, bytes("{\\rtf")],
  ["application/pdf", 0, bytes("%PDF-")],
  ["application/pdf", 3, bytes("%PDF-")], // after a byte order mark
  ["application/warc", 0, bytes("WARC/1.")],
  ["application/warc", 0, bytes("WARC/0.")],
  ["application/x-internet-archive", 0, bytes("filedesc://")],
  ["application/vnd.ms-outlook-pst", 0, bytes("!BDN")],
  ["application/vnd.ms-tnef", 0, bytes("\x78\x9f\x3e\x22")],
  ["application/x-tar", 257, bytes("ustar")],
  ["application/x-compress", 0, bytes("\x1f\x9d")],
  ["application/x-cpio", 0, bytes("070707")],
  ["application/x-cpio", 0, bytes("070701")],
  ["application/x-cpio", 0, bytes("070702")],
  ["application/vnd.ms-cab-compressed", 0, bytes("MSCF\0\0\0\0")],
  ["application/x-lha", 2, bytes("-lh5-")],
  ["image/emf", 40, bytes(" EMF")],
  ["image/wmf", 0, bytes("\xd7\xcd\xc6\x9a")],
  ["image/wmf", 0, bytes("\x01\0\x09\0\0\x03")], // without the head that gives its size
  ["application/applefile", 0, bytes("\0\x05\x16\x07\0\x02\0\0")],
  ["application/applefile", 0, bytes("\0\x05\x16\0\0\x02\0\0")],
  ["application/vnd.sqlite3", 0, bytes("SQLite format 3\0")],
  ["application/vnd.ms-excel", 0, bytes("\x09\x08\x10\x00\x00\x06\x05\x00")], // BIFF 8 without its wrapper
  ["application/vnd.ms-excel", 0, bytes("\x09\x08\x08\x00\x00\x05\x05\x00")],
  ["application/vnd.ms-excel", 0, bytes("\x09\x04\x06\x00")],
  ["application/vnd.ms-excel", 0, bytes("\x09\x02\x06\x00")],
  ["image/vnd.djvu", 0, bytes("AT&TFORM")],
  ["application/x-bplist", 0, bytes("bplist0")],
];

/** Signatures too short to come before file-type's finer answers (camera formats are TIFF too). */
export function lateType(sample: Uint8Array): string | undefined {
  const head = Buffer.from(sample.buffer, sample.byteOffset, Math.min(sample.length, 4)).toString("latin1");
  if (head === "II*\0" || head === "MM\0*" || head === "II+\0" || head === "MM\0+") return "image/tiff";
  return undefined;
}

/** CMS in DER or BER (RFC 5652 §3): a sequence that begins with the identifier of what it holds. */
function cmsType(head: Buffer): string | undefined {
  if (head[0] !== 0x30) return undefined;
  const oid = head.indexOf(pkcs7);
  if (oid < 2 || oid > 6) return undefined;
  const kind = head[oid + pkcs7.length];
  if (kind === 3) return "application/pkcs7-mime";
  if (kind !== 2) return undefined;
  // What is signed is named next; its bytes follow at once, or they are elsewhere and this is the signature alone.
  const content = head.indexOf(pkcs7, oid + pkcs7.length);
  return content >= 0 && head[content + pkcs7.length + 1] === 0xa0
    ? "application/pkcs7-mime"
    : "application/pkcs7-signature";
}
const pkcs7 = bytes("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07");

/** A tar from before the word `ustar`: 512 bytes whose sum stands in octal digits at 148. */
function isOldTar(head: Buffer): boolean {
  if (head.length < 512 || head[0] === 0) return false;
  const written = Number.parseInt(head.subarray(148, 156).toString("latin1").replace(/[\0 ]/g, ""), 8);
  if (!Number.isFinite(written)) return false;
  let sum = 8 * 32;
  for (let at = 0; at < 512; at++) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  return sum === written;
}
