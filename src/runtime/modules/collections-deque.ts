/** collections.deque: its methods. CPython: Modules/_collectionsmodule.c; blocks: collections-deque-blocks.ts. */
import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_CallFunctionObjArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_ClearIf, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_RichCompareBool,
} from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import { _PyObject_GetState } from "../builtin-types/base-object-reduce";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from "../builtin-types/int";
import { _PyEval_SliceIndexNotNone } from "../builtin-types/slice";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_IndexError,
  PyExc_RuntimeError,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  append_copies,
  append_internal,
  appendleft_internal,
  BLOCK_SIZE,
  BLOCKLEN,
  block,
  block_data,
  clear_items,
  collections_types,
  del_item,
  deque_of,
  dequeobject,
  is_exact_deque,
  item_slot,
  newblock,
  pop_left,
  pop_right,
  rightlink,
  rotate_items,
  set_empty,
} from "./collections-deque-blocks";

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** @inline */
function is_deque(o: PyObject): bool {
  return PyObject_TypeCheck(o, collections_types.deque);
}

export function deque_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const deque = deque_of(o);
  const b = newblock(deque);
  if (!b) {
    Py_DECREF(o);
    return null;
  }
  set_empty(deque, b);
  deque.maxlen = -1;
  return o;
}

/** An empty deque of the class itself: new reference. */
function new_deque(): PyObject | null {
  return deque_new(collections_types.deque, Py_None, null);
}

export function deque_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(init_spec, cstr("deque"), cstr("iterable maxlen"), 0, args, kwds, 0, 2);
  stack_release(mark);
  if (a === 0) return -1;
  const iterable = Slots.at(a).getOrNull(0);
  const limit = Slots.at(a).getOrNull(1);
  let maxlen: i64 = -1;
  if (limit && ptr(limit) !== ptr(Py_None)) {
    maxlen = PyLong_AsSsize_t(limit);
    if (maxlen === -1 && tstate.current_exception) return -1;
    if (maxlen < 0) {
      PyErr_SetString(PyExc_ValueError, cstr("maxlen must be non-negative"));
      return -1;
    }
  }
  deque_of(o).maxlen = maxlen;
  if (Py_SIZE(o) > 0) clear_items(deque_of(o));
  if (!iterable) return 0;
  return extend_right(o, iterable) ? 0 : -1;
}

// --- one item ---

function pop_from_empty(): PyObject | null {
  PyErr_SetString(PyExc_IndexError, cstr("pop from an empty deque"));
  return null;
}

export function deque_pop(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_SIZE(o) === 0 ? pop_from_empty() : pop_right(deque_of(o));
}

export function deque_popleft(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_SIZE(o) === 0 ? pop_from_empty() : pop_left(deque_of(o));
}

/** Gives the item back that could not be added: NULL; None otherwise. */
function added(status: i32, item: PyObject): PyObject | null {
  if (status === 0) return Py_None;
  Py_DECREF(item);
  return null;
}

export function deque_append(o: PyObject, item: PyObject | null): PyObject | null {
  return added(append_internal(deque_of(o), Py_NewRef(item!)), item!);
}

export function deque_appendleft(o: PyObject, item: PyObject | null): PyObject | null {
  return added(appendleft_internal(deque_of(o), Py_NewRef(item!)), item!);
}

export function deque_insert(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("insert"), nargs, 2, 2)) return null;
  const index = _PyArg_AsSsize_t(args.get(0));
  if (index === -1 && tstate.current_exception) return null;
  const value = args.get(1);
  const deque = deque_of(o);
  const n = <i64>Py_SIZE(o);
  if (deque.maxlen === n) {
    PyErr_SetString(PyExc_IndexError, cstr("deque already at its maximum size"));
    return null;
  }
  if (index >= n) return deque_append(o, value);
  if (index <= -n || index === 0) return deque_appendleft(o, value);
  if (rotate_items(deque, -index) < 0) return null;
  const done = index < 0 ? deque_append(o, value) : deque_appendleft(o, value);
  if (!done || rotate_items(deque, index) < 0) return null;
  return Py_None;
}

