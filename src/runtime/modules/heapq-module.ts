/**
 * The module `_heapq`: lists as heaps, the least item first (the greatest in the functions with "max"). CPython:
 * Modules/_heapqmodule.c, whose order of comparisons this is.
 */
import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { Py_LT, PyObject_RichCompareBool } from "../abstract/object-protocol";
import {
  PyList_Append,
  PyList_Check,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_SET_ITEM,
  PyList_SetSlice,
} from "../builtin-types/list";
import { module_add, module_begin, module_fast, module_o } from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { Py_None, PyExc_IndexError, PyExc_RuntimeError } from "../object/static-types";

/** Heaps of more items are built in an order that suits caches. */
const CACHE_FRIENDLY: i32 = 2500;

function out_of_range(): bool {
  PyErr_SetString(PyExc_IndexError, cstr("index out of range"));
  return false;
}

/** Does `a` come before `b`? 1, 0, -1 with an exception. Both are kept meanwhile. */
function comes_first(a: PyObject, b: PyObject, most: bool): i32 {
  Py_NewRef(a);
  Py_NewRef(b);
  const cmp = most ? PyObject_RichCompareBool(b, a, Py_LT) : PyObject_RichCompareBool(a, b, Py_LT);
  Py_DECREF(a);
  Py_DECREF(b);
  return cmp;
}

/** The comparison has not changed the list's size. False with RuntimeError. */
function same_size(heap: PyObject, size: i32): bool {
  if (PyList_GET_SIZE(heap) === size) return true;
  PyErr_SetString(PyExc_RuntimeError, cstr("list changed size during iteration"));
  return false;
}

function swap(heap: PyObject, i: i32, j: i32): void {
  const item = PyList_GET_ITEM(heap, i);
  PyList_SET_ITEM(heap, i, PyList_GET_ITEM(heap, j));
  PyList_SET_ITEM(heap, j, item);
}

/** Moves the item at `pos` towards `startpos` as far as it belongs. False with an exception. */
function siftdown(heap: PyObject, startpos: i32, pos: i32, most: bool): bool {
  const size = PyList_GET_SIZE(heap);
  if (pos >= size) return out_of_range();
  while (pos > startpos) {
    const parent = (pos - 1) >> 1;
    const cmp = comes_first(PyList_GET_ITEM(heap, pos), PyList_GET_ITEM(heap, parent), most);
    if (cmp < 0 || !same_size(heap, size)) return false;
    if (cmp === 0) break;
    swap(heap, parent, pos);
    pos = parent;
  }
  return true;
}

/** Moves the item at `pos` to the leaves, then back to where it belongs. False with an exception. */
function siftup(heap: PyObject, pos: i32, most: bool): bool {
  const size = PyList_GET_SIZE(heap);
  const startpos = pos;
  if (pos >= size) return out_of_range();
  const limit = size >> 1;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < size) {
      // In a heap of the greatest, the right child is asked whether it is less than the left one, as there.
      const cmp = most
        ? comes_first(PyList_GET_ITEM(heap, child + 1), PyList_GET_ITEM(heap, child), false)
        : comes_first(PyList_GET_ITEM(heap, child), PyList_GET_ITEM(heap, child + 1), false);
      if (cmp < 0) return false;
      child += cmp ^ 1;
      if (!same_size(heap, size)) return false;
    }
    swap(heap, child, pos);
    pos = child;
  }
  return siftdown(heap, startpos, pos, most);
}

/** The argument is a list; false with TypeError. */
function is_heap(heap: PyObject, name: usize, argument: usize): bool {
  if (PyList_Check(heap)) return true;
  _PyArg_BadArgument(name, argument, cstr("list"), heap);
  return false;
}

/** (heap, item) are two arguments, the first a list; false with TypeError. */
function are_heap_and_item(name: usize, args: Slots, nargs: i32): bool {
  return _PyArg_CheckPositional(name, nargs, 2, 2) && is_heap(args.get(0), name, cstr("argument 1"));
}

function _heapq_heappush(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!are_heap_and_item(cstr("heappush"), args, nargs)) return null;
  const heap = args.get(0);
  if (PyList_Append(heap, args.get(1)) < 0) return null;
  return siftdown(heap, 0, PyList_GET_SIZE(heap) - 1, false) ? Py_None : null;
}

function heappop_internal(heap: PyObject, most: bool): PyObject | null {
  const n = PyList_GET_SIZE(heap);
  if (n === 0) {
    out_of_range();
    return null;
  }
  const last = Py_NewRef(PyList_GET_ITEM(heap, n - 1));
  if (PyList_SetSlice(heap, n - 1, n, null) < 0) {
    Py_DECREF(last);
    return null;
  }
  return n === 1 ? last : replace_first(heap, last, most);
}

/** Puts `item` (stolen) in the place of the first item, which is returned: new reference. */
function replace_first(heap: PyObject, item: PyObject, most: bool): PyObject | null {
  const first = PyList_GET_ITEM(heap, 0);
  PyList_SET_ITEM(heap, 0, item);
  if (siftup(heap, 0, most)) return first;
  Py_DECREF(first);
  return null;
}

function _heapq_heappop(_m: PyObject, heap: PyObject | null): PyObject | null {
  return is_heap(heap!, cstr("heappop"), cstr("argument")) ? heappop_internal(heap!, false) : null;
}

