/** The module `_functools`. CPython: Modules/_functoolsmodule.c. */
import {
  module_add,
  module_add_type,
  module_begin,
  module_fast_keywords,
  module_state_alloc,
  module_state_set,
  module_varargs,
} from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { functools_cmp_to_key, functools_reduce, make_key_type } from "./functools-compare";
import { make_kwd_mark, make_lru_cache_type, make_lru_list_elem_type } from "./functools-lru-cache";
import { make_partial_type } from "./functools-partial";

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__functools(): PyObject | null {
  const m = module_begin(cstr("_functools"), cstr("Functions on functions."));
  if (!m) return null;
  const ok =
    module_varargs(
      m,
      cstr("reduce"),
      PyCFunction.of(functools_reduce),
      cstr("reduce(function, iterable[, initial], /): function(function(a, b), c) and so on."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("cmp_to_key"),
      PyCFunctionFastWithKeywords.of(functools_cmp_to_key),
      cstr("cmp_to_key($module, /, mycmp)\n--\n\nA key function that compares as mycmp does."),
    ) === 0 &&
    module_state_alloc(m, 4) === 0 &&
    module_state_set(m, 0, make_kwd_mark()) === 0 &&
    module_add_type(m, 1, make_partial_type(m)) === 0 &&
    module_add(m, cstr("_lru_cache_wrapper"), make_lru_cache_type(m)) === 0 &&
    module_state_set(m, 2, make_lru_list_elem_type(m)) === 0 &&
    module_state_set(m, 3, make_key_type(m)) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
