/**
 * The hash table of set and frozenset. CPython: set_lookkey, set_add_entry, set_table_resize ... of Objects/setobject.c.
 *
 * A probe looks at entry hash & mask and, if they are all inside the table, at the LINEAR_PROBES entries behind it; then it
 * goes on at i = 5*i + 1 + perturb, perturb being the hash shifted right by 5 before each step (as 64 bits). The order of
 * iteration is the order of the table, so all of this can be seen by programs.
 * Comparisons may run Python code, which may change the set: then the search starts anew.
 */

import { PyErr_NoMemory } from "../abstract/errors";
import { Py_EQ, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  _Py_SetImmortal,
  Py_DECREF,
  Py_hash_t,
  Py_INCREF,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  PyObject,
  ptr,
} from "../object/object";
import { PyLong_Type, PyUnicode_Type } from "../object/static-types";
import { _PyObject_HashFast } from "./dict-lookup";
import { PySet_MINSIZE, PySetObject, SET_SMALLTABLE } from "./set-object";
import { unicode_eq } from "./str";

const LINEAR_PROBES: u32 = 9;
const PERTURB_SHIFT: u64 = 5;
const SMALLTABLE_SIZE: usize = 128;

/** The key of deleted entries: one object, known by its address. It is never compared nor given out. */
export const dummy: PyObject = changetype<PyObject>(memory.data(16, 16));

/** At start-up: the dummy key is immortal. */
export function init_set_dummy(): void {
  _Py_SetImmortal(dummy);
}

/** Address of the entries inside the object. @inline */
function smalltable(so: PySetObject): usize {
  return changetype<usize>(so) + SET_SMALLTABLE;
}

/** The key of the entry at `entry` is an element. @inline */
function is_active(entry: usize): bool {
  const key = load<usize>(entry);
  return key !== 0 && key !== ptr(dummy);
}

/** Writes key and hash of an entry. @inline */
function set_entry(entry: usize, key: PyObject, hash: Py_hash_t): void {
  store<u64>(entry, <u64>ptr(key));
  store<i64>(entry, hash, 8);
}

/** The set has changed during a comparison. */
const CHANGED: i32 = -2;
/** The key has been added, but there is no memory for the larger table that is due. */
const NOT_GROWN: i32 = -3;

/** Compares the key of an entry, whose hash is equal, with `key`: 1, 0, -1 or CHANGED. */
function compare_entry(so: PySetObject, entry: usize, key: PyObject, hash: Py_hash_t): i32 {
  const startkey = load<PyObject>(entry);
  if (ptr(startkey) === ptr(key)) return 1;
  if (Py_IS_TYPE(startkey, PyUnicode_Type) && Py_IS_TYPE(key, PyUnicode_Type)) {
    if (unicode_eq(startkey, key)) return 1;
  } else if (hash !== -2 && Py_IS_TYPE(startkey, PyLong_Type) && Py_IS_TYPE(key, PyLong_Type)) {
    // Two ints of one digit with equal hashes are equal, but for -1 and -2.
    if (load<u32>(ptr(startkey), 16) < 16 && load<u32>(ptr(key), 16) < 16) return 1;
  }
  const table = so.table;
  Py_INCREF(startkey);
  const cmp = PyObject_RichCompareBool(startkey, key, Py_EQ);
  Py_DECREF(startkey);
  if (cmp < 0) return -1;
  if (table !== so.table || load<usize>(entry) !== ptr(startkey)) return CHANGED;
  return cmp;
}

