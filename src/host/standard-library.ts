/**
 * Python's standard library: CPython's own modules in Python, in an archive that the build makes beside the bundles
 * (scripts/build-library.mjs). Programs see it as read-only files in LIBRARY_FOLDER.
 *
 * The archive is opened when the first module or file of it is asked for; single members are unpacked on demand.
 * Beside `NAME.py` it may hold `NAME.pyc`, the module's code, compiled when the archive was made:
 *
 *   0  magic number of CPython 3.13's code   4  1: hash-based, unchecked   8  CRC-32 of the source   12  size of the source
 *   16 marshal of the code object
 */
import { ZipArchive } from "./zip-archive.ts";

/** sys.prefix: the library is lib/python3.13 in it, as in an installation of CPython. */
export const PREFIX = "/serpent";
export const LIBRARY_FOLDER = `${PREFIX}/lib/python3.13`;
/** File name of the archive. */
export const LIBRARY_ARCHIVE = "python313.zip";

/** 3571 and CR LF. */
export const CODE_MAGIC = 0x0a0d0df3;
export const CODE_HEADER_BYTES = 16;

const MOUNT = `${LIBRARY_FOLDER}/`;

export class StandardLibrary {
  private archive: ZipArchive | null = null;
  private folders: Map<string, Set<string>> | null = null;

  /** `open` is called at the first use. */
  constructor(private readonly open: () => ZipArchive) {}

  private get opened(): ZipArchive {
    this.archive ??= this.open();
    return this.archive;
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
    return member === null ? null : this.opened.read(member);
  }

  /** Size in bytes of a file; null when there is none. */
  fileSize(path: string): number | null {
    const member = StandardLibrary.memberOf(path);
    return (member === null ? undefined : this.opened.entry(member)?.sizeBytes) ?? null;
  }

  isFolder(path: string): boolean {
    return this.list(path) !== null;
  }

  /** Names in a folder; null when it is none. Precompiled code is not shown: it belongs to the sources. */
  list(path: string): string[] | null {
    const folder = path.endsWith("/") ? path.slice(0, -1) : path;
    if (!StandardLibrary.covers(folder)) return null;
    this.folders ??= this.findFolders();
    const names = this.folders.get(folder);
    return names ? [...names] : null;
  }

  private findFolders(): Map<string, Set<string>> {
    const folders = new Map<string, Set<string>>();
    for (const member of this.opened.names()) {
      if (member.endsWith(".pyc")) continue;
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
    const source = member === null ? undefined : this.opened.entry(member);
    if (!source) return null;
    const bytes = this.opened.read(`${member}c`);
    if (!bytes) return null;
    const header = new DataView(bytes.buffer, bytes.byteOffset, CODE_HEADER_BYTES);
    const belongs =
      header.getUint32(0, true) === CODE_MAGIC &&
      header.getUint32(8, true) === source.crc &&
      header.getUint32(12, true) === source.sizeBytes;
    return belongs ? bytes.subarray(CODE_HEADER_BYTES) : null;
  }
}
