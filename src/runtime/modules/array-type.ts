/** The class array.array: making arrays, comparing them, their buffers; its tables. CPython: Modules/arraymodule.c. */
import { _PyArg_BadArgument, _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PySys_AuditTuple, should_audit } from "../abstract/audit";
import { Py_buffer, PyBUF_FORMAT, PyBUF_ND, PyBUF_STRIDES } from "../abstract/buffer";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import {
  Py_EQ,
  Py_NE,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  richcompare_order,
} from "../abstract/object-protocol";
import { PySequence_GetItem } from "../abstract/sequence";
import { PyByteArray_Check } from "../builtin-types/bytearray";
import { PyBytes_Check } from "../builtin-types/bytes";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyList_Check, PyList_GET_SIZE } from "../builtin-types/list";
import {
  PyUnicode_Check,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { _PyType_Name } from "../builtin-types/type";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Free } from "../memory/domains";
import { def_fast, def_getset, def_noargs, def_o, METH_CLASS, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  getter,
  lenfunc,
  newfunc,
  objobjargproc,
  objobjproc,
  PyCFunction,
  PyCFunctionFast,
  releasebufferproc,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  ssizeobjargproc,
  traverseproc,
  visitproc,
} from "../object/slots";
import {
  Py_None,
  Py_NotImplemented,
  PyExc_DeprecationWarning,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_SEQUENCE,
  PyTypeObject,
} from "../object/type-object";
import {
  array_frombytes,
  array_fromfile,
  array_fromlist,
  array_fromunicode,
  array_set_text,
  array_tobytes,
  array_tofile,
  array_tounicode,
} from "./array-bytes";
import {
  array_format,
  array_items_order,
  array_itemsize,
  CODE_u,
  is_integer_code,
  is_unicode_code,
} from "./array-items";
import { array_iter } from "./array-iterator";
import {
  array_append,
  array_append_all,
  array_buffer_info,
  array_byteswap,
  array_clear,
  array_concat,
  array_contains,
  array_copy,
  array_count,
  array_extend,
  array_index,
  array_inplace_concat,
  array_inplace_repeat,
  array_insert,
  array_length,
  array_pop,
  array_remove,
  array_repeat,
  array_reverse,
  array_sizeof,
  array_tolist,
} from "./array-methods";
import {
  array_at,
  array_Check,
  array_nbytes,
  array_of,
  array_state,
  arrayobject,
  getarrayitem,
  newarrayobject,
  setarrayitem,
} from "./array-object";
import { array_reduce_ex } from "./array-reduce";
import { array_ass_item, array_ass_subscr, array_item, array_subscr } from "./array-subscript";

// --- making one ---

/** What `array` is called with may begin an array of that kind. False with TypeError. */
function check_initial(initial: PyObject, typecode: i32): bool {
  if (is_unicode_code(typecode)) return true;
  const is_array = array_Check(initial) && is_unicode_code(array_of(initial).typecode);
  if (!is_array && !PyUnicode_Check(initial)) return true;
  const text = is_array
    ? cstr("cannot use a unicode array to initialize an array with typecode '%c'")
    : cstr("cannot use a str to initialize an array with typecode '%c'");
  PyErr_Format(PyExc_TypeError, text, <usize>typecode);
  return false;
}

/** Are the items of `initial` known without iterating? */
function has_known_items(initial: PyObject, typecode: i32): bool {
  if (PyList_Check(initial) || PyTuple_Check(initial)) return true;
  if (PyBytes_Check(initial) || PyByteArray_Check(initial)) return true;
  if (is_unicode_code(typecode) && PyUnicode_Check(initial)) return true;
  return array_Check(initial) && array_of(initial).typecode === typecode;
}

/** The array of a list or tuple: new reference. */
function from_sequence(t: PyTypeObject, typecode: i32, initial: PyObject): PyObject | null {
  const n = PyList_Check(initial) ? PyList_GET_SIZE(initial) : PyTuple_GET_SIZE(initial);
  const o = newarrayobject(t, <i64>n, typecode);
  if (!o) return null;
  for (let i = 0; i < n; i++) {
    const v = PySequence_GetItem(initial, <i64>i);
    const status = v ? setarrayitem(o, <i64>i, v) : -1;
    Py_XDECREF(v);
    if (status < 0) {
      Py_DECREF(o);
      return null;
    }
  }
  return o;
}

