/**
 * The module `_sha2`. CPython: Modules/sha2module.c.
 *
 *   SHA2object (32 bytes, GC): +16 digestsize, +24 state  address, raw domain (sha2.ts)
 */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import {
  Py_buffer,
  Py_buffer_OnStack,
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from "../abstract/buffer";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { _Py_strhex_with_sep } from "../builtin-types/bytes-hex";
import { PyLong_FromLong } from "../builtin-types/int";
import { module_add_type, module_begin, module_fast_keywords, module_state_alloc } from "../builtin-types/module";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { PyMem_RawFree, PyMem_RawMalloc } from "../memory/domains";
import { def_getset, def_noargs, def_o } from "../object/def-tables";
import { free_instance } from "../object/instance-fields";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject, ptr, Slots } from "../object/object";
import {
  destructor,
  freefunc,
  getter,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  traverseproc,
  visitproc,
} from "../object/slots";
import { Py_None, PyExc_BufferError, PyExc_TypeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { is_wide, SHA2_STATE_SIZE, sha2_finish, sha2_init, sha2_update } from "./sha2";

@unmanaged
class SHA2object extends PyObject {
  digestsize: i64;
  state: usize;
}

/** Types of the module, borrowed: its state owns them. */
@unmanaged
class Sha2Types {
  sha224: PyTypeObject;
  sha256: PyTypeObject;
  sha384: PyTypeObject;
  sha512: PyTypeObject;
}
const types: Sha2Types = changetype<Sha2Types>(memory.data(32, 8));
const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** @inline */
function sha2_of(o: PyObject): SHA2object {
  return changetype<SHA2object>(o);
}

/** @inline */
function size_of(o: PyObject): i32 {
  return <i32>sha2_of(o).digestsize;
}

/** A hash object without data: new reference. */
function new_object(type: PyTypeObject, digestsize: i32): PyObject | null {
  const o = _PyObject_GC_New(type);
  if (!o) return null;
  const state = PyMem_RawMalloc(SHA2_STATE_SIZE);
  sha2_of(o).digestsize = <i64>digestsize;
  store<u64>(ptr(o), <u64>state, offsetof<SHA2object>("state"));
  if (state === 0) {
    Py_DECREF(o);
    return PyErr_NoMemory();
  }
  sha2_init(state, digestsize);
  _PyObject_GC_TRACK(o);
  return o;
}

function sha2_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  PyMem_RawFree(sha2_of(o).state);
  free_instance(o);
}

function sha2_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(o.ob_type, arg);
}

/** A view of what can be hashed; false with an exception. */
function hashable_buffer(data: PyObject, view: Py_buffer): bool {
  if (PyUnicode_Check(data)) {
    PyErr_SetString(PyExc_TypeError, cstr("Strings must be encoded before hashing"));
    return false;
  }
  if (!PyObject_CheckBuffer(data)) {
    PyErr_SetString(PyExc_TypeError, cstr("object supporting the buffer API required"));
    return false;
  }
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return false;
  if (view.ndim <= 1) return true;
  PyErr_SetString(PyExc_BufferError, cstr("Buffer must be single dimension"));
  PyBuffer_Release(view);
  return false;
}

