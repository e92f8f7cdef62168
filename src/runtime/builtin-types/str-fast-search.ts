/**
 * Finding and counting a needle in a haystack of the same character width. CPython: stringlib/fastsearch.h.
 *
 * Short needles: one character by scanning, others by comparing the last character first and skipping with the help of a
 * 64-bit set of the needle's characters. Where needle and haystack are long that could become quadratic, so then the
 * two-way algorithm (Crochemore, Perrin) with a shift table is used: linear in all cases.
 *
 * T is u8, u16 or u32; addresses are of characters, counts in characters; results are indices, -1 for none.
 */
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t } from "../object/object";

/** @inline */
function at<T>(p: usize, i: i32): u32 {
  return <u32>load<T>(p + <usize>i * sizeof<T>());
}

/** First index of `ch` in n characters. */
export function find_char<T>(s: usize, n: Py_ssize_t, ch: u32): Py_ssize_t {
  if (sizeof<T>() === 1) return find_byte(s, n, ch);
  for (let i = 0; i < n; i++) if (at<T>(s, i) === ch) return i;
  return -1;
}

/** Eight bytes a step: a byte of x ^ pattern is zero where they agree. */
function find_byte(s: usize, n: Py_ssize_t, ch: u32): Py_ssize_t {
  if (ch > 0xff) return -1;
  const pattern: u64 = <u64>ch * 0x0101010101010101;
  let p = s;
  const end = s + <usize>n;
  while (p + 8 <= end) {
    const x = load<u64>(p) ^ pattern;
    const zero = (x - 0x0101010101010101) & ~x & 0x8080808080808080;
    if (zero) return <Py_ssize_t>(p - s) + <Py_ssize_t>(ctz(zero) >> 3);
    p += 8;
  }
  for (; p < end; p++) if (load<u8>(p) === ch) return <Py_ssize_t>(p - s);
  return -1;
}

/** Last index of `ch` in n characters. */
export function rfind_char<T>(s: usize, n: Py_ssize_t, ch: u32): Py_ssize_t {
  for (let i = n - 1; i >= 0; i--) if (at<T>(s, i) === ch) return i;
  return -1;
}

/** Occurrences of `ch`, at most `maxcount`. */
export function count_char<T>(s: usize, n: Py_ssize_t, ch: u32, maxcount: i32): Py_ssize_t {
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (at<T>(s, i) === ch && ++count === maxcount) break;
  }
  return count;
}

/** The characters p[0:m] by their low six bits. */
function character_set<T>(p: usize, m: Py_ssize_t): u64 {
  let mask: u64 = 0;
  for (let i = 0; i < m; i++) mask |= (<u64>1) << ((at<T>(p, i) & 63) as u64);
  return mask;
}

function equal<T>(a: usize, b: usize, n: i32): bool {
  for (let i = 0; i < n; i++) if (at<T>(a, i) !== at<T>(b, i)) return false;
  return true;
}

/**
 * First index of p[0:m], m >= 2, by skipping; or, with `counting`, the number of occurrences up to maxcount. Goes over to
 * the two-way algorithm when partial matches cost too much.
 */
function default_find<T>(s: usize, n: i32, p: usize, m: i32, maxcount: i32, counting: bool): Py_ssize_t {
  const w = n - m;
  const mlast = m - 1;
  const last = at<T>(p, mlast);
  let mask: u64 = (<u64>1) << ((last & 63) as u64);
  let gap = mlast;
  for (let i = 0; i < mlast; i++) {
    mask |= (<u64>1) << ((at<T>(p, i) & 63) as u64);
    if (at<T>(p, i) === last) gap = mlast - i - 1;
  }
  let count = 0;
  let hits = 0;
  for (let i = 0; i <= w; i++) {
    if (at<T>(s, i + mlast) === last) {
      let j = 0;
      while (j < mlast && at<T>(s, i + j) === at<T>(p, j)) j++;
      if (j === mlast) {
        if (!counting) return i;
        if (++count === maxcount) return count;
        i += mlast;
        continue;
      }
      hits += j + 1;
      if (hits > m >> 2 && w - i > 2000) {
        const rest = two_way_search<T>(s + <usize>i * sizeof<T>(), n - i, p, m, maxcount - count, counting);
        return counting ? rest + count : rest < 0 ? -1 : rest + i;
      }
      // The character behind the window: if the needle has it not, no window with it can match.
      if (i < w && ((mask >> ((at<T>(s, i + m) & 63) as u64)) & 1) === 0) i += m;
      else i += gap;
    } else if (i < w && ((mask >> ((at<T>(s, i + m) & 63) as u64)) & 1) === 0) i += m;
  }
  return counting ? count : -1;
}

