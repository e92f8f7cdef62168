/** os.stat() and its kin. CPython: Modules/posixmodule.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyErr_SetFromErrnoWithFilenameObjects } from "../builtin-types/exception-os";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_FromLong, PyLong_FromUnsignedLongLong } from "../builtin-types/int";
import { module_fast_keywords, PyModule_AddObjectRef } from "../builtin-types/module";
import { PyStructSequence_New, PyStructSequence_SET_ITEM, structseq_type } from "../builtin-types/structseq";
import { _PyTuple_ITEMS } from "../builtin-types/tuple";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { file_status, path_status } from "../host-files";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { newfunc, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { int_argument, no_dir_fd, posix_error } from "./posix-arguments";
import { ALLOW_FD, path_convert, path_release, path_t } from "./posix-path";

/** Fields of the host's record, i64 each (host-files.ts). */
const MODE: usize = 0;
const INO: usize = 8;
const DEV: usize = 16;
const NLINK: usize = 24;
const UID: usize = 32;
const GID: usize = 40;
const SIZE: usize = 48;
const TIMES: usize = 56;
const BLKSIZE: usize = 80;
const BLOCKS: usize = 88;
const RDEV: usize = 96;
const EFAULT: i32 = 14;
/** Bytes of the record. */
export const STATUS_BYTES: usize = 104;

/** Places in a stat_result: ints, floats and nanoseconds of the three times. */
const INT_TIMES: i32 = 7;
const FLOAT_TIMES: i32 = 10;
const NANOSECOND_TIMES: i32 = 13;
const NANOSECONDS: i64 = 1000000000;

@unmanaged
class StatusState {
  stat_result: PyTypeObject | null;
  /** tp_new of struct sequences. */
  structseq_new: newfunc | null;
}
const state: StatusState = changetype<StatusState>(memory.data(16, 8));

/** Sets the three fields of time number `i`. False with MemoryError. */
function fill_time(result: PyObject, i: i32, total: i64): bool {
  let seconds = total / NANOSECONDS;
  let rest = total % NANOSECONDS;
  if (rest < 0) {
    seconds--;
    rest += NANOSECONDS;
  }
  const as_int = PyLong_FromLong(seconds);
  const as_float = PyFloat_FromDouble(<f64>seconds + 1e-9 * <f64>rest);
  const as_nanoseconds = PyLong_FromLong(total);
  PyStructSequence_SET_ITEM(result, INT_TIMES + i, as_int);
  PyStructSequence_SET_ITEM(result, FLOAT_TIMES + i, as_float);
  PyStructSequence_SET_ITEM(result, NANOSECOND_TIMES + i, as_nanoseconds);
  return as_int !== null && as_float !== null && as_nanoseconds !== null;
}

function set_signed(result: PyObject, i: i32, value: i64): bool {
  const number = PyLong_FromLong(value);
  PyStructSequence_SET_ITEM(result, i, number);
  return number !== null;
}

function set_unsigned(result: PyObject, i: i32, value: i64): bool {
  const number = PyLong_FromUnsignedLongLong(<u64>value);
  PyStructSequence_SET_ITEM(result, i, number);
  return number !== null;
}

/** The stat_result for the host's record: new reference, NULL with MemoryError. */
export function stat_result_from(record: usize): PyObject | null {
  const result = PyStructSequence_New(state.stat_result!);
  if (!result) return null;
  let ok: bool =
    set_signed(result, 0, load<i64>(record + MODE)) &&
    set_unsigned(result, 1, load<i64>(record + INO)) &&
    set_unsigned(result, 2, load<i64>(record + DEV)) &&
    set_signed(result, 3, load<i64>(record + NLINK)) &&
    set_signed(result, 4, load<i64>(record + UID)) &&
    set_signed(result, 5, load<i64>(record + GID)) &&
    set_signed(result, 6, load<i64>(record + SIZE));
  for (let i = 0; ok && i < 3; i++) ok = fill_time(result, i, load<i64>(record + TIMES + ((<usize>i) << 3)));
  ok =
    ok &&
    set_signed(result, 16, load<i64>(record + BLKSIZE)) &&
    set_signed(result, 17, load<i64>(record + BLOCKS)) &&
    set_unsigned(result, 18, load<i64>(record + RDEV));
  if (ok) {
    _PyObject_GC_TRACK(result);
    return result;
  }
  Py_DECREF(result);
  return null;
}

