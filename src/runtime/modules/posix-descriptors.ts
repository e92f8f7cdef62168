/** Functions of `posix` on open files. CPython: Modules/posixmodule.c. */

import { _PyArg_AsSsize_t, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBUF_WRITABLE,
  PyBuffer_Release,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import {
  PySequence_Check,
  PySequence_Fast,
  PySequence_Fast_GET_SIZE,
  PySequence_Fast_ITEMS,
} from "../abstract/sequence";
import { PyBool_FromLong } from "../builtin-types/bool";
import { _PyBytes_Resize, PyBytes_AS_STRING, PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { PyLong_FromLong } from "../builtin-types/int";
import { module_fast, module_fast_keywords, module_o } from "../builtin-types/module";
import {
  file_close,
  file_dup,
  file_dup2,
  file_flags,
  file_isatty,
  file_open,
  file_read,
  file_seek,
  file_sync,
  file_truncate,
  file_write,
} from "../host-files";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, PyExc_TypeError } from "../object/static-types";
import { int_argument, int_or_error, no_dir_fd, none_or_error, offset_argument, posix_error } from "./posix-arguments";
import { path_convert, path_error, path_release, path_t } from "./posix-path";

const EINVAL: i32 = 22;
const SEEK_SET: i32 = 0;
const SEEK_CUR: i32 = 1;
const O_CLOEXEC: i32 = 0o2000000;

const open_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const fd_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const dup2_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function os_open(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path flags mode dir_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(open_spec, cstr("open"), names, 0, args, nargs, null, kwnames, 2, 3));
  const path = changetype<path_t>(stack_alloc(offsetof<path_t>()));
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("open"), cstr("path"), 0)) {
    const flags = int_argument(a.get(1));
    const mode_argument = a.getOrNull(2);
    const mode = tstate.current_exception ? -1 : mode_argument ? int_argument(mode_argument) : 0o777;
    if (!tstate.current_exception && no_dir_fd(a.getOrNull(3))) {
      const fd = file_open(path.text, path.length, flags | O_CLOEXEC, mode);
      result = fd < 0 ? path_error(path, fd) : PyLong_FromLong(<i64>fd);
    }
    path_release(path);
  }
  stack_release(mark);
  return result;
}

/** The one argument `fd` of a function: test tstate.current_exception. */
function fd_argument(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): i32 {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(fd_spec, fname, cstr("fd"), 0, args, nargs, null, kwnames, 1, 1));
  stack_release(mark);
  return changetype<usize>(a) ? int_argument(a.get(0)) : -1;
}

function os_close(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const fd = fd_argument(cstr("close"), args, nargs, kwnames);
  return tstate.current_exception ? null : none_or_error(file_close(fd));
}

function os_fsync(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const fd = fd_argument(cstr("fsync"), args, nargs, kwnames);
  return tstate.current_exception ? null : none_or_error(file_sync(fd));
}

function os_fdatasync(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const fd = fd_argument(cstr("fdatasync"), args, nargs, kwnames);
  return tstate.current_exception ? null : none_or_error(file_sync(fd));
}

function os_closerange(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("closerange"), nargs, 2, 2)) return null;
  const low = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const high = int_argument(args.get(1));
  if (tstate.current_exception) return null;
  for (let fd = max(low, 0); fd < high; fd++) file_close(fd);
  return Py_None;
}

function os_dup(_m: PyObject, arg: PyObject | null): PyObject | null {
  const fd = int_argument(arg!);
  return tstate.current_exception ? null : int_or_error(file_dup(fd, 0));
}

function os_dup2(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("fd fd2 inheritable");
  const a = Slots.at(_PyArg_UnpackKeywords(dup2_spec, cstr("dup2"), names, 0, args, nargs, null, kwnames, 2, 3));
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const second = a.get(1);
  const fd = int_argument(a.get(0));
  if (tstate.current_exception) return null;
  const fd2 = int_argument(second);
  if (tstate.current_exception) return null;
  return int_or_error(file_dup2(fd, fd2));
}

/** Up to `length` bytes of an open file: new reference. */
function read_bytes(fd: i32, length: i64): PyObject | null {
  if (length < 0) return posix_error(-EINVAL);
  const capacity = <i32>min<i64>(length, 0x7ffff000);
  const buffer = PyBytes_FromStringAndSize(0, capacity);
  if (!buffer) return null;
  const count = file_read(fd, PyBytes_AS_STRING(buffer), capacity);
  if (count === capacity) return buffer;
  if (count >= 0) return _PyBytes_Resize(buffer, count);
  Py_DECREF(buffer);
  return posix_error(count);
}

