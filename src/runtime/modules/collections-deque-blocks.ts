/**
 * collections.deque: the object and its blocks. CPython: dequeobject and block of Modules/_collectionsmodule.c.
 *
 *   dequeobject (216 bytes, GC)                              block (528 bytes, mem domain)
 *   +24 leftblock, +32 rightblock  never NULL once made      +0   leftlink
 *   +40 leftindex   of the first item in leftblock           +8   data[64], owned references
 *   +48 rightindex  of the last item in rightblock           +520 rightlink
 *   +56 state       grows with every change
 *   +64 maxlen      -1: unbounded                            Links beyond the outermost blocks are not valid.
 *   +72 numfreeblocks, +80 freeblocks[16]
 *   +208 weakreflist
 *
 * An empty deque has one block, leftindex CENTER + 1 and rightindex CENTER.
 */
import { PyErr_GetRaisedException, PyErr_NoMemory, PyErr_SetRaisedException } from "../abstract/errors";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import {
  Py_DECREF,
  Py_INCREF,
  Py_SET_SIZE,
  Py_SIZE,
  Py_ssize_t,
  PyObject,
  PyVarObject,
  ptr,
  Slots,
} from "../object/object";
import { PyTypeObject } from "../object/type-object";

export const BLOCKLEN: i32 = 64;
export const CENTER: i32 = 31;
const MAXFREEBLOCKS: i32 = 16;

@unmanaged
export class block {
  leftlink: block;
  /** The first of the 64 items. */
  data: PyObject;
}
const RIGHTLINK: usize = 520;
export const BLOCK_SIZE: usize = 528;

@unmanaged
export class dequeobject extends PyVarObject {
  leftblock: block;
  rightblock: block;
  leftindex: Py_ssize_t;
  rightindex: Py_ssize_t;
  state: i64;
  maxlen: i64;
  numfreeblocks: Py_ssize_t;
  /** The first of 16 block addresses; a count is with them in the 128 bytes up to weakreflist. */
  freeblocks: usize;
  free1: i64;
  free2: i64;
  free3: i64;
  free4: i64;
  free5: i64;
  free6: i64;
  free7: i64;
  free8: i64;
  free9: i64;
  free10: i64;
  free11: i64;
  free12: i64;
  free13: i64;
  free14: i64;
  free15: i64;
  weakreflist: PyObject | null;
}

/** Types of the module, borrowed: its state owns them. */
@unmanaged
export class CollectionsTypes {
  deque: PyTypeObject;
  deque_iterator: PyTypeObject;
  deque_reverse_iterator: PyTypeObject;
  defaultdict: PyTypeObject;
}
export const collections_types: CollectionsTypes = changetype<CollectionsTypes>(memory.data(32, 8));

/** @inline */
export function deque_of(o: PyObject): dequeobject {
  return changetype<dequeobject>(o);
}

/** The items of a block. @inline */
export function block_data(b: block): Slots {
  return Slots.at(changetype<usize>(b) + offsetof<block>("data"));
}

/** @inline */
export function rightlink(b: block): block {
  return load<block>(changetype<usize>(b), RIGHTLINK);
}

/** @inline */
function set_rightlink(b: block, to: block): void {
  store<u64>(changetype<usize>(b), <u64>changetype<usize>(to), RIGHTLINK);
}

/** @inline */
function set_leftlink(b: block, to: block): void {
  store<u64>(changetype<usize>(b), <u64>changetype<usize>(to));
}

/** @inline */
function free_slot(deque: dequeobject, i: i32): usize {
  return changetype<usize>(deque) + offsetof<dequeobject>("freeblocks") + ((<usize>i) << 3);
}

/** A block with undefined contents; NULL with MemoryError. */
export function newblock(deque: dequeobject): block | null {
  const n = deque.numfreeblocks;
  if (n > 0) {
    deque.numfreeblocks = n - 1;
    return load<block>(free_slot(deque, n - 1));
  }
  const at = PyMem_Malloc(BLOCK_SIZE);
  if (at === 0) {
    PyErr_NoMemory();
    return null;
  }
  return changetype<block>(at);
}

/** Keeps a block for the next newblock, or gives it back. */
export function freeblock(deque: dequeobject, b: block): void {
  const n = deque.numfreeblocks;
  if (n < MAXFREEBLOCKS) {
    store<u64>(free_slot(deque, n), <u64>changetype<usize>(b));
    deque.numfreeblocks = n + 1;
  } else PyMem_Free(changetype<usize>(b));
}

/** Gives back the blocks that are kept. */
export function release_freeblocks(deque: dequeobject): void {
  for (let i = 0; i < deque.numfreeblocks; i++) PyMem_Free(load<usize>(free_slot(deque, i)));
}

