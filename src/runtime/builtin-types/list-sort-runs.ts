/**
 * Finding and making runs, and searching in them. CPython: count_run, binarysort, gallop_left, gallop_right of
 * Objects/listobject.c. Which keys are compared, in which order, is what CPython compares: Python code sees it.
 *
 * All return -1 with an exception when a comparison fails; the slots are then a permutation of what they were.
 */
import { PyObject, Slots } from "../object/object";
import { reverse_slice } from "./list";
import { ISLT, key_at, MergeState } from "./list-sort-state";

/** Reverses the `n` keys (and values) from `keys` on. */
export function reverse_run(ms: MergeState, keys: usize, n: i32): void {
  reverse_slice(Slots.at(keys), n);
  if (ms.has_values) reverse_slice(Slots.at(keys + ms.vdelta), n);
}

/** Puts the slot at `index` in front of slot `to`, shifting those between. @inline */
function insert_slot(array: usize, to: i32, index: i32): void {
  const from = array + ((<usize>to) << 3);
  const last = array + ((<usize>index) << 3);
  const moved = load<u64>(last);
  for (let at = last; at > from; at -= 8) store<u64>(at, load<u64>(at - 8));
  store<u64>(from, moved);
}

/** Sorts `n` <= 64 keys by binary insertion; the first `ok` >= 1 are in order already. 0 or -1. */
export function binarysort<K>(ms: MergeState, keys: usize, n: i32, ok: i32): i32 {
  for (let next = ok; next < n; next++) {
    const pivot = key_at(keys, next);
    let low = 0;
    let high = next;
    // Keys below `low` are <= pivot, those from `high` on are > pivot.
    while (low < high) {
      const middle = (low + high) >> 1;
      const k = ISLT<K>(ms, pivot, key_at(keys, middle));
      if (k < 0) return -1;
      if (k) high = middle;
      else low = middle + 1;
    }
    insert_slot(keys, low, next);
    if (ms.has_values) insert_slot(keys + ms.vdelta, low, next);
  }
  return 0;
}

/** The length of the ascending run that begins with `n` >= 1 keys in order, at most `limit`; -1 on error. */
function extend_ascending<K>(ms: MergeState, keys: usize, n: i32, limit: i32): i32 {
  let end = n;
  while (end < limit) {
    const k = ISLT<K>(ms, key_at(keys, end), key_at(keys, end - 1));
    if (k < 0) return -1;
    if (k) break;
    end++;
  }
  return end;
}

/**
 * The length of the descending run that begins with `n` keys, at most `limit`; -1 on error. Stretches of equal keys belong
 * to it: each is reversed here, so that reversing the whole run restores their order.
 */
function extend_descending<K>(ms: MergeState, keys: usize, n: i32, limit: i32): i32 {
  let end = n;
  // The last `equal` + 1 keys are equal.
  let equal = 0;
  while (end < limit) {
    const previous = key_at(keys, end - 1);
    let k = ISLT<K>(ms, key_at(keys, end), previous);
    if (k < 0) return -1;
    if (k) {
      if (equal) reverse_run(ms, keys + ((<usize>(end - equal - 1)) << 3), equal + 1);
      equal = 0;
    } else {
      k = ISLT<K>(ms, previous, key_at(keys, end));
      if (k < 0) return -1;
      if (k) break;
      equal++;
    }
    end++;
  }
  if (equal) reverse_run(ms, keys + ((<usize>(end - equal - 1)) << 3), equal + 1);
  return end;
}

/** The length of the run at `keys`, at most `limit` >= 1; a descending one is reversed. -1 on error. */
export function count_run<K>(ms: MergeState, keys: usize, limit: i32): i32 {
  let n = extend_ascending<K>(ms, keys, 1, limit);
  if (n < 0 || n === limit) return n;
  // Key n is less than the one before. Did the keys rise before, or are they all equal?
  if (n > 1) {
    const k = ISLT<K>(ms, key_at(keys, 0), key_at(keys, n - 1));
    if (k) return k < 0 ? -1 : n;
    reverse_run(ms, keys, n);
  }
  n = extend_descending<K>(ms, keys, n + 1, limit);
  if (n < 0) return -1;
  reverse_run(ms, keys, n);
  // What follows may continue the run that now ascends.
  return extend_ascending<K>(ms, keys, n, limit);
}

/**
 * `x` belongs in front of the place that is searched: x < key where equal keys stay behind the place (`Side` signed:
 * gallop_left), x <= key where they stay in front of it (`Side` unsigned: gallop_right). 1, 0, -1. @inline
 */
function precedes<K, Side>(ms: MergeState, x: PyObject, key: PyObject): i32 {
  if (isSigned<Side>()) {
    return ISLT<K>(ms, x, key);
  } else {
    const k = ISLT<K>(ms, key, x);
    return k < 0 ? -1 : 1 - k;
  }
}

/**
 * How many of the `n` >= 1 ordered keys at `a` precede `key`: looks at index `hint`, then at distances 1, 3, 7 ... from it
 * until the place is between two of them, then halves that range. -1 on error.
 */
function gallop<K, Side>(ms: MergeState, key: PyObject, a: usize, n: i32, hint: i32): i32 {
  let k = precedes<K, Side>(ms, key_at(a, hint), key);
  if (k < 0) return -1;
  const rightward = k !== 0;
  const most = rightward ? n - hint : hint + 1;
  let last = 0;
  let distance = 1;
  while (distance < most) {
    k = precedes<K, Side>(ms, key_at(a, rightward ? hint + distance : hint - distance), key);
    if (k < 0) return -1;
    if ((k !== 0) !== rightward) break;
    last = distance;
    distance = (distance << 1) + 1;
  }
  distance = min(distance, most);
  // The answer is in low .. high.
  let low = rightward ? hint + last + 1 : hint - distance + 1;
  let high = rightward ? hint + distance : hint - last;
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    k = precedes<K, Side>(ms, key_at(a, middle), key);
    if (k < 0) return -1;
    if (k) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** Number of keys less than `key`. */
export function gallop_left<K>(ms: MergeState, key: PyObject, a: usize, n: i32, hint: i32): i32 {
  return gallop<K, i32>(ms, key, a, n, hint);
}

/** Number of keys less than or equal to `key`. */
export function gallop_right<K>(ms: MergeState, key: PyObject, a: usize, n: i32, hint: i32): i32 {
  return gallop<K, u32>(ms, key, a, n, hint);
}