function os_read(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("read"), nargs, 2, 2)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const length = _PyArg_AsSsize_t(args.get(1));
  return tstate.current_exception ? null : read_bytes(fd, length);
}

/** Writes what a bytes-like object holds: number of bytes or -errno; -1 with an exception (which comes first). */
function write_buffer(fd: i32, data: PyObject): i32 {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let count = -1;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    count = file_write(fd, view.buf, view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return count;
}

function os_write(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("write"), nargs, 2, 2)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const count = write_buffer(fd, args.get(1));
  return tstate.current_exception ? null : int_or_error(count);
}

function os_lseek(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("lseek"), nargs, 3, 3)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const offset = offset_argument(args.get(1));
  if (tstate.current_exception) return null;
  const whence = int_argument(args.get(2));
  if (tstate.current_exception) return null;
  const position = file_seek(fd, <f64>offset, whence);
  return position < 0 ? posix_error(<i32>position) : PyLong_FromLong(<i64>position);
}

/** Moves to `offset`; where it was before, or -errno. */
function move_to(fd: i32, offset: i64): f64 {
  const before = file_seek(fd, 0, SEEK_CUR);
  if (before < 0) return before;
  const now = file_seek(fd, <f64>offset, SEEK_SET);
  return now < 0 ? now : before;
}

function os_pread(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pread"), nargs, 3, 3)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const length = _PyArg_AsSsize_t(args.get(1));
  if (tstate.current_exception) return null;
  const offset = offset_argument(args.get(2));
  if (tstate.current_exception) return null;
  const before = move_to(fd, offset);
  if (before < 0) return posix_error(<i32>before);
  const result = read_bytes(fd, length);
  file_seek(fd, before, SEEK_SET);
  return result;
}

function os_pwrite(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pwrite"), nargs, 3, 3)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const offset = offset_argument(args.get(2));
  if (tstate.current_exception) return null;
  const before = move_to(fd, offset);
  if (before < 0) return posix_error(<i32>before);
  const count = write_buffer(fd, args.get(1));
  file_seek(fd, before, SEEK_SET);
  return tstate.current_exception ? null : int_or_error(count);
}

/** One buffer of readv() or writev(): number of bytes, -errno, -1 with an exception. */
function transfer(fd: i32, o: PyObject, writes: bool): i32 {
  if (writes) return write_buffer(fd, o);
  const mark = stack_mark();
  const view: Py_buffer = Py_buffer_OnStack();
  let count = -1;
  if (PyObject_GetBuffer(o, view, PyBUF_WRITABLE) === 0) {
    count = file_read(fd, view.buf, view.len);
    // A short read ends the whole: tell by a flag.
    tstate.out_i32 = count < view.len ? 1 : 0;
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return count;
}

/** readv() and writev(): buffer by buffer. */
function transfer_all(args: Slots, writes: bool): PyObject | null {
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  if (!PySequence_Check(args.get(1))) {
    PyErr_SetString(
      PyExc_TypeError,
      writes ? cstr("writev() arg 2 must be a sequence") : cstr("readv() arg 2 must be a sequence"),
    );
    return null;
  }
  const buffers = PySequence_Fast(args.get(1), cstr("expected a sequence"));
  if (!buffers) return null;
  let total: i64 = 0;
  let error = 0;
  for (let i = 0; error === 0 && i < PySequence_Fast_GET_SIZE(buffers); i++) {
    tstate.out_i32 = 0;
    const count = transfer(fd, PySequence_Fast_ITEMS(buffers).get(i), writes);
    const is_short = !writes && tstate.out_i32 !== 0;
    if (count < 0) error = count;
    else total += <i64>count;
    if (is_short) break;
  }
  Py_DECREF(buffers);
  if (tstate.current_exception) return null;
  return error < 0 && total === 0 ? posix_error(error) : PyLong_FromLong(total);
}

function os_readv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("readv"), nargs, 2, 2)) return null;
  return transfer_all(args, false);
}

function os_writev(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("writev"), nargs, 2, 2)) return null;
  return transfer_all(args, true);
}

function os_ftruncate(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("ftruncate"), nargs, 2, 2)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception) return null;
  const length = offset_argument(args.get(1));
  if (tstate.current_exception) return null;
  return none_or_error(length < 0 ? -EINVAL : file_truncate(fd, <f64>length));
}

function os_isatty(_m: PyObject, arg: PyObject | null): PyObject | null {
  const fd = int_argument(arg!);
  return tstate.current_exception ? null : PyBool_FromLong(file_isatty(fd) > 0 ? 1 : 0);
}

