/** tuple: what Python code sees. CPython: Objects/tupleobject.c. */

import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import {
  Py_EQ,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_Hash,
  PyObject_Repr,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  richcompare_order,
} from "../abstract/object-protocol";
import { enter_uncounted, leave_uncounted } from "../abstract/recursion";
import { PySequence_Tuple } from "../abstract/sequence";
import { PyObject_GC_Del } from "../gc/gc-alloc";
import { def_fast, def_noargs, def_o, METH_CLASS } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_hash_t, Py_NewRef, Py_SIZE, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  hashfunc,
  lenfunc,
  newfunc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  traverseproc,
  vectorcallfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_NotImplemented,
  PyExc_IndexError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyTuple_Type,
} from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_SEQUENCE,
  Py_TPFLAGS_TUPLE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromSsize_t } from "./int";
import { _PyEval_SliceIndexNotNone, PySlice_Check, PySlice_GetIndicesEx, slice_bounds } from "./slice";
import { PyUnicode_FromString } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteASCIIString,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import {
  _PyTuple_FromArray,
  _PyTuple_ITEMS,
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
  PyTupleObject,
  tuple_dealloc,
  tuple_get_empty,
  tuple_traverse,
} from "./tuple";
import { tuple_iter } from "./tuple-iterator";
import { mapping_methods, sequence_methods, static_type } from "./type-define";

function write_items(o: PyObject, writer: _PyUnicodeWriter): bool {
  const n = Py_SIZE(o);
  if (_PyUnicodeWriter_WriteChar(writer, 40) < 0) return false;
  for (let i = 0; i < n; i++) {
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2) < 0) return false;
    const s = PyObject_Repr(PyTuple_GET_ITEM(o, i));
    if (!s) return false;
    const status = _PyUnicodeWriter_WriteStr(writer, s);
    Py_DECREF(s);
    if (status < 0) return false;
  }
  writer.overallocate = 0;
  if (n > 1) return _PyUnicodeWriter_WriteChar(writer, 41) >= 0;
  return _PyUnicodeWriter_WriteASCIIString(writer, cstr(",)"), 2) >= 0;
}

function tuple_repr(o: PyObject): PyObject | null {
  const n = Py_SIZE(o);
  if (n === 0) return PyUnicode_FromString(cstr("()"));
  const entered = Py_ReprEnter(o);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(cstr("(...)")) : null;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  writer.min_length = n > 1 ? 1 + 1 + (2 + 1) * (n - 1) + 1 : 4;
  let result: PyObject | null = null;
  if (write_items(o, writer)) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  Py_ReprLeave(o);
  return result;
}

const XXPRIME_1: u64 = 11400714785074694791;
const XXPRIME_2: u64 = 14029467366897019727;
const XXPRIME_5: u64 = 2870177450012600261;

/** xxHash64 over the items' hashes. */
function tuple_hash(o: PyObject): Py_hash_t {
  const n = Py_SIZE(o);
  const items = _PyTuple_ITEMS(o);
  let acc: u64 = XXPRIME_5;
  if (enter_uncounted() < 0) return -1;
  for (let i = 0; i < n; i++) {
    const lane = PyObject_Hash(items.get(i));
    if (lane === -1) {
      leave_uncounted();
      return -1;
    }
    acc += <u64>lane * XXPRIME_2;
    acc = rotl<u64>(acc, 31);
    acc *= XXPRIME_1;
  }
  leave_uncounted();
  acc += <u64>n ^ (XXPRIME_5 ^ 3527539);
  return acc === u64.MAX_VALUE ? 1546275796 : <i64>acc;
}

function tuple_length(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

function tuple_contains(o: PyObject, value: PyObject): i32 {
  for (let i = 0, n = Py_SIZE(o); i < n; i++) {
    const same = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, i), value, Py_EQ);
    if (same !== 0) return same;
  }
  return 0;
}

function tuple_item(o: PyObject, i: i64): PyObject | null {
  if (i < 0 || i >= <i64>Py_SIZE(o)) {
    PyErr_SetString(PyExc_IndexError, cstr("tuple index out of range"));
    return null;
  }
  return Py_NewRef(PyTuple_GET_ITEM(o, <i32>i));
}

