/** The module `_codecs`: the registry of codecs, and the codecs in C. CPython: Modules/_codecsmodule.c (3.13). */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format } from "../abstract/errors";
import { PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyBytes_DecodeEscape, PyBytes_Repr } from "../builtin-types/bytes-escape";
import { module_begin, module_fast, module_fast_keywords, module_o } from "../builtin-types/module";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str-utf8";
import {
  _PyCodec_Lookup,
  PyCodec_Decode,
  PyCodec_Encode,
  PyCodec_LookupError,
  PyCodec_Register,
  PyCodec_RegisterError,
  PyCodec_Unregister,
} from "../builtin-types/unicode-codec-registry";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { bad_argument, codec_result, errors_argument, text_argument } from "./codecs-arguments";
import { add_escape_codecs } from "./codecs-escape";
import { add_mapping_codecs } from "./codecs-mapping";
import { add_unicode_codecs } from "./codecs-unicode";

/** The one str argument of a METH_O function: UTF-8, 0 with an exception. */
function only_text(fname: usize, o: PyObject): usize {
  if (PyUnicode_Check(o)) return text_argument(fname, 0, o);
  PyErr_Format(PyExc_TypeError, cstr("%.200s() argument must be str, not %.50s"), fname, o.ob_type.tp_name);
  return 0;
}

function codecs_register(_m: PyObject, search_function: PyObject | null): PyObject | null {
  return PyCodec_Register(search_function!) < 0 ? null : Py_None;
}

function codecs_unregister(_m: PyObject, search_function: PyObject | null): PyObject | null {
  return PyCodec_Unregister(search_function!) < 0 ? null : Py_None;
}

function codecs_lookup(_m: PyObject, encoding: PyObject | null): PyObject | null {
  const text = only_text(cstr("lookup"), encoding!);
  return text ? _PyCodec_Lookup(text) : null;
}

function codecs_lookup_error(_m: PyObject, name: PyObject | null): PyObject | null {
  const text = only_text(cstr("lookup_error"), name!);
  return text ? PyCodec_LookupError(text) : null;
}

function codecs_register_error(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const fname = cstr("register_error");
  if (!_PyArg_CheckPositional(fname, nargs, 2, 2)) return null;
  const text = text_argument(fname, 0, args.get(0));
  return text && PyCodec_RegisterError(text, args.get(1)) === 0 ? Py_None : null;
}

const convert_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** A keyword argument that is a str: UTF-8, 0 with an exception. */
function keyword_text(fname: usize, name: usize, o: PyObject): usize {
  if (PyUnicode_Check(o)) return text_argument(fname, 1, o);
  PyErr_Format(PyExc_TypeError, cstr("%.200s() argument '%s' must be str, not %.50s"), fname, name, o.ob_type.tp_name);
  return 0;
}

/** encode() and decode(): `(obj, encoding='utf-8', errors='strict')`. */
function convert(encodes: bool, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const fname = encodes ? cstr("encode") : cstr("decode");
  const mark = stack_mark();
  const names = cstr("obj encoding errors");
  const a = Slots.at(_PyArg_UnpackKeywords(convert_spec, fname, names, 0, args, nargs, null, kwnames, 1, 3));
  let result: PyObject | null = null;
  if (changetype<usize>(a)) {
    const encoding_argument = a.getOrNull(1);
    const errors = a.getOrNull(2);
    const encoding = encoding_argument ? keyword_text(fname, cstr("encoding"), encoding_argument) : cstr("utf-8");
    const errors_text = encoding && errors ? keyword_text(fname, cstr("errors"), errors) : 0;
    if (!tstate.current_exception) {
      result = encodes
        ? PyCodec_Encode(a.get(0), encoding, errors_text)
        : PyCodec_Decode(a.get(0), encoding, errors_text);
    }
  }
  stack_release(mark);
  return result;
}

function codecs_encode(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return convert(true, args, nargs, kwnames);
}

function codecs_decode(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return convert(false, args, nargs, kwnames);
}

