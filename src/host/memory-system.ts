/**
 * A machine without files and terminals: what is written is kept, what is read comes from a text given in advance.
 * Runs in any JavaScript engine.
 */
import type { HostSystem } from "./system.ts";

export interface MemorySystemOptions {
  /** What stdin yields. */
  stdin?: string;
  /** Source files by path, for imports. */
  files?: Record<string, string | Uint8Array>;
  /** Called with each piece of output, as it is written. */
  onOutput?(fd: 1 | 2, bytes: Uint8Array): void;
}

const EBADF = 9;

export class MemorySystem implements HostSystem {
  private readonly output: Record<number, Uint8Array[]> = { 1: [], 2: [] };
  private readonly input: Uint8Array;
  private inputAt = 0;

  constructor(private readonly options: MemorySystemOptions = {}) {
    this.input = new TextEncoder().encode(options.stdin ?? "");
  }

  /** All that has been written to stdout (1) or stderr (2), and forgets it. */
  takeOutput(fd: 1 | 2): string {
    const pieces = this.output[fd];
    this.output[fd] = [];
    const decoder = new TextDecoder();
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }

  write(fd: number, bytes: Uint8Array): number {
    if (fd !== 1 && fd !== 2) return -EBADF;
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

  readFile(path: string): Uint8Array | null {
    const file = this.options.files?.[path];
    if (file === undefined) return null;
    return typeof file === "string" ? new TextEncoder().encode(file) : file;
  }

  isDirectory(path: string): boolean {
    const prefix = path.endsWith("/") ? path : `${path}/`;
    return Object.keys(this.options.files ?? {}).some((name) => name.startsWith(prefix));
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

  zoneOffsetMinutes(epochSeconds: number): number {
    return -new Date(epochSeconds * 1000).getTimezoneOffset();
  }
}
