/**
 * array.array: the object and its memory. CPython: arrayobject of Modules/arraymodule.c.
 *
 *   arrayobject (64 bytes, GC)
 *   +16 ob_size      items                        +40 typecode, +44 itemsize  (NOT CPYTHON: there, the address of its arraydescr)
 *   +24 ob_item      mem domain, 0 when empty     +48 weakreflist
 *   +32 allocated    items there is room for      +56 ob_exports  buffers that are exported: the size is fixed then
 */
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, Py_ssize_t, PyObject, PyVarObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_BufferError, PyExc_IndexError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { array_item_convert, array_item_get, array_item_store, array_itemsize } from "./array-items";

@unmanaged
export class arrayobject extends PyVarObject {
  ob_item: usize;
  allocated: Py_ssize_t;
  typecode: i32;
  itemsize: i32;
  weakreflist: PyObject | null;
  ob_exports: i64;
}

/** Types of the module, and the function that pickles name: borrowed, the module's state owns them. */
@unmanaged
export class ArrayState {
  ArrayType: PyTypeObject;
  ArrayIterType: PyTypeObject;
}
export const array_state: ArrayState = changetype<ArrayState>(memory.data(16, 8));

/** @inline */
export function array_of(o: PyObject): arrayobject {
  return changetype<arrayobject>(o);
}

export function array_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, array_state.ArrayType);
}

/** Address of item `i`. @inline */
export function array_at(a: arrayobject, i: i64): usize {
  return a.ob_item + <usize>(i * <i64>a.itemsize);
}

/** Bytes of all items. @inline */
export function array_nbytes(a: arrayobject): i32 {
  return Py_SIZE(a) * a.itemsize;
}

/** Is `count` times `itemsize` bytes more than there can be? */
export function array_too_large(count: i64, itemsize: i32): bool {
  return count > <i64>(i32.MAX_VALUE / itemsize);
}

/** An array of type `t` with `size` items that are not set: new reference. */
export function newarrayobject(t: PyTypeObject, size: i64, typecode: i32): PyObject | null {
  const itemsize = array_itemsize(typecode);
  if (array_too_large(size, itemsize)) return PyErr_NoMemory();
  const o = t.tp_alloc!.call(t, 0);
  if (!o) return null;
  const a = array_of(o);
  a.typecode = typecode;
  a.itemsize = itemsize;
  a.allocated = <Py_ssize_t>size;
  a.weakreflist = null;
  a.ob_exports = 0;
  a.ob_item = 0;
  Py_SET_SIZE(o, <i32>size);
  if (size === 0) return o;
  a.ob_item = PyMem_Malloc(<usize>(size * <i64>itemsize));
  if (a.ob_item !== 0) return o;
  Py_SET_SIZE(o, 0);
  Py_DECREF(o);
  return PyErr_NoMemory();
}

/** Changes the number of items; CPython's growth, so that appending takes constant time. -1 with BufferError or MemoryError. */
export function array_resize(a: arrayobject, newsize: i64): i32 {
  const size = Py_SIZE(a);
  if (a.ob_exports > 0 && newsize !== <i64>size) {
    PyErr_SetString(PyExc_BufferError, cstr("cannot resize an array that is exporting buffers"));
    return -1;
  }
  if (<i64>a.allocated >= newsize && <i64>size < newsize + 16 && a.ob_item !== 0) {
    Py_SET_SIZE(a, <i32>newsize);
    return 0;
  }
  if (newsize === 0) {
    PyMem_Free(a.ob_item);
    a.ob_item = 0;
    a.allocated = 0;
    Py_SET_SIZE(a, 0);
    return 0;
  }
  const allocated = (newsize >> 4) + (size < 8 ? 3 : 7) + newsize;
  const items = array_too_large(allocated, a.itemsize)
    ? 0
    : PyMem_Realloc(a.ob_item, <usize>(allocated * <i64>a.itemsize));
  if (items === 0) {
    PyErr_NoMemory();
    return -1;
  }
  a.ob_item = items;
  a.allocated = <Py_ssize_t>allocated;
  Py_SET_SIZE(a, <i32>newsize);
  return 0;
}

/** Item `i`, which exists: new reference. */
export function getarrayitem(o: PyObject, i: i64): PyObject | null {
  return array_item_get(array_of(o).typecode, array_at(array_of(o), i));
}

/** array[i] = v; `i` is looked at after the conversion, which may have changed the array. -1 with an exception. */
export function setarrayitem(o: PyObject, i: i64, v: PyObject): i32 {
  const a = array_of(o);
  if (!array_item_convert(a.typecode, v)) return -1;
  if (i >= <i64>Py_SIZE(o)) {
    PyErr_SetString(PyExc_IndexError, cstr("array assignment index out of range"));
    return -1;
  }
  array_item_store(a.itemsize, array_at(a, i), <u64>tstate.out_i64);
  return 0;
}

/** Puts `v` in front of item `where` (negative: counted from the end). -1 with an exception. */
export function array_ins1(o: PyObject, where: i64, v: PyObject): i32 {
  const a = array_of(o);
  if (!array_item_convert(a.typecode, v)) return -1;
  const bits = <u64>tstate.out_i64;
  const n = <i64>Py_SIZE(o);
  if (array_resize(a, n + 1) < 0) return -1;
  let i = where;
  if (i < 0) i = max<i64>(i + n, 0);
  i = min(i, n);
  if (i !== n) memory.copy(array_at(a, i + 1), array_at(a, i), <usize>((n - i) * <i64>a.itemsize));
  array_item_store(a.itemsize, array_at(a, i), bits);
  return 0;
}

/** The items from `low` to `high`, which are clipped, as an array of the class itself: new reference. */
export function array_slice(o: PyObject, low: i64, high: i64): PyObject | null {
  const a = array_of(o);
  const size = <i64>Py_SIZE(o);
  const from = min(max<i64>(low, 0), size);
  const to = min(max(high, from), size);
  const result = newarrayobject(array_state.ArrayType, to - from, a.typecode);
  if (result && to > from) {
    memory.copy(array_of(result).ob_item, array_at(a, from), <usize>((to - from) * <i64>a.itemsize));
  }
  return result;
}
