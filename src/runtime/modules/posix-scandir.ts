/**
 * os.scandir(): an iterator over the entries of a folder. CPython: DirEntry and ScandirIterator of Modules/posixmodule.c.
 *
 *   DirEntry (72)          +16 name, path (owned)  +32 stat, lstat (owned, NULL until asked for)  +48 unused
 *   ScandirIterator (88)   +16 names (a list, owned; NULL at the end)  +24 folder (owned)  +32 index
 *
 * NOT CPYTHON: all names are read at once, and the kind of an entry is known only from its status.
 */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import {
  PyErr_ClearIf,
  PyErr_ExceptionMatches,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_IsTrue, PyObject_SelfIter } from "../abstract/object-protocol";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { PyObject_CallFinalizerFromDealloc } from "../builtin-types/base-object-dealloc";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyLong_AsLong } from "../builtin-types/int";
import { PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { module_fast_keywords, PyModule_AddObjectRef } from "../builtin-types/module";
import { get_latin1_char, PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyTuple_GET_ITEM } from "../builtin-types/tuple";
import { static_type } from "../builtin-types/type-define";
import { PyType_Ready } from "../builtin-types/type-ready";
import { PyErr_ResourceWarning } from "../builtin-types/warnings";
import { path_list } from "../host-files";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import {
  _Py_T_OBJECT,
  def_fast_keywords,
  def_member,
  def_noargs,
  def_o,
  def_varargs,
  METH_CLASS,
  Py_READONLY,
} from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { raise_no_memory } from "../object/no-memory";
import {
  _PyObject_InitHead,
  Py_DECREF,
  Py_NewRef,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  destructor,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  reprfunc,
} from "../object/slots";
import {
  _PyDirEntry_Type,
  _PyScandirIterator_Type,
  Py_False,
  Py_None,
  Py_True,
  PyExc_FileNotFoundError,
  PyExc_NotImplementedError,
  PyExc_Warning,
} from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_READY,
  PyTypeObject,
} from "../object/type-object";
import { taken_names } from "./posix-folders";
import { ALLOW_FD, ALLOW_NONE, PyOS_FSPath, path_convert, path_error, path_release, path_t } from "./posix-path";
import { posix_do_stat } from "./posix-status";

@unmanaged
export class DirEntry extends PyObject {
  name: PyObject;
  path: PyObject;
  stat: PyObject | null;
  lstat: PyObject | null;
  unused_1: u64;
  unused_2: u64;
  unused_3: u64;
}

@unmanaged
export class ScandirIterator extends PyObject {
  names: PyObject | null;
  folder: PyObject;
  index: i32;
  unused_1: u64;
  unused_2: u64;
  unused_3: u64;
  unused_4: u64;
  unused_5: u64;
  unused_6: u64;
}

const S_IFMT: i64 = 0o170000;
const S_IFDIR: i64 = 0o040000;
const S_IFREG: i64 = 0o100000;
const S_IFLNK: i64 = 0o120000;
const SLASH: u8 = 47;

/** An object of a fixed-size type without the collector, its body cleared: new reference, NULL with MemoryError. */
function new_object(t: PyTypeObject): PyObject | null {
  const block = PyObject_Malloc(<usize>t.tp_basicsize);
  if (!block) {
    raise_no_memory();
    return null;
  }
  memory.fill(block, 0, <usize>t.tp_basicsize);
  _PyObject_InitHead(changetype<PyObject>(block), t);
  return changetype<PyObject>(block);
}

// --- entries ---

/** @inline */
function entry_of(o: PyObject): DirEntry {
  return changetype<DirEntry>(o);
}

/** folder/name: new reference. */
function joined(folder: PyObject, name: PyObject): PyObject | null {
  if (!PyBytes_Check(name)) {
    const length = PyUnicode_GET_LENGTH(folder);
    const ends = length > 0 && PyUnicode_READ_CHAR(folder, length - 1) === <u32>SLASH;
    return PyUnicode_FromFormat(ends || length === 0 ? cstr("%U%U") : cstr("%U/%U"), ptr(folder), ptr(name));
  }
  const length = PyBytes_GET_SIZE(folder);
  const text = PyBytes_AS_STRING(folder);
  const gap = length > 0 && load<u8>(text + <usize>(length - 1)) !== SLASH ? 1 : 0;
  const path = PyBytes_FromStringAndSize(0, length + gap + PyBytes_GET_SIZE(name));
  if (!path) return null;
  const out = PyBytes_AS_STRING(path);
  memory.copy(out, text, <usize>length);
  if (gap) store<u8>(out + <usize>length, SLASH);
  memory.copy(out + <usize>(length + gap), PyBytes_AS_STRING(name), <usize>PyBytes_GET_SIZE(name));
  return path;
}

function new_entry(folder: PyObject, name: PyObject): PyObject | null {
  const path = joined(folder, name);
  const o = path ? new_object(_PyDirEntry_Type) : null;
  if (!o) {
    Py_XDECREF(path);
    return null;
  }
  entry_of(o).name = Py_NewRef(name);
  entry_of(o).path = path!;
  return o;
}

