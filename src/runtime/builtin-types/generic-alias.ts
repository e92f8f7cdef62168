/** types.GenericAlias: `list[int]`. CPython: Objects/genericaliasobject.c. Header: the bodies follow. */
import { PyObject } from "../object/object";

/** `origin[args]` (`args` a tuple, or one argument): new reference. */
export function Py_GenericAlias(_origin: PyObject, _args: PyObject): PyObject | null {
  unreachable();
}

export function init_generic_alias_types(): void {
  unreachable();
}
