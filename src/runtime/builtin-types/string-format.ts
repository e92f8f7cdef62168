/**
 * str.format and str.format_map. CPython: stringlib/unicode_format.h.
 *
 * Specifications may contain fields themselves, one level deep.
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyObject_Format } from "../abstract/format";
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { PyObject_GetItem, PySequence_Check, PySequence_GetItem } from "../abstract/sequence";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_IndexError, PyExc_KeyError, PyExc_ValueError } from "../object/static-types";
import { PyComplex_CheckExact } from "./complex";
import { PyFloat_CheckExact } from "./float";
import { _PyUnicode_FormatAdvancedWriter } from "./format-spec";
import { PyLong_CheckExact, PyLong_FromSsize_t } from "./int";
import { _PyFloat_FormatAdvancedWriter, _PyLong_FormatAdvancedWriter } from "./number-format";
import { _PyComplex_FormatAdvancedWriter } from "./number-format-complex";
import { PyUnicode_CheckExact, PyUnicode_GET_LENGTH, unicode_get_empty } from "./str";
import { PyUnicode_Substring } from "./str-concat";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteStr,
  _PyUnicodeWriter_WriteSubstring,
} from "./str-writer";
import {
  ANS_INIT,
  AutoNumber,
  FieldNameIterator,
  FieldNameIterator_next,
  field_name_split,
  MarkupIterator,
  MarkupIterator_init,
  MarkupIterator_next,
} from "./string-format-parser";

/** What fields are looked up in; on the native stack. All borrowed. */
@unmanaged
class Arguments {
  /** Sequence of positional arguments; NULL in format_map. */
  args: PyObject | null;
  /** Mapping; NULL: no keywords. */
  kwargs: PyObject | null;
  auto_number: AutoNumber;
}

/** self.format(*args, **kwargs). Returns a new reference. */
export function do_string_format(self: PyObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  return format_with(self, args, kwargs);
}

/** self.format_map(mapping). Returns a new reference. */
export function do_string_format_map(self: PyObject, mapping: PyObject): PyObject | null {
  return format_with(self, null, mapping);
}

function format_with(self: PyObject, args: PyObject | null, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = changetype<Arguments>(stack_alloc(offsetof<Arguments>()));
  a.args = args;
  a.kwargs = kwargs;
  a.auto_number = changetype<AutoNumber>(stack_alloc(offsetof<AutoNumber>()));
  a.auto_number.an_state = ANS_INIT;
  a.auto_number.an_field_number = 0;
  const result = build_string(self, 0, PyUnicode_GET_LENGTH(self), a, 2);
  stack_release(mark);
  return result;
}

/** str[start:end] with its fields filled in. Returns a new reference. */
function build_string(
  str: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  a: Arguments,
  recursion_depth: i32,
): PyObject | null {
  if (recursion_depth <= 0) {
    PyErr_SetString(PyExc_ValueError, cstr("Max string recursion exceeded"));
    return null;
  }
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  writer.overallocate = 1;
  writer.min_length = end - start + 100;
  let result: PyObject | null = null;
  if (do_markup(str, start, end, a, writer, recursion_depth)) result = _PyUnicodeWriter_Finish(writer);
  else _PyUnicodeWriter_Dealloc(writer);
  stack_release(mark);
  return result;
}

function do_markup(
  str: PyObject,
  start: Py_ssize_t,
  end: Py_ssize_t,
  a: Arguments,
  writer: _PyUnicodeWriter,
  recursion_depth: i32,
): bool {
  const m = changetype<MarkupIterator>(stack_alloc(offsetof<MarkupIterator>()));
  MarkupIterator_init(m, str, start, end);
  while (true) {
    const status = MarkupIterator_next(m);
    if (status !== 2) return status === 1;
    const last = m.start === m.end;
    if (m.literal_end !== m.literal_start) {
      if (!m.field_present && last) writer.overallocate = 0;
      if (_PyUnicodeWriter_WriteSubstring(writer, str, m.literal_start, m.literal_end) < 0) return false;
    }
    if (m.field_present) {
      if (last) writer.overallocate = 0;
      if (!output_markup(m, a, writer, recursion_depth)) return false;
    }
  }
  return false;
}

/** `o` (stolen) as !r, !s or !a say: returns a new reference. */
function do_conversion(o: PyObject, conversion: u32): PyObject | null {
  let result: PyObject | null = null;
  if (conversion === 0x72) result = PyObject_Repr(o);
  else if (conversion === 0x73) result = PyObject_Str(o);
  else if (conversion === 0x61) result = PyObject_ASCII(o);
  else if (conversion > 32 && conversion < 127) {
    PyErr_Format(PyExc_ValueError, cstr("Unknown conversion specifier %c"), conversion);
  } else PyErr_Format(PyExc_ValueError, cstr("Unknown conversion specifier \\x%x"), conversion);
  Py_DECREF(o);
  return result;
}

