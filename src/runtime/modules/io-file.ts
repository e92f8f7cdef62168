/**
 * _io.FileIO: opening, closing, releasing. CPython: Modules/_io/fileio.c.
 *
 *   fileio (48 bytes, GC)
 *   +16 fd, i32; -1: closed       +21 finalizing, u8       +32 weakreflist
 *   +20 bits, u8: FILE_*          +24 blksize, u32         +40 dict (owned)
 */

import { _PyArg_BadArgument, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_SetAttr } from "../abstract/attribute";
import { PySys_AuditTuple, should_audit } from "../abstract/audit";
import { PyObject_CallFunctionObjArgs, PyObject_CallMethodOneArg } from "../abstract/call";
import {
  _PyErr_ChainExceptions1,
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyErr_SetFromErrno, PyErr_SetFromErrnoWithFilenameObjects } from "../builtin-types/exception-os";
import { PyLong_AsInt, PyLong_Check, PyLong_FromLong } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { PyErr_ResourceWarning, PyErr_WarnEx } from "../builtin-types/warnings";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { file_close, file_open, file_seek, file_status } from "../host-files";
import { clear_at } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { visitproc } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyBool_Type,
  PyExc_OSError,
  PyExc_RuntimeWarning,
  PyExc_TypeError,
  PyExc_ValueError,
  PyExc_Warning,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyIOBase_finalize } from "./io-base";
import { DEFAULT_BUFFER_SIZE, io, io_no_arguments, text_without_nul, visit_if } from "./io-state";
import { PyUnicode_FSConverter } from "./posix-path";

@unmanaged
export class fileio extends PyObject {
  fd: i32;
  bits: u8;
  finalizing: u8;
  pad: u16;
  blksize: u32;
  pad2: u32;
  weakreflist: PyObject | null;
  dict: PyObject | null;
}

export const FILE_CREATED: u8 = 1;
export const FILE_READABLE: u8 = 2;
export const FILE_WRITABLE: u8 = 4;
export const FILE_APPENDING: u8 = 8;
export const FILE_SEEKABLE: u8 = 16;
/** FILE_SEEKABLE tells the truth; before, nobody has tried. */
export const FILE_SEEKABLE_KNOWN: u8 = 32;
export const FILE_CLOSEFD: u8 = 64;

const O_WRONLY: i32 = 1;
const O_RDWR: i32 = 2;
const O_CREAT: i32 = 0o100;
const O_EXCL: i32 = 0o200;
const O_TRUNC: i32 = 0o1000;
const O_APPEND: i32 = 0o2000;
const O_CLOEXEC: i32 = 0o2000000;
const S_IFMT: i64 = 0o170000;
const S_IFDIR: i64 = 0o040000;
const EBADF: i32 = 9;
const EISDIR: i32 = 21;
const ESPIPE: i32 = 29;
const SEEK_END: i32 = 2;
/** Bytes of what file_status fills; places of two of its numbers. */
const STATUS_SIZE: usize = 104;
const STATUS_MODE: usize = 0;
const STATUS_BLKSIZE: usize = 80;

/** @inline */
export function file_of(o: PyObject): fileio {
  return changetype<fileio>(o);
}

/** @inline */
export function has_bit(self: fileio, bit: u8): bool {
  return (self.bits & bit) !== 0;
}

/** The file descriptor is closed. @inline */
export function _PyFileIO_closed(o: PyObject): bool {
  return file_of(o).fd < 0;
}

// --- closing ---

/** ResourceWarning "unclosed file ..." about `source`, the stream whose end it is. */
export function fileio_dealloc_warn(self: PyObject, source: PyObject | null): PyObject | null {
  if (_PyFileIO_closed(self) || !has_bit(file_of(self), FILE_CLOSEFD)) return Py_None;
  const exc = PyErr_GetRaisedException();
  if (PyErr_ResourceWarning(source!, 1, cstr("unclosed file %R"), ptr(source)) < 0) {
    // Other errors are to be expected while the interpreter ends.
    if (PyErr_ExceptionMatches(PyExc_Warning)) PyErr_WriteUnraisable(self);
  }
  PyErr_SetRaisedException(exc);
  return Py_None;
}

