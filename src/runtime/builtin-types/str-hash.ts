/**
 * Hashing of bytes: SipHash-1-3 with the key of PYTHONHASHSEED. CPython: Python/pyhash.c, Python/bootstrap_hash.c.
 */
import { Py_hash_t } from "../object/object";

/** 0 for no bytes, never -1. */
export function _Py_HashBytes(src: usize, length: usize): Py_hash_t {
  unreachable();
}

/** Sets interp.hash_key0/1: from `seed` (0: no randomisation) or, with `use_hash_seed` 0, from the host's random bytes. */
export function _Py_HashRandomization_Init(use_hash_seed: i32, seed: u32): void {
  unreachable();
}

/** Hash of an address, as id-based hashes have it. */
export function Py_HashPointer(address: usize): Py_hash_t {
  unreachable();
}