/** The array of an object that has_known_items(): new reference. */
function from_known(t: PyTypeObject, typecode: i32, initial: PyObject): PyObject | null {
  if (PyList_Check(initial) || PyTuple_Check(initial)) return from_sequence(t, typecode, initial);
  const is_array = array_Check(initial);
  const is_text = PyUnicode_Check(initial);
  const n = is_array ? Py_SIZE(initial) : is_text ? PyUnicode_GET_LENGTH(initial) : 0;
  const o = newarrayobject(t, <i64>n, typecode);
  if (!o) return null;
  if (is_array) {
    if (n > 0) memory.copy(array_of(o).ob_item, array_of(initial).ob_item, <usize>array_nbytes(array_of(o)));
  } else if (is_text) array_set_text(o, 0, initial);
  else if (!array_frombytes(o, initial)) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

/** array(typecode, initial) with `initial` NULL for none: new reference. */
function make(t: PyTypeObject, typecode: i32, initial: PyObject | null): PyObject | null {
  if (initial && !check_initial(initial, typecode)) return null;
  let it: PyObject | null = null;
  if (initial && !has_known_items(initial, typecode)) {
    it = PyObject_GetIter(initial);
    if (!it) return null;
  }
  if (array_itemsize(typecode) === 0) {
    Py_XDECREF(it);
    const text = cstr("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    return PyErr_Format(PyExc_ValueError, text);
  }
  if (initial && !it) return from_known(t, typecode, initial);
  const o = newarrayobject(t, 0, typecode);
  if (!o) {
    Py_XDECREF(it);
    return null;
  }
  if (!it || array_append_all(o, it) === 0) return o;
  Py_DECREF(o);
  return null;
}

/** The event "array.__new__". False with an exception. */
function audit(typecode: PyObject, initial: PyObject | null): bool {
  if (!should_audit()) return true;
  const args = PyTuple_Pack(typecode, initial ? initial : Py_None);
  if (!args) return false;
  const status = PySys_AuditTuple(cstr("array.__new__"), args);
  Py_DECREF(args);
  return status === 0;
}

function array_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const own = array_state.ArrayType;
  const has_own_init = ptr(t) === ptr(own) || t.tp_init === own.tp_init;
  if (has_own_init && !_PyArg_NoKeywords(cstr("array.array"), kwds)) return null;
  const n = PyTuple_GET_SIZE(args);
  if (n < 1) return PyErr_Format(PyExc_TypeError, cstr("array() takes at least 1 argument (0 given)"));
  if (n > 2) return PyErr_Format(PyExc_TypeError, cstr("array() takes at most 2 arguments (%zd given)"), <usize>n);
  const code = PyTuple_GET_ITEM(args, 0);
  if (!PyUnicode_Check(code) || PyUnicode_GET_LENGTH(code) !== 1) {
    _PyArg_BadArgument(cstr("array"), cstr("argument 1"), cstr("a unicode character"), code);
    return null;
  }
  const typecode = <i32>PyUnicode_READ_CHAR(code, 0);
  const initial: PyObject | null = n > 1 ? PyTuple_GET_ITEM(args, 1) : null;
  if (!audit(code, initial)) return null;
  if (typecode === CODE_u) {
    const text = cstr("The 'u' type code is deprecated and will be removed in Python 3.16");
    if (PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) < 0) return null;
  }
  return make(t, typecode, initial);
}

function array_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (array_of(o).weakreflist) PyObject_ClearWeakRefs(o);
  if (array_of(o).ob_item !== 0) PyMem_Free(array_of(o).ob_item);
  free_instance(o);
}

function array_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(o.ob_type, arg);
}

// --- what any object has ---

function array_repr(o: PyObject): PyObject | null {
  const typecode = array_of(o).typecode;
  const name = _PyType_Name(o.ob_type);
  if (Py_SIZE(o) === 0) return PyUnicode_FromFormat(cstr("%s('%c')"), name, <usize>typecode);
  const items = is_unicode_code(typecode) ? array_tounicode(o, null) : array_tolist(o, null);
  if (!items) return null;
  const text = PyUnicode_FromFormat(cstr("%s('%c', %R)"), name, <usize>typecode, ptr(items));
  Py_DECREF(items);
  return text;
}

/** Index of the first items that differ, the smaller size when none do: -1 with an exception. */
function first_difference(v: PyObject, w: PyObject): i64 {
  let i: i64 = 0;
  for (; i < <i64>Py_SIZE(v) && i < <i64>Py_SIZE(w); i++) {
    const x = getarrayitem(v, i);
    const y = x ? getarrayitem(w, i) : null;
    const equal = x && y ? PyObject_RichCompareBool(x, y, Py_EQ) : -1;
    Py_XDECREF(y);
    Py_XDECREF(x);
    if (equal <= 0) return equal < 0 ? -1 : i;
  }
  return i;
}

