/** What a memoryview shows, as a list, as bytes, as hexadecimal digits. CPython: Objects/memoryobject.c. */

import { _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "./bytes";
import { _Py_strhex_with_sep, hex_arguments } from "./bytes-hex";
import { PyList_New, PyList_SET_ITEM } from "./list";
import { _Py_MEMORYVIEW_C, asMemoryView, check_usable, dim_at, PyMemoryView_GET_BUFFER } from "./memoryview";
import { adjust_pointer, PyBuffer_ToContiguous } from "./memoryview-copy";
import { format_character, unpack_single } from "./memoryview-format";
import { PyUnicode_Check } from "./str";
import { _PyArg_AsCString } from "./str-methods";

const tobytes_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The items of dimension `dim` from `p` on, lists in lists: new reference. */
function tolist_rec(self: PyObject, view: Py_buffer, dim: i32, p: usize, c: u32): PyObject | null {
  const n = <i32>dim_at(view.shape, dim);
  const list = PyList_New(n);
  if (!list) return null;
  const last = dim === view.ndim - 1;
  for (let i = 0; i < n; i++) {
    const at = adjust_pointer(p, view.suboffsets, dim);
    const item = last ? unpack_single(self, at, c) : tolist_rec(self, view, dim + 1, at, c);
    if (!item) {
      Py_DECREF(list);
      return null;
    }
    PyList_SET_ITEM(list, i, item);
    p += <usize>dim_at(view.strides, dim);
  }
  return list;
}

/** memoryview.tolist(); one item without dimensions. New reference. */
export function memory_tolist(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (!check_usable(self)) return null;
  const view = PyMemoryView_GET_BUFFER(self);
  const c = format_character(view.format);
  if (c === 0) return null;
  return view.ndim === 0 ? unpack_single(self, view.buf, c) : tolist_rec(self, view, 0, view.buf, c);
}

/** The text of tobytes' argument, which may be absent or None; 0 with an exception. */
function order_text(arg: PyObject | null): usize {
  if (!arg || ptr(arg) === ptr(Py_None)) return cstr("C");
  const fname = cstr("tobytes");
  const argument = cstr("argument 'order'");
  if (PyUnicode_Check(arg)) return _PyArg_AsCString(fname, argument, arg);
  _PyArg_BadArgument(fname, argument, cstr("str or None"), arg);
  return 0;
}

/** The view as bytes: new reference. */
function to_bytes(view: Py_buffer, order: u32): PyObject | null {
  const bytes = PyBytes_FromStringAndSize(0, view.len);
  if (!bytes) return null;
  if (PyBuffer_ToContiguous(PyBytes_AS_STRING(bytes), view, view.len, order) === 0) return bytes;
  Py_DECREF(bytes);
  return null;
}

export function memory_tobytes(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(tobytes_spec, cstr("tobytes"), cstr("order"), 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  if (a === 0) return null;
  const text = order_text(Slots.at(a).getOrNull(0));
  if (text === 0 || !check_usable(self)) return null;
  const order: u32 = load<u8>(text);
  if ((order === 0x43 || order === 0x46 || order === 0x41) && load<u8>(text, 1) === 0) {
    return to_bytes(PyMemoryView_GET_BUFFER(self), order);
  }
  PyErr_SetString(PyExc_ValueError, cstr("order must be 'C', 'F' or 'A'"));
  return null;
}

export function memory_hex(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!hex_arguments(args, nargs, kwnames)) return null;
  const sep = tstate.out_object;
  const bytes_per_sep = tstate.out_i32;
  if (!check_usable(self)) return null;
  const view = PyMemoryView_GET_BUFFER(self);
  if (asMemoryView(self).flags & _Py_MEMORYVIEW_C) {
    return _Py_strhex_with_sep(view.buf, view.len, sep, bytes_per_sep, false);
  }
  const bytes = to_bytes(view, 0x43);
  if (!bytes) return null;
  const result = _Py_strhex_with_sep(PyBytes_AS_STRING(bytes), view.len, sep, bytes_per_sep, false);
  Py_DECREF(bytes);
  return result;
}
