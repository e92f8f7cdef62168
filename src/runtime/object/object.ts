/**
 * What every object begins with, and how references to it are counted.
 * CPython: Include/object.h, Include/refcount.h (3.13, 64-bit, with the GIL).
 *
 *   PyObject                     PyVarObject
 *   +0   ob_refcnt  u32          +0   PyObject
 *   +4   (upper half, 0)         +16  ob_size  (number of items)
 *   +8   ob_type    pointer      +24
 *   +16
 *
 * ob_refcnt is CPython's 64-bit field of which only the low half is ever used: 0xFFFFFFFF means immortal. Counting
 * invariant: for a mortal object, ob_refcnt == number of owned references that exist to it anywhere.
 */
import { fatal_refcount } from "../host";
import { reference_tracer, trace_reference } from "./reference-tracer";
import { tstate } from "./state";
import { _PyTrash_thread_deposit_object, _PyTrash_thread_destroy_chain, MAX_DEALLOC_DEPTH } from "./trashcan";
import { Py_TPFLAGS_HAVE_GC, PyTypeObject } from "./type-object";

/** Signed size in a 64-bit slot, of which the runtime uses the low half (memory ends at 4 GiB). */
export type Py_ssize_t = i32;
export type Py_hash_t = i64;

/** ob_refcnt of an object that is never released. */
export const _Py_IMMORTAL_REFCNT: u32 = 0xffffffff;

@unmanaged
export class PyObject {
  ob_refcnt: u32;
  ob_refcnt_high: u32;
  ob_type: PyTypeObject;
}

@unmanaged
export class PyVarObject extends PyObject {
  ob_size: Py_ssize_t;
}

/** An array of 8-byte object slots at any address: `ob_item`, `localsplus`, a vectorcall's arguments. */
@unmanaged
@final
export class Slots {
  @inline static at(address: usize): Slots {
    return changetype<Slots>(address);
  }
  /** Borrowed; the slot must not be NULL. */
  @inline get(i: i32): PyObject {
    return load<PyObject>(changetype<usize>(this) + ((<usize>i) << 3));
  }
  /** Borrowed. */
  @inline getOrNull(i: i32): PyObject | null {
    return changetype<PyObject | null>(load<usize>(changetype<usize>(this) + ((<usize>i) << 3)));
  }
  /** Steals the reference; does not release what was there. */
  @inline set(i: i32, o: PyObject | null): void {
    store<u64>(changetype<usize>(this) + ((<usize>i) << 3), <u64>changetype<usize>(o));
  }
  /** The array that begins at item `i`. */
  @inline from(i: i32): Slots {
    return changetype<Slots>(changetype<usize>(this) + ((<usize>i) << 3));
  }
}

/** The address of an object, 0 for NULL. @inline */
export function ptr(o: PyObject | null): usize {
  return changetype<usize>(o);
}

/** The object at an address that is not 0. @inline */
export function obj(address: usize): PyObject {
  return changetype<PyObject>(address);
}

/** The object at an address, NULL for 0. @inline */
export function objOrNull(address: usize): PyObject | null {
  return changetype<PyObject | null>(address);
}

/** Identity. @inline */
export function Py_Is(a: PyObject | null, b: PyObject | null): bool {
  return changetype<usize>(a) === changetype<usize>(b);
}

/** @inline */
export function Py_TYPE(o: PyObject): PyTypeObject {
  return o.ob_type;
}

/** Exact type test. @inline */
export function Py_IS_TYPE(o: PyObject, t: PyTypeObject): bool {
  return changetype<usize>(o.ob_type) === changetype<usize>(t);
}

/** @inline */
export function Py_SIZE(o: PyObject): Py_ssize_t {
  return changetype<PyVarObject>(o).ob_size;
}

/** Also clears the upper half of the slot. @inline */
export function Py_SET_SIZE(o: PyObject, size: Py_ssize_t): void {
  store<i64>(changetype<usize>(o), <i64>size, 16);
}

/** Counts no references; that is the caller's business for heap types. @inline */
export function Py_SET_TYPE(o: PyObject, t: PyTypeObject): void {
  o.ob_type = t;
}

/** @inline */
export function Py_REFCNT(o: PyObject): u32 {
  return o.ob_refcnt;
}

/** @inline */
export function _Py_IsImmortal(o: PyObject): bool {
  return <i32>o.ob_refcnt < 0;
}

/** @inline */
export function _Py_SetImmortal(o: PyObject): void {
  o.ob_refcnt = _Py_IMMORTAL_REFCNT;
}

/** Sets the count of an object that comes out of a free list, its type set. @inline */
export function _Py_NewReference(o: PyObject): void {
  store<u64>(changetype<usize>(o), 1);
  if (reference_tracer.created !== 0) trace_reference(changetype<usize>(o));
}

/** Head of a new object: count 1, the type. Does not count the reference to a heap type. @inline */
export function _PyObject_InitHead(o: PyObject, t: PyTypeObject): void {
  store<u64>(changetype<usize>(o), 1);
  store<u64>(changetype<usize>(o), <u64>changetype<usize>(t), 8);
}

/** @inline */
export function Py_INCREF(o: PyObject): void {
  const n = o.ob_refcnt + 1;
  if (n !== 0) o.ob_refcnt = n;
}

/** @inline */
export function Py_XINCREF(o: PyObject | null): void {
  if (o) Py_INCREF(o);
}

/** Gives one reference back; the object is released at once when it was the last. @inline */
export function Py_DECREF(o: PyObject): void {
  if (isDefined(PYDEBUG)) check_refcount(o);
  const n = o.ob_refcnt;
  if (<i32>n >= 0) {
    o.ob_refcnt = n - 1;
    if (n === 1) _Py_Dealloc(o);
  }
}

/** @inline */
export function Py_XDECREF(o: PyObject | null): void {
  if (o) Py_DECREF(o);
}

/** Py_DECREF for an object known to have other references, or to be immortal. @inline */
export function _Py_DECREF_NO_DEALLOC(o: PyObject): void {
  const n = o.ob_refcnt;
  if (<i32>n >= 0) o.ob_refcnt = n - 1;
}

/** Returns a new reference to `o`. @inline */
export function Py_NewRef(o: PyObject): PyObject {
  Py_INCREF(o);
  return o;
}

/** Returns a new reference to `o`, NULL for NULL. @inline */
export function Py_XNewRef(o: PyObject | null): PyObject | null {
  if (o) Py_INCREF(o);
  return o;
}

/** Releases an object whose count has reached zero; when deallocs nest deeply, later (trashcan.ts). */
export function _Py_Dealloc(o: PyObject): void {
  const t = o.ob_type;
  const depth = tstate.dealloc_depth;
  if (depth >= MAX_DEALLOC_DEPTH && (t.tp_flags & Py_TPFLAGS_HAVE_GC) !== 0) {
    _PyTrash_thread_deposit_object(o);
    return;
  }
  tstate.dealloc_depth = depth + 1;
  t.tp_dealloc.call(o);
  tstate.dealloc_depth = depth;
  if (depth === 0 && tstate.delete_later && tstate.trash_delete_nesting === 0) _PyTrash_thread_destroy_chain();
}

/** A function, so that its address can be handed on. */
export function Py_DecRef(o: PyObject | null): void {
  if (o) Py_DECREF(o);
}

/** Debug builds: a reference given back to an object that has none. */
function check_refcount(o: PyObject): void {
  if (o.ob_refcnt === 0 || o.ob_refcnt === 0xdddddddd) fatal_refcount(changetype<usize>(o));
}
