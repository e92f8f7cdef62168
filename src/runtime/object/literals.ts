/**
 * Text literals in static memory. CPython: C string literals and the `_Py_ID` strings of pycore_global_strings.h.
 *
 * Both functions take a literal; scripts/preprocess.mjs collects all literals of the runtime, lays them out, and turns
 * each call into a constant address (this file's bodies are replaced too). Nothing here runs as written.
 */
import { PyObject } from "./object";

/** Address of NUL-terminated UTF-8. */
export function cstr(literal: string): usize {
  return changetype<usize>(literal);
}

/** The interned, immortal, static str of that name (ASCII, 2 to 47 characters). Borrowed. */
export function _Py_ID(literal: string): PyObject {
  return changetype<PyObject>(literal);
}
