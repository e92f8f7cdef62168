/**
 * The module `math`. CPython: Modules/mathmodule.c.
 */
import { PyObject } from "../object/object";

/** Returns a new reference to the module; NULL on error. */
export function PyInit_math(): PyObject | null {
  unreachable();
}
