/**
 * Iterators over the parts of format strings and of field names, for string.Formatter (through the module `_string`).
 * CPython: formatteriterobject, fieldnameiterobject of stringlib/unicode_format.h.
 *
 *   formatteriterator (48)   +16 str (owned)   +24 start, end of what is left
 *   fieldnameiterator (56)   +16 str (owned)   +24 index, end of what is left
 */

import { PyErr_Format } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { raise_no_memory } from "../object/no-memory";
import { _PyObject_InitHead, Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { destructor, getiterfunc, iternextfunc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_TypeError,
  PyFieldNameIter_Type,
  PyFormatterIter_Type,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, PyTypeObject } from "../object/type-object";
import { PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check, PyUnicode_FromOrdinal, PyUnicode_GET_LENGTH } from "./str";
import { PyUnicode_Substring } from "./str-concat";
import {
  FieldNameIterator,
  FieldNameIterator_next,
  field_name_split,
  MarkupIterator,
  MarkupIterator_init,
  MarkupIterator_next,
} from "./string-format-parser";
import { PyTuple_Pack } from "./tuple";
import { static_type } from "./type-define";

@unmanaged
export class formatteriterobject extends PyObject {
  str: PyObject;
  start: i32;
  end: i32;
  unused_1: u64;
  unused_2: u64;
}

@unmanaged
export class fieldnameiterobject extends PyObject {
  str: PyObject;
  index: i32;
  end: i32;
  unused_1: u64;
  unused_2: u64;
  unused_3: u64;
}

/** An iterator of type `t` over positions `start` to `end` of `str`: new reference, NULL with MemoryError. */
function new_iterator(t: PyTypeObject, str: PyObject, start: i32, end: i32): PyObject | null {
  const block = PyObject_Malloc(<usize>t.tp_basicsize);
  if (!block) {
    raise_no_memory();
    return null;
  }
  memory.fill(block, 0, <usize>t.tp_basicsize);
  const it = changetype<formatteriterobject>(block);
  _PyObject_InitHead(it, t);
  it.str = Py_NewRef(str);
  it.start = start;
  it.end = end;
  return it;
}

function iterator_dealloc(o: PyObject): void {
  Py_DECREF(changetype<formatteriterobject>(o).str);
  PyObject_Free(changetype<usize>(o));
}

/** str[start:end]; None when there is no field, "" when there is one without a specification. New reference. */
function part_or_none(m: MarkupIterator, start: i32, end: i32): PyObject | null {
  if (!m.field_present) return Py_None;
  return PyUnicode_Substring(m.str, max(start, 0), max(end, 0));
}

/** (literal, field name, specification, conversion): new reference, NULL at the end or with an exception. */
function formatteriter_next(o: PyObject): PyObject | null {
  const it = changetype<formatteriterobject>(o);
  const mark = stack_mark();
  const m = changetype<MarkupIterator>(stack_alloc(offsetof<MarkupIterator>()));
  MarkupIterator_init(m, it.str, it.start, it.end);
  m.literal_start = 0;
  m.literal_end = 0;
  const status = MarkupIterator_next(m);
  it.start = m.start;
  let result: PyObject | null = null;
  if (status === 2) {
    const literal = PyUnicode_Substring(m.str, m.literal_start, m.literal_end);
    const name = part_or_none(m, m.name_start, m.name_end);
    const spec = part_or_none(m, m.spec_start, m.spec_end);
    const conversion: PyObject | null = m.conversion ? PyUnicode_FromOrdinal(<i32>m.conversion) : Py_None;
    if (literal && name && spec && conversion) result = PyTuple_Pack(literal, name, spec, conversion);
    Py_XDECREF(literal);
    Py_XDECREF(name);
    Py_XDECREF(spec);
    Py_XDECREF(conversion);
  }
  stack_release(mark);
  return result;
}

/** (is it an attribute?, name or number): new reference, NULL at the end or with an exception. */
function fieldnameiter_next(o: PyObject): PyObject | null {
  const it = changetype<fieldnameiterobject>(o);
  const mark = stack_mark();
  const f = changetype<FieldNameIterator>(stack_alloc(offsetof<FieldNameIterator>()));
  f.str = it.str;
  f.index = it.index;
  f.end = it.end;
  const status = FieldNameIterator_next(f);
  it.index = f.index;
  let result: PyObject | null = null;
  if (status === 2) {
    const number = f.name_idx;
    // An attribute is a name even where it looks like a number.
    const part =
      !f.is_attribute && number !== -1
        ? PyLong_FromSsize_t(number)
        : PyUnicode_Substring(f.str, f.name_start, f.name_end);
    if (part) {
      result = PyTuple_Pack(f.is_attribute ? Py_True : Py_False, part);
      Py_DECREF(part);
    }
  }
  stack_release(mark);
  return result;
}

/** TypeError unless `o` is a str. */
function check_str(o: PyObject): bool {
  if (PyUnicode_Check(o)) return true;
  PyErr_Format(PyExc_TypeError, cstr("expected str, got %s"), o.ob_type.tp_name);
  return false;
}

/** `_string.formatter_parser(format)`: new reference. */
export function formatter_parser(_m: PyObject, self: PyObject | null): PyObject | null {
  if (!check_str(self!)) return null;
  return new_iterator(PyFormatterIter_Type, self!, 0, PyUnicode_GET_LENGTH(self!));
}

/** `_string.formatter_field_name_split(name)`: (first part, iterator over the others), a new reference. */
export function formatter_field_name_split(_m: PyObject, self: PyObject | null): PyObject | null {
  if (!check_str(self!)) return null;
  const length = PyUnicode_GET_LENGTH(self!);
  const mark = stack_mark();
  const rest = changetype<FieldNameIterator>(stack_alloc(offsetof<FieldNameIterator>()));
  let result: PyObject | null = null;
  if (field_name_split(self!, 0, length, rest, null)) {
    const number = tstate.out_i64;
    const first = number !== -1 ? PyLong_FromSsize_t(number) : PyUnicode_Substring(self!, 0, rest.index);
    const others = new_iterator(PyFieldNameIter_Type, self!, rest.index, length);
    if (first && others) result = PyTuple_Pack(first, others);
    Py_XDECREF(first);
    Py_XDECREF(others);
  }
  stack_release(mark);
  return result;
}

function init_iterator_type(t: PyTypeObject, name: usize, basicsize: i32, next: iternextfunc): void {
  static_type(t, name, basicsize, 0, Py_TPFLAGS_DEFAULT);
  t.tp_dealloc = destructor.of(iterator_dealloc);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = next;
}

export function init_format_iterator_types(): void {
  init_iterator_type(PyFormatterIter_Type, cstr("formatteriterator"), 48, iternextfunc.of(formatteriter_next));
  init_iterator_type(PyFieldNameIter_Type, cstr("fieldnameiterator"), 56, iternextfunc.of(fieldnameiter_next));
}
