/**
 * OrderedDict: the object and the list of its keys. CPython: PyODictObject, _ODictNode of Objects/odictobject.c.
 *
 *   PyODictObject (112 bytes, GC): a dict, then                _ODictNode (32 bytes, mem domain)
 *   +48 od_first, +56 od_last   nodes or NULL                   +0  key   owned
 *   +64 od_fast_nodes           node of each entry of the       +8  hash
 *       table, or NULL (mem domain)                             +16 next
 *   +72 od_fast_nodes_size      as dk_size                      +24 prev
 *   +80 od_resize_sentinel      ma_keys for which it is true
 *   +88 od_state                grows with every change of the list
 *   +96 od_inst_dict, owned, +104 od_weakreflist
 */
import {
  _PyErr_ChainExceptions1,
  _PyErr_SetKeyError,
  PyErr_GetRaisedException,
  PyErr_NoMemory,
  PyErr_SetString,
} from "../abstract/errors";
import { Py_EQ, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_hash_t, Py_IS_TYPE, Py_NewRef, Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_RuntimeError, PyODict_Type } from "../object/static-types";
import { _PyDict_DelItem_KnownHash, _PyDict_SetItem_KnownHash } from "./dict";
import { DK_SIZE, DKIX_EMPTY } from "./dict-keys";
import { _Py_dict_lookup } from "./dict-lookup";
import { PyDictObject } from "./dict-object";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class _ODictNode {
  key: PyObject;
  hash: i64;
  next: _ODictNode | null;
  prev: _ODictNode | null;
}

@unmanaged
export class PyODictObject extends PyDictObject {
  od_first: _ODictNode | null;
  od_last: _ODictNode | null;
  od_fast_nodes: usize;
  od_fast_nodes_size: Py_ssize_t;
  od_resize_sentinel: usize;
  od_state: i64;
  od_inst_dict: PyObject | null;
  od_weakreflist: PyObject | null;
}

/** @inline */
export function odict(o: PyObject): PyODictObject {
  return changetype<PyODictObject>(o);
}

export function PyODict_Check(o: PyObject): bool {
  return PyObject_TypeCheck(o, PyODict_Type);
}

/** @inline */
export function PyODict_CheckExact(o: PyObject): bool {
  return Py_IS_TYPE(o, PyODict_Type);
}

/** Address of the place of entry `i` in the table of nodes. @inline */
function fast_node(od: PyODictObject, i: i32): usize {
  return od.od_fast_nodes + ((<usize>i) << 3);
}

/** Index of the entry of `key`, or of the next new entry. -1 with an exception. */
function _odict_get_index_raw(od: PyODictObject, key: PyObject, hash: Py_hash_t): i32 {
  const ix = _Py_dict_lookup(od, key, hash);
  if (ix === DKIX_EMPTY) return od.ma_keys.dk_nentries;
  return ix < 0 ? -1 : ix;
}

/** Builds the table of nodes anew for the dict's current keys. -1 with an exception. */
function _odict_resize(od: PyODictObject): i32 {
  const size = <i32>DK_SIZE(od.ma_keys);
  const bytes = (<usize>size) << 3;
  const table = PyMem_Malloc(bytes);
  if (table === 0) {
    PyErr_NoMemory();
    return -1;
  }
  memory.fill(table, 0, bytes);
  let node = od.od_first;
  while (node) {
    const i = _odict_get_index_raw(od, node.key, node.hash);
    if (i < 0) {
      PyMem_Free(table);
      return -1;
    }
    store<usize>(table + ((<usize>i) << 3), changetype<usize>(node));
    node = node.next;
  }
  PyMem_Free(od.od_fast_nodes);
  od.od_fast_nodes = table;
  od.od_fast_nodes_size = size;
  od.od_resize_sentinel = changetype<usize>(od.ma_keys);
  return 0;
}

/** As _odict_get_index_raw, with a table of nodes that fits. */
function _odict_get_index(od: PyODictObject, key: PyObject, hash: Py_hash_t): i32 {
  const keys = od.ma_keys;
  if (od.od_resize_sentinel !== changetype<usize>(keys) || od.od_fast_nodes_size !== <i32>DK_SIZE(keys)) {
    if (_odict_resize(od) < 0) return -1;
  }
  return _odict_get_index_raw(od, key, hash);
}

/** The node of `key`; NULL when it is absent, or with an exception. */
export function _odict_find_node_hash(od: PyODictObject, key: PyObject, hash: Py_hash_t): _ODictNode | null {
  if (!od.od_first) return null;
  const i = _odict_get_index(od, key, hash);
  return i < 0 ? null : load<_ODictNode | null>(fast_node(od, i));
}

/** As _odict_find_node_hash. */
export function _odict_find_node(od: PyODictObject, key: PyObject): _ODictNode | null {
  if (!od.od_first) return null;
  const hash = PyObject_Hash(key);
  return hash === -1 ? null : _odict_find_node_hash(od, key, hash);
}

export function _odict_add_head(od: PyODictObject, node: _ODictNode): void {
  const first = od.od_first;
  node.prev = null;
  node.next = first;
  if (first) first.prev = node;
  else od.od_last = node;
  od.od_first = node;
  od.od_state++;
}

