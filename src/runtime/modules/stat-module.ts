/** The module `_stat`: file modes, with Linux's numbers. CPython: Modules/_stat.c. */

import { PyErr_SetString } from "../abstract/errors";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_FromUnsignedLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLong } from "../builtin-types/int-machine";
import { module_begin, module_o } from "../builtin-types/module";
import { module_int_constants } from "../builtin-types/module-constants";
import { PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, PyExc_OverflowError } from "../object/static-types";

const S_IFMT: u32 = 0o170000;
const S_IFDIR: u32 = 0o040000;
const S_IFCHR: u32 = 0o020000;
const S_IFBLK: u32 = 0o060000;
const S_IFREG: u32 = 0o100000;
const S_IFIFO: u32 = 0o010000;
const S_IFLNK: u32 = 0o120000;
const S_IFSOCK: u32 = 0o140000;

/** A mode from Python: test tstate.current_exception. */
function mode_of(arg: PyObject): u32 {
  const value = PyLong_AsUnsignedLong(arg);
  if (value === u64.MAX_VALUE && tstate.current_exception) return 0;
  if (value > <u64>u32.MAX_VALUE) {
    PyErr_SetString(PyExc_OverflowError, cstr("mode out of range"));
    return 0;
  }
  return <u32>value;
}

/** Is the type of the file `type`? A bool, NULL with an exception. */
function has_type(arg: PyObject, type: u32): PyObject | null {
  const mode = mode_of(arg);
  if (tstate.current_exception) return null;
  return PyBool_FromLong((mode & S_IFMT) === type ? 1 : 0);
}

function stat_S_ISDIR(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFDIR);
}

function stat_S_ISCHR(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFCHR);
}

function stat_S_ISBLK(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFBLK);
}

function stat_S_ISREG(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFREG);
}

function stat_S_ISFIFO(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFIFO);
}

function stat_S_ISLNK(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFLNK);
}

function stat_S_ISSOCK(_m: PyObject, arg: PyObject | null): PyObject | null {
  return has_type(arg!, S_IFSOCK);
}

/** Doors, event ports and whiteouts: Linux has none. */
function stat_never(_m: PyObject, arg: PyObject | null): PyObject | null {
  mode_of(arg!);
  return tstate.current_exception ? null : Py_False;
}

function stat_S_IMODE(_m: PyObject, arg: PyObject | null): PyObject | null {
  const mode = mode_of(arg!);
  return tstate.current_exception ? null : PyLong_FromUnsignedLong(<u64>(mode & 0o7777));
}

function stat_S_IFMT(_m: PyObject, arg: PyObject | null): PyObject | null {
  const mode = mode_of(arg!);
  return tstate.current_exception ? null : PyLong_FromUnsignedLong(<u64>(mode & S_IFMT));
}

/** The first letter of a listing. */
function type_letter(mode: u32): u8 {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return 45;
    case S_IFDIR:
      return 100;
    case S_IFLNK:
      return 108;
    case S_IFBLK:
      return 98;
    case S_IFCHR:
      return 99;
    case S_IFIFO:
      return 112;
    case S_IFSOCK:
      return 115;
    default:
      return 63;
  }
}

/** Three letters at `at`: the rights of `bits` (rwx); `special` set: `letter`, in capitals without x. */
function put_rights(at: usize, bits: u32, special: bool, letter: u8): void {
  store<u8>(at, bits & 4 ? 114 : 45);
  store<u8>(at + 1, bits & 2 ? 119 : 45);
  const executable = (bits & 1) !== 0;
  store<u8>(at + 2, special ? (executable ? letter : letter - 32) : executable ? 120 : 45);
}

/** "-rwxr-xr-x" */
function stat_filemode(_m: PyObject, arg: PyObject | null): PyObject | null {
  const mode = mode_of(arg!);
  if (tstate.current_exception) return null;
  const mark = stack_mark();
  const text = stack_alloc(16);
  store<u8>(text, type_letter(mode));
  put_rights(text + 1, (mode >> 6) & 7, (mode & 0o4000) !== 0, 115);
  put_rights(text + 4, (mode >> 3) & 7, (mode & 0o2000) !== 0, 115);
  put_rights(text + 7, mode & 7, (mode & 0o1000) !== 0, 116);
  const result = PyUnicode_FromStringAndSize(text, 10);
  stack_release(mark);
  return result;
}

