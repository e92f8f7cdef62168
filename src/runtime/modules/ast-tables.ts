/**
 * The state of the classes of syntax trees, and the grammar as tables: rules, their classes, the fields of each. Filled
 * once by ast-classes.ts. CPython: struct ast_state (pycore_ast_state.h), whose tables are code.
 *
 *   AstRule[RULES]       stmt, expr, arguments ...
 *     first, count  ->   AstClass[]   FunctionDef ...: the number of a class is its number in tree records
 *                          first, count  ->   AstField[]   name, args, body ...
 */
import { PyObject } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** Owns its objects, but for the last two. */
@unmanaged
export class AstState {
  AST_type: PyTypeObject;
  /** A dict: all other classes by name. */
  namespace: PyObject | null;
  /** A list of the names of fields. */
  names: PyObject | null;
  /** A list of one object of each class that is a word. */
  singletons: PyObject | null;
  /** Borrowed. */
  expr_context_type: PyObject | null;
  Load_singleton: PyObject | null;
}
export const ast_state: AstState = changetype<AstState>(memory.data(48, 8));

/** Kinds of rules: a class by itself; classes with fields below a base; words below a base. */
export const RULE_PRODUCT: i32 = 0;
export const RULE_SUM: i32 = 1;
export const RULE_WORDS: i32 = 2;

/** Signs at the end of a rule: nodes have a place, whose end may be missing; whose end may not. */
export const PLACE_OPTIONAL_END: u32 = 0x40;
export const PLACE: u32 = 0x21;

/** Signs of fields. */
export const SIGN_OPTIONAL: u32 = 0x3f;
export const SIGN_LIST: u32 = 0x2a;

/** Types of fields that are no rule. */
export const FIELD_IDENTIFIER: i32 = -1;
export const FIELD_STRING: i32 = -2;
export const FIELD_INT: i32 = -3;
export const FIELD_CONSTANT: i32 = -4;

@unmanaged
export class AstRule {
  /** The base, or the class. Borrowed. */
  base: PyTypeObject;
  kind: i32;
  place: u32;
  first: i32;
  count: i32;
}

@unmanaged
export class AstClass {
  /** Borrowed. */
  type: PyTypeObject;
  /** Of words; borrowed. */
  singleton: PyObject | null;
  rule: i32;
  first: i32;
  count: i32;
  pad: i32;
}

@unmanaged
export class AstField {
  /** Borrowed. */
  name: PyObject;
  /** A FIELD_ constant, or the number of a rule. */
  type: i32;
  sign: u32;
  /** While the tables are filled: the base of the rule. Borrowed. */
  base: PyObject | null;
}

const RULE_TABLE: usize = memory.data(640, 8);
const CLASS_TABLE: usize = memory.data(4096, 8);
const FIELD_TABLE: usize = memory.data(6144, 8);
export const MOST_CLASSES: i32 = 127;
export const MOST_FIELDS: i32 = 255;

/** @inline */
export function ast_rule(i: i32): AstRule {
  return changetype<AstRule>(RULE_TABLE + <usize>i * offsetof<AstRule>());
}

/** @inline */
export function ast_class(i: i32): AstClass {
  return changetype<AstClass>(CLASS_TABLE + <usize>i * offsetof<AstClass>());
}

/** @inline */
export function ast_field(i: i32): AstField {
  return changetype<AstField>(FIELD_TABLE + <usize>i * offsetof<AstField>());
}
