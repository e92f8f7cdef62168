/**
 * What a runtime needs of the machine it runs on. Implementations: node-system.ts (files, standard streams), and
 * memory-system.ts (nothing but memory, for browsers, embedding and tests).
 */
export interface HostSystem {
  /** Writes to stdout (1) or stderr (2): number of bytes taken, or -errno. */
  write(fd: number, bytes: Uint8Array): number;
  /** Reads from stdin, blocking: number of bytes, 0 at the end, or -errno. */
  read(fd: number, into: Uint8Array): number;
  isTerminal(fd: number): boolean;
  /** The contents of a file; null when there is none or it can't be read. */
  readFile(path: string): Uint8Array | null;
  isDirectory(path: string): boolean;
  /** Seconds: since the epoch, since an arbitrary start, of CPU time. */
  wallSeconds(): number;
  monotonicSeconds(): number;
  cpuSeconds(): number;
  sleep(seconds: number): void;
  fillRandom(into: Uint8Array): void;
  /** Minutes that local time is ahead of UTC at that moment (seconds since the epoch). */
  zoneOffsetMinutes(epochSeconds: number): number;
}