/** Makes `deque` an empty one whose only block is `b`. */
export function set_empty(deque: dequeobject, b: block): void {
  Py_SET_SIZE(deque, 0);
  deque.leftblock = b;
  deque.rightblock = b;
  deque.leftindex = CENTER + 1;
  deque.rightindex = CENTER;
}

/** A block more at the right end, `spare` or a new one: false with MemoryError. */
function grow_right(deque: dequeobject, spare: block | null = null): bool {
  const b = spare ? spare : newblock(deque);
  if (!b) return false;
  set_leftlink(b, deque.rightblock);
  set_rightlink(deque.rightblock, b);
  deque.rightblock = b;
  deque.rightindex = -1;
  return true;
}

/** A block more at the left end, `spare` or a new one: false with MemoryError. */
function grow_left(deque: dequeobject, spare: block | null = null): bool {
  const b = spare ? spare : newblock(deque);
  if (!b) return false;
  set_rightlink(b, deque.leftblock);
  set_leftlink(deque.leftblock, b);
  deque.leftblock = b;
  deque.leftindex = BLOCKLEN;
  return true;
}

/** The last item of a deque that has one, taken out: its reference. */
export function pop_right(deque: dequeobject): PyObject {
  const item = block_data(deque.rightblock).get(deque.rightindex);
  deque.rightindex--;
  const n = Py_SIZE(deque) - 1;
  Py_SET_SIZE(deque, n);
  deque.state++;
  if (deque.rightindex < 0) {
    if (n > 0) {
      const b = deque.rightblock;
      const left = b.leftlink;
      freeblock(deque, b);
      deque.rightblock = left;
      deque.rightindex = BLOCKLEN - 1;
    } else {
      // The block stays, centred again.
      deque.leftindex = CENTER + 1;
      deque.rightindex = CENTER;
    }
  }
  return item;
}

/** The first item of a deque that has one, taken out: its reference. */
export function pop_left(deque: dequeobject): PyObject {
  const item = block_data(deque.leftblock).get(deque.leftindex);
  deque.leftindex++;
  const n = Py_SIZE(deque) - 1;
  Py_SET_SIZE(deque, n);
  deque.state++;
  if (deque.leftindex === BLOCKLEN) {
    if (n > 0) {
      const b = deque.leftblock;
      const right = rightlink(b);
      freeblock(deque, b);
      deque.leftblock = right;
      deque.leftindex = 0;
    } else {
      deque.leftindex = CENTER + 1;
      deque.rightindex = CENTER;
    }
  }
  return item;
}

/** @inline */
function is_over(deque: dequeobject): bool {
  return <u64>deque.maxlen < <u64>Py_SIZE(deque);
}

/** Adds `item` (stolen on success only) at the right end; a bounded deque drops its first. -1 with MemoryError. */
export function append_internal(deque: dequeobject, item: PyObject): i32 {
  if (deque.rightindex === BLOCKLEN - 1 && !grow_right(deque)) return -1;
  Py_SET_SIZE(deque, Py_SIZE(deque) + 1);
  const at = deque.rightindex + 1;
  deque.rightindex = at;
  block_data(deque.rightblock).set(at, item);
  if (is_over(deque)) Py_DECREF(pop_left(deque));
  else deque.state++;
  return 0;
}

/** Adds `item` (stolen on success only) at the left end; a bounded deque drops its last. -1 with MemoryError. */
export function appendleft_internal(deque: dequeobject, item: PyObject): i32 {
  if (deque.leftindex === 0 && !grow_left(deque)) return -1;
  Py_SET_SIZE(deque, Py_SIZE(deque) + 1);
  const at = deque.leftindex - 1;
  deque.leftindex = at;
  block_data(deque.leftblock).set(at, item);
  if (is_over(deque)) Py_DECREF(pop_right(deque));
  else deque.state++;
  return 0;
}

/** Adds the only item of `deque` `count` times more (and counts the references). -1 with MemoryError. */
export function append_copies(deque: dequeobject, count: i64): i32 {
  const item = block_data(deque.leftblock).get(deque.leftindex);
  deque.state++;
  let i: i64 = 0;
  let status = 0;
  while (i < count) {
    if (deque.rightindex === BLOCKLEN - 1 && !grow_right(deque)) {
      status = -1;
      break;
    }
    const data = block_data(deque.rightblock);
    const m = <i32>min<i64>(count - i, <i64>(BLOCKLEN - 1 - deque.rightindex));
    for (let k = 1; k <= m; k++) data.set(deque.rightindex + k, item);
    for (let k = 0; k < m; k++) Py_INCREF(item);
    deque.rightindex += m;
    i += m;
  }
  Py_SET_SIZE(deque, Py_SIZE(deque) + <i32>i);
  return status;
}

