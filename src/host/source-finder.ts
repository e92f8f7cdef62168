/** Finds the source file of a module in a folder: the host's part of importing (src/runtime/vm/import-load.ts). */
import type { HostSystem } from "./system.ts";

export const enum ModuleKind {
  NONE = 0,
  FILE = 1,
  PACKAGE = 2,
  NAMESPACE = 3,
}

/** What `find` has found: UTF-8 path, source, and its code when that was compiled ahead of time. */
interface FoundModule {
  path: Uint8Array;
  source: Uint8Array;
  code: Uint8Array;
}

const EMPTY = new Uint8Array(0);
const NOTHING: FoundModule = { path: EMPTY, source: EMPTY, code: EMPTY };

export class SourceFinder {
  /** What `find` has found last. */
  found: FoundModule = NOTHING;

  constructor(private readonly system: HostSystem) {}

  /** Looks for module `name` in `folder` ("" is the current one); with precompiled code if `wantCode` and there is some. */
  find(folder: string, name: string, wantCode: boolean): ModuleKind {
    const base = folder === "" ? name : folder.endsWith("/") ? folder + name : `${folder}/${name}`;
    if (this.take(`${base}/__init__.py`, wantCode)) return ModuleKind.PACKAGE;
    if (this.take(`${base}.py`, wantCode)) return ModuleKind.FILE;
    if (!this.system.files.isFolder(base)) {
      this.found = NOTHING;
      return ModuleKind.NONE;
    }
    this.found = { path: new TextEncoder().encode(base), source: EMPTY, code: EMPTY };
    return ModuleKind.NAMESPACE;
  }

  /** Is there a file at `path`? Then it is what has been found. */
  private take(path: string, wantCode: boolean): boolean {
    const code = wantCode ? (this.system.library?.code(path) ?? null) : null;
    const source = code ? EMPTY : this.system.files.readFile(path);
    if (!source) return false;
    this.found = { path: new TextEncoder().encode(path), source, code: code ?? EMPTY };
    return true;
  }
}
