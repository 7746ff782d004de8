/** Rows as the read side gives them: ids as record ids (`src_…`), lists as arrays, never a row number. */

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly folder?: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly type: string;
  readonly compartment: string;
  readonly parent?: string;
  readonly position?: number;
  readonly role?: string;
  readonly sameBytesAs?: string;
  readonly receivedAt: string;
  readonly title?: string;
  readonly date?: string;
  readonly languages: readonly string[];
  readonly labels: readonly string[];
  readonly from?: string;
  readonly to: readonly string[];
  readonly unread?: string;
  readonly unreadPartly?: boolean;
  readonly custodian?: string;
}

export interface LayerRow {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly tool: string;
  readonly version: string;
  readonly flags: readonly string[];
  readonly languages: readonly string[];
  readonly passages: number;
  readonly units: number;
}

/** A passage found, before its text is fetched. `source` is absent for the words of a record itself (a note, a claim). */
export interface PassageRow {
  readonly passage: number;
  readonly record: string;
  readonly source?: string;
  readonly ordinal: number;
  readonly place: string | null;
  readonly language?: string;
}

export interface PersonRow {
  readonly id: string;
  readonly label: string;
  readonly claims: number;
}

export function unlist(text: unknown): string[] {
  return typeof text === "string" && text.length > 2 ? text.slice(1, -1).split("|") : [];
}

/** Leaves out what is null, so that absence is absence. */
export function present<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)) as T;
}
