/**
 * int: powers, with and without a modulus. CPython: long_pow, long_invmod of Objects/longobject.c.
 *
 * Exponents up to 3 by hand, up to 60 bits by binary squaring from the left, beyond by a sliding window of 5 bits over a
 * table of the odd powers. The order of products is CPython's, so that the allocations are too.
 */

import { PyErr_SetString } from "../abstract/errors";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, Py_NotImplemented, PyExc_ValueError, PyFloat_Type } from "../object/static-types";
import {
  _PyLong_Copy,
  _PyLong_DigitCount,
  _PyLong_GetOne,
  _PyLong_GetZero,
  _PyLong_IsNegative,
  _PyLong_IsZero,
  PyLong_Check,
  PyLongObject,
  TAG_ONE_POSITIVE,
} from "./int";
import { _PyLong_Multiply, _PyLong_Negate, _PyLong_Subtract } from "./int-arith";
import { l_divmod, l_mod } from "./int-divide";

const EXP_WINDOW_SIZE: i32 = 5;
const EXP_TABLE_LEN: i32 = 1 << (EXP_WINDOW_SIZE - 1);
/** In bits; 60 / 30 digits. */
const HUGE_EXP_CUTOFF_DIGITS: i32 = 2;

/** nb_power: pow(v, w, x); x is None or an int. Returns a new reference. */
export function long_pow(v: PyObject, w: PyObject, x: PyObject | null): PyObject | null {
  if (!PyLong_Check(v) || !PyLong_Check(w)) return Py_NotImplemented;
  const exponent = changetype<PyLongObject>(w);
  if (!x || ptr(x) === ptr(Py_None)) {
    if (_PyLong_IsNegative(exponent)) return PyFloat_Type.tp_as_number!.nb_power!.call(v, w, x);
    return raise_to(changetype<PyLongObject>(v), exponent, null);
  }
  if (!PyLong_Check(x)) return Py_NotImplemented;
  return pow_modulus(changetype<PyLongObject>(v), exponent, changetype<PyLongObject>(x));
}

/** @inline */
function is_one(v: PyLongObject): bool {
  return v.lv_tag === TAG_ONE_POSITIVE && v.digit0 === 1;
}

/** -v, as a copy. Returns a new reference. */
function negated_copy(v: PyLongObject): PyLongObject | null {
  const copy = _PyLong_Copy(v);
  return changetype<PyLongObject | null>(copy ? _PyLong_Negate(changetype<PyLongObject>(copy)) : null);
}

/** pow(a, b, c). Returns a new reference. */
function pow_modulus(a: PyLongObject, b: PyLongObject, c: PyLongObject): PyObject | null {
  if (_PyLong_IsZero(c)) {
    PyErr_SetString(PyExc_ValueError, cstr("pow() 3rd argument cannot be 0"));
    return null;
  }
  const negative = _PyLong_IsNegative(c);
  const modulus = negative ? negated_copy(c) : changetype<PyLongObject>(Py_NewRef(c));
  if (!modulus) return null;
  const z = is_one(modulus) ? _PyLong_GetZero() : pow_positive_modulus(a, b, modulus);
  if (!z || !negative || _PyLong_IsZero(z)) {
    Py_DECREF(modulus);
    return z;
  }
  const shifted = _PyLong_Subtract(z, modulus);
  Py_DECREF(z);
  Py_DECREF(modulus);
  return shifted;
}

/** For c > 1. A negative exponent inverts the base first. Returns a new reference. */
function pow_positive_modulus(a: PyLongObject, b: PyLongObject, c: PyLongObject): PyObject | null {
  let base: PyLongObject | null = changetype<PyLongObject>(Py_NewRef(a));
  let exponent: PyLongObject | null = changetype<PyLongObject>(Py_NewRef(b));
  if (_PyLong_IsNegative(b)) {
    Py_DECREF(b);
    exponent = negated_copy(b);
    Py_DECREF(a);
    base = exponent ? long_invmod(a, c) : null;
  }
  // Reduction costs a division: only where the products would be signed or oversized without it.
  if (base && (_PyLong_IsNegative(base) || _PyLong_DigitCount(base) > _PyLong_DigitCount(c))) {
    const reduced = l_mod(base, c);
    Py_DECREF(base);
    base = changetype<PyLongObject | null>(reduced);
  }
  const z = base && exponent ? raise_to(base, exponent, c) : null;
  Py_XDECREF(base);
  Py_XDECREF(exponent);
  return z;
}

/** x * y, modulo c where given; `old`, the value to be replaced, is released in between as CPython does. New reference. */
function mult(x: PyLongObject, y: PyLongObject, c: PyLongObject | null, old: PyLongObject | null): PyLongObject | null {
  const product = _PyLong_Multiply(x, y);
  Py_XDECREF(old);
  if (!product || !c) return changetype<PyLongObject | null>(product);
  const reduced = l_mod(changetype<PyLongObject>(product), c);
  Py_DECREF(product);
  return changetype<PyLongObject | null>(reduced);
}

/** a ** b % c for b >= 0, c > 1 or NULL. Returns a new reference. */
function raise_to(a: PyLongObject, b: PyLongObject, c: PyLongObject | null): PyObject | null {
  const size = _PyLong_DigitCount(b);
  const top = size ? b.at(size - 1) : 0;
  if (size <= 1 && top <= 3) return raise_to_small(a, top, c);
  if (size <= HUGE_EXP_CUTOFF_DIGITS) return raise_binary(a, b, c);
  return raise_window(a, b, c);
}

