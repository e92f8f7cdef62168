/** _io.TextIOWrapper: arguments of __init__ and reconfigure(), attributes, the type. CPython: Modules/_io/textio.c. */

import {
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_UnpackKeywords,
  _PyArg_UnpackKeywordsTuple,
  ArgSpec,
} from "../abstract/args";
import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t } from "../abstract/number-convert";
import { Py_ReprEnter, Py_ReprLeave, PyObject_IsTrue } from "../abstract/object-protocol";
import { _PyFile_Flush } from "../builtin-types/file";
import { PyLong_AsLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { _PyUnicode_EqualToASCIIString, PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_AppendAndDel } from "../builtin-types/str-concat";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import { heap_member, heap_type_finish } from "../builtin-types/type-from-spec";
import {
  _Py_T_OBJECT,
  def_fast,
  def_fast_keywords,
  def_getset,
  def_noargs,
  def_o,
  Py_READONLY,
  Py_T_BOOL,
} from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  iternextfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  setter,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIOBase_cannot_pickle } from "./io-base";
import { default_encoding, locale_encoding } from "./io-encoding";
import { io_type, io_unsupported, set_gc_slots, text_without_nul } from "./io-state";
import {
  change_encoding,
  set_newline,
  TextOptions,
  text_attached,
  text_of,
  text_ready,
  text_set_up,
  textio,
  textiowrapper_clear,
  textiowrapper_close,
  textiowrapper_dealloc,
  textiowrapper_detach,
  textiowrapper_traverse,
  validate_newline,
} from "./io-text";
import { textiowrapper_seek, textiowrapper_tell } from "./io-text-position";
import { textiowrapper_iternext, textiowrapper_read, textiowrapper_readline } from "./io-text-read";
import { textiowrapper_flush, textiowrapper_write } from "./io-text-write";

// --- __init__ ---

/** A str or None (NULL is None too): its UTF-8, 0 for None, in tstate.out_i32. False with an exception. */
export function text_or_none(fname: usize, argument: usize, o: PyObject | null): bool {
  tstate.out_i32 = 0;
  if (!o || ptr(o) === ptr(Py_None)) return true;
  if (!PyUnicode_Check(o)) {
    _PyArg_BadArgument(fname, argument, cstr("str or None"), o);
    return false;
  }
  const text = text_without_nul(o);
  tstate.out_i32 = <i32>text;
  return text !== 0;
}

/** The encoding of an argument (0: not given) as a str: new reference. */
function encoding_object(encoding: usize, given: PyObject | null): PyObject | null {
  if (!encoding) return PyUnicode_FromString(default_encoding());
  return _PyUnicode_EqualToASCIIString(given!, cstr("locale"))
    ? PyUnicode_FromString(locale_encoding())
    : Py_NewRef(given!);
}

/** `errors`: a str, or None for "strict"; borrowed. NULL with an exception. */
function errors_object(errors: PyObject | null): PyObject | null {
  if (!errors || ptr(errors) === ptr(Py_None)) return _Py_ID("strict");
  if (!PyUnicode_Check(errors)) {
    const text = cstr("TextIOWrapper() argument 'errors' must be str or None, not %.50s");
    return PyErr_Format(PyExc_TypeError, text, errors.ob_type.tp_name);
  }
  return text_without_nul(errors) ? errors : null;
}

/** A truth value that may be missing: 1, 0, -1 with an exception. */
function optional_truth(o: PyObject | null): i32 {
  return o ? PyObject_IsTrue(o) : 0;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** Checks the arguments behind `buffer`, fills the options but for the encoding. The encoding's text is in tstate.out_i32. False with an exception. */
function parse_options(a: Slots, options: TextOptions): bool {
  const fname = cstr("TextIOWrapper");
  if (!text_or_none(fname, cstr("argument 'encoding'"), a.getOrNull(1))) return false;
  const encoding = tstate.out_i32;
  if (!text_or_none(fname, cstr("argument 'newline'"), a.getOrNull(3))) return false;
  options.newline = <usize>tstate.out_i32;
  options.line_buffering = optional_truth(a.getOrNull(4));
  if (options.line_buffering < 0) return false;
  options.write_through = optional_truth(a.getOrNull(5));
  if (options.write_through < 0) return false;
  tstate.out_i32 = encoding;
  return true;
}

function init_with(o: PyObject, a: Slots, options: TextOptions): i32 {
  if (!parse_options(a, options)) return -1;
  const name = <usize>tstate.out_i32;
  text_of(o).ok = 0;
  text_of(o).detached = 0;
  const errors = errors_object(a.getOrNull(2));
  if (!errors || !validate_newline(options.newline)) return -1;
  const encoding = encoding_object(name, a.getOrNull(1));
  if (!encoding) return -1;
  options.encoding = encoding;
  options.errors = errors;
  const status = text_set_up(o, a.get(0), options);
  Py_DECREF(encoding);
  return status;
}

function textiowrapper_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const names = cstr("buffer encoding errors newline line_buffering write_through");
  const a = _PyArg_UnpackKeywordsTuple(init_spec, cstr("TextIOWrapper"), names, 0, args, kwds, 1, 6);
  const options = changetype<TextOptions>(stack_alloc(offsetof<TextOptions>()));
  const status = a ? init_with(o, Slots.at(a), options) : -1;
  stack_release(mark);
  return status;
}

