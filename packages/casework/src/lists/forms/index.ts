/** Exchange forms of other systems: which one the files are of, and what their rows come to. */
import { err, ok, type Result } from "@amana/format";
import type { Planned } from "../session.ts";
import type { ListSource } from "../tables.ts";
import { isBayanat, planBayanat } from "./bayanat.ts";
import type { FormOptions, FormRefused } from "./form.ts";
import { isFtm, planFtm } from "./ftm.ts";
import { isOpenEvSys, planOpenEvSys } from "./openevsys.ts";
import { isUwazi, planUwazi } from "./uwazi.ts";

export type { FormOptions, FormRefused } from "./form.ts";

interface Form {
  readonly is: (sources: readonly ListSource[]) => boolean;
  readonly plan: (options: FormOptions) => Result<Planned, FormRefused>;
}

export const forms: Readonly<Record<"openevsys" | "uwazi" | "bayanat" | "ftm", Form>> = {
  openevsys: { is: isOpenEvSys, plan: planOpenEvSys },
  uwazi: { is: isUwazi, plan: planUwazi },
  bayanat: { is: isBayanat, plan: planBayanat },
  ftm: { is: isFtm, plan: planFtm },
};

/** The form all files are of, by their headings; undefined where there is none. */
export function recogniseForm(sources: readonly ListSource[]): string | undefined {
  return Object.entries(forms).find(([, { is }]) => is(sources))?.[0];
}

export function planForm(name: string, options: FormOptions): Result<Planned, FormRefused> {
  const form = Object.entries(forms).find(([known]) => known === name)?.[1];
  if (form === undefined) return err({ type: "import-form-not-known" });
  if (!form.is(options.sources)) return err({ type: "import-form-not-this" });
  const planned = form.plan(options);
  return planned.ok ? ok(planned.value) : planned;
}
