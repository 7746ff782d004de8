/** amana consent give|withdraw|show: what a person agreed to, in whose hands, for what. */
import { newRecordId } from "@amana/format";
import { closesAll, isNarrower, propose } from "@amana/record";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name } from "../output.ts";
import { personText } from "./fact-text.ts";

export interface ConsentGiveFlags {
  readonly purpose: readonly string[];
  readonly to: readonly string[];
  readonly onward: "no" | "ask-first" | "yes";
  readonly condition?: readonly string[];
  readonly toldIn?: string;
  readonly how: string;
  readonly on?: string;
}

export async function consentGive(context: Context, [typed, flags]: [string, ConsentGiveFlags]): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const person = must(vault.view.resolve(typed));
    if (!person.startsWith("per_")) throw new Stop(exit.usage, "not-a-person", { id: person });
    const closed = vault.view.consents(person).find((record) => {
      const state = vault.view.state("con", record);
      return state !== undefined && closesAll(state);
    });
    const id = closed ?? newRecordId("con", vault.world.random(12));
    const proposal = propose("consent.given", id, {
      person,
      purposes: [...flags.purpose],
      recipients: [...flags.to],
      onward: flags.onward,
      conditions: [...(flags.condition ?? [])],
      how: flags.how,
      ...(flags.toldIn !== undefined && { told_in: flags.toldIn }),
      ...(flags.on !== undefined && { given_on: flags.on }),
    });
    if (shared.dryRun === true) return exit.done;
    vault.append([proposal]);
    vault.project();
    output.result({ type: "consent", id, person }, () => [output.text("consent-kept", { id })]);
    return exit.done;
  });
}

/** Less than before. What would be more in any respect is a new consent, to be asked for. */
export async function consentNarrow(
  context: Context,
  [typed, flags]: [string, Omit<ConsentGiveFlags, "toldIn" | "on">],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["per", "con"]));
    const records = id.startsWith("con_") ? [id] : vault.view.consents(id);
    const open = records.flatMap((record) => {
      const state = vault.view.state("con", record);
      return state?.type === "given" ? [{ record, person: state.person, body: state.body }] : [];
    });
    if (open.length === 0) throw new Stop(exit.usage, records.length === 0 ? "consent-none" : "already-withdrawn");
    const left = {
      purposes: [...flags.purpose],
      recipients: [...flags.to],
      onward: flags.onward,
      conditions: [...(flags.condition ?? [])],
    };
    const narrower = open.filter(({ body }) => isNarrower(left, body));
    // Each yes that is wider than what is left gives way to it; one that covers none of it is not made wider by that.
    if (narrower.length < open.length) throw new Stop(exit.usage, "consent-not-narrower");
    const proposals = narrower.map(({ record, person }) =>
      propose("consent.narrowed", record, { person, ...left, how: flags.how }),
    );
    if (shared.dryRun === true) return exit.done;
    vault.append(proposals);
    vault.project();
    output.result({ type: "consent-narrowed", consents: narrower.map(({ record }) => record) }, () => [
      output.text("consent-narrowed", { count: narrower.length }),
    ]);
    return exit.done;
  });
}

export async function consentWithdraw(
  context: Context,
  [typed, flags]: [string, { readonly reason?: string; readonly how?: string }],
): Promise<number> {
  const { output, shared } = context;
  return await context.withVault({ write: true }, (vault) => {
    const id = must(vault.view.resolve(typed, ["per", "con"]));
    const records = id.startsWith("con_") ? [id] : vault.view.consents(id);
    const open = records.filter((record) => vault.view.state("con", record)?.type === "given");
    if (open.length === 0) throw new Stop(exit.usage, records.length === 0 ? "consent-none" : "already-withdrawn");
    const proposals = open.map((record) =>
      propose("consent.withdrawn", record, {
        person: vault.view.state("con", record)?.person ?? id,
        ...(flags.reason !== undefined && { reason: flags.reason }),
        ...(flags.how !== undefined && { how: flags.how }),
      }),
    );
    if (shared.dryRun === true) return exit.done;
    vault.append(proposals);
    vault.project();
    output.result({ type: "consent-withdrawn", consents: open }, () => [
      output.text("consent-withdrawn", { count: open.length }),
    ]);
    return exit.done;
  });
}

export async function consentShow(context: Context, [typed]: [string | undefined]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const id = typed === undefined ? undefined : must(vault.view.resolve(typed, ["per", "con"]));
    const records = id === undefined ? vault.view.consents() : id.startsWith("con_") ? [id] : vault.view.consents(id);
    if (records.length === 0) output.note("nothing-found");
    for (const record of records) {
      const state = vault.view.state("con", record);
      if (state === undefined) continue;
      output.item({ type: "consent", id: record, state: state.type, ...state.body }, () => {
        const { body } = state;
        const scope =
          "purposes" in body ? `  for ${body.purposes.join(", ")} · to ${body.recipients.map(name).join(", ")}` : "";
        const onward = "onward" in body ? ` · onward ${body.onward}` : "";
        return `${record}  ${personText(vault.view, state.person)}  ${state.type}${scope}${onward}  ${state.version.t.slice(0, 10)}`;
      });
    }
    return exit.done;
  });
}
