/** Showing exceptions: tracebacks on stderr. CPython: Python/pythonrun.c, Python/traceback.c. Header: the bodies follow. */
import { PyObject } from "../object/object";

/** Writes the traceback, chain and text of an exception to sys.stderr, as the interpreter does for an uncaught one. */
export function PyErr_DisplayException(_exc: PyObject): void {
  unreachable();
}

/** The default sys.unraisablehook. */
export function sys_unraisablehook(_m: PyObject, _unraisable: PyObject | null): PyObject | null {
  unreachable();
}
