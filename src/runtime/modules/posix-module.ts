/**
 * The module `posix`, on which `os` stands: files, folders, the process, as far as the host has them. CPython:
 * Modules/posixmodule.c (3.13). What is missing here needs other processes (fork, exec, pipe, wait), users, or descriptors of
 * folders: os.py takes functions as absent, as on other systems without them.
 */

import { PyList_Append, PyList_New } from "../builtin-types/list";
import { module_add, module_begin, PyModule_AddObjectRef } from "../builtin-types/module";
import { module_int_constants } from "../builtin-types/module-constants";
import { PyUnicode_FromString } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyExc_OSError } from "../object/static-types";
import { add_descriptor_functions } from "./posix-descriptors";
import { add_folder_functions } from "./posix-folders";
import { add_name_functions } from "./posix-names";
import { add_process_functions } from "./posix-process";
import { add_scandir } from "./posix-scandir";
import { add_status } from "./posix-status";
import { add_wait_functions } from "./posix-wait";

/** Adds a str to the list. False with an exception. */
function append_text(list: PyObject, text: usize): bool {
  const item = PyUnicode_FromString(text);
  if (!item) return false;
  const status = PyList_Append(list, item);
  Py_DECREF(item);
  return status === 0;
}

/** What os.py asks for to know which functions take descriptors, or links themselves. New reference. */
function have_functions(): PyObject | null {
  const list = PyList_New(0);
  if (!list) return null;
  const ok =
    append_text(list, cstr("HAVE_FTRUNCATE")) &&
    append_text(list, cstr("HAVE_LSTAT")) &&
    append_text(list, cstr("HAVE_LUTIMES"));
  if (ok) return list;
  Py_DECREF(list);
  return null;
}

function add_constants(m: PyObject): bool {
  return (
    module_int_constants(
      m,
      cstr(
        "F_OK 0 R_OK 4 W_OK 2 X_OK 1 NGROUPS_MAX 65536 TMP_MAX 238328 WCONTINUED 8 WNOHANG 1 WUNTRACED 2 O_RDONLY 0 O_WRONLY 1 O_RDWR 2 O_NDELAY 2048 O_NONBLOCK 2048 O_APPEND 1024 O_DSYNC 4096 O_RSYNC 1052672 O_SYNC 1052672 O_NOCTTY 256 O_CREAT 64 O_EXCL 128 O_TRUNC 512 O_LARGEFILE 0 O_PATH 2097152 O_TMPFILE 4259840 O_CLOEXEC 524288 O_ACCMODE 3 O_FSYNC 1052672 SEEK_HOLE 4 SEEK_DATA 3 O_ASYNC 8192 O_DIRECT 16384 O_DIRECTORY 65536 O_NOFOLLOW 131072 O_NOATIME 262144 EX_OK 0 EX_USAGE 64 EX_DATAERR 65 EX_NOINPUT 66 EX_NOUSER 67 EX_NOHOST 68 EX_UNAVAILABLE 69 EX_SOFTWARE 70 EX_OSERR 71 EX_OSFILE 72 EX_CANTCREAT 73 EX_IOERR 74 EX_TEMPFAIL 75 EX_PROTOCOL 76 EX_NOPERM 77 EX_CONFIG 78 POSIX_FADV_NORMAL 0 POSIX_FADV_SEQUENTIAL 2 POSIX_FADV_RANDOM 1 POSIX_FADV_NOREUSE 5 POSIX_FADV_WILLNEED 3 POSIX_FADV_DONTNEED 4 WEXITED 4 WNOWAIT 16777216 WSTOPPED 2 CLD_EXITED 1 CLD_KILLED 2 CLD_DUMPED 3 CLD_TRAPPED 4 CLD_STOPPED 5 CLD_CONTINUED 6 F_LOCK 1 F_TLOCK 2 F_ULOCK 0 F_TEST 3",
      ),
    ) === 0 &&
    PyModule_AddObjectRef(m, cstr("error"), PyExc_OSError) === 0 &&
    module_add(m, cstr("_have_functions"), have_functions()) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_posix(): PyObject | null {
  const m = module_begin(
    cstr("posix"),
    cstr("What the operating system offers, as the C standard and POSIX describe it."),
  );
  if (!m) return null;
  if (
    add_constants(m) &&
    add_status(m) &&
    add_descriptor_functions(m) &&
    add_folder_functions(m) &&
    add_name_functions(m) &&
    add_scandir(m) &&
    add_process_functions(m) &&
    add_wait_functions(m)
  ) {
    return m;
  }
  Py_DECREF(m);
  return null;
}