/** Takes an object's bytes in: false with an exception. */
function update(o: PyObject, data: PyObject): bool {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  const ok = hashable_buffer(data, view);
  if (ok) {
    sha2_update(sha2_of(o).state, size_of(o), view.buf, <usize>view.len);
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return ok;
}

function sha2_tp_update(o: PyObject, data: PyObject | null): PyObject | null {
  return update(o, data!) ? Py_None : null;
}

function sha2_copy(o: PyObject, _unused: PyObject | null): PyObject | null {
  const copy = new_object(o.ob_type, size_of(o));
  if (copy) memory.copy(sha2_of(copy).state, sha2_of(o).state, SHA2_STATE_SIZE);
  return copy;
}

/** Writes the hash so far to `out`. */
function finish(o: PyObject, out: usize): void {
  const mark = stack_mark();
  const state = stack_alloc(SHA2_STATE_SIZE);
  memory.copy(state, sha2_of(o).state, SHA2_STATE_SIZE);
  sha2_finish(state, size_of(o), out);
  stack_release(mark);
}

function sha2_digest(o: PyObject, _unused: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const out = stack_alloc(64);
  finish(o, out);
  const result = PyBytes_FromStringAndSize(out, size_of(o));
  stack_release(mark);
  return result;
}

function sha2_hexdigest(o: PyObject, _unused: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const out = stack_alloc(64);
  finish(o, out);
  const result = _Py_strhex_with_sep(out, size_of(o), null, 0, false);
  stack_release(mark);
  return result;
}

function sha2_block_size(o: PyObject, _closure: usize): PyObject | null {
  return PyLong_FromLong(is_wide(size_of(o)) ? 128 : 64);
}

function sha2_name(o: PyObject, _closure: usize): PyObject | null {
  const size = size_of(o);
  const wide = size === 48 ? cstr("sha384") : cstr("sha512");
  return PyUnicode_FromString(size === 28 ? cstr("sha224") : size === 32 ? cstr("sha256") : wide);
}

function sha2_digest_size(o: PyObject, _closure: usize): PyObject | null {
  return PyLong_FromLong(sha2_of(o).digestsize);
}

// --- the functions ---

/** sha256(string=b'', *, usedforsecurity=True) and so on. */
function make(
  type: PyTypeObject,
  digestsize: i32,
  name: usize,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
): PyObject | null {
  const mark = stack_mark();
  const names = cstr("string usedforsecurity");
  const a = _PyArg_UnpackKeywords(spec, name, names, 0, args, nargs, null, kwnames, 0, 1);
  stack_release(mark);
  if (a === 0) return null;
  const string = Slots.at(a).getOrNull(0);
  const security = Slots.at(a).getOrNull(1);
  if (security && PyObject_IsTrue(security) < 0) return null;
  const o = new_object(type, digestsize);
  if (!o || !string || update(o, string)) return o;
  Py_DECREF(o);
  return null;
}

function _sha2_sha224(_m: PyObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return make(types.sha224, 28, cstr("sha224"), a, n, kw);
}

function _sha2_sha256(_m: PyObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return make(types.sha256, 32, cstr("sha256"), a, n, kw);
}

function _sha2_sha384(_m: PyObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return make(types.sha384, 48, cstr("sha384"), a, n, kw);
}

function _sha2_sha512(_m: PyObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return make(types.sha512, 64, cstr("sha512"), a, n, kw);
}

/** A class of hash objects: new reference. */
function make_type(m: PyObject, name: usize): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const t = heap_type(m, name, offsetof<SHA2object>(), 0, flags);
  if (!t) return null;
  t.tp_dealloc = destructor.of(sha2_dealloc);
  t.tp_traverse = traverseproc.of(sha2_traverse);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  def_noargs(t, cstr("copy"), PyCFunction.of(sha2_copy), cstr("copy($self, /)\n--\n\nA copy with the same data."));
  def_noargs(t, cstr("digest"), PyCFunction.of(sha2_digest), cstr("digest($self, /)\n--\n\nThe hash as bytes."));
  def_noargs(
    t,
    cstr("hexdigest"),
    PyCFunction.of(sha2_hexdigest),
    cstr("hexdigest($self, /)\n--\n\nThe hash as hexadecimal digits."),
  );
  def_o(t, cstr("update"), PyCFunction.of(sha2_tp_update), cstr("update($self, obj, /)\n--\n\nTakes more bytes in."));
  def_getset(t, cstr("block_size"), getter.of(sha2_block_size), null);
  def_getset(t, cstr("name"), getter.of(sha2_name), null);
  def_getset(t, cstr("digest_size"), getter.of(sha2_digest_size), null);
  return heap_type_finish(t);
}

function add_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("sha256"),
      PyCFunctionFastWithKeywords.of(_sha2_sha256),
      cstr("sha256($module, /, string=b'', *, usedforsecurity=True)\n--\n\nA SHA-256 hash object."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("sha224"),
      PyCFunctionFastWithKeywords.of(_sha2_sha224),
      cstr("sha224($module, /, string=b'', *, usedforsecurity=True)\n--\n\nA SHA-224 hash object."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("sha512"),
      PyCFunctionFastWithKeywords.of(_sha2_sha512),
      cstr("sha512($module, /, string=b'', *, usedforsecurity=True)\n--\n\nA SHA-512 hash object."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("sha384"),
      PyCFunctionFastWithKeywords.of(_sha2_sha384),
      cstr("sha384($module, /, string=b'', *, usedforsecurity=True)\n--\n\nA SHA-384 hash object."),
    ) === 0
  );
}

/** Adds type `i`: false with an exception. */
function add_type(m: PyObject, i: i32, type: PyTypeObject | null): bool {
  if (!type) return false;
  Slots.at(changetype<usize>(types)).set(i, type);
  return module_add_type(m, i, type) === 0;
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__sha2(): PyObject | null {
  const m = module_begin(cstr("_sha2"));
  if (!m) return null;
  const ok =
    add_functions(m) &&
    module_state_alloc(m, 4) === 0 &&
    add_type(m, 0, make_type(m, cstr("_sha2.SHA224Type"))) &&
    add_type(m, 1, make_type(m, cstr("_sha2.SHA256Type"))) &&
    add_type(m, 2, make_type(m, cstr("_sha2.SHA384Type"))) &&
    add_type(m, 3, make_type(m, cstr("_sha2.SHA512Type")));
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
