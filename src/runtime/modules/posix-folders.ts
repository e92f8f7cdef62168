/** Functions of `posix` on names: folders, links, modes, times. CPython: Modules/posixmodule.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyNumber_Divmod } from "../abstract/number";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyErr_SetFromErrnoWithFilenameObjects } from "../builtin-types/exception-os";
import { PyFloat_AS_DOUBLE, PyFloat_Check } from "../builtin-types/float";
import { PyLong_AsLongLong, PyLong_FromLong } from "../builtin-types/int";
import { PyList_Append, PyList_New } from "../builtin-types/list";
import { module_fast_keywords } from "../builtin-types/module";
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { clock } from "../host";
import {
  file_truncate,
  path_access,
  path_change_folder,
  path_change_mode,
  path_link,
  path_list,
  path_make_folder,
  path_read_link,
  path_remove,
  path_remove_folder,
  path_rename,
  path_set_times,
  path_truncate,
} from "../host-files";
import { PyMem_Free } from "../memory/domains";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_NotImplementedError,
  PyExc_OSError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import { int_argument, no_dir_fd, offset_argument } from "./posix-arguments";
import {
  ALLOW_FD,
  ALLOW_NONE,
  name_like,
  path_convert,
  path_error,
  path_release,
  path_result,
  path_t,
  taken_name,
  taken_text,
} from "./posix-path";

const EINVAL: i32 = 22;
const NANOSECONDS: i64 = 1000000000;

/** Argument names of functions with the same ones are shared. */
const path_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const path_dir_fd_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const mode_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const chmod_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const access_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const rename_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const link_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const symlink_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const utime_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const truncate_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** A path_t on the native stack. */
function new_path(): path_t {
  return changetype<path_t>(stack_alloc(offsetof<path_t>()));
}

/** For functions of `path` and `dir_fd`: fills `path`; false with an exception. */
function path_and_dir_fd(path: path_t, fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  const a = Slots.at(
    _PyArg_UnpackKeywords(path_dir_fd_spec, fname, cstr("path dir_fd"), 0, args, nargs, null, kwnames, 1, 1),
  );
  if (!changetype<usize>(a) || !path_convert(path, a.get(0), fname, cstr("path"), 0)) return false;
  if (no_dir_fd(a.getOrNull(1))) return true;
  path_release(path);
  return false;
}

function remove_as(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const path = new_path();
  let result: PyObject | null = null;
  if (path_and_dir_fd(path, fname, args, nargs, kwnames)) {
    result = path_result(path, path_remove(path.text, path.length));
  }
  stack_release(mark);
  return result;
}

function os_unlink(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return remove_as(cstr("unlink"), args, nargs, kwnames);
}

function os_remove(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return remove_as(cstr("remove"), args, nargs, kwnames);
}

function os_rmdir(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const path = new_path();
  let result: PyObject | null = null;
  if (path_and_dir_fd(path, cstr("rmdir"), args, nargs, kwnames)) {
    result = path_result(path, path_remove_folder(path.text, path.length));
  }
  stack_release(mark);
  return result;
}

function os_readlink(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const path = new_path();
  let result: PyObject | null = null;
  if (path_and_dir_fd(path, cstr("readlink"), args, nargs, kwnames)) {
    const length = path_read_link(path.text, path.length);
    result = length < 0 ? path_error(path, length) : taken_name(path.is_bytes !== 0, length);
    path_release(path);
  }
  stack_release(mark);
  return result;
}

/** For functions of `path` only, which may be a descriptor or nothing as `allow` says. */
function path_only(path: path_t, fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null, allow: i32): bool {
  const least = allow & ALLOW_NONE ? 0 : 1;
  const a = Slots.at(_PyArg_UnpackKeywords(path_spec, fname, cstr("path"), 0, args, nargs, null, kwnames, least, 1));
  return changetype<usize>(a) !== 0 && path_convert(path, a.getOrNull(0), fname, cstr("path"), allow);
}

function os_chdir(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const path = new_path();
  let result: PyObject | null = null;
  if (path_only(path, cstr("chdir"), args, nargs, kwnames, 0)) {
    result = path_result(path, path_change_folder(path.text, path.length));
  }
  stack_release(mark);
  return result;
}

