/**
 * Merging neighbouring runs, in the order that powersort chooses. CPython: merge_lo, merge_hi, merge_at, found_new_run,
 * merge_force_collapse of Objects/listobject.c; the method is described in its listsort.txt.
 *
 * Run A stands in front of run B. The shorter one is saved to temporary memory; then both are merged into the gap, from the
 * front (merge_lo, A saved) or from the back (merge_hi, B saved). Whatever ends a merge, all keys are in the list again.
 */
import { gallop_left, gallop_right } from "./list-sort-runs";
import {
  ISLT,
  key_at,
  MergeState,
  MIN_GALLOP,
  merge_getmem,
  move_run,
  PendingRun,
  pending,
  restore_run,
  save_run,
} from "./list-sort-state";

/** How a phase of merge_lo or merge_hi ended. */
const FAILED: i32 = -1;
/** One run wins all the time: go on with the other phase. */
const GO_ON: i32 = 0;
/** The run that was not saved is used up: the rest of the saved one belongs into the gap. */
const DONE: i32 = 1;
/** One key of the saved run is left: it belongs beyond all that is left of the other. */
const LAST_KEY: i32 = 2;

/** @inline */
function bytes(n: i32): usize {
  return (<usize>n) << 3;
}

/** The gap's next slot gets the next key of run A, saved (merge_lo) or not (merge_hi). @inline */
function copy_slot(ms: MergeState, to: usize, from: usize, saved: bool): void {
  store<u64>(to, load<u64>(from));
  if (ms.has_values) store<u64>(to + ms.vdelta, load<u64>(from + (saved ? ms.tdelta : ms.vdelta)));
}

/** merge_lo, one pair at a time until one run has won min_gallop times in a row. */
function lo_pairs<K>(ms: MergeState): i32 {
  const min_gallop = ms.min_gallop;
  let dest = ms.dest;
  let a = ms.a;
  let b = ms.b;
  let na = ms.na;
  let nb = ms.nb;
  let acount = 0;
  let bcount = 0;
  let status = GO_ON;
  while (true) {
    const k = ISLT<K>(ms, key_at(b, 0), key_at(a, 0));
    if (k < 0) {
      status = FAILED;
      break;
    }
    if (k) {
      copy_slot(ms, dest, b, false);
      dest += 8;
      b += 8;
      bcount++;
      acount = 0;
      if (--nb === 0) {
        status = DONE;
        break;
      }
      if (bcount >= min_gallop) break;
    } else {
      copy_slot(ms, dest, a, true);
      dest += 8;
      a += 8;
      acount++;
      bcount = 0;
      if (--na === 1) {
        status = LAST_KEY;
        break;
      }
      if (acount >= min_gallop) break;
    }
  }
  ms.dest = dest;
  ms.a = a;
  ms.b = b;
  ms.na = na;
  ms.nb = nb;
  return status;
}

/** Galloping in merge_lo: moves all keys of A that precede the next one of B, and that one. */
function lo_gallop_a(ms: MergeState, count: i32): i32 {
  if (count) {
    restore_run(ms, ms.dest, ms.a, count);
    ms.dest += bytes(count);
    ms.a += bytes(count);
    ms.na -= count;
    if (ms.na === 1) return LAST_KEY;
    // Impossible as long as the comparison is consistent, which it need not be.
    if (ms.na === 0) return DONE;
  }
  copy_slot(ms, ms.dest, ms.b, false);
  ms.dest += 8;
  ms.b += 8;
  return --ms.nb === 0 ? DONE : GO_ON;
}

/** Galloping in merge_lo: moves all keys of B that precede the next one of A, and that one. */
function lo_gallop_b(ms: MergeState, count: i32): i32 {
  if (count) {
    move_run(ms, ms.dest, ms.b, count);
    ms.dest += bytes(count);
    ms.b += bytes(count);
    ms.nb -= count;
    if (ms.nb === 0) return DONE;
  }
  copy_slot(ms, ms.dest, ms.a, true);
  ms.dest += 8;
  ms.a += 8;
  return --ms.na === 1 ? LAST_KEY : GO_ON;
}

/** merge_lo, galloping until neither run wins often in a row. */
function lo_gallop<K>(ms: MergeState): i32 {
  let min_gallop = ms.min_gallop + 1;
  while (true) {
    if (min_gallop > 1) min_gallop--;
    ms.min_gallop = min_gallop;
    const acount = gallop_right<K>(ms, key_at(ms.b, 0), ms.a, ms.na, 0);
    if (acount < 0) return FAILED;
    let status = lo_gallop_a(ms, acount);
    if (status !== GO_ON) return status;
    const bcount = gallop_left<K>(ms, key_at(ms.a, 0), ms.b, ms.nb, 0);
    if (bcount < 0) return FAILED;
    status = lo_gallop_b(ms, bcount);
    if (status !== GO_ON) return status;
    if (acount < MIN_GALLOP && bcount < MIN_GALLOP) break;
  }
  // Leaving has its price: galloping begins later the next time.
  ms.min_gallop = min_gallop + 1;
  return GO_ON;
}

