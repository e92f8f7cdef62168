/** The module `cmath`. CPython: Modules/cmathmodule.c. */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyComplex_AsCComplex, PyComplex_FromDoubles } from "../builtin-types/complex";
import { _Py_c_quot } from "../builtin-types/complex-arith";
import { PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { libm_hypot } from "../builtin-types/float-hypot";
import { libm_atan2 } from "../builtin-types/float-inverse-trigonometry";
import { module_add, module_begin, module_fast, module_fast_keywords, module_o } from "../builtin-types/module";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import {
  c_acos,
  c_acosh,
  c_asin,
  c_asinh,
  c_atan,
  c_atanh,
  c_cos,
  c_cosh,
  c_exp,
  c_log,
  c_log10,
  c_rect,
  c_sin,
  c_sinh,
  c_sqrt,
  c_tan,
  c_tanh,
  complex_result,
  EDOM,
  NO_ERROR,
} from "./cmath-functions";
import { domain_error, is_finite, is_infinite, is_nan, range_error } from "./math-errors";

const isclose_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The parts of the number read last. */
@unmanaged
class Parts {
  re: f64;
  im: f64;
}
const parts: Parts = changetype<Parts>(memory.data(16, 8));

/** Reads a complex argument into `parts`. False with an exception. */
function read(arg: PyObject): bool {
  parts.re = PyComplex_AsCComplex(arg);
  parts.im = tstate.out_f64;
  return parts.re !== -1 || !tstate.current_exception;
}

/** A real argument: test tstate.current_exception when it is -1. @inline */
function failed(x: f64): bool {
  return x === -1 && tstate.current_exception !== null;
}

/** complex_result as an object, or the exception that it means. */
function finish(): PyObject | null {
  if (complex_result.error === EDOM) return domain_error();
  if (complex_result.error !== NO_ERROR) return range_error();
  return PyComplex_FromDoubles(complex_result.re, complex_result.im);
}

function apply(arg: PyObject | null, f: (x: f64, y: f64) => void): PyObject | null {
  if (!read(arg!)) return null;
  f(parts.re, parts.im);
  return finish();
}

function cmath_acos(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_acos);
}

function cmath_acosh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_acosh);
}

function cmath_asin(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_asin);
}

function cmath_asinh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_asinh);
}

function cmath_atan(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_atan);
}

function cmath_atanh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_atanh);
}

function cmath_cos(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_cos);
}

function cmath_cosh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_cosh);
}

function cmath_exp(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_exp);
}

function cmath_log10(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_log10);
}

function cmath_sin(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_sin);
}

function cmath_sinh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_sinh);
}

function cmath_sqrt(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_sqrt);
}

function cmath_tan(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_tan);
}

function cmath_tanh(_m: PyObject, z: PyObject | null): PyObject | null {
  return apply(z, c_tanh);
}

function cmath_log(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("log"), nargs, 1, 2)) return null;
  if (!read(args.get(0))) return null;
  const x = parts.re;
  const y = parts.im;
  if (nargs === 1) {
    c_log(x, y);
    return finish();
  }
  if (!read(args.get(1))) return null;
  c_log(x, y);
  const re = complex_result.re;
  const im = complex_result.im;
  // An error of the first logarithm is forgotten, as in CPython.
  c_log(parts.re, parts.im);
  complex_result.re = _Py_c_quot(re, im, complex_result.re, complex_result.im);
  complex_result.im = tstate.out_f64;
  if (tstate.out_i32) complex_result.error = EDOM;
  return finish();
}

function cmath_phase(_m: PyObject, z: PyObject | null): PyObject | null {
  if (!read(z!)) return null;
  const phi = libm_atan2(parts.im, parts.re);
  // The C library calls a result that is too small for a float an error of range.
  if (phi === 0 && parts.im !== 0 && is_finite(parts.re)) return range_error();
  return PyFloat_FromDouble(phi);
}

