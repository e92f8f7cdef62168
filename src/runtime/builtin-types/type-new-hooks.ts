/**
 * The user code that runs when a class is made: `__set_name__` of its attributes, `__init_subclass__` of its parent.
 * CPython: type_new_set_names, type_new_init_subclass of Objects/typeobject.c.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_Vectorcall, PyObject_VectorcallDict } from "../abstract/call";
import { _PyErr_ChainExceptions1, PyErr_GetRaisedException, PyErr_SetRaisedException } from "../abstract/errors";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PySuper_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyDict_Copy, PyDict_Next } from "./dict";
import { BaseException_add_note } from "./exception";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyObject_LookupSpecial } from "./type-lookup";

/** Adds a note to the current exception: which attribute's `__set_name__` it came from. */
function note_set_name(type: PyTypeObject, key: PyObject, value: PyObject): void {
  const exc = PyErr_GetRaisedException()!;
  const note = PyUnicode_FromFormat(
    cstr("Error calling __set_name__ on '%.100s' instance %R in '%.100s'"),
    value.ob_type.tp_name,
    ptr(key),
    type.tp_name,
  );
  const added = note ? BaseException_add_note(exc, note) : null;
  Py_XDECREF(note);
  if (added) PyErr_SetRaisedException(exc);
  else _PyErr_ChainExceptions1(exc);
}

/** `value.__set_name__(type, key)`, where the type of `value` has it; -1 with an exception. */
function set_name(type: PyTypeObject, key: PyObject, value: PyObject): i32 {
  const method = _PyObject_LookupSpecial(value, _Py_ID("__set_name__"));
  if (!method) return tstate.current_exception ? -1 : 0;
  const res = PyObject_CallFunctionObjArgs(method, type, key);
  Py_DECREF(method);
  if (!res) {
    note_set_name(type, key, value);
    return -1;
  }
  Py_DECREF(res);
  return 0;
}

/** Tells the attributes of a new class their names; -1 with an exception. */
export function type_new_set_names(type: PyTypeObject): i32 {
  // A copy, because the hooks may change the class.
  const names = PyDict_Copy(type.tp_dict!);
  if (!names) return -1;
  let pos = 0;
  let status = 0;
  while (status === 0 && (pos = PyDict_Next(names, pos)) !== 0) {
    status = set_name(type, tstate.out_object!, tstate.out_object2!);
  }
  Py_DECREF(names);
  return status;
}

/** `super(type, type).__init_subclass__(**kwds)`; -1 with an exception. */
export function type_new_init_subclass(type: PyTypeObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, type);
  args.set(1, type);
  const bound = PyObject_Vectorcall(PySuper_Type, args, 2, null);
  let result: PyObject | null = null;
  if (bound) {
    const func = PyObject_GetAttr(bound, _Py_ID("__init_subclass__"));
    Py_DECREF(bound);
    if (func) {
      result = PyObject_VectorcallDict(func, args, 0, kwds);
      Py_DECREF(func);
    }
  }
  stack_release(mark);
  if (!result) return -1;
  Py_DECREF(result);
  return 0;
}
