/**
 * The C2PA reader's report in plain words: verdict, signer, time, programme, actions, ingredients. Codes are those of C2PA 2.1
 * §15.2. The report holds the file's own text: everything is bounded and nothing of its shape is believed.
 */

/** Undefined when the report holds no verdict. */
export function verdictWords(report: string): Readonly<Record<string, string>> | undefined {
  const store = parsed(report);
  const verdict = verdictOf(store);
  if (verdict === undefined) return undefined;
  const active = at(store, "manifests", words(at(store, "active_manifest")) ?? "");
  const found: Readonly<Record<string, string | undefined>> = {
    c2pa: verdict,
    c2pa_signer: signer(active),
    c2pa_claim_generator: generator(active),
    c2pa_signed_at: signedAt(store, active),
    c2pa_actions: actions(active),
    c2pa_ingredients: ingredients(active),
  };
  const entries = Object.entries(found).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(entries) as Record<string, string>;
}

const untrusted = "signingCredential.untrusted";

function verdictOf(store: unknown): string | undefined {
  switch (at(store, "validation_state")) {
    case "Trusted":
      return "valid";
    case "Valid":
      return "valid, signer not on a trust list";
    case "Invalid": {
      const codes = codesOf(at(store, "validation_status")).filter((code) => code !== untrusted);
      return `invalid: ${listed(codes, ", ") ?? "no reason given"}`;
    }
    default:
      return undefined;
  }
}

/** Common name and organisation as the certificate has them; true of no one unless the signer is on a trust list. */
function signer(manifest: unknown): string | undefined {
  const info = at(manifest, "signature_info");
  const names = [words(at(info, "common_name")), words(at(info, "issuer"))].filter((name) => name !== undefined);
  return listed([...new Set(names)], ", ");
}

/** The programme that made the claim, as it names itself; the library that signed it is no news. */
function generator(manifest: unknown): string | undefined {
  const named = list(at(manifest, "claim_generator_info")).map((info) =>
    join(words(at(info, "name")), words(at(info, "version"))),
  );
  return listed(named, ", ") ?? words(at(manifest, "claim_generator"));
}

/** Only a timestamp's time, never the signer's own clock; the reader gives none when the timestamp does not fit. */
function signedAt(store: unknown, manifest: unknown): string | undefined {
  const time = words(at(manifest, "signature_info", "time"));
  if (time === undefined) return undefined;
  const trusted = codesOf(at(store, "validation_results", "activeManifest", "success")).includes("timeStamp.trusted");
  return trusted ? time : `${time}, timestamp authority not on a trust list`;
}

/** What was done to it, as stated by the manifest: action, when, with what, and the kind of source. */
function actions(manifest: unknown): string | undefined {
  const stated = list(at(manifest, "assertions"))
    .filter((assertion) => /^c2pa\.actions/.test(words(at(assertion, "label")) ?? ""))
    .flatMap((assertion) => list(at(assertion, "data", "actions")));
  return listed(stated.map(action), "; ");
}

function action(stated: unknown): string | undefined {
  const agent = at(stated, "softwareAgent");
  // A term of the IPTC's list, written as its address.
  const source = words(at(stated, "digitalSourceType"))?.split("/").at(-1);
  const about = [words(at(stated, "when")), words(agent) ?? words(at(agent, "name")), source].filter(
    (part) => part !== undefined && part !== "",
  );
  const name = words(at(stated, "action"));
  return name === undefined || about.length === 0 ? name : `${name} (${about.join(", ")})`;
}

/** What it was made from. A failure recorded when an ingredient was added does not make the whole invalid, so it is said here. */
function ingredients(manifest: unknown): string | undefined {
  const stated = list(at(manifest, "ingredients")).map((ingredient) => {
    const failed = [
      ...codesOf(at(ingredient, "validation_status")),
      ...codesOf(at(ingredient, "validation_results", "activeManifest", "failure")),
    ].filter((code) => code !== untrusted);
    const name = join(words(at(ingredient, "relationship")), words(at(ingredient, "title")));
    return failed.length === 0 ? name : `${name ?? "ingredient"}, recorded as failing: ${listed(failed, ", ")}`;
  });
  return listed(stated, "; ");
}

function codesOf(statuses: unknown): readonly string[] {
  const codes = list(statuses).map((status) => words(at(status, "code")));
  return [...new Set(codes.filter((code) => code !== undefined && /^[\w.-]{1,80}$/.test(code)))] as string[];
}

const longestPart = 300;
const mostParts = 20;
const longestEntry = 2_000;

/** At most 20 parts, the number of the others said; undefined for none. */
function listed(parts: readonly (string | undefined)[], mark: string): string | undefined {
  const given = parts.filter((part) => part !== undefined && part !== "");
  if (given.length === 0) return undefined;
  const rest = given.length > mostParts ? `${mark}and ${given.length - mostParts} more` : "";
  return (
    given
      .slice(0, mostParts)
      .join(mark)
      .slice(0, longestEntry - 100) + rest
  );
}

function join(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(" ");
}

/** Text on one line, without the controls and direction marks that make a list say something else than it holds. */
function words(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const plain = value
    .slice(0, longestPart)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
  return plain.trim() === "" ? undefined : plain.trim();
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name];
  }
  return found;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
