/** File names as arguments. CPython: path_t, path_converter, PyOS_FSPath of Modules/posixmodule.c. */

import { PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, _PyNumber_Index } from "../abstract/number-convert";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyErr_SetFromErrnoWithFilenameObjects } from "../builtin-types/exception-os";
import { PyLong_AsLongLongAndOverflow } from "../builtin-types/int";
import { PyUnicode_Check } from "../builtin-types/str";
import { PyUnicode_DecodeFSDefaultAndSize, PyUnicode_EncodeFSDefault } from "../builtin-types/str-codecs";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { take_text } from "../host-files";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { raise_no_memory } from "../object/no-memory";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";

/** A file name, or the descriptor of an open file instead. */
@unmanaged
export class path_t {
  /** Bytes of the name, in `bytes`; "." for None. */
  text: usize;
  length: i32;
  /** -1: a name was given. */
  fd: i32;
  /** Results are bytes too. */
  is_bytes: i32;
  pad: i32;
  /** What was given: for errors. Borrowed. */
  object: PyObject;
  /** Owned; NULL for descriptors and None. */
  bytes: PyObject | null;
}

export const ALLOW_NONE: i32 = 1;
export const ALLOW_FD: i32 = 2;

/** What `path.__fspath__()` gives, `path` itself for str and bytes: new reference, NULL with TypeError. */
export function PyOS_FSPath(path: PyObject): PyObject | null {
  if (PyUnicode_Check(path) || PyBytes_Check(path)) return Py_NewRef(path);
  const method = _PyObject_LookupSpecial(path, _Py_ID("__fspath__"));
  if (!method || ptr(method) === ptr(Py_None)) {
    if (tstate.current_exception) return null;
    return PyErr_Format(
      PyExc_TypeError,
      cstr("expected str, bytes or os.PathLike object, not %.200s"),
      path.ob_type.tp_name,
    );
  }
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (!result || PyUnicode_Check(result) || PyBytes_Check(result)) return result;
  PyErr_Format(
    PyExc_TypeError,
    cstr("expected %.200s.__fspath__() to return str or bytes, not %.200s"),
    path.ob_type.tp_name,
    result.ob_type.tp_name,
  );
  Py_DECREF(result);
  return null;
}

/** The bytes of a str or bytes: new reference. */
export function fs_bytes(name: PyObject): PyObject | null {
  return PyUnicode_Check(name) ? PyUnicode_EncodeFSDefault(name) : Py_NewRef(name);
}

/** bytes for a str, bytes or PathLike: new reference, NULL with an exception. */
export function PyUnicode_FSConverter(o: PyObject): PyObject | null {
  const name = PyOS_FSPath(o);
  if (!name) return null;
  const bytes = fs_bytes(name);
  Py_DECREF(name);
  if (!bytes || !has_nul(bytes)) return bytes;
  Py_DECREF(bytes);
  PyErr_SetString(PyExc_ValueError, cstr("embedded null byte"));
  return null;
}

function has_nul(bytes: PyObject): bool {
  const text = PyBytes_AS_STRING(bytes);
  for (let i = 0; i < PyBytes_GET_SIZE(bytes); i++) if (load<u8>(text + <usize>i) === 0) return true;
  return false;
}

/** A descriptor: false with an exception (OverflowError outside of int). */
export function fd_of(o: PyObject, path: path_t): bool {
  const index = _PyNumber_Index(o);
  if (!index) return false;
  const value = PyLong_AsLongLongAndOverflow(index);
  const overflow = tstate.out_i32;
  Py_DECREF(index);
  if (overflow > 0 || value > <i64>i32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("fd is greater than maximum"));
    return false;
  }
  if (overflow < 0 || value < <i64>i32.MIN_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("fd is less than minimum"));
    return false;
  }
  path.fd = <i32>value;
  return true;
}

