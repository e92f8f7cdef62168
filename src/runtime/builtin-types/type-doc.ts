/**
 * Docs of native types and functions, which may begin with a text signature: "name(args)\n--\n\ntext".
 * CPython: find_signature, _PyType_GetDocFromInternalDoc and their like in Objects/typeobject.c.
 */
import { strlen } from "../object/c-string";
import { METH_CLASS, METH_COEXIST, METH_NOARGS, METH_O, METH_STATIC } from "../object/def-tables";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { Py_None } from "../object/static-types";
import { PyUnicode_FromString, PyUnicode_FromStringAndSize } from "./str";

/** Bytes of ")\n--\n\n". */
const SIGNATURE_END_MARKER_LENGTH: usize = 6;

/** Address of the last component of a dotted name. */
export function last_component(name: usize): usize {
  let start = name;
  for (let p = name; load<u8>(p) !== 0; p++) if (load<u8>(p) === 46 /* . */) start = p + 1;
  return start;
}

/** Address of the "(" if `doc` begins with the last component of `name` and it, else 0. */
function find_signature(name: usize, doc: usize): usize {
  if (!doc) return 0;
  const own = last_component(name);
  const length = <usize>strlen(own);
  for (let i: usize = 0; i < length; i++) if (load<u8>(doc + i) !== load<u8>(own + i)) return 0;
  return load<u8>(doc + length) === 40 /* ( */ ? doc + length : 0;
}

/** ")\n--\n\n" is at `p`. */
function is_end_marker(p: usize): bool {
  return (
    load<u8>(p) === 41 &&
    load<u8>(p + 1) === 10 &&
    load<u8>(p + 2) === 45 &&
    load<u8>(p + 3) === 45 &&
    load<u8>(p + 4) === 10 &&
    load<u8>(p + 5) === 10
  );
}

/** Address behind the signature that begins at `doc`; 0 when it has no end. */
function skip_signature(doc: usize): usize {
  for (let p = doc; load<u8>(p) !== 0; p++) {
    if (is_end_marker(p)) return p + SIGNATURE_END_MARKER_LENGTH;
    if (load<u8>(p) === 10 && load<u8>(p + 1) === 10) return 0;
  }
  return 0;
}

/** The part of `internal_doc` behind its signature (0 for 0). */
export function _PyType_DocWithoutSignature(name: usize, internal_doc: usize): usize {
  const start = find_signature(name, internal_doc);
  const doc = start ? skip_signature(start) : 0;
  return doc ? doc : internal_doc;
}

/** `__doc__`: a new reference to a str or None. */
export function _PyType_GetDocFromInternalDoc(name: usize, internal_doc: usize): PyObject | null {
  const doc = _PyType_DocWithoutSignature(name, internal_doc);
  return !doc || load<u8>(doc) === 0 ? Py_None : PyUnicode_FromString(doc);
}

/** The signature that a calling convention implies, 0 none. */
function signature_from_flags(flags: i32): usize {
  switch (flags & ~METH_COEXIST) {
    case METH_NOARGS:
      return cstr("($self, /)");
    case METH_NOARGS | METH_CLASS:
      return cstr("($type, /)");
    case METH_NOARGS | METH_STATIC:
      return cstr("()");
    case METH_O:
      return cstr("($self, object, /)");
    case METH_O | METH_CLASS:
      return cstr("($type, object, /)");
    case METH_O | METH_STATIC:
      return cstr("(object, /)");
    default:
      return 0;
  }
}

/** `__text_signature__`: a new reference to a str or None. `flags`: METH_* of a function, 0 for a type. */
export function _PyType_GetTextSignatureFromInternalDoc(name: usize, internal_doc: usize, flags: i32): PyObject | null {
  const start = find_signature(name, internal_doc);
  const end = start ? skip_signature(start) : 0;
  if (end) return PyUnicode_FromStringAndSize(start, <i32>(end - start - (SIGNATURE_END_MARKER_LENGTH - 1)));
  const implied = signature_from_flags(flags);
  return implied ? PyUnicode_FromString(implied) : Py_None;
}
