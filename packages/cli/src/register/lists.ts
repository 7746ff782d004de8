/** Verbs for lists in and lists out. */
import type { Command } from "commander";
import type { Verb } from "../verbs.ts";

export function registerLists(_program: Command, _verb: Verb): void {}
