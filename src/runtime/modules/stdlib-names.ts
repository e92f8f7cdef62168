/** sys.stdlib_module_names: the modules of CPython 3.13's standard library on all platforms. */

import { module_add } from "../builtin-types/module";
import { PyFrozenSet_New, PySet_Add } from "../builtin-types/set";
import { PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";

/** Adds the names of a text, which blanks separate. False with an exception. */
function add_names(set: PyObject, names: usize): bool {
  let at = names;
  while (load<u8>(at) !== 0) {
    let end = at;
    while (load<u8>(end) !== 32 && load<u8>(end) !== 0) end++;
    const name = PyUnicode_FromStringAndSize(at, <i32>(end - at));
    if (!name) return false;
    const status = PySet_Add(set, name);
    Py_DECREF(name);
    if (status < 0) return false;
    at = load<u8>(end) === 0 ? end : end + 1;
  }
  return true;
}

/** Adds the frozenset to `sys`. False with an exception. */
export function add_stdlib_module_names(m: PyObject): bool {
  const set = PyFrozenSet_New(null);
  if (!set) return false;
  const ok =
    add_names(set, cstr("__future__ _abc _aix_support _android_support _ast _asyncio _bisect _blake2 _bz2 _codecs")) &&
    add_names(set, cstr("_codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections")) &&
    add_names(set, cstr("_collections_abc _colorize _compat_pickle _compression _contextvars _csv _ctypes _curses")) &&
    add_names(
      set,
      cstr("_curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external"),
    ) &&
    add_names(set, cstr("_functools _gdbm _hashlib _heapq _imp _interpchannels _interpqueues _interpreters _io")) &&
    add_names(
      set,
      cstr("_ios_support _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec _multiprocessing"),
    ) &&
    add_names(set, cstr("_opcode _opcode_metadata _operator _osx_support _overlapped _pickle _posixshmem")) &&
    add_names(
      set,
      cstr("_posixsubprocess _py_abc _pydatetime _pydecimal _pyio _pylong _pyrepl _queue _random _scproxy"),
    ) &&
    add_names(
      set,
      cstr("_sha1 _sha2 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string"),
    ) &&
    add_names(
      set,
      cstr("_strptime _struct _suggestions _symtable _sysconfig _thread _threading_local _tkinter _tokenize"),
    ) &&
    add_names(set, cstr("_tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _wmi _zoneinfo abc")) &&
    add_names(
      set,
      cstr("antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile"),
    ) &&
    add_names(
      set,
      cstr("calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser"),
    ) &&
    add_names(
      set,
      cstr("contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib"),
    ) &&
    add_names(
      set,
      cstr("dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch"),
    ) &&
    add_names(
      set,
      cstr("fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib"),
    ) &&
    add_names(
      set,
      cstr("heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword"),
    ) &&
    add_names(set, cstr("linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt")) &&
    add_names(
      set,
      cstr("multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb"),
    ) &&
    add_names(
      set,
      cstr("pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty"),
    ) &&
    add_names(
      set,
      cstr("pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource"),
    ) &&
    add_names(
      set,
      cstr("rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket"),
    ) &&
    add_names(
      set,
      cstr("socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep"),
    ) &&
    add_names(
      set,
      cstr("struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this"),
    ) &&
    add_names(
      set,
      cstr("threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle"),
    ) &&
    add_names(
      set,
      cstr("turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser"),
    ) &&
    add_names(set, cstr("winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo"));
  if (ok) return module_add(m, cstr("stdlib_module_names"), set) === 0;
  Py_DECREF(set);
  return false;
}
