/** Comparisons, sequences and the rest of the functions of the module `_operator`. CPython: Modules/_operator.c. */
import { _PyArg_AsSsize_t, _PyArg_CheckPositional } from "../abstract/args";
import {
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyNumber_Index } from "../abstract/number-convert";
import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  PyObject_IsTrue,
  PyObject_RichCompare,
} from "../abstract/object-protocol";
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_LengthHint,
  PyObject_SetItem,
  PySequence_Concat,
  PySequence_Contains,
  PySequence_Count,
  PySequence_Index,
  PySequence_InPlaceConcat,
} from "../abstract/sequence";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { module_fast, module_fast_keywords } from "../builtin-types/module";
import { PyUnicode_Check, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_Is, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_BufferError, PyExc_TypeError } from "../object/static-types";
import { add_one, add_two, two } from "./operator-arithmetic";

function op_eq(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("eq"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_EQ) : null;
}

function op_ne(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ne"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_NE) : null;
}

function op_lt(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("lt"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_LT) : null;
}

function op_le(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("le"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_LE) : null;
}

function op_gt(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("gt"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_GT) : null;
}

function op_ge(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ge"), nargs) ? PyObject_RichCompare(args.get(0), args.get(1), Py_GE) : null;
}

/** A bool of 0 or 1; NULL for -1, where an exception is set. */
function truth_of(value: i32): PyObject | null {
  return value < 0 ? null : PyBool_FromLong(value !== 0);
}

function op_truth(_m: PyObject, a: PyObject | null): PyObject | null {
  return truth_of(PyObject_IsTrue(a!));
}

function op_not_(_m: PyObject, a: PyObject | null): PyObject | null {
  const value = PyObject_IsTrue(a!);
  return value < 0 ? null : PyBool_FromLong(value === 0);
}

function op_is_(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("is_"), nargs) ? PyBool_FromLong(Py_Is(args.get(0), args.get(1))) : null;
}

function op_is_not(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("is_not"), nargs) ? PyBool_FromLong(!Py_Is(args.get(0), args.get(1))) : null;
}

function op_index(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Index(a!);
}

function op_contains(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("contains"), nargs) ? truth_of(PySequence_Contains(args.get(0), args.get(1))) : null;
}

function op_indexOf(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two(cstr("indexOf"), nargs)) return null;
  const i = PySequence_Index(args.get(0), args.get(1));
  return i === -1 && tstate.current_exception ? null : PyLong_FromSsize_t(i);
}

function op_countOf(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two(cstr("countOf"), nargs)) return null;
  const n = PySequence_Count(args.get(0), args.get(1));
  return n === -1 && tstate.current_exception ? null : PyLong_FromSsize_t(n);
}

function op_concat(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("concat"), nargs) ? PySequence_Concat(args.get(0), args.get(1)) : null;
}

function op_iconcat(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("iconcat"), nargs) ? PySequence_InPlaceConcat(args.get(0), args.get(1)) : null;
}

function op_getitem(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("getitem"), nargs) ? PyObject_GetItem(args.get(0), args.get(1)) : null;
}

function op_setitem(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("setitem"), nargs, 3, 3)) return null;
  return PyObject_SetItem(args.get(0), args.get(1), args.get(2)) < 0 ? null : Py_None;
}

function op_delitem(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two(cstr("delitem"), nargs)) return null;
  return PyObject_DelItem(args.get(0), args.get(1)) < 0 ? null : Py_None;
}

/** No hint is this number: it stands for the default, which may be any. */
const NO_HINT: i32 = -2;

function op_length_hint(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("length_hint"), nargs, 1, 2)) return null;
  const without = nargs === 2 ? _PyArg_AsSsize_t(args.get(1)) : 0;
  if (without === -1 && tstate.current_exception) return null;
  const hint = PyObject_LengthHint(args.get(0), NO_HINT);
  if (hint === -1) return null;
  return PyLong_FromSsize_t(hint === NO_HINT ? without : <i64>hint);
}

function op_call(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("call"), nargs, 1, i32.MAX_VALUE)) return null;
  return PyObject_Vectorcall(args.get(0), args.from(1), <u32>(nargs - 1), kwnames);
}

// --- _compare_digest ---

/** Equality of two pieces of memory in a time that does not depend on where they differ. */
function tscmp(a: usize, a_len: i32, b: usize, b_len: i32): bool {
  // With different lengths `b` is compared with itself.
  let result = a_len === b_len ? 0 : 1;
  const left = a_len === b_len ? a : b;
  for (let i: usize = 0; i < <usize>b_len; i++) result |= load<u8>(left + i) ^ load<u8>(b + i);
  return result === 0;
}

/** Both as buffers: 1, 0, -1 with an exception. */
function compare_buffers(a: PyObject, b: PyObject): i32 {
  const mark = stack_mark();
  const v = Py_buffer_OnStack();
  const w = Py_buffer_OnStack();
  let result = -1;
  if (PyObject_GetBuffer(a, v, PyBUF_SIMPLE) === 0 && PyObject_GetBuffer(b, w, PyBUF_SIMPLE) === 0) {
    if (v.ndim > 1 || w.ndim > 1) PyErr_SetString(PyExc_BufferError, cstr("Buffer must be single dimension"));
    else result = tscmp(v.buf, v.len, w.buf, w.len) ? 1 : 0;
  }
  PyBuffer_Release(w);
  PyBuffer_Release(v);
  stack_release(mark);
  return result;
}

