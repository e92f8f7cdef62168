/**
 * Is a tree that a program has made one that the compiler can take? CPython: Python/ast.c (_PyAST_Validate).
 *
 * What the tree cannot have been parsed from is refused, in CPython's order: it finds one mistake, and which one shows.
 * Patterns are in validate-patterns.ts.
 */
import type * as N from "./ast.ts";
import { PythonSyntaxError } from "./syntax-error.ts";
import { validatePattern } from "./validate-patterns.ts";

export interface Validation {
  filename: string;
  /** Nodes whose constant is none, with the name of the offending type. */
  invalidConstants: ReadonlyMap<object, string>;
}

/** Throws PythonSyntaxError (ValueError or TypeError) where `tree` is none that can be compiled. */
export function validateTree(tree: N.Mod, v: Validation): void {
  switch (tree.kind) {
    case "Module":
    case "Interactive":
      validateStatements(tree.body, v);
      return;
    case "Expression":
      validateExpression(tree.body, "Load", v);
      return;
    case "FunctionType":
      validateExpressions(tree.argtypes, "Load", v);
      validateExpression(tree.returns, "Load", v);
      return;
  }
}

export function refuse(v: Validation, message: string, type: "ValueError" | "TypeError" = "ValueError"): never {
  throw new PythonSyntaxError(type, message, v.filename, null, null, null, null, null);
}

export function validatePosition(node: N.Position, v: Validation): void {
  const { lineno, end_lineno, col_offset, end_col_offset } = node;
  if (lineno > end_lineno) refuse(v, `AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) {
    const lines = `line range (${lineno}, ${end_lineno})`;
    refuse(v, `AST node column range (${col_offset}, ${end_col_offset}) for ${lines} is not valid`);
  }
  if (lineno === end_lineno && col_offset > end_col_offset) {
    refuse(v, `line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
  }
}

export function validateName(name: string, v: Validation): void {
  if (name === "None" || name === "True" || name === "False") {
    refuse(v, `identifier field can't represent '${name}' constant`);
  }
}

/** No value may be missing; CPython's own words for those lists of which it looks at that. */
export function withoutHoles<T>(list: readonly (T | null)[], what: string, v: Validation): readonly T[] {
  if (list.includes(null)) refuse(v, `None disallowed in ${what} list`);
  return list as readonly T[];
}

function requireSome(list: readonly unknown[], what: string, owner: string, v: Validation): void {
  if (list.length === 0) refuse(v, `empty ${what} on ${owner}`);
}

// --- statements ---

function validateStatements(list: readonly (N.Stmt | null)[], v: Validation): void {
  for (const statement of list) {
    if (statement === null) refuse(v, "None disallowed in statement list");
    validateStatement(statement, v);
  }
}

export function validateBody(body: readonly N.Stmt[], owner: string, v: Validation): void {
  requireSome(body, "body", owner, v);
  validateStatements(body, v);
}

type Validators = { [K in N.Stmt["kind"]]: (node: Extract<N.Stmt, { kind: K }>, v: Validation) => void };

const STATEMENTS: Validators = {
  FunctionDef: validateFunction,
  AsyncFunctionDef: validateFunction,
  ClassDef: (node, v) => {
    validateBody(node.body, "ClassDef", v);
    validateTypeParams(node.type_params, v);
    validateExpressions(node.bases, "Load", v);
    validateKeywords(node.keywords, v);
    validateExpressions(node.decorator_list, "Load", v);
  },
  Return: (node, v) => validateOptional(node.value, v),
  Delete: (node, v) => {
    requireSome(node.targets, "targets", "Delete", v);
    validateExpressions(node.targets, "Del", v);
  },
  Assign: (node, v) => {
    requireSome(node.targets, "targets", "Assign", v);
    validateExpressions(node.targets, "Store", v);
    validateExpression(node.value, "Load", v);
  },
  TypeAlias: (node, v) => {
    if (node.name.kind !== "Name") refuse(v, "TypeAlias with non-Name name", "TypeError");
    validateExpression(node.name, "Store", v);
    validateTypeParams(node.type_params, v);
    validateExpression(node.value, "Load", v);
  },
  AugAssign: (node, v) => {
    validateExpression(node.target, "Store", v);
    validateExpression(node.value, "Load", v);
  },
  AnnAssign: (node, v) => {
    if (node.target.kind !== "Name" && node.simple) refuse(v, "AnnAssign with simple non-Name target", "TypeError");
    validateExpression(node.target, "Store", v);
    validateOptional(node.value, v);
    validateExpression(node.annotation, "Load", v);
  },
  For: validateFor,
  AsyncFor: validateFor,
  While: (node, v) => {
    validateExpression(node.test, "Load", v);
    validateBody(node.body, "While", v);
    validateStatements(node.orelse, v);
  },
  If: (node, v) => {
    validateExpression(node.test, "Load", v);
    validateBody(node.body, "If", v);
    validateStatements(node.orelse, v);
  },
  With: validateWith,
  AsyncWith: validateWith,
  Match: (node, v) => {
    validateExpression(node.subject, "Load", v);
    requireSome(node.cases, "cases", "Match", v);
    for (const { pattern, guard, body } of node.cases) {
      validatePattern(pattern, false, v);
      validateOptional(guard, v);
      validateBody(body, "match_case", v);
    }
  },
  Raise: (node, v) => {
    if (node.exc === null && node.cause !== null) refuse(v, "Raise with cause but no exception");
    validateOptional(node.exc, v);
    validateOptional(node.cause, v);
  },
  Try: validateTry,
  TryStar: validateTry,
  Assert: (node, v) => {
    validateExpression(node.test, "Load", v);
    validateOptional(node.msg, v);
  },
  Import: (node, v) => requireSome(node.names, "names", "Import", v),
  ImportFrom: (node, v) => {
    if (node.level < 0) refuse(v, "Negative ImportFrom level");
    requireSome(node.names, "names", "ImportFrom", v);
  },
  Global: (node, v) => {
    requireSome(node.names, "names", "Global", v);
    withoutHoles(node.names, "name", v);
  },
  Nonlocal: (node, v) => {
    requireSome(node.names, "names", "Nonlocal", v);
    withoutHoles(node.names, "name", v);
  },
  Expr: (node, v) => validateExpression(node.value, "Load", v),
  Pass: () => {},
  Break: () => {},
  Continue: () => {},
};

