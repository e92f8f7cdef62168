/** prod and sumprod, with fast ways for ints and floats. CPython: Modules/mathmodule.c. */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add, PyNumber_Multiply } from "../abstract/number";
import { PyBool_Check } from "../builtin-types/bool";
import { is_error, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble } from "../builtin-types/float";
import { product_error, sum_error } from "../builtin-types/float-double-double";
import { libm_fma } from "../builtin-types/float-fma";
import {
  _PyLong_GetOne,
  _PyLong_GetZero,
  PyLong_AsLongAndOverflow,
  PyLong_CheckExact,
  PyLong_FromLong,
} from "../builtin-types/int";
import { PyLong_AsDouble } from "../builtin-types/int-machine";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { is_finite } from "./math-errors";

const prod_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

/** a * b fits: true with the product in tstate.out_i64. */
function multiply_fits(a: i64, b: i64): bool {
  const product = a * b;
  tstate.out_i64 = product;
  if (<i64>(<i32>a) === a && <i64>(<i32>b) === b) return true;
  if (a === 0 || b === 0) return true;
  if ((a === -1 && b === i64.MIN_VALUE) || (b === -1 && a === i64.MIN_VALUE)) return false;
  return product / b === a;
}

/** An exact int that fits: true with the value in tstate.out_i64. */
function small_value(o: PyObject): bool {
  if (!PyLong_CheckExact(o)) return false;
  const value = PyLong_AsLongAndOverflow(o);
  if (tstate.out_i32 !== 0) return false;
  tstate.out_i64 = value;
  return true;
}

// --- prod ---

/** a * b; steals both. New reference. */
function multiply_objects(a: PyObject, b: PyObject): PyObject | null {
  const result = PyNumber_Multiply(a, b);
  Py_DECREF(a);
  Py_DECREF(b);
  return result;
}

/**
 * The product of the items as long as it is an int that fits. Steals `result`. At the end of the iterator the product, with
 * tstate.out_i32 = 1; otherwise what to go on with, 0.
 */
function prod_of_ints(iter: PyObject, result: PyObject): PyObject | null {
  if (!small_value(result)) return go_on(result);
  let product = tstate.out_i64;
  Py_DECREF(result);
  while (true) {
    const item = PyIter_Next(iter);
    if (!item) return tstate.current_exception ? null : finished(PyLong_FromLong(product));
    if (small_value(item) && multiply_fits(product, tstate.out_i64)) {
      product = tstate.out_i64;
      Py_DECREF(item);
      continue;
    }
    const number = PyLong_FromLong(product);
    if (!number) {
      Py_DECREF(item);
      return null;
    }
    return go_on(multiply_objects(number, item));
  }
}

function go_on(result: PyObject | null): PyObject | null {
  tstate.out_i32 = 0;
  return result;
}

function finished(result: PyObject | null): PyObject | null {
  tstate.out_i32 = 1;
  return result;
}

/** As prod_of_ints for a float, as long as the items are floats or small ints. */
function prod_of_floats(iter: PyObject, result: PyObject): PyObject | null {
  if (!PyFloat_CheckExact(result)) return go_on(result);
  let product = PyFloat_AS_DOUBLE(result);
  Py_DECREF(result);
  while (true) {
    const item = PyIter_Next(iter);
    if (!item) return tstate.current_exception ? null : finished(PyFloat_FromDouble(product));
    if (PyFloat_CheckExact(item)) {
      product *= PyFloat_AS_DOUBLE(item);
      Py_DECREF(item);
      continue;
    }
    if (small_value(item)) {
      product *= <f64>tstate.out_i64;
      Py_DECREF(item);
      continue;
    }
    const number = PyFloat_FromDouble(product);
    if (!number) {
      Py_DECREF(item);
      return null;
    }
    return go_on(multiply_objects(number, item));
  }
}

/** The product of `result` (stolen) and all items. */
function prod_of(iter: PyObject, start: PyObject): PyObject | null {
  let result = prod_of_ints(iter, start);
  if (!result || tstate.out_i32) return result;
  result = prod_of_floats(iter, result);
  if (!result || tstate.out_i32) return result;
  while (true) {
    const item = PyIter_Next(iter);
    if (!item) break;
    result = multiply_objects(result, item);
    if (!result) return null;
  }
  if (!tstate.current_exception) return result;
  Py_DECREF(result);
  return null;
}

