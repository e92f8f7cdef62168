/** Module `_warnings`. CPython: Python/_warnings.c. Header: the bodies follow. */
import { PyObject } from "../object/object";

/** Makes the module: new reference. */
export function PyInit__warnings(): PyObject | null {
  unreachable();
}
