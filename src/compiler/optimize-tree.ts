/**
 * The AST optimiser: folds constants in a tree before its symbol table is made. CPython: Python/ast_opt.c.
 *
 * No recursion: a walk from the top notes the places of all expressions that may fold; they are folded in the opposite
 * order, so that the parts of an expression come before it. Levels are counted where CPython counts its recursion.
 */
import { CO_FUTURE_ANNOTATIONS } from "../bytecode/code-object.ts";
import type { Comprehension, Expr, For, Mod, Stmt } from "./ast.ts";
import { type FoldingOptions, fold, foldIterable } from "./fold-constants.ts";
import { isDocstring } from "./future.ts";
import { RECURSION_LIMIT } from "./symbol-table-blocks.ts";
import { recursionError } from "./syntax-error.ts";

export interface OptimizeOptions {
  /** 0; 1 for `-O`, 2 for `-OO`. */
  optimize: 0 | 1 | 2;
  /** CO_FUTURE_ flags: annotations that are never evaluated are not folded. */
  features: number;
  /** Levels of recursion in use already, of CPython's 10,000. */
  depth?: number;
  /** Called with CPython's text where folding causes a DeprecationWarning. */
  warnDeprecated?: (message: string) => void;
}

/** The fields of each kind of node that hold nodes or arrays of nodes (or null). */
const CHILDREN: Record<string, readonly string[]> = {
  FunctionDef: ["type_params", "args", "body", "decorator_list", "returns"],
  AsyncFunctionDef: ["type_params", "args", "body", "decorator_list", "returns"],
  ClassDef: ["type_params", "bases", "keywords", "body", "decorator_list"],
  Return: ["value"],
  Delete: ["targets"],
  Assign: ["targets", "value"],
  TypeAlias: ["name", "type_params", "value"],
  AugAssign: ["target", "value"],
  AnnAssign: ["target", "annotation", "value"],
  For: ["target", "iter", "body", "orelse"],
  AsyncFor: ["target", "iter", "body", "orelse"],
  While: ["test", "body", "orelse"],
  If: ["test", "body", "orelse"],
  With: ["items", "body"],
  AsyncWith: ["items", "body"],
  Match: ["subject", "cases"],
  Raise: ["exc", "cause"],
  Try: ["body", "handlers", "orelse", "finalbody"],
  TryStar: ["body", "handlers", "orelse", "finalbody"],
  Assert: ["test", "msg"],
  Expr: ["value"],
  BoolOp: ["values"],
  NamedExpr: ["value"],
  BinOp: ["left", "right"],
  UnaryOp: ["operand"],
  Lambda: ["args", "body"],
  IfExp: ["test", "body", "orelse"],
  Dict: ["keys", "values"],
  Set: ["elts"],
  ListComp: ["elt", "generators"],
  SetComp: ["elt", "generators"],
  DictComp: ["key", "value", "generators"],
  GeneratorExp: ["elt", "generators"],
  Await: ["value"],
  Yield: ["value"],
  YieldFrom: ["value"],
  Compare: ["left", "comparators"],
  Call: ["func", "args", "keywords"],
  FormattedValue: ["value", "format_spec"],
  JoinedStr: ["values"],
  Attribute: ["value"],
  Subscript: ["value", "slice"],
  Starred: ["value"],
  List: ["elts"],
  Tuple: ["elts"],
  Slice: ["lower", "upper", "step"],
  comprehension: ["target", "iter", "ifs"],
  ExceptHandler: ["type", "body"],
  arguments: ["posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults"],
  arg: ["annotation"],
  keyword: ["value"],
  withitem: ["context_expr", "optional_vars"],
  match_case: ["pattern", "guard", "body"],
  MatchValue: ["value"],
  MatchSequence: ["patterns"],
  MatchMapping: ["keys", "patterns"],
  MatchClass: ["cls", "patterns", "kwd_patterns"],
  MatchAs: ["pattern"],
  MatchOr: ["patterns"],
  TypeVar: ["bound", "default_value"],
  ParamSpec: ["default_value"],
  TypeVarTuple: ["default_value"],
};

/** Fields that are left alone under `from __future__ import annotations`. */
const ANNOTATIONS = new Set(["annotation", "returns"]);

