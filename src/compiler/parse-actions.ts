/**
 * What the grammar's actions do with nodes: contexts, parameters, call arguments, and the names CPython gives to
 * expressions in its messages. The counterpart is Parser/action_helpers.c.
 */
import type * as N from "./ast.ts";
import { raiseAtLast, raiseMissingColon } from "./parse-errors.ts";
import { SOFT_KEYWORDS } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";

export function idOf(name: N.Name): string {
  return name.id;
}

export function idOrNull(name: N.Name | null): string | null {
  return name === null ? null : name.id;
}

export function dotted(first: N.Name, rest: N.Name[]): string {
  return `${first.id}.${rest.map(idOf).join(".")}`;
}

export function tokenText(t: Tokenizer, i: number): string {
  return t.source.slice(t.starts[i], t.ends[i]);
}

/** `node`, which may stand in sources for Python 3.`version` and later only. `what` is CPython's phrase for it. */
export function since<Node>(t: Tokenizer, version: number, what: string, node: Node): Node {
  if (t.featureVersion >= version) return node;
  return raiseAtLast(t, `${what} only supported in Python 3.${version} and greater`);
}

/** `node` with the type comment that is token `comment`, if it is one. */
export function withTypeComment<Node extends { type_comment?: string | null }>(
  t: Tokenizer,
  node: Node,
  comment: number | null,
): Node {
  if (comment !== null) node.type_comment = tokenText(t, comment);
  return node;
}

/** As withTypeComment for a node that the parser may remember; -1: no comment. */
export function parameterWithTypeComment(t: Tokenizer, node: N.Arg, comment: number): N.Arg {
  return comment < 0 ? node : { ...node, type_comment: tokenText(t, comment) };
}

/** CPython tells its prompt that the input has ended, and the parse fails. */
export function interactiveExit(t: Tokenizer): null {
  void t;
  return null;
}

/** `expr` and what it unpacks to, as a target. Makes new nodes: the old ones may be remembered by the parser. */
export function withContext(expr: N.Expr, ctx: N.ExprContext): N.Expr {
  switch (expr.kind) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return { ...expr, ctx };
    case "Starred":
      return { ...expr, value: withContext(expr.value, ctx), ctx };
    case "Tuple":
    case "List":
      return { ...expr, elts: expr.elts.map((element) => withContext(element, ctx)), ctx };
    default:
      return expr;
  }
}

// --- parameters ---

export interface Parameter {
  arg: N.Arg;
  value: N.Expr | null;
}

export interface SlashWithDefault {
  plain: N.Arg[];
  withDefaults: Parameter[];
}

export interface StarEtc {
  vararg: N.Arg | null;
  kwonly: Parameter[];
  kwarg: N.Arg | null;
}

export function emptyArguments(): N.Arguments {
  return makeArguments([], [], [], [], null);
}

/** `positionalOnly` stand before `/`; those with defaults follow those without. */
export function makeArguments(
  positionalOnly: N.Arg[],
  positionalOnlyWithDefaults: Parameter[],
  plain: N.Arg[],
  withDefaults: Parameter[],
  star: StarEtc | null,
): N.Arguments {
  const args = withDefaults.length === 0 ? plain : plain.concat(withDefaults.map((p) => p.arg));
  return {
    kind: "arguments",
    posonlyargs: positionalOnly.concat(positionalOnlyWithDefaults.map((p) => p.arg)),
    args,
    vararg: star === null ? null : star.vararg,
    kwonlyargs: star === null ? [] : star.kwonly.map((p) => p.arg),
    kw_defaults: star === null ? [] : star.kwonly.map((p) => p.value),
    kwarg: star === null ? null : star.kwarg,
    defaults: positionalOnlyWithDefaults.concat(withDefaults).map((p) => p.value!),
  };
}

// --- calls and displays ---

export interface CallArguments {
  args: N.Expr[];
  keywords: N.Keyword[];
}