function cmath_polar(_m: PyObject, z: PyObject | null): PyObject | null {
  if (!read(z!)) return null;
  const length = libm_hypot(parts.re, parts.im);
  if (length === Infinity && is_finite(parts.re) && is_finite(parts.im)) return range_error();
  const r = PyFloat_FromDouble(length);
  const phi = r ? PyFloat_FromDouble(libm_atan2(parts.im, parts.re)) : null;
  const pair = r && phi ? PyTuple_Pack(r, phi) : null;
  Py_XDECREF(phi);
  Py_XDECREF(r);
  return pair;
}

function cmath_rect(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("rect"), nargs, 2, 2)) return null;
  const r = PyFloat_AsDouble(args.get(0));
  if (failed(r)) return null;
  const phi = PyFloat_AsDouble(args.get(1));
  if (failed(phi)) return null;
  c_rect(r, phi);
  return finish();
}

function cmath_isfinite(_m: PyObject, z: PyObject | null): PyObject | null {
  return read(z!) ? PyBool_FromLong(is_finite(parts.re) && is_finite(parts.im) ? 1 : 0) : null;
}

function cmath_isinf(_m: PyObject, z: PyObject | null): PyObject | null {
  return read(z!) ? PyBool_FromLong(is_infinite(parts.re) || is_infinite(parts.im) ? 1 : 0) : null;
}

function cmath_isnan(_m: PyObject, z: PyObject | null): PyObject | null {
  return read(z!) ? PyBool_FromLong(is_nan(parts.re) || is_nan(parts.im) ? 1 : 0) : null;
}

/** Are a and b as close as the tolerances say? */
function are_close(ar: f64, ai: f64, br: f64, bi: f64, rel_tol: f64, abs_tol: f64): bool {
  if (ar === br && ai === bi) return true;
  if (is_infinite(ar) || is_infinite(ai) || is_infinite(br) || is_infinite(bi)) return false;
  const distance = libm_hypot(ar - br, ai - bi);
  if (distance <= rel_tol * libm_hypot(br, bi) || distance <= rel_tol * libm_hypot(ar, ai)) return true;
  return distance <= abs_tol;
}

function cmath_isclose(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("a b rel_tol abs_tol");
  const address = _PyArg_UnpackKeywords(isclose_spec, cstr("isclose"), names, 0, args, nargs, null, kwnames, 2, 2);
  stack_release(mark);
  if (address === 0) return null;
  // All are read before a conversion can use the native stack.
  const second = Slots.at(address).get(1);
  const third = Slots.at(address).getOrNull(2);
  const fourth = Slots.at(address).getOrNull(3);
  if (!read(Slots.at(address).get(0))) return null;
  const ar = parts.re;
  const ai = parts.im;
  if (!read(second)) return null;
  const br = parts.re;
  const bi = parts.im;
  const rel_tol = third ? PyFloat_AsDouble(third) : 1e-9;
  if (failed(rel_tol)) return null;
  const abs_tol = fourth ? PyFloat_AsDouble(fourth) : 0.0;
  if (failed(abs_tol)) return null;
  if (rel_tol < 0 || abs_tol < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("tolerances must be non-negative"));
    return null;
  }
  return PyBool_FromLong(are_close(ar, ai, br, bi, rel_tol, abs_tol) ? 1 : 0);
}

/** Adds a function of one number. @inline */
function add(m: PyObject, name: usize, f: PyCFunction, doc: usize): bool {
  return module_o(m, name, f, doc) === 0;
}

function add_inverse(m: PyObject): bool {
  return (
    add(m, cstr("acos"), PyCFunction.of(cmath_acos), cstr("acos($module, z, /)\n--\n\nThe arc cosine of z.")) &&
    add(m, cstr("acosh"), PyCFunction.of(cmath_acosh), cstr("acosh($module, z, /)\n--\n\nThe inverse of cosh.")) &&
    add(m, cstr("asin"), PyCFunction.of(cmath_asin), cstr("asin($module, z, /)\n--\n\nThe arc sine of z.")) &&
    add(m, cstr("asinh"), PyCFunction.of(cmath_asinh), cstr("asinh($module, z, /)\n--\n\nThe inverse of sinh.")) &&
    add(m, cstr("atan"), PyCFunction.of(cmath_atan), cstr("atan($module, z, /)\n--\n\nThe arc tangent of z.")) &&
    add(m, cstr("atanh"), PyCFunction.of(cmath_atanh), cstr("atanh($module, z, /)\n--\n\nThe inverse of tanh.")) &&
    add(m, cstr("sqrt"), PyCFunction.of(cmath_sqrt), cstr("sqrt($module, z, /)\n--\n\nThe square root of z."))
  );
}

