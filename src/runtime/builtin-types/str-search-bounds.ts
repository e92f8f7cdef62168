/**
 * The optional start and end of searches in str, bytes and bytearray. CPython: slice_index arguments, ADJUST_INDICES.
 *
 * Results stay in one small static struct until the next call: read them at once.
 */
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_None } from "../object/static-types";
import { _PyEval_SliceIndex } from "./slice";

@unmanaged
class Bounds {
  start: i64;
  end: i64;
  from: i32;
  to: i32;
}
const bounds: Bounds = changetype<Bounds>(memory.data(32, 16));

/** What parse_bounds read. */
export function bounds_start(): i64 {
  return bounds.start;
}
export function bounds_end(): i64 {
  return bounds.end;
}

function is_none(o: PyObject): bool {
  return changetype<usize>(o) === changetype<usize>(Py_None);
}

/** Reads args[1] and args[2] (may be absent or None). False on error. */
export function parse_bounds(args: Slots, nargs: i32): bool {
  let start: i64 = 0;
  let end: i64 = i64.MAX_VALUE;
  if (nargs > 1 && !is_none(args.get(1))) {
    if (!_PyEval_SliceIndex(args.get(1))) return false;
    start = tstate.out_i64;
  }
  if (nargs > 2 && !is_none(args.get(2))) {
    if (!_PyEval_SliceIndex(args.get(2))) return false;
    end = tstate.out_i64;
  }
  bounds.start = start;
  bounds.end = end;
  return true;
}

/** Fits the bounds to `length` items; false if no needle of `len_needle` items fits in between. */
export function adjust_indices(start: i64, end: i64, length: Py_ssize_t, len_needle: Py_ssize_t): bool {
  const len = <i64>length;
  if (end > len) end = len;
  else if (end < 0) end = max<i64>(end + len, 0);
  if (start < 0) start = max<i64>(start + len, 0);
  if (end - start < <i64>len_needle) return false;
  bounds.from = <i32>start;
  bounds.to = <i32>end;
  return true;
}

/** What adjust_indices found. */
export function search_start(): i32 {
  return bounds.from;
}
export function search_end(): i32 {
  return bounds.to;
}
