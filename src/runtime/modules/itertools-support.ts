/** What the types of `itertools` have in common. CPython: Modules/itertoolsmodule.c. */

import { _PyArg_NoKeywords } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { next_inside } from "../abstract/recursion";
import {
  _PyTuple_FromArray,
  _PyTuple_ITEMS,
  PyTuple_Check,
  PyTuple_GET_SIZE,
  PyTuple_Pack,
} from "../builtin-types/tuple";
import { heap_type } from "../builtin-types/type-from-spec";
import { PyErr_WarnEx } from "../builtin-types/warnings";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { free_instance, set_at } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_ssize_t, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { destructor, freefunc, getattrofunc, getiterfunc, iternextfunc, newfunc, traverseproc } from "../object/slots";
import { PyExc_DeprecationWarning, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_BASETYPE,
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";

/** Types of the module, borrowed: its state owns them. */
@unmanaged
export class ItertoolsTypes {
  chain: PyTypeObject;
  groupby: PyTypeObject;
  grouper: PyTypeObject;
  tee: PyTypeObject;
  teedataobject: PyTypeObject;
  islice: PyTypeObject;
  accumulate: PyTypeObject;
}
export const itertools_types: ItertoolsTypes = changetype<ItertoolsTypes>(memory.data(64, 8));

/** The next item of an iterator inside of another, as its slot gives it: StopIteration may be set. @inline */
export function next_of(it: PyObject): PyObject | null {
  return next_inside(it);
}

/** Warns that copying and pickling will end. False with an exception. */
export function pickle_deprecation(): bool {
  const text = cstr("Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.");
  return PyErr_WarnEx(PyExc_DeprecationWarning, text, 1) >= 0;
}

/** No keyword arguments, unless a subclass of `own` takes them in its __init__. False with TypeError. */
export function keywords_allowed(t: PyTypeObject, own: PyTypeObject, name: usize, kwds: PyObject | null): bool {
  if (ptr(t) !== ptr(own) && changetype<usize>(t.tp_init) !== changetype<usize>(own.tp_init)) return true;
  return _PyArg_NoKeywords(name, kwds);
}

/** (type, args) or (type, args, state); steals `args` and `state` (NULL args: fails). */
export function reduced(o: PyObject, args: PyObject | null, state: PyObject | null = null): PyObject | null {
  const result = args ? PyTuple_Pack(o.ob_type, args, state) : null;
  Py_XDECREF(args);
  Py_XDECREF(state);
  return result;
}

/** A state that must be a tuple: false with TypeError. */
export function is_state_tuple(state: PyObject): bool {
  if (PyTuple_Check(state)) return true;
  PyErr_SetString(PyExc_TypeError, cstr("state is not a tuple"));
  return false;
}

/** Gives back the `count` references from offset `first` on, in this order; for tp_dealloc. */
export function drop_fields(o: PyObject, first: usize, count: i32): void {
  const fields = Slots.at(ptr(o) + first);
  for (let i = 0; i < count; i++) Py_XDECREF(fields.getOrNull(i));
}

/** tp_dealloc of an object whose references are the `count` ones from offset `first` on. */
export function dealloc_fields(o: PyObject, first: usize, count: i32): void {
  PyObject_GC_UnTrack(o);
  drop_fields(o, first, count);
  free_instance(o);
}

/**
 * A type "itertools.NAME" of the module, its slots for iteration filled; to be completed by heap_type_ready. New reference.
 * `doc` 0: none.
 */
export function iterator_type(
  m: PyObject,
  name: usize,
  basicsize: Py_ssize_t,
  doc: usize,
  dealloc: destructor,
  traverse: traverseproc,
  next: iternextfunc,
  make: newfunc,
): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, name, basicsize, 0, flags, doc);
  if (!t) return null;
  t.tp_dealloc = dealloc;
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverse;
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = next;
  t.tp_new = make;
  t.tp_free = freefunc.of(PyObject_GC_Del);
  return t;
}

/**
 * The result tuple that an iterator fills again for each step: itself if nobody else has it, else a copy, which takes its place
 * at `offset`. Borrowed, NULL with MemoryError.
 */
export function reusable_result(o: PyObject, offset: usize): PyObject | null {
  const result = Slots.at(ptr(o) + offset).get(0);
  if (Py_REFCNT(result) > 1) {
    const copy = _PyTuple_FromArray(_PyTuple_ITEMS(result), PyTuple_GET_SIZE(result));
    if (!copy) return null;
    set_at(ptr(o) + offset, copy);
    return copy;
  }
  // The collector untracks tuples whose items it need not know; the next items may be others.
  if (!_PyObject_GC_IS_TRACKED(result)) _PyObject_GC_TRACK(result);
  return result;
}

/** result[i] = value, a borrowed reference; the old item is given back. */
export function set_result_item(result: PyObject, i: i32, value: PyObject): void {
  const items = _PyTuple_ITEMS(result);
  const old = items.get(i);
  items.set(i, Py_NewRef(value));
  Py_DECREF(old);
}