/** Merges A, `na` keys at `a`, with B, `nb` >= `na` keys behind it; the last key of A belongs last. 0 or -1. */
function merge_lo<K>(ms: MergeState, a: usize, na: i32, nb: i32): i32 {
  if (merge_getmem(ms, na) < 0) return -1;
  save_run(ms, a, na);
  const b = a + bytes(na);
  copy_slot(ms, a, b, false); // The first key of B belongs first.
  ms.dest = a + 8;
  ms.a = ms.a_keys;
  ms.b = b + 8;
  ms.na = na;
  ms.nb = nb - 1;
  let status = nb === 1 ? DONE : na === 1 ? LAST_KEY : GO_ON;
  while (status === GO_ON) {
    status = lo_pairs<K>(ms);
    if (status === GO_ON) status = lo_gallop<K>(ms);
  }
  if (status === LAST_KEY) {
    move_run(ms, ms.dest, ms.b, ms.nb);
    copy_slot(ms, ms.dest + bytes(ms.nb), ms.a, true);
    return 0;
  }
  if (ms.na) restore_run(ms, ms.dest, ms.a, ms.na);
  return status === FAILED ? -1 : 0;
}

/** merge_hi, one pair at a time until one run has won min_gallop times in a row. */
function hi_pairs<K>(ms: MergeState): i32 {
  const min_gallop = ms.min_gallop;
  let dest = ms.dest;
  let a = ms.a;
  let b = ms.b;
  let na = ms.na;
  let nb = ms.nb;
  let acount = 0;
  let bcount = 0;
  let status = GO_ON;
  while (true) {
    const k = ISLT<K>(ms, key_at(b, 0), key_at(a, 0));
    if (k < 0) {
      status = FAILED;
      break;
    }
    if (k) {
      copy_slot(ms, dest, a, false);
      dest -= 8;
      a -= 8;
      acount++;
      bcount = 0;
      if (--na === 0) {
        status = DONE;
        break;
      }
      if (acount >= min_gallop) break;
    } else {
      copy_slot(ms, dest, b, true);
      dest -= 8;
      b -= 8;
      bcount++;
      acount = 0;
      if (--nb === 1) {
        status = LAST_KEY;
        break;
      }
      if (bcount >= min_gallop) break;
    }
  }
  ms.dest = dest;
  ms.a = a;
  ms.b = b;
  ms.na = na;
  ms.nb = nb;
  return status;
}

/** Galloping in merge_hi: moves the `count` last keys of A, which follow the last one of B, and that one. */
function hi_gallop_a(ms: MergeState, count: i32): i32 {
  if (count) {
    ms.dest -= bytes(count);
    ms.a -= bytes(count);
    move_run(ms, ms.dest + 8, ms.a + 8, count);
    ms.na -= count;
    if (ms.na === 0) return DONE;
  }
  copy_slot(ms, ms.dest, ms.b, true);
  ms.dest -= 8;
  ms.b -= 8;
  return --ms.nb === 1 ? LAST_KEY : GO_ON;
}

/** Galloping in merge_hi: moves the `count` last keys of B, which do not precede the last one of A, and that one. */
function hi_gallop_b(ms: MergeState, count: i32): i32 {
  if (count) {
    ms.dest -= bytes(count);
    ms.b -= bytes(count);
    restore_run(ms, ms.dest + 8, ms.b + 8, count);
    ms.nb -= count;
    if (ms.nb === 1) return LAST_KEY;
    // Impossible as long as the comparison is consistent.
    if (ms.nb === 0) return DONE;
  }
  copy_slot(ms, ms.dest, ms.a, false);
  ms.dest -= 8;
  ms.a -= 8;
  return --ms.na === 0 ? DONE : GO_ON;
}

