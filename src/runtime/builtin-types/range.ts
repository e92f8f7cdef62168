/**
 * range: an arithmetic progression of ints of any size. CPython: Objects/rangeobject.c.
 *
 *   PyRangeObject (48 bytes, no GC head): head, +16 start, +24 stop, +32 step, +40 length: owned ints
 */

import { _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  PyNumber_Add,
  PyNumber_FloorDivide,
  PyNumber_Multiply,
  PyNumber_Negative,
  PyNumber_Remainder,
  PyNumber_Subtract,
} from "../abstract/number";
import { _PyIndex_Check, PyNumber_Index } from "../abstract/number-convert";
import {
  Py_EQ,
  Py_GE,
  Py_LE,
  Py_LT,
  Py_NE,
  PyObject_Hash,
  PyObject_RichCompareBool,
  richcompare_order,
} from "../abstract/object-protocol";
import {
  _PySequence_IterSearch,
  PY_ITERSEARCH_CONTAINS,
  PY_ITERSEARCH_COUNT,
  PY_ITERSEARCH_INDEX,
} from "../abstract/sequence";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { _Py_T_OBJECT, def_member, def_noargs, def_o, Py_READONLY } from "../object/def-tables";
import { cstr } from "../object/literals";
import {
  _PyObject_InitHead,
  Py_DECREF,
  Py_hash_t,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getiterfunc,
  hashfunc,
  inquiry,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  vectorcallfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyBool_Type,
  PyExc_IndexError,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyRange_Type,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_SEQUENCE, PyTypeObject } from "../object/type-object";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  _PyLong_Sign,
  PyLong,
  PyLong_AsLongAndOverflow,
  PyLong_AsSsize_t,
  PyLong_CheckExact,
  PyLong_FromLong,
  PyLong_FromSsize_t,
} from "./int";
import { range_iter, range_reverse } from "./range-iterator";
import { _PySlice_GetLongIndices, PySlice_Check } from "./slice";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";

@unmanaged
export class PyRangeObject extends PyObject {
  start: PyObject;
  stop: PyObject;
  step: PyObject;
  length: PyObject;
}

/** @inline */
function asRange(o: PyObject): PyRangeObject {
  return changetype<PyRangeObject>(o);
}

/** True when the three ints fit 64 bits: the values are in `triple`. */
function fits(start: PyObject, stop: PyObject, step: PyObject): bool {
  const a = PyLong_AsLongAndOverflow(start);
  if (tstate.out_i32 !== 0) return false;
  const b = PyLong_AsLongAndOverflow(stop);
  if (tstate.out_i32 !== 0) return false;
  const c = PyLong_AsLongAndOverflow(step);
  if (tstate.out_i32 !== 0) return false;
  triple.start = a;
  triple.stop = b;
  triple.step = c;
  return true;
}

@unmanaged
class Triple {
  start: i64;
  stop: i64;
  step: i64;
}
const triple: Triple = changetype<Triple>(memory.data(32, 8));

/** How many numbers lie in the progression; exact for all 64-bit values, as an unsigned number. */
function count_steps(lo: i64, hi: i64, step: i64): u64 {
  if (step > 0 && lo < hi) return 1 + (<u64>hi - 1 - <u64>lo) / <u64>step;
  if (step < 0 && lo > hi) return 1 + (<u64>lo - 1 - <u64>hi) / (0 - <u64>step);
  return 0;
}

/** len(range(start, stop, step)) as an int: new reference. */
export function compute_range_length(start: PyObject, stop: PyObject, step: PyObject): PyObject | null {
  if (fits(start, stop, step)) {
    const n = count_steps(triple.start, triple.stop, triple.step);
    if (<i64>n >= 0) return PyLong_FromLong(<i64>n);
  }
  const forward = !_PyLong_IsNegative(PyLong(step));
  const lo = forward ? start : stop;
  const hi = forward ? stop : start;
  const size = forward ? Py_NewRef(step) : PyNumber_Negative(step);
  if (!size) return null;
  const empty = PyObject_RichCompareBool(lo, hi, Py_GE);
  if (empty !== 0) {
    Py_DECREF(size);
    return empty < 0 ? null : _PyLong_GetZero();
  }
  // (hi - lo - 1) // step + 1
  const diff = PyNumber_Subtract(hi, lo);
  const less = diff ? PyNumber_Subtract(diff, _PyLong_GetOne()) : null;
  const quotient = less ? PyNumber_FloorDivide(less, size) : null;
  const result = quotient ? PyNumber_Add(quotient, _PyLong_GetOne()) : null;
  Py_XDECREF(diff);
  Py_XDECREF(less);
  Py_XDECREF(quotient);
  Py_DECREF(size);
  return result;
}

