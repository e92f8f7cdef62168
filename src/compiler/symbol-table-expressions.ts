/**
 * The symbol table's walk over expressions and patterns.
 *
 * Expressions wait on a stack of our own, so that nesting as deep as CPython allows does not need as much of the engine's
 * stack. The order of visits is CPython's (symtable_visit_expr): it shows in the order of symbols and in which of two
 * errors is reported.
 */
import type * as N from "./ast.ts";
import {
  type ComprehensionKind,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  type SymbolTableEntry,
  USE,
} from "./symbol-table.ts";
import type { Blocks } from "./symbol-table-blocks.ts";

type AnyComprehension = N.ListComp | N.SetComp | N.DictComp | N.GeneratorExp;

/** Expressions to be visited, the next one last. `null`: leave the current block. */
class Pending {
  private readonly expressions: (N.Expr | null)[] = [];
  private readonly depths: number[] = [];
  /** Depth of the expression that `pop` has given last. */
  depth: number;

  constructor(depth: number) {
    this.depth = depth;
  }

  get isEmpty(): boolean {
    return this.expressions.length === 0;
  }

  push(expression: N.Expr | null): void {
    this.expressions.push(expression);
    this.depths.push(this.depth + 1);
  }

  pushOptional(expression: N.Expr | null): void {
    if (expression !== null) this.push(expression);
  }

  pushAll(expressions: readonly (N.Expr | null)[]): void {
    for (let i = expressions.length - 1; i >= 0; i--) this.pushOptional(expressions[i]);
  }

  pushKeywords(keywords: readonly N.Keyword[]): void {
    for (let i = keywords.length - 1; i >= 0; i--) this.push(keywords[i].value);
  }

  pop(): N.Expr | null {
    this.depth = this.depths.pop()!;
    return this.expressions.pop()!;
  }
}

export function visitExpression(blocks: Blocks, root: N.Expr): void {
  const { depth } = blocks;
  const pending = new Pending(depth);
  pending.push(root);
  while (!pending.isEmpty) {
    const expression = pending.pop();
    if (expression === null) {
      blocks.leave();
      continue;
    }
    blocks.checkDepth(pending.depth);
    blocks.depth = pending.depth;
    if (!visitNaming(blocks, expression, pending)) pushChildren(expression, pending);
  }
  blocks.depth = depth;
}

export function visitExpressions(blocks: Blocks, expressions: readonly (N.Expr | null)[]): void {
  for (const expression of expressions) if (expression !== null) visitExpression(blocks, expression);
}

/** Visits the kinds of expressions that have to do with names or blocks; false for all others. */
function visitNaming(blocks: Blocks, expression: N.Expr, pending: Pending): boolean {
  switch (expression.kind) {
    case "Name":
      visitName(blocks, expression);
      return true;
    case "NamedExpr":
      checkNamedExpression(blocks, expression);
      pending.push(expression.target);
      pending.push(expression.value);
      return true;
    case "Lambda":
      visitExpressions(blocks, expression.args.defaults);
      visitExpressions(blocks, expression.args.kw_defaults);
      blocks.enter("lambda", "function", expression, expression);
      visitParameters(blocks, expression.args);
      pending.push(null);
      pending.push(expression.body);
      return true;
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
      visitComprehension(blocks, expression);
      return true;
    case "Yield":
    case "YieldFrom":
      visitYield(blocks, expression);
      return true;
    case "Await":
      refuseInAnnotationScope(blocks, "await expression", expression);
      blocks.current.isCoroutine = true;
      pending.push(expression.value);
      return true;
    default:
      return false;
  }
}

