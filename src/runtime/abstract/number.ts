/**
 * Arithmetic on any objects: `a + b` asks both types, the subclass first. CPython: the number part of Objects/abstract.c.
 *
 * A slot is named by its byte offset in PyNumberMethods. Results are new references; NULL with an exception.
 */

import { PyCFunction_CheckExact, PyCFunction_NAME } from "../builtin-types/builtin-function";
import { PyType_IsSubtype } from "../builtin-types/type-mro";
import { _PyCString_Equal } from "../object/c-string";
import { cstr } from "../object/literals";
import { PyObject, ptr } from "../object/object";
import { binaryfunc, ssizeargfunc, ternaryfunc } from "../object/slots";
import { Py_None, Py_NotImplemented, PyExc_TypeError } from "../object/static-types";
import { PyNumberMethods } from "../object/type-object";
import { PyErr_Format } from "./errors";
import { sequence_repeat } from "./sequence";

/** Slot of a number method table at a byte offset, or NULL. @inline */
function nb_slot(o: PyObject, slot: usize): binaryfunc | null {
  const number = o.ob_type.tp_as_number;
  return number ? changetype<binaryfunc | null>(load<usize>(changetype<usize>(number) + slot)) : null;
}

/** The result of a binary operation, or NotImplemented (new reference) when neither operand knows it. */
export function binary_op1(v: PyObject, w: PyObject, slot: usize): PyObject | null {
  const slotv = nb_slot(v, slot);
  let slotw: binaryfunc | null = null;
  if (ptr(v.ob_type) !== ptr(w.ob_type)) {
    slotw = nb_slot(w, slot);
    if (changetype<usize>(slotw) === changetype<usize>(slotv)) slotw = null;
  }
  if (slotv) {
    if (slotw && PyType_IsSubtype(w.ob_type, v.ob_type)) {
      const x = slotw.call(v, w);
      if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
      slotw = null;
    }
    const x = slotv.call(v, w);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  if (slotw) return slotw.call(v, w);
  return Py_NotImplemented;
}

/** TypeError for operands of `op`. Returns NULL. */
export function binop_type_error(v: PyObject, w: PyObject, op: usize): PyObject | null {
  return PyErr_Format(
    PyExc_TypeError,
    cstr("unsupported operand type(s) for %.100s: '%.100s' and '%.100s'"),
    op,
    v.ob_type.tp_name,
    w.ob_type.tp_name,
  );
}

function binary_op(v: PyObject, w: PyObject, slot: usize, op: usize): PyObject | null {
  const result = binary_op1(v, w, slot);
  if (result && ptr(result) === ptr(Py_NotImplemented)) {
    if (slot === offsetof<PyNumberMethods>("nb_rshift") && is_print(v)) return print_rshift_error(v, w, op);
    return binop_type_error(v, w, op);
  }
  return result;
}

function is_print(o: PyObject): bool {
  return PyCFunction_CheckExact(o) && _PyCString_Equal(PyCFunction_NAME(o), cstr("print"));
}

/** `print >>sys.stderr`: the hint for those who come from Python 2. */
function print_rshift_error(v: PyObject, w: PyObject, op: usize): PyObject | null {
  return PyErr_Format(
    PyExc_TypeError,
    cstr(
      "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'. Did you mean \"print(<message>, file=<output_stream>)\"?",
    ),
    op,
    v.ob_type.tp_name,
    w.ob_type.tp_name,
  );
}

function binary_iop1(v: PyObject, w: PyObject, iop_slot: usize, slot: usize): PyObject | null {
  const inplace = nb_slot(v, iop_slot);
  if (inplace) {
    const x = inplace.call(v, w);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  return binary_op1(v, w, slot);
}

function binary_iop(v: PyObject, w: PyObject, iop_slot: usize, slot: usize, op: usize): PyObject | null {
  const result = binary_iop1(v, w, iop_slot, slot);
  if (result && ptr(result) === ptr(Py_NotImplemented)) return binop_type_error(v, w, op);
  return result;
}

export function PyNumber_Subtract(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_subtract"), cstr("-"));
}

export function PyNumber_MatrixMultiply(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_matrix_multiply"), cstr("@"));
}

export function PyNumber_FloorDivide(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_floor_divide"), cstr("//"));
}

export function PyNumber_TrueDivide(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_true_divide"), cstr("/"));
}

export function PyNumber_Remainder(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_remainder"), cstr("%"));
}

export function PyNumber_Lshift(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_lshift"), cstr("<<"));
}

export function PyNumber_Rshift(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_rshift"), cstr(">>"));
}

export function PyNumber_And(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_and"), cstr("&"));
}

export function PyNumber_Xor(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_xor"), cstr("^"));
}

export function PyNumber_Or(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_or"), cstr("|"));
}

export function PyNumber_InPlaceSubtract(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_subtract"),
    offsetof<PyNumberMethods>("nb_subtract"),
    cstr("-="),
  );
}

export function PyNumber_InPlaceTrueDivide(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_true_divide"),
    offsetof<PyNumberMethods>("nb_true_divide"),
    cstr("/="),
  );
}

