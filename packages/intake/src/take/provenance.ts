/**
 * How a source came to us: words from the command's flags, from a side file, from the family. A side file is
 * `provenance.json` (for its folder and all below it) or `NAME.provenance.json` (for one file): an object of texts under
 * how, from, by, when, where, circumstances, custodian. Nearer words win; what nobody said is listed, never invented.
 */
import { readFileSync, statSync } from "node:fs";
import { type Obtained, type ProvenanceField, provenanceFields } from "@amana/record";

export type Said = { readonly [F in ProvenanceField]?: string };

export type SideFileProblem = { readonly path: Buffer; readonly why: "not-json" | "not-texts" | "too-large" };

const separator = Buffer.from("/");

export class Provenance {
  readonly #flags: Said;
  readonly #folders = new Map<string, Said>();
  readonly problems: SideFileProblem[] = [];

  constructor(flags: Said) {
    this.#flags = flags;
  }

  /** `root` is the path named on the command: side files above it are nobody's business. */
  of(path: Buffer, root: Buffer): Obtained {
    const beside = this.#read(Buffer.concat([path, Buffer.from(".provenance.json")]));
    const folder = path.equals(root) ? {} : this.#folder(parentOf(path), root);
    const side = { ...folder, ...beside };
    return obtainedFrom(
      { ...this.#flags, ...side },
      Object.keys(side).length > 0 ? "side-file" : Object.keys(this.#flags).length > 0 ? "command" : "nowhere",
    );
  }

  #folder(dir: Buffer, root: Buffer): Said {
    const key = dir.toString("latin1");
    const known = this.#folders.get(key);
    if (known !== undefined) return known;
    const above = dir.length <= root.length ? {} : this.#folder(parentOf(dir), root);
    const said = { ...above, ...this.#read(Buffer.concat([dir, separator, Buffer.from("provenance.json")])) };
    this.#folders.set(key, said);
    return said;
  }

  #read(path: Buffer): Said {
    let text: string;
    try {
      if (statSync(path).size > 65_536) {
        this.problems.push({ path, why: "too-large" });
        return {};
      }
      text = readFileSync(path, "utf8");
    } catch {
      return {};
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      this.problems.push({ path, why: "not-json" });
      return {};
    }
    const said = typeof parsed === "object" && parsed !== null ? parsed : {};
    const fitting = Object.entries(said).filter(
      ([field, value]) =>
        (provenanceFields as readonly string[]).includes(field) &&
        typeof value === "string" &&
        value !== "" &&
        value.length <= 8_000,
    );
    if (fitting.length !== Object.keys(said).length || fitting.length === 0)
      this.problems.push({ path, why: "not-texts" });
    return Object.fromEntries(fitting) as Said;
  }
}

export function obtainedFrom(said: Said, stated_in: Obtained["stated_in"]): Obtained {
  return { ...said, not_stated: provenanceFields.filter((field) => said[field] === undefined), stated_in };
}

function parentOf(path: Buffer): Buffer {
  return path.subarray(0, Math.max(0, path.lastIndexOf(0x2f)));
}
