/** What a `class` statement calls. CPython: builtin___build_class__ of Python/bltinmodule.c. */
import { PyObject, Slots } from "../object/object";

/** `__build_class__(func, name, /, *bases, [metaclass], **kwds)`, METH_FASTCALL | METH_KEYWORDS. Returns a new reference. */
export function builtin___build_class__(
  self: PyObject,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
): PyObject | null {
  unreachable();
}
