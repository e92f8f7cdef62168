/**
 * SyntaxWarnings for expressions that are legal and cannot be meant. CPython: check_compare, check_caller, check_subscripter,
 * check_index, infer_type in Python/compile.c.
 */
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";

/** Names of types of constants, where they differ from `type`. */
const CONSTANT_TYPES: Partial<Record<N.ConstantValue["type"], string>> = { None: "NoneType", Ellipsis: "ellipsis" };

/** The name of the type that a value of `node` has for sure; null where that depends. */
function typeOf(node: N.Expr): string | null {
  switch (node.kind) {
    case "Tuple":
      return "tuple";
    case "List":
    case "ListComp":
      return "list";
    case "Dict":
    case "DictComp":
      return "dict";
    case "Set":
    case "SetComp":
      return "set";
    case "GeneratorExp":
      return "generator";
    case "Lambda":
      return "function";
    case "JoinedStr":
    case "FormattedValue":
      return "str";
    case "Constant":
      return CONSTANT_TYPES[node.value.type] ?? node.value.type;
    default:
      return null;
  }
}

/** `is` with a literal other than the singletons. */
export function checkCompare(c: Codegen, node: N.Compare): void {
  let left = node.left;
  for (const [index, right] of node.comparators.entries()) {
    const op = node.ops[index];
    if ((op === "Is" || op === "IsNot") && !(mayBeCompared(left) && mayBeCompared(right))) {
      const [word, sign] = op === "Is" ? ["is", "=="] : ["is not", "!="];
      const literal = mayBeCompared(left) ? right : left;
      c.warn(node, `"${word}" with '${typeOf(literal)}' literal. Did you mean "${sign}"?`);
    }
    left = right;
  }
}

function mayBeCompared(node: N.Expr): boolean {
  return node.kind !== "Constant" || /^(None|bool|Ellipsis)$/.test(node.value.type);
}

export function checkCaller(c: Codegen, node: N.Expr): void {
  switch (node.kind) {
    case "Constant":
    case "Tuple":
    case "List":
    case "ListComp":
    case "Dict":
    case "DictComp":
    case "Set":
    case "SetComp":
    case "GeneratorExp":
    case "JoinedStr":
    case "FormattedValue":
      c.warn(node, `'${typeOf(node)}' object is not callable; perhaps you missed a comma?`);
  }
}

export function checkSubscripter(c: Codegen, node: N.Expr): void {
  switch (node.kind) {
    case "Constant":
      if (!/^(None|Ellipsis|bool|int|float|complex|frozenset)$/.test(node.value.type)) return;
      break;
    case "Set":
    case "SetComp":
    case "GeneratorExp":
    case "Lambda":
      break;
    default:
      return;
  }
  c.warn(node, `'${typeOf(node)}' object is not subscriptable; perhaps you missed a comma?`);
}

export function checkIndex(c: Codegen, node: N.Expr, index: N.Expr): void {
  const indexType = typeOf(index);
  if (indexType === null || indexType === "int" || indexType === "bool") return;
  switch (node.kind) {
    case "Constant":
      if (!/^(str|bytes|tuple)$/.test(node.value.type)) return;
      break;
    case "Tuple":
    case "List":
    case "ListComp":
    case "JoinedStr":
    case "FormattedValue":
      break;
    default:
      return;
  }
  const indices = `${typeOf(node)} indices must be integers or slices`;
  c.warn(node, `${indices}, not ${indexType}; perhaps you missed a comma?`);
}
