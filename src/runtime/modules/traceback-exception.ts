/**
 * What is to be shown of an exception and of all that hang on it, taken down before anything is written: its text, notes,
 * cause, context, and the members of groups. CPython: TracebackException of Lib/traceback.py.
 *
 * The nodes form a tree in the mem domain; each owns its references. An exception is taken down as a cause or context
 * once only (`seen`), so that circles end.
 */

import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_NoMemory } from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { PySequence_Contains } from "../abstract/sequence";
import { PyDict_GetItemRef } from "../builtin-types/dict";
import { asException } from "../builtin-types/exception";
import { PyBaseExceptionGroupObject } from "../builtin-types/exception-structs";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyLong_FromVoidPtr } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { PySet_Add, PySet_Contains, PySet_New } from "../builtin-types/set";
import { _PyUnicode_EqualToASCIIString, PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyType_GetModuleName, PyType_GetQualName } from "../builtin-types/type-getset";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_BaseExceptionGroup,
  PyExc_ImportError,
  PyExc_NameError,
  PyExc_SyntaxError,
} from "../object/static-types";
import { first_entry } from "./traceback-stack";
import { compute_suggestion } from "./traceback-suggestions";
import { capture_syntax_error } from "./traceback-syntax-error";

/** One exception. 96 bytes. */
@unmanaged
export class TracebackException {
  /** The exception, or None. */
  exc: PyObject;
  /** str(exc) and what may have been meant; a str. */
  text: PyObject | null;
  /** "module.Class"; a str. */
  type_name: PyObject | null;
  /** `__notes__`, or NULL for None. */
  notes: PyObject | null;
  /** The attributes of a SyntaxError (traceback-syntax-error.ts), or NULL. */
  syntax: PyObject | null;
  cause: TracebackException | null;
  context: TracebackException | null;
  /** Members of a group. */
  first_member: TracebackException | null;
  next_member: TracebackException | null;
  /** The exception that this one is cause or context of, while the chain is written. */
  follower: TracebackException | null;
  /** In the list of nodes whose cause, context and members are not taken down yet. */
  pending: TracebackException | null;
  /** In the list of all nodes. */
  next: TracebackException | null;
  is_group: i32;
  members: i32;
  /** Entries of the traceback to leave out in front. */
  skip: i32;
  pad: i32;
}

/** What belongs together. */
@unmanaged
export class Collection {
  all: TracebackException | null;
  pending: TracebackException | null;
  /** Owned set of addresses. */
  seen: PyObject | null;
}

// ---- Texts ----------------------------------------------------------------------------------------------------------

/** str(value), or `otherwise` when that fails: new reference, NULL with MemoryError. */
export function safe_str(value: PyObject, otherwise: usize): PyObject | null {
  const text = PyObject_Str(value);
  if (text) return text;
  PyErr_Clear();
  return PyUnicode_FromString(otherwise);
}

/** repr(value), or `otherwise` when that fails: new reference, NULL with MemoryError. */
export function safe_repr(value: PyObject, otherwise: usize): PyObject | null {
  const text = PyObject_Repr(value);
  if (text) return text;
  PyErr_Clear();
  return PyUnicode_FromString(otherwise);
}

/** "module.Qualname" of the class, the module only where it isn't builtins or __main__: new reference, NULL with an exception. */
function exc_type_str(exc: PyObject): PyObject | null {
  const name = PyType_GetQualName(exc.ob_type);
  if (!name) return null;
  const module = PyType_GetModuleName(exc.ob_type);
  let result: PyObject | null = null;
  if (!module || !PyUnicode_Check(module)) {
    PyErr_Clear();
    result = PyUnicode_FromFormat(cstr("<unknown>.%U"), ptr(name));
  } else if (
    _PyUnicode_EqualToASCIIString(module, cstr("builtins")) ||
    _PyUnicode_EqualToASCIIString(module, cstr("__main__"))
  ) {
    result = Py_NewRef(name);
  } else result = PyUnicode_FromFormat(cstr("%U.%U"), ptr(module), ptr(name));
  Py_XDECREF(module);
  Py_DECREF(name);
  return result;
}

