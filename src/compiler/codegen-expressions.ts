/** Expressions: the dispatch, and those kinds that need no file of their own. CPython: compiler_visit_expr1. */
import { BinaryOp, Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { Intrinsic1, NONE, Resume } from "./codegen.ts";
import { visitCall } from "./codegen-calls.ts";
import { visitDictComp, visitGeneratorExp, visitListComp, visitSetComp } from "./codegen-comprehensions.ts";
import { visitBoolOp, visitCompare, visitIfExp } from "./codegen-conditions.ts";
import { visitDict, visitList, visitSet, visitTuple } from "./codegen-displays.ts";
import { visitLambda } from "./codegen-functions.ts";
import { nameOp, visitAttribute } from "./codegen-names.ts";
import { checkIndex, checkSubscripter } from "./codegen-warnings.ts";
import type { Location } from "./instruction-sequence.ts";

/** More values than these are not kept on the stack at once: collections grow step by step then. */
export const STACK_USE_GUIDELINE = 30;

type Visitors = { [K in N.Expr["kind"]]: (c: Codegen, node: Extract<N.Expr, { kind: K }>) => void };

const VISITORS: Visitors = {
  Attribute: visitAttribute,
  Await: visitAwait,
  BinOp: visitBinOp,
  BoolOp: visitBoolOp,
  Call: visitCall,
  Compare: visitCompare,
  Constant: (c, node) => c.loadConst(node, node.value),
  Dict: visitDict,
  DictComp: visitDictComp,
  FormattedValue: visitFormattedValue,
  GeneratorExp: visitGeneratorExp,
  IfExp: visitIfExp,
  JoinedStr: visitJoinedStr,
  Lambda: visitLambda,
  List: visitList,
  ListComp: visitListComp,
  Name: (c, node) => nameOp(c, node, node.id, node.ctx),
  NamedExpr: visitNamedExpr,
  Set: visitSet,
  SetComp: visitSetComp,
  Slice: (c, node) => c.op(node, Op.BUILD_SLICE, visitSliceParts(c, node)),
  Starred: visitStarred,
  Subscript: visitSubscript,
  Tuple: visitTuple,
  UnaryOp: visitUnaryOp,
  Yield: visitYield,
  YieldFrom: visitYieldFrom,
};

export function visitExpression(c: Codegen, node: N.Expr): void {
  (VISITORS[node.kind] as (c: Codegen, node: N.Expr) => void)(c, node);
}

export function visitExpressions(c: Codegen, nodes: readonly N.Expr[]): void {
  for (const node of nodes) visitExpression(c, node);
}

function visitNamedExpr(c: Codegen, node: N.NamedExpr): void {
  visitExpression(c, node.value);
  c.op(node, Op.COPY, 1);
  visitExpression(c, node.target);
}

/** Where a starred expression is allowed, it is not visited. */
function visitStarred(c: Codegen, node: N.Starred): void {
  if (node.ctx === "Store") c.fail(node, "starred assignment target must be in a list or tuple");
  c.fail(node, "can't use starred expression here");
}

// --- operators ---

const BINARY_OPERATORS: Record<N.Operator, number> = {
  Add: BinaryOp.NB_ADD,
  Sub: BinaryOp.NB_SUBTRACT,
  Mult: BinaryOp.NB_MULTIPLY,
  MatMult: BinaryOp.NB_MATRIX_MULTIPLY,
  Div: BinaryOp.NB_TRUE_DIVIDE,
  Mod: BinaryOp.NB_REMAINDER,
  Pow: BinaryOp.NB_POWER,
  LShift: BinaryOp.NB_LSHIFT,
  RShift: BinaryOp.NB_RSHIFT,
  BitOr: BinaryOp.NB_OR,
  BitXor: BinaryOp.NB_XOR,
  BitAnd: BinaryOp.NB_AND,
  FloorDiv: BinaryOp.NB_FLOOR_DIVIDE,
};

export function emitBinary(c: Codegen, loc: Location, op: N.Operator): void {
  c.op(loc, Op.BINARY_OP, BINARY_OPERATORS[op]);
}

export function emitInplace(c: Codegen, loc: Location, op: N.Operator): void {
  c.op(loc, Op.BINARY_OP, BINARY_OPERATORS[op] + BinaryOp.NB_INPLACE_ADD);
}

function visitBinOp(c: Codegen, node: N.BinOp): void {
  visitExpression(c, node.left);
  visitExpression(c, node.right);
  emitBinary(c, node, node.op);
}

function visitUnaryOp(c: Codegen, node: N.UnaryOp): void {
  visitExpression(c, node.operand);
  switch (node.op) {
    case "Not":
      c.op(node, Op.TO_BOOL);
      c.op(node, Op.UNARY_NOT);
      return;
    case "USub":
      c.op(node, Op.UNARY_NEGATIVE);
      return;
    case "Invert":
      c.op(node, Op.UNARY_INVERT);
      return;
    case "UAdd":
      c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.UNARY_POSITIVE);
      return;
  }
}