/** Gives back `n` items from `leftindex` of `first` on, and their blocks. */
function release_items(deque: dequeobject, first: block, leftindex: i32, n: i32): void {
  let b = first;
  let i = leftindex;
  for (let left = n; left > 0; left--) {
    if (i === BLOCKLEN) {
      const done = b;
      b = rightlink(b);
      freeblock(deque, done);
      i = 0;
    }
    Py_DECREF(block_data(b).get(i++));
  }
  freeblock(deque, b);
}

/** Removes all items. They are released when the deque is empty already. */
export function clear_items(deque: dequeobject): void {
  const n = Py_SIZE(deque);
  if (n === 0) return;
  // A deque may die while an exception is set.
  const exc = PyErr_GetRaisedException();
  const b = newblock(deque);
  PyErr_SetRaisedException(exc);
  if (!b) {
    while (Py_SIZE(deque) > 0) Py_DECREF(pop_right(deque));
    return;
  }
  const first = deque.leftblock;
  const leftindex = deque.leftindex;
  set_empty(deque, b);
  deque.state++;
  release_items(deque, first, leftindex, n);
}

// --- rotation: a block that one end gives up is used at the other ---

/** Moves up to `n` items from the right end to the left one, where there is room: how many. */
function move_to_left(deque: dequeobject, n: i32): i32 {
  const m = min(n, min(deque.rightindex + 1, deque.leftindex));
  deque.rightindex -= m;
  deque.leftindex -= m;
  const from = block_data(deque.rightblock).from(deque.rightindex + 1);
  const to = block_data(deque.leftblock).from(deque.leftindex);
  memory.copy(changetype<usize>(to), changetype<usize>(from), (<usize>m) << 3);
  return m;
}

/** Moves up to `n` items from the left end to the right one, where there is room: how many. */
function move_to_right(deque: dequeobject, n: i32): i32 {
  const m = min(n, min(BLOCKLEN - deque.leftindex, BLOCKLEN - 1 - deque.rightindex));
  const from = block_data(deque.leftblock).from(deque.leftindex);
  const to = block_data(deque.rightblock).from(deque.rightindex + 1);
  memory.copy(changetype<usize>(to), changetype<usize>(from), (<usize>m) << 3);
  deque.leftindex += m;
  deque.rightindex += m;
  return m;
}

function rotate_right(deque: dequeobject, n: i32): i32 {
  let spare: block | null = null;
  while (n > 0) {
    if (deque.leftindex === 0) {
      if (!grow_left(deque, spare)) return -1;
      spare = null;
    }
    n -= move_to_left(deque, n);
    if (deque.rightindex < 0) {
      const b = deque.rightblock;
      deque.rightblock = b.leftlink;
      deque.rightindex = BLOCKLEN - 1;
      spare = b;
    }
  }
  if (spare) freeblock(deque, spare);
  return 0;
}

function rotate_left(deque: dequeobject, n: i32): i32 {
  let spare: block | null = null;
  while (n > 0) {
    if (deque.rightindex === BLOCKLEN - 1) {
      if (!grow_right(deque, spare)) return -1;
      spare = null;
    }
    n -= move_to_right(deque, n);
    if (deque.leftindex === BLOCKLEN) {
      const b = deque.leftblock;
      deque.leftblock = rightlink(b);
      deque.leftindex = 0;
      spare = b;
    }
  }
  if (spare) freeblock(deque, spare);
  return 0;
}

/** Rotates `n` steps to the right, to the left where it is negative. -1 with MemoryError. */
export function rotate_items(deque: dequeobject, n: i64): i32 {
  const len = <i64>Py_SIZE(deque);
  const half = len >> 1;
  if (len <= 1) return 0;
  if (n > half || n < -half) {
    n %= len;
    if (n > half) n -= len;
    else if (n < -half) n += len;
  }
  deque.state++;
  return n > 0 ? rotate_right(deque, <i32>n) : rotate_left(deque, <i32>-n);
}

/** Item `i` of a deque that has it: borrowed. Walks from the nearer end. */
export function item_slot(deque: dequeobject, i: i32): Slots {
  const size = Py_SIZE(deque);
  const at = i + deque.leftindex;
  let n = at / BLOCKLEN;
  let b = deque.leftblock;
  if (i < size >> 1) while (--n >= 0) b = rightlink(b);
  else {
    n = (deque.leftindex + size - 1) / BLOCKLEN - n;
    b = deque.rightblock;
    while (--n >= 0) b = b.leftlink;
  }
  return block_data(b).from(at % BLOCKLEN);
}

/** Removes item `i`, which exists. -1 with MemoryError. */
export function del_item(deque: dequeobject, i: i32): i32 {
  if (rotate_items(deque, -(<i64>i)) < 0) return -1;
  const item = pop_left(deque);
  const status = rotate_items(deque, <i64>i);
  Py_DECREF(item);
  return status;
}

/** `o` is a deque: of the class itself. @inline */
export function is_exact_deque(o: PyObject): bool {
  return ptr(o.ob_type) === ptr(collections_types.deque);
}
