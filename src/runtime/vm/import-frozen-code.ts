/**
 * What importlib and `_imp` ask about frozen modules (import-frozen.ts): aliases and packages among their names, their code.
 * CPython: find_frozen, PyImport_ImportFrozenModuleObject of Python/import.c.
 */
import { PyErr_Clear, PyErr_GetRaisedException, PyErr_SetRaisedException } from "../abstract/errors";
import { PyDict_DelItem, PyDict_SetItem } from "../builtin-types/dict";
import { PyModule_GetDict, PyModule_NewObject } from "../builtin-types/module";
import {
  PyUnicode_AsUTF8AndSize,
  PyUnicode_FromStringAndSize,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  PyUnicode_Substring,
} from "../builtin-types/str";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyEval_EvalCode } from "./eval-code";
import { FoundModule, find_in_path, release_found } from "./import-find";
import { frozen_path, is_frozen_module } from "./import-frozen";
import { code_of_found, last_dot } from "./import-load";

const SPACE: u8 = 32;
const EQUALS: u8 = 61;
const LESS: u32 = 60;

/** NAME=ORIGIN of those whose code another module has; "<" before the origin: it is that package's own code. */
function aliases(): usize {
  return cstr(
    " _frozen_importlib=importlib._bootstrap _frozen_importlib_external=importlib._bootstrap_external os.path=posixpath __hello_alias__=__hello__ __phello_alias__=__hello__ __phello_alias__.spam=__hello__ __phello__.__init__=<__phello__ __phello__.ham.__init__=<__phello__.ham ",
  );
}

function packages(): usize {
  return cstr(" __phello_alias__= __phello__= __phello__.ham= ");
}

/** All names, in the order of `_imp._frozen_module_names`. */
export function all_frozen_names(): usize {
  return cstr(
    " _frozen_importlib _frozen_importlib_external zipimport abc codecs io _collections_abc _sitebuiltins genericpath ntpath posixpath os.path os site stat importlib.util importlib.machinery runpy __hello__ __hello_alias__ __phello_alias__ __phello_alias__.spam __phello__ __phello__.__init__ __phello__.ham __phello__.ham.__init__ __phello__.ham.eggs __phello__.spam ",
  );
}

/** Address behind " NAME=" in `words`, 0 when it is not among them. */
function value_in(words: usize, name: PyObject): usize {
  const text = PyUnicode_AsUTF8AndSize(name);
  if (!text) {
    PyErr_Clear();
    return 0;
  }
  const length = tstate.out_i32;
  let at = words;
  while (load<u8>(at + 1) !== 0) {
    at++;
    let i = 0;
    while (i < length && load<u8>(at + <usize>i) === load<u8>(text + <usize>i)) i++;
    if (i === length && load<u8>(at + <usize>i) === EQUALS) return at + <usize>i + 1;
    while (load<u8>(at) !== SPACE) at++;
  }
  return 0;
}

/** Is there a frozen module of that name? */
export function is_frozen_name(name: PyObject): bool {
  return is_frozen_module(name) || value_in(aliases(), name) !== 0;
}

export function is_frozen_package_name(name: PyObject): bool {
  return value_in(packages(), name) !== 0;
}

/** The three that importlib itself consists of: they are frozen whatever `_imp._override_frozen_modules_for_tests` says. */
export function is_essential_frozen_name(name: PyObject): bool {
  return value_in(cstr(" _frozen_importlib= _frozen_importlib_external= zipimport= "), name) !== 0;
}

/** The module whose code the frozen module `name` has: new reference. */
export function frozen_origin(name: PyObject): PyObject | null {
  const value = value_in(aliases(), name);
  if (!value) return Py_NewRef(name);
  let end = value;
  while (load<u8>(end) !== SPACE) end++;
  return PyUnicode_FromStringAndSize(value, <i32>(end - value));
}

/** Code of the frozen module `name`: new reference; NULL with an exception, or without one when the host has no library. */
export function frozen_code(name: PyObject): PyObject | null {
  const origin = frozen_origin(name);
  if (!origin) return null;
  const length = PyUnicode_GET_LENGTH(origin);
  const start = PyUnicode_READ_CHAR(origin, 0) === LESS ? 1 : 0;
  const dot = last_dot(origin, length);
  const tail = PyUnicode_Substring(origin, max(start, dot + 1), length);
  const parent = dot >= 0 ? PyUnicode_Substring(origin, start, dot) : null;
  const path = tail && (parent !== null || dot < 0) ? frozen_path(parent) : null;
  Py_XDECREF(parent);
  let code: PyObject | null = null;
  if (path && tail) code = code_in_path(origin, path, tail);
  Py_XDECREF(path);
  Py_XDECREF(tail);
  Py_DECREF(origin);
  return code;
}

function code_in_path(origin: PyObject, path: PyObject, tail: PyObject): PyObject | null {
  const mark = stack_mark();
  const found = changetype<FoundModule>(stack_alloc(offsetof<FoundModule>()));
  memory.fill(changetype<usize>(found), 0, offsetof<FoundModule>());
  found.is_frozen = 1;
  find_in_path(path, tail, found);
  const code = found.kind > 0 && found.bytes ? code_of_found(origin, found) : null;
  release_found(found);
  stack_release(mark);
  return code;
}

/** Makes the frozen module `name`, enters it in sys.modules and runs it: new reference. NULL as frozen_code() says. */
export function exec_frozen(name: PyObject): PyObject | null {
  const code = frozen_code(name);
  if (!code) return null;
  const module = PyModule_NewObject(name);
  let done: PyObject | null = null;
  if (module) {
    const dict = PyModule_GetDict(module);
    const origin = frozen_origin(name);
    if (
      origin &&
      PyDict_SetItem(dict, _Py_ID("__origname__"), origin) === 0 &&
      PyDict_SetItem(interp.modules!, name, module) === 0
    ) {
      done = PyEval_EvalCode(code, dict, dict);
      if (!done) leave_modules(name);
    }
    Py_XDECREF(origin);
  }
  Py_DECREF(code);
  if (done) {
    Py_DECREF(done);
    return module;
  }
  Py_XDECREF(module);
  return null;
}

/** Takes a module that failed out of sys.modules; the exception stays. */
function leave_modules(name: PyObject): void {
  const exc = PyErr_GetRaisedException();
  if (PyDict_DelItem(interp.modules!, name) < 0) PyErr_Clear();
  PyErr_SetRaisedException(exc);
}
