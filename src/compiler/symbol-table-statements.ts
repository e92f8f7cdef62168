/** The symbol table's walk over statements. CPython: symtable_visit_stmt, whose order of visits this keeps. */
import type * as N from "./ast.ts";
import { DEF_ANNOT, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, USE } from "./symbol-table.ts";
import type { Blocks } from "./symbol-table-blocks.ts";
import { visitExpression, visitExpressions, visitParameters, visitPattern } from "./symbol-table-expressions.ts";
import { visitTypeAlias, withTypeParams } from "./symbol-table-type-params.ts";

export function visitStatements(blocks: Blocks, statements: readonly N.Stmt[]): void {
  for (const statement of statements) visitStatement(blocks, statement);
}

function visitStatement(blocks: Blocks, statement: N.Stmt): void {
  const { depth } = blocks;
  // A chain of `elif` nests to the right without end.
  let rest: N.Stmt | null = statement;
  while (rest !== null) {
    blocks.checkDepth(++blocks.depth);
    if (rest.kind === "If") {
      visitExpression(blocks, rest.test);
      visitStatements(blocks, rest.body);
      const { orelse }: N.If = rest;
      rest = orelse.length === 1 ? orelse[0] : null;
      if (rest === null) visitStatements(blocks, orelse);
    } else {
      if (!visitBinding(blocks, rest)) visitParts(blocks, rest);
      rest = null;
    }
  }
  blocks.depth = depth;
}

/** Visits the statements that define names by themselves or make blocks; false for all others. */
function visitBinding(blocks: Blocks, statement: N.Stmt): boolean {
  switch (statement.kind) {
    case "FunctionDef":
    case "AsyncFunctionDef":
      visitFunction(blocks, statement);
      return true;
    case "ClassDef":
      visitClass(blocks, statement);
      return true;
    case "TypeAlias":
      visitTypeAlias(blocks, statement);
      return true;
    case "AnnAssign":
      visitAnnotatedAssignment(blocks, statement);
      return true;
    case "Import":
    case "ImportFrom":
      for (const alias of statement.names) visitAlias(blocks, alias);
      return true;
    case "Global":
    case "Nonlocal":
      for (const name of statement.names) visitDeclaration(blocks, statement, name);
      return true;
    default:
      return false;
  }
}

/** Visits the parts of a statement that is no more than they are. */
function visitParts(blocks: Blocks, statement: N.Stmt): void {
  switch (statement.kind) {
    case "Return":
      if (statement.value !== null) {
        visitExpression(blocks, statement.value);
        blocks.current.returnsValue = true;
      }
      break;
    case "Delete":
      visitExpressions(blocks, statement.targets);
      break;
    case "Assign":
      visitExpressions(blocks, statement.targets);
      visitExpression(blocks, statement.value);
      break;
    case "AugAssign":
      visitExpression(blocks, statement.target);
      visitExpression(blocks, statement.value);
      break;
    case "Raise":
      visitExpressions(blocks, [statement.exc, statement.cause]);
      break;
    case "Assert":
      visitExpressions(blocks, [statement.test, statement.msg]);
      break;
    case "Expr":
      visitExpression(blocks, statement.value);
      break;
    default:
      visitCompound(blocks, statement);
  }
}

function visitCompound(blocks: Blocks, statement: N.Stmt): void {
  switch (statement.kind) {
    case "For":
    case "AsyncFor":
      if (statement.kind === "AsyncFor") makeModuleCoroutine(blocks);
      visitExpressions(blocks, [statement.target, statement.iter]);
      visitStatements(blocks, statement.body);
      visitStatements(blocks, statement.orelse);
      break;
    case "While":
      visitExpression(blocks, statement.test);
      visitStatements(blocks, statement.body);
      visitStatements(blocks, statement.orelse);
      break;
    case "With":
    case "AsyncWith":
      if (statement.kind === "AsyncWith") makeModuleCoroutine(blocks);
      for (const item of statement.items) visitExpressions(blocks, [item.context_expr, item.optional_vars]);
      visitStatements(blocks, statement.body);
      break;
    case "Match":
      visitExpression(blocks, statement.subject);
      for (const matchCase of statement.cases) {
        visitPattern(blocks, matchCase.pattern);
        if (matchCase.guard !== null) visitExpression(blocks, matchCase.guard);
        visitStatements(blocks, matchCase.body);
      }
      break;
    case "Try":
    case "TryStar":
      visitStatements(blocks, statement.body);
      for (const handler of statement.handlers) visitHandler(blocks, handler);
      visitStatements(blocks, statement.orelse);
      visitStatements(blocks, statement.finalbody);
      break;
  }
}

function visitHandler(blocks: Blocks, handler: N.ExceptHandler): void {
  if (handler.type !== null) visitExpression(blocks, handler.type);
  if (handler.name !== null) blocks.define(handler.name, DEF_LOCAL, handler);
  visitStatements(blocks, handler.body);
}

