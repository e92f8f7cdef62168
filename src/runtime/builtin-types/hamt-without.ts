/** A hash array mapped trie without one of its keys. CPython: the `without` functions of Python/hamt.c. */
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { Py_DECREF, Py_NewRef, Py_SIZE, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { collision_index } from "./hamt-assoc";
import {
  array_count,
  collision_hash,
  copy_references,
  HAMT_ARRAY_NODE_SIZE,
  HAMT_LEVEL_BITS,
  hamt_bitindex,
  hamt_bitpos,
  hamt_mask,
  hamt_node_array_clone,
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

export const W_ERROR: i32 = -1;
export const W_NOT_FOUND: i32 = 0;
/** It was the only key. */
export const W_EMPTY: i32 = 1;
/** What is left: a new reference in tstate.out_object. */
export const W_NEWNODE: i32 = 2;

/** Children from which on a level stays an array node. */
const FEWEST_CHILDREN: i32 = 16;

function left(node: PyObject | null): i32 {
  tstate.out_object = node;
  return node ? W_NEWNODE : W_ERROR;
}

/** What is left of `node` without `key`: W_*. */
export function hamt_node_without(node: PyObject, shift: u32, hash: i32, key: PyObject): i32 {
  if (is_bitmap_node(node)) return bitmap_without(node, shift, hash, key);
  if (is_array_node(node)) return array_without(node, shift, hash, key);
  return collision_without(node, shift, hash, key);
}

/** A bitmap node of one key and its value. */
function is_pair(node: PyObject): bool {
  return is_bitmap_node(node) && Py_SIZE(node) === 2 && node_pairs(node).getOrNull(0) !== null;
}

/** A copy of a bitmap node without the pair at `i`: new reference. */
function without_pair(node: PyObject, i: i32, bit: u32): PyObject | null {
  const result = hamt_node_bitmap_new(Py_SIZE(node) - 2);
  if (!result) return null;
  copy_references(node_pairs(result), node_pairs(node), i);
  copy_references(node_pairs(result).from(i), node_pairs(node).from(i + 2), Py_SIZE(node) - i - 2);
  set_node_bitmap(result, node_bitmap(node) & ~bit);
  return result;
}

function bitmap_without(node: PyObject, shift: u32, hash: i32, key: PyObject): i32 {
  const bit = hamt_bitpos(hash, shift);
  if ((node_bitmap(node) & bit) === 0) return W_NOT_FOUND;
  const i = hamt_bitindex(node_bitmap(node), bit) << 1;
  const known = node_pairs(node).getOrNull(i);
  if (!known) {
    const status = hamt_node_without(node_pairs(node).get(i + 1), shift + HAMT_LEVEL_BITS, hash, key);
    return status === W_NEWNODE ? bitmap_with_child(node, i, tstate.out_object!) : status;
  }
  const equal = PyObject_RichCompareBool(known, key, Py_EQ);
  if (equal <= 0) return equal;
  return Py_SIZE(node) === 2 ? W_EMPTY : left(without_pair(node, i, bit));
}

/** A copy of `node` with `child` (stolen) at `i`; a child of one pair becomes that pair. */
function bitmap_with_child(node: PyObject, i: i32, child: PyObject): i32 {
  const clone = hamt_node_bitmap_clone(node);
  if (clone && !is_pair(child)) replace_reference(node_pairs(clone), i + 1, child);
  else {
    if (clone) {
      replace_reference(node_pairs(clone), i, Py_NewRef(node_pairs(child).get(0)));
      replace_reference(node_pairs(clone), i + 1, Py_NewRef(node_pairs(child).get(1)));
    }
    Py_DECREF(child);
  }
  return left(clone);
}

function array_without(node: PyObject, shift: u32, hash: i32, key: PyObject): i32 {
  const i = <i32>hamt_mask(hash, shift);
  const child = node_children(node).getOrNull(i);
  if (!child) return W_NOT_FOUND;
  const status = hamt_node_without(child, shift + HAMT_LEVEL_BITS, hash, key);
  if (status === W_NEWNODE) {
    const rest = tstate.out_object!;
    const clone = hamt_node_array_clone(node, array_count(node));
    if (clone) replace_reference(node_children(clone), i, rest);
    else Py_DECREF(rest);
    return left(clone);
  }
  if (status !== W_EMPTY) return status;
  const count = array_count(node) - 1;
  if (count < FEWEST_CHILDREN) return left(bitmap_of_array(node, i, count));
  const clone = hamt_node_array_clone(node, count);
  if (clone) replace_reference(node_children(clone), i, null);
  return left(clone);
}

/** The `count` children but that at `gone`, as a bitmap node: new reference. */
function bitmap_of_array(node: PyObject, gone: i32, count: i32): PyObject | null {
  const result = hamt_node_bitmap_new(count << 1);
  if (!result) return null;
  const pairs = node_pairs(result);
  let bitmap: u32 = 0;
  let j = 0;
  for (let i = 0; i < HAMT_ARRAY_NODE_SIZE; i++) {
    const child = node_children(node).getOrNull(i);
    if (i === gone || !child) continue;
    bitmap |= (<u32>1) << i;
    if (is_pair(child)) copy_references(pairs.from(j), node_pairs(child), 2);
    else pairs.set(j + 1, Py_NewRef(child));
    j += 2;
  }
  set_node_bitmap(result, bitmap);
  return result;
}

function collision_without(node: PyObject, shift: u32, hash: i32, key: PyObject): i32 {
  if (hash !== collision_hash(node)) return W_NOT_FOUND;
  const i = collision_index(node, key);
  if (i < 0) return i + 1;
  const size = Py_SIZE(node) - 2;
  const result = size === 2 ? hamt_node_bitmap_new(2) : hamt_node_collision_new(hash, size);
  if (!result) return W_ERROR;
  copy_references(node_pairs(result), node_pairs(node), i);
  copy_references(node_pairs(result).from(i), node_pairs(node).from(i + 2), size - i);
  if (size === 2) set_node_bitmap(result, hamt_bitpos(hash, shift));
  return left(result);
}
