/** `try` with `except` and `finally`. CPython: compiler_try_finally, compiler_try_except in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { forget } from "./codegen-loops.ts";
import { nameOp } from "./codegen-names.ts";
import { visitStatements } from "./codegen-statements.ts";
import { type Label, NO_LOCATION } from "./instruction-sequence.ts";

export function visitTry(c: Codegen, node: N.Try): void {
  if (node.finalbody.length > 0) visitFinally(c, node, () => visitHandled(c, node));
  else visitTryExcept(c, node);
}

function visitHandled(c: Codegen, node: N.Try): void {
  if (node.handlers.length > 0) visitTryExcept(c, node);
  else visitStatements(c, node.body);
}

/** `visitInside` writes what stands before `finally`, whose own code is written for each way that leads there. */
export function visitFinally(c: Codegen, node: N.Try | N.TryStar, visitInside: () => void): void {
  const end = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.op(node, Op.SETUP_FINALLY, end);
  c.pushBlock(node, { type: "finally try", body: node.finalbody });
  visitInside();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.popBlock();
  visitStatements(c, node.finalbody);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, exit);
  c.useLabel(end);
  c.pushBlock(node, { type: "finally end" });
  c.op(NO_LOCATION, Op.SETUP_CLEANUP, cleanup);
  c.op(NO_LOCATION, Op.PUSH_EXC_INFO);
  visitStatements(c, node.finalbody);
  c.popBlock();
  c.op(NO_LOCATION, Op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c);
  c.useLabel(exit);
}

/** An exception in the handling of another one: the former state comes back before it goes on. */
export function popExceptAndReraise(c: Codegen): void {
  c.op(NO_LOCATION, Op.COPY, 3);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  c.op(NO_LOCATION, Op.RERAISE, 1);
}

function visitTryExcept(c: Codegen, node: N.Try): void {
  const except = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  c.op(node, Op.SETUP_FINALLY, except);
  c.pushBlock(node, { type: "try except" });
  visitStatements(c, node.body);
  c.popBlock();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  visitStatements(c, node.orelse);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(except);
  c.op(NO_LOCATION, Op.SETUP_CLEANUP, cleanup);
  c.op(NO_LOCATION, Op.PUSH_EXC_INFO);
  c.pushBlock(node, { type: "exception handler" });
  for (const [index, handler] of node.handlers.entries()) {
    if (handler.type === null && index < node.handlers.length - 1) {
      c.fail(handler, "default 'except:' must be last");
    }
    visitHandler(c, handler, end);
  }
  c.popBlock();
  c.op(NO_LOCATION, Op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c);
  c.useLabel(end);
}

function visitHandler(c: Codegen, handler: N.ExceptHandler, end: Label): void {
  const next = c.newLabel();
  if (handler.type !== null) {
    visitExpression(c, handler.type);
    c.op(handler, Op.CHECK_EXC_MATCH);
    c.op(handler, Op.POP_JUMP_IF_FALSE, next);
  }
  if (handler.name === null) visitUnnamedBody(c, handler, end);
  else visitNamedBody(c, handler, handler.name, end);
  c.useLabel(next);
}

function visitUnnamedBody(c: Codegen, handler: N.ExceptHandler, end: Label): void {
  c.op(handler, Op.POP_TOP);
  c.pushBlock(handler, { type: "handler cleanup", name: null });
  visitStatements(c, handler.body);
  c.popBlock();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
}

/** However the body ends, the name is deleted. */
function visitNamedBody(c: Codegen, handler: N.ExceptHandler, name: string, end: Label): void {
  const cleanup = c.newLabel();
  nameOp(c, handler, name, "Store");
  c.op(handler, Op.SETUP_CLEANUP, cleanup);
  c.pushBlock(handler, { type: "handler cleanup", name });
  visitStatements(c, handler.body);
  c.popBlock();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  forget(c, NO_LOCATION, name);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(cleanup);
  forget(c, NO_LOCATION, name);
  c.op(NO_LOCATION, Op.RERAISE, 1);
}
