/**
 * `match`: the statement and the simple patterns. CPython: compiler_match, compiler_pattern in Python/compile.c.
 *
 * A pattern takes its subject from the stack. What it captures stays there, in the order of `stores`, below everything that
 * is still needed (`onTop`), and is stored only when the whole pattern has matched. Where it fails, all of that is popped.
 */
import { Op } from "../bytecode/opcodes.ts";
import { reprString } from "../bytecode/python-repr.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { emitCompare, jumpIf } from "./codegen-conditions.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { nameOp } from "./codegen-names.ts";
import { visitClassPattern, visitMappingPattern, visitOrPattern, visitSequencePattern } from "./codegen-patterns.ts";
import { visitStatements } from "./codegen-statements.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";

export class PatternContext {
  /** Names captured so far, whose values lie on the stack. */
  stores: string[] = [];
  /** A pattern that always matches is allowed here. */
  allowIrrefutable = false;
  /** Label `i`: pops `i` values and goes to the next case. */
  failPop: Label[] = [];
  /** Values on top of the captured ones. */
  onTop = 0;
}

export function visitMatch(c: Codegen, node: N.Match): void {
  visitExpression(c, node.subject);
  const end = c.newLabel();
  const last = node.cases[node.cases.length - 1];
  // `case _` at the end needs no subject.
  const hasDefault = isWildcard(last.pattern) && node.cases.length > 1;
  const tested = hasDefault ? node.cases.slice(0, -1) : node.cases;
  for (const [index, matchCase] of tested.entries()) {
    const isLastTested = index === tested.length - 1;
    const allowIrrefutable = matchCase.guard !== null || index === node.cases.length - 1;
    visitCase(c, matchCase, isLastTested, allowIrrefutable, end);
  }
  if (hasDefault) {
    c.op(last.pattern, Op.NOP);
    if (last.guard !== null) jumpIf(c, last.pattern, last.guard, end, false);
    visitStatements(c, last.body);
  }
  c.useLabel(end);
}

/** The last case that is tested takes the subject, the others a copy of it. */
function visitCase(
  c: Codegen,
  matchCase: N.MatchCase,
  isLastTested: boolean,
  allowIrrefutable: boolean,
  end: Label,
): void {
  const { pattern, guard, body } = matchCase;
  const context = new PatternContext();
  context.allowIrrefutable = allowIrrefutable;
  if (!isLastTested) c.op(pattern, Op.COPY, 1);
  visitPattern(c, pattern, context);
  for (const name of context.stores) nameOp(c, pattern, name, "Store");
  if (guard !== null) {
    ensureFailPop(c, context, 0);
    jumpIf(c, pattern, guard, context.failPop[0], false);
  }
  if (!isLastTested) c.op(pattern, Op.POP_TOP);
  visitStatements(c, body);
  c.op(NO_LOCATION, Op.JUMP, end);
  emitFailPop(c, pattern, context);
}

export function isWildcard(pattern: N.Pattern): boolean {
  return pattern.kind === "MatchAs" && pattern.name === null;
}

// --- failure ---

function ensureFailPop(c: Codegen, context: PatternContext, pops: number): void {
  while (context.failPop.length <= pops) context.failPop.push(c.newLabel());
}

/** Jumps to where everything on the stack that belongs to the pattern is popped. */
export function jumpToFailPop(c: Codegen, loc: Location, context: PatternContext, opcode: number): void {
  const pops = context.onTop + context.stores.length;
  ensureFailPop(c, context, pops);
  c.op(loc, opcode, context.failPop[pops]);
}

export function emitFailPop(c: Codegen, loc: Location, context: PatternContext): void {
  for (let i = context.failPop.length - 1; i > 0; i--) {
    c.useLabel(context.failPop[i]);
    c.op(loc, Op.POP_TOP);
  }
  if (context.failPop.length > 0) c.useLabel(context.failPop[0]);
  context.failPop = [];
}

// --- captures ---

/** Brings the value on top of the stack below the `count - 1` next ones. */
export function rotate(c: Codegen, loc: Location, count: number): void {
  for (let depth = count; depth > 1; depth--) c.op(loc, Op.SWAP, depth);
}

/** Captures the value on top of the stack; without a name it is dropped. */
export function capture(c: Codegen, loc: Location, name: string | null, context: PatternContext): void {
  if (name === null) {
    c.op(loc, Op.POP_TOP);
    return;
  }
  checkCapture(c, loc, name, context);
  rotate(c, loc, context.onTop + context.stores.length + 1);
  context.stores.push(name);
}

export function checkCapture(c: Codegen, loc: Location, name: string, context: PatternContext): void {
  if (context.stores.includes(name)) c.fail(loc, `multiple assignments to name ${reprString(name)} in pattern`);
}

// --- patterns ---

export function visitPattern(c: Codegen, pattern: N.Pattern, context: PatternContext): void {
  switch (pattern.kind) {
    case "MatchValue":
      visitValuePattern(c, pattern, context);
      return;
    case "MatchSingleton":
      c.loadConst(pattern, pattern.value);
      emitCompare(c, pattern, "Is");
      jumpToFailPop(c, pattern, context, Op.POP_JUMP_IF_FALSE);
      return;
    case "MatchSequence":
      visitSequencePattern(c, pattern, context);
      return;
    case "MatchMapping":
      visitMappingPattern(c, pattern, context);
      return;
    case "MatchClass":
      visitClassPattern(c, pattern, context);
      return;
    case "MatchStar":
      capture(c, pattern, pattern.name, context);
      return;
    case "MatchAs":
      visitAsPattern(c, pattern, context);
      return;
    case "MatchOr":
      visitOrPattern(c, pattern, context);
      return;
  }
}

/** A pattern inside of one that may fail: it may match anything. */
export function visitSubpattern(c: Codegen, pattern: N.Pattern, context: PatternContext): void {
  const { allowIrrefutable } = context;
  context.allowIrrefutable = true;
  visitPattern(c, pattern, context);
  context.allowIrrefutable = allowIrrefutable;
}

function visitValuePattern(c: Codegen, pattern: N.MatchValue, context: PatternContext): void {
  const { value } = pattern;
  if (value.kind !== "Constant" && value.kind !== "Attribute") {
    c.fail(pattern, "patterns may only match literals and attribute lookups");
  }
  visitExpression(c, value);
  emitCompare(c, pattern, "Eq");
  c.op(pattern, Op.TO_BOOL);
  jumpToFailPop(c, pattern, context, Op.POP_JUMP_IF_FALSE);
}

function visitAsPattern(c: Codegen, pattern: N.MatchAs, context: PatternContext): void {
  if (pattern.pattern === null) {
    if (!context.allowIrrefutable) {
      const what = pattern.name === null ? "wildcard" : `name capture ${reprString(pattern.name)}`;
      c.fail(pattern, `${what} makes remaining patterns unreachable`);
    }
    capture(c, pattern, pattern.name, context);
    return;
  }
  context.onTop++;
  c.op(pattern, Op.COPY, 1);
  visitPattern(c, pattern.pattern, context);
  context.onTop--;
  capture(c, pattern, pattern.name, context);
}
