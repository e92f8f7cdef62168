/**
 * Arguments of builtin functions: counts, keywords, defaults. CPython: what Argument Clinic generates, and the helpers
 * it calls (Python/getargs.c): same messages.
 *
 * A function with keywords describes them once, at start-up, by an ArgSpec in permanent memory; `_PyArg_UnpackKeywords`
 * then lays the values of a call out by position.
 */

import { _PyDict_HasOnlyStringKeys, PyDict_GetItemRef, PyDict_Next } from "../builtin-types/dict";
import { PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { PyFloat_Check } from "../builtin-types/float";
import { PyLong_AsLong, PyLong_AsSsize_t } from "../builtin-types/int";
import { _PyUnicode_Equal, PyUnicode_Check, PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { _PyUnicode_InternImmortal } from "../builtin-types/str-intern";
import {
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_SET_ITEM,
  static_tuple,
} from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_alloc } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import { PyErr_Format, PyErr_SetString } from "./errors";
import { _PyNumber_Index } from "./number-convert";
import { PySequence_Contains } from "./sequence";
import { _Py_CalculateSuggestions } from "./suggestions";

/** Names of a function's keyword arguments: static memory of the function, filled at its first call. */
@unmanaged
export class ArgSpec {
  /** Tuple of the names that may be given by keyword; immortal. */
  keywords: PyObject | null;
}

/**
 * `args` has between `min` and `max` items, else TypeError: "pop expected at most 1 argument, got 2". `name` NULL for
 * tuple unpacking.
 */
export function _PyArg_CheckPositional(name: usize, nargs: i32, min: i32, max: i32): bool {
  if (nargs >= min && nargs <= max) return true;
  const few = nargs < min;
  const limit = few ? min : max;
  const how = min === max ? cstr("") : few ? cstr("at least ") : cstr("at most ");
  const s = limit === 1 ? cstr("") : cstr("s");
  if (name) {
    PyErr_Format(PyExc_TypeError, cstr("%.200s expected %s%zd argument%s, got %zd"), name, how, limit, s, nargs);
  } else {
    PyErr_Format(
      PyExc_TypeError,
      cstr("unpacked tuple should have %s%zd element%s, but has %zd"),
      how,
      limit,
      s,
      nargs,
    );
  }
  return false;
}

/** An argument of type Py_ssize_t: 64 bits; -1 with an exception (test tstate.current_exception). */
export function _PyArg_AsSsize_t(arg: PyObject): i64 {
  const index = _PyNumber_Index(arg);
  if (!index) return -1;
  const value = PyLong_AsSsize_t(index);
  Py_DECREF(index);
  return value;
}

/** An argument of C type int (the "i" of PyArg_Parse); -1 with an exception (test tstate.current_exception). */
export function _PyArg_AsInt(o: PyObject): i32 {
  if (PyFloat_Check(o)) {
    PyErr_Format(PyExc_TypeError, cstr("'%.200s' object cannot be interpreted as an integer"), o.ob_type.tp_name);
    return -1;
  }
  const value = PyLong_AsLong(o);
  if (value === -1 && tstate.current_exception) return -1;
  if (value > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("signed integer is greater than maximum"));
    return -1;
  }
  if (value < <i64>i32.MIN_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("signed integer is less than minimum"));
    return -1;
  }
  return <i32>value;
}

/** No keyword arguments in `kwnames` (tuple or NULL), else TypeError "f() takes no keyword arguments". */
export function _PyArg_NoKwnames(name: usize, kwnames: PyObject | null): bool {
  if (!kwnames || PyTuple_GET_SIZE(kwnames) === 0) return true;
  PyErr_Format(PyExc_TypeError, cstr("%s() takes no keyword arguments"), name);
  return false;
}

/** As _PyArg_NoKwnames for a dict. */
export function _PyArg_NoKeywords(name: usize, kwargs: PyObject | null): bool {
  if (!kwargs || PyDict_GET_SIZE(kwargs) === 0) return true;
  PyErr_Format(PyExc_TypeError, cstr("%s() takes no keyword arguments"), name);
  return false;
}

/** No positional arguments. */
export function _PyArg_NoPositional(name: usize, args: PyObject): bool {
  if (PyTuple_GET_SIZE(args) === 0) return true;
  PyErr_Format(PyExc_TypeError, cstr("%s() takes no positional arguments"), name);
  return false;
}

/** The keys of `kwargs` are all str, else TypeError. */
export function PyArg_ValidateKeywordArguments(kwargs: PyObject): bool {
  if (_PyDict_HasOnlyStringKeys(kwargs)) return true;
  PyErr_SetString(PyExc_TypeError, cstr("keywords must be strings"));
  return false;
}