/** The names in the text of `length` bytes that the host has left: a new list. */
export function taken_names(is_bytes: bool, length: i32): PyObject | null {
  const text = taken_text(length);
  const list = text ? PyList_New(0) : null;
  let ok: bool = list !== null;
  let at = text;
  while (ok && at < text + <usize>length) {
    const size = strlen(at);
    const name = name_like(is_bytes, at, size);
    ok = name !== null && PyList_Append(list!, name) === 0;
    if (name) Py_DECREF(name);
    at += <usize>size + 1;
  }
  if (text) PyMem_Free(text);
  if (ok || !list) return list;
  Py_DECREF(list);
  return null;
}

function os_listdir(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const path = new_path();
  let result: PyObject | null = null;
  if (path_only(path, cstr("listdir"), args, nargs, kwnames, ALLOW_NONE | ALLOW_FD)) {
    if (path.fd >= 0) PyErr_SetString(PyExc_NotImplementedError, cstr("listdir: fd unavailable on this platform"));
    else {
      const length = path_list(path.text, path.length);
      result = length < 0 ? path_error(path, length) : taken_names(path.is_bytes !== 0, length);
    }
    path_release(path);
  }
  stack_release(mark);
  return result;
}

function os_mkdir(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path mode dir_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(mode_spec, cstr("mkdir"), names, 0, args, nargs, null, kwnames, 1, 2));
  const path = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("mkdir"), cstr("path"), 0)) {
    const mode_argument = a.getOrNull(1);
    const mode = mode_argument ? int_argument(mode_argument) : 0o777;
    if (!tstate.current_exception && no_dir_fd(a.getOrNull(2))) {
      result = path_result(path, path_make_folder(path.text, path.length, mode));
    } else path_release(path);
  }
  stack_release(mark);
  return result;
}

function os_chmod(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path mode dir_fd follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(chmod_spec, cstr("chmod"), names, 0, args, nargs, null, kwnames, 2, 2));
  const path = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("chmod"), cstr("path"), 0)) {
    const mode = int_argument(a.get(1));
    const follow = a.getOrNull(3);
    const follows = tstate.current_exception ? -1 : follow ? PyObject_IsTrue(follow) : 1;
    if (follows === 0) {
      PyErr_SetString(PyExc_NotImplementedError, cstr("chmod: follow_symlinks unavailable on this platform"));
    }
    if (follows > 0 && no_dir_fd(a.getOrNull(2))) {
      result = path_result(path, path_change_mode(path.text, path.length, mode));
    } else path_release(path);
  }
  stack_release(mark);
  return result;
}

function os_access(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path mode dir_fd effective_ids follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(access_spec, cstr("access"), names, 0, args, nargs, null, kwnames, 2, 2));
  const path = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("access"), cstr("path"), 0)) {
    const mode = int_argument(a.get(1));
    if (!tstate.current_exception && no_dir_fd(a.getOrNull(2))) {
      result = PyBool_FromLong(path_access(path.text, path.length, mode) === 0 ? 1 : 0);
    }
    path_release(path);
  }
  stack_release(mark);
  return result;
}

/** None for 0, else OSError about two names; both are released. */
function two_paths_result(src: path_t, dst: path_t, result: i32): PyObject | null {
  const value =
    result < 0 ? PyErr_SetFromErrnoWithFilenameObjects(PyExc_OSError, -result, src.object, dst.object) : Py_None;
  path_release(src);
  path_release(dst);
  return value;
}

/** Arguments `src` and `dst`; false with an exception. */
function two_paths(src: path_t, dst: path_t, a: Slots, fname: usize): bool {
  if (!path_convert(src, a.get(0), fname, cstr("src"), 0)) return false;
  if (path_convert(dst, a.get(1), fname, cstr("dst"), 0)) return true;
  path_release(src);
  return false;
}

function rename_as(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("src dst src_dir_fd dst_dir_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(rename_spec, fname, names, 0, args, nargs, null, kwnames, 2, 2));
  const src = new_path();
  const dst = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && no_dir_fd(a.getOrNull(2)) && no_dir_fd(a.getOrNull(3)) && two_paths(src, dst, a, fname)) {
    result = two_paths_result(src, dst, path_rename(src.text, src.length, dst.text, dst.length));
  }
  stack_release(mark);
  return result;
}

function os_rename(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return rename_as(cstr("rename"), args, nargs, kwnames);
}

function os_replace(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return rename_as(cstr("replace"), args, nargs, kwnames);
}

