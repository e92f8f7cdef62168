/**
 * "Did you mean": the name that an AttributeError, ImportError or NameError may have meant, found when the exception is
 * shown. CPython: _compute_suggestion_error of Lib/traceback.py.
 *
 * Whatever goes wrong while looking means that there is no suggestion.
 */

import { PyObject_GetAttr, PyObject_HasAttrWithError } from "../abstract/attribute";
import { PyErr_Clear, PyErr_ClearIf } from "../abstract/errors";
import { PyMapping_Keys } from "../abstract/mapping";
import { PyObject_Dir } from "../abstract/object-protocol";
import { PyObject_GetItem, PySequence_Contains, PySequence_List } from "../abstract/sequence";
import { _Py_CalculateSuggestions } from "../abstract/suggestions";
import { PyImportErrorObject } from "../builtin-types/exception-structs";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_Sort } from "../builtin-types/list";
import { PyList_Extend } from "../builtin-types/list-extend";
import { PyUnicode_Check, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTracebackObject } from "../builtin-types/traceback";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_AttributeError, PyExc_ImportError, PyExc_TypeError } from "../object/static-types";
import { PyImport_ImportModuleLevelObject } from "../vm/import";

const UNDERSCORE: u32 = 95;

function begins_with_underscore(name: PyObject): bool {
  return PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) === UNDERSCORE;
}

/** o.NAME.keys() of the attribute `dict` as an addition to `list`. -1 with an exception. */
function add_keys_of(list: PyObject, o: PyObject): i32 {
  const dict = PyObject_GetAttr(o, _Py_ID("__dict__"));
  const keys = dict ? PyMapping_Keys(dict) : null;
  Py_XDECREF(dict);
  if (!keys) return -1;
  const status = PyList_Extend(list, keys);
  Py_DECREF(keys);
  return status;
}

/** The names in the dicts of the class and of the object, for an object whose dir() can't be sorted. New reference or NULL. */
function names_in_dicts(o: PyObject): PyObject | null {
  const list = PyList_New(0);
  const type = list ? PyObject_GetAttr(o, _Py_ID("__class__")) : null;
  if (list && type && add_keys_of(list, type) === 0 && add_keys_of(list, o) === 0) {
    Py_DECREF(type);
    return list;
  }
  Py_XDECREF(type);
  Py_XDECREF(list);
  return null;
}

/** The strings of dir(o), sorted: new reference, NULL with an exception. */
function sorted_names(o: PyObject): PyObject | null {
  let all = PyObject_Dir(o);
  if (!all && PyErr_ClearIf(PyExc_TypeError)) all = names_in_dicts(o);
  if (!all) return null;
  const names = strings_of(all);
  Py_DECREF(all);
  if (names && PyList_Sort(names) < 0) {
    Py_DECREF(names);
    return null;
  }
  return names;
}

/** The items of a list that are strings: a new list. */
function strings_of(list: PyObject): PyObject | null {
  const names = PyList_New(0);
  for (let i = 0; names && i < PyList_GET_SIZE(list); i++) {
    const name = PyList_GET_ITEM(list, i);
    if (PyUnicode_Check(name) && PyList_Append(names, name) < 0) {
      Py_DECREF(names);
      return null;
    }
  }
  return names;
}

/** Takes the list, gives one without the names that begin with an underscore (unless `hide` is false): new reference or NULL. */
function without_hidden(names: PyObject | null, hide: bool): PyObject | null {
  if (!names || !hide) return names;
  const visible = PyList_New(0);
  for (let i = 0; visible && i < PyList_GET_SIZE(names); i++) {
    const name = PyList_GET_ITEM(names, i);
    if (!begins_with_underscore(name) && PyList_Append(visible, name) < 0) break;
  }
  Py_DECREF(names);
  return visible;
}

/** f_locals of the innermost frame of a traceback: new reference, NULL with an exception. */
function innermost_locals(first: PyObject): PyObject | null {
  let tb = changetype<PyTracebackObject>(first);
  while (tb.tb_next) tb = changetype<PyTracebackObject>(tb.tb_next!);
  return PyObject_GetAttr(tb.tb_frame, _Py_ID("f_locals"));
}

/** `locals` has a `self`: new reference to it; NULL when not (no exception) or on error. */
function self_in(locals: PyObject): PyObject | null {
  return PySequence_Contains(locals, _Py_ID("self")) > 0 ? PyObject_GetItem(locals, _Py_ID("self")) : null;
}

