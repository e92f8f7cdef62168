/**
 * Keeping slots and special methods in step: slots of a class from its methods (update_one_slot), wrappers in a type's dict
 * from its slots (add_operators). CPython: the slot-updating part of Objects/typeobject.c.
 */

import { PyErr_Clear } from "../abstract/errors";
import { _PyObject_NextNotImplemented } from "../abstract/iterator";
import { PyObject_HashNotImplemented } from "../abstract/object-protocol";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { hashfunc, iternextfunc, PyCFunctionWithKeywords, ternaryfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyCFunction_Type, PyWrapperDescr_Type } from "../object/static-types";
import { _Py_TPFLAGS_STATIC_BUILTIN, Py_TPFLAGS_HAVE_VECTORCALL, PyTypeObject } from "../object/type-object";
import { PyCFunction_GET_FUNCTION } from "./builtin-function";
import { PyDescr_NewWrapper, PyWrapperDescrObject } from "./descriptor-wrapper";
import { PyDict_Contains, PyDict_SetItem } from "./dict";
import { expect_manually_inherited } from "./type-inherit";
import { find_name_in_mro, PyType_Modified } from "./type-lookup";
import { PyType_IsSubtype } from "./type-mro";
import { tp_new_wrapper } from "./type-new-wrapper";
import { slot_tp_call } from "./type-slot-functions";
import { next_slotdef, previous_slotdef, pytype_slotdef, resolve_slotdups, slotdefs, slotptr } from "./type-slotdefs";
import { update_subclasses } from "./type-subclasses";

/** What the methods found so far ask of a slot. On the native stack. */
@unmanaged
class SlotChoice {
  /** The native function that all methods found wrap, or 0. */
  specific: u32;
  /** The function that calls the method, or 0. */
  generic: u32;
  use_generic: i32;
  pad: i32;
}

/** The method is a slot wrapper for this very name: its slot can be taken over if it is the right one. */
function choose_wrapper(choice: SlotChoice, type: PyTypeObject, p: pytype_slotdef, at: usize, descr: PyObject): void {
  const only = resolve_slotdups(type, p.name_strobj);
  if (only === 0 || only === at) choice.generic = p.function;
  const d = changetype<PyWrapperDescrObject>(descr);
  const fits =
    (choice.specific === 0 || choice.specific === <u32>d.d_wrapped) &&
    d.d_base.wrapper === p.wrapper &&
    PyType_IsSubtype(type, d.d_type);
  if (fits) choice.specific = <u32>d.d_wrapped;
  else choice.use_generic = 1;
}

/** Takes method `descr`, found for entry `p` whose slot of `type` is at `at`, into account. */
function choose(choice: SlotChoice, type: PyTypeObject, p: pytype_slotdef, at: usize, descr: PyObject): void {
  if (Py_IS_TYPE(descr, PyWrapperDescr_Type)) {
    const base = changetype<PyWrapperDescrObject>(descr).d_base;
    if (ptr(base.name_strobj) === ptr(p.name_strobj)) {
      choose_wrapper(choice, type, p, at, descr);
      return;
    }
  } else if (Py_IS_TYPE(descr, PyCFunction_Type)) {
    const wrapper = changetype<usize>(PyCFunctionWithKeywords.of(tp_new_wrapper));
    const tp_new = ptr(changetype<PyObject>(type)) + offsetof<PyTypeObject>("tp_new");
    if (at === tp_new && PyCFunction_GET_FUNCTION(descr) === wrapper) {
      // Inherited __new__: keep the tp_new that was inherited, rather than look __new__ up at each call.
      choice.specific = changetype<u32>(type.tp_new);
      return;
    }
  } else if (ptr(descr) === ptr(Py_None)) {
    if (at === ptr(changetype<PyObject>(type)) + offsetof<PyTypeObject>("tp_hash")) {
      choice.specific = changetype<u32>(hashfunc.of(PyObject_HashNotImplemented));
      return;
    }
  }
  choice.use_generic = 1;
  choice.generic = p.function;
  // A __call__ of Python code takes no vector.
  if (p.function === changetype<u32>(ternaryfunc.of(slot_tp_call))) type.tp_flags &= ~Py_TPFLAGS_HAVE_VECTORCALL;
}

/**
 * Sets the slot of `type` that entry `p`, the first with its offset, stands for, as the methods of all entries with that
 * offset ask: the native slot they all wrap, else the function that calls them, else NULL. Returns the first entry of the
 * next slot. Leaves no exception set.
 */