function os_link(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("src dst src_dir_fd dst_dir_fd follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(link_spec, cstr("link"), names, 0, args, nargs, null, kwnames, 2, 2));
  const src = new_path();
  const dst = new_path();
  let result: PyObject | null = null;
  if (
    changetype<usize>(a) &&
    no_dir_fd(a.getOrNull(2)) &&
    no_dir_fd(a.getOrNull(3)) &&
    two_paths(src, dst, a, cstr("link"))
  ) {
    result = two_paths_result(src, dst, path_link(src.text, src.length, dst.text, dst.length, 0));
  }
  stack_release(mark);
  return result;
}

function os_symlink(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("src dst target_is_directory dir_fd");
  const a = Slots.at(_PyArg_UnpackKeywords(symlink_spec, cstr("symlink"), names, 0, args, nargs, null, kwnames, 2, 3));
  const src = new_path();
  const dst = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && no_dir_fd(a.getOrNull(3)) && two_paths(src, dst, a, cstr("symlink"))) {
    result = two_paths_result(src, dst, path_link(src.text, src.length, dst.text, dst.length, 1));
  }
  stack_release(mark);
  return result;
}

/** Seconds of a time in `times` (int or float) or, with `ns`, in nanoseconds. Test tstate.current_exception. */
function seconds_of(o: PyObject, ns: bool): f64 {
  if (!ns) return PyFloat_Check(o) ? PyFloat_AS_DOUBLE(o) : <f64>PyLong_AsLongLong(o);
  const billion = PyLong_FromLong(NANOSECONDS);
  const divmod = billion ? PyNumber_Divmod(o, billion) : null;
  if (billion) Py_DECREF(billion);
  if (!divmod) return -1;
  const seconds = <f64>PyLong_AsLongLong(PyTuple_GET_ITEM(divmod, 0));
  const rest = tstate.current_exception ? 0 : <f64>PyLong_AsLongLong(PyTuple_GET_ITEM(divmod, 1));
  Py_DECREF(divmod);
  return seconds + rest / 1e9;
}

/** The two times into tstate.out_f64 and the result. False in tstate.out_i32 with an exception. */
function parse_times(pair: PyObject, ns: bool): f64 {
  const atime = seconds_of(PyTuple_GET_ITEM(pair, 0), ns);
  const mtime = tstate.current_exception ? -1 : seconds_of(PyTuple_GET_ITEM(pair, 1), ns);
  tstate.out_f64 = atime;
  return mtime;
}

function is_pair(o: PyObject): bool {
  return PyTuple_CheckExact(o) && PyTuple_GET_SIZE(o) === 2;
}

/** Which of `times` and `ns` counts: a pair; NULL for the current time, or with an exception. Borrowed. */
function times_argument(times: PyObject | null, ns: PyObject | null): PyObject | null {
  const has_times = times !== null && ptr(times) !== ptr(Py_None);
  let wrong: usize = 0;
  if (has_times && ns) {
    PyErr_SetString(PyExc_ValueError, cstr("utime: you may specify either 'times' or 'ns' but not both"));
    return null;
  }
  if (has_times && !is_pair(times!)) wrong = cstr("utime: 'times' must be either a tuple of two ints or None");
  if (ns && !is_pair(ns)) wrong = cstr("utime: 'ns' must be a tuple of two ints");
  if (wrong) {
    PyErr_SetString(PyExc_TypeError, wrong);
    return null;
  }
  return ns ? ns : has_times ? times : null;
}

function os_utime(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path times ns dir_fd follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(utime_spec, cstr("utime"), names, 0, args, nargs, null, kwnames, 1, 2));
  const path = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("utime"), cstr("path"), 0)) {
    const ns = a.getOrNull(2);
    const follow = a.getOrNull(4);
    const follows = no_dir_fd(a.getOrNull(3)) ? (follow ? PyObject_IsTrue(follow) : 1) : -1;
    const pair: PyObject | null = follows < 0 ? null : times_argument(a.getOrNull(1), ns);
    let mtime = clock(0);
    let atime = mtime;
    if (pair) {
      mtime = parse_times(pair, ns !== null);
      atime = tstate.out_f64;
    }
    if (tstate.current_exception) path_release(path);
    else result = path_result(path, path_set_times(path.text, path.length, atime, mtime, follows));
  }
  stack_release(mark);
  return result;
}

