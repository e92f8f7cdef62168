/**
 * Iterators over a hash array mapped trie: keys, values, items. CPython: Python/hamt.c.
 *
 *   PyHamtIterator (168)  +16 hi_obj (owned)  +24 i_nodes, the way down: 8 nodes (borrowed)  +88 i_pos, 8 positions
 *                         +152 i_level  +160 hi_yield, 0: keys, 1: values, 2: items
 */
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetNone } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { _PyObject_GC_New, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { Py_NewRef, Py_SIZE, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  inquiry,
  iternextfunc,
  lenfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { _PyHamtItems_Type, _PyHamtKeys_Type, _PyHamtValues_Type, PyExc_StopIteration } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_READY, PyTypeObject } from "../object/type-object";
import { hamt_count, hamt_root } from "./hamt";
import { HAMT_ARRAY_NODE_SIZE, is_array_node, node_children, node_pairs } from "./hamt-node";
import { PyTuple_Pack } from "./tuple";
import { mapping_methods, static_type } from "./type-define";
import { PyType_Ready } from "./type-ready";

/** Levels that a tree can have: seven of the hash, and collisions. */
const _Py_HAMT_MAX_TREE_DEPTH: i32 = 8;

/** Where an iteration is. */
@unmanaged
export class PyHamtIteratorState {
  i_nodes: u64;
  i_nodes_1: u64;
  i_nodes_2: u64;
  i_nodes_3: u64;
  i_nodes_4: u64;
  i_nodes_5: u64;
  i_nodes_6: u64;
  i_nodes_7: u64;
  i_pos: u64;
  i_pos_1: u64;
  i_pos_2: u64;
  i_pos_3: u64;
  i_pos_4: u64;
  i_pos_5: u64;
  i_pos_6: u64;
  i_pos_7: u64;
  i_level: i32;
  i_level_high: i32;
}

@unmanaged
export class PyHamtIterator extends PyObject {
  hi_obj: PyObject | null;
  /** A PyHamtIteratorState, behind it hi_yield. */
  hi_iter: u64;
}

const HI_YIELD: usize = offsetof<PyHamtIterator>("hi_iter") + offsetof<PyHamtIteratorState>();

const KEYS: i32 = 0;
const VALUES: i32 = 1;
const ITEMS: i32 = 2;

/** @inline */
function state_of(it: PyObject): PyHamtIteratorState {
  return changetype<PyHamtIteratorState>(ptr(it) + offsetof<PyHamtIterator>("hi_iter"));
}

export function hamt_iterator_init(iter: PyHamtIteratorState, root: PyObject): void {
  memory.fill(changetype<usize>(iter), 0, offsetof<PyHamtIteratorState>());
  iter.i_nodes = <u64>ptr(root);
}

/** The next pair: true, borrowed in tstate.out_object (key) and out_object2 (value). */
export function hamt_iterator_next(iter: PyHamtIteratorState): bool {
  const nodes = Slots.at(changetype<usize>(iter));
  const positions = changetype<usize>(iter) + offsetof<PyHamtIteratorState>("i_pos");
  while (iter.i_level >= 0) {
    const level = iter.i_level;
    const node = nodes.get(level);
    const at = positions + ((<usize>level) << 3);
    let pos = load<i32>(at);
    let child: PyObject | null = null;
    if (is_array_node(node)) {
      while (pos < HAMT_ARRAY_NODE_SIZE && !child) child = node_children(node).getOrNull(pos++);
    } else if (pos + 1 < Py_SIZE(node)) {
      const key = node_pairs(node).getOrNull(pos);
      child = node_pairs(node).get(pos + 1);
      pos += 2;
      if (key) {
        store<i32>(at, pos);
        tstate.out_object = key;
        tstate.out_object2 = child;
        return true;
      }
    }
    store<i32>(at, pos);
    if (!child) {
      iter.i_level = level - 1;
      continue;
    }
    if (level + 1 >= _Py_HAMT_MAX_TREE_DEPTH) unreachable();
    iter.i_level = level + 1;
    store<i64>(at + 8, 0);
    nodes.set(level + 1, child);
  }
  return false;
}

function new_iterator(t: PyTypeObject, kind: i32, o: PyObject): PyObject | null {
  const it = _PyObject_GC_New(t);
  if (!it) return null;
  store<u64>(ptr(it), <u64>ptr(Py_NewRef(o)), offsetof<PyHamtIterator>("hi_obj"));
  store<i64>(ptr(it), <i64>kind, HI_YIELD);
  hamt_iterator_init(state_of(it), hamt_root(o));
  return it;
}

/** Iterators over the hamt `o`: new references. They are not tracked, as in CPython. */
export function _PyHamt_NewIterKeys(o: PyObject): PyObject | null {
  return new_iterator(_PyHamtKeys_Type, KEYS, o);
}

export function _PyHamt_NewIterValues(o: PyObject): PyObject | null {
  return new_iterator(_PyHamtValues_Type, VALUES, o);
}

export function _PyHamt_NewIterItems(o: PyObject): PyObject | null {
  return new_iterator(_PyHamtItems_Type, ITEMS, o);
}

function baseiter_next(it: PyObject): PyObject | null {
  if (!hamt_iterator_next(state_of(it))) {
    PyErr_SetNone(PyExc_StopIteration);
    return null;
  }
  const key = tstate.out_object!;
  const value = tstate.out_object2!;
  const kind = load<i32>(ptr(it), HI_YIELD);
  if (kind === ITEMS) return PyTuple_Pack(key, value);
  return Py_NewRef(kind === KEYS ? key : value);
}

function baseiter_len(it: PyObject): Py_ssize_t {
  return hamt_count(changetype<PyHamtIterator>(it).hi_obj!);
}

function baseiter_traverse(it: PyObject, visit: visitproc, arg: usize): i32 {
  const o = changetype<PyHamtIterator>(it).hi_obj;
  return o ? visit.call(o, arg) : 0;
}

function baseiter_clear(it: PyObject): i32 {
  const o = changetype<PyHamtIterator>(it).hi_obj;
  changetype<PyHamtIterator>(it).hi_obj = null;
  Py_XDECREF(o);
  return 0;
}

function baseiter_dealloc(it: PyObject): void {
  PyObject_GC_UnTrack(it);
  baseiter_clear(it);
  PyObject_GC_Del(it);
}

function init_iterator_type(t: PyTypeObject, name: usize): bool {
  if (t.tp_flags & Py_TPFLAGS_READY) return true;
  static_type(t, name, 168, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC);
  mapping_methods(t).mp_length = lenfunc.of(baseiter_len);
  t.tp_dealloc = destructor.of(baseiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(baseiter_traverse);
  t.tp_clear = inquiry.of(baseiter_clear);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(baseiter_next);
  return PyType_Ready(t) === 0;
}

/** The types are ready. False with an exception. */
export function init_hamt_iterators(): bool {
  return (
    init_iterator_type(_PyHamtItems_Type, cstr("items")) &&
    init_iterator_type(_PyHamtKeys_Type, cstr("keys")) &&
    init_iterator_type(_PyHamtValues_Type, cstr("values"))
  );
}