function out_of_range(): PyObject | null {
  PyErr_SetString(PyExc_IndexError, cstr("deque index out of range"));
  return null;
}

export function deque_item(o: PyObject, i: i64): PyObject | null {
  if (i < 0 || i >= <i64>Py_SIZE(o)) return out_of_range();
  return Py_NewRef(item_slot(deque_of(o), <i32>i).get(0));
}

export function deque_ass_item(o: PyObject, i: i64, value: PyObject | null): i32 {
  if (i < 0 || i >= <i64>Py_SIZE(o)) {
    out_of_range();
    return -1;
  }
  if (!value) return del_item(deque_of(o), <i32>i);
  const slot = item_slot(deque_of(o), <i32>i);
  const old = slot.get(0);
  slot.set(0, Py_NewRef(value));
  Py_DECREF(old);
  return 0;
}

export function deque_len(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

// --- many items ---

/** What an iterator ended with: StopIteration is no error. Gives the iterator back. */
function finalize_iterator(it: PyObject): PyObject | null {
  const failed = tstate.current_exception !== null && !PyErr_ClearIf(PyExc_StopIteration);
  Py_DECREF(it);
  return failed ? null : Py_None;
}

/** Adds the items of a copy of `o` to itself. */
function extend_by_itself(o: PyObject, left: bool): PyObject | null {
  const s = PySequence_List(o);
  if (!s) return null;
  const result = left ? extend_left(o, s) : extend_right(o, s);
  Py_DECREF(s);
  return result;
}

/** Adds what `it` (stolen) gives, at one end. None, NULL with an exception. */
function extend_from(deque: dequeobject, it: PyObject, left: bool): PyObject | null {
  const next = it.ob_type.tp_iternext!;
  const dropped = deque.maxlen === 0;
  while (true) {
    const item = next.call(it);
    if (!item) break;
    if (dropped) {
      Py_DECREF(item);
      continue;
    }
    const status = left ? appendleft_internal(deque, item) : append_internal(deque, item);
    if (status < 0) {
      Py_DECREF(item);
      Py_DECREF(it);
      return null;
    }
  }
  return finalize_iterator(it);
}

function extend_right(o: PyObject, iterable: PyObject): PyObject | null {
  if (ptr(o) === ptr(iterable)) return extend_by_itself(o, false);
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const deque = deque_of(o);
  // An empty deque is filled from the left end of its block on.
  if (deque.maxlen !== 0 && Py_SIZE(o) === 0) {
    deque.leftindex = 1;
    deque.rightindex = 0;
  }
  return extend_from(deque, it, false);
}

function extend_left(o: PyObject, iterable: PyObject): PyObject | null {
  if (ptr(o) === ptr(iterable)) return extend_by_itself(o, true);
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const deque = deque_of(o);
  if (deque.maxlen !== 0 && Py_SIZE(o) === 0) {
    deque.leftindex = BLOCKLEN - 1;
    deque.rightindex = BLOCKLEN - 2;
  }
  return extend_from(deque, it, true);
}

export function deque_extend(o: PyObject, iterable: PyObject | null): PyObject | null {
  return extend_right(o, iterable!);
}

export function deque_extendleft(o: PyObject, iterable: PyObject | null): PyObject | null {
  return extend_left(o, iterable!);
}

export function deque_inplace_concat(o: PyObject, other: PyObject): PyObject | null {
  return extend_right(o, other) ? Py_NewRef(o) : null;
}

/** A copy of the class itself. */
function copy_exact(o: PyObject): PyObject | null {
  const copy = new_deque();
  if (!copy) return null;
  deque_of(copy).maxlen = deque_of(o).maxlen;
  const done = Py_SIZE(o) === 1 ? deque_append(copy, item_slot(deque_of(o), 0).get(0)) : extend_right(copy, o);
  if (done) return copy;
  Py_DECREF(copy);
  return null;
}

/** What the subclass makes of its deque. */
function copy_by_class(o: PyObject): PyObject | null {
  const deque = deque_of(o);
  let result: PyObject | null;
  if (deque.maxlen < 0) result = PyObject_CallOneArg(o.ob_type, o);
  else {
    const maxlen = PyLong_FromSsize_t(deque.maxlen);
    if (!maxlen) return null;
    result = PyObject_CallFunctionObjArgs(o.ob_type, o, maxlen);
    Py_DECREF(maxlen);
  }
  if (!result || is_deque(result)) return result;
  PyErr_Format(
    PyExc_TypeError,
    cstr("%.200s() must return a deque, not %.200s"),
    o.ob_type.tp_name,
    result.ob_type.tp_name,
  );
  Py_DECREF(result);
  return null;
}

export function deque_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  return is_exact_deque(o) ? copy_exact(o) : copy_by_class(o);
}

