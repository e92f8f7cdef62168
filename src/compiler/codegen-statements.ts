/** Statements: the dispatch, and the simple ones. CPython: compiler_visit_stmt in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { visitAnnAssign } from "./codegen-annotations.ts";
import { visitAugAssign } from "./codegen-assignments.ts";
import { visitClassDef } from "./codegen-classes.ts";
import { type Codegen, Intrinsic1 } from "./codegen.ts";
import { jumpIf } from "./codegen-conditions.ts";
import { visitExpression, visitExpressions } from "./codegen-expressions.ts";
import { visitFunctionDef } from "./codegen-functions.ts";
import { visitImport, visitImportFrom } from "./codegen-imports.ts";
import { visitAsyncFor, visitBreak, visitContinue, visitFor, visitReturn, visitWhile } from "./codegen-loops.ts";
import { visitMatch } from "./codegen-match.ts";
import { visitTryStar } from "./codegen-try-star.ts";
import { visitTry } from "./codegen-try.ts";
import { visitTypeAlias } from "./codegen-type-params.ts";
import { visitAsyncWith, visitWith } from "./codegen-with.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";

export function visitStatements(c: Codegen, statements: readonly N.Stmt[]): void {
  for (const statement of statements) visitStatement(c, statement);
}

export function visitStatement(c: Codegen, node: N.Stmt): void {
  switch (node.kind) {
    case "Expr":
      return visitExprStmt(c, node);
    case "Assign":
      return visitAssign(c, node);
    case "AugAssign":
      return visitAugAssign(c, node);
    case "AnnAssign":
      return visitAnnAssign(c, node);
    case "Return":
      return visitReturn(c, node);
    case "Delete":
      return visitExpressions(c, node.targets);
    case "Raise":
      return visitRaise(c, node);
    case "Assert":
      return visitAssert(c, node);
    case "Import":
      return visitImport(c, node);
    case "ImportFrom":
      return visitImportFrom(c, node);
    case "Global":
    case "Nonlocal":
      return;
    case "Pass":
      return c.op(node, Op.NOP);
    case "Break":
      return visitBreak(c, node);
    case "Continue":
      return visitContinue(c, node);
    default:
      return visitCompound(c, node);
  }
}

type Compound =
  | N.FunctionDef
  | N.AsyncFunctionDef
  | N.ClassDef
  | N.TypeAlias
  | N.For
  | N.AsyncFor
  | N.While
  | N.If
  | N.With
  | N.AsyncWith
  | N.Match
  | N.Try
  | N.TryStar;

function visitCompound(c: Codegen, node: Compound): void {
  switch (node.kind) {
    case "FunctionDef":
    case "AsyncFunctionDef":
      return visitFunctionDef(c, node);
    case "ClassDef":
      return visitClassDef(c, node);
    case "TypeAlias":
      return visitTypeAlias(c, node);
    case "If":
      return visitIf(c, node);
    case "For":
      return visitFor(c, node);
    case "AsyncFor":
      return visitAsyncFor(c, node);
    case "While":
      return visitWhile(c, node);
    case "With":
      return visitWith(c, node, 0);
    case "AsyncWith":
      return visitAsyncWith(c, node, 0);
    case "Match":
      return visitMatch(c, node);
    case "Try":
      return visitTry(c, node);
    case "TryStar":
      return visitTryStar(c, node);
  }
}

function visitExprStmt(c: Codegen, node: N.ExprStmt): void {
  if (c.options.isInteractive && c.outer.length === 0) {
    visitExpression(c, node.value);
    c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.PRINT);
    return c.op(NO_LOCATION, Op.POP_TOP);
  }
  // A constant has no effect, but the line is one to stop at.
  if (node.value.kind === "Constant") return c.op(node, Op.NOP);
  visitExpression(c, node.value);
  c.op(NO_LOCATION, Op.POP_TOP);
}

function visitAssign(c: Codegen, node: N.Assign): void {
  visitExpression(c, node.value);
  const last = node.targets.length - 1;
  for (const [index, target] of node.targets.entries()) {
    if (index < last) c.op(node, Op.COPY, 1);
    visitExpression(c, target);
  }
}

function visitRaise(c: Codegen, node: N.Raise): void {
  let count = 0;
  for (const part of [node.exc, node.cause]) {
    if (part === null) break;
    visitExpression(c, part);
    count++;
  }
  c.op(node, Op.RAISE_VARARGS, count);
}

function visitAssert(c: Codegen, node: N.Assert): void {
  const { test, msg } = node;
  const isTuple =
    (test.kind === "Tuple" && test.elts.length > 0) ||
    (test.kind === "Constant" && test.value.type === "tuple" && test.value.items.length > 0);
  if (isTuple) c.warn(node, "assertion is always true, perhaps remove parentheses?");
  if (c.options.optimize > 0) return;
  const end = c.newLabel();
  jumpIf(c, node, test, end, true);
  c.op(node, Op.LOAD_ASSERTION_ERROR);
  if (msg !== null) {
    visitExpression(c, msg);
    c.op(node, Op.CALL, 0);
  }
  c.op(test, Op.RAISE_VARARGS, 1);
  c.useLabel(end);
}

function visitIf(c: Codegen, node: N.If): void {
  const end = c.newLabel();
  const next = node.orelse.length > 0 ? c.newLabel() : end;
  jumpIf(c, node, node.test, next, false);
  visitStatements(c, node.body);
  if (next !== end) {
    c.op(NO_LOCATION, Op.JUMP, end);
    c.useLabel(next);
    visitStatements(c, node.orelse);
  }
  c.useLabel(end);
}
