/**
 * The one door to Typst. Loaded when first asked for: it is native code that is not there on every machine. It gets the
 * constant template, one JSON string, and the typefaces named here; it is told of no file and no network.
 */
import { err, ok, type Result } from "@amana/format";
import type { PressRefusal } from "../document.ts";
import type { Lowered, Node } from "./lower.ts";
import { PLACES, template } from "./template.ts";

/** What is set in one go. */
export interface Sheet {
  readonly kind: "cover" | "outline" | "body";
  readonly lang: string;
  readonly rtl: boolean;
  readonly title: readonly Node[];
  readonly mark: readonly Node[] | null;
  /** Number of the first page; of the last footnote before it. */
  readonly first: number;
  readonly notes: number;
  /** Numbering pattern of Typst. */
  readonly digits: "1" | "١";
  /** Page numbers of the front, from the first on; absent in the body. */
  readonly labels: readonly string[] | null;
  readonly blocks?: readonly Lowered[];
  readonly subtitle?: readonly Node[] | null;
  readonly heading?: readonly Node[] | null;
  readonly rows?: readonly unknown[];
}

/**
 * Where a piece begins ("p"), a footnote ends ("n"), the mark of a note beneath its part stands ("r") or that note begins ("b"):
 * page from 1 in this sheet, height from its top in points.
 */
export interface Place {
  readonly kind: PlaceKind;
  readonly number: number;
  readonly page: number;
  readonly y: number;
}

export interface SetSheet {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly places: readonly Place[];
}

export interface Typesetter {
  set(sheet: Sheet): SetSheet;
}

/** The typesetter failed on a sheet. Carries no cause, since Typst's messages quote the text they fail on. */
export class TypesettingFault extends Error {
  readonly code = "typesetting-failed";
  constructor(first: number) {
    super(`the typesetter failed on the sheet that begins at page ${first}`);
    this.name = "TypesettingFault";
  }
}

/** Each face by its package, and its file beside the package's own description. */
const faces: readonly (readonly [() => string, readonly string[]])[] = [
  [
    () => import.meta.resolve("@expo-google-fonts/libertinus-serif/package.json"),
    [
      "400Regular/LibertinusSerif_400Regular",
      "400Regular_Italic/LibertinusSerif_400Regular_Italic",
      "700Bold/LibertinusSerif_700Bold",
      "700Bold_Italic/LibertinusSerif_700Bold_Italic",
    ],
  ],
  [
    () => import.meta.resolve("@expo-google-fonts/libertinus-mono/package.json"),
    ["400Regular/LibertinusMono_400Regular"],
  ],
  [
    () => import.meta.resolve("@expo-google-fonts/amiri/package.json"),
    [
      "400Regular/Amiri_400Regular",
      "400Regular_Italic/Amiri_400Regular_Italic",
      "700Bold/Amiri_700Bold",
      "700Bold_Italic/Amiri_700Bold_Italic",
    ],
  ],
];

/** Refuses when Typst or a face is not installed; never falls back on what a machine happens to have. */
export async function openTypesetter(): Promise<Result<Typesetter, PressRefusal>> {
  const typst = await import("@myriaddreamin/typst-ts-node-compiler").catch(() => undefined);
  const fontPaths = facePaths();
  if (typst === undefined || fontPaths === undefined) return err({ type: "typesetter-missing" });
  // A face given by path goes before one of the same name that the system has.
  const compiler = typst.NodeCompiler.create({ workspace: "/press", fontArgs: [{ fontPaths }] });
  return ok({
    set(sheet) {
      try {
        const compiled = compiler.compile({ mainFileContent: template, inputs: { unit: JSON.stringify(sheet) } });
        const set = compiled.result;
        if (set === null) throw new TypesettingFault(sheet.first);
        const [places] = compiler.query(set, { selector: `<${PLACES}>`, field: "value" }) as [readonly PlaceRow[]];
        const pdf = compiler.pdf(set, { pdfStandard: "a-2b", pdfTags: false, creationTimestamp: 0 });
        const pages = set.numOfPages;
        // What Typst remembers of a sheet is of no use for the next and would fill the memory.
        compiler.evictCache(0);
        return {
          pdf,
          pages,
          places: places.map(([kind, number, page, y]) => ({ kind, number, page, y })),
        };
      } catch {
        throw new TypesettingFault(sheet.first);
      }
    },
  });
}

type PlaceKind = "p" | "n" | "r" | "b";
type PlaceRow = readonly [PlaceKind, number, number, number];

function facePaths(): string[] | undefined {
  try {
    return faces.flatMap(([described, files]) =>
      files.map((file) => {
        const path = decodeURIComponent(new URL(`${file}.ttf`, described()).pathname);
        return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
      }),
    );
  } catch {
    return undefined;
  }
}
