/**
 * The only door by which anything leaves: plan, consent, package, sealed file, and the line that says it was handed over.
 * Where one person concerned has not agreed, nothing is written. spec/package.md.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { err, jcs, newRecordId, ok, type Result, sha256, toHex, utf8 } from "@amana/format";
import {
  headFor,
  parseRecipient,
  type Recipient,
  type RecipientRefusal,
  recipientText,
  type SealRefusal,
} from "@amana/format/seal";
import { propose } from "@amana/record";
import { blobOf, type Vault, type VaultView } from "@amana/vault";
import { type Bag, bagOf, type Label, packageId } from "./bag.ts";
import { type Consented, judgeConsent } from "./consent.ts";
import type { Entry } from "./entry.ts";
import { nativeEntry } from "./natives.ts";
import { type ConsentRefused, judgeOrder, type Order, type OrderRefusal } from "./order.ts";
import { type OutDisk, type OutFile, openOut, outDisk } from "./out.ts";
import { breathe, Interrupted, type Packed, pack } from "./pack.ts";
import { prove } from "./proofs.ts";
import { type Selection, type Standing, select, standingOf } from "./selection.ts";
import { sheets } from "./sheets.ts";
import { LARGEST_TIME } from "./tar.ts";
import { layersOf, textEntry } from "./texts.ts";

export interface Plan extends Selection {
  readonly consent: Consented;
}

/** What would go, what would stay, and who has not agreed. Reads only. */
export function planHandOver(view: VaultView, order: Order): Result<Plan, OrderRefusal> {
  const refused = judgeOrder(order);
  if (refused !== undefined) return err(refused);
  const selection = select(view, order.wish);
  if (!selection.ok) return selection;
  return ok({ ...selection.value, consent: judgeConsent(view, selection.value, order) });
}

export interface Delivery {
  /** age recipients of one kind, `age1pq1…` or `age1…`. */
  readonly keys: readonly string[];
  /** The sealed file to write; must not exist. */
  readonly out: string;
  /** Also the tar in clear, to look at before it goes; must not exist. */
  readonly openCopy?: string;
  readonly isStopped?: () => boolean;
  readonly disk?: OutDisk;
}

export interface HandedOver extends Packed {
  /** Record of the hand-over. */
  readonly id: string;
  readonly packageId: string;
  /** For the covering letter. */
  readonly digest: string;
  readonly sources: number;
  readonly facts: number;
  /** Sealed to keys that a quantum computer could open later. */
  readonly isClassic: boolean;
}

export type HandOverRefusal =
  | OrderRefusal
  | ConsentRefused
  | RecipientRefusal
  | SealRefusal
  | { readonly type: "too-many-recipients"; readonly most: number }
  | { readonly type: "out-exists" }
  | { readonly type: "notebook-forked" }
  | { readonly type: "interrupted" };

/** `recipient_key` of the line holds 1,000 characters. */
const MOST_RECIPIENTS = 12;

/**
 * Writes the sealed package and, once it is in place, the line that says so. On any refusal or fault nothing is left of
 * it. The vault must be open for writing. Throws VaultFault or OutFault (with the system's code) for what a disk did.
 */
export async function handOver(
  vault: Vault,
  order: Order,
  delivery: Delivery,
): Promise<Result<HandedOver, HandOverRefusal>> {
  const recipients = recipientsOf(delivery.keys);
  if (!recipients.ok) return recipients;
  const outs = [delivery.out, ...(delivery.openCopy === undefined ? [] : [delivery.openCopy])].map((path) =>
    resolve(path),
  );
  if (outs.some((path, n) => existsSync(path) || outs.indexOf(path) !== n)) return err({ type: "out-exists" });
  vault.project();
  const planned = planHandOver(vault.view, order);
  if (!planned.ok) return planned;
  const { missing, concerned } = planned.value.consent;
  if (missing.length > 0) return err({ type: "consent-missing", missing, concerned: concerned.length });

  const isStopped = delivery.isStopped ?? (() => false);
  const build = await buildPackage(vault, order, planned.value, isStopped);
  if (!build.ok) return build;
  const built = build.value;
  const head = headFor(recipients.value);
  if (!head.ok) return head;

  const disk = delivery.disk ?? outDisk;
  const files: OutFile[] = [];
  let done: HandedOver;
  try {
    for (const path of outs) files.push(openOut(disk, path));
    const [sealed, open] = files;
    if (sealed === undefined) throw new TypeError("there is a file to write");
    const packed = await pack(built.bag, built.label, { head: head.value, sealed, open, isStopped });
    for (const file of files.toReversed()) file.settle();
    const id = record(vault, order, planned.value, built, packed, recipients.value);
    for (const file of files) file.keep();
    done = {
      ...packed,
      id,
      packageId: built.label.id,
      digest: built.bag.digest,
      sources: planned.value.items.length,
      facts: planned.value.facts.length,
      isClassic: recipients.value.some(({ type }) => type === "x25519"),
    };
  } catch (fault) {
    for (const file of files) file.discard();
    if (fault instanceof Interrupted) return err({ type: "interrupted" });
    throw fault;
  }
  // From here on the package is handed over, whatever becomes of the index: it catches up with the record by itself.
  vault.project();
  return ok(done);
}

