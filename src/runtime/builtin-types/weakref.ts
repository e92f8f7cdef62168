/**
 * Weak references: the struct, the list of an object's references, making and clearing them.
 * CPython: Objects/weakrefobject.c. The types: weakref-type.ts, weakref-proxy.ts.
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

import { PyObject_CallOneArg } from "../abstract/call";
import {
  PyErr_BadInternalCall,
  PyErr_Format,
  PyErr_GetRaisedException,
  PyErr_SetRaisedException,
} from "../abstract/errors";
import { PyCallable_Check } from "../abstract/object-protocol";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, Py_IS_TYPE, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import { vectorcallfunc } from "../object/slots";
import {
  _PyWeakref_CallableProxyType,
  _PyWeakref_ProxyType,
  _PyWeakref_RefType,
  Py_None,
  PyExc_TypeError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyTuple_ITEMS, PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { PyObject_TypeCheck } from "./type-mro";
import { weakref_vectorcall } from "./weakref-type";

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
  return ptr(o) + <usize>o.ob_type.tp_weaklistoffset;
}

/** The first weak reference to `o` (whose type supports them): borrowed, or NULL. @inline */
export function _PyObject_GET_WEAKREFS(o: PyObject): PyWeakReference | null {
  return changetype<PyWeakReference | null>(load<usize>(_PyObject_GET_WEAKREFS_LISTPTR(o)));
}

/** The object of `ref` is gone, or being released. @inline */
export function _PyWeakref_IS_DEAD(ref: PyObject): bool {
  const o = changetype<PyWeakReference>(ref).wr_object;
  return ptr(o) === ptr(Py_None) || o.ob_refcnt === 0;
}

/** The object of `ref`: a new reference, or NULL when it is gone. @inline */
export function _PyWeakref_GET_REF(ref: PyObject): PyObject | null {
  if (_PyWeakref_IS_DEAD(ref)) return null;
  const o = changetype<PyWeakReference>(ref).wr_object;
  Py_INCREF(o);
  return o;
}

/** The object of `ref`, or None: borrowed. */
export function PyWeakref_GET_OBJECT(ref: PyObject): PyObject {
  return _PyWeakref_IS_DEAD(ref) ? Py_None : changetype<PyWeakReference>(ref).wr_object;
}

/** The shared reference or proxy: of an exact type, without a callback. */
function is_basic(ref: PyWeakReference | null, proxy: bool): bool {
  if (!ref || ref.wr_callback) return false;
  return proxy ? PyWeakref_CheckProxy(ref) : PyWeakref_CheckRefExact(ref);
}

/** The shared reference of the list that begins with `head`: borrowed or NULL. */
function basic_ref(head: PyWeakReference | null): PyWeakReference | null {
  return is_basic(head, false) ? head : null;
}

/** The shared proxy of the list that begins with `head`: borrowed or NULL. */
function basic_proxy(head: PyWeakReference | null): PyWeakReference | null {
  const at = basic_ref(head) ? head!.wr_next : head;
  return is_basic(at, true) ? at : null;
}

/** Links `self` into the list behind `prev`, or (NULL) as its head. */
function insert_after(self: PyWeakReference, list: usize, prev: PyWeakReference | null): void {
  const next = prev ? prev.wr_next : changetype<PyWeakReference | null>(load<usize>(list));
  self.wr_prev = prev;
  self.wr_next = next;
  if (next) next.wr_prev = self;
  if (prev) prev.wr_next = self;
  else store<usize>(list, ptr(self));
}

/** Puts `self` at its place in the list whose head is at `list`. */
function insert_weakref(self: PyWeakReference, list: usize): void {
  const head = changetype<PyWeakReference | null>(load<usize>(list));
  if (is_basic(self, false)) insert_after(self, list, null);
  else if (is_basic(self, true)) insert_after(self, list, basic_ref(head));
  else {
    const proxy = basic_proxy(head);
    insert_after(self, list, proxy ? proxy : basic_ref(head));
  }
}

/** Takes `self` out of the list of its object; keeps the callback. */
function unlink(self: PyWeakReference): void {
  const o = self.wr_object;
  if (ptr(o) === ptr(Py_None)) return;
  const list = _PyObject_GET_WEAKREFS_LISTPTR(o);
  const prev = self.wr_prev;
  const next = self.wr_next;
  if (load<usize>(list) === ptr(self)) store<usize>(list, ptr(next));
  self.wr_object = Py_None;
  if (prev) prev.wr_next = next;
  if (next) next.wr_prev = prev;
  self.wr_prev = null;
  self.wr_next = null;
}

/** Takes `self` out of the list of its object and releases its callback. */
export function clear_weakref(self: PyWeakReference): void {
  unlink(self);
  const callback = self.wr_callback;
  self.wr_callback = null;
  Py_XDECREF(callback);
}

/** Clears `self` and takes it out of its list; keeps the callback, does not call it (the collector does). */
export function _PyWeakref_ClearRef(self: PyWeakReference): void {
  unlink(self);
}

/**
 * A reference of `type` to `o`, shared when it may be: a new reference, or NULL with TypeError. `callback` None or NULL: none.
 */