function add_functions(m: PyObject): bool {
  const never = PyCFunction.of(stat_never);
  return (
    module_o(m, cstr("S_ISDIR"), PyCFunction.of(stat_S_ISDIR), cstr("S_ISDIR($self, object, /)\n--\n\nA folder?")) ===
      0 &&
    module_o(
      m,
      cstr("S_ISCHR"),
      PyCFunction.of(stat_S_ISCHR),
      cstr("S_ISCHR($self, object, /)\n--\n\nA character device?"),
    ) === 0 &&
    module_o(
      m,
      cstr("S_ISBLK"),
      PyCFunction.of(stat_S_ISBLK),
      cstr("S_ISBLK($self, object, /)\n--\n\nA block device?"),
    ) === 0 &&
    module_o(
      m,
      cstr("S_ISREG"),
      PyCFunction.of(stat_S_ISREG),
      cstr("S_ISREG($self, object, /)\n--\n\nA regular file?"),
    ) === 0 &&
    module_o(m, cstr("S_ISFIFO"), PyCFunction.of(stat_S_ISFIFO), cstr("S_ISFIFO($self, object, /)\n--\n\nA pipe?")) ===
      0 &&
    module_o(
      m,
      cstr("S_ISLNK"),
      PyCFunction.of(stat_S_ISLNK),
      cstr("S_ISLNK($self, object, /)\n--\n\nA symbolic link?"),
    ) === 0 &&
    module_o(
      m,
      cstr("S_ISSOCK"),
      PyCFunction.of(stat_S_ISSOCK),
      cstr("S_ISSOCK($self, object, /)\n--\n\nA socket?"),
    ) === 0 &&
    module_o(m, cstr("S_ISDOOR"), never, cstr("S_ISDOOR($self, object, /)\n--\n\nA door?")) === 0 &&
    module_o(m, cstr("S_ISPORT"), never, cstr("S_ISPORT($self, object, /)\n--\n\nAn event port?")) === 0 &&
    module_o(m, cstr("S_ISWHT"), never, cstr("S_ISWHT($self, object, /)\n--\n\nA whiteout?")) === 0 &&
    module_o(
      m,
      cstr("S_IMODE"),
      PyCFunction.of(stat_S_IMODE),
      cstr("S_IMODE($self, object, /)\n--\n\nThe rights of a mode."),
    ) === 0 &&
    module_o(
      m,
      cstr("S_IFMT"),
      PyCFunction.of(stat_S_IFMT),
      cstr("S_IFMT($self, object, /)\n--\n\nThe type in a mode."),
    ) === 0 &&
    module_o(
      m,
      cstr("filemode"),
      PyCFunction.of(stat_filemode),
      cstr("filemode($self, object, /)\n--\n\nA mode as listings show it."),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__stat(): PyObject | null {
  const m = module_begin(cstr("_stat"), cstr("Types and rights of files, and what the parts of os.stat() are."));
  if (!m) return null;
  if (
    add_functions(m) &&
    module_int_constants(
      m,
      cstr(
        "S_IFDIR 16384 S_IFCHR 8192 S_IFBLK 24576 S_IFREG 32768 S_IFIFO 4096 S_IFLNK 40960 S_IFSOCK 49152 S_IFDOOR 0 S_IFPORT 0 S_IFWHT 0 S_ISUID 2048 S_ISGID 1024 S_ISVTX 512 S_ENFMT 1024 S_IREAD 256 S_IWRITE 128 S_IEXEC 64 S_IRWXU 448 S_IRUSR 256 S_IWUSR 128 S_IXUSR 64 S_IRWXG 56 S_IRGRP 32 S_IWGRP 16 S_IXGRP 8 S_IRWXO 7 S_IROTH 4 S_IWOTH 2 S_IXOTH 1 UF_SETTABLE 65535 UF_NODUMP 1 UF_IMMUTABLE 2 UF_APPEND 4 UF_OPAQUE 8 UF_NOUNLINK 16 UF_COMPRESSED 32 UF_TRACKED 64 UF_DATAVAULT 128 UF_HIDDEN 32768 SF_SETTABLE 4294901760 SF_ARCHIVED 65536 SF_IMMUTABLE 131072 SF_APPEND 262144 SF_NOUNLINK 1048576 SF_SNAPSHOT 2097152 SF_FIRMLINK 8388608 SF_DATALESS 1073741824 ST_MODE 0 ST_INO 1 ST_DEV 2 ST_NLINK 3 ST_UID 4 ST_GID 5 ST_SIZE 6 ST_ATIME 7 ST_MTIME 8 ST_CTIME 9",
      ),
    ) === 0
  ) {
    return m;
  }
  Py_DECREF(m);
  return null;
}
