/** memoryview. CPython: Objects/memoryobject.c. Header: the bodies follow. */

import { Py_buffer } from "../abstract/buffer";
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyMemoryView_Type } from "../object/static-types";

export const _Py_MEMORYVIEW_RELEASED: i32 = 0x001;
export const _Py_MEMORYVIEW_RESTRICTED: i32 = 0x020;

/** @inline */
export function PyMemoryView_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyMemoryView_Type);
}

/** The view that a memoryview shows: borrowed. */
export function PyMemoryView_GET_BUFFER(_o: PyObject): Py_buffer {
  unreachable();
}

/** memoryview(o): new reference. */
export function PyMemoryView_FromObject(_o: PyObject): PyObject | null {
  unreachable();
}

/** As PyMemoryView_FromObject with PyBUF flags for the exporter. */
export function PyMemoryView_FromObjectAndFlags(_o: PyObject, _flags: i32): PyObject | null {
  unreachable();
}

/** A memoryview of a filled view that has no exporter (its fields are copied): new reference. */
export function PyMemoryView_FromBuffer(_info: Py_buffer): PyObject | null {
  unreachable();
}

/** A memoryview of `size` bytes at `mem`; `flags` PyBUF_READ or PyBUF_WRITE. New reference. */
export function PyMemoryView_FromMemory(_mem: usize, _size: i32, _flags: i32): PyObject | null {
  unreachable();
}

/** Releases the view (`memoryview.release()`). -1 with BufferError. */
export function _PyMemoryView_Release(_o: PyObject): i32 {
  unreachable();
}

/** A memoryview of `v` got through the slot function `bufferproc` (table index): new reference. */
export function _PyMemoryView_FromBufferProc(_v: PyObject, _flags: i32, _bufferproc: u32): PyObject | null {
  unreachable();
}

/** Its _Py_MEMORYVIEW_* flags. */
export function _PyMemoryView_GetFlags(_o: PyObject): i32 {
  unreachable();
}

/** Sets `flags` in addition to those that are set. */
export function _PyMemoryView_AddFlags(_o: PyObject, _flags: i32): void {
  unreachable();
}

/** Initialises memoryview, its iterator and the managed buffer. */
export function init_memoryview_types(): void {
  unreachable();
}
