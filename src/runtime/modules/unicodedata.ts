/** The module `unicodedata`: the Unicode database, 15.1 and (ucd_3_2_0) 3.2. CPython: Modules/unicodedata.c. */

import { PyObject_GenericGetAttr } from "../abstract/attribute";
import {
  module_add,
  module_add_type,
  module_begin,
  module_fast,
  module_o,
  module_state_alloc,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { install_unicode_names } from "../builtin-types/unicode-names";
import { _PyObject_GC_New, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import { def_fast, def_o, Py_READONLY, Py_T_STRING } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_ssize_t, PyObject } from "../object/object";
import {
  destructor,
  freefunc,
  getattrofunc,
  PyCFunction,
  PyCFunctionFast,
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
import {
  character_of_name,
  unicodedata_bidirectional,
  unicodedata_category,
  unicodedata_combining,
  unicodedata_decimal,
  unicodedata_decomposition,
  unicodedata_digit,
  unicodedata_east_asian_width,
  unicodedata_is_normalized,
  unicodedata_lookup,
  unicodedata_mirrored,
  unicodedata_name,
  unicodedata_normalize,
  unicodedata_numeric,
  write_name,
} from "./unicodedata-functions";

/** unicodedata.UCD, of which there is one object, ucd_3_2_0. The functions are its methods too. */
@unmanaged
export class PreviousDBVersion extends PyObject {
  name: usize;
  getrecord: usize;
  normalization: usize;
}

function ucd_traverse(self: PyObject, visit: visitproc, arg: usize): i32 {
  return visit.call(self.ob_type, arg);
}

function ucd_dealloc(self: PyObject): void {
  const type = self.ob_type;
  PyObject_GC_UnTrack(self);
  PyObject_GC_Del(self);
  Py_DECREF(type);
}

/** Adds a function of one argument to the module, or (`m` NULL) a method to the class. */
function add_o(m: PyObject | null, t: PyTypeObject | null, name: usize, f: PyCFunction, doc: usize): bool {
  if (m) return module_o(m, name, f, doc) === 0;
  def_o(t!, name, f, doc);
  return true;
}

function add_fast(m: PyObject | null, t: PyTypeObject | null, name: usize, f: PyCFunctionFast, doc: usize): bool {
  if (m) return module_fast(m, name, f, doc) === 0;
  def_fast(t!, name, f, doc);
  return true;
}

function add_properties(m: PyObject | null, t: PyTypeObject | null): bool {
  return (
    add_o(
      m,
      t,
      cstr("category"),
      PyCFunction.of(unicodedata_category),
      cstr("category($self, chr, /)\n--\n\nThe general category: two letters."),
    ) &&
    add_o(
      m,
      t,
      cstr("bidirectional"),
      PyCFunction.of(unicodedata_bidirectional),
      cstr("bidirectional($self, chr, /)\n--\n\nThe bidirectional class; '' when there is none."),
    ) &&
    add_o(
      m,
      t,
      cstr("combining"),
      PyCFunction.of(unicodedata_combining),
      cstr("combining($self, chr, /)\n--\n\nThe canonical combining class; 0 when there is none."),
    ) &&
    add_o(
      m,
      t,
      cstr("mirrored"),
      PyCFunction.of(unicodedata_mirrored),
      cstr("mirrored($self, chr, /)\n--\n\n1 when the character is mirrored in text from right to left, else 0."),
    ) &&
    add_o(
      m,
      t,
      cstr("east_asian_width"),
      PyCFunction.of(unicodedata_east_asian_width),
      cstr("east_asian_width($self, chr, /)\n--\n\nThe East Asian width."),
    ) &&
    add_o(
      m,
      t,
      cstr("decomposition"),
      PyCFunction.of(unicodedata_decomposition),
      cstr("decomposition($self, chr, /)\n--\n\nThe mapping to other characters as text; '' when there is none."),
    )
  );
}

function add_values(m: PyObject | null, t: PyTypeObject | null): bool {
  return (
    add_fast(
      m,
      t,
      cstr("decimal"),
      PyCFunctionFast.of(unicodedata_decimal),
      cstr("decimal($self, chr, default=<unrepresentable>, /)\n--\n\nThe value as a decimal digit."),
    ) &&
    add_fast(
      m,
      t,
      cstr("digit"),
      PyCFunctionFast.of(unicodedata_digit),
      cstr("digit($self, chr, default=<unrepresentable>, /)\n--\n\nThe value as a digit."),
    ) &&
    add_fast(
      m,
      t,
      cstr("numeric"),
      PyCFunctionFast.of(unicodedata_numeric),
      cstr("numeric($self, chr, default=<unrepresentable>, /)\n--\n\nThe value as a float."),
    ) &&
    add_fast(
      m,
      t,
      cstr("name"),
      PyCFunctionFast.of(unicodedata_name),
      cstr("name($self, chr, default=<unrepresentable>, /)\n--\n\nThe name."),
    ) &&
    add_o(
      m,
      t,
      cstr("lookup"),
      PyCFunction.of(unicodedata_lookup),
      cstr("lookup($self, name, /)\n--\n\nThe character (or sequence of characters) of that name."),
    ) &&
    add_fast(
      m,
      t,
      cstr("is_normalized"),
      PyCFunctionFast.of(unicodedata_is_normalized),
      cstr("is_normalized($self, form, unistr, /)\n--\n\nIs the text in that normal form?"),
    ) &&
    add_fast(
      m,
      t,
      cstr("normalize"),
      PyCFunctionFast.of(unicodedata_normalize),
      cstr("normalize($self, form, unistr, /)\n--\n\nThe text in the normal form NFC, NFKC, NFD or NFKD."),
    )
  );
}

/** The class UCD: new reference, NULL with an exception. */
function make_ucd_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE;
  const size = <Py_ssize_t>offsetof<PreviousDBVersion>();
  const t = heap_type(m, cstr("unicodedata.UCD"), size, 0, flags, 0, 1);
  if (!t) return null;
  t.tp_dealloc = destructor.of(ucd_dealloc);
  t.tp_traverse = traverseproc.of(ucd_traverse);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  heap_member(t, 0, cstr("unidata_version"), Py_T_STRING, offsetof<PreviousDBVersion>("name"), Py_READONLY);
  add_properties(null, t);
  add_values(null, t);
  return heap_type_finish(t);
}

/** ucd_3_2_0: new reference, NULL with an exception. */
function new_previous_version(t: PyTypeObject): PyObject | null {
  const o = _PyObject_GC_New(t);
  if (!o) return null;
  store<u64>(changetype<usize>(o), <u64>cstr("3.2.0"), offsetof<PreviousDBVersion>("name"));
  store<u64>(changetype<usize>(o), 0, offsetof<PreviousDBVersion>("getrecord"));
  store<u64>(changetype<usize>(o), 0, offsetof<PreviousDBVersion>("normalization"));
  _PyObject_GC_TRACK(o);
  return o;
}

function add_classes(m: PyObject): bool {
  const t = make_ucd_type(m);
  return module_add_type(m, 0, t) === 0 && module_add(m, cstr("ucd_3_2_0"), new_previous_version(t!)) === 0;
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_unicodedata(): PyObject | null {
  const m = module_begin(cstr("unicodedata"), cstr("The Unicode database, version 15.1.0."));
  if (!m) return null;
  if (
    module_state_alloc(m, 1) === 0 &&
    add_properties(m, null) &&
    add_values(m, null) &&
    module_add(m, cstr("unidata_version"), PyUnicode_FromString(cstr("15.1.0"))) === 0 &&
    add_classes(m)
  ) {
    install_unicode_names(write_name, character_of_name);
    return m;
  }
  Py_DECREF(m);
  return null;
}
