/**
 * int: comparison and hash. CPython: long_compare, long_richcompare, long_hash of Objects/longobject.c.
 */
import { Py_hash_t, PyObject } from "../object/object";
import { PyLongObject } from "./int";

/** Prime modulus of all numeric hashes: 2**61 - 1. */
export const _PyHASH_MODULUS: u64 = (1 << 61) - 1;
export const _PyHASH_BITS: i32 = 61;
export const _PyHASH_INF: i64 = 314159;
export const _PyHASH_IMAG: u64 = 1000003;

/** Negative, 0 or positive. */
export function long_compare(_a: PyLongObject, _b: PyLongObject): i32 {
  unreachable();
}

/** tp_richcompare: a borrowed-immortal bool, or NotImplemented. */
export function long_richcompare(_a: PyObject, _b: PyObject, _op: i32): PyObject | null {
  unreachable();
}

/** tp_hash. Never -1. */
export function long_hash(_o: PyObject): Py_hash_t {
  unreachable();
}
