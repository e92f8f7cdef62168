/**
 * Putting str together and taking parts of them. CPython: PyUnicode_Concat, PyUnicode_Append, _PyUnicode_JoinArray,
 * PyUnicode_Substring of Objects/unicodeobject.c.
 */

import { PyErr_BadInternalCall, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import {
  _PyUnicode_FromASCII,
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_FromObject,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_New,
  resize_compact,
  unicode_get_empty,
  unicode_modifiable,
  unicode_result_unchanged,
} from "./str";
import { _PyUnicode_FastCopyCharacters, convert_characters } from "./str-copy";

const MAX_LENGTH: i32 = 0x7fffffff;

/** False with TypeError: `o` is no str. */
export function ensure_unicode(o: PyObject): bool {
  if (PyUnicode_Check(o)) return true;
  PyErr_Format(PyExc_TypeError, cstr("must be str, not %.100s"), o.ob_type.tp_name);
  return false;
}

/** left + right. Returns a new reference. */
export function PyUnicode_Concat(left: PyObject, right: PyObject): PyObject | null {
  if (!ensure_unicode(left)) return null;
  if (!PyUnicode_Check(right)) {
    return PyErr_Format(PyExc_TypeError, cstr('can only concatenate str (not "%.200s") to str'), right.ob_type.tp_name);
  }
  const left_len = PyUnicode_GET_LENGTH(left);
  if (left_len === 0) return PyUnicode_FromObject(right);
  const right_len = PyUnicode_GET_LENGTH(right);
  if (right_len === 0) return PyUnicode_FromObject(left);
  return concat(left, left_len, right, right_len);
}

/** Two str that are not empty in a new one. */
function concat(left: PyObject, left_len: Py_ssize_t, right: PyObject, right_len: Py_ssize_t): PyObject | null {
  if (left_len > MAX_LENGTH - right_len) {
    PyErr_SetString(PyExc_OverflowError, cstr("strings are too large to concat"));
    return null;
  }
  const maxchar = max(PyUnicode_MAX_CHAR_VALUE(left), PyUnicode_MAX_CHAR_VALUE(right));
  const result = PyUnicode_New(left_len + right_len, maxchar);
  if (!result) return null;
  _PyUnicode_FastCopyCharacters(result, 0, left, 0, left_len);
  _PyUnicode_FastCopyCharacters(result, left_len, right, 0, right_len);
  return result;
}

/**
 * left + right, in place when nobody else holds `left`. Steals a reference to `left`; returns a new reference, NULL on
 * error (or when `left` is NULL).
 */
export function PyUnicode_Append(left: PyObject | null, right: PyObject | null): PyObject | null {
  if (!left || !right || !PyUnicode_Check(left) || !PyUnicode_Check(right)) {
    if (!tstate.current_exception) PyErr_BadInternalCall();
    Py_XDECREF(left);
    return null;
  }
  const left_len = PyUnicode_GET_LENGTH(left);
  if (left_len === 0) {
    Py_DECREF(left);
    return Py_NewRef(right);
  }
  const right_len = PyUnicode_GET_LENGTH(right);
  if (right_len === 0) return left;
  if (
    unicode_modifiable(left) &&
    PyUnicode_CheckExact(right) &&
    PyUnicode_KIND(right) <= PyUnicode_KIND(left) &&
    // An ASCII str keeps its smaller head only while it stays ASCII.
    (!PyUnicode_IS_ASCII(left) || PyUnicode_IS_ASCII(right)) &&
    left_len <= MAX_LENGTH - right_len
  ) {
    const grown = resize_compact(left, left_len + right_len);
    if (!grown) {
      Py_DECREF(left);
      return null;
    }
    _PyUnicode_FastCopyCharacters(grown, left_len, right, 0, right_len);
    return grown;
  }
  const result = concat(left, left_len, right, right_len);
  Py_DECREF(left);
  return result;
}

/** PyUnicode_Append that also gives back a reference to `right`. */
export function PyUnicode_AppendAndDel(left: PyObject | null, right: PyObject | null): PyObject | null {
  const result = PyUnicode_Append(left, right);
  Py_XDECREF(right);
  return result;
}

/** separator.join(seq). Returns a new reference. */
export function PyUnicode_Join(separator: PyObject | null, seq: PyObject): PyObject | null {
  const fseq = PySequence_Fast(seq, cstr("can only join an iterable"));
  if (!fseq) return null;
  const result = _PyUnicode_JoinArray(separator, PySequence_Fast_ITEMS(fseq), PySequence_Fast_GET_SIZE(fseq));
  Py_DECREF(fseq);
  return result;
}

/** Joins `seqlen` borrowed objects, which need not be str (TypeError). Returns a new reference. */
export function _PyUnicode_JoinArray(separator: PyObject | null, items: Slots, seqlen: Py_ssize_t): PyObject | null {
  if (seqlen === 0) return unicode_get_empty();
  if (seqlen === 1 && PyUnicode_CheckExact(items.get(0))) return Py_NewRef(items.get(0));
  const sep: PyObject = separator ? separator : get_latin1_char(0x20);
  if (seqlen > 1 && !PyUnicode_Check(sep)) {
    return PyErr_Format(PyExc_TypeError, cstr("separator: expected str instance, %.80s found"), sep.ob_type.tp_name);
  }
  const seplen = seqlen > 1 ? PyUnicode_GET_LENGTH(sep) : 0;
  let maxchar: u32 = seplen > 0 ? PyUnicode_MAX_CHAR_VALUE(sep) : 0;
  let size: i64 = <i64>seplen * <i64>(seqlen - 1);
  for (let i = 0; i < seqlen; i++) {
    const item = items.get(i);
    if (!PyUnicode_Check(item)) {
      return PyErr_Format(
        PyExc_TypeError,
        cstr("sequence item %zd: expected str instance, %.80s found"),
        <usize>i,
        item.ob_type.tp_name,
      );
    }
    size += PyUnicode_GET_LENGTH(item);
    maxchar = max(maxchar, PyUnicode_MAX_CHAR_VALUE(item));
  }
  if (size > MAX_LENGTH) {
    PyErr_SetString(PyExc_OverflowError, cstr("join() result is too long for a Python string"));
    return null;
  }
  const result = PyUnicode_New(<i32>size, maxchar);
  if (result && size !== 0) fill_joined(result, sep, seplen, items, seqlen);
  return result;
}

function fill_joined(result: PyObject, sep: PyObject, seplen: Py_ssize_t, items: Slots, seqlen: Py_ssize_t): void {
  const kind = PyUnicode_KIND(result);
  const sep_kind = PyUnicode_KIND(sep);
  const sep_data = PyUnicode_DATA(sep);
  let out = PyUnicode_DATA(result);
  for (let i = 0; i < seqlen; i++) {
    if (i !== 0 && seplen !== 0) {
      convert_characters(sep_kind, sep_data, kind, out, seplen);
      out += <usize>seplen * <usize>kind;
    }
    const item = items.get(i);
    const length = PyUnicode_GET_LENGTH(item);
    if (length === 0) continue;
    convert_characters(PyUnicode_KIND(item), PyUnicode_DATA(item), kind, out, length);
    out += <usize>length * <usize>kind;
  }
}

/** self[start:end] with 0 <= start; `end` is cut to the length. Returns a new reference. */
export function PyUnicode_Substring(self: PyObject, start: Py_ssize_t, end: Py_ssize_t): PyObject | null {
  const length = PyUnicode_GET_LENGTH(self);
  end = min(end, length);
  if (start === 0 && end === length) return unicode_result_unchanged(self);
  if (start < 0 || end < 0) {
    PyErr_SetString(PyExc_IndexError, cstr("string index out of range"));
    return null;
  }
  if (start >= length || end < start) return unicode_get_empty();
  const data = PyUnicode_DATA(self);
  if (PyUnicode_IS_ASCII(self)) return _PyUnicode_FromASCII(data + <usize>start, end - start);
  const kind = PyUnicode_KIND(self);
  return PyUnicode_FromKindAndData(kind, data + <usize>kind * <usize>start, end - start);
}
