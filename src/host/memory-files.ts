/**
 * A tree of files in memory: for browsers, embedding and tests. Folders and regular files, hard links; no symbolic links.
 * Everything belongs to user 0, who may do anything.
 */
import { ERRNO } from "./errno-numbers.ts";
import {
  type FileStatus,
  type FileSystem,
  O_ACCMODE,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFREG,
} from "./file-system.ts";

const BLOCK_BYTES = 4096;
const STATUS_BLOCK_BYTES = 512;

/** What a name in a folder means; several names may mean the same. */
class Node {
  /** Regular files: `size` bytes of this count. */
  bytes = new Uint8Array(0);
  size = 0;
  linkCount = 1;
  mtimeMs = Date.now();
  atimeMs = this.mtimeMs;
  ctimeMs = this.mtimeMs;

  constructor(
    readonly ino: number,
    public mode: number,
    /** Folders: what is in them. */
    readonly children: Map<string, Node> | null,
  ) {}

  changed(): void {
    this.mtimeMs = Date.now();
    this.ctimeMs = this.mtimeMs;
  }

  resize(size: number): void {
    if (size > this.bytes.length) {
      const roomier = new Uint8Array(Math.max(size, this.bytes.length * 2, 64));
      roomier.set(this.bytes.subarray(0, this.size));
      this.bytes = roomier;
    } else if (size < this.size) this.bytes.fill(0, size, this.size);
    this.size = size;
    this.changed();
  }

  status(): FileStatus {
    const nanoseconds = (ms: number) => BigInt(Math.round(ms * 1000)) * 1000n;
    return {
      mode: BigInt(this.mode),
      ino: BigInt(this.ino),
      dev: 1n,
      nlink: BigInt(this.linkCount),
      uid: 0n,
      gid: 0n,
      size: BigInt(this.children ? BLOCK_BYTES : this.size),
      atimeNs: nanoseconds(this.atimeMs),
      mtimeNs: nanoseconds(this.mtimeMs),
      ctimeNs: nanoseconds(this.ctimeMs),
      blksize: BigInt(BLOCK_BYTES),
      blocks: BigInt(Math.ceil(this.size / BLOCK_BYTES) * (BLOCK_BYTES / STATUS_BLOCK_BYTES)),
      rdev: 0n,
    };
  }
}

class OpenMemoryFile implements OpenFile {
  readonly isSeekable = true;

  constructor(private readonly node: Node) {}

  read(into: Uint8Array, position: number): number {
    if (this.node.children) return -ERRNO.EISDIR;
    const piece = this.node.bytes.subarray(Math.min(position, this.node.size), this.node.size).subarray(0, into.length);
    into.set(piece);
    return piece.length;
  }

  write(bytes: Uint8Array, position: number): number {
    const end = position + bytes.length;
    if (end > this.node.size) this.node.resize(end);
    this.node.bytes.set(bytes, position);
    this.node.changed();
    return bytes.length;
  }

  status(): FileStatus {
    return this.node.status();
  }

  truncate(sizeBytes: number): number {
    this.node.resize(sizeBytes);
    return 0;
  }

  flush(): number {
    return 0;
  }

  close(): number {
    return 0;
  }

  isTerminal(): boolean {
    return false;
  }
}

export class MemoryFiles implements FileSystem {
  private nodeCount = 0;
  private readonly root = this.newNode(S_IFDIR | 0o755);
  private folder = "/";

  /** `files`: contents by path; folders come into being as needed. */
  constructor(files: Record<string, string | Uint8Array> = {}) {
    const encoder = new TextEncoder();
    for (const [path, contents] of Object.entries(files)) {
      const names = this.namesOf(path);
      for (let n = 1; n < names.length; n++) this.makeFolder(`/${names.slice(0, n).join("/")}`, 0o755);
      const node = this.newNode(S_IFREG | 0o644);
      node.bytes = typeof contents === "string" ? encoder.encode(contents) : contents.slice();
      node.size = node.bytes.length;
      const parent = this.find(names.slice(0, -1));
      if (!(parent instanceof Node) || !parent.children) throw new Error(`${path}: a folder of it is a file`);
      parent.children.set(names[names.length - 1], node);
    }
  }