// --- reconfigure() ---

const reconfigure_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** A str, None, or nothing: else TypeError. */
function is_text_or_none(o: PyObject | null, name: usize): bool {
  if (!o || ptr(o) === ptr(Py_None) || PyUnicode_Check(o)) return true;
  const text = cstr("reconfigure() argument '%s' must be str or None, not %s");
  PyErr_Format(PyExc_TypeError, text, name, o.ob_type.tp_name);
  return false;
}

/** A flag: as it was for None or nothing. -1 with an exception. */
function flag_or(o: PyObject | null, before: u8): i32 {
  if (!o || ptr(o) === ptr(Py_None)) return before;
  const value = PyLong_AsLong(o);
  return tstate.current_exception ? -1 : value !== 0 ? 1 : 0;
}

/** Changes encoding, errors and ends of lines. False with an exception. */
function change_text(self: textio, encoding: PyObject, errors: PyObject, newline: usize, has_newline: bool): bool {
  self.b2cratio = 0;
  if (has_newline && set_newline(self, newline) < 0) return false;
  if (ptr(encoding) === ptr(Py_None) || !_PyUnicode_EqualToASCIIString(encoding, cstr("locale"))) {
    return change_encoding(self, encoding, errors, has_newline) === 0;
  }
  const named = PyUnicode_FromString(locale_encoding());
  if (!named) return false;
  const status = change_encoding(self, named, errors, has_newline);
  Py_DECREF(named);
  return status === 0;
}

function reconfigure(o: PyObject, a: Slots): PyObject | null {
  const self = text_of(o);
  const encoding = a.getOrNull(0);
  const errors = a.getOrNull(1);
  const newline = a.getOrNull(2);
  if (!text_attached(self)) return null;
  if (!is_text_or_none(encoding, cstr("encoding")) || !is_text_or_none(errors, cstr("errors"))) return null;
  if (!is_text_or_none(newline, cstr("newline"))) return null;
  const new_encoding = encoding ? encoding : Py_None;
  const new_errors = errors ? errors : Py_None;
  const changes = ptr(new_encoding) !== ptr(Py_None) || ptr(new_errors) !== ptr(Py_None) || newline !== null;
  if (self.decoded_chars && changes) {
    return io_unsupported(cstr("It is not possible to set the encoding or newline of stream after the first read"));
  }
  let text: usize = 0;
  if (newline && ptr(newline) !== ptr(Py_None)) {
    text = PyUnicode_AsUTF8(newline);
    if (!text || !validate_newline(text)) return null;
  }
  const line_buffering = flag_or(a.getOrNull(3), self.line_buffering);
  if (line_buffering < 0) return null;
  const write_through = flag_or(a.getOrNull(4), self.write_through);
  if (write_through < 0 || _PyFile_Flush(o) < 0) return null;
  if (!change_text(self, new_encoding, new_errors, text, newline !== null)) return null;
  self.line_buffering = <u8>line_buffering;
  self.write_through = <u8>write_through;
  return Py_None;
}

function textiowrapper_reconfigure(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("encoding errors newline line_buffering write_through");
  const a = _PyArg_UnpackKeywords(reconfigure_spec, cstr("reconfigure"), names, 0, args, nargs, null, kwnames, 0, 0);
  const result = a ? reconfigure(o, Slots.at(a)) : null;
  stack_release(mark);
  return result;
}

// --- the buffer's methods and attributes ---

function call_buffer(o: PyObject, name: PyObject): PyObject | null {
  return text_attached(text_of(o)) ? PyObject_CallMethodNoArgs(text_of(o).buffer!, name) : null;
}

function textiowrapper_fileno(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_buffer(o, _Py_ID("fileno"));
}

function textiowrapper_seekable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_buffer(o, _Py_ID("seekable"));
}

function textiowrapper_readable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_buffer(o, _Py_ID("readable"));
}

function textiowrapper_writable(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_buffer(o, _Py_ID("writable"));
}

