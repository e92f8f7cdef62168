/** Functions of `posix` on the text of file names. CPython: Modules/posixmodule.c, _Py_normpath of Python/fileutils.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format } from "../abstract/errors";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { _Py_strerror } from "../builtin-types/exception-os";
import { module_fast_keywords, module_o } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8 } from "../builtin-types/str-utf8";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { raise_no_memory } from "../object/no-memory";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_TypeError } from "../object/static-types";
import { int_argument } from "./posix-arguments";
import { PyOS_FSPath } from "./posix-path";

const SLASH: u8 = 47;
const DOT: u8 = 46;

const spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** The one argument `path` of `fname`: borrowed, NULL with TypeError. */
function path_argument(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(spec, fname, cstr("path"), 0, args, nargs, null, kwnames, 1, 1));
  stack_release(mark);
  return changetype<usize>(a) ? a.get(0) : null;
}

/** As path_argument, a str, bytes or what __fspath__ gives: new reference. */
function name_argument(fname: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const o = path_argument(fname, args, nargs, kwnames);
  if (!o) return null;
  if (PyUnicode_Check(o) || PyBytes_Check(o)) return Py_NewRef(o);
  const method = _PyObject_LookupSpecial(o, _Py_ID("__fspath__"));
  if (method) {
    Py_DECREF(method);
    return PyOS_FSPath(o);
  }
  if (tstate.current_exception) return null;
  const text = cstr("%s: path should be string, bytes or os.PathLike, not %.200s");
  return PyErr_Format(PyExc_TypeError, text, fname, o.ob_type.tp_name);
}

/** The bytes of a name, with any surrogates: new reference. */
function bytes_of(name: PyObject): PyObject | null {
  return PyUnicode_Check(name) ? _PyUnicode_AsUTF8String(name, cstr("surrogatepass")) : Py_NewRef(name);
}

/** A name of the kind of `like`: new reference. */
function name_from(like: PyObject, text: usize, length: i32): PyObject | null {
  return PyUnicode_Check(like)
    ? PyUnicode_DecodeUTF8(text, length, cstr("surrogatepass"))
    : PyBytes_FromStringAndSize(text, length);
}

/** Length of the root at the beginning of a name: 0, 1, or 2 for exactly two slashes. */
function root_length(text: usize, length: i32): i32 {
  if (length === 0 || load<u8>(text) !== SLASH) return 0;
  const two = length > 1 && load<u8>(text + 1) === SLASH && (length === 2 || load<u8>(text + 2) !== SLASH);
  return two ? 2 : 1;
}

/** Start of the last component written to `out` between `from` and `end`. */
function last_component(out: usize, from: i32, end: i32): i32 {
  let start = end;
  while (start > from && load<u8>(out + <usize>(start - 1)) !== SLASH) start--;
  return start;
}

function is_dot_dot(text: usize, length: i32): bool {
  return length === 2 && load<u8>(text) === DOT && load<u8>(text + 1) === DOT;
}

/** Writes the shortest name that means the same without asking the file system: its length; at most `length`, at least 1. */
function normalize(text: usize, length: i32, out: usize): i32 {
  const root = root_length(text, length);
  memory.copy(out, text, <usize>root);
  let end = root;
  let at = root;
  while (at < length) {
    const start = at;
    while (at < length && load<u8>(text + <usize>at) !== SLASH) at++;
    const size = at - start;
    at++;
    const part = text + <usize>start;
    if (size === 0 || (size === 1 && load<u8>(part) === DOT)) continue;
    if (is_dot_dot(part, size)) {
      const last = last_component(out, root, end);
      if (end > root && !is_dot_dot(out + <usize>last, end - last)) {
        end = max(last - 1, root);
        continue;
      }
      if (root > 0) continue;
    }
    if (end > root) {
      store<u8>(out + <usize>end, SLASH);
      end++;
    }
    memory.copy(out + <usize>end, part, <usize>size);
    end += size;
  }
  if (end > 0) return end;
  store<u8>(out, DOT);
  return 1;
}

function os__path_normpath(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const name = name_argument(cstr("_path_normpath"), args, nargs, kwnames);
  const bytes = name ? bytes_of(name) : null;
  let result: PyObject | null = null;
  if (bytes) {
    const length = PyBytes_GET_SIZE(bytes);
    const out = PyMem_Malloc(<usize>length + 1);
    if (!out) raise_no_memory();
    else {
      result = name_from(name!, out, normalize(PyBytes_AS_STRING(bytes), length, out));
      PyMem_Free(out);
    }
    Py_DECREF(bytes);
  }
  Py_XDECREF(name);
  return result;
}

/** (drive, root, rest); there are no drives. */
function os__path_splitroot_ex(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const name = name_argument(cstr("_path_splitroot_ex"), args, nargs, kwnames);
  const bytes = name ? bytes_of(name) : null;
  let result: PyObject | null = null;
  if (bytes) {
    const text = PyBytes_AS_STRING(bytes);
    const length = PyBytes_GET_SIZE(bytes);
    const root = root_length(text, length);
    const drive = name_from(name!, text, 0);
    const root_text = name_from(name!, text, root);
    const rest = name_from(name!, text + <usize>root, length - root);
    if (drive && root_text && rest) result = PyTuple_Pack(drive, root_text, rest);
    Py_XDECREF(drive);
    Py_XDECREF(root_text);
    Py_XDECREF(rest);
    Py_DECREF(bytes);
  }
  Py_XDECREF(name);
  return result;
}

function os_fspath(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const path = path_argument(cstr("fspath"), args, nargs, kwnames);
  return path ? PyOS_FSPath(path) : null;
}

function os_strerror(_m: PyObject, code: PyObject | null): PyObject | null {
  const number = int_argument(code!);
  return tstate.current_exception ? null : _Py_strerror(number);
}

/** Adds the functions. False with an exception. */
export function add_name_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("_path_normpath"),
      PyCFunctionFastWithKeywords.of(os__path_normpath),
      cstr("_path_normpath($module, /, path)\n--\n\nThe name without dots and doubled slashes."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("_path_splitroot_ex"),
      PyCFunctionFastWithKeywords.of(os__path_splitroot_ex),
      cstr("_path_splitroot_ex($module, /, path)\n--\n\nThe name in three parts: drive, root, rest."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("fspath"),
      PyCFunctionFastWithKeywords.of(os_fspath),
      cstr("fspath($module, /, path)\n--\n\nThe file name that an object stands for."),
    ) === 0 &&
    module_o(
      m,
      cstr("strerror"),
      PyCFunction.of(os_strerror),
      cstr("strerror($module, code, /)\n--\n\nWhat an error number means."),
    ) === 0
  );
}