function os_truncate(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("path length");
  const a = Slots.at(
    _PyArg_UnpackKeywords(truncate_spec, cstr("truncate"), names, 0, args, nargs, null, kwnames, 2, 2),
  );
  const path = new_path();
  let result: PyObject | null = null;
  if (changetype<usize>(a) && path_convert(path, a.get(0), cstr("truncate"), cstr("path"), ALLOW_FD)) {
    const length = offset_argument(a.get(1));
    if (tstate.current_exception) path_release(path);
    else {
      let error = -EINVAL;
      if (length >= 0) {
        error = path.fd >= 0 ? file_truncate(path.fd, <f64>length) : path_truncate(path.text, path.length, <f64>length);
      }
      result = path_result(path, error);
    }
  }
  stack_release(mark);
  return result;
}

function add(m: PyObject, name: usize, f: PyCFunctionFastWithKeywords, doc: usize): bool {
  return module_fast_keywords(m, name, f, doc) === 0;
}

function add_removing(m: PyObject): bool {
  return (
    add(
      m,
      cstr("unlink"),
      PyCFunctionFastWithKeywords.of(os_unlink),
      cstr("unlink($module, /, path, *, dir_fd=None)\n--\n\nRemoves a file."),
    ) &&
    add(
      m,
      cstr("remove"),
      PyCFunctionFastWithKeywords.of(os_remove),
      cstr("remove($module, /, path, *, dir_fd=None)\n--\n\nRemoves a file."),
    ) &&
    add(
      m,
      cstr("rmdir"),
      PyCFunctionFastWithKeywords.of(os_rmdir),
      cstr("rmdir($module, /, path, *, dir_fd=None)\n--\n\nRemoves an empty folder."),
    ) &&
    add(
      m,
      cstr("rename"),
      PyCFunctionFastWithKeywords.of(os_rename),
      cstr("rename($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)\n--\n\nGives a file another name."),
    ) &&
    add(
      m,
      cstr("replace"),
      PyCFunctionFastWithKeywords.of(os_replace),
      cstr("replace($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)\n--\n\nAs rename(); dst may exist."),
    ) &&
    add(
      m,
      cstr("truncate"),
      PyCFunctionFastWithKeywords.of(os_truncate),
      cstr("truncate($module, /, path, length)\n--\n\nSets the size of a file."),
    )
  );
}

function add_making(m: PyObject): bool {
  return (
    add(
      m,
      cstr("mkdir"),
      PyCFunctionFastWithKeywords.of(os_mkdir),
      cstr("mkdir($module, /, path, mode=511, *, dir_fd=None)\n--\n\nMakes a folder."),
    ) &&
    add(
      m,
      cstr("link"),
      PyCFunctionFastWithKeywords.of(os_link),
      cstr(
        "link($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks=True)\n--\n\nGives a file one more name.",
      ),
    ) &&
    add(
      m,
      cstr("symlink"),
      PyCFunctionFastWithKeywords.of(os_symlink),
      cstr("symlink($module, /, src, dst, target_is_directory=False, *, dir_fd=None)\n--\n\nMakes a link to a name."),
    ) &&
    add(
      m,
      cstr("readlink"),
      PyCFunctionFastWithKeywords.of(os_readlink),
      cstr("readlink($module, /, path, *, dir_fd=None)\n--\n\nThe name that a symbolic link holds."),
    )
  );
}

/** Adds the functions. False with an exception. */
export function add_folder_functions(m: PyObject): bool {
  return (
    add_removing(m) &&
    add_making(m) &&
    add(
      m,
      cstr("listdir"),
      PyCFunctionFastWithKeywords.of(os_listdir),
      cstr("listdir($module, /, path=None)\n--\n\nThe names in a folder."),
    ) &&
    add(
      m,
      cstr("chdir"),
      PyCFunctionFastWithKeywords.of(os_chdir),
      cstr("chdir($module, /, path)\n--\n\nChanges the working folder."),
    ) &&
    add(
      m,
      cstr("chmod"),
      PyCFunctionFastWithKeywords.of(os_chmod),
      cstr(
        "chmod($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=(os.name != 'nt'))\n--\n\nChanges the rights of a file.",
      ),
    ) &&
    add(
      m,
      cstr("access"),
      PyCFunctionFastWithKeywords.of(os_access),
      cstr(
        "access($module, /, path, mode, *, dir_fd=None, effective_ids=False,\n       follow_symlinks=True)\n--\n\nMay this user do it?",
      ),
    ) &&
    add(
      m,
      cstr("utime"),
      PyCFunctionFastWithKeywords.of(os_utime),
      cstr(
        "utime($module, /, path, times=None, *, ns=<unrepresentable>,\n      dir_fd=None, follow_symlinks=True)\n--\n\nSets the times of access and change.",
      ),
    )
  );
}