export function PyNumber_InPlaceFloorDivide(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_floor_divide"),
    offsetof<PyNumberMethods>("nb_floor_divide"),
    cstr("//="),
  );
}

export function PyNumber_InPlaceMatrixMultiply(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_matrix_multiply"),
    offsetof<PyNumberMethods>("nb_matrix_multiply"),
    cstr("@="),
  );
}

export function PyNumber_InPlaceRemainder(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_remainder"),
    offsetof<PyNumberMethods>("nb_remainder"),
    cstr("%="),
  );
}

export function PyNumber_InPlaceLshift(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_lshift"),
    offsetof<PyNumberMethods>("nb_lshift"),
    cstr("<<="),
  );
}

export function PyNumber_InPlaceRshift(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_rshift"),
    offsetof<PyNumberMethods>("nb_rshift"),
    cstr(">>="),
  );
}

export function PyNumber_InPlaceAnd(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(v, w, offsetof<PyNumberMethods>("nb_inplace_and"), offsetof<PyNumberMethods>("nb_and"), cstr("&="));
}

export function PyNumber_InPlaceXor(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(v, w, offsetof<PyNumberMethods>("nb_inplace_xor"), offsetof<PyNumberMethods>("nb_xor"), cstr("^="));
}

export function PyNumber_InPlaceOr(v: PyObject, w: PyObject): PyObject | null {
  return binary_iop(v, w, offsetof<PyNumberMethods>("nb_inplace_or"), offsetof<PyNumberMethods>("nb_or"), cstr("|="));
}

export function PyNumber_Divmod(v: PyObject, w: PyObject): PyObject | null {
  return binary_op(v, w, offsetof<PyNumberMethods>("nb_divmod"), cstr("divmod()"));
}

export function PyNumber_Add(v: PyObject, w: PyObject): PyObject | null {
  const result = binary_op1(v, w, offsetof<PyNumberMethods>("nb_add"));
  if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  const sequence = v.ob_type.tp_as_sequence;
  const concat = sequence ? sequence.sq_concat : null;
  return concat ? concat.call(v, w) : binop_type_error(v, w, cstr("+"));
}

export function PyNumber_InPlaceAdd(v: PyObject, w: PyObject): PyObject | null {
  const result = binary_iop1(v, w, offsetof<PyNumberMethods>("nb_inplace_add"), offsetof<PyNumberMethods>("nb_add"));
  if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  const sequence = v.ob_type.tp_as_sequence;
  if (sequence) {
    const inplace = sequence.sq_inplace_concat;
    const concat = inplace ? inplace : sequence.sq_concat;
    if (concat) return concat.call(v, w);
  }
  return binop_type_error(v, w, cstr("+="));
}

/** The repetition slot of `o`, or NULL. */
function repeat_slot(o: PyObject, inplace: bool): ssizeargfunc | null {
  const sequence = o.ob_type.tp_as_sequence;
  if (!sequence) return null;
  const own = inplace ? sequence.sq_inplace_repeat : null;
  return own ? own : sequence.sq_repeat;
}

export function PyNumber_Multiply(v: PyObject, w: PyObject): PyObject | null {
  const result = binary_op1(v, w, offsetof<PyNumberMethods>("nb_multiply"));
  if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  const left = repeat_slot(v, false);
  if (left) return sequence_repeat(left, v, w);
  const right = repeat_slot(w, false);
  if (right) return sequence_repeat(right, w, v);
  return binop_type_error(v, w, cstr("*"));
}

export function PyNumber_InPlaceMultiply(v: PyObject, w: PyObject): PyObject | null {
  const result = binary_iop1(
    v,
    w,
    offsetof<PyNumberMethods>("nb_inplace_multiply"),
    offsetof<PyNumberMethods>("nb_multiply"),
  );
  if (!result || ptr(result) !== ptr(Py_NotImplemented)) return result;
  const left = repeat_slot(v, true);
  if (left) return sequence_repeat(left, v, w);
  // Only the left operand may be changed in place.
  if (!v.ob_type.tp_as_sequence) {
    const right = repeat_slot(w, false);
    if (right) return sequence_repeat(right, w, v);
  }
  return binop_type_error(v, w, cstr("*="));
}

/** @inline */
function nb_power_slot(o: PyObject): ternaryfunc | null {
  const number = o.ob_type.tp_as_number;
  return number ? number.nb_power : null;
}

