/**
 * Type parameters and `type` statements (PEP 695, 696). Their scopes are functions that run once; bounds, defaults and values are
 * functions that run when asked for. CPython: compiler_type_params, compiler_typealias in Python/compile.c.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, Intrinsic1, Intrinsic2, NONE } from "./codegen.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { makeClosure } from "./codegen-functions.ts";
import { nameOp } from "./codegen-names.ts";
import type { SymbolTableEntry } from "./symbol-table.ts";

type Generic = N.FunctionDef | N.AsyncFunctionDef | N.ClassDef | N.TypeAlias;

export function enterTypeParams(c: Codegen, node: Generic, name: string, lineno: number): void {
  const entry = c.symbols.lookup(node.type_params);
  const className = node.kind === "ClassDef" ? node.name : c.unit.className;
  c.enterScope(`<generic parameters of ${name}>`, "type parameters", entry, lineno, className);
}

/** Makes the parameters, stores them as variables and leaves a tuple of them on the stack. */
export function visitTypeParams(c: Codegen, parameters: readonly N.TypeParam[]): void {
  let hasDefault = false;
  for (const parameter of parameters) {
    makeTypeParam(c, parameter);
    if (parameter.default_value !== null) {
      hasDefault = true;
      const isStarAllowed = parameter.kind === "TypeVarTuple";
      makeEvaluator(c, parameter, parameter.default_value, c.symbols.lookupDefault(parameter), isStarAllowed);
      c.op(parameter, Op.CALL_INTRINSIC_2, Intrinsic2.SET_TYPEPARAM_DEFAULT);
    } else if (hasDefault) {
      c.fail(parameter, `non-default type parameter '${parameter.name}' follows default type parameter`);
    }
    c.op(parameter, Op.COPY, 1);
    nameOp(c, parameter, parameter.name, "Store");
  }
  c.op(parameters[0], Op.BUILD_TUPLE, parameters.length);
}

function makeTypeParam(c: Codegen, parameter: N.TypeParam): void {
  c.loadString(parameter, parameter.name);
  if (parameter.kind === "ParamSpec") {
    c.op(parameter, Op.CALL_INTRINSIC_1, Intrinsic1.PARAMSPEC);
    return;
  }
  if (parameter.kind === "TypeVarTuple") {
    c.op(parameter, Op.CALL_INTRINSIC_1, Intrinsic1.TYPEVARTUPLE);
    return;
  }
  const { bound } = parameter;
  if (bound === null) {
    c.op(parameter, Op.CALL_INTRINSIC_1, Intrinsic1.TYPEVAR);
    return;
  }
  makeEvaluator(c, parameter, bound, c.symbols.lookup(parameter), false);
  const isConstrained = bound.kind === "Tuple";
  const intrinsic = isConstrained ? Intrinsic2.TYPEVAR_WITH_CONSTRAINTS : Intrinsic2.TYPEVAR_WITH_BOUND;
  c.op(parameter, Op.CALL_INTRINSIC_2, intrinsic);
}

/** A function that returns the value of `node`, a bound or default. */
function makeEvaluator(
  c: Codegen,
  parameter: N.TypeParam,
  node: N.Expr,
  entry: SymbolTableEntry,
  isStarAllowed: boolean,
): void {
  c.enterScope(parameter.name, "type parameters", entry, node.lineno);
  if (isStarAllowed && node.kind === "Starred") {
    visitExpression(c, node.value);
    c.op(node, Op.UNPACK_SEQUENCE, 1);
  } else {
    visitExpression(c, node);
  }
  c.op(node, Op.RETURN_VALUE);
  makeClosure(c, node, c.leaveScope(true), 0);
}

export function visitTypeAlias(c: Codegen, node: N.TypeAlias): void {
  const name = (node.name as N.Name).id;
  if (node.type_params.length === 0) {
    c.loadString(node, name);
    c.loadConst(node, NONE);
    makeAlias(c, node, name);
  } else {
    enterTypeParams(c, node, name, node.lineno);
    c.loadString(node, name);
    visitTypeParams(c, node.type_params);
    makeAlias(c, node, name);
    makeClosure(c, node, c.leaveScope(false), 0);
    c.op(node, Op.PUSH_NULL);
    c.op(node, Op.CALL, 0);
  }
  nameOp(c, node, name, "Store");
}

function makeAlias(c: Codegen, node: N.TypeAlias, name: string): void {
  c.enterScope(name, "function", c.symbols.lookup(node), node.lineno);
  // The function has no docstring.
  c.constIndex(NONE);
  visitExpression(c, node.value);
  c.op(node, Op.RETURN_VALUE);
  makeClosure(c, node, c.leaveScope(false), 0);
  c.op(node, Op.BUILD_TUPLE, 3);
  c.op(node, Op.CALL_INTRINSIC_1, Intrinsic1.TYPEALIAS);
}
