/**
 * What functools.lru_cache makes of a function. CPython: lru_cache_object of Modules/_functoolsmodule.c.
 *
 *   lru_cache_object (152 bytes, GC), owned unless said         lru_list_elem (56 bytes): an entry of a bounded cache
 *   +16 prev, +24 next  borrowed: a ring of links, the           +16 prev, +24 next  borrowed
 *                       oldest first, of which this is the root  +32 hash
 *   +32 (3 unused slots)                                         +40 key     owned
 *   +56 wrapper    0 no caching, 1 unbounded, 2 bounded          +48 result  owned
 *   +64 typed, +72 cache  dict {key: result or link}
 *   +80 hits, +88 func, +96 maxsize  -1: no limit, +104 misses
 *   +112 kwd_mark, +120 lru_list_elem_type, +128 cache_info_type, +136 dict, +144 weakreflist
 *
 * The dict owns the links, and one reference more is the ring's: it is taken over where a link is moved.
 */

import { _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_Call, PyObject_CallFunctionObjArgs, PyObject_CallNoArgs } from "../abstract/call";
import { PyErr_SetString } from "../abstract/errors";
import { _PyIndex_Check, PyNumber_AsSsize_t } from "../abstract/number-convert";
import { PyCallable_Check, PyObject_Hash, PyObject_IsTrue } from "../abstract/object-protocol";
import { PyObject_Del } from "../builtin-types/base-object-alloc";
import {
  _PyDict_GetItem_KnownHash,
  _PyDict_Pop_KnownHash,
  _PyDict_SetItem_KnownHash,
  PyDict_Clear,
  PyDict_New,
  PyDict_Next,
} from "../builtin-types/dict";
import { PyDict_GET_SIZE, PyDictObject } from "../builtin-types/dict-object";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "../builtin-types/instance-values";
import { PyLong_CheckExact, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyMethod_New } from "../builtin-types/method";
import { PyUnicode_CheckExact } from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyObject_Malloc } from "../memory/domains";
import { def_getset, def_noargs, def_varargs, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { clear_at, free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { raise_no_memory } from "../object/no-memory";
import {
  _PyObject_InitHead,
  Py_DECREF,
  Py_hash_t,
  Py_INCREF,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  descrgetfunc,
  destructor,
  freefunc,
  getter,
  inquiry,
  newfunc,
  PyCFunction,
  setter,
  ternaryfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyBaseObject_Type, PyExc_OverflowError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  Py_TPFLAGS_METHOD_DESCRIPTOR,
  PyTypeObject,
} from "../object/type-object";

@unmanaged
class lru_link extends PyObject {
  prev: usize;
  next: usize;
}

@unmanaged
class lru_list_elem extends lru_link {
  hash: i64;
  key: PyObject;
  result: PyObject;
}

@unmanaged
class lru_cache_object extends lru_link {
  unused_hash: u64;
  unused_key: u64;
  unused_result: u64;
  wrapper: i64;
  typed: i64;
  cache: PyObject | null;
  hits: i64;
  func: PyObject | null;
  maxsize: i64;
  misses: i64;
  kwd_mark: PyObject | null;
  lru_list_elem_type: PyObject | null;
  cache_info_type: PyObject | null;
  dict: PyObject | null;
  weakreflist: PyObject | null;
}

const UNCACHED: i64 = 0;
const INFINITE: i64 = 1;
const BOUNDED: i64 = 2;

/** What the module's state owns: borrowed. */
@unmanaged
class LruState {
  kwd_mark: PyObject;
  elem_type: PyTypeObject;
}
const state: LruState = changetype<LruState>(memory.data(16, 8));
const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** @inline */
function cache_of(o: PyObject): lru_cache_object {
  return changetype<lru_cache_object>(o);
}

// --- keys ---

/** One exact str or int alone is its own key; else the arguments' tuple. Borrowed. */
function plain_key(args: PyObject): PyObject {
  if (PyTuple_GET_SIZE(args) !== 1) return args;
  const only = PyTuple_GET_ITEM(args, 0);
  return PyUnicode_CheckExact(only) || PyLong_CheckExact(only) ? only : args;
}

/** The types of arguments and keyword values, from place `at` of the key on. */
function append_types(key: PyObject, at: i32, args: PyObject, kwds: PyObject | null): void {
  const n = PyTuple_GET_SIZE(args);
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(key, at++, Py_NewRef(PyTuple_GET_ITEM(args, i).ob_type));
  let pos = 0;
  while (kwds && (pos = PyDict_Next(kwds, pos)) !== 0)
    PyTuple_SET_ITEM(key, at++, Py_NewRef(tstate.out_object2!.ob_type));
}

/** What a call is remembered under: arguments, a mark, names and values of keywords, types. New reference. */
function make_key(self: lru_cache_object, args: PyObject, kwds: PyObject | null): PyObject | null {
  const nkwds = kwds ? PyDict_GET_SIZE(kwds) : 0;
  if (!self.typed && nkwds === 0) return Py_NewRef(plain_key(args));
  const n = PyTuple_GET_SIZE(args);
  const types = self.typed ? n + nkwds : 0;
  const key = PyTuple_New(n + (nkwds ? nkwds * 2 + 1 : 0) + types);
  if (!key) return null;
  let at = 0;
  for (; at < n; at++) PyTuple_SET_ITEM(key, at, Py_NewRef(PyTuple_GET_ITEM(args, at)));
  if (kwds && nkwds > 0) {
    PyTuple_SET_ITEM(key, at++, Py_NewRef(self.kwd_mark!));
    let pos = 0;
    while ((pos = PyDict_Next(kwds, pos)) !== 0) {
      PyTuple_SET_ITEM(key, at++, Py_NewRef(tstate.out_object!));
      PyTuple_SET_ITEM(key, at++, Py_NewRef(tstate.out_object2!));
    }
  }
  if (types > 0) append_types(key, at, args, nkwds > 0 ? kwds : null);
  return key;
}

// --- the ring ---

/** @inline */
function link_at(address: usize): lru_link {
  return changetype<lru_link>(address);
}

function extract_link(link: lru_link): void {
  link_at(link.prev).next = link.next;
  link_at(link.next).prev = link.prev;
}

/** Puts a link between two neighbours. */
function insert_link(link: lru_link, prev: usize, next: usize): void {
  store<u64>(ptr(link), <u64>prev, offsetof<lru_link>("prev"));
  store<u64>(ptr(link), <u64>next, offsetof<lru_link>("next"));
  link_at(prev).next = ptr(link);
  link_at(next).prev = ptr(link);
}

/** As the newest. */
function append_link(self: lru_cache_object, link: lru_link): void {
  insert_link(link, self.prev, ptr(self));
}

/** As the oldest. */
function prepend_link(self: lru_cache_object, link: lru_link): void {
  insert_link(link, ptr(self), self.next);
}

/** Empties the ring; the links, chained by `next`, or 0. */
function unlink_list(self: lru_cache_object): usize {
  const first = self.next;
  if (first === ptr(self)) return 0;
  link_at(self.prev).next = 0;
  self.next = ptr(self);
  self.prev = ptr(self);
  return first;
}

/** Gives the links of a chain back. */
function clear_list(first: usize): void {
  let at = first;
  while (at !== 0) {
    const next = link_at(at).next;
    Py_DECREF(changetype<PyObject>(at));
    at = next;
  }
}

/** A link (not in the ring) with key and result (stolen, also on failure): new reference. */
function link_new(key: PyObject, hash: Py_hash_t, result: PyObject): lru_list_elem | null {
  const block = PyObject_Malloc(offsetof<lru_list_elem>());
  if (block === 0) {
    raise_no_memory();
    Py_DECREF(key);
    Py_DECREF(result);
    return null;
  }
  memory.fill(block, 0, offsetof<lru_list_elem>());
  const link = changetype<lru_list_elem>(block);
  Py_INCREF(state.elem_type);
  _PyObject_InitHead(link, state.elem_type);
  link.hash = hash;
  link.key = key;
  link.result = result;
  return link;
}

function link_dealloc(o: PyObject): void {
  const link = changetype<lru_list_elem>(o);
  Py_XDECREF(link.key);
  Py_XDECREF(link.result);
  free_instance(o);
}

/** The class _lru_list_elem: new reference. */
export function make_lru_list_elem_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("functools._lru_list_elem"), offsetof<lru_list_elem>(), 0, flags);
  if (!t) return null;
  state.elem_type = t;
  t.tp_dealloc = destructor.of(link_dealloc);
  t.tp_free = freefunc.of(PyObject_Del);
  return heap_type_finish(t);
}

