/**
 * The tables that describe a type's methods, members and computed attributes. CPython: PyMethodDef, PyMemberDef,
 * PyGetSetDef. NOT CPYTHON: a table is a chain (`next`) built at start-up in permanent memory, not an array, because
 * AssemblyScript has no static initialisers for function indices.
 *
 * Texts are NUL-terminated UTF-8 (`cstr`). Chains keep the order in which they were defined.
 */
import { permanent_alloc } from "../memory/permanent";
import {
  getter,
  PyCFunction,
  PyCFunctionFast,
  PyCFunctionFastWithKeywords,
  PyCFunctionWithKeywords,
  PyCMethod,
  setter,
} from "./slots";
import { PyTypeObject } from "./type-object";

export const METH_VARARGS: i32 = 0x0001;
export const METH_KEYWORDS: i32 = 0x0002;
export const METH_NOARGS: i32 = 0x0004;
export const METH_O: i32 = 0x0008;
export const METH_CLASS: i32 = 0x0010;
export const METH_STATIC: i32 = 0x0020;
export const METH_COEXIST: i32 = 0x0040;
export const METH_FASTCALL: i32 = 0x0080;
export const METH_METHOD: i32 = 0x0200;

@unmanaged
export class PyMethodDef {
  ml_name: usize;
  /** Table index; its signature follows from ml_flags. */
  ml_meth: usize;
  ml_flags: i32;
  /** "name($self, ...)\n--\n\ndoc", or 0. */
  ml_doc: usize;
  next: PyMethodDef | null;
}

export const Py_T_SHORT: i32 = 0;
export const Py_T_INT: i32 = 1;
export const Py_T_LONG: i32 = 2;
export const Py_T_FLOAT: i32 = 3;
export const Py_T_DOUBLE: i32 = 4;
export const Py_T_STRING: i32 = 5;
export const _Py_T_OBJECT: i32 = 6;
export const Py_T_CHAR: i32 = 7;
export const Py_T_BYTE: i32 = 8;
export const Py_T_UBYTE: i32 = 9;
export const Py_T_USHORT: i32 = 10;
export const Py_T_UINT: i32 = 11;
export const Py_T_ULONG: i32 = 12;
export const Py_T_BOOL: i32 = 14;
export const Py_T_OBJECT_EX: i32 = 16;
export const Py_T_LONGLONG: i32 = 17;
export const Py_T_ULONGLONG: i32 = 18;
export const Py_T_PYSSIZET: i32 = 19;
export const Py_READONLY: i32 = 1;
export const Py_AUDIT_READ: i32 = 2;
export const Py_RELATIVE_OFFSET: i32 = 8;

/** 40 bytes, as the records of `__slots__` behind a heap type. */
@unmanaged
export class PyMemberDef {
  name: usize;
  type: i32;
  type_high: i32;
  /** Byte offset in the instance. */
  offset: isize;
  flags: i32;
  /** NOT CPYTHON: the upper half of the 8-byte `flags` slot links the chain of a static type. */
  next_address: u32;
  doc: usize;
}

@unmanaged
export class PyGetSetDef {
  name: usize;
  get: getter | null;
  set: setter | null;
  doc: usize;
  closure: usize;
  next: PyGetSetDef | null;
}

/** A method record in permanent memory, linked behind `first` (NULL for the first); returns it. */
export function PyMethodDef_New(name: usize, meth: usize, flags: i32, doc: usize): PyMethodDef {
  const def = changetype<PyMethodDef>(permanent_alloc(offsetof<PyMethodDef>()));
  def.ml_name = name;
  def.ml_meth = meth;
  def.ml_flags = flags;
  def.ml_doc = doc;
  def.next = null;
  return def;
}

function appendMethod(t: PyTypeObject, def: PyMethodDef): void {
  const first = t.tp_methods;
  if (!first) {
    t.tp_methods = def;
    return;
  }
  let last: PyMethodDef = first;
  while (last.next) last = last.next!;
  last.next = def;
}

function addMethod(t: PyTypeObject, name: usize, meth: usize, flags: i32, doc: usize): void {
  appendMethod(t, PyMethodDef_New(name, meth, flags, doc));
}

/** `flags` may add METH_CLASS, METH_STATIC, METH_COEXIST. `doc` carries the text signature. */
export function def_noargs(t: PyTypeObject, name: usize, f: PyCFunction, doc: usize = 0, flags: i32 = 0): void {
  addMethod(t, name, changetype<usize>(f), METH_NOARGS | flags, doc);
}

export function def_o(t: PyTypeObject, name: usize, f: PyCFunction, doc: usize = 0, flags: i32 = 0): void {
  addMethod(t, name, changetype<usize>(f), METH_O | flags, doc);
}

export function def_varargs(t: PyTypeObject, name: usize, f: PyCFunction, doc: usize = 0, flags: i32 = 0): void {
  addMethod(t, name, changetype<usize>(f), METH_VARARGS | flags, doc);
}

export function def_keywords(
  t: PyTypeObject,
  name: usize,
  f: PyCFunctionWithKeywords,
  doc: usize = 0,
  flags: i32 = 0,
): void {
  addMethod(t, name, changetype<usize>(f), METH_VARARGS | METH_KEYWORDS | flags, doc);
}

export function def_fast(t: PyTypeObject, name: usize, f: PyCFunctionFast, doc: usize = 0, flags: i32 = 0): void {
  addMethod(t, name, changetype<usize>(f), METH_FASTCALL | flags, doc);
}

export function def_fast_keywords(
  t: PyTypeObject,
  name: usize,
  f: PyCFunctionFastWithKeywords,
  doc: usize = 0,
  flags: i32 = 0,
): void {
  addMethod(t, name, changetype<usize>(f), METH_FASTCALL | METH_KEYWORDS | flags, doc);
}

export function def_method(t: PyTypeObject, name: usize, f: PyCMethod, doc: usize = 0, flags: i32 = 0): void {
  addMethod(t, name, changetype<usize>(f), METH_METHOD | METH_FASTCALL | METH_KEYWORDS | flags, doc);
}

export function def_member(t: PyTypeObject, name: usize, type: i32, offset: usize, flags: i32, doc: usize = 0): void {
  const def = changetype<PyMemberDef>(permanent_alloc(offsetof<PyMemberDef>()));
  def.name = name;
  def.type = type;
  def.offset = <isize>offset;
  def.flags = flags;
  def.doc = doc;
  let last = t.tp_members;
  if (!last) {
    t.tp_members = def;
    return;
  }
  while (last.next_address !== 0) last = changetype<PyMemberDef>(<usize>last.next_address);
  last.next_address = <u32>changetype<usize>(def);
}

export function def_getset(
  t: PyTypeObject,
  name: usize,
  get: getter | null,
  set: setter | null,
  doc: usize = 0,
  closure: usize = 0,
): void {
  const def = changetype<PyGetSetDef>(permanent_alloc(offsetof<PyGetSetDef>()));
  def.name = name;
  def.get = get;
  def.set = set;
  def.doc = doc;
  def.closure = closure;
  def.next = null;
  const first = t.tp_getset;
  if (!first) {
    t.tp_getset = def;
    return;
  }
  let last: PyGetSetDef = first;
  while (last.next) last = last.next!;
  last.next = def;
}