/** The innermost frame is that of a method of `o`. False also with an exception. */
function is_self(tb: PyObject, o: PyObject): bool {
  const locals = innermost_locals(tb);
  if (!locals) return false;
  const self = self_in(locals);
  Py_DECREF(locals);
  if (!self) return false;
  Py_DECREF(self);
  return ptr(self) === ptr(o);
}

/** The attributes that may have been meant: new reference, NULL with an exception. Private ones for methods of the object only. */
function attribute_names(exc: PyObject, tb: PyObject | null, wrong: PyObject): PyObject | null {
  const o = PyObject_GetAttr(exc, _Py_ID("obj"));
  if (!o) return null;
  let names = sorted_names(o);
  let hide = !begins_with_underscore(wrong);
  if (names && hide && tb) {
    if (is_self(tb, o)) hide = false;
    if (tstate.current_exception) {
      Py_DECREF(names);
      names = null;
    }
  }
  Py_DECREF(o);
  return without_hidden(names, hide);
}

/** The names in the module that an import names: new reference, NULL with an exception. */
function module_names(exc: PyObject, wrong: PyObject): PyObject | null {
  const name = changetype<PyImportErrorObject>(exc).name;
  if (!name) return null;
  const module = PyImport_ImportModuleLevelObject(name, null, null, null, 0);
  if (!module) return null;
  const names = sorted_names(module);
  Py_DECREF(module);
  return without_hidden(names, !begins_with_underscore(wrong));
}

/** Adds the keys of the mapping that the frame has as `name`. -1 with an exception. */
function add_names(list: PyObject, frame: PyObject, name: PyObject): i32 {
  const mapping = PyObject_GetAttr(frame, name);
  const keys = mapping ? PySequence_List(mapping) : null;
  Py_XDECREF(mapping);
  if (!keys) return -1;
  const status = PyList_Extend(list, keys);
  Py_DECREF(keys);
  return status;
}

/** "self.NAME" when the frame's `self` has that attribute: new reference; NULL when not (no exception) or on error. */
function attribute_of_self(locals: PyObject, wrong: PyObject): PyObject | null {
  const self = self_in(locals);
  if (!self) return null;
  const has = PyObject_HasAttrWithError(self, wrong);
  Py_DECREF(self);
  if (has < 0) PyErr_Clear();
  return has > 0 ? PyUnicode_FromFormat(cstr("self.%U"), ptr(wrong)) : null;
}

/** The variables that a frame sees: new reference, NULL with an exception. */
function variable_names(frame: PyObject): PyObject | null {
  const all = PyList_New(0);
  if (!all) return null;
  let names: PyObject | null = null;
  if (
    add_names(all, frame, _Py_ID("f_locals")) === 0 &&
    add_names(all, frame, _Py_ID("f_globals")) === 0 &&
    add_names(all, frame, _Py_ID("f_builtins")) === 0
  ) {
    names = strings_of(all);
  }
  Py_DECREF(all);
  return names;
}

/** For a NameError: new reference; NULL when there is none or on error. */
function variable_suggestion(tb: PyObject, wrong: PyObject): PyObject | null {
  let last = changetype<PyTracebackObject>(tb);
  while (last.tb_next) last = changetype<PyTracebackObject>(last.tb_next!);
  const locals = PyObject_GetAttr(last.tb_frame, _Py_ID("f_locals"));
  if (!locals) return null;
  const attribute = attribute_of_self(locals, wrong);
  Py_DECREF(locals);
  if (attribute || tstate.current_exception) return attribute;
  return nearest(variable_names(last.tb_frame), wrong);
}

/** Takes the list of names; the one nearest to `wrong`: new reference or NULL. */
function nearest(names: PyObject | null, wrong: PyObject): PyObject | null {
  if (!names) return null;
  const best = _Py_CalculateSuggestions(names, wrong);
  Py_DECREF(names);
  return best;
}

/** What may have been meant instead of `wrong`: new reference (a str), NULL when there is none. Never with an exception. Borrows. */
export function compute_suggestion(exc: PyObject, tb: PyObject | null, wrong: PyObject): PyObject | null {
  if (!PyUnicode_Check(wrong)) return null;
  let found: PyObject | null = null;
  Py_NewRef(wrong);
  if (PyType_IsSubtype(exc.ob_type, PyExc_AttributeError)) found = nearest(attribute_names(exc, tb, wrong), wrong);
  else if (PyType_IsSubtype(exc.ob_type, PyExc_ImportError)) found = nearest(module_names(exc, wrong), wrong);
  else if (tb) found = variable_suggestion(tb, wrong);
  Py_DECREF(wrong);
  if (tstate.current_exception) PyErr_Clear();
  return found;
}
