/**
 * The modules that CPython keeps in its executable, "frozen": they are found before anything on sys.path, whatever the program's
 * folder has, and their code says `<frozen NAME>` for its file. CPython: Python/frozen.c, FrozenImporter.
 *
 * NOT CPYTHON: their code lies in the standard library's archive with the others.
 */

import { PyList_Append, PyList_New } from "../builtin-types/list";
import { get_latin1_char, PyUnicode_AsUTF8AndSize, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_Replace } from "../builtin-types/str-replace";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";

/** sys.prefix, and where the library is in it. The host has the files there (src/host/standard-library.ts). */
export function library_prefix(): usize {
  return cstr("/serpent");
}

export function library_folder(): usize {
  return cstr("/serpent/lib/python3.13");
}

/** The names that are no aliases (import-frozen-code.ts), with a blank on both sides of each. */
function frozen_names(): usize {
  return cstr(
    " _frozen_importlib _frozen_importlib_external zipimport abc codecs io _collections_abc _sitebuiltins genericpath ntpath posixpath os site stat importlib.util importlib.machinery runpy __hello__ __phello__ __phello__.ham __phello__.ham.eggs __phello__.spam ",
  );
}

/** Does the NUL-terminated `names` have " NAME " in it? */
function contains_word(names: usize, name: usize, length: i32): bool {
  let at = names;
  while (load<u8>(at + 1) !== 0) {
    at++;
    let i = 0;
    while (i < length && load<u8>(at + <usize>i) === load<u8>(name + <usize>i)) i++;
    if (i === length && load<u8>(at + <usize>i) === 32) return true;
    while (load<u8>(at) !== 32) at++;
  }
  return false;
}

/** Is the module `name` (absolute) one of them? */
export function is_frozen_module(name: PyObject): bool {
  const text = PyUnicode_AsUTF8AndSize(name);
  if (text) return contains_word(frozen_names(), text, tstate.out_i32);
  return false;
}

/** The folder of the package with that name: a new str. */
function package_folder(name: PyObject): PyObject | null {
  const parts = PyUnicode_Replace(name, get_latin1_char(46), get_latin1_char(47), -1);
  if (!parts) return null;
  const folder = PyUnicode_FromFormat(cstr("%s/%U"), library_folder(), ptr(parts));
  Py_DECREF(parts);
  return folder;
}

/** The path to search for a frozen module whose name has a dot at `dot` (-1: none): a new list of one folder. */
export function frozen_path(parent: PyObject | null): PyObject | null {
  const folder = parent ? package_folder(parent) : PyUnicode_FromString(library_folder());
  const list = folder ? PyList_New(0) : null;
  let ok: bool = false;
  if (list && folder) ok = PyList_Append(list, folder) === 0;
  if (folder) Py_DECREF(folder);
  if (ok || !list) return list;
  Py_DECREF(list);
  return null;
}

/** `<frozen NAME>`: new reference. */
export function frozen_filename(name: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<frozen %U>"), ptr(name));
}
