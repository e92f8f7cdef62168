/** Resizing an untracked, variable-size GC object. CPython: _PyObject_GC_Resize of Python/gc.c. */
import { PyObject_Realloc } from "../memory/domains";
import { Py_SET_SIZE, Py_ssize_t, PyObject } from "../object/object";
import { PyErr_NoMemory } from "../abstract/errors";
import { _PyObject_VAR_SIZE, _PyType_PreHeaderSize } from "./gc-alloc";

/** Moves `o` (untracked, owned by the caller alone) to a block for `nitems` items; NULL with MemoryError, `o` unchanged. */
export function PyObject_GC_Resize(o: PyObject, nitems: Py_ssize_t): PyObject | null {
  const t = o.ob_type;
  const presize = _PyType_PreHeaderSize(t);
  const block = PyObject_Realloc(changetype<usize>(o) - presize, presize + _PyObject_VAR_SIZE(t, nitems));
  if (!block) return PyErr_NoMemory();
  const moved = changetype<PyObject>(block + presize);
  Py_SET_SIZE(moved, nitems);
  return moved;
}
