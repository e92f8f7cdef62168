/** Functions and lambdas. CPython: compiler_function, compiler_lambda, compiler_make_closure in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import { reprConstant, reprString } from "../bytecode/python-repr.ts";
import type * as N from "./ast.ts";
import { type Codegen, type FinishedScope, Intrinsic2, NONE } from "./codegen.ts";
import { visitAnnotations } from "./codegen-annotations.ts";
import { cleanDocstring, docstringOf } from "./codegen-docstrings.ts";
import { visitExpression, visitExpressions } from "./codegen-expressions.ts";
import { checkName, nameOp } from "./codegen-names.ts";
import { visitStatement } from "./codegen-statements.ts";
import { enterTypeParams, visitTypeParams } from "./codegen-type-params.ts";
import type { Location } from "./instruction-sequence.ts";
import { CELL } from "./symbol-table.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

/** Arguments of SET_FUNCTION_ATTRIBUTE; or'ed: what of a function is on the stack. */
export const FunctionAttribute = { DEFAULTS: 1, KWDEFAULTS: 2, ANNOTATIONS: 4, CLOSURE: 8 } as const;

type Definition = N.FunctionDef | N.AsyncFunctionDef;

/** Makes a function of a scope; the attributes that `attributes` names lie on the stack in order. */
export function makeClosure(c: Codegen, loc: Location, scope: FinishedScope, attributes: number): void {
  let flags = attributes;
  if (scope.freevars.length > 0) {
    for (const name of scope.freevars) c.op(loc, Op.LOAD_CLOSURE, closureIndex(c, scope, name));
    flags |= FunctionAttribute.CLOSURE;
    c.op(loc, Op.BUILD_TUPLE, scope.freevars.length);
  }
  c.loadConst(loc, { type: "code", code: scope.code });
  c.op(loc, Op.MAKE_FUNCTION);
  const { CLOSURE, ANNOTATIONS, KWDEFAULTS, DEFAULTS } = FunctionAttribute;
  for (const attribute of [CLOSURE, ANNOTATIONS, KWDEFAULTS, DEFAULTS]) {
    if ((flags & attribute) !== 0) c.op(loc, Op.SET_FUNCTION_ATTRIBUTE, attribute);
  }
}

/** Where the current scope has the cell that `scope`, inside of it, calls `name`. */
function closureIndex(c: Codegen, scope: FinishedScope, name: string): number {
  const { entry, scopeType, code } = c.unit;
  // A class has these cells besides what its table says of the names.
  const isOfClass = scopeType === "class" && (name === "__class__" || name === "__classdict__");
  const kind = isOfClass ? CELL : entry.scopeOf(name);
  const index = (kind === CELL ? code.cellvars : code.freevars).get(name);
  if (index !== undefined) return index;
  // CPython's symbol table and compiler disagree on a lambda in a comprehension in a class that uses __class__.
  const freevars = reprConstant({
    type: "tuple",
    items: scope.freevars.map((value) => ({ type: "str", value })),
  });
  const message = `compiler_lookup_arg(name=${reprString(name)}) with reftype=${kind} failed in ${code.name}`;
  const inner = `freevars of code ${scope.code.co_name}: ${freevars}`;
  throw new PythonSyntaxError("SystemError", `${message}; ${inner}`, c.filename, null, null, null, null, null);
}

// --- decorators and defaults ---

/** Line of the first decorator or, without any, of the definition. */
export function firstLine(node: Definition | N.ClassDef): number {
  return node.decorator_list.length > 0 ? node.decorator_list[0].lineno : node.lineno;
}

export function applyDecorators(c: Codegen, decorators: readonly N.Expr[]): void {
  for (const decorator of decorators.toReversed()) c.op(decorator, Op.CALL, 0);
}

/** Loads the defaults of parameters; tells which of both kinds there are. */
function visitDefaults(c: Codegen, loc: Location, args: N.Arguments): number {
  let attributes = 0;
  if (args.defaults.length > 0) {
    attributes |= FunctionAttribute.DEFAULTS;
    visitExpressions(c, args.defaults);
    c.op(loc, Op.BUILD_TUPLE, args.defaults.length);
  }
  if (visitKeywordDefaults(c, loc, args)) attributes |= FunctionAttribute.KWDEFAULTS;
  return attributes;
}

function visitKeywordDefaults(c: Codegen, loc: Location, args: N.Arguments): boolean {
  const keys: string[] = [];
  for (const [index, { arg }] of args.kwonlyargs.entries()) {
    const value = args.kw_defaults[index];
    if (value === null) continue;
    keys.push(c.mangled(arg));
    visitExpression(c, value);
  }
  if (keys.length === 0) return false;
  c.loadStrings(loc, keys);
  c.op(loc, Op.BUILD_CONST_KEY_MAP, keys.length);
  return true;
}

