/** The nodes that CPython's AST optimiser replaces: operators on constants, displays that can be constants. */
import type {
  BinOp,
  Compare,
  Constant,
  ConstantValue,
  Expr,
  List,
  Name,
  Position,
  SetExpr,
  Subscript,
  Tuple,
  UnaryOp,
} from "./ast.ts";
import { binaryOperation, frozensetOf, itemOf, unaryOperation } from "./constant-operations.ts";
import { percentFormat } from "./percent-format.ts";

export interface FoldingOptions {
  /** `__debug__`. */
  isDebug: boolean;
  /** Called with CPython's text where folding an expression causes a DeprecationWarning. */
  warnDeprecated: ((message: string) => void) | null;
}

const BOOL_INVERSION =
  "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. " +
  "This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. " +
  "Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";

/** What takes the place of `node`, whose parts are folded: itself, a constant, or another node. */
export function fold(node: Expr, options: FoldingOptions): Expr {
  switch (node.kind) {
    case "UnaryOp":
      return foldUnary(node, options);
    case "BinOp":
      return foldBinary(node);
    case "Subscript":
      return foldSubscript(node);
    case "Tuple":
      return foldTuple(node);
    case "Compare":
      return foldCompare(node);
    case "Name":
      return foldName(node, options);
    default:
      return node;
  }
}

/** `value` at the place of `node`; `node` itself where there is no value. */
function replaced(node: Expr, value: ConstantValue | null): Expr {
  return value === null ? node : constantAt(node, value);
}

export function constantAt(place: Position, value: ConstantValue): Constant {
  const { lineno, col_offset, end_lineno, end_col_offset } = place;
  return { kind: "Constant", value, u: null, lineno, col_offset, end_lineno, end_col_offset };
}

const OPPOSITES = { Is: "IsNot", IsNot: "Is", In: "NotIn", NotIn: "In" } as const;

function foldUnary(node: UnaryOp, { warnDeprecated }: FoldingOptions): Expr {
  const { op, operand } = node;
  if (operand.kind === "Constant") {
    if (op === "Invert" && operand.value.type === "bool") warnDeprecated?.(BOOL_INVERSION);
    return replaced(node, unaryOperation(op, operand.value));
  }
  if (op !== "Not" || operand.kind !== "Compare" || operand.ops.length !== 1) return node;
  const [comparison] = operand.ops;
  if (!(comparison in OPPOSITES)) return node;
  operand.ops = [OPPOSITES[comparison as keyof typeof OPPOSITES]];
  return operand;
}

function foldBinary(node: BinOp): Expr {
  const { left, op, right } = node;
  if (left.kind !== "Constant") return node;
  if (op === "Mod" && left.value.type === "str") {
    return (right.kind === "Tuple" && percentFormat(node, left.value, right)) || node;
  }
  return right.kind === "Constant" ? replaced(node, binaryOperation(op, left.value, right.value)) : node;
}

function foldSubscript(node: Subscript): Expr {
  const { value, slice, ctx } = node;
  if (ctx !== "Load" || value.kind !== "Constant" || slice.kind !== "Constant") return node;
  return replaced(node, itemOf(value.value, slice.value));
}

function foldTuple(node: Tuple): Expr {
  const items = node.ctx === "Load" ? constantsOf(node.elts) : null;
  return replaced(node, items === null ? null : { type: "tuple", items });
}

/** The values of `elements` where all are constants. */
function constantsOf(elements: readonly Expr[]): ConstantValue[] | null {
  const values: ConstantValue[] = [];
  for (const element of elements) {
    if (element.kind !== "Constant") return null;
    values.push(element.value);
  }
  return values;
}

/** `x in [1, 2]` does not need a list. Only the last container: the others are compared as well. */
function foldCompare(node: Compare): Expr {
  const last = node.ops.length - 1;
  const op = node.ops[last];
  if (op === "In" || op === "NotIn") node.comparators[last] = foldIterable(node.comparators[last]);
  return node;
}

/** A list or set that is only iterated over or searched, as what cannot change. */
export function foldIterable(node: Expr): Expr {
  if (node.kind === "List")
    return node.elts.some((element) => element.kind === "Starred") ? node : foldTuple(toTuple(node));
  return node.kind === "Set" ? foldSet(node) : node;
}

function toTuple({ elts, ctx, lineno, col_offset, end_lineno, end_col_offset }: List): Tuple {
  return { kind: "Tuple", elts, ctx, lineno, col_offset, end_lineno, end_col_offset };
}

function foldSet(node: SetExpr): Expr {
  const items = constantsOf(node.elts);
  return replaced(node, items === null ? null : frozensetOf(items));
}

function foldName(node: Name, { isDebug }: FoldingOptions): Expr {
  const isDebugName = node.id === "__debug__" && node.ctx === "Load";
  return replaced(node, isDebugName ? { type: "bool", value: isDebug } : null);
}
