/**
 * An expression as text: what `from __future__ import annotations` leaves of an annotation. CPython: Python/ast_unparse.c.
 */
import type { Constant } from "../bytecode/code-object.ts";
import { reprConstant, reprString } from "../bytecode/python-repr.ts";
import type * as N from "./ast.ts";

/** How tightly an expression binds; one that stands where more is asked for gets parentheses. */
const Level = {
  TUPLE: 0,
  TEST: 1,
  OR: 2,
  AND: 3,
  NOT: 4,
  COMPARE: 5,
  EXPR: 6,
  BIT_XOR: 7,
  BIT_AND: 8,
  SHIFT: 9,
  ARITHMETIC: 10,
  TERM: 11,
  FACTOR: 12,
  POWER: 13,
  AWAIT: 14,
  ATOM: 15,
} as const;

export function unparse(node: N.Expr): Constant {
  return { type: "str", value: textOf(node, Level.TEST) };
}

function textOf(node: N.Expr, level: number): string {
  switch (node.kind) {
    case "Constant":
      return constantText(node);
    case "Name":
      return node.id;
    case "Attribute": {
      const isInt = node.value.kind === "Constant" && /^(int|bool)$/.test(node.value.value.type);
      return `${textOf(node.value, Level.ATOM)}${isInt ? " ." : "."}${node.attr}`;
    }
    case "Subscript":
      return `${textOf(node.value, Level.ATOM)}[${textOf(node.slice, Level.TUPLE)}]`;
    case "Call":
      return callText(node);
    case "Tuple":
      return tupleText(node, level);
    case "List":
      return `[${listText(node.elts)}]`;
    case "Set":
      return `{${listText(node.elts)}}`;
    case "Dict":
      return dictText(node);
    case "Starred":
      return `*${textOf(node.value, Level.EXPR)}`;
    case "Slice":
      return sliceText(node);
    case "JoinedStr":
      return joinedText(node);
    case "FormattedValue":
      return formattedText(node);
    default:
      return operationText(node, level);
  }
}

type Operation = Exclude<
  N.Expr,
  | N.Constant
  | N.Name
  | N.Attribute
  | N.Subscript
  | N.Call
  | N.Tuple
  | N.List
  | N.SetExpr
  | N.Dict
  | N.Starred
  | N.Slice
  | N.JoinedStr
  | N.FormattedValue
>;

function operationText(node: Operation, level: number): string {
  switch (node.kind) {
    case "BoolOp": {
      const own = node.op === "And" ? Level.AND : Level.OR;
      const values = node.values.map((value) => textOf(value, own + 1));
      return parenthesized(values.join(node.op === "And" ? " and " : " or "), level > own);
    }
    case "BinOp":
      return binaryText(node, level);
    case "UnaryOp":
      return unaryText(node, level);
    case "Compare":
      return compareText(node, level);
    case "IfExp": {
      const { test, body, orelse } = node;
      const choice = `${textOf(body, Level.TEST + 1)} if ${textOf(test, Level.TEST + 1)}`;
      return parenthesized(`${choice} else ${textOf(orelse, Level.TEST)}`, level > Level.TEST);
    }
    case "NamedExpr": {
      const text = `${textOf(node.target, Level.ATOM)} := ${textOf(node.value, Level.ATOM)}`;
      return parenthesized(text, level > Level.TUPLE);
    }
    case "Lambda": {
      const args = argumentsText(node.args);
      const text = `lambda${args === "" ? "" : " "}${args}: ${textOf(node.body, Level.TEST)}`;
      return parenthesized(text, level > Level.TEST);
    }
    case "Await":
      return parenthesized(`await ${textOf(node.value, Level.ATOM)}`, level > Level.AWAIT);
    case "Yield":
      return node.value === null ? "(yield)" : `(yield ${textOf(node.value, Level.TEST)})`;
    case "YieldFrom":
      return `(yield from ${textOf(node.value, Level.TEST)})`;
    case "ListComp":
      return `[${textOf(node.elt, Level.TEST)}${loopsText(node.generators)}]`;
    case "SetComp":
      return `{${textOf(node.elt, Level.TEST)}${loopsText(node.generators)}}`;
    case "GeneratorExp":
      return `(${textOf(node.elt, Level.TEST)}${loopsText(node.generators)})`;
    case "DictComp": {
      const entry = `${textOf(node.key, Level.TEST)}: ${textOf(node.value, Level.TEST)}`;
      return `{${entry}${loopsText(node.generators)}}`;
    }
  }
}

function parenthesized(text: string, isNeeded: boolean): string {
  return isNeeded ? `(${text})` : text;
}

function listText(nodes: readonly N.Expr[]): string {
  return nodes.map((node) => textOf(node, Level.TEST)).join(", ");
}

// --- operators ---

const BINARY: Record<N.Operator, [sign: string, level: number]> = {
  Add: ["+", Level.ARITHMETIC],
  Sub: ["-", Level.ARITHMETIC],
  Mult: ["*", Level.TERM],
  MatMult: ["@", Level.TERM],
  Div: ["/", Level.TERM],
  Mod: ["%", Level.TERM],
  FloorDiv: ["//", Level.TERM],
  LShift: ["<<", Level.SHIFT],
  RShift: [">>", Level.SHIFT],
  BitOr: ["|", Level.EXPR],
  BitXor: ["^", Level.BIT_XOR],
  BitAnd: ["&", Level.BIT_AND],
  Pow: ["**", Level.POWER],
};

function binaryText({ left, op, right }: N.BinOp, level: number): string {
  const [sign, own] = BINARY[op];
  const [leftLevel, rightLevel] = op === "Pow" ? [own + 1, own] : [own, own + 1];
  return parenthesized(`${textOf(left, leftLevel)} ${sign} ${textOf(right, rightLevel)}`, level > own);
}

