/** The buffers that a memoryview itself exports. CPython: memory_getbuf, memory_releasebuf of Objects/memoryobject.c. */

import {
  Py_buffer,
  PyBUF_ANY_CONTIGUOUS,
  PyBUF_C_CONTIGUOUS,
  PyBUF_F_CONTIGUOUS,
  PyBUF_FORMAT,
  PyBUF_INDIRECT,
  PyBUF_ND,
  PyBUF_STRIDES,
  PyBUF_WRITABLE,
} from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { Py_NewRef, PyObject } from "../object/object";
import { PyExc_BufferError } from "../object/static-types";
import {
  _Py_MEMORYVIEW_C,
  _Py_MEMORYVIEW_FORTRAN,
  _Py_MEMORYVIEW_PIL,
  asMemoryView,
  check_shareable,
  PyMemoryView_GET_BUFFER,
} from "./memoryview";

function refuse(text: usize): bool {
  PyErr_SetString(PyExc_BufferError, text);
  return false;
}

/** @inline */
function wants(flags: i32, what: i32): bool {
  return (flags & what) === what;
}

/** What the consumer asks for in `flags` and a view with flags `has` can give; false with BufferError. */
function can_give(flags: i32, has: i32, readonly: bool): bool {
  const c = (has & _Py_MEMORYVIEW_C) !== 0;
  const fortran = (has & _Py_MEMORYVIEW_FORTRAN) !== 0;
  if (wants(flags, PyBUF_WRITABLE) && readonly) return refuse(cstr("memoryview: underlying buffer is not writable"));
  if (wants(flags, PyBUF_C_CONTIGUOUS) && !c) return refuse(cstr("memoryview: underlying buffer is not C-contiguous"));
  if (wants(flags, PyBUF_F_CONTIGUOUS) && !fortran)
    return refuse(cstr("memoryview: underlying buffer is not Fortran contiguous"));
  if (wants(flags, PyBUF_ANY_CONTIGUOUS) && !c && !fortran)
    return refuse(cstr("memoryview: underlying buffer is not contiguous"));
  if (!wants(flags, PyBUF_INDIRECT) && (has & _Py_MEMORYVIEW_PIL) !== 0)
    return refuse(cstr("memoryview: underlying buffer requires suboffsets"));
  if (!wants(flags, PyBUF_STRIDES) && !c) return refuse(cstr("memoryview: underlying buffer is not C-contiguous"));
  if (!wants(flags, PyBUF_ND) && wants(flags, PyBUF_FORMAT))
    return refuse(cstr("memoryview: cannot cast to unsigned bytes if the format flag is present"));
  return true;
}

/** bf_getbuffer. The view's arrays stay this object's. */
export function memory_getbuf(self: PyObject, address: usize, flags: i32): i32 {
  if (!check_shareable(self)) return -1;
  const view = changetype<Py_buffer>(address);
  const mv = asMemoryView(self);
  memory.copy(address, changetype<usize>(PyMemoryView_GET_BUFFER(self)), offsetof<Py_buffer>());
  view.obj = null;
  if (!can_give(flags, mv.flags, view.readonly !== 0)) return -1;
  if (!wants(flags, PyBUF_FORMAT)) view.format = 0;
  if (!wants(flags, PyBUF_STRIDES)) view.strides = 0;
  if (!wants(flags, PyBUF_ND)) {
    // Plain bytes.
    view.ndim = 1;
    view.shape = 0;
  }
  view.obj = Py_NewRef(self);
  mv.exports++;
  return 0;
}

/** bf_releasebuffer. */
export function memory_releasebuf(self: PyObject, _view: usize): void {
  asMemoryView(self).exports--;
}
