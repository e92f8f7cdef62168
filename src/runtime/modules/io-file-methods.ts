/** _io.FileIO: reading, writing, positions, the type. CPython: Modules/_io/fileio.c. */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_ReprEnter, Py_ReprLeave } from "../abstract/object-protocol";
import { _PyBytes_Resize, PyBytes_AS_STRING, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyLong_AsInt, PyLong_AsLong, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { heap_member, heap_type_finish } from "../builtin-types/type-from-spec";
import { file_isatty, file_read, file_seek, file_status, file_truncate, file_write } from "../host-files";
import { def_fast, def_fast_keywords, def_getset, def_noargs, def_o, Py_T_BOOL, Py_T_UINT } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getter,
  initproc,
  inquiry,
  newfunc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  reprfunc,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_OSError,
  PyExc_RuntimeError,
  PyExc_ValueError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { writable_view } from "./io-abstract";
import { _PyIOBase_cannot_pickle } from "./io-base";
import {
  FILE_APPENDING,
  FILE_CLOSEFD,
  FILE_CREATED,
  FILE_READABLE,
  FILE_SEEKABLE,
  FILE_SEEKABLE_KNOWN,
  FILE_WRITABLE,
  file_of,
  fileio,
  fileio_clear,
  fileio_close,
  fileio_dealloc,
  fileio_dealloc_warn,
  fileio_init,
  fileio_new,
  fileio_traverse,
  has_bit,
  learn_seekable,
} from "./io-file";
import { bytes_of_size, EAGAIN, io, io_positional, io_type, optional_size_keywords, set_gc_slots } from "./io-state";

const SMALLCHUNK: i64 = 8192;
const LARGE_BUFFER_CUTOFF_SIZE: i64 = 65536;
/** Most bytes of one read() or write(). */
const _PY_READ_MAX: i64 = 0x7ffff000;
const EINVAL: i32 = 22;
const SEEK_SET: i32 = 0;
const SEEK_CUR: i32 = 1;
/** Bytes of what file_status fills; place of the size. */
const STATUS_SIZE: usize = 104;
const STATUS_FILE_SIZE: usize = 48;

/** False with ValueError when the file is closed. */
function is_open(self: fileio): bool {
  if (self.fd >= 0) return true;
  PyErr_SetString(PyExc_ValueError, cstr("I/O operation on closed file"));
  return false;
}

/** The file is open in a mode that allows `action`: false with an exception. */
function allows(self: fileio, bit: u8, action: usize): bool {
  if (!is_open(self)) return false;
  if (has_bit(self, bit)) return true;
  PyErr_Format(io.unsupported_operation, cstr("File not open for %s"), action);
  return false;
}

/** OSError for a host's -errno; None where only waiting would help. */
function error_result(result: i32): PyObject | null {
  io.errno = -result;
  return result === -EAGAIN ? Py_None : PyErr_SetFromErrno(PyExc_OSError, -result);
}

function fileio_fileno(self: PyObject, _unused: PyObject | null): PyObject | null {
  return is_open(file_of(self)) ? PyLong_FromLong(<i64>file_of(self).fd) : null;
}

function bit_of(self: PyObject, bit: u8): PyObject | null {
  if (!is_open(file_of(self))) return null;
  return has_bit(file_of(self), bit) ? Py_True : Py_False;
}

function fileio_readable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bit_of(self, FILE_READABLE);
}

function fileio_writable(self: PyObject, _unused: PyObject | null): PyObject | null {
  return bit_of(self, FILE_WRITABLE);
}

function fileio_seekable(self: PyObject, _unused: PyObject | null): PyObject | null {
  const file = file_of(self);
  if (file.fd >= 0 && !has_bit(file, FILE_SEEKABLE_KNOWN)) learn_seekable(file, file_seek(file.fd, 0, SEEK_CUR));
  return bit_of(self, FILE_SEEKABLE);
}

function fileio_isatty(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (!is_open(file_of(self))) return null;
  return file_isatty(file_of(self).fd) > 0 ? Py_True : Py_False;
}

// --- reading ---

