/** The module `builtins`. CPython: Python/bltinmodule.c, and the exceptions' names of Objects/exceptions.c. */

import { PyBool_FromLong } from "../builtin-types/bool";
import { module_add, module_begin, PyModule_AddObjectRef } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { interp } from "../object/state";
import * as T from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { add_code_functions } from "./builtins-code";
import { add_io_functions } from "./builtins-io";
import { add_iteration_functions } from "./builtins-iteration";
import { add_object_functions } from "./builtins-objects";
import { add_breakpoint_function } from "./sys-breakpoint";

/** builtins.name = type, under its own name. */
function add_type(m: PyObject, t: PyTypeObject): bool {
  return PyModule_AddObjectRef(m, t.tp_name, t) === 0;
}

function add_constants(m: PyObject): bool {
  return (
    PyModule_AddObjectRef(m, cstr("None"), T.Py_None) === 0 &&
    PyModule_AddObjectRef(m, cstr("Ellipsis"), T.Py_Ellipsis) === 0 &&
    PyModule_AddObjectRef(m, cstr("NotImplemented"), T.Py_NotImplemented) === 0 &&
    PyModule_AddObjectRef(m, cstr("False"), T.Py_False) === 0 &&
    PyModule_AddObjectRef(m, cstr("True"), T.Py_True) === 0
  );
}

function add_types(m: PyObject): bool {
  return (
    add_type(m, T.PyBool_Type) &&
    add_type(m, T.PyMemoryView_Type) &&
    add_type(m, T.PyByteArray_Type) &&
    add_type(m, T.PyBytes_Type) &&
    add_type(m, T.PyClassMethod_Type) &&
    add_type(m, T.PyComplex_Type) &&
    add_type(m, T.PyDict_Type) &&
    add_type(m, T.PyEnum_Type) &&
    add_type(m, T.PyFilter_Type) &&
    add_type(m, T.PyFloat_Type) &&
    add_type(m, T.PyFrozenSet_Type) &&
    add_type(m, T.PyProperty_Type) &&
    add_type(m, T.PyLong_Type) &&
    add_type(m, T.PyList_Type) &&
    add_type(m, T.PyMap_Type) &&
    add_type(m, T.PyBaseObject_Type) &&
    add_type(m, T.PyRange_Type) &&
    add_type(m, T.PyReversed_Type) &&
    add_type(m, T.PySet_Type) &&
    add_type(m, T.PySlice_Type) &&
    add_type(m, T.PyStaticMethod_Type) &&
    add_type(m, T.PyUnicode_Type) &&
    add_type(m, T.PySuper_Type) &&
    add_type(m, T.PyTuple_Type) &&
    add_type(m, T.PyType_Type) &&
    add_type(m, T.PyZip_Type)
  );
}