/** `pow(v, w, z)`: asks the types of all three. */
function ternary_op(v: PyObject, w: PyObject, z: PyObject, op: usize): PyObject | null {
  const slotv = nb_power_slot(v);
  let slotw: ternaryfunc | null = null;
  if (ptr(v.ob_type) !== ptr(w.ob_type)) {
    slotw = nb_power_slot(w);
    if (changetype<usize>(slotw) === changetype<usize>(slotv)) slotw = null;
  }
  if (slotv) {
    if (slotw && PyType_IsSubtype(w.ob_type, v.ob_type)) {
      const x = slotw.call(v, w, z);
      if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
      slotw = null;
    }
    const x = slotv.call(v, w, z);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  if (slotw) {
    const x = slotw.call(v, w, z);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  const slotz = nb_power_slot(z);
  if (
    slotz &&
    changetype<usize>(slotz) !== changetype<usize>(slotv) &&
    changetype<usize>(slotz) !== changetype<usize>(slotw)
  ) {
    const x = slotz.call(v, w, z);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  if (ptr(z) === ptr(Py_None)) return binop_type_error(v, w, op);
  return PyErr_Format(
    PyExc_TypeError,
    cstr("unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'"),
    op,
    v.ob_type.tp_name,
    w.ob_type.tp_name,
    z.ob_type.tp_name,
  );
}

/** `z` is None for `v ** w`. */
export function PyNumber_Power(v: PyObject, w: PyObject, z: PyObject): PyObject | null {
  return ternary_op(v, w, z, cstr("** or pow()"));
}

export function PyNumber_InPlacePower(v: PyObject, w: PyObject, z: PyObject): PyObject | null {
  const number = v.ob_type.tp_as_number;
  const inplace = number ? number.nb_inplace_power : null;
  if (inplace) {
    const x = inplace.call(v, w, z);
    if (!x || ptr(x) !== ptr(Py_NotImplemented)) return x;
  }
  return ternary_op(v, w, z, cstr("**="));
}

function unary_type_error(o: PyObject, format: usize): PyObject | null {
  return PyErr_Format(PyExc_TypeError, format, o.ob_type.tp_name);
}

export function PyNumber_Negative(o: PyObject): PyObject | null {
  const number = o.ob_type.tp_as_number;
  const slot = number ? number.nb_negative : null;
  return slot ? slot.call(o) : unary_type_error(o, cstr("bad operand type for unary -: '%.200s'"));
}

export function PyNumber_Positive(o: PyObject): PyObject | null {
  const number = o.ob_type.tp_as_number;
  const slot = number ? number.nb_positive : null;
  return slot ? slot.call(o) : unary_type_error(o, cstr("bad operand type for unary +: '%.200s'"));
}

export function PyNumber_Invert(o: PyObject): PyObject | null {
  const number = o.ob_type.tp_as_number;
  const slot = number ? number.nb_invert : null;
  return slot ? slot.call(o) : unary_type_error(o, cstr("bad operand type for unary ~: '%.200s'"));
}

export function PyNumber_Absolute(o: PyObject): PyObject | null {
  const number = o.ob_type.tp_as_number;
  const slot = number ? number.nb_absolute : null;
  return slot ? slot.call(o) : unary_type_error(o, cstr("bad operand type for abs(): '%.200s'"));
}

/** The operation of a BINARY_OP argument (NB_ADD = 0 ...); in-place forms from 13 on. */
export function PyNumber_BinaryOp(v: PyObject, w: PyObject, op: i32): PyObject | null {
  switch (op) {
    case 0:
      return PyNumber_Add(v, w);
    case 1:
      return PyNumber_And(v, w);
    case 2:
      return PyNumber_FloorDivide(v, w);
    case 3:
      return PyNumber_Lshift(v, w);
    case 4:
      return PyNumber_MatrixMultiply(v, w);
    case 5:
      return PyNumber_Multiply(v, w);
    case 6:
      return PyNumber_Remainder(v, w);
    case 7:
      return PyNumber_Or(v, w);
    case 8:
      return PyNumber_Power(v, w, Py_None);
    case 9:
      return PyNumber_Rshift(v, w);
    case 10:
      return PyNumber_Subtract(v, w);
    case 11:
      return PyNumber_TrueDivide(v, w);
    case 12:
      return PyNumber_Xor(v, w);
    case 13:
      return PyNumber_InPlaceAdd(v, w);
    case 14:
      return PyNumber_InPlaceAnd(v, w);
    case 15:
      return PyNumber_InPlaceFloorDivide(v, w);
    case 16:
      return PyNumber_InPlaceLshift(v, w);
    case 17:
      return PyNumber_InPlaceMatrixMultiply(v, w);
    case 18:
      return PyNumber_InPlaceMultiply(v, w);
    case 19:
      return PyNumber_InPlaceRemainder(v, w);
    case 20:
      return PyNumber_InPlaceOr(v, w);
    case 21:
      return PyNumber_InPlacePower(v, w, Py_None);
    case 22:
      return PyNumber_InPlaceRshift(v, w);
    case 23:
      return PyNumber_InPlaceSubtract(v, w);
    case 24:
      return PyNumber_InPlaceTrueDivide(v, w);
    default:
      return PyNumber_InPlaceXor(v, w);
  }
}
