/** Verbs that state the dossier: records opened, links, places, properties of one's own. */
import type { Command } from "commander";
import type { Verb } from "../verbs.ts";

export function registerDossier(_program: Command, _verb: Verb): void {}
