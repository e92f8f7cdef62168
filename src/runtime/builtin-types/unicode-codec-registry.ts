/**
 * The registry of codecs and of error handlers. CPython: Python/codecs.c.
 *
 * A codec is what a search function returned for a normalised name: a 4-tuple (encoder, decoder, stream reader, stream writer),
 * usually a codecs.CodecInfo. The package `encodings` registers the search function for all others; it is imported when the
 * first codec is looked up, unless start-up has done so. Names are NUL-terminated ASCII; `errors` 0 is "strict".
 */

import { PyObject_GetAttr, PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import {
  PyErr_Clear,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { PyCallable_Check, PyObject_IsTrue } from "../abstract/object-protocol";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { METH_O, PyMethodDef_New } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr } from "../object/object";
import { PyCFunction } from "../object/slots";
import { interp, tstate } from "../object/state";
import { Py_None, PyExc_LookupError, PyExc_RuntimeError, PyExc_TypeError } from "../object/static-types";
import { PyCFunction_NewEx } from "./builtin-function";
import {
  PyDict_Clear,
  PyDict_GetItemRef,
  PyDict_GetItemStringRef,
  PyDict_New,
  PyDict_SetItem,
  PyDict_SetItemString,
} from "./dict";
import { BaseException_add_note } from "./exception";
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New, PyList_SetSlice } from "./list";
import { PyUnicode_FromString } from "./str";
import { _Py_normalize_encoding } from "./str-codecs";
import { PyUnicode_FromFormat } from "./str-from-format";
import { _PyUnicode_InternMortal } from "./str-intern";
import {
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "./tuple";
import {
  PyCodec_BackslashReplaceErrors,
  PyCodec_IgnoreErrors,
  PyCodec_NameReplaceErrors,
  PyCodec_ReplaceErrors,
  PyCodec_StrictErrors,
  PyCodec_XMLCharRefReplaceErrors,
} from "./unicode-error-handlers";
import { PyCodec_SurrogateEscapeErrors, PyCodec_SurrogatePassErrors } from "./unicode-surrogate-handlers";

/** Has the package `encodings` been asked for? */
const encodings_state: usize = memory.data(8, 8);

function register_handler(registry: PyObject, name: usize, function_name: usize, f: PyCFunction, doc: usize): bool {
  const def = PyMethodDef_New(function_name, changetype<usize>(f), METH_O, doc);
  const handler = PyCFunction_NewEx(def, null, null);
  if (!handler) return false;
  const status = PyDict_SetItemString(registry, name, handler);
  Py_DECREF(handler);
  return status === 0;
}

function register_all(r: PyObject): bool {
  return (
    register_handler(
      r,
      cstr("strict"),
      cstr("strict_errors"),
      PyCFunction.of(PyCodec_StrictErrors),
      cstr("The 'strict' error handler: raises the error."),
    ) &&
    register_handler(
      r,
      cstr("ignore"),
      cstr("ignore_errors"),
      PyCFunction.of(PyCodec_IgnoreErrors),
      cstr("The 'ignore' error handler: leaves the part out."),
    ) &&
    register_handler(
      r,
      cstr("replace"),
      cstr("replace_errors"),
      PyCFunction.of(PyCodec_ReplaceErrors),
      cstr("The 'replace' error handler: writes a replacement character."),
    ) &&
    register_handler(
      r,
      cstr("xmlcharrefreplace"),
      cstr("xmlcharrefreplace_errors"),
      PyCFunction.of(PyCodec_XMLCharRefReplaceErrors),
      cstr("The 'xmlcharrefreplace' error handler: writes XML character references."),
    ) &&
    register_handler(
      r,
      cstr("backslashreplace"),
      cstr("backslashreplace_errors"),
      PyCFunction.of(PyCodec_BackslashReplaceErrors),
      cstr("The 'backslashreplace' error handler: writes escapes."),
    ) &&
    register_handler(
      r,
      cstr("namereplace"),
      cstr("namereplace_errors"),
      PyCFunction.of(PyCodec_NameReplaceErrors),
      cstr("The 'namereplace' error handler: writes escapes with the characters' names."),
    ) &&
    register_handler(
      r,
      cstr("surrogatepass"),
      cstr("surrogatepass"),
      PyCFunction.of(PyCodec_SurrogatePassErrors),
      cstr("The 'surrogatepass' error handler: lets surrogates through."),
    ) &&
    register_handler(
      r,
      cstr("surrogateescape"),
      cstr("surrogateescape"),
      PyCFunction.of(PyCodec_SurrogateEscapeErrors),
      cstr("The 'surrogateescape' error handler: keeps bytes as surrogates."),
    )
  );
}

/** Makes the registry with the standard error handlers; imports nothing. -1 on error. */
export function _PyCodec_InitRegistry(): i32 {
  if (interp.codec_error_registry !== null) return 0;
  interp.codec_search_path = PyList_New(0);
  interp.codec_search_cache = PyDict_New();
  const registry = PyDict_New();
  interp.codec_error_registry = registry;
  if (interp.codec_search_path === null || interp.codec_search_cache === null || !registry) return -1;
  return register_all(registry) ? 0 : -1;
}

/** Imports the package `encodings`, once. -1 on error. */
export function _PyCodec_ImportEncodings(): i32 {
  if (_PyCodec_InitRegistry() < 0) return -1;
  if (load<u8>(encodings_state)) return 0;
  store<u8>(encodings_state, 1);
  const module = import_module(_Py_ID("encodings"));
  if (!module) {
    store<u8>(encodings_state, 0);
    return -1;
  }
  Py_DECREF(module);
  return 0;
}

/** -1 on error. */
export function PyCodec_Register(search_function: PyObject): i32 {
  if (_PyCodec_InitRegistry() < 0) return -1;
  if (!PyCallable_Check(search_function)) {
    PyErr_SetString(PyExc_TypeError, cstr("argument must be callable"));
    return -1;
  }
  return PyList_Append(interp.codec_search_path!, search_function);
}

/** -1 on error. */
export function PyCodec_Unregister(search_function: PyObject): i32 {
  const path = interp.codec_search_path;
  if (!path) return 0;
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    if (ptr(PyList_GET_ITEM(path, i)) !== ptr(search_function)) continue;
    // What it found may not be found any more.
    PyDict_Clear(interp.codec_search_cache!);
    return PyList_SetSlice(path, i, i + 1, null);
  }
  return 0;
}