/** TypeError "f() argument 1 must be str, not int"; `argument` is "argument 1" or "argument 'x'". */
export function _PyArg_BadArgument(name: usize, argument: usize, expected: usize, arg: PyObject): void {
  PyErr_Format(
    PyExc_TypeError,
    cstr("%.200s() %.200s must be %.50s, not %.50s"),
    name,
    argument,
    expected,
    ptr(arg) === ptr(Py_None) ? cstr("None") : arg.ob_type.tp_name,
  );
}

/** Number of space-separated words. */
function count_words(text: usize): i32 {
  let count = 0;
  for (let i = text; load<u8>(i) !== 0; i++) {
    if (load<u8>(i) !== 32 && (i === text || load<u8>(i - 1) === 32)) count++;
  }
  return count;
}

/** The names tuple of `spec`, made from `names` ("source filename mode") at the first call: static data, as in CPython. NULL: no memory. */
function keyword_tuple(spec: ArgSpec, names: usize): PyObject | null {
  const known = spec.keywords;
  if (known) return known;
  const tuple = static_tuple(count_words(names));
  let start = names;
  for (let k = 0; k < PyTuple_GET_SIZE(tuple); k++) {
    while (load<u8>(start) === 32) start++;
    let end = start;
    while (load<u8>(end) !== 32 && load<u8>(end) !== 0) end++;
    const name = PyUnicode_FromStringAndSize(start, <i32>(end - start));
    if (!name) return null;
    PyTuple_SET_ITEM(tuple, k, _PyUnicode_InternImmortal(name));
    start = end;
  }
  spec.keywords = tuple;
  return tuple;
}

/** The value given for `keyword` in a call: borrowed or NULL. */
function find_keyword(
  kwargs: PyObject | null,
  kwnames: PyObject | null,
  values: Slots,
  keyword: PyObject,
): PyObject | null {
  if (kwargs) {
    const found = PyDict_GetItemRef(kwargs, keyword);
    const value = tstate.out_object;
    if (found > 0 && value) Py_DECREF(value);
    return found > 0 ? value : null;
  }
  if (!kwnames) return null;
  const n = PyTuple_GET_SIZE(kwnames);
  for (let i = 0; i < n; i++) if (ptr(PyTuple_GET_ITEM(kwnames, i)) === ptr(keyword)) return values.get(i);
  for (let i = 0; i < n; i++) if (_PyUnicode_Equal(PyTuple_GET_ITEM(kwnames, i), keyword)) return values.get(i);
  return null;
}

/**
 * Lays the arguments of a call out by position: the positional-only ones first, then those of `names`. Absent ones are
 * NULL. `kwargs` is a dict, or `kwnames` a tuple with the values behind `args`; either may be NULL. `posonly` arguments
 * have no name; `minpos` are required, up to `maxpos` may be positional, the first `minkw` of the rest are required too.
 *
 * `vararg`: the function takes any number of positional arguments, which the caller keeps to itself.
 *
 * The result (borrowed references) lies on the native stack, which the caller releases; 0 with an exception.
 */
export function _PyArg_UnpackKeywords(
  spec: ArgSpec,
  fname: usize,
  names: usize,
  posonly: i32,
  args: Slots,
  nargs: i32,
  kwargs: PyObject | null,
  kwnames: PyObject | null,
  minpos: i32,
  maxpos: i32,
  minkw: i32 = 0,
  vararg: bool = false,
): usize {
  const keywords = keyword_tuple(spec, names);
  if (!keywords) return 0;
  const len = posonly + PyTuple_GET_SIZE(keywords);
  let nkwargs = kwargs ? PyDict_GET_SIZE(kwargs) : kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
  const buf = Slots.at(stack_alloc((<usize>len) << 3));
  if (!vararg && !counts_fit(fname, nargs, nkwargs, len, min(posonly, minpos), minpos, maxpos)) return 0;
  for (let i = 0; i < nargs; i++) buf.set(i, args.get(i));
  for (let i = nargs; i < len; i++) buf.set(i, null);
  const reqlimit = minkw ? maxpos + minkw : minpos;
  for (let i = max(nargs, posonly); i < len; i++) {
    let value: PyObject | null = null;
    const keyword = PyTuple_GET_ITEM(keywords, i - posonly);
    if (nkwargs) value = find_keyword(kwargs, kwnames, args.from(nargs), keyword);
    else if (i >= reqlimit) break;
    buf.set(i, value);
    if (value) nkwargs--;
    else if (i < minpos || (maxpos <= i && i < reqlimit)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%.200s() missing required argument '%U' (pos %i)"),
        fname,
        ptr(keyword),
        <usize>(i + 1),
      );
      return 0;
    }
  }
  if (nkwargs > 0) {
    unexpected_keyword(fname, keywords, posonly, args, nargs, kwargs, kwnames);
    return 0;
  }
  return changetype<usize>(buf);
}

