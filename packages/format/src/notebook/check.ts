/**
 * A whole notebook, written out, against its signed checkpoint: spec/notebook.md NB-7, NB-8, NB-11. Goes on to the end and lists everything
 * it finds; an empty list means that these are, to the byte and in this order, the lines the device signed.
 */
import { equalBytes } from "../bytes.ts";
import { sha256 } from "../crypto.ts";
import { type SignedCheckpointRefusal, type VerifiedCheckpoint, verifyCheckpoint } from "../note/signed-checkpoint.ts";
import { formatVkey, originOf, type Verifier } from "../note/vkey.ts";
import { Frontier } from "../tree/frontier.ts";
import { parseRow, type RowRefusal } from "./erasure.ts";
import { NOTEBOOK_OPENED, type OpenedNotebook, type OpenedRefusal, readOpened } from "./opened.ts";

export type NotebookFinding =
  | { readonly type: "row-refused"; readonly at: number; readonly refusal: RowRefusal }
  | { readonly type: "line-0-not-shown"; readonly rule: "NB-3" }
  | { readonly type: "line-0-refused"; readonly refusal: OpenedRefusal }
  | { readonly type: "opened-again"; readonly rule: "NB-7"; readonly at: number }
  | { readonly type: "checkpoint-refused"; readonly refusal: SignedCheckpointRefusal }
  | { readonly type: "size-differs"; readonly rule: "NB-8"; readonly rows: number; readonly signed: number }
  | { readonly type: "root-differs"; readonly rule: "NB-8" };

export interface CheckedNotebook {
  readonly title?: OpenedNotebook;
  readonly checkpoint?: VerifiedCheckpoint;
  /** Rows that are lines, and rows that are digests only (erased or withheld). */
  readonly lines: number;
  readonly hidden: number;
  readonly findings: readonly NotebookFinding[];
}

/** `rows` without line feeds, in order. `expected`: the id under which the notebook was received. */
export function checkNotebook(rows: Iterable<string>, checkpoint: string, expected?: string): CheckedNotebook {
  const findings: NotebookFinding[] = [];
  const frontier = new Frontier();
  let title: OpenedNotebook | undefined;
  let hidden = 0;
  for (const text of rows) {
    const at = frontier.size;
    const row = parseRow(text);
    // Even a row that is refused was signed for, or was not: only its bytes can tell.
    frontier.append(row.ok ? row.value.digest : sha256(text));
    if (!row.ok) findings.push({ type: "row-refused", at, refusal: row.error });
    else if (row.value.type === "digest") {
      hidden++;
      if (at === 0) findings.push({ type: "line-0-not-shown", rule: "NB-3" });
    } else if (at === 0) {
      const opened = readOpened(row.value.line, expected);
      if (opened.ok) title = opened.value;
      else findings.push({ type: "line-0-refused", refusal: opened.error });
    } else if (row.value.line.k === NOTEBOOK_OPENED) findings.push({ type: "opened-again", rule: "NB-7", at });
  }
  const counts = { lines: frontier.size - hidden, hidden };
  if (title === undefined) return { ...counts, findings };
  const signed = verifyCheckpoint(checkpoint, formatVkey(originOf(title.id), notebookKey(title)));
  if (!signed.ok) {
    findings.push({ type: "checkpoint-refused", refusal: signed.error });
    return { title, ...counts, findings };
  }
  const { size, root } = signed.value;
  if (size !== frontier.size) findings.push({ type: "size-differs", rule: "NB-8", rows: frontier.size, signed: size });
  else if (!equalBytes(root, frontier.root())) findings.push({ type: "root-differs", rule: "NB-8" });
  return { title, checkpoint: signed.value, ...counts, findings };
}

function notebookKey(title: OpenedNotebook): Pick<Verifier, "algorithm" | "publicKey"> {
  return { algorithm: "ed25519", publicKey: title.notebook };
}
