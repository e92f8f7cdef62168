/**
 * The dict object. CPython: PyDictObject (cpython/dictobject.h).
 *
 *   +0  PyObject                     A combined dict has ma_values NULL and owns ma_keys alone; a split dict shares ma_keys
 *   +16 ma_used         items        with the other instances of a class and owns ma_values (unless they are embedded in
 *   +24 ma_version_tag  0 here       an instance). The empty dict's keys are Py_EMPTY_KEYS, which is immortal.
 *   +32 ma_keys
 *   +40 ma_values       or NULL      NOT CPYTHON: ma_version_tag stays 0: without dict watchers nothing can see it.
 */
import { PyObject, Py_IS_TYPE, Py_ssize_t } from "../object/object";
import { PyDict_Type } from "../object/static-types";
import { Py_TPFLAGS_DICT_SUBCLASS, PyType_FastSubclass } from "../object/type-object";
import { PyDictKeysObject } from "./dict-keys";
import { PyDictValues } from "./dict-values";

@unmanaged
export class PyDictObject extends PyObject {
  ma_used: Py_ssize_t;
  ma_version_tag: u64;
  ma_keys: PyDictKeysObject;
  ma_values: PyDictValues | null;
}

/** @inline */
export function PyDict_Check(o: PyObject): bool {
  return PyType_FastSubclass(o.ob_type, Py_TPFLAGS_DICT_SUBCLASS);
}

/** @inline */
export function PyDict_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyDict_Type);
}

/** @inline */
export function PyDict_GET_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyDictObject>(o).ma_used;
}

/** @inline */
export function _PyDict_HasSplitTable(mp: PyDictObject): bool {
  return mp.ma_values !== null;
}