/** merge_hi, galloping until neither run wins often in a row. */
function hi_gallop<K>(ms: MergeState): i32 {
  let min_gallop = ms.min_gallop + 1;
  while (true) {
    if (min_gallop > 1) min_gallop--;
    ms.min_gallop = min_gallop;
    let k = gallop_right<K>(ms, key_at(ms.b, 0), ms.base_a, ms.na, ms.na - 1);
    if (k < 0) return FAILED;
    const acount = ms.na - k;
    let status = hi_gallop_a(ms, acount);
    if (status !== GO_ON) return status;
    k = gallop_left<K>(ms, key_at(ms.a, 0), ms.base_b, ms.nb, ms.nb - 1);
    if (k < 0) return FAILED;
    const bcount = ms.nb - k;
    status = hi_gallop_b(ms, bcount);
    if (status !== GO_ON) return status;
    if (acount < MIN_GALLOP && bcount < MIN_GALLOP) break;
  }
  ms.min_gallop = min_gallop + 1;
  return GO_ON;
}

/** Merges A, `na` keys at `a`, with B, `nb` < `na` keys behind it; the last key of A belongs last. 0 or -1. */
function merge_hi<K>(ms: MergeState, a: usize, na: i32, nb: i32): i32 {
  if (merge_getmem(ms, nb) < 0) return -1;
  const b = a + bytes(na);
  save_run(ms, b, nb);
  ms.base_a = a;
  ms.base_b = ms.a_keys;
  ms.b = ms.base_b + bytes(nb - 1);
  ms.dest = b + bytes(nb - 1);
  copy_slot(ms, ms.dest, b - 8, false);
  ms.dest -= 8;
  ms.a = b - 16;
  ms.na = na - 1;
  ms.nb = nb;
  let status = na === 1 ? DONE : nb === 1 ? LAST_KEY : GO_ON;
  while (status === GO_ON) {
    status = hi_pairs<K>(ms);
    if (status === GO_ON) status = hi_gallop<K>(ms);
  }
  if (status === LAST_KEY) {
    const rest = bytes(ms.na);
    move_run(ms, ms.dest + 8 - rest, ms.a + 8 - rest, ms.na);
    copy_slot(ms, ms.dest - rest, ms.b, true);
    return 0;
  }
  if (ms.nb) restore_run(ms, ms.dest - bytes(ms.nb - 1), ms.base_b, ms.nb);
  return status === FAILED ? -1 : 0;
}

/** Merges the waiting runs `i` and `i + 1`, `i` the last but one or last but two. 0 or -1. */
function merge_at<K>(ms: MergeState, i: i32): i32 {
  const first = pending(ms, i);
  const second = pending(ms, i + 1);
  let a = first.base;
  let na = first.len;
  const b = second.base;
  let nb = second.len;
  first.len = na + nb;
  if (i === ms.n - 3)
    memory.copy(changetype<usize>(second), changetype<usize>(pending(ms, i + 2)), offsetof<PendingRun>());
  ms.n--;
  // Keys at the front of A and at the back of B may be in their places already.
  const k = gallop_right<K>(ms, key_at(b, 0), a, na, 0);
  if (k < 0) return -1;
  a += bytes(k);
  na -= k;
  if (na === 0) return 0;
  nb = gallop_left<K>(ms, key_at(a, na - 1), b, nb, nb - 1);
  if (nb <= 0) return nb;
  return na <= nb ? merge_lo<K>(ms, a, na, nb) : merge_hi<K>(ms, a, na, nb);
}

/**
 * The depth, in a tree that halves the list again and again, at which the middles of two neighbouring runs come to lie in
 * different halves. The runs begin at `s1` and have `n1` and `n2` of the `n` keys.
 */
function powerloop(s1: i32, n1: i32, n2: i32, n: i32): i32 {
  // Twice the middles: these are whole numbers.
  let a = 2 * s1 + n1;
  let b = a + n1 + n2;
  let power = 0;
  while (true) {
    power++;
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) return power;
    a <<= 1;
    b <<= 1;
  }
}

/** A run of `n2` keys has been found behind the waiting ones: merges those that lie deeper in the tree. 0 or -1. */
export function found_new_run<K>(ms: MergeState, n2: i32): i32 {
  if (ms.n === 0) return 0;
  const last = pending(ms, ms.n - 1);
  const power = powerloop(<i32>((last.base - ms.basekeys) >> 3), last.len, n2, ms.listlen);
  while (ms.n > 1 && pending(ms, ms.n - 2).power > power) {
    if (merge_at<K>(ms, ms.n - 2) < 0) return -1;
  }
  pending(ms, ms.n - 1).power = power;
  return 0;
}

/** Merges all waiting runs into one. 0 or -1. */
export function merge_force_collapse<K>(ms: MergeState): i32 {
  while (ms.n > 1) {
    let i = ms.n - 2;
    if (i > 0 && pending(ms, i - 1).len < pending(ms, i + 1).len) i--;
    if (merge_at<K>(ms, i) < 0) return -1;
  }
  return 0;
}