function update_one_slot(type: PyTypeObject, first: pytype_slotdef): pytype_slotdef {
  let p = first;
  const offset = p.offset;
  const at = slotptr(type, offset);
  if (!at) {
    while (p.offset === offset && p.name !== 0) p = next_slotdef(p);
    return p;
  }
  const mark = stack_mark();
  const choice = changetype<SlotChoice>(stack_alloc(offsetof<SlotChoice>()));
  choice.specific = 0;
  choice.generic = 0;
  choice.use_generic = 0;
  while (p.offset === offset && p.name !== 0) {
    // Not through the cache: a class being made would only fill it.
    const error = find_name_in_mro(type, p.name_strobj);
    const descr = tstate.out_object;
    if (!descr) {
      if (error < 0) PyErr_Clear();
      if (offset === <u32>offsetof<PyTypeObject>("tp_iternext")) {
        choice.specific = changetype<u32>(iternextfunc.of(_PyObject_NextNotImplemented));
      }
    } else {
      choose(choice, type, p, at, descr);
      Py_DECREF(descr);
    }
    p = next_slotdef(p);
  }
  store<u32>(at, choice.specific !== 0 && !choice.use_generic ? choice.specific : choice.generic);
  stack_release(mark);
  return p;
}

/** The first entry with the offset of `p`. */
function first_of_slot(p: pytype_slotdef): pytype_slotdef {
  let first = p;
  while (ptr(changetype<PyObject>(first)) > ptr(changetype<PyObject>(slotdefs()))) {
    const previous = previous_slotdef(first);
    if (previous.offset !== first.offset) break;
    first = previous;
  }
  return first;
}

/** update_subclasses' callback; `name` is the address of the name whose slots are updated. */
function update_slots_callback(type: PyTypeObject, name: usize): i32 {
  for (let p = slotdefs(); p.name !== 0; p = next_slotdef(p)) {
    if (ptr(p.name_strobj) === name) update_one_slot(type, first_of_slot(p));
  }
  return 0;
}

/** After attribute `name` (interned) of `type` has changed: updates the slots it stands for, also in subclasses. */
export function update_slot(type: PyTypeObject, name: PyObject): i32 {
  let p = slotdefs();
  while (p.name !== 0 && ptr(p.name_strobj) !== ptr(name)) p = next_slotdef(p);
  if (p.name === 0) return 0;
  return update_subclasses(type, name, update_slots_callback, ptr(name));
}

/** Sets all slots of a new class from its methods. */
export function fixup_slot_dispatchers(type: PyTypeObject): void {
  let p = slotdefs();
  while (p.name !== 0) p = update_one_slot(type, p);
}

/** Sets all slots of `type` and its subclasses anew, after its bases have changed. */
export function update_all_slots(type: PyTypeObject): void {
  PyType_Modified(type);
  for (let p = slotdefs(); p.name !== 0; p = next_slotdef(p)) update_slot(type, p.name_strobj);
}

/** Static types do not repeat the wrappers of slots that they have from their base, with some exceptions. */
function is_inherited_slot(type: PyTypeObject, offset: u32, func: u32): bool {
  const base = type.tp_base;
  if (!(type.tp_flags & _Py_TPFLAGS_STATIC_BUILTIN) || !base) return false;
  const at_base = slotptr(base, offset);
  return at_base !== 0 && load<u32>(at_base) === func && !expect_manually_inherited(type, offset);
}

/** Puts a wrapper for each slot that `type` fills into its dict, where the name is still free. -1 with an exception. */
export function add_operators(type: PyTypeObject): i32 {
  const dict = type.tp_dict!;
  for (let p = slotdefs(); p.name !== 0; p = next_slotdef(p)) {
    if (p.wrapper === 0) continue;
    const at = slotptr(type, p.offset);
    const func = at ? load<u32>(at) : 0;
    if (func === 0 || is_inherited_slot(type, p.offset, func)) continue;
    const r = PyDict_Contains(dict, p.name_strobj);
    if (r > 0) continue;
    if (r < 0) return -1;
    if (func === changetype<u32>(hashfunc.of(PyObject_HashNotImplemented))) {
      if (PyDict_SetItem(dict, p.name_strobj, Py_None) < 0) return -1;
      continue;
    }
    const descr = PyDescr_NewWrapper(type, p, <usize>func);
    if (!descr) return -1;
    const status = PyDict_SetItem(dict, p.name_strobj, descr);
    Py_DECREF(descr);
    if (status < 0) return -1;
  }
  return 0;
}
