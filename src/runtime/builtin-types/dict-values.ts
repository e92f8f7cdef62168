/**
 * The values of a split dict, or of an instance (inline). CPython: PyDictValues of pycore_dict.h.
 *
 *   +0 capacity  u8, slots in values[]      +1 size  u8, values present = bytes used in the insertion order
 *   +2 embedded  u8, 1: behind an instance's head (not allocated on its own)
 *   +3 valid     u8, embedded only, 1: the attributes are here; 0: they are in the instance's dict
 *   +8 values[capacity]   owned, NULL where absent; slot = index of the key in the shared keys
 *   then one byte per value present: the slots in insertion order
 */
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
