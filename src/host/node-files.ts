/** The files of the machine, through Node's fs. */
import fs from "node:fs";
import tty from "node:tty";
import { errnoOf } from "./errno-numbers.ts";
import {
  type FileStatus,
  type FileSystem,
  O_ACCMODE,
  O_APPEND,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_TRUNC,
  type OpenFile,
  S_IFCHR,
  S_IFMT,
  S_IFREG,
} from "./file-system.ts";

/** What `body` returns (0 for nothing), or -errno. */
function attempt<T>(body: () => T): T | number {
  try {
    return body();
  } catch (error) {
    return -errnoOf(error);
  }
}

function attemptVoid(body: () => void): number {
  return attempt(() => {
    body();
    return 0;
  });
}

/** Linux's open flags in the machine's own numbers. */
function machineFlags(flags: number): number {
  const { constants } = fs;
  let result = flags & O_ACCMODE;
  if (flags & O_CREAT) result |= constants.O_CREAT;
  if (flags & O_EXCL) result |= constants.O_EXCL;
  if (flags & O_TRUNC) result |= constants.O_TRUNC;
  if (flags & O_APPEND) result |= constants.O_APPEND;
  if (flags & O_DIRECTORY) result |= constants.O_DIRECTORY ?? 0;
  if (flags & O_NOFOLLOW) result |= constants.O_NOFOLLOW ?? 0;
  return result;
}

class OpenNodeFile implements OpenFile {
  readonly isSeekable: boolean;
  readonly ignoresSeek: boolean;

  constructor(private readonly handle: number) {
    const kind = fs.fstatSync(handle).mode & S_IFMT;
    this.isSeekable = kind === S_IFREG;
    this.ignoresSeek = kind === S_IFCHR && !tty.isatty(handle);
  }

  read(into: Uint8Array, position: number): number {
    return attempt(() => fs.readSync(this.handle, into, 0, into.length, this.isSeekable ? position : null));
  }

  write(bytes: Uint8Array, position: number): number {
    return attempt(() => fs.writeSync(this.handle, bytes, 0, bytes.length, this.isSeekable ? position : null));
  }

  status(): FileStatus | number {
    return attempt(() => fs.fstatSync(this.handle, { bigint: true }));
  }

  truncate(sizeBytes: number): number {
    return attemptVoid(() => fs.ftruncateSync(this.handle, sizeBytes));
  }

  flush(): number {
    return attemptVoid(() => fs.fsyncSync(this.handle));
  }

  close(): number {
    return attemptVoid(() => fs.closeSync(this.handle));
  }

  isTerminal(): boolean {
    return tty.isatty(this.handle);
  }
}

export class NodeFiles implements FileSystem {
  open(path: string, flags: number, mode: number): OpenFile | number {
    return attempt(() => new OpenNodeFile(fs.openSync(path, machineFlags(flags), mode)));
  }

  status(path: string, follow: boolean): FileStatus | number {
    const of = follow ? fs.statSync : fs.lstatSync;
    return attempt(() => of(path, { bigint: true }));
  }

  list(path: string): string[] | number {
    return attempt(() => fs.readdirSync(path));
  }

  makeFolder(path: string, mode: number): number {
    return attemptVoid(() => fs.mkdirSync(path, { mode }));
  }

  removeFolder(path: string): number {
    return attemptVoid(() => fs.rmdirSync(path));
  }

  remove(path: string): number {
    return attemptVoid(() => fs.unlinkSync(path));
  }

  rename(from: string, to: string): number {
    return attemptVoid(() => fs.renameSync(from, to));
  }

  link(target: string, path: string): number {
    return attemptVoid(() => fs.linkSync(target, path));
  }

  symbolicLink(target: string, path: string): number {
    return attemptVoid(() => fs.symlinkSync(target, path));
  }

  readLink(path: string): string | number {
    return attempt(() => fs.readlinkSync(path));
  }

  changeMode(path: string, mode: number): number {
    return attemptVoid(() => fs.chmodSync(path, mode));
  }

  setTimes(path: string, atimeSeconds: number, mtimeSeconds: number, follow: boolean): number {
    const set = follow ? fs.utimesSync : fs.lutimesSync;
    return attemptVoid(() => set(path, atimeSeconds, mtimeSeconds));
  }

  truncate(path: string, sizeBytes: number): number {
    return attemptVoid(() => fs.truncateSync(path, sizeBytes));
  }

  access(path: string, mode: number): number {
    return attemptVoid(() => fs.accessSync(path, mode));
  }

  workingFolder(): string | number {
    return attempt(() => process.cwd());
  }

  changeFolder(path: string): number {
    // Workers share the folder of the process and may not change it.
    return attemptVoid(() => process.chdir(path));
  }

  readFile(path: string): Uint8Array | null {
    const bytes = attempt(() => fs.readFileSync(path));
    return typeof bytes === "number" ? null : bytes;
  }

  isFolder(path: string): boolean {
    // Where a part of the path is a file, Node raises ENOTDIR in spite of throwIfNoEntry.
    const status = attempt(() => fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
    return status === true;
  }
}