/** A range; steals the three ints, also on failure. */
function make_range_object(start: PyObject, stop: PyObject, step: PyObject): PyObject | null {
  const length = compute_range_length(start, stop, step);
  const block = length ? PyObject_Malloc(offsetof<PyRangeObject>()) : 0;
  if (!length || !block) {
    Py_DECREF(start);
    Py_DECREF(stop);
    Py_DECREF(step);
    Py_XDECREF(length);
    return length ? PyErr_NoMemory() : null;
  }
  const o = changetype<PyObject>(block);
  _PyObject_InitHead(o, PyRange_Type);
  store<u64>(block, <u64>ptr(start), 16);
  store<u64>(block, <u64>ptr(stop), 24);
  store<u64>(block, <u64>ptr(step), 32);
  store<u64>(block, <u64>ptr(length), 40);
  return o;
}

/** The step by `__index__`, not zero: new reference. */
function validate_step(step: PyObject | null): PyObject | null {
  if (!step) return PyLong_FromLong(1);
  const n = PyNumber_Index(step);
  if (n && _PyLong_IsZero(PyLong(n))) {
    PyErr_SetString(PyExc_ValueError, cstr("range() arg 3 must not be zero"));
    Py_DECREF(n);
    return null;
  }
  return n;
}

function range_from_array(args: Slots, nargs: i32): PyObject | null {
  if (nargs === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("range expected at least 1 argument, got 0"));
    return null;
  }
  if (nargs > 3) {
    return PyErr_Format(PyExc_TypeError, cstr("range expected at most 3 arguments, got %zd"), <usize>nargs);
  }
  const start = nargs === 1 ? PyLong_FromLong(0) : PyNumber_Index(args.get(0));
  if (!start) return null;
  const stop = PyNumber_Index(args.get(nargs === 1 ? 0 : 1));
  if (!stop) {
    Py_DECREF(start);
    return null;
  }
  const step = validate_step(nargs === 3 ? args.get(2) : null);
  if (!step) {
    Py_DECREF(start);
    Py_DECREF(stop);
    return null;
  }
  return make_range_object(start, stop, step);
}

function range_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(cstr("range"), kwds)) return null;
  return range_from_array(_PyTuple_ITEMS(args), PyTuple_GET_SIZE(args));
}

function range_vectorcall(_t: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("range"), kwnames)) return null;
  return range_from_array(args, PyVectorcall_NARGS(nargsf));
}

function range_dealloc(o: PyObject): void {
  const r = asRange(o);
  Py_DECREF(r.start);
  Py_DECREF(r.stop);
  Py_DECREF(r.step);
  Py_DECREF(r.length);
  PyObject_Free(changetype<usize>(o));
}

/** len(o), with 64 bits: -1 with OverflowError. */
export function range_long_length(o: PyObject): i64 {
  return PyLong_AsSsize_t(asRange(o).length);
}

function range_length(o: PyObject): Py_ssize_t {
  const n = range_long_length(o);
  if (n > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("Python int too large to convert to C ssize_t"));
    return -1;
  }
  return <i32>n;
}

function range_bool(o: PyObject): i32 {
  return _PyLong_IsZero(PyLong(asRange(o).length)) ? 0 : 1;
}

/** start + i * step: new reference. */
function compute_item(r: PyRangeObject, i: PyObject): PyObject | null {
  const product = PyNumber_Multiply(i, r.step);
  if (!product) return null;
  const result = PyNumber_Add(r.start, product);
  Py_DECREF(product);
  return result;
}

