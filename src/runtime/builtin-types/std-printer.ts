/**
 * The plain stream that sys.stderr is until `_io` is there. CPython: PyStdPrinter_Type of Objects/fileobject.c.
 *
 *   PyStdPrinter_Object (24 bytes)   +16 fd, i32
 */

import { _PyArg_BadArgument } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_Clear } from "../abstract/errors";
import { isatty, write } from "../host";
import { PyObject_Malloc } from "../memory/domains";
import { def_getset, def_noargs, def_o } from "../object/def-tables";
import { cstr } from "../object/literals";
import { _PyObject_InitHead, Py_DECREF, PyObject, ptr } from "../object/object";
import { destructor, getattrofunc, getter, PyCFunction, reprfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_OSError, PyStdPrinter_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_DISALLOW_INSTANTIATION } from "../object/type-object";
import { PyObject_Del } from "./base-object-alloc";
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { PyErr_SetFromErrno } from "./exception-os";
import { PyLong_FromLong, PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check, PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyUnicode_AsUTF8String, PyUnicode_AsUTF8AndSize } from "./str-utf8";
import { static_type } from "./type-define";

@unmanaged
class PyStdPrinter_Object extends PyObject {
  fd: i32;
  pad: i32;
}

/** Writes bytes to file descriptor 2: how many, or -errno. */
export function write_stderr_bytes(bytes: usize, length: i32): i32 {
  return write(2, bytes, length);
}

/** A stream that writes to a descriptor: new reference, NULL without memory (no exception). */
export function PyFile_NewStdPrinter(fd: i32): PyObject | null {
  const block = PyObject_Malloc(offsetof<PyStdPrinter_Object>());
  if (!block) return null;
  const o = changetype<PyStdPrinter_Object>(block);
  _PyObject_InitHead(o, PyStdPrinter_Type);
  o.fd = fd;
  o.pad = 0;
  return o;
}

/** @inline */
function fd_of(o: PyObject): i32 {
  return changetype<PyStdPrinter_Object>(o).fd;
}

/** How many bytes were written; OSError. */
function written(count: i32): PyObject | null {
  return count < 0 ? PyErr_SetFromErrno(PyExc_OSError, -count) : PyLong_FromSsize_t(<i64>count);
}

function stdprinter_write(o: PyObject, text: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(text!)) {
    _PyArg_BadArgument(cstr("write"), cstr("argument 1"), cstr("str"), text!);
    return null;
  }
  const utf8 = PyUnicode_AsUTF8AndSize(text!);
  if (utf8) return written(write(fd_of(o), utf8, tstate.out_i32));
  PyErr_Clear();
  const bytes = _PyUnicode_AsUTF8String(text!, cstr("backslashreplace"));
  if (!bytes) return null;
  const result = written(write(fd_of(o), PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes)));
  Py_DECREF(bytes);
  return result;
}

function stdprinter_fileno(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(<i64>fd_of(o));
}

/** close() and flush(): there is nothing to do. */
function stdprinter_noop(_o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

function stdprinter_isatty(o: PyObject, _unused: PyObject | null): PyObject | null {
  return isatty(fd_of(o)) ? Py_True : Py_False;
}

function stdprinter_encoding(_o: PyObject, _closure: usize): PyObject | null {
  return Py_None;
}

function stdprinter_closed(_o: PyObject, _closure: usize): PyObject | null {
  return Py_False;
}

function stdprinter_mode(_o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(cstr("w"));
}

function stdprinter_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<stdprinter(fd=%d) object at %p>"), <usize>fd_of(o), ptr(o));
}

export function init_stdprinter_type(): void {
  const t = PyStdPrinter_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  static_type(t, cstr("stderrprinter"), <i32>offsetof<PyStdPrinter_Object>(), 0, flags);
  t.tp_dealloc = destructor.of(PyObject_Del);
  t.tp_repr = reprfunc.of(stdprinter_repr);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  def_noargs(t, cstr("close"), PyCFunction.of(stdprinter_noop));
  def_noargs(t, cstr("flush"), PyCFunction.of(stdprinter_noop));
  def_noargs(t, cstr("fileno"), PyCFunction.of(stdprinter_fileno));
  def_noargs(t, cstr("isatty"), PyCFunction.of(stdprinter_isatty));
  def_o(t, cstr("write"), PyCFunction.of(stdprinter_write));
  def_getset(t, cstr("closed"), getter.of(stdprinter_closed), null);
  def_getset(t, cstr("encoding"), getter.of(stdprinter_encoding), null);
  def_getset(t, cstr("mode"), getter.of(stdprinter_mode), null);
}