/** Arrays of integers of one kind. */
function compare_integers(a: arrayobject, b: arrayobject, op: i32): PyObject {
  const n = <i64>min(Py_SIZE(a), Py_SIZE(b));
  for (let i: i64 = 0; i < n; i++) {
    const order = array_items_order(a.typecode, array_at(a, i), array_at(b, i));
    if (order !== 0) return richcompare_order(order, op);
  }
  return richcompare_order(Py_SIZE(a) - Py_SIZE(b), op);
}

function array_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!array_Check(v) || !array_Check(w)) return Py_NotImplemented;
  if (Py_SIZE(v) !== Py_SIZE(w) && (op === Py_EQ || op === Py_NE)) return richcompare_order(1, op);
  const a = array_of(v);
  const b = array_of(w);
  if (a.typecode === b.typecode && is_integer_code(a.typecode)) return compare_integers(a, b, op);
  const at = first_difference(v, w);
  if (at < 0) return null;
  if (at >= <i64>Py_SIZE(v) || at >= <i64>Py_SIZE(w)) return richcompare_order(Py_SIZE(v) - Py_SIZE(w), op);
  if (op === Py_EQ || op === Py_NE) return richcompare_order(1, op);
  const x = getarrayitem(v, at);
  const y = x ? getarrayitem(w, at) : null;
  const result = x && y ? PyObject_RichCompare(x, y, op) : null;
  Py_XDECREF(y);
  Py_XDECREF(x);
  return result;
}

function array_buffer_getbuf(o: PyObject, address: usize, flags: i32): i32 {
  const a = array_of(o);
  const view = changetype<Py_buffer>(address);
  memory.fill(address, 0, offsetof<Py_buffer>());
  // Of an empty array any address will do.
  view.buf = a.ob_item !== 0 ? a.ob_item : ptr(o) + offsetof<arrayobject>("ob_item");
  view.obj = Py_NewRef(o);
  view.len = array_nbytes(a);
  view.ndim = 1;
  view.itemsize = a.itemsize;
  if ((flags & PyBUF_ND) === PyBUF_ND) view.shape = ptr(o) + offsetof<arrayobject>("ob_size");
  if ((flags & PyBUF_STRIDES) === PyBUF_STRIDES) view.strides = address + offsetof<Py_buffer>("itemsize");
  if ((flags & PyBUF_FORMAT) === PyBUF_FORMAT) view.format = array_format(a.typecode);
  a.ob_exports++;
  return 0;
}

function array_buffer_relbuf(o: PyObject, _view: usize): void {
  array_of(o).ob_exports--;
}

function array_get_typecode(o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromOrdinal(array_of(o).typecode);
}

function array_get_itemsize(o: PyObject, _closure: usize): PyObject | null {
  return PyLong_FromLong(<i64>array_of(o).itemsize);
}

function array_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

// --- the tables ---

function add_changes(t: PyTypeObject): void {
  let doc = cstr("append($self, v, /)\n--\n\nPuts v at the end.");
  def_o(t, cstr("append"), PyCFunction.of(array_append), doc);
  doc = cstr("byteswap($self, /)\n--\n\nTurns the bytes of each item round.");
  def_noargs(t, cstr("byteswap"), PyCFunction.of(array_byteswap), doc);
  doc = cstr("clear($self, /)\n--\n\nTakes all items out.");
  def_noargs(t, cstr("clear"), PyCFunction.of(array_clear), doc);
  doc = cstr("extend($self, bb, /)\n--\n\nPuts the items of an array or iterable at the end.");
  def_o(t, cstr("extend"), PyCFunction.of(array_extend), doc);
  doc = cstr("insert($self, i, v, /)\n--\n\nPuts v in front of item i.");
  def_fast(t, cstr("insert"), PyCFunctionFast.of(array_insert), doc);
  doc = cstr("pop($self, i=-1, /)\n--\n\nTakes item i out and returns it.");
  def_fast(t, cstr("pop"), PyCFunctionFast.of(array_pop), doc);
  doc = cstr("remove($self, v, /)\n--\n\nTakes the first v out.");
  def_o(t, cstr("remove"), PyCFunction.of(array_remove), doc);
  doc = cstr("reverse($self, /)\n--\n\nTurns the order of the items round.");
  def_noargs(t, cstr("reverse"), PyCFunction.of(array_reverse), doc);
}