/** The object that separates arguments from keywords in keys: new reference, which the caller must keep. */
export function make_kwd_mark(): PyObject | null {
  const mark = PyObject_CallNoArgs(PyBaseObject_Type);
  if (mark) state.kwd_mark = mark;
  return mark;
}

// --- calls ---

function call_uncached(self: lru_cache_object, args: PyObject, kwds: PyObject | null): PyObject | null {
  self.misses++;
  return PyObject_Call(self.func!, args, kwds);
}

function call_infinite(self: lru_cache_object, args: PyObject, kwds: PyObject | null): PyObject | null {
  const key = make_key(self, args, kwds);
  if (!key) return null;
  const hash = PyObject_Hash(key);
  let result: PyObject | null = null;
  if (hash !== -1) {
    const known = _PyDict_GetItem_KnownHash(self.cache!, key, hash);
    if (known) {
      self.hits++;
      result = Py_NewRef(known);
    } else if (!tstate.current_exception) {
      self.misses++;
      result = PyObject_Call(self.func!, args, kwds);
      if (result && _PyDict_SetItem_KnownHash(self.cache!, key, result, hash) < 0) {
        Py_DECREF(result);
        result = null;
      }
    }
  }
  Py_DECREF(key);
  return result;
}

/** Remembers a result in a new link. Steals `key` and `result`. New reference to the result. */
function store_new(self: lru_cache_object, key: PyObject, hash: Py_hash_t, result: PyObject): PyObject | null {
  const link = link_new(key, hash, result);
  if (!link) return null;
  if (_PyDict_SetItem_KnownHash(self.cache!, key, link, hash) < 0) {
    Py_DECREF(link);
    return null;
  }
  append_link(self, link);
  return Py_NewRef(result);
}

