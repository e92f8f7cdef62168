/** memoryview.cast(): the same memory in another format and shape. CPython: Objects/memoryobject.c. */

import { _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyBUF_MAX_NDIM } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyBytes_AS_STRING } from "./bytes";
import { PyLong_AsSsize_t, PyLong_Check } from "./int";
import { PyList_Check } from "./list";
import {
  _Py_MEMORYVIEW_C,
  asMemoryView,
  check_shareable,
  dim_at,
  init_flags,
  init_strides_from_shape,
  mbuf_add_incomplete_view,
  PyMemoryView_GET_BUFFER,
  PyMemoryViewObject,
  set_dim,
} from "./memoryview";
import { is_byte_format, native_format, native_size, permanent_format } from "./memoryview-format";
import { PyUnicode_Check } from "./str";
import { _PyUnicode_AsASCIIString } from "./str-codecs";
import { PyTuple_Check } from "./tuple";

const cast_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function type_error(text: usize): i32 {
  PyErr_SetString(PyExc_TypeError, text);
  return -1;
}

function value_error(text: usize): i32 {
  PyErr_SetString(PyExc_ValueError, text);
  return -1;
}

/** Makes the new view `mv` one-dimensional with the ASCII format `format`. -1 with an exception. */
function set_format(mv: PyMemoryViewObject, format: usize): i32 {
  const view = PyMemoryView_GET_BUFFER(mv);
  const to = native_format(format);
  if (to === 0) {
    return value_error(
      cstr("memoryview: destination format must be a native single character format prefixed with an optional '@'"),
    );
  }
  const from = native_format(view.format);
  if (from === 0) {
    return value_error(
      cstr("memoryview: source format must be a native single character format prefixed with an optional '@'"),
    );
  }
  if (!is_byte_format(from) && !is_byte_format(to)) {
    return type_error(cstr("memoryview: cannot cast between two non-byte formats"));
  }
  const itemsize = native_size(to);
  if (view.len % itemsize !== 0) return type_error(cstr("memoryview: length is not a multiple of itemsize"));
  view.format = permanent_format(format);
  view.itemsize = itemsize;
  view.ndim = 1;
  set_dim(view.shape, 0, <i64>(view.len / itemsize));
  set_dim(view.strides, 0, <i64>itemsize);
  view.suboffsets = 0;
  init_flags(mv);
  return 0;
}

function cast_to_1D(mv: PyMemoryViewObject, format: PyObject): i32 {
  const ascii = _PyUnicode_AsASCIIString(format, 0);
  if (!ascii) return -1;
  const status = set_format(mv, PyBytes_AS_STRING(ascii));
  Py_DECREF(ascii);
  return status;
}

/** The lengths in `items` to `shape`; their product times `itemsize`, or -1 with an exception. */
function copy_shape(shape: usize, items: Slots, ndim: i32, itemsize: i32): i64 {
  let len = <i64>itemsize;
  for (let i = 0; i < ndim; i++) {
    const item = items.get(i);
    if (!PyLong_Check(item)) return type_error(cstr("memoryview.cast(): elements of shape must be integers"));
    const x = PyLong_AsSsize_t(item);
    if (x === -1 && tstate.current_exception) return -1;
    if (x <= 0) return value_error(cstr("memoryview.cast(): elements of shape must be integers > 0"));
    if (x > i64.MAX_VALUE / len) return value_error(cstr("memoryview.cast(): product(shape) > SSIZE_MAX"));
    len *= x;
    set_dim(shape, i, x);
  }
  return len;
}

/** Gives the one-dimensional `mv` (with room for it) the shape `items`. -1 with an exception. */
function cast_to_ND(mv: PyMemoryViewObject, items: Slots, ndim: i32): i32 {
  const view = PyMemoryView_GET_BUFFER(mv);
  const arrays = changetype<usize>(mv) + offsetof<PyMemoryViewObject>();
  let len = <i64>view.itemsize;
  view.ndim = ndim;
  view.shape = ndim === 0 ? 0 : arrays;
  view.strides = ndim === 0 ? 0 : arrays + ((<usize>ndim) << 3);
  view.suboffsets = 0;
  if (ndim !== 0) {
    len = copy_shape(arrays, items, ndim, view.itemsize);
    if (len < 0) return -1;
    init_strides_from_shape(view);
  }
  if (<i64>view.len !== len) return type_error(cstr("memoryview: product(shape) * itemsize != buffer size"));
  init_flags(mv);
  return 0;
}

function has_zero(array: usize, ndim: i32): bool {
  for (let i = 0; i < ndim; i++) if (dim_at(array, i) === 0) return true;
  return false;
}

/** The shape given to cast is fit for `self`; its number of dimensions, or -1 with an exception. */
function dimensions(self: PyObject, shape: PyObject): i32 {
  if (!PyList_Check(shape) && !PyTuple_Check(shape)) return type_error(cstr("shape must be a list or a tuple"));
  const ndim = PySequence_Fast_GET_SIZE(shape);
  if (ndim > PyBUF_MAX_NDIM) return value_error(cstr("memoryview: number of dimensions must not exceed 64"));
  if (PyMemoryView_GET_BUFFER(self).ndim !== 1 && ndim !== 1) {
    return type_error(cstr("memoryview: cast must be 1D -> ND or ND -> 1D"));
  }
  return ndim;
}

/** cast(format, shape): new reference. */
function cast(self: PyObject, format: PyObject, shape: PyObject | null): PyObject | null {
  if (!check_shareable(self)) return null;
  const view = PyMemoryView_GET_BUFFER(self);
  if ((asMemoryView(self).flags & _Py_MEMORYVIEW_C) === 0) {
    type_error(cstr("memoryview: casts are restricted to C-contiguous views"));
    return null;
  }
  if ((shape || view.ndim !== 1) && (has_zero(view.shape, view.ndim) || has_zero(view.strides, view.ndim))) {
    type_error(cstr("memoryview: cannot cast view with zeros in shape or strides"));
    return null;
  }
  const ndim = shape ? dimensions(self, shape) : 1;
  if (ndim < 0) return null;
  const mv = mbuf_add_incomplete_view(asMemoryView(self).mbuf!, view, ndim === 0 ? 1 : ndim);
  if (!mv) return null;
  if (cast_to_1D(mv, format) === 0 && (!shape || cast_to_ND(mv, PySequence_Fast_ITEMS(shape), ndim) === 0)) return mv;
  Py_DECREF(mv);
  return null;
}

export function memory_cast(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("cast");
  const a = _PyArg_UnpackKeywords(cast_spec, fname, cstr("format shape"), 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const format = Slots.at(a).get(0);
  const shape = Slots.at(a).getOrNull(1);
  if (PyUnicode_Check(format)) return cast(self, format, shape);
  _PyArg_BadArgument(fname, cstr("argument 'format'"), cstr("str"), format);
  return null;
}
