/** Patterns made of others: sequences, mappings, classes, alternatives. CPython: compiler_pattern_sequence and its kin. */
import { Op } from "../bytecode/opcodes.ts";
import { reprConstant } from "../bytecode/python-repr.ts";
import type * as N from "./ast.ts";
import { type Codegen, NONE } from "./codegen.ts";
import { emitCompare } from "./codegen-conditions.ts";
import { unpack } from "./codegen-displays.ts";
import { emitBinary, visitExpression } from "./codegen-expressions.ts";
import {
  capture,
  checkCapture,
  emitFailPop,
  isWildcard,
  jumpToFailPop,
  PatternContext,
  rotate,
  visitPattern,
  visitSubpattern,
} from "./codegen-match.ts";
import { checkName } from "./codegen-names.ts";
import { equalInPython } from "./constant-equality.ts";
import type { Location } from "./instruction-sequence.ts";

// --- sequences ---

export function visitSequencePattern(c: Codegen, pattern: N.MatchSequence, context: PatternContext): void {
  const { patterns } = pattern;
  const star = patterns.findIndex(({ kind }) => kind === "MatchStar");
  if (star >= 0 && patterns.slice(star + 1).some(({ kind }) => kind === "MatchStar")) {
    c.fail(pattern, "multiple starred names in sequence pattern");
  }
  context.onTop++;
  c.op(pattern, Op.MATCH_SEQUENCE);
  jumpToFailPop(c, pattern, context, Op.POP_JUMP_IF_FALSE);
  if (star < 0) checkLength(c, pattern, context, patterns.length, "Eq");
  else if (patterns.length > 1) checkLength(c, pattern, context, patterns.length - 1, "GtE");
  context.onTop--;
  const starPattern = star < 0 ? null : (patterns[star] as N.MatchStar);
  const isStarUnused = starPattern !== null && starPattern.name === null;
  if (patterns.every((item) => (item === starPattern ? isStarUnused : isWildcard(item)))) {
    c.op(pattern, Op.POP_TOP);
  } else if (isStarUnused) {
    matchByIndex(c, pattern, patterns, star, context);
  } else {
    matchUnpacked(c, pattern, patterns, star, context);
  }
}

function checkLength(
  c: Codegen,
  loc: Location,
  context: PatternContext,
  length: number,
  comparison: "Eq" | "GtE",
): void {
  c.op(loc, Op.GET_LEN);
  c.loadInt(loc, length);
  emitCompare(c, loc, comparison);
  jumpToFailPop(c, loc, context, Op.POP_JUMP_IF_FALSE);
}

function matchUnpacked(
  c: Codegen,
  loc: Location,
  patterns: readonly N.Pattern[],
  star: number,
  context: PatternContext,
): void {
  if (star >= 256) c.fail(loc, "too many expressions in star-unpacking sequence pattern");
  unpack(c, loc, patterns.length, star);
  context.onTop += patterns.length;
  for (const pattern of patterns) {
    context.onTop--;
    visitSubpattern(c, pattern, context);
  }
}

/** Takes only those items that matter: the starred rest does not. */
function matchByIndex(
  c: Codegen,
  loc: Location,
  patterns: readonly N.Pattern[],
  star: number,
  context: PatternContext,
): void {
  context.onTop++;
  for (const [index, pattern] of patterns.entries()) {
    if (isWildcard(pattern) || index === star) continue;
    c.op(loc, Op.COPY, 1);
    if (index < star) {
      c.loadInt(loc, index);
    } else {
      // The subject may not take negative indices.
      c.op(loc, Op.GET_LEN);
      c.loadInt(loc, patterns.length - index);
      emitBinary(c, loc, "Sub");
    }
    c.op(loc, Op.BINARY_SUBSCR);
    visitSubpattern(c, pattern, context);
  }
  context.onTop--;
  c.op(loc, Op.POP_TOP);
}

// --- mappings ---

export function visitMappingPattern(c: Codegen, pattern: N.MatchMapping, context: PatternContext): void {
  const { keys, patterns, rest } = pattern;
  context.onTop++;
  c.op(pattern, Op.MATCH_MAPPING);
  jumpToFailPop(c, pattern, context, Op.POP_JUMP_IF_FALSE);
  if (keys.length === 0 && rest === null) {
    context.onTop--;
    c.op(pattern, Op.POP_TOP);
    return;
  }
  if (keys.length > 0) checkLength(c, pattern, context, keys.length, "GtE");
  visitKeys(c, pattern);
  c.op(pattern, Op.BUILD_TUPLE, keys.length);
  c.op(pattern, Op.MATCH_KEYS);
  context.onTop += 2;
  failIfNone(c, pattern, context);
  c.op(pattern, Op.UNPACK_SEQUENCE, keys.length);
  context.onTop += keys.length - 1;
  for (const item of patterns) {
    context.onTop--;
    visitSubpattern(c, item, context);
  }
  context.onTop -= 2;
  if (rest !== null) {
    captureRest(c, pattern, rest, context);
    return;
  }
  c.op(pattern, Op.POP_TOP);
  c.op(pattern, Op.POP_TOP);
}