function _heapq__heappop_max(_m: PyObject, heap: PyObject | null): PyObject | null {
  return is_heap(heap!, cstr("_heappop_max"), cstr("argument")) ? heappop_internal(heap!, true) : null;
}

function heapreplace_internal(heap: PyObject, item: PyObject, most: bool): PyObject | null {
  if (PyList_GET_SIZE(heap) > 0) return replace_first(heap, Py_NewRef(item), most);
  out_of_range();
  return null;
}

function _heapq_heapreplace(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ok = are_heap_and_item(cstr("heapreplace"), args, nargs);
  return ok ? heapreplace_internal(args.get(0), args.get(1), false) : null;
}

function _heapq__heapreplace_max(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ok = are_heap_and_item(cstr("_heapreplace_max"), args, nargs);
  return ok ? heapreplace_internal(args.get(0), args.get(1), true) : null;
}

function _heapq_heappushpop(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!are_heap_and_item(cstr("heappushpop"), args, nargs)) return null;
  const heap = args.get(0);
  const item = args.get(1);
  if (PyList_GET_SIZE(heap) === 0) return Py_NewRef(item);
  const cmp = comes_first(PyList_GET_ITEM(heap, 0), item, false);
  if (cmp < 0) return null;
  return cmp === 0 ? Py_NewRef(item) : heapreplace_internal(heap, item, false);
}

/** siftup for `i`, and for the parents of which it is the last child. False with an exception. */
function siftup_family(heap: PyObject, i: i32, most: bool): bool {
  let j = i;
  while (true) {
    if (!siftup(heap, j, most)) return false;
    if ((j & 1) === 0) return true;
    j >>= 1;
  }
}

/** The families of one level after the other, so that they are still in the cache. False with an exception. */
function cache_friendly_heapify(heap: PyObject, most: bool): bool {
  const m = PyList_GET_SIZE(heap) >> 1;
  const leftmost = (1 << (31 - clz<i32>(m + 1))) - 1;
  const mhalf = m >> 1;
  for (let i = leftmost - 1; i >= mhalf; i--) if (!siftup_family(heap, i, most)) return false;
  for (let i = m - 1; i >= leftmost; i--) if (!siftup_family(heap, i, most)) return false;
  return true;
}

function heapify_internal(heap: PyObject, most: bool): PyObject | null {
  const n = PyList_GET_SIZE(heap);
  if (n > CACHE_FRIENDLY) return cache_friendly_heapify(heap, most) ? Py_None : null;
  for (let i = (n >> 1) - 1; i >= 0; i--) if (!siftup(heap, i, most)) return null;
  return Py_None;
}

function _heapq_heapify(_m: PyObject, heap: PyObject | null): PyObject | null {
  return is_heap(heap!, cstr("heapify"), cstr("argument")) ? heapify_internal(heap!, false) : null;
}

function _heapq__heapify_max(_m: PyObject, heap: PyObject | null): PyObject | null {
  return is_heap(heap!, cstr("_heapify_max"), cstr("argument")) ? heapify_internal(heap!, true) : null;
}

function add_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("heappush"),
      PyCFunctionFast.of(_heapq_heappush),
      cstr("heappush($module, heap, item, /)\n--\n\nAdds an item to a heap."),
    ) === 0 &&
    module_fast(
      m,
      cstr("heappushpop"),
      PyCFunctionFast.of(_heapq_heappushpop),
      cstr("heappushpop($module, heap, item, /)\n--\n\nAdds an item, then takes the least out."),
    ) === 0 &&
    module_o(
      m,
      cstr("heappop"),
      PyCFunction.of(_heapq_heappop),
      cstr("heappop($module, heap, /)\n--\n\nTakes the least item out."),
    ) === 0 &&
    module_fast(
      m,
      cstr("heapreplace"),
      PyCFunctionFast.of(_heapq_heapreplace),
      cstr("heapreplace($module, heap, item, /)\n--\n\nTakes the least item out, then adds another."),
    ) === 0 &&
    module_o(
      m,
      cstr("heapify"),
      PyCFunction.of(_heapq_heapify),
      cstr("heapify($module, heap, /)\n--\n\nMakes a list a heap."),
    ) === 0 &&
    module_o(
      m,
      cstr("_heappop_max"),
      PyCFunction.of(_heapq__heappop_max),
      cstr("_heappop_max($module, heap, /)\n--\n\nTakes the greatest item out."),
    ) === 0 &&
    module_o(
      m,
      cstr("_heapify_max"),
      PyCFunction.of(_heapq__heapify_max),
      cstr("_heapify_max($module, heap, /)\n--\n\nMakes a list a heap with the greatest item first."),
    ) === 0 &&
    module_fast(
      m,
      cstr("_heapreplace_max"),
      PyCFunctionFast.of(_heapq__heapreplace_max),
      cstr("_heapreplace_max($module, heap, item, /)\n--\n\nTakes the greatest item out, then adds another."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__heapq(): PyObject | null {
  const m = module_begin(cstr("_heapq"), cstr("Lists as heaps."));
  if (!m) return null;
  const about = cstr("In a heap no item is less than the one at half its index: the first is the least.");
  if (add_functions(m) && module_add(m, cstr("__about__"), PyUnicode_FromString(about)) === 0) return m;
  Py_DECREF(m);
  return null;
}
