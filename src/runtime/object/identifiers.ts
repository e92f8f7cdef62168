/**
 * Where the `_Py_ID` strings lie. CPython: the static strings of pycore_global_strings.h: immortal, interned, outside
 * every arena.
 *
 * Each occupies IDENTIFIER_PITCH bytes: a PyASCIIObject (40 bytes), the characters, a NUL. The type and interning are
 * filled in at start-up by `init_identifiers` of builtin-types/str-intern.ts, which reads the names from here.
 */

import { _identifier_base, _identifier_count, _identifier_name } from "./literals-table";
import { PyObject } from "./object";

export const IDENTIFIER_PITCH: usize = 88;

export function identifier_count(): i32 {
  return _identifier_count();
}

/** NUL-terminated name of identifier `i`. */
export function identifier_name(i: i32): usize {
  return _identifier_name(i);
}

/** The (still empty) object of identifier `i`. */
export function identifier_object(i: i32): PyObject {
  return changetype<PyObject>(_identifier_base() + <usize>i * IDENTIFIER_PITCH);
}
