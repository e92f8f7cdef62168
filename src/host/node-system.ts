/** The machine as Node shows it: files, the standard streams of the process, its clocks. */
import fs, { fstatSync, readSync, writeSync } from "node:fs";
import os from "node:os";
import tty from "node:tty";
import { inflateRawSync } from "node:zlib";
import { ERRNO, errnoOf } from "./errno-numbers.ts";
import { fileAsSource } from "./file-source.ts";
import type { FileStatus } from "./file-system.ts";
import { MemorySystem } from "./memory-system.ts";
import { NodeFiles } from "./node-files.ts";
import { CODE_ARCHIVE, LIBRARY_ARCHIVE, StandardLibrary } from "./standard-library.ts";
import type { ProcessFacts } from "./system.ts";
import { ZipArchive } from "./zip-archive.ts";

/** Waits a little for a pipe or terminal that is in non-blocking mode. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The library from beside the bundle. */
function libraryBeside(): StandardLibrary {
  const open = (name: string) => () =>
    new ZipArchive(fileAsSource(fs, new URL(`./${name}`, import.meta.url)), (packed) => inflateRawSync(packed));
  return new StandardLibrary(open(LIBRARY_ARCHIVE), open(CODE_ARCHIVE));
}

export class NodeSystem extends MemorySystem {
  constructor() {
    super({ library: libraryBeside() }, new NodeFiles());
  }

  override write(fd: number, bytes: Uint8Array): number {
    while (true) {
      try {
        return writeSync(fd, bytes);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return -errnoOf(error);
        pause(1);
      }
    }
  }

  override read(fd: number, into: Uint8Array): number {
    while (true) {
      try {
        return readSync(fd, into);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === "EOF") return 0;
        if (code !== "EAGAIN") return -errnoOf(error);
        pause(5);
      }
    }
  }

  override isTerminal(fd: number): boolean {
    return tty.isatty(fd);
  }

  override streamStatus(fd: number): FileStatus | number {
    try {
      return fstatSync(fd, { bigint: true });
    } catch (error) {
      return -errnoOf(error);
    }
  }

  protected override initialEnvironment(): Readonly<Record<string, string | undefined>> {
    return process.env;
  }

  override processFacts(): ProcessFacts {
    const { pid, ppid } = process;
    return {
      pid,
      ppid,
      uid: process.getuid?.() ?? 0,
      euid: process.geteuid?.() ?? 0,
      gid: process.getgid?.() ?? 0,
      egid: process.getegid?.() ?? 0,
      cpuCount: os.cpus().length,
    };
  }

  override systemNames(): string[] {
    return [os.type(), os.hostname(), os.release(), os.version(), os.machine()];
  }

  override terminalSize(): { columns: number; lines: number } | number {
    for (const stream of [process.stdout, process.stderr]) {
      if (stream.isTTY) return { columns: stream.columns, lines: stream.rows };
    }
    return -ERRNO.ENOTTY;
  }

  override umask(mask: number): number {
    return process.umask(mask);
  }

  override cpuSeconds(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }

  override sleep(seconds: number): void {
    pause(seconds * 1000);
  }
}

/** The kind of file that stdin is, for `serpent` without arguments: a terminal, or something to be run. */
export function stdinIsTerminal(): boolean {
  return tty.isatty(0) && fstatSync(0).isCharacterDevice();
}
