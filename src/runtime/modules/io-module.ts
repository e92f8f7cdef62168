/** The module `_io`. CPython: Modules/_io/_iomodule.c. */

import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { PyLong_FromLong } from "../builtin-types/int";
import {
  module_add,
  module_add_type,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_state_alloc,
  module_state_set,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { PyExc_BlockingIOError, PyExc_OSError, PyExc_ValueError, PyType_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { make_bufferediobase_type, make_rawiobase_type, make_textiobase_type } from "./io-abstract";
import { make_iobase_type } from "./io-base";
import { make_bufferedrandom_type, make_bufferedreader_type, make_bufferedwriter_type } from "./io-buffered-types";
import { make_bytesiobuf_type } from "./io-bytes";
import { make_bytesio_type } from "./io-bytes-methods";
import { make_fileio_type } from "./io-file-methods";
import { make_native_decoder_type } from "./io-native-decoder";
import { make_nldecoder_type } from "./io-newlines";
import { io_open, io_open_code, io_text_encoding } from "./io-open";
import { make_bufferedrwpair_type } from "./io-pair";
import { DEFAULT_BUFFER_SIZE, IO_TYPE_COUNT, io } from "./io-state";
import { make_stringio_type } from "./io-string-methods";
import { make_textiowrapper_type } from "./io-text-type";

/** The class io.UnsupportedOperation: new reference. */
function make_unsupported_operation(): PyObject | null {
  const name = PyUnicode_FromString(cstr("UnsupportedOperation"));
  const bases = PyTuple_Pack(PyExc_OSError, PyExc_ValueError);
  const dict = PyDict_New();
  const module = PyUnicode_FromString(cstr("io"));
  let type: PyObject | null = null;
  if (name && bases && dict && module && PyDict_SetItem(dict, _Py_ID("__module__"), module) === 0) {
    type = PyObject_CallFunctionObjArgs(PyType_Type, name, bases, dict);
  }
  Py_XDECREF(name);
  Py_XDECREF(bases);
  Py_XDECREF(dict);
  Py_XDECREF(module);
  return type;
}

/** Keeps type number `i` (stolen; NULL: fails) in the state and under its name. Returns it, borrowed; NULL with an exception. */
function add_type(m: PyObject, i: i32, type: PyTypeObject | null): PyTypeObject | null {
  if (module_add_type(m, i, type) < 0) return null;
  // `io` has the same order.
  Slots.at(changetype<usize>(io)).set(i, type);
  return type;
}

/** Keeps number `i` (stolen; NULL: fails) in the state only. False with an exception. */
function keep(m: PyObject, i: i32, type: PyObject | null): bool {
  if (module_state_set(m, i, type) < 0) return false;
  Slots.at(changetype<usize>(io)).set(i, type);
  return true;
}

/** The classes below those of text, buffered and raw streams. False with an exception. */
function add_streams(m: PyObject, text: PyTypeObject, buffered: PyTypeObject, raw: PyTypeObject): bool {
  return (
    add_type(m, 7, make_bytesio_type(m, buffered)) !== null &&
    add_type(m, 8, make_bufferedwriter_type(m, buffered)) !== null &&
    add_type(m, 9, make_bufferedreader_type(m, buffered)) !== null &&
    add_type(m, 10, make_bufferedrwpair_type(m, buffered)) !== null &&
    add_type(m, 11, make_bufferedrandom_type(m, buffered)) !== null &&
    add_type(m, 12, make_fileio_type(m, raw)) !== null &&
    add_type(m, 13, make_stringio_type(m, text)) !== null &&
    add_type(m, 14, make_textiowrapper_type(m, text)) !== null &&
    keep(m, 15, make_native_decoder_type(m))
  );
}

/** All classes. False with an exception. */
function add_types(m: PyObject): bool {
  if (!add_type(m, 1, make_nldecoder_type(m)) || !add_type(m, 2, make_bytesiobuf_type(m))) return false;
  const base = add_type(m, 3, make_iobase_type(m));
  if (!base) return false;
  const text = add_type(m, 4, make_textiobase_type(m, base));
  if (!text) return false;
  const buffered = add_type(m, 5, make_bufferediobase_type(m, base));
  if (!buffered) return false;
  const raw = add_type(m, 6, make_rawiobase_type(m, base));
  return raw !== null && add_streams(m, text, buffered, raw);
}

function add_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("open"),
      PyCFunctionFastWithKeywords.of(io_open),
      cstr(
        "open($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)\n--\n\nOpens a file, given by name or descriptor: a stream of text, or with b in the mode of bytes.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("text_encoding"),
      PyCFunctionFast.of(io_text_encoding),
      cstr(
        "text_encoding($module, encoding, stacklevel=2, /)\n--\n\nThe encoding, or for None the one that files have.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("open_code"),
      PyCFunctionFastWithKeywords.of(io_open_code),
      cstr("open_code($module, /, path)\n--\n\nOpens a file of code for reading, as bytes."),
    ) === 0
  );
}

function add_constants(m: PyObject): bool {
  return (
    module_add(m, cstr("DEFAULT_BUFFER_SIZE"), PyLong_FromLong(<i64>DEFAULT_BUFFER_SIZE)) === 0 &&
    keep(m, 0, make_unsupported_operation()) &&
    module_add(m, cstr("UnsupportedOperation"), Py_NewRef(io.unsupported_operation)) === 0 &&
    PyModule_AddObjectRef(m, cstr("BlockingIOError"), PyExc_BlockingIOError) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__io(): PyObject | null {
  const m = module_begin(cstr("_io"), cstr("Streams of bytes and of text; open()."));
  if (!m) return null;
  const ok = module_state_alloc(m, IO_TYPE_COUNT) === 0 && add_functions(m) && add_constants(m) && add_types(m);
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
