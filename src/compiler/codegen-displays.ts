/**
 * Tuples, lists, sets and dicts: as displays and as targets of assignments. CPython: starunpack_helper, unpack_helper,
 * compiler_dict in Python/compile.c.
 */
import type { Constant } from "../bytecode/code-object.ts";
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, Intrinsic1 } from "./codegen.ts";
import { STACK_USE_GUIDELINE, visitExpression, visitExpressions } from "./codegen-expressions.ts";
import { distinctItems } from "./constant-equality.ts";
import type { Location } from "./instruction-sequence.ts";

/** How a kind of collection is made. A tuple is made from a list. */
interface Collection {
  build: number;
  add: number;
  extend: number;
  isTuple: boolean;
}

const LIST: Collection = { build: Op.BUILD_LIST, add: Op.LIST_APPEND, extend: Op.LIST_EXTEND, isTuple: false };
const TUPLE: Collection = { ...LIST, isTuple: true };
const SET: Collection = { build: Op.BUILD_SET, add: Op.SET_ADD, extend: Op.SET_UPDATE, isTuple: false };

export function visitTuple(c: Codegen, node: N.Tuple): void {
  if (node.ctx === "Store") assignItems(c, node, node.elts);
  else if (node.ctx === "Load") buildCollection(c, node, node.elts, 0, TUPLE);
  else visitExpressions(c, node.elts);
}

export function visitList(c: Codegen, node: N.List): void {
  if (node.ctx === "Store") assignItems(c, node, node.elts);
  else if (node.ctx === "Load") buildCollection(c, node, node.elts, 0, LIST);
  else visitExpressions(c, node.elts);
}

export function visitSet(c: Codegen, node: N.SetExpr): void {
  buildCollection(c, node, node.elts, 0, SET);
}

/** A tuple of `elts`, behind `pushed` values that lie on the stack already. */
export function buildTuple(c: Codegen, loc: Location, elts: readonly N.Expr[], pushed: number): void {
  buildCollection(c, loc, elts, pushed, TUPLE);
}

function buildCollection(c: Codegen, loc: Location, elts: readonly N.Expr[], pushed: number, kind: Collection): void {
  if (elts.length > 2 && elts.every(isConstant)) {
    const values = elts.map((elt) => elt.value);
    buildFromConstants(c, loc, values, pushed, kind);
    return;
  }
  const isBig = elts.length + pushed > STACK_USE_GUIDELINE;
  if (isBig || elts.some((elt) => elt.kind === "Starred")) {
    growCollection(c, loc, elts, pushed, kind, isBig);
    return;
  }
  visitExpressions(c, elts);
  c.op(loc, kind.isTuple ? Op.BUILD_TUPLE : kind.build, elts.length + pushed);
}

/** All items are known: they come as one constant. */
function buildFromConstants(c: Codegen, loc: Location, items: Constant[], pushed: number, kind: Collection): void {
  if (kind.isTuple && pushed === 0) {
    c.loadConst(loc, { type: "tuple", items });
    return;
  }
  c.op(loc, kind.build, pushed);
  c.loadConst(loc, kind === SET ? { type: "frozenset", items: distinctItems(items) } : { type: "tuple", items });
  c.op(loc, kind.extend, 1);
  if (kind.isTuple) c.op(loc, Op.CALL_INTRINSIC_1, Intrinsic1.LIST_TO_TUPLE);
}

/** Items go into the collection one by one, from the start if it `isBig`, else from the first starred one on. */
function growCollection(
  c: Codegen,
  loc: Location,
  elts: readonly N.Expr[],
  pushed: number,
  kind: Collection,
  isBig: boolean,
): void {
  let isBuilt = isBig;
  if (isBig) c.op(loc, kind.build, pushed);
  for (const [index, elt] of elts.entries()) {
    if (elt.kind === "Starred") {
      if (!isBuilt) c.op(loc, kind.build, index + pushed);
      isBuilt = true;
      visitExpression(c, elt.value);
      c.op(loc, kind.extend, 1);
    } else {
      visitExpression(c, elt);
      if (isBuilt) c.op(loc, kind.add, 1);
    }
  }
  if (kind.isTuple) c.op(loc, Op.CALL_INTRINSIC_1, Intrinsic1.LIST_TO_TUPLE);
}

export function isConstant(node: N.Expr | null): node is N.Constant {
  return node?.kind === "Constant";
}

// --- unpacking ---

function assignItems(c: Codegen, loc: Location, elts: readonly N.Expr[]): void {
  unpack(c, loc, elts.length, starIndex(c, loc, elts));
  for (const elt of elts) visitExpression(c, elt.kind === "Starred" ? elt.value : elt);
}

function starIndex(c: Codegen, loc: Location, elts: readonly N.Expr[]): number {
  const star = elts.findIndex((elt) => elt.kind === "Starred");
  if (star >= 256) c.fail(loc, "too many expressions in star-unpacking assignment");
  if (star >= 0 && elts.slice(star + 1).some((elt) => elt.kind === "Starred")) {
    c.fail(loc, "multiple starred expressions in assignment");
  }
  return star;
}

/** Unpacks a value into `count` ones; that of index `star` (-1: none) takes all that the others leave. */
export function unpack(c: Codegen, loc: Location, count: number, star: number): void {
  if (star < 0) c.op(loc, Op.UNPACK_SEQUENCE, count);
  else c.op(loc, Op.UNPACK_EX, star + ((count - star - 1) << 8));
}

// --- dicts ---

export function visitDict(c: Codegen, node: N.Dict): void {
  const count = node.values.length;
  let hasDict = false;
  /** Entries behind the last one that has been written. */
  let pending = 0;
  const flush = (end: number): void => {
    buildPart(c, node, end - pending, end);
    if (hasDict) c.op(node, Op.DICT_UPDATE, 1);
    hasDict = true;
    pending = 0;
  };
  for (let i = 0; i < count; i++) {
    if (node.keys[i] === null) {
      if (pending > 0) flush(i);
      if (!hasDict) c.op(node, Op.BUILD_MAP, 0);
      hasDict = true;
      visitExpression(c, node.values[i]);
      c.op(node, Op.DICT_UPDATE, 1);
    } else {
      pending++;
      if ((pending - 1) * 2 > STACK_USE_GUIDELINE) flush(i + 1);
    }
  }
  if (pending > 0) flush(count);
  if (!hasDict) c.op(node, Op.BUILD_MAP, 0);
}

/** A dict of the entries from `begin` to `end`, none of them starred. */
function buildPart(c: Codegen, node: N.Dict, begin: number, end: number): void {
  const count = end - begin;
  const isBig = count * 2 > STACK_USE_GUIDELINE;
  const keys = node.keys.slice(begin, end);
  const values = node.values.slice(begin, end);
  if (count > 1 && !isBig && keys.every(isConstant)) {
    visitExpressions(c, values);
    c.loadConst(node, { type: "tuple", items: keys.map((key) => key.value) });
    c.op(node, Op.BUILD_CONST_KEY_MAP, count);
    return;
  }
  if (isBig) c.op(node, Op.BUILD_MAP, 0);
  for (const [index, value] of values.entries()) {
    visitExpression(c, keys[index]!);
    visitExpression(c, value);
    if (isBig) c.op(node, Op.MAP_ADD, 1);
  }
  if (!isBig) c.op(node, Op.BUILD_MAP, count);
}