function add_others(m: PyObject): bool {
  return (
    add(m, cstr("cos"), PyCFunction.of(cmath_cos), cstr("cos($module, z, /)\n--\n\nThe cosine of z.")) &&
    add(m, cstr("cosh"), PyCFunction.of(cmath_cosh), cstr("cosh($module, z, /)\n--\n\nThe hyperbolic cosine.")) &&
    add(m, cstr("exp"), PyCFunction.of(cmath_exp), cstr("exp($module, z, /)\n--\n\ne to the power z.")) &&
    add(m, cstr("log10"), PyCFunction.of(cmath_log10), cstr("log10($module, z, /)\n--\n\nThe logarithm to base 10.")) &&
    add(m, cstr("sin"), PyCFunction.of(cmath_sin), cstr("sin($module, z, /)\n--\n\nThe sine of z.")) &&
    add(m, cstr("sinh"), PyCFunction.of(cmath_sinh), cstr("sinh($module, z, /)\n--\n\nThe hyperbolic sine.")) &&
    add(m, cstr("tan"), PyCFunction.of(cmath_tan), cstr("tan($module, z, /)\n--\n\nThe tangent of z.")) &&
    add(m, cstr("tanh"), PyCFunction.of(cmath_tanh), cstr("tanh($module, z, /)\n--\n\nThe hyperbolic tangent."))
  );
}

function add_tests(m: PyObject): bool {
  return (
    add(
      m,
      cstr("isfinite"),
      PyCFunction.of(cmath_isfinite),
      cstr("isfinite($module, z, /)\n--\n\nAre both parts finite?"),
    ) &&
    add(m, cstr("isinf"), PyCFunction.of(cmath_isinf), cstr("isinf($module, z, /)\n--\n\nIs a part infinite?")) &&
    add(m, cstr("isnan"), PyCFunction.of(cmath_isnan), cstr("isnan($module, z, /)\n--\n\nIs a part NaN?")) &&
    add(m, cstr("phase"), PyCFunction.of(cmath_phase), cstr("phase($module, z, /)\n--\n\nThe angle of z.")) &&
    add(m, cstr("polar"), PyCFunction.of(cmath_polar), cstr("polar($module, z, /)\n--\n\n(length, angle) of z.")) &&
    module_fast(
      m,
      cstr("rect"),
      PyCFunctionFast.of(cmath_rect),
      cstr("rect($module, r, phi, /)\n--\n\nThe number with that length and angle."),
    ) === 0 &&
    module_fast(
      m,
      cstr("log"),
      PyCFunctionFast.of(cmath_log),
      cstr("log($module, z, base=<unrepresentable>, /)\n--\n\nThe logarithm to a base, e without one."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("isclose"),
      PyCFunctionFastWithKeywords.of(cmath_isclose),
      cstr("isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nAre a and b about equal?"),
    ) === 0
  );
}

function add_constants(m: PyObject): bool {
  return (
    module_add(m, cstr("pi"), PyFloat_FromDouble(3.141592653589793)) === 0 &&
    module_add(m, cstr("e"), PyFloat_FromDouble(2.718281828459045)) === 0 &&
    module_add(m, cstr("tau"), PyFloat_FromDouble(6.283185307179586)) === 0 &&
    module_add(m, cstr("inf"), PyFloat_FromDouble(Infinity)) === 0 &&
    module_add(m, cstr("infj"), PyComplex_FromDoubles(0, Infinity)) === 0 &&
    module_add(m, cstr("nan"), PyFloat_FromDouble(NaN)) === 0 &&
    module_add(m, cstr("nanj"), PyComplex_FromDoubles(0, NaN)) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_cmath(): PyObject | null {
  const m = module_begin(cstr("cmath"), cstr("Functions of complex numbers."));
  if (!m) return null;
  if (add_inverse(m) && add_others(m) && add_tests(m) && add_constants(m)) return m;
  Py_DECREF(m);
  return null;
}
