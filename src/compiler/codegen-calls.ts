/** Calls. CPython: compiler_call, maybe_optimize_method_call, compiler_call_helper in Python/compile.c. */
import { Op } from "../bytecode/opcodes.ts";
import type * as N from "./ast.ts";
import type { Codegen } from "./codegen.ts";
import { buildTuple } from "./codegen-displays.ts";
import { STACK_USE_GUIDELINE, visitExpression, visitExpressions } from "./codegen-expressions.ts";
import { attributeLocation, checkName, isSuperAttribute, loadSuperAttribute } from "./codegen-names.ts";
import { checkCaller } from "./codegen-warnings.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";
import { DEF_IMPORT } from "./symbol-table.ts";

export function visitCall(c: Codegen, node: N.Call): void {
  checkKeywords(c, node.keywords);
  const { func } = node;
  if (func.kind === "Attribute" && func.ctx === "Load" && isMethodCall(c, node, func)) {
    visitMethodCall(c, node, func);
    return;
  }
  checkCaller(c, func);
  visitExpression(c, func);
  c.op(func, Op.PUSH_NULL);
  emitCall(c, node, 0, node.args, node.keywords);
}

function checkKeywords(c: Codegen, keywords: readonly N.Keyword[]): void {
  for (const [index, { arg }] of keywords.entries()) {
    if (arg === null) continue;
    checkName(c, keywords[index], arg, "Store");
    for (let i = index + 1; i < keywords.length; i++) {
      if (keywords[i].arg === arg) c.fail(keywords[i], `keyword argument repeated: ${arg}`);
    }
  }
}

function isSimple(args: readonly N.Expr[], keywords: readonly N.Keyword[]): boolean {
  return args.every((argument) => argument.kind !== "Starred") && keywords.every(({ arg }) => arg !== null);
}

// --- methods ---

/** The call can do without a bound method. Attributes of imported modules are taken for plain functions. */
function isMethodCall(c: Codegen, { args, keywords }: N.Call, { value }: N.Attribute): boolean {
  if (value.kind === "Name" && ((c.symbols.top.symbols.get(value.id) ?? 0) & DEF_IMPORT) !== 0) return false;
  if (args.length + keywords.length + (keywords.length > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return false;
  return isSimple(args, keywords);
}

function visitMethodCall(c: Codegen, node: N.Call, method: N.Attribute): void {
  const { args, keywords } = node;
  let loc: Location = method;
  if (isSuperAttribute(c, method)) {
    loadSuperAttribute(c, method, true);
    loc = attributeLocation(method, method);
  } else {
    visitExpression(c, method.value);
    loc = attributeLocation(method, method);
    c.opName(loc, Op.LOAD_METHOD, method.attr);
  }
  visitExpressions(c, args);
  if (keywords.length > 0) {
    for (const keyword of keywords) visitExpression(c, keyword.value);
    loadKeywordNames(c, loc, keywords);
  }
  const opcode = keywords.length > 0 ? Op.CALL_KW : Op.CALL;
  c.op(attributeLocation(node, method), opcode, args.length + keywords.length);
}

function loadKeywordNames(c: Codegen, loc: Location, keywords: readonly N.Keyword[]): void {
  c.loadStrings(
    loc,
    keywords.map(({ arg }) => arg!),
  );
}

// --- calls of what lies on the stack ---

/** Calls with `pushed` arguments that lie on the stack and further ones. */
export function emitCall(
  c: Codegen,
  loc: Location,
  pushed: number,
  args: readonly N.Expr[],
  keywords: readonly N.Keyword[],
): void {
  checkKeywords(c, keywords);
  if (args.length + keywords.length * 2 > STACK_USE_GUIDELINE || !isSimple(args, keywords)) {
    emitCallEx(c, loc, pushed, args, keywords);
    return;
  }
  visitExpressions(c, args);
  if (keywords.length === 0) {
    c.op(loc, Op.CALL, pushed + args.length);
    return;
  }
  for (const keyword of keywords) visitExpression(c, keyword.value);
  loadKeywordNames(c, loc, keywords);
  c.op(loc, Op.CALL_KW, pushed + args.length + keywords.length);
}

/** Calls with a tuple and a dict. */
function emitCallEx(
  c: Codegen,
  loc: Location,
  pushed: number,
  args: readonly N.Expr[],
  keywords: readonly N.Keyword[],
): void {
  if (pushed === 0 && args.length === 1 && args[0].kind === "Starred") visitExpression(c, args[0].value);
  else buildTuple(c, loc, args, pushed);
  if (keywords.length > 0) buildKeywords(c, loc, keywords);
  c.op(loc, Op.CALL_FUNCTION_EX, keywords.length > 0 ? 1 : 0);
}

function buildKeywords(c: Codegen, loc: Location, keywords: readonly N.Keyword[]): void {
  let hasDict = false;
  let pending: N.Keyword[] = [];
  const flush = (): void => {
    if (pending.length === 0) return;
    buildNamed(c, loc, pending);
    if (hasDict) c.op(loc, Op.DICT_MERGE, 1);
    hasDict = true;
    pending = [];
  };
  for (const keyword of keywords) {
    if (keyword.arg !== null) {
      pending.push(keyword);
      continue;
    }
    flush();
    if (!hasDict) c.op(loc, Op.BUILD_MAP, 0);
    hasDict = true;
    visitExpression(c, keyword.value);
    c.op(loc, Op.DICT_MERGE, 1);
  }
  flush();
}

/** A dict of keyword arguments, none of them `**`. */
function buildNamed(c: Codegen, loc: Location, keywords: readonly N.Keyword[]): void {
  const count = keywords.length;
  const isBig = count * 2 > STACK_USE_GUIDELINE;
  if (count > 1 && !isBig) {
    for (const keyword of keywords) visitExpression(c, keyword.value);
    loadKeywordNames(c, loc, keywords);
    c.op(loc, Op.BUILD_CONST_KEY_MAP, count);
    return;
  }
  if (isBig) c.op(NO_LOCATION, Op.BUILD_MAP, 0);
  for (const keyword of keywords) {
    c.loadString(loc, keyword.arg!);
    visitExpression(c, keyword.value);
    if (isBig) c.op(NO_LOCATION, Op.MAP_ADD, 1);
  }
  if (!isBig) c.op(loc, Op.BUILD_MAP, count);
}