/** Puts the parts of `expression` on the stack, last one first. */
function pushChildren(expression: N.Expr, pending: Pending): void {
  switch (expression.kind) {
    case "Attribute":
    case "Starred":
      pending.push(expression.value);
      break;
    case "Call":
      pending.pushKeywords(expression.keywords);
      pending.pushAll(expression.args);
      pending.push(expression.func);
      break;
    case "BinOp":
      pending.push(expression.right);
      pending.push(expression.left);
      break;
    case "UnaryOp":
      pending.push(expression.operand);
      break;
    case "BoolOp":
    case "JoinedStr":
      pending.pushAll(expression.values);
      break;
    case "Compare":
      pending.pushAll(expression.comparators);
      pending.push(expression.left);
      break;
    case "IfExp":
      pending.push(expression.orelse);
      pending.push(expression.body);
      pending.push(expression.test);
      break;
    case "Dict":
      pending.pushAll(expression.values);
      pending.pushAll(expression.keys);
      break;
    case "Set":
    case "List":
    case "Tuple":
      pending.pushAll(expression.elts);
      break;
    case "Subscript":
      pending.push(expression.slice);
      pending.push(expression.value);
      break;
    case "Slice":
      pending.pushOptional(expression.step);
      pending.pushOptional(expression.upper);
      pending.pushOptional(expression.lower);
      break;
    case "FormattedValue":
      pending.pushOptional(expression.format_spec);
      pending.push(expression.value);
      break;
  }
}

function visitName(blocks: Blocks, name: N.Name): void {
  blocks.define(name.id, name.ctx === "Load" ? USE : DEF_LOCAL, name);
  // `super()` without arguments finds the class through this variable.
  if (name.ctx === "Load" && name.id === "super" && blocks.current.isFunctionLike) {
    blocks.define("__class__", USE, name);
  }
}

function visitYield(blocks: Blocks, expression: N.Yield | N.YieldFrom): void {
  refuseInAnnotationScope(blocks, "yield expression", expression);
  if (expression.value !== null) visitExpression(blocks, expression.value);
  const { current } = blocks;
  current.isGenerator = true;
  if (current.comprehension !== "none") {
    const name =
      current.comprehension === "generator" ? "generator expression" : `${current.comprehension} comprehension`;
    blocks.fail(expression, `'yield' inside ${name}`);
  }
}

/** Throws where the current block is an annotation or another scope of the type syntax. */
function refuseInAnnotationScope(blocks: Blocks, what: string, place: N.Position): void {
  const { scopeInfo, type } = blocks.current;
  if (type === "function" || type === "class" || type === "module") return;
  const scopes = {
    annotation: "an annotation",
    "type variable": scopeInfo,
    "type alias": "a type alias",
    "type parameters": "the definition of a generic",
  };
  blocks.fail(place, `${what} cannot be used within ${scopes[type]}`);
}

// --- parameters ---

export function visitParameters(blocks: Blocks, args: N.Arguments): void {
  for (const list of [args.posonlyargs, args.args, args.kwonlyargs]) {
    for (const parameter of list) blocks.define(parameter.arg, DEF_PARAM, parameter);
  }
  if (args.vararg !== null) {
    blocks.define(args.vararg.arg, DEF_PARAM, args.vararg);
    blocks.current.hasVarargs = true;
  }
  if (args.kwarg !== null) {
    blocks.define(args.kwarg.arg, DEF_PARAM, args.kwarg);
    blocks.current.hasVarkeywords = true;
  }
}

// --- comprehensions ---

const COMPREHENSIONS: Record<AnyComprehension["kind"], [name: string, kind: ComprehensionKind]> = {
  ListComp: ["listcomp", "list"],
  SetComp: ["setcomp", "set"],
  DictComp: ["dictcomp", "dict"],
  GeneratorExp: ["genexpr", "generator"],
};

function visitComprehension(blocks: Blocks, node: AnyComprehension): void {
  const [outermost, ...others] = node.generators;
  const [name, kind] = COMPREHENSIONS[node.kind];
  // The first iterable is evaluated outside.
  visitIterable(blocks, outermost.iter);
  blocks.enter(name, "function", node, node);
  const { current } = blocks;
  current.comprehension = kind;
  if (outermost.is_async) current.isCoroutine = true;
  blocks.define(".0", DEF_PARAM, node);
  visitIterTarget(blocks, outermost.target);
  visitExpressions(blocks, outermost.ifs);
  for (const clause of others) {
    visitIterTarget(blocks, clause.target);
    visitIterable(blocks, clause.iter);
    visitExpressions(blocks, clause.ifs);
    if (clause.is_async) current.isCoroutine = true;
  }
  if (node.kind === "DictComp") visitExpression(blocks, node.value);
  visitExpression(blocks, node.kind === "DictComp" ? node.key : node.elt);
  current.isGenerator = kind === "generator";
  blocks.leave();
  if (current.isCoroutine && kind !== "generator") blocks.current.isCoroutine = true;
}

