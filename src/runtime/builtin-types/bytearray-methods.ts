/**
 * Methods of bytearray that bytes has not, and the table of all. CPython: Objects/bytearrayobject.c.
 */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { PyObject_CheckBuffer } from "../abstract/buffer";
import { PyObject_CallOneArg } from "../abstract/call";
import { PyErr_ExceptionMatches, PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyObject_LengthHint } from "../abstract/sequence";
import { def_fast, def_fast_keywords, def_noargs, def_o, METH_CLASS, METH_STATIC } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_SIZE, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyByteArray_Type, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { _PyObject_GetState } from "./base-object-reduce";
import {
  _canresize,
  PyByteArray_AS_STRING,
  PyByteArray_FromStringAndSize,
  PyByteArray_Resize,
  PyByteArrayObject,
} from "./bytearray";
import { byte_item_value, bytearray_setslice } from "./bytearray-subscript";
import { PyBytes_FromStringAndSize } from "./bytes";
import {
  bytes_capitalize,
  bytes_isalnum,
  bytes_isalpha,
  bytes_isascii,
  bytes_isdigit,
  bytes_islower,
  bytes_isspace,
  bytes_istitle,
  bytes_isupper,
  bytes_lower,
  bytes_swapcase,
  bytes_title,
  bytes_upper,
} from "./bytes-case";
import { _PyBytes_FromHex, bytes_hex } from "./bytes-hex";
import { _PyBytes_Join } from "./bytes-join";
import { bytes_center, bytes_expandtabs, bytes_ljust, bytes_rjust, bytes_zfill } from "./bytes-justify";
import { bytes_decode } from "./bytes-methods";
import { bytes_maketrans, bytes_replace, bytes_translate } from "./bytes-replace";
import {
  bytes_count,
  bytes_endswith,
  bytes_find,
  bytes_index,
  bytes_rfind,
  bytes_rindex,
  bytes_startswith,
} from "./bytes-search";
import { bytes_partition, bytes_rpartition, bytes_rsplit, bytes_split, bytes_splitlines } from "./bytes-split";
import { bytes_lstrip, bytes_removeprefix, bytes_removesuffix, bytes_rstrip, bytes_strip } from "./bytes-strip";
import { PyLong_AsInt, PyLong_FromLong, PyLong_FromSsize_t } from "./int";
import { PyUnicode_Check } from "./str";
import { PyUnicode_DecodeLatin1 } from "./str-codecs";
import { find_char } from "./str-fast-search";
import { PyTuple_Pack, tuple_get_empty } from "./tuple";

/** Inserts `value` before `where` (0 <= where <= size). -1 on error. */
function insert_byte(self: PyObject, where: i32, value: i32): i32 {
  const n = Py_SIZE(self);
  if (PyByteArray_Resize(self, n + 1) < 0) return -1;
  const buf = PyByteArray_AS_STRING(self);
  memory.copy(buf + <usize>where + 1, buf + <usize>where, <usize>(n - where));
  store<u8>(buf + <usize>where, value);
  return 0;
}

/** Removes the byte at `index`. -1 on error. */
function remove_byte(self: PyObject, index: i32): i32 {
  const n = Py_SIZE(self);
  if (!_canresize(self)) return -1;
  const buf = PyByteArray_AS_STRING(self);
  memory.copy(buf + <usize>index, buf + <usize>index + 1, <usize>(n - index - 1));
  return PyByteArray_Resize(self, n - 1);
}

function bytearray_append(self: PyObject, item: PyObject | null): PyObject | null {
  const value = byte_item_value(item!);
  if (value < 0) return null;
  return insert_byte(self, Py_SIZE(self), value) < 0 ? null : Py_None;
}

function bytearray_insert(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("insert"), nargs, 2, 2)) return null;
  let index = _PyArg_AsSsize_t(args.get(0));
  if (index === -1 && tstate.current_exception) return null;
  const value = byte_item_value(args.get(1));
  if (value < 0) return null;
  const n = <i64>Py_SIZE(self);
  if (index < 0) index = max<i64>(index + n, 0);
  return insert_byte(self, <i32>min<i64>(index, n), value) < 0 ? null : Py_None;
}

