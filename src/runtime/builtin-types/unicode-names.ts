/**
 * Names of characters, for `\N{...}` and namereplace. CPython: the _ucnhash C API that unicodedata exports.
 *
 * The names are the module unicodedata's; it installs its two functions here when it is imported.
 */

import { PyErr_Clear, PyErr_ExceptionMatches } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { _Py_ID } from "../object/literals";
import { Py_DECREF } from "../object/object";
import { PyExc_MemoryError } from "../object/static-types";

@unmanaged
class NameFunctions {
  getname: usize;
  getcode: usize;
  /** unicodedata has been asked for. */
  tried: i32;
  pad: i32;
}
const names: NameFunctions = changetype<NameFunctions>(memory.data(32, 8));

/**
 * `getname`: writes the name of a character to a buffer of a size, returns its length, 0: none. `getcode`: the character of
 * a name (address, length; any case), -1: none.
 */
export function install_unicode_names(
  getname: (ch: u32, buffer: usize, size: i32) => i32,
  getcode: (name: usize, length: i32) => i32,
): void {
  names.getname = <usize>getname.index;
  names.getcode = <usize>getcode.index;
}

/** Imports unicodedata, once. False when there is none; with MemoryError when there may be one. */
export function have_unicode_names(): bool {
  if (names.getname === 0 && !names.tried) {
    const module = import_module(_Py_ID("unicodedata"));
    if (module) Py_DECREF(module);
    else if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
    else PyErr_Clear();
    names.tried = 1;
  }
  return names.getname !== 0;
}

/** Writes the name of `ch` to the buffer; returns its length, 0 when it has none (or have_unicode_names() is false). */
export function unicode_name(ch: u32, buffer: usize, size: i32): i32 {
  if (!have_unicode_names()) return 0;
  return call_indirect<i32>(<u32>names.getname, ch, buffer, size);
}

/** The character of a name; -1: none. */
export function unicode_of_name(name: usize, length: i32): i32 {
  if (!have_unicode_names()) return -1;
  return call_indirect<i32>(<u32>names.getcode, name, length);
}