/** Remembers a result in the oldest link. Steals `key` and `result`. New reference to the result. */
function store_in_oldest(self: lru_cache_object, key: PyObject, hash: Py_hash_t, result: PyObject): PyObject | null {
  const link = changetype<lru_list_elem>(self.next);
  extract_link(link);
  const found = _PyDict_Pop_KnownHash(changetype<PyDictObject>(self.cache), link.key, link.hash);
  const popped = tstate.out_object;
  if (found < 0) {
    prepend_link(self, link);
    Py_DECREF(key);
    Py_DECREF(result);
    return null;
  }
  if (found === 0) {
    // The function has removed it meanwhile: the link belongs to nobody.
    Py_DECREF(link);
    Py_DECREF(key);
    return result;
  }
  // The old key and result are given back last: that may run code.
  const old_key = link.key;
  const old_result = link.result;
  link.hash = hash;
  link.key = key;
  link.result = result;
  let kept: PyObject | null = null;
  if (_PyDict_SetItem_KnownHash(self.cache!, key, link, hash) === 0) {
    append_link(self, link);
    kept = Py_NewRef(result);
    Py_DECREF(popped!);
  } else {
    Py_DECREF(popped!);
    Py_DECREF(link);
  }
  Py_DECREF(old_key);
  Py_DECREF(old_result);
  return kept;
}

/** Remembers a result, unless the call has done so itself. Steals `key` and `result`. New reference to the result. */
function remember(self: lru_cache_object, key: PyObject, hash: Py_hash_t, result: PyObject): PyObject | null {
  const known = _PyDict_GetItem_KnownHash(self.cache!, key, hash);
  if (known || tstate.current_exception) {
    Py_DECREF(key);
    if (known) return result;
    Py_DECREF(result);
    return null;
  }
  const full = <i64>PyDict_GET_SIZE(self.cache!) >= self.maxsize && self.next !== ptr(self);
  return full ? store_in_oldest(self, key, hash, result) : store_new(self, key, hash, result);
}

