/**
 * Source lines for tracebacks and errors, as CPython's linecache has them: of files, and of the sources that no file has
 * and the host has registered ("<string>" of -c, "<stdin>-3" of the prompt).
 */
import { decodeSource } from "../compiler/source-encoding.ts";
import type { HostSystem } from "./system.ts";

interface KnownFile {
  bytes: Uint8Array;
  lines: readonly string[];
}

/** Files kept, so that a traceback with many entries decodes a file once. */
const MOST_FILES = 16;

export class SourceLines {
  private readonly registered = new Map<string, readonly string[]>();
  private readonly files = new Map<string, KnownFile>();

  constructor(private readonly system: HostSystem) {}

  /** Gives `filename`, which is no file, a source. */
  register(filename: string, source: string): void {
    this.registered.set(filename, splitSource(source));
  }

  /** The lines, without their ends, of a registered source or a file; null when there is none, or it can't be decoded. */
  linesOf(filename: string): readonly string[] | null {
    const known = this.registered.get(filename);
    if (known !== undefined) return known;
    if (filename === "" || (filename.startsWith("<") && filename.endsWith(">"))) return null;
    return this.fileLines(filename);
  }

  /** As linesOf, for files only. */
  fileLines(path: string): readonly string[] | null {
    const bytes = this.system.files.readFile(path);
    if (bytes === null) return null;
    const known = this.files.get(path);
    if (known !== undefined && equalBytes(known.bytes, bytes)) return known.lines;
    const lines = decodeLines(bytes, path);
    if (lines === null) return null;
    if (this.files.size >= MOST_FILES) this.files.clear();
    this.files.set(path, { bytes, lines });
    return lines;
  }

  /** Line `lineno` (from 1) of a file, without its end; null when it can't be had. */
  fileLine(path: string, lineno: number): string | null {
    return this.fileLines(path)?.[lineno - 1] ?? null;
  }
}

function decodeLines(bytes: Uint8Array, path: string): readonly string[] | null {
  try {
    const { text, hasUndecodable } = decodeSource(bytes, path, false);
    return hasUndecodable ? null : splitSource(text);
  } catch {
    return null; // an unknown encoding, or bytes that it does not have
  }
}

/** Universal newlines; what follows the last line end is a line only if there is something. */
function splitSource(source: string): readonly string[] {
  const lines = source.split(/\r\n|\r|\n/);
  if (lines[lines.length - 1] === "") lines.pop();
  return lines;
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