function validateStatement(statement: N.Stmt, v: Validation): void {
  validatePosition(statement, v);
  const validate = STATEMENTS[statement.kind] as (node: N.Stmt, v: Validation) => void;
  validate(statement, v);
}

function validateFunction(node: N.FunctionDef | N.AsyncFunctionDef, v: Validation): void {
  validateBody(node.body, node.kind, v);
  validateTypeParams(node.type_params, v);
  validateArguments(node.args, v);
  validateExpressions(node.decorator_list, "Load", v);
  validateOptional(node.returns, v);
}

function validateFor(node: N.For | N.AsyncFor, v: Validation): void {
  validateExpression(node.target, "Store", v);
  validateExpression(node.iter, "Load", v);
  validateBody(node.body, node.kind, v);
  validateStatements(node.orelse, v);
}

function validateWith(node: N.With | N.AsyncWith, v: Validation): void {
  requireSome(node.items, "items", node.kind, v);
  for (const item of node.items) {
    validateExpression(item.context_expr, "Load", v);
    if (item.optional_vars !== null) validateExpression(item.optional_vars, "Store", v);
  }
  validateBody(node.body, node.kind, v);
}

function validateTry(node: N.Try | N.TryStar, v: Validation): void {
  const { kind, body, handlers, orelse, finalbody } = node;
  validateBody(body, kind, v);
  if (handlers.length === 0 && finalbody.length === 0) {
    refuse(v, `${kind} has neither except handlers nor finalbody`);
  }
  if (handlers.length === 0 && orelse.length > 0) refuse(v, `${kind} has orelse but no except handlers`);
  for (const handler of withoutHoles(handlers, "handler", v)) {
    if (kind === "Try") validatePosition(handler, v);
    validateOptional(handler.type, v);
    validateBody(handler.body, "ExceptHandler", v);
  }
  validateStatements(finalbody, v);
  validateStatements(orelse, v);
}

// --- parameters ---

function validateTypeParams(list: readonly N.TypeParam[], v: Validation): void {
  for (const parameter of withoutHoles(list, "type parameter", v)) {
    validatePosition(parameter, v);
    validateName(parameter.name, v);
    if (parameter.kind === "TypeVar") validateOptional(parameter.bound, v);
    validateOptional(parameter.default_value, v);
  }
}

function validateParameters(list: readonly N.Arg[], v: Validation): void {
  for (const parameter of list) {
    validatePosition(parameter, v);
    validateOptional(parameter.annotation, v);
  }
}

