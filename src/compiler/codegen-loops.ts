/**
 * Loops, and the ways out of them and of functions. CPython: compiler_for, compiler_while, compiler_unwind_fblock in
 * Python/compile.c.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, NONE, Resume } from "./codegen.ts";
import { jumpIf } from "./codegen-conditions.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { nameOp } from "./codegen-names.ts";
import { visitStatements } from "./codegen-statements.ts";
import type { FrameBlock } from "./codegen-unit.ts";
import { callExitWithNones } from "./codegen-with.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";

export function visitFor(c: Codegen, node: N.For): void {
  const start = c.newLabel();
  const cleanup = c.newLabel();
  const end = c.newLabel();
  const { iter, target } = node;
  c.pushBlock(node, { type: "for loop", start, exit: end });
  visitExpression(c, iter);
  c.op(iter, Op.GET_ITER);
  c.useLabel(start);
  c.op(iter, Op.FOR_ITER, cleanup);
  // A target on a line of its own is a place to stop at.
  c.op(target, Op.NOP);
  visitExpression(c, target);
  visitStatements(c, node.body);
  c.op(NO_LOCATION, Op.JUMP, start);
  c.useLabel(cleanup);
  c.op(NO_LOCATION, Op.END_FOR);
  c.op(NO_LOCATION, Op.POP_TOP);
  c.popBlock();
  visitStatements(c, node.orelse);
  c.useLabel(end);
}

export function visitAsyncFor(c: Codegen, node: N.AsyncFor): void {
  if (!c.isTopLevelAwait && c.unit.scopeType !== "async function") {
    c.fail(node, "'async for' outside async function");
  }
  const start = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  visitExpression(c, node.iter);
  c.op(node.iter, Op.GET_AITER);
  c.useLabel(start);
  c.pushBlock(node, { type: "for loop", start, exit: end });
  c.op(node, Op.SETUP_FINALLY, except);
  c.op(node, Op.GET_ANEXT);
  c.loadConst(node, NONE);
  c.delegate(node, Resume.AFTER_AWAIT);
  c.op(node, Op.POP_BLOCK);
  visitExpression(c, node.target);
  visitStatements(c, node.body);
  c.op(NO_LOCATION, Op.JUMP, start);
  c.popBlock();
  c.useLabel(except);
  c.op(node.iter, Op.END_ASYNC_FOR);
  visitStatements(c, node.orelse);
  c.useLabel(end);
}

export function visitWhile(c: Codegen, node: N.While): void {
  const loop = c.newLabel();
  const end = c.newLabel();
  const anchor = c.newLabel();
  const body = c.newLabel();
  c.useLabel(loop);
  c.pushBlock(node, { type: "while loop", start: loop, exit: end });
  jumpIf(c, node, node.test, anchor, false);
  c.useLabel(body);
  visitStatements(c, node.body);
  jumpIf(c, node, node.test, body, true);
  c.popBlock();
  c.useLabel(anchor);
  visitStatements(c, node.orelse);
  c.useLabel(end);
}

// --- ways out ---

type Loop = FrameBlock & { type: "while loop" | "for loop" };

export function visitBreak(c: Codegen, node: N.Break): void {
  c.op(node, Op.NOP);
  const { loop, loc } = unwindTo(c, node, false, true);
  if (loop === null) c.fail(node, "'break' outside loop");
  c.op(unwind(c, loc, loop, false), Op.JUMP, loop.exit);
}

export function visitContinue(c: Codegen, node: N.Continue): void {
  c.op(node, Op.NOP);
  const { loop, loc } = unwindTo(c, node, false, true);
  if (loop === null) c.fail(node, "'continue' not properly in loop");
  c.op(loc, Op.JUMP, loop.start);
}

export function visitReturn(c: Codegen, node: N.Return): void {
  const { value } = node;
  const { entry } = c.unit;
  if (!entry.isFunctionLike) c.fail(node, "'return' outside function");
  if (value !== null && entry.isCoroutine && entry.isGenerator) {
    c.fail(node, "'return' with value in async generator");
  }
  const isOnStack = value !== null && value.kind !== "Constant";
  if (isOnStack) visitExpression(c, value);
  else if (value !== null) c.op(value, Op.NOP);
  const isOwnLine = value === null || value.lineno !== node.lineno;
  if (isOwnLine) c.op(node, Op.NOP);
  const start = !isOwnLine && value !== null && !isOnStack ? value : node;
  const { loc } = unwindTo(c, start, isOnStack, false);
  if (value === null) c.loadConst(loc, NONE);
  else if (value.kind === "Constant") c.loadConst(loc, value.value);
  c.op(loc, Op.RETURN_VALUE);
}

/**
 * Leaves all frame blocks or those inside of the innermost loop, which it returns. What the blocks have to do gets `loc`;
 * what comes behind that in time is artificial: the location returned.
 */
