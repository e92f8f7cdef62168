/** Names, builtins and building blocks: the longer instructions over names and containers. CPython: Python/bytecodes.c, ceval.c. */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs, PyObject_Vectorcall } from "../abstract/call";
import {
  _PyErr_FormatFromCause,
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_Format } from "../abstract/format";
import { PyObject_GetIter } from "../abstract/iterator";
import { PyMapping_GetOptionalItem } from "../abstract/mapping";
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from "../abstract/object-protocol";
import { PyObject_DelItem, PyObject_SetItem, PySequence_Check, PySequence_Tuple } from "../abstract/sequence";
import { _PyObject_FunctionStr } from "../builtin-types/builtin-function";
import { PyCellObject } from "../builtin-types/cell";
import { CO_COROUTINE, CO_ITERABLE_COROUTINE, PyCodeObject } from "../builtin-types/code";
import {
  _PyDict_FromItems,
  _PyDict_LoadGlobal,
  PyDict_GetItemRef,
  PyDict_New,
  PyDict_Pop,
  PyDict_SetItem,
  PyDict_Update,
} from "../builtin-types/dict";
import { PyDictObject } from "../builtin-types/dict-object";
import { PyFunction_New, PyFunctionObject } from "../builtin-types/function";
import { _PyGen_yf, PyAsyncGen_CheckExact, PyGenObject } from "../builtin-types/generator";
import { _PyCoro_GetAwaitableIter } from "../builtin-types/generator-coroutine";
import { _PyInterpreterFrame } from "../builtin-types/interpreter-frame";
import { _PyList_Extend } from "../builtin-types/list-extend";
import { _PySet_Update, PySet_Add, PySet_New } from "../builtin-types/set";
import { PyTuple_CheckExact, PyTuple_GET_ITEM } from "../builtin-types/tuple";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  PyCoro_Type,
  PyDict_Type,
  PyExc_AttributeError,
  PyExc_NameError,
  PyExc_RuntimeError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyGen_Type,
} from "../object/static-types";
import { _PyEval_FormatAwaitableError, _PyEval_FormatExcUnbound, name_error } from "./eval-errors";

// ---- Names ----------------------------------------------------------------------------------------------------------

/** `name` in globals, then builtins: a new reference, NULL with NameError. */
function from_globals_or_builtins(frame: _PyInterpreterFrame, name: PyObject): PyObject | null {
  let found = PyDict_GetItemRef(frame.f_globals, name);
  if (found === 0) found = PyMapping_GetOptionalItem(frame.f_builtins, name);
  const value = tstate.out_object;
  if (found > 0) return value;
  if (found === 0) name_error(name);
  return null;
}

/** LOAD_GLOBAL: a new reference, NULL with an exception. */
export function load_global(frame: _PyInterpreterFrame, name: PyObject): PyObject | null {
  const globals = frame.f_globals;
  const builtins = frame.f_builtins;
  if (ptr(globals.ob_type) === ptr(PyDict_Type) && ptr(builtins.ob_type) === ptr(PyDict_Type)) {
    const value = _PyDict_LoadGlobal(changetype<PyDictObject>(globals), changetype<PyDictObject>(builtins), name);
    if (!value && !tstate.current_exception) name_error(name);
    return value;
  }
  let found = PyMapping_GetOptionalItem(globals, name);
  if (found === 0) found = PyMapping_GetOptionalItem(builtins, name);
  const value = tstate.out_object;
  if (found > 0) return value;
  if (found === 0) name_error(name);
  return null;
}

/** LOAD_NAME: locals, globals, builtins. A new reference, NULL with an exception. */
export function load_name(frame: _PyInterpreterFrame, name: PyObject): PyObject | null {
  const locals = frame.f_locals;
  if (!locals) {
    PyErr_SetString(PyExc_SystemError, cstr("no locals"));
    return null;
  }
  const found = PyMapping_GetOptionalItem(locals, name);
  const value = tstate.out_object;
  if (found !== 0) return found > 0 ? value : null;
  return from_globals_or_builtins(frame, name);
}

