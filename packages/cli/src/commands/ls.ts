/** amana ls: lists of what there is, one line or one JSON object each. */
import type { SourceRow, VaultView } from "@amana/vault";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name, size } from "../output.ts";
import { factLine } from "./fact-text.ts";

export const lists = ["sources", "problems", "persons", "facts", "consents"] as const;
type List = (typeof lists)[number];

export async function ls(
  context: Context,
  [what, options]: [string | undefined, { readonly failEmpty?: boolean }],
): Promise<number> {
  const { output } = context;
  const list = (what ?? "sources") as List;
  if (!lists.includes(list)) throw new Stop(exit.usage, "usage-did-you-mean");
  return await context.withVault({}, (vault) => {
    let shown = 0;
    for (const { object, line } of entries[list](vault.view)) {
      output.item(object, () => line);
      shown += 1;
    }
    if (shown === 0) output.note("nothing-found");
    return shown === 0 && options.failEmpty === true ? exit.nothingFound : exit.done;
  });
}

type Entry = { readonly object: Readonly<Record<string, unknown>>; readonly line: string };

const entries: { readonly [L in List]: (view: VaultView) => Iterable<Entry> } = {
  *sources(view) {
    for (const source of view.sources())
      yield {
        object: sourceObject(source),
        line: `${source.id}  ${source.parent === undefined ? "" : "  "}${name(source.title ?? source.name)}  ${source.type}  ${size(source.bytes)}${source.date ? `  ${source.date.slice(0, 10)}` : ""}`,
      };
  },
  *problems(view) {
    for (const source of view.sources({ unreadOnly: true }))
      yield {
        object: {
          type: "problem",
          source: source.id,
          code: source.unread,
          partly: source.unreadPartly,
          name: source.name,
          media_type: source.type,
        },
        line: `${source.id}  ${source.unread}${source.unreadPartly ? " (partly read)" : ""}  ${name(source.name)}  → ${nextStep(source.unread ?? "")}`,
      };
  },
  *persons(view) {
    for (const person of view.persons())
      yield {
        object: { type: "person", ...person },
        line: `${person.id}  ${name(person.label)}  ${person.claims} facts`,
      };
  },
  *facts(view) {
    for (const statement of view.statements())
      yield {
        object: { type: statement.kind, id: statement.id, withdrawn: statement.withdrawn, t: statement.t },
        line: factLine(view, statement.id, statement.withdrawn),
      };
  },
  *consents(view) {
    for (const id of view.consents()) {
      const state = view.state("con", id);
      if (state !== undefined)
        yield {
          object: { type: "consent", id, state: state.type, ...state.body },
          line: `${id}  ${state.person}  ${state.type}`,
        };
    }
  },
};

/** A source as machines read it: names of the record, not of our code. */
export function sourceObject(source: SourceRow): Readonly<Record<string, unknown>> {
  const {
    id,
    name: fileName,
    folder,
    bytes,
    sha256,
    type,
    compartment,
    parent,
    position,
    role,
    sameBytesAs,
    receivedAt,
    title,
    date,
    languages,
    labels,
    from,
    to,
    unread,
    unreadPartly,
    custodian,
  } = source;
  return {
    type: "source",
    id,
    name: fileName,
    folder,
    media_type: type,
    bytes,
    sha256,
    title,
    date,
    from,
    to,
    languages,
    labels,
    parent,
    position,
    role,
    same_bytes_as: sameBytesAs,
    received_at: receivedAt,
    custodian,
    compartment,
    unread,
    unread_partly: unreadPartly,
  };
}

/** What to do about a file that could not be read. */
export function nextStep(code: string): string {
  const steps: Readonly<Record<string, string>> = {
    locked: "ask for its password and take in an unlocked copy; the original stays",
    damaged: "ask for another copy; this one is kept as it is",
    "unknown-type": "kept as it is; open it with the program that made it and print it to PDF",
    "not-supported": "open it with the program that made it and take in a PDF as well",
    "too-large": "split it or take in the parts you need",
    "too-deep": "take in the inner archive by itself",
    "expands-too-far": "likely made to do harm; unpack it on a machine without evidence",
    "took-too-long": "take it in again alone, or a PDF of it",
    "took-too-much-memory": "take it in again alone, or a PDF of it",
    "parser-crashed": "take in a PDF of it as well",
    empty: "nothing is in it; ask whether that is all",
    "no-text": "look at it; describe it yourself with amana fact add",
    "tool-missing": "amana doctor names the missing program",
  };
  return steps[code] ?? "kept as it is";
}
