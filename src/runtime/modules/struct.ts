/** The module `_struct`. CPython: Modules/_struct.c. */
import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Clear, PyErr_SetString } from "../abstract/errors";
import { PyErr_NewException } from "../abstract/new-exception";
import { PyDict_Clear, PyDict_GetItemRef, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  module_state_alloc,
  module_state_set,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { PyObject_TypeCheck } from "../builtin-types/type-mro";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { struct_state } from "./struct-formats";
import { make_unpack_iterator_type, struct_iter_unpack } from "./struct-iterator";
import { make_struct_type, s_pack, s_pack_into, s_unpack, s_unpack_from, struct_of } from "./struct-object";

/** Compiled formats that are kept. */
const MAXCACHE: i32 = 100;
const unpack_from_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The Struct of a format (or Struct): new reference. */
function cached_struct(format: PyObject): PyObject | null {
  if (PyObject_TypeCheck(format, struct_state.Struct)) return Py_NewRef(format);
  const cache = struct_state.cache!;
  const found = PyDict_GetItemRef(cache, format);
  if (found > 0) return tstate.out_object;
  if (found < 0) return null;
  const s = PyObject_CallOneArg(struct_state.Struct, format);
  if (!s) return null;
  if (PyDict_GET_SIZE(cache) >= MAXCACHE) PyDict_Clear(cache);
  if (PyDict_SetItem(cache, format, s) < 0) PyErr_Clear();
  return s;
}

function _struct__clearcache(_m: PyObject, _unused: PyObject | null): PyObject | null {
  PyDict_Clear(struct_state.cache!);
  return Py_None;
}

function _struct_calcsize(_m: PyObject, format: PyObject | null): PyObject | null {
  const s = cached_struct(format!);
  if (!s) return null;
  const size = PyLong_FromSsize_t(struct_of(s).s_size);
  Py_DECREF(s);
  return size;
}

/** The Struct of the first argument: new reference; NULL with TypeError when there is none. */
function first_struct(args: Slots, nargs: i32): PyObject | null {
  if (nargs > 0) return cached_struct(args.get(0));
  PyErr_SetString(PyExc_TypeError, cstr("missing format argument"));
  return null;
}

function _struct_pack(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const s = first_struct(args, nargs);
  if (!s) return null;
  const result = s_pack(s, args.from(1), nargs - 1);
  Py_DECREF(s);
  return result;
}

function _struct_pack_into(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const s = first_struct(args, nargs);
  if (!s) return null;
  const result = s_pack_into(s, args.from(1), nargs - 1);
  Py_DECREF(s);
  return result;
}

function _struct_unpack(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("unpack"), nargs, 2, 2)) return null;
  const s = cached_struct(args.get(0));
  if (!s) return null;
  const result = s_unpack(s, args.get(1));
  Py_DECREF(s);
  return result;
}

function _struct_iter_unpack(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("iter_unpack"), nargs, 2, 2)) return null;
  const s = cached_struct(args.get(0));
  if (!s) return null;
  const result = struct_iter_unpack(s, args.get(1));
  Py_DECREF(s);
  return result;
}

function _struct_unpack_from(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("buffer offset");
  const a = _PyArg_UnpackKeywords(unpack_from_spec, cstr("unpack_from"), names, 1, args, nargs, null, kwnames, 2, 3);
  stack_release(mark);
  if (a === 0) return null;
  const format = Slots.at(a).get(0);
  const buffer = Slots.at(a).get(1);
  const offset = Slots.at(a).getOrNull(2);
  const s = cached_struct(format);
  if (!s) return null;
  const given = offset ? _PyArg_AsSsize_t(offset) : 0;
  let result: PyObject | null = null;
  if (given !== -1 || !tstate.current_exception) result = s_unpack_from(s, buffer, given);
  Py_DECREF(s);
  return result;
}

function add_functions(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("_clearcache"),
      PyCFunction.of(_struct__clearcache),
      cstr("_clearcache($module, /)\n--\n\nForgets the formats that are kept."),
    ) === 0 &&
    module_o(
      m,
      cstr("calcsize"),
      PyCFunction.of(_struct_calcsize),
      cstr("calcsize($module, format, /)\n--\n\nHow many bytes the values of a format take."),
    ) === 0 &&
    module_fast(
      m,
      cstr("iter_unpack"),
      PyCFunctionFast.of(_struct_iter_unpack),
      cstr("iter_unpack($module, format, buffer, /)\n--\n\nAn iterator over the structs in a buffer."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pack"),
      PyCFunctionFast.of(_struct_pack),
      cstr("pack(format, v1, v2, ...) -> bytes\n\nThe values as bytes."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pack_into"),
      PyCFunctionFast.of(_struct_pack_into),
      cstr("pack_into(format, buffer, offset, v1, v2, ...)\n\nWrites the values into a buffer."),
    ) === 0 &&
    module_fast(
      m,
      cstr("unpack"),
      PyCFunctionFast.of(_struct_unpack),
      cstr("unpack($module, format, buffer, /)\n--\n\nThe values in a buffer of the right size."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("unpack_from"),
      PyCFunctionFastWithKeywords.of(_struct_unpack_from),
      cstr("unpack_from($module, format, /, buffer, offset=0)\n--\n\nThe values at some place of a buffer."),
    ) === 0
  );
}

/** The exception and the cache, in the state of the module. */
function add_state(m: PyObject): bool {
  if (module_state_alloc(m, 4) < 0) return false;
  const cache = PyDict_New();
  if (module_state_set(m, 0, cache) < 0) return false;
  struct_state.cache = cache;
  if (module_state_set(m, 1, make_struct_type(m)) < 0) return false;
  if (module_state_set(m, 2, make_unpack_iterator_type(m)) < 0) return false;
  const error = PyErr_NewException(cstr("struct.error"), null, null);
  if (module_state_set(m, 3, error) < 0) return false;
  struct_state.error = changetype<PyTypeObject>(error);
  return (
    PyModule_AddObjectRef(m, cstr("Struct"), struct_state.Struct) === 0 &&
    module_add(m, cstr("error"), Py_NewRef(error!)) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__struct(): PyObject | null {
  const m = module_begin(cstr("_struct"), cstr("Values as bytes and back, by formats of a character for each."));
  if (!m) return null;
  if (add_functions(m) && add_state(m)) return m;
  Py_DECREF(m);
  return null;
}
