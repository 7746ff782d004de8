/** One file of the archive: where it lies, its bytes, and when it claims to have been written (UTC instant). */
export interface ArchiveFile {
  /** Path with slashes, relative to the archive. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly modified: string;
}

export function textFile(path: string, text: string, modified: string): ArchiveFile {
  return { path, bytes: new TextEncoder().encode(text), modified };
}

/** The discreet line that every document of this archive carries. */
export const invented = {
  ar: "أرشيف تدريبي — الأشخاص والأماكن والجماعات هنا من نسج الخيال",
  ckb: "ئەرشیفی ڕاهێنان — کەس و شوێن و گرووپەکانی ئێرە خەیاڵین",
  en: "Practice archive — the persons, places and groups in it are invented",
} as const;
