/** sys: what it tells about memory. CPython: Python/sysmodule.c. */

import { _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import {
  PyLong_AsSsize_t,
  PyLong_FromLong,
  PyLong_FromSsize_t,
  PyLong_FromUnsignedLongLong,
} from "../builtin-types/int";
import { module_fast_keywords, module_noargs, module_o } from "../builtin-types/module";
import { write_stderr_bytes } from "../builtin-types/std-printer";
import { PyUnicode_CHECK_INTERNED, PyUnicode_Check, PyUnicode_CheckExact } from "../builtin-types/str";
import {
  _PyUnicode_InternedSize,
  _PyUnicode_InternedSize_Immortal,
  _PyUnicode_InternMortal,
} from "../builtin-types/str-intern";
import { _PyObject_LookupSpecial, PyType_ClearCache } from "../builtin-types/type-lookup";
import { _PyType_PreHeaderSize } from "../gc/gc-alloc";
import { _PyObject_DebugMallocStats } from "../memory/malloc-stats";
import { _Py_GetGlobalAllocatedBlocks } from "../memory/pool-census";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_REFCNT, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_PREHEADER } from "../object/type-object";
import { free_list_stats } from "./free-list-stats";

/** The count as it is while this runs: the caller's references and the one that the call holds. */
function sys_getrefcount(_m: PyObject, o: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>Py_REFCNT(o!));
}

/** The collector may know `o`: its type has the flag, and `tp_is_gc` agrees. */
export function _PyObject_IS_GC(o: PyObject): bool {
  const t = o.ob_type;
  if (!(t.tp_flags & Py_TPFLAGS_HAVE_GC)) return false;
  const isGC = t.tp_is_gc;
  return isGC === null || isGC.call(o) !== 0;
}

/** `o.__sizeof__()` and the pre-header, in bytes; -1 with an exception. */
export function _PySys_GetSizeOf(o: PyObject): i64 {
  const method = _PyObject_LookupSpecial(o, _Py_ID("__sizeof__"));
  if (!method) {
    if (!tstate.current_exception) {
      PyErr_Format(PyExc_TypeError, cstr("Type %.100s doesn't define __sizeof__"), o.ob_type.tp_name);
    }
    return -1;
  }
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result) return -1;
  const size = PyLong_AsSsize_t(result);
  Py_DECREF(result);
  if (size === -1 && tstate.current_exception) return -1;
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("__sizeof__() should return >= 0"));
    return -1;
  }
  if (_PyObject_IS_GC(o)) return size + <i64>_PyType_PreHeaderSize(o.ob_type);
  return o.ob_type.tp_flags & Py_TPFLAGS_PREHEADER ? size + 16 : size;
}

const sizeof_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function sys_getsizeof(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(sizeof_spec, cstr("getsizeof"), cstr("object default"), 0, args, nargs, null, kwnames, 1, 2),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const o = a.get(0);
  const defaultval = a.getOrNull(1);
  const size = _PySys_GetSizeOf(o);
  if (size === -1 && tstate.current_exception) {
    return defaultval && PyErr_ClearIf(PyExc_TypeError) ? Py_NewRef(defaultval) : null;
  }
  // With the pre-header it may be more than a Py_ssize_t.
  return PyLong_FromUnsignedLongLong(<u64>size);
}

function sys_intern(_m: PyObject, s: PyObject | null): PyObject | null {
  const text = s!;
  if (!PyUnicode_Check(text)) {
    _PyArg_BadArgument(cstr("intern"), cstr("argument"), cstr("str"), text);
    return null;
  }
  if (PyUnicode_CheckExact(text)) return _PyUnicode_InternMortal(Py_NewRef(text));
  return PyErr_Format(PyExc_TypeError, cstr("can't intern %.400s"), text.ob_type.tp_name);
}

function sys_is_interned(_m: PyObject, s: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(s!)) {
    _PyArg_BadArgument(cstr("_is_interned"), cstr("argument"), cstr("str"), s!);
    return null;
  }
  return PyUnicode_CHECK_INTERNED(s!) ? Py_True : Py_False;
}

const interned_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function sys_getunicodeinternedsize(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(
      interned_spec,
      cstr("getunicodeinternedsize"),
      cstr("_only_immortal"),
      0,
      args,
      nargs,
      null,
      kwnames,
      0,
      0,
    ),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const only = a.getOrNull(0);
  const immortal = only ? PyObject_IsTrue(only) : 0;
  if (immortal < 0) return null;
  return PyLong_FromSsize_t(<i64>(immortal ? _PyUnicode_InternedSize_Immortal() : _PyUnicode_InternedSize()));
}

function sys_getallocatedblocks(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>_Py_GetGlobalAllocatedBlocks());
}

/** The allocator's text on stderr, then one line per type free list. */
function sys__debugmallocstats(_m: PyObject, _unused: PyObject | null): PyObject | null {
  if (_PyObject_DebugMallocStats(2)) write_stderr_bytes(cstr("\n"), 1);
  free_list_stats(2);
  return Py_None;
}

function sys__clear_type_cache(_m: PyObject, _unused: PyObject | null): PyObject | null {
  PyType_ClearCache();
  return Py_None;
}

function sys__clear_internal_caches(_m: PyObject, _unused: PyObject | null): PyObject | null {
  PyType_ClearCache();
  return Py_None;
}

/** Adds these functions. False with an exception. */
export function add_memory_functions(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("getrefcount"),
      PyCFunction.of(sys_getrefcount),
      cstr("getrefcount($module, object, /)\n--\n\nThe reference count, the argument's own reference included."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("getsizeof"),
      PyCFunctionFastWithKeywords.of(sys_getsizeof),
      cstr("getsizeof(object [, default]) -> int\n\nBytes of the object itself, its pre-header included."),
    ) === 0 &&
    module_o(
      m,
      cstr("intern"),
      PyCFunction.of(sys_intern),
      cstr("intern($module, string, /)\n--\n\nThe one shared str of that value."),
    ) === 0 &&
    module_o(
      m,
      cstr("_is_interned"),
      PyCFunction.of(sys_is_interned),
      cstr("_is_interned($module, string, /)\n--\n\nWhether string is interned."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("getunicodeinternedsize"),
      PyCFunctionFastWithKeywords.of(sys_getunicodeinternedsize),
      cstr("getunicodeinternedsize($module, /, *, _only_immortal=False)\n--\n\nHow many strings are interned."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("getallocatedblocks"),
      PyCFunction.of(sys_getallocatedblocks),
      cstr("getallocatedblocks($module, /)\n--\n\nHow many blocks the allocators have given out."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_debugmallocstats"),
      PyCFunction.of(sys__debugmallocstats),
      cstr("_debugmallocstats($module, /)\n--\n\nShows the state of the object allocator on stderr."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_clear_type_cache"),
      PyCFunction.of(sys__clear_type_cache),
      cstr("_clear_type_cache($module, /)\n--\n\nEmpties the cache of type attributes."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("_clear_internal_caches"),
      PyCFunction.of(sys__clear_internal_caches),
      cstr("_clear_internal_caches($module, /)\n--\n\nEmpties the caches of the interpreter."),
    ) === 0
  );
}
