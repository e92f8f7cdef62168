/**
 * Interning: at most one interned str for each text. CPython: Objects/unicodeobject.c (intern_common and its callers).
 *
 * Static strings are in a table of their own (INTERNED_STRINGS: open addressing over addresses), the others in the dict
 * `interp.interned`, whose two references (key and value) to a mortal interned str are not counted.
 *
 *   state                                from             to
 *   SSTATE_INTERNED_IMMORTAL_STATIC      start-up         (for ever)
 *   SSTATE_INTERNED_MORTAL               not interned     not interned (released), immortal
 *   SSTATE_INTERNED_IMMORTAL             mortal           (for ever)
 */

import { PyErr_Clear } from "../abstract/errors";
import { PyErr_WriteUnraisable } from "../abstract/unraisable";
import { permanent_alloc } from "../memory/permanent";
import { strlen } from "../object/c-string";
import { identifier_count, identifier_name, identifier_object } from "../object/identifiers";
import { _Py_IsImmortal, _Py_SetImmortal, Py_DECREF, PyObject, ptr } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyDict_DelItem, PyDict_New, PyDict_SetDefaultRef } from "./dict";
import { PyDict_GET_SIZE } from "./dict-object";
import {
  get_latin1_char,
  init_latin1_characters,
  init_static_ascii,
  PyASCIIObject,
  PyUnicode_CHECK_INTERNED,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_DATA,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  SSTATE_INTERNED_IMMORTAL,
  SSTATE_INTERNED_IMMORTAL_STATIC,
  SSTATE_INTERNED_MORTAL,
  SSTATE_NOT_INTERNED,
  STATE_INTERNED_MASK,
  STATE_STATIC,
  unicode_get_empty,
} from "./str";
import { unicode_eq, unicode_hash } from "./str-compare";

@unmanaged
class InternState {
  /** Table of addresses of static str, `table_size` (a power of 2) entries of 4 bytes, 0: free. */
  table: usize;
  table_mask: u32;
  static_count: i32;
  /** Immortal ones in the dict. */
  immortal_count: i32;
  pad: i32;
}
const state: InternState = changetype<InternState>(memory.data(64, 16));

/** @inline */
function set_interned(s: PyObject, interned: u32): void {
  const o = changetype<PyASCIIObject>(s);
  o.state = (o.state & ~STATE_INTERNED_MASK) | interned;
}

/** The entry of INTERNED_STRINGS where a str of that text is, or would be. */
function find_static(s: PyObject): usize {
  const hash = unicode_hash(s);
  let i = <u32>hash & state.table_mask;
  while (true) {
    const entry = state.table + ((<usize>i) << 2);
    const other = load<u32>(entry);
    if (other === 0) return entry;
    const candidate = changetype<PyObject>(<usize>other);
    if (changetype<PyASCIIObject>(candidate).hash === hash && unicode_eq(candidate, s)) return entry;
    i = (i + 1) & state.table_mask;
  }
}

/** Interns a static str; its text must be new. */
function intern_static(s: PyObject): void {
  store<u32>(find_static(s), <u32>ptr(s));
  set_interned(s, SSTATE_INTERNED_IMMORTAL_STATIC);
  state.static_count++;
}

/** Makes a mortal interned str immortal. */
function immortalize_interned(s: PyObject): void {
  set_interned(s, SSTATE_INTERNED_IMMORTAL);
  state.immortal_count++;
  _Py_SetImmortal(s);
}

/** Steals a reference to `s`, returns one to the interned str. */
function intern_common(s: PyObject, immortalize: bool): PyObject {
  // A subclass may have its own hash and equality.
  if (!PyUnicode_CheckExact(s)) return s;
  const interned = PyUnicode_CHECK_INTERNED(s);
  if (interned !== SSTATE_NOT_INTERNED) {
    if (interned === SSTATE_INTERNED_MORTAL && immortalize) immortalize_interned(s);
    return s;
  }
  if (changetype<PyASCIIObject>(s).state & STATE_STATIC) {
    intern_static(s);
    return s;
  }
  if (PyUnicode_GET_LENGTH(s) === 1 && PyUnicode_KIND(s) === 1) {
    const shared = get_latin1_char(load<u8>(PyUnicode_DATA(s)));
    Py_DECREF(s);
    return shared;
  }
  const known = load<u32>(find_static(s));
  if (known !== 0) {
    Py_DECREF(s);
    return changetype<PyObject>(<usize>known);
  }
  return intern_in_dict(s, immortalize || _Py_IsImmortal(s));
}

