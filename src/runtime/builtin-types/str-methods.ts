/**
 * Methods of str that do not fill a file of their own, and the table of all methods.
 * CPython: Objects/unicodeobject.c (unicode_methods), clinic/unicodeobject.c.h.
 */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { strlen } from "../object/c-string";
import { def_fast, def_fast_keywords, def_keywords, def_noargs, def_o, METH_STATIC } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords, PyCFunctionWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError, PyUnicode_Type } from "../object/static-types";
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
import {
  unicode_capitalize,
  unicode_casefold,
  unicode_lower,
  unicode_swapcase,
  unicode_title,
  unicode_upper,
} from "./str-case";
import { PyUnicode_AsEncodedString } from "./str-codecs";
import { ensure_unicode, PyUnicode_Join } from "./str-concat";
import { expandtabs, unicode_center, unicode_ljust, unicode_rjust, unicode_zfill } from "./str-justify";
import {
  unicode_isalnum,
  unicode_isalpha,
  unicode_isascii,
  unicode_isdecimal,
  unicode_isdigit,
  unicode_isidentifier,
  unicode_islower,
  unicode_isnumeric,
  unicode_isprintable,
  unicode_isspace,
  unicode_istitle,
  unicode_isupper,
} from "./str-predicates";
import { PyUnicode_Replace } from "./str-replace";
import {
  unicode_count,
  unicode_endswith,
  unicode_find,
  unicode_index,
  unicode_rfind,
  unicode_rindex,
  unicode_startswith,
} from "./str-search";
import {
  PyUnicode_Partition,
  PyUnicode_RPartition,
  PyUnicode_RSplit,
  PyUnicode_Split,
  PyUnicode_Splitlines,
} from "./str-split";
import { unicode_lstrip, unicode_removeprefix, unicode_removesuffix, unicode_rstrip, unicode_strip } from "./str-strip";
import { unicode_maketrans, unicode_translate } from "./str-translate";
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

function unicode_encode(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
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

function unicode_replace(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
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
  if (sep && !ensure_unicode(sep)) return null;
  return from_end ? PyUnicode_RSplit(self, sep, maxsplit) : PyUnicode_Split(self, sep, maxsplit);
}

function unicode_split(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, split_spec, cstr("split"), args, nargs, kwnames, false);
}

function unicode_rsplit(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return split_method(self, rsplit_spec, cstr("rsplit"), args, nargs, kwnames, true);
}

