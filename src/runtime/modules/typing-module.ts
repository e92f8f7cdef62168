/** The module `_typing`: the native classes of `typing`. CPython: Modules/_typingmodule.c. */
import { module_add, module_begin, module_o, PyModule_AddObjectRef } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";
import { interp } from "../object/state";
import { _Py_NoDefaultStruct, _PyTypeAlias_Type } from "../object/static-types";

/** Gives back what it is given. */
function typing_idfunc(_m: PyObject, x: PyObject | null): PyObject | null {
  return Py_NewRef(x!);
}

function add_classes(m: PyObject): bool {
  return (
    PyModule_AddObjectRef(m, cstr("TypeVar"), interp.typevar_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("TypeVarTuple"), interp.typevartuple_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("ParamSpec"), interp.paramspec_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("ParamSpecArgs"), interp.paramspecargs_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("ParamSpecKwargs"), interp.paramspeckwargs_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("Generic"), interp.generic_type!) === 0 &&
    PyModule_AddObjectRef(m, cstr("TypeAliasType"), _PyTypeAlias_Type) === 0 &&
    module_add(m, cstr("NoDefault"), _Py_NoDefaultStruct) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__typing(): PyObject | null {
  const m = module_begin(cstr("_typing"), cstr("The native part of the module typing."));
  if (!m) return null;
  const doc = cstr("_idfunc($module, x, /)\n--\n\n");
  if (module_o(m, cstr("_idfunc"), PyCFunction.of(typing_idfunc), doc) === 0 && add_classes(m)) return m;
  Py_DECREF(m);
  return null;
}
