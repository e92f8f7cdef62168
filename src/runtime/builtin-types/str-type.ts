/**
 * The type str: creation from Python, release, slots. CPython: unicode_new, unicode_dealloc, PyUnicode_Type of
 * Objects/unicodeobject.c.
 */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { _PyStack_AsDict, PyVectorcall_NARGS } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory } from "../abstract/errors";
import { PyObject_Str } from "../abstract/object-protocol";
import { PyMem_Free, PyMem_Malloc, PyObject_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { _Py_SetImmortal, Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
  getiterfunc,
  hashfunc,
  lenfunc,
  newfunc,
  objobjproc,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  vectorcallfunc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_NotImplemented, PyExc_TypeError, PyUnicode_Type } from "../object/static-types";
import {
  _Py_TPFLAGS_MATCH_SELF,
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_UNICODE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import {
  free_utf8,
  PyASCIIObject,
  PyUnicode_CHECK_INTERNED,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicodeObject,
  SSTATE_INTERNED_MORTAL,
  STATE_ASCII,
  STATE_COMPACT,
  STATE_KIND_SHIFT,
  STATE_STATIC,
  unicode_get_empty,
  unicode_result_unchanged,
} from "./str";
import { PyUnicode_FromEncodedObject } from "./str-codecs";
import { PyUnicode_RichCompare, unicode_hash } from "./str-compare";
import { PyUnicode_Concat } from "./str-concat";
import { unicode_remove_interned } from "./str-intern";
import { init_unicode_iterators, unicode_iter } from "./str-iterator";
import { define_unicode_methods } from "./str-method-table";
import { _PyArg_AsCString } from "./str-methods";
import { unicode_repr } from "./str-repr";
import { PyUnicode_Contains } from "./str-search";
import { unicode_getitem, unicode_length, unicode_repeat, unicode_subscript } from "./str-subscript";
import { PyUnicode_Format } from "./string-format-percent";
import { _PyTuple_FromArray, PyTuple_GET_SIZE } from "./tuple";
import { mapping_methods, number_methods, sequence_methods, static_type } from "./type-define";

/** tp_dealloc. */
export function unicode_dealloc(o: PyObject): void {
  const state = changetype<PyASCIIObject>(o).state;
  if (state & STATE_STATIC) {
    // The count of a static str was brought to zero by mistake: it stays.
    _Py_SetImmortal(o);
    return;
  }
  if (PyUnicode_CHECK_INTERNED(o) === SSTATE_INTERNED_MORTAL) unicode_remove_interned(o);
  if ((state & (STATE_COMPACT | STATE_ASCII)) !== (STATE_COMPACT | STATE_ASCII)) {
    free_utf8(o);
    if (!(state & STATE_COMPACT) && changetype<PyUnicodeObject>(o).data !== 0) {
      PyMem_Free(changetype<PyUnicodeObject>(o).data);
    }
  }
  if (PyUnicode_CheckExact(o)) PyObject_Free(ptr(o));
  else o.ob_type.tp_free!.call(o);
}

/** Releases an exact, not interned str whose count is 0 (the eval loop's specialised cases). */
export function _PyUnicode_ExactDealloc(o: PyObject): void {
  unicode_dealloc(o);
}

function unicode_free(o: PyObject): void {
  PyObject_Free(ptr(o));
}

function unicode_str(o: PyObject): PyObject | null {
  return unicode_result_unchanged(o);
}

function unicode_mod(v: PyObject, w: PyObject): PyObject | null {
  if (!PyUnicode_Check(v)) return Py_NotImplemented;
  return PyUnicode_Format(v, w);
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function unicode_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(new_spec, cstr("str"), cstr("object encoding errors"), 0, args, kwds, 0, 3);
  stack_release(mark);
  if (a === 0) return null;
  const x = Slots.at(a).getOrNull(0);
  const second = Slots.at(a).getOrNull(1);
  const third = Slots.at(a).getOrNull(2);
  let encoding: usize = 0;
  let errors: usize = 0;
  if (second) {
    encoding = _PyArg_AsCString(cstr("str"), cstr("argument 'encoding'"), second);
    if (encoding === 0) return null;
  }
  if (third) {
    errors = _PyArg_AsCString(cstr("str"), cstr("argument 'errors'"), third);
    if (errors === 0) return null;
  }
  return unicode_new_impl(t, x, encoding, errors);
}

/** Argument `arg` of the type's vectorcall as a C string; NULL stays 0. 0 with an exception (test tstate.current_exception). */
function arg_as_utf8(arg: PyObject | null, name: usize): usize {
  if (!arg) return 0;
  if (PyUnicode_Check(arg)) return _PyArg_AsCString(cstr("str"), name, arg);
  PyErr_Format(PyExc_TypeError, cstr("str() argument '%s' must be str, not %T"), name, ptr(arg));
  return 0;
}

/** tp_vectorcall of the type: as unicode_new, without a tuple of the arguments unless some have names. */
function unicode_vectorcall(type: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const nargs = PyVectorcall_NARGS(nargsf);
  if (kwnames && PyTuple_GET_SIZE(kwnames) !== 0) {
    const tuple = _PyTuple_FromArray(args, nargs);
    const dict = tuple ? _PyStack_AsDict(args.from(nargs), kwnames) : null;
    const result = tuple && dict ? unicode_new(changetype<PyTypeObject>(type), tuple, dict) : null;
    Py_XDECREF(tuple);
    Py_XDECREF(dict);
    return result;
  }
  if (!_PyArg_CheckPositional(cstr("str"), nargs, 0, 3)) return null;
  if (nargs === 0) return unicode_get_empty();
  if (nargs === 1) return PyObject_Str(args.get(0));
  const encoding = arg_as_utf8(args.get(1), cstr("encoding"));
  if (encoding === 0) return null;
  const errors = arg_as_utf8(nargs > 2 ? args.get(2) : null, cstr("errors"));
  if (tstate.current_exception) return null;
  return PyUnicode_FromEncodedObject(args.get(0), encoding, errors);
}

/** str(x), str(x, encoding, errors). Returns a new reference. */
export function unicode_new_impl(t: PyTypeObject, x: PyObject | null, encoding: usize, errors: usize): PyObject | null {
  let unicode: PyObject | null;
  if (!x) unicode = unicode_get_empty();
  else if (encoding === 0 && errors === 0) unicode = PyObject_Str(x);
  else unicode = PyUnicode_FromEncodedObject(x, encoding, errors);
  if (!unicode || ptr(t) === ptr(PyUnicode_Type)) return unicode;
  const result = unicode_subtype_new(t, unicode);
  Py_DECREF(unicode);
  return result;
}

/** An instance of the subclass `t` with the characters of `unicode`, in a block of their own. Returns a new reference. */
function unicode_subtype_new(t: PyTypeObject, unicode: PyObject): PyObject | null {
  const self = t.tp_alloc!.call(t, 0);
  if (!self) return null;
  const length = PyUnicode_GET_LENGTH(unicode);
  const kind = PyUnicode_KIND(unicode);
  const ascii = PyUnicode_IS_ASCII(unicode);
  const o = changetype<PyUnicodeObject>(self);
  o.length = length;
  o.hash = changetype<PyASCIIObject>(unicode).hash;
  o.state = ((<u32>kind) << STATE_KIND_SHIFT) | (ascii ? STATE_ASCII : 0);
  o.utf8 = 0;
  o.utf8_length = 0;
  o.data = 0;
  const bytes = (<usize>length + 1) * <usize>kind;
  const data = PyMem_Malloc(bytes);
  if (data === 0) {
    PyErr_NoMemory();
    Py_DECREF(self);
    return null;
  }
  memory.copy(data, PyUnicode_DATA(unicode), bytes);
  o.data = data;
  if (ascii) {
    o.utf8 = data;
    o.utf8_length = length;
  }
  return self;
}

/** Fills PyUnicode_Type and the types of its iterators. */
export function init_unicode_type(): void {
  const t = PyUnicode_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_UNICODE_SUBCLASS | _Py_TPFLAGS_MATCH_SELF;
  static_type(t, cstr("str"), offsetof<PyUnicodeObject>(), 0, flags);
  t.tp_doc = cstr(
    "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nThe text of an object, or bytes decoded.",
  );
  t.tp_dealloc = destructor.of(unicode_dealloc);
  t.tp_repr = reprfunc.of(unicode_repr);
  t.tp_hash = hashfunc.of(unicode_hash);
  t.tp_str = reprfunc.of(unicode_str);
  t.tp_richcompare = richcmpfunc.of(PyUnicode_RichCompare);
  t.tp_iter = getiterfunc.of(unicode_iter);
  t.tp_new = newfunc.of(unicode_new);
  t.tp_vectorcall = vectorcallfunc.of(unicode_vectorcall);
  t.tp_free = freefunc.of(unicode_free);
  number_methods(t).nb_remainder = binaryfunc.of(unicode_mod);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(unicode_length);
  sequence.sq_concat = binaryfunc.of(PyUnicode_Concat);
  sequence.sq_repeat = ssizeargfunc.of(unicode_repeat);
  sequence.sq_item = ssizeargfunc.of(unicode_getitem);
  sequence.sq_contains = objobjproc.of(PyUnicode_Contains);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(unicode_length);
  mapping.mp_subscript = binaryfunc.of(unicode_subscript);
  define_unicode_methods();
  init_unicode_iterators();
}
