/**
 * Loading, storing and deleting variables, and `super()`'s attributes. CPython: compiler_nameop, update_start_location_to_match_attr,
 * can_optimize_super_call in Python/compile.c.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import type { Location } from "./instruction-sequence.ts";
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL } from "./symbol-table.ts";

interface Access {
  Load: number;
  Store: number;
  Del: number;
}

const DEREF: Access = { Load: Op.LOAD_DEREF, Store: Op.STORE_DEREF, Del: Op.DELETE_DEREF };
const FAST: Access = { Load: Op.LOAD_FAST, Store: Op.STORE_FAST, Del: Op.DELETE_FAST };
const GLOBAL: Access = { Load: Op.LOAD_GLOBAL, Store: Op.STORE_GLOBAL, Del: Op.DELETE_GLOBAL };
const NAME: Access = { Load: Op.LOAD_NAME, Store: Op.STORE_NAME, Del: Op.DELETE_NAME };
export const ATTRIBUTE: Access = { Load: Op.LOAD_ATTR, Store: Op.STORE_ATTR, Del: Op.DELETE_ATTR };

/** `__debug__` is a constant. */
export function checkName(c: Codegen, loc: Location, name: string, context: "Store" | "Del"): void {
  if (name === "__debug__") c.fail(loc, `cannot ${context === "Store" ? "assign to" : "delete"} __debug__`);
}

/** Accesses the variable `name`. */
export function nameOp(c: Codegen, loc: Location, name: string, context: N.ExprContext): void {
  const { unit } = c;
  const { entry } = unit;
  if (context !== "Load") checkName(c, loc, name, context);
  const mangled = c.mangled(name);
  const scope = entry.scopeOf(mangled);
  const isFast = entry.isFunctionLike || unit.fastHidden.get(mangled) === true;
  if (scope === FREE || scope === CELL) {
    derefOp(c, loc, mangled, scope, context);
    return;
  }
  if (scope === LOCAL && isFast) {
    c.op(loc, FAST[context], unit.varIndex(mangled));
    return;
  }
  if (scope === GLOBAL_EXPLICIT || (scope === GLOBAL_IMPLICIT && entry.isFunctionLike)) {
    globalOp(c, loc, mangled, scope, context);
    return;
  }
  // Inside an inlined comprehension, a class's names are out of sight.
  const isHidden = context === "Load" && entry.type === "class" && unit.inlinedComprehensions > 0;
  if (isHidden) {
    c.op(loc, Op.LOAD_GLOBAL, unit.nameIndex(mangled) << 1);
    return;
  }
  c.op(loc, NAME[context], unit.nameIndex(mangled));
}

function derefOp(c: Codegen, loc: Location, mangled: string, scope: number, context: N.ExprContext): void {
  const { unit } = c;
  const index = unit.derefIndex(mangled, scope);
  if (context !== "Load") {
    c.op(loc, DEREF[context], index);
    return;
  }
  if (unit.entry.type === "class" && unit.inlinedComprehensions === 0) {
    c.op(loc, Op.LOAD_LOCALS);
    c.op(loc, Op.LOAD_FROM_DICT_OR_DEREF, index);
    return;
  }
  if (unit.entry.canSeeClassScope) {
    c.op(loc, Op.LOAD_DEREF, unit.derefIndex("__classdict__", FREE));
    c.op(loc, Op.LOAD_FROM_DICT_OR_DEREF, index);
    return;
  }
  c.op(loc, Op.LOAD_DEREF, index);
}

function globalOp(c: Codegen, loc: Location, mangled: string, scope: number, context: N.ExprContext): void {
  const { unit } = c;
  if (context !== "Load") {
    c.op(loc, GLOBAL[context], unit.nameIndex(mangled));
    return;
  }
  if (unit.entry.canSeeClassScope && scope === GLOBAL_IMPLICIT) {
    c.op(loc, Op.LOAD_DEREF, unit.derefIndex("__classdict__", FREE));
    c.op(loc, Op.LOAD_FROM_DICT_OR_GLOBALS, unit.nameIndex(mangled));
    return;
  }
  c.op(loc, Op.LOAD_GLOBAL, unit.nameIndex(mangled) << 1);
}

// --- attributes ---

/** `loc` narrowed to the attribute's name, where that is on another line than `loc` begins on. */
export function attributeLocation(loc: Location, node: N.Attribute): Location {
  if (loc.lineno === node.end_lineno) return loc;
  const { end_lineno, end_col_offset } = node;
  const length = characterCount(node.attr);
  // A tree that was made by hand may have places that cannot be.
  if (length > end_col_offset) return { ...loc, lineno: end_lineno, col_offset: -1, end_col_offset: -1 };
  return { ...loc, lineno: end_lineno, col_offset: end_col_offset - length };
}

/** Length in code points. */
function characterCount(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) count--;
  }
  return count;
}

export function visitAttribute(c: Codegen, node: N.Attribute): void {
  if (node.ctx === "Load" && isSuperAttribute(c, node)) {
    loadSuperAttribute(c, node, false);
    return;
  }
  recordStaticAttribute(c, node);
  visitExpression(c, node.value);
  const loc = attributeLocation(node, node);
  if (node.ctx === "Store") checkName(c, loc, node.attr, node.ctx);
  c.opName(loc, ATTRIBUTE[node.ctx], node.attr);
}

/** `self.x = ...` in a method: the class notes it in `__static_attributes__`. */
function recordStaticAttribute(c: Codegen, node: N.Attribute): void {
  const { value } = node;
  if (node.ctx !== "Store" || value.kind !== "Name" || value.id !== "self") return;
  const owner = c.outer.findLast((unit) => unit.scopeType === "class");
  owner?.staticAttributes.add(node.attr);
}

type SuperAttribute = N.Attribute & { value: N.Call };

/** `super().x` or `super(C, self).x` that LOAD_SUPER_ATTR can do without making the super object. */
export function isSuperAttribute(c: Codegen, node: N.Attribute): node is SuperAttribute {
  const call = node.value;
  if (call.kind !== "Call" || call.func.kind !== "Name" || call.func.id !== "super") return false;
  if (call.keywords.length > 0 || node.attr === "__class__") return false;
  const { entry, code } = c.unit;
  if (entry.scopeOf("super") !== GLOBAL_IMPLICIT || c.symbols.top.scopeOf("super") !== 0) return false;
  if (call.args.length === 2) return call.args.every((argument) => argument.kind !== "Starred");
  if (call.args.length !== 0) return false;
  // Without arguments: the first parameter and the class are there to be found.
  return code.argcount + code.posonlyargcount > 0 && entry.scopeOf("__class__") === FREE;
}

/** Loads the attribute, or the method and its object. */
export function loadSuperAttribute(c: Codegen, node: SuperAttribute, isMethod: boolean): void {
  const call = node.value;
  nameOp(c, call.func, "super", "Load");
  if (call.args.length === 0) {
    nameOp(c, call, "__class__", "Load");
    const [self] = c.unit.code.varnames.keys();
    nameOp(c, call, self, "Load");
    c.opName(node, isMethod ? Op.LOAD_ZERO_SUPER_METHOD : Op.LOAD_ZERO_SUPER_ATTR, node.attr);
  } else {
    for (const argument of call.args) visitExpression(c, argument);
    c.opName(node, isMethod ? Op.LOAD_SUPER_METHOD : Op.LOAD_SUPER_ATTR, node.attr);
  }
  c.op(attributeLocation(node, node), Op.NOP);
}