function unicode_splitlines(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
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

function unicode_expandtabs(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
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

function unicode_join(self: PyObject, iterable: PyObject | null): PyObject | null {
  return PyUnicode_Join(self, iterable!);
}

function unicode_partition(self: PyObject, sep: PyObject | null): PyObject | null {
  return PyUnicode_Partition(self, sep!);
}

function unicode_rpartition(self: PyObject, sep: PyObject | null): PyObject | null {
  return PyUnicode_RPartition(self, sep!);
}

function unicode_format(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return do_string_format(self, args, kwds);
}

function unicode_format_map(self: PyObject, mapping: PyObject | null): PyObject | null {
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

function unicode_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  const length = <u64>PyUnicode_GET_LENGTH(self);
  if (PyUnicode_IS_COMPACT_ASCII(self)) return PyLong_FromSize_t(40 + length + 1);
  const characters = (length + 1) * <u64>PyUnicode_KIND(self);
  const head: u64 = PyUnicode_IS_COMPACT(self) ? offsetof<PyCompactUnicodeObject>() : offsetof<PyUnicodeObject>();
  const compact = changetype<PyCompactUnicodeObject>(self);
  // The UTF-8 of an ASCII str of a subclass is its characters.
  const utf8 = !PyUnicode_IS_ASCII(self) && compact.utf8 !== 0 ? <u64>compact.utf8_length + 1 : 0;
  return PyLong_FromSize_t(head + characters + utf8);
}

function unicode_getnewargs(self: PyObject, _unused: PyObject | null): PyObject | null {
  const copy = _PyUnicode_Copy(self);
  if (!copy) return null;
  const result = PyTuple_Pack(copy);
  Py_DECREF(copy);
  return result;
}

/** Methods in the order of CPython's table: dir() and __dict__ show it. */
export function define_unicode_methods(): void {
  const t = PyUnicode_Type;
  def_fast_keywords(
    t,
    cstr("encode"),
    PyCFunctionFastWithKeywords.of(unicode_encode),
    cstr("encode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe text as bytes of the given encoding."),
  );
  def_fast_keywords(
    t,
    cstr("replace"),
    PyCFunctionFastWithKeywords.of(unicode_replace),
    cstr("replace($self, old, new, /, count=-1)\n--\n\nA copy with old replaced by new, at most count times."),
  );
  def_fast_keywords(
    t,
    cstr("split"),
    PyCFunctionFastWithKeywords.of(unicode_split),
    cstr("split($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the left."),
  );
  def_fast_keywords(
    t,
    cstr("rsplit"),
    PyCFunctionFastWithKeywords.of(unicode_rsplit),
    cstr("rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the right."),
  );
  def_o(
    t,
    cstr("join"),
    PyCFunction.of(unicode_join),
    cstr("join($self, iterable, /)\n--\n\nThe strings of iterable with this one between them."),
  );
  def_noargs(
    t,
    cstr("capitalize"),
    PyCFunction.of(unicode_capitalize),
    cstr("capitalize($self, /)\n--\n\nA copy with the first character in title case, the rest in lower case."),
  );
  def_noargs(
    t,
    cstr("casefold"),
    PyCFunction.of(unicode_casefold),
    cstr("casefold($self, /)\n--\n\nA copy for comparisons without regard to case."),
  );
  def_noargs(
    t,
    cstr("title"),
    PyCFunction.of(unicode_title),
    cstr("title($self, /)\n--\n\nA copy in which words begin in title case."),
  );
  def_fast(
    t,
    cstr("center"),
    PyCFunctionFast.of(unicode_center),
    cstr("center($self, width, fillchar=' ', /)\n--\n\nA copy padded on both sides."),
  );
  def_fast(
    t,
    cstr("count"),
    PyCFunctionFast.of(unicode_count),
    cstr("count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs, without overlaps."),
  );
  def_fast_keywords(
    t,
    cstr("expandtabs"),
    PyCFunctionFastWithKeywords.of(unicode_expandtabs),
    cstr("expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs."),
  );
  def_fast(
    t,
    cstr("find"),
    PyCFunctionFast.of(unicode_find),
    cstr("find($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub, or -1."),
  );
  def_o(
    t,
    cstr("partition"),
    PyCFunction.of(unicode_partition),
    cstr("partition($self, sep, /)\n--\n\nThe part before the first sep, sep, and the part after it."),
  );
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(unicode_index),
    cstr("index($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("ljust"),
    PyCFunctionFast.of(unicode_ljust),
    cstr("ljust($self, width, fillchar=' ', /)\n--\n\nA copy padded on the right."),
  );
  def_noargs(t, cstr("lower"), PyCFunction.of(unicode_lower), cstr("lower($self, /)\n--\n\nA copy in lower case."));
  def_fast(
    t,
    cstr("lstrip"),
    PyCFunctionFast.of(unicode_lstrip),
    cstr("lstrip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the start."),
  );
  def_fast(
    t,
    cstr("rfind"),
    PyCFunctionFast.of(unicode_rfind),
    cstr("rfind($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub, or -1."),
  );
  def_fast(
    t,
    cstr("rindex"),
    PyCFunctionFast.of(unicode_rindex),
    cstr("rindex($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("rjust"),
    PyCFunctionFast.of(unicode_rjust),
    cstr("rjust($self, width, fillchar=' ', /)\n--\n\nA copy padded on the left."),
  );
  def_fast(
    t,
    cstr("rstrip"),
    PyCFunctionFast.of(unicode_rstrip),
    cstr("rstrip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the end."),
  );
  def_o(
    t,
    cstr("rpartition"),
    PyCFunction.of(unicode_rpartition),
    cstr("rpartition($self, sep, /)\n--\n\nThe part before the last sep, sep, and the part after it."),
  );
  def_fast_keywords(
    t,
    cstr("splitlines"),
    PyCFunctionFastWithKeywords.of(unicode_splitlines),
    cstr("splitlines($self, /, keepends=False)\n--\n\nList of the lines."),
  );
  def_fast(
    t,
    cstr("strip"),
    PyCFunctionFast.of(unicode_strip),
    cstr("strip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the ends."),
  );
  def_noargs(
    t,
    cstr("swapcase"),
    PyCFunction.of(unicode_swapcase),
    cstr("swapcase($self, /)\n--\n\nA copy with upper and lower case exchanged."),
  );
  def_o(
    t,
    cstr("translate"),
    PyCFunction.of(unicode_translate),
    cstr("translate($self, table, /)\n--\n\nA copy with each character replaced by what table has for it."),
  );
  def_noargs(t, cstr("upper"), PyCFunction.of(unicode_upper), cstr("upper($self, /)\n--\n\nA copy in upper case."));
  def_fast(
    t,
    cstr("startswith"),
    PyCFunctionFast.of(unicode_startswith),
    cstr(
      "startswith($self, prefix[, start[, end]], /)\n--\n\nTrue if the text begins with prefix (or one of a tuple).",
    ),
  );
  def_fast(
    t,
    cstr("endswith"),
    PyCFunctionFast.of(unicode_endswith),
    cstr("endswith($self, suffix[, start[, end]], /)\n--\n\nTrue if the text ends with suffix (or one of a tuple)."),
  );
  def_o(
    t,
    cstr("removeprefix"),
    PyCFunction.of(unicode_removeprefix),
    cstr("removeprefix($self, prefix, /)\n--\n\nA copy without prefix, if it begins with it."),
  );
  def_o(
    t,
    cstr("removesuffix"),
    PyCFunction.of(unicode_removesuffix),
    cstr("removesuffix($self, suffix, /)\n--\n\nA copy without suffix, if it ends with it."),
  );
  def_noargs(
    t,
    cstr("isascii"),
    PyCFunction.of(unicode_isascii),
    cstr("isascii($self, /)\n--\n\nTrue if all characters are ASCII."),
  );
  def_noargs(
    t,
    cstr("islower"),
    PyCFunction.of(unicode_islower),
    cstr("islower($self, /)\n--\n\nTrue if there are cased characters, all of lower case."),
  );
  def_noargs(
    t,
    cstr("isupper"),
    PyCFunction.of(unicode_isupper),
    cstr("isupper($self, /)\n--\n\nTrue if there are cased characters, all of upper case."),
  );
  def_noargs(
    t,
    cstr("istitle"),
    PyCFunction.of(unicode_istitle),
    cstr("istitle($self, /)\n--\n\nTrue if words begin in title or upper case and go on in lower case."),
  );
  def_noargs(
    t,
    cstr("isspace"),
    PyCFunction.of(unicode_isspace),
    cstr("isspace($self, /)\n--\n\nTrue if there are characters, all white space."),
  );
  def_noargs(
    t,
    cstr("isdecimal"),
    PyCFunction.of(unicode_isdecimal),
    cstr("isdecimal($self, /)\n--\n\nTrue if there are characters, all decimal digits."),
  );
  def_noargs(
    t,
    cstr("isdigit"),
    PyCFunction.of(unicode_isdigit),
    cstr("isdigit($self, /)\n--\n\nTrue if there are characters, all digits."),
  );
  def_noargs(
    t,
    cstr("isnumeric"),
    PyCFunction.of(unicode_isnumeric),
    cstr("isnumeric($self, /)\n--\n\nTrue if there are characters, all numeric."),
  );
  def_noargs(
    t,
    cstr("isalpha"),
    PyCFunction.of(unicode_isalpha),
    cstr("isalpha($self, /)\n--\n\nTrue if there are characters, all letters."),
  );
  def_noargs(
    t,
    cstr("isalnum"),
    PyCFunction.of(unicode_isalnum),
    cstr("isalnum($self, /)\n--\n\nTrue if there are characters, all letters or numbers."),
  );
  def_noargs(
    t,
    cstr("isidentifier"),
    PyCFunction.of(unicode_isidentifier),
    cstr("isidentifier($self, /)\n--\n\nTrue if the text could be a name."),
  );
  def_noargs(
    t,
    cstr("isprintable"),
    PyCFunction.of(unicode_isprintable),
    cstr("isprintable($self, /)\n--\n\nTrue if repr() shows all characters as they are."),
  );
  def_o(
    t,
    cstr("zfill"),
    PyCFunction.of(unicode_zfill),
    cstr("zfill($self, width, /)\n--\n\nA copy with zeros in front, behind the sign."),
  );
  def_keywords(
    t,
    cstr("format"),
    PyCFunctionWithKeywords.of(unicode_format),
    cstr("format($self, /, *args, **kwargs)\n--\n\nThe text with its replacement fields filled in."),
  );
  def_o(
    t,
    cstr("format_map"),
    PyCFunction.of(unicode_format_map),
    cstr("format_map($self, mapping, /)\n--\n\nThe text with its replacement fields filled in from mapping."),
  );
  def_o(
    t,
    cstr("__format__"),
    PyCFunction.of(unicode___format__),
    cstr("__format__($self, format_spec, /)\n--\n\nThe text laid out as format_spec says."),
  );
  def_fast(
    t,
    cstr("maketrans"),
    PyCFunctionFast.of(unicode_maketrans),
    cstr("Makes a table for translate()."),
    METH_STATIC,
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(unicode_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes in memory."),
  );
  def_noargs(t, cstr("__getnewargs__"), PyCFunction.of(unicode_getnewargs), cstr("__getnewargs__($self, /)\n--\n\n"));
}