/** The normalised name as a str: a new reference. */
function normalizestring(string: usize): PyObject | null {
  const length = <usize>strlen(string) + 1;
  const encoding = PyMem_Malloc(length);
  if (encoding === 0) return PyErr_NoMemory();
  let v: PyObject | null = null;
  if (_Py_normalize_encoding(string, encoding, length)) v = PyUnicode_FromString(encoding);
  else PyErr_SetString(PyExc_RuntimeError, cstr("_Py_normalize_encoding() failed"));
  PyMem_Free(encoding);
  return v;
}

/** Asks the search functions for the normalised name `v`: a new reference, NULL on error. */
function search_codec(v: PyObject, encoding: usize): PyObject | null {
  const path = interp.codec_search_path!;
  if (PyList_GET_SIZE(path) === 0) {
    PyErr_SetString(PyExc_LookupError, cstr("no codec search functions registered: can't find encoding"));
    return null;
  }
  for (let i = 0; i < PyList_GET_SIZE(path); i++) {
    const func = Py_NewRef(PyList_GET_ITEM(path, i));
    const result = PyObject_CallOneArg(func, v);
    Py_DECREF(func);
    if (!result) return null;
    if (ptr(result) === ptr(Py_None)) continue;
    if (PyTuple_Check(result) && PyTuple_GET_SIZE(result) === 4) return result;
    PyErr_SetString(PyExc_TypeError, cstr("codec search functions must return 4-tuples"));
    Py_DECREF(result);
    return null;
  }
  return PyErr_Format(PyExc_LookupError, cstr("unknown encoding: %s"), encoding);
}

