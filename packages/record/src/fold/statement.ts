/** Records that are stated once and may be withdrawn: claims, acts, holds. History stays; standing or not is a fold. */
import type { Withdrawn } from "../kinds/dossier.ts";
import { heads, standing, type Version } from "./version.ts";

export interface StatementState<T> {
  readonly body: T;
  readonly version: Version;
  readonly withdrawn?: { readonly reason: string; readonly version: Version };
}

export function foldStatement<T>(
  versions: readonly Version[],
  made: string,
  unmade: string,
): StatementState<T> | undefined {
  const version = standing(
    versions.filter((each) => each.k === made),
    versions,
  )[0];
  if (version === undefined) return undefined;
  const withdrawal = heads(
    versions.filter((each) => each.k === unmade),
    versions,
  )[0];
  return {
    body: version.x as unknown as T,
    version,
    ...(withdrawal && {
      withdrawn: {
        reason: withdrawal.erased ? "" : (withdrawal.x as unknown as Withdrawn).reason,
        version: withdrawal,
      },
    }),
  };
}
