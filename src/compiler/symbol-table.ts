/** Scopes and the names in them: the interface. CPython: Python/symtable.c, pycore_symtable.h. */

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
export const DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM;

/** Scopes that `SymbolTableEntry.scopeOf` returns. */
export const LOCAL = 1;
export const GLOBAL_EXPLICIT = 2;
export const GLOBAL_IMPLICIT = 3;
export const FREE = 4;
export const CELL = 5;

export type ComprehensionKind = "none" | "list" | "dict" | "set" | "generator";

/** One block. CPython: PySTEntryObject, whose fields these are. */
export class SymbolTableEntry {
  /** name -> DEF_ bits | scope << SCOPE_OFFSET (12), in order of insertion. */
  readonly symbols = new Map<string, number>();
  /** Names of parameters in order, mangled. */
  readonly varnames: string[] = [];
  readonly children: SymbolTableEntry[] = [];
  isNested = false;
  isGenerator = false;
  isCoroutine = false;
  comprehension: ComprehensionKind = "none";
  hasVarargs = false;
  hasVarkeywords = false;
  returnsValue = false;
  needsClassClosure = false;
  needsClassDict = false;
  /** PEP 709: this comprehension's code goes into the enclosing scope. */
  isInlinedComprehension = false;
  isCompIterTarget = false;
  canSeeClassScope = false;
  hasDocstring = false;
  isMethod = false;

  constructor(
    readonly name: string,
    readonly type: BlockType,
    readonly lineno: number,
  ) {}

  /** LOCAL ... CELL; 0 when the name is not in the block. `name` is mangled. */
  scopeOf(name: string): number {
    return ((this.symbols.get(name) ?? 0) >> 12) & 15;
  }
}