function wrong_type(o: PyObject, function_name: usize, argument: usize, allow: i32): void {
  let expected = cstr("string, bytes or os.PathLike");
  if (allow === (ALLOW_FD | ALLOW_NONE)) expected = cstr("string, bytes, os.PathLike, integer or None");
  else if (allow === ALLOW_FD) expected = cstr("string, bytes, os.PathLike or integer");
  else if (allow === ALLOW_NONE) expected = cstr("string, bytes, os.PathLike or None");
  const text = cstr("%s: %s should be %s, not %.200s");
  PyErr_Format(PyExc_TypeError, text, function_name, argument, expected, o.ob_type.tp_name);
}

/** Has the type of `o` an `__fspath__`? Then what it gives replaces `o`: new reference; NULL with an exception or without one. */
function call_fspath(o: PyObject): PyObject | null {
  const method = _PyObject_LookupSpecial(o, _Py_ID("__fspath__"));
  if (!method) return null;
  Py_DECREF(method);
  return PyOS_FSPath(o);
}

/**
 * Fills `path` from an argument (NULL: as None). False with an exception. `allow`: ALLOW_* for what else may be given. Afterwards
 * path_release().
 */
export function path_convert(
  path: path_t,
  o: PyObject | null,
  function_name: usize,
  argument: usize,
  allow: i32,
): bool {
  path.fd = -1;
  path.is_bytes = 0;
  path.bytes = null;
  path.object = o ? o : Py_None;
  if (allow & ALLOW_NONE && ptr(path.object) === ptr(Py_None)) {
    path.text = cstr(".");
    path.length = 1;
    return true;
  }
  let name: PyObject | null = null;
  if (PyUnicode_Check(path.object) || PyBytes_Check(path.object)) name = Py_NewRef(path.object);
  else if (allow & ALLOW_FD && _PyIndex_Check(path.object)) return fd_of(path.object, path);
  else name = call_fspath(path.object);
  if (!name) {
    if (!tstate.current_exception) wrong_type(path.object, function_name, argument, allow);
    return false;
  }
  path.is_bytes = PyBytes_Check(name) ? 1 : 0;
  const bytes = fs_bytes(name);
  Py_DECREF(name);
  if (!bytes) return false;
  path.bytes = bytes;
  path.text = PyBytes_AS_STRING(bytes);
  path.length = PyBytes_GET_SIZE(bytes);
  if (!has_nul(bytes)) return true;
  PyErr_Format(PyExc_ValueError, cstr("%s: embedded null character in %s"), function_name, argument);
  path_release(path);
  return false;
}

export function path_release(path: path_t): void {
  const bytes = path.bytes;
  path.bytes = null;
  Py_XDECREF(bytes);
}

/** OSError for a host's -errno about `path`. Returns NULL. */
export function path_error(path: path_t, result: i32): PyObject | null {
  const name: PyObject | null = ptr(path.object) === ptr(Py_None) ? null : path.object;
  return PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -result, name);
}

/** None for 0, else OSError about `path`, which is released. */
export function path_result(path: path_t, result: i32): PyObject | null {
  const value = result < 0 ? path_error(path, result) : Py_None;
  path_release(path);
  return value;
}

/** `length` bytes at `text` as a file name of the kind that was given: new reference. */
export function name_like(is_bytes: bool, text: usize, length: i32): PyObject | null {
  return is_bytes ? PyBytes_FromStringAndSize(text, length) : PyUnicode_DecodeFSDefaultAndSize(text, length);
}

/** The text that the host has left: a block of the mem domain, 0 with MemoryError. */
export function taken_text(length: i32): usize {
  const block = PyMem_Malloc(<usize>length + 1);
  if (!block) {
    raise_no_memory();
    return 0;
  }
  take_text(block);
  store<u8>(block + <usize>length, 0);
  return block;
}

/** The text that the host has left as one file name: new reference. */
export function taken_name(is_bytes: bool, length: i32): PyObject | null {
  const text = taken_text(length);
  if (!text) return null;
  const name = name_like(is_bytes, text, length);
  PyMem_Free(text);
  return name;
}
