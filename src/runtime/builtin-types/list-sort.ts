/**
 * list.sort: an adaptive, stable merge sort. CPython: list_sort_impl of Objects/listobject.c.
 *
 * While it runs the list is empty (ob_item NULL, allocated -1), so that comparisons may do with it what they like; if they
 * did, ValueError is raised at the end, and what they put in is dropped. A failed sort leaves some permutation.
 */

import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_LT, PyObject_IsTrue, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, Py_SET_SIZE, Py_SIZE, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  Py_NotImplemented,
  Py_True,
  PyExc_ValueError,
  PyFloat_Type,
  PyLong_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { PyBool_Check } from "./bool";
import { PyFloat_AS_DOUBLE } from "./float";
import { _PyLong_CompactValue, _PyLong_IsCompact } from "./int";
import { PyListObject, reverse_slice } from "./list";
import { found_new_run, merge_force_collapse } from "./list-sort-merge";
import { binarysort, count_run } from "./list-sort-runs";
import {
  compare_func,
  key_at,
  latin_less,
  MERGE_STATE_SIZE,
  MERGESTATE_TEMP_SIZE,
  MergeState,
  MIN_GALLOP,
  merge_freemem,
  pending,
} from "./list-sort-state";
import { PyUnicode_1BYTE_KIND, PyUnicode_KIND } from "./str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** Runs are made at least about half as long, at most this long, by insertion. */
const MAX_MINRUN: i32 = 64;

/** What the keys have in common: which instance of the sorting functions does the work. */
const KEYS_OBJECTS: i32 = 0;
const KEYS_LATIN: i32 = 1;
const KEYS_COMPACT_INTS: i32 = 2;
const KEYS_FLOATS: i32 = 3;

/** Any two keys. */
function safe_object_compare(v: PyObject, w: PyObject, _ms: MergeState): i32 {
  return PyObject_RichCompareBool(v, w, Py_LT);
}

/** Two keys of the same type: calls its tp_richcompare directly. */
function unsafe_object_compare(v: PyObject, w: PyObject, ms: MergeState): i32 {
  const compare = ms.key_richcompare;
  // The class may have been changed by a comparison.
  if (!compare || changetype<usize>(v.ob_type.tp_richcompare) !== changetype<usize>(compare)) {
    return PyObject_RichCompareBool(v, w, Py_LT);
  }
  const result = compare.call(v, w, Py_LT);
  if (!result) return -1;
  if (ptr(result) === ptr(Py_NotImplemented)) return PyObject_RichCompareBool(v, w, Py_LT);
  if (PyBool_Check(result)) return ptr(result) === ptr(Py_True) ? 1 : 0;
  const truth = PyObject_IsTrue(result);
  Py_DECREF(result);
  return truth;
}

function unsafe_latin_compare(v: PyObject, w: PyObject, _ms: MergeState): i32 {
  return latin_less(v, w);
}

function unsafe_long_compare(v: PyObject, w: PyObject, _ms: MergeState): i32 {
  return _PyLong_CompactValue(v) < _PyLong_CompactValue(w) ? 1 : 0;
}

function unsafe_float_compare(v: PyObject, w: PyObject, _ms: MergeState): i32 {
  return PyFloat_AS_DOUBLE(v) < PyFloat_AS_DOUBLE(w) ? 1 : 0;
}

/** Two non-empty tuples; their first items are compared by tuple_elem_compare. */
function unsafe_tuple_compare(v: PyObject, w: PyObject, ms: MergeState): i32 {
  const vlen = PyTuple_GET_SIZE(v);
  const wlen = PyTuple_GET_SIZE(w);
  const n = min(vlen, wlen);
  let i = 0;
  for (; i < n; i++) {
    const k = PyObject_RichCompareBool(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), Py_EQ);
    if (k < 0) return -1;
    if (!k) break;
  }
  if (i === n) return vlen < wlen ? 1 : 0;
  const x = PyTuple_GET_ITEM(v, i);
  const y = PyTuple_GET_ITEM(w, i);
  return i === 0 ? ms.tuple_elem_compare.call(x, y, ms) : PyObject_RichCompareBool(x, y, Py_LT);
}

