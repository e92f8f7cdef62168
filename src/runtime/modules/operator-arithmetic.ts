/** Arithmetic of the module `_operator`. CPython: Modules/_operator.c. */
import { _PyArg_CheckPositional } from "../abstract/args";
import {
  PyNumber_Absolute,
  PyNumber_Add,
  PyNumber_And,
  PyNumber_FloorDivide,
  PyNumber_InPlaceAdd,
  PyNumber_InPlaceAnd,
  PyNumber_InPlaceFloorDivide,
  PyNumber_InPlaceLshift,
  PyNumber_InPlaceMatrixMultiply,
  PyNumber_InPlaceMultiply,
  PyNumber_InPlaceOr,
  PyNumber_InPlacePower,
  PyNumber_InPlaceRemainder,
  PyNumber_InPlaceRshift,
  PyNumber_InPlaceSubtract,
  PyNumber_InPlaceTrueDivide,
  PyNumber_InPlaceXor,
  PyNumber_Invert,
  PyNumber_Lshift,
  PyNumber_MatrixMultiply,
  PyNumber_Multiply,
  PyNumber_Negative,
  PyNumber_Or,
  PyNumber_Positive,
  PyNumber_Power,
  PyNumber_Remainder,
  PyNumber_Rshift,
  PyNumber_Subtract,
  PyNumber_TrueDivide,
  PyNumber_Xor,
} from "../abstract/number";
import { module_fast, module_o } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast } from "../object/slots";
import { Py_None } from "../object/static-types";

/** There are two arguments; false with TypeError. */
export function two(name: usize, nargs: i32): bool {
  return _PyArg_CheckPositional(name, nargs, 2, 2);
}

/** A function of two arguments; false with an exception (as the next). */
export function add_two(m: PyObject, name: usize, f: PyCFunctionFast, doc: usize): bool {
  return module_fast(m, name, f, doc) === 0;
}

export function add_one(m: PyObject, name: usize, f: PyCFunction, doc: usize): bool {
  return module_o(m, name, f, doc) === 0;
}

function op_add(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("add"), nargs) ? PyNumber_Add(args.get(0), args.get(1)) : null;
}

function op_sub(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("sub"), nargs) ? PyNumber_Subtract(args.get(0), args.get(1)) : null;
}

function op_mul(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("mul"), nargs) ? PyNumber_Multiply(args.get(0), args.get(1)) : null;
}

function op_matmul(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("matmul"), nargs) ? PyNumber_MatrixMultiply(args.get(0), args.get(1)) : null;
}

function op_floordiv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("floordiv"), nargs) ? PyNumber_FloorDivide(args.get(0), args.get(1)) : null;
}

function op_truediv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("truediv"), nargs) ? PyNumber_TrueDivide(args.get(0), args.get(1)) : null;
}

function op_mod(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("mod"), nargs) ? PyNumber_Remainder(args.get(0), args.get(1)) : null;
}

function op_lshift(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("lshift"), nargs) ? PyNumber_Lshift(args.get(0), args.get(1)) : null;
}

function op_rshift(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("rshift"), nargs) ? PyNumber_Rshift(args.get(0), args.get(1)) : null;
}

function op_and_(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("and_"), nargs) ? PyNumber_And(args.get(0), args.get(1)) : null;
}

function op_xor(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("xor"), nargs) ? PyNumber_Xor(args.get(0), args.get(1)) : null;
}

function op_or_(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("or_"), nargs) ? PyNumber_Or(args.get(0), args.get(1)) : null;
}

function op_iadd(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("iadd"), nargs) ? PyNumber_InPlaceAdd(args.get(0), args.get(1)) : null;
}

function op_isub(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("isub"), nargs) ? PyNumber_InPlaceSubtract(args.get(0), args.get(1)) : null;
}

function op_imul(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("imul"), nargs) ? PyNumber_InPlaceMultiply(args.get(0), args.get(1)) : null;
}

function op_imatmul(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("imatmul"), nargs) ? PyNumber_InPlaceMatrixMultiply(args.get(0), args.get(1)) : null;
}

function op_ifloordiv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ifloordiv"), nargs) ? PyNumber_InPlaceFloorDivide(args.get(0), args.get(1)) : null;
}

function op_itruediv(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("itruediv"), nargs) ? PyNumber_InPlaceTrueDivide(args.get(0), args.get(1)) : null;
}

function op_imod(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("imod"), nargs) ? PyNumber_InPlaceRemainder(args.get(0), args.get(1)) : null;
}

function op_ilshift(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ilshift"), nargs) ? PyNumber_InPlaceLshift(args.get(0), args.get(1)) : null;
}

function op_irshift(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("irshift"), nargs) ? PyNumber_InPlaceRshift(args.get(0), args.get(1)) : null;
}

function op_iand(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("iand"), nargs) ? PyNumber_InPlaceAnd(args.get(0), args.get(1)) : null;
}

function op_ixor(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ixor"), nargs) ? PyNumber_InPlaceXor(args.get(0), args.get(1)) : null;
}

function op_ior(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ior"), nargs) ? PyNumber_InPlaceOr(args.get(0), args.get(1)) : null;
}

function op_pow(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("pow"), nargs) ? PyNumber_Power(args.get(0), args.get(1), Py_None) : null;
}

function op_ipow(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return two(cstr("ipow"), nargs) ? PyNumber_InPlacePower(args.get(0), args.get(1), Py_None) : null;
}

function op_neg(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Negative(a!);
}

function op_pos(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Positive(a!);
}

function op_abs(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Absolute(a!);
}

function op_inv(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Invert(a!);
}

