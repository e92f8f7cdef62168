/**
 * Iterators and views of an OrderedDict. CPython: odictiterobject, odict_keys ... of Objects/odictobject.c.
 *
 *   odictiterobject (64 bytes, GC)
 *   +16 kind        REVERSED | KEYS | VALUES    +40 di_state    od_state when iteration began
 *   +24 di_odict    owned; NULL: exhausted      +48 di_current  the next key, owned; NULL at the end
 *   +32 di_size     -1: changed, for good       +56 di_result   items only: the tuple given out while nobody keeps it
 */
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { _PyErr_SetKeyError, PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import {
  _PyObject_GC_IS_TRACKED,
  _PyObject_GC_New,
  _PyObject_GC_TRACK,
  PyObject_GC_Del,
  PyObject_GC_UnTrack,
} from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_ssize_t, Py_XDECREF, Py_XNewRef, PyObject, ptr } from "../object/object";
import {
  destructor,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_None,
  PyDictItems_Type,
  PyDictKeys_Type,
  PyDictValues_Type,
  PyExc_RuntimeError,
  PyODictItems_Type,
  PyODictIter_Type,
  PyODictKeys_Type,
  PyODictValues_Type,
} from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyDict_GetItem } from "./dict";
import { PyDict_GET_SIZE } from "./dict-object";
import { _PyDictView_New, _PyDictViewObject } from "./dict-view";
import { _PyEval_GetBuiltin } from "./interpreter-frame";
import { _odict_find_node, odict } from "./ordered-dict-nodes";
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_SET_ITEM } from "./tuple";
import { static_type } from "./type-define";

const REVERSED: i32 = 1;
const KEYS: i32 = 2;
const VALUES: i32 = 4;
const ITEMS: i32 = KEYS | VALUES;

@unmanaged
export class odictiterobject extends PyObject {
  kind: i64;
  di_odict: PyObject | null;
  di_size: Py_ssize_t;
  di_state: i64;
  di_current: PyObject | null;
  di_result: PyObject | null;
}

/** @inline */
function iter_of(o: PyObject): odictiterobject {
  return changetype<odictiterobject>(o);
}

/** An iterator over `od`: new reference. */
function odictiter_new(od: PyObject, kind: i32): PyObject | null {
  const o = _PyObject_GC_New(PyODictIter_Type);
  if (!o) return null;
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<odictiterobject>() - head);
  const di = iter_of(o);
  di.kind = <i64>kind;
  if ((kind & ITEMS) === ITEMS) {
    di.di_result = PyTuple_Pack(Py_None, Py_None);
    if (!di.di_result) {
      Py_DECREF(o);
      return null;
    }
  }
  const node = kind & REVERSED ? odict(od).od_last : odict(od).od_first;
  if (node) di.di_current = Py_NewRef(node.key);
  di.di_size = PyDict_GET_SIZE(od);
  di.di_state = odict(od).od_state;
  di.di_odict = Py_NewRef(od);
  _PyObject_GC_TRACK(o);
  return o;
}

function odictiter_dealloc(o: PyObject): void {
  const di = iter_of(o);
  // Not tracked when making it has failed half-way.
  PyObject_GC_UnTrack(o);
  Py_XDECREF(di.di_odict);
  Py_XDECREF(di.di_current);
  Py_XDECREF(di.di_result);
  PyObject_GC_Del(o);
}

function odictiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const di = iter_of(o);
  const od = di.di_odict;
  let stop = od ? visit.call(od, arg) : 0;
  const current = di.di_current;
  if (current && !stop) stop = visit.call(current, arg);
  const result = di.di_result;
  return result && !stop ? visit.call(result, arg) : stop;
}

function drop_odict(di: odictiterobject): void {
  const od = di.di_odict;
  di.di_odict = null;
  Py_XDECREF(od);
}

function drop_current(di: odictiterobject): void {
  const current = di.di_current;
  di.di_current = null;
  Py_XDECREF(current);
}

/** The next key: new reference; NULL at the end or with an exception. */
function odictiter_nextkey(di: odictiterobject): PyObject | null {
  const od = di.di_odict;
  if (!od) return null;
  const key = di.di_current;
  if (!key || odict(od).od_state !== di.di_state) {
    if (key) PyErr_SetString(PyExc_RuntimeError, cstr("OrderedDict mutated during iteration"));
    drop_odict(di);
    return null;
  }
  if (di.di_size !== PyDict_GET_SIZE(od)) {
    PyErr_SetString(PyExc_RuntimeError, cstr("OrderedDict changed size during iteration"));
    di.di_size = -1;
    return null;
  }
  const node = _odict_find_node(odict(od), key);
  if (!node) {
    if (!tstate.current_exception) _PyErr_SetKeyError(key);
    drop_current(di);
    return null;
  }
  const next = di.kind & REVERSED ? node.prev : node.next;
  di.di_current = next ? Py_NewRef(next.key) : null;
  return key;
}