/** Closes the descriptor. -1 with OSError. */
export function internal_close(self: fileio): i32 {
  if (self.fd < 0) return 0;
  const fd = self.fd;
  self.fd = -1;
  const status = file_close(fd);
  if (status >= 0) return 0;
  PyErr_SetFromErrno(PyExc_OSError, -status);
  return -1;
}

export function fileio_close(self: PyObject, _args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!io_no_arguments(cstr("close"), nargs, kwnames)) return null;
  const file = file_of(self);
  const result = PyObject_CallMethodOneArg(io.PyRawIOBase_Type, _Py_ID("close"), self);
  if (!has_bit(file, FILE_CLOSEFD)) {
    file.fd = -1;
    return result;
  }
  let exc: PyObject | null = null;
  if (!result) exc = PyErr_GetRaisedException();
  if (file.finalizing) {
    const warned = fileio_dealloc_warn(self, self);
    if (warned) Py_DECREF(warned);
    else PyErr_Clear();
  }
  const status = internal_close(file);
  if (!result) _PyErr_ChainExceptions1(exc);
  if (status === 0 || !result) return result;
  Py_DECREF(result);
  return null;
}

// --- opening ---

export function fileio_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const alloc = type.tp_alloc!;
  const o = alloc.call(type, 0);
  if (!o) return null;
  file_of(o).fd = -1;
  file_of(o).bits = FILE_CLOSEFD;
  return o;
}

/** Flags for open() of a mode, whose bits are set; -1 with ValueError. */
function flags_of_mode(self: fileio, mode: usize): i32 {
  let flags = 0;
  let has_kind = false;
  let has_plus = false;
  for (let at = mode; load<u8>(at) !== 0; at++) {
    const ch = load<u8>(at);
    if (ch === 98) continue; // b
    let bits: u8 = 0;
    if (ch === 120)
      bits = FILE_CREATED | FILE_WRITABLE; // x
    else if (ch === 114)
      bits = FILE_READABLE; // r
    else if (ch === 119)
      bits = FILE_WRITABLE; // w
    else if (ch === 97)
      bits = FILE_WRITABLE | FILE_APPENDING; // a
    else if (ch !== 43) {
      PyErr_Format(PyExc_ValueError, cstr("invalid mode: %.200s"), mode);
      return -1;
    }
    if (bits ? has_kind : has_plus) return bad_mode();
    if (bits) has_kind = true;
    else {
      has_plus = true;
      bits = FILE_READABLE | FILE_WRITABLE;
    }
    self.bits |= bits;
    if (ch === 120) flags |= O_EXCL | O_CREAT;
    else if (ch === 119) flags |= O_CREAT | O_TRUNC;
    else if (ch === 97) flags |= O_APPEND | O_CREAT;
  }
  if (!has_kind) return bad_mode();
  if (has_bit(self, FILE_WRITABLE)) flags |= has_bit(self, FILE_READABLE) ? O_RDWR : O_WRONLY;
  return flags | O_CLOEXEC;
}

function bad_mode(): i32 {
  const text = cstr("Must have exactly one of create/read/write/append mode and at most one plus");
  PyErr_SetString(PyExc_ValueError, text);
  return -1;
}

/** The descriptor that `opener` gives: -1 with an exception. */
function call_opener(opener: PyObject, name: PyObject, flags: i32): i32 {
  const number = PyLong_FromLong(<i64>flags);
  if (!number) return -1;
  const result = PyObject_CallFunctionObjArgs(opener, name, number);
  Py_DECREF(number);
  if (!result) return -1;
  if (!PyLong_Check(result)) {
    Py_DECREF(result);
    PyErr_SetString(PyExc_TypeError, cstr("expected integer from opener"));
    return -1;
  }
  const fd = PyLong_AsInt(result);
  Py_DECREF(result);
  if (fd < 0 && !tstate.current_exception) {
    PyErr_Format(PyExc_ValueError, cstr("opener returned %d"), <usize>fd);
  }
  return fd;
}

