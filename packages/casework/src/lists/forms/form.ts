/** What every exchange form is given, and why one may not be read. */
import type { Property } from "@amana/record";
import type { ColumnRefused } from "../compile.ts";
import type { MappingRefused } from "../read-mapping.ts";
import type { ListSource } from "../tables.ts";

export type FormRefused =
  | { readonly type: "import-form-not-known" }
  | { readonly type: "import-form-not-this" }
  | ColumnRefused
  | MappingRefused;

export interface FormOptions {
  readonly sources: readonly ListSource[];
  readonly properties: ReadonlyMap<string, Property>;
  /** Name of the list; the form's own when nobody gives one. */
  readonly list?: string;
}