function entry_dealloc(o: PyObject): void {
  Py_DECREF(entry_of(o).name);
  Py_DECREF(entry_of(o).path);
  Py_XDECREF(entry_of(o).stat);
  Py_XDECREF(entry_of(o).lstat);
  PyObject_Free(ptr(o));
}

/** The status of the entry, asked for once: borrowed, NULL with OSError. */
function entry_status(o: PyObject, follow: bool): PyObject | null {
  const entry = entry_of(o);
  const known = follow ? entry.stat : entry.lstat;
  if (known) return known;
  const mark = stack_mark();
  const path = changetype<path_t>(stack_alloc(offsetof<path_t>()));
  let result: PyObject | null = null;
  if (path_convert(path, entry.path, cstr("stat"), cstr("path"), 0)) {
    result = posix_do_stat(path, follow);
    path_release(path);
  }
  stack_release(mark);
  if (follow) entry.stat = result;
  else entry.lstat = result;
  return result;
}

/** Is the file of that type? 1, 0 (also when there is none), -1 with an exception. */
function entry_has_type(o: PyObject, follow: bool, type: i64): i32 {
  const status = entry_status(o, follow);
  if (!status) return PyErr_ClearIf(PyExc_FileNotFoundError) ? 0 : -1;
  return (PyLong_AsLong(PyTuple_GET_ITEM(status, 0)) & S_IFMT) === type ? 1 : 0;
}

const follow_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The keyword argument follow_symlinks: 1, 0, -1 with an exception. */
function follow_argument(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): i32 {
  const mark = stack_mark();
  const names = cstr("follow_symlinks");
  const a = Slots.at(_PyArg_UnpackKeywords(follow_spec, fname, names, 0, args, nargs, null, kwnames, 0, 0));
  stack_release(mark);
  if (!changetype<usize>(a)) return -1;
  const follow = a.getOrNull(0);
  return follow ? PyObject_IsTrue(follow) : 1;
}

function bool_or_error(status: i32): PyObject | null {
  return status < 0 ? null : status ? Py_True : Py_False;
}

function entry_is_dir(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const follow = follow_argument(cstr("is_dir"), args, nargs, kwnames);
  return follow < 0 ? null : bool_or_error(entry_has_type(o, follow > 0, S_IFDIR));
}

function entry_is_file(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const follow = follow_argument(cstr("is_file"), args, nargs, kwnames);
  return follow < 0 ? null : bool_or_error(entry_has_type(o, follow > 0, S_IFREG));
}

function entry_is_symlink(o: PyObject, _unused: PyObject | null): PyObject | null {
  return bool_or_error(entry_has_type(o, false, S_IFLNK));
}

function entry_is_junction(_o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_False;
}

function entry_stat(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const follow = follow_argument(cstr("stat"), args, nargs, kwnames);
  return follow < 0 ? null : Py_XNewRef(entry_status(o, follow > 0));
}

function entry_inode(o: PyObject, _unused: PyObject | null): PyObject | null {
  const status = entry_status(o, false);
  return status ? Py_NewRef(PyTuple_GET_ITEM(status, 1)) : null;
}

function entry_fspath(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(entry_of(o).path);
}

function entry_repr(o: PyObject): PyObject | null {
  return PyUnicode_FromFormat(cstr("<DirEntry %R>"), ptr(entry_of(o).name));
}

function entry_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

function def_entry_methods(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("is_dir"),
    PyCFunctionFastWithKeywords.of(entry_is_dir),
    cstr("is_dir($self, /, *, follow_symlinks=True)\n--\n\nIs it a folder?"),
  );
  def_fast_keywords(
    t,
    cstr("is_file"),
    PyCFunctionFastWithKeywords.of(entry_is_file),
    cstr("is_file($self, /, *, follow_symlinks=True)\n--\n\nIs it a regular file?"),
  );
  def_noargs(
    t,
    cstr("is_symlink"),
    PyCFunction.of(entry_is_symlink),
    cstr("is_symlink($self, /)\n--\n\nIs it a symbolic link?"),
  );
  def_noargs(
    t,
    cstr("is_junction"),
    PyCFunction.of(entry_is_junction),
    cstr("is_junction($self, /)\n--\n\nIs it a junction of Windows?"),
  );
  def_fast_keywords(
    t,
    cstr("stat"),
    PyCFunctionFastWithKeywords.of(entry_stat),
    cstr("stat($self, /, *, follow_symlinks=True)\n--\n\nIts os.stat_result."),
  );
  def_noargs(t, cstr("inode"), PyCFunction.of(entry_inode), cstr("inode($self, /)\n--\n\nIts inode number."));
  def_noargs(t, cstr("__fspath__"), PyCFunction.of(entry_fspath), cstr("__fspath__($self, /)\n--\n\nIts path."));
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(entry_class_getitem), cstr("See PEP 585"), METH_CLASS);
  def_member(t, cstr("name"), _Py_T_OBJECT, offsetof<DirEntry>("name"), Py_READONLY);
  def_member(t, cstr("path"), _Py_T_OBJECT, offsetof<DirEntry>("path"), Py_READONLY);
}

