/** list: what Python code sees. CPython: Objects/listobject.c. */

import {
  _PyArg_AsSsize_t,
  _PyArg_CheckPositional,
  _PyArg_NoKeywords,
  _PyArg_NoKwnames,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import {
  Py_EQ,
  Py_NE,
  Py_ReprEnter,
  Py_ReprLeave,
  PyObject_HashNotImplemented,
  PyObject_IsTrue,
  PyObject_Repr,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  richcompare_order,
} from "../abstract/object-protocol";
import { PyObject_GC_Del } from "../gc/gc-alloc";
import { def_fast, def_fast_keywords, def_noargs, def_o, METH_CLASS, METH_COEXIST } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_INCREF,
  Py_NewRef,
  Py_SET_SIZE,
  Py_SIZE,
  Py_ssize_t,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  hashfunc,
  initproc,
  inquiry,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  ssizeobjargproc,
  traverseproc,
  vectorcallfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  Py_NotImplemented,
  PyExc_IndexError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyList_Type,
} from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_LIST_SUBCLASS,
  Py_TPFLAGS_SEQUENCE,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc, PyType_GenericNew } from "./base-object-alloc";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromSsize_t } from "./int";
import {
  list_ass_slice,
  list_clear,
  list_dealloc,
  list_new_prealloc,
  list_resize,
  list_slice,
  list_traverse,
  PyList_Append,
  PyList_Check,
  PyList_GET_ITEM,
  PyList_Insert,
  PyList_New,
  PyList_Reverse,
  PyListObject,
} from "./list";
import { _PyList_Extend } from "./list-extend";
import { list_iter, list_reversed } from "./list-iterator";
import { list_sort_impl } from "./list-sort";
import { list_ass_item, list_ass_subscript, list_item, list_subscript } from "./list-subscript";
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
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";
import { index_bound } from "./tuple-methods";
import { mapping_methods, sequence_methods, static_type } from "./type-define";

/** @inline */
function asList(o: PyObject): PyListObject {
  return changetype<PyListObject>(o);
}

function write_items(o: PyObject, writer: _PyUnicodeWriter): bool {
  if (_PyUnicodeWriter_WriteChar(writer, 91) < 0) return false;
  // The list may shrink while its items are shown.
  for (let i = 0; i < Py_SIZE(o); i++) {
    if (i > 0 && _PyUnicodeWriter_WriteASCIIString(writer, cstr(", "), 2) < 0) return false;
    const item = Py_NewRef(PyList_GET_ITEM(o, i));
    const s = PyObject_Repr(item);
    Py_DECREF(item);
    if (!s) return false;
    const status = _PyUnicodeWriter_WriteStr(writer, s);
    Py_DECREF(s);
    if (status < 0) return false;
  }
  writer.overallocate = 0;
  return _PyUnicodeWriter_WriteChar(writer, 93) >= 0;
}

function list_repr(o: PyObject): PyObject | null {
  if (Py_SIZE(o) === 0) return PyUnicode_FromString(cstr("[]"));
  const entered = Py_ReprEnter(o);
  if (entered !== 0) return entered > 0 ? PyUnicode_FromString(cstr("[...]")) : null;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  writer.min_length = 1 + 1 + (2 + 1) * (Py_SIZE(o) - 1) + 1;
  let result: PyObject | null = null;
  if (write_items(o, writer)) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  Py_ReprLeave(o);
  return result;
}

function list_length(o: PyObject): Py_ssize_t {
  return Py_SIZE(o);
}

function list_contains(o: PyObject, value: PyObject): i32 {
  for (let i = 0; i < Py_SIZE(o); i++) {
    const item = PyList_GET_ITEM(o, i);
    Py_INCREF(item);
    const same = PyObject_RichCompareBool(item, value, Py_EQ);
    Py_DECREF(item);
    if (same !== 0) return same;
  }
  return 0;
}

function list_concat(a: PyObject, b: PyObject): PyObject | null {
  if (!PyList_Check(b)) {
    return PyErr_Format(PyExc_TypeError, cstr('can only concatenate list (not "%.200s") to list'), b.ob_type.tp_name);
  }
  const na = Py_SIZE(a);
  const nb = Py_SIZE(b);
  if (na + nb === 0) return PyList_New(0);
  const result = list_new_prealloc(na + nb);
  if (!result) return null;
  for (let i = 0; i < na; i++) result.ob_item.set(i, Py_NewRef(PyList_GET_ITEM(a, i)));
  for (let i = 0; i < nb; i++) result.ob_item.set(na + i, Py_NewRef(PyList_GET_ITEM(b, i)));
  Py_SET_SIZE(result, na + nb);
  return result;
}

