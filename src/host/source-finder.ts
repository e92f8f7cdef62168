/** Finds the source file of a module in a folder: the host's part of importing (src/runtime/vm/import-load.ts). */
import type { HostSystem } from "./system.ts";

export const enum ModuleKind {
  NONE = 0,
  FILE = 1,
  PACKAGE = 2,
  NAMESPACE = 3,
}

const NOTHING = { path: new Uint8Array(0), source: new Uint8Array(0) };

export class SourceFinder {
  /** UTF-8 path and source of what `find` has found last. */
  found: { path: Uint8Array; source: Uint8Array } = NOTHING;

  constructor(private readonly system: HostSystem) {}

  /** Looks for module `name` in `folder` ("" is the current one). */
  find(folder: string, name: string): ModuleKind {
    const base = folder === "" ? name : folder.endsWith("/") ? folder + name : `${folder}/${name}`;
    const asPackage = this.system.readFile(`${base}/__init__.py`);
    if (asPackage) return this.take(ModuleKind.PACKAGE, `${base}/__init__.py`, asPackage);
    const asFile = this.system.readFile(`${base}.py`);
    if (asFile) return this.take(ModuleKind.FILE, `${base}.py`, asFile);
    if (this.system.isDirectory(base)) return this.take(ModuleKind.NAMESPACE, base, new Uint8Array(0));
    this.found = NOTHING;
    return ModuleKind.NONE;
  }

  private take(kind: ModuleKind, path: string, source: Uint8Array): ModuleKind {
    this.found = { path: new TextEncoder().encode(path), source };
    return kind;
  }
}
