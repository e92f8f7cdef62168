/**
 * str.translate and str.maketrans. CPython: _PyUnicode_TranslateCharmap, unicode_maketrans_impl of Objects/unicodeobject.c.
 */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import {
  PyErr_BadArgument,
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_GetItem } from "../abstract/sequence";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_LookupError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyDict_New, PyDict_Next, PyDict_SetItem } from "./dict";
import { PyDict_CheckExact } from "./dict-object";
import { PyLong_AsLong, PyLong_Check, PyLong_FromLong } from "./int";
import {
  MAX_UNICODE,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromObject,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
  PyUnicode_READ_CHAR,
} from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_Prepare,
  _PyUnicodeWriter_WriteChar,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import {
  TranslateErrors,
  TranslateErrors_Clear,
  TranslateErrors_Init,
  translate_call_errorhandler,
} from "./unicode-translate-errors";

/** What a mapping has for a character: `lookup_item` (owned, NULL: not mapped) and for ints the code point. */
@unmanaged
class Lookup {
  item: PyObject | null;
  replace: u32;
  pad: u32;
}
const found: Lookup = changetype<Lookup>(memory.data(16, 16));

/** Looks `c` up; the result is in `found`: None, an int (replace set), a str, or NULL. -1 on error. */
function charmaptranslate_lookup(c: u32, mapping: PyObject): i32 {
  found.item = null;
  const key = PyLong_FromLong(c);
  if (!key) return -1;
  const x = PyObject_GetItem(mapping, key);
  Py_DECREF(key);
  if (!x) {
    if (!PyErr_ExceptionMatches(PyExc_LookupError)) return -1;
    PyErr_Clear();
    return 0;
  }
  if (ptr(x) !== ptr(Py_None) && !PyUnicode_Check(x)) {
    if (!PyLong_Check(x)) {
      PyErr_SetString(PyExc_TypeError, cstr("character mapping must return integer, None or str"));
      Py_DECREF(x);
      return -1;
    }
    const value = PyLong_AsLong(x);
    if (value < 0 || value > <i64>MAX_UNICODE) {
      PyErr_Format(PyExc_ValueError, cstr("character mapping must be in range(0x%x)"), MAX_UNICODE + 1);
      Py_DECREF(x);
      return -1;
    }
    found.replace = <u32>value;
  }
  found.item = x;
  return 0;
}

/** Writes what `ch` becomes: 1, 0 if it becomes None, -1 on error. */
function charmaptranslate_output(ch: u32, mapping: PyObject, writer: _PyUnicodeWriter): i32 {
  if (charmaptranslate_lookup(ch, mapping) < 0) return -1;
  const item = found.item;
  const replace = found.replace;
  if (!item) return _PyUnicodeWriter_WriteChar(writer, ch) < 0 ? -1 : 1;
  if (ptr(item) === ptr(Py_None)) return 0;
  const status = PyUnicode_Check(item)
    ? _PyUnicodeWriter_WriteStr(writer, item)
    : _PyUnicodeWriter_WriteChar(writer, replace);
  Py_DECREF(item);
  return status < 0 ? -1 : 1;
}

const UNKNOWN: u32 = 0xff;
const DELETED: u32 = 0xfe;

/** Notes in `table` what the ASCII character `ch` becomes: 1; 0 if that is no ASCII character; -1 on error. */
function unicode_fast_translate_lookup(mapping: PyObject, ch: u32, table: usize): i32 {
  if (charmaptranslate_lookup(ch, mapping) < 0) return -1;
  const item = found.item;
  if (!item) {
    store<u8>(table + ch, ch);
    return 1;
  }
  if (ptr(item) === ptr(Py_None)) {
    store<u8>(table + ch, DELETED);
    return 1;
  }
  let replace = found.replace;
  let simple = true;
  if (PyUnicode_Check(item)) {
    simple = PyUnicode_GET_LENGTH(item) === 1;
    if (simple) replace = PyUnicode_READ_CHAR(item, 0);
  }
  Py_DECREF(item);
  if (!simple || replace > 127) return 0;
  store<u8>(table + ch, replace);
  return 1;
}

