/** The module `_string`: what string.Formatter needs. CPython: Objects/unicodeobject.c. */

import { module_begin, module_o } from "../builtin-types/module";
import { formatter_field_name_split, formatter_parser } from "../builtin-types/string-format-iterators";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__string(): PyObject | null {
  const m = module_begin(cstr("_string"), cstr("The parts of format strings."));
  if (!m) return null;
  const ok =
    module_o(
      m,
      cstr("formatter_field_name_split"),
      PyCFunction.of(formatter_field_name_split),
      cstr("formatter_field_name_split($self, object, /)\n--\n\nThe first part of a field name, and its other parts."),
    ) === 0 &&
    module_o(
      m,
      cstr("formatter_parser"),
      PyCFunction.of(formatter_parser),
      cstr("formatter_parser($self, object, /)\n--\n\nThe literal texts and fields of a format string."),
    ) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