/** LOAD_FROM_DICT_OR_GLOBALS. A new reference, NULL with an exception. */
export function load_from_dict_or_globals(frame: _PyInterpreterFrame, dict: PyObject, name: PyObject): PyObject | null {
  const found = PyMapping_GetOptionalItem(dict, name);
  const value = tstate.out_object;
  if (found !== 0) return found > 0 ? value : null;
  return load_global(frame, name);
}

/** LOAD_FROM_DICT_OR_DEREF. A new reference, NULL with an exception. */
export function load_from_dict_or_deref(frame: _PyInterpreterFrame, dict: PyObject, oparg: i32): PyObject | null {
  const found = PyMapping_GetOptionalItem(dict, PyTuple_GET_ITEM(frame.code.co_localsplusnames, oparg));
  const value = tstate.out_object;
  if (found !== 0) return found > 0 ? value : null;
  const content = changetype<PyCellObject>(frame.localsplus.get(oparg)).ob_ref;
  if (content) return Py_NewRef(content);
  _PyEval_FormatExcUnbound(frame.code, oparg);
  return null;
}

/** STORE_NAME. -1 with an exception. */
export function store_name(frame: _PyInterpreterFrame, name: PyObject, value: PyObject): i32 {
  const locals = frame.f_locals;
  if (!locals) {
    PyErr_Format(PyExc_SystemError, cstr("no locals found when storing %R"), ptr(name));
    return -1;
  }
  if (ptr(locals.ob_type) === ptr(PyDict_Type)) return PyDict_SetItem(locals, name, value);
  return PyObject_SetItem(locals, name, value);
}

/** DELETE_NAME. -1 with an exception. */
export function delete_name(frame: _PyInterpreterFrame, name: PyObject): i32 {
  const locals = frame.f_locals;
  if (!locals) {
    PyErr_Format(PyExc_SystemError, cstr("no locals when deleting %R"), ptr(name));
    return -1;
  }
  if (PyObject_DelItem(locals, name) === 0) return 0;
  // Whatever went wrong: CPython says that the name is not defined.
  name_error(name);
  return -1;
}

/** DELETE_GLOBAL. -1 with an exception. */
export function delete_global(frame: _PyInterpreterFrame, name: PyObject): i32 {
  const found = PyDict_Pop(frame.f_globals, name);
  const old = tstate.out_object;
  if (found > 0) {
    Py_XDECREF(old);
    return 0;
  }
  if (found === 0) name_error(name);
  return -1;
}

/** `__build_class__`: a new reference, NULL with an exception. */
export function load_build_class(frame: _PyInterpreterFrame): PyObject | null {
  const found = PyMapping_GetOptionalItem(frame.f_builtins, _Py_ID("__build_class__"));
  const value = tstate.out_object;
  if (found === 0) PyErr_SetString(PyExc_NameError, cstr("__build_class__ not found"));
  return found > 0 ? value : null;
}

/** Makes `__annotations__` in the locals where it is missing. -1 with an exception. */
export function setup_annotations(frame: _PyInterpreterFrame): i32 {
  const locals = frame.f_locals;
  if (!locals) {
    PyErr_Format(PyExc_SystemError, cstr("no locals found when setting up annotations"));
    return -1;
  }
  const found = PyMapping_GetOptionalItem(locals, _Py_ID("__annotations__"));
  const existing = tstate.out_object;
  if (found > 0) Py_XDECREF(existing);
  if (found !== 0) return found > 0 ? 0 : -1;
  const dict = PyDict_New();
  if (!dict) return -1;
  const status = PyObject_SetItem(locals, _Py_ID("__annotations__"), dict);
  Py_DECREF(dict);
  return status;
}

/** LOAD_SUPER_ATTR without shortcut: super(...).name. `args` are class and self; `nargs` 2 or 0. A new reference, or NULL. */
export function load_super(global_super: PyObject, args: Slots, nargs: u32, name: PyObject): PyObject | null {
  const proxy = PyObject_Vectorcall(global_super, args, nargs, null);
  if (!proxy) return null;
  const value = PyObject_GetAttr(proxy, name);
  Py_DECREF(proxy);
  return value;
}

