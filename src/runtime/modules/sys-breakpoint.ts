/** breakpoint() and sys.breakpointhook(). CPython: Python/bltinmodule.c, Python/sysmodule.c. */
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_SetString } from "../abstract/errors";
import { _PySys_GetAttr } from "../builtin-types/file";
import { module_fast_keywords } from "../builtin-types/module";
import { PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { PyErr_WarnFormat } from "../builtin-types/warnings";
import { environment } from "../host-files";
import { PyMem_Free } from "../memory/domains";
import { strlen } from "../object/c-string";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, PyObject, Slots } from "../object/object";
import { PyCFunctionFastWithKeywords } from "../object/slots";
import {
  Py_None,
  PyExc_AttributeError,
  PyExc_ImportError,
  PyExc_RuntimeError,
  PyExc_RuntimeWarning,
} from "../object/static-types";
import { PyImport_Import } from "../vm/import";
import { taken_text } from "./posix-path";

const DOT: u8 = 46;
const ZERO: u8 = 48;

/** The function with that dotted name of `length` bytes, imported: new reference, NULL with an exception. */
function function_named(name: usize, length: i32): PyObject | null {
  let dot = length - 1;
  while (dot >= 0 && load<u8>(name + <usize>dot) !== DOT) dot--;
  const path = dot < 0 ? cstr("builtins") : name;
  const modulepath = PyUnicode_FromStringAndSize(path, dot < 0 ? 8 : dot);
  if (!modulepath) return null;
  const module = PyImport_Import(modulepath);
  Py_DECREF(modulepath);
  if (!module) return null;
  const attrname = PyUnicode_FromStringAndSize(name + <usize>(dot + 1), length - dot - 1);
  const hook = attrname ? PyObject_GetAttr(module, attrname) : null;
  if (attrname) Py_DECREF(attrname);
  Py_DECREF(module);
  return hook;
}

/** Runs the hook of that name; a name that can't be imported is a warning. New reference, NULL with an exception. */
function call_named(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const length = strlen(name);
  if (length === 1 && load<u8>(name) === ZERO) return Py_None;
  const hook: PyObject | null = load<u8>(name) === DOT ? null : function_named(name, length);
  if (hook) {
    const result = PyObject_Vectorcall(hook, args, <u32>nargs, kwnames);
    Py_DECREF(hook);
    return result;
  }
  if (
    load<u8>(name) !== DOT &&
    !PyErr_ExceptionMatches(PyExc_ImportError) &&
    !PyErr_ExceptionMatches(PyExc_AttributeError)
  ) {
    return null;
  }
  PyErr_Clear();
  const text = cstr('Ignoring unimportable $PYTHONBREAKPOINT: "%s"');
  return PyErr_WarnFormat(PyExc_RuntimeWarning, 0, text, name) < 0 ? null : Py_None;
}

/** The value of a variable in the `length` bytes of the environment at `text`: its address, 0: unset or empty. */
function variable_in(text: usize, length: i32, name: usize): usize {
  const end = text + <usize>length;
  const size = <usize>strlen(name);
  for (let at = text; at < end; at += <usize>strlen(at) + 1) {
    let same: usize = 0;
    while (same < size && load<u8>(at + same) === load<u8>(name + same)) same++;
    if (same === size) return load<u8>(at + size) !== 0 ? at + size : 0;
  }
  return 0;
}

function sys_breakpointhook(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const length = environment();
  const text = taken_text(length);
  if (!text) return null;
  const name = variable_in(text, length, cstr("PYTHONBREAKPOINT="));
  const result = call_named(name ? name : cstr("pdb.set_trace"), args, nargs, kwnames);
  PyMem_Free(text);
  return result;
}

function builtin_breakpoint(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const hook = _PySys_GetAttr(_Py_ID("breakpointhook"));
  if (!hook) {
    PyErr_SetString(PyExc_RuntimeError, cstr("lost sys.breakpointhook"));
    return null;
  }
  Py_INCREF(hook);
  const result = PyObject_Vectorcall(hook, args, <u32>nargs, kwnames);
  Py_DECREF(hook);
  return result;
}

/** Adds sys.breakpointhook. False with an exception. */
export function add_breakpoint_hook(m: PyObject): bool {
  const doc = cstr(
    "breakpointhook($module, /, *args, **kwargs)\n--\n\nWhat breakpoint() calls: a debugger's function.",
  );
  return module_fast_keywords(m, cstr("breakpointhook"), PyCFunctionFastWithKeywords.of(sys_breakpointhook), doc) === 0;
}

/** Adds builtins.breakpoint. False with an exception. */
export function add_breakpoint_function(m: PyObject): bool {
  const doc = cstr("breakpoint($module, /, *args, **kws)\n--\n\nCalls sys.breakpointhook(*args, **kws).");
  return module_fast_keywords(m, cstr("breakpoint"), PyCFunctionFastWithKeywords.of(builtin_breakpoint), doc) === 0;
}