/** (key, value), both stolen: new reference, NULL with MemoryError. */
function item_tuple(di: odictiterobject, key: PyObject, value: PyObject): PyObject | null {
  let result: PyObject | null = di.di_result;
  if (result && Py_REFCNT(result) === 1) {
    const old_key = PyTuple_GET_ITEM(result, 0);
    const old_value = PyTuple_GET_ITEM(result, 1);
    Py_NewRef(result);
    PyTuple_SET_ITEM(result, 0, key);
    PyTuple_SET_ITEM(result, 1, value);
    Py_DECREF(old_key);
    Py_DECREF(old_value);
    if (!_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
    return result;
  }
  result = PyTuple_New(2);
  if (!result) {
    Py_DECREF(key);
    Py_DECREF(value);
    return null;
  }
  PyTuple_SET_ITEM(result, 0, key);
  PyTuple_SET_ITEM(result, 1, value);
  return result;
}

function odictiter_next(o: PyObject): PyObject | null {
  const di = iter_of(o);
  const key = odictiter_nextkey(di);
  if (!key || (di.kind & VALUES) === 0) return key;
  const value = PyDict_GetItem(di.di_odict!, key);
  if (!value) {
    if (!tstate.current_exception) _PyErr_SetKeyError(key);
    Py_DECREF(key);
  } else {
    Py_NewRef(value);
    if ((di.kind & KEYS) === 0) {
      Py_DECREF(key);
      return value;
    }
    const result = item_tuple(di, key, value);
    if (result) return result;
  }
  drop_current(di);
  drop_odict(di);
  return null;
}

/** (iter, (list of what is still to come,)): the iterator itself stays where it is. */
function odictiter_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const di = iter_of(o);
  const od = Py_XNewRef(di.di_odict);
  const current = Py_XNewRef(di.di_current);
  const size = di.di_size;
  const list = PySequence_List(o);
  drop_odict(di);
  drop_current(di);
  di.di_odict = od;
  di.di_current = current;
  di.di_size = size;
  if (!list) return null;
  const iter = _PyEval_GetBuiltin(_Py_ID("iter"));
  const args = iter ? PyTuple_Pack(list) : null;
  Py_DECREF(list);
  const result = args ? PyTuple_Pack(iter!, args) : null;
  Py_XDECREF(args);
  Py_XDECREF(iter);
  return result;
}

// --- views ---

/** @inline */
function dict_of_view(view: PyObject): PyObject {
  return changetype<_PyDictViewObject>(view).dv_dict;
}

function odictkeys_iter(view: PyObject): PyObject | null {
  return odictiter_new(dict_of_view(view), KEYS);
}

function odictkeys_reversed(view: PyObject, _unused: PyObject | null): PyObject | null {
  return odictiter_new(dict_of_view(view), KEYS | REVERSED);
}

function odictitems_iter(view: PyObject): PyObject | null {
  return odictiter_new(dict_of_view(view), ITEMS);
}

function odictitems_reversed(view: PyObject, _unused: PyObject | null): PyObject | null {
  return odictiter_new(dict_of_view(view), ITEMS | REVERSED);
}

function odictvalues_iter(view: PyObject): PyObject | null {
  return odictiter_new(dict_of_view(view), VALUES);
}

function odictvalues_reversed(view: PyObject, _unused: PyObject | null): PyObject | null {
  return odictiter_new(dict_of_view(view), VALUES | REVERSED);
}

export function odict_iter(od: PyObject): PyObject | null {
  return odictiter_new(od, KEYS);
}

export function odict_reversed(od: PyObject, _unused: PyObject | null): PyObject | null {
  return odictiter_new(od, KEYS | REVERSED);
}

export function odictkeys_new(od: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(od, PyODictKeys_Type);
}

export function odictitems_new(od: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(od, PyODictItems_Type);
}

export function odictvalues_new(od: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(od, PyODictValues_Type);
}

function init_view(t: PyTypeObject, name: usize, base: PyTypeObject, iter: getiterfunc, reversed: PyCFunction): void {
  static_type(t, name, 0, 0, Py_TPFLAGS_DEFAULT);
  t.tp_base = base;
  t.tp_iter = iter;
  def_noargs(t, cstr("__reversed__"), reversed);
}

export function init_odict_iterators(): void {
  const t = PyODictIter_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
  static_type(t, cstr("odict_iterator"), offsetof<odictiterobject>(), 0, flags);
  t.tp_dealloc = destructor.of(odictiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(odictiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(odictiter_next);
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(odictiter_reduce),
    cstr("__reduce__($self, /)\n--\n\nFor pickling."),
  );
}

export function init_odict_views(): void {
  init_view(
    PyODictKeys_Type,
    cstr("odict_keys"),
    PyDictKeys_Type,
    getiterfunc.of(odictkeys_iter),
    PyCFunction.of(odictkeys_reversed),
  );
  init_view(
    PyODictItems_Type,
    cstr("odict_items"),
    PyDictItems_Type,
    getiterfunc.of(odictitems_iter),
    PyCFunction.of(odictitems_reversed),
  );
  init_view(
    PyODictValues_Type,
    cstr("odict_values"),
    PyDictValues_Type,
    getiterfunc.of(odictvalues_iter),
    PyCFunction.of(odictvalues_reversed),
  );
}
