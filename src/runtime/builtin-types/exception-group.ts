/** BaseExceptionGroup, ExceptionGroup; what except* does. CPython: Objects/exceptions.c. Header: the bodies follow. */
import { PyObject } from "../object/object";

/** BaseExceptionGroup(msg, excs): `msg` a text, `excs` a list, both borrowed. Returns a new reference. */
export function _PyExc_CreateExceptionGroup(_msg: usize, _excs: PyObject): PyObject | null {
  unreachable();
}

/** What to raise after the except* clauses have raised `excs` (a list) about `orig`: new reference, None for nothing. */
export function _PyExc_PrepReraiseStar(_orig: PyObject, _excs: PyObject): PyObject | null {
  unreachable();
}

/** As _PyExc_PrepReraiseStar, with checks of the arguments. */
export function PyUnstable_Exc_PrepReraiseStar(_orig: PyObject, _excs: PyObject): PyObject | null {
  unreachable();
}

export function init_exception_group_types(): void {
  unreachable();
}

/** Start-up, after PyType_Ready of the static types: the heap type ExceptionGroup (BaseExceptionGroup, Exception). -1 with an exception. */
export function create_exception_group_class(): i32 {
  unreachable();
}
