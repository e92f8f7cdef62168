/**
 * Specialising instructions over builtin types. CPython: Python/specialize.c (PEP 659).
 *
 * A `_Py_Specialize_X` looks at the operands of the instruction at `instr`, writes a specialised opcode (or the base one)
 * into it, and sets the counter behind it: 53 more misses after success, exponential back-off after failure. The
 * caller then runs the instruction anew. Nothing here can raise.
 */

import { Py_EQ, Py_NE } from "../abstract/object-protocol";
import { CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, PyCodeObject } from "../builtin-types/code";
import {
  BINARY_OP,
  BINARY_OP_ADD_FLOAT,
  BINARY_OP_ADD_INT,
  BINARY_OP_ADD_UNICODE,
  BINARY_OP_INPLACE_ADD_UNICODE,
  BINARY_OP_MULTIPLY_FLOAT,
  BINARY_OP_MULTIPLY_INT,
  BINARY_OP_SUBTRACT_FLOAT,
  BINARY_OP_SUBTRACT_INT,
  BINARY_SUBSCR,
  BINARY_SUBSCR_DICT,
  BINARY_SUBSCR_GETITEM,
  BINARY_SUBSCR_LIST_INT,
  BINARY_SUBSCR_STR_INT,
  BINARY_SUBSCR_TUPLE_INT,
  COMPARE_OP,
  COMPARE_OP_FLOAT,
  COMPARE_OP_INT,
  COMPARE_OP_STR,
  CONTAINS_OP,
  CONTAINS_OP_DICT,
  CONTAINS_OP_SET,
  FOR_ITER,
  FOR_ITER_GEN,
  FOR_ITER_LIST,
  FOR_ITER_RANGE,
  FOR_ITER_TUPLE,
  SEND,
  SEND_GEN,
  STORE_FAST,
  STORE_SUBSCR,
  STORE_SUBSCR_DICT,
  STORE_SUBSCR_LIST_INT,
  TO_BOOL,
  TO_BOOL_ALWAYS_TRUE,
  TO_BOOL_BOOL,
  TO_BOOL_INT,
  TO_BOOL_LIST,
  TO_BOOL_NONE,
  TO_BOOL_STR,
  UNPACK_SEQUENCE,
  UNPACK_SEQUENCE_LIST,
  UNPACK_SEQUENCE_TUPLE,
  UNPACK_SEQUENCE_TWO_TUPLE,
} from "../builtin-types/code-opcodes";
import { PyFunction_Check, PyFunctionObject } from "../builtin-types/function";
import { _PyLong_BothAreCompact, _PyLong_IsNonNegativeCompact, PyLongObject } from "../builtin-types/int";
import { PyListObject } from "../builtin-types/list";
import { PyTuple_GET_SIZE } from "../builtin-types/tuple";
import {
  _PyType_CacheGetItemForSpecialization,
  _PyType_Lookup,
  PyUnstable_Type_AssignVersionTag,
} from "../builtin-types/type-lookup";
import { _Py_ID } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import {
  Py_None,
  PyBool_Type,
  PyCoro_Type,
  PyDict_Type,
  PyFloat_Type,
  PyFrozenSet_Type,
  PyGen_Type,
  PyList_Type,
  PyListIter_Type,
  PyLong_Type,
  PyRangeIter_Type,
  PySet_Type,
  PyTuple_Type,
  PyTupleIter_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { Py_TPFLAGS_HEAPTYPE, PyTypeObject } from "../object/type-object";

/** adaptive_counter_cooldown(). */
const COOLDOWN: u16 = 52 << 4;

/** The instruction becomes `opcode`. */
export function specialized(instr: usize, opcode: i32): void {
  store<u8>(instr, <u8>opcode);
  store<u16>(instr, COOLDOWN, 2);
}

/** It stays (or becomes) the base form; the next attempt comes after twice as many executions, at most 4095. */
export function not_specialized(instr: usize, base: i32): void {
  const backoff = <u32>load<u16>(instr, 2) & 15;
  const next: u32 = backoff < 12 ? backoff + 1 : 12;
  store<u8>(instr, <u8>base);
  store<u16>(instr, <u16>(((((<u32>1) << next) - 1) << 4) | next), 2);
}

/** Specialised when `opcode` is not 0. */
export function finish(instr: usize, opcode: i32, base: i32): void {
  if (opcode !== 0) specialized(instr, opcode);
  else not_specialized(instr, base);
}

/** Results of function_kind. */
export const SIMPLE_FUNCTION: i32 = 0;
export const COMPLEX_PARAMETERS: i32 = 1;
export const CODE_NOT_OPTIMIZED: i32 = 2;

/** Whether calls need no more than to put the arguments into the first locals. */
export function function_kind(code: PyCodeObject): i32 {
  if ((code.co_flags & (CO_VARKEYWORDS | CO_VARARGS)) !== 0 || code.co_kwonlyargcount !== 0) return COMPLEX_PARAMETERS;
  return (code.co_flags & CO_OPTIMIZED) === 0 ? CODE_NOT_OPTIMIZED : SIMPLE_FUNCTION;
}

/** The valid version tag of `type`, given out now if need be; 0: none. */
export function type_get_version(type: PyTypeObject): u32 {
  return PyUnstable_Type_AssignVersionTag(type) ? type.tp_version_tag : 0;
}

/** A function that takes exactly `n` plain arguments. */
export function function_check_args(o: PyObject, n: i32): bool {
  const code = changetype<PyCodeObject>(changetype<PyFunctionObject>(o).func_code);
  return function_kind(code) === SIMPLE_FUNCTION && code.co_argcount === n;
}

const NB_ADD: i32 = 0;
const NB_MULTIPLY: i32 = 5;
const NB_SUBTRACT: i32 = 10;
const NB_INPLACE: i32 = 13;

function binary_op_for(lhs: PyObject, rhs: PyObject, instr: usize, oparg: i32, locals: usize): i32 {
  const type = ptr(lhs.ob_type);
  if (type !== ptr(rhs.ob_type)) return 0;
  const op = oparg >= NB_INPLACE ? oparg - NB_INPLACE : oparg;
  if (op === NB_ADD) {
    if (type === ptr(PyUnicode_Type)) {
      const inPlace =
        load<u8>(instr, 4) === <u8>STORE_FAST && load<usize>(locals + ((<usize>load<u8>(instr, 5)) << 3)) === ptr(lhs);
      return inPlace ? BINARY_OP_INPLACE_ADD_UNICODE : BINARY_OP_ADD_UNICODE;
    }
    return type === ptr(PyLong_Type) ? BINARY_OP_ADD_INT : type === ptr(PyFloat_Type) ? BINARY_OP_ADD_FLOAT : 0;
  }
  if (op === NB_MULTIPLY) {
    if (type === ptr(PyLong_Type)) return BINARY_OP_MULTIPLY_INT;
    return type === ptr(PyFloat_Type) ? BINARY_OP_MULTIPLY_FLOAT : 0;
  }
  if (op !== NB_SUBTRACT) return 0;
  if (type === ptr(PyLong_Type)) return BINARY_OP_SUBTRACT_INT;
  return type === ptr(PyFloat_Type) ? BINARY_OP_SUBTRACT_FLOAT : 0;
}

export function _Py_Specialize_BinaryOp(lhs: PyObject, rhs: PyObject, instr: usize, oparg: i32, locals: usize): void {
  finish(instr, binary_op_for(lhs, rhs, instr, oparg, locals), BINARY_OP);
}

export function _Py_Specialize_CompareOp(lhs: PyObject, rhs: PyObject, instr: usize, oparg: i32): void {
  let opcode = 0;
  const type = ptr(lhs.ob_type);
  if (type === ptr(rhs.ob_type)) {
    if (type === ptr(PyFloat_Type)) opcode = COMPARE_OP_FLOAT;
    else if (type === ptr(PyLong_Type)) {
      if (_PyLong_BothAreCompact(changetype<PyLongObject>(lhs), changetype<PyLongObject>(rhs))) opcode = COMPARE_OP_INT;
    } else if (type === ptr(PyUnicode_Type)) {
      const op = oparg >> 5;
      if (op === Py_EQ || op === Py_NE) opcode = COMPARE_OP_STR;
    }
  }
  finish(instr, opcode, COMPARE_OP);
}

/** A small index that is not negative. */
function is_index(sub: PyObject): bool {
  return ptr(sub.ob_type) === ptr(PyLong_Type) && _PyLong_IsNonNegativeCompact(changetype<PyLongObject>(sub));
}

/** BINARY_SUBSCR_GETITEM when the class has a plain Python __getitem__. */
function subscr_getitem(container: PyObject): i32 {
  const type = container.ob_type;
  if ((type.tp_flags & Py_TPFLAGS_HEAPTYPE) === 0) return 0;
  const descriptor = _PyType_Lookup(type, _Py_ID("__getitem__"));
  if (!descriptor || !PyFunction_Check(descriptor) || !function_check_args(descriptor, 2)) return 0;
  return _PyType_CacheGetItemForSpecialization(type, descriptor, type.tp_version_tag) ? BINARY_SUBSCR_GETITEM : 0;
}

export function _Py_Specialize_BinarySubscr(container: PyObject, sub: PyObject, instr: usize): void {
  const type = ptr(container.ob_type);
  let opcode = 0;
  if (type === ptr(PyList_Type)) opcode = is_index(sub) ? BINARY_SUBSCR_LIST_INT : 0;
  else if (type === ptr(PyTuple_Type)) opcode = is_index(sub) ? BINARY_SUBSCR_TUPLE_INT : 0;
  else if (type === ptr(PyUnicode_Type)) opcode = is_index(sub) ? BINARY_SUBSCR_STR_INT : 0;
  else if (type === ptr(PyDict_Type)) opcode = BINARY_SUBSCR_DICT;
  else opcode = subscr_getitem(container);
  finish(instr, opcode, BINARY_SUBSCR);
}

export function _Py_Specialize_StoreSubscr(container: PyObject, sub: PyObject, instr: usize): void {
  const type = ptr(container.ob_type);
  let opcode = 0;
  if (type === ptr(PyList_Type)) {
    if (is_index(sub)) {
      const index = changetype<PyLongObject>(sub).digit0;
      if (index < <u32>changetype<PyListObject>(container).ob_size) opcode = STORE_SUBSCR_LIST_INT;
    }
  } else if (type === ptr(PyDict_Type)) opcode = STORE_SUBSCR_DICT;
  finish(instr, opcode, STORE_SUBSCR);
}

export function _Py_Specialize_UnpackSequence(seq: PyObject, instr: usize, oparg: i32): void {
  let opcode = 0;
  const type = ptr(seq.ob_type);
  if ((type === ptr(PyTuple_Type) || type === ptr(PyList_Type)) && PyTuple_GET_SIZE(seq) === oparg) {
    if (type === ptr(PyList_Type)) opcode = UNPACK_SEQUENCE_LIST;
    else opcode = oparg === 2 ? UNPACK_SEQUENCE_TWO_TUPLE : UNPACK_SEQUENCE_TUPLE;
  }
  finish(instr, opcode, UNPACK_SEQUENCE);
}

export function _Py_Specialize_ForIter(iter: PyObject, instr: usize, oparg: i32): void {
  const type = ptr(iter.ob_type);
  let opcode = 0;
  if (type === ptr(PyListIter_Type)) opcode = FOR_ITER_LIST;
  else if (type === ptr(PyTupleIter_Type)) opcode = FOR_ITER_TUPLE;
  else if (type === ptr(PyRangeIter_Type)) opcode = FOR_ITER_RANGE;
  else if (type === ptr(PyGen_Type) && oparg <= 0x7fff) opcode = FOR_ITER_GEN;
  finish(instr, opcode, FOR_ITER);
}

export function _Py_Specialize_Send(receiver: PyObject, instr: usize): void {
  const type = ptr(receiver.ob_type);
  finish(instr, type === ptr(PyGen_Type) || type === ptr(PyCoro_Type) ? SEND_GEN : 0, SEND);
}

/** TO_BOOL_ALWAYS_TRUE for a class that says nothing about truth or length. */
function always_true(type: PyTypeObject, instr: usize): i32 {
  if ((type.tp_flags & Py_TPFLAGS_HEAPTYPE) === 0) return 0;
  const number = type.tp_as_number;
  const mapping = type.tp_as_mapping;
  const sequence = type.tp_as_sequence;
  if (number && number.nb_bool) return 0;
  if (mapping && mapping.mp_length) return 0;
  if (sequence && sequence.sq_length) return 0;
  const version = type_get_version(type);
  if (version === 0) return 0;
  store<u32>(instr, version, 4);
  return TO_BOOL_ALWAYS_TRUE;
}

export function _Py_Specialize_ToBool(value: PyObject, instr: usize): void {
  const type = ptr(value.ob_type);
  let opcode = 0;
  if (type === ptr(PyBool_Type)) opcode = TO_BOOL_BOOL;
  else if (type === ptr(PyLong_Type)) opcode = TO_BOOL_INT;
  else if (type === ptr(PyList_Type)) opcode = TO_BOOL_LIST;
  else if (ptr(value) === ptr(Py_None)) opcode = TO_BOOL_NONE;
  else if (type === ptr(PyUnicode_Type)) opcode = TO_BOOL_STR;
  else opcode = always_true(value.ob_type, instr);
  finish(instr, opcode, TO_BOOL);
}

export function _Py_Specialize_ContainsOp(container: PyObject, instr: usize): void {
  const type = ptr(container.ob_type);
  let opcode = 0;
  if (type === ptr(PyDict_Type)) opcode = CONTAINS_OP_DICT;
  else if (type === ptr(PySet_Type) || type === ptr(PyFrozenSet_Type)) opcode = CONTAINS_OP_SET;
  finish(instr, opcode, CONTAINS_OP);
}
