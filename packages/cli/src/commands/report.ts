/** amana report person|group|incident|dossier: a document with a footnote for every statement, written once and never over another. */
import type { Document, Report, ReportOrder, ReportRefusal, ReportSubject, Sink } from "@amana/casework";
import type { Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { type ExitCode, exit, Stop } from "../exit.ts";
import { mustBeNew, writeNew } from "./new-file.ts";
import { recordState } from "./report-state.ts";

const forms = ["pdf", "docx", "html"] as const;
type Form = (typeof forms)[number];

export interface ReportFlags {
  readonly out: string;
  readonly form?: Form;
  readonly title?: string;
  readonly organisation?: string;
  readonly mark?: string;
  readonly chronology?: boolean;
  readonly codes?: boolean;
  readonly withConsents?: boolean;
  readonly to?: string;
  readonly purpose?: string;
  readonly onward?: "no" | "ask-first" | "yes";
}

/** `typed`: an id, or the query of a dossier. */
export async function reportOn(
  context: Context,
  what: ReportSubject["type"],
  typed: string,
  flags: ReportFlags,
): Promise<number> {
  const { output, shared } = context;
  const form = formOf(flags);
  const copy = copyFrom(flags);
  mustBeNew(flags.out, reportExists);
  const { reportOn: prepare } = await import("@amana/casework");
  return await context.withVault({}, async (vault) => {
    const order: ReportOrder = {
      subject: subjectFrom(vault, what, typed),
      language: output.language,
      date: vault.world.now().toISOString().slice(0, 10),
      ...(flags.title !== undefined && { title: flags.title }),
      ...(flags.organisation !== undefined && { organisation: flags.organisation }),
      ...(flags.mark !== undefined && { mark: flags.mark }),
      chronology: flags.chronology === true,
      codes: flags.codes === true,
      withConsents: flags.withConsents === true,
      ...(copy && { copy }),
      record: await recordState(vault),
    };
    let begun = 0;
    const prepared = prepare(vault.view, order, (done) => {
      begun = done;
    });
    if (!prepared.ok) return refuse(context, prepared.error);
    if (copy === undefined) output.note("report-internal");
    const report = prepared.value;
    const facts = { entries: report.entries, sources: report.sources, statements: report.statements };
    if (shared.dryRun === true) {
      output.result({ type: "would-report", ...facts }, () => []);
      return exit.done;
    }
    const pages = (done: number | undefined) =>
      output.progress(
        done === undefined
          ? output.text("report-progress", { entries: begun + 1, all: report.entries })
          : output.text("report-progress-pages", { entries: begun + 1, all: report.entries, pages: done }),
      );
    const written = await writeOut(context, flags.out, (sink) => render(form, report, sink, pages));
    output.progressDone();
    output.result({ type: "report", form, file: flags.out, ...facts, ...written }, () => [
      output.text("report-written", { ...facts, ...written }),
    ]);
    return exit.done;
  });
}

interface Written {
  readonly notes: number;
  readonly pages?: number;
}

async function render(
  form: Form,
  { document }: Report,
  sink: Sink,
  progress: (pages: number | undefined) => void,
): Promise<Written> {
  const { renderDocx, renderHtml, renderPdf } = await import("@amana/casework");
  if (form === "pdf") return must(await renderPdf(document, sink, { progress: ({ pages }) => progress(pages) }));
  const counted = counting(document, () => progress(undefined));
  if (form === "html") await renderHtml(counted.document, sink);
  else await sink.write(must(await renderDocx(counted.document)));
  return { notes: counted.notes() };
}

/** The same document, which tells as its parts are taken. */
function counting(document: Document, begun: () => void) {
  let notes = 0;
  async function* parts() {
    for await (const part of document.parts) {
      begun();
      // Blocks are taken once, by the writer: they are made here and counted on the way.
      const blocks = [...part.blocks];
      notes += JSON.stringify(blocks).split('"kind":"note"').length - 1;
      yield { ...part, blocks };
    }
  }
  return { document: { ...document, parts: parts() }, notes: () => notes };
}

const reportExists = () => new Stop(exit.failed, "report-exists");

async function writeOut(
  { interrupted }: Context,
  path: string,
  write: (sink: Sink) => Promise<Written>,
): Promise<Written & { readonly bytes: number }> {
  let bytes = 0;
  const written = await writeNew(
    path,
    (put) =>
      write({
        write(piece) {
          if (interrupted()) throw new Stop(exit.interrupted, "report-stopped");
          put(piece);
          bytes += piece.length;
        },
      }),
    reportExists,
  );
  return { ...written, bytes };
}

function formOf({ form, out }: ReportFlags): Form {
  const ending = out.slice(out.lastIndexOf(".") + 1).toLowerCase();
  const known = form ?? forms.find((each) => each === ending);
  if (known === undefined) throw new Stop(exit.usage, "report-form");
  return known;
}

function copyFrom({ to, purpose, onward }: ReportFlags): ReportOrder["copy"] {
  if (to === undefined && purpose === undefined && onward === undefined) return undefined;
  if (to === undefined || purpose === undefined) throw new Stop(exit.usage, "report-purpose");
  // As at the door of hand-over: a recipient's name must not be able to rewrite the page.
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(purpose) || to.trim() === "" || strange.test(to) || to.length > 1_000)
    throw new Stop(exit.usage, "report-recipient-malformed");
  return { recipient: to, purpose, onward: onward ?? "no" };
}
const strange = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

function subjectFrom({ view }: Vault, what: ReportSubject["type"], typed: string): ReportSubject {
  if (what === "dossier") return { type: "dossier", query: typed };
  const prefix = { person: "per", group: "grp", incident: "inc" } as const;
  return { type: what, id: must(view.resolve(typed, [prefix[what]])) };
}

function refuse({ output }: Context, refusal: ReportRefusal): ExitCode {
  if (refusal.type === "report-nothing") throw new Stop(exit.nothingFound, "report-nothing");
  if (refusal.type === "report-consents-internal") throw new Stop(exit.usage, "report-consents-internal");
  if (refusal.type !== "consent-missing")
    throw new Stop(exit.usage, "query-refused", { at: "at" in refusal ? refusal.at + 1 : 1, what: refusal.type });
  const { missing, concerned } = refusal;
  const people = missing.map(({ person, why }) => ({ person, why }));
  // An id and a reason: whoever reads over a shoulder learns no name.
  output.result({ type: "refused", why: "consent-missing", concerned, missing: people }, () =>
    people.map(({ person, why }) => `consent-missing  ${person}  ${why}`),
  );
  output.note("report-refused", { missing: missing.length, persons: concerned });
  return exit.policy;
}
