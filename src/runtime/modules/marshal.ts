/** The `marshal` module: reading and writing code objects and constants. CPython: Python/marshal.c, format version 4. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBytes_Check } from "../builtin-types/bytes";
import { _PyLong_GetZero, PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { module_add, module_begin, module_fast_keywords } from "../builtin-types/module";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_TypeError } from "../object/static-types";
import { read_object, read_object_from_file } from "../vm/marshal-read";
import { marshal_write } from "./marshal-write";

const Py_MARSHAL_VERSION: i32 = 4;

/** The object that `length` bytes at `bytes` encode: a new reference, NULL with an exception. */
export function PyMarshal_ReadObjectFromString(bytes: usize, length: i32): PyObject | null {
  return read_object(bytes, length, true, false);
}

/** `value` as bytes: a new reference, NULL with an exception. */
export function PyMarshal_WriteObjectToString(value: PyObject, version: i32): PyObject | null {
  return marshal_write(value, version, true);
}

// ---- Arguments --------------------------------------------------------------------------------------------------------

/** The names of dump, dumps, load and loads: each has `allow_code` only. */
const args_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 16));

/** The given arguments by position, `allow_code` behind the `posonly` others: address, 0 with an exception. */
function unpack(name: usize, posonly: i32, minpos: i32, args: Slots, nargs: i32, kwnames: PyObject | null): usize {
  return _PyArg_UnpackKeywords(
    args_spec,
    name,
    cstr("allow_code"),
    posonly,
    args,
    nargs,
    null,
    kwnames,
    minpos,
    posonly,
  );
}

/** The truth of an argument, `true` when it is absent: 1, 0, -1 with an exception. */
function flag_argument(value: PyObject | null): i32 {
  return value ? PyObject_IsTrue(value) : 1;
}

/** `value` as marshal data, `version` and `allow_code` being arguments or NULL: new reference, NULL with an exception. */
function write_given(value: PyObject, version: PyObject | null, allow_code: PyObject | null): PyObject | null {
  let number = Py_MARSHAL_VERSION;
  if (version) {
    number = PyLong_AsInt(version);
    if (number === -1 && tstate.current_exception) return null;
  }
  const allowed = flag_argument(allow_code);
  return allowed < 0 ? null : marshal_write(value, number, allowed !== 0);
}

// ---- Functions --------------------------------------------------------------------------------------------------------

function marshal_dumps(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = unpack(cstr("dumps"), 2, 1, args, nargs, kwnames);
  let result: PyObject | null = null;
  if (given) {
    const a = Slots.at(given);
    result = write_given(a.get(0), a.getOrNull(1), a.getOrNull(2));
  }
  stack_release(mark);
  return result;
}

function marshal_dump(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = unpack(cstr("dump"), 3, 2, args, nargs, kwnames);
  let result: PyObject | null = null;
  if (given) {
    const a = Slots.at(given);
    const bytes = write_given(a.get(0), a.getOrNull(2), a.getOrNull(3));
    if (bytes) {
      result = PyObject_CallMethodOneArg(a.get(1), _Py_ID("write"), bytes);
      Py_DECREF(bytes);
    }
  }
  stack_release(mark);
  return result;
}

function marshal_loads(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = unpack(cstr("loads"), 1, 1, args, nargs, kwnames);
  let result: PyObject | null = null;
  if (given) {
    const a = Slots.at(given);
    const view = Py_buffer_OnStack();
    if (PyObject_GetBuffer(a.get(0), view, PyBUF_SIMPLE) === 0) {
      const allowed = flag_argument(a.getOrNull(1));
      if (allowed >= 0) result = read_object(view.buf, <i32>view.len, allowed !== 0, false);
      PyBuffer_Release(view);
    }
  }
  stack_release(mark);
  return result;
}

/** Reads from a file whose `read` gives bytes; the bytes themselves come from `readinto`. */
function read_file(file: PyObject, allow_code: bool): PyObject | null {
  const data = PyObject_CallMethodOneArg(file, _Py_ID("read"), _PyLong_GetZero());
  if (!data) return null;
  const isBytes = PyBytes_Check(data);
  if (!isBytes) {
    PyErr_Format(PyExc_TypeError, cstr("file.read() returned not bytes but %.100s"), data.ob_type.tp_name);
  }
  Py_DECREF(data);
  return isBytes ? read_object_from_file(file, allow_code) : null;
}

function marshal_load(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const given = unpack(cstr("load"), 1, 1, args, nargs, kwnames);
  let result: PyObject | null = null;
  if (given) {
    const a = Slots.at(given);
    const allowed = flag_argument(a.getOrNull(1));
    if (allowed >= 0) result = read_file(a.get(0), allowed !== 0);
  }
  stack_release(mark);
  return result;
}

/** A new reference to the module object. */
export function PyInit_marshal(): PyObject | null {
  const m = module_begin(
    cstr("marshal"),
    cstr("Python's own format for constants and code objects, as in .pyc files."),
  );
  if (!m) return null;
  const ok =
    module_fast_keywords(
      m,
      cstr("dump"),
      PyCFunctionFastWithKeywords.of(marshal_dump),
      cstr("dump($module, value, file, version=version, /, *, allow_code=True)\n--\n\nWrites value to a binary file."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("load"),
      PyCFunctionFastWithKeywords.of(marshal_load),
      cstr("load($module, file, /, *, allow_code=True)\n--\n\nReads one value from a binary file."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("dumps"),
      PyCFunctionFastWithKeywords.of(marshal_dumps),
      cstr("dumps($module, value, version=version, /, *, allow_code=True)\n--\n\nValue as bytes."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("loads"),
      PyCFunctionFastWithKeywords.of(marshal_loads),
      cstr(
        "loads($module, bytes, /, *, allow_code=True)\n--\n\nThe value that bytes begin with; what follows is ignored.",
      ),
    ) === 0 &&
    module_add(m, cstr("version"), PyLong_FromLong(<i64>Py_MARSHAL_VERSION)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