function bytearray_pop(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 0, 1)) return null;
  let index: i64 = -1;
  if (nargs > 0) {
    index = _PyArg_AsSsize_t(args.get(0));
    if (index === -1 && tstate.current_exception) return null;
  }
  const n = <i64>Py_SIZE(self);
  if (n === 0) {
    PyErr_SetString(PyExc_IndexError, cstr("pop from empty bytearray"));
    return null;
  }
  if (index < 0) index += n;
  if (index < 0 || index >= n) {
    PyErr_SetString(PyExc_IndexError, cstr("pop index out of range"));
    return null;
  }
  if (!_canresize(self)) return null;
  const value = load<u8>(PyByteArray_AS_STRING(self) + <usize>index);
  return remove_byte(self, <i32>index) < 0 ? null : PyLong_FromLong(value);
}

function bytearray_remove(self: PyObject, value: PyObject | null): PyObject | null {
  const byte = byte_item_value(value!);
  if (byte < 0) return null;
  const where = find_char<u8>(PyByteArray_AS_STRING(self), Py_SIZE(self), byte);
  if (where < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("value not found in bytearray"));
    return null;
  }
  return remove_byte(self, where) < 0 ? null : Py_None;
}

function bytearray_reverse(self: PyObject, _unused: PyObject | null): PyObject | null {
  let head = PyByteArray_AS_STRING(self);
  let tail = head + <usize>Py_SIZE(self);
  while (head + 1 < tail) {
    const c = load<u8>(head);
    store<u8>(head++, load<u8>(--tail));
    store<u8>(tail, c);
  }
  return Py_None;
}

function bytearray_clear(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyByteArray_Resize(self, 0) < 0 ? null : Py_None;
}

function bytearray_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(self), Py_SIZE(self));
}

/** The ints of an iterator in a new bytearray; NULL on error. */
function collect_ints(it: PyObject, iterable: PyObject): PyObject | null {
  let buf_size = PyObject_LengthHint(iterable, 32);
  if (buf_size === -1 && tstate.current_exception) return null;
  const collected = PyByteArray_FromStringAndSize(0, buf_size);
  if (!collected) return null;
  let len = 0;
  while (true) {
    const item = PyIter_Next(it);
    if (!item) break;
    const value = byte_item_value(item);
    Py_DECREF(item);
    if (value < 0) {
      if (PyErr_ExceptionMatches(PyExc_TypeError) && PyUnicode_Check(iterable)) {
        PyErr_Format(PyExc_TypeError, cstr("expected iterable of integers; got: 'str'"));
      }
      break;
    }
    store<u8>(PyByteArray_AS_STRING(collected) + <usize>len, value);
    len++;
    if (len >= buf_size) {
      const addition = len >> 1;
      if (addition > i32.MAX_VALUE - 64 - len) PyErr_NoMemory();
      else {
        buf_size = len + addition + 1;
        PyByteArray_Resize(collected, buf_size);
      }
      if (tstate.current_exception) break;
    }
  }
  if (!tstate.current_exception && PyByteArray_Resize(collected, len) === 0) return collected;
  Py_DECREF(collected);
  return null;
}

function bytearray_extend(self: PyObject, arg: PyObject | null): PyObject | null {
  const iterable = arg!;
  const n = Py_SIZE(self);
  if (PyObject_CheckBuffer(iterable)) return bytearray_setslice(self, n, n, iterable) < 0 ? null : Py_None;
  const it = PyObject_GetIter(iterable);
  if (!it) {
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
      PyErr_Format(PyExc_TypeError, cstr("can't extend bytearray with %.100s"), iterable.ob_type.tp_name);
    }
    return null;
  }
  const collected = collect_ints(it, iterable);
  Py_DECREF(it);
  if (!collected) return null;
  const end = Py_SIZE(self);
  const status = bytearray_setslice(self, end, end, collected);
  Py_DECREF(collected);
  return status < 0 ? null : Py_None;
}

/** Custom iterators must not resize `self` while it is the separator. */
function bytearray_join(self: PyObject, iterable: PyObject | null): PyObject | null {
  const o = changetype<PyByteArrayObject>(self);
  o.ob_exports++;
  const result = _PyBytes_Join(self, iterable!);
  o.ob_exports--;
  return result;
}

