/** The methods of array.array about items. CPython: Modules/arraymodule.c. */
import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_BadArgument, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyLong_FromSsize_t, PyLong_FromVoidPtr } from "../builtin-types/int";
import { PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import { _PyEval_SliceIndexNotNone } from "../builtin-types/slice";
import { repeat_in_place } from "../builtin-types/str-copy";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { array_itemsize } from "./array-items";
import {
  array_at,
  array_Check,
  array_ins1,
  array_nbytes,
  array_of,
  array_resize,
  array_slice,
  array_state,
  array_too_large,
  getarrayitem,
  newarrayobject,
} from "./array-object";
import { array_ass_item } from "./array-subscript";

export function array_length(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

// --- joining and repeating ---

/** sq_concat: new reference. */
export function array_concat(left: PyObject, right: PyObject): PyObject | null {
  if (!array_Check(right)) {
    const text = cstr('can only append array (not "%.200s") to array');
    return PyErr_Format(PyExc_TypeError, text, right.ob_type.tp_name);
  }
  const a = array_of(left);
  const b = array_of(right);
  if (a.typecode !== b.typecode) {
    PyErr_BadArgument();
    return null;
  }
  const size = <i64>Py_SIZE(left) + <i64>Py_SIZE(right);
  const result = newarrayobject(array_state.ArrayType, size, a.typecode);
  if (!result) return null;
  const items = array_of(result).ob_item;
  if (Py_SIZE(left) > 0) memory.copy(items, a.ob_item, <usize>array_nbytes(a));
  if (Py_SIZE(right) > 0) memory.copy(items + <usize>array_nbytes(a), b.ob_item, <usize>array_nbytes(b));
  return result;
}

/** sq_repeat: new reference. */
export function array_repeat(o: PyObject, count: i64): PyObject | null {
  const n = max<i64>(count, 0);
  const a = array_of(o);
  const size = <i64>Py_SIZE(o);
  if (size !== 0 && n > <i64>i32.MAX_VALUE / size) return PyErr_NoMemory();
  const result = newarrayobject(array_state.ArrayType, size * n, a.typecode);
  if (!result || Py_SIZE(result) === 0) return result;
  const bytes = <usize>array_nbytes(a);
  memory.copy(array_of(result).ob_item, a.ob_item, bytes);
  repeat_in_place(array_of(result).ob_item, bytes * <usize>n, bytes);
  return result;
}

/** sq_inplace_repeat: a new reference to `o`. */
export function array_inplace_repeat(o: PyObject, count: i64): PyObject | null {
  const n = max<i64>(count, 0);
  const a = array_of(o);
  const size = <i64>Py_SIZE(o);
  if (size === 0 || n === 1) return Py_NewRef(o);
  if (n > <i64>i32.MAX_VALUE / size) return PyErr_NoMemory();
  const bytes = <usize>array_nbytes(a);
  if (array_resize(a, size * n) < 0) return null;
  if (n > 0) repeat_in_place(a.ob_item, bytes * <usize>n, bytes);
  return Py_NewRef(o);
}

/** Appends the items of an iterator, which is handed over; NULL fails. -1 with an exception. */
export function array_append_all(o: PyObject, it: PyObject | null): i32 {
  if (!it) return -1;
  while (true) {
    const v = PyIter_Next(it);
    if (!v) break;
    const status = array_ins1(o, <i64>Py_SIZE(o), v);
    Py_DECREF(v);
    if (status < 0) break;
  }
  Py_DECREF(it);
  return tstate.current_exception ? -1 : 0;
}

/** -1 with an exception. */
function array_do_extend(o: PyObject, other: PyObject): i32 {
  if (!array_Check(other)) return array_append_all(o, PyObject_GetIter(other));
  const a = array_of(o);
  const b = array_of(other);
  if (a.typecode !== b.typecode) {
    PyErr_SetString(PyExc_TypeError, cstr("can only extend with array of same kind"));
    return -1;
  }
  const size = <i64>Py_SIZE(o);
  // Both may be one object.
  const added = <i64>Py_SIZE(other);
  if (array_too_large(size + added, a.itemsize)) {
    PyErr_NoMemory();
    return -1;
  }
  if (array_resize(a, size + added) < 0) return -1;
  if (added > 0) memory.copy(array_at(a, size), b.ob_item, <usize>(added * <i64>a.itemsize));
  return 0;
}

/** sq_inplace_concat: a new reference to `o`. */
export function array_inplace_concat(o: PyObject, other: PyObject): PyObject | null {
  if (!array_Check(other)) {
    const text = cstr('can only extend array with array (not "%.200s")');
    return PyErr_Format(PyExc_TypeError, text, other.ob_type.tp_name);
  }
  return array_do_extend(o, other) < 0 ? null : Py_NewRef(o);
}

export function array_extend(o: PyObject, other: PyObject | null): PyObject | null {
  return array_do_extend(o, other!) < 0 ? null : Py_None;
}

// --- searching ---

/** Is item `i` equal to `v`? 1, 0, -1 with an exception. */
function item_equals(o: PyObject, i: i64, v: PyObject): i32 {
  const item = getarrayitem(o, i);
  if (!item) return -1;
  const equal = PyObject_RichCompareBool(item, v, Py_EQ);
  Py_DECREF(item);
  return equal;
}

/** Index of the first item from `start` on, before `stop`, that equals `v`: -1 for none, -2 with an exception. */
function find(o: PyObject, v: PyObject, start: i64, stop: i64): i64 {
  for (let i = start; i < stop && i < <i64>Py_SIZE(o); i++) {
    const equal = item_equals(o, i, v);
    if (equal !== 0) return equal < 0 ? -2 : i;
  }
  return -1;
}

/** sq_contains. */
export function array_contains(o: PyObject, v: PyObject): i32 {
  const at = find(o, v, 0, i64.MAX_VALUE);
  return at === -2 ? -1 : at >= 0 ? 1 : 0;
}

export function array_count(o: PyObject, v: PyObject | null): PyObject | null {
  let count: i64 = 0;
  for (let i = 0; i < Py_SIZE(o); i++) {
    const equal = item_equals(o, <i64>i, v!);
    if (equal < 0) return null;
    count += <i64>equal;
  }
  return PyLong_FromSsize_t(count);
}

/** A bound of index(): counted from the end when negative; -1 and an exception when it is no number. */
function read_bound(o: PyObject, arg: PyObject): i64 {
  if (!_PyEval_SliceIndexNotNone(arg)) return -1;
  const bound = tstate.out_i64;
  return bound < 0 ? max<i64>(bound + <i64>Py_SIZE(o), 0) : bound;
}

export function array_index(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("index"), nargs, 1, 3)) return null;
  const start = nargs > 1 ? read_bound(o, args.get(1)) : 0;
  if (start < 0) return null;
  const stop = nargs > 2 ? read_bound(o, args.get(2)) : i64.MAX_VALUE;
  if (stop < 0) return null;
  const at = find(o, args.get(0), start, stop);
  if (at === -1) return PyErr_Format(PyExc_ValueError, cstr("array.index(x): x not in array"));
  return at < 0 ? null : PyLong_FromSsize_t(at);
}

