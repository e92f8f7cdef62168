/** The type memoryview: construction, attributes, slots; its managed buffer's type. CPython: Objects/memoryobject.c. */

import { _PyArg_UnpackKeywords, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { newOrNone, PyObject_GenericGetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { def_fast, def_fast_keywords, def_getset, def_noargs, METH_CLASS } from "../object/def-tables";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_ssize_t, PyObject, ptr, Slots } from "../object/object";
import {
  binaryfunc,
  destructor,
  getattrofunc,
  getbufferproc,
  getiterfunc,
  getter,
  hashfunc,
  inquiry,
  lenfunc,
  newfunc,
  objobjargproc,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  releasebufferproc,
  reprfunc,
  richcmpfunc,
  ssizeargfunc,
  traverseproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { _PyManagedBuffer_Type, Py_None, PyExc_TypeError, PyMemoryView_Type } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_SEQUENCE, PyTypeObject } from "../object/type-object";
import { PyBool_FromLong } from "./bool";
import { PyLong_AsInt, PyLong_FromLong } from "./int";
import {
  _Py_MEMORYVIEW_C,
  _Py_MEMORYVIEW_FORTRAN,
  _Py_MEMORYVIEW_RELEASED,
  _PyManagedBufferObject,
  _PyMemoryView_Release,
  asMemoryView,
  check_shareable,
  check_usable,
  dim_at,
  mbuf_add_view,
  mbuf_clear,
  mbuf_dealloc,
  mbuf_traverse,
  memory_clear,
  memory_dealloc,
  memory_traverse,
  PyMemoryView_FromObject,
  PyMemoryView_FromObjectAndFlags,
  PyMemoryView_GET_BUFFER,
  PyMemoryViewObject,
} from "./memoryview";
import { memory_getbuf, memory_releasebuf } from "./memoryview-buffer";
import { memory_cast } from "./memoryview-cast";
import { memory_hash, memory_richcompare } from "./memoryview-compare";
import { init_memory_iterator_type, memory_iter } from "./memoryview-iterator";
import { memory_hex, memory_tobytes, memory_tolist } from "./memoryview-list";
import { memory_ass_sub, memory_item, memory_subscript } from "./memoryview-subscript";
import { PyUnicode_FromString } from "./str";
import { PyUnicode_FromFormat } from "./str-from-format";
import { PyTuple_New, PyTuple_SET_ITEM } from "./tuple";
import { buffer_procs, mapping_methods, sequence_methods, static_type } from "./type-define";

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));
const from_flags_spec: ArgSpec = changetype<ArgSpec>(memory.data(8, 8));

function memory_new(_t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywordsTuple(new_spec, cstr("memoryview"), cstr("object"), 0, args, kwds, 1, 1);
  stack_release(mark);
  return a === 0 ? null : PyMemoryView_FromObject(Slots.at(a).get(0));
}

