/**
 * 7z, RAR, bzip2, xz and the older families through 7-Zip 24.09 compiled to WebAssembly. The archive is listed first and
 * held against the limits; then its members are written to a file system that exists only here and passes every byte on
 * (virtual.ts). There is no real file below it: a hostile name leads nowhere.
 */
import SevenZip, { type SevenZipModule, type SevenZipModuleFactory } from "7z-wasm";
import { type ChildSink, type Extractor, type Limits, ProblemError, type Raw, type Sink } from "../contract.ts";
import { type Listed, readListing } from "./listing.ts";
import { type MemberProblems, memberProblems } from "./problems.ts";
import { mountArchive, mountOutlet } from "./virtual.ts";

/** Wrappers of one stream, which has no name of its own or none worth trusting. */
const streams = new Set([
  "application/x-bzip2",
  "application/x-xz",
  "application/zstd",
  "application/x-lzma",
  "application/lzip",
  "application/x-compress",
]);

export const sevenExtractor: Extractor = {
  types: [
    "application/x-7z-compressed",
    "application/vnd.rar",
    "application/vnd.ms-cab-compressed",
    "application/x-cpio",
    "application/x-unix-archive",
    "application/x-deb",
    "application/x-rpm",
    "application/x-lha",
    "application/x-arj",
    ...streams,
  ],
  async extract(raw, type, sink, limits) {
    const members = await list(raw);
    refuseBombs(members, raw, limits);
    const files = members.filter((member) => !member.folder);
    if (files.length === 0) throw new ProblemError("empty", "no members");
    const named = streams.has(type)
      ? files.map((file) => ({ ...file, name: innerName(raw.name) }))
      : files.map((file) => ({ ...file, name: file.path }));
    await unpack(raw, named, sink);
  },
};

async function list(raw: Raw): Promise<readonly Listed[]> {
  const said: string[] = [];
  const errors: string[] = [];
  const seven = await load(said, errors);
  mountArchive(seven, raw);
  // `-p` with nothing behind it: an empty password, so that 7-Zip does not ask for one.
  call(seven, ["l", "-slt", "-ba", "-p", "-sccUTF-8", "/in/archive"]);
  const members = readListing(said);
  if (members.length === 0) throw refusal(errors);
  return members;
}

function refuseBombs(members: readonly Listed[], raw: Raw, limits: Limits): void {
  if (members.length > limits.entries) throw new ProblemError("too-large", `${members.length} members`);
  const declared = members.reduce((sum, member) => sum + (member.size ?? 0), 0);
  const free = 200 * 2 ** 20;
  if (declared > limits.expandedBytes || (declared > free && declared > raw.size * limits.ratio)) {
    throw new ProblemError("expands-too-far", `${declared} bytes declared`);
  }
}

type Named = Listed & { readonly name: string };

async function unpack(raw: Raw, files: readonly Named[], sink: Sink): Promise<void> {
  const errors: string[] = [];
  const seven = await load([], errors);
  mountArchive(seven, raw);
  const problems = memberProblems(sink);
  const finder = memberFinder(files);
  const seen = new Set<number>();
  let open: { readonly index: number; readonly child: ChildSink; written: number } | undefined;

  /** 7-Zip says what was wrong with a member after it closed it: its end is told when the next begins. */
  function settle(): void {
    if (open === undefined) return;
    const { index, child, written } = open;
    const { size } = files[index] as Named;
    const problem = errors.length > 0 ? refusal(errors.splice(0)) : undefined;
    open = undefined;
    if (problem === undefined && (size === undefined || size === written)) {
      child.end();
      return;
    }
    child.giveUp?.();
    problems.add(problem ?? new ProblemError("damaged", "size"), index + 1);
  }
  mountOutlet(seven, {
    open(path) {
      settle();
      const index = finder(path);
      const file = files[index];
      if (file === undefined || seen.has(index) || file.link || file.encrypted) return;
      seen.add(index);
      const { name, modified } = file;
      const child = sink.child({
        name,
        position: index + 1,
        role: "member",
        ...(modified === undefined ? {} : { modified }),
      });
      open = { index, child, written: 0 };
    },
    write(bytes) {
      if (open === undefined) return;
      open.child.write(bytes);
      open.written += bytes.length;
    },
    close() {},
  });
  call(seven, ["x", "-y", "-p", "-o/out", "-bd", "-bso0", "/in/archive"]);
  settle();
  tellMissing(files, seen, problems);
  problems.end();
}

function tellMissing(files: readonly Named[], seen: ReadonlySet<number>, problems: MemberProblems): void {
  for (const [index, file] of files.entries()) {
    if (seen.has(index)) continue;
    const code = file.encrypted ? "locked" : file.link ? "not-supported" : "damaged";
    problems.add(new ProblemError(code, file.link ? "link" : undefined), index + 1);
  }
}

/** Which member a written path belongs to: by its name, or, where 7-Zip had to change the name, the next one in order. */
function memberFinder(files: readonly Named[]): (path: string) => number {
  const byPath = new Map<string, number[]>();
  for (const [index, file] of files.entries()) byPath.set(file.path, [...(byPath.get(file.path) ?? []), index]);
  const found = new Set<number>();
  let next = 0;
  return (path) => {
    const index = byPath.get(path)?.find((candidate) => !found.has(candidate)) ?? nextFree();
    found.add(index);
    return index;
  };
  function nextFree(): number {
    while (found.has(next) || files[next]?.link === true || files[next]?.encrypted === true) next += 1;
    return next;
  }
}

async function load(said: string[], errors: string[]): Promise<SevenZipModule> {
  return (SevenZip as unknown as SevenZipModuleFactory)({
    print: (line: string) => void said.push(line),
    printErr: (line: string) => void (line.trim() !== "" && errors.length < 1_000 && errors.push(line)),
    stdin: () => null as unknown as number,
  });
}

/** Exit codes say less than the messages; what the sink threw on the way comes out as it is. */
function call(seven: SevenZipModule, words: string[]): void {
  try {
    seven.callMain(words);
  } catch (error) {
    if (error instanceof Error && error.name === "ExitStatus") return;
    throw error;
  }
}

/** 7-Zip's words name members; only their meaning goes on. */
function refusal(errors: readonly string[]): ProblemError {
  const text = errors.join("\n");
  if (/password|encrypted/i.test(text)) return new ProblemError("locked");
  if (/Unsupported Method/i.test(text)) return new ProblemError("not-supported", "method");
  if (/CRC Failed/i.test(text)) return new ProblemError("damaged", "CRC");
  if (/Unexpected end/i.test(text)) return new ProblemError("damaged", "cut short");
  if (/Can ?not open the file as/i.test(text)) return new ProblemError("damaged", "not an archive");
  return new ProblemError("damaged");
}

function innerName(name: string): string {
  const own = name.split(/[/\\]/).at(-1) ?? "";
  if (/\.(tbz2?|txz|tzst|tlz|taz)$/i.test(own)) return own.replace(/\.\w+$/, ".tar");
  return own.replace(/\.(bz2?|xz|zst|lzma|lz|z)$/i, "") || "content";
}
