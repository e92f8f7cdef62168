/**
 * The methods of dict. CPython: mapp_methods of Objects/dictobject.c.
 */

import { _PyArg_CheckPositional } from "../abstract/args";
import { PyErr_SetString } from "../abstract/errors";
import { def_fast, def_keywords, def_noargs, def_o, METH_CLASS, METH_COEXIST } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyDictItems_Type,
  PyDictKeys_Type,
  PyDictRevIterKey_Type,
  PyDictValues_Type,
  PyExc_KeyError,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { _PyDict_Pop, _PyDict_SizeOf, PyDict_Clear, PyDict_Contains, PyDict_SetDefaultRef } from "./dict";
import { dictiter_new } from "./dict-iter";
import { DK_ENTRY, DK_INDICES, DK_IS_UNICODE, DK_UNICODE_ENTRY, DKIX_DUMMY, DKIX_ERROR, set_index } from "./dict-keys";
import {
  _Py_dict_lookup,
  _PyObject_HashFast,
  lookdict_index,
  NOT_QUICK,
  quick_lookup,
  unicode_get_hash,
} from "./dict-lookup";
import { _PyDict_FromKeys, PyDict_Copy } from "./dict-merge";
import { PyDictObject } from "./dict-object";
import { dictresize } from "./dict-resize";
import { dict_of, dict_subscript, dict_update_common } from "./dict-type";
import { _PyDictView_New } from "./dict-view";
import { Py_GenericAlias } from "./generic-alias";
import { PyLong_FromSsize_t } from "./int";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";

function dict_getitem_method(self: PyObject, key: PyObject | null): PyObject | null {
  return dict_subscript(self, key!);
}

function dict_contains_method(self: PyObject, key: PyObject | null): PyObject | null {
  const found = PyDict_Contains(self, key!);
  if (found < 0) return null;
  return found ? Py_True : Py_False;
}

function dict_get(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("get"), nargs, 1, 2)) return null;
  const key = args.get(0);
  const quick = quick_lookup(dict_of(self), key);
  if (quick !== NOT_QUICK) {
    if (quick) return Py_NewRef(changetype<PyObject>(quick));
    return nargs === 2 ? Py_NewRef(args.get(1)) : Py_None;
  }
  const hash = _PyObject_HashFast(key);
  if (hash === -1) return null;
  const ix = _Py_dict_lookup(dict_of(self), key, hash);
  const value = tstate.out_object;
  if (value) return Py_NewRef(value);
  if (ix === DKIX_ERROR) return null;
  return nargs === 2 ? Py_NewRef(args.get(1)) : Py_None;
}

function dict_setdefault_method(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("setdefault"), nargs, 1, 2)) return null;
  const status = PyDict_SetDefaultRef(self, args.get(0), nargs === 2 ? args.get(1) : Py_None);
  return status < 0 ? null : tstate.out_object;
}

function dict_pop(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("pop"), nargs, 1, 2)) return null;
  return _PyDict_Pop(self, args.get(0), nargs === 2 ? args.get(1) : null);
}

/** Moves the last item of a combined, non-empty dict into the tuple `pair`. */
function pop_last(mp: PyDictObject, pair: PyObject): void {
  const keys = mp.ma_keys;
  keys.dk_version = 0;
  let i = keys.dk_nentries - 1;
  let hash: i64;
  if (DK_IS_UNICODE(keys)) {
    while (!DK_UNICODE_ENTRY(keys, i).me_value) i--;
    const entry = DK_UNICODE_ENTRY(keys, i);
    hash = unicode_get_hash(entry.me_key!);
    PyTuple_SET_ITEM(pair, 0, entry.me_key);
    PyTuple_SET_ITEM(pair, 1, entry.me_value);
    entry.me_key = null;
    entry.me_value = null;
  } else {
    while (!DK_ENTRY(keys, i).me_value) i--;
    const entry = DK_ENTRY(keys, i);
    hash = entry.me_hash;
    PyTuple_SET_ITEM(pair, 0, entry.me_key);
    PyTuple_SET_ITEM(pair, 1, entry.me_value);
    entry.me_key = null;
    entry.me_hash = -1;
    entry.me_value = null;
  }
  set_index(DK_INDICES(keys), keys.dk_log2_size, lookdict_index(keys, hash, i), DKIX_DUMMY);
  // The index stays a dummy: dk_usable does not grow.
  keys.dk_nentries = i;
  mp.ma_used--;
}

function dict_popitem(self: PyObject, _unused: PyObject | null): PyObject | null {
  const mp = dict_of(self);
  // First of all: making the tuple may run a finalizer that empties the dict.
  const pair = PyTuple_New(2);
  if (!pair) return null;
  if (mp.ma_used === 0) {
    Py_DECREF(pair);
    PyErr_SetString(PyExc_KeyError, cstr("popitem(): dictionary is empty"));
    return null;
  }
  if (mp.ma_values && dictresize(mp, mp.ma_keys.dk_log2_size, true) < 0) {
    Py_DECREF(pair);
    return null;
  }
  pop_last(mp, pair);
  return pair;
}