/** Opens the file of that name: false with an exception. */
function open_by_name(self: fileio, name: PyObject, path: PyObject, flags: i32, opener: PyObject): bool {
  if (ptr(opener) !== ptr(Py_None)) {
    self.fd = call_opener(opener, name, flags);
    return self.fd >= 0;
  }
  const fd = file_open(PyBytes_AS_STRING(path), PyBytes_GET_SIZE(path), flags, 0o666);
  if (fd < 0) PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -fd, name);
  self.fd = max(fd, -1);
  return fd >= 0;
}

/** Looks at what has been opened: false with OSError when it is a folder or not open. */
function check_status(self: fileio, name: PyObject): bool {
  self.blksize = DEFAULT_BUFFER_SIZE;
  const mark = stack_mark();
  const status = stack_alloc(STATUS_SIZE);
  const result = file_status(self.fd, status);
  const mode = load<i64>(status, STATUS_MODE);
  const blksize = load<i64>(status, STATUS_BLKSIZE);
  stack_release(mark);
  if (result < 0) {
    if (result === -EBADF) PyErr_SetFromErrno(PyExc_OSError, EBADF);
    return result !== -EBADF;
  }
  if ((mode & S_IFMT) === S_IFDIR) {
    PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, EISDIR, name);
    return false;
  }
  if (blksize > 1) self.blksize = <u32>blksize;
  return true;
}

/** Sets `name`, and the position of a file that is appended to. False with an exception. */
function finish_opening(o: PyObject, name: PyObject): bool {
  const self = file_of(o);
  if (!check_status(self, name)) return false;
  if (PyObject_SetAttr(o, _Py_ID("name"), name) < 0) return false;
  if (!has_bit(self, FILE_APPENDING)) return true;
  const position = file_seek(self.fd, 0, SEEK_END);
  learn_seekable(self, position);
  if (position >= 0 || <i32>position === -ESPIPE) return true;
  PyErr_SetFromErrno(PyExc_OSError, -(<i32>position));
  return false;
}

/** The result of a seek tells whether the file is seekable. */
export function learn_seekable(self: fileio, position: f64): void {
  if (has_bit(self, FILE_SEEKABLE_KNOWN)) return;
  self.bits |= position >= 0 ? FILE_SEEKABLE_KNOWN | FILE_SEEKABLE : FILE_SEEKABLE_KNOWN;
}

/** Undoes an opening that failed. */
function abandon(self: fileio, is_own: bool): void {
  if (!is_own) self.fd = -1;
  if (self.fd < 0) return;
  const exc = PyErr_GetRaisedException();
  internal_close(self);
  _PyErr_ChainExceptions1(exc);
}

/** The audit event "open" (name, mode, flags). False with the exception of a hook. */
function audit_open(name: PyObject, mode: usize, flags: i32): bool {
  if (!should_audit()) return true;
  const text = PyUnicode_FromString(mode);
  const number = PyLong_FromLong(<i64>flags);
  const args = text && number ? PyTuple_Pack(name, text, number) : null;
  Py_XDECREF(text);
  Py_XDECREF(number);
  return PySys_AuditTuple(cstr("open"), args) === 0;
}

/** A descriptor that was given instead of a name; -1: none was given. -2 with an exception. */
function given_descriptor(name: PyObject): i32 {
  if (changetype<usize>(name.ob_type) === changetype<usize>(PyBool_Type)) {
    if (PyErr_WarnEx(PyExc_RuntimeWarning, cstr("bool is used as a file descriptor"), 1) < 0) return -2;
  }
  const fd = PyLong_AsInt(name);
  if (fd >= 0) return fd;
  if (!tstate.current_exception) {
    PyErr_SetString(PyExc_ValueError, cstr("negative file descriptor"));
    return -2;
  }
  PyErr_Clear();
  return -1;
}