/** Last index of p[0:m], m >= 2. */
function default_rfind<T>(s: usize, n: i32, p: usize, m: i32): Py_ssize_t {
  const mlast = m - 1;
  const first = at<T>(p, 0);
  const mask = character_set<T>(p, m);
  let skip = mlast;
  for (let i = mlast; i > 0; i--) if (at<T>(p, i) === first) skip = i - 1;
  for (let i = n - m; i >= 0; i--) {
    if (at<T>(s, i) === first) {
      if (equal<T>(s + <usize>(i + 1) * sizeof<T>(), p + sizeof<T>(), mlast)) return i;
      if (i > 0 && ((mask >> ((at<T>(s, i - 1) & 63) as u64)) & 1) === 0) i -= m;
      else i -= skip;
    } else if (i > 0 && ((mask >> ((at<T>(s, i - 1) & 63) as u64)) & 1) === 0) i -= m;
  }
  return -1;
}

const TABLE_SIZE: i32 = 64;
const TABLE_BYTES: usize = 256;

/** What two_way knows about a needle. */
@unmanaged
class Prework {
  needle: usize;
  len_needle: i32;
  cut: i32;
  period: i32;
  gap: i32;
  is_periodic: i32;
  /** TABLE_SIZE entries: distance of a character's last occurrence from the needle's end. */
  table: usize;
}

/** Start of the greatest suffix for one of the two orders of characters; its period is stored in `w.period`. */
function lex_search<T>(w: Prework, inverted: bool): i32 {
  const needle = w.needle;
  const len = w.len_needle;
  let max_suffix = 0;
  let candidate = 1;
  let k = 0;
  let period = 1;
  while (candidate + k < len) {
    const a = at<T>(needle, candidate + k);
    const b = at<T>(needle, max_suffix + k);
    if (inverted ? b < a : a < b) {
      // The candidate's suffix is smaller: everything up to here is one period.
      candidate += k + 1;
      k = 0;
      period = candidate - max_suffix;
    } else if (a === b) {
      if (k + 1 !== period) k++;
      else {
        candidate += period;
        k = 0;
      }
    } else {
      max_suffix = candidate;
      candidate++;
      k = 0;
      period = 1;
    }
  }
  w.period = period;
  return max_suffix;
}

/** Critical factorisation, period and shift table. */
function preprocess<T>(w: Prework): void {
  const cut1 = lex_search<T>(w, false);
  const period1 = w.period;
  const cut2 = lex_search<T>(w, true);
  const len = w.len_needle;
  w.cut = max(cut1, cut2);
  if (cut1 > cut2) w.period = period1;
  const needle = w.needle;
  const period = w.period;
  w.is_periodic = w.cut + period <= len && equal<T>(needle, needle + <usize>period * sizeof<T>(), w.cut) ? 1 : 0;
  if (!w.is_periodic) w.period = max(w.cut, len - w.cut) + 1;
  // Distance between the last character and its previous occurrence (by table class).
  w.gap = len;
  const last = at<T>(needle, len - 1) & (TABLE_SIZE - 1);
  for (let i = len - 2; i >= 0; i--) {
    if ((at<T>(needle, i) & (TABLE_SIZE - 1)) === last) {
      w.gap = len - 1 - i;
      break;
    }
  }
  for (let i = 0; i < TABLE_SIZE; i++) store<i32>(w.table + ((<usize>i) << 2), len);
  for (let i = 0; i < len; i++)
    store<i32>(w.table + ((<usize>(at<T>(needle, i) & (TABLE_SIZE - 1))) << 2), len - 1 - i);
}

