/** Functions of the module `math` that are C's, of one argument. CPython: the FUNC1 functions of Modules/mathmodule.c. */
import { is_error, PyFloat_AsDouble } from "../builtin-types/float";
import { libm_cbrt } from "../builtin-types/float-cube-root";
import { libm_erf, libm_erfc } from "../builtin-types/float-error-function";
import { libm_cosh, libm_exp, libm_exp2, libm_expm1, libm_sinh, libm_tanh } from "../builtin-types/float-exponential";
import { libm_acos, libm_asin, libm_atan } from "../builtin-types/float-inverse-trigonometry";
import { libm_acosh, libm_asinh, libm_atanh, libm_log1p } from "../builtin-types/float-logarithm";
import { libm_cos, libm_sin, libm_tan } from "../builtin-types/float-trigonometry";
import { module_o } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";
import { result_of, result_with_overflow } from "./math-errors";

function math_acos(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_acos(x));
}

function math_acosh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_acosh(x));
}

function math_asin(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_asin(x));
}

function math_asinh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_asinh(x));
}

function math_atan(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_atan(x));
}

function math_atanh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_atanh(x));
}

function math_cbrt(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_cbrt(x));
}

function math_cos(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_cos(x));
}

function math_cosh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_with_overflow(x, libm_cosh(x));
}

function math_erf(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_erf(x));
}

function math_erfc(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_erfc(x));
}

function math_exp(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_with_overflow(x, libm_exp(x));
}

function math_exp2(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_with_overflow(x, libm_exp2(x));
}

function math_expm1(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_with_overflow(x, libm_expm1(x));
}

function math_fabs(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, abs<f64>(x));
}

function math_log1p(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_log1p(x));
}

function math_sin(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_sin(x));
}

function math_sinh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_with_overflow(x, libm_sinh(x));
}

function math_sqrt(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, sqrt<f64>(x));
}

function math_tan(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_tan(x));
}

function math_tanh(_m: PyObject, arg: PyObject | null): PyObject | null {
  const x = PyFloat_AsDouble(arg!);
  return is_error(x) ? null : result_of(x, libm_tanh(x));
}

/** acos to cbrt, in the order of the module's table; false with an exception (as the next ones). */
export function add_arc_functions(m: PyObject): bool {
  return (
    module_o(m, cstr("acos"), PyCFunction.of(math_acos), cstr("acos($module, x, /)\n--\n\nArc cosine, in radians.")) ===
      0 &&
    module_o(m, cstr("acosh"), PyCFunction.of(math_acosh), cstr("acosh($module, x, /)\n--\n\nArea cosine.")) === 0 &&
    module_o(m, cstr("asin"), PyCFunction.of(math_asin), cstr("asin($module, x, /)\n--\n\nArc sine, in radians.")) ===
      0 &&
    module_o(m, cstr("asinh"), PyCFunction.of(math_asinh), cstr("asinh($module, x, /)\n--\n\nArea sine.")) === 0 &&
    module_o(
      m,
      cstr("atan"),
      PyCFunction.of(math_atan),
      cstr("atan($module, x, /)\n--\n\nArc tangent, in radians."),
    ) === 0
  );
}

export function add_atanh_and_cbrt(m: PyObject): bool {
  return (
    module_o(m, cstr("atanh"), PyCFunction.of(math_atanh), cstr("atanh($module, x, /)\n--\n\nArea tangent.")) === 0 &&
    module_o(m, cstr("cbrt"), PyCFunction.of(math_cbrt), cstr("cbrt($module, x, /)\n--\n\nCube root.")) === 0
  );
}

export function add_cosines(m: PyObject): bool {
  return (
    module_o(m, cstr("cos"), PyCFunction.of(math_cos), cstr("cos($module, x, /)\n--\n\nCosine of x radians.")) === 0 &&
    module_o(m, cstr("cosh"), PyCFunction.of(math_cosh), cstr("cosh($module, x, /)\n--\n\nHyperbolic cosine.")) === 0
  );
}

export function add_exponentials(m: PyObject): bool {
  return (
    module_o(m, cstr("erf"), PyCFunction.of(math_erf), cstr("erf($module, x, /)\n--\n\nError function.")) === 0 &&
    module_o(m, cstr("erfc"), PyCFunction.of(math_erfc), cstr("erfc($module, x, /)\n--\n\n1 - erf(x).")) === 0 &&
    module_o(m, cstr("exp"), PyCFunction.of(math_exp), cstr("exp($module, x, /)\n--\n\ne ** x.")) === 0 &&
    module_o(m, cstr("exp2"), PyCFunction.of(math_exp2), cstr("exp2($module, x, /)\n--\n\n2 ** x.")) === 0 &&
    module_o(m, cstr("expm1"), PyCFunction.of(math_expm1), cstr("expm1($module, x, /)\n--\n\ne ** x - 1.")) === 0 &&
    module_o(m, cstr("fabs"), PyCFunction.of(math_fabs), cstr("fabs($module, x, /)\n--\n\n|x| as a float.")) === 0
  );
}

export function add_log1p(m: PyObject): bool {
  const doc = cstr("log1p($module, x, /)\n--\n\nNatural logarithm of 1 + x.");
  return module_o(m, cstr("log1p"), PyCFunction.of(math_log1p), doc) === 0;
}

export function add_sines(m: PyObject): bool {
  return (
    module_o(m, cstr("sin"), PyCFunction.of(math_sin), cstr("sin($module, x, /)\n--\n\nSine of x radians.")) === 0 &&
    module_o(m, cstr("sinh"), PyCFunction.of(math_sinh), cstr("sinh($module, x, /)\n--\n\nHyperbolic sine.")) === 0 &&
    module_o(m, cstr("sqrt"), PyCFunction.of(math_sqrt), cstr("sqrt($module, x, /)\n--\n\nSquare root.")) === 0 &&
    module_o(m, cstr("tan"), PyCFunction.of(math_tan), cstr("tan($module, x, /)\n--\n\nTangent of x radians.")) === 0 &&
    module_o(m, cstr("tanh"), PyCFunction.of(math_tanh), cstr("tanh($module, x, /)\n--\n\nHyperbolic tangent.")) === 0
  );
}
