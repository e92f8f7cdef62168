/**
 * Comparisons, boolean operations and jumps on conditions. CPython: compiler_jump_if, compiler_compare, compiler_boolop.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { checkCompare } from "./codegen-warnings.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";

/**
 * Arguments of COMPARE_OP: the rich comparison in the upper bits, below it which outcomes (1 unordered, 2 less, 4 greater,
 * 8 equal) make it true.
 */
const COMPARE_ARGUMENTS: Record<"Lt" | "LtE" | "Eq" | "NotEq" | "Gt" | "GtE", number> = {
  Lt: (0 << 5) | 2,
  LtE: (1 << 5) | 2 | 8,
  Eq: (2 << 5) | 8,
  NotEq: (3 << 5) | 1 | 2 | 4,
  Gt: (4 << 5) | 4,
  GtE: (5 << 5) | 4 | 8,
};

export function emitCompare(c: Codegen, loc: Location, op: N.CmpOperator): void {
  switch (op) {
    case "Is":
      c.op(loc, Op.IS_OP, 0);
      return;
    case "IsNot":
      c.op(loc, Op.IS_OP, 1);
      return;
    case "In":
      c.op(loc, Op.CONTAINS_OP, 0);
      return;
    case "NotIn":
      c.op(loc, Op.CONTAINS_OP, 1);
      return;
    default:
      c.op(loc, Op.COMPARE_OP, COMPARE_ARGUMENTS[op]);
      return;
  }
}

export function visitCompare(c: Codegen, node: N.Compare): void {
  checkCompare(c, node);
  visitExpression(c, node.left);
  const last = node.ops.length - 1;
  const cleanup = c.newLabel();
  for (let i = 0; i < last; i++) {
    compareLink(c, node, i);
    c.op(node, Op.COPY, 1);
    c.op(node, Op.TO_BOOL);
    c.op(node, Op.POP_JUMP_IF_FALSE, cleanup);
    c.op(node, Op.POP_TOP);
  }
  visitExpression(c, node.comparators[last]);
  emitCompare(c, node, node.ops[last]);
  if (last === 0) return;
  const end = c.newLabel();
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanup);
  c.op(node, Op.SWAP, 2);
  c.op(node, Op.POP_TOP);
  c.useLabel(end);
}

/** One comparison of a chain, of what lies on the stack; its right side stays below the result for the next one. */
function compareLink(c: Codegen, node: N.Compare, index: number): void {
  visitExpression(c, node.comparators[index]);
  c.op(node, Op.SWAP, 2);
  c.op(node, Op.COPY, 2);
  emitCompare(c, node, node.ops[index]);
}

export function visitBoolOp(c: Codegen, node: N.BoolOp): void {
  const end = c.newLabel();
  const last = node.values.length - 1;
  for (let i = 0; i < last; i++) {
    visitExpression(c, node.values[i]);
    c.op(node, Op.COPY, 1);
    c.op(node, Op.TO_BOOL);
    c.op(node, node.op === "And" ? Op.POP_JUMP_IF_FALSE : Op.POP_JUMP_IF_TRUE, end);
    c.op(node, Op.POP_TOP);
  }
  visitExpression(c, node.values[last]);
  c.useLabel(end);
}

export function visitIfExp(c: Codegen, node: N.IfExp): void {
  const end = c.newLabel();
  const next = c.newLabel();
  jumpIf(c, node, node.test, next, false);
  visitExpression(c, node.body);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(next);
  visitExpression(c, node.orelse);
  c.useLabel(end);
}

/** Jumps to `next` where `node` is true respectively false; goes on behind it otherwise. */
export function jumpIf(c: Codegen, loc: Location, node: N.Expr, next: Label, condition: boolean): void {
  switch (node.kind) {
    case "UnaryOp":
      if (node.op === "Not") {
        jumpIf(c, loc, node.operand, next, !condition);
        return;
      }
      break;
    case "BoolOp":
      jumpIfBoolOp(c, loc, node, next, condition);
      return;
    case "IfExp":
      jumpIfChoice(c, loc, node, next, condition);
      return;
    case "Compare":
      if (node.ops.length > 1) {
        jumpIfChain(c, node, next, condition);
        return;
      }
      break;
  }
  visitExpression(c, node);
  c.op(node, Op.TO_BOOL);
  c.op(node, condition ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, next);
}

function jumpIfBoolOp(c: Codegen, loc: Location, node: N.BoolOp, next: Label, condition: boolean): void {
  /** What a value must be for the whole to be known. */
  const decisive = node.op === "Or";
  const decided = decisive === condition ? next : c.newLabel();
  const last = node.values.length - 1;
  for (let i = 0; i < last; i++) jumpIf(c, loc, node.values[i], decided, decisive);
  jumpIf(c, loc, node.values[last], next, condition);
  if (decided !== next) c.useLabel(decided);
}

function jumpIfChoice(c: Codegen, loc: Location, node: N.IfExp, next: Label, condition: boolean): void {
  const end = c.newLabel();
  const orelse = c.newLabel();
  jumpIf(c, loc, node.test, orelse, false);
  jumpIf(c, loc, node.body, next, condition);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(orelse);
  jumpIf(c, loc, node.orelse, next, condition);
  c.useLabel(end);
}

/** For `a < b < c`. */
function jumpIfChain(c: Codegen, node: N.Compare, next: Label, condition: boolean): void {
  checkCompare(c, node);
  const cleanup = c.newLabel();
  visitExpression(c, node.left);
  const last = node.ops.length - 1;
  for (let i = 0; i < last; i++) {
    compareLink(c, node, i);
    c.op(node, Op.TO_BOOL);
    c.op(node, Op.POP_JUMP_IF_FALSE, cleanup);
  }
  visitExpression(c, node.comparators[last]);
  emitCompare(c, node, node.ops[last]);
  c.op(node, Op.TO_BOOL);
  c.op(node, condition ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, next);
  const end = c.newLabel();
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanup);
  c.op(node, Op.POP_TOP);
  if (!condition) c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, next);
  c.useLabel(end);
}