// --- subscripts ---

const SUBSCRIPT = { Load: Op.BINARY_SUBSCR, Store: Op.STORE_SUBSCR, Del: Op.DELETE_SUBSCR };

function visitSubscript(c: Codegen, node: N.Subscript): void {
  if (node.ctx === "Load") {
    checkSubscripter(c, node.value);
    checkIndex(c, node.value, node.slice);
  }
  visitExpression(c, node.value);
  if (isTwoPartSlice(node.slice) && node.ctx !== "Del") {
    visitSliceParts(c, node.slice);
    c.op(node, node.ctx === "Load" ? Op.BINARY_SLICE : Op.STORE_SLICE);
    return;
  }
  visitExpression(c, node.slice);
  c.op(node, SUBSCRIPT[node.ctx]);
}

/** `a:b`, for which no slice object is made. */
export function isTwoPartSlice(node: N.Expr): node is N.Slice {
  return node.kind === "Slice" && node.step === null;
}

/** Loads the parts of a slice; returns their number. */
export function visitSliceParts(c: Codegen, node: N.Slice): number {
  for (const part of [node.lower, node.upper]) {
    if (part === null) c.loadConst(node, NONE);
    else visitExpression(c, part);
  }
  if (node.step === null) return 2;
  visitExpression(c, node.step);
  return 3;
}

// --- f-strings ---

function visitJoinedStr(c: Codegen, node: N.JoinedStr): void {
  const count = node.values.length;
  if (count > STACK_USE_GUIDELINE) {
    c.loadString(node, "");
    c.opName(node, Op.LOAD_METHOD, "join");
    c.op(node, Op.BUILD_LIST, 0);
    for (const value of node.values) {
      visitExpression(c, value);
      c.op(node, Op.LIST_APPEND, 1);
    }
    c.op(node, Op.CALL, 1);
    return;
  }
  visitExpressions(c, node.values);
  if (count > 1) c.op(node, Op.BUILD_STRING, count);
  else if (count === 0) c.loadString(node, "");
}

/** Arguments of CONVERT_VALUE, by the conversion's character. */
const CONVERSIONS = new Map([
  [115, 1],
  [114, 2],
  [97, 3],
]);

function conversionArgument(c: Codegen, conversion: number): number {
  const argument = CONVERSIONS.get(conversion);
  // Only in a tree that a program has made.
  return argument ?? c.failInternally(`Unrecognized conversion character ${conversion}`);
}

function visitFormattedValue(c: Codegen, node: N.FormattedValue): void {
  visitExpression(c, node.value);
  if (node.conversion !== -1) c.op(node, Op.CONVERT_VALUE, conversionArgument(c, node.conversion));
  if (node.format_spec === null) {
    c.op(node, Op.FORMAT_SIMPLE);
    return;
  }
  visitExpression(c, node.format_spec);
  c.op(node, Op.FORMAT_WITH_SPEC);
}

// --- generators and coroutines ---

function visitYield(c: Codegen, node: N.Yield): void {
  if (!c.unit.entry.isFunctionLike) c.fail(node, "'yield' outside function");
  if (node.value === null) c.loadConst(node, NONE);
  else visitExpression(c, node.value);
  c.yieldValue(node);
}

function visitYieldFrom(c: Codegen, node: N.YieldFrom): void {
  if (!c.unit.entry.isFunctionLike) c.fail(node, "'yield from' outside function");
  if (c.unit.scopeType === "async function") c.fail(node, "'yield from' inside async function");
  visitExpression(c, node.value);
  c.op(node, Op.GET_YIELD_FROM_ITER);
  c.loadConst(node, NONE);
  c.delegate(node, Resume.AFTER_YIELD_FROM);
}

function visitAwait(c: Codegen, node: N.Await): void {
  if (!c.isTopLevelAwait) {
    const { scopeType, entry } = c.unit;
    if (!entry.isFunctionLike) c.fail(node, "'await' outside function");
    if (scopeType !== "async function" && scopeType !== "comprehension") {
      c.fail(node, "'await' outside async function");
    }
  }
  visitExpression(c, node.value);
  c.awaitValue(node, 0);
}
