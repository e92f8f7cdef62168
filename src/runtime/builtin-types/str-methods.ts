/**
 * Methods of str that do not fill a file of their own; the table of all is in str-method-table.ts.
 * CPython: Objects/unicodeobject.c, clinic/unicodeobject.c.h.
 */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { _PyUnicode_FormatAdvancedWriter } from "./format-spec";
import { PyLong_AsInt, PyLong_FromSize_t } from "./int";
import {
  _PyUnicode_Copy,
  PyCompactUnicodeObject,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_IS_COMPACT,
  PyUnicode_IS_COMPACT_ASCII,
  PyUnicode_KIND,
  PyUnicodeObject,
} from "./str";
import { PyUnicode_AsEncodedString } from "./str-codecs";
import { PyUnicode_Join } from "./str-concat";
import { expandtabs } from "./str-justify";
import { PyUnicode_Replace } from "./str-replace";
import {
  PyUnicode_Partition,
  PyUnicode_RPartition,
  PyUnicode_RSplit,
  PyUnicode_Split,
  PyUnicode_Splitlines,
} from "./str-split";
import { PyUnicode_AsUTF8AndSize } from "./str-utf8";
import {
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_WriteStr,
} from "./str-writer";
import { do_string_format, do_string_format_map } from "./string-format";
import { PyTuple_Pack } from "./tuple";

const encode_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const replace_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const split_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const rsplit_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const splitlines_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const expandtabs_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/**
 * The UTF-8 of an argument that must be a str without NUL characters; 0 with an exception. `argument` is as for
 * _PyArg_BadArgument.
 */
export function _PyArg_AsCString(fname: usize, argument: usize, arg: PyObject): usize {
  if (!PyUnicode_Check(arg)) {
    _PyArg_BadArgument(fname, argument, cstr("str"), arg);
    return 0;
  }
  const text = PyUnicode_AsUTF8AndSize(arg);
  if (text === 0) return 0;
  if (strlen(text) === tstate.out_i32) return text;
  PyErr_SetString(PyExc_ValueError, cstr("embedded null character"));
  return 0;
}

export function unicode_encode(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (nargs === 0 && !kwnames) return PyUnicode_AsEncodedString(self, 0, 0);
  const mark = stack_mark();
  const fname = cstr("encode");
  const address = _PyArg_UnpackKeywords(
    encode_spec,
    fname,
    cstr("encoding errors"),
    0,
    args,
    nargs,
    null,
    kwnames,
    0,
    2,
  );
  const a = Slots.at(address);
  let encoding: usize = 0;
  let errors: usize = 0;
  let ok = address !== 0;
  if (ok) {
    const first = a.getOrNull(0);
    const second = a.getOrNull(1);
    if (first) {
      encoding = _PyArg_AsCString(fname, cstr("argument 'encoding'"), first);
      ok = encoding !== 0;
    }
    if (ok && second) {
      errors = _PyArg_AsCString(fname, cstr("argument 'errors'"), second);
      ok = errors !== 0;
    }
  }
  stack_release(mark);
  return ok ? PyUnicode_AsEncodedString(self, encoding, errors) : null;
}

/** An argument that must be a str: false with TypeError. */
function is_str_argument(fname: usize, argument: usize, arg: PyObject): bool {
  if (PyUnicode_Check(arg)) return true;
  _PyArg_BadArgument(fname, argument, cstr("str"), arg);
  return false;
}

export function unicode_replace(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const fname = cstr("replace");
  const a = _PyArg_UnpackKeywords(replace_spec, fname, cstr("count"), 2, args, nargs, null, kwnames, 2, 3);
  stack_release(mark);
  if (a === 0) return null;
  const values = Slots.at(a);
  const oldstr = values.get(0);
  const newstr = values.get(1);
  const third = values.getOrNull(2);
  if (!is_str_argument(fname, cstr("argument 1"), oldstr)) return null;
  if (!is_str_argument(fname, cstr("argument 2"), newstr)) return null;
  let count: i64 = -1;
  if (third) {
    count = _PyArg_AsSsize_t(third);
    if (count === -1 && tstate.current_exception) return null;
  }
  return PyUnicode_Replace(self, oldstr, newstr, count);
}

