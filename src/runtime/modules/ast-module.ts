/** The module `_ast`: the classes of syntax trees, made from the grammar. CPython: Python/Python-ast.c. */
import { PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs, PyObject_CallNoArgs } from "../abstract/call";
import { PyDict_GetItemString, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyList_Append, PyList_AsTuple, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import {
  module_add,
  module_begin,
  module_state_alloc,
  module_state_set,
  PyModule_AddObjectRef,
  PyModule_GetDict,
} from "../builtin-types/module";
import { PyUnicode_FromString, PyUnicode_FromStringAndSize, unicode_get_empty } from "../builtin-types/str";
import { PyUnicode_AppendAndDel } from "../builtin-types/str-concat";
import { PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import { PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_union_type_or } from "../builtin-types/union-type";
import { strlen } from "../object/c-string";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject } from "../object/object";
import {
  Py_None,
  PyBaseObject_Type,
  PyList_Type,
  PyLong_Type,
  PyType_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { grammar_rule, RULES } from "./ast-grammar";
import { ast_state, make_ast_type } from "./ast-node";

/** What is being read: static memory. */
@unmanaged
class Reading {
  module: PyObject;
  at: usize;
  /** Names of the fields of the class, and those that are optional; lists, owned. */
  fields: PyObject | null;
  optional: PyObject | null;
  /** Their types; a dict, owned. */
  types: PyObject | null;
}
const reading: Reading = changetype<Reading>(memory.data(40, 8));

/** @inline */
function here(): u32 {
  return load<u8>(reading.at);
}

function is_name_character(c: u32): bool {
  return (c | 32) - 97 < 26 || c === 95;
}

/** The name at the place, which moves behind it: new reference, interned. */
function read_name(): PyObject | null {
  const start = reading.at;
  while (is_name_character(here())) reading.at++;
  const name = PyUnicode_FromStringAndSize(start, <i32>(reading.at - start));
  return name ? PyUnicode_InternInPlace(name) : null;
}

/** The class that a name stands for in the grammar: borrowed. It may come later in the grammar. */
function type_of_name(name: PyObject): PyObject | null {
  const text = PyUnicode_AsUTF8(name);
  if (text === 0) return null;
  if (same_text(text, cstr("identifier")) || same_text(text, cstr("string"))) return PyUnicode_Type;
  if (same_text(text, cstr("int"))) return PyLong_Type;
  if (same_text(text, cstr("constant"))) return PyBaseObject_Type;
  return PyDict_GetItemString(PyModule_GetDict(reading.module), text);
}

function same_text(a: usize, b: usize): bool {
  const n = <usize>strlen(a);
  return n === <usize>strlen(b) && memory.compare(a, b, n) === 0;
}

/** The type of a field with the sign `?`, `*` or none behind it: new reference. */
function field_type(base: PyObject, sign: u32): PyObject | null {
  if (sign === 0x2a) return Py_GenericAlias(PyList_Type, base);
  return sign === 0x3f ? _Py_union_type_or(base, Py_None) : Py_NewRef(base);
}

/** Reads "type field": false with an exception. `with_types`: the types are known. */
function read_field(with_types: bool): bool {
  const type_name = read_name();
  if (!type_name) return false;
  const sign: u32 = here() === 0x2a || here() === 0x3f ? here() : 0;
  if (sign !== 0) reading.at++;
  reading.at++;
  const name = read_name();
  let ok: bool = name !== null && PyList_Append(reading.fields!, name) === 0;
  if (ok && sign === 0x3f) ok = PyList_Append(reading.optional!, name!) === 0;
  if (ok && with_types) {
    const base = type_of_name(type_name);
    const type = base ? field_type(base, sign) : null;
    ok = type !== null && PyDict_SetItem(reading.types!, name!, type) === 0;
    Py_XDECREF(type);
  }
  Py_XDECREF(name);
  Py_DECREF(type_name);
  return ok;
}

/** Reads "(type field, type field)", or nothing. False with an exception. */
function read_fields(with_types: bool): bool {
  if (here() !== 0x28) return true;
  reading.at++;
  while (here() !== 0x29) {
    if (!read_field(with_types)) return false;
    if (here() === 0x2c) reading.at += 2;
  }
  reading.at++;
  return true;
}

/** New lists and a new dict for the fields of a class. False with an exception. */
function begin_fields(): bool {
  reading.fields = PyList_New(0);
  reading.optional = PyList_New(0);
  reading.types = PyDict_New();
  return reading.fields !== null && reading.optional !== null && reading.types !== null;
}

function end_fields(): void {
  Py_XDECREF(reading.fields);
  Py_XDECREF(reading.optional);
  Py_XDECREF(reading.types);
  reading.fields = null;
  reading.optional = null;
  reading.types = null;
}

/** dict[key] = value (stolen; NULL: fails). False with an exception. */
function put(dict: PyObject, key: PyObject, value: PyObject | null): bool {
  if (!value) return false;
  const status = PyDict_SetItem(dict, key, value);
  Py_DECREF(value);
  return status === 0;
}

/** The namespace of a class with `fields` (a tuple, stolen) and a doc (stolen): new reference. */
function class_namespace(fields: PyObject | null, doc: PyObject | null): PyObject | null {
  const dict = PyDict_New();
  let ok: bool = dict !== null && fields !== null && doc !== null;
  if (ok)
    ok = put(dict!, _Py_ID("_fields"), Py_NewRef(fields!)) && put(dict!, _Py_ID("__match_args__"), Py_NewRef(fields!));
  if (ok) ok = put(dict!, _Py_ID("__module__"), PyUnicode_FromString(cstr("ast")));
  if (ok) ok = put(dict!, _Py_ID("__doc__"), Py_NewRef(doc!));
  Py_XDECREF(fields);
  Py_XDECREF(doc);
  if (ok) return dict;
  Py_XDECREF(dict);
  return null;
}

/** Makes a class below `base`, and enters it into the module: borrowed. Steals `fields` and `doc`. */
function make_class(name: PyObject, base: PyObject, fields: PyObject | null, doc: PyObject | null): PyObject | null {
  const dict = class_namespace(fields, doc);
  const bases = dict ? PyTuple_Pack(base) : null;
  const type = bases ? PyObject_CallFunctionObjArgs(PyType_Type, name, bases, dict!) : null;
  Py_XDECREF(bases);
  Py_XDECREF(dict);
  if (!type) return null;
  const status = PyDict_SetItem(PyModule_GetDict(reading.module), name, type);
  Py_DECREF(type);
  return status === 0 ? type : null;
}

/** type.name = None. False with an exception. */
function set_none(type: PyObject, name: usize): bool {
  const key = PyUnicode_FromString(name);
  const status = key ? PyObject_SetAttr(type, key, Py_None) : -1;
  Py_XDECREF(key);
  return status === 0;
}

/** The names of the places of a node in the text: new reference. */
function place_names(): PyObject | null {
  return PyTuple_Pack(_Py_ID("lineno"), _Py_ID("col_offset"), _Py_ID("end_lineno"), _Py_ID("end_col_offset"));
}

/** `_attributes` by the sign at the end of a rule. False with an exception. */
function add_attributes(type: PyObject, sign: u32): bool {
  const placed: bool = sign === 0x40 || sign === 0x21;
  const names = placed ? place_names() : PyTuple_New(0);
  const status = names ? PyObject_SetAttr(type, _Py_ID("_attributes"), names) : -1;
  Py_XDECREF(names);
  return status === 0;
}

/** By the sign at the end of a rule, the end of a node's place may be missing. False with an exception. */
function add_optional_end(type: PyObject, sign: u32): bool {
  return sign !== 0x40 || (set_none(type, cstr("end_lineno")) && set_none(type, cstr("end_col_offset")));
}

/** The last character of a rule. */
function last_character(rule: usize): u32 {
  return load<u8>(rule + <usize>strlen(rule) - 1);
}

/** The text from `start` to the place as a doc: new reference. */
function text_from(start: usize): PyObject | null {
  return PyUnicode_FromStringAndSize(start, <i32>(reading.at - start));
}

/** Makes the class whose name begins at the place, with its optional fields. False with an exception. */
function read_class(base: PyObject, sign: u32): bool {
  const start = reading.at;
  const name = read_name();
  let ok: bool = name !== null && begin_fields() && read_fields(false);
  const fields = ok ? PyList_AsTuple(reading.fields!) : null;
  const type = ok ? make_class(name!, base, fields, text_from(start)) : null;
  ok = type !== null;
  if (ok && sign !== 0) ok = add_attributes(type!, sign === 1 ? 0 : sign);
  if (ok) ok = set_optional(type!) && add_optional_end(type!, sign);
  end_fields();
  Py_XDECREF(name);
  return ok;
}

/** type.field = None for the optional fields that were read. False with an exception. */
function set_optional(type: PyObject): bool {
  const list = reading.optional!;
  for (let i = 0; i < PyList_GET_SIZE(list); i++) {
    if (PyObject_SetAttr(type, PyList_GET_ITEM(list, i), Py_None) < 0) return false;
  }
  return true;
}

/** Where the alternative at `at` ends. */
function alternative_end(at: usize): usize {
  while (load<u8>(at) !== 0x7c && load<u8>(at) !== 0x40 && load<u8>(at) !== 0x21 && load<u8>(at) !== 0) at++;
  return at;
}

/** A text with a part of the rule behind it; steals `text` (NULL: fails). */
function with_part(text: PyObject | null, from: usize, to: usize): PyObject | null {
  return text ? PyUnicode_AppendAndDel(text, PyUnicode_FromStringAndSize(from, <i32>(to - from))) : null;
}

/** "\n" and as many spaces as the name and a sign take, "| "; steals `text`. */
function with_new_line(text: PyObject | null, indent: i32): PyObject | null {
  let result = with_part(text, cstr("\n"), cstr("\n") + 1);
  for (let i = 0; i < indent && result; i++) result = with_part(result, cstr(" "), cstr(" ") + 1);
  return with_part(result, cstr("| "), cstr("| ") + 2);
}

/** The doc of a base: "name = A(...) | B", a line for each if they have fields. New reference. */
function base_doc(rule: usize, equals: usize): PyObject | null {
  let lines = false;
  for (let at = rule; load<u8>(at) !== 0; at++) if (load<u8>(at) === 0x28) lines = true;
  let text = with_part(Py_NewRef(unicode_get_empty()), rule, equals);
  text = with_part(text, cstr(" = "), cstr(" = ") + 3);
  let at = equals + 1;
  while (true) {
    const end = alternative_end(at);
    text = with_part(text, at, end);
    if (load<u8>(end) !== 0x7c) return text;
    if (lines) text = with_new_line(text, <i32>(equals - rule) + 1);
    else text = with_part(text, cstr(" | "), cstr(" | ") + 3);
    at = end + 1;
  }
}

/** Makes the base of the rule: borrowed. */
function make_base(rule: usize, equals: usize): PyObject | null {
  const name = PyUnicode_FromStringAndSize(rule, <i32>(equals - rule));
  if (!name) return null;
  const key = PyUnicode_InternInPlace(name);
  const type = make_class(key, ast_state.AST_type, PyTuple_New(0), base_doc(rule, equals));
  Py_DECREF(key);
  const sign = last_character(rule);
  return type && add_attributes(type, sign) && add_optional_end(type, sign) ? type : null;
}

/** Where the "=" of a rule is, 0 if it has none. */
function equals_of(rule: usize): usize {
  let at = rule;
  while (is_name_character(load<u8>(at))) at++;
  return load<u8>(at) === 0x3d ? at : 0;
}

/** Makes the classes of a rule. False with an exception. */
function make_classes(rule: usize): bool {
  const equals = equals_of(rule);
  reading.at = rule;
  // 1: by itself, so it has attributes of its own, though perhaps none.
  if (equals === 0) {
    const sign = last_character(rule);
    return read_class(ast_state.AST_type, sign === 0x40 ? sign : 1);
  }
  const base = make_base(rule, equals);
  if (!base) return false;
  reading.at = equals + 1;
  while (true) {
    if (!read_class(base, 0)) return false;
    if (here() !== 0x7c) return true;
    reading.at++;
  }
}

/** `_field_types` and `__annotations__` of the class at the place. False with an exception. */
function add_types_of_class(): bool {
  const name = read_name();
  let ok: bool = name !== null && begin_fields() && read_fields(true);
  const text = ok ? PyUnicode_AsUTF8(name!) : 0;
  const type = text !== 0 ? PyDict_GetItemString(PyModule_GetDict(reading.module), text) : null;
  if (ok) ok = type !== null;
  if (ok) ok = PyObject_SetAttr(type!, _Py_ID("_field_types"), reading.types) === 0;
  if (ok) ok = PyObject_SetAttr(type!, _Py_ID("__annotations__"), reading.types) === 0;
  end_fields();
  Py_XDECREF(name);
  return ok;
}

/** The types of the fields of a rule's classes. False with an exception. */
function add_types(rule: usize): bool {
  const equals = equals_of(rule);
  reading.at = equals === 0 ? rule : equals + 1;
  while (true) {
    if (!add_types_of_class()) return false;
    if (here() !== 0x7c) return true;
    reading.at++;
  }
}

function add_constants(m: PyObject): bool {
  return (
    module_add(m, cstr("PyCF_ALLOW_TOP_LEVEL_AWAIT"), PyLong_FromLong(0x2000)) === 0 &&
    module_add(m, cstr("PyCF_ONLY_AST"), PyLong_FromLong(0x400)) === 0 &&
    module_add(m, cstr("PyCF_TYPE_COMMENTS"), PyLong_FromLong(0x1000)) === 0 &&
    module_add(m, cstr("PyCF_OPTIMIZED_AST"), PyLong_FromLong(0x8400)) === 0
  );
}

/** Empty `_fields`, `__match_args__` and `_attributes` of AST. False with an exception. */
function add_empty_fields(type: PyObject): bool {
  const empty = PyTuple_New(0);
  const ok: bool =
    empty !== null &&
    PyObject_SetAttr(type, _Py_ID("_fields"), empty) === 0 &&
    PyObject_SetAttr(type, _Py_ID("__match_args__"), empty) === 0 &&
    PyObject_SetAttr(type, _Py_ID("_attributes"), empty) === 0;
  Py_XDECREF(empty);
  return ok;
}

/** The class AST, and what its __init__ needs. False with an exception. */
function add_base(m: PyObject): bool {
  if (module_state_alloc(m, 3) < 0 || module_state_set(m, 0, make_ast_type(m)) < 0) return false;
  if (!add_empty_fields(ast_state.AST_type)) return false;
  return PyModule_AddObjectRef(m, cstr("AST"), ast_state.AST_type) === 0;
}

/** Keeps expr_context, and one Load for all. False with an exception. */
function keep_context(m: PyObject): bool {
  const dict = PyModule_GetDict(m);
  const context = PyDict_GetItemString(dict, cstr("expr_context"));
  const load_type = PyDict_GetItemString(dict, cstr("Load"));
  if (!context || !load_type) return false;
  ast_state.expr_context_type = context;
  if (module_state_set(m, 1, Py_NewRef(context)) < 0) return false;
  const single = PyObject_CallNoArgs(load_type);
  ast_state.Load_singleton = single;
  return module_state_set(m, 2, single) === 0;
}

function add_all(m: PyObject): bool {
  reading.module = m;
  if (!add_base(m) || !add_constants(m)) return false;
  for (let i = 0; i < RULES; i++) if (!make_classes(grammar_rule(i))) return false;
  for (let i = 0; i < RULES; i++) if (!add_types(grammar_rule(i))) return false;
  return keep_context(m);
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__ast(): PyObject | null {
  const m = module_begin(cstr("_ast"));
  if (!m) return null;
  if (add_all(m)) return m;
  Py_DECREF(m);
  return null;
}
