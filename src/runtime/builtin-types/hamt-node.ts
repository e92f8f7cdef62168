/**
 * The nodes of a hash array mapped trie, the immutable mapping behind contextvars.Context. CPython: Python/hamt.c.
 *
 * Each level looks at five bits of a key's 32-bit hash, the lowest first. Nodes never change once they are in a tree: a
 * changed tree shares all of them but those on the way to the change.
 *
 *   PyHamtNode_Bitmap (32 + 8 n)      +24 b_bitmap  which of the 32 places are taken
 *                                     +32 for each: key, value; or NULL, the node of the next level
 *   PyHamtNode_Array (280)            +16 32 nodes of the next level, or NULL; more than 16 places are taken
 *                                     +272 a_count
 *   PyHamtNode_Collision (32 + 8 n)   +24 c_hash  that of all its keys; +32 key, value, ...
 */
import { PyObject_Hash, PyObject_HashNotImplemented } from "../abstract/object-protocol";
import {
  _PyObject_GC_New,
  _PyObject_GC_NewVar,
  _PyObject_GC_TRACK,
  PyObject_GC_Del,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import {
  _Py_SetImmortal,
  _PyObject_InitHead,
  Py_IS_TYPE,
  Py_SIZE,
  Py_ssize_t,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  PyVarObject,
  ptr,
  Slots,
} from "../object/object";
import { destructor, freefunc, hashfunc, traverseproc, visitproc } from "../object/slots";
import { _PyHamt_ArrayNode_Type, _PyHamt_BitmapNode_Type, _PyHamt_CollisionNode_Type } from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";

@unmanaged
export class PyHamtNode_Bitmap extends PyVarObject {
  b_bitmap: u32;
}

@unmanaged
export class PyHamtNode_Collision extends PyVarObject {
  c_hash: i32;
}

@unmanaged
export class PyHamtNode_Array extends PyObject {
  /** The first of 32 places. */
  a_array: u64;
}

/** Places of a level. */
export const HAMT_ARRAY_NODE_SIZE: i32 = 32;
/** Bits of the hash that a level looks at. */
export const HAMT_LEVEL_BITS: u32 = 5;
const PAIRS: usize = 32;
const CHILDREN: usize = offsetof<PyHamtNode_Array>("a_array");
const A_COUNT: usize = 272;

/** The bitmap node without a key: immortal, behind a GC head that stays zero. */
const EMPTY: PyObject = changetype<PyObject>(memory.data(48, 16) + 16);

/** @inline */
export function is_array_node(node: PyObject): bool {
  return Py_IS_TYPE(node, _PyHamt_ArrayNode_Type);
}

/** @inline */
export function is_bitmap_node(node: PyObject): bool {
  return Py_IS_TYPE(node, _PyHamt_BitmapNode_Type);
}

/** Keys and values of a bitmap or collision node. @inline */
export function node_pairs(node: PyObject): Slots {
  return Slots.at(ptr(node) + PAIRS);
}

/** The 32 places of an array node. @inline */
export function node_children(node: PyObject): Slots {
  return Slots.at(ptr(node) + CHILDREN);
}

/** @inline */
export function array_count(node: PyObject): i32 {
  return load<i32>(ptr(node), A_COUNT);
}

/** @inline */
export function set_array_count(node: PyObject, count: i32): void {
  store<i64>(ptr(node), <i64>count, A_COUNT);
}

/** @inline */
export function node_bitmap(node: PyObject): u32 {
  return changetype<PyHamtNode_Bitmap>(node).b_bitmap;
}

/** @inline */
export function set_node_bitmap(node: PyObject, bitmap: u32): void {
  store<u64>(ptr(node), <u64>bitmap, offsetof<PyHamtNode_Bitmap>("b_bitmap"));
}

/** @inline */
export function collision_hash(node: PyObject): i32 {
  return changetype<PyHamtNode_Collision>(node).c_hash;
}

/** The place of a hash on the level of `shift`. @inline */
export function hamt_mask(hash: i32, shift: u32): u32 {
  return (<u32>hash >> shift) & 31;
}

/** @inline */
export function hamt_bitpos(hash: i32, shift: u32): u32 {
  return (<u32>1) << hamt_mask(hash, shift);
}

/** How many taken places lie below that of `bit`. @inline */
export function hamt_bitindex(bitmap: u32, bit: u32): i32 {
  return <i32>popcnt<u32>(bitmap & (bit - 1));
}

/** hash(o), its halves folded into one: -1 with an exception. */
export function hamt_hash(o: PyObject): i32 {
  const hash = PyObject_Hash(o);
  if (hash === -1) return -1;
  const folded = <i32>hash ^ <i32>(hash >> 32);
  return folded === -1 ? -2 : folded;
}

function new_pairs_node(t: PyTypeObject, size: Py_ssize_t): PyObject | null {
  const node = _PyObject_GC_NewVar(t, size);
  if (!node) return null;
  memory.fill(ptr(node) + offsetof<PyHamtNode_Bitmap>("b_bitmap"), 0, 8 + ((<usize>size) << 3));
  _PyObject_GC_TRACK(node);
  return node;
}

/** A bitmap node with room for `size` references, all NULL: new reference. */
export function hamt_node_bitmap_new(size: Py_ssize_t): PyObject | null {
  return size === 0 ? EMPTY : new_pairs_node(_PyHamt_BitmapNode_Type, size);
}

/** The bitmap node without a key: immortal. @inline */
export function hamt_empty_node(): PyObject {
  return EMPTY;
}

/** A collision node with room for `size` references, all NULL: new reference. */
export function hamt_node_collision_new(hash: i32, size: Py_ssize_t): PyObject | null {
  const node = new_pairs_node(_PyHamt_CollisionNode_Type, size);
  if (node) changetype<PyHamtNode_Collision>(node).c_hash = hash;
  return node;
}

/** An array node without children that says it has `count`: new reference. */
export function hamt_node_array_new(count: i32): PyObject | null {
  const node = _PyObject_GC_New(_PyHamt_ArrayNode_Type);
  if (!node) return null;
  memory.fill(ptr(node) + CHILDREN, 0, (<usize>HAMT_ARRAY_NODE_SIZE) << 3);
  set_array_count(node, count);
  _PyObject_GC_TRACK(node);
  return node;
}

/** References to the first `n` entries of `from` in the new `to`. */
export function copy_references(to: Slots, from: Slots, n: i32): void {
  for (let i = 0; i < n; i++) to.set(i, Py_XNewRef(from.getOrNull(i)));
}

/** A node like `node`: new reference. */
export function hamt_node_bitmap_clone(node: PyObject): PyObject | null {
  const clone = hamt_node_bitmap_new(Py_SIZE(node));
  if (!clone) return null;
  copy_references(node_pairs(clone), node_pairs(node), Py_SIZE(node));
  set_node_bitmap(clone, node_bitmap(node));
  return clone;
}

/** A node like `node` that says it has `count` children: new reference. */
export function hamt_node_array_clone(node: PyObject, count: i32): PyObject | null {
  const clone = hamt_node_array_new(count);
  if (clone) copy_references(node_children(clone), node_children(node), HAMT_ARRAY_NODE_SIZE);
  return clone;
}

/** Entry `i` becomes `value` (stolen); what was there is released. */
export function replace_reference(slots: Slots, i: i32, value: PyObject | null): void {
  const old = slots.getOrNull(i);
  slots.set(i, value);
  Py_XDECREF(old);
}

function visit_backwards(slots: Slots, n: i32, visit: visitproc, arg: usize): i32 {
  for (let i = n - 1; i >= 0; i--) {
    const o = slots.getOrNull(i);
    const stop = o ? visit.call(o, arg) : 0;
    if (stop) return stop;
  }
  return 0;
}

function pairs_traverse(node: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_backwards(node_pairs(node), Py_SIZE(node), visit, arg);
}

function array_traverse(node: PyObject, visit: visitproc, arg: usize): i32 {
  for (let i = 0; i < HAMT_ARRAY_NODE_SIZE; i++) {
    const child = node_children(node).getOrNull(i);
    const stop = child ? visit.call(child, arg) : 0;
    if (stop) return stop;
  }
  return 0;
}

function pairs_dealloc(node: PyObject): void {
  PyObject_GC_UnTrack(node);
  if (Py_TRASHCAN_BEGIN(node)) return;
  for (let i = Py_SIZE(node) - 1; i >= 0; i--) Py_XDECREF(node_pairs(node).getOrNull(i));
  PyObject_GC_Del(node);
  Py_TRASHCAN_END();
}

function array_dealloc(node: PyObject): void {
  PyObject_GC_UnTrack(node);
  if (Py_TRASHCAN_BEGIN(node)) return;
  for (let i = 0; i < HAMT_ARRAY_NODE_SIZE; i++) Py_XDECREF(node_children(node).getOrNull(i));
  PyObject_GC_Del(node);
  Py_TRASHCAN_END();
}

function init_node_type(t: PyTypeObject, name: usize, size: i32, itemsize: i32): bool {
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  const isArray = itemsize === 0;
  static_type(t, name, size, itemsize, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  t.tp_dealloc = isArray ? destructor.of(array_dealloc) : destructor.of(pairs_dealloc);
  t.tp_traverse = isArray ? traverseproc.of(array_traverse) : traverseproc.of(pairs_traverse);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_hash = hashfunc.of(PyObject_HashNotImplemented);
  return PyType_Ready(t) === 0;
}

/** The types are ready, and the empty node. False with an exception. */
export function init_hamt_nodes(): bool {
  if (
    !init_node_type(_PyHamt_ArrayNode_Type, cstr("hamt_array_node"), 280, 0) ||
    !init_node_type(_PyHamt_BitmapNode_Type, cstr("hamt_bitmap_node"), 32, 8) ||
    !init_node_type(_PyHamt_CollisionNode_Type, cstr("hamt_collision_node"), 32, 8)
  )
    return false;
  _PyObject_InitHead(EMPTY, _PyHamt_BitmapNode_Type);
  _Py_SetImmortal(EMPTY);
  return true;
}
