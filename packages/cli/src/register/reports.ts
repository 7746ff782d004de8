/** Verbs for reports. */
import type { Command } from "commander";
import type { Verb } from "../verbs.ts";

export function registerReports(_program: Command, _verb: Verb): void {}
