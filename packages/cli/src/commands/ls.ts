/** amana ls: lists of what there is, one line or one JSON object each. */
import {
  actShown,
  countRecords,
  every,
  incidentFile,
  linkShown,
  propertiesOf,
  type QueryRefusal,
} from "@amana/casework";
import type { Result } from "@amana/format";
import type { Property } from "@amana/record";
import type { SourceRow, Subject, VaultView } from "@amana/vault";
import type { Context } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name, size } from "../output.ts";
import { actLine, asJson, linkLine, type Reader } from "./dossier-text.ts";
import { factLine } from "./fact-text.ts";
import { asTyped, queryStop } from "./query-line.ts";

/** Lists that are what they are, and those of records that a query narrows. */
const whole = ["sources", "problems", "facts", "consents", "links", "lists", "properties"] as const;
const records = { persons: "person", groups: "group", incidents: "incident", acts: "act", places: "place" } as const;
type Whole = (typeof whole)[number];
type Records = keyof typeof records;
export const lists = [...whole, ...(Object.keys(records) as Records[])] as const;

export interface LsFlags {
  readonly limit?: number;
  readonly offset?: number;
  readonly count?: boolean;
  readonly failEmpty?: boolean;
}

export async function ls(
  context: Context,
  [what, words, flags]: [string | undefined, string[], LsFlags],
): Promise<number> {
  const { output } = context;
  const list = (what ?? "sources") as Whole | Records;
  if (!lists.includes(list)) throw new Stop(exit.usage, "usage-did-you-mean");
  const isRecords = Object.hasOwn(records, list);
  if (!isRecords && words.length > 0) throw new Stop(exit.usage, "usage-did-you-mean");
  return await context.withVault({}, (vault) => {
    const reader: Reader = { view: vault.view, language: output.language };
    const line = asTyped(words);
    let shown = 0;
    if (flags.count === true) {
      if (isRecords) shown = must(countRecords(vault.view, records[list as Records], line));
      else for (const _ of entries[list as Whole](vault.view, reader)) shown += 1;
      output.result({ type: "count", count: shown }, () => [String(shown)]);
    } else {
      const found = isRecords
        ? recordEntries(reader, list as Records, line)
        : entries[list as Whole](vault.view, reader);
      let pass = flags.offset ?? 0;
      for (const { object, line: text } of found) {
        if (pass > 0) {
          pass -= 1;
          continue;
        }
        if (flags.limit !== undefined && shown === flags.limit) {
          output.note("reading-more", { offset: (flags.offset ?? 0) + shown });
          break;
        }
        output.item(object, () => text);
        shown += 1;
      }
      if (shown === 0) output.note("nothing-found");
    }
    return shown === 0 && flags.failEmpty === true ? exit.nothingFound : exit.done;
  });
}

function must<T>(found: Result<T, QueryRefusal>): T {
  if (!found.ok) throw queryStop(found.error);
  return found.value;
}

function* recordEntries(reader: Reader, list: Records, line: string): Iterable<Entry> {
  for (const id of must(every(reader.view, records[list] satisfies Subject, line))) yield recordEntry[list](reader, id);
}

const recordEntry: { readonly [L in Records]: (reader: Reader, id: string) => Entry } = {
  persons({ view }, id) {
    const label = view.state("per", id)?.body.label ?? "";
    const standing = view.statementsOn(id).filter(({ withdrawn }) => !withdrawn);
    const claims = standing.filter((each) => !each.id.startsWith("lnk_")).length;
    return {
      object: { type: "person", id, label, claims },
      line: `${id}  ${name(label)}  ${claims} facts`,
    };
  },
  groups({ view }, id) {
    const body = view.state("grp", id)?.body;
    const facts = view.statementsOn(id).filter(({ withdrawn }) => !withdrawn).length;
    return {
      object: { type: "group", id, ...body, facts },
      line: `${id}  ${name(body?.label ?? "")}${body?.kind === undefined ? "" : `  ${body.kind}`}  ${facts} facts`,
    };
  },
  incidents({ view }, id) {
    const file = incidentFile(view, id);
    const days = (file?.acts ?? []).flatMap(({ body }) => body.when?.from ?? []);
    return {
      object: { type: "incident", id, label: file?.label ?? null, acts: file?.acts.length ?? 0, from: days[0] ?? null },
      line: `${id}  ${name(file?.label ?? "")}  ${file?.acts.length ?? 0} acts${days[0] === undefined ? "" : `  ${days[0]}`}`,
    };
  },
  acts(reader, id) {
    const act = actShown(reader.view, id);
    return act === undefined
      ? { object: { type: "act", id }, line: id }
      : {
          object: {
            type: "act",
            id,
            fact: act.body,
            withdrawn: act.withdrawn?.reason ?? null,
            single_source: act.singleSource,
          },
          line: actLine(reader, act),
        };
  },
  places({ view }, id) {
    const body = view.state("plc", id)?.body;
    return {
      object: { type: "place", id, ...body },
      line: `${id}  ${name(body?.label ?? "")}${body?.gazetteer === undefined ? "" : `  ${body.gazetteer}`}${body?.precision === undefined ? "" : `  ${body.precision}`}`,
    };
  },
};

type Entry = { readonly object: Readonly<Record<string, unknown>>; readonly line: string };

const entries: { readonly [L in Whole]: (view: VaultView, reader: Reader) => Iterable<Entry> } = {
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
  *links(view, reader) {
    for (const { id, withdrawn } of view.links()) {
      const link = withdrawn ? undefined : linkShown(view, id);
      if (link !== undefined)
        yield { object: { type: "link", id, fact: asJson(link.body) }, line: linkLine(reader, link) };
    }
  },
  *lists(view) {
    for (const list of view.importedLists())
      yield {
        object: { type: "list", ...list, rows: view.state("lst", list.id)?.body.rows ?? null },
        line: `${list.id}  ${name(list.name)}  ${list.source}  ${list.t.slice(0, 10)}`,
      };
  },
  *properties(view, { language }) {
    for (const property of propertiesOf(view).values())
      yield {
        object: { type: "property", ...(property satisfies Property) },
        line: `${property.code}  ${property.label[language]}  ${property.value}  ${property.of.join(", ")}`,
      };
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
