/** unicode_escape, raw_unicode_escape and UTF-7 in `_codecs`. CPython: Modules/_codecsmodule.c. */

import { _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { module_fast } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str-utf8";
import {
  PyUnicode_AsRawUnicodeEscapeString,
  PyUnicode_AsUnicodeEscapeString,
  PyUnicode_DecodeRawUnicodeEscapeStateful,
  PyUnicode_DecodeUnicodeEscapeStateful,
} from "../builtin-types/unicode-escape";
import { _PyUnicode_EncodeUTF7, PyUnicode_DecodeUTF7Stateful } from "../builtin-types/unicode-utf7";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject, Slots } from "../object/object";
import { PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import {
  bool_argument,
  codec_result,
  decoder_arguments,
  encoder_arguments,
  encoder_result,
  errors_argument,
} from "./codecs-arguments";

const ESCAPE: i32 = 0;
const RAW_ESCAPE: i32 = 1;

/** (str, used) of escaped bytes. */
function decoded(codec: i32, text: usize, length: i32, errors: usize, final: bool): PyObject | null {
  const str =
    codec === ESCAPE
      ? PyUnicode_DecodeUnicodeEscapeStateful(text, length, errors, !final)
      : PyUnicode_DecodeRawUnicodeEscapeStateful(text, length, errors, !final);
  return codec_result(str, tstate.out_i32);
}

/** `X_decode(data, errors=None, final=True)`; a str stands for its UTF-8. */
function decode(codec: i32, fname: usize, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(fname, nargs, 1, 3)) return null;
  const errors = errors_argument(fname, args, nargs, 1);
  if (tstate.current_exception) return null;
  const final = bool_argument(args, nargs, 2, true);
  if (tstate.current_exception) return null;
  const data = args.get(0);
  if (PyUnicode_Check(data)) {
    const text = PyUnicode_AsUTF8AndSize(data);
    return text ? decoded(codec, text, tstate.out_i32, errors, final) : null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    result = decoded(codec, view.buf, view.len, errors, final);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function unicode_escape_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(ESCAPE, cstr("unicode_escape_decode"), args, nargs);
}

function raw_unicode_escape_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(RAW_ESCAPE, cstr("raw_unicode_escape_decode"), args, nargs);
}

function unicode_escape_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(cstr("unicode_escape_encode"), args, nargs, 2);
  return str ? encoder_result(PyUnicode_AsUnicodeEscapeString(str), str) : null;
}

function raw_unicode_escape_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(cstr("raw_unicode_escape_encode"), args, nargs, 2);
  return str ? encoder_result(PyUnicode_AsRawUnicodeEscapeString(str), str) : null;
}

function utf_7_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(cstr("utf_7_encode"), args, nargs, 2);
  return str ? encoder_result(_PyUnicode_EncodeUTF7(str), str) : null;
}

/** `utf_7_decode(data, errors=None, final=False)` */
function utf_7_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const mark = stack_mark();
  const view = decoder_arguments(cstr("utf_7_decode"), args, nargs, 3);
  let result: PyObject | null = null;
  if (view) {
    const errors = <usize>tstate.out_i32_2;
    const final = bool_argument(args, nargs, 2, false);
    if (!tstate.current_exception) {
      const str = PyUnicode_DecodeUTF7Stateful(view.buf, view.len, errors, !final);
      result = codec_result(str, tstate.out_i32);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function add(m: PyObject, name: usize, f: PyCFunctionFast, doc: usize): bool {
  return module_fast(m, name, f, doc) === 0;
}

/** Adds the functions. False with an exception. */
export function add_escape_codecs(m: PyObject): bool {
  return (
    add(
      m,
      cstr("unicode_escape_decode"),
      PyCFunctionFast.of(unicode_escape_decode),
      cstr("unicode_escape_decode($module, data, errors=None, final=True, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("unicode_escape_encode"),
      PyCFunctionFast.of(unicode_escape_encode),
      cstr("unicode_escape_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("raw_unicode_escape_decode"),
      PyCFunctionFast.of(raw_unicode_escape_decode),
      cstr("raw_unicode_escape_decode($module, data, errors=None, final=True, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("raw_unicode_escape_encode"),
      PyCFunctionFast.of(raw_unicode_escape_encode),
      cstr("raw_unicode_escape_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_7_encode"),
      PyCFunctionFast.of(utf_7_encode),
      cstr("utf_7_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_7_decode"),
      PyCFunctionFast.of(utf_7_decode),
      cstr("utf_7_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    )
  );
}