function bytearray_fromhex(type: PyObject, string: PyObject | null): PyObject | null {
  if (!PyUnicode_Check(string!)) {
    _PyArg_BadArgument(cstr("fromhex"), cstr("argument"), cstr("str"), string!);
    return null;
  }
  const result = _PyBytes_FromHex(string!, true);
  if (!result || ptr(type) === ptr(PyByteArray_Type)) return result;
  const instance = PyObject_CallOneArg(type, result);
  Py_DECREF(result);
  return instance;
}

function bytearray_alloc(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>changetype<PyByteArrayObject>(self).ob_alloc);
}

function bytearray_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(<i64>self.ob_type.tp_basicsize + <i64>changetype<PyByteArrayObject>(self).ob_alloc);
}

/** (type, arguments, state): text in latin-1 for protocols below 3, else bytes. */
function common_reduce(self: PyObject, proto: i32): PyObject | null {
  const state = _PyObject_GetState(self);
  if (!state) return null;
  const data = PyByteArray_AS_STRING(self);
  const size = Py_SIZE(self);
  let args: PyObject | null = null;
  if (size === 0) args = tuple_get_empty();
  else if (proto < 3) {
    const text = PyUnicode_DecodeLatin1(data, size, 0);
    if (text) args = PyTuple_Pack(text, _Py_ID("latin-1"));
    Py_XDECREF(text);
  } else {
    const bytes = PyBytes_FromStringAndSize(data, size);
    if (bytes) args = PyTuple_Pack(bytes);
    Py_XDECREF(bytes);
  }
  let result: PyObject | null = null;
  if (args) {
    result = PyTuple_Pack(self.ob_type, args, state);
    Py_DECREF(args);
  }
  Py_DECREF(state);
  return result;
}

function bytearray_reduce(self: PyObject, _unused: PyObject | null): PyObject | null {
  return common_reduce(self, 2);
}

function bytearray_reduce_ex(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("__reduce_ex__"), nargs, 0, 1)) return null;
  let proto = 0;
  if (nargs > 0) {
    proto = PyLong_AsInt(args.get(0));
    if (proto === -1 && tstate.current_exception) return null;
  }
  return common_reduce(self, proto);
}

