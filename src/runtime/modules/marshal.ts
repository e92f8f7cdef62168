/** The `marshal` module: reading and writing code objects and constants. CPython: Python/marshal.c, format version 4. */
import { PyObject } from "../object/object";
import { read_object } from "../vm/marshal-read";

/** The object that `length` bytes at `bytes` encode: a new reference, NULL with an exception. */
export function PyMarshal_ReadObjectFromString(bytes: usize, length: i32): PyObject | null {
  return read_object(bytes, length, true, false);
}

/** `value` as bytes: a new reference, NULL with an exception. */
export function PyMarshal_WriteObjectToString(_value: PyObject, _version: i32): PyObject | null {
  return unreachable();
}

/** A new reference to the module object. */
export function PyInit_marshal(): PyObject | null {
  return unreachable();
}