// --- the iterator ---

/** @inline */
function iterator_of(o: PyObject): ScandirIterator {
  return changetype<ScandirIterator>(o);
}

function iterator_close(o: PyObject, _unused: PyObject | null): PyObject | null {
  const names = iterator_of(o).names;
  iterator_of(o).names = null;
  Py_XDECREF(names);
  return Py_None;
}

/** tp_finalize: ResourceWarning about one that was neither closed nor exhausted. */
function iterator_finalize(o: PyObject): void {
  if (!iterator_of(o).names) return;
  const exc = PyErr_GetRaisedException();
  iterator_close(o, null);
  if (PyErr_ResourceWarning(o, 1, cstr("unclosed scandir iterator %R"), ptr(o)) < 0) {
    // Other errors are to be expected while the interpreter ends.
    if (PyErr_ExceptionMatches(PyExc_Warning)) PyErr_WriteUnraisable(o);
  }
  PyErr_SetRaisedException(exc);
}

function iterator_dealloc(o: PyObject): void {
  if (PyObject_CallFinalizerFromDealloc(o) < 0) return;
  Py_DECREF(iterator_of(o).folder);
  PyObject_Free(ptr(o));
}

/** The next entry: new reference; NULL at the end or with an exception. */
function iterator_next(o: PyObject): PyObject | null {
  const it = iterator_of(o);
  const names = it.names;
  if (!names) return null;
  if (it.index < PyList_GET_SIZE(names)) return new_entry(it.folder, PyList_GET_ITEM(names, it.index++));
  iterator_close(o, null);
  return null;
}

function iterator_enter(o: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_NewRef(o);
}

function iterator_exit(o: PyObject, _args: PyObject | null): PyObject | null {
  return iterator_close(o, null);
}

const scandir_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The folder that `path` means, as a str or bytes: new reference. */
function folder_of(path: path_t): PyObject | null {
  return ptr(path.object) === ptr(Py_None) ? get_latin1_char(46) : PyOS_FSPath(path.object);
}

/** The iterator over the folder that `path` means: new reference. */
function scan(path: path_t): PyObject | null {
  if (path.fd >= 0) {
    PyErr_SetString(PyExc_NotImplementedError, cstr("scandir: fd unavailable on this platform"));
    return null;
  }
  const length = path_list(path.text, path.length);
  if (length < 0) return path_error(path, length);
  const names = taken_names(path.is_bytes !== 0, length);
  const folder = names ? folder_of(path) : null;
  const it = folder ? new_object(_PyScandirIterator_Type) : null;
  if (!it) {
    Py_XDECREF(names);
    Py_XDECREF(folder);
    return null;
  }
  iterator_of(it).names = names;
  iterator_of(it).folder = folder!;
  return it;
}

function os_scandir(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(scandir_spec, cstr("scandir"), cstr("path"), 0, args, nargs, null, kwnames, 0, 1),
  );
  const path = changetype<path_t>(stack_alloc(offsetof<path_t>()));
  let result: PyObject | null = null;
  if (
    changetype<usize>(a) &&
    path_convert(path, a.getOrNull(0), cstr("scandir"), cstr("path"), ALLOW_NONE | ALLOW_FD)
  ) {
    result = scan(path);
    path_release(path);
  }
  stack_release(mark);
  return result;
}

function init_entry_type(): bool {
  const t = _PyDirEntry_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("posix.DirEntry"), 72, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION);
  t.tp_dealloc = destructor.of(entry_dealloc);
  t.tp_repr = reprfunc.of(entry_repr);
  def_entry_methods(t);
  return PyType_Ready(t) === 0;
}

function init_iterator_type(): bool {
  const t = _PyScandirIterator_Type;
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, cstr("posix.ScandirIterator"), 88, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION);
  t.tp_dealloc = destructor.of(iterator_dealloc);
  t.tp_finalize = destructor.of(iterator_finalize);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(iterator_next);
  def_noargs(t, cstr("__enter__"), PyCFunction.of(iterator_enter));
  def_varargs(t, cstr("__exit__"), PyCFunction.of(iterator_exit));
  def_noargs(t, cstr("close"), PyCFunction.of(iterator_close));
  return PyType_Ready(t) === 0;
}

/** The types and the function. False with an exception. */
export function add_scandir(m: PyObject): bool {
  return (
    init_entry_type() &&
    init_iterator_type() &&
    PyModule_AddObjectRef(m, cstr("DirEntry"), _PyDirEntry_Type) === 0 &&
    module_fast_keywords(
      m,
      cstr("scandir"),
      PyCFunctionFastWithKeywords.of(os_scandir),
      cstr("scandir($module, /, path=None)\n--\n\nThe entries of a folder, as an iterator that is to be closed."),
    ) === 0
  );
}
