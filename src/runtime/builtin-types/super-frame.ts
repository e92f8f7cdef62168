/**
 * `super()` without arguments: class and instance of the running method. CPython: super_init_without_args of
 * Objects/typeobject.c.
 *
 * The instance is the first argument; the class is in the cell `__class__`, which the compiler makes a free variable of
 * every method that says `super` or `__class__`.
 */

import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _Py_ID, cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_RuntimeError } from "../object/static-types";
import { PyBytes_AS_STRING } from "./bytes";
import { PyCell_Check, PyCellObject } from "./cell";
import { CO_FAST_CELL, PyCode_GetFirstFree, PyCodeObject } from "./code";
import { _PyInterpreterFrame, _PyInterpreterFrame_LASTI, _PyThreadState_GetFrame } from "./interpreter-frame";
import { _PyUnicode_Equal } from "./str";
import { PyTuple_GET_ITEM } from "./tuple";
import { PyType_Check } from "./type";

function fail(text: usize): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, text);
  return null;
}

/** The first argument of `frame`: borrowed, or NULL with RuntimeError. */
function first_argument(frame: _PyInterpreterFrame, co: PyCodeObject): PyObject | null {
  let first = frame.localsplus.getOrNull(0);
  const kind = load<u8>(PyBytes_AS_STRING(co.co_localspluskinds));
  // Already a cell, unless the frame has not come to MAKE_CELL yet.
  if (first && kind & CO_FAST_CELL && _PyInterpreterFrame_LASTI(frame) >= 0) {
    first = changetype<PyCellObject>(first).ob_ref;
  }
  return first ? first : fail(cstr("super(): arg[0] deleted"));
}

/** The class in cell `i` of `frame`: borrowed, or NULL with RuntimeError. */
function class_in_cell(frame: _PyInterpreterFrame, i: i32): PyObject | null {
  const cell = frame.localsplus.getOrNull(i);
  if (!cell || !PyCell_Check(cell)) return fail(cstr("super(): bad __class__ cell"));
  const type = changetype<PyCellObject>(cell).ob_ref;
  if (!type) return fail(cstr("super(): empty __class__ cell"));
  if (PyType_Check(type)) return type;
  PyErr_Format(PyExc_RuntimeError, cstr("super(): __class__ is not a type (%s)"), type.ob_type.tp_name);
  return null;
}

/** 0 with the class in tstate.out_object and the instance in out_object2, both borrowed; -1 with RuntimeError. */
export function super_init_without_args(): i32 {
  const frame = _PyThreadState_GetFrame();
  if (!frame) {
    fail(cstr("super(): no current frame"));
    return -1;
  }
  const co = frame.code;
  if (co.co_argcount === 0) {
    fail(cstr("super(): no arguments"));
    return -1;
  }
  const first = first_argument(frame, co);
  if (!first) return -1;
  let i = PyCode_GetFirstFree(co);
  while (i < co.co_nlocalsplus && !_PyUnicode_Equal(PyTuple_GET_ITEM(co.co_localsplusnames, i), _Py_ID("__class__"))) {
    i++;
  }
  const type = i < co.co_nlocalsplus ? class_in_cell(frame, i) : fail(cstr("super(): __class__ cell not found"));
  if (!type) return -1;
  tstate.out_object = type;
  tstate.out_object2 = first;
  return 0;
}
