/**
 * The classes of syntax trees, made from the grammar, and its tables. CPython: init_types of Python/Python-ast.c.
 *
 * The grammar is read twice: classes first; then, since all have names, the types of their fields.
 */
import { PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallFunctionObjArgs } from "../abstract/call";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyType_GenericAlloc } from "../builtin-types/base-object-alloc";
import { PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from "../builtin-types/dict";
import { Py_GenericAlias } from "../builtin-types/generic-alias";
import { PyList_Append, PyList_AsTuple, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import {
  _PyUnicode_EqualToASCIIString,
  PyUnicode_FromString,
  PyUnicode_FromStringAndSize,
  unicode_get_empty,
} from "../builtin-types/str";
import { PyUnicode_AppendAndDel } from "../builtin-types/str-concat";
import { PyUnicode_InternInPlace } from "../builtin-types/str-intern";
import { PyTuple_New, PyTuple_Pack } from "../builtin-types/tuple";
import { _Py_union_type_or } from "../builtin-types/union-type";
import { strlen } from "../object/c-string";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import {
  Py_None,
  PyBaseObject_Type,
  PyList_Type,
  PyLong_Type,
  PyType_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { grammar_rule, RULES } from "./ast-grammar";
import { make_ast_type } from "./ast-node";
import {
  AstState,
  ast_class,
  ast_field,
  ast_rule,
  ast_state,
  FIELD_CONSTANT,
  FIELD_IDENTIFIER,
  FIELD_INT,
  FIELD_STRING,
  PLACE,
  PLACE_OPTIONAL_END,
  RULE_PRODUCT,
  RULE_SUM,
  RULE_WORDS,
} from "./ast-tables";

/** What is being read: static memory. */
@unmanaged
class Reading {
  at: usize;
  /** Names of the fields of the class, and those that are optional; lists, owned. */
  fields: PyObject | null;
  optional: PyObject | null;
  /** Their types; a dict, owned. */
  types: PyObject | null;
  /** How many rules, classes and fields have been entered into the tables; fields: in the second round. */
  rules: i32;
  classes: i32;
  entered: i32;
}
const reading: Reading = changetype<Reading>(memory.data(64, 8));

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
  switch (plain_type(name)) {
    case FIELD_IDENTIFIER:
    case FIELD_STRING:
      return PyUnicode_Type;
    case FIELD_INT:
      return PyLong_Type;
    case FIELD_CONSTANT:
      return PyBaseObject_Type;
    default:
      return PyDict_GetItemWithError(ast_state.namespace!, name);
  }
}

/** The type of a field with the sign `?`, `*` or none behind it: new reference. */
function field_type(base: PyObject, sign: u32): PyObject | null {
  if (sign === 0x2a) return Py_GenericAlias(PyList_Type, base);
  return sign === 0x3f ? _Py_union_type_or(base, Py_None) : Py_NewRef(base);
}

/** Enters a field into the tables. False with an exception. */
function enter_field(name: PyObject, base: PyObject, type_name: PyObject, sign: u32): bool {
  if (PyList_Append(ast_state.names!, name) < 0) return false;
  const field = ast_field(reading.entered++);
  field.name = name;
  field.base = base;
  field.sign = sign;
  field.type = plain_type(type_name);
  return true;
}

/** The type of a field that is no rule; 0 for others. */
function plain_type(name: PyObject): i32 {
  if (_PyUnicode_EqualToASCIIString(name, cstr("identifier"))) return FIELD_IDENTIFIER;
  if (_PyUnicode_EqualToASCIIString(name, cstr("string"))) return FIELD_STRING;
  if (_PyUnicode_EqualToASCIIString(name, cstr("int"))) return FIELD_INT;
  return _PyUnicode_EqualToASCIIString(name, cstr("constant")) ? FIELD_CONSTANT : 0;
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
    if (ok) ok = enter_field(name!, base!, type_name, sign);
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
  const status = PyDict_SetItem(ast_state.namespace!, name, type);
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

/** `_field_types` and `__annotations__` of the class at the place, which is entered into the tables. False with an exception. */
function add_types_of_class(rule: i32): bool {
  const entry = ast_class(reading.classes++);
  entry.rule = rule;
  entry.first = reading.entered;
  const name = read_name();
  let ok: bool = name !== null && begin_fields() && read_fields(true);
  const type = ok ? PyDict_GetItemWithError(ast_state.namespace!, name!) : null;
  ok = type !== null;
  if (ok) ok = PyObject_SetAttr(type!, _Py_ID("_field_types"), reading.types) === 0;
  if (ok) ok = PyObject_SetAttr(type!, _Py_ID("__annotations__"), reading.types) === 0;
  end_fields();
  Py_XDECREF(name);
  if (!ok) return false;
  entry.type = changetype<PyTypeObject>(type!);
  entry.singleton = null;
  entry.count = reading.entered - entry.first;
  return true;
}

/** Has any class of the rule at `at` fields? */
function has_fields(at: usize): bool {
  for (; load<u8>(at) !== 0; at++) if (load<u8>(at) === 0x28) return true;
  return false;
}

/** The base of a rule: borrowed. */
function base_of_rule(rule: usize): PyObject | null {
  reading.at = rule;
  const name = read_name();
  const base = name ? PyDict_GetItemWithError(ast_state.namespace!, name) : null;
  Py_XDECREF(name);
  return base;
}

/** The types of the fields of a rule's classes; all that is entered into the tables. False with an exception. */
function add_types(i: i32): bool {
  const rule = grammar_rule(i);
  const base = base_of_rule(rule);
  if (!base) return false;
  const equals = equals_of(rule);
  const entry = ast_rule(i);
  const sign = last_character(rule);
  entry.base = changetype<PyTypeObject>(base);
  entry.kind = equals === 0 ? RULE_PRODUCT : has_fields(rule) ? RULE_SUM : RULE_WORDS;
  entry.place = sign === PLACE || sign === PLACE_OPTIONAL_END ? sign : 0;
  entry.first = reading.classes;
  reading.at = equals === 0 ? rule : equals + 1;
  while (true) {
    if (!add_types_of_class(i)) return false;
    if (here() !== 0x7c) break;
    reading.at++;
  }
  entry.count = reading.classes - entry.first;
  return true;
}

/** Fields know the number of the rule whose base is their type. */
function link_fields(): void {
  for (let i = 0; i < reading.entered; i++) {
    const field = ast_field(i);
    for (let rule = 0; field.type >= 0 && rule < RULES; rule++) {
      if (ptr(ast_rule(rule).base) === ptr(field.base)) field.type = rule;
    }
  }
}

/** One object of each word. False with an exception. */
function make_singletons(): bool {
  for (let i = 0; i < reading.classes; i++) {
    const entry = ast_class(i);
    if (ast_rule(entry.rule).kind !== RULE_WORDS) continue;
    const single = PyType_GenericAlloc(entry.type, 0);
    const status = single ? PyList_Append(ast_state.singletons!, single) : -1;
    Py_XDECREF(single);
    if (status < 0) return false;
    entry.singleton = single;
  }
  return true;
}

/** The class AST and what holds the others. False with an exception. */
function begin_state(): bool {
  const type = make_ast_type();
  if (!type) return false;
  ast_state.AST_type = type;
  ast_state.namespace = PyDict_New();
  ast_state.names = PyList_New(0);
  ast_state.singletons = PyList_New(0);
  reading.classes = 0;
  reading.entered = 0;
  return ast_state.namespace !== null && ast_state.names !== null && ast_state.singletons !== null;
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

function make_all(): bool {
  if (!begin_state() || !add_empty_fields(ast_state.AST_type)) return false;
  for (let i = 0; i < RULES; i++) if (!make_classes(grammar_rule(i))) return false;
  for (let i = 0; i < RULES; i++) if (!add_types(i)) return false;
  link_fields();
  if (!make_singletons()) return false;
  const context = ast_rule(EXPR_CONTEXT);
  ast_state.expr_context_type = context.base;
  ast_state.Load_singleton = ast_class(context.first).singleton;
  return true;
}

/** The number of the rule `expr_context`. */
const EXPR_CONTEXT: i32 = 3;

/** Makes the classes, unless they are there. False with an exception. CPython: init_types. */
export function init_ast_types(): bool {
  if (changetype<usize>(ast_state.AST_type) !== 0) return true;
  if (make_all()) return true;
  _PyAST_Fini();
  return false;
}

/** Is it a node? -1 with an exception. Without classes there are no nodes. */
export function PyAST_Check(o: PyObject): i32 {
  return changetype<usize>(ast_state.AST_type) === 0 ? 0 : PyObject_IsInstance(o, ast_state.AST_type);
}

/** Gives up the classes, at the end of the interpreter or where making them failed. */
export function _PyAST_Fini(): void {
  const type = ast_state.AST_type;
  const namespace = ast_state.namespace;
  const names = ast_state.names;
  const singletons = ast_state.singletons;
  memory.fill(changetype<usize>(ast_state), 0, offsetof<AstState>());
  Py_XDECREF(singletons);
  Py_XDECREF(names);
  Py_XDECREF(namespace);
  Py_XDECREF(type);
}
