/** The character map codec of `_codecs`. CPython: Modules/_codecsmodule.c. */

import { PyBuffer_Release } from "../abstract/buffer";
import { PyErr_Format } from "../abstract/errors";
import { module_fast, module_o } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { _PyUnicode_EncodeCharmap, PyUnicode_DecodeCharmap } from "../builtin-types/unicode-charmap";
import { PyUnicode_BuildEncodingMap } from "../builtin-types/unicode-encoding-map";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError } from "../object/static-types";
import { codec_result, decoder_arguments, encoder_arguments, encoder_result } from "./codecs-arguments";

/** The argument `mapping=None` at place 2. */
function mapping_argument(args: Slots, nargs: i32): PyObject | null {
  return nargs > 2 && ptr(args.get(2)) !== ptr(Py_None) ? args.get(2) : null;
}

function charmap_encode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const str = encoder_arguments(cstr("charmap_encode"), args, nargs, 3);
  if (!str) return null;
  return encoder_result(_PyUnicode_EncodeCharmap(str, mapping_argument(args, nargs), <usize>tstate.out_i32_2), str);
}

function charmap_decode(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const mark = stack_mark();
  const view = decoder_arguments(cstr("charmap_decode"), args, nargs, 3);
  let result: PyObject | null = null;
  if (view) {
    const errors = <usize>tstate.out_i32_2;
    result = codec_result(PyUnicode_DecodeCharmap(view.buf, view.len, mapping_argument(args, nargs), errors), view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

function charmap_build(_m: PyObject, map: PyObject | null): PyObject | null {
  if (PyUnicode_Check(map!)) return PyUnicode_BuildEncodingMap(map!);
  return PyErr_Format(PyExc_TypeError, cstr("charmap_build() argument must be str, not %.50s"), map!.ob_type.tp_name);
}

/** Adds the functions. False with an exception. */
export function add_mapping_codecs(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("charmap_encode"),
      PyCFunctionFast.of(charmap_encode),
      cstr("charmap_encode($module, str, errors=None, mapping=None, /)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("charmap_decode"),
      PyCFunctionFast.of(charmap_decode),
      cstr("charmap_decode($module, data, errors=None, mapping=None, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("charmap_build"),
      PyCFunction.of(charmap_build),
      cstr("charmap_build($module, map, /)\n--\n\n"),
    ) === 0
  );
}