export function _odict_add_tail(od: PyODictObject, node: _ODictNode): void {
  const last = od.od_last;
  node.prev = last;
  node.next = null;
  if (last) last.next = node;
  else od.od_first = node;
  od.od_last = node;
  od.od_state++;
}

/** Adds a node for `key` (counted anew) at the end, unless there is one. -1 with an exception. */
function _odict_add_new_node(od: PyODictObject, key: PyObject, hash: Py_hash_t): i32 {
  Py_NewRef(key);
  const i = _odict_get_index(od, key, hash);
  if (i < 0) {
    if (!tstate.current_exception) _PyErr_SetKeyError(key);
    Py_DECREF(key);
    return -1;
  }
  if (load<usize>(fast_node(od, i)) !== 0) {
    Py_DECREF(key);
    return 0;
  }
  const at = PyMem_Malloc(offsetof<_ODictNode>());
  if (at === 0) {
    Py_DECREF(key);
    PyErr_NoMemory();
    return -1;
  }
  memory.fill(at, 0, offsetof<_ODictNode>());
  const node = changetype<_ODictNode>(at);
  node.key = key;
  node.hash = hash;
  _odict_add_tail(od, node);
  store<usize>(fast_node(od, i), at);
  return 0;
}

function node_dealloc(node: _ODictNode): void {
  Py_DECREF(node.key);
  PyMem_Free(changetype<usize>(node));
}

/** Takes a node out of the list; it lives on. */
export function _odict_remove_node(od: PyODictObject, node: _ODictNode): void {
  const next = node.next;
  const prev = node.prev;
  if (changetype<usize>(od.od_first) === changetype<usize>(node)) od.od_first = next;
  else if (prev) prev.next = next;
  if (changetype<usize>(od.od_last) === changetype<usize>(node)) od.od_last = prev;
  else if (next) next.prev = prev;
  node.prev = null;
  node.next = null;
  od.od_state++;
}

/** Releases the node of `key`, if there is one: before the dict's entry goes. -1 with an exception. */
export function _odict_clear_node(od: PyODictObject, key: PyObject, hash: Py_hash_t): i32 {
  if (!od.od_first) return 0;
  const i = _odict_get_index(od, key, hash);
  if (i < 0) return tstate.current_exception ? -1 : 0;
  const node = load<_ODictNode | null>(fast_node(od, i));
  if (!node) return 0;
  store<usize>(fast_node(od, i), 0);
  _odict_remove_node(od, node);
  node_dealloc(node);
  return 0;
}

export function _odict_clear_nodes(od: PyODictObject): void {
  PyMem_Free(od.od_fast_nodes);
  od.od_fast_nodes = 0;
  od.od_fast_nodes_size = 0;
  od.od_resize_sentinel = 0;
  let node: _ODictNode | null = od.od_first;
  od.od_first = null;
  od.od_last = null;
  od.od_state++;
  while (node) {
    const next = node.next;
    node_dealloc(node);
    node = next;
  }
}

/** The keys of both are equal, one by one, in order: 1, 0, -1 with an exception. */
export function _odict_keys_equal(a: PyODictObject, b: PyODictObject): i32 {
  const state_a = a.od_state;
  const state_b = b.od_state;
  let x = a.od_first;
  let y = b.od_first;
  while (x && y) {
    const key_a = Py_NewRef(x.key);
    const key_b = Py_NewRef(y.key);
    const equal = PyObject_RichCompareBool(key_a, key_b, Py_EQ);
    Py_DECREF(key_a);
    Py_DECREF(key_b);
    if (equal < 0) return -1;
    // The comparison may have changed the dicts: x and y may be gone.
    if (a.od_state !== state_a || b.od_state !== state_b) return mutated_during_comparison();
    if (equal === 0) return 0;
    x = x.next;
    y = y.next;
  }
  return !x && !y ? 1 : 0;
}

function mutated_during_comparison(): i32 {
  PyErr_SetString(PyExc_RuntimeError, cstr("OrderedDict mutated during iteration"));
  return -1;
}

/** od[key] = value in dict and list. -1 with an exception. */
export function _PyODict_SetItem_KnownHash(od: PyObject, key: PyObject, value: PyObject, hash: Py_hash_t): i32 {
  if (_PyDict_SetItem_KnownHash(od, key, value, hash) < 0) return -1;
  if (_odict_add_new_node(odict(od), key, hash) === 0) return 0;
  const exc = PyErr_GetRaisedException();
  _PyDict_DelItem_KnownHash(od, key, hash);
  _PyErr_ChainExceptions1(exc);
  return -1;
}

/** As _PyODict_SetItem_KnownHash. */
export function PyODict_SetItem(od: PyObject, key: PyObject, value: PyObject): i32 {
  const hash = PyObject_Hash(key);
  return hash === -1 ? -1 : _PyODict_SetItem_KnownHash(od, key, value, hash);
}

/** del od[key]. -1 with an exception. */
export function PyODict_DelItem(od: PyObject, key: PyObject): i32 {
  const hash = PyObject_Hash(key);
  if (hash === -1 || _odict_clear_node(odict(od), key, hash) < 0) return -1;
  return _PyDict_DelItem_KnownHash(od, key, hash);
}