/** All keys (or first items of keys) are exactly of type `t`; then what more is known of them. -1: not of one type. */
function common_kind(keys: usize, n: i32, in_tuples: bool, t: PyTypeObject): i32 {
  let kind =
    ptr(t) === ptr(PyLong_Type)
      ? KEYS_COMPACT_INTS
      : ptr(t) === ptr(PyUnicode_Type)
        ? KEYS_LATIN
        : ptr(t) === ptr(PyFloat_Type)
          ? KEYS_FLOATS
          : KEYS_OBJECTS;
  for (let i = 0; i < n; i++) {
    let key = key_at(keys, i);
    if (in_tuples) key = PyTuple_GET_ITEM(key, 0);
    if (!Py_IS_TYPE(key, t)) return -1;
    if (kind === KEYS_COMPACT_INTS && !_PyLong_IsCompact(key)) kind = KEYS_OBJECTS;
    if (kind === KEYS_LATIN && PyUnicode_KIND(key) !== PyUnicode_1BYTE_KIND) kind = KEYS_OBJECTS;
  }
  return kind;
}

/** All keys are tuples (exactly) with at least one item. */
function all_tuples(keys: usize, n: i32): bool {
  for (let i = 0; i < n; i++) {
    const key = key_at(keys, i);
    if (!Py_IS_TYPE(key, PyTuple_Type) || PyTuple_GET_SIZE(key) === 0) return false;
  }
  return true;
}

/** The comparison for keys of a common kind (-1: none). */
function compare_for(ms: MergeState, kind: i32, t: PyTypeObject): compare_func {
  if (kind === KEYS_LATIN) return compare_func.of(unsafe_latin_compare);
  if (kind === KEYS_COMPACT_INTS) return compare_func.of(unsafe_long_compare);
  if (kind === KEYS_FLOATS) return compare_func.of(unsafe_float_compare);
  if (kind === KEYS_OBJECTS) {
    ms.key_richcompare = t.tp_richcompare;
    if (t.tp_richcompare) return compare_func.of(unsafe_object_compare);
  }
  return compare_func.of(safe_object_compare);
}

/** Looks at all `n` > 1 keys once and chooses how to compare them: KEYS_*. */
function choose_compare(ms: MergeState, keys: usize, n: i32): i32 {
  const first = key_at(keys, 0);
  if (!all_tuples(keys, n)) {
    // A list that begins with a tuple and is not all tuples counts as mixed.
    const mixed = Py_IS_TYPE(first, PyTuple_Type) && PyTuple_GET_SIZE(first) > 0;
    const kind = mixed ? -1 : common_kind(keys, n, false, first.ob_type);
    ms.key_compare = compare_for(ms, kind, first.ob_type);
    return max(kind, KEYS_OBJECTS);
  }
  const t = PyTuple_GET_ITEM(first, 0).ob_type;
  const kind = common_kind(keys, n, true, t);
  ms.tuple_elem_compare =
    ptr(t) === ptr(PyTuple_Type) ? compare_func.of(safe_object_compare) : compare_for(ms, kind, t);
  ms.key_compare = compare_func.of(unsafe_tuple_compare);
  return KEYS_OBJECTS;
}

/** The length to which short runs are brought: n over it is a power of two, or a little less. */
function merge_compute_minrun(n: i32): i32 {
  let rest = n;
  let lost = 0;
  while (rest >= MAX_MINRUN) {
    lost |= rest & 1;
    rest >>= 1;
  }
  return rest + lost;
}

/** Sorts the `n` > 1 keys at `keys` (and their values). 0 or -1. */
function sort_keys<K>(ms: MergeState, keys: usize, n: i32): i32 {
  const minrun = merge_compute_minrun(n);
  let at = keys;
  let remaining = n;
  while (remaining > 0) {
    let length = count_run<K>(ms, at, remaining);
    if (length < 0) return -1;
    if (length < minrun) {
      const force = min(remaining, minrun);
      if (binarysort<K>(ms, at, force, length) < 0) return -1;
      length = force;
    }
    if (found_new_run<K>(ms, length) < 0) return -1;
    const run = pending(ms, ms.n++);
    run.base = at;
    run.len = length;
    at += (<usize>length) << 3;
    remaining -= length;
  }
  return merge_force_collapse<K>(ms);
}

/** Slots of temporary memory that a sort of `n` keys can use on the native stack; the array of keys may stand there too. */
function temp_slots(n: i32, has_values: bool): i32 {
  if (!has_values) return min(MERGESTATE_TEMP_SIZE, (n >> 1) + 1);
  return keys_on_stack(n) ? 2 * n + 1 : MERGESTATE_TEMP_SIZE;
}

/** The array of keys stands behind the temporary array. */
function keys_on_stack(n: i32): bool {
  return n < MERGESTATE_TEMP_SIZE / 2;
}

