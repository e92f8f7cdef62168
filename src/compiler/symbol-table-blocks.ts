/**
 * The blocks under construction: which one is current, and what a definition or a use of a name does to it.
 *
 * symbol-table-statements.ts and symbol-table-expressions.ts walk the tree and call this. CPython: the symtable_enter_block,
 * symtable_add_def and symtable_lookup families of Python/symtable.c.
 */
import { CO_FUTURE_ANNOTATIONS } from "../bytecode/code-object.ts";
import type { Expression, Interactive, Module, Position, TypeParam } from "./ast.ts";
import type { FutureFeatures } from "./future.ts";
import { mangleIn } from "./mangle.ts";
import {
  type BlockKey,
  type BlockType,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  SymbolTable,
  SymbolTableEntry,
} from "./symbol-table.ts";
import { errorAt, recursionError } from "./syntax-error.ts";

/** CPython's Py_C_RECURSION_LIMIT on the usual platforms. */
export const RECURSION_LIMIT = 10_000;

const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;

const NOWHERE: Position = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

export class Blocks {
  readonly table: SymbolTable;
  /** Blocks from the module to the current one. */
  readonly stack: SymbolTableEntry[];
  current: SymbolTableEntry;
  /** Name of the innermost class, for private names. */
  className: string | null = null;
  readonly hasFutureAnnotations: boolean;
  readonly allowsTopLevelAwait: boolean;

  /** `depth`: levels of recursion in use, of RECURSION_LIMIT. */
  constructor(
    tree: Module | Interactive | Expression,
    readonly filename: string,
    future: FutureFeatures,
    public depth: number,
  ) {
    this.current = new SymbolTableEntry("top", "module", 0);
    this.table = new SymbolTable(filename, this.current);
    this.table.blocks.set(tree, this.current);
    this.stack = [this.current];
    this.hasFutureAnnotations = (future.features & CO_FUTURE_ANNOTATIONS) !== 0;
    this.allowsTopLevelAwait = (future.features & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0;
  }

  fail(place: Position, message: string): never {
    throw errorAt(this.filename, place, message);
  }

  /** Throws where the tree is `depth` levels deep and that is too much. */
  checkDepth(depth: number): void {
    if (depth > RECURSION_LIMIT) throw recursionError(this.filename);
  }

  // --- entering and leaving ---

  enter(name: string, type: BlockType, key: BlockKey, place: Position): void {
    const entry = this.push(name, type, place);
    this.table.blocks.set(key, entry);
    this.stack[this.stack.length - 2].children.push(entry);
  }

  /** Enters the block of the default of `parameter`. */
  enterDefault(name: string, parameter: TypeParam, place: Position): void {
    const entry = this.push(name, "type variable", place);
    this.table.defaultBlocks.set(parameter, entry);
    this.stack[this.stack.length - 2].children.push(entry);
  }

  /** Enters a block for annotations that are never evaluated: what it finds is forgotten, except errors. */
  enterUnusedAnnotation(): void {
    this.push("_annotation", "annotation", NOWHERE);
  }

  leave(): void {
    this.stack.pop();
    this.current = this.stack[this.stack.length - 1];
  }

  private push(name: string, type: BlockType, place: Position): SymbolTableEntry {
    const outer = this.current;
    const entry = new SymbolTableEntry(name, type, place.lineno);
    entry.isNested = outer.isNested || outer.isFunctionLike;
    entry.iterExpressionDepth = outer.iterExpressionDepth;
    // A class mangles all names itself.
    if (type !== "class") entry.mangledNames = outer.mangledNames;
    this.stack.push(entry);
    this.current = entry;
    return entry;
  }

  // --- names ---

  mangled(name: string): string {
    return mangleIn(this.current.mangledNames, this.className, name);
  }

  /** What is known of `name` in `entry` so far. */
  flagsIn(entry: SymbolTableEntry, name: string): number {
    return entry.symbols.get(mangleIn(entry.mangledNames, this.className, name)) ?? 0;
  }

  flagsOf(name: string): number {
    return this.flagsIn(this.current, name);
  }

  define(name: string, flag: number, place: Position): void {
    this.defineIn(this.current, name, flag, place);
  }

  defineIn(entry: SymbolTableEntry, name: string, flag: number, place: Position): void {
    if (flag & DEF_TYPE_PARAM && entry.mangledNames !== null) entry.mangledNames.add(name);
    const mangled = mangleIn(entry.mangledNames, this.className, name);
    const known = entry.symbols.get(mangled) ?? 0;
    if (flag & known & DEF_PARAM) this.fail(place, `duplicate argument '${name}' in function definition`);
    if (flag & known & DEF_TYPE_PARAM) this.fail(place, `duplicate type parameter '${name}'`);
    let flags = known | flag;
    if (entry.isVisitingIterTarget) {
      if (flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
        this.fail(place, `comprehension inner loop cannot rebind assignment expression target '${name}'`);
      }
      flags |= DEF_COMP_ITER;
    }
    entry.symbols.set(mangled, flags);
    if (flag & DEF_PARAM) entry.varnames.push(mangled);
    else if (flag & DEF_GLOBAL) {
      const { symbols } = this.table.top;
      symbols.set(mangled, (symbols.get(mangled) ?? 0) | flag);
    }
  }

  /** Remembers that `name` was declared at `place`. */
  recordDirective(name: string, { lineno, col_offset, end_lineno, end_col_offset }: Position): void {
    this.current.directives.push({ name: this.mangled(name), lineno, col_offset, end_lineno, end_col_offset });
  }
}
