/** Why a call of a Python function does not fit its parameters: the TypeErrors. CPython: Python/ceval.c. */

import { PyErr_Clear, PyErr_Format } from "../abstract/errors";
import { PyObject_Repr } from "../abstract/object-protocol";
import { PySequence_Contains } from "../abstract/sequence";
import { _Py_CalculateSuggestions } from "../abstract/suggestions";
import { PyCodeObject } from "../builtin-types/code";
import { PyFunctionObject } from "../builtin-types/function";
import {
  PyList_Append,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
  PyList_New,
  PyList_SET_ITEM,
  PyList_SetSlice,
} from "../builtin-types/list";
import { PyUnicode_Concat, PyUnicode_FromString, PyUnicode_Join } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyExc_TypeError } from "../object/static-types";

/** -1 with "f() keywords must be strings". */
export function keyword_not_str(func: PyFunctionObject): i32 {
  PyErr_Format(PyExc_TypeError, cstr("%U() keywords must be strings"), ptr(func.func_qualname));
  return -1;
}

/** -1 with "f() got multiple values for argument 'x'". */
export function multiple_values(func: PyFunctionObject, keyword: PyObject): i32 {
  PyErr_Format(
    PyExc_TypeError,
    cstr("%U() got multiple values for argument '%S'"),
    ptr(func.func_qualname),
    ptr(keyword),
  );
  return -1;
}

/** -1 with "f() got an unexpected keyword argument 'x'", and what may have been meant. */
export function unexpected_keyword(func: PyFunctionObject, co: PyCodeObject, keyword: PyObject, total: i32): i32 {
  const posonly = co.co_posonlyargcount;
  let suggestion: PyObject | null = null;
  if (total > posonly) {
    const possible = PyList_New(total - posonly);
    if (!possible) PyErr_Clear();
    else {
      for (let k = posonly; k < total; k++) {
        PyList_SET_ITEM(possible, k - posonly, Py_NewRef(PyTuple_GET_ITEM(co.co_localsplusnames, k)));
      }
      suggestion = _Py_CalculateSuggestions(possible, keyword);
      Py_DECREF(possible);
    }
  }
  if (suggestion) {
    PyErr_Format(
      PyExc_TypeError,
      cstr("%U() got an unexpected keyword argument '%S'. Did you mean '%S'?"),
      ptr(func.func_qualname),
      ptr(keyword),
      ptr(suggestion),
    );
    Py_DECREF(suggestion);
    return -1;
  }
  PyErr_Format(
    PyExc_TypeError,
    cstr("%U() got an unexpected keyword argument '%S'"),
    ptr(func.func_qualname),
    ptr(keyword),
  );
  return -1;
}

/** True, with TypeError (or another exception): `kwnames` has names of positional-only parameters. */
export function positional_only_passed_as_keyword(func: PyFunctionObject, co: PyCodeObject, kwnames: PyObject): bool {
  const found = PyList_New(0);
  if (!found) return true;
  for (let k = 0; k < co.co_posonlyargcount; k++) {
    const name = PyTuple_GET_ITEM(co.co_localsplusnames, k);
    for (let i = 0; i < PyTuple_GET_SIZE(kwnames); i++) {
      const keyword = PyTuple_GET_ITEM(kwnames, i);
      if (ptr(keyword) !== ptr(name) && !same_text(keyword, name)) continue;
      if (PyList_Append(found, name) < 0) {
        Py_DECREF(found);
        return true;
      }
    }
  }
  const any = PyList_GET_SIZE(found) > 0;
  if (any) {
    const comma = PyUnicode_FromString(cstr(", "));
    const names = comma ? PyUnicode_Join(comma, found) : null;
    if (names) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%U() got some positional-only arguments passed as keyword arguments: '%U'"),
        ptr(func.func_qualname),
        ptr(names),
      );
    }
    Py_XDECREF(comma);
    Py_XDECREF(names);
  }
  Py_DECREF(found);
  return any;
}

/** Equal texts; errors count as different. */
function same_text(a: PyObject, b: PyObject): bool {
  const list = PyList_New(1);
  if (!list) {
    PyErr_Clear();
    return false;
  }
  PyList_SET_ITEM(list, 0, Py_NewRef(b));
  const equal = PySequence_Contains(list, a);
  Py_DECREF(list);
  if (equal < 0) PyErr_Clear();
  return equal > 0;
}