export function get_or_create_weakref(
  type: PyTypeObject,
  o: PyObject,
  given_callback: PyObject | null,
): PyObject | null {
  if (!_PyType_SUPPORTS_WEAKREFS(o.ob_type)) {
    const format = cstr("cannot create weak reference to '%s' object");
    return PyErr_Format(PyExc_TypeError, format, o.ob_type.tp_name);
  }
  const callback: PyObject | null = ptr(given_callback) === ptr(Py_None) ? null : given_callback;
  const is_ref = ptr(type) === ptr(_PyWeakref_RefType);
  const is_proxy = ptr(type) === ptr(_PyWeakref_ProxyType) || ptr(type) === ptr(_PyWeakref_CallableProxyType);
  if (!callback && (is_ref || is_proxy)) {
    const head = _PyObject_GET_WEAKREFS(o);
    const shared = is_ref ? basic_ref(head) : basic_proxy(head);
    if (shared) {
      Py_INCREF(shared);
      return shared;
    }
  }
  const made = type.tp_alloc!.call(type, 0);
  if (!made) return null;
  const self = changetype<PyWeakReference>(made);
  self.hash = -1;
  self.wr_object = o;
  self.wr_callback = Py_XNewRef(callback);
  self.vectorcall = vectorcallfunc.of(weakref_vectorcall);
  insert_weakref(self, _PyObject_GET_WEAKREFS_LISTPTR(o));
  return made;
}

/** A weak reference to `o`, shared when there is no callback: a new reference, or NULL with TypeError. */
export function PyWeakref_NewRef(o: PyObject, callback: PyObject | null): PyObject | null {
  return get_or_create_weakref(_PyWeakref_RefType, o, callback);
}

/** A weak proxy of `o`, shared when there is no callback: a new reference, or NULL with TypeError. */
export function PyWeakref_NewProxy(o: PyObject, callback: PyObject | null): PyObject | null {
  const type = PyCallable_Check(o) ? _PyWeakref_CallableProxyType : _PyWeakref_ProxyType;
  return get_or_create_weakref(type, o, callback);
}

/** Number of weak references and proxies to `o`, cleared ones not counted. */
export function _PyWeakref_GetWeakrefCount(o: PyObject): i32 {
  if (!_PyType_SUPPORTS_WEAKREFS(o.ob_type)) return 0;
  let count = 0;
  let ref = _PyObject_GET_WEAKREFS(o);
  while (ref) {
    count++;
    ref = ref.wr_next;
  }
  return count;
}

/** Calls `callback` with `ref`; an exception is reported as unraisable. */
export function _PyWeakref_HandleCallback(ref: PyObject, callback: PyObject): void {
  const res = PyObject_CallOneArg(callback, ref);
  if (res) Py_DECREF(res);
  else PyErr_WriteUnraisable(callback);
}

/** Clears all weak references of `o` without calling their callbacks. */
export function _PyWeakref_ClearWeakRefsNoCallbacks(o: PyObject): void {
  if (!_PyType_SUPPORTS_WEAKREFS(o.ob_type)) return;
  while (true) {
    const ref = _PyObject_GET_WEAKREFS(o);
    if (!ref) break;
    clear_weakref(ref);
  }
}

/** Clears what is left in the list of `o`; returns the tuple (ref, callback or NULL, ...) that holds what lives on. */
function clear_noting_callbacks(o: PyObject, tuple: PyObject): i32 {
  let n = 0;
  while (true) {
    const ref = _PyObject_GET_WEAKREFS(o);
    if (!ref) break;
    unlink(ref);
    const callback = ref.wr_callback;
    ref.wr_callback = null;
    // A reference that is itself being released gets no call.
    if (ref.ob_refcnt > 0) {
      Py_INCREF(ref);
      PyTuple_SET_ITEM(tuple, n, ref);
      PyTuple_SET_ITEM(tuple, n + 1, callback);
      n += 2;
    } else Py_XDECREF(callback);
  }
  return n;
}

/** From the dealloc of `o` (count 0): clears all weak references, then calls their callbacks, the newest first. */
export function PyObject_ClearWeakRefs(o: PyObject): void {
  if (!_PyType_SUPPORTS_WEAKREFS(o.ob_type) || o.ob_refcnt !== 0) {
    PyErr_BadInternalCall();
    return;
  }
  while (true) {
    const ref = _PyObject_GET_WEAKREFS(o);
    if (!ref) return;
    if (!is_basic(ref, false) && !is_basic(ref, true)) break;
    clear_weakref(ref);
  }
  const count = _PyWeakref_GetWeakrefCount(o);
  const exc = PyErr_GetRaisedException();
  const tuple = PyTuple_New(count * 2);
  if (!tuple) {
    _PyWeakref_ClearWeakRefsNoCallbacks(o);
    PyErr_WriteUnraisable(null);
    PyErr_SetRaisedException(exc);
    return;
  }
  const n = clear_noting_callbacks(o, tuple);
  const items = _PyTuple_ITEMS(tuple);
  for (let i = 0; i < n; i += 2) {
    const callback = items.getOrNull(i + 1);
    if (callback) _PyWeakref_HandleCallback(PyTuple_GET_ITEM(tuple, i), callback);
  }
  Py_DECREF(tuple);
  PyErr_SetRaisedException(exc);
}

/** Clears the weak references to the static type `type`, at the end of the runtime. */
export function _PyStaticType_ClearWeakRefs(type: PyTypeObject): void {
  _PyWeakref_ClearWeakRefsNoCallbacks(type);
}