export function deque_concat(o: PyObject, other: PyObject): PyObject | null {
  const is = PyObject_IsInstance(other, collections_types.deque);
  if (is <= 0) {
    if (is === 0) {
      PyErr_Format(PyExc_TypeError, cstr('can only concatenate deque (not "%.200s") to deque'), other.ob_type.tp_name);
    }
    return null;
  }
  const result = deque_copy(o, null);
  if (!result || extend_right(result, other)) return result;
  Py_DECREF(result);
  return null;
}

export function deque_clear(o: PyObject, _unused: PyObject | null): PyObject | null {
  clear_items(deque_of(o));
  return Py_None;
}

/** `n` times the items, which are two or more. */
function repeat_items(o: PyObject, n: i64): PyObject | null {
  const deque = deque_of(o);
  const size = <i64>Py_SIZE(o);
  if (size > i64.MAX_VALUE / n) return PyErr_NoMemory();
  const seq = PySequence_List(o);
  if (!seq) return null;
  if (deque.maxlen >= 0 && n * size > deque.maxlen) n = (deque.maxlen + size - 1) / size;
  for (let i: i64 = 0; i < n - 1; i++) {
    if (!extend_right(o, seq)) {
      Py_DECREF(seq);
      return null;
    }
  }
  Py_DECREF(seq);
  return Py_NewRef(o);
}

export function deque_inplace_repeat(o: PyObject, n: i64): PyObject | null {
  const size = Py_SIZE(o);
  if (size === 0 || n === 1) return Py_NewRef(o);
  const deque = deque_of(o);
  if (n <= 0) {
    clear_items(deque);
    return Py_NewRef(o);
  }
  if (size > 1) return repeat_items(o, n);
  if (deque.maxlen >= 0 && n > deque.maxlen) n = deque.maxlen;
  return append_copies(deque, n - 1) < 0 ? null : Py_NewRef(o);
}

export function deque_repeat(o: PyObject, n: i64): PyObject | null {
  const copy = deque_copy(o, null);
  if (!copy) return null;
  const result = deque_inplace_repeat(copy, n);
  Py_DECREF(copy);
  return result;
}

export function deque_rotate(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("rotate"), nargs, 0, 1)) return null;
  let n: i64 = 1;
  if (nargs === 1) {
    n = _PyArg_AsSsize_t(args.get(0));
    if (n === -1 && tstate.current_exception) return null;
  }
  return rotate_items(deque_of(o), n) < 0 ? null : Py_None;
}

export function deque_reverse(o: PyObject, _unused: PyObject | null): PyObject | null {
  const deque = deque_of(o);
  let leftblock = deque.leftblock;
  let rightblock = deque.rightblock;
  let leftindex = deque.leftindex;
  let rightindex = deque.rightindex;
  for (let n = Py_SIZE(o) >> 1; n > 0; n--) {
    const left = block_data(leftblock).get(leftindex);
    block_data(leftblock).set(leftindex++, block_data(rightblock).get(rightindex));
    block_data(rightblock).set(rightindex--, left);
    if (leftindex === BLOCKLEN) {
      leftblock = rightlink(leftblock);
      leftindex = 0;
    }
    if (rightindex < 0) {
      rightblock = rightblock.leftlink;
      rightindex = BLOCKLEN - 1;
    }
  }
  return Py_None;
}

