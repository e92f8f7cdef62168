/** How a type is shown inside a generic alias or a union. CPython: ga_repr_item of Objects/genericaliasobject.c. */

import { PyObject_GetOptionalAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_Ellipsis, Py_None } from "../object/static-types";
import { _PyUnicode_EqualToASCIIString, PyUnicode_Check } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyUnicodeWriter, _PyUnicodeWriter_WriteASCIIString, _PyUnicodeWriter_WriteStr } from "./str-writer";

/** `o` has both `__origin__` and `__args__`: 1, 0, -1. */
function looks_like_alias(o: PyObject): i32 {
  const found = PyObject_HasAttrWithError(o, _Py_ID("__origin__"));
  return found > 0 ? PyObject_HasAttrWithError(o, _Py_ID("__args__")) : found;
}

/** "module.qualname", without "builtins."; what has no such names by its repr. New reference. */
function class_text(o: PyObject): PyObject | null {
  const alias = looks_like_alias(o);
  if (alias !== 0) return alias < 0 ? null : PyObject_Repr(o);
  const found = PyObject_GetOptionalAttr(o, _Py_ID("__qualname__"));
  if (found <= 0) return found < 0 ? null : PyObject_Repr(o);
  const qualname = tstate.out_object!;
  let text: PyObject | null = null;
  if (PyObject_GetOptionalAttr(o, _Py_ID("__module__")) >= 0) {
    const module = tstate.out_object;
    if (!module || ptr(module) === ptr(Py_None)) text = PyObject_Repr(o);
    else if (PyUnicode_Check(module) && _PyUnicode_EqualToASCIIString(module, cstr("builtins"))) {
      text = PyObject_Str(qualname);
    } else text = PyUnicode_FromFormat(cstr("%S.%S"), ptr(module), ptr(qualname));
    Py_XDECREF(module);
  }
  Py_DECREF(qualname);
  return text;
}

/** Appends the text of a type. -1 with an exception. */
export function ga_repr_item(writer: _PyUnicodeWriter, o: PyObject): i32 {
  if (ptr(o) === ptr(Py_Ellipsis)) return _PyUnicodeWriter_WriteASCIIString(writer, cstr("..."), 3);
  const text = class_text(o);
  if (!text) return -1;
  const status = _PyUnicodeWriter_WriteStr(writer, text);
  Py_DECREF(text);
  return status;
}
