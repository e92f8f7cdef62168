/**
 * OSError and its subclasses, chosen by errno; raising from an errno. CPython: Objects/exceptions.c, Python/errors.c.
 *
 * OSError(errno, strerror[, filename[, winerror[, filename2]]]) takes two to five arguments apart; `args` then keeps the
 * first two. Any other number of arguments is just `args`. A subclass with an `__init__` of its own that keeps
 * `OSError.__new__` has the arguments taken apart by OSError_init, all others by OSError_new.
 */

import { _PyArg_NoKeywords } from "../abstract/args";
import { orNone } from "../abstract/attribute";
import { PyObject_Call } from "../abstract/call";
import { PyErr_SetObject, PyErr_SetString } from "../abstract/errors";
import { PyNumber_AsSsize_t, PyNumber_Check } from "../abstract/number-convert";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { _Py_T_OBJECT, def_getset, def_member, def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  reprfunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import * as T from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { errno_text } from "./errno-text";
import { asException, BaseException_clear, BaseException_str, BaseException_traverse, visit_field } from "./exception";
import { set_field } from "./exception-fields";
import { PyOSErrorObject } from "./exception-structs";
import { exception_type, middling_type } from "./exception-types";
import { PyLong_AsLongAndOverflow, PyLong_Check, PyLong_FromLong, PyLong_FromSsize_t } from "./int";
import { PyUnicode_FromStringAndSize } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import {
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_GetSlice,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
  tuple_get_empty,
} from "./tuple";

/** @inline */
function asOSError(o: PyObject): PyOSErrorObject {
  return changetype<PyOSErrorObject>(o);
}

/** The subclass for an errno (numbers of Linux), or NULL. Borrowed. */
function errno_class(errno: i64): PyTypeObject | null {
  if (errno < 0 || errno > 200) return null;
  switch (<i32>errno) {
    case 11: // EAGAIN, EWOULDBLOCK
    case 114: // EALREADY
    case 115: // EINPROGRESS
      return T.PyExc_BlockingIOError;
    case 32: // EPIPE
    case 108: // ESHUTDOWN
      return T.PyExc_BrokenPipeError;
    case 10: // ECHILD
      return T.PyExc_ChildProcessError;
    case 103: // ECONNABORTED
      return T.PyExc_ConnectionAbortedError;
    case 111: // ECONNREFUSED
      return T.PyExc_ConnectionRefusedError;
    case 104: // ECONNRESET
      return T.PyExc_ConnectionResetError;
    case 17: // EEXIST
      return T.PyExc_FileExistsError;
    case 2: // ENOENT
      return T.PyExc_FileNotFoundError;
    case 21: // EISDIR
      return T.PyExc_IsADirectoryError;
    case 20: // ENOTDIR
      return T.PyExc_NotADirectoryError;
    case 4: // EINTR
      return T.PyExc_InterruptedError;
    case 1: // EPERM
    case 13: // EACCES
      return T.PyExc_PermissionError;
    case 3: // ESRCH
      return T.PyExc_ProcessLookupError;
    case 110: // ETIMEDOUT
      return T.PyExc_TimeoutError;
    default:
      return null;
  }
}

/** OSError_init takes the arguments apart, not OSError_new. */
function oserror_use_init(t: PyTypeObject): bool {
  return (
    changetype<usize>(t.tp_init) !== changetype<usize>(initproc.of(OSError_init)) &&
    changetype<usize>(t.tp_new) === changetype<usize>(newfunc.of(OSError_new))
  );
}

/** Two to five arguments are taken apart. */
function has_parts(args: PyObject): bool {
  const n = PyTuple_GET_SIZE(args);
  return n >= 2 && n <= 5;
}

/** Argument `i` when the arguments are taken apart and it is given: borrowed, or NULL. */
function part(args: PyObject, i: i32): PyObject | null {
  return has_parts(args) && i < PyTuple_GET_SIZE(args) ? PyTuple_GET_ITEM(args, i) : null;
}

/** Replaces `args`; steals `value`. */
function set_args(o: PyObject, value: PyObject): void {
  const old = asException(o).args;
  asException(o).args = value;
  Py_XDECREF(old);
}

/** Fills the fields from the arguments. -1 with an exception. */
function oserror_init(o: PyObject, args: PyObject): i32 {
  const e = asOSError(o);
  const filename = part(args, 2);
  let kept = Py_NewRef(args);
  if (filename && ptr(filename) !== ptr(T.Py_None)) {
    if (Py_IS_TYPE(o, T.PyExc_BlockingIOError) && PyNumber_Check(filename)) {
      // BlockingIOError may have the number of characters written in this place.
      e.written = PyNumber_AsSsize_t(filename, T.PyExc_ValueError);
      if (e.written === -1 && tstate.current_exception) {
        Py_DECREF(kept);
        return -1;
      }
    } else {
      set_field(o, offsetof<PyOSErrorObject>("filename"), filename);
      const filename2 = part(args, 4);
      if (filename2 && ptr(filename2) !== ptr(T.Py_None)) {
        set_field(o, offsetof<PyOSErrorObject>("filename2"), filename2);
      }
      Py_DECREF(kept);
      const first = PyTuple_GetSlice(args, 0, 2);
      if (!first) return -1;
      kept = first;
    }
  }
  set_field(o, offsetof<PyOSErrorObject>("myerrno"), part(args, 0));
  set_field(o, offsetof<PyOSErrorObject>("strerror"), part(args, 1));
  set_args(o, kept);
  return 0;
}

/** tp_new: OSError itself becomes the subclass of the errno. New reference. */
function OSError_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  let type = t;
  const late = oserror_use_init(t);
  if (!late) {
    if (!_PyArg_NoKeywords(t.tp_name, kwds)) return null;
    const errno = part(args, 0);
    if (errno && PyLong_Check(errno) && ptr(t) === ptr(T.PyExc_OSError)) {
      // A number too large for 64 bits gives -1, which is no errno.
      const found = errno_class(PyLong_AsLongAndOverflow(errno));
      if (found) type = found;
    }
  }
  // tp_alloc clears the body.
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  asOSError(o).written = -1;
  if (late) asException(o).args = tuple_get_empty();
  else if (oserror_init(o, args) < 0) {
    Py_DECREF(o);
    return null;
  }
  return o;
}