function visitKeys(c: Codegen, pattern: N.MatchMapping): void {
  const seen: N.ConstantValue[] = [];
  for (const key of pattern.keys) {
    if (key.kind === "Constant") {
      const { value } = key;
      if (seen.some((other) => equalInPython(other, value))) {
        c.fail(pattern, `mapping pattern checks duplicate key (${reprConstant(value)})`);
      }
      seen.push(value);
    } else if (key.kind !== "Attribute") {
      c.fail(pattern, "mapping pattern keys may only match literals and attribute lookups");
    }
    visitExpression(c, key);
  }
}

/** Fails where the value on top of the stack, which stays there, is None. */
function failIfNone(c: Codegen, loc: Location, context: PatternContext): void {
  c.op(loc, Op.COPY, 1);
  c.loadConst(loc, NONE);
  c.op(loc, Op.IS_OP, 1);
  jumpToFailPop(c, loc, context, Op.POP_JUMP_IF_FALSE);
}

/** Captures a dict of the subject without the keys; both lie on the stack. */
function captureRest(c: Codegen, pattern: N.MatchMapping, rest: string, context: PatternContext): void {
  const count = pattern.keys.length;
  c.op(pattern, Op.BUILD_MAP, 0);
  c.op(pattern, Op.SWAP, 3);
  c.op(pattern, Op.DICT_UPDATE, 2);
  c.op(pattern, Op.UNPACK_SEQUENCE, count);
  for (let left = count; left > 0; left--) {
    c.op(pattern, Op.COPY, 1 + left);
    c.op(pattern, Op.SWAP, 2);
    c.op(pattern, Op.DELETE_SUBSCR);
  }
  capture(c, pattern, rest, context);
}

// --- classes ---

export function visitClassPattern(c: Codegen, pattern: N.MatchClass, context: PatternContext): void {
  const { patterns, kwd_attrs, kwd_patterns } = pattern;
  for (const [index, attribute] of kwd_attrs.entries()) {
    checkName(c, kwd_patterns[index], attribute, "Store");
    const other = kwd_attrs.indexOf(attribute, index + 1);
    if (other >= 0) c.fail(kwd_patterns[other], `attribute name repeated in class pattern: ${attribute}`);
  }
  visitExpression(c, pattern.cls);
  c.loadStrings(pattern, kwd_attrs);
  c.op(pattern, Op.MATCH_CLASS, patterns.length);
  context.onTop++;
  failIfNone(c, pattern, context);
  const all = [...patterns, ...kwd_patterns];
  c.op(pattern, Op.UNPACK_SEQUENCE, all.length);
  context.onTop += all.length - 1;
  for (const item of all) {
    context.onTop--;
    if (isWildcard(item)) c.op(pattern, Op.POP_TOP);
    else visitSubpattern(c, item, context);
  }
}

// --- alternatives ---

export function visitOrPattern(c: Codegen, pattern: N.MatchOr, context: PatternContext): void {
  const { patterns } = pattern;
  const end = c.newLabel();
  /** Names that the first alternative captures: the others must have the same, and bring them in that order. */
  let names: string[] = [];
  for (const [index, alternative] of patterns.entries()) {
    const inner = new PatternContext();
    inner.allowIrrefutable = index === patterns.length - 1 && context.allowIrrefutable;
    c.op(alternative, Op.COPY, 1);
    visitPattern(c, alternative, inner);
    if (index === 0) names = inner.stores;
    else reorderStores(c, pattern, alternative, inner.stores, names);
    c.op(alternative, Op.JUMP, end);
    emitFailPop(c, alternative, inner);
  }
  c.op(pattern, Op.POP_TOP);
  jumpToFailPop(c, pattern, context, Op.JUMP);
  c.useLabel(end);
  const rotations = names.length + 1 + context.onTop + context.stores.length;
  for (const name of names) {
    rotate(c, pattern, rotations);
    checkCapture(c, pattern, name, context);
    context.stores.push(name);
  }
  // The subject.
  c.op(pattern, Op.POP_TOP);
}

/** Brings what `alternative` has captured into the order of `names`. */
function reorderStores(
  c: Codegen,
  pattern: N.MatchOr,
  alternative: N.Pattern,
  stores: string[],
  names: readonly string[],
): void {
  const differ = (): never => c.fail(pattern, "alternative patterns bind different names");
  if (stores.length !== names.length) differ();
  for (let wanted = names.length - 1; wanted >= 0; wanted--) {
    const found = stores.indexOf(names[wanted]);
    if (found < 0) differ();
    if (found === wanted) continue;
    // All up to the one found go behind those between it and its place.
    const moved = stores.splice(0, found + 1);
    stores.splice(wanted - found, 0, ...moved);
    for (let i = 0; i <= found; i++) rotate(c, alternative, wanted + 1);
  }
}
