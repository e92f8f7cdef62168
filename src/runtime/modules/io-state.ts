/**
 * What the files of `_io` share: its types, the exception UnsupportedOperation, arguments. CPython: Modules/_io/_iomodule.h,
 * _PyIO_State, PyNumber_AsOff_t.
 */

import {
  _PyArg_AsSsize_t,
  _PyArg_BadArgument,
  _PyArg_CheckPositional,
  _PyArg_UnpackKeywords,
  ArgSpec,
} from "../abstract/args";
import { PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { PyDict_Check, PyDict_Update } from "../builtin-types/dict";
import { PyOSErrorObject } from "../builtin-types/exception-structs";
import { PyLong_AsLongAndOverflow, PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_Check } from "../builtin-types/str";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str-utf8";
import { heap_member, heap_type } from "../builtin-types/type-from-spec";
import { strlen } from "../object/c-string";
import { Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import { destructor, inquiry, traverseproc, visitproc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";

/** Types of the module, borrowed: its state owns them. In the order in which the module makes them. */
@unmanaged
export class _PyIO_State {
  unsupported_operation: PyTypeObject;
  PyIncrementalNewlineDecoder_Type: PyTypeObject;
  PyBytesIOBuffer_Type: PyTypeObject;
  PyIOBase_Type: PyTypeObject;
  PyTextIOBase_Type: PyTypeObject;
  PyBufferedIOBase_Type: PyTypeObject;
  PyRawIOBase_Type: PyTypeObject;
  PyBytesIO_Type: PyTypeObject;
  PyBufferedWriter_Type: PyTypeObject;
  PyBufferedReader_Type: PyTypeObject;
  PyBufferedRWPair_Type: PyTypeObject;
  PyBufferedRandom_Type: PyTypeObject;
  PyFileIO_Type: PyTypeObject;
  PyStringIO_Type: PyTypeObject;
  PyTextIOWrapper_Type: PyTypeObject;
  NativeDecoder_Type: PyTypeObject;
  /** What the last call of the host that failed gave as errno; 0 before a call of a raw stream. */
  errno: i32;
  pad: i32;
}
export const io: _PyIO_State = changetype<_PyIO_State>(memory.data(160, 8));
export const IO_TYPE_COUNT: i32 = 16;

export const DEFAULT_BUFFER_SIZE: i32 = 8192;
const EINTR: i32 = 4;
export const EAGAIN: i32 = 11;

export const IO_FLAGS: u32 = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE;

// --- types ---

/**
 * A type of the module below `base` whose instances have a dict and weak references at these offsets, with room for
 * `nmembers` members in front of the two that say so. New reference, NULL with an exception.
 */
export function io_type(
  m: PyObject,
  name: usize,
  size: usize,
  doc: usize,
  base: PyTypeObject | null,
  weaklist: usize,
  dict: usize,
  nmembers: i32,
): PyTypeObject | null {
  // A class without fields of its own has GC from its base.
  const flags = size ? IO_FLAGS : IO_FLAGS & ~Py_TPFLAGS_HAVE_GC;
  const t = heap_type(m, name, <Py_ssize_t>size, 0, flags, doc, dict ? nmembers + 2 : nmembers, base);
  if (!t || !dict) return t;
  t.tp_weaklistoffset = <Py_ssize_t>weaklist;
  t.tp_dictoffset = <Py_ssize_t>dict;
  heap_member(t, nmembers, cstr("__weaklistoffset__"), Py_T_PYSSIZET, weaklist, Py_READONLY);
  heap_member(t, nmembers + 1, cstr("__dictoffset__"), Py_T_PYSSIZET, dict, Py_READONLY);
  return t;
}

/** Sets the slots that every type with references has. */
export function set_gc_slots(t: PyTypeObject, dealloc: destructor, traverse: traverseproc, clear: inquiry): void {
  t.tp_dealloc = dealloc;
  t.tp_traverse = traverse;
  t.tp_clear = clear;
}

/** `o` is no instance of a subclass of `t`. @inline */
export function is_exactly(o: PyObject, t: PyTypeObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(t);
}

/** Visits a reference that may be missing. */
export function visit_if(o: PyObject | null, visit: visitproc, arg: usize): i32 {
  return o ? visit.call(o, arg) : 0;
}

// --- states of streams in memory ---

/** The position in a state: not negative; -1 with an exception, of which `notInt` is the text for another type. */
export function state_position(position: PyObject, notInt: usize): i64 {
  if (!PyLong_Check(position)) {
    PyErr_Format(PyExc_TypeError, notInt, position.ob_type.tp_name);
    return -1;
  }
  const value = PyLong_AsSsize_t(position);
  if (tstate.current_exception) return -1;
  if (value < 0) PyErr_SetString(PyExc_ValueError, cstr("position value cannot be negative"));
  return value < 0 ? -1 : value;
}

/** Adds the attributes of a state (None: there are none) to the dict in the slot at `own`. False with an exception. */
export function set_state_dict(own: usize, dict: PyObject, notDict: usize): bool {
  if (ptr(dict) === ptr(Py_None)) return true;
  if (!PyDict_Check(dict)) {
    PyErr_Format(PyExc_TypeError, notDict, dict.ob_type.tp_name);
    return false;
  }
  const known = Slots.at(own).getOrNull(0);
  if (known) return PyDict_Update(known, dict) === 0;
  Slots.at(own).set(0, Py_NewRef(dict));
  return true;
}

// --- errors ---

/** UnsupportedOperation. Returns NULL. */
export function io_unsupported(text: usize): PyObject | null {
  PyErr_SetString(io.unsupported_operation, text);
  return null;
}

/** Raises `exc` with a text in which "%S" is a 64-bit number. Returns NULL. */
export function number_error(exc: PyTypeObject, text: usize, value: i64): PyObject | null {
  const number = PyLong_FromSsize_t(value);
  if (!number) return null;
  PyErr_Format(exc, text, ptr(number));
  Py_DECREF(number);
  return null;
}

/** True, and the exception cleared, when it is an OSError whose errno is EINTR. */
export function _PyIO_trap_eintr(): bool {
  if (!PyErr_ExceptionMatches(PyExc_OSError)) return false;
  const exc = tstate.current_exception!;
  const number = changetype<PyOSErrorObject>(exc).myerrno;
  if (!number || PyLong_AsLongAndOverflow(number) !== EINTR) return false;
  tstate.current_exception = null;
  Py_DECREF(exc);
  return true;
}

/** bytes of that size, not cleared: new reference; NULL with MemoryError. */
export function bytes_of_size(size: i64): PyObject | null {
  return size > <i64>i32.MAX_VALUE ? PyErr_NoMemory() : PyBytes_FromStringAndSize(0, <Py_ssize_t>size);
}

// --- arguments ---

const no_names: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/**
 * The arguments of a method that could have keywords but names none, laid out: from `min` to `max`, absent ones NULL. On the
 * native stack, which the caller releases; 0 with TypeError.
 */
export function io_positional(
  fname: usize,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
  min: i32,
  max: i32,
): usize {
  if (!kwnames && nargs === max) return changetype<usize>(args);
  return _PyArg_UnpackKeywords(no_names, fname, cstr(""), max, args, nargs, null, kwnames, min, max);
}

/** None is -1, else a size; in tstate.out_i64. False with an exception. */
export function _Py_convert_optional_to_ssize_t(o: PyObject): bool {
  tstate.out_i64 = -1;
  if (ptr(o) === ptr(Py_None)) return true;
  if (!_PyIndex_Check(o)) {
    PyErr_Format(PyExc_TypeError, cstr("argument should be integer or None, not '%.200s'"), o.ob_type.tp_name);
    return false;
  }
  return size_result(PyNumber_AsSsize_t(o, PyExc_OverflowError));
}

function size_result(value: i64): bool {
  if (tstate.current_exception) return false;
  tstate.out_i64 = value;
  return true;
}

/** `(size=-1)` where None will do, in tstate.out_i64. False with an exception. */
export function optional_size(fname: usize, args: Slots, nargs: i32): bool {
  if (!_PyArg_CheckPositional(fname, nargs, 0, 1)) return false;
  tstate.out_i64 = -1;
  return nargs === 0 || _Py_convert_optional_to_ssize_t(args.get(0));
}

/** As optional_size for a method that could have keywords. */
export function optional_size_keywords(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  const mark = stack_mark();
  const a = io_positional(fname, args, nargs, kwnames, 0, 1);
  stack_release(mark);
  if (!a) return false;
  const size = Slots.at(a).getOrNull(0);
  tstate.out_i64 = -1;
  return !size || _Py_convert_optional_to_ssize_t(size);
}

/** `(size=...)` where None will not do, in tstate.out_i64. False with an exception. */
export function size_or(fname: usize, args: Slots, nargs: i32, absent: i64): bool {
  if (!_PyArg_CheckPositional(fname, nargs, 0, 1)) return false;
  tstate.out_i64 = absent;
  return nargs === 0 || size_result(_PyArg_AsSsize_t(args.get(0)));
}

/** No arguments at all, else TypeError "close() takes no arguments". */
export function io_no_arguments(fname: usize, nargs: i32, kwnames: PyObject | null): bool {
  if (nargs === 0 && !kwnames) return true;
  PyErr_Format(PyExc_TypeError, cstr("%s() takes no arguments"), fname);
  return false;
}

/** The UTF-8 of an argument that must be a str without NUL; 0 with an exception. `argument`: "argument 1". */
export function text_argument(fname: usize, argument: usize, o: PyObject): usize {
  if (!PyUnicode_Check(o)) {
    _PyArg_BadArgument(fname, argument, cstr("str"), o);
    return 0;
  }
  return text_without_nul(o);
}

/** The UTF-8 of a str, which may not have a NUL in it; 0 with an exception. */
export function text_without_nul(o: PyObject): usize {
  const text = PyUnicode_AsUTF8AndSize(o);
  if (!text || strlen(text) === tstate.out_i32) return text;
  PyErr_SetString(PyExc_ValueError, cstr("embedded null character"));
  return 0;
}