/** Status of what `path` means: new reference; NULL with OSError. */
export function posix_do_stat(path: path_t, follow: bool): PyObject | null {
  const mark = stack_mark();
  const record = stack_alloc(STATUS_BYTES);
  // -1 for a descriptor means "none", and there is no name either.
  let error = -EFAULT;
  if (path.bytes) error = path_status(path.text, path.length, follow ? 1 : 0, record);
  else if (path.fd !== -1) error = file_status(path.fd, record);
  const result =
    error < 0 ? PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -error, path.object) : stat_result_from(record);
  stack_release(mark);
  return result;
}

const stat_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const lstat_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const fstat_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function os_stat(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path dir_fd follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(stat_spec, cstr("stat"), names, 0, args, nargs, null, kwnames, 1, 1));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) {
    const path = changetype<path_t>(stack_alloc(offsetof<path_t>()));
    const follow = a.getOrNull(2);
    if (path_convert(path, a.get(0), cstr("stat"), cstr("path"), ALLOW_FD)) {
      const follows = no_dir_fd(a.getOrNull(1)) ? (follow ? PyObject_IsTrue(follow) : 1) : -1;
      if (follows >= 0) result = posix_do_stat(path, follows > 0);
      path_release(path);
    }
  }
  stack_release(mark);
  return result;
}

function os_lstat(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path dir_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(lstat_spec, cstr("lstat"), names, 0, args, nargs, null, kwnames, 1, 1));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) {
    const path = changetype<path_t>(stack_alloc(offsetof<path_t>()));
    if (path_convert(path, a.get(0), cstr("lstat"), cstr("path"), 0)) {
      if (no_dir_fd(a.getOrNull(1))) result = posix_do_stat(path, false);
      path_release(path);
    }
  }
  stack_release(mark);
  return result;
}

function os_fstat(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(fstat_spec, cstr("fstat"), cstr("fd"), 0, args, nargs, null, kwnames, 1, 1));
  let result: PyObject | null = null;
  const fd = changetype<usize>(a) ? int_argument(a.get(0)) : -1;
  if (!tstate.current_exception) {
    const record = stack_alloc(STATUS_BYTES);
    const error = file_status(fd, record);
    result = error < 0 ? posix_error(error) : stat_result_from(record);
  }
  stack_release(mark);
  return result;
}

/** `os.stat_result(sequence)`: float times that are missing are the int ones. */
function statresult_new(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const result = state.structseq_new!.call(t, args, kwds);
  if (!result) return null;
  const items = _PyTuple_ITEMS(result);
  for (let i = 0; i < 3; i++) {
    if (ptr(items.get(FLOAT_TIMES + i)) === ptr(Py_None))
      items.set(FLOAT_TIMES + i, Py_NewRef(items.get(INT_TIMES + i)));
  }
  return result;
}

/** The type and the functions. False with an exception. */
export function add_status(m: PyObject): bool {
  const t = structseq_type(
    cstr("os.stat_result"),
    cstr(
      "stat_result: what os.stat() tells of a file\n\nAs a tuple: the first ten fields, with times in whole seconds.",
    ),
    cstr(
      "st_mode st_ino st_dev st_nlink st_uid st_gid st_size - - - st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev",
    ),
    10,
    false,
  );
  if (!t) return false;
  state.stat_result = t;
  state.structseq_new = t.tp_new;
  t.tp_new = newfunc.of(statresult_new);
  return (
    PyModule_AddObjectRef(m, cstr("stat_result"), t) === 0 &&
    module_fast_keywords(
      m,
      cstr("stat"),
      PyCFunctionFastWithKeywords.of(os_stat),
      cstr("stat($module, /, path, *, dir_fd=None, follow_symlinks=True)\n--\n\nWhat the system knows of a file."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("lstat"),
      PyCFunctionFastWithKeywords.of(os_lstat),
      cstr("lstat($module, /, path, *, dir_fd=None)\n--\n\nAs stat(), of a symbolic link itself."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("fstat"),
      PyCFunctionFastWithKeywords.of(os_fstat),
      cstr("fstat($module, /, fd)\n--\n\nAs stat(), of an open file."),
    ) === 0
  );
}
