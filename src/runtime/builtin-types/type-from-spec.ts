/**
 * Heap types made by native modules. CPython: PyType_FromModuleAndSpec of Objects/typeobject.c.
 *
 * heap_type() makes the type object with its own copies of name and doc; the module fills slots and method tables (def_*,
 * heap_member) as for a static type; heap_type_ready() does what PyType_Ready does and sets `__module__`.
 */
import { PyErr_NoMemory } from "../abstract/errors";
import { PyMem_Malloc } from "../memory/domains";
import { strlen } from "../object/c-string";
import { PyMemberDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_ssize_t, Py_XNewRef, PyObject, ptr } from "../object/object";
import { destructor } from "../object/slots";
import { PyBaseObject_Type, PyType_Type } from "../object/static-types";
import {
  HT_AS_ASYNC,
  HT_AS_BUFFER,
  HT_AS_MAPPING,
  HT_AS_NUMBER,
  HT_AS_SEQUENCE,
  Py_TPFLAGS_HEAPTYPE,
  PyAsyncMethods,
  PyBufferProcs,
  PyHeapType,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
} from "../object/type-object";
import { PyType_GenericAlloc } from "./base-object-alloc";
import { subtype_dealloc } from "./base-object-dealloc";
import { PyDict_Contains, PyDict_DelItemString, PyDict_SetItem } from "./dict";
import { PyUnicode_FromString, PyUnicode_FromStringAndSize } from "./str";
import { PyTuple_Pack } from "./tuple";
import { _PyHeapType_GET_MEMBERS } from "./type-members";
import { PyType_Ready, set_tp_bases } from "./type-ready";

/** The text behind the last dot of `name`. */
function last_part(name: usize): usize {
  let part = name;
  for (let at = name; load<u8>(at) !== 0; at++) if (load<u8>(at) === 46) part = at + 1;
  return part;
}

/** A copy of a NUL-terminated text in the mem domain; 0 with MemoryError. */
function copy_text(text: usize): usize {
  const size = <usize>strlen(text) + 1;
  const copy = PyMem_Malloc(size);
  if (copy === 0) PyErr_NoMemory();
  else memory.copy(copy, text, size);
  return copy;
}

/** Name, qualified name and bases. -1 with an exception. */
function set_names(type: PyTypeObject, name: usize, base: PyTypeObject): i32 {
  const heap = PyHeapType(type);
  const ht_name = PyUnicode_FromString(last_part(name));
  if (!ht_name) return -1;
  heap.ht_name = ht_name;
  heap.ht_qualname = Py_NewRef(ht_name);
  heap._ht_tpname = copy_text(name);
  if (heap._ht_tpname === 0) return -1;
  type.tp_name = heap._ht_tpname;
  const bases = PyTuple_Pack(base);
  if (!bases) return -1;
  set_tp_bases(type, bases);
  type.tp_base = changetype<PyTypeObject>(Py_NewRef(base));
  return 0;
}

/**
 * A new heap type "module.Name" of `module` (may be NULL), below `base` (NULL: object), with room for `nmembers` members; its slots are still
 * empty. `doc` 0: none. New reference, NULL with an exception.
 */
export function heap_type(
  module: PyObject | null,
  name: usize,
  basicsize: Py_ssize_t,
  itemsize: Py_ssize_t,
  flags: u32,
  doc: usize = 0,
  nmembers: i32 = 0,
  base: PyTypeObject | null = null,
): PyTypeObject | null {
  const o = PyType_GenericAlloc(PyType_Type, nmembers);
  if (!o) return null;
  const address = ptr(o);
  const type = changetype<PyTypeObject>(o);
  type.tp_flags = flags | Py_TPFLAGS_HEAPTYPE;
  type.tp_basicsize = basicsize;
  type.tp_itemsize = itemsize;
  type.tp_as_async = changetype<PyAsyncMethods>(address + HT_AS_ASYNC);
  type.tp_as_number = changetype<PyNumberMethods>(address + HT_AS_NUMBER);
  type.tp_as_sequence = changetype<PySequenceMethods>(address + HT_AS_SEQUENCE);
  type.tp_as_mapping = changetype<PyMappingMethods>(address + HT_AS_MAPPING);
  type.tp_as_buffer = changetype<PyBufferProcs>(address + HT_AS_BUFFER);
  PyHeapType(type).ht_module = Py_XNewRef(module);
  let ok = set_names(type, name, base ? base : PyBaseObject_Type) === 0;
  if (ok && doc !== 0) {
    type.tp_doc = copy_text(doc);
    ok = type.tp_doc !== 0;
  }
  if (ok) return type;
  Py_DECREF(type);
  return null;
}

/** Member number `i` of a type made by heap_type(); in this order. */
export function heap_member(t: PyTypeObject, i: i32, name: usize, type: i32, offset: usize, flags: i32): void {
  const at = _PyHeapType_GET_MEMBERS(t) + <usize>i * offsetof<PyMemberDef>();
  const def = changetype<PyMemberDef>(at);
  def.name = name;
  def.type = type;
  def.offset = <isize>offset;
  def.flags = flags;
  if (i === 0) t.tp_members = def;
  def.next_address = i + 1 < Py_SIZE(t) ? <u32>(at + offsetof<PyMemberDef>()) : 0;
}

/** `__module__`: the name without its last part. -1 with an exception. */
function set_module_name(type: PyTypeObject): i32 {
  const found = PyDict_Contains(type.tp_dict!, _Py_ID("__module__"));
  if (found !== 0) return found < 0 ? -1 : 0;
  const part = last_part(type.tp_name);
  if (part === type.tp_name) return 0;
  const module = PyUnicode_FromStringAndSize(type.tp_name, <i32>(part - type.tp_name) - 1);
  if (!module) return -1;
  const status = PyDict_SetItem(type.tp_dict!, _Py_ID("__module__"), module);
  Py_DECREF(module);
  return status;
}

/** The type has a member of this name, which tells an offset and is no attribute. -1 with an exception. */
function drop_member(type: PyTypeObject, offset: Py_ssize_t, name: usize): i32 {
  return offset > 0 && type.tp_members !== null ? PyDict_DelItemString(type.tp_dict!, name) : 0;
}

/**
 * Finishes a type made by heap_type(). Where it has tp_weaklistoffset or tp_dictoffset and members, "__weaklistoffset__" and
 * "__dictoffset__" must be among them, as in CPython. -1 with an exception.
 */
export function heap_type_ready(type: PyTypeObject): i32 {
  if (!changetype<usize>(type.tp_dealloc)) type.tp_dealloc = destructor.of(subtype_dealloc);
  const weaklistoffset = type.tp_weaklistoffset;
  const dictoffset = type.tp_dictoffset;
  if (PyType_Ready(type) < 0) return -1;
  if (drop_member(type, weaklistoffset, cstr("__weaklistoffset__")) < 0) return -1;
  if (drop_member(type, dictoffset, cstr("__dictoffset__")) < 0) return -1;
  return set_module_name(type);
}

/** heap_type_ready for the only reference to `type`, which it takes over: the same, or NULL with an exception. */
export function heap_type_finish(type: PyTypeObject): PyTypeObject | null {
  if (heap_type_ready(type) === 0) return type;
  Py_DECREF(type);
  return null;
}