/** First index of the needle, -1. */
function two_way<T>(s: usize, n: i32, w: Prework): Py_ssize_t {
  const needle = w.needle;
  const len = w.len_needle;
  const cut = w.cut;
  const period = w.period;
  const periodic = w.is_periodic !== 0;
  const table = w.table;
  // Characters at the window's start that are known to match, after a shift by the period.
  let known = 0;
  let start = 0;
  while (start + len <= n) {
    const shift = load<i32>(table + ((<usize>(at<T>(s, start + len - 1) & (TABLE_SIZE - 1))) << 2));
    if (shift > 0) {
      // As if the comparison of the right part had failed at its first character.
      start += max(shift, max(cut, known) - cut + 1);
      known = 0;
      continue;
    }
    let i = max(cut, known);
    while (i < len && at<T>(needle, i) === at<T>(s, start + i)) i++;
    if (i < len) {
      start += periodic ? i - cut + 1 : max(i - cut + 1, w.gap);
      known = 0;
      continue;
    }
    i = known;
    while (i < cut && at<T>(needle, i) === at<T>(s, start + i)) i++;
    if (i >= cut) return start;
    start += periodic ? period : max(period, w.gap);
    known = periodic ? len - period : 0;
  }
  return -1;
}

/** Is the two-way algorithm's preparation worth it (the rule of CPython 3.13)? */
function long_search(n: i32, m: i32): bool {
  if (n < 2500 || (m < 100 && n < 30000) || m < 6) return false;
  return (m >> 2) * 3 < n >> 2;
}

function two_way_search<T>(s: usize, n: i32, p: usize, m: i32, maxcount: i32, counting: bool): Py_ssize_t {
  const mark = stack_mark();
  const w = changetype<Prework>(stack_alloc(offsetof<Prework>()));
  w.needle = p;
  w.len_needle = m;
  w.table = stack_alloc(TABLE_BYTES);
  preprocess<T>(w);
  let result: Py_ssize_t;
  if (!counting) result = two_way<T>(s, n, w);
  else {
    result = 0;
    let from = 0;
    while (result < maxcount) {
      const found = two_way<T>(s + <usize>from * sizeof<T>(), n - from, w);
      if (found < 0) break;
      result++;
      from += found + m;
    }
  }
  stack_release(mark);
  return result;
}

/** First index of p[0:m] in s[0:n]; m >= 1. */
export function fast_find<T>(s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t): Py_ssize_t {
  if (n < m) return -1;
  if (m === 1) return find_char<T>(s, n, at<T>(p, 0));
  if (long_search(n, m)) return two_way_search<T>(s, n, p, m, -1, false);
  return default_find<T>(s, n, p, m, -1, false);
}

/** Last index of p[0:m] in s[0:n]; m >= 1. */
export function fast_rfind<T>(s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t): Py_ssize_t {
  if (n < m) return -1;
  if (m === 1) return rfind_char<T>(s, n, at<T>(p, 0));
  return default_rfind<T>(s, n, p, m);
}

/** Occurrences of p[0:m] that do not overlap, at most `maxcount` (>= 0); m >= 1. */
export function fast_count<T>(s: usize, n: Py_ssize_t, p: usize, m: Py_ssize_t, maxcount: i32): Py_ssize_t {
  if (n < m || maxcount === 0) return 0;
  if (m === 1) return count_char<T>(s, n, at<T>(p, 0), maxcount);
  if (long_search(n, m)) return two_way_search<T>(s, n, p, m, maxcount, true);
  return default_find<T>(s, n, p, m, maxcount, true);
}
