/** OrderedDict: the type. CPython: PyODict_Type of Objects/odictobject.c; its list of keys: ordered-dict-nodes.ts. */
import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { orNone } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { _PyErr_SetKeyError, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_GetIter } from "../abstract/iterator";
import { Py_EQ, Py_NE, Py_ReprEnter, Py_ReprLeave, PyObject_Hash, PyObject_IsTrue } from "../abstract/object-protocol";
import { PyObject_GetItem, PyObject_SetItem, PySequence_Contains } from "../abstract/sequence";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_fast_keywords, def_getset, def_keywords, def_noargs, METH_CLASS } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_hash_t,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  Py_XNewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  allocfunc,
  binaryfunc,
  destructor,
  getiterfunc,
  getter,
  initproc,
  inquiry,
  objobjargproc,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  PyCFunctionWithKeywords,
  reprfunc,
  richcmpfunc,
  setter,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyDict_Type,
  PyExc_KeyError,
  PyExc_TypeError,
  PyODict_Type,
} from "../object/static-types";
import { Py_TRASHCAN_BEGIN, Py_TRASHCAN_END } from "../object/trashcan";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, PyTypeObject } from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { _PyObject_GetState } from "./base-object-reduce";
import {
  _PyDict_FromKeys,
  _PyDict_Pop_KnownHash,
  _PyDict_SizeOf,
  PyDict_Clear,
  PyDict_Copy,
  PyDict_GetItemWithError,
} from "./dict";
import { PyDict_Check, PyDict_GET_SIZE } from "./dict-object";
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from "./instance-values";
import { PyLong_FromSsize_t } from "./int";
import {
  init_odict_iterators,
  init_odict_views,
  odict_iter,
  odict_reversed,
  odictitems_new,
  odictkeys_new,
  odictvalues_new,
} from "./ordered-dict-iterators";
import {
  _ODictNode,
  _odict_add_head,
  _odict_add_tail,
  _odict_clear_node,
  _odict_clear_nodes,
  _odict_find_node,
  _odict_find_node_hash,
  _odict_keys_equal,
  _odict_remove_node,
  _PyODict_SetItem_KnownHash,
  odict,
  PyODict_Check,
  PyODict_CheckExact,
  PyODict_DelItem,
  PyODict_SetItem,
  PyODictObject,
} from "./ordered-dict-nodes";
import { mutablemapping_update, mutablemapping_update_arg } from "./ordered-dict-update";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_GET_SIZE, PyTuple_New, PyTuple_Pack } from "./tuple";
import { _PyType_Name } from "./type";
import { mapping_methods, number_methods, static_type } from "./type-define";
import { PyObject_ClearWeakRefs } from "./weakref";

const fromkeys_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const setdefault_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const pop_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const popitem_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const move_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function odict_ass_sub(od: PyObject, key: PyObject, value: PyObject | null): i32 {
  return value ? PyODict_SetItem(od, key, value) : PyODict_DelItem(od, key);
}

function odict_or(left: PyObject, right: PyObject): PyObject | null {
  const first = PyODict_Check(left);
  if (!PyDict_Check(first ? right : left)) return Py_NotImplemented;
  const result = PyObject_CallOneArg(first ? left.ob_type : right.ob_type, left);
  if (!result || mutablemapping_update_arg(result, right) === 0) return result;
  Py_DECREF(result);
  return null;
}

function odict_inplace_or(self: PyObject, other: PyObject): PyObject | null {
  return mutablemapping_update_arg(self, other) < 0 ? null : Py_NewRef(self);
}

// --- methods ---

