/**
 * Hashing of bytes: SipHash-1-3 with the key of PYTHONHASHSEED. CPython: Python/pyhash.c, Python/bootstrap_hash.c.
 *
 * The hash of a str is that of its characters' bytes, in its own width: hash("a") == hash(b"a").
 */
import { random_bytes } from "../host";
import { Py_hash_t } from "../object/object";
import { interp } from "../object/state";

/** 0 for no bytes, never -1. */
export function _Py_HashBytes(src: usize, length: usize): Py_hash_t {
  if (length === 0) return 0;
  const x = <i64>siphash13(interp.hash_key0, interp.hash_key1, src, length);
  return x === -1 ? -2 : x;
}

/** A hash of bytes that depends on nothing but `key`: for source files. */
export function _Py_KeyedHash(key: u64, src: usize, length: usize): u64 {
  return siphash13(key, 0, src, length);
}

/** The 1 to 7 last bytes, in the low end; the upper byte is for the length. */
function tail_word(p: usize, left: usize): u64 {
  let word: u64 = 0;
  if (left & 4) word = <u64>load<u32>(p);
  if (left & 2) word |= (<u64>load<u16>(p + (left & 4))) << (((left & 4) as u64) << 3);
  if (left & 1) word |= (<u64>load<u8>(p + (left & 6))) << (((left & 6) as u64) << 3);
  return word;
}

/** SipHash with one round a word and three rounds at the end (Aumasson, Bernstein). */
function siphash13(k0: u64, k1: u64, src: usize, length: usize): u64 {
  let v0: u64 = k0 ^ 0x736f6d6570736575;
  let v1: u64 = k1 ^ 0x646f72616e646f6d;
  let v2: u64 = k0 ^ 0x6c7967656e657261;
  let v3: u64 = k1 ^ 0x7465646279746573;
  let p = src;
  const last = src + (length & ~7);
  let finished = false;
  let rounds = 1;
  while (true) {
    let word: u64 = 0;
    if (p < last) word = load<u64>(p);
    else if (!finished) word = tail_word(p, length & 7) | ((<u64>length) << 56);
    else {
      v2 ^= 0xff;
      rounds = 3;
    }
    v3 ^= word;
    for (; rounds > 0; rounds--) {
      v0 += v1;
      v2 += v3;
      v1 = rotl(v1, 13) ^ v0;
      v3 = rotl(v3, 16) ^ v2;
      v0 = rotl(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = rotl(v1, 17) ^ v2;
      v3 = rotl(v3, 21) ^ v0;
      v2 = rotl(v2, 32);
    }
    v0 ^= word;
    if (finished) return v0 ^ v1 ^ v2 ^ v3;
    rounds = 1;
    if (p >= last) finished = true;
    p += 8;
  }
}

const SECRET: usize = memory.data(24, 8);

/** The pseudo-random bytes of a fixed seed: the upper bits of a linear congruential generator. */
function lcg_urandom(seed: u32, buffer: usize, size: usize): void {
  let x = seed;
  for (let i: usize = 0; i < size; i++) {
    x = x * 214013 + 2531011;
    store<u8>(buffer + i, (x >> 16) & 0xff);
  }
}

/** Sets interp.hash_key0/1: from `seed` (0: no randomisation) or, with `use_hash_seed` 0, from the host's random bytes. */
export function _Py_HashRandomization_Init(use_hash_seed: i32, seed: u32): void {
  interp.hash_randomization = use_hash_seed && seed === 0 ? 0 : 1;
  if (!use_hash_seed) random_bytes(SECRET, 24);
  else if (seed === 0) memory.fill(SECRET, 0, 24);
  else lcg_urandom(seed, SECRET, 24);
  interp.hash_key0 = load<u64>(SECRET);
  interp.hash_key1 = load<u64>(SECRET, 8);
}