function memory_from_flags(_t: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("object flags");
  const a = _PyArg_UnpackKeywords(from_flags_spec, cstr("_from_flags"), names, 0, args, nargs, null, kwnames, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const object = Slots.at(a).get(0);
  const flags = PyLong_AsInt(Slots.at(a).get(1));
  if (flags === -1 && tstate.current_exception) return null;
  return PyMemoryView_FromObjectAndFlags(object, flags);
}

function memory_repr(self: PyObject): PyObject | null {
  const released = (asMemoryView(self).flags & _Py_MEMORYVIEW_RELEASED) !== 0;
  return PyUnicode_FromFormat(released ? cstr("<released memory at %p>") : cstr("<memory at %p>"), ptr(self));
}

function memory_length(self: PyObject): Py_ssize_t {
  if (!check_usable(self)) return -1;
  const view = PyMemoryView_GET_BUFFER(self);
  if (view.ndim > 0) return <i32>dim_at(view.shape, 0);
  PyErr_SetString(PyExc_TypeError, cstr("0-dim memory has no length"));
  return -1;
}

function memory_release(self: PyObject, _unused: PyObject | null): PyObject | null {
  return _PyMemoryView_Release(self) < 0 ? null : Py_None;
}

function memory_enter(self: PyObject, _unused: PyObject | null): PyObject | null {
  return check_usable(self) ? Py_NewRef(self) : null;
}

function memory_exit(self: PyObject, _args: Slots, _nargs: i32): PyObject | null {
  return memory_release(self, null);
}

function memory_toreadonly(self: PyObject, _unused: PyObject | null): PyObject | null {
  if (!check_shareable(self)) return null;
  // A new object even where this one is read-only already: each has a release() of its own.
  const mv = mbuf_add_view(asMemoryView(self).mbuf!, PyMemoryView_GET_BUFFER(self));
  if (mv) mv.view_readonly = 1;
  return mv;
}

// --- attributes ---

function get_obj(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? newOrNone(PyMemoryView_GET_BUFFER(self).obj) : null;
}

function get_nbytes(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? PyLong_FromLong(<i64>PyMemoryView_GET_BUFFER(self).len) : null;
}

function get_readonly(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? PyBool_FromLong(PyMemoryView_GET_BUFFER(self).readonly !== 0) : null;
}

function get_itemsize(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? PyLong_FromLong(<i64>PyMemoryView_GET_BUFFER(self).itemsize) : null;
}

function get_format(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? PyUnicode_FromString(PyMemoryView_GET_BUFFER(self).format) : null;
}

function get_ndim(self: PyObject, _closure: usize): PyObject | null {
  return check_usable(self) ? PyLong_FromLong(<i64>PyMemoryView_GET_BUFFER(self).ndim) : null;
}

/** A tuple of `ndim` numbers; empty where there is no array. New reference. */
function tuple_of_dims(array: usize, ndim: i32): PyObject | null {
  const n = array === 0 ? 0 : ndim;
  const tuple = PyTuple_New(n);
  if (!tuple) return null;
  for (let i = 0; i < n; i++) {
    const number = PyLong_FromLong(dim_at(array, i));
    if (!number) {
      Py_DECREF(tuple);
      return null;
    }
    PyTuple_SET_ITEM(tuple, i, number);
  }
  return tuple;
}

function get_shape(self: PyObject, _closure: usize): PyObject | null {
  const view = PyMemoryView_GET_BUFFER(self);
  return check_usable(self) ? tuple_of_dims(view.shape, view.ndim) : null;
}

function get_strides(self: PyObject, _closure: usize): PyObject | null {
  const view = PyMemoryView_GET_BUFFER(self);
  return check_usable(self) ? tuple_of_dims(view.strides, view.ndim) : null;
}

function get_suboffsets(self: PyObject, _closure: usize): PyObject | null {
  const view = PyMemoryView_GET_BUFFER(self);
  return check_usable(self) ? tuple_of_dims(view.suboffsets, view.ndim) : null;
}

/** `closure`: flags of which one must be set. */
function get_contiguous(self: PyObject, closure: usize): PyObject | null {
  return check_usable(self) ? PyBool_FromLong((asMemoryView(self).flags & <i32>closure) !== 0) : null;
}

function add_attributes(t: PyTypeObject): void {
  def_getset(t, cstr("obj"), getter.of(get_obj), null, cstr("The object whose memory is shown."));
  def_getset(t, cstr("nbytes"), getter.of(get_nbytes), null, cstr("Bytes that a contiguous copy would take."));
  def_getset(t, cstr("readonly"), getter.of(get_readonly), null, cstr("True if the memory may not be written."));
  def_getset(t, cstr("itemsize"), getter.of(get_itemsize), null, cstr("Bytes of one item."));
  def_getset(t, cstr("format"), getter.of(get_format), null, cstr("Format of an item, as in the module struct."));
  def_getset(t, cstr("ndim"), getter.of(get_ndim), null, cstr("Number of dimensions."));
  def_getset(t, cstr("shape"), getter.of(get_shape), null, cstr("Length of each dimension."));
  def_getset(t, cstr("strides"), getter.of(get_strides), null, cstr("Bytes from one item to the next, by dimension."));
  def_getset(
    t,
    cstr("suboffsets"),
    getter.of(get_suboffsets),
    null,
    cstr("Offsets behind the pointers of an array of pointers."),
  );
  const contiguous = getter.of(get_contiguous);
  const c = <usize>_Py_MEMORYVIEW_C;
  const fortran = <usize>_Py_MEMORYVIEW_FORTRAN;
  def_getset(t, cstr("c_contiguous"), contiguous, null, cstr("True if the items lie in C order without gaps."), c);
  def_getset(
    t,
    cstr("f_contiguous"),
    contiguous,
    null,
    cstr("True if the items lie in Fortran order without gaps."),
    fortran,
  );
  def_getset(
    t,
    cstr("contiguous"),
    contiguous,
    null,
    cstr("True if the items lie in either order without gaps."),
    c | fortran,
  );
}

function add_methods(t: PyTypeObject): void {
  def_noargs(
    t,
    cstr("release"),
    PyCFunction.of(memory_release),
    cstr("release($self, /)\n--\n\nGives the memory up; the view can't be used any more."),
  );
  def_fast_keywords(
    t,
    cstr("tobytes"),
    PyCFunctionFastWithKeywords.of(memory_tobytes),
    cstr("tobytes($self, /, order='C')\n--\n\nThe items as bytes, in order 'C', 'F' or as they lie ('A')."),
  );
  def_fast_keywords(
    t,
    cstr("hex"),
    PyCFunctionFastWithKeywords.of(memory_hex),
    cstr("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nThe bytes as hexadecimal digits."),
  );
  def_noargs(
    t,
    cstr("tolist"),
    PyCFunction.of(memory_tolist),
    cstr("tolist($self, /)\n--\n\nThe items as a list of lists."),
  );
  def_fast_keywords(
    t,
    cstr("cast"),
    PyCFunctionFastWithKeywords.of(memory_cast),
    cstr(
      "cast($self, /, format, shape=<unrepresentable>)\n--\n\nA view of the same memory in another format or shape.",
    ),
  );
  def_noargs(
    t,
    cstr("toreadonly"),
    PyCFunction.of(memory_toreadonly),
    cstr("toreadonly($self, /)\n--\n\nA view of the same memory that can't be written through."),
  );
  def_fast_keywords(
    t,
    cstr("_from_flags"),
    PyCFunctionFastWithKeywords.of(memory_from_flags),
    cstr("_from_flags($type, /, object, flags)\n--\n\nA view of object, asked for with these PyBUF flags."),
    METH_CLASS,
  );
  def_noargs(t, cstr("__enter__"), PyCFunction.of(memory_enter), cstr("__enter__($self, /)\n--\n\nThe view itself."));
  def_fast(
    t,
    cstr("__exit__"),
    PyCFunctionFast.of(memory_exit),
    cstr("__exit__($self, /, *exc_info)\n--\n\nReleases the view."),
  );
}

function init_managed_buffer_type(): void {
  const t = _PyManagedBuffer_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
  static_type(t, cstr("managedbuffer"), offsetof<_PyManagedBufferObject>(), 0, flags);
  t.tp_dealloc = destructor.of(mbuf_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(mbuf_traverse);
  t.tp_clear = inquiry.of(mbuf_clear);
}

/** Initialises memoryview, its iterator and the managed buffer. */
export function init_memoryview_types(): void {
  init_managed_buffer_type();
  const t = PyMemoryView_Type;
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_SEQUENCE;
  static_type(t, cstr("memoryview"), offsetof<PyMemoryViewObject>(), 8, flags);
  t.tp_doc = cstr("memoryview(object)\n--\n\nA view of the memory of an object, without a copy.");
  t.tp_dealloc = destructor.of(memory_dealloc);
  t.tp_repr = reprfunc.of(memory_repr);
  t.tp_hash = hashfunc.of(memory_hash);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_traverse = traverseproc.of(memory_traverse);
  t.tp_clear = inquiry.of(memory_clear);
  t.tp_richcompare = richcmpfunc.of(memory_richcompare);
  t.tp_weaklistoffset = offsetof<PyMemoryViewObject>("weakreflist");
  t.tp_iter = getiterfunc.of(memory_iter);
  t.tp_new = newfunc.of(memory_new);
  const sequence = sequence_methods(t);
  sequence.sq_length = lenfunc.of(memory_length);
  sequence.sq_item = ssizeargfunc.of(memory_item);
  const mapping = mapping_methods(t);
  mapping.mp_length = lenfunc.of(memory_length);
  mapping.mp_subscript = binaryfunc.of(memory_subscript);
  mapping.mp_ass_subscript = objobjargproc.of(memory_ass_sub);
  const procs = buffer_procs(t);
  procs.bf_getbuffer = getbufferproc.of(memory_getbuf);
  procs.bf_releasebuffer = releasebufferproc.of(memory_releasebuf);
  add_methods(t);
  add_attributes(t);
  init_memory_iterator_type();
}
