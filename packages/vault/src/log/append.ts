/**
 * The only code that appends to the log (F1). A commit is 1…n lines and one signed checkpoint in one durable transaction:
 * when this returns, they are kept; when it throws, none of them is (R7).
 */
import { digestOfLine, toHex, writeLine } from "@amana/format";
import { checkBody, kinds, type Proposal, parentsFor } from "@amana/record";
import type { Db, Statement } from "../db/connection.ts";
import { POSITIONS } from "../db/log-schema.ts";
import { faultFrom, VaultFault } from "../faults.ts";
import type { OwnNotebook } from "./own-notebook.ts";
import { type Packs, packsOf } from "./packs.ts";
import { versionsOf } from "./versions.ts";
import type { World } from "./world.ts";

export interface Commit {
  readonly notebook: string;
  /** Position of the first line. */
  readonly from: number;
  readonly size: number;
  /** Hex digests of the lines, in order. */
  readonly digests: readonly string[];
}

export class Log {
  readonly #db: Db;
  readonly #world: World;
  readonly #packs: Packs;
  readonly #statements: Record<"findRecord" | "addRecord" | "addLine" | "grow" | "checkpoint", Statement>;

  constructor(db: Db, world: World) {
    this.#db = db;
    this.#world = world;
    this.#packs = packsOf(db);
    this.#statements = {
      findRecord: db.prepare("SELECT id FROM record WHERE e = ?").pluck(),
      addRecord: db.prepare("INSERT INTO record (e) VALUES (?)"),
      addLine: db.prepare("INSERT INTO line (id, record) VALUES (?, ?)"),
      grow: db.prepare("UPDATE notebook SET size = ?, frontier = ? WHERE id = ?"),
      checkpoint: db.prepare(
        "INSERT INTO checkpoint (notebook, size, root, signature, seal_signature) VALUES (?, ?, ?, ?, ?)",
      ),
    };
  }

  /** `sealed`: the checkpoint is also signed with ML-DSA-44, since the commit ends in a seal (R8). */
  append(
    notebook: OwnNotebook,
    proposals: readonly Proposal[],
    options: { readonly sealed?: boolean; readonly inTransaction?: () => void } = {},
  ): Commit {
    if (proposals.length === 0) throw new TypeError("a commit has at least one line");
    const t = this.#world.now().toISOString();
    // Last line of each record within this commit: what follows it descends from it.
    const before = new Map<string, readonly string[]>();
    const records = new Map<string, number | undefined>();
    const lines = proposals.map((proposal) => {
      const { e } = proposal;
      if (!records.has(e)) records.set(e, this.#statements.findRecord.get(e) as number | undefined);
      const parents = proposal.p ?? before.get(e) ?? this.#heads(records.get(e));
      const line = this.#line(proposal, parents, t);
      before.set(e, [toHex(line.digest)]);
      return line;
    });
    const frontier = notebook.frontier.copy();
    const from = frontier.size;
    for (const { digest } of lines) frontier.append(digest);
    const root = frontier.root();
    const signature = notebook.sign(frontier.size, root);
    const sealSignature = options.sealed === true ? notebook.signSeal(frontier.size, root) : null;
    try {
      this.#db
        .transaction(() => {
          const first = notebook.row * POSITIONS + from;
          for (const [index, { e }] of lines.entries()) {
            const record = records.get(e) ?? Number(this.#statements.addRecord.run(e).lastInsertRowid);
            records.set(e, record);
            this.#statements.addLine.run(first + index, record);
          }
          this.#packs.add(first, lines);
          this.#statements.checkpoint.run(notebook.row, frontier.size, root, signature, sealSignature);
          this.#statements.grow.run(frontier.size, frontier.bytes(), notebook.row);
          options.inTransaction?.();
        })
        .immediate();
    } catch (error) {
      this.#packs.forget();
      throw faultFrom(error);
    }
    notebook.frontier = frontier;
    return { notebook: notebook.name, from, size: frontier.size, digests: lines.map(({ digest }) => toHex(digest)) };
  }

  /** What this device has seen of a record: every line that nothing descends from. */
  #heads(record: number | undefined): readonly string[] {
    return record === undefined ? [] : parentsFor(versionsOf(this.#db, record).versions);
  }

  #line(
    proposal: Proposal,
    parents: readonly string[],
    t: string,
  ): { readonly e: string; readonly bytes: Uint8Array; readonly digest: Uint8Array } {
    const checked = checkBody(proposal.k, proposal.x);
    // Mostly a text that somebody typed and that is too long for its field; nothing was written.
    if (!checked.ok) throw new VaultFault({ type: "body-refused", kind: proposal.k, at: checked.error.at });
    const text = writeLine({
      e: proposal.e,
      k: proposal.k,
      p: parents,
      s: toHex(this.#world.random(16)),
      t,
      v: kinds[proposal.k].v,
      x: proposal.x as never,
    });
    const bytes = Buffer.from(text);
    return { e: proposal.e, bytes, digest: digestOfLine(bytes) };
  }
}
