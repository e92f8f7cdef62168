/**
 * The collector's inner loops over references. CPython: the visit_* callbacks of Python/gc.c, called by tp_traverse.
 *
 * NOT CPYTHON: for the types that make up nearly every heap (list, tuple, dict, and instances whose attributes are inline)
 * the references are found by their layout, without the two indirect calls per reference that tp_traverse and its
 * callback cost; all others go through tp_traverse. `traverse_kind`, found out at the first encounter with a type, says
 * which. Offsets are those of list.ts, tuple.ts, dict-object.ts, dict-keys.ts and dict-values.ts, checked at start-up in
 * debug builds (modules/gc-check.ts).
 */
import { PyObject } from "../object/object";
import { traverseproc, visitproc } from "../object/slots";
import { PyBaseObject_Type, PyDict_Type, PyList_Type, PyTuple_Type } from "../object/static-types";
import {
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_TYPE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import { _PyGC_PREV_MASK_COLLECTING, _PyGC_PREV_SHIFT, PyGC_Head } from "./gc-alloc";
import { _PyGCHead_SET_PREV, GC_HEAD, GC_PREV, gc_list_append } from "./gc-list";

/** PyTypeObject.traverse_kind. */
export const TRAVERSE_UNKNOWN: u32 = 0;
export const TRAVERSE_SLOT: u32 = 1;
export const TRAVERSE_LIST: u32 = 2;
export const TRAVERSE_TUPLE: u32 = 3;
export const TRAVERSE_DICT: u32 = 4;
export const TRAVERSE_INSTANCE: u32 = 5;

/** In _gc_next of an object that move_unreachable has tentatively moved. */
export const NEXT_MASK_UNREACHABLE: usize = 1;

const OB_SIZE: usize = 16;
const LIST_OB_ITEM: usize = 24;
const TUPLE_OB_ITEM: usize = 24;
const DICT_MA_KEYS: usize = 32;
const DICT_MA_VALUES: usize = 40;
const KEYS_LOG2_INDEX_BYTES: usize = 9;
const KEYS_KIND: usize = 10;
const KEYS_NENTRIES: usize = 24;
const KEYS_INDICES: usize = 32;
const KEYS_GENERAL: u8 = 0;
const VALUES_CAPACITY: usize = 0;
const VALUES_EMBEDDED: usize = 2;
const VALUES_VALID: usize = 3;
const VALUES_ITEMS: usize = 8;
const MANAGED_DICT: usize = 24;

/**
 * An instance of a plain class: nothing but attributes, which lie inline or in a dict. Its class derives, through classes
 * of the same kind, from object.
 */
function is_plain_instance_type(t: PyTypeObject): bool {
  let base: PyTypeObject | null = t;
  while (base && changetype<usize>(base) !== changetype<usize>(PyBaseObject_Type)) {
    // Slots of their own make instances of a class longer than those of its base.
    if (!(base.tp_flags & Py_TPFLAGS_HEAPTYPE) || base.tp_basicsize !== PyBaseObject_Type.tp_basicsize) return false;
    base = base.tp_base;
  }
  return base !== null && (t.tp_flags & Py_TPFLAGS_INLINE_VALUES) !== 0;
}

function classify(t: PyTypeObject): u32 {
  let kind = TRAVERSE_SLOT;
  if (changetype<usize>(t) === changetype<usize>(PyList_Type)) kind = TRAVERSE_LIST;
  else if (changetype<usize>(t) === changetype<usize>(PyTuple_Type)) kind = TRAVERSE_TUPLE;
  else if (changetype<usize>(t) === changetype<usize>(PyDict_Type)) kind = TRAVERSE_DICT;
  else if (is_plain_instance_type(t)) kind = TRAVERSE_INSTANCE;
  t.traverse_kind = kind;
  return kind;
}

/** @inline */
function kind_of(t: PyTypeObject): u32 {
  const kind = t.traverse_kind;
  return kind !== TRAVERSE_UNKNOWN ? kind : classify(t);
}

/** The collector may know `o`. Only types have a tp_is_gc: static ones are not known. @inline */
function is_gc(o: usize): bool {
  const flags = changetype<PyObject>(o).ob_type.tp_flags;
  if (!(flags & Py_TPFLAGS_HAVE_GC)) return false;
  if (!(flags & Py_TPFLAGS_TYPE_SUBCLASS)) return true;
  return (changetype<PyTypeObject>(o).tp_flags & Py_TPFLAGS_HEAPTYPE) !== 0;
}

// --- subtract_refs: one internal reference less ---

/** @inline */
function decref_one(o: usize): void {
  if (o === 0 || !is_gc(o)) return;
  const gc = GC_HEAD(o - 16);
  // An object of another generation, or untracked, does not count.
  if (gc._gc_prev & _PyGC_PREV_MASK_COLLECTING) gc._gc_prev -= 1 << _PyGC_PREV_SHIFT;
}

function visit_decref(o: PyObject, _arg: usize): i32 {
  decref_one(changetype<usize>(o));
  return 0;
}

function decref_array(start: usize, count: usize, stride: usize): void {
  const end = start + count * stride;
  for (let at = start; at < end; at += stride) decref_one(load<usize>(at));
}

/** Values of a dict's table or of its split values, and keys that may be containers. Embedded values belong to the instance. */
function decref_dict(dict: usize): void {
  const keys = load<usize>(dict + DICT_MA_KEYS);
  const n = load<usize>(keys + KEYS_NENTRIES);
  const entries = keys + KEYS_INDICES + ((<usize>1) << load<u8>(keys + KEYS_LOG2_INDEX_BYTES));
  const values = load<usize>(dict + DICT_MA_VALUES);
  if (load<u8>(keys + KEYS_KIND) === KEYS_GENERAL) {
    for (let i: usize = 0, at = entries; i < n; i++, at += 24) {
      if (load<usize>(at + 16) === 0) continue;
      decref_one(load<usize>(at + 8));
      decref_one(load<usize>(at + 16));
    }
  } else if (!values) decref_array(entries + 8, n, 16);
  else if (!load<u8>(values + VALUES_EMBEDDED)) decref_array(values + VALUES_ITEMS, n, 8);
}

/** Type, inline values or dict. */
function decref_instance(o: usize): void {
  const t = changetype<PyObject>(o).ob_type;
  const dict = load<usize>(o - MANAGED_DICT);
  const values = o + <usize>t.tp_basicsize;
  if (load<u8>(values + VALUES_VALID))
    decref_array(values + VALUES_ITEMS, <usize>load<u8>(values + VALUES_CAPACITY), 8);
  else decref_one(dict);
  decref_one(changetype<usize>(t));
}

/** gc_refs of everything that `o` refers to, in the generation being collected, is one less per reference. */
export function subtract_refs_of(o: PyObject): void {
  const t = o.ob_type;
  const address = changetype<usize>(o);
  switch (kind_of(t)) {
    case TRAVERSE_LIST:
      decref_array(load<usize>(address + LIST_OB_ITEM), load<usize>(address + OB_SIZE), 8);
      break;
    case TRAVERSE_TUPLE:
      decref_array(address + TUPLE_OB_ITEM, load<usize>(address + OB_SIZE), 8);
      break;
    case TRAVERSE_DICT:
      decref_dict(address);
      break;
    case TRAVERSE_INSTANCE:
      decref_instance(address);
      break;
    default:
      changetype<traverseproc>(t.tp_traverse).call(o, visitproc.of(visit_decref), 0);
  }
}

// --- move_unreachable: reached from an object that is reachable ---

/** @inline */
function reach_one(o: usize, reachable: usize): void {
  if (o === 0 || !is_gc(o)) return;
  const gc = o - 16;
  if (GC_HEAD(gc)._gc_prev & _PyGC_PREV_MASK_COLLECTING) reach_collecting(gc, reachable);
}

/** `gc` is in the generation being collected, and not yet known to be reachable from outside. */
function reach_collecting(gc: usize, reachable: usize): void {
  const head = GC_HEAD(gc);
  const next = head._gc_next;
  if (next & NEXT_MASK_UNREACHABLE) {
    // It had been moved to `unreachable`: back to the end of the list being walked.
    const prev = GC_PREV(gc);
    GC_HEAD(prev)._gc_next = next;
    _PyGCHead_SET_PREV(next & ~NEXT_MASK_UNREACHABLE, prev);
    gc_list_append(gc, reachable);
    gc_set_refs(head, 1);
  } else if (head._gc_prev >> _PyGC_PREV_SHIFT === 0) gc_set_refs(head, 1);
}

/** @inline */
function gc_set_refs(gc: PyGC_Head, refs: usize): void {
  gc._gc_prev = (gc._gc_prev & 3) | (refs << _PyGC_PREV_SHIFT);
}

function visit_reachable(o: PyObject, reachable: usize): i32 {
  reach_one(changetype<usize>(o), reachable);
  return 0;
}

function reach_array(start: usize, count: usize, stride: usize, reachable: usize): void {
  const end = start + count * stride;
  for (let at = start; at < end; at += stride) reach_one(load<usize>(at), reachable);
}

/** The last first, as list and tuple are traversed: the order in which the collector meets objects can be seen. */
function reach_items(start: usize, count: usize, reachable: usize): void {
  for (let at = start + (count << 3); at > start; ) {
    at -= 8;
    reach_one(load<usize>(at), reachable);
  }
}

function reach_dict(dict: usize, reachable: usize): void {
  const keys = load<usize>(dict + DICT_MA_KEYS);
  const n = load<usize>(keys + KEYS_NENTRIES);
  const entries = keys + KEYS_INDICES + ((<usize>1) << load<u8>(keys + KEYS_LOG2_INDEX_BYTES));
  const values = load<usize>(dict + DICT_MA_VALUES);
  if (load<u8>(keys + KEYS_KIND) === KEYS_GENERAL) {
    for (let i: usize = 0, at = entries; i < n; i++, at += 24) {
      if (load<usize>(at + 16) === 0) continue;
      reach_one(load<usize>(at + 8), reachable);
      reach_one(load<usize>(at + 16), reachable);
    }
  } else if (!values) reach_array(entries + 8, n, 16, reachable);
  else if (!load<u8>(values + VALUES_EMBEDDED)) reach_array(values + VALUES_ITEMS, n, 8, reachable);
}

function reach_instance(o: usize, reachable: usize): void {
  const t = changetype<PyObject>(o).ob_type;
  const dict = load<usize>(o - MANAGED_DICT);
  const values = o + <usize>t.tp_basicsize;
  if (load<u8>(values + VALUES_VALID)) {
    reach_array(values + VALUES_ITEMS, <usize>load<u8>(values + VALUES_CAPACITY), 8, reachable);
  } else reach_one(dict, reachable);
  reach_one(changetype<usize>(t), reachable);
}

/** Everything that `o` refers to, in the generation being collected, is reachable; the list walked is `reachable`. */
export function reach_refs_of(o: PyObject, reachable: usize): void {
  const t = o.ob_type;
  const address = changetype<usize>(o);
  switch (kind_of(t)) {
    case TRAVERSE_LIST:
      reach_items(load<usize>(address + LIST_OB_ITEM), load<usize>(address + OB_SIZE), reachable);
      break;
    case TRAVERSE_TUPLE:
      reach_items(address + TUPLE_OB_ITEM, load<usize>(address + OB_SIZE), reachable);
      break;
    case TRAVERSE_DICT:
      reach_dict(address, reachable);
      break;
    case TRAVERSE_INSTANCE:
      reach_instance(address, reachable);
      break;
    default:
      changetype<traverseproc>(t.tp_traverse).call(o, visitproc.of(visit_reachable), reachable);
  }
}
