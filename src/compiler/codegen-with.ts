/** `with` and `async with`. CPython: compiler_with, compiler_async_with in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, NONE } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { visitStatements } from "./codegen-statements.ts";
import { popExceptAndReraise } from "./codegen-try.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";

/** The item of number `index` and those inside of it. */
export function visitWith(c: Codegen, node: N.With, index: number): void {
  const { context_expr, optional_vars } = node.items[index];
  const loc: Location = context_expr;
  const final = c.newLabel();
  const exit = c.newLabel();
  visitExpression(c, context_expr);
  c.op(loc, Op.BEFORE_WITH);
  c.op(loc, Op.SETUP_WITH, final);
  c.pushBlock(loc, { type: "with", loc });
  if (optional_vars !== null) visitExpression(c, optional_vars);
  else c.op(loc, Op.POP_TOP);
  if (index + 1 < node.items.length) visitWith(c, node, index + 1);
  else visitStatements(c, node.body);
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.popBlock();
  // The body has come to its end.
  callExitWithNones(c, loc);
  c.op(loc, Op.POP_TOP);
  c.op(loc, Op.JUMP, exit);
  // The body has raised.
  c.useLabel(final);
  const cleanup = c.newLabel();
  c.op(loc, Op.SETUP_CLEANUP, cleanup);
  c.op(loc, Op.PUSH_EXC_INFO);
  c.op(loc, Op.WITH_EXCEPT_START);
  finishExcept(c, cleanup);
  c.useLabel(exit);
}

export function visitAsyncWith(c: Codegen, node: N.AsyncWith, index: number): void {
  if (!c.isTopLevelAwait && c.unit.scopeType !== "async function") {
    c.fail(node, "'async with' outside async function");
  }
  const { context_expr, optional_vars } = node.items[index];
  const loc: Location = context_expr;
  const final = c.newLabel();
  const exit = c.newLabel();
  visitExpression(c, context_expr);
  c.op(loc, Op.BEFORE_ASYNC_WITH);
  c.awaitValue(loc, 1);
  c.op(loc, Op.SETUP_WITH, final);
  c.pushBlock(loc, { type: "async with", loc });
  if (optional_vars !== null) visitExpression(c, optional_vars);
  else c.op(loc, Op.POP_TOP);
  if (index + 1 < node.items.length) visitAsyncWith(c, node, index + 1);
  else visitStatements(c, node.body);
  c.popBlock();
  c.op(loc, Op.POP_BLOCK);
  callExitWithNones(c, loc);
  c.awaitValue(loc, 2);
  c.op(loc, Op.POP_TOP);
  c.op(loc, Op.JUMP, exit);
  c.useLabel(final);
  const cleanup = c.newLabel();
  c.op(loc, Op.SETUP_CLEANUP, cleanup);
  c.op(loc, Op.PUSH_EXC_INFO);
  c.op(loc, Op.WITH_EXCEPT_START);
  c.awaitValue(loc, 2);
  finishExcept(c, cleanup);
  c.useLabel(exit);
}

/** Calls `__exit__(None, None, None)`. */
export function callExitWithNones(c: Codegen, loc: Location): void {
  for (let i = 0; i < 3; i++) c.loadConst(loc, NONE);
  c.op(loc, Op.CALL, 2);
}

/** Raises the exception again unless the result of `__exit__` is true. */
function finishExcept(c: Codegen, cleanup: Label): void {
  const suppress = c.newLabel();
  const exit = c.newLabel();
  c.op(NO_LOCATION, Op.TO_BOOL);
  c.op(NO_LOCATION, Op.POP_JUMP_IF_TRUE, suppress);
  c.op(NO_LOCATION, Op.RERAISE, 2);
  c.useLabel(suppress);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, exit);
  c.useLabel(cleanup);
  popExceptAndReraise(c);
  c.useLabel(exit);
}