function odict_fromkeys(cls: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("iterable value");
  const a = _PyArg_UnpackKeywords(fromkeys_spec, cstr("fromkeys"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  return _PyDict_FromKeys(cls, Slots.at(a).get(0), orNone(Slots.at(a).getOrNull(1)));
}

function odict_sizeof(o: PyObject, _unused: PyObject | null): PyObject | null {
  const od = odict(o);
  let size = _PyDict_SizeOf(od) + 8 * <i64>od.od_fast_nodes_size;
  if (od.od_first) size += <i64>offsetof<_ODictNode>() * <i64>PyDict_GET_SIZE(o);
  return PyLong_FromSsize_t(size);
}

function odict_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const state = _PyObject_GetState(o);
  const args = state ? PyTuple_New(0) : null;
  const items = args ? PyObject_CallMethodNoArgs(o, _Py_ID("items")) : null;
  const iter = items ? PyObject_GetIter(items) : null;
  Py_XDECREF(items);
  const result = iter ? PyTuple_Pack(o.ob_type, args, state, Py_None, iter) : null;
  Py_XDECREF(iter);
  Py_XDECREF(args);
  Py_XDECREF(state);
  return result;
}

/** setdefault of the class itself. */
function setdefault_exact(o: PyObject, key: PyObject, value: PyObject): PyObject | null {
  const known = PyDict_GetItemWithError(o, key);
  if (known) return Py_NewRef(known);
  if (tstate.current_exception || PyODict_SetItem(o, key, value) < 0) return null;
  return Py_NewRef(value);
}

function odict_setdefault(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("key default");
  const a = _PyArg_UnpackKeywords(setdefault_spec, cstr("setdefault"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const key = Slots.at(a).get(0);
  const value = orNone(Slots.at(a).getOrNull(1));
  if (PyODict_CheckExact(o)) return setdefault_exact(o, key, value);
  const exists = PySequence_Contains(o, key);
  if (exists < 0) return null;
  if (exists) return PyObject_GetItem(o, key);
  return PyObject_SetItem(o, key, value) < 0 ? null : Py_NewRef(value);
}

/** Takes a key out: the value, a new reference; else `failobj`, NULL with KeyError when that is NULL. */
function popkey_hash(o: PyObject, key: PyObject, failobj: PyObject | null, hash: Py_hash_t): PyObject | null {
  const od = odict(o);
  if (_odict_find_node_hash(od, key, hash)) {
    if (_odict_clear_node(od, key, hash) < 0) return null;
    const found = _PyDict_Pop_KnownHash(od, key, hash);
    if (found > 0) return tstate.out_object;
    return found < 0 ? null : Py_XNewRef(failobj);
  }
  if (tstate.current_exception) return null;
  if (!failobj) _PyErr_SetKeyError(key);
  return Py_XNewRef(failobj);
}

function odict_pop(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("key default");
  const a = _PyArg_UnpackKeywords(pop_spec, cstr("pop"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const key = Slots.at(a).get(0);
  const failobj = Slots.at(a).getOrNull(1);
  const hash = PyObject_Hash(key);
  return hash === -1 ? null : popkey_hash(o, key, failobj, hash);
}

/** The argument `last`, true when it is not given: 1, 0, -1 with an exception. */
function read_last(last: PyObject | null): i32 {
  return last ? PyObject_IsTrue(last) : 1;
}

function odict_popitem(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("last");
  const a = _PyArg_UnpackKeywords(popitem_spec, cstr("popitem"), names, 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  if (a === 0) return null;
  const last = read_last(Slots.at(a).getOrNull(0));
  if (last < 0) return null;
  const node = last ? odict(o).od_last : odict(o).od_first;
  if (!node) {
    PyErr_SetString(PyExc_KeyError, cstr("dictionary is empty"));
    return null;
  }
  const key = Py_NewRef(node.key);
  const value = popkey_hash(o, key, null, node.hash);
  const item = value ? PyTuple_Pack(key, value) : null;
  Py_DECREF(key);
  Py_XDECREF(value);
  return item;
}

function odict_update(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return mutablemapping_update(o, args, kwds);
}

function odict_clear(o: PyObject, _unused: PyObject | null): PyObject | null {
  PyDict_Clear(o);
  _odict_clear_nodes(odict(o));
  return Py_None;
}

/** copy[key] = o[key] for the key of a node. -1 with an exception. */
function copy_item(o: PyObject, copy: PyObject, key: PyObject, hash: Py_hash_t): i32 {
  if (!PyODict_CheckExact(o)) {
    const value = PyObject_GetItem(o, key);
    if (!value) return -1;
    const status = PyObject_SetItem(copy, key, value);
    Py_DECREF(value);
    return status;
  }
  const value = PyDict_GetItemWithError(o, key);
  if (value) return _PyODict_SetItem_KnownHash(copy, key, value, hash);
  if (!tstate.current_exception) _PyErr_SetKeyError(key);
  return -1;
}

function odict_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  const copy = PyObject_CallNoArgs(o.ob_type);
  if (!copy) return null;
  let node = odict(o).od_first;
  while (node) {
    if (copy_item(o, copy, node.key, node.hash) < 0) {
      Py_DECREF(copy);
      return null;
    }
    node = node.next;
  }
  return copy;
}

function odict_move_to_end(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("key last");
  const a = _PyArg_UnpackKeywords(move_spec, cstr("move_to_end"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const key = Slots.at(a).get(0);
  const last = read_last(Slots.at(a).getOrNull(1));
  if (last < 0) return null;
  const od = odict(o);
  const end = last ? od.od_last : od.od_first;
  if (end && ptr(end.key) === ptr(key)) return Py_None;
  const node = _odict_find_node(od, key);
  if (!node) {
    if (!tstate.current_exception) _PyErr_SetKeyError(key);
    return null;
  }
  if (changetype<usize>(node) === changetype<usize>(last ? od.od_last : od.od_first)) return Py_None;
  _odict_remove_node(od, node);
  if (last) _odict_add_tail(od, node);
  else _odict_add_head(od, node);
  return Py_None;
}

// --- slots ---

function odict_dealloc(o: PyObject): void {
  const od = odict(o);
  PyObject_GC_UnTrack(o);
  // Only where this is the dealloc of the object's own type.
  const own = changetype<usize>(o.ob_type.tp_dealloc) === changetype<usize>(PyODict_Type.tp_dealloc);
  if (own && Py_TRASHCAN_BEGIN(o)) return;
  Py_XDECREF(od.od_inst_dict);
  if (od.od_weakreflist) PyObject_ClearWeakRefs(o);
  _odict_clear_nodes(od);
  PyDict_Type.tp_dealloc.call(o);
  if (own) Py_TRASHCAN_END();
}

function odict_repr(o: PyObject): PyObject | null {
  if (PyDict_GET_SIZE(o) === 0) return PyUnicode_FromFormat(cstr("%s()"), _PyType_Name(o.ob_type));
  const status = Py_ReprEnter(o);
  if (status !== 0) return status < 0 ? null : PyUnicode_FromString(cstr("..."));
  // By way of keys() and [], in this order.
  const dict = PyDict_Copy(o);
  const text = dict ? PyUnicode_FromFormat(cstr("%s(%R)"), _PyType_Name(o.ob_type), ptr(dict)) : null;
  Py_XDECREF(dict);
  Py_ReprLeave(o);
  return text;
}

function odict_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const inst_dict = odict(o).od_inst_dict;
  let stop = inst_dict ? visit.call(inst_dict, arg) : 0;
  let node = odict(o).od_first;
  while (node && !stop) {
    stop = visit.call(node.key, arg);
    node = node.next;
  }
  return stop ? stop : PyDict_Type.tp_traverse!.call(o, visit, arg);
}

function odict_tp_clear(o: PyObject): i32 {
  const inst_dict = odict(o).od_inst_dict;
  odict(o).od_inst_dict = null;
  Py_XDECREF(inst_dict);
  PyDict_Clear(o);
  _odict_clear_nodes(odict(o));
  return 0;
}

function odict_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (!PyODict_Check(v) || !PyDict_Check(w) || (op !== Py_EQ && op !== Py_NE)) return Py_NotImplemented;
  const same = PyDict_Type.tp_richcompare!.call(v, w, op);
  if (!same || !PyODict_Check(w)) return same;
  if (ptr(same) === ptr(op === Py_EQ ? Py_False : Py_True)) return same;
  Py_DECREF(same);
  const equal = _odict_keys_equal(odict(v), odict(w));
  if (equal < 0) return null;
  return (equal === 1) === (op === Py_EQ) ? Py_True : Py_False;
}

function odict_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    PyErr_Format(PyExc_TypeError, cstr("expected at most 1 arguments, got %zd"), <usize>n);
    return -1;
  }
  return mutablemapping_update(o, args, kwds) ? 0 : -1;
}

function add_methods(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("fromkeys"),
    PyCFunctionFastWithKeywords.of(odict_fromkeys),
    cstr("fromkeys($type, /, iterable, value=None)\n--\n\nAn OrderedDict with these keys, all of one value."),
    METH_CLASS,
  );
  def_noargs(t, cstr("__sizeof__"), PyCFunction.of(odict_sizeof), cstr("__sizeof__($self, /)\n--\n\n"));
  def_noargs(t, cstr("__reduce__"), PyCFunction.of(odict_reduce), cstr("__reduce__($self, /)\n--\n\nFor pickling."));
  def_fast_keywords(
    t,
    cstr("setdefault"),
    PyCFunctionFastWithKeywords.of(odict_setdefault),
    cstr(
      "setdefault($self, /, key, default=None)\n--\n\nThe value of key, which is default from now on if it had none.",
    ),
  );
  def_fast_keywords(
    t,
    cstr("pop"),
    PyCFunctionFastWithKeywords.of(odict_pop),
    cstr("pop($self, /, key, default=<unrepresentable>)\n--\n\nTakes key out and returns its value."),
  );
  def_fast_keywords(
    t,
    cstr("popitem"),
    PyCFunctionFastWithKeywords.of(odict_popitem),
    cstr("popitem($self, /, last=True)\n--\n\nTakes the last item out, the first if last is false."),
  );
  def_noargs(t, cstr("keys"), PyCFunction.of(odictkeys_new), cstr("keys($self, /)\n--\n\n"));
  def_noargs(t, cstr("values"), PyCFunction.of(odictvalues_new), cstr("values($self, /)\n--\n\n"));
  def_noargs(t, cstr("items"), PyCFunction.of(odictitems_new), cstr("items($self, /)\n--\n\n"));
  def_keywords(t, cstr("update"), PyCFunctionWithKeywords.of(odict_update));
  def_noargs(t, cstr("clear"), PyCFunction.of(odict_clear), cstr("clear($self, /)\n--\n\nRemoves everything."));
  def_noargs(t, cstr("copy"), PyCFunction.of(odict_copy), cstr("copy($self, /)\n--\n\nA shallow copy."));
  def_noargs(
    t,
    cstr("__reversed__"),
    PyCFunction.of(odict_reversed),
    cstr("__reversed__($self, /)\n--\n\nThe keys from the last to the first."),
  );
  def_fast_keywords(
    t,
    cstr("move_to_end"),
    PyCFunctionFastWithKeywords.of(odict_move_to_end),
    cstr("move_to_end($self, /, key, last=True)\n--\n\nMakes a key the last one, or the first if last is false."),
  );
  def_getset(t, cstr("__dict__"), getter.of(PyObject_GenericGetDict), setter.of(PyObject_GenericSetDict));
}

/** Start-up: OrderedDict, its iterator and views. */
export function init_odict_types(): void {
  const t = PyODict_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC;
  init_odict_iterators();
  static_type(t, cstr("collections.OrderedDict"), offsetof<PyODictObject>(), 0, flags);
  t.tp_doc = cstr("A dict that remembers in which order its keys came, and lets it be changed.");
  t.tp_base = PyDict_Type;
  t.tp_dealloc = destructor.of(odict_dealloc);
  t.tp_repr = reprfunc.of(odict_repr);
  number_methods(t).nb_or = binaryfunc.of(odict_or);
  t.tp_as_number!.nb_inplace_or = binaryfunc.of(odict_inplace_or);
  mapping_methods(t).mp_ass_subscript = objobjargproc.of(odict_ass_sub);
  t.tp_traverse = traverseproc.of(odict_traverse);
  t.tp_clear = inquiry.of(odict_tp_clear);
  t.tp_richcompare = richcmpfunc.of(odict_richcompare);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PyODictObject>("od_weakreflist");
  t.tp_iter = getiterfunc.of(odict_iter);
  t.tp_dictoffset = <Py_ssize_t>offsetof<PyODictObject>("od_inst_dict");
  t.tp_init = initproc.of(odict_init);
  t.tp_alloc = allocfunc.of(PyType_GenericAlloc);
  add_methods(t);
  init_odict_views();
}
