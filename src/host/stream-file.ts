/** A standard stream as an open file. */
import { ERRNO } from "./errno-numbers.ts";
import type { FileStatus, OpenFile } from "./file-system.ts";
import type { HostSystem } from "./system.ts";

export class StreamFile implements OpenFile {
  readonly isSeekable = false;

  constructor(
    private readonly system: HostSystem,
    /** 0, 1 or 2. */
    readonly stream: number,
  ) {}

  read(into: Uint8Array): number {
    return this.system.read(this.stream, into);
  }

  write(bytes: Uint8Array): number {
    return this.system.write(this.stream, bytes);
  }

  status(): FileStatus | number {
    return this.system.streamStatus(this.stream);
  }

  truncate(): number {
    return -ERRNO.EINVAL;
  }

  flush(): number {
    return -ERRNO.EINVAL;
  }

  /** The stream stays open for the host, as for a process whose parent has it too. */
  close(): number {
    return 0;
  }

  isTerminal(): boolean {
    return this.system.isTerminal(this.stream);
  }
}
