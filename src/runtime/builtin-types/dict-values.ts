/**
 * The values of a split dict, or of an instance (inline). CPython: PyDictValues of pycore_dict.h.
 *
 *   +0 capacity  u8, slots in values[]      +1 size  u8, values present = bytes used in the insertion order
 *   +2 embedded  u8, 1: behind an instance's head (not allocated on its own)
 *   +3 valid     u8, embedded only, 1: the attributes are here; 0: they are in the instance's dict
 *   +8 values[capacity]   owned, NULL where absent; slot = index of the key in the shared keys
 *   then one byte per value present: the slots in insertion order
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { PyObject } from "../object/object";

@unmanaged
@final
export class PyDictValues {
  capacity: u8;
  size: u8;
  embedded: u8;
  valid: u8;
  values_pad: u32;

  /** The value in slot `ix`, borrowed. */
  @inline get(ix: i32): PyObject | null {
    return changetype<PyObject | null>(load<usize>(changetype<usize>(this) + ((<usize>ix) << 3), 8));
  }
  /** Steals a reference to `value`; releases nothing. */
  @inline set(ix: i32, value: PyObject | null): void {
    store<u64>(changetype<usize>(this) + ((<usize>ix) << 3), <u64>changetype<usize>(value), 8);
  }
}

/** Address of the bytes that hold the insertion order. @inline */
export function get_insertion_order_array(values: PyDictValues): usize {
  return changetype<usize>(values) + offsetof<PyDictValues>() + ((<usize>values.capacity) << 3);
}

/** Records that the value in slot `ix` has been added. @inline */
export function _PyDictValues_AddToInsertionOrder(values: PyDictValues, ix: i32): void {
  const size = values.size;
  store<u8>(get_insertion_order_array(values) + <usize>size, <u8>ix);
  values.size = size + 1;
}

/** Bytes of values with `count` slots. */
export function values_size_from_count(count: i32): usize {
  return ((<usize>(count + 1)) << 3) + ((<usize>count + 7) & ~7);
}

/** Values of their own with `size` slots, not cleared. NULL without an exception. */
export function new_values(size: i32): PyDictValues | null {
  const block = PyMem_Malloc(values_size_from_count(size));
  if (block === 0) return null;
  const values = changetype<PyDictValues>(block);
  values.capacity = <u8>size;
  values.size = 0;
  values.embedded = 0;
  values.valid = 0;
  return values;
}

/** Gives the memory of values of their own back; their references are the caller's business. @inline */
export function free_values(values: PyDictValues): void {
  PyMem_Free(changetype<usize>(values));
}

/** A copy that is not embedded and counts no references. NULL with MemoryError. */
export function copy_values(values: PyDictValues): PyDictValues | null {
  const capacity = <i32>values.capacity;
  const copy = new_values(capacity);
  if (!copy) {
    PyErr_NoMemory();
    return null;
  }
  copy.size = values.size;
  const slots = changetype<usize>(values) + offsetof<PyDictValues>();
  memory.copy(changetype<usize>(copy) + offsetof<PyDictValues>(), slots, ((<usize>capacity) << 3) + <usize>capacity);
  return copy;
}

/** Slot of the `i`-th value in the order of insertion. @inline */
export function get_index_from_order(values: PyDictValues, i: i32): i32 {
  return <i32>load<u8>(get_insertion_order_array(values) + <usize>i);
}

/** Takes slot `ix`, which must be there, out of the insertion order. */
export function delete_index_from_values(values: PyDictValues, ix: i32): void {
  const array = get_insertion_order_array(values);
  const size = <usize>values.size - 1;
  let i: usize = 0;
  while (<i32>load<u8>(array + i) !== ix) i++;
  memory.copy(array + i, array + i + 1, size - i);
  values.size = <u8>size;
}