export function math_prod(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(prod_spec, cstr("prod"), cstr("start"), 1, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  if (a === 0) return null;
  const start = Slots.at(a).getOrNull(1);
  const iter = PyObject_GetIter(Slots.at(a).get(0));
  if (!iter) return null;
  const result = prod_of(iter, start ? Py_NewRef(start) : _PyLong_GetOne());
  Py_DECREF(iter);
  return result;
}

// --- sumprod ---

/**
 * The state of a sum of products: an object, an int, and a float of three times the precision, of which the last two are added
 * to the first when their time is over.
 */
@unmanaged
class SumProd {
  /** Owned. */
  total: PyObject | null;
  int_total: i64;
  hi: f64;
  lo: f64;
  tiny: f64;
  int_enabled: i32;
  int_used: i32;
  float_enabled: i32;
  float_used: i32;
}

/** total += value (stolen; NULL: fails). -1 with an exception. */
function add_to_total(s: SumProd, value: PyObject | null): i32 {
  if (!value) return -1;
  const old = s.total!;
  const sum = PyNumber_Add(old, value);
  Py_DECREF(value);
  if (!sum) return -1;
  s.total = sum;
  Py_DECREF(old);
  return 0;
}

/** The product of two small ints goes to the int sum: true. */
function add_ints(s: SumProd, p: PyObject, q: PyObject): bool {
  if (!small_value(p)) return false;
  const a = tstate.out_i64;
  if (!small_value(q) || !multiply_fits(a, tstate.out_i64)) return false;
  const product = tstate.out_i64;
  const sum = s.int_total + product;
  if (((s.int_total ^ sum) & (product ^ sum)) < 0) return false;
  s.int_total = sum;
  s.int_used = 1;
  return true;
}

/** The int sum is over: it goes to the total. -1 with an exception. */
function end_ints(s: SumProd): i32 {
  s.int_enabled = 0;
  if (!s.int_used) return 0;
  const status = add_to_total(s, PyLong_FromLong(s.int_total));
  s.int_total = 0;
  s.int_used = 0;
  return status;
}

/** A bool or an exact int. */
function is_plain_int(o: PyObject): bool {
  return PyLong_CheckExact(o) || PyBool_Check(o);
}

/** A float, or an int in company of a float: its value in tstate.out_f64; false: neither (or too large). */
function plain_value(o: PyObject): bool {
  if (PyFloat_CheckExact(o)) {
    tstate.out_f64 = PyFloat_AS_DOUBLE(o);
    return true;
  }
  if (!is_plain_int(o)) return false;
  const value = PyLong_AsDouble(o);
  if (is_error(value)) {
    PyErr_ClearIf(PyExc_OverflowError);
    return false;
  }
  tstate.out_f64 = value;
  return true;
}

/** x * y - product, exactly. Where halves of the factors or of the product are out of range: slowly. */
function exact_error(x: f64, y: f64, product: f64): f64 {
  const p = abs<f64>(product);
  if (abs<f64>(x) < 1e290 && abs<f64>(y) < 1e290 && p > 1e-280 && p < 1e290) return product_error(x, y, product);
  return libm_fma(x, y, -product);
}

/** The product of two numbers, one of them a float, goes to the float sum: true. Not if that would not be finite. */
function add_floats(s: SumProd, p: PyObject, q: PyObject): bool {
  if (!PyFloat_CheckExact(p) && !PyFloat_CheckExact(q)) return false;
  if (!plain_value(p)) return false;
  const x = tstate.out_f64;
  if (!plain_value(q)) return false;
  const y = tstate.out_f64;
  const product = x * y;
  const error = exact_error(x, y, product);
  const hi = s.hi + product;
  const hi_error = sum_error(s.hi, product, hi);
  const r1 = s.lo + error;
  const r1_error = sum_error(s.lo, error, r1);
  const r2 = r1 + hi_error;
  const r2_error = sum_error(r1, hi_error, r2);
  if (!is_finite(hi)) return false;
  s.hi = hi;
  s.lo = r2;
  s.tiny = s.tiny + r1_error + r2_error;
  s.float_used = 1;
  return true;
}

/** The float sum as one double. */
function float_total(s: SumProd): f64 {
  const sum = s.lo + s.hi;
  return s.tiny + sum_error(s.lo, s.hi, sum) + sum;
}

/** The float sum is over. -1 with an exception. */
function end_floats(s: SumProd): i32 {
  s.float_enabled = 0;
  if (!s.float_used) return 0;
  const status = add_to_total(s, PyFloat_FromDouble(float_total(s)));
  s.hi = 0;
  s.lo = 0;
  s.tiny = 0;
  s.float_used = 0;
  return status;
}

/** Adds p * q. -1 with an exception. */
function add_pair(s: SumProd, p: PyObject, q: PyObject): i32 {
  if (s.int_enabled) {
    if (add_ints(s, p, q)) return 0;
    if (end_ints(s) < 0) return -1;
  }
  if (s.float_enabled) {
    if (add_floats(s, p, q)) return 0;
    if (end_floats(s) < 0) return -1;
  }
  return add_to_total(s, PyNumber_Multiply(p, q));
}

/** One pair of items: 1; 0 when both iterators have ended; -1 with an exception. */
function take_pair(s: SumProd, p_it: PyObject, q_it: PyObject): i32 {
  const p = PyIter_Next(p_it);
  if (!p && tstate.current_exception) return -1;
  const q = PyIter_Next(q_it);
  let status = -1;
  if (q || !tstate.current_exception) {
    if (p && q) status = add_pair(s, p, q) < 0 ? -1 : 1;
    else if (p || q) PyErr_SetString(PyExc_ValueError, cstr("Inputs are not the same length"));
    else status = 0;
  }
  Py_XDECREF(p);
  Py_XDECREF(q);
  return status;
}

function sumprod_of(p_it: PyObject, q_it: PyObject): PyObject | null {
  const mark = stack_mark();
  const block = stack_alloc(offsetof<SumProd>());
  memory.fill(block, 0, offsetof<SumProd>());
  const s = changetype<SumProd>(block);
  s.total = _PyLong_GetZero();
  s.int_enabled = 1;
  s.float_enabled = 1;
  let status = 1;
  while (status > 0) status = take_pair(s, p_it, q_it);
  if (status === 0 && s.int_enabled) status = end_ints(s);
  if (status === 0 && s.float_enabled) status = end_floats(s);
  const total = s.total!;
  stack_release(mark);
  if (status === 0) return total;
  Py_DECREF(total);
  return null;
}

export function math_sumprod(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("sumprod"), nargs, 2, 2)) return null;
  const p_it = PyObject_GetIter(args.get(0));
  if (!p_it) return null;
  const q_it = PyObject_GetIter(args.get(1));
  const result = q_it ? sumprod_of(p_it, q_it) : null;
  Py_DECREF(p_it);
  Py_XDECREF(q_it);
  return result;
}
