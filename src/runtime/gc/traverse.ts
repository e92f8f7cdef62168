/**
 * The collector's inner loops over references. CPython: the visit_* callbacks of Python/gc.c, called by tp_traverse.
 *
 * NOT CPYTHON: for the types that make up nearly every heap (list, tuple, dict, and instances of plain classes, with
 * inline attributes or `__slots__`) the references are found by their layout, in the order of their tp_traverse, without
 * the two indirect calls per reference that tp_traverse and its callback cost; all others go through tp_traverse.
 * `traverse_kind`, found out at the first encounter with a type, says which. Offsets are those of list.ts, tuple.ts,
 * dict-object.ts, dict-keys.ts and dict-values.ts: modules/gc-layout.ts does not compile when they differ.
 */
import { PyObject } from "../object/object";
import { traverseproc, visitproc } from "../object/slots";
import { PyBaseObject_Type, PyDict_Type, PyList_Type, PyTuple_Type } from "../object/static-types";
import {
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HEAPTYPE,
  Py_TPFLAGS_INLINE_VALUES,
  Py_TPFLAGS_MANAGED_DICT,
  Py_TPFLAGS_TYPE_SUBCLASS,
  PyTypeObject,
} from "../object/type-object";
import {
  _PyGC_PREV_MASK_COLLECTING,
  _PyGC_PREV_MASK_FINALIZED,
  _PyGC_PREV_SHIFT,
  gcstate,
  PyGC_Head,
} from "./gc-alloc";
import { subtype_traverse_index } from "./gc-hooks";
import { _PyGCHead_SET_PREV, GC_HEAD, GC_PREV, gc_list_append } from "./gc-list";

/** PyTypeObject.traverse_kind. */
export const TRAVERSE_UNKNOWN: u32 = 0;
export const TRAVERSE_SLOT: u32 = 1;
export const TRAVERSE_LIST: u32 = 2;
export const TRAVERSE_TUPLE: u32 = 3;
export const TRAVERSE_DICT: u32 = 4;
export const TRAVERSE_INSTANCE: u32 = 5;
export const TRAVERSE_SLOTTED: u32 = 6;

/** In _gc_next of an object that move_unreachable has tentatively moved. */
export const NEXT_MASK_UNREACHABLE: usize = 1;

const OBJECT_SIZE: usize = 16;
export const OB_SIZE: usize = 16;
export const LIST_OB_ITEM: usize = 24;
export const TUPLE_OB_ITEM: usize = 24;
export const DICT_MA_KEYS: usize = 32;
export const DICT_MA_VALUES: usize = 40;
export const KEYS_LOG2_INDEX_BYTES: usize = 9;
export const KEYS_KIND: usize = 10;
export const KEYS_NENTRIES: usize = 24;
export const KEYS_INDICES: usize = 32;
const KEYS_GENERAL: u8 = 0;
export const VALUES_CAPACITY: usize = 0;
export const VALUES_EMBEDDED: usize = 2;
export const VALUES_VALID: usize = 3;
export const VALUES_ITEMS: usize = 8;
const MANAGED_DICT: usize = 24;

/**
 * TRAVERSE_INSTANCE or TRAVERSE_SLOTTED for a class made by `class` that derives, through classes of the same kind, from
 * object: its instances hold slots one after the other, those of the base first, and attributes inline or in a dict.
 */
function instance_kind(t: PyTypeObject): u32 {
  let kind = t.tp_flags & Py_TPFLAGS_INLINE_VALUES ? TRAVERSE_INSTANCE : TRAVERSE_SLOTTED;
  let base = t;
  while (changetype<usize>(base) !== changetype<usize>(PyBaseObject_Type)) {
    if (changetype<usize>(base.tp_traverse) !== subtype_traverse_index()) return TRAVERSE_SLOT;
    const slots = (<usize>base.ob_size) << 3;
    const next = base.tp_base!;
    if (<usize>base.tp_basicsize !== <usize>next.tp_basicsize + slots) return TRAVERSE_SLOT;
    if (slots) kind = TRAVERSE_SLOTTED;
    base = next;
  }
  if (t.tp_dictoffset && !(t.tp_flags & Py_TPFLAGS_MANAGED_DICT)) return TRAVERSE_SLOT;
  return kind;
}

