/** The module `_contextvars`: variables whose values belong to a context. CPython: Modules/_contextvarsmodule.c. */
import { init_context_type, PyContext_CopyCurrent } from "../builtin-types/context";
import { init_token_type } from "../builtin-types/context-token";
import { init_contextvar_type } from "../builtin-types/context-var";
import { init_hamt } from "../builtin-types/hamt";
import { module_begin, module_noargs, PyModule_AddObjectRef } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";
import { PyContext_Type, PyContextToken_Type, PyContextVar_Type } from "../object/static-types";

function contextvars_copy_context(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyContext_CopyCurrent();
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__contextvars(): PyObject | null {
  if (!init_hamt() || !init_context_type() || !init_contextvar_type() || !init_token_type()) return null;
  const m = module_begin(cstr("_contextvars"), cstr("Context Variables"));
  if (!m) return null;
  if (
    module_noargs(
      m,
      cstr("copy_context"),
      PyCFunction.of(contextvars_copy_context),
      cstr("copy_context($module, /)\n--\n\nA copy of the current context."),
    ) === 0 &&
    PyModule_AddObjectRef(m, cstr("Context"), PyContext_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("ContextVar"), PyContextVar_Type) === 0 &&
    PyModule_AddObjectRef(m, cstr("Token"), PyContextToken_Type) === 0
  )
    return m;
  Py_DECREF(m);
  return null;
}
