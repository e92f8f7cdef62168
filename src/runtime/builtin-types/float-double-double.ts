/**
 * What a double operation loses: the error of a sum and of a product, each exactly a double. With them a value is kept as
 * the unevaluated sum of two doubles, about 106 bits ("double-double": Dekker 1971, Knuth 4.2.2). CPython: its math module
 * and C's library use the same.
 */

/** 2**27 + 1: splits a double into two halves of 26 bits. */
const SPLITTER: f64 = 134217729.0;

/** a * b - p exactly, for p = a * b rounded. |a|, |b| below 2**996, p not subnormal. @inline */
export function product_error(a: f64, b: f64, p: f64): f64 {
  const ac = SPLITTER * a;
  const ah = ac - (ac - a);
  const al = a - ah;
  const bc = SPLITTER * b;
  const bh = bc - (bc - b);
  const bl = b - bh;
  return ah * bh - p + ah * bl + al * bh + al * bl;
}

/** a + b - s exactly, for s = a + b rounded. @inline */
export function sum_error(a: f64, b: f64, s: f64): f64 {
  const bb = s - a;
  return a - (s - bb) + (b - bb);
}
