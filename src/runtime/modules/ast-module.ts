/** The module `_ast`: the classes of syntax trees, and flags of compile(). CPython: astmodule_exec of Python/Python-ast.c. */
import { PyDict_Update } from "../builtin-types/dict-merge";
import { PyLong_FromLong } from "../builtin-types/int";
import { module_add, module_begin, PyModule_AddObjectRef, PyModule_GetDict } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { init_ast_types } from "./ast-classes";
import { ast_state } from "./ast-tables";

function add_constants(m: PyObject): bool {
  return (
    module_add(m, cstr("PyCF_ALLOW_TOP_LEVEL_AWAIT"), PyLong_FromLong(0x2000)) === 0 &&
    module_add(m, cstr("PyCF_ONLY_AST"), PyLong_FromLong(0x400)) === 0 &&
    module_add(m, cstr("PyCF_TYPE_COMMENTS"), PyLong_FromLong(0x1000)) === 0 &&
    module_add(m, cstr("PyCF_OPTIMIZED_AST"), PyLong_FromLong(0x8400)) === 0
  );
}

function add_all(m: PyObject): bool {
  return (
    init_ast_types() &&
    PyModule_AddObjectRef(m, cstr("AST"), ast_state.AST_type) === 0 &&
    add_constants(m) &&
    PyDict_Update(PyModule_GetDict(m), ast_state.namespace!) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__ast(): PyObject | null {
  const m = module_begin(cstr("_ast"));
  if (!m) return null;
  if (add_all(m)) return m;
  Py_DECREF(m);
  return null;
}
