/** One answer of a verifier. Verifiers give every answer they can and never stop at the first problem (spec/package.md PK-21). */
export type CheckName =
  | "tar"
  | "bag"
  | "manifest"
  | "name"
  | "missing"
  | "extra"
  | "hash"
  | "line"
  | "proof"
  | "checkpoint"
  | "notebook"
  | "anchor"
  | "time"
  | "seal"
  | "source"
  | "items"
  | "facts"
  | "withheld"
  | "digest";

export type Check = {
  readonly check: CheckName;
  /** A path, a digest, `id@size` or a row: ids, never a person's words. */
  readonly subject: string;
  /** False only where something is wrong. */
  readonly ok: boolean;
  /** Set where nothing was found wrong because it could not be looked at; `detail` says why. */
  readonly notChecked?: true;
  readonly detail?: string;
};

export function good(check: CheckName, subject: string, detail?: string): Check {
  return detail === undefined ? { check, subject, ok: true } : { check, subject, ok: true, detail };
}

export function bad(check: CheckName, subject: string, detail: string): Check {
  return { check, subject, ok: false, detail };
}

export function notChecked(check: CheckName, subject: string, detail: string): Check {
  return { check, subject, ok: true, notChecked: true, detail };
}

/** Good, or bad with these words. */
export function judge(holds: boolean, check: CheckName, subject: string, wrong: string): Check {
  return holds ? good(check, subject) : bad(check, subject, wrong);
}

/** `ok | BAD | not-checked`, check, subject, words; tab-separated, characters outside ASCII escaped. */
export function formatCheck({ check, subject, ok, notChecked: skipped, detail }: Check): string {
  const word = !ok ? "BAD" : skipped ? "not-checked" : "ok";
  // A file name must not be able to write to the terminal.
  const safe = subject.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return [word, check, safe, ...(detail === undefined ? [] : [detail])].join("\t");
}
