/** amana disclose plan|make: what would leave, who has not agreed, and the sealed package. */
import { type HandOverRefusal, handOver, type Order, type Plan, planHandOver, type Wish } from "@amana/handover";
import type { ConsentMissing } from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { type ExitCode, exit, Stop } from "../exit.ts";
import { name, size } from "../output.ts";

export interface DiscloseFlags {
  readonly to: string;
  readonly purpose: string;
  readonly onward: "no" | "ask-first" | "yes";
  readonly source?: readonly string[];
  readonly fact?: readonly string[];
  readonly person?: readonly string[];
  readonly all?: boolean;
}

export interface DiscloseMakeFlags extends DiscloseFlags {
  readonly key?: readonly string[];
  readonly out: string;
  readonly openCopy?: string;
}

export async function disclosePlan(context: Context, [flags]: [DiscloseFlags]): Promise<number> {
  return await context.withVault({}, (vault) => showPlan(context, vault, flags));
}

export async function discloseMake(context: Context, [flags]: [DiscloseMakeFlags]): Promise<number> {
  const { output, shared, interrupted } = context;
  if (shared.dryRun === true) return await disclosePlan(context, [flags]);
  return await context.withVault({ write: true }, async (vault) => {
    const handed = await handOver(vault, orderFrom(vault, flags), {
      keys: flags.key ?? [],
      out: flags.out,
      ...(flags.openCopy !== undefined && { openCopy: flags.openCopy }),
      isStopped: interrupted,
    });
    if (!handed.ok) {
      if (handed.error.type === "consent-missing") return refuse(context, handed.error.missing, handed.error.concerned);
      throw stopOf(handed.error);
    }
    const { id, packageId, digest, sources, facts, isClassic } = handed.value;
    if (isClassic) output.note("classic-recipient");
    output.result(
      {
        type: "handed-over",
        id,
        package_id: packageId,
        package_digest: digest,
        sources,
        facts,
        package: handed.value.package,
        sealed: handed.value.sealed,
        classic: isClassic,
      },
      () => [
        output.text("disclose-written", { sources, facts }),
        `  ${id}  ${packageId}`,
        `  package digest  ${digest}`,
        `  sealed sha256   ${handed.value.sealed.sha256}  ${size(handed.value.sealed.bytes)}`,
      ],
    );
    return exit.done;
  });
}

function showPlan(context: Context, vault: Vault, flags: DiscloseFlags): number {
  const { output } = context;
  const planned = planHandOver(vault.view, orderFrom(vault, flags));
  if (!planned.ok) throw stopOf(planned.error);
  const { items, facts, withheld, consent } = planned.value;
  const bytes = items.reduce((sum, { received }) => sum + received.file.bytes, 0);
  output.result(
    {
      type: "would-hand-over",
      purpose: flags.purpose,
      recipient: flags.to,
      onward: flags.onward,
      sources: items.map(({ item, source, received }) => ({ item, id: source, bytes: received.file.bytes })),
      facts: facts.map(({ fact, id }) => ({ fact, id })),
      bytes,
      withheld,
      conditions: Object.fromEntries(consent.conditions),
      concerned: consent.concerned,
      missing: consent.missing.map(({ person, why }) => ({ person, why })),
    },
    () => planLines(planned.value, bytes),
  );
  if (consent.missing.length === 0) return exit.done;
  output.note("disclose-refused", { missing: consent.missing.length, persons: consent.concerned.length });
  return exit.policy;
}

function planLines({ items, facts, withheld, consent }: Plan, bytes: number): readonly string[] {
  return [
    `sources  ${items.length}  ${size(bytes)}`,
    ...items.map(
      ({ item, source, received }) => `  ${item}  ${source}  ${size(received.file.bytes)}  ${name(received.file.name)}`,
    ),
    `facts  ${facts.length}`,
    ...facts.map(({ fact, id, citations }) => `  ${fact}  ${id}  ${citations.length}`),
    ...withheld.map(({ what, count, reason }) => `withheld  ${count}  ${what}: ${reason}`),
    ...[...consent.conditions].map(([condition, numbers]) => `condition  ${condition}  ${numbers.length}`),
    ...consent.missing.map(missingLine),
  ];
}

/** An id and a reason: whoever reads over a shoulder learns no name. */
function missingLine({ person, why }: ConsentMissing): string {
  return `consent-missing  ${person}  ${why}`;
}

function refuse({ output }: Context, missing: readonly ConsentMissing[], concerned: number): ExitCode {
  const people = missing.map(({ person, why }) => ({ person, why }));
  output.result({ type: "refused", why: "consent-missing", concerned, missing: people }, () =>
    missing.map(missingLine),
  );
  output.note("disclose-refused", { missing: missing.length, persons: concerned });
  return exit.policy;
}

function orderFrom({ view }: Vault, { to, purpose, onward, source, fact, person, all }: DiscloseFlags): Order {
  const wish: Wish = {
    sources: (source ?? []).map((id) => must(view.resolve(id, ["src"]))),
    facts: (fact ?? []).map((id) => must(view.resolve(id, ["clm", "act", "lnk"]))),
    persons: (person ?? []).map((id) => must(view.resolve(id, ["per"]))),
    all: all === true,
  };
  return { purpose, recipient: to, onward, wish };
}

/** Sentence and exit code of each refusal but the missing consent, which has a list. */
function stopOf(refusal: Exclude<HandOverRefusal, { readonly type: "consent-missing" }>): Stop {
  switch (refusal.type) {
    case "nothing-chosen":
      return new Stop(exit.usage, "disclose-nothing");
    case "id-not-known":
      return new Stop(exit.usage, "id-not-known", { id: refusal.id });
    case "out-exists":
      return new Stop(exit.failed, "disclose-exists");
    case "interrupted":
      return new Stop(exit.interrupted, "interrupted");
    case "no-recipient":
    case "recipient-not-supported":
      return new Stop(exit.usage, "recipient-malformed");
    case "notebook-forked":
    case "package-too-large":
      return new Stop(exit.failed, refusal.type);
    default:
      return new Stop(exit.usage, refusal.type);
  }
}
