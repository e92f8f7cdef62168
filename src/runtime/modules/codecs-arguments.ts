/** Arguments and results of the functions in `_codecs`. */

import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyUnicode_Check, PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str-utf8";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_ValueError } from "../object/static-types";

/** "argument N", on the native stack. */
function argument_name(i: i32): usize {
  const text = stack_alloc(16);
  memory.copy(text, cstr("argument "), 9);
  store<u8>(text + 9, 49 + i);
  store<u8>(text + 10, 0);
  return text;
}

/** TypeError "f() argument N must be EXPECTED, not ..."; `i` counts from 0. */
export function bad_argument(fname: usize, i: i32, expected: usize, o: PyObject): void {
  const mark = stack_mark();
  _PyArg_BadArgument(fname, argument_name(i), expected, o);
  stack_release(mark);
}

/** UTF-8 of a str argument without NULs; 0 with an exception. */
export function text_argument(fname: usize, i: i32, o: PyObject): usize {
  if (!PyUnicode_Check(o)) {
    bad_argument(fname, i, cstr("str"), o);
    return 0;
  }
  const text = PyUnicode_AsUTF8AndSize(o);
  if (!text || strlen(text) === tstate.out_i32) return text;
  PyErr_SetString(PyExc_ValueError, cstr("embedded null character"));
  return 0;
}

/** The argument `errors` at place `i`: 0 for None and when it is absent, also with an exception. */
export function errors_argument(fname: usize, args: Slots, nargs: i32, i: i32): usize {
  if (nargs <= i || ptr(args.get(i)) === ptr(Py_None)) return 0;
  if (PyUnicode_Check(args.get(i))) return text_argument(fname, i, args.get(i));
  bad_argument(fname, i, cstr("str or None"), args.get(i));
  return 0;
}

/** A truth value at place `i`: test tstate.current_exception. */
export function bool_argument(args: Slots, nargs: i32, i: i32, default_value: bool): bool {
  if (nargs <= i) return default_value;
  return PyObject_IsTrue(args.get(i)) > 0;
}

/** (value, used): new reference; steals `value` (NULL: fails). */
export function codec_result(value: PyObject | null, used: i32): PyObject | null {
  if (!value) return null;
  const number = PyLong_FromSsize_t(<i64>used);
  const result = number ? PyTuple_Pack(value, number) : null;
  if (number) Py_DECREF(number);
  Py_DECREF(value);
  return result;
}

/** `f(str, errors=None)`: the str, borrowed; NULL with an exception. The errors then are in tstate.out_i32_2. */
export function encoder_arguments(fname: usize, args: Slots, nargs: i32, max: i32): PyObject | null {
  if (!_PyArg_CheckPositional(fname, nargs, 1, max)) return null;
  const str = args.get(0);
  if (!PyUnicode_Check(str)) {
    bad_argument(fname, 0, cstr("str"), str);
    return null;
  }
  const errors = errors_argument(fname, args, nargs, 1);
  if (tstate.current_exception) return null;
  tstate.out_i32_2 = <i32>errors;
  return str;
}

/** The result of an encoder: (bytes, length of the str). Steals `bytes`. */
export function encoder_result(bytes: PyObject | null, str: PyObject): PyObject | null {
  return codec_result(bytes, PyUnicode_GET_LENGTH(str));
}

/**
 * `f(data, errors=None, ...)`: the view of `data`, on the native stack; NULL with an exception. The errors then are in
 * tstate.out_i32_2. The caller releases view and stack.
 */
export function decoder_arguments(fname: usize, args: Slots, nargs: i32, max: i32): Py_buffer | null {
  if (!_PyArg_CheckPositional(fname, nargs, 1, max)) return null;
  const view = Py_buffer_OnStack();
  if (PyObject_GetBuffer(args.get(0), view, PyBUF_SIMPLE) < 0) return null;
  const errors = errors_argument(fname, args, nargs, 1);
  if (!tstate.current_exception) {
    tstate.out_i32_2 = <i32>errors;
    return view;
  }
  PyBuffer_Release(view);
  return null;
}
