/** The UTF, Latin-1 and ASCII codecs of `_codecs`. CPython: Modules/_codecsmodule.c. */

import { PyBuffer_Release } from "../abstract/buffer";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { module_fast } from "../builtin-types/module";
import {
  _PyUnicode_AsASCIIString,
  _PyUnicode_AsLatin1String,
  PyUnicode_DecodeASCII,
  PyUnicode_DecodeLatin1,
} from "../builtin-types/str-latin1";
import { _PyUnicode_AsUTF8String, PyUnicode_DecodeUTF8Stateful } from "../builtin-types/str-utf8";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { _PyUnicode_EncodeUTF16, PyUnicode_DecodeUTF16Stateful } from "../builtin-types/unicode-utf16";
import { _PyUnicode_EncodeUTF32, PyUnicode_DecodeUTF32Stateful } from "../builtin-types/unicode-utf32";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { bool_argument, codec_result, decoder_arguments, encoder_arguments, encoder_result } from "./codecs-arguments";

const UTF_8: i32 = 0;
const LATIN_1: i32 = 1;
const ASCII: i32 = 2;
const UTF_16: i32 = 3;
const UTF_32: i32 = 4;

/** Encodes the whole of a str: a new reference to bytes. */
function encode_as(codec: i32, str: PyObject, errors: usize, byteorder: i32): PyObject | null {
  switch (codec) {
    case UTF_8:
      return _PyUnicode_AsUTF8String(str, errors);
    case LATIN_1:
      return _PyUnicode_AsLatin1String(str, errors);
    case ASCII:
      return _PyUnicode_AsASCIIString(str, errors);
    case UTF_16:
      return _PyUnicode_EncodeUTF16(str, errors, byteorder);
    default:
      return _PyUnicode_EncodeUTF32(str, errors, byteorder);
  }
}

/** `X_encode(str, errors=None)` */
function encode(codec: i32, byteorder: i32, fname: usize, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(fname, args, nargs, 2);
  if (!str) return null;
  return encoder_result(encode_as(codec, str, <usize>tstate.out_i32_2, byteorder), str);
}

/** `utf_16_encode(str, errors=None, byteorder=0)` */
function encode_ordered(codec: i32, fname: usize, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(fname, args, nargs, 3);
  if (!str) return null;
  const errors = <usize>tstate.out_i32_2;
  const byteorder = nargs > 2 ? PyLong_AsInt(args.get(2)) : 0;
  if (tstate.current_exception) return null;
  return encoder_result(encode_as(codec, str, errors, byteorder), str);
}

/** Decodes bytes: a new str; bytes used in tstate.out_i32, the byte order found in tstate.out_i32_2. */
function decode_as(
  codec: i32,
  text: usize,
  length: i32,
  errors: usize,
  byteorder: i32,
  stateful: bool,
): PyObject | null {
  switch (codec) {
    case UTF_8:
      return PyUnicode_DecodeUTF8Stateful(text, length, errors, stateful);
    case UTF_16:
      return PyUnicode_DecodeUTF16Stateful(text, length, errors, byteorder, stateful);
    case UTF_32:
      return PyUnicode_DecodeUTF32Stateful(text, length, errors, byteorder, stateful);
    default: {
      const str =
        codec === LATIN_1 ? PyUnicode_DecodeLatin1(text, length, errors) : PyUnicode_DecodeASCII(text, length, errors);
      tstate.out_i32 = length;
      return str;
    }
  }
}

