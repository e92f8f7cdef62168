/**
 * float to and from IEEE 754 bytes. CPython: PyFloat_Pack2 ... PyFloat_Unpack8 of Objects/floatobject.c.
 */

/** Writes 2 bytes; 0, or -1 with OverflowError. */
export function PyFloat_Pack2(_value: f64, _bytes: usize, _little_endian: bool): i32 {
  unreachable();
}

/** Writes 4 bytes; 0, or -1 with OverflowError. */
export function PyFloat_Pack4(_value: f64, _bytes: usize, _little_endian: bool): i32 {
  unreachable();
}

/** Writes 8 bytes; 0. */
export function PyFloat_Pack8(_value: f64, _bytes: usize, _little_endian: bool): i32 {
  unreachable();
}

/** Reads 2 bytes. */
export function PyFloat_Unpack2(_bytes: usize, _little_endian: bool): f64 {
  unreachable();
}

/** Reads 4 bytes. */
export function PyFloat_Unpack4(_bytes: usize, _little_endian: bool): f64 {
  unreachable();
}

/** Reads 8 bytes. */
export function PyFloat_Unpack8(_bytes: usize, _little_endian: bool): f64 {
  unreachable();
}