/** The codec's tuple. Returns a new reference. */
export function _PyCodec_Lookup(encoding: usize): PyObject | null {
  if (_PyCodec_ImportEncodings() < 0) return null;
  let v = normalizestring(encoding);
  if (!v) return null;
  v = _PyUnicode_InternMortal(v);
  const cached = PyDict_GetItemRef(interp.codec_search_cache!, v);
  let result: PyObject | null = null;
  if (cached > 0) result = tstate.out_object;
  else if (cached === 0) {
    result = search_codec(v, encoding);
    if (result && PyDict_SetItem(interp.codec_search_cache!, v, result) < 0) {
      Py_DECREF(result);
      result = null;
    }
  }
  Py_DECREF(v);
  return result;
}

/** Item `index` of the codec: a new reference. */
function codec_getitem(encoding: usize, index: i32): PyObject | null {
  const codec = _PyCodec_Lookup(encoding);
  if (!codec) return null;
  const item = Py_NewRef(PyTuple_GET_ITEM(codec, index));
  Py_DECREF(codec);
  return item;
}

/** Returns a new reference. */
export function PyCodec_Encoder(encoding: usize): PyObject | null {
  return codec_getitem(encoding, 0);
}

/** Returns a new reference. */
export function PyCodec_Decoder(encoding: usize): PyObject | null {
  return codec_getitem(encoding, 1);
}

/** codec.name(errors): a new reference. */
function incremental_codec(codec: PyObject, errors: usize, name: PyObject): PyObject | null {
  const factory = PyObject_GetAttr(codec, name);
  if (!factory) return null;
  let result: PyObject | null = null;
  if (errors === 0) result = PyObject_CallNoArgs(factory);
  else {
    const text = PyUnicode_FromString(errors);
    if (text) {
      result = PyObject_CallOneArg(factory, text);
      Py_DECREF(text);
    }
  }
  Py_DECREF(factory);
  return result;
}

/** An incremental decoder of the codec tuple. Returns a new reference. */
export function _PyCodecInfo_GetIncrementalDecoder(codec: PyObject, errors: usize): PyObject | null {
  return incremental_codec(codec, errors, _Py_ID("incrementaldecoder"));
}

/** An incremental encoder of the codec tuple. Returns a new reference. */
export function _PyCodecInfo_GetIncrementalEncoder(codec: PyObject, errors: usize): PyObject | null {
  return incremental_codec(codec, errors, _Py_ID("incrementalencoder"));
}

/** (o,) or (o, errors): a new reference. */
function args_tuple(o: PyObject, errors: usize): PyObject | null {
  const args = PyTuple_New(errors ? 2 : 1);
  if (!args) return null;
  PyTuple_SET_ITEM(args, 0, Py_NewRef(o));
  if (errors) {
    const text = PyUnicode_FromString(errors);
    if (!text) {
      Py_DECREF(args);
      return null;
    }
    PyTuple_SET_ITEM(args, 1, text);
  }
  return args;
}

/** Adds "... with '...' codec failed" to the exception being raised. */
function add_codec_note(format: usize, encoding: usize): void {
  const exc = PyErr_GetRaisedException();
  if (!exc) return;
  const note = PyUnicode_FromFormat(format, encoding);
  if (note) {
    if (!BaseException_add_note(exc, note)) PyErr_Clear();
    Py_DECREF(note);
  }
  PyErr_SetRaisedException(exc);
}