function call_bounded(self: lru_cache_object, args: PyObject, kwds: PyObject | null): PyObject | null {
  const key = make_key(self, args, kwds);
  if (!key) return null;
  const hash = PyObject_Hash(key);
  const known = hash !== -1 ? _PyDict_GetItem_KnownHash(self.cache!, key, hash) : null;
  if (known) {
    const link = changetype<lru_list_elem>(known);
    extract_link(link);
    append_link(self, link);
    self.hits++;
    const result = Py_NewRef(link.result);
    Py_DECREF(key);
    return result;
  }
  let result: PyObject | null = null;
  if (!tstate.current_exception) {
    self.misses++;
    result = PyObject_Call(self.func!, args, kwds);
  }
  if (result) return remember(self, key, hash, result);
  Py_DECREF(key);
  return null;
}

function lru_cache_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const self = cache_of(o);
  if (self.wrapper === BOUNDED) return call_bounded(self, args, kwds);
  return self.wrapper === INFINITE ? call_infinite(self, args, kwds) : call_uncached(self, args, kwds);
}

// --- the object ---

/** The limit in tstate.out_i64, -1 for None. False with an exception. */
function read_maxsize(arg: PyObject): bool {
  tstate.out_i64 = -1;
  if (ptr(arg) === ptr(Py_None)) return true;
  if (!_PyIndex_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, cstr("maxsize should be integer or None"));
    return false;
  }
  const maxsize = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  if (maxsize === -1 && tstate.current_exception) return false;
  tstate.out_i64 = max<i64>(maxsize, 0);
  return true;
}

function lru_cache_make(
  type: PyTypeObject,
  func: PyObject,
  maxsize: i64,
  typed: i32,
  cache_info_type: PyObject,
): PyObject | null {
  const dict = PyDict_New();
  const o = dict ? type.tp_alloc!.call(type, 0) : null;
  if (!o) {
    Py_XDECREF(dict);
    return null;
  }
  const self = cache_of(o);
  self.prev = ptr(o);
  self.next = ptr(o);
  self.wrapper = maxsize < 0 ? INFINITE : maxsize === 0 ? UNCACHED : BOUNDED;
  self.typed = <i64>typed;
  self.cache = dict;
  self.func = Py_NewRef(func);
  self.maxsize = maxsize;
  self.kwd_mark = Py_NewRef(state.kwd_mark);
  self.lru_list_elem_type = Py_NewRef(state.elem_type);
  self.cache_info_type = Py_NewRef(cache_info_type);
  return o;
}

function lru_cache_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("user_function maxsize typed cache_info_type");
  const a = _PyArg_UnpackKeywordsTuple(new_spec, cstr("lru_cache"), names, 0, args, kwds, 4, 4);
  stack_release(mark);
  if (a === 0) return null;
  const func = Slots.at(a).get(0);
  const limit = Slots.at(a).get(1);
  const flag = Slots.at(a).get(2);
  const cache_info_type = Slots.at(a).get(3);
  const typed = PyObject_IsTrue(flag);
  if (typed < 0) return null;
  if (!PyCallable_Check(func)) {
    PyErr_SetString(PyExc_TypeError, cstr("the first argument must be callable"));
    return null;
  }
  return read_maxsize(limit) ? lru_cache_make(type, func, tstate.out_i64, typed, cache_info_type) : null;
}

function lru_cache_clear(o: PyObject): i32 {
  const links = unlink_list(cache_of(o));
  clear_at(ptr(o) + offsetof<lru_cache_object>("cache"));
  clear_at(ptr(o) + offsetof<lru_cache_object>("func"));
  clear_at(ptr(o) + offsetof<lru_cache_object>("kwd_mark"));
  clear_at(ptr(o) + offsetof<lru_cache_object>("lru_list_elem_type"));
  clear_at(ptr(o) + offsetof<lru_cache_object>("cache_info_type"));
  clear_at(ptr(o) + offsetof<lru_cache_object>("dict"));
  clear_list(links);
  return 0;
}

function lru_cache_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (cache_of(o).weakreflist) PyObject_ClearWeakRefs(o);
  lru_cache_clear(o);
  free_instance(o);
}

/** What the links refer to: the collector does not know them, they are no GC objects. */
function traverse_links(self: lru_cache_object, visit: visitproc, arg: usize): i32 {
  let at = self.next;
  while (at !== ptr(self)) {
    const link = changetype<lru_list_elem>(at);
    at = link.next;
    let stop = visit.call(link.key, arg);
    if (!stop) stop = visit.call(link.result, arg);
    if (!stop) stop = visit.call(link.ob_type, arg);
    if (stop) return stop;
  }
  return 0;
}