/** Exponents 0 to 3. */
function raise_to_small(a: PyLongObject, exponent: u32, c: PyLongObject | null): PyObject | null {
  const one = changetype<PyLongObject>(_PyLong_GetOne());
  if (exponent === 0) return one;
  // The product with 1 makes an exact int of an instance of a subclass, and reduces.
  if (exponent === 1) return mult(a, one, c, null);
  const square = mult(a, a, c, null);
  if (exponent === 2 || !square) return square;
  return mult(square, a, c, square);
}

/** Left to right, a squaring for each bit and a product for each that is set. */
function raise_binary(a: PyLongObject, b: PyLongObject, c: PyLongObject | null): PyObject | null {
  let z: PyLongObject | null = changetype<PyLongObject>(Py_NewRef(a));
  const size = _PyLong_DigitCount(b);
  // The leading 1 is the starting value.
  let bit = 30 - <i32>clz<u32>(b.at(size - 1));
  for (let i = size - 1; i >= 0; i--) {
    const digit = b.at(i);
    for (; bit >= 0; bit--) {
      z = mult(z, z, c, z);
      if (!z) return null;
      if ((digit >> bit) & 1) {
        z = mult(z, a, c, z);
        if (!z) return null;
      }
    }
    bit = 29;
  }
  return z;
}

/** Sliding window: Handbook of Applied Cryptography, algorithm 14.85. */
function raise_window(a: PyLongObject, b: PyLongObject, c: PyLongObject | null): PyObject | null {
  const mark = stack_mark();
  const table = Slots.at(stack_alloc((<usize>EXP_TABLE_LEN) << 3));
  const filled = fill_table(table, a, c);
  const z = filled === EXP_TABLE_LEN ? window_walk(table, b, c) : null;
  for (let i = 0; i < filled; i++) Py_DECREF(table.get(i));
  stack_release(mark);
  return z;
}

/** table[i] = a ** (2 * i + 1); returns how many were made: all, or fewer with MemoryError. */
function fill_table(table: Slots, a: PyLongObject, c: PyLongObject | null): i32 {
  table.set(0, Py_NewRef(a));
  const square = mult(a, a, c, null);
  if (!square) return 1;
  let i = 1;
  for (; i < EXP_TABLE_LEN; i++) {
    const power = mult(changetype<PyLongObject>(table.get(i - 1)), square, c, null);
    if (!power) break;
    table.set(i, power);
  }
  Py_DECREF(square);
  return i;
}

function window_walk(table: Slots, b: PyLongObject, c: PyLongObject | null): PyLongObject | null {
  let z: PyLongObject | null = changetype<PyLongObject>(_PyLong_GetOne());
  let pending: u32 = 0;
  let length = 0;
  for (let i = _PyLong_DigitCount(b) - 1; i >= 0; i--) {
    const digit = b.at(i);
    for (let j = 29; j >= 0; j--) {
      pending = (pending << 1) | ((digit >> j) & 1);
      if (pending === 0) z = mult(z, z, c, z);
      else {
        length++;
        if (length === EXP_WINDOW_SIZE) {
          z = absorb(z, table, pending, length, c);
          pending = 0;
          length = 0;
        }
      }
      if (!z) return null;
    }
  }
  return pending ? absorb(z, table, pending, length, c) : z;
}

/** z ** (2 ** length) * base ** pending. Steals z, returns a new reference. */
function absorb(
  start: PyLongObject,
  table: Slots,
  pending: u32,
  length: i32,
  c: PyLongObject | null,
): PyLongObject | null {
  const zeros = <i32>ctz<u32>(pending);
  let z: PyLongObject | null = start;
  for (let i = length - zeros; i > 0; i--) {
    z = mult(z, z, c, z);
    if (!z) return null;
  }
  z = mult(z, changetype<PyLongObject>(table.get(<i32>(pending >> (zeros + 1)))), c, z);
  for (let i = zeros; i > 0 && z; i--) z = mult(z, z, c, z);
  return z;
}

/** The inverse of a modulo n > 0, of either sign, by the extended Euclidean algorithm. Returns a new reference. */
function long_invmod(a: PyLongObject, n: PyLongObject): PyLongObject | null {
  let x = changetype<PyLongObject>(Py_NewRef(a));
  let y = changetype<PyLongObject>(Py_NewRef(n));
  // x = b * a + ... * n and y = c * a + ... * n throughout.
  let b: PyLongObject = changetype<PyLongObject>(_PyLong_GetOne());
  let c: PyLongObject = changetype<PyLongObject>(_PyLong_GetZero());
  let failed = false;
  while (!_PyLong_IsZero(y)) {
    failed = l_divmod(x, y) < 0;
    if (failed) break;
    const q = changetype<PyLongObject>(tstate.out_object!);
    const r = changetype<PyLongObject>(tstate.out_object2!);
    Py_DECREF(x);
    x = y;
    y = r;
    const t = _PyLong_Multiply(q, c);
    Py_DECREF(q);
    const s = t ? _PyLong_Subtract(b, t) : null;
    Py_XDECREF(t);
    failed = !s;
    if (!s) break;
    Py_DECREF(b);
    b = c;
    c = changetype<PyLongObject>(s);
  }
  Py_DECREF(c);
  Py_DECREF(y);
  if (!failed && !is_one(x)) {
    PyErr_SetString(PyExc_ValueError, cstr("base is not invertible for the given modulus"));
    failed = true;
  }
  Py_DECREF(x);
  if (!failed) return b;
  Py_DECREF(b);
  return null;
}
