/**
 * SHA-2 (FIPS 180-4). CPython: Modules/_hacl/Hacl_Hash_SHA2.c. SHA-224 and 256 work with words of 32 bits in blocks of 64 bytes,
 * SHA-384 and 512 with 64 and 128.
 *
 *   state (208 bytes): +0 eight words, 8 bytes each    +64 the last block, not yet full    +192 bytes so far    +200 bytes in the block
 */
export const SHA2_STATE_SIZE: usize = 208;
const BLOCK: usize = 64;

@unmanaged
class Sha2State {
  h0: u64;
  h1: u64;
  h2: u64;
  h3: u64;
  h4: u64;
  h5: u64;
  h6: u64;
  h7: u64;
}

@unmanaged
class Sha2Counts {
  total: u64;
  used: u64;
}

/** The first bits of the fractions of the cube roots of the first primes. */
// biome-ignore format: a table of numbers
const K256: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
// biome-ignore format: a table of numbers
const K512: usize = memory.data<u64>([
  0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
  0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
  0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
  0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
  0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
  0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
  0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
  0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
  0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
  0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
  0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
  0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
  0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
  0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
  0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
  0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
  0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
  0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
  0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
  0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
]);
/** The first bits of the fractions of the square roots of the first eight primes, and of the next eight. */
// biome-ignore format: a table of numbers
const START: usize = memory.data<u64>([
  0x00000000c1059ed8, 0x00000000367cd507, 0x000000003070dd17, 0x00000000f70e5939,
  0x00000000ffc00b31, 0x0000000068581511, 0x0000000064f98fa7, 0x00000000befa4fa4,
  0x000000006a09e667, 0x00000000bb67ae85, 0x000000003c6ef372, 0x00000000a54ff53a,
  0x00000000510e527f, 0x000000009b05688c, 0x000000001f83d9ab, 0x000000005be0cd19,
  0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
  0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
]);
/** The words of a block, and what follows from them. */
const W: usize = memory.data(640, 16);

/** @inline */
function counts_of(state: usize): Sha2Counts {
  return changetype<Sha2Counts>(state + 192);
}

/** Hashes of `digestsize` bytes work with words of 64 bits. */
export function is_wide(digestsize: i32): bool {
  return digestsize > 32;
}

/** A state without data. */
export function sha2_init(state: usize, digestsize: i32): void {
  const row = digestsize === 28 ? 0 : digestsize === 32 ? 1 : digestsize === 48 ? 2 : 3;
  memory.fill(state, 0, SHA2_STATE_SIZE);
  memory.copy(state, START + ((<usize>row) << 6), 64);
}

/** Shifts the working words by one, with the two sums of a round. @inline */
function rotate_words(s: Sha2State, t1: u64, t2: u64): void {
  s.h7 = s.h6;
  s.h6 = s.h5;
  s.h5 = s.h4;
  s.h4 = s.h3 + t1;
  s.h3 = s.h2;
  s.h2 = s.h1;
  s.h1 = s.h0;
  s.h0 = t1 + t2;
}

const WORKING: usize = memory.data(64, 16);

/** state += the working words. */
function add_working(state: usize, mask: u64): void {
  for (let i: usize = 0; i < 64; i += 8) store<u64>(state + i, (load<u64>(state + i) + load<u64>(WORKING + i)) & mask);
}

function schedule256(block: usize): void {
  for (let i: usize = 0; i < 16; i++) store<u32>(W + (i << 2), bswap<u32>(load<u32>(block + (i << 2))));
  for (let i: usize = 16; i < 64; i++) {
    const a = load<u32>(W + ((i - 15) << 2));
    const b = load<u32>(W + ((i - 2) << 2));
    const s0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >> 3);
    const s1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >> 10);
    store<u32>(W + (i << 2), load<u32>(W + ((i - 16) << 2)) + s0 + load<u32>(W + ((i - 7) << 2)) + s1);
  }
}

