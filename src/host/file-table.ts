/**
 * File descriptors: small numbers for open files, the lowest free one for a new file, with the position in each.
 * 0, 1 and 2 are the standard streams. Descriptors that dup() made share the position, as in POSIX.
 */
import { ERRNO } from "./errno-numbers.ts";
import { type FileStatus, O_ACCMODE, O_APPEND, O_RDWR, O_WRONLY, type OpenFile } from "./file-system.ts";
import { StreamFile } from "./stream-file.ts";
import type { HostSystem } from "./system.ts";

const STREAM_COUNT = 3;
const SEEK_SET = 0;
const SEEK_CUR = 1;
const SEEK_END = 2;

/** What descriptors refer to. */
interface Description {
  file: OpenFile;
  position: number;
  flags: number;
  descriptorCount: number;
}

export class FileTable {
  private readonly descriptions: (Description | undefined)[] = [];

  constructor(private readonly system: HostSystem) {
    for (let fd = 0; fd < STREAM_COUNT; fd++) {
      this.add(new StreamFile(system, fd), fd === 0 ? 0 : O_WRONLY);
    }
  }

  private add(file: OpenFile, flags: number): number {
    return this.place({ file, position: 0, flags, descriptorCount: 0 }, 0);
  }

  /** Gives the lowest free descriptor from `from` on to the description. */
  private place(description: Description, from: number): number {
    let fd = from;
    while (this.descriptions[fd]) fd++;
    this.descriptions[fd] = description;
    description.descriptorCount++;
    return fd;
  }

  /** The new descriptor. */
  open(path: string, flags: number, mode: number): number {
    const file = this.system.files.open(path, flags, mode);
    return typeof file === "number" ? file : this.add(file, flags);
  }

  close(fd: number): number {
    const description = this.descriptions[fd];
    if (!description) return -ERRNO.EBADF;
    this.descriptions[fd] = undefined;
    return --description.descriptorCount === 0 ? description.file.close() : 0;
  }

  /** A descriptor for the same, from `from` on. */
  duplicate(fd: number, from: number): number {
    const description = this.descriptions[fd];
    return description ? this.place(description, from) : -ERRNO.EBADF;
  }

  /** Makes `target` mean what `fd` means; closes what it meant. */
  duplicateTo(fd: number, target: number): number {
    const description = this.descriptions[fd];
    if (!description || target < 0) return -ERRNO.EBADF;
    if (fd === target) return target;
    if (this.descriptions[target]) this.close(target);
    this.descriptions[target] = description;
    description.descriptorCount++;
    return target;
  }

  read(fd: number, into: Uint8Array): number {
    const description = this.descriptions[fd];
    if (!description || (description.flags & O_ACCMODE) === O_WRONLY) return -ERRNO.EBADF;
    const count = description.file.read(into, description.position);
    if (count > 0) description.position += count;
    return count;
  }

  write(fd: number, bytes: Uint8Array): number {
    const description = this.descriptions[fd];
    if (!description || (description.flags & O_ACCMODE) === 0) return -ERRNO.EBADF;
    if ((description.flags & O_APPEND) !== 0 && description.file.isSeekable) {
      const status = description.file.status();
      if (typeof status === "number") return status;
      description.position = Number(status.size);
    }
    const count = description.file.write(bytes, description.position);
    if (count > 0) description.position += count;
    return count;
  }

  /** The new position. */
  seek(fd: number, offset: number, whence: number): number {
    const description = this.descriptions[fd];
    if (!description) return -ERRNO.EBADF;
    if (description.file.ignoresSeek) return whence >= SEEK_SET && whence <= SEEK_END ? 0 : -ERRNO.EINVAL;
    if (!description.file.isSeekable) return -ERRNO.ESPIPE;
    let base = 0;
    if (whence === SEEK_CUR) base = description.position;
    else if (whence === SEEK_END) {
      const status = description.file.status();
      if (typeof status === "number") return status;
      base = Number(status.size);
    } else if (whence !== SEEK_SET) return -ERRNO.EINVAL;
    if (base + offset < 0) return -ERRNO.EINVAL;
    description.position = base + offset;
    return description.position;
  }

  status(fd: number): FileStatus | number {
    return this.descriptions[fd]?.file.status() ?? -ERRNO.EBADF;
  }

  truncate(fd: number, sizeBytes: number): number {
    const description = this.descriptions[fd];
    if (!description) return -ERRNO.EBADF;
    const access = description.flags & O_ACCMODE;
    if (access !== O_WRONLY && access !== O_RDWR) return -ERRNO.EINVAL;
    return description.file.truncate(sizeBytes);
  }

  flush(fd: number): number {
    return this.descriptions[fd]?.file.flush() ?? -ERRNO.EBADF;
  }

  /** 1 or 0; -errno for a descriptor that is not open. */
  isTerminal(fd: number): number {
    const file = this.descriptions[fd]?.file;
    return file ? Number(file.isTerminal()) : -ERRNO.EBADF;
  }

  /** Flags that the descriptor was opened with; -errno when it is not open. */
  flags(fd: number): number {
    return this.descriptions[fd]?.flags ?? -ERRNO.EBADF;
  }
}
