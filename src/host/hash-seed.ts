/** The key of string hashing for a PYTHONHASHSEED. CPython: lcg_urandom, _Py_HashRandomization_Init of Python/bootstrap_hash.c. */

/** Two 64-bit halves as four 32-bit numbers, low halves first. Seed 0 gives the zero key: no randomisation. */
export function hashKeyOf(seed: number): [number, number, number, number] {
  const bytes = new Uint8Array(16);
  let x = seed >>> 0;
  for (let i = 0; seed !== 0 && i < bytes.length; i++) {
    x = (Math.imul(x, 214013) + 2531011) >>> 0;
    bytes[i] = (x >>> 16) & 0xff;
  }
  const view = new DataView(bytes.buffer);
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
}

/** PYTHONHASHSEED as a number; null for "random" or nothing; undefined when it is neither. */
export function parseHashSeed(text: string | undefined): number | null | undefined {
  if (text === undefined || text === "" || text === "random") return null;
  if (!/^\d+$/.test(text) || Number(text) > 4294967295) return undefined;
  return Number(text);
}
