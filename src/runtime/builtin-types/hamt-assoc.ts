/**
 * A hash array mapped trie with a key more, or another value for a key; and looking one up. CPython: the `assoc` and
 * `find` functions of Python/hamt.c.
 */
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import { tstate } from "../object/state";
import {
  array_count,
  collision_hash,
  copy_references,
  HAMT_ARRAY_NODE_SIZE,
  HAMT_LEVEL_BITS,
  hamt_bitindex,
  hamt_bitpos,
  hamt_empty_node,
  hamt_hash,
  hamt_mask,
  hamt_node_array_clone,
  hamt_node_array_new,
  hamt_node_bitmap_clone,
  hamt_node_bitmap_new,
  hamt_node_collision_new,
  is_array_node,
  is_bitmap_node,
  node_bitmap,
  node_children,
  node_pairs,
  replace_reference,
  set_node_bitmap,
} from "./hamt-node";

/** Taken places from which on a level is an array node. */
const MOST_PAIRS: i32 = 16;

/** The index of a key in a collision node; -1: it is not there, -2 with an exception. */
export function collision_index(node: PyObject, key: PyObject): i32 {
  for (let i = 0; i < Py_SIZE(node); i += 2) {
    const equal = PyObject_RichCompareBool(key, node_pairs(node).get(i), Py_EQ);
    if (equal) return equal < 0 ? -2 : i;
  }
  return -1;
}

/** The value of a key below `node`: 1 (borrowed, in tstate.out_object), 0: none, -1 with an exception. */
export function hamt_node_find(node: PyObject, shift: u32, hash: i32, key: PyObject): i32 {
  let at = node;
  let level = shift;
  while (true) {
    let next: PyObject | null = null;
    if (is_array_node(at)) next = node_children(at).getOrNull(hamt_mask(hash, level));
    else if (!is_bitmap_node(at)) return found_pair(at, collision_index(at, key));
    else {
      const bit = hamt_bitpos(hash, level);
      if ((node_bitmap(at) & bit) === 0) return 0;
      const i = hamt_bitindex(node_bitmap(at), bit) << 1;
      const known = node_pairs(at).getOrNull(i);
      if (known) {
        const equal = PyObject_RichCompareBool(key, known, Py_EQ);
        return equal > 0 ? found_pair(at, i) : equal;
      }
      next = node_pairs(at).get(i + 1);
    }
    if (!next) return 0;
    at = next;
    level += HAMT_LEVEL_BITS;
  }
}

function found_pair(node: PyObject, i: i32): i32 {
  if (i < 0) return i + 1;
  tstate.out_object = node_pairs(node).get(i + 1);
  return 1;
}

/**
 * `node` with `key`: `val`: new reference, to `node` itself where the value is there already. Stores 1 at `added` when the
 * key is new. NULL with an exception.
 */
export function hamt_node_assoc(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  if (is_bitmap_node(node)) {
    return node_bitmap(node) & hamt_bitpos(hash, shift)
      ? bitmap_replace(node, shift, hash, key, val, added)
      : bitmap_insert(node, shift, hash, key, val, added);
  }
  if (is_array_node(node)) return array_assoc(node, shift, hash, key, val, added);
  return collision_assoc(node, shift, hash, key, val, added);
}

// --- bitmap nodes ---

/** A copy of `node` whose entry `i` is `value` (stolen): new reference. */
function with_entry(node: PyObject, i: i32, value: PyObject): PyObject | null {
  const clone = hamt_node_bitmap_clone(node);
  if (clone) replace_reference(node_pairs(clone), i, value);
  else Py_DECREF(value);
  return clone;
}

/** The place is taken: by this key, by another one, or by a level of its own. */
function bitmap_replace(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  const i = hamt_bitindex(node_bitmap(node), hamt_bitpos(hash, shift)) << 1;
  const known = node_pairs(node).getOrNull(i);
  const value = node_pairs(node).get(i + 1);
  if (!known) {
    const sub = hamt_node_assoc(value, shift + HAMT_LEVEL_BITS, hash, key, val, added);
    if (!sub) return null;
    if (ptr(sub) !== ptr(value)) return with_entry(node, i + 1, sub);
    Py_DECREF(sub);
    return Py_NewRef(node);
  }
  const equal = PyObject_RichCompareBool(key, known, Py_EQ);
  if (equal < 0) return null;
  if (equal) return ptr(val) === ptr(value) ? Py_NewRef(node) : with_entry(node, i + 1, Py_NewRef(val));
  const sub = node_of_two(shift + HAMT_LEVEL_BITS, known, value, hash, key, val);
  if (!sub) return null;
  const clone = with_entry(node, i + 1, sub);
  if (!clone) return null;
  replace_reference(node_pairs(clone), i, null);
  store<i32>(added, 1);
  return clone;
}