/** Methods in the order of CPython's table: dir() and __dict__ show it. */
export function define_bytearray_methods(): void {
  const t = PyByteArray_Type;
  def_noargs(
    t,
    cstr("__alloc__"),
    PyCFunction.of(bytearray_alloc),
    cstr("__alloc__($self, /)\n--\n\nBytes allocated."),
  );
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(bytearray_reduce),
    cstr("__reduce__($self, /)\n--\n\nState for pickling."),
  );
  def_fast(
    t,
    cstr("__reduce_ex__"),
    PyCFunctionFast.of(bytearray_reduce_ex),
    cstr("__reduce_ex__($self, proto=0, /)\n--\n\nState for pickling."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(bytearray_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes in memory."),
  );
  def_o(t, cstr("append"), PyCFunction.of(bytearray_append), cstr("append($self, item, /)\n--\n\nAppends one byte."));
  def_noargs(
    t,
    cstr("capitalize"),
    PyCFunction.of(bytes_capitalize),
    cstr("capitalize($self, /)\n--\n\nA copy with the first character in upper case, the rest in lower case."),
  );
  def_fast(
    t,
    cstr("center"),
    PyCFunctionFast.of(bytes_center),
    cstr("center($self, width, fillchar=b' ', /)\n--\n\nA copy padded on both sides."),
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(bytearray_clear), cstr("clear($self, /)\n--\n\nRemoves all bytes."));
  def_noargs(t, cstr("copy"), PyCFunction.of(bytearray_copy), cstr("copy($self, /)\n--\n\nA copy."));
  def_fast(
    t,
    cstr("count"),
    PyCFunctionFast.of(bytes_count),
    cstr("count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs, without overlaps."),
  );
  def_fast_keywords(
    t,
    cstr("decode"),
    PyCFunctionFastWithKeywords.of(bytes_decode),
    cstr("decode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe bytes decoded to text."),
  );
  def_fast(
    t,
    cstr("endswith"),
    PyCFunctionFast.of(bytes_endswith),
    cstr("endswith($self, suffix[, start[, end]], /)\n--\n\nTrue if the bytes end with suffix (or one of a tuple)."),
  );
  def_fast_keywords(
    t,
    cstr("expandtabs"),
    PyCFunctionFastWithKeywords.of(bytes_expandtabs),
    cstr("expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs."),
  );
  def_o(
    t,
    cstr("extend"),
    PyCFunction.of(bytearray_extend),
    cstr("extend($self, iterable_of_ints, /)\n--\n\nAppends all items of a buffer or iterable."),
  );
  def_fast(
    t,
    cstr("find"),
    PyCFunctionFast.of(bytes_find),
    cstr("find($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub, or -1."),
  );
  def_o(
    t,
    cstr("fromhex"),
    PyCFunction.of(bytearray_fromhex),
    cstr("fromhex($type, string, /)\n--\n\nFrom hexadecimal digits."),
    METH_CLASS,
  );
  def_fast_keywords(
    t,
    cstr("hex"),
    PyCFunctionFastWithKeywords.of(bytes_hex),
    cstr("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal digits of the bytes."),
  );
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(bytes_index),
    cstr("index($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("insert"),
    PyCFunctionFast.of(bytearray_insert),
    cstr("insert($self, index, item, /)\n--\n\nInserts one byte before the index."),
  );
  def_noargs(
    t,
    cstr("isalnum"),
    PyCFunction.of(bytes_isalnum),
    cstr("isalnum($self, /)\n--\n\nTrue if there are bytes, all ASCII letters or digits."),
  );
  def_noargs(
    t,
    cstr("isalpha"),
    PyCFunction.of(bytes_isalpha),
    cstr("isalpha($self, /)\n--\n\nTrue if there are bytes, all ASCII letters."),
  );
  def_noargs(
    t,
    cstr("isascii"),
    PyCFunction.of(bytes_isascii),
    cstr("isascii($self, /)\n--\n\nTrue if all bytes are ASCII."),
  );
  def_noargs(
    t,
    cstr("isdigit"),
    PyCFunction.of(bytes_isdigit),
    cstr("isdigit($self, /)\n--\n\nTrue if there are bytes, all ASCII digits."),
  );
  def_noargs(
    t,
    cstr("islower"),
    PyCFunction.of(bytes_islower),
    cstr("islower($self, /)\n--\n\nTrue if there are letters, all of lower case."),
  );
  def_noargs(
    t,
    cstr("isspace"),
    PyCFunction.of(bytes_isspace),
    cstr("isspace($self, /)\n--\n\nTrue if there are bytes, all ASCII white space."),
  );
  def_noargs(
    t,
    cstr("istitle"),
    PyCFunction.of(bytes_istitle),
    cstr("istitle($self, /)\n--\n\nTrue if words begin in upper case and go on in lower case."),
  );
  def_noargs(
    t,
    cstr("isupper"),
    PyCFunction.of(bytes_isupper),
    cstr("isupper($self, /)\n--\n\nTrue if there are letters, all of upper case."),
  );
  def_o(
    t,
    cstr("join"),
    PyCFunction.of(bytearray_join),
    cstr("join($self, iterable_of_bytes, /)\n--\n\nThe items of iterable with these bytes between them."),
  );
  def_fast(
    t,
    cstr("ljust"),
    PyCFunctionFast.of(bytes_ljust),
    cstr("ljust($self, width, fillchar=b' ', /)\n--\n\nA copy padded on the right."),
  );
  def_noargs(t, cstr("lower"), PyCFunction.of(bytes_lower), cstr("lower($self, /)\n--\n\nA copy in lower case."));
  def_fast(
    t,
    cstr("lstrip"),
    PyCFunctionFast.of(bytes_lstrip),
    cstr("lstrip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the start."),
  );
  def_fast(
    t,
    cstr("maketrans"),
    PyCFunctionFast.of(bytes_maketrans),
    cstr("maketrans(frm, to, /)\n--\n\nMakes a table for translate()."),
    METH_STATIC,
  );
  def_o(
    t,
    cstr("partition"),
    PyCFunction.of(bytes_partition),
    cstr("partition($self, sep, /)\n--\n\nThe part before the first sep, sep, and the part after it."),
  );
  def_fast(
    t,
    cstr("pop"),
    PyCFunctionFast.of(bytearray_pop),
    cstr("pop($self, index=-1, /)\n--\n\nRemoves and returns one byte."),
  );
  def_o(
    t,
    cstr("remove"),
    PyCFunction.of(bytearray_remove),
    cstr("remove($self, value, /)\n--\n\nRemoves the first byte of that value."),
  );
  def_fast(
    t,
    cstr("replace"),
    PyCFunctionFast.of(bytes_replace),
    cstr("replace($self, old, new, count=-1, /)\n--\n\nA copy with old replaced by new, at most count times."),
  );
  def_o(
    t,
    cstr("removeprefix"),
    PyCFunction.of(bytes_removeprefix),
    cstr("removeprefix($self, prefix, /)\n--\n\nA copy without prefix, if it begins with it."),
  );
  def_o(
    t,
    cstr("removesuffix"),
    PyCFunction.of(bytes_removesuffix),
    cstr("removesuffix($self, suffix, /)\n--\n\nA copy without suffix, if it ends with it."),
  );
  def_noargs(
    t,
    cstr("reverse"),
    PyCFunction.of(bytearray_reverse),
    cstr("reverse($self, /)\n--\n\nReverses the bytes in place."),
  );
  def_fast(
    t,
    cstr("rfind"),
    PyCFunctionFast.of(bytes_rfind),
    cstr("rfind($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub, or -1."),
  );
  def_fast(
    t,
    cstr("rindex"),
    PyCFunctionFast.of(bytes_rindex),
    cstr("rindex($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("rjust"),
    PyCFunctionFast.of(bytes_rjust),
    cstr("rjust($self, width, fillchar=b' ', /)\n--\n\nA copy padded on the left."),
  );
  def_o(
    t,
    cstr("rpartition"),
    PyCFunction.of(bytes_rpartition),
    cstr("rpartition($self, sep, /)\n--\n\nThe part before the last sep, sep, and the part after it."),
  );
  def_fast_keywords(
    t,
    cstr("rsplit"),
    PyCFunctionFastWithKeywords.of(bytes_rsplit),
    cstr("rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the right."),
  );
  def_fast(
    t,
    cstr("rstrip"),
    PyCFunctionFast.of(bytes_rstrip),
    cstr("rstrip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the end."),
  );
  def_fast_keywords(
    t,
    cstr("split"),
    PyCFunctionFastWithKeywords.of(bytes_split),
    cstr("split($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the left."),
  );
  def_fast_keywords(
    t,
    cstr("splitlines"),
    PyCFunctionFastWithKeywords.of(bytes_splitlines),
    cstr("splitlines($self, /, keepends=False)\n--\n\nList of the lines."),
  );
  def_fast(
    t,
    cstr("startswith"),
    PyCFunctionFast.of(bytes_startswith),
    cstr(
      "startswith($self, prefix[, start[, end]], /)\n--\n\nTrue if the bytes begin with prefix (or one of a tuple).",
    ),
  );
  def_fast(
    t,
    cstr("strip"),
    PyCFunctionFast.of(bytes_strip),
    cstr("strip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the ends."),
  );
  def_noargs(
    t,
    cstr("swapcase"),
    PyCFunction.of(bytes_swapcase),
    cstr("swapcase($self, /)\n--\n\nA copy with upper and lower case exchanged."),
  );
  def_noargs(
    t,
    cstr("title"),
    PyCFunction.of(bytes_title),
    cstr("title($self, /)\n--\n\nA copy in which words begin in upper case."),
  );
  def_fast_keywords(
    t,
    cstr("translate"),
    PyCFunctionFastWithKeywords.of(bytes_translate),
    cstr("translate($self, table, /, delete=b'')\n--\n\nA copy with each byte replaced by what table has for it."),
  );
  def_noargs(t, cstr("upper"), PyCFunction.of(bytes_upper), cstr("upper($self, /)\n--\n\nA copy in upper case."));
  def_o(
    t,
    cstr("zfill"),
    PyCFunction.of(bytes_zfill),
    cstr("zfill($self, width, /)\n--\n\nA copy with zeros in front, behind the sign."),
  );
}
