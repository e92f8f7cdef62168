/** Module `time`. CPython: Modules/timemodule.c. Header: the bodies follow. */
import { PyObject } from "../object/object";

/** Makes the module: new reference. */
export function PyInit_time(): PyObject | null {
  unreachable();
}
