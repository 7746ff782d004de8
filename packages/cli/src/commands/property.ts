/** amana property define|withdraw: an organisation's own properties, as data. */
import { readFileSync } from "node:fs";
import { defineProperty, propertiesOf } from "@amana/casework";
import type { PropertyDefined } from "@amana/record";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { refusalStop } from "./stating.ts";

export interface PropertyFlags {
  readonly of: readonly string[];
  readonly value: PropertyDefined["value"];
  readonly en: string;
  readonly ar: string;
  readonly ckb: string;
  readonly identity?: boolean;
  readonly terms?: string;
}

const types: Readonly<Record<string, PropertyDefined["of"][number]>> = {
  person: "per",
  group: "grp",
  incident: "inc",
  place: "plc",
  source: "src",
};

export async function propertyDefine(context: Context, [code, flags]: [string, PropertyFlags]): Promise<number> {
  const { output, shared } = context;
  const of = flags.of.map((typed) => types[typed] ?? types[typed.replace(/s$/, "")]);
  if (of.some((each) => each === undefined)) throw new Stop(exit.usage, "property-of-what");
  const terms = flags.terms === undefined ? undefined : termsFrom(flags.terms);
  return await context.withVault({ write: true }, (vault) => {
    const order: PropertyDefined = {
      code,
      of: of.filter((each) => each !== undefined),
      value: flags.value,
      label: { en: flags.en, ar: flags.ar, ckb: flags.ckb },
      identity: flags.identity === true,
      ...(terms && { terms }),
    };
    const proposal = defineProperty(order, propertiesOf(vault.view), (bytes) => vault.world.random(bytes));
    if (!proposal.ok) throw refusalStop(proposal.error);
    if (shared.dryRun === true) return exit.done;
    vault.append([proposal.value]);
    vault.project();
    output.result({ type: "property-defined", id: proposal.value.e, code }, () => [
      output.text("property-kept", { code, id: proposal.value.e }),
    ]);
    return exit.done;
  });
}

/** A file of one term a line: code, English, Arabic, Sorani, apart by tabs. */
function termsFrom(file: string): NonNullable<PropertyDefined["terms"]> {
  return readFileSync(file, "utf8")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line, at) => {
      const [code = "", en = "", ar = "", ckb = ""] = line.split("\t").map((cell) => cell.trim());
      if (!/^[a-z][a-z0-9-]{0,63}$/.test(code) || en === "" || ar === "" || ckb === "")
        throw new Stop(exit.usage, "terms-line-malformed", { line: at + 1 });
      return { code, label: { en, ar, ckb } };
    });
}
