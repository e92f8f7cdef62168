/** The module `_collections`. CPython: Modules/_collectionsmodule.c. */
import {
  module_add_type,
  module_begin,
  module_fast,
  module_state_alloc,
  PyModule_AddObjectRef,
} from "../builtin-types/module";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunctionFast } from "../object/slots";
import { PyODict_Type } from "../object/static-types";
import { make_defaultdict_type } from "./collections-defaultdict";
import { make_deque_iterator_type, make_deque_reverse_iterator_type } from "./collections-deque-iterators";
import { make_deque_type } from "./collections-deque-type";
import { _collections__count_elements, make_tuplegetter_type } from "./collections-tuplegetter";

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__collections(): PyObject | null {
  const m = module_begin(cstr("_collections"), cstr("Containers with special talents."));
  if (!m) return null;
  const ok =
    module_fast(
      m,
      cstr("_count_elements"),
      PyCFunctionFast.of(_collections__count_elements),
      cstr("_count_elements($module, mapping, iterable, /)\n--\n\nCounts the elements of an iterable in a mapping."),
    ) === 0 &&
    module_state_alloc(m, 5) === 0 &&
    module_add_type(m, 0, make_deque_type(m)) === 0 &&
    module_add_type(m, 1, make_defaultdict_type(m)) === 0 &&
    module_add_type(m, 2, make_deque_iterator_type(m)) === 0 &&
    module_add_type(m, 3, make_deque_reverse_iterator_type(m)) === 0 &&
    module_add_type(m, 4, make_tuplegetter_type(m)) === 0 &&
    PyModule_AddObjectRef(m, cstr("OrderedDict"), PyODict_Type) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
