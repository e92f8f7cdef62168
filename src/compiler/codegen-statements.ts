/** Statements: the dispatch, and the simple ones. CPython: compiler_visit_stmt in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, Intrinsic1 } from "./codegen.ts";
import { visitAnnAssign } from "./codegen-annotations.ts";
import { visitAugAssign } from "./codegen-assignments.ts";
import { visitClassDef } from "./codegen-classes.ts";
import { jumpIf } from "./codegen-conditions.ts";
import { visitExpression, visitExpressions } from "./codegen-expressions.ts";
import { visitFunctionDef } from "./codegen-functions.ts";
import { visitImport, visitImportFrom } from "./codegen-imports.ts";
import { visitAsyncFor, visitBreak, visitContinue, visitFor, visitReturn, visitWhile } from "./codegen-loops.ts";
import { visitMatch } from "./codegen-match.ts";
import { visitTry } from "./codegen-try.ts";
import { visitTryStar } from "./codegen-try-star.ts";
import { visitTypeAlias } from "./codegen-type-params.ts";
import { visitAsyncWith, visitWith } from "./codegen-with.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";

export function visitStatements(c: Codegen, statements: readonly N.Stmt[]): void {
  for (const statement of statements) visitStatement(c, statement);
}

type Visitors = { [K in N.Stmt["kind"]]: (c: Codegen, node: Extract<N.Stmt, { kind: K }>) => void };

const VISITORS: Visitors = {
  AnnAssign: visitAnnAssign,
  Assert: visitAssert,
  Assign: visitAssign,
  AsyncFor: visitAsyncFor,
  AsyncFunctionDef: visitFunctionDef,
  AsyncWith: (c, node) => visitAsyncWith(c, node, 0),
  AugAssign: visitAugAssign,
  Break: visitBreak,
  ClassDef: visitClassDef,
  Continue: visitContinue,
  Delete: (c, node) => visitExpressions(c, node.targets),
  Expr: visitExprStmt,
  For: visitFor,
  FunctionDef: visitFunctionDef,
  Global: () => {},
  If: visitIf,
  Import: visitImport,
  ImportFrom: visitImportFrom,
  Match: visitMatch,
  Nonlocal: () => {},
  Pass: (c, node) => c.op(node, Op.NOP),
  Raise: visitRaise,
  Return: visitReturn,
  Try: visitTry,
  TryStar: visitTryStar,
  TypeAlias: visitTypeAlias,
  While: visitWhile,
  With: (c, node) => visitWith(c, node, 0),
};

export function visitStatement(c: Codegen, node: N.Stmt): void {
  (VISITORS[node.kind] as (c: Codegen, node: N.Stmt) => void)(c, node);
}

function visitExprStmt(c: Codegen, node: N.ExprStmt): void {
  if (c.options.isInteractive && c.outer.length === 0) {
    visitExpression(c, node.value);
    c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.PRINT);
    c.op(NO_LOCATION, Op.POP_TOP);
    return;
  }
  // A constant has no effect, but the line is one to stop at.
  if (node.value.kind === "Constant") {
    c.op(node, Op.NOP);
    return;
  }
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
    c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
    c.useLabel(next);
    visitStatements(c, node.orelse);
  }
  c.useLabel(end);
}