/** `X_decode(data, errors=None)`; `max` 3: with `final=False`, an incomplete end is left when it is false. */
function decode(codec: i32, byteorder: i32, fname: usize, args: Slots, nargs: i32, max: i32): PyObject | null {
  const mark = stack_mark();
  const view = decoder_arguments(fname, args, nargs, max);
  let result: PyObject | null = null;
  if (view) {
    const errors = <usize>tstate.out_i32_2;
    const final = bool_argument(args, nargs, 2, false);
    if (!tstate.current_exception) {
      const str = decode_as(codec, view.buf, view.len, errors, byteorder, !final);
      result = codec_result(str, tstate.out_i32);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** (str, used, byte order): steals `str`. */
function with_byteorder(str: PyObject | null, used: i32, byteorder: i32): PyObject | null {
  const pair = codec_result(str, used);
  if (!pair) return null;
  const result = PyTuple_New(3);
  const order = PyLong_FromLong(<i64>byteorder);
  if (result && order) {
    PyTuple_SET_ITEM(result, 0, Py_NewRef(PyTuple_GET_ITEM(pair, 0)));
    PyTuple_SET_ITEM(result, 1, Py_NewRef(PyTuple_GET_ITEM(pair, 1)));
    PyTuple_SET_ITEM(result, 2, order);
  } else if (result) Py_DECREF(result);
  Py_DECREF(pair);
  return order ? result : null;
}

/** `utf_16_ex_decode(data, errors=None, byteorder=0, final=False)` */
function decode_ex(codec: i32, fname: usize, args: Slots, nargs: i32): PyObject | null {
  const mark = stack_mark();
  const view = decoder_arguments(fname, args, nargs, 4);
  let result: PyObject | null = null;
  if (view) {
    const errors = <usize>tstate.out_i32_2;
    const byteorder = nargs > 2 ? PyLong_AsInt(args.get(2)) : 0;
    const final = tstate.current_exception ? false : bool_argument(args, nargs, 3, false);
    if (!tstate.current_exception) {
      const str = decode_as(codec, view.buf, view.len, errors, byteorder, !final);
      result = with_byteorder(str, tstate.out_i32, tstate.out_i32_2);
    }
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function utf_8_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(UTF_8, 0, cstr("utf_8_encode"), args, nargs);
}
function utf_8_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_8, 0, cstr("utf_8_decode"), args, nargs, 3);
}
function latin_1_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(LATIN_1, 0, cstr("latin_1_encode"), args, nargs);
}
function latin_1_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(LATIN_1, 0, cstr("latin_1_decode"), args, nargs, 2);
}
function ascii_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(ASCII, 0, cstr("ascii_encode"), args, nargs);
}
function ascii_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(ASCII, 0, cstr("ascii_decode"), args, nargs, 2);
}
function utf_16_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode_ordered(UTF_16, cstr("utf_16_encode"), args, nargs);
}
function utf_16_le_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(UTF_16, -1, cstr("utf_16_le_encode"), args, nargs);
}
function utf_16_be_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(UTF_16, 1, cstr("utf_16_be_encode"), args, nargs);
}
function utf_16_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_16, 0, cstr("utf_16_decode"), args, nargs, 3);
}
function utf_16_le_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_16, -1, cstr("utf_16_le_decode"), args, nargs, 3);
}
function utf_16_be_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_16, 1, cstr("utf_16_be_decode"), args, nargs, 3);
}
function utf_16_ex_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode_ex(UTF_16, cstr("utf_16_ex_decode"), args, nargs);
}
function utf_32_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode_ordered(UTF_32, cstr("utf_32_encode"), args, nargs);
}
function utf_32_le_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(UTF_32, -1, cstr("utf_32_le_encode"), args, nargs);
}
function utf_32_be_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return encode(UTF_32, 1, cstr("utf_32_be_encode"), args, nargs);
}
function utf_32_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_32, 0, cstr("utf_32_decode"), args, nargs, 3);
}
function utf_32_le_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_32, -1, cstr("utf_32_le_decode"), args, nargs, 3);
}
function utf_32_be_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode(UTF_32, 1, cstr("utf_32_be_decode"), args, nargs, 3);
}
function utf_32_ex_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return decode_ex(UTF_32, cstr("utf_32_ex_decode"), args, nargs);
}

function add(m: PyObject, name: usize, f: PyCFunctionFast, doc: usize): bool {
  return module_fast(m, name, f, doc) === 0;
}

function add_8_bit(m: PyObject): bool {
  return (
    add(
      m,
      cstr("utf_8_encode"),
      PyCFunctionFast.of(utf_8_encode),
      cstr("utf_8_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_8_decode"),
      PyCFunctionFast.of(utf_8_decode),
      cstr("utf_8_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("latin_1_encode"),
      PyCFunctionFast.of(latin_1_encode),
      cstr("latin_1_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("latin_1_decode"),
      PyCFunctionFast.of(latin_1_decode),
      cstr("latin_1_decode($module, data, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("ascii_encode"),
      PyCFunctionFast.of(ascii_encode),
      cstr("ascii_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("ascii_decode"),
      PyCFunctionFast.of(ascii_decode),
      cstr("ascii_decode($module, data, errors=None, /)\n--\n\n"),
    )
  );
}

function add_utf_16(m: PyObject): bool {
  return (
    add(
      m,
      cstr("utf_16_encode"),
      PyCFunctionFast.of(utf_16_encode),
      cstr("utf_16_encode($module, str, errors=None, byteorder=0, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_le_encode"),
      PyCFunctionFast.of(utf_16_le_encode),
      cstr("utf_16_le_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_be_encode"),
      PyCFunctionFast.of(utf_16_be_encode),
      cstr("utf_16_be_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_decode"),
      PyCFunctionFast.of(utf_16_decode),
      cstr("utf_16_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_le_decode"),
      PyCFunctionFast.of(utf_16_le_decode),
      cstr("utf_16_le_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_be_decode"),
      PyCFunctionFast.of(utf_16_be_decode),
      cstr("utf_16_be_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_16_ex_decode"),
      PyCFunctionFast.of(utf_16_ex_decode),
      cstr("utf_16_ex_decode($module, data, errors=None, byteorder=0, final=False,\n                 /)\n--\n\n"),
    )
  );
}

function add_utf_32(m: PyObject): bool {
  return (
    add(
      m,
      cstr("utf_32_encode"),
      PyCFunctionFast.of(utf_32_encode),
      cstr("utf_32_encode($module, str, errors=None, byteorder=0, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_le_encode"),
      PyCFunctionFast.of(utf_32_le_encode),
      cstr("utf_32_le_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_be_encode"),
      PyCFunctionFast.of(utf_32_be_encode),
      cstr("utf_32_be_encode($module, str, errors=None, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_decode"),
      PyCFunctionFast.of(utf_32_decode),
      cstr("utf_32_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_le_decode"),
      PyCFunctionFast.of(utf_32_le_decode),
      cstr("utf_32_le_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_be_decode"),
      PyCFunctionFast.of(utf_32_be_decode),
      cstr("utf_32_be_decode($module, data, errors=None, final=False, /)\n--\n\n"),
    ) &&
    add(
      m,
      cstr("utf_32_ex_decode"),
      PyCFunctionFast.of(utf_32_ex_decode),
      cstr("utf_32_ex_decode($module, data, errors=None, byteorder=0, final=False,\n                 /)\n--\n\n"),
    )
  );
}

/** Adds the functions. False with an exception. */
export function add_unicode_codecs(m: PyObject): bool {
  return add_8_bit(m) && add_utf_16(m) && add_utf_32(m);
}
