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

/** warnings.warn_explicit(message, category, filename, lineno, module, registry); `module` and `registry` may be NULL. Borrows all. */
export function PyErr_WarnExplicitObject(
  _category: PyTypeObject,
  _message: PyObject,
  _filename: PyObject,
  _lineno: i32,
  _module: PyObject | null,
  _registry: PyObject | null,
): i32 {
  unreachable();
}

/** RuntimeWarning "coroutine 'name' was never awaited", through warnings._warn_unawaited_coroutine when there is one. */
export function _PyErr_WarnUnawaitedCoroutine(_coro: PyObject): void {
  unreachable();
}

/** RuntimeWarning about a method of an async generator that was never awaited; `method` a str. */
export function _PyErr_WarnUnawaitedAgenMethod(_agen_qualname: PyObject, _method: PyObject): void {
  unreachable();
}

/** Start-up: filters, once registry, default action. -1 with an exception. */
export function _PyWarnings_InitState(): i32 {
  unreachable();
}