/** MAKE_FUNCTION: a new reference, NULL with an exception. */
export function make_function(frame: _PyInterpreterFrame, code: PyObject): PyObject | null {
  const func = PyFunction_New(code, frame.f_globals);
  if (func) changetype<PyFunctionObject>(func).func_version = changetype<PyCodeObject>(code).co_version;
  return func;
}

// ---- Containers -----------------------------------------------------------------------------------------------------

/** A set of `n` items (stolen): a new reference, NULL with an exception. */
export function build_set(items: Slots, n: i32): PyObject | null {
  const set = PySet_New(null);
  let failed: bool = set === null;
  for (let i = 0; i < n; i++) {
    if (!failed) failed = PySet_Add(set!, items.get(i)) !== 0;
    Py_DECREF(items.get(i));
  }
  if (failed && set) Py_DECREF(set);
  return failed ? null : set;
}

/** A dict of `n` pairs of slots (borrowed): a new reference, NULL with an exception. */
export function build_map(items: Slots, n: i32): PyObject | null {
  return _PyDict_FromItems(items, 2, items.from(1), 2, n);
}

/** A dict of the keys in a tuple and `n` values (borrowed): a new reference, NULL with an exception. */
export function build_const_key_map(keys: PyObject, values: Slots, n: i32): PyObject | null {
  return _PyDict_FromItems(Slots.at(ptr(keys) + 24), 1, values, 1, n);
}

/** LIST_EXTEND. -1 with an exception. */
export function list_extend(list: PyObject, iterable: PyObject): i32 {
  if (_PyList_Extend(list, iterable) === 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_TypeError) && !iterable.ob_type.tp_iter && !PySequence_Check(iterable)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, cstr("Value after * must be an iterable, not %.200s"), iterable.ob_type.tp_name);
  }
  return -1;
}

/** SET_UPDATE. -1 with an exception. */
export function set_update(set: PyObject, iterable: PyObject): i32 {
  return _PySet_Update(set, iterable);
}

/** DICT_UPDATE. -1 with an exception. */
export function dict_update(dict: PyObject, update: PyObject): i32 {
  if (PyDict_Update(dict, update) === 0) return 0;
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not a mapping"), update.ob_type.tp_name);
  }
  return -1;
}

/** The arguments of a `*args` call as a tuple: takes the reference and gives one back; NULL (nothing taken) with an exception. */
export function call_args_tuple(func: PyObject, args: PyObject): PyObject | null {
  if (PyTuple_CheckExact(args)) return args;
  if (!args.ob_type.tp_iter && !PySequence_Check(args)) {
    PyErr_Clear();
    const text = _PyObject_FunctionStr(func);
    if (text) {
      PyErr_Format(
        PyExc_TypeError,
        cstr("%U argument after * must be an iterable, not %.200s"),
        ptr(text),
        args.ob_type.tp_name,
      );
      Py_DECREF(text);
    }
    return null;
  }
  const tuple = PySequence_Tuple(args);
  if (tuple) Py_DECREF(args);
  return tuple;
}

// ---- Formatting -----------------------------------------------------------------------------------------------------

/** CONVERT_VALUE: !s, !r, !a. A new reference, NULL with an exception. */
export function convert_value(value: PyObject, oparg: i32): PyObject | null {
  if (oparg === 1) return PyObject_Str(value);
  return oparg === 2 ? PyObject_Repr(value) : PyObject_ASCII(value);
}

/** format(value, spec): a new reference, NULL with an exception. */
export function format_value(value: PyObject, spec: PyObject | null): PyObject | null {
  return PyObject_Format(value, spec);
}

// ---- Asynchronous and delegating iteration --------------------------------------------------------------------------

/** GET_AITER: a new reference, NULL with an exception. */
export function get_aiter(o: PyObject): PyObject | null {
  const methods = o.ob_type.tp_as_async;
  const getter = methods ? methods.am_aiter : null;
  if (!getter) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("'async for' requires an object with __aiter__ method, got %.100s"),
      o.ob_type.tp_name,
    );
  }
  const iter = getter.call(o);
  if (!iter) return null;
  const own = iter.ob_type.tp_as_async;
  if (own && own.am_anext) return iter;
  PyErr_Format(
    PyExc_TypeError,
    cstr("'async for' received an object from __aiter__ that does not implement __anext__: %.100s"),
    iter.ob_type.tp_name,
  );
  Py_DECREF(iter);
  return null;
}