/** Calls `coder` (stolen, NULL: error): what it made, a new reference. */
function call_coder(
  coder: PyObject | null,
  o: PyObject,
  encoding: usize,
  errors: usize,
  encoding_it: bool,
): PyObject | null {
  if (!coder) return null;
  let v: PyObject | null = null;
  const args = args_tuple(o, errors);
  if (args) {
    const result = PyObject_Call(coder, args, null);
    if (!result) {
      add_codec_note(
        encoding_it ? cstr("encoding with '%s' codec failed") : cstr("decoding with '%s' codec failed"),
        encoding,
      );
    } else {
      if (PyTuple_Check(result) && PyTuple_GET_SIZE(result) === 2) v = Py_NewRef(PyTuple_GET_ITEM(result, 0));
      else {
        PyErr_SetString(
          PyExc_TypeError,
          encoding_it
            ? cstr("encoder must return a tuple (object, integer)")
            : cstr("decoder must return a tuple (object,integer)"),
        );
      }
      Py_DECREF(result);
    }
    Py_DECREF(args);
  }
  Py_DECREF(coder);
  return v;
}

/** codecs.encode. Returns a new reference. */
export function PyCodec_Encode(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  return call_coder(PyCodec_Encoder(encoding), o, encoding, errors, true);
}

/** codecs.decode. Returns a new reference. */
export function PyCodec_Decode(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  return call_coder(PyCodec_Decoder(encoding), o, encoding, errors, false);
}

/** The codec, which must be one of text; `alternate_command` is what the message recommends. Returns a new reference. */
export function _PyCodec_LookupTextEncoding(encoding: usize, alternate_command: usize): PyObject | null {
  const codec = _PyCodec_Lookup(encoding);
  if (!codec || PyTuple_CheckExact(codec)) return codec;
  let is_text = PyObject_GetOptionalAttr(codec, _Py_ID("_is_text_encoding"));
  if (is_text > 0) {
    const attr = tstate.out_object!;
    is_text = PyObject_IsTrue(attr);
    Py_DECREF(attr);
    if (is_text > 0) return codec;
    if (is_text === 0) {
      PyErr_Format(
        PyExc_LookupError,
        cstr("'%.400s' is not a text encoding; use %s to handle arbitrary codecs"),
        encoding,
        alternate_command,
      );
    }
  } else if (is_text === 0) return codec;
  Py_DECREF(codec);
  return null;
}

/** Item `index` of a text codec: a new reference. */
function text_codec_getitem(encoding: usize, alternate_command: usize, index: i32): PyObject | null {
  const codec = _PyCodec_LookupTextEncoding(encoding, alternate_command);
  if (!codec) return null;
  const item = Py_NewRef(PyTuple_GET_ITEM(codec, index));
  Py_DECREF(codec);
  return item;
}

/** As PyCodec_Encode for text encodings only. Returns a new reference. */
export function _PyCodec_EncodeText(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  return call_coder(text_codec_getitem(encoding, cstr("codecs.encode()"), 0), o, encoding, errors, true);
}

/** As PyCodec_Decode for text encodings only. Returns a new reference. */
export function _PyCodec_DecodeText(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  return call_coder(text_codec_getitem(encoding, cstr("codecs.decode()"), 1), o, encoding, errors, false);
}

/** codecs.register_error. -1 on error. */
export function PyCodec_RegisterError(name: usize, error: PyObject): i32 {
  if (_PyCodec_InitRegistry() < 0) return -1;
  if (!PyCallable_Check(error)) {
    PyErr_SetString(PyExc_TypeError, cstr("handler must be callable"));
    return -1;
  }
  return PyDict_SetItemString(interp.codec_error_registry!, name, error);
}

/** codecs.lookup_error. Returns a new reference. */
export function PyCodec_LookupError(name: usize): PyObject | null {
  if (_PyCodec_InitRegistry() < 0) return null;
  const handler = name ? name : cstr("strict");
  const found = PyDict_GetItemStringRef(interp.codec_error_registry!, handler);
  if (found > 0) return tstate.out_object;
  if (found < 0) return null;
  return PyErr_Format(PyExc_LookupError, cstr("unknown error handler name '%.400s'"), handler);
}