function recipientsOf(keys: readonly string[]): Result<readonly Recipient[], HandOverRefusal> {
  const recipients: Recipient[] = [];
  for (const key of keys) {
    const parsed = parseRecipient(key.trim());
    if (!parsed.ok) return parsed;
    recipients.push(parsed.value);
  }
  if (recipients.length === 0) return err({ type: "no-recipient" });
  if (recipients.length > MOST_RECIPIENTS) return err({ type: "too-many-recipients", most: MOST_RECIPIENTS });
  if (new Set(recipients.map(({ type }) => type)).size > 1) return err({ type: "recipients-mixed" });
  return ok(recipients);
}

interface Built {
  readonly bag: Bag;
  readonly label: Label;
  /** Digests of every line that travels. */
  readonly lines: readonly string[];
}

/** The whole package before sealing; the same bytes for the same record and order, whatever was written since (PK-20). */
export async function buildPackage(
  vault: Vault,
  order: Order,
  plan: Plan,
  isStopped: () => boolean = () => false,
): Promise<Result<Built, { readonly type: "notebook-forked" | "interrupted" }>> {
  const { view } = vault;
  const lines = new Map<string, Standing>();
  const send = (line: Standing) => lines.set(line.digest, line);
  const chosen = new Set(plan.items.map(({ source }) => source));
  const payload: Entry[] = [];
  for (const [n, item] of plan.items.entries()) {
    if (n % 64 === 63) await breathe();
    if (isStopped()) return err({ type: "interrupted" });
    send(item.line);
    for (const version of view.state("src", item.source)?.custody ?? [])
      if (version.k === "custody.changed" && version.erased === undefined) send(standingOf(view, version));
    const layers = layersOf(vault, item);
    // A layer's line names its source and holds its key: it goes only with that source, though the words may go with a copy.
    for (const layer of layers) if (chosen.has(layer.source)) send(standingOf(view, layer.state.version));
    const words = textEntry(vault, item, layers);
    payload.push(nativeEntry(vault, item), ...(words === undefined ? [] : [words]));
  }
  for (const { line } of [...plan.facts, ...plan.named]) send(line);

  const proof = await prove(view, [...lines.values()]);
  if (!proof.ok) return proof;
  const proven = proof.value;
  payload.push(...proven.entries, ...sheets(order, plan, plan.consent, (line) => lineAt(view, line)));
  const date = dateOf(proven.latest);
  const identity = [order.purpose, order.recipient, order.onward, ...proven.digests];
  const label = { id: packageId(date.slice(0, 4), identity), date, organisation: `Amana vault ${vault.id}` };
  return ok({ bag: bagOf(payload, label), label, lines: proven.digests });
}

function lineAt(view: VaultView, { notebook, branch, position }: Standing): string {
  const text = view.notebookReader(notebook, branch)?.line(position);
  if (text === undefined) throw new TypeError("a line that stands has its text");
  return text;
}

/** Day of the latest line in the package by its writer's clock; a clock far off is brought to what a tar can hold. */
function dateOf(latest: string): string {
  const last = (LARGEST_TIME - 86_399) * 1000;
  const time = Math.min(Math.max(Date.parse(latest), 0), last);
  return new Date(time).toISOString().slice(0, 10);
}

/** The line that says what was handed over to whom; the list of it is sealed, so that a later withdrawal finds every copy. */
function record(
  vault: Vault,
  order: Order,
  plan: Plan,
  built: Built,
  packed: Packed,
  recipients: readonly Recipient[],
): string {
  const contents = jcs({
    package: built.label.id,
    package_digest: built.bag.digest,
    records: [...plan.items.map(({ source }) => source), ...[...plan.facts, ...plan.named].map(({ id }) => id)].sort(),
    lines: [...built.lines],
  });
  const id = newRecordId("hand", vault.world.random(12));
  vault.append([
    propose("disclosure.handed_over", id, {
      purpose: order.purpose,
      recipient: order.recipient,
      // A hybrid key has 1,959 characters: its fingerprint says which it was.
      recipient_key: recipients.map((key) => `${key.type}:${toHex(sha256(utf8(recipientText(key))))}`).join(" "),
      onward: order.onward,
      sources: plan.items.length,
      facts: plan.facts.length,
      package: packed.package,
      sealed: packed.sealed,
      contents: blobOf(vault.blobs.putBytes(utf8(contents))),
      withheld: plan.withheld.reduce((sum, { count }) => sum + count, 0),
    }),
  ]);
  return id;
}
