/**
 * Weak references: the struct, the list of an object's references, making and clearing them.
 * CPython: Objects/weakrefobject.c.
 *
 *   PyWeakReference (64 bytes, GC)
 *   +16 wr_object     borrowed; None once the object is gone
 *   +24 wr_callback   owned or NULL
 *   +32 hash          of the object, -1: not yet asked
 *   +40 wr_prev, +48 wr_next   the object's list; not owned
 *   +56 vectorcall
 *
 * The list of an object begins with the reference without a callback, then the proxy without a callback (of the exact
 * types), if they exist: those two are shared by all who ask. The others follow in the reverse order of their making.
 */
import { Py_IS_TYPE, PyObject, Slots } from "../object/object";
import {
  _PyWeakref_CallableProxyType,
  _PyWeakref_ProxyType,
  _PyWeakref_RefType,
  Py_None,
} from "../object/static-types";
import { vectorcallfunc } from "../object/slots";
import { PyTypeObject } from "../object/type-object";
import { PyObject_TypeCheck } from "./type-mro";

@unmanaged
export class PyWeakReference extends PyObject {
  wr_object: PyObject;
  wr_callback: PyObject | null;
  hash: i64;
  wr_prev: PyWeakReference | null;
  wr_next: PyWeakReference | null;
  vectorcall: vectorcallfunc;
}

/** A `weakref.ref` or an instance of a subclass. @inline */
export function PyWeakref_CheckRef(o: PyObject): bool {
  return PyObject_TypeCheck(o, _PyWeakref_RefType);
}

/** @inline */
export function PyWeakref_CheckRefExact(o: PyObject): bool {
  return Py_IS_TYPE(o, _PyWeakref_RefType);
}

/** @inline */
export function PyWeakref_CheckProxy(o: PyObject): bool {
  return Py_IS_TYPE(o, _PyWeakref_ProxyType) || Py_IS_TYPE(o, _PyWeakref_CallableProxyType);
}

/** @inline */
export function PyWeakref_Check(o: PyObject): bool {
  return PyWeakref_CheckRef(o) || PyWeakref_CheckProxy(o);
}

/** Whether instances of `t` have a list of weak references. @inline */
export function _PyType_SUPPORTS_WEAKREFS(t: PyTypeObject): bool {
  return t.tp_weaklistoffset !== 0;
}

/** Address of the slot that holds the head of the list of `o`, whose type supports weak references. @inline */
export function _PyObject_GET_WEAKREFS_LISTPTR(o: PyObject): usize {
  return changetype<usize>(o) + <usize>o.ob_type.tp_weaklistoffset;
}

/** The first weak reference to `o` (whose type supports them): borrowed, or NULL. @inline */
export function _PyObject_GET_WEAKREFS(o: PyObject): PyWeakReference | null {
  return changetype<PyWeakReference | null>(load<usize>(_PyObject_GET_WEAKREFS_LISTPTR(o)));
}

/** The object of `ref`: a new reference, or NULL when it is gone. @inline */
export function _PyWeakref_GET_REF(ref: PyObject): PyObject | null {
  const o = changetype<PyWeakReference>(ref).wr_object;
  if (changetype<usize>(o) === changetype<usize>(Py_None) || o.ob_refcnt === 0) return null;
  const n = o.ob_refcnt + 1;
  if (n !== 0) o.ob_refcnt = n;
  return o;
}

/** The object of `ref` is gone. @inline */
export function _PyWeakref_IS_DEAD(ref: PyObject): bool {
  const o = changetype<PyWeakReference>(ref).wr_object;
  return changetype<usize>(o) === changetype<usize>(Py_None) || o.ob_refcnt === 0;
}

/** The object of `ref`, or None: borrowed. */
export function PyWeakref_GET_OBJECT(ref: PyObject): PyObject {
  return _PyWeakref_IS_DEAD(ref) ? Py_None : changetype<PyWeakReference>(ref).wr_object;
}

/** A weak reference to `o`, shared when there is no callback: a new reference, or NULL with TypeError. */
export function PyWeakref_NewRef(o: PyObject, callback: PyObject | null): PyObject | null {
  unreachable();
}

/** A weak proxy of `o`, shared when there is no callback: a new reference, or NULL with TypeError. */
export function PyWeakref_NewProxy(o: PyObject, callback: PyObject | null): PyObject | null {
  unreachable();
}

/** From the dealloc of `o` (count 0): clears all weak references, then calls their callbacks. */
export function PyObject_ClearWeakRefs(o: PyObject): void {
  unreachable();
}

/** Clears `self` and takes it out of its list; keeps the callback, does not call it. */
export function _PyWeakref_ClearRef(self: PyWeakReference): void {
  unreachable();
}

/** Clears the weak references of `o` that have no callback. */
export function _PyWeakref_ClearWeakRefsNoCallbacks(o: PyObject): void {
  unreachable();
}

/** Number of live weak references and proxies to `o`. */
export function _PyWeakref_GetWeakrefCount(o: PyObject): i32 {
  unreachable();
}

/** Calls `callback` with `ref`; an exception is reported as unraisable. */
export function _PyWeakref_HandleCallback(ref: PyWeakReference, callback: PyObject): void {
  unreachable();
}

/** tp_vectorcall of `ref`: `ref()`. */
export function weakref_vectorcall(
  self: PyObject,
  args: Slots,
  nargsf: u32,
  kwnames: PyObject | null,
): PyObject | null {
  unreachable();
}

export function init_weakref_types(): void {
  unreachable();
}
