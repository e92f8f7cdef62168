/** The only door of the wasm module: every export, nothing else. */
export * from "./memory/exports";
import { Py_None, PyList_Type } from "./object/static-types";
import { cstr, _Py_ID } from "./object/literals";
import { destructor } from "./object/slots";
import { def_noargs } from "./object/def-tables";
import { PyCFunction } from "./object/slots";
import { Py_DECREF, PyObject, ptr } from "./object/object";

function f(o: PyObject, a: PyObject | null): PyObject | null {
  return a ? a : o;
}
function d(o: PyObject): void {
  Py_DECREF(o);
}
export function test(): usize {
  PyList_Type.tp_dealloc = destructor.of(d);
  def_noargs(PyList_Type, cstr("append"), PyCFunction.of(f));
  Py_DECREF(Py_None);
  return ptr(_Py_ID("__init__")) + cstr("hello");
}
