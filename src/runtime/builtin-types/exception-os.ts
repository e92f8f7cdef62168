/** OSError, its subclasses by errno, BlockingIOError; raising from an errno. CPython: Objects/exceptions.c. Header: the bodies follow. */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** Text of an errno as glibc's strerror: NUL-terminated, static. */
export function _Py_strerror(_errno: i32): usize {
  unreachable();
}

/** Raises `exc` (OSError) for an errno. Returns NULL. */
export function PyErr_SetFromErrno(_exc: PyTypeObject, _errno: i32): PyObject | null {
  unreachable();
}

/** As PyErr_SetFromErrno with one or two file names (borrowed; may be NULL). */
export function PyErr_SetFromErrnoWithFilenameObjects(
  _exc: PyTypeObject,
  _errno: i32,
  _filename: PyObject | null,
  _filename2: PyObject | null = null,
): PyObject | null {
  unreachable();
}

export function init_exception_os_types(): void {
  unreachable();
}
