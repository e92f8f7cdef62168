/** Specialising global names: by the version of the key tables of globals and builtins. CPython: _Py_Specialize_LoadGlobal. */

import { LOAD_GLOBAL, LOAD_GLOBAL_BUILTIN, LOAD_GLOBAL_MODULE } from "../builtin-types/code-opcodes";
import {
  _PyDictKeys_GetVersionForCurrentState,
  _PyDictKeys_StringLookup,
  DK_IS_UNICODE,
  PyDictKeysObject,
} from "../builtin-types/dict-keys";
import { PyDict_CheckExact, PyDictObject } from "../builtin-types/dict-object";
import { PyObject } from "../object/object";
import { finish } from "./specialize";

/** The version of a key table if it fits in 16 bits, else 0. */
function short_version(keys: PyDictKeysObject): u32 {
  const version = _PyDictKeys_GetVersionForCurrentState(keys);
  return version <= 0xffff ? version : 0;
}

/** Index of `name` in a table of str keys; -1 missing, -2 not to be used. */
function short_index(dict: PyObject, name: PyObject): i32 {
  if (!PyDict_CheckExact(dict)) return -2;
  const keys = changetype<PyDictObject>(dict).ma_keys;
  if (!DK_IS_UNICODE(keys)) return -2;
  const index = _PyDictKeys_StringLookup(keys, name);
  if (index === -1) return -1;
  return index < 0 || index > 0xffff ? -2 : index;
}

function load_global_for(globals: PyObject, builtins: PyObject, instr: usize, name: PyObject): i32 {
  let index = short_index(globals, name);
  if (index === -2) return 0;
  const version = short_version(changetype<PyDictObject>(globals).ma_keys);
  if (version === 0) return 0;
  if (index >= 0) {
    store<u16>(instr, <u16>version, 4);
    store<u16>(instr, <u16>index, 8);
    return LOAD_GLOBAL_MODULE;
  }
  index = short_index(builtins, name);
  if (index < 0) return 0;
  const builtin_version = short_version(changetype<PyDictObject>(builtins).ma_keys);
  if (builtin_version === 0) return 0;
  store<u16>(instr, <u16>version, 4);
  store<u16>(instr, <u16>builtin_version, 6);
  store<u16>(instr, <u16>index, 8);
  return LOAD_GLOBAL_BUILTIN;
}

export function _Py_Specialize_LoadGlobal(globals: PyObject, builtins: PyObject, instr: usize, name: PyObject): void {
  finish(instr, load_global_for(globals, builtins, instr, name), LOAD_GLOBAL);
}
