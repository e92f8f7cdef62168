/**
 * Comprehensions and generator expressions. CPython: compiler_comprehension in Python/compile.c.
 *
 * A comprehension is a function of its own or, as a rule, inlined (PEP 709): then its variables are variables of the scope
 * around it; codegen-inlining.ts saves what those held before.
 */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import { type Codegen, NONE, Resume } from "./codegen.ts";
import { jumpIf } from "./codegen-conditions.ts";
import { visitExpression } from "./codegen-expressions.ts";
import { makeClosure } from "./codegen-functions.ts";
import { enterInlined, leaveInlined } from "./codegen-inlining.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";

interface Form {
  kind: "list" | "set" | "dict" | "generator";
  /** Name of the function. */
  name: string;
  node: N.ListComp | N.SetComp | N.DictComp | N.GeneratorExp;
  generators: N.Comprehension[];
  elt: N.Expr;
  /** Value of a dict's entry. */
  value: N.Expr | null;
  isInlined: boolean;
}

export function visitListComp(c: Codegen, node: N.ListComp): void {
  visitComprehension(c, form("list", "<listcomp>", node, node.elt, null, c));
}

export function visitSetComp(c: Codegen, node: N.SetComp): void {
  visitComprehension(c, form("set", "<setcomp>", node, node.elt, null, c));
}

export function visitDictComp(c: Codegen, node: N.DictComp): void {
  visitComprehension(c, form("dict", "<dictcomp>", node, node.key, node.value, c));
}

export function visitGeneratorExp(c: Codegen, node: N.GeneratorExp): void {
  visitComprehension(c, form("generator", "<genexpr>", node, node.elt, null, c));
}

function form(
  kind: Form["kind"],
  name: string,
  node: Form["node"],
  elt: N.Expr,
  value: N.Expr | null,
  c: Codegen,
): Form {
  const isInlined = c.symbols.lookup(node).isInlinedComprehension;
  return { kind, name, node, generators: node.generators, elt, value, isInlined };
}

function visitComprehension(c: Codegen, form: Form): void {
  const { node, isInlined } = form;
  const entry = c.symbols.lookup(node);
  const isAsync = entry.isCoroutine;
  const outerScope = c.unit.scopeType;
  const mayBeAsync = /^(async function|comprehension)$/.test(outerScope) || c.isTopLevelAwait;
  const checkAsync = (): void => {
    if (!isAsync || form.kind === "generator" || mayBeAsync) return;
    c.fail(node, "asynchronous comprehension outside of an asynchronous function");
  };
  if (isInlined) {
    visitOutermostIter(c, form);
    const state = enterInlined(c, node, entry);
    checkAsync();
    buildResult(c, form);
    leaveInlined(c, node, state);
    return;
  }
  c.enterScope(form.name, "comprehension", entry, node.lineno);
  checkAsync();
  buildResult(c, form);
  if (form.kind === "generator") c.wrapStopIteration();
  else c.op(node, Op.RETURN_VALUE);
  const scope = c.leaveScope(true);
  // Where `await` is allowed outside of functions, this makes the module a coroutine.
  if (isAsync && c.isTopLevelAwait) c.unit.entry.isCoroutine = true;
  makeClosure(c, node, scope, 0);
  visitOutermostIter(c, form);
  c.op(node, Op.CALL, 0);
  if (isAsync && form.kind !== "generator") c.awaitValue(node, 0);
}

/** Leaves the iterator of the first `for` on the stack. */
function visitOutermostIter(c: Codegen, form: Form): void {
  const { iter, is_async } = form.generators[0];
  visitExpression(c, iter);
  c.op(iter, is_async ? Op.GET_AITER : Op.GET_ITER);
}

const BUILD = { list: Op.BUILD_LIST, set: Op.BUILD_SET, dict: Op.BUILD_MAP };

function buildResult(c: Codegen, form: Form): void {
  if (form.kind !== "generator") {
    c.op(form.node, BUILD[form.kind], 0);
    if (form.isInlined) c.op(form.node, Op.SWAP, 2);
  }
  visitLoop(c, form, 0, 0);
}

