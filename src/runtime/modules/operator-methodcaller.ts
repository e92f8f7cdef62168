/**
 * operator.methodcaller. CPython: methodcallerobject of Modules/_operator.c.
 *
 *   methodcallerobject (64 bytes, GC)
 *   +16 name  owned str                    +40 vectorcall_args     block of borrowed references, made at the first call:
 *   +24 args  owned tuple: all arguments,                          a place for the object, arguments, keyword values
 *             the name first               +48 vectorcall_kwnames  owned tuple, or NULL
 *   +32 kwds  owned dict, or NULL          +56 vectorcall
 */

import { PyObject_GetAttr } from "../abstract/attribute";
import { PY_VECTORCALL_ARGUMENTS_OFFSET, PyObject_VectorcallDict, PyObject_VectorcallMethod } from "../abstract/call";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { Py_ReprEnter, Py_ReprLeave, PyObject_Repr } from "../abstract/object-protocol";
import { PyDict_Next } from "../builtin-types/dict";
import { PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_Join } from "../builtin-types/str-concat";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import {
  _PyTuple_ITEMS,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_GetSlice,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_Calloc, PyMem_Free } from "../memory/domains";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  newfunc,
  PyCFunction,
  reprfunc,
  ternaryfunc,
  traverseproc,
  vectorcallfunc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_TypeError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { getter_type, only_argument, only_item } from "./operator-support";

@unmanaged
class methodcallerobject extends PyObject {
  name: PyObject | null;
  args: PyObject | null;
  kwds: PyObject | null;
  vectorcall_args: usize;
  vectorcall_kwnames: PyObject | null;
  vectorcall: vectorcallfunc | null;
}

/** @inline */
function caller(o: PyObject): methodcallerobject {
  return changetype<methodcallerobject>(o);
}

function methodcaller_new(type: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (PyTuple_GET_SIZE(args) < 1) {
    PyErr_SetString(PyExc_TypeError, cstr("methodcaller needs at least one argument, the method name"));
    return null;
  }
  const name = PyTuple_GET_ITEM(args, 0);
  if (!PyUnicode_Check(name)) {
    PyErr_SetString(PyExc_TypeError, cstr("method name must be a string"));
    return null;
  }
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const mc = caller(o);
  mc.name = PyUnicode_InternInPlace(Py_NewRef(name));
  mc.kwds = Py_XNewRef(kwds);
  mc.args = Py_NewRef(args);
  mc.vectorcall = vectorcallfunc.of(methodcaller_vectorcall);
  return o;
}

/** Lays the arguments out for calls. -1 with an exception. */
function prepare(mc: methodcallerobject): i32 {
  const args = mc.args!;
  const kwds = mc.kwds;
  const n = PyTuple_GET_SIZE(args);
  const nkwds = kwds ? PyDict_GET_SIZE(kwds) : 0;
  const block = PyMem_Calloc(<usize>(n + nkwds), 8);
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  mc.vectorcall_args = block;
  memory.copy(block, changetype<usize>(_PyTuple_ITEMS(args)), (<usize>n) << 3);
  if (!kwds || nkwds === 0) return 0;
  const names = PyTuple_New(nkwds);
  if (!names) return -1;
  mc.vectorcall_kwnames = names;
  let pos = 0;
  for (let i = 0; (pos = PyDict_Next(kwds, pos)) !== 0; i++) {
    PyTuple_SET_ITEM(names, i, Py_NewRef(tstate.out_object!));
    Slots.at(block).set(n + i, tstate.out_object2);
  }
  return 0;
}

function methodcaller_apply(o: PyObject, obj: PyObject): PyObject | null {
  const mc = caller(o);
  if (mc.vectorcall_args === 0 && prepare(mc) < 0) return null;
  const args = Slots.at(mc.vectorcall_args);
  args.set(0, obj);
  const n = <u32>PyTuple_GET_SIZE(mc.args!);
  return PyObject_VectorcallMethod(mc.name!, args, n | PY_VECTORCALL_ARGUMENTS_OFFSET, mc.vectorcall_kwnames);
}

function methodcaller_vectorcall(o: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  const obj = only_argument(cstr("methodcaller"), args, nargsf, kwnames);
  return obj ? methodcaller_apply(o, obj) : null;
}

function methodcaller_call(o: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const obj = only_item(cstr("methodcaller"), args, kwds);
  return obj ? methodcaller_apply(o, obj) : null;
}

function methodcaller_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  const mc = caller(o);
  Py_XDECREF(mc.name);
  Py_XDECREF(mc.args);
  Py_XDECREF(mc.kwds);
  Py_XDECREF(mc.vectorcall_kwnames);
  if (mc.vectorcall_args !== 0) PyMem_Free(mc.vectorcall_args);
  free_instance(o);
}

