/** What a zip or gzip holds: by the names and declared types of its members, a few kilobytes read. */
import { gunzipSync } from "node:zlib";
import type { Raw } from "../extract/contract.ts";
import { type ZipName, zipMember, zipNames } from "./zip-names.ts";

export function zipType(raw: Raw): string {
  const names = zipNames(raw);
  const byName = new Map(names.map((entry) => [entry.name.replaceAll("\\", "/").toLowerCase(), entry]));
  return declaredType(raw, byName) ?? officeType(raw, byName) ?? typeByNames(names, byName) ?? "application/zip";
}

/** A gzip around a web archive is a web archive; every other gzip is a wrapper of its own. */
export function gzipType(sample: Uint8Array): string {
  const inside = firstInflated(sample);
  if (/^WARC\/[01]\./.test(inside)) return "application/warc";
  if (inside.startsWith("filedesc://")) return "application/x-internet-archive";
  return "application/gzip";
}

type ByName = ReadonlyMap<string, ZipName>;

/** OpenDocument and EPUB say it in a member named `mimetype` (OASIS ODF 1.3 part 2 §3.3; EPUB OCF 4.3). */
function declaredType(raw: Raw, byName: ByName): string | undefined {
  const entry = byName.get("mimetype");
  if (entry === undefined) return undefined;
  const said = zipMember(raw, entry, 256).toString("latin1").trim();
  return /^(application\/(vnd\.(oasis\.opendocument|sun\.xml)\.[a-z.-]+|epub\+zip))$/.test(said) ? said : undefined;
}

const openXml = "application/vnd.openxmlformats-officedocument.";
const mainParts: readonly (readonly [main: RegExp, type: string])[] = [
  [/ms-excel\.sheet\.binary\.macroEnabled\.main/i, "application/vnd.ms-excel.sheet.binary.macroEnabled.12"],
  [/wordprocessingml\.document\.main/, `${openXml}wordprocessingml.document`],
  [/ms-word\.document\.macroEnabled\.main/i, "application/vnd.ms-word.document.macroEnabled.12"],
  [/wordprocessingml\.template\.main/, `${openXml}wordprocessingml.template`],
  [/ms-word\.template\.macroEnabledTemplate\.main/i, "application/vnd.ms-word.template.macroEnabled.12"],
  [/spreadsheetml\.sheet\.main/, `${openXml}spreadsheetml.sheet`],
  [/ms-excel\.sheet\.macroEnabled\.main/i, "application/vnd.ms-excel.sheet.macroEnabled.12"],
  [/spreadsheetml\.template\.main/, `${openXml}spreadsheetml.template`],
  [/ms-excel\.template\.macroEnabled\.main/i, "application/vnd.ms-excel.template.macroEnabled.12"],
  [/presentationml\.presentation\.main/, `${openXml}presentationml.presentation`],
  [/ms-powerpoint\.presentation\.macroEnabled\.main/i, "application/vnd.ms-powerpoint.presentation.macroEnabled.12"],
  [/presentationml\.slideshow\.main/, `${openXml}presentationml.slideshow`],
  [/ms-powerpoint\.slideshow\.macroEnabled\.main/i, "application/vnd.ms-powerpoint.slideshow.macroEnabled.12"],
  [/presentationml\.template\.main/, `${openXml}presentationml.template`],
  [/ms-visio\.drawing(\.macroEnabled)?\.main/, "application/vnd.ms-visio.drawing"],
];

/** Office Open XML names its main part in `[Content_Types].xml` (ECMA-376 part 2 §7.3); where that is damaged, the paths tell. */
function officeType(raw: Raw, byName: ByName): string | undefined {
  const contents = byName.get("[content_types].xml");
  if (contents !== undefined) {
    const text = zipMember(raw, contents, 64 * 2 ** 10).toString("latin1");
    const found = mainParts.find(([main]) => main.test(text));
    if (found !== undefined) return found[1];
  }
  if (byName.has("word/document.xml")) return `${openXml}wordprocessingml.document`;
  if (byName.has("xl/workbook.xml")) return `${openXml}spreadsheetml.sheet`;
  if (byName.has("xl/workbook.bin")) return "application/vnd.ms-excel.sheet.binary.macroEnabled.12";
  if (byName.has("ppt/presentation.xml")) return `${openXml}presentationml.presentation`;
  if (byName.has("fixeddocseq.fdseq") || byName.has("fixeddocumentsequence.fdseq")) return "application/oxps";
  return undefined;
}

function typeByNames(names: readonly ZipName[], byName: ByName): string | undefined {
  // Web archive collection (WACZ 1.1.1); a broken one lacks either.
  if (byName.has("datapackage.json") || names.some(({ name }) => /^archive\/.*\.warc(\.gz)?$/.test(name))) {
    return "application/wacz";
  }
  if (names.some(({ name }) => name === "Index/Document.iwa" || name === "index.apxl" || name === "Index.zip")) {
    return iworkType(names);
  }
  if (byName.has("androidmanifest.xml")) return "application/vnd.android.package-archive";
  if (byName.has("meta-inf/manifest.mf") && names.some(({ name }) => name.endsWith(".class"))) {
    return "application/java-archive";
  }
  if (names.length > 0 && names.every(({ name }) => /\.(kml|png|jpe?g)$/i.test(name)) && byName.has("doc.kml")) {
    return "application/vnd.google-earth.kmz";
  }
  return undefined;
}

function iworkType(names: readonly ZipName[]): string {
  if (names.some(({ name }) => name.startsWith("Index/Slide") || name === "index.apxl"))
    return "application/vnd.apple.keynote";
  if (names.some(({ name }) => name.startsWith("Index/Tables/") || name.startsWith("Index/CalculationEngine"))) {
    return "application/vnd.apple.numbers";
  }
  return "application/vnd.apple.pages";
}

function firstInflated(sample: Uint8Array): string {
  try {
    // 2 is Z_SYNC_FLUSH: the sample may end in the middle. A bomb's first kilobytes are small: 4 KiB packed are looked at.
    return gunzipSync(sample.subarray(0, 4_096), { finishFlush: 2, maxOutputLength: 8 * 2 ** 20 }).toString(
      "latin1",
      0,
      64,
    );
  } catch {
    return "";
  }
}
