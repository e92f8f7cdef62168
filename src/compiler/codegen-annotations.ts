/** Annotations of functions and variables. CPython: compiler_visit_annotations, compiler_annassign in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { expressionNumber } from "./ast-fields.ts";
import type { Codegen } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { checkName } from "./codegen-names.ts";
import type { Location } from "./instruction-sequence.ts";
import { unparse } from "./unparse.ts";

/** Loads the names and annotations of a function's parameters and result as a tuple; false where there are none. */
export function visitAnnotations(c: Codegen, node: N.FunctionDef | N.AsyncFunctionDef): boolean {
  const { args, returns } = node;
  const { args: positional, posonlyargs, vararg, kwonlyargs, kwarg } = args;
  let count = 0;
  const visitArg = (arg: N.Arg | null): void => {
    if (arg === null || arg.annotation === null) return;
    visitAnnotation(c, node, arg.arg, arg.annotation);
    count += 2;
  };
  for (const arg of [...positional, ...posonlyargs, vararg, ...kwonlyargs, kwarg]) visitArg(arg);
  if (returns !== null) {
    visitAnnotation(c, node, "return", returns);
    count += 2;
  }
  if (count > 0) c.op(node, Op.BUILD_TUPLE, count);
  return count > 0;
}

function visitAnnotation(c: Codegen, loc: Location, name: string, annotation: N.Expr): void {
  c.loadString(loc, c.mangled(name));
  if (!c.hasFutureAnnotations && annotation.kind === "Starred") {
    // `*args: *Ts`
    visitExpression(c, annotation.value);
    c.op(loc, Op.UNPACK_SEQUENCE, 1);
  } else {
    loadAnnotation(c, annotation);
  }
}

/** Loads the value or, with `from __future__ import annotations`, the text. */
function loadAnnotation(c: Codegen, annotation: N.Expr): void {
  if (c.hasFutureAnnotations) c.loadConst(annotation, unparse(annotation));
  else visitExpression(c, annotation);
}

// --- variables ---

export function visitAnnAssign(c: Codegen, node: N.AnnAssign): void {
  const { target, value, annotation } = node;
  const { scopeType } = c.unit;
  const isStored = scopeType === "module" || scopeType === "class";
  if (value !== null) {
    visitExpression(c, value);
    visitExpression(c, target);
  }
  if (target.kind === "Name") checkName(c, node, target.id, "Store");
  else if (target.kind === "Attribute") checkName(c, node, target.attr, "Store");
  else if (target.kind !== "Subscript") {
    c.failInternally(`invalid node type (${expressionNumber(target)}) for annotated assignment`);
  }
  if (target.kind === "Name" && node.simple && isStored) {
    loadAnnotation(c, annotation);
    c.opName(node, Op.LOAD_NAME, "__annotations__");
    c.loadString(node, c.mangled(target.id));
    c.op(node, Op.STORE_SUBSCR);
  }
  if (value === null) evaluateTarget(c, target);
  if (!node.simple && isStored && !c.hasFutureAnnotations) evaluate(c, annotation);
}

/** Without a value, the parts of the target are evaluated all the same. */
function evaluateTarget(c: Codegen, target: N.Expr): void {
  if (target.kind === "Attribute") evaluate(c, target.value);
  if (target.kind !== "Subscript") return;
  evaluate(c, target.value);
  evaluateIndex(c, target.slice);
}

function evaluate(c: Codegen, node: N.Expr): void {
  visitExpression(c, node);
  c.op(node, Op.POP_TOP);
}

function evaluateIndex(c: Codegen, node: N.Expr): void {
  if (node.kind === "Slice") {
    for (const part of [node.lower, node.upper, node.step]) if (part !== null) evaluate(c, part);
  } else if (node.kind === "Tuple") {
    for (const elt of node.elts) evaluateIndex(c, elt);
  } else {
    evaluate(c, node);
  }
}
