/**
 * A machine without files and terminals: what is written is kept, what is read comes from a text given in advance.
 * Runs in any JavaScript engine.
 */
import { ERRNO } from "./errno-numbers.ts";
import { type FileStatus, type FileSystem, S_IFIFO } from "./file-system.ts";
import { LibraryFiles } from "./library-files.ts";
import { MemoryFiles } from "./memory-files.ts";
import type { StandardLibrary } from "./standard-library.ts";
import type { HostSystem, ProcessFacts } from "./system.ts";
import { dateZone, parsePosixZone, parseZoneFile, type TimeZone, UTC, unreadableZone } from "./time-zone.ts";

const LOCAL_TIME = "/etc/localtime";
const ZONE_FILES = "/usr/share/zoneinfo/";

export interface MemorySystemOptions {
  /** What stdin yields. */
  stdin?: string;
  /** Files by path; folders come into being as needed. */
  files?: Record<string, string | Uint8Array>;
  /** os.environ. */
  environment?: Record<string, string>;
  /** The standard library; without it only built-in modules and those in `files` can be imported. */
  library?: StandardLibrary | null;
  /** Called with each piece of output, as it is written. */
  onOutput?(fd: 1 | 2, bytes: Uint8Array): void;
}

export class MemorySystem implements HostSystem {
  private variables: Readonly<Record<string, string | undefined>> | null = null;
  private readonly output: Record<number, Uint8Array[]> = { 1: [], 2: [] };
  private readonly input: Uint8Array;
  private inputAt = 0;
  private mask = 0o022;
  readonly library: StandardLibrary | null;
  readonly files: FileSystem;

  /** `files`: what the options' files are laid over by subclasses. */
  constructor(
    private readonly options: MemorySystemOptions = {},
    files: FileSystem = new MemoryFiles(options.files),
  ) {
    this.input = new TextEncoder().encode(options.stdin ?? "");
    this.library = options.library ?? null;
    this.files = this.library ? new LibraryFiles(this.library, files) : files;
  }

  /** All that has been written to stdout (1) or stderr (2), and forgets it. */
  takeOutput(fd: 1 | 2): string {
    const pieces = this.output[fd];
    this.output[fd] = [];
    const decoder = new TextDecoder();
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }

  write(fd: number, bytes: Uint8Array): number {
    if (fd !== 1 && fd !== 2) return -ERRNO.EBADF;
    const copy = bytes.slice();
    if (this.options.onOutput) this.options.onOutput(fd, copy);
    else this.output[fd].push(copy);
    return bytes.length;
  }

  read(_fd: number, into: Uint8Array): number {
    const piece = this.input.subarray(this.inputAt, this.inputAt + into.length);
    into.set(piece);
    this.inputAt += piece.length;
    return piece.length;
  }

  isTerminal(_fd: number): boolean {
    return false;
  }

  streamStatus(fd: number): FileStatus | number {
    const zero = 0n;
    const times = { atimeNs: zero, mtimeNs: zero, ctimeNs: zero };
    const owner = { uid: zero, gid: zero, dev: zero, rdev: zero };
    return {
      mode: BigInt(S_IFIFO | 0o600),
      ino: BigInt(fd),
      nlink: 1n,
      size: zero,
      blksize: 4096n,
      blocks: zero,
      ...times,
      ...owner,
    };
  }

  environment(): Readonly<Record<string, string | undefined>> {
    this.variables ??= { ...this.initialEnvironment() };
    return this.variables;
  }

  setVariable(name: string, value: string | null): void {
    this.variables = { ...this.environment(), [name]: value ?? undefined };
  }

  /** Environment variables at the start. */
  protected initialEnvironment(): Readonly<Record<string, string | undefined>> {
    return this.options.environment ?? {};
  }

  processFacts(): ProcessFacts {
    return { pid: 1, ppid: 0, uid: 0, euid: 0, gid: 0, egid: 0, cpuCount: 1 };
  }

  systemNames(): string[] {
    return ["Linux", "serpentarium", "", "", "wasm32"];
  }

  terminalSize(): { columns: number; lines: number } | number {
    return -ERRNO.ENOTTY;
  }

  umask(mask: number): number {
    const old = this.mask;
    this.mask = mask & 0o777;
    return old;
  }

  wallSeconds(): number {
    return Date.now() / 1000;
  }

  monotonicSeconds(): number {
    return performance.now() / 1000;
  }

  cpuSeconds(): number {
    return performance.now() / 1000;
  }

  /** Without threads there is no way to sleep but to wait busily. */
  sleep(seconds: number): void {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end);
  }

  fillRandom(into: Uint8Array): void {
    for (let at = 0; at < into.length; at += 65536) {
      // A view on wasm memory that is shared would be refused: fill a copy.
      const piece = new Uint8Array(Math.min(65536, into.length - at));
      crypto.getRandomValues(piece);
      into.set(piece, at);
    }
  }

  /** As C's tzset: a file or a rule named by TZ, without TZ /etc/localtime. Where there are no such files: what Date knows. */
  timeZone(): TimeZone {
    const setting = this.environment().TZ;
    if (setting === undefined) return this.zoneFromFile(LOCAL_TIME) ?? dateZone();
    const name = setting.replace(/^:/, "");
    if (name === "") return UTC;
    const zone = this.zoneFromFile(name.startsWith("/") ? name : ZONE_FILES + name) ?? parsePosixZone(name);
    if (zone) return zone;
    return this.files.readFile(LOCAL_TIME) === null ? dateZone() : unreadableZone(name);
  }

  private zoneFromFile(path: string): TimeZone | null {
    const bytes = this.files.readFile(path);
    return bytes === null ? null : parseZoneFile(bytes);
  }
}
