/** The machine as Node shows it: files, the standard streams of the process, its clocks. */
import { fstatSync, readFileSync, readSync, statSync, writeSync } from "node:fs";
import os from "node:os";
import tty from "node:tty";
import { MemorySystem } from "./memory-system.ts";

/** errno of an exception that Node's fs throws; EIO when it has none. */
function errnoOf(error: unknown): number {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return (os.constants.errno as Record<string, number>)[code] ?? os.constants.errno.EIO;
}

/** Waits a little for a pipe or terminal that is in non-blocking mode. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export class NodeSystem extends MemorySystem {
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

  override readFile(path: string): Uint8Array | null {
    try {
      return readFileSync(path);
    } catch {
      return null;
    }
  }

  override isDirectory(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
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
