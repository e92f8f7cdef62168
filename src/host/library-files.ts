/** The standard library as read-only files (standard-library.ts), laid over another file system. */
import { ERRNO } from "./errno-numbers.ts";
import {
  type FileStatus,
  type FileSystem,
  O_ACCMODE,
  O_CREAT,
  O_EXCL,
  O_TRUNC,
  type OpenFile,
  S_IFDIR,
  S_IFREG,
  W_OK,
} from "./file-system.ts";
import { StandardLibrary } from "./standard-library.ts";

const BLOCK_BYTES = 4096n;
const STATUS_BLOCK_BYTES = 512n;

class OpenLibraryFile implements OpenFile {
  readonly isSeekable = true;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly statusOfIt: FileStatus,
  ) {}

  read(into: Uint8Array, position: number): number {
    const piece = this.bytes.subarray(position).subarray(0, into.length);
    into.set(piece);
    return piece.length;
  }

  write(): number {
    return -ERRNO.EBADF;
  }

  status(): FileStatus {
    return this.statusOfIt;
  }

  truncate(): number {
    return -ERRNO.EINVAL;
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

/** Absolute, without ".", ".." and doubled slashes. */
function normalized(path: string): string {
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
}

export class LibraryFiles implements FileSystem {
  constructor(
    private readonly library: StandardLibrary,
    private readonly below: FileSystem,
  ) {}

  /** The path inside the library that `path` means, null when it means something below. */
  private inside(path: string): string | null {
    // Asked at each import and open: the common answer must be cheap.
    if (!path.startsWith("/serpent")) return null;
    const name = path.includes("/.") || path.includes("//") || path.endsWith("/") ? normalized(path) : path;
    return StandardLibrary.covers(name) ? name : null;
  }

  /** For what changes something: the error when `path` is in the library, else 0. */
  private refusal(path: string): number {
    return this.inside(path) === null ? 0 : -ERRNO.EROFS;
  }

  open(path: string, flags: number, mode: number): OpenFile | number {
    const inside = this.inside(path);
    if (inside === null) return this.below.open(path, flags, mode);
    const status = this.status(path);
    if (typeof status === "number") return (flags & O_CREAT) !== 0 ? -ERRNO.EROFS : status;
    if ((flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL)) return -ERRNO.EEXIST;
    if ((flags & O_ACCMODE) !== 0 || (flags & O_TRUNC) !== 0) return -ERRNO.EROFS;
    return new OpenLibraryFile(this.library.readFile(inside) ?? new Uint8Array(0), status);
  }

  status(path: string, follow = true): FileStatus | number {
    const inside = this.inside(path);
    if (inside === null) return this.below.status(path, follow);
    const size = this.library.fileSize(inside);
    if (size === null && !this.library.isFolder(inside)) return -ERRNO.ENOENT;
    if (size !== null && path.endsWith("/")) return -ERRNO.ENOTDIR;
    const bytes = size === null ? BLOCK_BYTES : BigInt(size);
    return {
      mode: BigInt(size === null ? S_IFDIR | 0o555 : S_IFREG | 0o444),
      ino: 0n,
      dev: 0n,
      nlink: 1n,
      uid: 0n,
      gid: 0n,
      size: bytes,
      atimeNs: 0n,
      mtimeNs: 0n,
      ctimeNs: 0n,
      blksize: BLOCK_BYTES,
      blocks: ((bytes + BLOCK_BYTES - 1n) / BLOCK_BYTES) * (BLOCK_BYTES / STATUS_BLOCK_BYTES),
      rdev: 0n,
    };
  }

  list(path: string): string[] | number {
    const inside = this.inside(path);
    if (inside === null) return this.below.list(path);
    return this.library.list(inside) ?? (this.library.fileSize(inside) === null ? -ERRNO.ENOENT : -ERRNO.ENOTDIR);
  }

  makeFolder(path: string, mode: number): number {
    return this.refusal(path) || this.below.makeFolder(path, mode);
  }

  removeFolder(path: string): number {
    return this.refusal(path) || this.below.removeFolder(path);
  }

  remove(path: string): number {
    return this.refusal(path) || this.below.remove(path);
  }

  rename(from: string, to: string): number {
    return this.refusal(from) || this.refusal(to) || this.below.rename(from, to);
  }

  link(target: string, path: string): number {
    return this.refusal(target) || this.refusal(path) || this.below.link(target, path);
  }

  symbolicLink(target: string, path: string): number {
    return this.refusal(path) || this.below.symbolicLink(target, path);
  }

  readLink(path: string): string | number {
    return this.inside(path) === null ? this.below.readLink(path) : -ERRNO.EINVAL;
  }

  changeMode(path: string, mode: number): number {
    return this.refusal(path) || this.below.changeMode(path, mode);
  }

  setTimes(path: string, atimeSeconds: number, mtimeSeconds: number, follow: boolean): number {
    return this.refusal(path) || this.below.setTimes(path, atimeSeconds, mtimeSeconds, follow);
  }

  truncate(path: string, sizeBytes: number): number {
    return this.refusal(path) || this.below.truncate(path, sizeBytes);
  }

  access(path: string, mode: number): number {
    if (this.inside(path) === null) return this.below.access(path, mode);
    const status = this.status(path);
    if (typeof status === "number") return status;
    return (mode & W_OK) === 0 ? 0 : -ERRNO.EROFS;
  }

  workingFolder(): string | number {
    return this.below.workingFolder();
  }

  /** The machine has no such folder, so it can't be the working folder of the process. */
  changeFolder(path: string): number {
    return this.inside(path) === null ? this.below.changeFolder(path) : -ERRNO.EACCES;
  }

  readFile(path: string): Uint8Array | null {
    const inside = this.inside(path);
    return inside === null ? this.below.readFile(path) : this.library.readFile(inside);
  }

  isFolder(path: string): boolean {
    const inside = this.inside(path);
    return inside === null ? this.below.isFolder(path) : this.library.isFolder(inside);
  }
}
