/** What attrgetter, itemgetter and methodcaller have in common. CPython: Modules/_operator.c. */
import { _PyArg_CheckPositional, _PyArg_NoKeywords, _PyArg_NoKwnames } from "../abstract/args";
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyVectorcall_NARGS } from "../abstract/call";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { heap_member, heap_type } from "../builtin-types/type-from-spec";
import { PyObject_GC_Del } from "../gc/gc-alloc";
import { def_getset, def_noargs, Py_READONLY, Py_T_PYSSIZET } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_ssize_t, PyObject, Slots } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getter,
  newfunc,
  PyCFunction,
  reprfunc,
  ternaryfunc,
  traverseproc,
} from "../object/slots";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_HAVE_VECTORCALL,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";

/** The one argument of a vectorcall: borrowed, NULL with TypeError. */
export function only_argument(name: usize, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_NoKwnames(name, kwnames)) return null;
  return _PyArg_CheckPositional(name, PyVectorcall_NARGS(nargsf), 1, 1) ? args.get(0) : null;
}

/** The one argument of a call with tuple and dict: borrowed, NULL with TypeError. */
export function only_item(name: usize, args: PyObject, kwds: PyObject | null): PyObject | null {
  if (!_PyArg_NoKeywords(name, kwds)) return null;
  return _PyArg_CheckPositional(name, PyTuple_GET_SIZE(args), 1, 1) ? PyTuple_GET_ITEM(args, 0) : null;
}

function get_text_signature(_o: PyObject, _closure: usize): PyObject | null {
  return PyUnicode_FromString(cstr("(obj, /)"));
}

/** A type "operator.NAME" of the module with all that these three types have; vectorcall at `vectorcall`. New reference. */
export function getter_type(
  m: PyObject,
  name: usize,
  basicsize: Py_ssize_t,
  vectorcall: usize,
  doc: usize,
  dealloc: destructor,
  traverse: traverseproc,
  make: newfunc,
  call: ternaryfunc,
  repr: reprfunc,
  reduce: PyCFunction,
): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_VECTORCALL;
  const t = heap_type(m, name, basicsize, 0, flags, doc, 1);
  if (!t) return null;
  t.tp_dealloc = dealloc;
  t.tp_traverse = traverse;
  t.tp_new = make;
  t.tp_call = call;
  t.tp_repr = repr;
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_vectorcall_offset = <Py_ssize_t>vectorcall;
  heap_member(t, 0, cstr("__vectorcalloffset__"), Py_T_PYSSIZET, vectorcall, Py_READONLY);
  def_noargs(t, cstr("__reduce__"), reduce, cstr("For pickling."));
  def_getset(t, cstr("__text_signature__"), getter.of(get_text_signature), null);
  return t;
}
