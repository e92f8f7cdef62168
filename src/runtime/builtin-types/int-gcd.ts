/**
 * int: greatest common divisor. CPython: _PyLong_GCD of Objects/longobject.c.
 *
 * Lehmer's algorithm (Knuth, 4.5.2, algorithm L): several Euclidean steps are done on the leading 60 bits only, as a 2x2
 * matrix of single digits that is then applied to the whole numbers; two buffers serve all steps.
 */
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import {
  _PyLong_Copy,
  _PyLong_DigitCount,
  _PyLong_New,
  _PyLong_SetSignAndDigitCount,
  long_normalize,
  PyLong_FromLong,
  PyLong_MASK,
  PyLongObject,
} from "./int";
import { long_abs } from "./int-arith";
import { long_compare } from "./int-compare";
import { bit_length_digit } from "./int-digits";
import { l_mod } from "./int-divide";

/** The matrix of one round; (x, y) -> (A*x - B*y, D*y - C*x). */
@unmanaged
class LehmerStep {
  A: i64;
  B: i64;
  C: i64;
  D: i64;
}

const step: LehmerStep = changetype<LehmerStep>(memory.data(32, 8));

/** Both are ints. Returns a new reference to the non-negative result. */
export function _PyLong_GCD(aarg: PyObject, barg: PyObject): PyObject | null {
  const x = changetype<PyLongObject>(aarg);
  const y = changetype<PyLongObject>(barg);
  if (_PyLong_DigitCount(x) <= 2 && _PyLong_DigitCount(y) <= 2) return gcd_small(x, y);
  const a = long_abs(x);
  if (!a) return null;
  const b = long_abs(y);
  if (!b) {
    Py_DECREF(a);
    return null;
  }
  const va = changetype<PyLongObject>(a);
  const vb = changetype<PyLongObject>(b);
  return long_compare(va, vb) < 0 ? gcd_large(vb, va) : gcd_large(va, vb);
}

/** Magnitude of at most two digits. @inline */
function magnitude(v: PyLongObject): u64 {
  return _PyLong_DigitCount(v) < 2 ? <u64>v.digit0 : ((<u64>v.at(1)) << 30) | v.digit0;
}

function gcd_small(a: PyLongObject, b: PyLongObject): PyObject | null {
  let x = magnitude(a);
  let y = magnitude(b);
  while (y !== 0) {
    // 32-bit division is much faster; most values get there soon.
    if ((x | y) >> 32 === 0) return PyLong_FromLong(<i64>gcd_u32(<u32>x, <u32>y));
    const t = y;
    y = x % y;
    x = t;
  }
  return PyLong_FromLong(<i64>x);
}

function gcd_u32(x: u32, y: u32): u32 {
  while (y !== 0) {
    const t = y;
    y = x % y;
    x = t;
  }
  return x;
}

