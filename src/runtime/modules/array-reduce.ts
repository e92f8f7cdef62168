/**
 * Pickling arrays: their bytes with a code of the machine's format, and how an array is made of them on another machine.
 * CPython: array_array___reduce_ex___impl, array__array_reconstructor_impl of Modules/arraymodule.c.
 */
import { _PyArg_AsInt, _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyFloat_Unpack4, PyFloat_Unpack8 } from "../builtin-types/float-pack";
import { PyLong_AsLong, PyLong_Check, PyLong_FromLong } from "../builtin-types/int";
import { _PyLong_FromByteArray } from "../builtin-types/int-bytes";
import { PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import {
  PyUnicode_Check,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { PyType_Check } from "../builtin-types/type";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { PyUnicode_DecodeUTF16 } from "../builtin-types/unicode-utf16";
import { PyUnicode_DecodeUTF32 } from "../builtin-types/unicode-utf32";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyImport_GetModuleAttrString } from "../vm/import";
import { array_tobytes } from "./array-bytes";
import {
  array_itemsize,
  array_typecodes,
  CODE_d,
  CODE_f,
  is_integer_code,
  is_signed_code,
  is_unicode_code,
} from "./array-items";
import { array_tolist } from "./array-methods";
import { array_of, array_state } from "./array-object";

// Codes of formats; an odd one has the high byte first, but for those of single bytes.
const UNSIGNED_INT8: i32 = 0;
const SIGNED_INT8: i32 = 1;
const UNSIGNED_INT16_LE: i32 = 2;
const SIGNED_INT16_LE: i32 = 4;
const UNSIGNED_INT32_LE: i32 = 6;
const SIGNED_INT32_LE: i32 = 8;
const UNSIGNED_INT64_LE: i32 = 10;
const SIGNED_INT64_LE: i32 = 12;
const IEEE_754_FLOAT_LE: i32 = 14;
const IEEE_754_DOUBLE_LE: i32 = 16;
const UTF16_LE: i32 = 18;
const UTF32_LE: i32 = 20;
const MACHINE_FORMAT_CODE_MAX: i32 = 21;

/** The code of the format that items have here. */
function typecode_to_mformat_code(typecode: i32): i32 {
  if (is_unicode_code(typecode)) return UTF32_LE;
  if (typecode === CODE_f) return IEEE_754_FLOAT_LE;
  if (typecode === CODE_d) return IEEE_754_DOUBLE_LE;
  const is_signed = is_signed_code(typecode);
  switch (array_itemsize(typecode)) {
    case 1:
      return is_signed ? SIGNED_INT8 : UNSIGNED_INT8;
    case 2:
      return is_signed ? SIGNED_INT16_LE : UNSIGNED_INT16_LE;
    case 4:
      return is_signed ? SIGNED_INT32_LE : UNSIGNED_INT32_LE;
    default:
      return is_signed ? SIGNED_INT64_LE : UNSIGNED_INT64_LE;
  }
}

/** Bytes of an item in format `code`; CPython asks for twice as many of texts. */
function mformat_size(code: i32): i32 {
  const format = code & ~1;
  if (format === UNSIGNED_INT8) return 1;
  if (format === UNSIGNED_INT16_LE || format === SIGNED_INT16_LE) return 2;
  if (format === IEEE_754_DOUBLE_LE || format === UTF32_LE) return 8;
  return format === UNSIGNED_INT64_LE || format === SIGNED_INT64_LE ? 8 : 4;
}

function mformat_is_signed(code: i32): bool {
  if (code === SIGNED_INT8) return true;
  const format = code & ~1;
  return format === SIGNED_INT16_LE || format === SIGNED_INT32_LE || format === SIGNED_INT64_LE;
}

// --- __reduce_ex__ ---

/** (class, (typecode, list), dict) for old protocols: new reference. `dict` borrowed. */
function reduce_as_list(o: PyObject, typecode: PyObject, dict: PyObject): PyObject | null {
  const list = array_tolist(o, null);
  const args = list ? PyTuple_Pack(typecode, list) : null;
  Py_XDECREF(list);
  const result = args ? PyTuple_Pack(o.ob_type, args, dict) : null;
  Py_XDECREF(args);
  return result;
}

/** (reconstructor, (class, typecode, format, bytes), dict): new reference. */
function reduce_as_bytes(o: PyObject, typecode: PyObject, dict: PyObject): PyObject | null {
  const reconstructor = _PyImport_GetModuleAttrString(cstr("array"), cstr("_array_reconstructor"));
  const code = reconstructor ? PyLong_FromLong(<i64>typecode_to_mformat_code(array_of(o).typecode)) : null;
  const bytes = code ? array_tobytes(o, null) : null;
  const args = code && bytes ? PyTuple_Pack(o.ob_type, typecode, code, bytes) : null;
  const result = reconstructor && args ? PyTuple_Pack(reconstructor, args, dict) : null;
  Py_XDECREF(args);
  Py_XDECREF(bytes);
  Py_XDECREF(code);
  Py_XDECREF(reconstructor);
  return result;
}

export function array_reduce_ex(o: PyObject, value: PyObject | null): PyObject | null {
  if (!PyLong_Check(value!)) {
    PyErr_SetString(PyExc_TypeError, cstr("__reduce_ex__ argument should be an integer"));
    return null;
  }
  const protocol = PyLong_AsLong(value!);
  if (protocol === -1 && tstate.current_exception) return null;
  if (PyObject_GetOptionalAttr(o, _Py_ID("__dict__")) < 0) return null;
  const found = tstate.out_object;
  const dict: PyObject = found ? found : Py_None;
  const typecode = PyUnicode_FromOrdinal(array_of(o).typecode);
  let result: PyObject | null = null;
  if (typecode) {
    result = protocol < 3 ? reduce_as_list(o, typecode, dict) : reduce_as_bytes(o, typecode, dict);
    Py_DECREF(typecode);
  }
  Py_DECREF(dict);
  return result;
}

// --- _array_reconstructor ---

/** Item `i` of `bytes` in a format of numbers: new reference. */
function read_number(code: i32, bytes: usize, i: i32): PyObject | null {
  const size = mformat_size(code);
  const at = bytes + <usize>(i * size);
  const is_little = (code & 1) === 0 || size === 1;
  const format = code & ~1;
  if (format === IEEE_754_FLOAT_LE) return PyFloat_FromDouble(PyFloat_Unpack4(at, is_little));
  if (format === IEEE_754_DOUBLE_LE) return PyFloat_FromDouble(PyFloat_Unpack8(at, is_little));
  return _PyLong_FromByteArray(at, size, is_little, mformat_is_signed(code));
}

/** What the bytes say, as a str or a list: new reference. */
function decode_items(code: i32, items: PyObject): PyObject | null {
  const size = PyBytes_GET_SIZE(items);
  const bytes = PyBytes_AS_STRING(items);
  const order = (code & 1) === 0 ? -1 : 1;
  if ((code & ~1) === UTF16_LE) return PyUnicode_DecodeUTF16(bytes, size, cstr("strict"), order);
  if ((code & ~1) === UTF32_LE) return PyUnicode_DecodeUTF32(bytes, size, cstr("strict"), order);
  const count = size / mformat_size(code);
  const list = PyList_New(count);
  if (!list) return null;
  for (let i = 0; i < count; i++) {
    const number = read_number(code, bytes, i);
    if (!number) {
      Py_DECREF(list);
      return null;
    }
    PyList_SET_ITEM(list, i, number);
  }
  return list;
}

/** The integer type code of the items' own size and sign, the last of several; `typecode` for other items. */
function fitting_typecode(code: i32, typecode: i32): i32 {
  if (code >= IEEE_754_FLOAT_LE) return typecode;
  let fitting = typecode;
  for (let p = array_typecodes(); load<u8>(p) !== 0; p++) {
    const candidate = <i32>load<u8>(p);
    const fits = is_integer_code(candidate) && array_itemsize(candidate) === mformat_size(code);
    if (fits && is_signed_code(candidate) === mformat_is_signed(code)) fitting = candidate;
  }
  return fitting;
}

/** type(typecode, items): new reference. */
function make_array(type: PyObject, typecode: i32, items: PyObject): PyObject | null {
  const text = PyUnicode_FromOrdinal(typecode);
  if (!text) return null;
  const result = PyObject_CallFunctionObjArgs(type, text, items);
  Py_DECREF(text);
  return result;
}

/** The arguments are of the right kind: false with an exception. */
function check_arguments(type: PyObject, typecode: i32, code: i32, items: PyObject): bool {
  if (!PyType_Check(type)) {
    PyErr_Format(PyExc_TypeError, cstr("first argument must be a type object, not %.200s"), type.ob_type.tp_name);
    return false;
  }
  const t = changetype<PyTypeObject>(type);
  if (!PyType_IsSubtype(t, array_state.ArrayType)) {
    PyErr_Format(PyExc_TypeError, cstr("%.200s is not a subtype of %.200s"), t.tp_name, array_state.ArrayType.tp_name);
    return false;
  }
  if (array_itemsize(typecode) === 0) {
    PyErr_SetString(PyExc_ValueError, cstr("second argument must be a valid type code"));
    return false;
  }
  if (code < 0 || code > MACHINE_FORMAT_CODE_MAX) {
    PyErr_SetString(PyExc_ValueError, cstr("third argument must be a valid machine format code."));
    return false;
  }
  if (PyBytes_Check(items)) return true;
  PyErr_Format(PyExc_TypeError, cstr("fourth argument should be bytes, not %.200s"), items.ob_type.tp_name);
  return false;
}

export function array__array_reconstructor(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  const name = cstr("_array_reconstructor");
  if (!_PyArg_CheckPositional(name, nargs, 4, 4)) return null;
  const given = args.get(1);
  if (!PyUnicode_Check(given) || PyUnicode_GET_LENGTH(given) !== 1) {
    _PyArg_BadArgument(name, cstr("argument 2"), cstr("a unicode character"), given);
    return null;
  }
  const typecode = <i32>PyUnicode_READ_CHAR(given, 0);
  const code = _PyArg_AsInt(args.get(2));
  if (code === -1 && tstate.current_exception) return null;
  const type = args.get(0);
  const items = args.get(3);
  if (!check_arguments(type, typecode, code, items)) return null;
  if (code === typecode_to_mformat_code(typecode)) return make_array(type, typecode, items);
  if (PyBytes_GET_SIZE(items) % mformat_size(code) !== 0) {
    PyErr_SetString(PyExc_ValueError, cstr("string length not a multiple of item size"));
    return null;
  }
  const decoded = decode_items(code, items);
  if (!decoded) return null;
  const result = make_array(type, fitting_typecode(code, typecode), decoded);
  Py_DECREF(decoded);
  return result;
}
