/** 7-Zip's technical list (`l -slt -ba`): blocks of `Key = value`, one a member. */

export interface Listed {
  readonly path: string;
  readonly size: number | undefined;
  /** RFC 3339 without a zone: 7-Zip tells local time of a process that has no zone. */
  readonly modified: string | undefined;
  readonly folder: boolean;
  readonly encrypted: boolean;
  /** A symbolic or hard link: it holds a name, no content of its own. */
  readonly link: boolean;
}

export function readListing(lines: readonly string[]): readonly Listed[] {
  const members: Listed[] = [];
  let fields = new Map<string, string>();
  const close = () => {
    // A stream of its own (xz, bzip2) has no path.
    if (fields.size > 0) members.push(memberOf(fields));
    fields = new Map();
  };
  for (const line of lines) {
    // Progress is drawn with backspaces before the first line.
    const [, key, value = ""] = /^\s*([A-Z][\w -]*?) =(?: (.*))?$/s.exec(line.slice(line.lastIndexOf("\b") + 1)) ?? [];
    if (key === undefined) continue;
    if (key === "Path") close();
    if (!fields.has(key)) fields.set(key, value);
  }
  close();
  return members;
}

function memberOf(fields: ReadonlyMap<string, string>): Listed {
  const attributes = fields.get("Attributes") ?? "";
  const size = fields.get("Size") ?? "";
  const modified = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})/.exec(fields.get("Modified") ?? "");
  return {
    path: fields.get("Path") ?? "",
    size: /^\d{1,15}$/.test(size) ? Number(size) : undefined,
    modified: modified === null ? undefined : `${modified[1]}T${modified[2]}`,
    folder: fields.get("Folder") === "+" || /^D|\sd[rwx-]{9}/.test(attributes),
    encrypted: fields.get("Encrypted") === "+",
    link:
      /\sl[rwx-]{9}/.test(attributes) ||
      (fields.get("Symbolic Link") ?? "") !== "" ||
      (fields.get("Hard Link") ?? "") !== "",
  };
}