/** Adds `count` references to each of `n` items. */
function add_references(items: Slots, n: i32, count: u32): void {
  for (let i = 0; i < n; i++) {
    const item = items.get(i);
    const refcnt = item.ob_refcnt;
    if (<i32>refcnt >= 0) item.ob_refcnt = refcnt + count;
  }
}

/** Fills the slots behind the first `n` with copies of them, up to `total`. */
function repeat_slots(items: Slots, n: i32, total: i32): void {
  let done = n;
  while (done < total) {
    const chunk = min(done, total - done);
    memory.copy(changetype<usize>(items.from(done)), changetype<usize>(items), (<usize>chunk) << 3);
    done += chunk;
  }
}

function list_repeat(o: PyObject, count: i64): PyObject | null {
  const n = Py_SIZE(o);
  if (n === 0 || count <= 0) return PyList_New(0);
  if (count > <i64>(i32.MAX_VALUE >> 3) / <i64>n) return PyErr_NoMemory();
  const total = n * <i32>count;
  const result = list_new_prealloc(total);
  if (!result) return null;
  memory.copy(changetype<usize>(result.ob_item), changetype<usize>(asList(o).ob_item), (<usize>n) << 3);
  add_references(result.ob_item, n, <u32>count);
  repeat_slots(result.ob_item, n, total);
  Py_SET_SIZE(result, total);
  return result;
}

function list_inplace_repeat(o: PyObject, count: i64): PyObject | null {
  const n = Py_SIZE(o);
  if (n === 0 || count === 1) return Py_NewRef(o);
  if (count < 1) {
    list_clear(asList(o));
    return Py_NewRef(o);
  }
  if (count > <i64>(i32.MAX_VALUE >> 3) / <i64>n) return PyErr_NoMemory();
  const total = n * <i32>count;
  if (list_resize(asList(o), total) < 0) return null;
  add_references(asList(o).ob_item, n, <u32>count - 1);
  repeat_slots(asList(o).ob_item, n, total);
  return Py_NewRef(o);
}

function list_inplace_concat(o: PyObject, other: PyObject): PyObject | null {
  return _PyList_Extend(o, other) < 0 ? null : Py_NewRef(o);
}

function list_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PyList_Check(v) || !PyList_Check(w)) return Py_NotImplemented;
  if (Py_SIZE(v) !== Py_SIZE(w) && (op === Py_EQ || op === Py_NE)) return richcompare_order(1, op);
  let i = 0;
  for (; i < Py_SIZE(v) && i < Py_SIZE(w); i++) {
    const a = PyList_GET_ITEM(v, i);
    const b = PyList_GET_ITEM(w, i);
    if (ptr(a) === ptr(b)) continue;
    Py_INCREF(a);
    Py_INCREF(b);
    const same = PyObject_RichCompareBool(a, b, Py_EQ);
    Py_DECREF(a);
    Py_DECREF(b);
    if (same < 0) return null;
    if (same === 0) break;
  }
  const nv = Py_SIZE(v);
  const nw = Py_SIZE(w);
  if (i >= nv || i >= nw) return richcompare_order(nv < nw ? -1 : nv > nw ? 1 : 0, op);
  if (op === Py_EQ || op === Py_NE) return richcompare_order(1, op);
  const a = Py_NewRef(PyList_GET_ITEM(v, i));
  const b = Py_NewRef(PyList_GET_ITEM(w, i));
  const result = PyObject_RichCompare(a, b, op);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

/** list.append(); also called by the eval loop's specialised form. */
export function list_append(o: PyObject, value: PyObject | null): PyObject | null {
  return PyList_Append(o, value!) < 0 ? null : Py_None;
}

function list_insert(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("insert"), nargs, 2, 2)) return null;
  const where = _PyArg_AsSsize_t(args.get(0));
  if (where === -1 && tstate.current_exception) return null;
  return PyList_Insert(o, where, args.get(1)) < 0 ? null : Py_None;
}

function list_clear_method(o: PyObject, _unused: PyObject | null): PyObject | null {
  list_clear(asList(o));
  return Py_None;
}

function list_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  return list_slice(asList(o), 0, Py_SIZE(o));
}

function list_extend_method(o: PyObject, iterable: PyObject | null): PyObject | null {
  return _PyList_Extend(o, iterable!) < 0 ? null : Py_None;
}