/** Item `arg` (an int, negative: from the end): new reference, NULL with IndexError. */
function compute_range_item(r: PyRangeObject, arg: PyObject): PyObject | null {
  const i = _PyLong_IsNegative(PyLong(arg)) ? PyNumber_Add(r.length, arg) : Py_NewRef(arg);
  if (!i) return null;
  let result: PyObject | null = null;
  const above = _PyLong_IsNegative(PyLong(i)) ? 1 : PyObject_RichCompareBool(i, r.length, Py_GE);
  if (above > 0) PyErr_SetString(PyExc_IndexError, cstr("range object index out of range"));
  else if (above === 0) result = compute_item(r, i);
  Py_DECREF(i);
  return result;
}

function range_item(o: PyObject, i: i64): PyObject | null {
  const index = PyLong_FromSsize_t(i);
  if (!index) return null;
  const result = compute_range_item(asRange(o), index);
  Py_DECREF(index);
  return result;
}

function range_subscript(o: PyObject, key: PyObject): PyObject | null {
  if (_PyIndex_Check(key)) {
    const i = PyNumber_Index(key);
    if (!i) return null;
    const result = compute_range_item(asRange(o), i);
    Py_DECREF(i);
    return result;
  }
  if (PySlice_Check(key)) return compute_slice(asRange(o), key);
  return PyErr_Format(
    PyExc_TypeError,
    cstr("range indices must be integers or slices, not %.200s"),
    key.ob_type.tp_name,
  );
}

function compute_slice(r: PyRangeObject, key: PyObject): PyObject | null {
  const bounds = _PySlice_GetLongIndices(key, r.length);
  if (!bounds) return null;
  const step = PyNumber_Multiply(r.step, PyTuple_GET_ITEM(bounds, 2));
  const start = step ? compute_item(r, PyTuple_GET_ITEM(bounds, 0)) : null;
  const stop = start ? compute_item(r, PyTuple_GET_ITEM(bounds, 1)) : null;
  Py_DECREF(bounds);
  if (step && start && stop) return make_range_object(start, stop, step);
  Py_XDECREF(step);
  Py_XDECREF(start);
  return null;
}

/** Membership of an int, by arithmetic: 1, 0, -1. */
function contains_int(r: PyRangeObject, o: PyObject): i32 {
  const forward = _PyLong_Sign(PyLong(r.step)) > 0;
  const low = PyObject_RichCompareBool(forward ? r.start : r.stop, o, forward ? Py_LE : Py_LT);
  if (low <= 0) return low;
  const high = PyObject_RichCompareBool(o, forward ? r.stop : r.start, forward ? Py_LT : Py_LE);
  if (high <= 0) return high;
  const distance = PyNumber_Subtract(o, r.start);
  if (!distance) return -1;
  const rest = PyNumber_Remainder(distance, r.step);
  Py_DECREF(distance);
  if (!rest) return -1;
  const result = _PyLong_IsZero(PyLong(rest)) ? 1 : 0;
  Py_DECREF(rest);
  return result;
}

/** @inline */
function is_int(o: PyObject): bool {
  return PyLong_CheckExact(o) || Py_IS_TYPE(o, PyBool_Type);
}

function range_contains(o: PyObject, value: PyObject): i32 {
  if (is_int(value)) return contains_int(asRange(o), value);
  return <i32>_PySequence_IterSearch(o, value, PY_ITERSEARCH_CONTAINS);
}

function range_count(o: PyObject, value: PyObject | null): PyObject | null {
  if (is_int(value!)) {
    const found = contains_int(asRange(o), value!);
    return found < 0 ? null : PyLong_FromLong(<i64>found);
  }
  const n = _PySequence_IterSearch(o, value!, PY_ITERSEARCH_COUNT);
  return n === -1 ? null : PyLong_FromSsize_t(n);
}

function range_index(o: PyObject, value: PyObject | null): PyObject | null {
  if (!is_int(value!)) {
    const i = _PySequence_IterSearch(o, value!, PY_ITERSEARCH_INDEX);
    return i === -1 ? null : PyLong_FromSsize_t(i);
  }
  const found = contains_int(asRange(o), value!);
  if (found < 0) return null;
  if (found === 0) return PyErr_Format(PyExc_ValueError, cstr("%R is not in range"), ptr(value));
  const distance = PyNumber_Subtract(value!, asRange(o).start);
  if (!distance) return null;
  const result = PyNumber_FloorDivide(distance, asRange(o).step);
  Py_DECREF(distance);
  return result;
}