  private newNode(mode: number): Node {
    return new Node(++this.nodeCount, mode, (mode & S_IFDIR) === S_IFDIR ? new Map() : null);
  }

  /** The names of an absolute or relative path, "." and ".." resolved. */
  private namesOf(path: string): string[] {
    const names: string[] = [];
    for (const name of (path.startsWith("/") ? path : `${this.folder}/${path}`).split("/")) {
      if (name === "..") names.pop();
      else if (name !== "" && name !== ".") names.push(name);
    }
    return names;
  }

  /** The node at the end of `names`, or -errno. */
  private find(names: readonly string[]): Node | number {
    let node = this.root;
    for (const name of names) {
      if (!node.children) return -ERRNO.ENOTDIR;
      const child = node.children.get(name);
      if (!child) return -ERRNO.ENOENT;
      node = child;
    }
    return node;
  }

  private nodeAt(path: string): Node | number {
    if (path === "") return -ERRNO.ENOENT;
    const node = this.find(this.namesOf(path));
    if (node instanceof Node && path.endsWith("/") && !node.children) return -ERRNO.ENOTDIR;
    return node;
  }

  /** The folder that holds, or would hold, the last name of `path`; that name. */
  private placeOf(path: string): { children: Map<string, Node>; folder: Node; name: string } | number {
    if (path === "") return -ERRNO.ENOENT;
    const names = this.namesOf(path);
    const name = names.pop();
    if (name === undefined) return -ERRNO.EBUSY;
    const folder = this.find(names);
    if (!(folder instanceof Node)) return folder;
    return folder.children ? { children: folder.children, folder, name } : -ERRNO.ENOTDIR;
  }

  open(path: string, flags: number, mode: number): OpenFile | number {
    const found = this.nodeAt(path);
    if (found instanceof Node) {
      if ((flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL)) return -ERRNO.EEXIST;
      if (found.children && (flags & O_ACCMODE) !== 0) return -ERRNO.EISDIR;
      if (!found.children && (flags & O_DIRECTORY) !== 0) return -ERRNO.ENOTDIR;
      if ((flags & O_TRUNC) !== 0 && !found.children) found.resize(0);
      return new OpenMemoryFile(found);
    }
    if (found !== -ERRNO.ENOENT || (flags & O_CREAT) === 0) return found;
    const place = this.placeOf(path);
    if (typeof place === "number") return place;
    if (path.endsWith("/")) return -ERRNO.EISDIR;
    const node = this.newNode(S_IFREG | (mode & 0o7777));
    place.children.set(place.name, node);
    place.folder.changed();
    return new OpenMemoryFile(node);
  }

  status(path: string): FileStatus | number {
    const node = this.nodeAt(path);
    return node instanceof Node ? node.status() : node;
  }

  list(path: string): string[] | number {
    const node = this.nodeAt(path);
    if (!(node instanceof Node)) return node;
    return node.children ? [...node.children.keys()] : -ERRNO.ENOTDIR;
  }

  makeFolder(path: string, mode: number): number {
    const place = this.placeOf(path);
    if (typeof place === "number") return place === -ERRNO.EBUSY ? -ERRNO.EEXIST : place;
    if (place.children.has(place.name)) return -ERRNO.EEXIST;
    place.children.set(place.name, this.newNode(S_IFDIR | (mode & 0o7777)));
    place.folder.changed();
    return 0;
  }

  removeFolder(path: string): number {
    const place = this.placeOf(path);
    if (typeof place === "number") return place;
    const node = place.children.get(place.name);
    if (!node) return -ERRNO.ENOENT;
    if (!node.children) return -ERRNO.ENOTDIR;
    if (node.children.size > 0) return -ERRNO.ENOTEMPTY;
    place.children.delete(place.name);
    place.folder.changed();
    return 0;
  }

