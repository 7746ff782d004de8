/**
 * HEIC and HEIF by libheif (WASM), without the copies its JavaScript wrapper makes: the pixels are lent where libheif wrote
 * them. Each file gets an instance of its own, let go of afterwards: a camera's picture makes its memory grow by 150 MB,
 * which WASM never gives back, and a new instance costs a tenth of the decoding of one picture.
 */
import { createRequire } from "node:module";
import { ProblemError } from "../contract.ts";

export interface HeicPixels {
  /** Upright: the file's own rotation is applied. */
  readonly width: number;
  readonly height: number;
  /** RGBA, row after row; libheif's own memory, not to be kept. */
  readonly rgba: Uint8Array;
  /** Pictures in the file. */
  readonly pictures: number;
}

/** True for HEVC pictures; AVIF, which uses the same boxes, is libvips' work. */
export function isHeic(bytes: Uint8Array): boolean {
  const brand = Buffer.from(bytes.subarray(4, 32)).toString("latin1");
  return (
    brand.startsWith("ftyp") && /^ftyp(heic|heix|hevc|hevx|heim|heis|mif1|msf1)/.test(brand) && !/avi[fs]/.test(brand)
  );
}

/** Decodes the first picture and lends it to `use`. Throws `too-large` and `damaged`, and what `use` throws. */
export async function withHeic<T>(
  bytes: Uint8Array,
  mostPixels: number,
  use: (pixels: HeicPixels) => Promise<T>,
): Promise<T> {
  const libheif = open();
  const decoder = new libheif.HeifDecoder();
  const images = decoder.decode(bytes);
  const [first] = images;
  try {
    if (first === undefined) throw gaveUp();
    const [width, height] = [first.get_width(), first.get_height()];
    if (width * height > mostPixels) throw new ProblemError("too-large", "pixel limit");
    const { heif_colorspace_RGB: rgb } = libheif.heif_colorspace;
    const decoded = libheif.heif_js_decode_image2(first.handle, rgb, libheif.heif_chroma.heif_chroma_interleaved_RGBA);
    if (decoded === undefined || decoded === null || decoded.code) throw gaveUp();
    try {
      const channel = decoded.channels.find(({ id }) => id === libheif.heif_channel.heif_channel_interleaved);
      if (channel === undefined || channel.width !== width || channel.height !== height) throw gaveUp();
      return await use({ width, height, rgba: tight(channel), pictures: images.length });
    } finally {
      libheif.heif_image_release(decoded.image);
    }
  } finally {
    for (const image of images) image.free();
    decoder.decoder?.delete();
  }
}

/** What of libheif-js 1.23.2 is used here; the package's own types leave these out. */
interface Libheif {
  readonly HeifDecoder: new () => {
    readonly decoder: { delete(): void } | null;
    decode(bytes: Uint8Array): readonly Image[];
  };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly heif_channel: { readonly heif_channel_interleaved: unknown };
  heif_js_decode_image2(handle: unknown, space: unknown, chroma: unknown): Decoded | null | undefined;
  heif_image_release(image: unknown): void;
}
interface Image {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  free(): void;
}
interface Decoded {
  /** Only when it failed. */
  readonly code?: unknown;
  readonly image: unknown;
  readonly channels: readonly Channel[];
}
interface Channel {
  readonly id: unknown;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
}

const open = createRequire(import.meta.url)("libheif-js/libheif-wasm/libheif-bundle.js") as () => Libheif;

/** Rows without padding; where there is none, the very bytes. */
function tight({ data, stride, width, height }: Channel): Uint8Array {
  const row = width * 4;
  if (stride === row) return data.subarray(0, row * height);
  const rows = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * stride, y * stride + row), y * row);
  return rows;
}

function gaveUp(): ProblemError {
  return new ProblemError("damaged", "libheif gave up");
}
