/**
 * The float type: its slots. CPython: PyFloat_Type of Objects/floatobject.c.
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { cstr } from "../object/literals";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  hashfunc,
  inquiry,
  newfunc,
  reprfunc,
  richcmpfunc,
  ternaryfunc,
  unaryfunc,
  vectorcallfunc,
} from "../object/slots";
import { PyFloat_Type } from "../object/static-types";
import { _Py_TPFLAGS_MATCH_SELF, Py_TPFLAGS_BASETYPE } from "../object/type-object";
import { float_dealloc } from "./float";
import {
  float_abs,
  float_add,
  float_bool,
  float_div,
  float_divmod,
  float_floor_div,
  float_mul,
  float_neg,
  float_pow,
  float_rem,
  float_sub,
} from "./float-arith";
import { float_hash, float_richcompare } from "./float-compare";
import { def_float_methods, float_float, float_int, float_new, float_vectorcall } from "./float-methods";
import { float_repr } from "./float-to-string";
import { number_methods, static_type } from "./type-define";

/** Fills PyFloat_Type. */
export function init_float_type(): void {
  const t = PyFloat_Type;
  static_type(
    t,
    cstr("float"),
    24,
    0,
    Py_TPFLAGS_BASETYPE | _Py_TPFLAGS_MATCH_SELF,
    cstr("float(x=0, /)\n--\n\nA number with 53 binary digits of precision, of a number or of decimal text."),
  );
  t.tp_dealloc = destructor.of(float_dealloc);
  t.tp_repr = reprfunc.of(float_repr);
  t.tp_hash = hashfunc.of(float_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(float_richcompare);
  t.tp_new = newfunc.of(float_new);
  t.tp_vectorcall = vectorcallfunc.of(float_vectorcall);
  const nb = number_methods(t);
  nb.nb_add = binaryfunc.of(float_add);
  nb.nb_subtract = binaryfunc.of(float_sub);
  nb.nb_multiply = binaryfunc.of(float_mul);
  nb.nb_remainder = binaryfunc.of(float_rem);
  nb.nb_divmod = binaryfunc.of(float_divmod);
  nb.nb_power = ternaryfunc.of(float_pow);
  nb.nb_negative = unaryfunc.of(float_neg);
  nb.nb_positive = unaryfunc.of(float_float);
  nb.nb_absolute = unaryfunc.of(float_abs);
  nb.nb_bool = inquiry.of(float_bool);
  nb.nb_int = unaryfunc.of(float_int);
  nb.nb_float = unaryfunc.of(float_float);
  nb.nb_floor_divide = binaryfunc.of(float_floor_div);
  nb.nb_true_divide = binaryfunc.of(float_div);
  def_float_methods(t);
}