function tuple_concat(a: PyObject, b: PyObject): PyObject | null {
  if (Py_SIZE(a) === 0 && PyTuple_CheckExact(b)) return Py_NewRef(b);
  if (!PyTuple_Check(b)) {
    return PyErr_Format(PyExc_TypeError, cstr('can only concatenate tuple (not "%.200s") to tuple'), b.ob_type.tp_name);
  }
  const na = Py_SIZE(a);
  const nb = Py_SIZE(b);
  if (nb === 0 && PyTuple_CheckExact(a)) return Py_NewRef(a);
  if (<i64>na + <i64>nb > <i64>i32.MAX_VALUE) return PyErr_NoMemory();
  const result = PyTuple_New(na + nb);
  if (!result) return null;
  for (let i = 0; i < na; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(a, i)));
  for (let i = 0; i < nb; i++) PyTuple_SET_ITEM(result, na + i, Py_NewRef(PyTuple_GET_ITEM(b, i)));
  return result;
}

function tuple_repeat(o: PyObject, count: i64): PyObject | null {
  const n = Py_SIZE(o);
  if ((n === 0 || count === 1) && PyTuple_CheckExact(o)) return Py_NewRef(o);
  if (n === 0 || count <= 0) return tuple_get_empty();
  if (count > <i64>i32.MAX_VALUE / <i64>n) return PyErr_NoMemory();
  const result = PyTuple_New(n * <i32>count);
  if (!result) return null;
  let at = 0;
  for (let k = 0; k < <i32>count; k++) {
    for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, at++, Py_NewRef(PyTuple_GET_ITEM(o, i)));
  }
  return result;
}

function tuple_subscript(o: PyObject, key: PyObject): PyObject | null {
  if (_PyIndex_Check(key)) {
    let i = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (i === -1 && tstate.current_exception) return null;
    if (i < 0) i += <i64>Py_SIZE(o);
    return tuple_item(o, i);
  }
  if (PySlice_Check(key)) return tuple_slice(o, key);
  return PyErr_Format(
    PyExc_TypeError,
    cstr("tuple indices must be integers or slices, not %.200s"),
    key.ob_type.tp_name,
  );
}

function tuple_slice(o: PyObject, key: PyObject): PyObject | null {
  const size = Py_SIZE(o);
  const n = PySlice_GetIndicesEx(key, size);
  if (n < 0) return null;
  const start = <i32>slice_bounds().start;
  const step = slice_bounds().step;
  if (n <= 0) return tuple_get_empty();
  if (start === 0 && step === 1 && n === size && PyTuple_CheckExact(o)) return Py_NewRef(o);
  if (step === 1) return _PyTuple_FromArray(_PyTuple_ITEMS(o).from(start), n);
  const result = PyTuple_New(n);
  if (!result) return null;
  let at = <i64>start;
  for (let i = 0; i < n; i++, at += step) PyTuple_SET_ITEM(result, i, Py_NewRef(PyTuple_GET_ITEM(o, <i32>at)));
  return result;
}

function tuple_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PyTuple_Check(v) || !PyTuple_Check(w)) return Py_NotImplemented;
  const nv = Py_SIZE(v);
  const nw = Py_SIZE(w);
  let i = 0;
  for (; i < nv && i < nw; i++) {
    const same = PyObject_RichCompareBool(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), Py_EQ);
    if (same < 0) return null;
    if (same === 0) break;
  }
  if (i >= nv || i >= nw) return richcompare_order(nv < nw ? -1 : nv > nw ? 1 : 0, op);
  if (op === Py_EQ || op === Py_NE) return richcompare_order(1, op);
  return PyObject_RichCompare(PyTuple_GET_ITEM(v, i), PyTuple_GET_ITEM(w, i), op);
}

/** A bound of index(), from the end when negative: in tstate.out_i64; false with TypeError. */
export function index_bound(arg: PyObject, size: Py_ssize_t): bool {
  if (!_PyEval_SliceIndexNotNone(arg)) return false;
  let i = tstate.out_i64;
  if (i < 0) i = max<i64>(i + <i64>size, 0);
  tstate.out_i64 = i;
  return true;
}

function tuple_index(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("index"), nargs, 1, 3)) return null;
  let start: i64 = 0;
  let stop: i64 = i64.MAX_VALUE;
  if (nargs > 1) {
    if (!index_bound(args.get(1), Py_SIZE(o))) return null;
    start = tstate.out_i64;
  }
  if (nargs > 2) {
    if (!index_bound(args.get(2), Py_SIZE(o))) return null;
    stop = tstate.out_i64;
  }
  const end = min<i64>(stop, <i64>Py_SIZE(o));
  for (let i = start; i < end; i++) {
    const same = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, <i32>i), args.get(0), Py_EQ);
    if (same < 0) return null;
    if (same > 0) return PyLong_FromSsize_t(i);
  }
  PyErr_SetString(PyExc_ValueError, cstr("tuple.index(x): x not in tuple"));
  return null;
}