function visit_if(o: PyObject | null, visit: visitproc, arg: usize): i32 {
  return o ? visit.call(o, arg) : 0;
}

function lru_cache_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const self = cache_of(o);
  let stop = visit.call(o.ob_type, arg);
  if (!stop) stop = traverse_links(self, visit, arg);
  if (!stop) stop = visit_if(self.cache, visit, arg);
  if (!stop) stop = visit_if(self.func, visit, arg);
  if (!stop) stop = visit_if(self.kwd_mark, visit, arg);
  if (!stop) stop = visit_if(self.lru_list_elem_type, visit, arg);
  if (!stop) stop = visit_if(self.cache_info_type, visit, arg);
  return stop ? stop : visit_if(self.dict, visit, arg);
}

function lru_cache_descr_get(o: PyObject, obj: PyObject | null, _type: PyObject | null): PyObject | null {
  return !obj || ptr(obj) === ptr(Py_None) ? Py_NewRef(o) : PyMethod_New(o, obj);
}

function lru_cache_info(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = cache_of(o);
  const hits = PyLong_FromSsize_t(self.hits);
  const misses = PyLong_FromSsize_t(self.misses);
  const maxsize = self.maxsize === -1 ? Py_None : PyLong_FromSsize_t(self.maxsize);
  const size = PyLong_FromSsize_t(<i64>PyDict_GET_SIZE(self.cache!));
  let result: PyObject | null = null;
  if (hits && misses && maxsize && size) {
    result = PyObject_CallFunctionObjArgs(self.cache_info_type!, hits, misses, maxsize, size);
  }
  Py_XDECREF(hits);
  Py_XDECREF(misses);
  Py_XDECREF(maxsize);
  Py_XDECREF(size);
  return result;
}

function lru_cache_cache_clear(o: PyObject, _unused: PyObject | null): PyObject | null {
  const self = cache_of(o);
  const links = unlink_list(self);
  self.hits = 0;
  self.misses = 0;
  PyDict_Clear(self.cache!);
  clear_list(links);
  return Py_None;
}

function lru_cache_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  return PyObject_GetAttr(o, _Py_ID("__qualname__"));
}

/** __copy__ and __deepcopy__: the function is shared. */
function lru_cache_copy(o: PyObject, _arg: PyObject | null): PyObject | null {
  return Py_NewRef(o);
}

function add_methods(t: PyTypeObject): void {
  def_noargs(
    t,
    cstr("cache_info"),
    PyCFunction.of(lru_cache_info),
    cstr("cache_info($self, /)\n--\n\nReport cache statistics"),
  );
  def_noargs(
    t,
    cstr("cache_clear"),
    PyCFunction.of(lru_cache_cache_clear),
    cstr("cache_clear($self, /)\n--\n\nForgets everything."),
  );
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(lru_cache_reduce));
  def_varargs(t, cstr("__copy__"), PyCFunction.of(lru_cache_copy));
  def_varargs(t, cstr("__deepcopy__"), PyCFunction.of(lru_cache_copy));
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
}

/** The class _lru_cache_wrapper: new reference. */
export function make_lru_cache_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_METHOD_DESCRIPTOR | Py_TPFLAGS_IMMUTABLETYPE;
  const doc = cstr("A callable that remembers what a function returned for which arguments.");
  const t = heap_type(m, cstr("functools._lru_cache_wrapper"), offsetof<lru_cache_object>(), 0, flags, doc, 2);
  if (!t) return null;
  t.tp_dealloc = destructor.of(lru_cache_dealloc);
  t.tp_call = ternaryfunc.of(lru_cache_call);
  t.tp_traverse = traverseproc.of(lru_cache_traverse);
  t.tp_clear = inquiry.of(lru_cache_clear);
  t.tp_descr_get = descrgetfunc.of(lru_cache_descr_get);
  t.tp_new = newfunc.of(lru_cache_new);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_dictoffset = <Py_ssize_t>offsetof<lru_cache_object>("dict");
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<lru_cache_object>("weakreflist");
  heap_member(t, 0, cstr("__dictoffset__"), Py_T_PYSSIZET, <usize>t.tp_dictoffset, Py_READONLY);
  heap_member(t, 1, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
  add_methods(t);
  return heap_type_finish(t);
}
