/**
 * Encoding and decoding by name, and the codecs that need no registry. CPython: Objects/unicodeobject.c.
 *
 * `encoding` and `errors` are NUL-terminated ASCII, 0 for the defaults "utf-8" and "strict".
 */
import { Py_ssize_t, PyObject } from "../object/object";

/** Returns a new reference to a str. */
export function PyUnicode_Decode(s: usize, size: Py_ssize_t, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}

/** str(o, encoding, errors) of a bytes-like object. Returns a new reference. */
export function PyUnicode_FromEncodedObject(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to bytes. */
export function PyUnicode_AsEncodedString(unicode: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeUTF8(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  unreachable();
}

/** Decodes as far as sequences are complete; bytes used in `tstate.out_i32`. Returns a new reference. */
export function PyUnicode_DecodeUTF8Stateful(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to bytes. */
export function PyUnicode_AsUTF8String(unicode: PyObject): PyObject | null {
  unreachable();
}

/** Returns a new reference to bytes. */
export function _PyUnicode_AsUTF8String(unicode: PyObject, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeLatin1(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to bytes. */
export function _PyUnicode_AsLatin1String(unicode: PyObject, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeASCII(s: usize, size: Py_ssize_t, errors: usize): PyObject | null {
  unreachable();
}

/** Returns a new reference to bytes. */
export function _PyUnicode_AsASCIIString(unicode: PyObject, errors: usize): PyObject | null {
  unreachable();
}

/** UTF-8 with surrogateescape. Returns a new reference to a str. */
export function PyUnicode_DecodeFSDefaultAndSize(s: usize, size: Py_ssize_t): PyObject | null {
  unreachable();
}

/** UTF-8 with surrogateescape. Returns a new reference to bytes. */
export function PyUnicode_EncodeFSDefault(unicode: PyObject): PyObject | null {
  unreachable();
}
