/**
 * Iterators over the structs in a buffer. CPython: unpackiterobject of Modules/_struct.c.
 *
 *   unpackiterobject (112 bytes, GC)
 *   +16 so     the Struct, owned; NULL at the end    +24 a Py_buffer    +104 index  of the next struct's first byte
 */
import { PyObject_GenericGetAttr } from "../abstract/attribute";
import { Py_buffer, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format } from "../abstract/errors";
import { PyObject_SelfIter } from "../abstract/object-protocol";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_noargs } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_ssize_t, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  getiterfunc,
  iternextfunc,
  PyCFunction,
  traverseproc,
  visitproc,
} from "../object/slots";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { struct_error, struct_state } from "./struct-formats";
import { is_ready, s_unpack_internal, struct_of } from "./struct-object";

@unmanaged
class unpackiterobject extends PyObject {
  so: PyObject | null;
  buf: usize;
  obj: PyObject | null;
  len: Py_ssize_t;
  rest1: i64;
  rest2: i64;
  rest3: i64;
  rest4: i64;
  rest5: i64;
  rest6: i64;
  rest7: i64;
  index: i64;
}

/** @inline */
function iter_of(o: PyObject): unpackiterobject {
  return changetype<unpackiterobject>(o);
}

function buffer_of(o: PyObject): Py_buffer {
  return changetype<Py_buffer>(ptr(o) + offsetof<unpackiterobject>("buf"));
}

/** Struct.iter_unpack(buffer): new reference. */
export function struct_iter_unpack(so: PyObject, buffer: PyObject | null): PyObject | null {
  if (!is_ready(so)) return null;
  const size = struct_of(so).s_size;
  if (size === 0) {
    struct_error(cstr("cannot iteratively unpack with a struct of length 0"));
    return null;
  }
  const o = _PyObject_GC_New(struct_state.unpack_iterator);
  if (!o) return null;
  const head = offsetof<PyObject>();
  memory.fill(ptr(o) + head, 0, offsetof<unpackiterobject>() - head);
  if (PyObject_GetBuffer(buffer!, buffer_of(o), PyBUF_SIMPLE) < 0) {
    Py_DECREF(o);
    return null;
  }
  if (<i64>iter_of(o).len % size !== 0) {
    const text = cstr("iterative unpacking requires a buffer of a multiple of %zd bytes");
    PyErr_Format(struct_state.error, text, <usize>size);
    Py_DECREF(o);
    return null;
  }
  iter_of(o).so = Py_NewRef(so);
  _PyObject_GC_TRACK(o);
  return o;
}

function unpackiter_dealloc(o: PyObject): void {
  const t = o.ob_type;
  PyObject_GC_UnTrack(o);
  Py_XDECREF(iter_of(o).so);
  PyBuffer_Release(buffer_of(o));
  PyObject_GC_Del(o);
  Py_DECREF(t);
}

function unpackiter_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  let stop = visit.call(o.ob_type, arg);
  const so = iter_of(o).so;
  if (so && !stop) stop = visit.call(so, arg);
  const exporter = iter_of(o).obj;
  return exporter && !stop ? visit.call(exporter, arg) : stop;
}

function unpackiter_len(o: PyObject, _unused: PyObject | null): PyObject | null {
  const so = iter_of(o).so;
  if (!so) return PyLong_FromSsize_t(0);
  return PyLong_FromSsize_t((<i64>iter_of(o).len - iter_of(o).index) / struct_of(so).s_size);
}

function unpackiter_next(o: PyObject): PyObject | null {
  const it = iter_of(o);
  const so = it.so;
  if (!so) return null;
  if (it.index >= <i64>it.len) {
    it.so = null;
    Py_DECREF(so);
    PyBuffer_Release(buffer_of(o));
    return null;
  }
  const result = s_unpack_internal(so, it.buf + <usize>it.index);
  it.index += struct_of(so).s_size;
  return result;
}

/** The class unpack_iterator: new reference. */
export function make_unpack_iterator_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, cstr("_struct.unpack_iterator"), offsetof<unpackiterobject>(), 0, flags);
  if (!t) return null;
  struct_state.unpack_iterator = t;
  t.tp_dealloc = destructor.of(unpackiter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(unpackiter_traverse);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(unpackiter_next);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(t, cstr("__length_hint__"), PyCFunction.of(unpackiter_len));
  return heap_type_finish(t);
}