/** a >= b >= 0. Steals both. Returns a new reference. */
function gcd_large(a: PyLongObject, b: PyLongObject): PyObject | null {
  let alloc_a = _PyLong_DigitCount(a);
  let alloc_b = _PyLong_DigitCount(b);
  // Buffers of the results, once they exist; each is also `a` or `b` most of the time.
  let c: PyLongObject | null = null;
  let d: PyLongObject | null = null;
  let failed = false;
  while (true) {
    const size_a = _PyLong_DigitCount(a);
    if (size_a <= 2) break;
    if (_PyLong_DigitCount(b) === 0) {
      let result: PyObject | null = a;
      if (size_a < alloc_a) {
        result = _PyLong_Copy(a);
        Py_DECREF(a);
      }
      release(b, c, d);
      return result;
    }
    if (!simulate(a, b, size_a)) {
      const r = l_mod(a, b);
      failed = !r;
      if (!r) break;
      Py_DECREF(a);
      a = b;
      b = changetype<PyLongObject>(r);
      alloc_a = alloc_b;
      alloc_b = _PyLong_DigitCount(b);
      continue;
    }
    if (c) _PyLong_SetSignAndDigitCount(c, 1, size_a);
    else if (a.ob_refcnt === 1) c = changetype<PyLongObject>(Py_NewRef(a));
    else {
      alloc_a = size_a;
      c = _PyLong_New(size_a);
    }
    if (c) {
      if (d) _PyLong_SetSignAndDigitCount(d, 1, size_a);
      else if (b.ob_refcnt === 1 && size_a <= alloc_b) d = widened(b, size_a);
      else {
        alloc_b = size_a;
        d = _PyLong_New(size_a);
      }
    }
    failed = !c || !d;
    if (!c || !d) break;
    apply(a, size_a, b, tstate.out_i32, c, d);
    Py_NewRef(c);
    Py_NewRef(d);
    Py_DECREF(a);
    Py_DECREF(b);
    a = long_normalize(c);
    b = long_normalize(d);
  }
  if (failed) {
    Py_DECREF(a);
    release(b, c, d);
    return null;
  }
  Py_XDECREF(c);
  Py_XDECREF(d);
  const result = gcd_small(a, b);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

/** The block of `b` with its digit count raised to the block's. Returns a new reference. */
function widened(b: PyLongObject, size: i32): PyLongObject {
  Py_NewRef(b);
  _PyLong_SetSignAndDigitCount(b, 1, size);
  return b;
}

function release(b: PyLongObject, c: PyLongObject | null, d: PyLongObject | null): void {
  Py_DECREF(b);
  Py_XDECREF(c);
  Py_XDECREF(d);
}

/**
 * Euclid's steps on the leading bits, as far as they are certainly those of the whole numbers. False: not a single one.
 * Leaves the matrix in `step` and the digit count of `b` in `tstate.out_i32`.
 */
function simulate(a: PyLongObject, b: PyLongObject, size_a: i32): bool {
  const size_b = _PyLong_DigitCount(b);
  tstate.out_i32 = size_b;
  const nbits = bit_length_digit(a.at(size_a - 1));
  let x = <i64>leading_bits(a, size_a, size_a, nbits);
  let y = <i64>leading_bits(b, size_a, size_b, nbits);
  let A: i64 = 1;
  let B: i64 = 0;
  let C: i64 = 0;
  let D: i64 = 1;
  let k = 0;
  while (y !== C) {
    const q = (x + (A - 1)) / (y - C);
    const s = B + q * D;
    let t = x - q * y;
    if (s > t) break;
    x = y;
    y = t;
    t = A + q * C;
    A = D;
    B = C;
    C = s;
    D = t;
    k++;
  }
  const odd = (k & 1) !== 0;
  step.A = odd ? -B : A;
  step.B = odd ? -A : B;
  step.C = odd ? -D : C;
  step.D = odd ? -C : D;
  return k !== 0;
}

/** Bits of weight `top` digits down, 60 of them: of a number of `size` digits beside one of `top`, whose top has `nbits`. */
function leading_bits(v: PyLongObject, top: i32, size: i32, nbits: i32): u64 {
  const high = size >= top ? (<u64>v.at(top - 1)) << (60 - nbits) : 0;
  const middle = size >= top - 1 ? (<u64>v.at(top - 2)) << (30 - nbits) : 0;
  const low = size >= top - 2 ? <u64>(v.at(top - 3) >> nbits) : 0;
  return high | middle | low;
}

/** c, d = A*a - B*b, D*b - C*a; c may be a's block and d b's. */
function apply(a: PyLongObject, size_a: i32, b: PyLongObject, size_b: i32, c: PyLongObject, d: PyLongObject): void {
  const A = step.A;
  const B = step.B;
  const C = step.C;
  const D = step.D;
  let c_carry: i64 = 0;
  let d_carry: i64 = 0;
  for (let i = 0; i < size_a; i++) {
    const x = <i64>a.at(i);
    const y: i64 = i < size_b ? <i64>b.at(i) : 0;
    c_carry += A * x - B * y;
    d_carry += D * y - C * x;
    c.put(i, <u32>c_carry & PyLong_MASK);
    d.put(i, <u32>d_carry & PyLong_MASK);
    c_carry >>= 30;
    d_carry >>= 30;
  }
}
