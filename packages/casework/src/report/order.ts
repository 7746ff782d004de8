/** What is asked of a report, and every reason for which none is written. Ids only: no name stands in a refusal. */
import type { ConsentMissing, Purpose } from "@amana/record";
import type { Language } from "../press/document.ts";
import type { QueryRefusal } from "../search/query.ts";

export type Subject =
  | { readonly type: "person" | "group" | "incident"; readonly id: string }
  /** Everything that answers to a query line; an empty one means all. */
  | { readonly type: "dossier"; readonly query: string };

export interface ReportOrder {
  readonly subject: Subject;
  readonly language: Language;
  readonly title?: string;
  readonly organisation?: string;
  /** Printed on every page beside whose copy it is. */
  readonly mark?: string;
  /** `2026-11-23`; no clock is asked here. */
  readonly date: string;
  readonly chronology?: boolean;
  /** Victims and witnesses by code instead of by name. */
  readonly codes?: boolean;
  /** Internal copies only. */
  readonly withConsents?: boolean;
  /** A copy meant for somebody: everyone concerned must have agreed. Without it the copy is internal and says so. */
  readonly copy?: Purpose;
  readonly record: RecordState;
}

/** The record at the time of the report, so that a stranger can tie one to the other. */
export interface RecordState {
  readonly vault: string;
  readonly notebooks: readonly HeadShown[];
  readonly seal?: HeadShown;
  readonly stamp?: { readonly time: string; readonly authority: string; readonly size: number };
}

export interface HeadShown {
  readonly notebook: string;
  readonly size: number;
  /** As its checkpoint has it, base64 of the RFC 6962 root; the padding may be left out. */
  readonly root: string;
}

export type ReportRefusal =
  | QueryRefusal
  | { readonly type: "report-nothing" }
  | { readonly type: "report-consents-internal" }
  | {
      readonly type: "consent-missing";
      readonly missing: readonly ConsentMissing[];
      /** How many persons the report concerns, those who agreed included. */
      readonly concerned: number;
    };