function op_compare_digest(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two(cstr("_compare_digest"), nargs)) return null;
  const a = args.get(0);
  const b = args.get(1);
  if (PyUnicode_Check(a) && PyUnicode_Check(b)) {
    if (PyUnicode_IS_ASCII(a) && PyUnicode_IS_ASCII(b)) {
      const lengths = PyUnicode_GET_LENGTH(a);
      return PyBool_FromLong(tscmp(PyUnicode_DATA(a), lengths, PyUnicode_DATA(b), PyUnicode_GET_LENGTH(b)));
    }
    PyErr_SetString(PyExc_TypeError, cstr("comparing strings with non-ASCII characters is not supported"));
    return null;
  }
  if (!PyObject_CheckBuffer(a) && !PyObject_CheckBuffer(b)) {
    const text = cstr("unsupported operand types(s) or combination of types: '%.100s' and '%.100s'");
    return PyErr_Format(PyExc_TypeError, text, a.ob_type.tp_name, b.ob_type.tp_name);
  }
  return truth_of(compare_buffers(a, b));
}

/** truth ... index; false with an exception. */
export function add_tests(m: PyObject): bool {
  return (
    add_one(m, cstr("truth"), PyCFunction.of(op_truth), cstr("truth($module, a, /)\n--\n\nbool(a)")) &&
    add_two(m, cstr("contains"), PyCFunctionFast.of(op_contains), cstr("contains($module, a, b, /)\n--\n\nb in a")) &&
    add_two(
      m,
      cstr("indexOf"),
      PyCFunctionFast.of(op_indexOf),
      cstr("indexOf($module, a, b, /)\n--\n\nWhere b is in a."),
    ) &&
    add_two(
      m,
      cstr("countOf"),
      PyCFunctionFast.of(op_countOf),
      cstr("countOf($module, a, b, /)\n--\n\nHow often b is in a."),
    ) &&
    add_two(m, cstr("is_"), PyCFunctionFast.of(op_is_), cstr("is_($module, a, b, /)\n--\n\na is b")) &&
    add_two(m, cstr("is_not"), PyCFunctionFast.of(op_is_not), cstr("is_not($module, a, b, /)\n--\n\na is not b")) &&
    add_one(m, cstr("index"), PyCFunction.of(op_index), cstr("index($module, a, /)\n--\n\na as an int, by __index__()"))
  );
}

/** not_; false with an exception. */
export function add_not(m: PyObject): bool {
  return add_one(m, cstr("not_"), PyCFunction.of(op_not_), cstr("not_($module, a, /)\n--\n\nnot a"));
}

/** concat ... delitem; false with an exception. */
export function add_items(m: PyObject): bool {
  return (
    add_two(
      m,
      cstr("concat"),
      PyCFunctionFast.of(op_concat),
      cstr("concat($module, a, b, /)\n--\n\na + b of two sequences"),
    ) &&
    add_two(
      m,
      cstr("iconcat"),
      PyCFunctionFast.of(op_iconcat),
      cstr("iconcat($module, a, b, /)\n--\n\na += b of two sequences"),
    ) &&
    add_two(m, cstr("getitem"), PyCFunctionFast.of(op_getitem), cstr("getitem($module, a, b, /)\n--\n\na[b]")) &&
    module_fast(
      m,
      cstr("setitem"),
      PyCFunctionFast.of(op_setitem),
      cstr("setitem($module, a, b, c, /)\n--\n\na[b] = c"),
    ) === 0 &&
    add_two(m, cstr("delitem"), PyCFunctionFast.of(op_delitem), cstr("delitem($module, a, b, /)\n--\n\ndel a[b]"))
  );
}

/** eq ... ge; false with an exception. */
export function add_comparisons(m: PyObject): bool {
  return (
    add_two(m, cstr("eq"), PyCFunctionFast.of(op_eq), cstr("eq($module, a, b, /)\n--\n\na == b")) &&
    add_two(m, cstr("ne"), PyCFunctionFast.of(op_ne), cstr("ne($module, a, b, /)\n--\n\na != b")) &&
    add_two(m, cstr("lt"), PyCFunctionFast.of(op_lt), cstr("lt($module, a, b, /)\n--\n\na < b")) &&
    add_two(m, cstr("le"), PyCFunctionFast.of(op_le), cstr("le($module, a, b, /)\n--\n\na <= b")) &&
    add_two(m, cstr("gt"), PyCFunctionFast.of(op_gt), cstr("gt($module, a, b, /)\n--\n\na > b")) &&
    add_two(m, cstr("ge"), PyCFunctionFast.of(op_ge), cstr("ge($module, a, b, /)\n--\n\na >= b"))
  );
}

/** _compare_digest, length_hint, call; false with an exception. */
export function add_others(m: PyObject): bool {
  return (
    add_two(
      m,
      cstr("_compare_digest"),
      PyCFunctionFast.of(op_compare_digest),
      cstr("_compare_digest($module, a, b, /)\n--\n\na == b, without telling by the time where they differ."),
    ) &&
    add_two(
      m,
      cstr("length_hint"),
      PyCFunctionFast.of(op_length_hint),
      cstr("length_hint($module, obj, default=0, /)\n--\n\nAbout how many items obj has."),
    ) &&
    module_fast_keywords(
      m,
      cstr("call"),
      PyCFunctionFastWithKeywords.of(op_call),
      cstr("call($module, obj, /, *args, **kwargs)\n--\n\nobj(*args, **kwargs)"),
    ) === 0
  );
}