function list_pop(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 0, 1)) return null;
  let index: i64 = -1;
  if (nargs > 0) {
    index = _PyArg_AsSsize_t(args.get(0));
    if (index === -1 && tstate.current_exception) return null;
  }
  const n = Py_SIZE(o);
  if (n === 0) {
    PyErr_SetString(PyExc_IndexError, cstr("pop from empty list"));
    return null;
  }
  if (index < 0) index += <i64>n;
  if (<u64>index >= <u64>n) {
    PyErr_SetString(PyExc_IndexError, cstr("pop index out of range"));
    return null;
  }
  const list = asList(o);
  const at = <i32>index;
  const items = list.ob_item;
  const value = items.get(at);
  const sizeAfter = n - 1;
  let status: i32;
  if (sizeAfter === 0) {
    Py_INCREF(value);
    list_clear(list);
    status = 0;
  } else {
    if (sizeAfter - at > 0) {
      memory.copy(
        changetype<usize>(items.from(at)),
        changetype<usize>(items.from(at + 1)),
        (<usize>(sizeAfter - at)) << 3,
      );
    }
    status = list_resize(list, sizeAfter);
  }
  if (status < 0) {
    // It could not shrink: everything is where it was.
    if (sizeAfter - at > 0) {
      memory.copy(
        changetype<usize>(items.from(at + 1)),
        changetype<usize>(items.from(at)),
        (<usize>(sizeAfter - at)) << 3,
      );
    }
    items.set(at, value);
    return null;
  }
  return value;
}

function list_reverse(o: PyObject, _unused: PyObject | null): PyObject | null {
  PyList_Reverse(o);
  return Py_None;
}

function list_remove(o: PyObject, value: PyObject | null): PyObject | null {
  for (let i = 0; i < Py_SIZE(o); i++) {
    const item = PyList_GET_ITEM(o, i);
    Py_INCREF(item);
    const same = PyObject_RichCompareBool(item, value!, Py_EQ);
    Py_DECREF(item);
    if (same > 0) return list_ass_slice(asList(o), i, i + 1, null) === 0 ? Py_None : null;
    if (same < 0) return null;
  }
  PyErr_SetString(PyExc_ValueError, cstr("list.remove(x): x not in list"));
  return null;
}

function list_index(o: PyObject, args: Slots, nargs: i32): PyObject | null {
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
  for (let i = start; i < stop && i < <i64>Py_SIZE(o); i++) {
    const item = PyList_GET_ITEM(o, <i32>i);
    Py_INCREF(item);
    const same = PyObject_RichCompareBool(item, args.get(0), Py_EQ);
    Py_DECREF(item);
    if (same < 0) return null;
    if (same > 0) return PyLong_FromSsize_t(i);
  }
  return PyErr_Format(PyExc_ValueError, cstr("%R is not in list"), ptr(args.get(0)));
}

function list_count(o: PyObject, value: PyObject | null): PyObject | null {
  let count = 0;
  for (let i = 0; i < Py_SIZE(o); i++) {
    const item = PyList_GET_ITEM(o, i);
    if (ptr(item) === ptr(value)) {
      count++;
      continue;
    }
    Py_INCREF(item);
    const same = PyObject_RichCompareBool(item, value!, Py_EQ);
    Py_DECREF(item);
    if (same < 0) return null;
    count += same;
  }
  return PyLong_FromSsize_t(<i64>count);
}

const sort_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function list_sort(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(sort_spec, cstr("sort"), cstr("key reverse"), 0, args, nargs, null, kwnames, 0, 0),
  );
  if (!changetype<usize>(a)) {
    stack_release(mark);
    return null;
  }
  const key = a.getOrNull(0);
  const reverse = a.getOrNull(1);
  stack_release(mark);
  let descending = 0;
  if (reverse) {
    descending = PyObject_IsTrue(reverse);
    if (descending < 0) return null;
  }
  return list_sort_impl(asList(o), key && ptr(key) !== ptr(Py_None) ? key : null, descending !== 0) < 0
    ? null
    : Py_None;
}

function list_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>o.ob_type.tp_basicsize + ((<i64>asList(o).allocated) << 3));
}

function list_class_getitem(cls: PyObject, key: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, key!);
}

/** Fills a list (emptied first) from an iterable or not at all. */
function list_init_impl(o: PyObject, iterable: PyObject | null): i32 {
  list_clear(asList(o));
  return iterable ? _PyList_Extend(o, iterable) : 0;
}

function list_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const t = o.ob_type;
  if (ptr(t) === ptr(PyList_Type) || changetype<usize>(t.tp_new) === changetype<usize>(PyList_Type.tp_new)) {
    if (!_PyArg_NoKeywords(cstr("list"), kwds)) return -1;
  }
  const n = PyTuple_GET_SIZE(args);
  if (!_PyArg_CheckPositional(cstr("list"), n, 0, 1)) return -1;
  return list_init_impl(o, n ? PyTuple_GET_ITEM(args, 0) : null);
}

function list_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(cstr("list"), kwnames)) return null;
  const n = PyVectorcall_NARGS(nargsf);
  if (!_PyArg_CheckPositional(cstr("list"), n, 0, 1)) return null;
  const list = PyType_GenericAlloc(changetype<PyTypeObject>(type), 0);
  if (!list) return null;
  if (n && list_init_impl(list, args.get(0)) < 0) {
    Py_DECREF(list);
    return null;
  }
  return list;
}

