// node scripts/build-library.mjs: dist/python313.zip, the standard library: CPython's modules in Python, as the npm package
// pyodide carries them, without what belongs to Pyodide itself.
import fs from "node:fs";
import path from "node:path";
import { unzipSync, zipSync } from "fflate";
import { root } from "./sources.mjs";

export const LIBRARY_SOURCE = path.join(root, "node_modules/pyodide/python_stdlib.zip");
export const LIBRARY = path.join(root, "dist/python313.zip");
/** Members that are not CPython's: Pyodide's own, and the build settings of its port. */
const NOT_CPYTHON = /^(_pyodide|pyodide)\/|^webbrowser\.py$|^_sysconfigdata_|^site-packages\//;
/** One date for all members: the archive depends on its contents only. */
const DATE = new Date(1980, 0, 1);

/** All modules by their path in the library. */
export function librarySources() {
  return unzipSync(fs.readFileSync(LIBRARY_SOURCE), {
    filter: ({ name }) => name.endsWith(".py") && !NOT_CPYTHON.test(name),
  });
}

export function buildLibrary() {
  const members = librarySources();
  fs.mkdirSync(path.dirname(LIBRARY), { recursive: true });
  fs.writeFileSync(LIBRARY, zipSync(members, { level: 9, mtime: DATE }));
}

if (process.argv[1] === import.meta.filename) buildLibrary();
