/**
 * Python's standard library: CPython's own modules in Python, in an archive that the build makes beside the bundles
 * (scripts/build-library.ts). Programs see it as read-only files in LIBRARY_FOLDER.
 *
 * The archive is opened when the first module or file of it is asked for; single members are unpacked on demand. A second archive
 * may hold for each `NAME.py` a `NAME.pyc`, the module's code, compiled when the archives were made, which programs see as
 * `__pycache__/NAME.cpython-313.pyc`:
 *
 *   0  magic number of CPython 3.13's code   4  1: hash-based, unchecked   8  CRC-32 of the source   12  size of the source
 *   16 marshal of the code object
 */
import { ZipArchive } from "./zip-archive.ts";

/** sys.prefix: the library is lib/python3.13 in it, as in an installation of CPython. */
export const PREFIX = "/serpent";
export const LIBRARY_FOLDER = `${PREFIX}/lib/python3.13`;
/** File names of the archives: of the sources, of their code. */
export const LIBRARY_ARCHIVE = "python313.zip";
export const CODE_ARCHIVE = "python313-code.zip";

/** 3571 and CR LF. */
export const CODE_MAGIC = 0x0a0d0df3;
export const CODE_HEADER_BYTES = 16;

/** Modules that CPython has in its executable: their code names no file (src/runtime/vm/import-frozen.ts). */
const FROZEN = new Set([
  ...[
    "zipimport",
    "abc",
    "codecs",
    "io",
    "_collections_abc",
    "_sitebuiltins",
    "genericpath",
    "ntpath",
    "posixpath",
    "os",
  ],
  ...["site", "stat", "importlib.util", "importlib.machinery", "runpy", "__hello__", "__phello__", "__phello__.ham"],
  ...["__phello__.ham.eggs", "__phello__.spam", "importlib._bootstrap", "importlib._bootstrap_external"],
]);

/** The name under which the member `NAME.py` is frozen, null when it is not. */
export function frozenName(member: string): string | null {
  const name = member
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "")
    .replaceAll("/", ".");
  return FROZEN.has(name) ? name : null;
}

const MOUNT = `${LIBRARY_FOLDER}/`;
const CACHE_FOLDER = "__pycache__";
const CACHE_SUFFIX = ".cpython-313.pyc";

/** The member `NAME.py` whose code `NAME.cpython-313.pyc` in its folder's `__pycache__` is; null for other files. */
function cachedMember(member: string): string | null {
  const at = member.lastIndexOf(`${CACHE_FOLDER}/`);
  const isCode = at === 0 || member[at - 1] === "/";
  if (!isCode || !member.endsWith(CACHE_SUFFIX)) return null;
  const name = member.slice(at + CACHE_FOLDER.length + 1, -CACHE_SUFFIX.length);
  return `${member.slice(0, at)}${name}.py`;
}

/** Where programs see the member `NAME.pyc` of the archive of code. */
function cachePath(member: string): string {
  const slash = member.lastIndexOf("/") + 1;
  return `${member.slice(0, slash)}${CACHE_FOLDER}/${member.slice(slash, -".pyc".length)}${CACHE_SUFFIX}`;
}

export class StandardLibrary {
  private sources: ZipArchive | null = null;
  private codes: ZipArchive | null = null;
  private folders: Map<string, Set<string>> | null = null;

  /** Both are called at the first use. Without `openCode` modules are compiled when they are imported. */
  constructor(
    private readonly openSources: () => ZipArchive,
    private readonly openCode: (() => ZipArchive) | null = null,
  ) {}

  private get opened(): ZipArchive {
    this.sources ??= this.openSources();
    return this.sources;
  }

  /** Name of the member that an absolute path means; null when the path is not in the library. */
  private static memberOf(path: string): string | null {
    return path.startsWith(MOUNT) ? path.slice(MOUNT.length) : null;
  }

  /** Does the library answer for this absolute path? */
  static covers(path: string): boolean {
    return path === PREFIX || path.startsWith(`${PREFIX}/`);
  }

  /** Contents of a file of the library; null when there is none. */
  readFile(path: string): Uint8Array | null {
    const member = StandardLibrary.memberOf(path);
    if (member === null) return null;
    const cached = cachedMember(member);
    return cached === null ? this.opened.read(member) : this.codeFile(cached);
  }

  /** Size in bytes of a file; null when there is none. */
  fileSize(path: string): number | null {
    const member = StandardLibrary.memberOf(path);
    if (member === null) return null;
    const cached = cachedMember(member);
    if (cached !== null) return this.codeFile(cached)?.length ?? null;
    return this.opened.entry(member)?.sizeBytes ?? null;
  }

  isFolder(path: string): boolean {
    return this.list(path) !== null;
  }

  /** Names in a folder; null when it is none. */
  list(path: string): string[] | null {
    const folder = path.endsWith("/") ? path.slice(0, -1) : path;
    if (!StandardLibrary.covers(folder)) return null;
    this.folders ??= this.findFolders();
    const names = this.folders.get(folder);
    return names ? [...names] : null;
  }

  private findFolders(): Map<string, Set<string>> {
    const folders = new Map<string, Set<string>>();
    const codes = [...(this.openedCode?.names() ?? [])].map(cachePath);
    for (const member of [...this.opened.names(), ...codes]) {
      let path = MOUNT + member;
      while (path !== PREFIX) {
        const slash = path.lastIndexOf("/");
        const folder = path.slice(0, slash);
        const names = folders.get(folder);
        if (names) {
          names.add(path.slice(slash + 1));
          break;
        }
        folders.set(folder, new Set([path.slice(slash + 1)]));
        path = folder;
      }
    }
    return folders;
  }

  /**
   * Marshalled code of the source file at `path`, compiled ahead of time (without -O); null when there is none, or when it
   * was made from another source than the archive has.
   */
  code(path: string): Uint8Array | null {
    const member = StandardLibrary.memberOf(path);
    return (member === null ? null : this.codeFile(member))?.subarray(CODE_HEADER_BYTES) ?? null;
  }

  private get openedCode(): ZipArchive | null {
    this.codes ??= this.openCode?.() ?? null;
    return this.codes;
  }

  /** The member `NAME.pyc` for `NAME.py`; null as code() says. */
  private codeFile(member: string): Uint8Array | null {
    const source = this.opened.entry(member);
    const bytes = source ? this.openedCode?.read(`${member}c`) : null;
    if (!source || !bytes) return null;
    const header = new DataView(bytes.buffer, bytes.byteOffset, CODE_HEADER_BYTES);
    const belongs =
      header.getUint32(0, true) === CODE_MAGIC &&
      header.getUint32(8, true) === source.crc &&
      header.getUint32(12, true) === source.sizeBytes;
    return belongs ? bytes : null;
  }
}
