/**
 * Nodes to a tree record. CPython: PyAST_obj2mod, the obj2ast_* functions of Python/Python-ast.c, with their checks and texts.
 *
 * As there, attributes of a node are read before its class is looked for where it is one of several below a base, else after
 * its fields; a field is converted before the next is read. Nothing recurses but what reading an attribute runs.
 */
import { PyObject_GetOptionalAttr } from "../abstract/attribute";
import { PyErr_Format, PyErr_NoMemory } from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { Py_C_RECURSION_LIMIT } from "../abstract/recursion";
import { PyBytes_CheckExact } from "../builtin-types/bytes";
import { PyLong_AsInt, PyLong_Check } from "../builtin-types/int";
import { PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { PyUnicode_CheckExact } from "../builtin-types/str";
import { _PyType_Name } from "../builtin-types/type";
import { PyMem_Free, PyMem_Realloc } from "../memory/domains";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import {
  Py_None,
  PyExc_RecursionError,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";
import * as record from "./ast-record-tags";
import { RecordWriter, write_constant, write_head, write_signed, write_text } from "./ast-record-writer";
import * as tables from "./ast-tables";
import { AstField, AstRule, ast_class, ast_field, ast_rule } from "./ast-tables";

/** A node that is being converted. */
@unmanaged
class Frame {
  /** Owned. */
  node: PyObject;
  /** The list that is the present field; owned. */
  list: PyObject | null;
  /** Its length when it was begun, and the item to come. */
  size: i32;
  index: i32;
  /** Number of the class. */
  cls: i32;
  /** The field to come. */
  next: i32;
  /** A bit for each field that is None. */
  absent: u32;
  lineno: i32;
  col_offset: i32;
  end_lineno: i32;
  end_col_offset: i32;
  pad: i32;
}

/** What one call converts. */
@unmanaged
export class TreeConversion extends RecordWriter {
  /** A PyMem block of frames. */
  frames: usize;
  depth: i32;
  frame_capacity: i32;
  /** Levels of recursion that are in use before the first. */
  base: i32;
  pad: i32;
}

/** @inline */
function innermost(c: TreeConversion): Frame {
  return changetype<Frame>(c.frames + <usize>(c.depth - 1) * offsetof<Frame>());
}

/** @inline */
function field_of(frame: Frame, i: i32): AstField {
  return ast_field(ast_class(frame.cls).first + i);
}

/** @inline */
function rule_of(frame: Frame): AstRule {
  return ast_rule(ast_class(frame.cls).rule);
}

/** @inline */
function class_name(cls: i32): usize {
  return _PyType_Name(ast_class(cls).type);
}

/** @inline */
function rule_name(rule: AstRule): usize {
  return _PyType_Name(rule.base);
}

/** CPython's recursion: a field or attribute is converted one level below its node. False with an exception. */
function check_depth(c: TreeConversion, owner: usize): bool {
  if (c.depth + c.base <= Py_C_RECURSION_LIMIT) return true;
  PyErr_Format(PyExc_RecursionError, cstr("maximum recursion depth exceeded while traversing '%s' node"), owner);
  return false;
}

// --- places ---

/** The value of an int: in tstate.out_i32. False with an exception. */
function int_value(o: PyObject): bool {
  if (!PyLong_Check(o)) {
    PyErr_Format(PyExc_ValueError, cstr("invalid integer value: %R"), ptr(o));
    return false;
  }
  const value = PyLong_AsInt(o);
  if (value === -1 && tstate.current_exception) return false;
  tstate.out_i32 = value;
  return true;
}

/** The attribute `name` of `node`, to `slot`; `optional`: it may be missing or None, then the slot keeps what it has. */
function read_place(
  c: TreeConversion,
  node: PyObject,
  name: PyObject,
  slot: usize,
  owner: usize,
  optional: bool,
): bool {
  const found = PyObject_GetOptionalAttr(node, name);
  if (found < 0) return false;
  const value = tstate.out_object;
  if (!value || (optional && ptr(value) === ptr(Py_None))) {
    Py_XDECREF(value);
    if (optional) return true;
    PyErr_Format(PyExc_TypeError, cstr('required field "%U" missing from %s'), ptr(name), owner);
    return false;
  }
  const ok = check_depth(c, owner) && int_value(value);
  if (ok) store<i32>(slot, tstate.out_i32);
  Py_DECREF(value);
  return ok;
}

/** Reads the place of `node` to four numbers at `slots`. False with an exception. */
function read_places(c: TreeConversion, node: PyObject, slots: usize, rule: AstRule): bool {
  const owner = rule_name(rule);
  const optional = rule.place === tables.PLACE_OPTIONAL_END;
  if (!read_place(c, node, _Py_ID("lineno"), slots, owner, false)) return false;
  if (!read_place(c, node, _Py_ID("col_offset"), slots + 4, owner, false)) return false;
  store<i32>(slots, load<i32>(slots), 8);
  if (!read_place(c, node, _Py_ID("end_lineno"), slots + 8, owner, optional)) return false;
  store<i32>(slots, load<i32>(slots, 4), 12);
  return read_place(c, node, _Py_ID("end_col_offset"), slots + 12, owner, optional);
}

/** @inline */
function places(frame: Frame): usize {
  return changetype<usize>(frame) + offsetof<Frame>("lineno");
}

// --- nodes ---

/** The class of the rule that `o` is an instance of: its number; -1 with an exception. */
function find_class(rule: AstRule, o: PyObject): i32 {
  for (let i = rule.first; i < rule.first + rule.count; i++) if (ptr(o.ob_type) === ptr(ast_class(i).type)) return i;
  for (let i = rule.first; i < rule.first + rule.count; i++) {
    const is = PyObject_IsInstance(o, ast_class(i).type);
    if (is !== 0) return is < 0 ? -1 : i;
  }
  PyErr_Format(PyExc_TypeError, cstr("expected some sort of %s, but got %R"), rule_name(rule), ptr(o));
  return -1;
}

/** A new innermost frame for `node`, which is not taken over. False with MemoryError. */
function push_frame(c: TreeConversion, node: PyObject): bool {
  if (c.depth === c.frame_capacity) {
    const capacity = c.frame_capacity === 0 ? 64 : c.frame_capacity * 2;
    const frames = PyMem_Realloc(c.frames, <usize>capacity * offsetof<Frame>());
    if (frames === 0) {
      PyErr_NoMemory();
      return false;
    }
    c.frames = frames;
    c.frame_capacity = capacity;
  }
  c.depth++;
  const frame = innermost(c);
  memory.fill(changetype<usize>(frame), 0, offsetof<Frame>());
  frame.node = Py_NewRef(node);
  return true;
}

/** The innermost frame goes. */
function pop_frame(c: TreeConversion): void {
  const frame = innermost(c);
  const node = frame.node;
  const list = frame.list;
  c.depth--;
  Py_XDECREF(list);
  Py_DECREF(node);
}

/** Begins a node of one of the rule's classes. False with an exception. */
function begin_node(c: TreeConversion, rule: AstRule, o: PyObject): bool {
  if (!push_frame(c, o)) return false;
  const isSum: bool = rule.kind === tables.RULE_SUM;
  // The attributes of a node are as deep as the node's field: CPython has not entered it yet.
  if (isSum && rule.place !== 0 && !read_places(c, o, places(innermost(c)), rule)) return false;
  const cls = isSum ? find_class(rule, o) : rule.first;
  if (cls < 0) return false;
  innermost(c).cls = cls;
  write_head(c, record.TAG_NODE, cls);
  return !c.failed;
}

/** Writes the word that `o` is, an instance of one of the rule's classes. False with an exception. */
function write_word(c: TreeConversion, rule: AstRule, o: PyObject): bool {
  const cls = find_class(rule, o);
  if (cls < 0) return false;
  write_head(c, record.TAG_WORD, cls);
  return true;
}

// --- values ---

/** Nothing is the innermost frame's present field (or an item of it). */
function write_absent(c: TreeConversion): bool {
  const frame = innermost(c);
  if (!frame.list) frame.absent |= (<u32>1) << frame.next;
  write_head(c, record.TAG_ABSENT, 0);
  return true;
}

function write_identifier(c: TreeConversion, o: PyObject): bool {
  if (ptr(o) === ptr(Py_None)) return write_absent(c);
  if (PyUnicode_CheckExact(o)) return write_text(c, o);
  PyErr_Format(PyExc_TypeError, cstr("AST identifier must be of type str"));
  return false;
}

function write_string(c: TreeConversion, o: PyObject): bool {
  if (PyUnicode_CheckExact(o) || PyBytes_CheckExact(o)) return write_text(c, o);
  PyErr_Format(PyExc_TypeError, cstr("AST string must be of type str"));
  return false;
}

function write_int(c: TreeConversion, o: PyObject): bool {
  if (!int_value(o)) return false;
  const value = tstate.out_i32;
  write_head(c, record.TAG_INT, 0);
  write_signed(c, value);
  return true;
}

/** Writes a value of the field's type, or begins it as a node. False with an exception. */
function write_value(c: TreeConversion, type: i32, o: PyObject): bool {
  switch (type) {
    case tables.FIELD_IDENTIFIER:
      return write_identifier(c, o);
    case tables.FIELD_STRING:
      return write_string(c, o);
    case tables.FIELD_INT:
      return write_int(c, o);
    case tables.FIELD_CONSTANT:
      return write_constant(c, o);
  }
  const rule = ast_rule(type);
  if (rule.kind === tables.RULE_WORDS) return write_word(c, rule, o);
  if (rule.kind === tables.RULE_SUM && ptr(o) === ptr(Py_None)) return write_absent(c);
  return begin_node(c, rule, o);
}

// --- fields ---

/** A field that is not there, or None where it may be. False with an exception. */
function write_missing(c: TreeConversion, frame: Frame, field: AstField): bool {
  if (field.sign === tables.SIGN_LIST) write_head(c, record.TAG_LIST, 0);
  else if (field.sign !== tables.SIGN_OPTIONAL) {
    const text = cstr('required field "%U" missing from %s');
    PyErr_Format(PyExc_TypeError, text, ptr(field.name), class_name(frame.cls));
    return false;
  } else if (field.type === tables.FIELD_INT) {
    write_head(c, record.TAG_INT, 0);
    write_signed(c, 0);
  } else write_head(c, record.TAG_ABSENT, 0);
  frame.next++;
  return true;
}

/** Begins a list; `value` is borrowed. False with an exception. */
function begin_list(c: TreeConversion, frame: Frame, field: AstField, value: PyObject): bool {
  if (!PyList_Check(value)) {
    const text = cstr('%s field "%U" must be a list, not a %.200s');
    PyErr_Format(PyExc_TypeError, text, class_name(frame.cls), ptr(field.name), _PyType_Name(value.ob_type));
    return false;
  }
  frame.list = Py_NewRef(value);
  frame.size = PyList_GET_SIZE(value);
  frame.index = 0;
  write_head(c, record.TAG_LIST, frame.size);
  return true;
}

/** Converts the next field of the innermost node, or begins it. False with an exception. */
function convert_field(c: TreeConversion, frame: Frame): bool {
  const field = field_of(frame, frame.next);
  if (PyObject_GetOptionalAttr(frame.node, field.name) < 0) return false;
  const value = tstate.out_object;
  if (!value || (field.sign === tables.SIGN_OPTIONAL && ptr(value) === ptr(Py_None))) {
    Py_XDECREF(value);
    return write_missing(c, frame, field);
  }
  let ok: bool;
  if (field.sign === tables.SIGN_LIST) ok = begin_list(c, frame, field, value);
  else {
    const depth = c.depth;
    ok = check_depth(c, class_name(frame.cls)) && write_value(c, field.type, value);
    // A node that was begun is a frame of its own now, and may have moved this one.
    if (ok) changetype<Frame>(c.frames + <usize>(depth - 1) * offsetof<Frame>()).next++;
  }
  Py_DECREF(value);
  return ok;
}

/** Converts the next item of the innermost node's list, or ends the list. False with an exception. */
function convert_item(c: TreeConversion, frame: Frame, list: PyObject): bool {
  const field = field_of(frame, frame.next);
  if (PyList_GET_SIZE(list) !== frame.size) {
    const text = cstr('%s field "%U" changed size during iteration');
    PyErr_Format(PyExc_RuntimeError, text, class_name(frame.cls), ptr(field.name));
    return false;
  }
  if (frame.index === frame.size) {
    frame.list = null;
    frame.next++;
    Py_DECREF(list);
    return true;
  }
  const item = Py_NewRef(PyList_GET_ITEM(list, frame.index++));
  const ok = check_depth(c, class_name(frame.cls)) && write_value(c, field.type, item);
  Py_DECREF(item);
  return ok;
}

/** A field that must be there is None: ValueError. False then. */
function check_required(frame: Frame): bool {
  const n = ast_class(frame.cls).count;
  for (let i = 0; frame.absent !== 0 && i < n; i++) {
    if (!(frame.absent & ((<u32>1) << i))) continue;
    const name = field_of(frame, i).name;
    const text = cstr("field '%U' is required for %s");
    PyErr_Format(PyExc_ValueError, text, ptr(name), class_name(frame.cls));
    return false;
  }
  return true;
}

/** Ends the innermost node. False with an exception. */
function end_node(c: TreeConversion, frame: Frame): bool {
  const rule = rule_of(frame);
  if (rule.place !== 0 && rule.kind === tables.RULE_PRODUCT) {
    if (!read_places(c, frame.node, places(frame), rule)) return false;
  }
  if (!check_required(frame)) return false;
  if (rule.place !== 0) {
    write_signed(c, frame.lineno);
    write_signed(c, frame.col_offset);
    write_signed(c, frame.end_lineno);
    write_signed(c, frame.end_col_offset);
  }
  pop_frame(c);
  return true;
}

/** False with an exception. */
function convert_all(c: TreeConversion): bool {
  while (c.depth > 0) {
    if (c.failed) return false;
    const frame = innermost(c);
    const list = frame.list;
    let ok: bool;
    if (list) ok = convert_item(c, frame, list);
    else if (frame.next < ast_class(frame.cls).count) ok = convert_field(c, frame);
    else ok = end_node(c, frame);
    if (!ok) return false;
  }
  return !c.failed;
}

/** The number of the first rule, `mod`, and of its classes by the mode: exec, single, eval, func_type. */
const MOD: i32 = 0;

/**
 * Converts `tree`, which must be of class number `cls`, to a record in `c` (cleared memory; the caller frees `buffer`). False with an
 * exception.
 */
export function PyAST_obj2mod(c: TreeConversion, tree: PyObject, cls: i32): bool {
  const is = PyObject_IsInstance(tree, ast_class(cls).type);
  if (is < 0) return false;
  if (is === 0) {
    const text = cstr("expected %s node, got %.400s");
    PyErr_Format(PyExc_TypeError, text, class_name(cls), _PyType_Name(tree.ob_type));
    return false;
  }
  c.base = Py_C_RECURSION_LIMIT - tstate.c_recursion_remaining - 1;
  const ok = begin_node(c, ast_rule(MOD), tree) && convert_all(c);
  while (c.depth > 0) pop_frame(c);
  PyMem_Free(c.frames);
  return ok;
}
