/**
 * Scopes of the type syntax: type parameters, their bounds and defaults, values of `type` statements (PEP 695, 696).
 *
 * Names that begin with a dot are variables of the compiler's own, which carry values into and out of these scopes.
 */
import type * as N from "./ast.ts";
import { DEF_LOCAL, DEF_PARAM, DEF_TYPE_PARAM, USE } from "./symbol-table.ts";
import type { Blocks } from "./symbol-table-blocks.ts";
import { visitExpression } from "./symbol-table-expressions.ts";

type Generic = N.FunctionDef | N.AsyncFunctionDef | N.ClassDef | N.TypeAlias;

/** Runs `visitRest` inside the scope of the type parameters of `node`, where it has any. */
export function withTypeParams(blocks: Blocks, node: Generic, visitRest: () => void): void {
  const isGeneric = node.type_params.length > 0;
  if (isGeneric) enterTypeParams(blocks, node);
  for (const parameter of node.type_params) visitTypeParam(blocks, parameter);
  visitRest();
  if (isGeneric) blocks.leave();
}

function enterTypeParams(blocks: Blocks, node: Generic): void {
  const isInClass = blocks.current.type === "class";
  const name = node.kind === "TypeAlias" ? (node.name as N.Name).id : node.name;
  blocks.enter(name, "type parameters", node.type_params, node);
  if (isInClass) seeClassScope(blocks, node);
  if (node.kind === "ClassDef") {
    // Private names are those of the class already, but only the type parameters are mangled.
    blocks.className = node.name;
    blocks.current.mangledNames = new Set();
    for (const variable of [".type_params", ".generic_base"]) {
      blocks.define(variable, DEF_LOCAL, node);
      blocks.define(variable, USE, node);
    }
  } else if (node.kind !== "TypeAlias") {
    // Where there are no defaults as well: CPython asks whether there is a list, and there always is.
    blocks.define(".defaults", DEF_PARAM, node);
    if (node.args.kw_defaults.some((value) => value !== null)) blocks.define(".kwdefaults", DEF_PARAM, node);
  }
}

/** The current block is an annotation scope directly inside a class. */
function seeClassScope(blocks: Blocks, place: N.Position): void {
  blocks.current.canSeeClassScope = true;
  blocks.define("__classdict__", USE, place);
}

function visitTypeParam(blocks: Blocks, parameter: N.TypeParam): void {
  blocks.checkDepth(++blocks.depth);
  blocks.define(parameter.name, DEF_TYPE_PARAM | DEF_LOCAL, parameter);
  if (parameter.kind === "TypeVar" && parameter.bound !== null) {
    const info = parameter.bound.kind === "Tuple" ? "a TypeVar constraint" : "a TypeVar bound";
    const sees = blocks.current.canSeeClassScope;
    blocks.enter(parameter.name, "type variable", parameter, parameter.bound);
    visitBoundOrDefault(blocks, parameter.bound, sees, info);
  }
  if (parameter.default_value !== null) {
    const sees = blocks.current.canSeeClassScope;
    blocks.enterDefault(parameter.name, parameter, parameter.default_value);
    visitBoundOrDefault(blocks, parameter.default_value, sees, `a ${parameter.kind} default`);
  }
  blocks.depth--;
}

/** Visits `value` in its block, which is current, and leaves it. */
function visitBoundOrDefault(blocks: Blocks, value: N.Expr, canSeeClassScope: boolean, info: string): void {
  if (canSeeClassScope) seeClassScope(blocks, value);
  blocks.current.scopeInfo = info;
  visitExpression(blocks, value);
  blocks.leave();
}

export function visitTypeAlias(blocks: Blocks, node: N.TypeAlias): void {
  visitExpression(blocks, node.name);
  const isInClass = blocks.current.type === "class";
  withTypeParams(blocks, node, () => {
    blocks.enter((node.name as N.Name).id, "type alias", node, node);
    if (isInClass) seeClassScope(blocks, node.value);
    visitExpression(blocks, node.value);
    blocks.leave();
  });
}
