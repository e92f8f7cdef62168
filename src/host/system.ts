/**
 * What a runtime needs of the machine it runs on. Implementations: node-system.ts (files, standard streams), and
 * memory-system.ts (nothing but memory, for browsers, embedding and tests).
 */
import type { FileStatus, FileSystem } from "./file-system.ts";
import type { StandardLibrary } from "./standard-library.ts";
import type { TimeZone } from "./time-zone.ts";

/** Numbers that describe the process. */
export interface ProcessFacts {
  pid: number;
  ppid: number;
  uid: number;
  euid: number;
  gid: number;
  egid: number;
  cpuCount: number;
}

export interface HostSystem {
  /** Writes to stdout (1) or stderr (2): number of bytes taken, or -errno. */
  write(fd: number, bytes: Uint8Array): number;
  /** Reads from stdin, blocking: number of bytes, 0 at the end, or -errno. */
  read(fd: number, into: Uint8Array): number;
  isTerminal(fd: number): boolean;
  /** Of a standard stream; -errno when there is no such. */
  streamStatus(fd: number): FileStatus | number;
  /** Files, those of the library among them. */
  readonly files: FileSystem;
  /** Null: only built-in modules and those that `files` has can be imported. */
  readonly library: StandardLibrary | null;
  /** Environment variables, with those that the program has set. */
  environment(): Readonly<Record<string, string | undefined>>;
  /** Sets a variable of this program's environment; null takes it out. */
  setVariable(name: string, value: string | null): void;
  processFacts(): ProcessFacts;
  /** What os.uname() tells: system, node, release, version, machine. */
  systemNames(): string[];
  /** Of the terminal that the standard streams are, in characters; -errno when it can't be told. */
  terminalSize(): { columns: number; lines: number } | number;
  /** Sets the permissions that new files don't get; the old ones. */
  umask(mask: number): number;
  /** Seconds: since the epoch, since an arbitrary start, of CPU time. */
  wallSeconds(): number;
  monotonicSeconds(): number;
  cpuSeconds(): number;
  sleep(seconds: number): void;
  fillRandom(into: Uint8Array): void;
  /** The zone of local time, as TZ says now. */
  timeZone(): TimeZone;
}