/** A node of two keys that share their place on all levels above: new reference. */
function node_of_two(
  shift: u32,
  key1: PyObject,
  val1: PyObject,
  hash2: i32,
  key2: PyObject,
  val2: PyObject,
): PyObject | null {
  const hash1 = hamt_hash(key1);
  if (hash1 === -1) return null;
  if (hash1 === hash2) {
    const node = hamt_node_collision_new(hash1, 4);
    if (!node) return null;
    const pairs = node_pairs(node);
    pairs.set(0, Py_NewRef(key1));
    pairs.set(1, Py_NewRef(val1));
    pairs.set(2, Py_NewRef(key2));
    pairs.set(3, Py_NewRef(val2));
    return node;
  }
  const one = bitmap_insert(hamt_empty_node(), shift, hash1, key1, val1, UNHEARD);
  if (!one) return null;
  const two = hamt_node_assoc(one, shift, hash2, key2, val2, UNHEARD);
  Py_DECREF(one);
  return two;
}

/** Where a key is new, and nobody asks. */
const UNHEARD: usize = memory.data(4, 4);

/** The place is free. */
function bitmap_insert(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  const bitmap = node_bitmap(node);
  const bit = hamt_bitpos(hash, shift);
  const n = <i32>popcnt<u32>(bitmap);
  if (n >= MOST_PAIRS) return array_of_bitmap(node, shift, hash, key, val, added);
  const i = hamt_bitindex(bitmap, bit) << 1;
  store<i32>(added, 1);
  const result = hamt_node_bitmap_new((n + 1) << 1);
  if (!result) return null;
  const to = node_pairs(result);
  copy_references(to, node_pairs(node), i);
  to.set(i, Py_NewRef(key));
  to.set(i + 1, Py_NewRef(val));
  copy_references(to.from(i + 2), node_pairs(node).from(i), Py_SIZE(node) - i);
  set_node_bitmap(result, bitmap | bit);
  return result;
}

/** A full bitmap node and one key more, as an array node: new reference. */
function array_of_bitmap(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  const result = hamt_node_array_new(MOST_PAIRS + 1);
  if (!result) return null;
  const children = node_children(result);
  const child = bitmap_insert(hamt_empty_node(), shift + HAMT_LEVEL_BITS, hash, key, val, added);
  children.set(hamt_mask(hash, shift), child);
  if (child && fill_array(children, node, shift + HAMT_LEVEL_BITS)) return result;
  Py_DECREF(result);
  return null;
}

/** Each pair of a bitmap node becomes a child at its place. False with an exception. */
function fill_array(children: Slots, node: PyObject, shift: u32): bool {
  const pairs = node_pairs(node);
  let j = 0;
  for (let i = 0; i < HAMT_ARRAY_NODE_SIZE; i++) {
    if (((node_bitmap(node) >> i) & 1) === 0) continue;
    const key = pairs.getOrNull(j);
    const value = pairs.get(j + 1);
    j += 2;
    if (!key) {
      children.set(i, Py_NewRef(value));
      continue;
    }
    const hash = hamt_hash(key);
    if (hash === -1) return false;
    const child = bitmap_insert(hamt_empty_node(), shift, hash, key, value, UNHEARD);
    if (!child) return false;
    children.set(i, child);
  }
  return true;
}

// --- array and collision nodes ---

function array_assoc(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  const i = <i32>hamt_mask(hash, shift);
  const below = shift + HAMT_LEVEL_BITS;
  const old = node_children(node).getOrNull(i);
  const child = old
    ? hamt_node_assoc(old, below, hash, key, val, added)
    : bitmap_insert(hamt_empty_node(), below, hash, key, val, added);
  if (!child) return null;
  const result = hamt_node_array_clone(node, old ? array_count(node) : array_count(node) + 1);
  if (result) replace_reference(node_children(result), i, child);
  else Py_DECREF(child);
  return result;
}

function collision_assoc(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  if (hash !== collision_hash(node)) return collision_beside(node, shift, hash, key, val, added);
  const i = collision_index(node, key);
  if (i < -1) return null;
  const size = Py_SIZE(node);
  if (i >= 0 && ptr(node_pairs(node).get(i + 1)) === ptr(val)) return Py_NewRef(node);
  const result = hamt_node_collision_new(hash, i < 0 ? size + 2 : size);
  if (!result) return null;
  const pairs = node_pairs(result);
  copy_references(pairs, node_pairs(node), size);
  if (i >= 0) replace_reference(pairs, i + 1, Py_NewRef(val));
  else {
    pairs.set(size, Py_NewRef(key));
    pairs.set(size + 1, Py_XNewRef(val));
    store<i32>(added, 1);
  }
  return result;
}

/** A bitmap node of a collision node and a key with another hash: new reference. */
function collision_beside(
  node: PyObject,
  shift: u32,
  hash: i32,
  key: PyObject,
  val: PyObject,
  added: usize,
): PyObject | null {
  const above = hamt_node_bitmap_new(2);
  if (!above) return null;
  set_node_bitmap(above, hamt_bitpos(collision_hash(node), shift));
  node_pairs(above).set(1, Py_NewRef(node));
  const result = hamt_node_assoc(above, shift, hash, key, val, added);
  Py_DECREF(above);
  return result;
}