/** The bytes of a bytes-like object or the UTF-8 of a str: `f(data, errors=None)`. */
function codecs_readbuffer_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const fname = cstr("readbuffer_encode");
  if (!_PyArg_CheckPositional(fname, nargs, 1, 2)) return null;
  errors_argument(fname, args, nargs, 1);
  if (tstate.current_exception) return null;
  const data = args.get(0);
  if (PyUnicode_Check(data)) {
    const text = PyUnicode_AsUTF8AndSize(data);
    const length = tstate.out_i32;
    return text ? codec_result(PyBytes_FromStringAndSize(text, length), length) : null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    result = codec_result(PyBytes_FromStringAndSize(view.buf, view.len), view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** The contents of a bytes literal: `f(data, errors=None)`. */
function codecs_escape_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const fname = cstr("escape_decode");
  if (!_PyArg_CheckPositional(fname, nargs, 1, 2)) return null;
  const errors = errors_argument(fname, args, nargs, 1);
  if (tstate.current_exception) return null;
  const data = args.get(0);
  if (PyUnicode_Check(data)) {
    const text = PyUnicode_AsUTF8AndSize(data);
    const length = tstate.out_i32;
    return text ? codec_result(PyBytes_DecodeEscape(text, length, errors), length) : null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) === 0) {
    result = codec_result(PyBytes_DecodeEscape(view.buf, view.len, errors), view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

/** What stands in a bytes literal between its quotes, which are single ones: `f(data, errors=None)`. */
function codecs_escape_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const fname = cstr("escape_encode");
  if (!_PyArg_CheckPositional(fname, nargs, 1, 2)) return null;
  const data = args.get(0);
  if (!PyBytes_Check(data)) {
    bad_argument(fname, 0, cstr("bytes"), data);
    return null;
  }
  errors_argument(fname, args, nargs, 1);
  if (tstate.current_exception) return null;
  const repr = PyBytes_Repr(data, false);
  if (!repr) return null;
  // b'...': ASCII.
  const text = PyBytes_FromStringAndSize(PyUnicode_DATA(repr) + 2, PyUnicode_GET_LENGTH(repr) - 3);
  Py_DECREF(repr);
  return codec_result(text, PyBytes_GET_SIZE(data));
}

function add_registry(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("register"),
      PyCFunction.of(codecs_register),
      cstr("register($module, search_function, /)\n--\n\nAdds a function that finds codecs by name."),
    ) === 0 &&
    module_o(
      m,
      cstr("unregister"),
      PyCFunction.of(codecs_unregister),
      cstr("unregister($module, search_function, /)\n--\n\nRemoves such a function, and forgets what was found."),
    ) === 0 &&
    module_o(
      m,
      cstr("lookup"),
      PyCFunction.of(codecs_lookup),
      cstr("lookup($module, encoding, /)\n--\n\nThe codec of that name."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("encode"),
      PyCFunctionFastWithKeywords.of(codecs_encode),
      cstr("encode($module, /, obj, encoding='utf-8', errors='strict')\n--\n\nEncodes obj with a codec."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("decode"),
      PyCFunctionFastWithKeywords.of(codecs_decode),
      cstr("decode($module, /, obj, encoding='utf-8', errors='strict')\n--\n\nDecodes obj with a codec."),
    ) === 0 &&
    module_fast(
      m,
      cstr("register_error"),
      PyCFunctionFast.of(codecs_register_error),
      cstr("register_error($module, errors, handler, /)\n--\n\nGives an error handler a name."),
    ) === 0 &&
    module_o(
      m,
      cstr("lookup_error"),
      PyCFunction.of(codecs_lookup_error),
      cstr("lookup_error($module, name, /)\n--\n\nThe error handler of that name."),
    ) === 0
  );
}

function add_bytes_codecs(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("escape_decode"),
      PyCFunctionFast.of(codecs_escape_decode),
      cstr("escape_decode($module, data, errors=None, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("escape_encode"),
      PyCFunctionFast.of(codecs_escape_encode),
      cstr("escape_encode($module, data, errors=None, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("readbuffer_encode"),
      PyCFunctionFast.of(codecs_readbuffer_encode),
      cstr("readbuffer_encode($module, data, errors=None, /)\n--\n\n"),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__codecs(): PyObject | null {
  const m = module_begin(cstr("_codecs"));
  if (!m) return null;
  if (
    add_registry(m) &&
    add_bytes_codecs(m) &&
    add_unicode_codecs(m) &&
    add_escape_codecs(m) &&
    add_mapping_codecs(m)
  ) {
    return m;
  }
  Py_DECREF(m);
  return null;
}
