/** A person's file as plain data: what is said of them, what was done to them, what they are alleged to have done. */
import type { ConsentState } from "@amana/record";
import type { IdentityRow, VaultView } from "@amana/vault";
import { propertiesOf } from "../facts/properties.ts";
import { singleValued } from "./single-valued.ts";
import {
  type ActShown,
  actShown,
  byDate,
  type LinkShown,
  linkShown,
  type PropertyShown,
  propertiesShown,
  type ShownOptions,
  type Who,
  whoIs,
} from "./statement.ts";

/** An act and the part the person is alleged to have had in it. */
export interface AllegedPart {
  readonly act: ActShown;
  readonly parts: readonly { readonly degree?: string; readonly as?: string }[];
}

export interface PersonFile extends Who {
  readonly withdrawn?: { readonly reason: string; readonly t: string };
  readonly properties: readonly PropertyShown[];
  readonly asVictim: readonly ActShown[];
  /** Alleged, always. */
  readonly asPerpetrator: readonly AllegedPart[];
  readonly links: readonly LinkShown[];
  /** Statements this person makes, about whomever. */
  readonly says: readonly string[];
  readonly identities: readonly (Omit<IdentityRow, "other"> & { readonly other: Who })[];
  readonly consents: readonly { readonly id: string; readonly state: ConsentState["type"] }[];
  /** Acts and links that were taken back. */
  readonly takenBack: { readonly acts: readonly ActShown[]; readonly links: readonly LinkShown[] };
}

/** Undefined for what is no person of this record. */
export function personFile(view: VaultView, id: string, options: ShownOptions = {}): PersonFile | undefined {
  const state = view.state("per", id);
  if (state === undefined) return undefined;
  const parts = statementsOf(view, id, options);
  const standing = parts.acts.filter(({ withdrawn }) => withdrawn === undefined);
  return {
    id,
    label: state.body.label,
    ...(state.withdrawn && { withdrawn: { reason: state.withdrawn.reason, t: state.withdrawn.version.t } }),
    properties: parts.properties,
    asVictim: standing.filter(({ victims }) => victims.some((each) => each.type === "known" && each.who.id === id)),
    asPerpetrator: allegedParts(standing, id),
    links: parts.links.filter(({ withdrawn }) => withdrawn === undefined),
    says: view.statementsSaidBy(id),
    identities: view.identitiesOf(id).map(({ other, ...identity }) => ({ ...identity, other: whoIs(view, other) })),
    consents: view.consents(id).flatMap((record) => {
      const consent = view.state("con", record);
      return consent === undefined ? [] : [{ id: record, state: consent.type }];
    }),
    takenBack: {
      acts: parts.acts.filter(({ withdrawn }) => withdrawn !== undefined),
      links: parts.links.filter(({ withdrawn }) => withdrawn !== undefined),
    },
  };
}

/** Acts in which this person or group is named among the alleged perpetrators. */
export function allegedParts(acts: readonly ActShown[], id: string): AllegedPart[] {
  return acts.flatMap((act) => {
    const parts = act.perpetrators
      .filter(({ who }) => who.type === "known" && who.who.id === id)
      .map(({ degree, as }) => ({ ...(degree !== undefined && { degree }), ...(as !== undefined && { as }) }));
    return parts.length === 0 ? [] : [{ act, parts }];
  });
}

/** Everything stated about a record: claims by property, acts by date, links as stated; withdrawn ones among them. */
export function statementsOf(
  view: VaultView,
  id: string,
  options: ShownOptions = {},
): {
  readonly properties: readonly PropertyShown[];
  readonly acts: readonly ActShown[];
  readonly links: readonly LinkShown[];
} {
  const ids = view.statementsOn(id).map((statement) => statement.id);
  const catalogue = propertiesOf(view);
  const of = (prefix: string) => ids.filter((each) => each.startsWith(prefix));
  return {
    properties: propertiesShown(view, of("clm_"), catalogue, singleValued(catalogue), options),
    acts: of("act_")
      .flatMap((act) => actShown(view, act, options) ?? [])
      .sort(byDate),
    links: of("lnk_").flatMap((link) => linkShown(view, link, options) ?? []),
  };
}