function open_path(o: PyObject, name: PyObject, path: PyObject, mode: usize, closefd: bool, opener: PyObject): i32 {
  const self = file_of(o);
  const flags = flags_of_mode(self, mode);
  let is_own: bool = false;
  if (flags >= 0 && audit_open(name, mode, flags)) {
    self.bits |= FILE_CLOSEFD;
    if (!closefd) PyErr_SetString(PyExc_ValueError, cstr("Cannot use closefd=False with file name"));
    else {
      is_own = open_by_name(self, name, path, flags, opener);
      if (is_own && finish_opening(o, name)) return 0;
    }
  }
  abandon(self, is_own);
  return -1;
}

function open_descriptor(o: PyObject, name: PyObject, fd: i32, mode: usize, closefd: bool): i32 {
  const self = file_of(o);
  const flags = flags_of_mode(self, mode);
  if (flags >= 0 && audit_open(name, mode, flags)) {
    self.fd = fd;
    self.bits = closefd ? self.bits | FILE_CLOSEFD : self.bits & ~FILE_CLOSEFD;
    if (finish_opening(o, name)) return 0;
  }
  abandon(self, false);
  return -1;
}

/** Opens `name`, a name or a descriptor. -1 with an exception. */
export function fileio_open(o: PyObject, name: PyObject, mode: usize, closefd: bool, opener: PyObject): i32 {
  const self = file_of(o);
  if (self.fd >= 0) {
    if (!has_bit(self, FILE_CLOSEFD)) self.fd = -1;
    else if (internal_close(self) < 0) return -1;
  }
  const fd = given_descriptor(name);
  if (fd < -1) return -1;
  if (fd >= 0) return open_descriptor(o, name, fd, mode, closefd);
  const path = PyUnicode_FSConverter(name);
  if (!path) return -1;
  const status = open_path(o, name, path, mode, closefd, opener);
  Py_DECREF(path);
  return status;
}

const init_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

export function fileio_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const mark = stack_mark();
  const names = cstr("file mode closefd opener");
  const a = Slots.at(_PyArg_UnpackKeywordsTuple(init_spec, cstr("FileIO"), names, 0, args, kwds, 1, 4));
  stack_release(mark);
  if (!changetype<usize>(a)) return -1;
  const name = a.get(0);
  const mode_argument = a.getOrNull(1);
  const closefd_argument = a.getOrNull(2);
  const opener = a.getOrNull(3);
  let mode = cstr("r");
  if (mode_argument) {
    if (!PyUnicode_Check(mode_argument)) {
      _PyArg_BadArgument(cstr("FileIO"), cstr("argument 'mode'"), cstr("str"), mode_argument);
      return -1;
    }
    mode = text_without_nul(mode_argument);
    if (!mode) return -1;
  }
  const closefd = closefd_argument ? PyObject_IsTrue(closefd_argument) : 1;
  if (closefd < 0) return -1;
  return fileio_open(o, name, mode, closefd !== 0, opener ? opener : Py_None);
}

// --- collection, release ---

export function fileio_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  const stop = visit.call(self.ob_type, arg);
  return stop ? stop : visit_if(file_of(self).dict, visit, arg);
}

export function fileio_clear(self: PyObject): i32 {
  clear_at(ptr(self) + offsetof<fileio>("dict"));
  return 0;
}

export function fileio_dealloc(self: PyObject): void {
  file_of(self).finalizing = 1;
  if (_PyIOBase_finalize(self) < 0) return;
  const t = self.ob_type;
  PyObject_GC_UnTrack(self);
  if (file_of(self).weakreflist) PyObject_ClearWeakRefs(self);
  fileio_clear(self);
  t.tp_free!.call(self);
  Py_DECREF(t);
}
