/** What a rule answers with: lines to append, checked against their schema, not yet written. Only the vault writes them. */
import { err, ok, type Result } from "@amana/format";
import * as v from "valibot";
import { type Body, isKind, type Kind, kinds } from "./kinds/index.ts";

export interface Proposal {
  readonly k: Kind;
  readonly e: string;
  /** Digests (hex) of the versions of this record the writer saw. Absent: all that this device holds when it is written. */
  readonly p?: readonly string[];
  readonly x: Readonly<Record<string, unknown>>;
}

export interface BodyRefused {
  readonly type: "body-refused";
  readonly kind: string;
  /** Dotted path of the first field that does not fit; never its content. */
  readonly at: string;
}

export function propose<K extends Kind>(k: K, e: string, x: Body<K>, p?: readonly string[]): Proposal {
  return { k, e, x: x as Readonly<Record<string, unknown>>, ...(p && { p: [...p].sort() }) };
}

/** Checks a body against its kind's schema. Unknown kinds are a newer version's: they are kept, never written by us. */
export function checkBody(k: string, x: unknown): Result<Kind, BodyRefused> {
  if (!isKind(k)) return err({ type: "body-refused", kind: k, at: "k" });
  const outcome = v.safeParse(kinds[k].schema, x, { abortEarly: true });
  if (outcome.success) return ok(k);
  const at = outcome.issues[0].path?.map((item) => String(item.key)).join(".") ?? "";
  return err({ type: "body-refused", kind: k, at });
}
