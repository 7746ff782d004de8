/** amana show ID: everything about one record, with its words, its facts and its history. */
import type { Place } from "@amana/record";
import type { Vault } from "@amana/vault";
import { type Context, must } from "../context.ts";
import { exit, Stop } from "../exit.ts";
import { name, size } from "../output.ts";
import { factLine, factLines, placeText } from "./fact-text.ts";
import { files, type Shown } from "./files-text.ts";
import { sourceObject } from "./ls.ts";

export interface ShowFlags {
  readonly text?: boolean;
  readonly page?: number;
  readonly history?: boolean;
}

export async function show(context: Context, [typed, flags]: [string, ShowFlags]): Promise<number> {
  const { output } = context;
  return await context.withVault({}, (vault) => {
    const id = must(vault.view.resolve(typed));
    const type = id.slice(0, id.indexOf("_"));
    // What is erased still has its lines' fingerprints to show.
    const special = Object.hasOwn(shows, type)
      ? shows[type as keyof typeof shows](vault, id, flags, output.language)
      : files[type]?.({ view: vault.view, language: output.language, history: flags.history === true }, id);
    const shown = special ?? anything(vault, id);
    if (shown === undefined) throw new Stop(exit.usage, "id-not-known", { id });
    output.result(shown.object, () => shown.lines);
    return exit.done;
  });
}

const shows = {
  src(vault: Vault, id: string, flags: ShowFlags): Shown | undefined {
    const { view } = vault;
    const source = view.source(id);
    const state = view.state("src", id);
    if (source === undefined || state === undefined) return undefined;
    const layers = view.layersOf(source.sameBytesAs ?? id);
    const members = [...view.sources({ parent: id })];
    const facts = view.statementsCiting(id);
    const texts = view.texts();
    const passages = layers
      .filter((layer) => layer.kind !== "preview")
      .flatMap((layer) =>
        view.passagesOf(layer.id).map((row) => {
          const place = row.place === null ? ({ type: "whole" } as Place) : (JSON.parse(row.place) as Place);
          return {
            layer: layer.id,
            kind: layer.kind,
            ordinal: row.ordinal,
            place,
            language: row.language,
            text: texts.of(row)?.text ?? null,
          };
        }),
      )
      .filter(({ place }) => flags.page === undefined || (place.type === "page" && place.page === flags.page));
    const { obtained } = state.received;
    const history = [...view.history({ record: id })].map(({ k, t, digest }) => ({ k, t, digest }));
    return {
      object: {
        ...sourceObject(source),
        obtained,
        meta: state.meta,
        unread: state.unread ?? null,
        conflicts: state.conflicts,
        layers,
        members: members.map((member) => member.id),
        facts,
        passages,
        history,
      },
      lines: [
        `${id}  ${name(source.title ?? source.name)}`,
        `  file       ${name(source.name)}${source.folder ? `  in ${name(source.folder)}` : ""}`,
        `  type       ${source.type}  ${size(source.bytes)}`,
        `  sha256     ${source.sha256}`,
        `  received   ${source.receivedAt} (this device's clock)`,
        ...Object.entries(obtained)
          .filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== "stated_in")
          .map(([field, words]) => `  ${field.padEnd(10)} ${name(words)}`),
        ...(obtained.not_stated.length > 0 ? [`  not stated ${obtained.not_stated.join(", ")}`] : []),
        ...(source.date ? [`  dated      ${source.date} (the file's own claim)`] : []),
        ...(source.from ? [`  from       ${name(source.from)}`] : []),
        ...(source.to.length > 0 ? [`  to         ${source.to.map(name).join(", ")}`] : []),
        ...(source.parent ? [`  part of    ${source.parent}, ${source.role} ${source.position}`] : []),
        ...(source.sameBytesAs ? [`  same bytes as ${source.sameBytesAs}`] : []),
        ...(state.unread ? [`  not read   ${state.unread.code}${state.unread.partly ? " (partly read)" : ""}`] : []),
        ...layers.map(
          (layer) =>
            `  layer      ${layer.id}  ${layer.kind} by ${layer.tool} ${layer.version}, ${layer.passages} passages${layer.flags.length > 0 ? `  [${layer.flags.join(", ")}]` : ""}`,
        ),
        ...members.map((member) => `  member     ${member.id}  ${name(member.name)}`),
        ...facts.map((fact) => `  fact       ${factLine(view, fact, false)}`),
        ...(flags.text === true || flags.page !== undefined
          ? passages.map(
              ({ place, text }) => `\n[${placeText(place)}]\n${name(text ?? "(erased)").replaceAll("\ufffd", "\n")}`,
            )
          : []),
      ],
    };
  },
  clm(vault: Vault, id: string, _flags: ShowFlags, language: "en" | "ar" | "ckb"): Shown | undefined {
    const state = vault.view.state("clm", id);
    if (state === undefined) return undefined;
    return {
      object: { type: "claim", id, fact: state.body, withdrawn: state.withdrawn?.reason ?? null },
      lines: factLines(vault.view, id, language),
    };
  },
} as const;

/** Any other record: its lines as they are. */
function anything(vault: Vault, id: string): Shown | undefined {
  const lines = vault.view.proofFor(id);
  if (lines.length === 0) return undefined;
  return {
    object: {
      type: "record",
      id,
      lines: lines.map((line) => ({
        ...line,
        text: line.text === undefined ? null : (JSON.parse(line.text) as unknown),
      })),
    },
    lines: lines.map((line) => `${line.digest.slice(0, 16)}…  ${line.text ?? "(erased)"}`),
  };
}
