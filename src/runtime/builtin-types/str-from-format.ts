/**
 * printf-like formatting for the runtime itself. CPython: PyUnicode_FromFormat(V) of Objects/unicodeobject.c.
 *
 * %% %c %d %i %u %x %X %o (32 bits; `l`, `ll`, `z`, `j`, `t` prefixes: see below) %p %s %U %V %S %R %A %T %#T %N %#N, with flags 0 and -, width,
 * precision, * for both. NOT CPYTHON: arguments are `usize` (32 bits); a 64-bit number is passed by address with prefix `ll` or `j`.
 */
import { PyObject } from "../object/object";
import { _PyUnicodeWriter } from "./str-writer";

/** Returns a new reference. */
export function PyUnicode_FromFormat(
  format: usize,
  a: usize = 0,
  b: usize = 0,
  c: usize = 0,
  d: usize = 0,
  e: usize = 0,
  f: usize = 0,
): PyObject | null {
  unreachable();
}

/** Appends the formatted text to `writer`; `args` is the address of the arguments, 4 bytes each. -1 on error. */
export function unicode_from_format(writer: _PyUnicodeWriter, format: usize, args: usize): i32 {
  unreachable();
}