function intern_in_dict(s: PyObject, immortalize: bool): PyObject {
  let interned = interp.interned;
  if (!interned) {
    interned = PyDict_New();
    if (!interned) {
      PyErr_Clear();
      return s;
    }
    interp.interned = interned;
  }
  const status = PyDict_SetDefaultRef(interned, s, s);
  if (status < 0) {
    PyErr_Clear();
    return s;
  }
  const t = tstate.out_object!;
  if (status === 1) {
    // Another one was there: give that.
    if (immortalize && PyUnicode_CHECK_INTERNED(t) === SSTATE_INTERNED_MORTAL) immortalize_interned(t);
    Py_DECREF(s);
    return t;
  }
  Py_DECREF(t);
  // The dict's key and value do not count: the str is released when nobody else has it.
  if (!_Py_IsImmortal(s)) s.ob_refcnt -= 2;
  set_interned(s, SSTATE_INTERNED_MORTAL);
  if (immortalize) immortalize_interned(s);
  return s;
}

/** Steals `s` (any object), returns the interned str of that text; `s` itself when it cannot be interned. */
export function PyUnicode_InternInPlace(s: PyObject): PyObject {
  return PyUnicode_Check(s) ? intern_common(s, false) : s;
}

/** Steals a reference to `s`; returns a reference to the interned str of that text (`s` itself when it cannot be interned). */
export function _PyUnicode_InternMortal(s: PyObject): PyObject {
  return intern_common(s, false);
}

/** As _PyUnicode_InternMortal; the result is immortal. */
export function _PyUnicode_InternImmortal(s: PyObject): PyObject {
  return intern_common(s, true);
}

/** The interned (mortal) str of NUL-terminated UTF-8. Returns a new reference. */
export function PyUnicode_InternFromString(u: usize): PyObject | null {
  const s = PyUnicode_FromString(u);
  return s ? intern_common(s, false) : null;
}

/** Takes a mortal interned str that is being released (count 0) out of the dict. */
export function unicode_remove_interned(s: PyObject): void {
  // The dict gives its two references back; the third keeps the release from starting again.
  s.ob_refcnt = 3;
  set_interned(s, SSTATE_NOT_INTERNED);
  if (PyDict_DelItem(interp.interned!, s) < 0) PyErr_WriteUnraisable(s);
  s.ob_refcnt = 0;
}

/** Number of interned strings (sys.getunicodeinternedsize). */
export function _PyUnicode_InternedSize(): i32 {
  const interned = interp.interned;
  return state.static_count + (interned ? PyDict_GET_SIZE(interned) : 0);
}

/** Number of immortal ones among them. */
export function _PyUnicode_InternedSize_Immortal(): i32 {
  return state.static_count + state.immortal_count;
}

/**
 * Makes "", the latin-1 characters and the `_Py_ID` objects; to be called before any other function of str, after the
 * hash key has been set.
 */
export function init_identifiers(): void {
  init_latin1_characters();
  const count = identifier_count();
  const table_size: u32 = 1 << (32 - clz<u32>((count + 257) << 1));
  state.table = permanent_alloc((<usize>table_size) << 2);
  state.table_mask = table_size - 1;
  intern_static(unicode_get_empty());
  for (let ch = 0; ch < 256; ch++) intern_static(get_latin1_char(ch));
  for (let i = 0; i < count; i++) {
    const name = identifier_name(i);
    const length = strlen(name);
    const at = ptr(identifier_object(i));
    memory.copy(at + offsetof<PyASCIIObject>(), name, <usize>length + 1);
    intern_static(init_static_ascii(at, length));
  }
}