function fileio_readinto(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("readinto"), args, nargs, kwnames, 1, 1);
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (a && writable_view(view, cstr("readinto"), cstr("argument 1"), Slots.at(a).get(0))) {
    if (allows(file_of(self), FILE_READABLE, cstr("reading"))) {
      const count = file_read(file_of(self).fd, view.buf, view.len);
      result = count < 0 ? error_result(count) : PyLong_FromSsize_t(<i64>count);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** Room for what readall() will read. */
function first_size(self: fileio): i64 {
  const mark = stack_mark();
  const status = stack_alloc(STATUS_SIZE);
  const known = file_status(self.fd, status) >= 0;
  const end = known ? load<i64>(status, STATUS_FILE_SIZE) : -1;
  stack_release(mark);
  const position = <i64>file_seek(self.fd, 0, SEEK_CUR);
  // One byte more than there are, to see the end without growing.
  return end > 0 && position >= 0 && end >= position ? end - position + 1 : SMALLCHUNK;
}

function new_buffersize(currentsize: i64): i64 {
  const addend = currentsize > LARGE_BUFFER_CUTOFF_SIZE ? currentsize >> 3 : 256 + currentsize;
  return max(addend, SMALLCHUNK) + currentsize;
}

function fileio_readall(self: PyObject, _unused: PyObject | null): PyObject | null {
  const file = file_of(self);
  if (!is_open(file)) return null;
  let size = first_size(file);
  let result = bytes_of_size(size);
  let read: i64 = 0;
  while (result) {
    if (read >= size) {
      size = new_buffersize(read);
      result = _PyBytes_Resize(result, <i32>size);
      if (!result) return null;
    }
    const count = file_read(file.fd, PyBytes_AS_STRING(result) + <usize>read, <i32>(size - read));
    if (count === 0) break;
    if (count < 0) {
      if (count === -EAGAIN && read > 0) break;
      Py_DECREF(result);
      return error_result(count);
    }
    read += count;
  }
  return result && <i64>PyBytes_GET_SIZE(result) > read ? _PyBytes_Resize(result, <i32>read) : result;
}

function fileio_read(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!optional_size_keywords(cstr("read"), args, nargs, kwnames)) return null;
  const size = min(tstate.out_i64, _PY_READ_MAX);
  if (!allows(file_of(self), FILE_READABLE, cstr("reading"))) return null;
  if (size < 0) return fileio_readall(self, null);
  const bytes = bytes_of_size(size);
  if (!bytes) return null;
  const count = file_read(file_of(self).fd, PyBytes_AS_STRING(bytes), <i32>size);
  if (count >= 0) return <i64>count === size ? bytes : _PyBytes_Resize(bytes, count);
  Py_DECREF(bytes);
  return error_result(count);
}

// --- writing ---

function fileio_write(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("write"), args, nargs, kwnames, 1, 1);
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (a && PyObject_GetBuffer(Slots.at(a).get(0), view, PyBUF_SIMPLE) === 0) {
    if (allows(file_of(self), FILE_WRITABLE, cstr("writing"))) {
      const count = file_write(file_of(self).fd, view.buf, view.len);
      result = count < 0 ? error_result(count) : PyLong_FromSsize_t(<i64>count);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

// --- positions ---

/** The position after moving: -1 with OSError. */
function portable_lseek(self: fileio, offset: i64, whence: i32): i64 {
  const position = <i64>file_seek(self.fd, <f64>offset, whence);
  learn_seekable(self, <f64>position);
  if (position >= 0) return position;
  PyErr_SetFromErrno(PyExc_OSError, -(<i32>position));
  return -1;
}

function position_object(position: i64): PyObject | null {
  return position < 0 ? null : PyLong_FromSsize_t(position);
}

function fileio_seek(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seek"), nargs, 1, 2)) return null;
  const whence = nargs > 1 ? PyLong_AsInt(args.get(1)) : SEEK_SET;
  if (tstate.current_exception || !is_open(file_of(self))) return null;
  const offset = PyLong_AsLong(args.get(0));
  return tstate.current_exception ? null : position_object(portable_lseek(file_of(self), offset, whence));
}

function fileio_tell(self: PyObject, _unused: PyObject | null): PyObject | null {
  return is_open(file_of(self)) ? position_object(portable_lseek(file_of(self), 0, SEEK_CUR)) : null;
}

/** Cuts the file, or makes it longer. `size` is what is returned. */
function truncate_to(self: fileio, size: PyObject): PyObject | null {
  const length = PyLong_AsLong(size);
  if (tstate.current_exception) return null;
  const status = length < 0 ? -EINVAL : file_truncate(self.fd, <f64>length);
  return status < 0 ? PyErr_SetFromErrno(PyExc_OSError, -status) : Py_NewRef(size);
}

function fileio_truncate(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = io_positional(cstr("truncate"), args, nargs, kwnames, 0, 1);
  stack_release(mark);
  if (!a) return null;
  const argument = Slots.at(a).getOrNull(0);
  const file = file_of(self);
  if (!allows(file, FILE_WRITABLE, cstr("writing"))) return null;
  if (argument && ptr(argument) !== ptr(Py_None)) return truncate_to(file, argument);
  const position = position_object(portable_lseek(file, 0, SEEK_CUR));
  if (!position) return null;
  const result = truncate_to(file, position);
  Py_DECREF(position);
  return result;
}

// --- attributes ---

function mode_text(self: fileio): usize {
  const readable = has_bit(self, FILE_READABLE);
  if (has_bit(self, FILE_CREATED)) return readable ? cstr("xb+") : cstr("xb");
  if (has_bit(self, FILE_APPENDING)) return readable ? cstr("ab+") : cstr("ab");
  if (readable) return has_bit(self, FILE_WRITABLE) ? cstr("rb+") : cstr("rb");
  return cstr("wb");
}

/** "<_io.FileIO name=... mode='rb' closefd=True>" for a file with a name. */
function named_repr(o: PyObject, name: PyObject, closefd: usize): PyObject | null {
  const type_name = o.ob_type.tp_name;
  const status = Py_ReprEnter(o);
  if (status > 0) PyErr_Format(PyExc_RuntimeError, cstr("reentrant call inside %.100s.__repr__"), type_name);
  if (status !== 0) return null;
  const text = cstr("<%.100s name=%R mode='%s' closefd=%s>");
  const result = PyUnicode_FromFormat(text, type_name, ptr(name), mode_text(file_of(o)), closefd);
  Py_ReprLeave(o);
  return result;
}

function fileio_repr(o: PyObject): PyObject | null {
  const self = file_of(o);
  const type_name = o.ob_type.tp_name;
  if (self.fd < 0) return PyUnicode_FromFormat(cstr("<%.100s [closed]>"), type_name);
  if (PyObject_GetOptionalAttr(o, _Py_ID("name")) < 0) return null;
  const name = tstate.out_object;
  const closefd = has_bit(self, FILE_CLOSEFD) ? cstr("True") : cstr("False");
  if (!name) {
    const text = cstr("<%.100s fd=%d mode='%s' closefd=%s>");
    return PyUnicode_FromFormat(text, type_name, <usize>self.fd, mode_text(self), closefd);
  }
  const result = named_repr(o, name, closefd);
  Py_DECREF(name);
  return result;
}

function fileio_get_closed(self: PyObject, _closure: usize): PyObject | null {
  return file_of(self).fd < 0 ? Py_True : Py_False;
}

function fileio_get_closefd(self: PyObject, _closure: usize): PyObject | null {
  return has_bit(file_of(self), FILE_CLOSEFD) ? Py_True : Py_False;
}

function fileio_get_mode(self: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(mode_text(file_of(self)));
}

function def_file_methods(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("read"),
    PyCFunctionFastWithKeywords.of(fileio_read),
    cstr("read($self, size=-1, /)\n--\n\nUp to size bytes, by one call of the system; or all that follow."),
  );
  def_noargs(
    t,
    cstr("readall"),
    PyCFunction.of(fileio_readall),
    cstr("readall($self, /)\n--\n\nAll bytes up to the end of the file."),
  );
  def_fast_keywords(
    t,
    cstr("readinto"),
    PyCFunctionFastWithKeywords.of(fileio_readinto),
    cstr("readinto($self, buffer, /)\n--\n\nReads into buffer; how many bytes."),
  );
  def_fast_keywords(
    t,
    cstr("write"),
    PyCFunctionFastWithKeywords.of(fileio_write),
    cstr("write($self, b, /)\n--\n\nWrites bytes, by one call of the system; how many were written."),
  );
  def_fast(
    t,
    cstr("seek"),
    PyCFunctionFast.of(fileio_seek),
    cstr("seek($self, pos, whence=0, /)\n--\n\nMoves the position: from the start, the position (1) or the end (2)."),
  );
  def_noargs(t, cstr("tell"), PyCFunction.of(fileio_tell), cstr("tell($self, /)\n--\n\nThe position."));
  def_fast_keywords(
    t,
    cstr("truncate"),
    PyCFunctionFastWithKeywords.of(fileio_truncate),
    cstr("truncate($self, size=None, /)\n--\n\nMakes the file end at size, or at the position."),
  );
  def_fast_keywords(
    t,
    cstr("close"),
    PyCFunctionFastWithKeywords.of(fileio_close),
    cstr("close($self, /)\n--\n\nCloses the file."),
  );
}

function def_file_inquiries(t: PyTypeObject): void {
  const cannot_pickle = PyCFunction.of(_PyIOBase_cannot_pickle);
  def_noargs(
    t,
    cstr("seekable"),
    PyCFunction.of(fileio_seekable),
    cstr("seekable($self, /)\n--\n\nCan the position be moved?"),
  );
  def_noargs(
    t,
    cstr("readable"),
    PyCFunction.of(fileio_readable),
    cstr("readable($self, /)\n--\n\nIs it open for reading?"),
  );
  def_noargs(
    t,
    cstr("writable"),
    PyCFunction.of(fileio_writable),
    cstr("writable($self, /)\n--\n\nIs it open for writing?"),
  );
  def_noargs(t, cstr("fileno"), PyCFunction.of(fileio_fileno), cstr("fileno($self, /)\n--\n\nThe file descriptor."));
  def_noargs(t, cstr("isatty"), PyCFunction.of(fileio_isatty), cstr("isatty($self, /)\n--\n\nIs it a terminal?"));
  def_o(t, cstr("_dealloc_warn"), PyCFunction.of(fileio_dealloc_warn), cstr("_dealloc_warn($self, object, /)\n--\n\n"));
  def_noargs(t, cstr("__reduce__"), cannot_pickle, cstr("__reduce__($self, /)\n--\n\n"));
  def_o(t, cstr("__reduce_ex__"), cannot_pickle, cstr("__reduce_ex__($self, object, /)\n--\n\n"));
  def_getset(t, cstr("closed"), getter.of(fileio_get_closed), null, cstr("Is the file closed?"));
  def_getset(t, cstr("closefd"), getter.of(fileio_get_closefd), null, cstr("Does close() close the descriptor?"));
  def_getset(t, cstr("mode"), getter.of(fileio_get_mode), null, cstr("The mode, as open() takes it."));
}

/** The class FileIO: new reference. */
export function make_fileio_type(m: PyObject, base: PyTypeObject): PyTypeObject | null {
  const doc = cstr(
    "FileIO(file, mode='r', closefd=True, opener=None)\n--\n\nA file of the system, given by name or descriptor, as a stream of bytes without a buffer.",
  );
  const weaklist = offsetof<fileio>("weakreflist");
  const t = io_type(m, cstr("_io.FileIO"), offsetof<fileio>(), doc, base, weaklist, offsetof<fileio>("dict"), 2);
  if (!t) return null;
  heap_member(t, 0, cstr("_blksize"), Py_T_UINT, offsetof<fileio>("blksize"), 0);
  heap_member(t, 1, cstr("_finalizing"), Py_T_BOOL, offsetof<fileio>("finalizing"), 0);
  set_gc_slots(t, destructor.of(fileio_dealloc), traverseproc.of(fileio_traverse), inquiry.of(fileio_clear));
  t.tp_repr = reprfunc.of(fileio_repr);
  t.tp_init = initproc.of(fileio_init);
  t.tp_new = newfunc.of(fileio_new);
  def_file_methods(t);
  def_file_inquiries(t);
  return heap_type_finish(t);
}