function dict_keys(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictKeys_Type);
}

function dict_items(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictItems_Type);
}

function dict_values(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyDictView_New(self, PyDictValues_Type);
}

function dict_update(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  return dict_update_common(self, args, kwds, cstr("update")) < 0 ? null : Py_None;
}

function dict_fromkeys(cls: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("fromkeys"), nargs, 1, 2)) return null;
  return _PyDict_FromKeys(cls, args.get(0), nargs === 2 ? args.get(1) : Py_None);
}

function dict_clear(self: PyObject, _unused: PyObject | null): PyObject | null {
  PyDict_Clear(self);
  return Py_None;
}

function dict_copy(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyDict_Copy(self);
}

function dict_reversed(self: PyObject, _unused: PyObject | null): PyObject | null {
  return dictiter_new(dict_of(self), PyDictRevIterKey_Type);
}

function dict_sizeof(self: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromSsize_t(_PyDict_SizeOf(dict_of(self)));
}

function dict_class_getitem(cls: PyObject, item: PyObject | null): PyObject | null {
  return Py_GenericAlias(cls, item!);
}

/** Defines the methods in the order of CPython's table. */
export function init_dict_methods(t: PyTypeObject): void {
  def_o(
    t,
    cstr("__contains__"),
    PyCFunction.of(dict_contains_method),
    cstr("__contains__($self, key, /)\n--\n\nWhether the dict has the key."),
    METH_COEXIST,
  );
  def_o(
    t,
    cstr("__getitem__"),
    PyCFunction.of(dict_getitem_method),
    cstr("__getitem__($self, key, /)\n--\n\nThe value of the key."),
    METH_COEXIST,
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(dict_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nThe dict's size in bytes."),
  );
  def_fast(
    t,
    cstr("get"),
    PyCFunctionFast.of(dict_get),
    cstr("get($self, key, default=None, /)\n--\n\nThe value of the key, or the default where there is none."),
  );
  def_fast(
    t,
    cstr("setdefault"),
    PyCFunctionFast.of(dict_setdefault_method),
    cstr(
      "setdefault($self, key, default=None, /)\n--\n\nThe value of the key, which gets the default first where there is none.",
    ),
  );
  def_fast(
    t,
    cstr("pop"),
    PyCFunctionFast.of(dict_pop),
    cstr(
      "pop($self, key, default=<unrepresentable>, /)\n--\n\nRemove the key and return its value, or the default where there is none.\n\nWithout a default an absent key raises KeyError.",
    ),
  );
  def_noargs(
    t,
    cstr("popitem"),
    PyCFunction.of(dict_popitem),
    cstr(
      "popitem($self, /)\n--\n\nRemove the item that was added last and return its (key, value).\n\nRaises KeyError for an empty dict.",
    ),
  );
  def_noargs(
    t,
    cstr("keys"),
    PyCFunction.of(dict_keys),
    cstr("keys($self, /)\n--\n\nA live, set-like view of the keys."),
  );
  def_noargs(
    t,
    cstr("items"),
    PyCFunction.of(dict_items),
    cstr("items($self, /)\n--\n\nA live, set-like view of the items."),
  );
  def_noargs(
    t,
    cstr("values"),
    PyCFunction.of(dict_values),
    cstr("values($self, /)\n--\n\nA live view of the values."),
  );
  def_keywords(
    t,
    cstr("update"),
    PyCFunctionWithKeywords.of(dict_update),
    cstr("D.update([E, ]**F) -> None.  Take over the items of E, a mapping or an iterable of pairs, and those of F."),
  );
  def_fast(
    t,
    cstr("fromkeys"),
    PyCFunctionFast.of(dict_fromkeys),
    cstr(
      "fromkeys($type, iterable, value=None, /)\n--\n\nA new dict that gives every item of the iterable the same value.",
    ),
    METH_CLASS,
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(dict_clear), cstr("clear($self, /)\n--\n\nRemove every item."));
  def_noargs(
    t,
    cstr("copy"),
    PyCFunction.of(dict_copy),
    cstr("copy($self, /)\n--\n\nA new dict with the same keys and values."),
  );
  def_noargs(
    t,
    cstr("__reversed__"),
    PyCFunction.of(dict_reversed),
    cstr("__reversed__($self, /)\n--\n\nIterate over the keys, the last one first."),
  );
  def_o(t, cstr("__class_getitem__"), PyCFunction.of(dict_class_getitem), cstr("See PEP 585"), METH_CLASS);
}
