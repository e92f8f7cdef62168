/**
 * Files as POSIX sees them: what `os`, `open()` and imports stand on. Implementations: node-files.ts (the machine's),
 * memory-files.ts (a tree in memory), library-files.ts (the standard library, read-only).
 *
 * What can fail returns -errno, in Linux's numbers (errno-numbers.ts). Numbers of modes and flags are Linux's too.
 */

export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFCHR = 0o020000;
export const S_IFIFO = 0o010000;
export const S_IFLNK = 0o120000;

export const O_ACCMODE = 3;
export const O_WRONLY = 1;
export const O_RDWR = 2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;

/** Access modes of access(). */
export const W_OK = 2;

/** struct stat. */
export interface FileStatus {
  mode: bigint;
  ino: bigint;
  dev: bigint;
  nlink: bigint;
  uid: bigint;
  gid: bigint;
  size: bigint;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  blksize: bigint;
  blocks: bigint;
  rdev: bigint;
}

/** A file that has been opened. Positions are the caller's (file-table.ts). */
export interface OpenFile {
  /** Has it positions? Pipes and terminals have none, and ignore them. */
  readonly isSeekable: boolean;
  /** It has none, but pretends to: every position is 0. */
  readonly ignoresSeek?: boolean;
  /** Number of bytes, 0 at the end. */
  read(into: Uint8Array, position: number): number;
  /** Number of bytes taken. */
  write(bytes: Uint8Array, position: number): number;
  status(): FileStatus | number;
  truncate(sizeBytes: number): number;
  /** Waits until the bytes are on the disk. */
  flush(): number;
  close(): number;
  isTerminal(): boolean;
}

/** Paths are absolute, or relative to the working folder. */
export interface FileSystem {
  open(path: string, flags: number, mode: number): OpenFile | number;
  /** `follow`: of what a symbolic link points to. */
  status(path: string, follow: boolean): FileStatus | number;
  list(path: string): string[] | number;
  makeFolder(path: string, mode: number): number;
  removeFolder(path: string): number;
  remove(path: string): number;
  rename(from: string, to: string): number;
  link(target: string, path: string): number;
  symbolicLink(target: string, path: string): number;
  readLink(path: string): string | number;
  changeMode(path: string, mode: number): number;
  setTimes(path: string, atimeSeconds: number, mtimeSeconds: number, follow: boolean): number;
  truncate(path: string, sizeBytes: number): number;
  /** `mode`: R_OK 4, W_OK 2, X_OK 1, F_OK 0. 0 when allowed. */
  access(path: string, mode: number): number;
  workingFolder(): string | number;
  changeFolder(path: string): number;
  /** A whole file; null when it can't be read. */
  readFile(path: string): Uint8Array | null;
  isFolder(path: string): boolean;
}