function visitIterable(blocks: Blocks, iterable: N.Expr): void {
  const { current } = blocks;
  current.iterExpressionDepth++;
  visitExpression(blocks, iterable);
  current.iterExpressionDepth--;
}

function visitIterTarget(blocks: Blocks, target: N.Expr): void {
  const { current } = blocks;
  current.isVisitingIterTarget = true;
  visitExpression(blocks, target);
  current.isVisitingIterTarget = false;
}

// --- named expressions ---

function checkNamedExpression(blocks: Blocks, expression: N.NamedExpr): void {
  refuseInAnnotationScope(blocks, "named expression", expression);
  if (blocks.current.iterExpressionDepth > 0) {
    blocks.fail(expression, "assignment expression cannot be used in a comprehension iterable expression");
  }
  if (blocks.current.comprehension !== "none") bindOutsideComprehensions(blocks, expression.target as N.Name);
}

/** PEP 572: a name assigned inside comprehensions belongs to the innermost scope that is none. */
function bindOutsideComprehensions(blocks: Blocks, target: N.Name): void {
  for (const entry of blocks.stack.toReversed()) {
    // An annotation that is not evaluated does not stop the search: the name comes to be bound around it.
    if (entry.type === "annotation") continue;
    if (entry.comprehension === "none") {
      bindIn(blocks, entry, target);
      return;
    }
    const flags = blocks.flagsIn(entry, target.id);
    if (flags & DEF_COMP_ITER && flags & (DEF_LOCAL | DEF_GLOBAL)) {
      blocks.fail(target, `assignment expression cannot rebind comprehension iteration variable '${target.id}'`);
    }
  }
}

/** Binds `target` in the scope `entry`, and declares it in the current comprehension. */
function bindIn(blocks: Blocks, entry: SymbolTableEntry, target: N.Name): void {
  const { id } = target;
  if (entry.type !== "function" && entry.type !== "module" && entry.type !== "annotation") {
    const place = FORBIDDEN_SCOPES[entry.type];
    blocks.fail(target, `assignment expression within a comprehension cannot be used ${place}`);
  }
  const isGlobal = entry.type === "module" || (blocks.flagsIn(entry, id) & DEF_GLOBAL) !== 0;
  blocks.define(id, isGlobal ? DEF_GLOBAL : DEF_NONLOCAL, target);
  blocks.recordDirective(id, target);
  blocks.defineIn(entry, id, entry.type === "module" ? DEF_GLOBAL : DEF_LOCAL, target);
}

const FORBIDDEN_SCOPES = {
  class: "in a class body",
  "type variable": "in a TypeVar bound",
  "type alias": "in a type alias",
  "type parameters": "within the definition of a generic",
};

// --- patterns ---

export function visitPattern(blocks: Blocks, pattern: N.Pattern): void {
  blocks.checkDepth(++blocks.depth);
  switch (pattern.kind) {
    case "MatchValue":
      visitExpression(blocks, pattern.value);
      break;
    case "MatchSequence":
    case "MatchOr":
      visitPatterns(blocks, pattern.patterns);
      break;
    case "MatchMapping":
      visitExpressions(blocks, pattern.keys);
      visitPatterns(blocks, pattern.patterns);
      if (pattern.rest !== null) blocks.define(pattern.rest, DEF_LOCAL, pattern);
      break;
    case "MatchClass":
      visitExpression(blocks, pattern.cls);
      visitPatterns(blocks, pattern.patterns);
      visitPatterns(blocks, pattern.kwd_patterns);
      break;
    case "MatchStar":
      if (pattern.name !== null) blocks.define(pattern.name, DEF_LOCAL, pattern);
      break;
    case "MatchAs":
      if (pattern.pattern !== null) visitPattern(blocks, pattern.pattern);
      if (pattern.name !== null) blocks.define(pattern.name, DEF_LOCAL, pattern);
      break;
  }
  blocks.depth--;
}

function visitPatterns(blocks: Blocks, patterns: readonly N.Pattern[]): void {
  for (const pattern of patterns) visitPattern(blocks, pattern);
}