export const NO_ARGUMENTS: CallArguments = { args: [], keywords: [] };

/** `named` are keywords and the starred arguments between them. */
export function collectArguments(args: N.Expr[], named: (N.Keyword | N.Starred)[] | null): CallArguments {
  if (named === null) return { args, keywords: [] };
  const starred = named.filter((item): item is N.Starred => item.kind === "Starred");
  const keywords = named.filter((item): item is N.Keyword => item.kind === "keyword");
  return { args: starred.length === 0 ? args : [...args, ...starred], keywords };
}

export interface DictItem {
  key: N.Expr | null;
  value: N.Expr;
}

export function makeDict(node: N.Dict, items: DictItem[] | null): N.Dict {
  if (items === null) return node;
  node.keys = items.map((item) => item.key);
  node.values = items.map((item) => item.value);
  return node;
}

export interface TryTail {
  isStar: boolean;
  handlers: N.ExceptHandler[];
  orelse: N.Stmt[] | null;
  finalbody: N.Stmt[] | null;
}

export function lastComprehensionItem(clauses: N.Comprehension[]): N.Expr {
  const clause = clauses[clauses.length - 1];
  return clause.ifs.length > 0 ? clause.ifs[clause.ifs.length - 1] : clause.iter;
}

// --- messages ---

export type TargetUse = "assign" | "for" | "delete";

/** The first part of `e` that cannot be a target, or null. */
export function invalidTarget(e: N.Expr, use: TargetUse): N.Expr | null {
  switch (e.kind) {
    case "List":
    case "Tuple":
      for (const element of e.elts) {
        const culprit = invalidTarget(element, use);
        if (culprit !== null) return culprit;
      }
      return null;
    case "Starred":
      return use === "delete" ? e : invalidTarget(e.value, use);
    case "Compare":
      // In `for a in b` the parser took `a in b` for a comparison.
      if (use !== "for") return e;
      return e.ops[0] === "In" ? invalidTarget(e.left, use) : null;
    case "Name":
    case "Subscript":
    case "Attribute":
      return null;
    default:
      return e;
  }
}

export function isLegacyStatement(e: N.Expr): boolean {
  return e.kind === "Name" && (e.id === "print" || e.id === "exec");
}

/** Whether some soft keyword begins with the text of token `i`. */
export function isSoftKeywordPrefix(t: Tokenizer, i: number): boolean {
  const text = tokenText(t, i);
  return SOFT_KEYWORDS.some((keyword) => keyword.startsWith(text));
}

export function missingColon(t: Tokenizer, key: N.Expr): never {
  return raiseMissingColon(t, key);
}

const EXPRESSION_NAMES: Partial<Record<N.Expr["kind"], string>> = {
  Attribute: "attribute",
  Subscript: "subscript",
  Starred: "starred",
  Name: "name",
  List: "list",
  Tuple: "tuple",
  Lambda: "lambda",
  Call: "function call",
  BoolOp: "expression",
  BinOp: "expression",
  UnaryOp: "expression",
  GeneratorExp: "generator expression",
  Yield: "yield expression",
  YieldFrom: "yield expression",
  Await: "await expression",
  ListComp: "list comprehension",
  SetComp: "set comprehension",
  DictComp: "dict comprehension",
  Dict: "dict literal",
  Set: "set display",
  JoinedStr: "f-string expression",
  FormattedValue: "f-string expression",
  Compare: "comparison",
  IfExp: "conditional expression",
  NamedExpr: "named expression",
};

/** What CPython calls such an expression in "cannot assign to ...". */
export function expressionName(e: N.Expr): string {
  if (e.kind !== "Constant") return EXPRESSION_NAMES[e.kind]!;
  switch (e.value.type) {
    case "None":
      return "None";
    case "bool":
      return e.value.value ? "True" : "False";
    case "Ellipsis":
      return "ellipsis";
    default:
      return "literal";
  }
}