function op_invert(_m: PyObject, a: PyObject | null): PyObject | null {
  return PyNumber_Invert(a!);
}

/** add ... mod; false with an exception. */
export function add_arithmetic(m: PyObject): bool {
  return (
    add_two(m, cstr("add"), PyCFunctionFast.of(op_add), cstr("add($module, a, b, /)\n--\n\na + b")) &&
    add_two(m, cstr("sub"), PyCFunctionFast.of(op_sub), cstr("sub($module, a, b, /)\n--\n\na - b")) &&
    add_two(m, cstr("mul"), PyCFunctionFast.of(op_mul), cstr("mul($module, a, b, /)\n--\n\na * b")) &&
    add_two(m, cstr("matmul"), PyCFunctionFast.of(op_matmul), cstr("matmul($module, a, b, /)\n--\n\na @ b")) &&
    add_two(m, cstr("floordiv"), PyCFunctionFast.of(op_floordiv), cstr("floordiv($module, a, b, /)\n--\n\na // b")) &&
    add_two(m, cstr("truediv"), PyCFunctionFast.of(op_truediv), cstr("truediv($module, a, b, /)\n--\n\na / b")) &&
    add_two(m, cstr("mod"), PyCFunctionFast.of(op_mod), cstr("mod($module, a, b, /)\n--\n\na % b"))
  );
}

/** neg ... invert; false with an exception. */
export function add_signs(m: PyObject): bool {
  return (
    add_one(m, cstr("neg"), PyCFunction.of(op_neg), cstr("neg($module, a, /)\n--\n\n-a")) &&
    add_one(m, cstr("pos"), PyCFunction.of(op_pos), cstr("pos($module, a, /)\n--\n\n+a")) &&
    add_one(m, cstr("abs"), PyCFunction.of(op_abs), cstr("abs($module, a, /)\n--\n\nabs(a)")) &&
    add_one(m, cstr("inv"), PyCFunction.of(op_inv), cstr("inv($module, a, /)\n--\n\n~a")) &&
    add_one(m, cstr("invert"), PyCFunction.of(op_invert), cstr("invert($module, a, /)\n--\n\n~a"))
  );
}

/** lshift, rshift; false with an exception. */
export function add_shifts(m: PyObject): bool {
  return (
    add_two(m, cstr("lshift"), PyCFunctionFast.of(op_lshift), cstr("lshift($module, a, b, /)\n--\n\na << b")) &&
    add_two(m, cstr("rshift"), PyCFunctionFast.of(op_rshift), cstr("rshift($module, a, b, /)\n--\n\na >> b"))
  );
}

/** and_, xor, or_; false with an exception. */
export function add_bits(m: PyObject): bool {
  return (
    add_two(m, cstr("and_"), PyCFunctionFast.of(op_and_), cstr("and_($module, a, b, /)\n--\n\na & b")) &&
    add_two(m, cstr("xor"), PyCFunctionFast.of(op_xor), cstr("xor($module, a, b, /)\n--\n\na ^ b")) &&
    add_two(m, cstr("or_"), PyCFunctionFast.of(op_or_), cstr("or_($module, a, b, /)\n--\n\na | b"))
  );
}

/** iadd ... ior; false with an exception. */
export function add_in_place(m: PyObject): bool {
  return (
    add_two(m, cstr("iadd"), PyCFunctionFast.of(op_iadd), cstr("iadd($module, a, b, /)\n--\n\na += b")) &&
    add_two(m, cstr("isub"), PyCFunctionFast.of(op_isub), cstr("isub($module, a, b, /)\n--\n\na -= b")) &&
    add_two(m, cstr("imul"), PyCFunctionFast.of(op_imul), cstr("imul($module, a, b, /)\n--\n\na *= b")) &&
    add_two(m, cstr("imatmul"), PyCFunctionFast.of(op_imatmul), cstr("imatmul($module, a, b, /)\n--\n\na @= b")) &&
    add_two(
      m,
      cstr("ifloordiv"),
      PyCFunctionFast.of(op_ifloordiv),
      cstr("ifloordiv($module, a, b, /)\n--\n\na //= b"),
    ) &&
    add_two(m, cstr("itruediv"), PyCFunctionFast.of(op_itruediv), cstr("itruediv($module, a, b, /)\n--\n\na /= b")) &&
    add_two(m, cstr("imod"), PyCFunctionFast.of(op_imod), cstr("imod($module, a, b, /)\n--\n\na %= b")) &&
    add_two(m, cstr("ilshift"), PyCFunctionFast.of(op_ilshift), cstr("ilshift($module, a, b, /)\n--\n\na <<= b")) &&
    add_two(m, cstr("irshift"), PyCFunctionFast.of(op_irshift), cstr("irshift($module, a, b, /)\n--\n\na >>= b")) &&
    add_two(m, cstr("iand"), PyCFunctionFast.of(op_iand), cstr("iand($module, a, b, /)\n--\n\na &= b")) &&
    add_two(m, cstr("ixor"), PyCFunctionFast.of(op_ixor), cstr("ixor($module, a, b, /)\n--\n\na ^= b")) &&
    add_two(m, cstr("ior"), PyCFunctionFast.of(op_ior), cstr("ior($module, a, b, /)\n--\n\na |= b"))
  );
}

/** pow, ipow; false with an exception. */
export function add_powers(m: PyObject): bool {
  return (
    add_two(m, cstr("pow"), PyCFunctionFast.of(op_pow), cstr("pow($module, a, b, /)\n--\n\na ** b")) &&
    add_two(m, cstr("ipow"), PyCFunctionFast.of(op_ipow), cstr("ipow($module, a, b, /)\n--\n\na **= b"))
  );
}
