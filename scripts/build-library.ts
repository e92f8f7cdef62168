// tsx scripts/build-library.ts: the standard library, CPython's modules in Python, as the npm package pyodide carries them, without
// what belongs to Pyodide itself.
//   dist/python313.zip        the sources
//   dist/python313-code.zip   for each NAME.py its code, NAME.pyc, compiled by src/compiler (src/host/standard-library.ts)
import fs from "node:fs";
import path from "node:path";
import { inflateSync, type Unzipped, unzipSync, type Zippable, zipSync } from "fflate";
import { compile } from "../src/compiler/compile.ts";
import { PythonSyntaxError } from "../src/compiler/syntax-error.ts";
import {
  CODE_ARCHIVE,
  CODE_HEADER_BYTES,
  CODE_MAGIC,
  frozenName,
  LIBRARY_ARCHIVE,
  LIBRARY_FOLDER,
} from "../src/host/standard-library.ts";
import { bytesAsSource, ZipArchive } from "../src/host/zip-archive.ts";

const root = path.dirname(import.meta.dirname);
const SOURCE = path.join(root, "node_modules/pyodide/python_stdlib.zip");
/** Members that are not CPython's: Pyodide's own, and the build settings of its port. */
const NOT_CPYTHON = /^(_pyodide|pyodide)\/|^webbrowser\.py$|^_sysconfigdata_|^site-packages\//;
/** One date for all members: the archive depends on its contents only. */
const DATE = new Date(1980, 0, 1);
/** In the code's header: its validity does not depend on dates, and nobody compares it with the source at run time. */
const HASH_BASED = 1;

/** All modules by their path in the library. */
function librarySources(): Unzipped {
  return unzipSync(fs.readFileSync(SOURCE), {
    filter: ({ name }) => name.endsWith(".py") && !NOT_CPYTHON.test(name),
  });
}

/** What `NAME.pyc` holds; undefined for a source that no Python 3.13 compiles. */
function codeMember(name: string, source: Uint8Array, crc: number): Uint8Array | undefined {
  const frozen = frozenName(name);
  const filename = frozen === null ? `${LIBRARY_FOLDER}/${name}` : `<frozen ${frozen}>`;
  try {
    const { code } = compile(source, filename, "exec", { optimize: 0, flags: 0 });
    const member = new Uint8Array(CODE_HEADER_BYTES + code.length);
    const header = new DataView(member.buffer);
    header.setUint32(0, CODE_MAGIC, true);
    header.setUint32(4, HASH_BASED, true);
    header.setUint32(8, crc, true);
    header.setUint32(12, source.length, true);
    member.set(code, CODE_HEADER_BYTES);
    return member;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return undefined;
    throw error;
  }
}

function buildLibrary(): void {
  const sources = librarySources();
  const packed = zipSync(sources, { level: 9, mtime: DATE });
  const archive = new ZipArchive(bytesAsSource(packed), inflateSync);
  const codes: Zippable = {};
  for (const [name, source] of Object.entries(sources)) {
    const code = codeMember(name, source, archive.entry(name)?.crc ?? 0);
    if (code) codes[`${name}c`] = code;
    else console.error(`library: ${name} does not compile`);
  }
  const folder = path.join(root, "dist");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, LIBRARY_ARCHIVE), packed);
  fs.writeFileSync(path.join(folder, CODE_ARCHIVE), zipSync(codes, { level: 9, mtime: DATE }));
}

buildLibrary();