/** "a", "a and b", "a, b, and c" of a list of str (shortened on the way): a new reference, NULL with an exception. */
function enumerate_names(names: PyObject): PyObject | null {
  const n = PyList_GET_SIZE(names);
  if (n === 1) return Py_NewRef(PyList_GET_ITEM(names, 0));
  const last = ptr(PyList_GET_ITEM(names, n - 1));
  const before = ptr(PyList_GET_ITEM(names, n - 2));
  if (n === 2) return PyUnicode_FromFormat(cstr("%U and %U"), before, last);
  const tail = PyUnicode_FromFormat(cstr(", %U, and %U"), before, last);
  if (!tail) return null;
  let result: PyObject | null = null;
  if (PyList_SetSlice(names, n - 2, n, null) === 0) {
    const comma = PyUnicode_FromString(cstr(", "));
    const joined = comma ? PyUnicode_Join(comma, names) : null;
    Py_XDECREF(comma);
    if (joined) {
      result = PyUnicode_Concat(joined, tail);
      Py_DECREF(joined);
    }
  }
  Py_DECREF(tail);
  return result;
}

/** -1 with "f() missing 2 required positional arguments: 'a' and 'b'"; `defcount` -1: keyword-only ones are missing. */
export function missing_arguments(
  func: PyFunctionObject,
  co: PyCodeObject,
  missing: i32,
  defcount: i32,
  slots: Slots,
): i32 {
  const positional = defcount !== -1;
  const start = positional ? 0 : co.co_argcount;
  const end = positional ? co.co_argcount - defcount : start + co.co_kwonlyargcount;
  const names = PyList_New(0);
  if (!names) return -1;
  for (let i = start; i < end; i++) {
    if (slots.getOrNull(i)) continue;
    const name = PyObject_Repr(PyTuple_GET_ITEM(co.co_localsplusnames, i));
    const status = name ? PyList_Append(names, name) : -1;
    Py_XDECREF(name);
    if (status < 0) {
      Py_DECREF(names);
      return -1;
    }
  }
  const list = enumerate_names(names);
  Py_DECREF(names);
  if (!list) return -1;
  PyErr_Format(
    PyExc_TypeError,
    cstr("%U() missing %i required %s argument%s: %U"),
    ptr(func.func_qualname),
    missing,
    positional ? cstr("positional") : cstr("keyword-only"),
    missing === 1 ? cstr("") : cstr("s"),
    ptr(list),
  );
  Py_DECREF(list);
  return -1;
}

/** -1 with "f() takes from 1 to 2 positional arguments but 3 were given". */
export function too_many_positional(func: PyFunctionObject, co: PyCodeObject, given: i32, slots: Slots): i32 {
  let kwonly_given = 0;
  for (let i = co.co_argcount; i < co.co_argcount + co.co_kwonlyargcount; i++) if (slots.getOrNull(i)) kwonly_given++;
  const defaults = func.func_defaults;
  const defcount = defaults ? PyTuple_GET_SIZE(defaults) : 0;
  const plural = defcount > 0 || co.co_argcount !== 1;
  const sig =
    defcount > 0
      ? PyUnicode_FromFormat(cstr("from %zd to %zd"), co.co_argcount - defcount, co.co_argcount)
      : PyUnicode_FromFormat(cstr("%zd"), co.co_argcount);
  if (!sig) return -1;
  const kwonly_sig =
    kwonly_given > 0
      ? PyUnicode_FromFormat(
          cstr(" positional argument%s (and %zd keyword-only argument%s)"),
          given !== 1 ? cstr("s") : cstr(""),
          kwonly_given,
          kwonly_given !== 1 ? cstr("s") : cstr(""),
        )
      : PyUnicode_FromString(cstr(""));
  if (kwonly_sig) {
    const head = PyUnicode_FromFormat(
      cstr("%U() takes %U positional argument%s"),
      ptr(func.func_qualname),
      ptr(sig),
      plural ? cstr("s") : cstr(""),
    );
    if (head) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%U but %zd%U %s given"),
        ptr(head),
        given,
        ptr(kwonly_sig),
        given === 1 && kwonly_given === 0 ? cstr("was") : cstr("were"),
      );
      Py_DECREF(head);
    }
    Py_DECREF(kwonly_sig);
  }
  Py_DECREF(sig);
  return -1;
}