function unwindTo(
  c: Codegen,
  loc: Location,
  preserveTop: boolean,
  stopsAtLoop: boolean,
): { loop: Loop | null; loc: Location } {
  const { frameBlocks } = c.unit;
  const left: FrameBlock[] = [];
  let place = loc;
  let loop: Loop | null = null;
  for (let block = frameBlocks.at(-1); block !== undefined; block = frameBlocks.at(-1)) {
    if (block.type === "exception group handler") {
      c.fail(place, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (stopsAtLoop && (block.type === "while loop" || block.type === "for loop")) {
      loop = block;
      break;
    }
    // Code of a `finally` is outside of its own block.
    left.push(frameBlocks.pop()!);
    place = unwind(c, place, block, preserveTop);
  }
  frameBlocks.push(...left.reverse());
  return { loop, loc: place };
}

/** Leaves one frame block; `preserveTop`: a value on top of the stack stays there. Returns where to go on. */
function unwind(c: Codegen, loc: Location, block: FrameBlock, preserveTop: boolean): Location {
  const keepTop = (): void => {
    if (preserveTop) c.op(loc, Op.SWAP, 2);
  };
  switch (block.type) {
    case "for loop":
    case "pop value":
      keepTop();
      c.op(loc, Op.POP_TOP);
      return loc;
    case "try except":
      c.op(loc, Op.POP_BLOCK);
      return loc;
    case "finally try":
      c.op(loc, Op.POP_BLOCK);
      if (preserveTop) c.pushBlock(loc, { type: "pop value" });
      visitStatements(c, block.body);
      if (preserveTop) c.popBlock();
      return NO_LOCATION;
    case "finally end":
      keepTop();
      c.op(loc, Op.POP_TOP);
      keepTop();
      c.op(loc, Op.POP_BLOCK);
      c.op(loc, Op.POP_EXCEPT);
      return loc;
    case "with":
    case "async with":
      return unwindWith(c, block, preserveTop);
    case "handler cleanup":
      if (block.name !== null) c.op(loc, Op.POP_BLOCK);
      keepTop();
      c.op(loc, Op.POP_BLOCK);
      c.op(loc, Op.POP_EXCEPT);
      if (block.name !== null) forget(c, loc, block.name);
      return loc;
    default:
      return loc;
  }
}

function unwindWith(c: Codegen, block: FrameBlock & { loc: Location }, preserveTop: boolean): Location {
  const { loc } = block;
  c.op(loc, Op.POP_BLOCK);
  if (preserveTop) c.op(loc, Op.SWAP, 2);
  callExitWithNones(c, loc);
  if (block.type === "async with") c.awaitValue(loc, 2);
  c.op(loc, Op.POP_TOP);
  return NO_LOCATION;
}

/** `name = None; del name`, at the end of `except E as name`. */
export function forget(c: Codegen, loc: Location, name: string): void {
  c.loadConst(loc, NONE);
  nameOp(c, loc, name, "Store");
  nameOp(c, loc, name, "Del");
}