function tuple_count(o: PyObject, value: PyObject | null): PyObject | null {
  let count = 0;
  for (let i = 0, n = Py_SIZE(o); i < n; i++) {
    const same = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, i), value!, Py_EQ);
    if (same < 0) return null;
    count += same;
  }
  return PyLong_FromSsize_t(<i64>count);
}

function tuple_getnewargs(o: PyObject, _unused: PyObject | null): PyObject | null {
  const copy = _PyTuple_FromArray(_PyTuple_ITEMS(o), Py_SIZE(o));
  if (!copy) return null;
  const result = PyTuple_New(1);
  if (result) PyTuple_SET_ITEM(result, 0, copy);
  else Py_DECREF(copy);
  return result;
}

function tuple_class_getitem(cls: PyObject, key: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, key!);
}

function tuple_new_impl(t: PyTypeObject, iterable: PyObject | null): PyObject | null {
  if (ptr(t) !== ptr(PyTuple_Type)) return tuple_subtype_new(t, iterable);
  return iterable ? PySequence_Tuple(iterable) : tuple_get_empty();
}

function tuple_subtype_new(t: PyTypeObject, iterable: PyObject | null): PyObject | null {
  const items = tuple_new_impl(PyTuple_Type, iterable);
  if (!items) return null;
  const n = PyTuple_GET_SIZE(items);
  const o = t.tp_alloc!.call(t, n);
  if (o) for (let i = 0; i < n; i++) PyTuple_SET_ITEM(o, i, Py_NewRef(PyTuple_GET_ITEM(items, i)));
  Py_DECREF(items);
  return o;
}

function tuple_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (ptr(t) === ptr(PyTuple_Type) || changetype<usize>(t.tp_init) === changetype<usize>(PyTuple_Type.tp_init)) {
    if (!_PyArg_NoKeywords(cstr("tuple"), kwds)) return null;
  }
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("tuple"), n, 0, 1)) return null;
  return tuple_new_impl(t, n ? PyTuple_GET_ITEM(args, 0) : null);
}

function tuple_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("tuple"), kwnames)) return null;
  const n = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("tuple"), n, 0, 1)) return null;
  return tuple_new_impl(changetype<PyTypeObject>(type), n ? args.get(0) : null);
}

export function init_tuple_type(): void {
  const t = PyTuple_Type;
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_BASETYPE |
    Py_TPFLAGS_TUPLE_SUBCLASS |
    _Py_TPFLAGS_MATCH_SELF |
    Py_TPFLAGS_SEQUENCE;
  static_type(t, cstr("tuple"), offsetof<PyTupleObject>(), 8, flags);
  t.tp_doc = cstr("tuple(iterable=(), /)\n--\n\nAn immutable sequence of objects.");
  t.tp_dealloc = destructor.of(tuple_dealloc);
  t.tp_repr = reprfunc.of(tuple_repr);
  t.tp_hash = hashfunc.of(tuple_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(tuple_traverse);
  t.tp_richcompare = richcmpfunc.of(tuple_richcompare);
  t.tp_iter = getiterfunc.of(tuple_iter);
  t.tp_new = newfunc.of(tuple_new);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_vectorcall = vectorcallfunc.of(tuple_vectorcall);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(tuple_length);
  sequence.sq_concat = binaryfunc.of(tuple_concat);
  sequence.sq_repeat = ssizeargfunc.of(tuple_repeat);
  sequence.sq_item = ssizeargfunc.of(tuple_item);
  sequence.sq_contains = objobjproc.of(tuple_contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(tuple_length);
  mapping.mp_subscript = binaryfunc.of(tuple_subscript);
  def_noargs(t, cstr("__getnewargs__"), PyCFunction.of(tuple_getnewargs), cstr("__getnewargs__($self, /)\n--\n\n"));
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(tuple_index),
    cstr(
      "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\nThe first index of value; ValueError when it is not there.",
    ),
  );
  def_o(
    t,
    cstr("count"),
    PyCFunction.of(tuple_count),
    cstr("count($self, value, /)\n--\n\nHow many items equal value."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(tuple_class_getitem), cstr("tuple[...] as a type."), METH_CLASS);
}