/** Nodes that CPython visits without a level of recursion. */
const FLAT = new Set([
  ...["comprehension", "ExceptHandler", "arguments", "arg", "keyword", "withitem", "match_case"],
  ...["TypeVar", "ParamSpec", "TypeVarTuple"],
]);

const FOLDABLE = new Set(["UnaryOp", "BinOp", "Subscript", "Tuple", "Compare", "Name"]);

type Node = { kind: string } & Record<string, unknown>;
/** A node or an array: what has a place for a node. */
type Holder = Record<string | number, unknown>;

/** Folds the constants of `tree` in place. Throws PythonSyntaxError (RecursionError) where it nests too deeply. */
export function optimizeTree(tree: Mod, filename: string, options: OptimizeOptions): void {
  if (tree.kind === "FunctionType") return;
  const walk = new Walk(filename, (options.features & CO_FUTURE_ANNOTATIONS) !== 0);
  if (tree.kind === "Module") walk.noteBody(tree.body);
  walk.visitAll(tree, "body", options.depth ?? 0);
  const { optimize, warnDeprecated = null } = options;
  walk.fold({ isDebug: optimize === 0, warnDeprecated });
}

class Walk {
  /** Places of expressions that may fold: the holder and the key or index in it. */
  private readonly holders: Holder[] = [];
  private readonly keys: (string | number)[] = [];
  /** Loops, whose iterables may fold. */
  private readonly loops: (For | Comprehension)[] = [];
  /** Bodies that begin with an expression that is no docstring. */
  private readonly bodies: Stmt[][] = [];
  private readonly pending: Node[] = [];
  private readonly depths: number[] = [];

  constructor(
    private readonly filename: string,
    private readonly hasFutureAnnotations: boolean,
  ) {}

  /** Visits everything below `holder[key]`. */
  visitAll(holder: object, key: string, depth: number): void {
    this.visitField(holder as Holder, key, depth);
    for (let node = this.pending.pop(); node !== undefined; node = this.pending.pop()) {
      this.visit(node, this.depths.pop()!);
    }
  }

  private visit(node: Node, outerDepth: number): void {
    const { kind } = node;
    const depth = FLAT.has(kind) ? outerDepth : outerDepth + 1;
    if (depth > RECURSION_LIMIT) throw recursionError(this.filename);
    if (kind === "For" || kind === "comprehension") this.loops.push(node as unknown as For | Comprehension);
    else if (kind === "FunctionDef" || kind === "AsyncFunctionDef" || kind === "ClassDef") {
      this.noteBody(node.body as Stmt[]);
    }
    const fields = CHILDREN[kind];
    if (fields === undefined) return;
    for (const field of fields) {
      if (!(this.hasFutureAnnotations && ANNOTATIONS.has(field))) this.visitField(node, field, depth);
    }
  }

  private visitField(holder: Holder, key: string | number, depth: number): void {
    const value = holder[key];
    if (value === null) return;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) this.visitField(value as unknown as Holder, i, depth);
      return;
    }
    const node = value as Node;
    if (FOLDABLE.has(node.kind)) {
      this.holders.push(holder);
      this.keys.push(key);
    }
    this.pending.push(node);
    this.depths.push(depth);
  }

  noteBody(body: Stmt[]): void {
    if (body.length > 0 && body[0].kind === "Expr" && !isDocstring(body[0])) this.bodies.push(body);
  }

  /** Folds everything that was noted. A part of a node was noted after it. */
  fold(options: FoldingOptions): void {
    for (let i = this.holders.length - 1; i >= 0; i--) {
      const holder = this.holders[i];
      const key = this.keys[i];
      holder[key] = fold(holder[key] as Expr, options);
    }
    for (const loop of this.loops) loop.iter = foldIterable(loop.iter);
    for (const body of this.bodies) keepFromDocstring(body);
  }
}

/** A string that folding has made at the beginning of `body` is no docstring: it becomes an f-string. */
function keepFromDocstring(body: Stmt[]): void {
  const [first] = body;
  if (first.kind !== "Expr" || !isDocstring(first)) return;
  const { lineno, col_offset, end_lineno, end_col_offset } = first;
  first.value = { kind: "JoinedStr", values: [first.value], lineno, col_offset, end_lineno, end_col_offset };
}