function add_exceptions(m: PyObject): bool {
  let ok = add_type(m, T.PyExc_BaseException);
  ok = ok && add_type(m, T.PyExc_BaseExceptionGroup);
  ok = ok && add_type(m, T.PyExc_Exception);
  ok = ok && add_type(m, T.PyExc_GeneratorExit);
  ok = ok && add_type(m, T.PyExc_KeyboardInterrupt);
  ok = ok && add_type(m, T.PyExc_SystemExit);
  ok = ok && add_type(m, T.PyExc_ArithmeticError);
  ok = ok && add_type(m, T.PyExc_AssertionError);
  ok = ok && add_type(m, T.PyExc_AttributeError);
  ok = ok && add_type(m, T.PyExc_BufferError);
  ok = ok && add_type(m, T.PyExc_EOFError);
  ok = ok && add_type(m, T.PyExc_ImportError);
  ok = ok && add_type(m, T.PyExc_LookupError);
  ok = ok && add_type(m, T.PyExc_MemoryError);
  ok = ok && add_type(m, T.PyExc_NameError);
  ok = ok && add_type(m, T.PyExc_OSError);
  ok = ok && add_type(m, T.PyExc_ReferenceError);
  ok = ok && add_type(m, T.PyExc_RuntimeError);
  ok = ok && add_type(m, T.PyExc_StopAsyncIteration);
  ok = ok && add_type(m, T.PyExc_StopIteration);
  ok = ok && add_type(m, T.PyExc_SyntaxError);
  ok = ok && add_type(m, T.PyExc_SystemError);
  ok = ok && add_type(m, T.PyExc_TypeError);
  ok = ok && add_type(m, T.PyExc_ValueError);
  ok = ok && add_type(m, T.PyExc_Warning);
  ok = ok && add_type(m, T.PyExc_FloatingPointError);
  ok = ok && add_type(m, T.PyExc_OverflowError);
  ok = ok && add_type(m, T.PyExc_ZeroDivisionError);
  ok = ok && add_type(m, T.PyExc_BytesWarning);
  ok = ok && add_type(m, T.PyExc_DeprecationWarning);
  ok = ok && add_type(m, T.PyExc_EncodingWarning);
  ok = ok && add_type(m, T.PyExc_FutureWarning);
  ok = ok && add_type(m, T.PyExc_ImportWarning);
  ok = ok && add_type(m, T.PyExc_PendingDeprecationWarning);
  ok = ok && add_type(m, T.PyExc_ResourceWarning);
  ok = ok && add_type(m, T.PyExc_RuntimeWarning);
  ok = ok && add_type(m, T.PyExc_SyntaxWarning);
  ok = ok && add_type(m, T.PyExc_UnicodeWarning);
  ok = ok && add_type(m, T.PyExc_UserWarning);
  ok = ok && add_type(m, T.PyExc_BlockingIOError);
  ok = ok && add_type(m, T.PyExc_ChildProcessError);
  ok = ok && add_type(m, T.PyExc_ConnectionError);
  ok = ok && add_type(m, T.PyExc_FileExistsError);
  ok = ok && add_type(m, T.PyExc_FileNotFoundError);
  ok = ok && add_type(m, T.PyExc_InterruptedError);
  ok = ok && add_type(m, T.PyExc_IsADirectoryError);
  ok = ok && add_type(m, T.PyExc_NotADirectoryError);
  ok = ok && add_type(m, T.PyExc_PermissionError);
  ok = ok && add_type(m, T.PyExc_ProcessLookupError);
  ok = ok && add_type(m, T.PyExc_TimeoutError);
  ok = ok && add_type(m, T.PyExc_IndentationError);
  ok = ok && add_type(m, T.PyExc__IncompleteInputError);
  ok = ok && add_type(m, T.PyExc_IndexError);
  ok = ok && add_type(m, T.PyExc_KeyError);
  ok = ok && add_type(m, T.PyExc_ModuleNotFoundError);
  ok = ok && add_type(m, T.PyExc_NotImplementedError);
  ok = ok && add_type(m, T.PyExc_PythonFinalizationError);
  ok = ok && add_type(m, T.PyExc_RecursionError);
  ok = ok && add_type(m, T.PyExc_UnboundLocalError);
  ok = ok && add_type(m, T.PyExc_UnicodeError);
  ok = ok && add_type(m, T.PyExc_BrokenPipeError);
  ok = ok && add_type(m, T.PyExc_ConnectionAbortedError);
  ok = ok && add_type(m, T.PyExc_ConnectionRefusedError);
  ok = ok && add_type(m, T.PyExc_ConnectionResetError);
  ok = ok && add_type(m, T.PyExc_TabError);
  ok = ok && add_type(m, T.PyExc_UnicodeDecodeError);
  ok = ok && add_type(m, T.PyExc_UnicodeEncodeError);
  ok = ok && add_type(m, T.PyExc_UnicodeTranslateError);
  return (
    ok &&
    PyModule_AddObjectRef(m, cstr("ExceptionGroup"), interp.exception_group!) === 0 &&
    PyModule_AddObjectRef(m, cstr("EnvironmentError"), T.PyExc_OSError) === 0 &&
    PyModule_AddObjectRef(m, cstr("IOError"), T.PyExc_OSError) === 0
  );
}

/** Makes the module; `__debug__` by the optimization level. New reference, NULL with an exception. */
export function PyInit_builtins(): PyObject | null {
  const m = module_begin(
    cstr("builtins"),
    cstr("The functions, types and exceptions that every module sees without importing them."),
  );
  if (!m) return null;
  const ok =
    add_code_functions(m) &&
    add_object_functions(m) &&
    add_iteration_functions(m) &&
    add_breakpoint_function(m) &&
    add_io_functions(m) &&
    add_constants(m) &&
    add_types(m) &&
    module_add(m, cstr("__debug__"), PyBool_FromLong(interp.optimization_level === 0 ? 1 : 0)) === 0 &&
    add_exceptions(m);
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