function classify(t: PyTypeObject): u32 {
  let kind = TRAVERSE_SLOT;
  if (changetype<usize>(t) === changetype<usize>(PyList_Type)) kind = TRAVERSE_LIST;
  else if (changetype<usize>(t) === changetype<usize>(PyTuple_Type)) kind = TRAVERSE_TUPLE;
  else if (changetype<usize>(t) === changetype<usize>(PyDict_Type)) kind = TRAVERSE_DICT;
  else if (t.tp_flags & Py_TPFLAGS_HEAPTYPE && changetype<usize>(t.tp_traverse) === subtype_traverse_index())
    kind = instance_kind(t);
  t.traverse_kind = kind;
  return kind;
}

/** @inline */
function kind_of(t: PyTypeObject): u32 {
  const kind = t.traverse_kind;
  return kind !== TRAVERSE_UNKNOWN ? kind : classify(t);
}

/** An exact list, tuple or dict: no finalizer, no weak references. @inline */
export function is_plain_container(t: PyTypeObject): bool {
  const kind = kind_of(t);
  return kind >= TRAVERSE_LIST && kind <= TRAVERSE_DICT;
}

/** The collector may know `o`. Only types have a tp_is_gc: static ones are not known. @inline */
function is_gc(o: usize): bool {
  const flags = changetype<PyObject>(o).ob_type.tp_flags;
  if (!(flags & Py_TPFLAGS_HAVE_GC)) return false;
  if (!(flags & Py_TPFLAGS_TYPE_SUBCLASS)) return true;
  return (changetype<PyTypeObject>(o).tp_flags & Py_TPFLAGS_HEAPTYPE) !== 0;
}

// --- subtract_refs: one internal reference less ---

/** One reference to `gc` less, an element whose gc_refs are there or start now. @inline */
function decref_head(gc: PyGC_Head, o: usize): void {
  const prev = gc._gc_prev;
  if (prev & _PyGC_PREV_MASK_COLLECTING) gc._gc_prev = prev - (1 << _PyGC_PREV_SHIFT);
  else if (gcstate.first_sight) decref_first(gc, o);
}

/** At first sight of a tracked object gc_refs are its references but this one. Immortal ones are never collected. */
function decref_first(gc: PyGC_Head, o: usize): void {
  if (gc._gc_next === 0) return;
  const refcnt = <i32>changetype<PyObject>(o).ob_refcnt;
  if (refcnt >= 0) set_collecting(gc, refcnt - 1);
}

/** gc_refs of an element whose _gc_prev still holds the previous one. @inline */
export function set_collecting(gc: PyGC_Head, refs: i32): void {
  gc._gc_prev =
    (gc._gc_prev & _PyGC_PREV_MASK_FINALIZED) | _PyGC_PREV_MASK_COLLECTING | ((<usize>refs) << _PyGC_PREV_SHIFT);
}

/** An object of another generation, or untracked, does not count. @inline */
function decref_one(o: usize): void {
  if (o !== 0 && is_gc(o)) decref_head(GC_HEAD(o - 16), o);
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

/** Attributes, then the type. */
function decref_instance(o: usize, t: PyTypeObject): void {
  const values = o + <usize>t.tp_basicsize;
  if (load<u8>(values + VALUES_VALID))
    decref_array(values + VALUES_ITEMS, <usize>load<u8>(values + VALUES_CAPACITY), 8);
  else decref_one(load<usize>(o - MANAGED_DICT));
  decref_head(GC_HEAD(changetype<usize>(t) - 16), changetype<usize>(t));
}

/** Slots, those of the class itself first, then as decref_instance. */
function decref_slotted(o: usize, t: PyTypeObject): void {
  let end = <usize>t.tp_basicsize;
  for (let base = t; end > OBJECT_SIZE; ) {
    base = base.tp_base!;
    const start = <usize>base.tp_basicsize;
    decref_array(o + start, (end - start) >> 3, 8);
    end = start;
  }
  const flags = t.tp_flags;
  if (flags & Py_TPFLAGS_INLINE_VALUES) {
    decref_instance(o, t);
    return;
  }
  if (flags & Py_TPFLAGS_MANAGED_DICT) decref_one(load<usize>(o - MANAGED_DICT));
  decref_head(GC_HEAD(changetype<usize>(t) - 16), changetype<usize>(t));
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
      decref_instance(address, t);
      break;
    case TRAVERSE_SLOTTED:
      decref_slotted(address, t);
      break;
    default:
      changetype<traverseproc>(t.tp_traverse).call(o, visitproc.of(visit_decref), 0);
  }
}

