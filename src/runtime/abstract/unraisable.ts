/**
 * Exceptions that nobody can catch: in `__del__`, in callbacks. CPython: PyErr_WriteUnraisable of Python/errors.c.
 * Header: the bodies follow.
 */
import { PyObject } from "../object/object";

/** Hands the current exception to sys.unraisablehook ("Exception ignored in: <obj>") and clears it. */
export function PyErr_WriteUnraisable(_obj: PyObject | null): void {
  unreachable();
}

/** As PyErr_WriteUnraisable with a message instead of "Exception ignored in". */
export function PyErr_FormatUnraisable(
  _format: usize,
  _a: usize = 0,
  _b: usize = 0,
  _c: usize = 0,
  _d: usize = 0,
): void {
  unreachable();
}

/** The default hook: shows an UnraisableHookArgs on sys.stderr. Returns None, NULL with an exception. */
export function _PyErr_WriteUnraisableDefaultHook(_unraisable: PyObject): PyObject | null {
  unreachable();
}

/** Start-up: the type of sys.UnraisableHookArgs. -1 with an exception. */
export function _PyErr_InitTypes(): i32 {
  unreachable();
}
