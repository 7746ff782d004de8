/** Verbs that read the dossier: lists of records, time lines, commands, counts, what falls. */
import type { Command } from "commander";
import type { Verb } from "../verbs.ts";

export function registerReading(_program: Command, _verb: Verb): void {}