/** The empty state of a sort of `n` keys at `keys`; `values` 0 without a key function. */
function merge_init(ms: MergeState, n: i32, keys: usize, values: usize, temparray: usize): void {
  ms.has_values = values ? 1 : 0;
  ms.alloced = values ? min((n + 1) / 2, MERGESTATE_TEMP_SIZE / 2) : MERGESTATE_TEMP_SIZE;
  ms.temparray = temparray;
  ms.a_keys = temparray;
  ms.tdelta = (<usize>ms.alloced) << 3;
  ms.vdelta = values - keys;
  ms.basekeys = keys;
  ms.listlen = n;
  ms.min_gallop = MIN_GALLOP;
  ms.n = 0;
}

/** Calls the key function for each item; all results are owned by `keys`. 0, -1 with an exception and none left. */
function compute_keys(keyfunc: PyObject, items: Slots, n: i32, keys: Slots): i32 {
  for (let i = 0; i < n; i++) {
    const key = PyObject_CallOneArg(keyfunc, items.get(i));
    if (!key) {
      while (--i >= 0) Py_DECREF(keys.get(i));
      return -1;
    }
    keys.set(i, key);
  }
  return 0;
}

/** Sorts `n` items by their keys (the items themselves when `keys` is 0). 0 or -1. */
function sort_items(ms: MergeState, items: usize, n: i32, keys: usize, reverse: bool, temparray: usize): i32 {
  const sorted = keys ? keys : items;
  merge_init(ms, n, sorted, keys ? items : 0, temparray);
  if (n < 2) return 0;
  const kind = choose_compare(ms, sorted, n);
  // Stability of a descending sort: reverse, sort ascending, reverse again.
  if (reverse) {
    if (keys) reverse_slice(Slots.at(keys), n);
    reverse_slice(Slots.at(items), n);
  }
  let status: i32;
  if (kind === KEYS_COMPACT_INTS) status = sort_keys<i64>(ms, sorted, n);
  else if (kind === KEYS_FLOATS) status = sort_keys<f64>(ms, sorted, n);
  else if (kind === KEYS_LATIN) status = sort_keys<u8>(ms, sorted, n);
  else status = sort_keys<PyObject>(ms, sorted, n);
  return status;
}

/** The sort proper, on the array that has been taken out of the list. 0 or -1. */
function sort_array(o: PyListObject, items: usize, n: i32, keyfunc: PyObject | null, reverse: bool): i32 {
  const ms = changetype<MergeState>(stack_alloc(MERGE_STATE_SIZE));
  const slots = temp_slots(n, keyfunc !== null);
  const temparray = stack_alloc((<usize>slots) << 3);
  let keys: usize = 0;
  if (keyfunc) {
    keys = keys_on_stack(n) ? temparray + ((<usize>(n + 1)) << 3) : PyMem_Malloc((<usize>n) << 3);
    if (!keys) PyErr_NoMemory();
    if (!keys || compute_keys(keyfunc, Slots.at(items), n, Slots.at(keys)) < 0) {
      if (keys && !keys_on_stack(n)) PyMem_Free(keys);
      return -1;
    }
  }
  let status = sort_items(ms, items, n, keys, reverse, temparray);
  if (keys) {
    for (let i = 0; i < n; i++) Py_DECREF(key_at(keys, i));
    if (!keys_on_stack(n)) PyMem_Free(keys);
  }
  if (o.allocated !== -1 && status === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("list modified during sort"));
    status = -1;
  }
  if (reverse && n > 1) reverse_slice(Slots.at(items), n);
  merge_freemem(ms);
  return status;
}

/** list.sort(key=keyfunc, reverse=reverse): 0, -1 with an exception. `keyfunc` NULL: none. */
export function list_sort_impl(o: PyListObject, keyfunc: PyObject | null, reverse: bool): i32 {
  const mark = stack_mark();
  const n = Py_SIZE(o);
  const allocated = o.allocated;
  const items = changetype<usize>(o.ob_item);
  Py_SET_SIZE(o, 0);
  o.ob_item = Slots.at(0);
  o.allocated = -1;
  const status = sort_array(o, items, n, keyfunc, reverse);
  // The list may have got items meanwhile: they go.
  const strange = o.ob_item;
  let i = Py_SIZE(o);
  Py_SET_SIZE(o, n);
  o.ob_item = Slots.at(items);
  o.allocated = allocated;
  if (changetype<usize>(strange)) {
    while (--i >= 0) Py_XDECREF(strange.getOrNull(i));
    PyMem_Free(changetype<usize>(strange));
  }
  stack_release(mark);
  return status;
}
