/** Showing exceptions: tracebacks on stderr. CPython: Python/pythonrun.c, Python/traceback.c. Header: the bodies follow. */

import { _PyErr_WriteUnraisableDefaultHook } from "../abstract/unraisable";
import { PyObject } from "../object/object";

/** Writes the traceback, chain and text of an exception to sys.stderr, as the interpreter does for an uncaught one. */
export function PyErr_DisplayException(_exc: PyObject): void {
  unreachable();
}

/** Shows the current exception through sys.excepthook and clears it; sets sys.last_exc and its kin when `set_sys_last_vars`. */
export function PyErr_PrintEx(_set_sys_last_vars: bool): void {
  unreachable();
}

/** The exit code for the current exception, a SystemExit, which is cleared; prints its argument where CPython does. */
export function handle_system_exit(): i32 {
  unreachable();
}

/** The default sys.unraisablehook. */
export function sys_unraisablehook(_m: PyObject, unraisable: PyObject | null): PyObject | null {
  return _PyErr_WriteUnraisableDefaultHook(unraisable!);
}
