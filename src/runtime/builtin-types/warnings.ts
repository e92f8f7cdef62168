/** Issuing warnings from native code. CPython: Python/_warnings.c. Header: the bodies follow. */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** warnings.warn(text, category, stack_level): 0, -1 when the warning was turned into an exception. */
export function PyErr_WarnEx(_category: PyTypeObject, _text: usize, _stack_level: i32): i32 {
  unreachable();
}

/** As PyErr_WarnEx with a formatted text (PyUnicode_FromFormat). */
export function PyErr_WarnFormat(
  _category: PyTypeObject,
  _stack_level: i32,
  _format: usize,
  _a: usize = 0,
  _b: usize = 0,
  _c: usize = 0,
  _d: usize = 0,
): i32 {
  unreachable();
}

/** ResourceWarning about `source`. */
export function PyErr_ResourceWarning(_source: PyObject, _stack_level: i32, _format: usize, _a: usize = 0): i32 {
  unreachable();
}
