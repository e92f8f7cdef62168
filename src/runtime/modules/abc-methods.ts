/** Which methods of a new class are abstract. CPython: compute_abstract_methods of Modules/_abc.c. */

import { PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyMapping_Items } from "../abstract/mapping";
import { PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { PyFrozenSet_New, PySet_Add } from "../builtin-types/set";
import { _PyObject_IsAbstract } from "../builtin-types/static-method";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError } from "../object/static-types";

/** Adds the names in the namespace of `self` whose values are abstract. -1 with an exception. */
function add_own(self: PyObject, abstracts: PyObject): i32 {
  const ns = PyObject_GetAttr(self, _Py_ID("__dict__"));
  if (!ns) return -1;
  // The namespace need not be a dict, and code that runs meanwhile may change it.
  const items = PyMapping_Items(ns);
  Py_DECREF(ns);
  if (!items) return -1;
  let status = 0;
  for (let i = 0; status === 0 && i < PyList_GET_SIZE(items); i++) {
    const item = PyList_GET_ITEM(items, i);
    if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) !== 2) {
      PyErr_SetString(PyExc_TypeError, cstr("Iteration over items() of __dict__ gave something else than pairs"));
      status = -1;
      break;
    }
    const abstract = _PyObject_IsAbstract(PyTuple_GET_ITEM(item, 1));
    status = abstract > 0 ? PySet_Add(abstracts, PyTuple_GET_ITEM(item, 0)) : abstract;
  }
  Py_DECREF(items);
  return status;
}

/** Adds `name` when what `self` has under it is abstract. -1 with an exception. */
function add_if_abstract(self: PyObject, name: PyObject, abstracts: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(self, name);
  if (found <= 0) return found;
  const value = tstate.out_object!;
  const abstract = _PyObject_IsAbstract(value);
  Py_DECREF(value);
  return abstract > 0 ? PySet_Add(abstracts, name) : abstract;
}

/** Adds what is still abstract of what is abstract in `base`. -1 with an exception. */
function add_inherited(self: PyObject, base: PyObject, abstracts: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(base, _Py_ID("__abstractmethods__"));
  if (found <= 0) return found;
  const names = tstate.out_object!;
  const iterator = PyObject_GetIter(names);
  Py_DECREF(names);
  if (!iterator) return -1;
  let status = 0;
  while (status === 0) {
    const name = PyIter_Next(iterator);
    if (!name) break;
    status = add_if_abstract(self, name, abstracts);
    Py_DECREF(name);
  }
  Py_DECREF(iterator);
  return tstate.current_exception ? -1 : status;
}

function add_all_inherited(self: PyObject, abstracts: PyObject): i32 {
  const bases = PyObject_GetAttr(self, _Py_ID("__bases__"));
  if (!bases) return -1;
  let status = 0;
  if (!PyTuple_Check(bases)) {
    PyErr_SetString(PyExc_TypeError, cstr("__bases__ is not tuple"));
    status = -1;
  } else {
    for (let i = 0; status === 0 && i < PyTuple_GET_SIZE(bases); i++) {
      status = add_inherited(self, PyTuple_GET_ITEM(bases, i), abstracts);
    }
  }
  Py_DECREF(bases);
  return status;
}

/** Sets `self.__abstractmethods__`. -1 with an exception. */
export function compute_abstract_methods(self: PyObject): i32 {
  const abstracts = PyFrozenSet_New(null);
  if (!abstracts) return -1;
  let status = -1;
  if (add_own(self, abstracts) === 0 && add_all_inherited(self, abstracts) === 0) {
    status = PyObject_SetAttr(self, _Py_ID("__abstractmethods__"), abstracts);
  }
  Py_DECREF(abstracts);
  return status;
}