/** ASCII to ASCII with each character looked up once. Returns the number of characters done, -1 on error. */
function unicode_fast_translate(input: PyObject, mapping: PyObject, writer: _PyUnicodeWriter, ignore: bool): i32 {
  const mark = stack_mark();
  const table = stack_alloc(128);
  memory.fill(table, <u8>UNKNOWN, 128);
  const start = PyUnicode_DATA(input);
  const end = start + <usize>PyUnicode_GET_LENGTH(input);
  const out_start = PyUnicode_DATA(writer.buffer!);
  let out = out_start;
  let p = start;
  let status = 1;
  for (; p < end; p++) {
    const ch: u32 = load<u8>(p);
    if (load<u8>(table + ch) === UNKNOWN) {
      status = unicode_fast_translate_lookup(mapping, ch, table);
      if (status <= 0) break;
    }
    const to: u32 = load<u8>(table + ch);
    if (to !== DELETED) store<u8>(out++, to);
    else if (!ignore) break;
  }
  stack_release(mark);
  writer.pos = <i32>(out - out_start);
  return status < 0 ? -1 : <i32>(p - start);
}

/** End of the run of characters from `start` that the mapping deletes; -1 on error. */
function untranslatable_end(input: PyObject, mapping: PyObject, start: i32): i32 {
  const kind = PyUnicode_KIND(input);
  const data = PyUnicode_DATA(input);
  const size = PyUnicode_GET_LENGTH(input);
  let end = start + 1;
  for (; end < size; end++) {
    if (charmaptranslate_lookup(PyUnicode_READ(kind, data, end), mapping) < 0) return -1;
    const item = found.item;
    Py_XDECREF(item);
    if (ptr(item) !== ptr(Py_None)) break;
  }
  return end;
}

/** Translates input[i:]. -1 on error. */
function translate_rest(
  input: PyObject,
  mapping: PyObject,
  i: i32,
  ignore: bool,
  e: TranslateErrors,
  writer: _PyUnicodeWriter,
): i32 {
  const kind = PyUnicode_KIND(input);
  const data = PyUnicode_DATA(input);
  const size: Py_ssize_t = PyUnicode_GET_LENGTH(input);
  while (i < size) {
    const status = charmaptranslate_output(PyUnicode_READ(kind, data, i), mapping, writer);
    if (status < 0) return -1;
    if (status > 0) {
      i++;
      continue;
    }
    const end = untranslatable_end(input, mapping, i);
    if (end < 0) return -1;
    if (ignore) i = end;
    else {
      const replacement = translate_call_errorhandler(e, i, end);
      if (!replacement) return -1;
      const written = _PyUnicodeWriter_WriteStr(writer, replacement);
      Py_DECREF(replacement);
      if (written < 0) return -1;
      i = e.newpos;
    }
  }
  return 0;
}