/** tp_init. */
function OSError_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!oserror_use_init(o.ob_type)) return 0;
  if (!_PyArg_NoKeywords(o.ob_type.tp_name, kwds)) return -1;
  return oserror_init(o, args);
}

/** tp_clear. */
function OSError_clear(o: PyObject): i32 {
  const e = asOSError(o);
  const myerrno = e.myerrno;
  e.myerrno = null;
  Py_XDECREF(myerrno);
  const strerror = e.strerror;
  e.strerror = null;
  Py_XDECREF(strerror);
  const filename = e.filename;
  e.filename = null;
  Py_XDECREF(filename);
  const filename2 = e.filename2;
  e.filename2 = null;
  Py_XDECREF(filename2);
  return BaseException_clear(o);
}

/** tp_dealloc. */
function OSError_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  OSError_clear(o);
  o.ob_type.tp_free!.call(o);
}

/** tp_traverse. */
function OSError_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const e = asOSError(o);
  return (
    visit_field(e.myerrno, visit, arg) ||
    visit_field(e.strerror, visit, arg) ||
    visit_field(e.filename, visit, arg) ||
    visit_field(e.filename2, visit, arg) ||
    BaseException_traverse(o, visit, arg)
  );
}

/** tp_str: "[Errno n] text: 'file' -> 'file2'". */
function OSError_str(o: PyObject): PyObject | null {
  const e = asOSError(o);
  const errno = e.myerrno;
  const strerror = e.strerror;
  const filename = e.filename;
  const filename2 = e.filename2;
  if (filename && filename2) {
    return PyUnicode_FromFormat(
      cstr("[Errno %S] %S: %R -> %R"),
      ptr(orNone(errno)),
      ptr(orNone(strerror)),
      ptr(filename),
      ptr(filename2),
    );
  }
  if (filename) {
    return PyUnicode_FromFormat(cstr("[Errno %S] %S: %R"), ptr(orNone(errno)), ptr(orNone(strerror)), ptr(filename));
  }
  if (errno && strerror) return PyUnicode_FromFormat(cstr("[Errno %S] %S"), ptr(errno), ptr(strerror));
  return BaseException_str(o);
}

