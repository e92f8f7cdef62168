/**
 * Whom a warning concerns: the frame `stacklevel` names, its file, line, module name and `__warningregistry__`.
 * CPython: setup_context of Python/_warnings.c.
 *
 * Frames of importlib's bootstrap don't count, nor do those whose file begins with one of `skip_file_prefixes`.
 */

import { PyErr_Format } from "../abstract/errors";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "./dict";
import { PyEval_GetFrame, PyFrame_GetBack, PyFrame_GetLineNumber, PyFrameObject } from "./frame-object";
import { PyUnicode_Check, PyUnicode_FromString } from "./str";
import { PyUnicode_Contains, PyUnicode_Tailmatch } from "./str-search";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "./tuple";

/** The result of setup_context; read at once. All references are owned by the reader. */
@unmanaged
class WarningContext {
  filename: PyObject;
  module: PyObject;
  /** A dict, or whatever the program has put there. */
  registry: PyObject;
  lineno: i64;
}
export const warning_context: WarningContext = changetype<WarningContext>(memory.data(32, 8));

/** The file of a frame: borrowed. */
function filename_of(frame: PyFrameObject): PyObject {
  return frame.f_frame.code.co_filename;
}

/** A file of importlib's bootstrap. */
function is_internal_filename(filename: PyObject): bool {
  return (
    PyUnicode_Contains(filename, _Py_ID("importlib")) > 0 && PyUnicode_Contains(filename, _Py_ID("_bootstrap")) > 0
  );
}

/** The file begins with one of `prefixes` (a tuple): 1, 0, -1 with TypeError for what is no str. */
function is_filename_to_skip(filename: PyObject, prefixes: PyObject | null): i32 {
  if (!prefixes) return 0;
  const n = PyTuple_GET_SIZE(prefixes);
  for (let i = 0; i < n; i++) {
    const prefix = PyTuple_GET_ITEM(prefixes, i);
    if (!PyUnicode_Check(prefix)) {
      PyErr_Format(PyExc_TypeError, cstr("Found non-str '%s' in skip_file_prefixes."), prefix.ob_type.tp_name);
      return -1;
    }
    const found = PyUnicode_Tailmatch(filename, prefix, 0, <i64>i32.MAX_VALUE, -1);
    if (found !== 0) return found;
  }
  return 0;
}

/** f_back, the reference to `frame` given back: new reference or NULL. */
function step_back(frame: PyFrameObject): PyFrameObject | null {
  const back = PyFrame_GetBack(frame);
  Py_DECREF(frame);
  return back;
}

/** The next outer frame that counts; takes the reference to `frame`, gives a new one, NULL at the end or with an exception. */
function next_external_frame(frame: PyFrameObject, prefixes: PyObject | null): PyFrameObject | null {
  let f: PyFrameObject | null = step_back(frame);
  while (f) {
    const filename = filename_of(f);
    if (!is_internal_filename(filename)) {
      const skip = is_filename_to_skip(filename, prefixes);
      if (skip === 0) return f;
      if (skip < 0) {
        Py_DECREF(f);
        return null;
      }
    }
    f = step_back(f);
  }
  return null;
}

/** The frame of level `stack_level` (1: the running one): new reference; NULL beyond the outermost, or with an exception. */
function frame_at_level(stack_level: i64, prefixes: PyObject | null): PyFrameObject | null {
  const top = PyEval_GetFrame();
  if (!top) return null;
  const plain = stack_level <= 0 || is_internal_filename(filename_of(top));
  let frame: PyFrameObject | null = changetype<PyFrameObject>(Py_NewRef(top));
  for (let level = stack_level - 1; level > 0 && frame; level--) {
    frame = plain ? step_back(frame) : next_external_frame(frame, prefixes);
  }
  return frame;
}

/** globals["__warningregistry__"], made when missing: new reference, NULL with an exception. */
function registry_of(globals: PyObject): PyObject | null {
  const key = _Py_ID("__warningregistry__");
  const found = PyDict_GetItemRef(globals, key);
  if (found !== 0) return found > 0 ? tstate.out_object : null;
  const registry = PyDict_New();
  if (!registry || PyDict_SetItem(globals, key, registry) === 0) return registry;
  Py_DECREF(registry);
  return null;
}

/** globals["__name__"] if that is a str or None, else "<string>": new reference, NULL with an exception. */
function module_of(globals: PyObject): PyObject | null {
  const found = PyDict_GetItemRef(globals, _Py_ID("__name__"));
  if (found < 0) return null;
  const name = tstate.out_object;
  if (name) {
    if (ptr(name) === ptr(Py_None) || PyUnicode_Check(name)) return name;
    Py_DECREF(name);
  }
  return PyUnicode_FromString(cstr("<string>"));
}

/** Fills `warning_context`. False with an exception. */
export function setup_context(stack_level: i64, skip_file_prefixes: PyObject | null): bool {
  const frame = frame_at_level(stack_level, skip_file_prefixes);
  if (tstate.current_exception) return false;
  let globals = interp.sysdict!;
  let filename: PyObject | null;
  let lineno = 0;
  if (frame) {
    globals = frame.f_frame.f_globals;
    filename = Py_NewRef(filename_of(frame));
    lineno = PyFrame_GetLineNumber(frame);
  } else filename = PyUnicode_FromString(cstr("<sys>"));
  Py_NewRef(globals);
  Py_XDECREF(frame);
  const registry = filename ? registry_of(globals) : null;
  const module = registry ? module_of(globals) : null;
  Py_DECREF(globals);
  if (!filename || !registry || !module) {
    Py_XDECREF(filename);
    Py_XDECREF(registry);
    return false;
  }
  const context = warning_context;
  context.filename = filename;
  context.module = module;
  context.registry = registry;
  context.lineno = <i64>lineno;
  return true;
}