function textiowrapper_isatty(o: PyObject, _unused: PyObject | null): PyObject | null {
  return call_buffer(o, _Py_ID("isatty"));
}

function textiowrapper_truncate(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("truncate"), nargs, 0, 1)) return null;
  if (!text_attached(text_of(o)) || _PyFile_Flush(o) < 0) return null;
  return PyObject_CallMethodOneArg(text_of(o).buffer!, _Py_ID("truncate"), nargs ? args.get(0) : Py_None);
}

function textiowrapper_name_get(o: PyObject, _closure: usize): PyObject | null {
  return text_attached(text_of(o)) ? PyObject_GetAttr(text_of(o).buffer!, _Py_ID("name")) : null;
}

function textiowrapper_closed_get(o: PyObject, _closure: usize): PyObject | null {
  return text_attached(text_of(o)) ? PyObject_GetAttr(text_of(o).buffer!, _Py_ID("closed")) : null;
}

function textiowrapper_newlines_get(o: PyObject, _closure: usize): PyObject | null {
  if (!text_attached(text_of(o))) return null;
  const decoder = text_of(o).decoder;
  if (!decoder) return Py_None;
  const found = PyObject_GetOptionalAttr(decoder, _Py_ID("newlines"));
  const newlines = tstate.out_object;
  return found < 0 ? null : newlines ? newlines : Py_None;
}

function textiowrapper_errors_get(o: PyObject, _closure: usize): PyObject | null {
  return text_ready(text_of(o)) ? Py_NewRef(text_of(o).errors!) : null;
}

function textiowrapper_chunk_size_get(o: PyObject, _closure: usize): PyObject | null {
  return text_attached(text_of(o)) ? PyLong_FromSsize_t(<i64>text_of(o).chunk_size) : null;
}

function textiowrapper_chunk_size_set(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  if (!text_attached(text_of(o))) return -1;
  if (!value) {
    PyErr_SetString(PyExc_AttributeError, cstr("cannot delete attribute"));
    return -1;
  }
  const size = PyNumber_AsSsize_t(value, PyExc_ValueError);
  if (size === -1 && tstate.current_exception) return -1;
  if (size <= 0) {
    PyErr_SetString(PyExc_ValueError, cstr("a strictly positive integer is required"));
    return -1;
  }
  text_of(o).chunk_size = <Py_ssize_t>min<i64>(size, 0x7fffffff);
  return 0;
}

/** text + format % value, where there is one (stolen); steals `text`. */
function with_attribute(text: PyObject | null, format: usize, value: PyObject | null): PyObject | null {
  if (!value) return text;
  const part = text ? PyUnicode_FromFormat(format, ptr(value)) : null;
  Py_DECREF(value);
  return PyUnicode_AppendAndDel(text, part);
}

/** "<_io.TextIOWrapper name='x' mode='r' encoding='utf-8'>": new reference. */
function repr_of(o: PyObject): PyObject | null {
  let text = PyUnicode_FromFormat(cstr("<%.100s"), o.ob_type.tp_name);
  if (!text) return null;
  if (PyObject_GetOptionalAttr(o, _Py_ID("name")) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) return PyUnicode_AppendAndDel(text, null);
    // It is detached.
    PyErr_Clear();
  }
  text = with_attribute(text, cstr(" name=%R"), tstate.out_object);
  if (!text) return null;
  if (PyObject_GetOptionalAttr(o, _Py_ID("mode")) < 0) return PyUnicode_AppendAndDel(text, null);
  text = with_attribute(text, cstr(" mode=%R"), tstate.out_object);
  return with_attribute(text, cstr(" encoding=%R>"), Py_NewRef(text_of(o).encoding!));
}

function textiowrapper_repr(o: PyObject): PyObject | null {
  if (!text_ready(text_of(o))) return null;
  const status = Py_ReprEnter(o);
  if (status > 0) {
    PyErr_Format(PyExc_RuntimeError, cstr("reentrant call inside %.103s.__repr__"), o.ob_type.tp_name);
  }
  if (status !== 0) return null;
  const text = repr_of(o);
  Py_ReprLeave(o);
  return text;
}

// --- the type ---