/** The arguments that make an equal OSError: new reference. */
function original_args(o: PyObject): PyObject | null {
  const e = asOSError(o);
  const args = e.args!;
  const filename = e.filename;
  if (PyTuple_GET_SIZE(args) !== 2 || !filename) return Py_NewRef(args);
  const filename2 = e.filename2;
  const tuple = PyTuple_New(filename2 ? 5 : 3);
  if (!tuple) return null;
  PyTuple_SET_ITEM(tuple, 0, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
  PyTuple_SET_ITEM(tuple, 1, Py_NewRef(PyTuple_GET_ITEM(args, 1)));
  PyTuple_SET_ITEM(tuple, 2, Py_NewRef(filename));
  if (filename2) {
    PyTuple_SET_ITEM(tuple, 3, T.Py_None); // In the place of winerror.
    PyTuple_SET_ITEM(tuple, 4, Py_NewRef(filename2));
  }
  return tuple;
}

function OSError_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const args = original_args(o);
  if (!args) return null;
  const dict = asException(o).dict;
  const result = dict ? PyTuple_Pack(o.ob_type, args, dict) : PyTuple_Pack(o.ob_type, args);
  Py_DECREF(args);
  return result;
}

/** -1 with AttributeError when the number of characters written is not known. */
function need_written(o: PyObject): i32 {
  if (asOSError(o).written !== -1) return 0;
  PyErr_SetString(T.PyExc_AttributeError, cstr("characters_written"));
  return -1;
}

function OSError_written_get(o: PyObject, _closure: usize): PyObject | null {
  return need_written(o) < 0 ? null : PyLong_FromSsize_t(asOSError(o).written);
}

function OSError_written_set(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  if (!value) {
    if (need_written(o) < 0) return -1;
    asOSError(o).written = -1;
    return 0;
  }
  const n = PyNumber_AsSsize_t(value, T.PyExc_ValueError);
  if (n === -1 && tstate.current_exception) return -1;
  asOSError(o).written = n;
  return 0;
}

/** Text of an errno as glibc's strerror: new reference to a str. */
export function _Py_strerror(errno: i32): PyObject | null {
  const text = errno_text(errno);
  return text
    ? PyUnicode_FromStringAndSize(text, tstate.out_i32)
    : PyUnicode_FromFormat(cstr("Unknown error %d"), <usize>errno);
}

/** Raises `exc` (OSError or a class called like it) for an errno. Returns NULL. */
export function PyErr_SetFromErrno(exc: PyTypeObject, errno: i32): PyObject | null {
  return PyErr_SetFromErrnoWithFilenameObjects(exc, errno, null, null);
}

/** As PyErr_SetFromErrno with one or two file names (borrowed; may be NULL). */
export function PyErr_SetFromErrnoWithFilenameObjects(
  exc: PyTypeObject,
  errno: i32,
  filename: PyObject | null,
  filename2: PyObject | null = null,
): PyObject | null {
  const message = _Py_strerror(errno);
  if (!message) return null;
  const number = PyLong_FromLong(<i64>errno);
  const args = number ? PyTuple_New(filename2 ? 5 : filename ? 3 : 2) : null;
  if (!number || !args) {
    Py_DECREF(message);
    Py_XDECREF(number);
    return null;
  }
  PyTuple_SET_ITEM(args, 0, number);
  PyTuple_SET_ITEM(args, 1, message);
  if (filename) PyTuple_SET_ITEM(args, 2, Py_NewRef(filename));
  if (filename2) {
    PyTuple_SET_ITEM(args, 3, PyLong_FromLong(0)); // In the place of winerror.
    PyTuple_SET_ITEM(args, 4, Py_NewRef(filename2));
  }
  const value = PyObject_Call(exc, args, null);
  Py_DECREF(args);
  if (value) {
    PyErr_SetObject(value.ob_type, value);
    Py_DECREF(value);
  }
  return null;
}