/** Address of the entry that holds `key`, or of the unused entry that ends the search; 0 with an exception. */
export function set_lookkey(so: PySetObject, key: PyObject, hash: Py_hash_t): usize {
  let mask = <u32>so.mask;
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    let entry = so.table + ((<usize>i) << 4);
    let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    while (true) {
      const entry_hash = load<i64>(entry, 8);
      if (entry_hash === 0 && load<usize>(entry) === 0) return entry;
      if (entry_hash === hash) {
        if (load<usize>(entry) === ptr(key)) return entry;
        const cmp = compare_entry(so, entry, key, hash);
        if (cmp > 0) return entry;
        if (cmp < 0) return cmp === CHANGED ? set_lookkey(so, key, hash) : 0;
        mask = <u32>so.mask;
      }
      if (probes === 0) break;
      probes--;
      entry += 16;
    }
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

/** Puts a counted key into an entry found by try_add: the last dummy seen, or the unused one at the end. 0, or NOT_GROWN. */
function fill_entry(so: PySetObject, unused: usize, freeslot: usize, key: PyObject, hash: Py_hash_t): i32 {
  so.used++;
  if (freeslot) {
    set_entry(freeslot, key, hash);
    return 0;
  }
  const fill = so.fill + 1;
  so.fill = fill;
  set_entry(unused, key, hash);
  if (<i64>fill * 5 < <i64>so.mask * 3) return 0;
  return set_table_resize(so, so.used > 50000 ? so.used * 2 : so.used * 4) < 0 ? NOT_GROWN : 0;
}

/** Result of one search for a place: 1 present, 0 added, -1 error, CHANGED, NOT_GROWN. */
function try_add(so: PySetObject, key: PyObject, hash: Py_hash_t): i32 {
  let mask = <u32>so.mask;
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  let freeslot: usize = 0;
  while (true) {
    let entry = so.table + ((<usize>i) << 4);
    let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    while (true) {
      const entry_hash = load<i64>(entry, 8);
      if (entry_hash === 0 && load<usize>(entry) === 0) {
        if (freeslot !== 0 && load<i64>(freeslot, 8) !== -1) return CHANGED;
        return fill_entry(so, entry, freeslot, key, hash);
      }
      if (entry_hash === hash) {
        const cmp = compare_entry(so, entry, key, hash);
        if (cmp !== 0) return cmp;
        mask = <u32>so.mask;
      } else if (entry_hash === -1) freeslot = entry;
      if (probes === 0) break;
      probes--;
      entry += 16;
    }
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

/** Adds `key`: 0, or -1. Steals nothing. */
export function set_add_entry(so: PySetObject, key: PyObject, hash: Py_hash_t): i32 {
  // Counted first: a comparison may take the caller's reference away.
  Py_INCREF(key);
  let status = CHANGED;
  while (status === CHANGED) status = try_add(so, key, hash);
  if (status === 0) return 0;
  // A key whose table could not grow is in the set all the same.
  if (status !== NOT_GROWN) Py_DECREF(key);
  return status > 0 ? 0 : -1;
}

/** Puts a key that is absent into a table without dummies. Counts nothing. */
export function set_insert_clean(table: usize, mask: u32, key: PyObject, hash: Py_hash_t): void {
  let i = <u32>hash & mask;
  let perturb = <u64>hash;
  while (true) {
    let entry = table + ((<usize>i) << 4);
    let probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    while (true) {
      if (load<usize>(entry) === 0) {
        set_entry(entry, key, hash);
        return;
      }
      if (probes === 0) break;
      probes--;
      entry += 16;
    }
    perturb >>= PERTURB_SHIFT;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

/** The smallest table size above `minused`, or 0: more than memory can hold. */
function table_size(minused: Py_ssize_t): u32 {
  let size: u32 = PySet_MINSIZE;
  while (size <= <u32>minused) {
    if (size >= 0x08000000) return 0;
    size <<= 1;
  }
  return size;
}

/** Copy of a small table that is rebuilt in place. No Python code runs meanwhile. */
const SMALL_COPY: usize = memory.data(128, 16);

/** Moves the elements to a table for more than `minused`, without the dummies. 0, or -1. */
export function set_table_resize(so: PySetObject, minused: Py_ssize_t): i32 {
  const newsize = table_size(minused);
  const small = smalltable(so);
  const allocated = so.table;
  let oldtable = so.table;
  let newtable = small;
  if (newsize === PySet_MINSIZE) {
    if (oldtable === small) {
      // Without dummies there is nothing to gain.
      if (so.fill === so.used) return 0;
      memory.copy(SMALL_COPY, oldtable, SMALLTABLE_SIZE);
      oldtable = SMALL_COPY;
    }
  } else {
    newtable = newsize ? PyMem_Malloc((<usize>newsize) << 4) : 0;
    if (newtable === 0) {
      PyErr_NoMemory();
      return -1;
    }
  }
  const end = oldtable + ((<usize>so.mask + 1) << 4);
  memory.fill(newtable, 0, (<usize>newsize) << 4);
  so.mask = <i32>(newsize - 1);
  so.table = newtable;
  so.fill = so.used;
  for (let entry = oldtable; entry < end; entry += 16) {
    if (is_active(entry)) set_insert_clean(newtable, newsize - 1, load<PyObject>(entry), load<i64>(entry, 8));
  }
  if (allocated !== small) PyMem_Free(allocated);
  return 0;
}

/** 1, 0, or -1. */
export function set_contains_entry(so: PySetObject, key: PyObject, hash: Py_hash_t): i32 {
  const entry = set_lookkey(so, key, hash);
  if (entry === 0) return -1;
  return load<usize>(entry) !== 0 ? 1 : 0;
}

/** Removes a key: 1, 0 (was absent), or -1. */
export function set_discard_entry(so: PySetObject, key: PyObject, hash: Py_hash_t): i32 {
  const entry = set_lookkey(so, key, hash);
  if (entry === 0) return -1;
  const old_key = load<usize>(entry);
  if (old_key === 0) return 0;
  set_entry(entry, dummy, -1);
  so.used--;
  Py_DECREF(changetype<PyObject>(old_key));
  return 1;
}

/** Adds a key: 0, or -1. Steals nothing. */
export function set_add_key(so: PySetObject, key: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  return hash === -1 ? -1 : set_add_entry(so, key, hash);
}

/** 1, 0, or -1. */
export function set_contains_key(so: PySetObject, key: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  return hash === -1 ? -1 : set_contains_entry(so, key, hash);
}

/** Removes a key: 1, 0 (was absent), or -1. */
export function set_discard_key(so: PySetObject, key: PyObject): i32 {
  const hash = _PyObject_HashFast(key);
  return hash === -1 ? -1 : set_discard_entry(so, key, hash);
}

function set_empty_to_minsize(so: PySetObject): void {
  memory.fill(smalltable(so), 0, SMALLTABLE_SIZE);
  so.fill = 0;
  so.used = 0;
  so.mask = PySet_MINSIZE - 1;
  so.table = smalltable(so);
  so.hash = -1;
}

/** Gives back the `used` keys of a table that no set has any more. */
export function release_keys(table: usize, used: Py_ssize_t): void {
  let left = used;
  for (let entry = table; left > 0; entry += 16) {
    if (!is_active(entry)) continue;
    left--;
    Py_DECREF(load<PyObject>(entry));
  }
}

/** Removes all elements. The set is empty before the first is released: that may run Python code. */
export function set_clear_internal(so: PySetObject): void {
  const table = so.table;
  const used = so.used;
  if (table !== smalltable(so)) {
    set_empty_to_minsize(so);
    release_keys(table, used);
    PyMem_Free(table);
    return;
  }
  if (so.fill === 0) return;
  const mark = stack_mark();
  const copy = stack_alloc(SMALLTABLE_SIZE);
  memory.copy(copy, table, SMALLTABLE_SIZE);
  set_empty_to_minsize(so);
  release_keys(copy, used);
  stack_release(mark);
}

/** Address of the first entry from number `pos` on that holds an element, 0 at the end. */
export function set_next(so: PySetObject, pos: Py_ssize_t): usize {
  const end = so.table + ((<usize>so.mask + 1) << 4);
  for (let entry = so.table + ((<usize>pos) << 4); entry < end; entry += 16) if (is_active(entry)) return entry;
  return 0;
}

/** Where a walk by set_next goes on after `entry`. @inline */
export function position_after(so: PySetObject, entry: usize): Py_ssize_t {
  return <i32>((entry - so.table) >> 4) + 1;
}

/** Copies a table of the same size entry by entry into an empty one. */
function copy_table(so: PySetObject, other: PySetObject): void {
  const size = (<usize>other.mask + 1) << 4;
  const from = other.table;
  const to = so.table;
  for (let at: usize = 0; at < size; at += 16) {
    const key = load<usize>(from + at);
    if (key) set_entry(to + at, Py_NewRef(changetype<PyObject>(key)), load<i64>(from + at, 8));
  }
  so.fill = other.fill;
  so.used = other.used;
}

/** Adds the elements of a set or frozenset: 0, or -1. */
export function set_merge(so: PySetObject, other: PySetObject): i32 {
  if (changetype<usize>(other) === changetype<usize>(so) || other.used === 0) return 0;
  // One big step at the start, on the assumption that few elements are common to both.
  if ((<i64>so.fill + <i64>other.used) * 5 >= <i64>so.mask * 3) {
    if (set_table_resize(so, (so.used + other.used) * 2) < 0) return -1;
  }
  if (so.fill === 0) {
    if (so.mask === other.mask && other.fill === other.used) {
      copy_table(so, other);
      return 0;
    }
    const end = other.table + ((<usize>other.mask + 1) << 4);
    so.fill = other.used;
    so.used = other.used;
    for (let entry = other.table; entry < end; entry += 16) {
      if (!is_active(entry)) continue;
      set_insert_clean(so.table, <u32>so.mask, Py_NewRef(load<PyObject>(entry)), load<i64>(entry, 8));
    }
    return 0;
  }
  for (let i = 0; i <= other.mask; i++) {
    const entry = other.table + ((<usize>i) << 4);
    if (is_active(entry) && set_add_entry(so, load<PyObject>(entry), load<i64>(entry, 8)) < 0) return -1;
  }
  return 0;
}

/** Exchanges the elements of two sets, whatever tables they use. */
export function set_swap_bodies(a: PySetObject, b: PySetObject): void {
  const fill = a.fill;
  const used = a.used;
  const mask = a.mask;
  const table = a.table === smalltable(a) ? smalltable(b) : a.table;
  a.fill = b.fill;
  a.used = b.used;
  a.mask = b.mask;
  a.table = b.table === smalltable(b) ? smalltable(a) : b.table;
  b.fill = fill;
  b.used = used;
  b.mask = mask;
  b.table = table;
  memory.copy(SMALL_COPY, smalltable(a), SMALLTABLE_SIZE);
  memory.copy(smalltable(a), smalltable(b), SMALLTABLE_SIZE);
  memory.copy(smalltable(b), SMALL_COPY, SMALLTABLE_SIZE);
}