/** GET_ANEXT: the awaitable of the next item: a new reference, NULL with an exception. */
export function get_anext(aiter: PyObject): PyObject | null {
  const methods = aiter.ob_type.tp_as_async;
  const getter = methods ? methods.am_anext : null;
  if (PyAsyncGen_CheckExact(aiter)) return getter!.call(aiter);
  if (!getter) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("'async for' requires an iterator with __anext__ method, got %.100s"),
      aiter.ob_type.tp_name,
    );
  }
  const next = getter.call(aiter);
  if (!next) return null;
  const awaitable = _PyCoro_GetAwaitableIter(next);
  if (!awaitable) {
    _PyErr_FormatFromCause(
      PyExc_TypeError,
      cstr("'async for' received an invalid object from __anext__: %.100s"),
      next.ob_type.tp_name,
    );
  }
  Py_DECREF(next);
  return awaitable;
}

/** GET_AWAITABLE: a new reference, NULL with an exception. */
export function get_awaitable(o: PyObject, oparg: i32): PyObject | null {
  const iter = _PyCoro_GetAwaitableIter(o);
  if (!iter) {
    _PyEval_FormatAwaitableError(o.ob_type, oparg);
    return null;
  }
  if (ptr(iter.ob_type) === ptr(PyCoro_Type)) {
    const yf = _PyGen_yf(changetype<PyGenObject>(iter));
    if (yf) {
      Py_DECREF(yf);
      Py_DECREF(iter);
      PyErr_SetString(PyExc_RuntimeError, cstr("coroutine is being awaited already"));
      return null;
    }
  }
  return iter;
}

/** GET_YIELD_FROM_ITER: a new reference, NULL with an exception. */
export function get_yield_from_iter(frame: _PyInterpreterFrame, o: PyObject): PyObject | null {
  if (ptr(o.ob_type) === ptr(PyCoro_Type)) {
    if ((frame.code.co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) === 0) {
      PyErr_SetString(PyExc_TypeError, cstr("cannot 'yield from' a coroutine object in a non-coroutine generator"));
      return null;
    }
    return Py_NewRef(o);
  }
  return ptr(o.ob_type) === ptr(PyGen_Type) ? Py_NewRef(o) : PyObject_GetIter(o);
}

// ---- with -------------------------------------------------------------------------------------------------------------

/** BEFORE_WITH: calls __enter__: a new reference to its result, __exit__ (new reference) in tstate.out_object. NULL with an exception. */
export function before_with(manager: PyObject, isAsync: bool): PyObject | null {
  const enter = _PyObject_LookupSpecial(manager, isAsync ? _Py_ID("__aenter__") : _Py_ID("__enter__"));
  const name = manager.ob_type.tp_name;
  if (!enter) {
    if (tstate.current_exception) return null;
    return isAsync
      ? PyErr_Format(
          PyExc_TypeError,
          cstr("'%.200s' object does not support the asynchronous context manager protocol"),
          name,
        )
      : PyErr_Format(PyExc_TypeError, cstr("'%.200s' object does not support the context manager protocol"), name);
  }
  const exit = _PyObject_LookupSpecial(manager, isAsync ? _Py_ID("__aexit__") : _Py_ID("__exit__"));
  if (!exit) {
    Py_DECREF(enter);
    if (tstate.current_exception) return null;
    return isAsync
      ? PyErr_Format(
          PyExc_TypeError,
          cstr("'%.200s' object does not support the asynchronous context manager protocol (missed __aexit__ method)"),
          name,
        )
      : PyErr_Format(
          PyExc_TypeError,
          cstr("'%.200s' object does not support the context manager protocol (missed __exit__ method)"),
          name,
        );
  }
  const result = PyObject_CallNoArgs(enter);
  Py_DECREF(enter);
  if (!result) Py_DECREF(exit);
  tstate.out_object = exit;
  return result;
}