/** `__notes__`: new reference, NULL for None (no exception) or with an exception. An error in getting them becomes a note. */
function notes_of(exc: PyObject): PyObject | null {
  const found = PyObject_GetOptionalAttr(exc, _Py_ID("__notes__"));
  if (found === 0) return null;
  const notes = tstate.out_object;
  if (found > 0) return ptr(notes) === ptr(Py_None) ? null : notes;
  const error = PyErr_GetRaisedException()!;
  const reason = safe_repr(error, cstr("<__notes__ repr() failed>"));
  Py_DECREF(error);
  const list = PyList_New(0);
  const note = reason ? PyUnicode_FromFormat(cstr("Ignored error getting __notes__: %U"), ptr(reason)) : null;
  if (list && note) PyList_Append(list, note);
  Py_XDECREF(reason);
  Py_XDECREF(note);
  return list;
}

/** exc.name where it may be missing: new reference; NULL for missing or None (no exception), or on error. */
function attribute_or_null(exc: PyObject, name: PyObject): PyObject | null {
  if (PyObject_GetOptionalAttr(exc, name) <= 0) return null;
  const value = tstate.out_object!;
  return ptr(value) === ptr(Py_None) ? null : value;
}

/** `name` is a module of the standard library. */
function is_stdlib_module(name: PyObject): bool {
  const names = _PySys_GetAttr(_Py_ID("stdlib_module_names"));
  if (!names) return false;
  const found = PySequence_Contains(names, name);
  if (found < 0) PyErr_Clear();
  return found > 0;
}

/** Takes `text`, gives it with what may have been meant instead of the exception's wrong name: new reference, NULL with an exception. */
function with_suggestion(text: PyObject, exc: PyObject): PyObject | null {
  const type = exc.ob_type;
  const isName = PyType_IsSubtype(type, PyExc_NameError);
  let wrong: PyObject | null = null;
  if (PyType_IsSubtype(type, PyExc_ImportError)) wrong = attribute_or_null(exc, _Py_ID("name_from"));
  else if (isName || PyType_IsSubtype(type, PyExc_AttributeError)) wrong = attribute_or_null(exc, _Py_ID("name"));
  if (!wrong) return tstate.current_exception ? dropped(text) : text;
  const meant = compute_suggestion(exc, asException(exc).traceback, wrong);
  const forgotten = isName && is_stdlib_module(wrong);
  let result: PyObject | null = text;
  if (meant && forgotten) {
    const format = cstr("%U. Did you mean: '%U'? Or did you forget to import '%S'?");
    result = PyUnicode_FromFormat(format, ptr(text), ptr(meant), ptr(wrong));
  } else if (meant) result = PyUnicode_FromFormat(cstr("%U. Did you mean: '%U'?"), ptr(text), ptr(meant));
  else if (forgotten) {
    result = PyUnicode_FromFormat(cstr("%U. Did you forget to import '%S'?"), ptr(text), ptr(wrong));
  }
  if (meant || forgotten) Py_DECREF(text);
  Py_XDECREF(meant);
  Py_DECREF(wrong);
  return result;
}

/** NULL; the reference is given back. */
function dropped(o: PyObject): PyObject | null {
  Py_DECREF(o);
  return null;
}

// ---- Nodes ----------------------------------------------------------------------------------------------------------

/** Fills what concerns the exception itself. False with an exception. */
function take_down(te: TracebackException, exc: PyObject): bool {
  te.type_name = exc_type_str(exc);
  if (!te.type_name) return false;
  if (ptr(exc) === ptr(Py_None)) {
    te.text = PyUnicode_FromString(cstr("None"));
    return te.text !== null;
  }
  te.skip = first_entry(asException(exc).traceback);
  if (te.skip < 0) return false;
  const text = safe_str(exc, cstr("<exception str() failed>"));
  if (!text) return false;
  te.text = text;
  te.notes = notes_of(exc);
  if (tstate.current_exception) return false;
  if (PyType_IsSubtype(exc.ob_type, PyExc_SyntaxError)) {
    te.syntax = capture_syntax_error(exc);
    return te.syntax !== null;
  }
  te.text = with_suggestion(text, exc);
  return te.text !== null;
}

