/**
 * Generators, and what coroutines and asynchronous generators share with them. CPython: Objects/genobject.c.
 *
 *   PyGenObject (72 bytes, then the frame: 72 + 8 * n)
 *   +16 gi_weakreflist  +24 gi_name  +32 gi_qualname  +40 gi_exc_state {exc_value, previous_item}
 *   +56 gi_origin_or_finalizer  +64 gi_hooks_inited, +65 gi_closed, +66 gi_running_async, +67 gi_frame_state  +72 gi_iframe
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyAsyncGen_Type, PyCoro_Type, PyGen_Type } from "../object/static-types";
import { _PyErr_StackItem } from "../object/state";
import { _PyInterpreterFrame } from "./interpreter-frame";

@unmanaged
export class PyGenObject extends PyObject {
  gi_weakreflist: PyObject | null;
  /** Owned str. */
  gi_name: PyObject;
  /** Owned str. */
  gi_qualname: PyObject;
  exc_value: PyObject | null;
  exc_previous: _PyErr_StackItem | null;
  /** Owned, or NULL: cr_origin of a coroutine, the finalizer hook of an asynchronous generator. */
  gi_origin_or_finalizer: PyObject | null;
  gi_hooks_inited: u8;
  gi_closed: u8;
  gi_running_async: u8;
  gi_frame_state: i8;
  gen_pad: u32;

  @inline get gi_iframe(): _PyInterpreterFrame {
    return changetype<_PyInterpreterFrame>(changetype<usize>(this) + GEN_HEAD);
  }
  @inline get gi_exc_state(): _PyErr_StackItem {
    return changetype<_PyErr_StackItem>(changetype<usize>(this) + 40);
  }
}

/** Bytes before gi_iframe. */
export const GEN_HEAD: usize = 72;

/** @inline */
export function PyGen_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyGen_Type);
}

/** @inline */
export function PyCoro_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyCoro_Type);
}

/** @inline */
export function PyAsyncGen_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyAsyncGen_Type);
}

/** Raises StopIteration with `value` (borrowed) as its value, whatever type it has. -1 on another error. */
export function _PyGen_SetStopIterationValue(value: PyObject): i32 {
  unreachable();
}

/**
 * After an iterator ended: the value of the StopIteration that is set (cleared), None when none is: a new reference in
 * tstate.out_object, 0. Another exception stays: -1, NULL.
 */
export function _PyGen_FetchStopIterationValue(): i32 {
  unreachable();
}

/** The iterator that `await o` uses: a new reference, NULL with an exception. */
export function _PyCoro_GetAwaitableIter(o: PyObject): PyObject | null {
  unreachable();
}

/** Initialises generator, coroutine, asynchronous generator and their helper types. */
export function init_generator_types(): void {
  unreachable();
}