const UNARY: Record<N.UnaryOperator, [sign: string, level: number]> = {
  Invert: ["~", Level.FACTOR],
  Not: ["not ", Level.NOT],
  UAdd: ["+", Level.FACTOR],
  USub: ["-", Level.FACTOR],
};

function unaryText({ op, operand }: N.UnaryOp, level: number): string {
  const [sign, own] = UNARY[op];
  return parenthesized(`${sign}${textOf(operand, own)}`, level > own);
}

const COMPARISONS: Record<N.CmpOperator, string> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
  Is: "is",
  IsNot: "is not",
  In: "in",
  NotIn: "not in",
};

function compareText(node: N.Compare, level: number): string {
  let text = textOf(node.left, Level.COMPARE + 1);
  for (const [index, op] of node.ops.entries()) {
    text += ` ${COMPARISONS[op]} ${textOf(node.comparators[index], Level.COMPARE + 1)}`;
  }
  return parenthesized(text, level > Level.COMPARE);
}

// --- atoms ---

function constantText({ value, u }: N.Constant): string {
  return (value.type === "Ellipsis" ? "" : (u ?? "")) + valueText(value);
}

function valueText(value: Constant): string {
  if (value.type === "Ellipsis") return "...";
  if (value.type === "tuple") {
    const items = value.items.map(valueText);
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
  }
  const text = reprConstant(value);
  // An infinite number has no literal but one that is too large.
  return value.type === "float" || value.type === "complex" ? text.replaceAll("inf", "1e309") : text;
}

function tupleText({ elts }: N.Tuple, level: number): string {
  if (elts.length === 0) return "()";
  return parenthesized(elts.length === 1 ? `${listText(elts)},` : listText(elts), level > Level.TUPLE);
}

function dictText({ keys, values }: N.Dict): string {
  const entries = values.map((value, index) => {
    const key = keys[index];
    if (key === null) return `**${textOf(value, Level.EXPR)}`;
    return `${textOf(key, Level.TEST)}: ${textOf(value, Level.TEST)}`;
  });
  return `{${entries.join(", ")}}`;
}

function sliceText({ lower, upper, step }: N.Slice): string {
  const part = (node: N.Expr | null): string => (node === null ? "" : textOf(node, Level.TEST));
  return `${part(lower)}:${part(upper)}${step === null ? "" : `:${part(step)}`}`;
}

function callText({ func, args, keywords }: N.Call): string {
  const called = textOf(func, Level.ATOM);
  // A generator expression brings its parentheses with it.
  if (args.length === 1 && keywords.length === 0 && args[0].kind === "GeneratorExp") {
    return called + textOf(args[0], Level.TEST);
  }
  const named = keywords.map(({ arg, value }) => `${arg === null ? "**" : `${arg}=`}${textOf(value, Level.TEST)}`);
  return `${called}(${[...args.map((argument) => textOf(argument, Level.TEST)), ...named].join(", ")})`;
}

function loopsText(generators: readonly N.Comprehension[]): string {
  return generators
    .map(({ is_async, target, iter, ifs }) => {
      const head = is_async ? " async for " : " for ";
      const conditions = ifs.map((condition) => ` if ${textOf(condition, Level.TEST + 1)}`);
      return `${head}${textOf(target, Level.TUPLE)} in ${textOf(iter, Level.TEST + 1)}${conditions.join("")}`;
    })
    .join("");
}

function argumentsText(args: N.Arguments): string {
  const parts: string[] = [];
  const positional = [...args.posonlyargs, ...args.args];
  const firstDefault = positional.length - args.defaults.length;
  for (const [index, arg] of positional.entries()) {
    parts.push(argText(arg, index < firstDefault ? null : args.defaults[index - firstDefault]));
    if (index + 1 === args.posonlyargs.length) parts.push("/");
  }
  if (args.vararg !== null) parts.push(`*${argText(args.vararg, null)}`);
  else if (args.kwonlyargs.length > 0) parts.push("*");
  for (const [index, arg] of args.kwonlyargs.entries()) parts.push(argText(arg, args.kw_defaults[index]));
  if (args.kwarg !== null) parts.push(`**${argText(args.kwarg, null)}`);
  return parts.join(", ");
}

function argText({ arg, annotation }: N.Arg, value: N.Expr | null): string {
  const annotated = annotation === null ? arg : `${arg}: ${textOf(annotation, Level.TEST)}`;
  return value === null ? annotated : `${annotated}=${textOf(value, Level.TEST)}`;
}

// --- f-strings ---

function joinedText(node: N.JoinedStr): string {
  return `f${reprString(bodyText(node))}`;
}

/** What stands between the quotes, before escapes. */
function bodyText(node: N.JoinedStr): string {
  return node.values
    .map((value) => {
      if (value.kind === "Constant" && value.value.type === "str") return value.value.value.replace(/[{}]/g, "$&$&");
      if (value.kind === "JoinedStr") return bodyText(value);
      return textOf(value, Level.TEST);
    })
    .join("");
}

function formattedText({ value, conversion, format_spec }: N.FormattedValue): string {
  const text = textOf(value, Level.TEST + 1);
  // "{{" would be a brace.
  const open = text.startsWith("{") ? "{ " : "{";
  const shown = conversion === -1 ? "" : `!${String.fromCharCode(conversion)}`;
  const spec = format_spec === null ? "" : `:${specText(format_spec)}`;
  return `${open}${text}${shown}${spec}}`;
}

function specText(node: N.Expr): string {
  if (node.kind === "JoinedStr") return bodyText(node);
  if (node.kind === "Constant" && node.value.type === "str") return node.value.value.replace(/[{}]/g, "$&$&");
  return textOf(node, Level.TEST);
}
