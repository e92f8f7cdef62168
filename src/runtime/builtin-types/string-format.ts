/**
 * str.format and the parsing of format strings. CPython: stringlib/unicode_format.h.
 */
import { PyObject } from "../object/object";

/** self.format(*args, **kwargs). Returns a new reference. */
export function do_string_format(_self: PyObject, _args: PyObject, _kwargs: PyObject | null): PyObject | null {
  unreachable();
}

/** self.format_map(mapping). Returns a new reference. */
export function do_string_format_map(_self: PyObject, _mapping: PyObject): PyObject | null {
  unreachable();
}