function list_subscript_method(o: PyObject, key: PyObject | null): PyObject | null {
  return list_subscript(o, key!);
}

function list_tp_clear(o: PyObject): i32 {
  list_clear(asList(o));
  return 0;
}

function init_slots(t: PyTypeObject): void {
  t.tp_dealloc = destructor.of(list_dealloc);
  t.tp_repr = reprfunc.of(list_repr);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(list_traverse);
  t.tp_clear = inquiry.of(list_tp_clear);
  t.tp_richcompare = richcmpfunc.of(list_richcompare);
  t.tp_iter = getiterfunc.of(list_iter);
  t.tp_init = initproc.of(list_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  t.tp_new = newfunc.of(PyType_GenericNew);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_vectorcall = vectorcallfunc.of(list_vectorcall);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(list_length);
  sequence.sq_concat = binaryfunc.of(list_concat);
  sequence.sq_repeat = ssizeargfunc.of(list_repeat);
  sequence.sq_item = ssizeargfunc.of(list_item);
  sequence.sq_ass_item = ssizeobjargproc.of(list_ass_item);
  sequence.sq_contains = objobjproc.of(list_contains);
  sequence.sq_inplace_concat = binaryfunc.of(list_inplace_concat);
  sequence.sq_inplace_repeat = ssizeargfunc.of(list_inplace_repeat);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(list_length);
  mapping.mp_subscript = binaryfunc.of(list_subscript);
  mapping.mp_ass_subscript = objobjargproc.of(list_ass_subscript);
}

export function init_list_type(): void {
  const t = PyList_Type;
  const flags =
    Py_TPFLAGS_DEFAULT |
    Py_TPFLAGS_HAVE_GC |
    Py_TPFLAGS_BASETYPE |
    Py_TPFLAGS_LIST_SUBCLASS |
    _Py_TPFLAGS_MATCH_SELF |
    Py_TPFLAGS_SEQUENCE;
  static_type(t, cstr("list"), offsetof<PyListObject>(), 0, flags);
  t.tp_doc = cstr("list(iterable=(), /)\n--\n\nA mutable sequence of objects.");
  init_slots(t);
  def_o(
    t,
    cstr("__getitem__"),
    PyCFunction.of(list_subscript_method),
    cstr("__getitem__($self, index, /)\n--\n\nself[index]"),
    METH_COEXIST,
  );
  def_noargs(
    t,
    cstr("__reversed__"),
    PyCFunction.of(list_reversed),
    cstr("__reversed__($self, /)\n--\n\nAn iterator from the end."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(list_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes of the head and the array."),
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(list_clear_method), cstr("clear($self, /)\n--\n\nRemoves all items."));
  def_noargs(t, cstr("copy"), PyCFunction.of(list_copy), cstr("copy($self, /)\n--\n\nA shallow copy."));
  def_o(
    t,
    cstr("append"),
    PyCFunction.of(list_append),
    cstr("append($self, object, /)\n--\n\nAdds object at the end."),
  );
  def_fast(
    t,
    cstr("insert"),
    PyCFunctionFast.of(list_insert),
    cstr("insert($self, index, object, /)\n--\n\nPuts object before index."),
  );
  def_o(
    t,
    cstr("extend"),
    PyCFunction.of(list_extend_method),
    cstr("extend($self, iterable, /)\n--\n\nAdds the items of iterable at the end."),
  );
  def_fast(
    t,
    cstr("pop"),
    PyCFunctionFast.of(list_pop),
    cstr("pop($self, index=-1, /)\n--\n\nRemoves the item at index (the last one) and returns it."),
  );
  def_o(
    t,
    cstr("remove"),
    PyCFunction.of(list_remove),
    cstr("remove($self, value, /)\n--\n\nRemoves the first item equal to value."),
  );
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(list_index),
    cstr(
      "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\nThe first index of value; ValueError when it is not there.",
    ),
  );
  def_o(
    t,
    cstr("count"),
    PyCFunction.of(list_count),
    cstr("count($self, value, /)\n--\n\nHow many items equal value."),
  );
  def_noargs(
    t,
    cstr("reverse"),
    PyCFunction.of(list_reverse),
    cstr("reverse($self, /)\n--\n\nTurns the order around, in place."),
  );
  def_fast_keywords(
    t,
    cstr("sort"),
    PyCFunctionFastWithKeywords.of(list_sort),
    cstr("sort($self, /, *, key=None, reverse=False)\n--\n\nSorts in place; equal items keep their order."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(list_class_getitem), cstr("list[...] as a type."), METH_CLASS);
}