// --- search ---

function mutated(): void {
  PyErr_SetString(PyExc_RuntimeError, cstr("deque mutated during iteration"));
}

/** item == value while the item is kept: 1, 0, -1 with an exception. */
function compare_item(b: block, index: i32, value: PyObject): i32 {
  const item = Py_NewRef(block_data(b).get(index));
  const cmp = PyObject_RichCompareBool(item, value, Py_EQ);
  Py_DECREF(item);
  return cmp;
}

/**
 * Index of `value` in [start, stop), or -1 when it is not there, or -2 with an exception. `counting`: in tstate.out_i64 how many there are;
 * goes on to the end.
 */
function search(o: PyObject, value: PyObject, start: i32, stop: i32, counting: bool): i32 {
  const deque = deque_of(o);
  const state = deque.state;
  let b = deque.leftblock;
  let index = deque.leftindex + start;
  for (; index >= BLOCKLEN; index -= BLOCKLEN) b = rightlink(b);
  let count: i64 = 0;
  for (let i = start; i < stop; i++) {
    const cmp = compare_item(b, index, value);
    if (cmp < 0) return -2;
    if (cmp > 0 && !counting) return i;
    count += cmp;
    if (state !== deque.state) {
      mutated();
      return -2;
    }
    if (++index === BLOCKLEN) {
      b = rightlink(b);
      index = 0;
    }
  }
  tstate.out_i64 = count;
  return -1;
}

export function deque_count(o: PyObject, value: PyObject | null): PyObject | null {
  return search(o, value!, 0, Py_SIZE(o), true) === -2 ? null : PyLong_FromSsize_t(tstate.out_i64);
}

export function deque_contains(o: PyObject, value: PyObject): i32 {
  const at = search(o, value, 0, Py_SIZE(o), false);
  return at === -2 ? -1 : at >= 0 ? 1 : 0;
}

/** The bound given by args[i], `none` if it is not given; fitted to the size. -1 with an exception. */
function bound(o: PyObject, args: Slots, nargs: i32, i: i32, none: i64): i64 {
  const size = <i64>Py_SIZE(o);
  if (i >= nargs) return none;
  if (!_PyEval_SliceIndexNotNone(args.get(i))) return -1;
  const value = tstate.out_i64;
  return value < 0 ? max<i64>(value + size, 0) : value;
}

export function deque_index(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("index"), nargs, 1, 3)) return null;
  const value = args.get(0);
  const first = bound(o, args, nargs, 1, 0);
  if (first < 0) return null;
  const last = bound(o, args, nargs, 2, <i64>Py_SIZE(o));
  if (last < 0) return null;
  const stop = <i32>min<i64>(last, <i64>Py_SIZE(o));
  const start = <i32>min<i64>(first, <i64>stop);
  const at = search(o, value, start, stop, false);
  if (at >= 0) return PyLong_FromSsize_t(<i64>at);
  if (at === -1) PyErr_Format(PyExc_ValueError, cstr("%R is not in deque"), ptr(value));
  return null;
}

export function deque_remove(o: PyObject, value: PyObject | null): PyObject | null {
  const deque = deque_of(o);
  const state = deque.state;
  let b = deque.leftblock;
  let index = deque.leftindex;
  const n = Py_SIZE(o);
  for (let i = 0; i < n; i++) {
    const cmp = compare_item(b, index, value!);
    if (cmp < 0) return null;
    if (state !== deque.state) {
      PyErr_SetString(PyExc_IndexError, cstr("deque mutated during iteration"));
      return null;
    }
    if (cmp > 0) return del_item(deque, i) < 0 ? null : Py_None;
    if (++index === BLOCKLEN) {
      b = rightlink(b);
      index = 0;
    }
  }
  return PyErr_Format(PyExc_ValueError, cstr("%R is not in deque"), ptr(value));
}

// --- what any object has ---

