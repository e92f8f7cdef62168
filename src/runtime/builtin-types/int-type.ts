/**
 * The int type: its slots. CPython: PyLong_Type of Objects/longobject.c.
 */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { cstr } from "../object/literals";
import { _Py_SetImmortal, PyObject, ptr } from "../object/object";
import {
  binaryfunc,
  destructor,
  freefunc,
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
import { PyLong_Type } from "../object/static-types";
import { _Py_TPFLAGS_MATCH_SELF, Py_TPFLAGS_BASETYPE, Py_TPFLAGS_LONG_SUBCLASS } from "../object/type-object";
import { PyObject_Del } from "./base-object-alloc";
import {
  _PyLong_CompactValue,
  _PyLong_InitSmallInts,
  _PyLong_IsCompact,
  get_small_int,
  is_small_i32,
  PyLong_CheckExact,
  PyLongObject,
} from "./int";
import {
  long_abs_method,
  long_add_method,
  long_bool,
  long_invert,
  long_long,
  long_mul_method,
  long_neg_method,
  long_sub_method,
} from "./int-arith";
import { long_hash, long_richcompare } from "./int-compare";
import { long_div, long_divmod, long_mod } from "./int-divide";
import { long_float } from "./int-machine";
import { def_long_methods } from "./int-methods";
import { long_new, long_vectorcall } from "./int-new";
import { long_pow } from "./int-power";
import { long_and, long_lshift, long_or, long_rshift, long_xor } from "./int-shift";
import { long_to_decimal_string } from "./int-to-string";
import { long_true_divide } from "./int-true-divide";
import { number_methods, static_type } from "./type-define";

/** tp_dealloc. */
function long_dealloc(o: PyObject): void {
  const v = changetype<PyLongObject>(o);
  if (_PyLong_IsCompact(v) && PyLong_CheckExact(o)) {
    // A small int whose count was driven to zero by mistake becomes immortal again.
    const value = _PyLong_CompactValue(v);
    if (is_small_i32(value) && ptr(o) === ptr(get_small_int(value))) {
      _Py_SetImmortal(o);
      return;
    }
  }
  o.ob_type.tp_free!.call(o);
}

/** Fills PyLong_Type; also writes the small ints. */
export function init_long_type(): void {
  const t = PyLong_Type;
  static_type(
    t,
    cstr("int"),
    24,
    4,
    Py_TPFLAGS_BASETYPE | Py_TPFLAGS_LONG_SUBCLASS | _Py_TPFLAGS_MATCH_SELF,
    cstr(
      "int([x]) -> integer\nint(x, base=10) -> integer\n\nA whole number of any size: of a number (cut off towards zero, or its __int__),\nor of text in a base from 2 to 36 (0: as a literal of the language says).",
    ),
  );
  t.tp_dealloc = destructor.of(long_dealloc);
  t.tp_free = freefunc.of(PyObject_Del);
  t.tp_repr = reprfunc.of(long_to_decimal_string);
  t.tp_hash = hashfunc.of(long_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_richcompare = richcmpfunc.of(long_richcompare);
  t.tp_new = newfunc.of(long_new);
  t.tp_vectorcall = vectorcallfunc.of(long_vectorcall);
  const nb = number_methods(t);
  nb.nb_add = binaryfunc.of(long_add_method);
  nb.nb_subtract = binaryfunc.of(long_sub_method);
  nb.nb_multiply = binaryfunc.of(long_mul_method);
  nb.nb_remainder = binaryfunc.of(long_mod);
  nb.nb_divmod = binaryfunc.of(long_divmod);
  nb.nb_power = ternaryfunc.of(long_pow);
  nb.nb_negative = unaryfunc.of(long_neg_method);
  nb.nb_positive = unaryfunc.of(long_long);
  nb.nb_absolute = unaryfunc.of(long_abs_method);
  nb.nb_bool = inquiry.of(long_bool);
  nb.nb_invert = unaryfunc.of(long_invert);
  nb.nb_lshift = binaryfunc.of(long_lshift);
  nb.nb_rshift = binaryfunc.of(long_rshift);
  nb.nb_and = binaryfunc.of(long_and);
  nb.nb_xor = binaryfunc.of(long_xor);
  nb.nb_or = binaryfunc.of(long_or);
  nb.nb_int = unaryfunc.of(long_long);
  nb.nb_float = unaryfunc.of(long_float);
  nb.nb_floor_divide = binaryfunc.of(long_div);
  nb.nb_true_divide = binaryfunc.of(long_true_divide);
  nb.nb_index = unaryfunc.of(long_long);
  def_long_methods(t);
  _PyLong_InitSmallInts();
}
