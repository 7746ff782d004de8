/** For tests: a small dossier of invented people, and doors to add to it. */
import { type Body, type Proposal, propose } from "@amana/record";
import type { Vault } from "@amana/vault";
import { newId } from "../../../vault/src/vault.testkit.ts";

export const nobody = { type: "not-stated" } as const;

export function cites(source: string, page = 1): Body<"claim.made">["citations"] {
  return [
    { source, sha256: "a".repeat(64), place: { type: "page", page }, quote: "invented words", checked: "by-eye" },
  ];
}

/** A source of which nothing is read. */
export function sourceNamed(
  name: string,
  sha = newId("src").slice(4, 8),
): { readonly id: string; readonly proposal: Proposal } {
  const id = newId("src");
  const sha256 = Buffer.from(sha).toString("hex").padEnd(64, "0").slice(0, 64);
  return {
    id,
    proposal: propose("source.received", id, {
      file: { name, bytes: 10, sha256, type: "text/plain" },
      obtained: { not_stated: ["how"], stated_in: "command" },
    }),
  };
}

export function keep(vault: Vault, proposals: readonly Proposal[]): void {
  vault.append(proposals);
  vault.project();
}

type Loose<T> = { readonly [K in keyof T]?: T[K] };

export function claim(
  about: string,
  property: string,
  text: string,
  source: string,
  more: Loose<Body<"claim.made">> = {},
): Proposal {
  return propose("claim.made", newId("clm"), {
    about,
    property,
    value: { type: "text", text },
    said_by: nobody,
    certainty: "not-assessed",
    citations: cites(source),
    ...more,
  });
}

export function act(source: string, more: Loose<Body<"act.alleged">> = {}): Proposal {
  return propose("act.alleged", newId("act"), {
    type: { said: "killing", code: "killing" },
    victims: [],
    perpetrators: [],
    said_by: nobody,
    certainty: "not-assessed",
    citations: cites(source),
    ...more,
  });
}

export function link(
  from: string,
  relation: string,
  to: string,
  source: string,
  more: Loose<Body<"link.stated">> = {},
): Proposal {
  return propose("link.stated", newId("lnk"), {
    from,
    relation,
    to,
    said_by: nobody,
    certainty: "not-assessed",
    citations: cites(source),
    ...more,
  });
}