function add_conversions(t: PyTypeObject): void {
  let doc = cstr("frombytes($self, buffer, /)\n--\n\nAppends the items that bytes are.");
  def_o(t, cstr("frombytes"), PyCFunction.of(array_frombytes), doc);
  doc = cstr("fromfile($self, f, n, /)\n--\n\nAppends n items that a file's next bytes are.");
  def_fast(t, cstr("fromfile"), PyCFunctionFast.of(array_fromfile), doc);
  doc = cstr("fromlist($self, list, /)\n--\n\nAppends the items of a list: all, or none.");
  def_o(t, cstr("fromlist"), PyCFunction.of(array_fromlist), doc);
  doc = cstr("fromunicode($self, ustr, /)\n--\n\nAppends the characters of a str.");
  def_o(t, cstr("fromunicode"), PyCFunction.of(array_fromunicode), doc);
  doc = cstr("tobytes($self, /)\n--\n\nThe items as bytes.");
  def_noargs(t, cstr("tobytes"), PyCFunction.of(array_tobytes), doc);
  doc = cstr("tofile($self, f, /)\n--\n\nWrites the items as bytes into a file.");
  def_o(t, cstr("tofile"), PyCFunction.of(array_tofile), doc);
  doc = cstr("tolist($self, /)\n--\n\nThe items in a list.");
  def_noargs(t, cstr("tolist"), PyCFunction.of(array_tolist), doc);
  doc = cstr("tounicode($self, /)\n--\n\nThe characters as a str.");
  def_noargs(t, cstr("tounicode"), PyCFunction.of(array_tounicode), doc);
}

function add_others(t: PyTypeObject): void {
  let doc = cstr("buffer_info($self, /)\n--\n\n(address, length) of the memory.");
  def_noargs(t, cstr("buffer_info"), PyCFunction.of(array_buffer_info), doc);
  doc = cstr("count($self, v, /)\n--\n\nHow many items equal v.");
  def_o(t, cstr("count"), PyCFunction.of(array_count), doc);
  doc = cstr("index($self, v, start=0, stop=sys.maxsize, /)\n--\n\nWhere the first v is.");
  def_fast(t, cstr("index"), PyCFunctionFast.of(array_index), doc);
  doc = cstr("__copy__($self, /)\n--\n\nAnother array with the same items.");
  def_noargs(t, cstr("__copy__"), PyCFunction.of(array_copy), doc);
  doc = cstr("__deepcopy__($self, unused, /)\n--\n\nAnother array with the same items.");
  def_o(t, cstr("__deepcopy__"), PyCFunction.of(array_copy), doc);
  doc = cstr("__reduce_ex__($self, value, /)\n--\n\nFor pickling.");
  def_o(t, cstr("__reduce_ex__"), PyCFunction.of(array_reduce_ex), doc);
  doc = cstr("__sizeof__($self, /)\n--\n\nBytes of memory.");
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(array_sizeof), doc);
  doc = cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585");
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(array_class_getitem), doc, METH_CLASS);
  doc = cstr("the typecode character used to create the array");
  def_getset(t, cstr("typecode"), getter.of(array_get_typecode), null, doc);
  def_getset(t, cstr("itemsize"), getter.of(array_get_itemsize), null, cstr("the size, in bytes, of one array item"));
}

function fill_protocols(t: PyTypeObject): void {
  const sq = t.tp_as_sequence!;
  sq.sq_length = lenfunc.of(array_length);
  sq.sq_concat = binaryfunc.of(array_concat);
  sq.sq_repeat = ssizeargfunc.of(array_repeat);
  sq.sq_item = ssizeargfunc.of(array_item);
  sq.sq_ass_item = ssizeobjargproc.of(array_ass_item);
  sq.sq_contains = objobjproc.of(array_contains);
  sq.sq_inplace_concat = binaryfunc.of(array_inplace_concat);
  sq.sq_inplace_repeat = ssizeargfunc.of(array_inplace_repeat);
  const mp = t.tp_as_mapping!;
  mp.mp_length = lenfunc.of(array_length);
  mp.mp_subscript = binaryfunc.of(array_subscr);
  mp.mp_ass_subscript = objobjargproc.of(array_ass_subscr);
  const bf = t.tp_as_buffer!;
  bf.bf_getbuffer = getbufferproc.of(array_buffer_getbuf);
  bf.bf_releasebuffer = releasebufferproc.of(array_buffer_relbuf);
}

/** The class array: new reference. */
export function make_array_type(m: PyObject): PyTypeObject | null {
  const flags =
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("array(typecode [, initializer]) -> array\n\nNumbers of one C type, or characters, side by side.");
  const t = heap_type(m, cstr("array.array"), offsetof<arrayobject>(), 0, flags, doc, 1);
  if (!t) return null;
  array_state.ArrayType = t;
  t.tp_dealloc = destructor.of(array_dealloc);
  t.tp_repr = reprfunc.of(array_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(array_traverse);
  t.tp_richcompare = richcmpfunc.of(array_richcompare);
  t.tp_iter = getiterfunc.of(array_iter);
  t.tp_new = newfunc.of(array_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  fill_protocols(t);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<arrayobject>("weakreflist");
  heap_member(t, 0, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  add_changes(t);
  add_conversions(t);
  add_others(t);
  return heap_type_finish(t);
}