/** `errors` says what becomes of characters mapped to None. Returns a new reference. */
export function _PyUnicode_TranslateCharmap(input: PyObject, mapping: PyObject, errors: usize): PyObject | null {
  const size = PyUnicode_GET_LENGTH(input);
  if (size === 0) return PyUnicode_FromObject(input);
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  const e = changetype<TranslateErrors>(stack_alloc(offsetof<TranslateErrors>()));
  TranslateErrors_Init(e, errors, cstr("character maps to <undefined>"), input);
  const ignore = errors !== 0 && _PyCString_Equal(errors, cstr("ignore"));
  let status = _PyUnicodeWriter_Prepare(writer, size, 127);
  if (status === 0) {
    let i = 0;
    if (PyUnicode_IS_ASCII(input)) i = unicode_fast_translate(input, mapping, writer, ignore);
    status = i < 0 ? -1 : translate_rest(input, mapping, i, ignore, e, writer);
  }
  TranslateErrors_Clear(e);
  let result: PyObject | null = null;
  if (status < 0) _PyUnicodeWriter_Dealloc(writer);
  else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

/** Returns a new reference. */
export function PyUnicode_Translate(str: PyObject, mapping: PyObject, errors: usize): PyObject | null {
  if (!PyUnicode_Check(str)) {
    PyErr_BadArgument();
    return null;
  }
  return _PyUnicode_TranslateCharmap(str, mapping, errors);
}

export function unicode_translate(self: PyObject, table: PyObject | null): PyObject | null {
  return _PyUnicode_TranslateCharmap(self, table!, cstr("ignore"));
}

/** dict[key] = value; steals the key (NULL: error). -1 on error. */
function set_ordinal(dict: PyObject, key: PyObject | null, value: PyObject): i32 {
  if (!key) return -1;
  const status = PyDict_SetItem(dict, key, value);
  Py_DECREF(key);
  return status;
}

function map_characters(dict: PyObject, x: PyObject, y: PyObject): i32 {
  if (!PyUnicode_Check(x)) {
    PyErr_SetString(PyExc_TypeError, cstr("first maketrans argument must be a string if there is a second argument"));
    return -1;
  }
  const length = PyUnicode_GET_LENGTH(x);
  if (length !== PyUnicode_GET_LENGTH(y)) {
    PyErr_SetString(PyExc_ValueError, cstr("the first two maketrans arguments must have equal length"));
    return -1;
  }
  for (let i = 0; i < length; i++) {
    const key = PyLong_FromLong(PyUnicode_READ_CHAR(x, i));
    if (!key) return -1;
    const value = PyLong_FromLong(PyUnicode_READ_CHAR(y, i));
    const status = value ? PyDict_SetItem(dict, key, value) : -1;
    Py_XDECREF(value);
    Py_DECREF(key);
    if (status < 0) return -1;
  }
  return 0;
}

function map_from_dict(dict: PyObject, x: PyObject): i32 {
  if (!PyDict_CheckExact(x)) {
    PyErr_SetString(PyExc_TypeError, cstr("if you give only one argument to maketrans it must be a dict"));
    return -1;
  }
  let i = 0;
  while (true) {
    i = PyDict_Next(x, i);
    if (i === 0) return 0;
    const key = tstate.out_object!;
    const value = tstate.out_object2!;
    let status: i32;
    if (PyUnicode_Check(key)) {
      if (PyUnicode_GET_LENGTH(key) !== 1) {
        PyErr_SetString(PyExc_ValueError, cstr("string keys in translate table must be of length 1"));
        return -1;
      }
      status = set_ordinal(dict, PyLong_FromLong(PyUnicode_READ_CHAR(key, 0)), value);
    } else if (PyLong_Check(key)) status = PyDict_SetItem(dict, key, value);
    else {
      PyErr_SetString(PyExc_TypeError, cstr("keys in translate table must be strings or integers"));
      return -1;
    }
    if (status < 0) return -1;
  }
  return 0;
}

/** maketrans(x[, y[, z]]), a static method. Returns a new reference to a dict. */
export function unicode_maketrans(_unused: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("maketrans"), nargs, 1, 3)) return null;
  for (let i = 1; i < nargs; i++) {
    if (!PyUnicode_Check(args.get(i))) {
      const which = i === 1 ? cstr("argument 2") : cstr("argument 3");
      _PyArg_BadArgument(cstr("maketrans"), which, cstr("str"), args.get(i));
      return null;
    }
  }
  const dict = PyDict_New();
  if (!dict) return null;
  let status: i32;
  if (nargs === 1) status = map_from_dict(dict, args.get(0));
  else {
    status = map_characters(dict, args.get(0), args.get(1));
    if (status === 0 && nargs > 2) {
      const z = args.get(2);
      for (let i = 0; i < PyUnicode_GET_LENGTH(z) && status === 0; i++) {
        status = set_ordinal(dict, PyLong_FromLong(PyUnicode_READ_CHAR(z, i)), Py_None);
      }
    }
  }
  if (status === 0) return dict;
  Py_DECREF(dict);
  return null;
}
