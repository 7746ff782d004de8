/** What other rooms may see of a vault: questions, never a table. */
import { err, ok, type Result } from "@amana/format";
import type { Blob, RecordType, State, Version } from "@amana/record";
import { refOf } from "../blob-ref.ts";
import type { BlobProblem } from "../blobs/ref.ts";
import type { BlobStore } from "../blobs/store.ts";
import type { Db } from "../db/connection.ts";
import * as counts from "./counts.ts";
import * as dossier from "./dossier.ts";
import * as log from "./log.ts";
import * as passages from "./passages.ts";
import * as records from "./records.ts";
import * as resting from "./resting.ts";
import type { Condition, Page, Selection, Subject } from "./select/condition.ts";
import * as selecting from "./select/index.ts";
import * as sources from "./sources.ts";
import * as tables from "./tables.ts";
import * as tallying from "./tally.ts";
import { PassageTexts } from "./text.ts";
import * as timelines from "./timeline.ts";

export class VaultView {
  readonly #db: Db;
  readonly #blobs: BlobStore;

  constructor(db: Db, blobs: BlobStore) {
    this.#db = db;
    this.#blobs = blobs;
  }

  resolve(typed: string, types?: readonly RecordType[]): Result<string, records.IdRefusal> {
    return records.resolveId(this.#db, typed, types);
  }
  versions(e: string): Version[] {
    return records.versionsById(this.#db, e);
  }
  state<T extends RecordType>(type: T, e: string): State<T> | undefined {
    return records.stateOf(this.#db, type, e);
  }

  idsOf(type: RecordType): string[] {
    return records.idsOf(this.#db, type);
  }

  source(id: string) {
    return sources.sourceById(this.#db, id);
  }
  sources(filter?: sources.SourceFilter) {
    return sources.sources(this.#db, filter);
  }
  layersOf(source: string) {
    return sources.layersOf(this.#db, source);
  }

  persons() {
    return dossier.persons(this.#db);
  }
  statements() {
    return dossier.statements(this.#db);
  }
  statementsAbout(e: string) {
    return dossier.statementsAbout(this.#db, e);
  }
  statementsCiting(source: string) {
    return dossier.statementsCiting(this.#db, source);
  }
  placesBy(by: "name" | "gazetteer" | "geonames", value: string): string[] {
    return dossier.placesBy(this.#db, by, value);
  }
  statementsFrom(source: string): string[] {
    return dossier.statementsFrom(this.#db, source);
  }
  labels(type: "per" | "grp" | "inc" | "plc") {
    return dossier.labels(this.#db, type);
  }
  claimsOf(property: string) {
    return dossier.claimsOf(this.#db, property);
  }
  isAlleged(id: string): boolean {
    return dossier.standsAs(this.#db, id, "perpetrator");
  }
  isWronged(id: string): boolean {
    return dossier.standsAs(this.#db, id, "victim");
  }
  consents(person?: string): string[] {
    return dossier.consentRecords(this.#db, person);
  }

  /** Records of the dossier by what is asked of them: one page. */
  select(subject: Subject, conditions: readonly Condition[], page: Page): Selection {
    return selecting.select(this.#db, subject, conditions, page);
  }
  /** …all of them, one by one. */
  selectEvery(subject: Subject, conditions: readonly Condition[]): IterableIterator<string> {
    return selecting.every(this.#db, subject, conditions);
  }
  countSelected(subject: Subject, conditions: readonly Condition[]): number {
    return selecting.count(this.#db, subject, conditions);
  }
  saidAs(axis: "type" | "place", key: string) {
    return tallying.saidAs(this.#db, axis, key);
  }
  tally(subject: Subject, conditions: readonly Condition[], axes: readonly tallying.Axis[]): tallying.Tally {
    return tallying.tally(this.#db, subject, conditions, axes);
  }
  basis(subject: Subject, conditions: readonly Condition[]): tallying.Basis {
    return tallying.basis(this.#db, subject, conditions);
  }
  timeline(conditions: readonly Condition[], properties: timelines.DatedProperties, page: Page): timelines.Timeline {
    return timelines.timeline(this.#db, conditions, properties, page);
  }
  /** Sources with all within them and all of the same bytes. */
  sourcesWith(sources: readonly string[]): readonly string[] {
    return resting.sourcesWith(this.#db, sources);
  }
  /** Standing statements that cite these sources or what is within them. */
  restingOn(sources: readonly string[]): IterableIterator<resting.Resting> {
    return resting.restingOn(this.#db, sources);
  }
  subjectsOf(statement: string): readonly string[] {
    return resting.subjectsOf(this.#db, statement);
  }
  claimsUnder(about: string, property: string): readonly string[] {
    return resting.claimsUnder(this.#db, about, property);
  }
  groups() {
    return tables.groups(this.#db);
  }
  places() {
    return tables.places(this.#db);
  }
  incidents() {
    return tables.incidents(this.#db);
  }
  importedLists() {
    return tables.importedLists(this.#db);
  }
  links() {
    return tables.links(this.#db);
  }
  statementsOn(e: string): readonly tables.StatementOn[] {
    return tables.statementsOn(this.#db, e);
  }
  linksAt(e: string, relations: readonly string[]): readonly string[] {
    return tables.linksAt(this.#db, e, relations);
  }
  statementsSaidBy(e: string): readonly string[] {
    return tables.statementsSaidBy(this.#db, e);
  }
  identitiesOf(person: string): readonly tables.IdentityRow[] {
    return tables.identitiesOf(this.#db, person);
  }
  /** Persons whose label or one of whose names holds the words of an FTS5 expression, at most so many. */
  personsNamed(match: string, limit: number): readonly tables.Named[] {
    return tables.personsNamed(this.#db, match, limit);
  }

  match(
    match: string | undefined,
    filters: readonly passages.PassageFilter[],
    limit: number,
    offset?: number,
    exclude?: string,
  ) {
    return passages.matchPassages(this.#db, match, filters, limit, offset, exclude);
  }
  passagesOf(record: string) {
    return passages.passagesOf(this.#db, record);
  }
  texts(): PassageTexts {
    return new PassageTexts(this.#db, this.#blobs);
  }
  vocabulary() {
    return passages.vocabularyOf(this.#db);
  }

  notebooks() {
    return log.notebooks(this.#db);
  }
  notebookReader(name: string, branch = 0) {
    return log.notebookReader(this.#db, name, branch);
  }
  rootAt(name: string, size: number) {
    return log.rootAt(this.#db, name, size);
  }
  wasErased(digest: string): boolean {
    return log.wasErased(this.#db, digest);
  }
  /** SQLite's own check of every page and index; each page read is authenticated by the cipher. Empty when all is well. */
  databaseFaults(): string[] {
    return counts.databaseFaults(this.#db);
  }
  /** Pages that hold nothing: zeroed when freed, not read by any check. */
  freePages(): number {
    return Number(this.#db.pragma("freelist_count", { simple: true }));
  }
  proofFor(e: string) {
    return log.linesOf(this.#db, e);
  }
  history(options?: log.HistoryOptions) {
    return log.history(this.#db, options);
  }
  anchors() {
    return log.anchors(this.#db);
  }
  counts() {
    return counts.counts(this.#db);
  }
  setting(name: string): string | undefined {
    return counts.setting(this.#db, name);
  }
  /** Every blob that a line still names. */
  namedBlobs(): IterableIterator<{ readonly record: string; readonly blob: Blob }> {
    return log.namedBlobs(this.#db);
  }

  /** Bytes of a source from `offset`, wherever they are kept: its blob, its parent's bytes, or the first one received. */
  readSource(
    id: string,
    offset: number,
    length: number,
  ): Result<Uint8Array, BlobProblem | { readonly type: "source-not-known" }> {
    const where = this.locate(id);
    if (!where.ok) return where;
    const { blob, offset: start, bytes } = where.value;
    return this.#blobs.readRange(refOf(blob), start + offset, Math.max(0, Math.min(length, bytes - offset)));
  }

  /** Which blob holds a source, and where in it. */
  locate(
    id: string,
  ): Result<
    { readonly blob: Blob; readonly offset: number; readonly bytes: number },
    { readonly type: "source-not-known" }
  > {
    let shift = 0;
    let bytes: number | undefined;
    // A message within a mailbox within an archive member: a handful of steps at most, and never a circle.
    for (let at = id, steps = 0; steps < 32; steps++) {
      const received = this.state("src", at)?.received;
      if (received === undefined) break;
      bytes ??= received.file.bytes;
      if (received.blob !== undefined) return ok({ blob: received.blob, offset: shift, bytes });
      if (received.same_bytes_as !== undefined) at = received.same_bytes_as;
      else if (received.within !== undefined && received.family !== undefined) {
        shift += received.within.offset;
        at = received.family.parent;
      } else break;
    }
    return err({ type: "source-not-known" });
  }
}
