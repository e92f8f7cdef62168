/**
 * Interning: at most one interned str for each text. CPython: Objects/unicodeobject.c (intern_common and its callers).
 *
 * Static strings (identifiers, latin-1 characters, "") are in a table of their own (INTERNED_STRINGS), the others in the dict
 * `interp.interned`, whose two references (key and value) to a mortal interned str are not counted.
 */
import { PyObject } from "../object/object";

/** Interns as immortal unless... see _PyUnicode_InternMortal; what the public C API does. Steals `s`, returns the interned str. */
export function PyUnicode_InternInPlace(s: PyObject): PyObject {
  unreachable();
}

/** Steals a reference to `s`; returns a reference to the interned str of that text (`s` itself when it cannot be interned). */
export function _PyUnicode_InternMortal(s: PyObject): PyObject {
  unreachable();
}

/** As _PyUnicode_InternMortal; the result is immortal. */
export function _PyUnicode_InternImmortal(s: PyObject): PyObject {
  unreachable();
}

/** The interned str of NUL-terminated UTF-8. Returns a new reference. */
export function PyUnicode_InternFromString(u: usize): PyObject | null {
  unreachable();
}

/** Takes an interned str that is being released out of the dict. */
export function unicode_remove_interned(s: PyObject): void {
  unreachable();
}

/** Number of interned strings (sys.getunicodeinternedsize). */
export function _PyUnicode_InternedSize(): i32 {
  unreachable();
}

/** Number of immortal ones among them. */
export function _PyUnicode_InternedSize_Immortal(): i32 {
  unreachable();
}

/** Makes the `_Py_ID` objects, "" and the latin-1 characters; to be called before any other function of str. */
export function init_identifiers(): void {
  unreachable();
}