// --- move_unreachable: reached from an object that is reachable ---

/** @inline */
function reach_one(o: usize, reachable: usize): void {
  if (o !== 0 && is_gc(o)) reach_head(o - 16, reachable);
}

/** @inline */
function reach_head(gc: usize, reachable: usize): void {
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

/** As reach_items; true when the tuple can be part of a cycle (CPython's _PyTuple_MaybeUntrack, in the same pass). */
function reach_tuple(tuple: usize, reachable: usize): bool {
  const start = tuple + TUPLE_OB_ITEM;
  let trackable = false;
  for (let at = start + (load<usize>(tuple + OB_SIZE) << 3); at > start; ) {
    at -= 8;
    const item = load<usize>(at);
    // A tuple still being built cannot be judged.
    if (item === 0) trackable = true;
    else if (is_gc(item)) {
      const isTuple = changetype<usize>(changetype<PyObject>(item).ob_type) === changetype<usize>(PyTuple_Type);
      if (!isTuple || GC_HEAD(item - 16)._gc_next !== 0) trackable = true;
      reach_head(item - 16, reachable);
    }
  }
  return trackable;
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

/** Attributes, then the type. */
function reach_instance(o: usize, t: PyTypeObject, reachable: usize): void {
  const values = o + <usize>t.tp_basicsize;
  if (load<u8>(values + VALUES_VALID)) {
    reach_array(values + VALUES_ITEMS, <usize>load<u8>(values + VALUES_CAPACITY), 8, reachable);
  } else reach_one(load<usize>(o - MANAGED_DICT), reachable);
  reach_head(changetype<usize>(t) - 16, reachable);
}

/** Slots, those of the class itself first, then as reach_instance. */
function reach_slotted(o: usize, t: PyTypeObject, reachable: usize): void {
  let end = <usize>t.tp_basicsize;
  for (let base = t; end > OBJECT_SIZE; ) {
    base = base.tp_base!;
    const start = <usize>base.tp_basicsize;
    reach_array(o + start, (end - start) >> 3, 8, reachable);
    end = start;
  }
  const flags = t.tp_flags;
  if (flags & Py_TPFLAGS_INLINE_VALUES) {
    reach_instance(o, t, reachable);
    return;
  }
  if (flags & Py_TPFLAGS_MANAGED_DICT) reach_one(load<usize>(o - MANAGED_DICT), reachable);
  reach_head(changetype<usize>(t) - 16, reachable);
}

/**
 * Everything that `o` refers to, in the generation being collected, is reachable; the list walked is `reachable`.
 * True when `o` is an exact tuple that can never be part of a cycle.
 */
export function reach_refs_of(o: PyObject, reachable: usize): bool {
  const t = o.ob_type;
  const address = changetype<usize>(o);
  switch (kind_of(t)) {
    case TRAVERSE_LIST:
      reach_items(load<usize>(address + LIST_OB_ITEM), load<usize>(address + OB_SIZE), reachable);
      break;
    case TRAVERSE_TUPLE:
      return !reach_tuple(address, reachable);
    case TRAVERSE_DICT:
      reach_dict(address, reachable);
      break;
    case TRAVERSE_INSTANCE:
      reach_instance(address, t, reachable);
      break;
    case TRAVERSE_SLOTTED:
      reach_slotted(address, t, reachable);
      break;
    default:
      changetype<traverseproc>(t.tp_traverse).call(o, visitproc.of(visit_reachable), reachable);
  }
  return false;
}
