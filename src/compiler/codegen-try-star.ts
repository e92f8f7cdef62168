/**
 * `try` with `except*` (PEP 654). CPython: compiler_try_star_except in Python/compile.c.
 *
 * The stack of the handlers: the group that was raised, a list of what is to be raised in the end, what of the group no
 * handler has taken yet.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, Intrinsic2 } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { forget } from "./codegen-loops.ts";
import { nameOp } from "./codegen-names.ts";
import { visitStatements } from "./codegen-statements.ts";
import { popExceptAndReraise, visitFinally } from "./codegen-try.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";

export function visitTryStar(c: Codegen, node: N.TryStar): void {
  if (node.finalbody.length > 0) visitFinally(c, node, () => visitTryStarExcept(c, node));
  else visitTryStarExcept(c, node);
}

function visitTryStarExcept(c: Codegen, node: N.TryStar): void {
  const except = c.newLabel();
  const orelse = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  const reraiseStar = c.newLabel();
  c.op(node, Op.SETUP_FINALLY, except);
  c.pushBlock(node, { type: "try except" });
  visitStatements(c, node.body);
  c.popBlock();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, orelse);
  c.useLabel(except);
  c.op(NO_LOCATION, Op.SETUP_CLEANUP, cleanup);
  c.op(NO_LOCATION, Op.PUSH_EXC_INFO);
  c.pushBlock(node, { type: "exception group handler" });
  for (const [index, handler] of node.handlers.entries()) {
    if (index === 0) {
      c.op(handler, Op.BUILD_LIST, 0);
      c.op(handler, Op.COPY, 2);
    }
    visitHandler(c, handler);
    if (index < node.handlers.length - 1) continue;
    // What is left goes on, unless it is None.
    c.op(NO_LOCATION, Op.LIST_APPEND, 1);
    c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, reraiseStar);
  }
  c.popBlock();
  c.useLabel(reraiseStar);
  const reraise = c.newLabel();
  c.op(NO_LOCATION, Op.CALL_INTRINSIC_2, Intrinsic2.PREP_RERAISE_STAR);
  c.op(NO_LOCATION, Op.COPY, 1);
  c.op(NO_LOCATION, Op.POP_JUMP_IF_NOT_NONE, reraise);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
  c.useLabel(reraise);
  c.op(NO_LOCATION, Op.POP_BLOCK);
  c.op(NO_LOCATION, Op.SWAP, 2);
  c.op(NO_LOCATION, Op.POP_EXCEPT);
  c.op(NO_LOCATION, Op.RERAISE, 0);
  c.useLabel(cleanup);
  popExceptAndReraise(c);
  c.useLabel(orelse);
  visitStatements(c, node.orelse);
  c.useLabel(end);
}

function visitHandler(c: Codegen, handler: N.ExceptHandler): void {
  const next = c.newLabel();
  const withError = c.newLabel();
  const noMatch = c.newLabel();
  if (handler.type !== null) {
    visitExpression(c, handler.type);
    c.op(handler, Op.CHECK_EG_MATCH);
    c.op(handler, Op.COPY, 1);
    c.op(handler, Op.POP_JUMP_IF_NONE, noMatch);
  }
  const cleanup = c.newLabel();
  if (handler.name !== null) nameOp(c, handler, handler.name, "Store");
  else c.op(handler, Op.POP_TOP);
  c.op(handler, Op.SETUP_CLEANUP, cleanup);
  c.pushBlock(handler, { type: "handler cleanup", name: handler.name });
  visitStatements(c, handler.body);
  c.popBlock();
  c.op(NO_LOCATION, Op.POP_BLOCK);
  if (handler.name !== null) forget(c, NO_LOCATION, handler.name);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, next);
  // The body has raised: that is added to the list.
  c.useLabel(cleanup);
  if (handler.name !== null) forget(c, NO_LOCATION, handler.name);
  c.op(NO_LOCATION, Op.LIST_APPEND, 3);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, withError);
  c.useLabel(next);
  c.op(NO_LOCATION, Op.NOP);
  c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, withError);
  c.useLabel(noMatch);
  c.op(handler, Op.POP_TOP);
  c.useLabel(withError);
}