function split_method(
  self: PyObject,
  spec: ArgSpec,
  fname: usize,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
  from_end: bool,
): PyObject | null {
  let sep: PyObject | null = null;
  let maxsplit: i64 = -1;
  if (nargs === 1 && !kwnames) sep = args.get(0);
  else if (nargs !== 0 || kwnames) {
    const mark = stack_mark();
    const a = _PyArg_UnpackKeywords(spec, fname, cstr("sep maxsplit"), 0, args, nargs, null, kwnames, 0, 2);
    stack_release(mark);
    if (a === 0) return null;
    sep = Slots.at(a).getOrNull(0);
    const second = Slots.at(a).getOrNull(1);
    if (second) {
      maxsplit = _PyArg_AsSsize_t(second);
      if (maxsplit === -1 && tstate.current_exception) return null;
    }
  }
  if (sep && ptr(sep) === ptr(Py_None)) sep = null;
  if (sep && !PyUnicode_Check(sep)) {
    return PyErr_Format(PyExc_TypeError, cstr("must be str or None, not %.100s"), sep.ob_type.tp_name);
  }
  return from_end ? PyUnicode_RSplit(self, sep, maxsplit) : PyUnicode_Split(self, sep, maxsplit);
}

export function unicode_split(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, split_spec, cstr("split"), args, nargs, kwnames, false);
}

export function unicode_rsplit(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, rsplit_spec, cstr("rsplit"), args, nargs, kwnames, true);
}

export function unicode_splitlines(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  let keepends = 0;
  if (nargs !== 0 || kwnames) {
    const mark = stack_mark();
    const fname = cstr("splitlines");
    const a = _PyArg_UnpackKeywords(splitlines_spec, fname, cstr("keepends"), 0, args, nargs, null, kwnames, 0, 1);
    stack_release(mark);
    if (a === 0) return null;
    const first = Slots.at(a).getOrNull(0);
    if (first) keepends = PyObject_IsTrue(first);
    if (keepends < 0) return null;
  }
  return PyUnicode_Splitlines(self, keepends !== 0);
}

export function unicode_expandtabs(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  let tabsize = 8;
  if (nargs !== 0 || kwnames) {
    const mark = stack_mark();
    const fname = cstr("expandtabs");
    const a = _PyArg_UnpackKeywords(expandtabs_spec, fname, cstr("tabsize"), 0, args, nargs, null, kwnames, 0, 1);
    stack_release(mark);
    if (a === 0) return null;
    const first = Slots.at(a).getOrNull(0);
    if (first) tabsize = PyLong_AsInt(first);
    if (tabsize === -1 && tstate.current_exception) return null;
  }
  return expandtabs(self, tabsize);
}

export function unicode_join(self: PyObject, iterable: PyObject | null): PyObject | null {
  return PyUnicode_Join(self, iterable!);
}

export function unicode_partition(self: PyObject, sep: PyObject | null): PyObject | null {
  return PyUnicode_Partition(self, sep!);
}

export function unicode_rpartition(self: PyObject, sep: PyObject | null): PyObject | null {
  return PyUnicode_RPartition(self, sep!);
}

export function unicode_format(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return do_string_format(self, args, kwds);
}

export function unicode_format_map(self: PyObject, mapping: PyObject | null): PyObject | null {
  return do_string_format_map(self, mapping!);
}

/** str.__format__. Returns a new reference. */
export function unicode___format__(self: PyObject, format_spec: PyObject | null): PyObject | null {
  const spec = format_spec!;
  if (!is_str_argument(cstr("__format__"), cstr("argument"), spec)) return null;
  const mark = stack_mark();
  const writer = _PyUnicodeWriter_OnStack();
  let result: PyObject | null = null;
  const status =
    PyUnicode_GET_LENGTH(spec) === 0 && PyUnicode_CheckExact(self)
      ? _PyUnicodeWriter_WriteStr(writer, self)
      : _PyUnicode_FormatAdvancedWriter(writer, self, spec, 0, PyUnicode_GET_LENGTH(spec));
  if (status < 0) _PyUnicodeWriter_Dealloc(writer);
  else result = _PyUnicodeWriter_Finish(writer);
  stack_release(mark);
  return result;
}

export function unicode_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  const length = <u64>PyUnicode_GET_LENGTH(self);
  if (PyUnicode_IS_COMPACT_ASCII(self)) return PyLong_FromSize_t(40 + length + 1);
  const characters = (length + 1) * <u64>PyUnicode_KIND(self);
  const head: u64 = PyUnicode_IS_COMPACT(self) ? offsetof<PyCompactUnicodeObject>() : offsetof<PyUnicodeObject>();
  const compact = changetype<PyCompactUnicodeObject>(self);
  // The UTF-8 of an ASCII str of a subclass is its characters.
  const utf8 = !PyUnicode_IS_ASCII(self) && compact.utf8 !== 0 ? <u64>compact.utf8_length + 1 : 0;
  return PyLong_FromSize_t(head + characters + utf8);
}

export function unicode_getnewargs(self: PyObject, _unused: PyObject | null): PyObject | null {
  const copy = _PyUnicode_Copy(self);
  if (!copy) return null;
  const result = PyTuple_Pack(copy);
  Py_DECREF(copy);
  return result;
}