/** As _PyArg_UnpackKeywords for a call with tuple and dict (tp_new, tp_init). */
export function _PyArg_UnpackKeywordsTuple(
  spec: ArgSpec,
  fname: usize,
  names: usize,
  posonly: i32,
  args: PyObject,
  kwargs: PyObject | null,
  minpos: i32,
  maxpos: i32,
  minkw: i32 = 0,
): usize {
  const n = PyTuple_GET_SIZE(args);
  return _PyArg_UnpackKeywords(
    spec,
    fname,
    names,
    posonly,
    _PyTuple_ITEMS(args),
    n,
    kwargs,
    null,
    minpos,
    maxpos,
    minkw,
  );
}

function counts_fit(fname: usize, nargs: i32, nkwargs: i32, len: i32, minposonly: i32, minpos: i32, maxpos: i32): bool {
  if (nargs + nkwargs > len) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.200s() takes at most %d %sargument%s (%zd given)"),
      fname,
      <usize>len,
      nargs === 0 ? cstr("keyword ") : cstr(""),
      len === 1 ? cstr("") : cstr("s"),
      <usize>(nargs + nkwargs),
    );
    return false;
  }
  if (nargs > maxpos) {
    if (maxpos === 0) PyErr_Format(PyExc_TypeError, cstr("%.200s() takes no positional arguments"), fname);
    else positional_count_error(fname, minpos < maxpos ? cstr("at most") : cstr("exactly"), maxpos, nargs);
    return false;
  }
  if (nargs < minposonly) {
    positional_count_error(fname, minposonly < maxpos ? cstr("at least") : cstr("exactly"), minposonly, nargs);
    return false;
  }
  return true;
}

function positional_count_error(fname: usize, how: usize, limit: i32, nargs: i32): void {
  PyErr_Format(
    PyExc_TypeError,
    cstr("%.200s() takes %s %zd positional argument%s (%zd given)"),
    fname,
    how,
    <usize>limit,
    limit === 1 ? cstr("") : cstr("s"),
    <usize>nargs,
  );
}

/** Some keyword of the call was not taken: which, and why. */
function unexpected_keyword(
  fname: usize,
  keywords: PyObject,
  posonly: i32,
  args: Slots,
  nargs: i32,
  kwargs: PyObject | null,
  kwnames: PyObject | null,
): void {
  for (let i = posonly; i < nargs; i++) {
    const keyword = PyTuple_GET_ITEM(keywords, i - posonly);
    if (find_keyword(kwargs, kwnames, args.from(nargs), keyword)) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("argument for %.200s() given by name ('%U') and position (%d)"),
        fname,
        ptr(keyword),
        <usize>(i + 1),
      );
      return;
    }
  }
  error_unexpected_keyword_arg(fname, keywords, kwargs, kwnames);
}

function error_unexpected_keyword_arg(
  fname: usize,
  keywords: PyObject,
  kwargs: PyObject | null,
  kwnames: PyObject | null,
): void {
  let i = 0;
  while (true) {
    let keyword: PyObject;
    if (kwargs) {
      i = PyDict_Next(kwargs, i);
      if (i === 0) break;
      keyword = tstate.out_object!;
    } else {
      if (!kwnames || i >= PyTuple_GET_SIZE(kwnames)) break;
      keyword = PyTuple_GET_ITEM(kwnames, i++);
    }
    if (!PyUnicode_Check(keyword)) {
      PyErr_SetString(PyExc_TypeError, cstr("keywords must be strings"));
      return;
    }
    const known = PySequence_Contains(keywords, keyword);
    if (known < 0) return;
    if (known) continue;
    report_unexpected_keyword(fname, keywords, keyword);
    return;
  }
  PyErr_Format(PyExc_TypeError, cstr("invalid keyword argument for %.200s()"), fname);
}

function report_unexpected_keyword(fname: usize, keywords: PyObject, keyword: PyObject): void {
  const suggestion = _Py_CalculateSuggestions(keywords, keyword);
  if (suggestion) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%.200s() got an unexpected keyword argument '%S'. Did you mean '%S'?"),
      fname,
      ptr(keyword),
      ptr(suggestion),
    );
    Py_DECREF(suggestion);
  } else if (!tstate.current_exception) {
    PyErr_Format(PyExc_TypeError, cstr("%.200s() got an unexpected keyword argument '%S'"), fname, ptr(keyword));
  }
}