function methodcaller_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  const mc = caller(o);
  let stop = visit.call(mc.name!, arg);
  if (!stop) stop = visit.call(mc.args!, arg);
  const kwds = mc.kwds;
  if (kwds && !stop) stop = visit.call(kwds, arg);
  return stop ? stop : visit.call(o.ob_type, arg);
}

/** The arguments behind the name and the keywords, each as it would be written: a new tuple of str. */
function shown_arguments(mc: methodcallerobject): PyObject | null {
  const args = mc.args!;
  const kwds = mc.kwds;
  const n = PyTuple_GET_SIZE(args) - 1;
  const nkwds = kwds ? PyDict_GET_SIZE(kwds) : 0;
  const shown = PyTuple_New(n + nkwds);
  if (!shown) return null;
  let pos = 0;
  for (let i = 0; i < n + nkwds; i++) {
    let text: PyObject | null = null;
    if (i < n) text = PyObject_Repr(PyTuple_GET_ITEM(args, i + 1));
    else {
      pos = PyDict_Next(kwds!, pos);
      if (pos !== 0) text = PyUnicode_FromFormat(cstr("%U=%R"), ptr(tstate.out_object), ptr(tstate.out_object2));
    }
    PyTuple_SET_ITEM(shown, i, text);
    if (!text) {
      Py_DECREF(shown);
      return null;
    }
  }
  return shown;
}

function repr_arguments(o: PyObject, mc: methodcallerobject): PyObject | null {
  const shown = shown_arguments(mc);
  if (!shown) return null;
  const comma = PyUnicode_FromString(cstr(", "));
  const joined = comma ? PyUnicode_Join(comma, shown) : null;
  Py_XDECREF(comma);
  Py_DECREF(shown);
  if (!joined) return null;
  const text = PyUnicode_FromFormat(cstr("%s(%R, %U)"), o.ob_type.tp_name, ptr(mc.name), ptr(joined));
  Py_DECREF(joined);
  return text;
}

function methodcaller_repr(o: PyObject): PyObject | null {
  const status = Py_ReprEnter(o);
  const name = o.ob_type.tp_name;
  if (status !== 0) return status < 0 ? null : PyUnicode_FromFormat(cstr("%s(...)"), name);
  const mc = caller(o);
  const kwds = mc.kwds;
  const plain = PyTuple_GET_SIZE(mc.args!) === 1 && (!kwds || PyDict_GET_SIZE(kwds) === 0);
  const text = plain ? PyUnicode_FromFormat(cstr("%s(%R)"), name, ptr(mc.name)) : repr_arguments(o, mc);
  Py_ReprLeave(o);
  return text;
}

/** functools.partial(methodcaller, name, **kwds): new reference. */
function partial_constructor(o: PyObject, mc: methodcallerobject): PyObject | null {
  const functools = import_module(_Py_ID("functools"));
  const partial = functools ? PyObject_GetAttr(functools, _Py_ID("partial")) : null;
  Py_XDECREF(functools);
  if (!partial) return null;
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(16));
  args.set(0, o.ob_type);
  args.set(1, mc.name);
  const result = PyObject_VectorcallDict(partial, args, 2, mc.kwds);
  stack_release(mark);
  Py_DECREF(partial);
  return result;
}

function methodcaller_reduce(o: PyObject, _unused: PyObject | null): PyObject | null {
  const mc = caller(o);
  const kwds = mc.kwds;
  if (!kwds || PyDict_GET_SIZE(kwds) === 0) return PyTuple_Pack(o.ob_type, mc.args);
  const maker = partial_constructor(o, mc);
  if (!maker) return null;
  const rest = PyTuple_GetSlice(mc.args!, 1, PyTuple_GET_SIZE(mc.args!));
  const result = rest ? PyTuple_Pack(maker, rest) : null;
  Py_DECREF(maker);
  Py_XDECREF(rest);
  return result;
}

/** The class methodcaller: new reference. */
export function make_methodcaller_type(m: PyObject): PyTypeObject | null {
  const t = getter_type(
    m,
    cstr("operator.methodcaller"),
    offsetof<methodcallerobject>(),
    offsetof<methodcallerobject>("vectorcall"),
    cstr("methodcaller(name, /, *args, **kwargs)\n--\n\nA callable that calls this method of its argument."),
    destructor.of(methodcaller_dealloc),
    traverseproc.of(methodcaller_traverse),
    newfunc.of(methodcaller_new),
    ternaryfunc.of(methodcaller_call),
    reprfunc.of(methodcaller_repr),
    PyCFunction.of(methodcaller_reduce),
  );
  return t ? heap_type_finish(t) : null;
}