  remove(path: string): number {
    const place = this.placeOf(path);
    if (typeof place === "number") return place === -ERRNO.EBUSY ? -ERRNO.EISDIR : place;
    const node = place.children.get(place.name);
    if (!node) return -ERRNO.ENOENT;
    if (node.children) return -ERRNO.EISDIR;
    place.children.delete(place.name);
    place.folder.changed();
    node.linkCount--;
    return 0;
  }

  rename(from: string, to: string): number {
    const source = this.placeOf(from);
    const target = this.placeOf(to);
    if (typeof source === "number") return source;
    if (typeof target === "number") return target;
    const node = source.children.get(source.name);
    if (!node) return -ERRNO.ENOENT;
    const old = target.children.get(target.name);
    if (old === node) return 0;
    if (`${this.namesOf(to).join("/")}/`.startsWith(`${this.namesOf(from).join("/")}/`)) return -ERRNO.EINVAL;
    if (old?.children && !node.children) return -ERRNO.EISDIR;
    if (old && !old.children && node.children) return -ERRNO.ENOTDIR;
    if (old?.children && old.children.size > 0) return -ERRNO.ENOTEMPTY;
    if (old) old.linkCount--;
    source.children.delete(source.name);
    target.children.set(target.name, node);
    source.folder.changed();
    target.folder.changed();
    return 0;
  }

  link(target: string, path: string): number {
    const node = this.nodeAt(target);
    if (!(node instanceof Node)) return node;
    if (node.children) return -ERRNO.EPERM;
    const place = this.placeOf(path);
    if (typeof place === "number") return place === -ERRNO.EBUSY ? -ERRNO.EEXIST : place;
    if (place.children.has(place.name)) return -ERRNO.EEXIST;
    place.children.set(place.name, node);
    place.folder.changed();
    node.linkCount++;
    return 0;
  }

  symbolicLink(): number {
    return -ERRNO.EPERM;
  }

  readLink(path: string): string | number {
    const node = this.nodeAt(path);
    return node instanceof Node ? -ERRNO.EINVAL : node;
  }

  changeMode(path: string, mode: number): number {
    const node = this.nodeAt(path);
    if (!(node instanceof Node)) return node;
    node.mode = (node.mode & ~0o7777) | (mode & 0o7777);
    node.ctimeMs = Date.now();
    return 0;
  }

  setTimes(path: string, atimeSeconds: number, mtimeSeconds: number): number {
    const node = this.nodeAt(path);
    if (!(node instanceof Node)) return node;
    node.atimeMs = atimeSeconds * 1000;
    node.mtimeMs = mtimeSeconds * 1000;
    node.ctimeMs = Date.now();
    return 0;
  }

  truncate(path: string, sizeBytes: number): number {
    const node = this.nodeAt(path);
    if (!(node instanceof Node)) return node;
    if (node.children) return -ERRNO.EISDIR;
    node.resize(sizeBytes);
    return 0;
  }

  access(path: string): number {
    const node = this.nodeAt(path);
    return node instanceof Node ? 0 : node;
  }

  workingFolder(): string {
    return this.folder;
  }

  changeFolder(path: string): number {
    const node = this.nodeAt(path);
    if (!(node instanceof Node)) return node;
    if (!node.children) return -ERRNO.ENOTDIR;
    this.folder = `/${this.namesOf(path).join("/")}`;
    return 0;
  }

  readFile(path: string): Uint8Array | null {
    const node = this.nodeAt(path);
    return node instanceof Node && !node.children ? node.bytes.slice(0, node.size) : null;
  }

  isFolder(path: string): boolean {
    const node = this.nodeAt(path);
    return node instanceof Node && node.children !== null;
  }
}