function compress256(state: usize, block: usize): void {
  schedule256(block);
  memory.copy(WORKING, state, 64);
  const s = changetype<Sha2State>(WORKING);
  for (let i: usize = 0; i < 64; i++) {
    const e = <u32>s.h4;
    const a = <u32>s.h0;
    const b = <u32>s.h1;
    const c = <u32>s.h2;
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
    const choice = (e & <u32>s.h5) ^ (~e & <u32>s.h6);
    const t1 = <u32>s.h7 + s1 + choice + load<u32>(K256 + (i << 2)) + load<u32>(W + (i << 2));
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    rotate_words(s, <u64>t1, <u64>t2);
  }
  add_working(state, 0xffffffff);
}

function schedule512(block: usize): void {
  for (let i: usize = 0; i < 16; i++) store<u64>(W + (i << 3), bswap<u64>(load<u64>(block + (i << 3))));
  for (let i: usize = 16; i < 80; i++) {
    const a = load<u64>(W + ((i - 15) << 3));
    const b = load<u64>(W + ((i - 2) << 3));
    const s0 = rotr<u64>(a, 1) ^ rotr<u64>(a, 8) ^ (a >> 7);
    const s1 = rotr<u64>(b, 19) ^ rotr<u64>(b, 61) ^ (b >> 6);
    store<u64>(W + (i << 3), load<u64>(W + ((i - 16) << 3)) + s0 + load<u64>(W + ((i - 7) << 3)) + s1);
  }
}

function compress512(state: usize, block: usize): void {
  schedule512(block);
  memory.copy(WORKING, state, 64);
  const s = changetype<Sha2State>(WORKING);
  for (let i: usize = 0; i < 80; i++) {
    const e = s.h4;
    const a = s.h0;
    const b = s.h1;
    const c = s.h2;
    const s1 = rotr<u64>(e, 14) ^ rotr<u64>(e, 18) ^ rotr<u64>(e, 41);
    const choice = (e & s.h5) ^ (~e & s.h6);
    const t1 = s.h7 + s1 + choice + load<u64>(K512 + (i << 3)) + load<u64>(W + (i << 3));
    const s0 = rotr<u64>(a, 28) ^ rotr<u64>(a, 34) ^ rotr<u64>(a, 39);
    rotate_words(s, t1, s0 + ((a & b) ^ (a & c) ^ (b & c)));
  }
  add_working(state, 0xffffffffffffffff);
}

function compress(state: usize, block: usize, wide: bool): void {
  if (wide) compress512(state, block);
  else compress256(state, block);
}

/** Takes `size` bytes in. */
export function sha2_update(state: usize, digestsize: i32, data: usize, size: usize): void {
  const wide = is_wide(digestsize);
  const block: usize = wide ? 128 : 64;
  const counts = counts_of(state);
  counts.total += <u64>size;
  let used = <usize>counts.used;
  while (size > 0) {
    const n = min(size, block - used);
    memory.copy(state + BLOCK + used, data, n);
    used += n;
    data += n;
    size -= n;
    if (used < block) break;
    compress(state, state + BLOCK, wide);
    used = 0;
  }
  counts.used = <u64>used;
}

/** Writes the hash of all bytes to `out`; the state is used up. */
export function sha2_finish(state: usize, digestsize: i32, out: usize): void {
  const wide = is_wide(digestsize);
  const block: usize = wide ? 128 : 64;
  const counts = counts_of(state);
  const used = <usize>counts.used;
  const last = state + BLOCK;
  store<u8>(last + used, 0x80);
  memory.fill(last + used + 1, 0, block - used - 1);
  if (used + 1 + (block >> 3) > block) {
    compress(state, last, wide);
    memory.fill(last, 0, block);
  }
  store<u64>(last + block - 8, bswap<u64>(counts.total << 3));
  compress(state, last, wide);
  const width: usize = wide ? 8 : 4;
  for (let i: usize = 0; i < <usize>digestsize; i++) {
    const word = load<u64>(state + ((i / width) << 3));
    store<u8>(out + i, <u8>(word >> ((<u64>(width - 1 - (i % width))) << 3)));
  }
}