/** The address of `exc` as an int is put into `seen`. 1 it was there, 0 not, -1 with an exception. */
function see(seen: PyObject, exc: PyObject): i32 {
  const address = PyLong_FromVoidPtr(ptr(exc));
  if (!address) return -1;
  let found = PySet_Contains(seen, address);
  if (found === 0 && PySet_Add(seen, address) < 0) found = -1;
  Py_DECREF(address);
  return found;
}

/** A node for `exc`, pending: borrowed from the collection, NULL with an exception. */
function new_node(c: Collection, exc: PyObject): TracebackException | null {
  const at = PyMem_Malloc(offsetof<TracebackException>());
  if (!at) {
    PyErr_NoMemory();
    return null;
  }
  memory.fill(at, 0, offsetof<TracebackException>());
  const te = changetype<TracebackException>(at);
  te.exc = Py_NewRef(exc);
  te.next = c.all;
  c.all = te;
  if (see(c.seen!, exc) < 0 || !take_down(te, exc)) return null;
  te.pending = c.pending;
  c.pending = te;
  return te;
}

/** A node for a cause or context that has not been seen: NULL when there is none to show (no exception), or on error. */
function new_link(c: Collection, exc: PyObject | null): TracebackException | null {
  if (!exc || ptr(exc) === ptr(Py_None)) return null;
  const address = PyLong_FromVoidPtr(ptr(exc));
  const known = address ? PySet_Contains(c.seen!, address) : -1;
  Py_XDECREF(address);
  return known === 0 ? new_node(c, exc) : null;
}

/** Nodes for the members of a group. False with an exception. */
function take_down_members(c: Collection, te: TracebackException, exc: PyObject): bool {
  const members = changetype<PyBaseExceptionGroupObject>(exc).excs!;
  te.is_group = 1;
  te.members = PyTuple_GET_SIZE(members);
  let last: TracebackException | null = null;
  for (let i = 0; i < te.members; i++) {
    const member = new_node(c, PyTuple_GET_ITEM(members, i));
    if (!member) return false;
    if (last) last.next_member = member;
    else te.first_member = member;
    last = member;
  }
  return true;
}

/** Nodes for what hangs on `te`. False with an exception. */
function take_down_rest(c: Collection, te: TracebackException): bool {
  const exc = te.exc;
  if (ptr(exc) === ptr(Py_None)) return true;
  te.cause = new_link(c, asException(exc).cause);
  if (!te.cause && !tstate.current_exception && !asException(exc).suppress_context) {
    te.context = new_link(c, asException(exc).context);
  }
  if (tstate.current_exception) return false;
  return !PyType_IsSubtype(exc.ob_type, PyExc_BaseExceptionGroup) || take_down_members(c, te, exc);
}

/** Takes down `exc` (an exception or None) and all that hangs on it: NULL with an exception. To be released in any case. */
export function collect(c: Collection, exc: PyObject): TracebackException | null {
  c.all = null;
  c.pending = null;
  c.seen = PySet_New(null);
  const first = c.seen ? new_node(c, exc) : null;
  if (!first) return null;
  while (c.pending) {
    const te: TracebackException = c.pending!;
    c.pending = te.pending;
    if (!take_down_rest(c, te)) return null;
  }
  return first;
}

/** Frees all nodes. */
export function release_collection(c: Collection): void {
  let te = c.all;
  c.all = null;
  while (te) {
    const next = te.next;
    Py_DECREF(te.exc);
    Py_XDECREF(te.text);
    Py_XDECREF(te.type_name);
    Py_XDECREF(te.notes);
    Py_XDECREF(te.syntax);
    PyMem_Free(changetype<usize>(te));
    te = next;
  }
  Py_XDECREF(c.seen);
  c.seen = null;
}

/** collections.abc.Sequence takes `o` for one: 1, 0, -1 with an exception. Only that module knows classes of programs. */
export function is_abc_sequence(o: PyObject): i32 {
  if (PyDict_GetItemRef(interp.modules!, _Py_ID("_collections_abc")) <= 0) return tstate.current_exception ? -1 : 0;
  const module = tstate.out_object!;
  const found = PyObject_GetOptionalAttr(module, _Py_ID("Sequence"));
  const type = tstate.out_object;
  Py_DECREF(module);
  if (found <= 0 || !type) return found;
  const result = PyObject_IsInstance(o, type);
  Py_DECREF(type);
  return result;
}