function init_oserror(): void {
  const t = T.PyExc_OSError;
  const size = offsetof<PyOSErrorObject>();
  exception_type(t, cstr("OSError"), T.PyExc_Exception, size, cstr("The base of errors of the operating system."));
  t.tp_new = newfunc.of(OSError_new);
  t.tp_init = initproc.of(OSError_init);
  t.tp_dealloc = destructor.of(OSError_dealloc);
  t.tp_traverse = traverseproc.of(OSError_traverse);
  t.tp_clear = inquiry.of(OSError_clear);
  t.tp_str = reprfunc.of(OSError_str);
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(OSError_reduce));
  def_member(t, cstr("errno"), _Py_T_OBJECT, offsetof<PyOSErrorObject>("myerrno"), 0, cstr("POSIX exception code"));
  def_member(t, cstr("strerror"), _Py_T_OBJECT, offsetof<PyOSErrorObject>("strerror"), 0, cstr("exception strerror"));
  def_member(t, cstr("filename"), _Py_T_OBJECT, offsetof<PyOSErrorObject>("filename"), 0, cstr("exception filename"));
  def_member(
    t,
    cstr("filename2"),
    _Py_T_OBJECT,
    offsetof<PyOSErrorObject>("filename2"),
    0,
    cstr("second exception filename"),
  );
  def_getset(t, cstr("characters_written"), getter.of(OSError_written_get), setter.of(OSError_written_set));
}

export function init_exception_os_types(): void {
  init_oserror();
  const O = T.PyExc_OSError;
  middling_type(T.PyExc_BlockingIOError, cstr("BlockingIOError"), O, cstr("It would have to wait."));
  middling_type(T.PyExc_ConnectionError, cstr("ConnectionError"), O, cstr("A connection failed."));
  middling_type(T.PyExc_ChildProcessError, cstr("ChildProcessError"), O, cstr("About a child process."));
  const C = T.PyExc_ConnectionError;
  middling_type(T.PyExc_BrokenPipeError, cstr("BrokenPipeError"), C, cstr("The other end has been closed."));
  middling_type(T.PyExc_ConnectionAbortedError, cstr("ConnectionAbortedError"), C, cstr("The peer gave up."));
  middling_type(T.PyExc_ConnectionRefusedError, cstr("ConnectionRefusedError"), C, cstr("The peer refused."));
  middling_type(T.PyExc_ConnectionResetError, cstr("ConnectionResetError"), C, cstr("The peer cut the connection."));
  middling_type(T.PyExc_FileExistsError, cstr("FileExistsError"), O, cstr("The file is there already."));
  middling_type(T.PyExc_FileNotFoundError, cstr("FileNotFoundError"), O, cstr("There is no such file."));
  middling_type(T.PyExc_IsADirectoryError, cstr("IsADirectoryError"), O, cstr("Not possible with a directory."));
  middling_type(T.PyExc_NotADirectoryError, cstr("NotADirectoryError"), O, cstr("Possible with a directory only."));
  middling_type(T.PyExc_InterruptedError, cstr("InterruptedError"), O, cstr("A signal interrupted it."));
  middling_type(T.PyExc_PermissionError, cstr("PermissionError"), O, cstr("Not permitted."));
  middling_type(T.PyExc_ProcessLookupError, cstr("ProcessLookupError"), O, cstr("There is no such process."));
  middling_type(T.PyExc_TimeoutError, cstr("TimeoutError"), O, cstr("It took too long."));
}
