/**
 * Layouts of exception instances. CPython: Include/cpython/pyerrors.h.
 *
 *   PyBaseExceptionObject (72 bytes): head, +16 dict, +24 args, +32 notes, +40 traceback, +48 context, +56 cause,
 *   +64 suppress_context (one byte); the fields of subclasses begin at +72.
 *
 * All references are owned; `args` is a tuple and never NULL once made, the others may be NULL.
 */
import { Py_ssize_t, PyObject } from "../object/object";

@unmanaged
export class PyBaseExceptionObject extends PyObject {
  dict: PyObject | null;
  args: PyObject | null;
  notes: PyObject | null;
  traceback: PyObject | null;
  context: PyObject | null;
  cause: PyObject | null;
  suppress_context: u8;
  suppress_pad1: u8;
  suppress_pad2: u16;
  suppress_pad4: u32;
}

@unmanaged
export class PyBaseExceptionGroupObject extends PyBaseExceptionObject {
  msg: PyObject | null;
  excs: PyObject | null;
}

@unmanaged
export class PySyntaxErrorObject extends PyBaseExceptionObject {
  msg: PyObject | null;
  filename: PyObject | null;
  lineno: PyObject | null;
  offset: PyObject | null;
  end_lineno: PyObject | null;
  end_offset: PyObject | null;
  text: PyObject | null;
  print_file_and_line: PyObject | null;
}

@unmanaged
export class PyImportErrorObject extends PyBaseExceptionObject {
  msg: PyObject | null;
  name: PyObject | null;
  path: PyObject | null;
  name_from: PyObject | null;
}

@unmanaged
export class PyUnicodeErrorObject extends PyBaseExceptionObject {
  encoding: PyObject | null;
  object: PyObject | null;
  start: Py_ssize_t;
  end: Py_ssize_t;
  reason: PyObject | null;
}

@unmanaged
export class PySystemExitObject extends PyBaseExceptionObject {
  code: PyObject | null;
}

@unmanaged
export class PyOSErrorObject extends PyBaseExceptionObject {
  myerrno: PyObject | null;
  strerror: PyObject | null;
  filename: PyObject | null;
  filename2: PyObject | null;
  /** -1, or what BlockingIOError says was written. */
  written: i64;
}

@unmanaged
export class PyStopIterationObject extends PyBaseExceptionObject {
  value: PyObject | null;
}

@unmanaged
export class PyNameErrorObject extends PyBaseExceptionObject {
  name: PyObject | null;
}

@unmanaged
export class PyAttributeErrorObject extends PyBaseExceptionObject {
  obj: PyObject | null;
  name: PyObject | null;
}
