/**
 * The two ends of 7-Zip's file system (Emscripten's FS, inside WebAssembly memory): an archive that is read from `Raw` as
 * it is asked for, and a folder whose files keep nothing and pass on what is written.
 */
import type { SevenZipModule } from "7z-wasm";
import type { Raw } from "../contract.ts";

/** What of Emscripten's FS is used here; its published types leave these out. */
interface Fs {
  mkdir(path: string): void;
  open(path: string, flags: string): Stream;
  close(stream: Stream): void;
  lookupPath(path: string): { node: Node };
  getPath(node: Node): string;
  createNode(parent: Node | null, name: string, mode: number, device: number): Node;
  mount(type: { mount(): Node }, options: object, path: string): void;
  isDir(mode: number): boolean;
  readonly ErrnoError: new (code: number) => Error;
}
interface Node {
  readonly id: number;
  readonly mode: number;
  readonly rdev: number;
  node_ops: Record<string, unknown>;
  stream_ops: Record<string, unknown>;
}
interface Stream {
  readonly node: Node;
  readonly position: number;
}

/** `/in/archive` reads from `raw`. */
export function mountArchive(seven: SevenZipModule, raw: Raw): void {
  const fs = seven.FS as unknown as Fs;
  fs.mkdir("/in");
  fs.close(fs.open("/in/archive", "w+"));
  const { node } = fs.lookupPath("/in/archive");
  node.node_ops = { ...node.node_ops, getattr: (of: Node) => attributes(of, raw.size) };
  node.stream_ops = {
    llseek: (stream: Stream, offset: number, whence: number) => seek(fs, stream, offset, whence, raw.size),
    read(_: Stream, into: Uint8Array, at: number, length: number, position: number) {
      const bytes = raw.read(position, Math.min(length, 2 ** 20));
      into.set(bytes, at);
      return bytes.length;
    },
  };
}

export interface Outlet {
  /** A file is opened for writing; `path` as 7-Zip made it, without the leading folder. */
  open(path: string): void;
  write(bytes: Uint8Array): void;
  close(): void;
}

/** Files written below `/out` go to `outlet`, one at a time and from front to back, as 7-Zip does. */
export function mountOutlet(seven: SevenZipModule, outlet: Outlet): void {
  const fs = seven.FS as unknown as Fs;
  const folder = {
    getattr: (node: Node) => attributes(node, 0),
    setattr() {},
    lookup() {
      throw new fs.ErrnoError(44); // ENOENT: nothing is kept
    },
    mknod: (parent: Node, name: string, mode: number, device: number) => make(parent, name, mode, device),
    rename() {},
    unlink() {},
    rmdir() {},
    readdir: () => [".", ".."],
  };
  function make(parent: Node | null, name: string, mode: number, device: number): Node {
    const node = fs.createNode(parent, name, mode, device);
    if (fs.isDir(mode)) {
      node.node_ops = folder;
      node.stream_ops = { llseek: () => 0 };
      return node;
    }
    let size = 0;
    node.node_ops = { getattr: (of: Node) => attributes(of, size), setattr() {} };
    node.stream_ops = {
      open(stream: Stream) {
        size = 0;
        outlet.open(fs.getPath(stream.node).replace(/^\/out\//, ""));
      },
      close: () => outlet.close(),
      read: () => 0,
      llseek: (stream: Stream, offset: number, whence: number) => seek(fs, stream, offset, whence, size),
      write(_: Stream, from: Uint8Array, at: number, length: number, position: number) {
        // Going back would mean that bytes already passed on were wrong.
        if (position !== size) throw new fs.ErrnoError(29); // ESPIPE
        // A copy of its own: what lies in WebAssembly memory is overwritten, and is typed as signed bytes.
        outlet.write(new Uint8Array(from.buffer, from.byteOffset + at, length).slice());
        size += length;
        return length;
      },
    };
    return node;
  }
  fs.mkdir("/out");
  fs.mount({ mount: () => make(null, "/", 0o40777, 0) }, {}, "/out");
}

function seek(fs: Fs, stream: Stream, offset: number, whence: number, size: number): number {
  const to = offset + (whence === 1 ? stream.position : whence === 2 ? size : 0);
  if (to < 0) throw new fs.ErrnoError(28); // EINVAL
  return to;
}

function attributes(node: Node, size: number) {
  const never = new Date(0);
  return {
    dev: 1,
    ino: node.id,
    mode: node.mode,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev: node.rdev,
    size,
    atime: never,
    mtime: never,
    ctime: never,
    blksize: 4_096,
    blocks: Math.ceil(size / 512),
  };
}