function def_text_methods(t: PyTypeObject): void {
  def_noargs(t, cstr("detach"), PyCFunction.of(textiowrapper_detach), cstr("detach($self, /)\n--\n\n"));
  def_fast_keywords(
    t,
    cstr("reconfigure"),
    PyCFunctionFastWithKeywords.of(textiowrapper_reconfigure),
    cstr(
      "reconfigure($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)\n--\n\nChanges how text is read and written; flushes.",
    ),
  );
  def_o(t, cstr("write"), PyCFunction.of(textiowrapper_write), cstr("write($self, text, /)\n--\n\n"));
  def_fast(t, cstr("read"), PyCFunctionFast.of(textiowrapper_read), cstr("read($self, size=-1, /)\n--\n\n"));
  def_fast(
    t,
    cstr("readline"),
    PyCFunctionFast.of(textiowrapper_readline),
    cstr("readline($self, size=-1, /)\n--\n\n"),
  );
  def_noargs(t, cstr("flush"), PyCFunction.of(textiowrapper_flush), cstr("flush($self, /)\n--\n\n"));
  def_noargs(t, cstr("close"), PyCFunction.of(textiowrapper_close), cstr("close($self, /)\n--\n\n"));
  def_noargs(t, cstr("fileno"), PyCFunction.of(textiowrapper_fileno), cstr("fileno($self, /)\n--\n\n"));
  def_noargs(t, cstr("seekable"), PyCFunction.of(textiowrapper_seekable), cstr("seekable($self, /)\n--\n\n"));
  def_noargs(t, cstr("readable"), PyCFunction.of(textiowrapper_readable), cstr("readable($self, /)\n--\n\n"));
  def_noargs(t, cstr("writable"), PyCFunction.of(textiowrapper_writable), cstr("writable($self, /)\n--\n\n"));
  def_noargs(t, cstr("isatty"), PyCFunction.of(textiowrapper_isatty), cstr("isatty($self, /)\n--\n\n"));
  def_fast(
    t,
    cstr("seek"),
    PyCFunctionFast.of(textiowrapper_seek),
    cstr(
      "seek($self, cookie, whence=os.SEEK_SET, /)\n--\n\nGoes to a position that tell() gave, nowhere (1), to the end (2).",
    ),
  );
  def_noargs(
    t,
    cstr("tell"),
    PyCFunction.of(textiowrapper_tell),
    cstr("tell($self, /)\n--\n\nThe position: a number for seek(), of no other meaning."),
  );
  def_fast(
    t,
    cstr("truncate"),
    PyCFunctionFast.of(textiowrapper_truncate),
    cstr("truncate($self, pos=None, /)\n--\n\n"),
  );
  const cannot_pickle = PyCFunction.of(_PyIOBase_cannot_pickle);
  def_noargs(t, cstr("__reduce__"), cannot_pickle, cstr("__reduce__($self, /)\n--\n\n"));
  def_o(t, cstr("__reduce_ex__"), cannot_pickle, cstr("__reduce_ex__($self, object, /)\n--\n\n"));
}

function add_text_attributes(t: PyTypeObject): void {
  heap_member(t, 0, cstr("encoding"), _Py_T_OBJECT, offsetof<textio>("encoding"), Py_READONLY);
  heap_member(t, 1, cstr("buffer"), _Py_T_OBJECT, offsetof<textio>("buffer"), Py_READONLY);
  heap_member(t, 2, cstr("line_buffering"), Py_T_BOOL, offsetof<textio>("line_buffering"), Py_READONLY);
  heap_member(t, 3, cstr("write_through"), Py_T_BOOL, offsetof<textio>("write_through"), Py_READONLY);
  heap_member(t, 4, cstr("_finalizing"), Py_T_BOOL, offsetof<textio>("finalizing"), 0);
  def_getset(t, cstr("name"), getter.of(textiowrapper_name_get), null);
  def_getset(t, cstr("closed"), getter.of(textiowrapper_closed_get), null);
  def_getset(t, cstr("newlines"), getter.of(textiowrapper_newlines_get), null);
  def_getset(t, cstr("errors"), getter.of(textiowrapper_errors_get), null);
  def_getset(t, cstr("_CHUNK_SIZE"), getter.of(textiowrapper_chunk_size_get), setter.of(textiowrapper_chunk_size_set));
}

/** The class TextIOWrapper: new reference. */
export function make_textiowrapper_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr(
    "TextIOWrapper(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)\n--\n\nReads and writes text over a stream of bytes.",
  );
  const weaklist = offsetof<textio>("weakreflist");
  const name = cstr("_io.TextIOWrapper");
  const t = io_type(m, name, offsetof<textio>(), doc, base, weaklist, offsetof<textio>("dict"), 5);
  if (!t) return null;
  set_gc_slots(
    t,
    destructor.of(textiowrapper_dealloc),
    traverseproc.of(textiowrapper_traverse),
    inquiry.of(textiowrapper_clear),
  );
  t.tp_repr = reprfunc.of(textiowrapper_repr);
  t.tp_iternext = iternextfunc.of(textiowrapper_iternext);
  t.tp_init = initproc.of(textiowrapper_init);
  def_text_methods(t);
  add_text_attributes(t);
  return heap_type_finish(t);
}