function checkParameters(c: Codegen, args: N.Arguments): void {
  const { posonlyargs, args: positional, vararg, kwonlyargs, kwarg } = args;
  for (const arg of [...posonlyargs, ...positional, vararg, ...kwonlyargs, kwarg]) {
    if (arg !== null) checkName(c, arg, arg.arg, "Store");
  }
}

function setArgumentCounts(c: Codegen, args: N.Arguments): void {
  const { code } = c.unit;
  code.argcount = args.args.length;
  code.posonlyargcount = args.posonlyargs.length;
  code.kwonlyargcount = args.kwonlyargs.length;
}

// --- definitions ---

export function visitFunctionDef(c: Codegen, node: Definition): void {
  checkParameters(c, node.args);
  visitExpressions(c, node.decorator_list);
  const attributes = visitDefaults(c, node, node.args);
  if (node.type_params.length === 0) buildFunction(c, node, attributes);
  else buildGenericFunction(c, node, attributes);
  applyDecorators(c, node.decorator_list);
  nameOp(c, node, node.name, "Store");
}

function buildFunction(c: Codegen, node: Definition, attributes: number): void {
  const hasAnnotations = visitAnnotations(c, node);
  const flags = hasAnnotations ? attributes | FunctionAttribute.ANNOTATIONS : attributes;
  makeClosure(c, node, writeBody(c, node), flags);
}

/** The function is made by another one, whose variables are the type parameters. Defaults are its arguments. */
function buildGenericFunction(c: Codegen, node: Definition, attributes: number): void {
  const hasDefaults = (attributes & FunctionAttribute.DEFAULTS) !== 0;
  const hasKeywordDefaults = (attributes & FunctionAttribute.KWDEFAULTS) !== 0;
  const argumentCount = Number(hasDefaults) + Number(hasKeywordDefaults);
  if (argumentCount === 2) c.op(node, Op.SWAP, 2);
  enterTypeParams(c, node, node.name, firstLine(node));
  visitTypeParams(c, node.type_params);
  for (let i = 0; i < argumentCount; i++) c.op(node, Op.LOAD_FAST, i);
  buildFunction(c, node, attributes);
  c.op(node, Op.SWAP, 2);
  c.op(node, Op.CALL_INTRINSIC_2, Intrinsic2.SET_FUNCTION_TYPE_PARAMS);
  c.unit.code.argcount = argumentCount;
  makeClosure(c, node, c.leaveScope(false), 0);
  if (argumentCount > 0) {
    c.op(node, Op.SWAP, argumentCount + 1);
    c.op(node, Op.CALL, argumentCount - 1);
  } else {
    c.op(node, Op.PUSH_NULL);
    c.op(node, Op.CALL, 0);
  }
}

function writeBody(c: Codegen, node: Definition): FinishedScope {
  const scopeType = node.kind === "FunctionDef" ? "function" : "async function";
  c.enterScope(node.name, scopeType, c.symbols.lookup(node), firstLine(node));
  const docstring = docstringOf(node.body);
  const hasDoc = docstring !== null && c.options.optimize < 2;
  // The first constant is what __doc__ is taken from.
  c.constIndex(hasDoc ? cleanDocstring(docstring, c.filename) : NONE);
  setArgumentCounts(c, node.args);
  const { isCoroutine, isGenerator } = c.unit.entry;
  const isWrapped = isCoroutine || isGenerator;
  if (isWrapped) c.pushBlock(node, { type: "stop iteration" });
  for (const statement of docstring === null ? node.body : node.body.slice(1)) visitStatement(c, statement);
  if (isWrapped) {
    c.wrapStopIteration();
    c.popBlock();
  }
  return c.leaveScope(true);
}

export function visitLambda(c: Codegen, node: N.Lambda): void {
  checkParameters(c, node.args);
  const attributes = visitDefaults(c, node, node.args);
  c.enterScope("<lambda>", "lambda", c.symbols.lookup(node), node.lineno);
  // A lambda has no docstring.
  c.constIndex(NONE);
  setArgumentCounts(c, node.args);
  visitExpression(c, node.body);
  const { isGenerator } = c.unit.entry;
  if (!isGenerator) c.op(node.body, Op.RETURN_VALUE);
  makeClosure(c, node, c.leaveScope(!isGenerator), attributes);
}