export function array_remove(o: PyObject, v: PyObject | null): PyObject | null {
  const at = find(o, v!, 0, i64.MAX_VALUE);
  if (at === -1) return PyErr_Format(PyExc_ValueError, cstr("array.remove(x): x not in array"));
  if (at < 0 || array_ass_item(o, at, null) < 0) return null;
  return Py_None;
}

// --- changing ---

export function array_append(o: PyObject, v: PyObject | null): PyObject | null {
  return array_ins1(o, <i64>Py_SIZE(o), v!) < 0 ? null : Py_None;
}

export function array_insert(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("insert"), nargs, 2, 2)) return null;
  const where = _PyArg_AsSsize_t(args.get(0));
  if (where === -1 && tstate.current_exception) return null;
  return array_ins1(o, where, args.get(1)) < 0 ? null : Py_None;
}

export function array_pop(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 0, 1)) return null;
  let i: i64 = nargs > 0 ? _PyArg_AsSsize_t(args.get(0)) : -1;
  if (i === -1 && tstate.current_exception) return null;
  const size = <i64>Py_SIZE(o);
  if (size === 0) return PyErr_Format(PyExc_IndexError, cstr("pop from empty array"));
  if (i < 0) i += size;
  if (<u64>i >= <u64>size) return PyErr_Format(PyExc_IndexError, cstr("pop index out of range"));
  const item = getarrayitem(o, i);
  if (!item || array_ass_item(o, i, null) === 0) return item;
  Py_DECREF(item);
  return null;
}

export function array_clear(o: PyObject, _unused: PyObject | null): PyObject | null {
  return array_resize(array_of(o), 0) < 0 ? null : Py_None;
}

export function array_reverse(o: PyObject, _unused: PyObject | null): PyObject | null {
  const a = array_of(o);
  const size = <usize>a.itemsize;
  for (let i: i64 = 0, j = <i64>Py_SIZE(o) - 1; i < j; i++, j--) {
    const x = array_at(a, i);
    const y = array_at(a, j);
    for (let k: usize = 0; k < size; k++) {
      const byte = load<u8>(x + k);
      store<u8>(x + k, load<u8>(y + k));
      store<u8>(y + k, byte);
    }
  }
  return Py_None;
}

export function array_byteswap(o: PyObject, _unused: PyObject | null): PyObject | null {
  const a = array_of(o);
  const end = a.ob_item + <usize>array_nbytes(a);
  if (a.itemsize === 2) for (let p = a.ob_item; p < end; p += 2) store<u16>(p, bswap<u16>(load<u16>(p)));
  else if (a.itemsize === 4) for (let p = a.ob_item; p < end; p += 4) store<u32>(p, bswap<u32>(load<u32>(p)));
  else if (a.itemsize === 8) for (let p = a.ob_item; p < end; p += 8) store<u64>(p, bswap<u64>(load<u64>(p)));
  return Py_None;
}

// --- telling ---

export function array_buffer_info(o: PyObject, _unused: PyObject | null): PyObject | null {
  const address = PyLong_FromVoidPtr(array_of(o).ob_item);
  const length = address ? PyLong_FromSsize_t(<i64>Py_SIZE(o)) : null;
  const result = address && length ? PyTuple_Pack(address, length) : null;
  Py_XDECREF(length);
  Py_XDECREF(address);
  return result;
}

export function array_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const a = array_of(o);
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + <i64>a.allocated * <i64>array_itemsize(a.typecode));
}

export function array_tolist(o: PyObject, _unused: PyObject | null): PyObject | null {
  const n = Py_SIZE(o);
  const list = PyList_New(n);
  if (!list) return null;
  for (let i = 0; i < n; i++) {
    const item = getarrayitem(o, <i64>i);
    if (!item) {
      Py_DECREF(list);
      return null;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}

export function array_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  return array_slice(o, 0, <i64>Py_SIZE(o));
}