/** "deque([1, 2], maxlen=3)": new reference. */
function shown(o: PyObject, list: PyObject): PyObject | null {
  const name = _PyType_Name(o.ob_type);
  if (deque_of(o).maxlen < 0) return PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(list));
  const maxlen = PyLong_FromSsize_t(deque_of(o).maxlen);
  if (!maxlen) return null;
  const text = PyUnicode_FromFormat(cstr("%s(%R, maxlen=%S)"), name, ptr(list), ptr(maxlen));
  Py_DECREF(maxlen);
  return text;
}

export function deque_repr(o: PyObject): PyObject | null {
  const status = Py_ReprEnter(o);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromString(cstr("[...]"));
  const list = PySequence_List(o);
  let text: PyObject | null = null;
  if (list) {
    text = shown(o, list);
    Py_DECREF(list);
  }
  Py_ReprLeave(o);
  return text;
}

/** The answer when one of two iterators is at its end; `x` and `y` are their items, NULL at the end. */
function shorter(x: PyObject | null, y: PyObject | null, op: i32): PyObject {
  let answer: bool = false;
  if (op === Py_LT) answer = y !== null;
  else if (op === Py_LE) answer = x === null;
  else if (op === Py_EQ) answer = !x && !y;
  else if (op === Py_NE) answer = x !== null || y !== null;
  else if (op === Py_GT) answer = x !== null;
  else if (op === Py_GE) answer = y === null;
  return answer ? Py_True : Py_False;
}

/** Compares what two iterators give. NULL with an exception. */
function compare_iterators(it1: PyObject, it2: PyObject, op: i32): PyObject | null {
  while (true) {
    const x = PyIter_Next(it1);
    if (!x && tstate.current_exception) return null;
    const y = PyIter_Next(it2);
    if (!x || !y) {
      const result = shorter(x, y, op);
      Py_XDECREF(x);
      Py_XDECREF(y);
      return tstate.current_exception ? null : result;
    }
    let cmp = PyObject_RichCompareBool(x, y, Py_EQ);
    const differ = cmp === 0;
    if (differ) cmp = PyObject_RichCompareBool(x, y, op);
    Py_DECREF(x);
    Py_DECREF(y);
    if (cmp < 0) return null;
    if (differ) return PyBool_FromLong(cmp !== 0);
  }
}

export function deque_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!is_deque(v) || !is_deque(w)) return Py_NotImplemented;
  if (op === Py_EQ || op === Py_NE) {
    if (ptr(v) === ptr(w)) return op === Py_EQ ? Py_True : Py_False;
    if (Py_SIZE(v) !== Py_SIZE(w)) return op === Py_EQ ? Py_False : Py_True;
  }
  const it1 = PyObject_GetIter(v);
  const it2 = it1 ? PyObject_GetIter(w) : null;
  const result = it1 && it2 ? compare_iterators(it1, it2, op) : null;
  Py_XDECREF(it1);
  Py_XDECREF(it2);
  return result;
}

/** The arguments for the class: () or ((), maxlen). New reference. */
function reduce_arguments(deque: dequeobject): PyObject | null {
  const empty = PyTuple_New(0);
  if (!empty || deque.maxlen < 0) return empty;
  const maxlen = PyLong_FromSsize_t(deque.maxlen);
  const args = maxlen ? PyTuple_Pack(empty, maxlen) : null;
  Py_XDECREF(maxlen);
  Py_DECREF(empty);
  return args;
}

export function deque_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const state = _PyObject_GetState(o);
  const it = state ? PyObject_GetIter(o) : null;
  const args = it ? reduce_arguments(deque_of(o)) : null;
  const result = args ? PyTuple_Pack(o.ob_type, args, state, it) : null;
  Py_XDECREF(args);
  Py_XDECREF(it);
  Py_XDECREF(state);
  return result;
}

export function deque_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const blocks = (deque_of(o).leftindex + Py_SIZE(o) + BLOCKLEN - 1) / BLOCKLEN;
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + <i64>blocks * <i64>BLOCK_SIZE);
}

export function deque_get_maxlen(o: PyObject, _closure: usize): PyObject | null {
  const maxlen = deque_of(o).maxlen;
  return maxlen < 0 ? Py_None : PyLong_FromSsize_t(maxlen);
}