/** There are no children that could inherit anything. */
function os_get_inheritable(_m: PyObject, arg: PyObject | null): PyObject | null {
  const fd = int_argument(arg!);
  if (tstate.current_exception) return null;
  const flags = file_flags(fd);
  return flags < 0 ? posix_error(flags) : Py_False;
}

function os_set_inheritable(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("set_inheritable"), nargs, 2, 2)) return null;
  const fd = int_argument(args.get(0));
  if (tstate.current_exception || PyObject_IsTrue(args.get(1)) < 0) return null;
  const flags = file_flags(fd);
  return none_or_error(flags < 0 ? flags : 0);
}

function add_keyword_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("open"),
      PyCFunctionFastWithKeywords.of(os_open),
      cstr("open($module, /, path, flags, mode=511, *, dir_fd=None)\n--\n\nOpens a file: its descriptor."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("close"),
      PyCFunctionFastWithKeywords.of(os_close),
      cstr("close($module, /, fd)\n--\n\nCloses a descriptor."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("fsync"),
      PyCFunctionFastWithKeywords.of(os_fsync),
      cstr("fsync($module, /, fd)\n--\n\nWaits until the file is on the disk."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("fdatasync"),
      PyCFunctionFastWithKeywords.of(os_fdatasync),
      cstr("fdatasync($module, /, fd)\n--\n\nWaits until the contents of the file are on the disk."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("dup2"),
      PyCFunctionFastWithKeywords.of(os_dup2),
      cstr("dup2($module, /, fd, fd2, inheritable=True)\n--\n\nMakes fd2 mean what fd means."),
    ) === 0
  );
}

function add_transfer_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("read"),
      PyCFunctionFast.of(os_read),
      cstr("read($module, fd, length, /)\n--\n\nReads up to length bytes."),
    ) === 0 &&
    module_fast(
      m,
      cstr("write"),
      PyCFunctionFast.of(os_write),
      cstr("write($module, fd, data, /)\n--\n\nWrites bytes: how many were taken."),
    ) === 0 &&
    module_fast(
      m,
      cstr("lseek"),
      PyCFunctionFast.of(os_lseek),
      cstr("lseek($module, fd, position, whence, /)\n--\n\nSets the position: where it is then."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pread"),
      PyCFunctionFast.of(os_pread),
      cstr("pread($module, fd, length, offset, /)\n--\n\nReads at an offset; the position stays."),
    ) === 0 &&
    module_fast(
      m,
      cstr("pwrite"),
      PyCFunctionFast.of(os_pwrite),
      cstr("pwrite($module, fd, buffer, offset, /)\n--\n\nWrites at an offset; the position stays."),
    ) === 0 &&
    module_fast(
      m,
      cstr("readv"),
      PyCFunctionFast.of(os_readv),
      cstr("readv($module, fd, buffers, /)\n--\n\nReads into several buffers."),
    ) === 0 &&
    module_fast(
      m,
      cstr("writev"),
      PyCFunctionFast.of(os_writev),
      cstr("writev($module, fd, buffers, /)\n--\n\nWrites several buffers."),
    ) === 0 &&
    module_fast(
      m,
      cstr("ftruncate"),
      PyCFunctionFast.of(os_ftruncate),
      cstr("ftruncate($module, fd, length, /)\n--\n\nSets the size of an open file."),
    ) === 0
  );
}

/** Adds the functions. False with an exception. */
export function add_descriptor_functions(m: PyObject): bool {
  return (
    add_keyword_functions(m) &&
    add_transfer_functions(m) &&
    module_fast(
      m,
      cstr("closerange"),
      PyCFunctionFast.of(os_closerange),
      cstr("closerange($module, fd_low, fd_high, /)\n--\n\nCloses all descriptors in a range; no errors."),
    ) === 0 &&
    module_o(
      m,
      cstr("dup"),
      PyCFunction.of(os_dup),
      cstr("dup($module, fd, /)\n--\n\nAnother descriptor for the same."),
    ) === 0 &&
    module_o(m, cstr("isatty"), PyCFunction.of(os_isatty), cstr("isatty($module, fd, /)\n--\n\nIs it a terminal?")) ===
      0 &&
    module_o(
      m,
      cstr("get_inheritable"),
      PyCFunction.of(os_get_inheritable),
      cstr("get_inheritable($module, fd, /)\n--\n\nWould a child process have it?"),
    ) === 0 &&
    module_fast(
      m,
      cstr("set_inheritable"),
      PyCFunctionFast.of(os_set_inheritable),
      cstr("set_inheritable($module, fd, inheritable, /)\n--\n\nSets whether a child process would have it."),
    ) === 0
  );
}
