/**
 * hypot and dist: lengths of vectors, nearly always correctly rounded. CPython: vector_norm of Modules/mathmodule.c.
 *
 * The coordinates are scaled by a power of two; their squares are summed with all rounding errors collected beside; one step of
 * Newton's method with an exact residual corrects the square root.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PySequence_Tuple } from "../abstract/sequence";
import { is_error, PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { product_error } from "../builtin-types/float-double-double";
import { _PyTuple_ITEMS, PyTuple_Check, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyExc_ValueError } from "../object/static-types";
import { is_infinite, is_nan } from "./math-errors";
import { ldexp } from "./math-float";

const DBL_MIN: f64 = 2.2250738585072014e-308;
/** So many coordinates lie on the native stack. */
const NUM_STACK_ELEMS: i32 = 16;

/** A sum with the errors of its products and of its additions. */
@unmanaged
class Sum {
  csum: f64;
  frac1: f64;
  frac2: f64;
}
const total: Sum = changetype<Sum>(memory.data(24, 8));

/** total += x * y, for a product smaller than the sum. @inline */
function add_product(x: f64, y: f64): void {
  const p = x * y;
  total.frac1 += product_error(x, y, p);
  const sum = total.csum + p;
  total.frac2 += p - (sum - total.csum);
  total.csum = sum;
}

/** x in [0.5, 1) * 2**e: e, for x > 0. */
function exponent_of(x: f64): i32 {
  const bits = reinterpret<u64>(x);
  if (bits >> 52 !== 0) return <i32>(bits >> 52) - 1022;
  return 12 - <i32>clz<u64>(bits) - 1022;
}

/** The norm of `n` nonnegative coordinates, the largest of which is `largest` (ignoring NaN). Scales them in place. */
function vector_norm(n: i32, vec: usize, largest: f64, found_nan: bool): f64 {
  if (is_infinite(largest)) return largest;
  if (found_nan) return NaN;
  if (largest === 0 || n <= 1) return largest;
  const max_e = exponent_of(largest);
  if (max_e < -1023) {
    // 2 ** -max_e would overflow.
    for (let i = 0; i < n; i++) store<f64>(vec + ((<usize>i) << 3), load<f64>(vec + ((<usize>i) << 3)) / DBL_MIN);
    return DBL_MIN * vector_norm(n, vec, largest / DBL_MIN, found_nan);
  }
  const scale = ldexp(1.0, -max_e);
  // The sum begins at 1, which no square exceeds, so that additions need no comparison; it is taken off at the end.
  total.csum = 1.0;
  total.frac1 = 0;
  total.frac2 = 0;
  for (let i = 0; i < n; i++) {
    const x = load<f64>(vec + ((<usize>i) << 3)) * scale;
    add_product(x, x);
  }
  let h = sqrt<f64>(total.csum - 1.0 + (total.frac1 + total.frac2));
  add_product(-h, h);
  const x = total.csum - 1.0 + (total.frac1 + total.frac2);
  h += x / (2.0 * h);
  return h / scale;
}

/** Room for `n` doubles: on the native stack, which the caller releases, or from the object domain. 0: MemoryError. */
function coordinates_alloc(n: i32): usize {
  if (n <= NUM_STACK_ELEMS) return stack_alloc((<usize>NUM_STACK_ELEMS) << 3);
  const block = PyObject_Malloc((<usize>n) << 3);
  if (block === 0) PyErr_NoMemory();
  return block;
}

function coordinates_free(vec: usize, n: i32): void {
  if (n > NUM_STACK_ELEMS) PyObject_Free(vec);
}

/** |p[i] - q[i]|, or |p[i]| where q is NULL, to `vec`, and the norm of that. -1 with an exception. */
function norm_of(p: Slots, q: Slots | null, n: i32, vec: usize): f64 {
  let largest: f64 = 0;
  let found_nan = false;
  for (let i = 0; i < n; i++) {
    let x = PyFloat_AsDouble(p.get(i));
    if (is_error(x)) return -1;
    if (q) {
      const other = PyFloat_AsDouble(q.get(i));
      if (is_error(other)) return -1;
      x -= other;
    }
    x = abs<f64>(x);
    store<f64>(vec + ((<usize>i) << 3), x);
    if (is_nan(x)) found_nan = true;
    if (x > largest) largest = x;
  }
  return vector_norm(n, vec, largest, found_nan);
}

function norm_object(p: Slots, q: Slots | null, n: i32): PyObject | null {
  const mark = stack_mark();
  const vec = coordinates_alloc(n);
  let result: PyObject | null = null;
  if (vec !== 0) {
    const norm = norm_of(p, q, n, vec);
    if (!is_error(norm)) result = PyFloat_FromDouble(norm);
    coordinates_free(vec, n);
  }
  stack_release(mark);
  return result;
}

export function math_hypot(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  return norm_object(args, null, nargs);
}

/** `o` as a tuple: new reference. */
function as_tuple(o: PyObject): PyObject | null {
  return PyTuple_Check(o) ? Py_NewRef(o) : PySequence_Tuple(o);
}

function distance(p: PyObject, q: PyObject): PyObject | null {
  const n = PyTuple_GET_SIZE(p);
  if (n === PyTuple_GET_SIZE(q)) return norm_object(_PyTuple_ITEMS(p), _PyTuple_ITEMS(q), n);
  PyErr_SetString(PyExc_ValueError, cstr("both points must have the same number of dimensions"));
  return null;
}

export function math_dist(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("dist"), nargs, 2, 2)) return null;
  const p = as_tuple(args.get(0));
  if (!p) return null;
  const q = as_tuple(args.get(1));
  const result = q ? distance(p, q) : null;
  Py_DECREF(p);
  if (q) Py_DECREF(q);
  return result;
}
