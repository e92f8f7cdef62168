/** The module `_weakref`. CPython: Modules/_weakref.c. */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { _PyDict_DelItemIf } from "../builtin-types/dict";
import { PyDict_Check } from "../builtin-types/dict-object";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { module_begin, module_fast, module_o, PyModule_AddObjectRef } from "../builtin-types/module";
import {
  _PyObject_GET_WEAKREFS,
  _PyType_SUPPORTS_WEAKREFS,
  _PyWeakref_GetWeakrefCount,
  _PyWeakref_IS_DEAD,
  PyWeakReference,
  PyWeakref_Check,
  PyWeakref_NewProxy,
} from "../builtin-types/weakref";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { inquiry, PyCFunction, PyCFunctionFast } from "../object/slots";
import {
  _PyWeakref_CallableProxyType,
  _PyWeakref_ProxyType,
  _PyWeakref_RefType,
  Py_None,
  PyExc_KeyError,
  PyExc_TypeError,
} from "../object/static-types";

function weakref_getweakrefcount(_m: PyObject, o: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>_PyWeakref_GetWeakrefCount(o!));
}

function weakref_getweakrefs(_m: PyObject, o: PyObject | null): PyObject | null {
  const result = PyList_New(0);
  if (!result || !_PyType_SUPPORTS_WEAKREFS(o!.ob_type)) return result;
  let ref = _PyObject_GET_WEAKREFS(o!);
  while (ref) {
    const current: PyWeakReference = ref;
    if (current.ob_refcnt > 0 && PyList_Append(result, current) < 0) {
      Py_DECREF(result);
      return null;
    }
    ref = current.wr_next;
  }
  return result;
}

function weakref_proxy(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("proxy"), nargs, 1, 2)) return null;
  return PyWeakref_NewProxy(args.get(0), nargs > 1 ? args.get(1) : null);
}

/** 1 when the value is a weak reference whose object is gone, 0 when not, -1 when it is none. */
function is_dead_weakref(value: PyObject): i32 {
  if (!PyWeakref_Check(value)) {
    PyErr_SetString(PyExc_TypeError, cstr("not a weakref"));
    return -1;
  }
  return _PyWeakref_IS_DEAD(value) ? 1 : 0;
}

/** Deletes dict[key] if it is a dead weak reference, as one step. */
function weakref_remove_dead_weakref(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("_remove_dead_weakref"), nargs, 2, 2)) return null;
  const dict = args.get(0);
  if (!PyDict_Check(dict)) {
    _PyArg_BadArgument(cstr("_remove_dead_weakref"), cstr("argument 1"), cstr("dict"), dict);
    return null;
  }
  if (_PyDict_DelItemIf(dict, args.get(1), inquiry.of(is_dead_weakref)) < 0 && !PyErr_ClearIf(PyExc_KeyError))
    return null;
  return Py_None;
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__weakref(): PyObject | null {
  const m = module_begin(cstr("_weakref"), cstr("Weak references: what the module weakref is built on."));
  if (!m) return null;
  const ok =
    PyModule_AddObjectRef(m, cstr("ref"), _PyWeakref_RefType) === 0 &&
    PyModule_AddObjectRef(m, cstr("ReferenceType"), _PyWeakref_RefType) === 0 &&
    PyModule_AddObjectRef(m, cstr("ProxyType"), _PyWeakref_ProxyType) === 0 &&
    PyModule_AddObjectRef(m, cstr("CallableProxyType"), _PyWeakref_CallableProxyType) === 0 &&
    module_o(
      m,
      cstr("getweakrefcount"),
      PyCFunction.of(weakref_getweakrefcount),
      cstr("getweakrefcount($module, object, /)\n--\n\nHow many weak references to object exist."),
    ) === 0 &&
    module_o(
      m,
      cstr("getweakrefs"),
      PyCFunction.of(weakref_getweakrefs),
      cstr("getweakrefs($module, object, /)\n--\n\nThe weak references to object."),
    ) === 0 &&
    module_fast(
      m,
      cstr("proxy"),
      PyCFunctionFast.of(weakref_proxy),
      cstr(
        "proxy($module, object, callback=None, /)\n--\n\nAn object that passes everything on to object, while that lives.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("_remove_dead_weakref"),
      PyCFunctionFast.of(weakref_remove_dead_weakref),
      cstr("_remove_dead_weakref($module, dct, key, /)\n--\n\nDeletes dct[key] if its object is gone."),
    ) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