/** Writes the field that the iterator stands behind. False on error. */
function output_markup(m: MarkupIterator, a: Arguments, writer: _PyUnicodeWriter, recursion_depth: i32): bool {
  let fieldobj = get_field_object(m.str, m.name_start, m.name_end, a);
  if (fieldobj && m.conversion) fieldobj = do_conversion(fieldobj, m.conversion);
  if (!fieldobj) return false;
  let ok: bool = false;
  if (m.spec_needs_expanding) {
    const spec = build_string(m.str, m.spec_start, m.spec_end, a, recursion_depth - 1);
    if (spec) {
      ok = render_field(fieldobj, spec, 0, PyUnicode_GET_LENGTH(spec), writer);
      Py_DECREF(spec);
    }
  } else if (m.spec_start < 0) ok = render_field(fieldobj, unicode_get_empty(), 0, 0, writer);
  else ok = render_field(fieldobj, m.str, m.spec_start, m.spec_end, writer);
  Py_DECREF(fieldobj);
  return ok;
}

/** Writes format(fieldobj, spec[start:end]). False on error. */
function render_field(fieldobj: PyObject, spec: PyObject, start: i32, end: i32, writer: _PyUnicodeWriter): bool {
  if (PyUnicode_CheckExact(fieldobj)) return _PyUnicode_FormatAdvancedWriter(writer, fieldobj, spec, start, end) === 0;
  if (PyLong_CheckExact(fieldobj)) return _PyLong_FormatAdvancedWriter(writer, fieldobj, spec, start, end) === 0;
  if (PyFloat_CheckExact(fieldobj)) return _PyFloat_FormatAdvancedWriter(writer, fieldobj, spec, start, end) === 0;
  if (PyComplex_CheckExact(fieldobj)) return _PyComplex_FormatAdvancedWriter(writer, fieldobj, spec, start, end) === 0;
  const format_spec = PyUnicode_Substring(spec, start, end);
  if (!format_spec) return false;
  const result = PyObject_Format(fieldobj, format_spec);
  Py_DECREF(format_spec);
  if (!result) return false;
  const status = _PyUnicodeWriter_WriteStr(writer, result);
  Py_DECREF(result);
  return status === 0;
}

/** The argument that the first part of a field name selects: a new reference. */
function get_argument(str: PyObject, start: i32, end: i32, index: i64, a: Arguments): PyObject | null {
  if (index !== -1) {
    const args = a.args;
    if (!args) {
      PyErr_SetString(PyExc_ValueError, cstr("Format string contains positional fields"));
      return null;
    }
    const found = PySequence_GetItem(args, index);
    if (!found) {
      const mark = stack_mark();
      const number = stack_alloc(8);
      store<i64>(number, index);
      PyErr_Format(PyExc_IndexError, cstr("Replacement index %lld out of range for positional args tuple"), number);
      stack_release(mark);
    }
    return found;
  }
  const key = PyUnicode_Substring(str, start, end);
  if (!key) return null;
  const kwargs = a.kwargs;
  let found: PyObject | null = null;
  if (kwargs) found = PyObject_GetItem(kwargs, key);
  else PyErr_SetObject(PyExc_KeyError, key);
  Py_DECREF(key);
  return found;
}

/** o.name or o[name]: a new reference. */
function get_part(o: PyObject, f: FieldNameIterator): PyObject | null {
  const index = f.name_idx;
  if (!f.is_attribute && index !== -1 && PySequence_Check(o)) return PySequence_GetItem(o, index);
  const key =
    !f.is_attribute && index !== -1 ? PyLong_FromSsize_t(index) : PyUnicode_Substring(f.str, f.name_start, f.name_end);
  if (!key) return null;
  const part = f.is_attribute ? PyObject_GetAttr(o, key) : PyObject_GetItem(o, key);
  Py_DECREF(key);
  return part;
}

/** The object that the field name str[start:end] stands for: a new reference. */
function get_field_object(str: PyObject, start: i32, end: i32, a: Arguments): PyObject | null {
  const mark = stack_mark();
  const rest = changetype<FieldNameIterator>(stack_alloc(offsetof<FieldNameIterator>()));
  let o: PyObject | null = null;
  if (field_name_split(str, start, end, rest, a.auto_number)) {
    o = get_argument(str, start, rest.index, tstate.out_i64, a);
    while (o) {
      const status = FieldNameIterator_next(rest);
      if (status === 1) break;
      const part: PyObject | null = status === 2 ? get_part(o, rest) : null;
      Py_DECREF(o);
      o = part;
    }
  }
  stack_release(mark);
  return o;
}