/** The `for` of number `index` and all inside it. `depth` values lie above the result on the stack. */
function visitLoop(c: Codegen, form: Form, index: number, depth: number): void {
  if (form.generators[index].is_async) visitAsyncLoop(c, form, index, depth);
  else visitSyncLoop(c, form, index, depth);
}

function visitSyncLoop(c: Codegen, form: Form, index: number, depth: number): void {
  const { node } = form;
  const generator = form.generators[index];
  const { iter } = generator;
  const ifCleanup = c.newLabel();
  const only = index > 0 ? onlyItem(iter) : null;
  if (only !== null) {
    // `for x in [value]` is an assignment.
    visitExpression(c, only);
    visitLoopBody(c, form, index, depth, ifCleanup);
    c.useLabel(ifCleanup);
    return;
  }
  const start = c.newLabel();
  const anchor = c.newLabel();
  if (index > 0) {
    visitExpression(c, iter);
    c.op(iter, Op.GET_ITER);
  } else if (!form.isInlined) loadIterator(c, node);
  c.useLabel(start);
  c.op(iter, Op.FOR_ITER, anchor);
  const loc = visitLoopBody(c, form, index, depth + 1, ifCleanup);
  c.useLabel(ifCleanup);
  c.op(loc, Op.JUMP, start);
  c.useLabel(anchor);
  c.op(NO_LOCATION, Op.END_FOR);
  c.op(NO_LOCATION, Op.POP_TOP);
}

/** The item of a list or tuple with just one. */
function onlyItem(iter: N.Expr): N.Expr | null {
  if ((iter.kind !== "List" && iter.kind !== "Tuple") || iter.elts.length !== 1) return null;
  return iter.elts[0].kind === "Starred" ? null : iter.elts[0];
}

/** The iterator of the first `for` is the function's argument. */
function loadIterator(c: Codegen, loc: Location): void {
  c.unit.code.argcount = 1;
  c.op(loc, Op.LOAD_FAST, 0);
}

function visitAsyncLoop(c: Codegen, form: Form, index: number, depth: number): void {
  const { node } = form;
  const { iter } = form.generators[index];
  const start = c.newLabel();
  const except = c.newLabel();
  const ifCleanup = c.newLabel();
  if (index > 0) {
    visitExpression(c, iter);
    c.op(iter, Op.GET_AITER);
  } else if (!form.isInlined) loadIterator(c, node);
  c.useLabel(start);
  c.pushBlock(node, { type: "async comprehension" });
  c.op(node, Op.SETUP_FINALLY, except);
  c.op(node, Op.GET_ANEXT);
  c.loadConst(node, NONE);
  c.delegate(node, Resume.AFTER_AWAIT);
  c.op(node, Op.POP_BLOCK);
  const loc = visitLoopBody(c, form, index, depth + 1, ifCleanup);
  c.useLabel(ifCleanup);
  c.op(loc, Op.JUMP, start);
  c.popBlock();
  c.useLabel(except);
  c.op(node, Op.END_ASYNC_FOR);
}

/** Target, conditions and what is inside of the loop. Returns the location for the jump back. */
function visitLoopBody(c: Codegen, form: Form, index: number, depth: number, ifCleanup: Label): Location {
  const { node, elt } = form;
  const generator = form.generators[index];
  visitExpression(c, generator.target);
  for (const condition of generator.ifs) jumpIf(c, node, condition, ifCleanup, false);
  if (index + 1 < form.generators.length) {
    visitLoop(c, form, index + 1, depth);
    return elt;
  }
  return addElement(c, form, depth);
}

function addElement(c: Codegen, form: Form, depth: number): Location {
  const { elt, value } = form;
  visitExpression(c, elt);
  switch (form.kind) {
    case "generator":
      c.yieldValue(elt);
      c.op(elt, Op.POP_TOP);
      return elt;
    case "list":
      c.op(elt, Op.LIST_APPEND, depth + 1);
      return elt;
    case "set":
      c.op(elt, Op.SET_ADD, depth + 1);
      return elt;
    case "dict": {
      visitExpression(c, value!);
      const { lineno, col_offset } = elt;
      const { end_lineno, end_col_offset } = value!;
      const loc = { lineno, end_lineno, col_offset, end_col_offset };
      c.op(loc, Op.MAP_ADD, depth + 1);
      return loc;
    }
  }
}
