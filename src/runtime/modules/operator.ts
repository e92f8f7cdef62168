/** The module `_operator`. CPython: Modules/_operator.c; its table's order. */
import { module_add_type, module_begin, module_state_alloc } from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { add_arithmetic, add_bits, add_in_place, add_powers, add_shifts, add_signs } from "./operator-arithmetic";
import { make_attrgetter_type, make_itemgetter_type } from "./operator-attrgetter";
import { add_comparisons, add_items, add_not, add_others, add_tests } from "./operator-functions";
import { make_methodcaller_type } from "./operator-methodcaller";

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__operator(): PyObject | null {
  const m = module_begin(cstr("_operator"), cstr("Functions that do what operators do."));
  if (!m) return null;
  const ok =
    add_tests(m) &&
    add_arithmetic(m) &&
    add_signs(m) &&
    add_shifts(m) &&
    add_not(m) &&
    add_bits(m) &&
    add_in_place(m) &&
    add_items(m) &&
    add_powers(m) &&
    add_comparisons(m) &&
    add_others(m) &&
    module_state_alloc(m, 3) === 0 &&
    module_add_type(m, 0, make_attrgetter_type(m)) === 0 &&
    module_add_type(m, 1, make_itemgetter_type(m)) === 0 &&
    module_add_type(m, 2, make_methodcaller_type(m)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