/** Same sequence of numbers: 1, 0, -1. */
function range_equals(a: PyRangeObject, b: PyRangeObject): i32 {
  if (ptr(a) === ptr(b)) return 1;
  const sameLength = PyObject_RichCompareBool(a.length, b.length, Py_EQ);
  if (sameLength !== 1) return sameLength;
  if (_PyLong_IsZero(PyLong(a.length))) return 1;
  const sameStart = PyObject_RichCompareBool(a.start, b.start, Py_EQ);
  if (sameStart !== 1) return sameStart;
  const single = PyObject_RichCompareBool(a.length, _PyLong_GetOne(), Py_EQ);
  if (single !== 0) return single;
  return PyObject_RichCompareBool(a.step, b.step, Py_EQ);
}

function range_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if (!Py_IS_TYPE(b, PyRange_Type) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  const equal = range_equals(asRange(a), asRange(b));
  return equal < 0 ? null : richcompare_order(1 - equal, op);
}

/** Of (length, start, step), the parts that do not matter replaced by None. */
function range_hash(o: PyObject): Py_hash_t {
  const r = asRange(o);
  let start: PyObject = Py_None;
  let step: PyObject = Py_None;
  if (!_PyLong_IsZero(PyLong(r.length))) {
    start = r.start;
    const single = PyObject_RichCompareBool(r.length, _PyLong_GetOne(), Py_EQ);
    if (single < 0) return -1;
    if (single === 0) step = r.step;
  }
  const key = PyTuple_Pack(r.length, start, step);
  if (!key) return -1;
  const hash = PyObject_Hash(key);
  Py_DECREF(key);
  return hash;
}

function range_repr(o: PyObject): PyObject | null {
  const r = asRange(o);
  const step = PyLong_AsLongAndOverflow(r.step);
  if (tstate.out_i32 === 0 && step === 1) {
    return PyUnicode_FromFormat(cstr("range(%R, %R)"), ptr(r.start), ptr(r.stop));
  }
  return PyUnicode_FromFormat(cstr("range(%R, %R, %R)"), ptr(r.start), ptr(r.stop), ptr(r.step));
}

function range_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const r = asRange(o);
  const args = PyTuple_Pack(r.start, r.stop, r.step);
  if (!args) return null;
  const result = PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

export function init_range_type(): void {
  const t = PyRange_Type;
  static_type(t, cstr("range"), offsetof<PyRangeObject>(), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_SEQUENCE);
  t.tp_doc = cstr(
    "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers from start (0) up to but without stop, in steps of step (1).",
  );
  t.tp_dealloc = destructor.of(range_dealloc);
  t.tp_repr = reprfunc.of(range_repr);
  t.tp_hash = hashfunc.of(range_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(range_richcompare);
  t.tp_iter = getiterfunc.of(range_iter);
  t.tp_new = newfunc.of(range_new);
  t.tp_vectorcall = vectorcallfunc.of(range_vectorcall);
  number_methods(t).nb_bool = inquiry.of(range_bool);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(range_length);
  sequence.sq_item = ssizeargfunc.of(range_item);
  sequence.sq_contains = objobjproc.of(range_contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(range_length);
  mapping.mp_subscript = binaryfunc.of(range_subscript);
  def_noargs(t, cstr("__reversed__"), PyCFunction.of(range_reverse), cstr("An iterator from the end."));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(range_reduce));
  def_o(
    t,
    cstr("count"),
    PyCFunction.of(range_count),
    cstr("rangeobject.count(value) -> integer -- how often value occurs"),
  );
  def_o(
    t,
    cstr("index"),
    PyCFunction.of(range_index),
    cstr("rangeobject.index(value) -> integer -- where value is; ValueError when it is not there."),
  );
  def_member(t, cstr("start"), _Py_T_OBJECT, offsetof<PyRangeObject>("start"), Py_READONLY);
  def_member(t, cstr("stop"), _Py_T_OBJECT, offsetof<PyRangeObject>("stop"), Py_READONLY);
  def_member(t, cstr("step"), _Py_T_OBJECT, offsetof<PyRangeObject>("step"), Py_READONLY);
}
