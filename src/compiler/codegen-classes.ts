/** Classes. CPython: compiler_class, compiler_class_body in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, type FinishedScope, Intrinsic1, NONE } from "./codegen.ts";
import { visitBody } from "./codegen-body.ts";
import { emitCall } from "./codegen-calls.ts";
import { visitExpressions } from "./codegen-expressions.ts";
import { applyDecorators, firstLine, makeClosure } from "./codegen-functions.ts";
import { nameOp } from "./codegen-names.ts";
import { enterTypeParams, visitTypeParams } from "./codegen-type-params.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";
import { CELL } from "./symbol-table.ts";

export function visitClassDef(c: Codegen, node: N.ClassDef): void {
  visitExpressions(c, node.decorator_list);
  if (node.type_params.length === 0) {
    loadBuilder(c, node);
    emitCall(c, node, 2, node.bases, node.keywords);
  } else {
    buildGenericClass(c, node);
  }
  applyDecorators(c, node.decorator_list);
  nameOp(c, node, node.name, "Store");
}

/** The class is made by a function whose variables are the type parameters; its last base is Generic[...]. */
function buildGenericClass(c: Codegen, node: N.ClassDef): void {
  enterTypeParams(c, node, node.name, firstLine(node));
  visitTypeParams(c, node.type_params);
  nameOp(c, node, ".type_params", "Store");
  loadBuilder(c, node);
  nameOp(c, node, ".type_params", "Load");
  c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.SUBSCRIPT_GENERIC);
  nameOp(c, node, ".generic_base", "Store");
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  const place = { lineno, col_offset, end_lineno, end_col_offset };
  const generic: N.Name = { kind: "Name", id: ".generic_base", ctx: "Load", ...place };
  emitCall(c, node, 2, [...node.bases, generic], node.keywords);
  makeClosure(c, node, c.leaveScope(false), 0);
  c.op(node, Op.PUSH_NULL);
  c.op(node, Op.CALL, 0);
}

/** Loads `__build_class__` and its first two arguments. */
function loadBuilder(c: Codegen, node: N.ClassDef): void {
  const scope = writeClassBody(c, node);
  c.op(node, Op.LOAD_BUILD_CLASS);
  c.op(node, Op.PUSH_NULL);
  makeClosure(c, node, scope, 0);
  c.loadString(node, node.name);
}

function writeClassBody(c: Codegen, node: N.ClassDef): FinishedScope {
  const line = firstLine(node);
  c.enterScope(node.name, "class", c.symbols.lookup(node), line, node.name);
  const { unit } = c;
  const loc = { lineno: line, end_lineno: line, col_offset: 0, end_col_offset: 0 };
  nameOp(c, loc, "__name__", "Load");
  nameOp(c, loc, "__module__", "Store");
  c.loadString(loc, unit.code.qualname);
  nameOp(c, loc, "__qualname__", "Store");
  c.loadInt(loc, unit.code.firstlineno);
  nameOp(c, loc, "__firstlineno__", "Store");
  if (node.type_params.length > 0) {
    nameOp(c, loc, ".type_params", "Load");
    nameOp(c, loc, "__type_params__", "Store");
  }
  if (unit.entry.needsClassDict) {
    c.op(loc, Op.LOAD_LOCALS);
    c.op(loc, Op.STORE_DEREF, unit.derefIndex("__classdict__", CELL));
  }
  visitBody(c, loc, node.body);
  finishNamespace(c);
  return c.leaveScope(true);
}

/** What `type.__new__` takes out of the namespace, and the cell of `__class__` for `__build_class__`. */
function finishNamespace(c: Codegen): void {
  const { unit } = c;
  // NOT CPYTHON: there the order is that of a set, which differs from process to process.
  c.loadStrings(NO_LOCATION, [...unit.staticAttributes].sort());
  nameOp(c, NO_LOCATION, "__static_attributes__", "Store");
  if (unit.entry.needsClassDict) {
    c.op(NO_LOCATION, Op.LOAD_CLOSURE, unit.derefIndex("__classdict__", CELL));
    nameOp(c, NO_LOCATION, "__classdictcell__", "Store");
  }
  if (unit.entry.needsClassClosure) {
    c.op(NO_LOCATION, Op.LOAD_CLOSURE, unit.derefIndex("__class__", CELL));
    c.op(NO_LOCATION, Op.COPY, 1);
    nameOp(c, NO_LOCATION, "__classcell__", "Store");
  } else {
    c.loadConst(NO_LOCATION, NONE);
  }
  c.op(NO_LOCATION, Op.RETURN_VALUE);
}
