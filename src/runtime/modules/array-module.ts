/** The module `array`. CPython: Modules/arraymodule.c. */
import { PyObject_CallMethodOneArg } from "../abstract/call";
import {
  module_add,
  module_add_type,
  module_begin,
  module_fast,
  module_state_alloc,
  module_state_set,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunctionFast } from "../object/slots";
import { _PyImport_GetModuleAttrString } from "../vm/import";
import { array_typecodes } from "./array-items";
import { make_array_iterator_type } from "./array-iterator";
import { array_state } from "./array-object";
import { array__array_reconstructor } from "./array-reduce";
import { make_array_type } from "./array-type";

/** collections.abc.MutableSequence learns of the class. False with an exception. */
function register(): bool {
  const abc = _PyImport_GetModuleAttrString(cstr("collections.abc"), cstr("MutableSequence"));
  if (!abc) return false;
  const result = PyObject_CallMethodOneArg(abc, _Py_ID("register"), array_state.ArrayType);
  Py_DECREF(abc);
  if (!result) return false;
  Py_DECREF(result);
  return true;
}

function add_names(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("_array_reconstructor"),
      PyCFunctionFast.of(array__array_reconstructor),
      cstr(
        "_array_reconstructor($module, arraytype, typecode, mformat_code, items,\n                     /)\n--\n\nFor unpickling.",
      ),
    ) === 0 &&
    module_state_alloc(m, 2) === 0 &&
    module_add_type(m, 0, make_array_type(m)) === 0 &&
    module_state_set(m, 1, make_array_iterator_type(m)) === 0 &&
    PyModule_AddObjectRef(m, cstr("ArrayType"), array_state.ArrayType) === 0 &&
    module_add(m, cstr("typecodes"), PyUnicode_FromString(array_typecodes())) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_array(): PyObject | null {
  const m = module_begin(cstr("array"), cstr("Arrays of numbers of one C type."));
  if (!m) return null;
  if (add_names(m) && register()) return m;
  Py_DECREF(m);
  return null;
}