// --- functions and classes ---

function visitFunction(blocks: Blocks, node: N.FunctionDef | N.AsyncFunctionDef): void {
  blocks.define(node.name, DEF_LOCAL, node);
  visitExpressions(blocks, node.args.defaults);
  visitExpressions(blocks, node.args.kw_defaults);
  visitExpressions(blocks, node.decorator_list);
  withTypeParams(blocks, node, () => {
    visitAnnotations(blocks, node);
    blocks.enter(node.name, "function", node, node);
    if (node.kind === "AsyncFunctionDef") blocks.current.isCoroutine = true;
    visitParameters(blocks, node.args);
    visitStatements(blocks, node.body);
    blocks.leave();
  });
}

function visitAnnotations(blocks: Blocks, { args, returns }: N.FunctionDef | N.AsyncFunctionDef): void {
  const parameters = [...args.posonlyargs, ...args.args, args.vararg, args.kwarg, ...args.kwonlyargs];
  if (blocks.hasFutureAnnotations) blocks.enterUnusedAnnotation();
  for (const parameter of parameters) {
    if (parameter !== null && parameter.annotation !== null) visitExpression(blocks, parameter.annotation);
  }
  if (blocks.hasFutureAnnotations) blocks.leave();
  if (returns !== null) visitAnnotation(blocks, returns);
}

function visitAnnotation(blocks: Blocks, annotation: N.Expr): void {
  if (blocks.hasFutureAnnotations) blocks.enterUnusedAnnotation();
  visitExpression(blocks, annotation);
  if (blocks.hasFutureAnnotations) blocks.leave();
}

function visitClass(blocks: Blocks, node: N.ClassDef): void {
  const outerClass = blocks.className;
  blocks.define(node.name, DEF_LOCAL, node);
  visitExpressions(blocks, node.decorator_list);
  withTypeParams(blocks, node, () => {
    visitExpressions(blocks, node.bases);
    for (const keyword of node.keywords) visitExpression(blocks, keyword.value);
    blocks.enter(node.name, "class", node, node);
    blocks.className = node.name;
    if (node.type_params.length > 0) {
      blocks.define("__type_params__", DEF_LOCAL, node);
      blocks.define(".type_params", USE, node);
    }
    visitStatements(blocks, node.body);
    blocks.leave();
  });
  blocks.className = outerClass;
}

// --- assignments, imports, declarations ---

function visitAnnotatedAssignment(blocks: Blocks, node: N.AnnAssign): void {
  const { target } = node;
  if (target.kind === "Name") {
    const flags = blocks.flagsOf(target.id);
    const isDeclared = (flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0;
    if (isDeclared && node.simple && blocks.current !== blocks.table.top) {
      blocks.fail(node, `annotated name '${target.id}' can't be ${flags & DEF_GLOBAL ? "global" : "nonlocal"}`);
    }
    if (node.simple) blocks.define(target.id, DEF_ANNOT | DEF_LOCAL, target);
    else if (node.value !== null) blocks.define(target.id, DEF_LOCAL, target);
  } else {
    visitExpression(blocks, target);
  }
  visitAnnotation(blocks, node.annotation);
  if (node.value !== null) visitExpression(blocks, node.value);
}

function visitAlias(blocks: Blocks, alias: N.Alias): void {
  if (alias.name === "*") {
    if (blocks.current.type !== "module") blocks.fail(alias, "import * only allowed at module level");
    return;
  }
  // `import a.b` binds a.
  const name = alias.asname ?? alias.name.split(".", 1)[0];
  blocks.define(name, DEF_IMPORT, alias);
}

function visitDeclaration(blocks: Blocks, node: N.Global | N.Nonlocal, name: string): void {
  const word = node.kind === "Global" ? "global" : "nonlocal";
  const flags = blocks.flagsOf(name);
  if (flags & DEF_PARAM) blocks.fail(node, `name '${name}' is parameter and ${word}`);
  if (flags & USE) blocks.fail(node, `name '${name}' is used prior to ${word} declaration`);
  if (flags & DEF_ANNOT) blocks.fail(node, `annotated name '${name}' can't be ${word}`);
  if (flags & DEF_LOCAL) blocks.fail(node, `name '${name}' is assigned to before ${word} declaration`);
  blocks.define(name, node.kind === "Global" ? DEF_GLOBAL : DEF_NONLOCAL, node);
  blocks.recordDirective(name, node);
}

/** Where `await` is allowed outside of functions, a statement with it in the module itself makes that a coroutine. */
function makeModuleCoroutine({ allowsTopLevelAwait, current }: Blocks): void {
  if (allowsTopLevelAwait && current.type === "module") current.isCoroutine = true;
}
