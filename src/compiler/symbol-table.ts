/**
 * Scopes and the names in them, as codegen sees them. build-symbol-table.ts makes the table.
 * CPython: pycore_symtable.h.
 */
import type {
  DictComp,
  Expression,
  GeneratorExp,
  Interactive,
  Lambda,
  ListComp,
  Module,
  SetComp,
  Stmt,
  TypeParam,
} from "./ast.ts";

/** Kinds of blocks. */
export type BlockType =
  | "function"
  | "class"
  | "module"
  | "annotation"
  | "type alias"
  | "type parameters"
  | "type variable";

/** What a name is in a block; values of CPython's symtable.h. */
export const DEF_GLOBAL = 1;
export const DEF_LOCAL = 2;
export const DEF_PARAM = 4;
export const DEF_NONLOCAL = 8;
export const USE = 16;
export const DEF_FREE_CLASS = 64;
export const DEF_IMPORT = 128;
export const DEF_ANNOT = 256;
export const DEF_COMP_ITER = 512;
export const DEF_TYPE_PARAM = 1024;
export const DEF_COMP_CELL = 2048;
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;

/** The scope of a name is stored above its DEF_ bits. */
export const SCOPE_OFFSET = 12;

/** Scopes that `SymbolTableEntry.scopeOf` returns. */
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

export type ComprehensionKind = "none" | "list" | "dict" | "set" | "generator";

/** A `global` or `nonlocal` statement's mention of a name, for errors that show only after all scopes are known. */
export interface Directive {
  /** Mangled. */
  name: string;
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

/** One block. CPython: PySTEntryObject, whose fields these are. */
export class SymbolTableEntry {
  /** Mangled name -> DEF_ bits | scope << SCOPE_OFFSET, in order of insertion. */
  readonly symbols = new Map<string, number>();
  /** Names of parameters in order, mangled. */
  readonly varnames: string[] = [];
  /** Blocks directly inside; those of an inlined comprehension stand in its place. */
  children: SymbolTableEntry[] = [];
  readonly directives: Directive[] = [];
  /** Where not null, only these names are mangled: in the type-parameter scope of a class and the scopes inside it. */
  mangledNames: Set<string> | null = null;
  isNested = false;
  isGenerator = false;
  isCoroutine = false;
  comprehension: ComprehensionKind = "none";
  hasVarargs = false;
  hasVarkeywords = false;
  returnsValue = false;
  /** For classes: a method uses `__class__` or `super`. */
  needsClassClosure = false;
  /** For classes: an annotation scope inside uses the class's namespace. */
  needsClassDict = false;
  /** PEP 709: this comprehension's code goes into the enclosing scope. */
  isInlinedComprehension = false;
  /** The block is an annotation scope that sees names of the class around it. */
  canSeeClassScope = false;
  /** While building: the target of a comprehension is being visited. */
  isVisitingIterTarget = false;
  /** While building: depth of comprehension iterables being visited. */
  iterExpressionDepth = 0;
  /** "type variable" blocks: what the block is in messages, such as `a TypeVar bound`. */
  scopeInfo: string | null = null;

  constructor(
    readonly name: string,
    readonly type: BlockType,
    readonly lineno: number,
  ) {}

  /** LOCAL ... CELL; 0 when the name is not in the block. `name` is mangled. */
  scopeOf(name: string): number {
    return ((this.symbols.get(name) ?? 0) >> SCOPE_OFFSET) & 15;
  }

  /** The DEF_ bits; 0 when the name is not in the block. `name` is mangled. */
  flagsOf(name: string): number {
    return (this.symbols.get(name) ?? 0) & ((1 << SCOPE_OFFSET) - 1);
  }

  /** Blocks whose names blocks inside can refer to as free variables. CPython: _PyST_IsFunctionLike. */
  get isFunctionLike(): boolean {
    return this.type !== "module" && this.type !== "class" && this.type !== "annotation";
  }
}

/**
 * What a block belongs to: a module, function, lambda, class, comprehension; a `type` statement for the block of its
 * value; the array `type_params` of a function, class or `type` statement for the block of its type parameters; a type
 * parameter for the block of its bound.
 */
export type BlockKey =
  | Module
  | Interactive
  | Expression
  | Stmt
  | Lambda
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | TypeParam
  | TypeParam[];

/** All blocks of a tree. CPython: struct symtable. */
export class SymbolTable {
  readonly blocks = new Map<BlockKey, SymbolTableEntry>();
  /** The blocks of type parameters' defaults. */
  readonly defaultBlocks = new Map<TypeParam, SymbolTableEntry>();

  constructor(
    readonly filename: string,
    readonly top: SymbolTableEntry,
  ) {}

  /** The block of `key`. Throws where there is none: then the caller and the builder disagree. */
  lookup(key: BlockKey): SymbolTableEntry {
    return found(this.blocks.get(key));
  }

  /** The block of the default of a type parameter. */
  lookupDefault(parameter: TypeParam): SymbolTableEntry {
    return found(this.defaultBlocks.get(parameter));
  }
}

function found(entry: SymbolTableEntry | undefined): SymbolTableEntry {
  if (entry === undefined) throw new Error("no symbol table entry for this node");
  return entry;
}