function validateArguments(node: N.Arguments, v: Validation): void {
  validateParameters(node.posonlyargs, v);
  validateParameters(node.args, v);
  if (node.vararg !== null) validateOptional(node.vararg.annotation, v);
  validateParameters(node.kwonlyargs, v);
  if (node.kwarg !== null) validateOptional(node.kwarg.annotation, v);
  if (node.defaults.length > node.posonlyargs.length + node.args.length) {
    refuse(v, "more positional defaults than args on arguments");
  }
  if (node.kw_defaults.length !== node.kwonlyargs.length) {
    refuse(v, "length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  validateExpressions(node.defaults, "Load", v);
  validateSomeExpressions(node.kw_defaults, v);
}

// --- expressions ---

export function validateOptional(node: N.Expr | null, v: Validation): void {
  if (node !== null) validateExpression(node, "Load", v);
}

function validateExpressions(list: readonly (N.Expr | null)[], ctx: N.ExprContext, v: Validation): void {
  for (const node of list) {
    if (node === null) refuse(v, "None disallowed in expression list");
    validateExpression(node, ctx, v);
  }
}

function validateSomeExpressions(list: readonly (N.Expr | null)[], v: Validation): void {
  for (const node of list) validateOptional(node, v);
}

function validateKeywords(list: readonly N.Keyword[], v: Validation): void {
  for (const keyword of list) validateExpression(keyword.value, "Load", v);
}

function validateClauses(list: readonly N.Comprehension[], v: Validation): void {
  if (list.length === 0) refuse(v, "comprehension with no generators");
  for (const clause of list) {
    validateExpression(clause.target, "Store", v);
    validateExpression(clause.iter, "Load", v);
    validateExpressions(clause.ifs, "Load", v);
  }
}

function validateContext(node: N.Expr, ctx: N.ExprContext, v: Validation): void {
  switch (node.kind) {
    case "Name":
      validateName(node.id, v);
      break;
    case "Attribute":
    case "Subscript":
    case "Starred":
    case "List":
    case "Tuple":
      break;
    default:
      if (ctx !== "Load") refuse(v, `expression which can't be assigned to in ${ctx} context`);
      return;
  }
  if (node.ctx !== ctx) refuse(v, `expression must have ${ctx} context but has ${node.ctx} instead`);
}

export function validateExpression(node: N.Expr, ctx: N.ExprContext, v: Validation): void {
  validatePosition(node, v);
  validateContext(node, ctx, v);
  switch (node.kind) {
    case "Starred":
      validateExpression(node.value, ctx, v);
      return;
    case "List":
    case "Tuple":
      validateExpressions(node.elts, ctx, v);
      return;
    default:
      validateParts(node, v);
      return;
  }
}

function validateParts(node: N.Expr, v: Validation): void {
  switch (node.kind) {
    case "BoolOp":
      if (node.values.length < 2) refuse(v, "BoolOp with less than 2 values");
      validateExpressions(node.values, "Load", v);
      return;
    case "BinOp":
      validateExpressions([node.left, node.right], "Load", v);
      return;
    case "UnaryOp":
      validateExpression(node.operand, "Load", v);
      return;
    case "Lambda":
      validateArguments(node.args, v);
      validateExpression(node.body, "Load", v);
      return;
    case "IfExp":
      validateExpressions([node.test, node.body, node.orelse], "Load", v);
      return;
    case "Dict":
      if (node.keys.length !== node.values.length) refuse(v, "Dict doesn't have the same number of keys as values");
      validateSomeExpressions(node.keys, v);
      validateExpressions(node.values, "Load", v);
      return;
    case "Set":
      validateExpressions(node.elts, "Load", v);
      return;
    case "ListComp":
    case "SetComp":
    case "GeneratorExp":
      validateClauses(node.generators, v);
      validateExpression(node.elt, "Load", v);
      return;
    case "DictComp":
      validateClauses(node.generators, v);
      validateExpressions([node.key, node.value], "Load", v);
      return;
    case "Yield":
      validateOptional(node.value, v);
      return;
    case "YieldFrom":
    case "Await":
    case "Attribute":
      validateExpression(node.value, "Load", v);
      return;
    case "Compare":
      validateCompare(node, v);
      return;
    default:
      validateOthers(node, v);
      return;
  }
}

function validateCompare(node: N.Compare, v: Validation): void {
  if (node.comparators.length === 0) refuse(v, "Compare with no comparators");
  if (node.comparators.length !== node.ops.length) {
    refuse(v, "Compare has a different number of comparators and operands");
  }
  validateExpressions(node.comparators, "Load", v);
  validateExpression(node.left, "Load", v);
}

function validateOthers(node: N.Expr, v: Validation): void {
  switch (node.kind) {
    case "Call":
      validateExpression(node.func, "Load", v);
      validateExpressions(node.args, "Load", v);
      validateKeywords(node.keywords, v);
      return;
    case "Constant": {
      const type = v.invalidConstants.get(node);
      if (type !== undefined) refuse(v, `got an invalid type in Constant: ${type}`, "TypeError");
      return;
    }
    case "JoinedStr":
      validateExpressions(node.values, "Load", v);
      return;
    case "FormattedValue":
      validateExpression(node.value, "Load", v);
      validateOptional(node.format_spec, v);
      return;
    case "Subscript":
      validateExpressions([node.slice, node.value], "Load", v);
      return;
    case "Slice":
      validateOptional(node.lower, v);
      validateOptional(node.upper, v);
      validateOptional(node.step, v);
      return;
    case "NamedExpr":
      if (node.target.kind !== "Name") refuse(v, "NamedExpr target must be a Name", "TypeError");
      validateExpression(node.value, "Load", v);
      return;
    default:
      return;
  }
}
