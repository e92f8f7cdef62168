/** The module `math`. CPython: Modules/mathmodule.c. The functions are in math-*.ts; the order is that of CPython's table. */
import { PyFloat_FromDouble } from "../builtin-types/float";
import { module_add, module_begin, module_fast, module_fast_keywords, module_o } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { math_comb, math_perm } from "./math-choose";
import {
  math_atan2,
  math_copysign,
  math_degrees,
  math_fma,
  math_fmod,
  math_frexp,
  math_isclose,
  math_isfinite,
  math_isinf,
  math_isnan,
  math_ldexp,
  math_modf,
  math_nextafter,
  math_pow,
  math_radians,
  math_remainder,
  math_ulp,
} from "./math-float";
import {
  add_arc_functions,
  add_atanh_and_cbrt,
  add_cosines,
  add_exponentials,
  add_log1p,
  add_sines,
} from "./math-functions";
import { math_gamma, math_lgamma } from "./math-gamma";
import { math_factorial, math_gcd, math_isqrt, math_lcm } from "./math-integer";
import { math_ceil, math_floor, math_log, math_log2, math_log10, math_trunc } from "./math-log";
import { math_prod, math_sumprod } from "./math-product";
import { math_fsum } from "./math-sum";
import { math_dist, math_hypot } from "./math-vector";

/** A function of one argument; false with an exception (as the next two). */
function add_o(m: PyObject, name: usize, f: PyCFunction, doc: usize): bool {
  return module_o(m, name, f, doc) === 0;
}

function add_fast(m: PyObject, name: usize, f: PyCFunctionFast, doc: usize): bool {
  return module_fast(m, name, f, doc) === 0;
}

function add_keywords(m: PyObject, name: usize, f: PyCFunctionFastWithKeywords, doc: usize): bool {
  return module_fast_keywords(m, name, f, doc) === 0;
}

/** acos ... dist */
function add_a_to_d(m: PyObject): bool {
  return (
    add_arc_functions(m) &&
    add_fast(
      m,
      cstr("atan2"),
      PyCFunctionFast.of(math_atan2),
      cstr("atan2($module, y, x, /)\n--\n\nAngle of (x, y)."),
    ) &&
    add_atanh_and_cbrt(m) &&
    add_o(m, cstr("ceil"), PyCFunction.of(math_ceil), cstr("ceil($module, x, /)\n--\n\nThe next int upwards.")) &&
    add_fast(
      m,
      cstr("copysign"),
      PyCFunctionFast.of(math_copysign),
      cstr("copysign($module, x, y, /)\n--\n\n|x| with the sign of y, also of a zero."),
    ) &&
    add_cosines(m) &&
    add_o(m, cstr("degrees"), PyCFunction.of(math_degrees), cstr("degrees($module, x, /)\n--\n\nFrom radians.")) &&
    add_fast(m, cstr("dist"), PyCFunctionFast.of(math_dist), cstr("dist($module, p, q, /)\n--\n\nEuclidean distance."))
  );
}

/** erf ... hypot */
function add_e_to_h(m: PyObject): bool {
  return (
    add_exponentials(m) &&
    add_o(m, cstr("factorial"), PyCFunction.of(math_factorial), cstr("factorial($module, n, /)\n--\n\nn!")) &&
    add_o(m, cstr("floor"), PyCFunction.of(math_floor), cstr("floor($module, x, /)\n--\n\nThe next int downwards.")) &&
    add_fast(
      m,
      cstr("fma"),
      PyCFunctionFast.of(math_fma),
      cstr("fma($module, x, y, z, /)\n--\n\nx * y + z, rounded once."),
    ) &&
    add_fast(
      m,
      cstr("fmod"),
      PyCFunctionFast.of(math_fmod),
      cstr("fmod($module, x, y, /)\n--\n\nThe rest of x / y with the sign of x."),
    ) &&
    add_o(
      m,
      cstr("frexp"),
      PyCFunction.of(math_frexp),
      cstr("frexp($module, x, /)\n--\n\n(m, e) with x == m * 2**e, 0.5 <= |m| < 1."),
    ) &&
    add_o(m, cstr("fsum"), PyCFunction.of(math_fsum), cstr("fsum($module, seq, /)\n--\n\nThe sum, rounded once.")) &&
    add_o(m, cstr("gamma"), PyCFunction.of(math_gamma), cstr("gamma($module, x, /)\n--\n\nGamma function.")) &&
    add_fast(
      m,
      cstr("gcd"),
      PyCFunctionFast.of(math_gcd),
      cstr("gcd($module, *integers)\n--\n\nGreatest common divisor."),
    ) &&
    add_fast(m, cstr("hypot"), PyCFunctionFast.of(math_hypot), cstr("hypot(*coordinates): length of a vector."))
  );
}

