/** From what was received and read to lines of the record. Pure but for the sealing of what is too large for a line. */
import { newRecordId } from "@amana/format";
import { type Blob, type Described, type Obtained, type Proposal, propose, type Received } from "@amana/record";
import type { Metadata, Problem } from "../extract/contract.ts";
import { mainLanguages, type Reading, type ReadLayer } from "./reading.ts";

export interface Keeping {
  readonly random: (bytes: number) => Uint8Array;
  /** Seals bytes as a blob of their own. */
  readonly seal: (bytes: Uint8Array) => Promise<Blob>;
}

/**
 * A layer up to this many bytes, as JSON writes it, stands in its line; beyond it, in a blob of its own, which costs a key, a
 * file and a sync. With the longest settings (8,000 units, three bytes each) it stays under the 64 KiB of a line.
 */
const INLINE_BYTES = 38_000;

export function receivedProposal(id: string, received: Received): Proposal {
  return propose("source.received", id, received);
}

/** Everything read out of a source: description, layers, what could not be read. */
export async function readingProposals(source: string, reading: Reading, keeping: Keeping): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  const description = described(reading);
  if (description !== undefined) proposals.push(propose("source.described", source, description));
  for (const layer of reading.layers) {
    if (layer.lines.length === 0) continue;
    proposals.push(await layerProposal(source, layer, keeping));
  }
  if (reading.preview !== undefined) {
    const blob = await keeping.seal(reading.preview.bytes);
    proposals.push(
      propose("layer.made", newRecordId("lay", keeping.random(12)), {
        source,
        kind: "preview",
        tool: "amana-preview",
        version: "1",
        flags: [],
        languages: [],
        media_type: reading.preview.mediaType,
        passages: 0,
        units: 0,
        content: { type: "blob", blob },
      }),
    );
  }
  const problem = worst(reading.problems);
  if (problem !== undefined)
    proposals.push(
      propose("source.unread", source, {
        code: problem.code,
        ...(problem.detail !== undefined && { detail: problem.detail.slice(0, 1_000) }),
        partly: problem.partly === true || reading.layers.some((layer) => layer.lines.length > 0),
      }),
    );
  return proposals;
}

export async function layerProposal(source: string, layer: ReadLayer, keeping: Keeping): Promise<Proposal> {
  const { info } = layer;
  const text = `${layer.lines.join("\n")}\n`;
  const bytes = new TextEncoder().encode(text);
  return propose("layer.made", newRecordId("lay", keeping.random(12)), {
    source,
    kind: info.kind,
    tool: info.tool,
    version: info.version,
    ...(info.settings !== undefined && { settings: info.settings.slice(0, 8_000) }),
    flags: [...layer.flags] as never,
    languages: mainLanguages(layer.languages),
    media_type: "application/x-ndjson",
    passages: layer.lines.length,
    units: layer.units,
    content: fitsInLine(text, bytes)
      ? { type: "inline", lines: text }
      : { type: "blob", blob: await keeping.seal(bytes) },
  });
}

function fitsInLine(text: string, bytes: Uint8Array): boolean {
  return bytes.length <= INLINE_BYTES && Buffer.byteLength(JSON.stringify(text)) <= INLINE_BYTES;
}

/** A side of the family inherits the words of its parent, and says so. */
export function inherited(obtained: Obtained): Obtained {
  return { ...obtained, stated_in: "family" };
}

function described(reading: Reading): Described | undefined {
  const { metadata } = reading;
  const all = new Map<string, number>();
  for (const layer of reading.layers)
    for (const [language, units] of layer.languages) all.set(language, (all.get(language) ?? 0) + units);
  const languages = mainLanguages(all);
  const title = metadata.title ?? metadata.subject;
  const meta = metaFields(metadata);
  if (title === undefined && metadata.date === undefined && languages.length === 0 && Object.keys(meta).length === 0)
    return undefined;
  return {
    by: { type: "tool", tool: "amana-intake", version: "1" },
    ...(title !== undefined && title !== "" && { title: clip(title) }),
    ...(languages.length > 0 && { languages }),
    ...(metadata.date !== undefined && metadata.date !== "" && { date: metadata.date.slice(0, 1_000) }),
    ...(Object.keys(meta).length > 0 && { meta }),
  };
}

/** Metadata in the record's own manner: names in small letters, numbers as text (no floats in a line), at most 40 KiB. */
function metaFields(metadata: Metadata): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  const { other, ...own } = metadata;
  let room = 40_000;
  const put = (name: string, value: unknown) => {
    const key = fieldName(name);
    const shaped = Array.isArray(value)
      ? value.map((each) => clip(String(each))).filter((each) => each !== "")
      : clip(String(value));
    if (key === undefined || shaped.length === 0 || Object.hasOwn(fields, key)) return;
    room -= Buffer.byteLength(JSON.stringify(shaped));
    if (room > 0) fields[key] = shaped;
  };
  for (const [name, value] of Object.entries(own)) if (value !== undefined) put(name, value);
  for (const [name, value] of Object.entries(other ?? {})) put(name, value);
  return fields;
}

function fieldName(name: string): string | undefined {
  const plain = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 32);
  return plain === "" ? undefined : plain;
}

/** Lone surrogates would not survive canonical JSON; a value longer than a page is not a description. */
function clip(text: string): string {
  return text.slice(0, 4_000).toWellFormed();
}

const gravity: readonly Problem["code"][] = ["empty", "no-text", "tool-missing", "damaged"];

/** The problem a person should hear first: one that kept everything back before one that kept a part. */
export function worst(problems: readonly Problem[]): Problem | undefined {
  return [...problems].sort(
    (a, b) =>
      gravity.indexOf(a.code) - gravity.indexOf(b.code) || Number(a.partly ?? false) - Number(b.partly ?? false),
  )[0];
}