/** isclose ... pow */
function add_i_to_p(m: PyObject): bool {
  return (
    add_keywords(
      m,
      cstr("isclose"),
      PyCFunctionFastWithKeywords.of(math_isclose),
      cstr("isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether a and b are nearly equal."),
    ) &&
    add_o(
      m,
      cstr("isfinite"),
      PyCFunction.of(math_isfinite),
      cstr("isfinite($module, x, /)\n--\n\nNot inf nor NaN."),
    ) &&
    add_o(m, cstr("isinf"), PyCFunction.of(math_isinf), cstr("isinf($module, x, /)\n--\n\nWhether x is infinite.")) &&
    add_o(m, cstr("isnan"), PyCFunction.of(math_isnan), cstr("isnan($module, x, /)\n--\n\nWhether x is a NaN.")) &&
    add_o(m, cstr("isqrt"), PyCFunction.of(math_isqrt), cstr("isqrt($module, n, /)\n--\n\nRoot of an int, cut off.")) &&
    add_fast(
      m,
      cstr("lcm"),
      PyCFunctionFast.of(math_lcm),
      cstr("lcm($module, *integers)\n--\n\nLeast common multiple."),
    ) &&
    add_fast(m, cstr("ldexp"), PyCFunctionFast.of(math_ldexp), cstr("ldexp($module, x, i, /)\n--\n\nx * 2**i")) &&
    add_o(m, cstr("lgamma"), PyCFunction.of(math_lgamma), cstr("lgamma($module, x, /)\n--\n\nlog(|gamma(x)|)")) &&
    add_fast(
      m,
      cstr("log"),
      PyCFunctionFast.of(math_log),
      cstr("log(x[, base]): logarithm, natural without a base."),
    ) &&
    add_log1p(m) &&
    add_o(m, cstr("log10"), PyCFunction.of(math_log10), cstr("log10($module, x, /)\n--\n\nDecimal logarithm.")) &&
    add_o(m, cstr("log2"), PyCFunction.of(math_log2), cstr("log2($module, x, /)\n--\n\nBinary logarithm.")) &&
    add_o(
      m,
      cstr("modf"),
      PyCFunction.of(math_modf),
      cstr("modf($module, x, /)\n--\n\n(fraction, whole part), both with the sign of x."),
    ) &&
    add_fast(m, cstr("pow"), PyCFunctionFast.of(math_pow), cstr("pow($module, x, y, /)\n--\n\nx ** y of floats."))
  );
}

/** radians ... ulp */
function add_r_to_u(m: PyObject): bool {
  return (
    add_o(m, cstr("radians"), PyCFunction.of(math_radians), cstr("radians($module, x, /)\n--\n\nFrom degrees.")) &&
    add_fast(
      m,
      cstr("remainder"),
      PyCFunctionFast.of(math_remainder),
      cstr("remainder($module, x, y, /)\n--\n\nx minus the nearest multiple of y."),
    ) &&
    add_sines(m) &&
    add_fast(
      m,
      cstr("sumprod"),
      PyCFunctionFast.of(math_sumprod),
      cstr("sumprod($module, p, q, /)\n--\n\nThe sum of the products of pairs."),
    ) &&
    add_o(m, cstr("trunc"), PyCFunction.of(math_trunc), cstr("trunc($module, x, /)\n--\n\nx without its fraction.")) &&
    add_keywords(
      m,
      cstr("prod"),
      PyCFunctionFastWithKeywords.of(math_prod),
      cstr("prod($module, iterable, /, *, start=1)\n--\n\nThe product of the items."),
    ) &&
    add_fast(
      m,
      cstr("perm"),
      PyCFunctionFast.of(math_perm),
      cstr("perm($module, n, k=None, /)\n--\n\nWays to pick k of n items in order."),
    ) &&
    add_fast(
      m,
      cstr("comb"),
      PyCFunctionFast.of(math_comb),
      cstr("comb($module, n, k, /)\n--\n\nWays to pick k of n items without order."),
    ) &&
    add_keywords(
      m,
      cstr("nextafter"),
      PyCFunctionFastWithKeywords.of(math_nextafter),
      cstr("nextafter($module, x, y, /, *, steps=None)\n--\n\nThe float that many steps after x towards y."),
    ) &&
    add_o(m, cstr("ulp"), PyCFunction.of(math_ulp), cstr("ulp($module, x, /)\n--\n\nValue of the lowest bit of x."))
  );
}

/** Returns a new reference to the module; NULL on error. */
export function PyInit_math(): PyObject | null {
  const m = module_begin(cstr("math"), cstr("Mathematical functions of floats and ints."));
  if (!m) return null;
  const ok =
    add_a_to_d(m) &&
    add_e_to_h(m) &&
    add_i_to_p(m) &&
    add_r_to_u(m) &&
    module_add(m, cstr("pi"), PyFloat_FromDouble(3.141592653589793)) === 0 &&
    module_add(m, cstr("e"), PyFloat_FromDouble(2.718281828459045)) === 0 &&
    module_add(m, cstr("tau"), PyFloat_FromDouble(6.283185307179586)) === 0 &&
    module_add(m, cstr("inf"), PyFloat_FromDouble(Infinity)) === 0 &&
    module_add(m, cstr("nan"), PyFloat_FromDouble(NaN)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
