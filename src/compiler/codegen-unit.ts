/**
 * One scope while codegen writes it: its instructions, what the back end is to know of it (CodeUnit) and the statements that
 * are open around the place of writing. CPython: struct compiler_unit, struct fblockinfo in Python/compile.c.
 */
import type { Constant } from "../bytecode/code-object.ts";
import type { Stmt } from "./ast.ts";
import type { CodeUnit } from "./code-unit.ts";
import { InstructionSequence, type Label, type Location } from "./instruction-sequence.ts";
import { CELL, DEF_COMP_CELL, DEF_FREE_CLASS, FREE, type SymbolTableEntry } from "./symbol-table.ts";

export type ScopeType =
  | "module"
  | "class"
  | "function"
  | "async function"
  | "lambda"
  | "comprehension"
  | "type parameters";

/** A statement (or a part of one) that `return`, `break` and `continue` have to leave in good order. */
export type FrameBlock =
  | { type: "while loop" | "for loop"; start: Label; exit: Label }
  | { type: "finally try"; body: Stmt[] }
  | { type: "with" | "async with"; loc: Location }
  /** The body of `except E as name`. */
  | { type: "handler cleanup"; name: string | null }
  | {
      type:
        | "try except"
        | "finally end"
        /** A value that is to be returned lies on the stack. */
        | "pop value"
        | "exception handler"
        | "exception group handler"
        | "async comprehension"
        | "stop iteration";
    };

export class CodegenUnit {
  readonly sequence = new InstructionSequence();
  readonly code: CodeUnit;
  readonly frameBlocks: FrameBlock[] = [];
  /** For classes: attributes that methods set on `self`. */
  readonly staticAttributes = new Set<string>();
  /** Inlined comprehensions around the place of writing. */
  inlinedComprehensions = 0;
  /** Locals of inlined comprehensions outside of functions: true while their comprehension is being written. */
  readonly fastHidden = new Map<string, boolean>();
  private readonly constIndices = new Map<Constant, number>();
  private readonly nameIndices = new Map<string, number>();

  constructor(
    readonly scopeType: ScopeType,
    readonly entry: SymbolTableEntry,
    /** Name of the innermost class, for private names. */
    readonly className: string | null,
    name: string,
    firstlineno: number,
  ) {
    const cellvars = indexNames(entry, CELL, DEF_COMP_CELL, 0);
    if (entry.needsClassClosure) cellvars.set("__class__", cellvars.size);
    if (entry.needsClassDict) cellvars.set("__classdict__", cellvars.size);
    this.code = {
      name,
      qualname: name,
      consts: [],
      names: [],
      varnames: new Map(entry.varnames.map((variable, index) => [variable, index])),
      cellvars,
      freevars: indexNames(entry, FREE, DEF_FREE_CLASS, cellvars.size),
      fasthidden: new Set(),
      argcount: 0,
      posonlyargcount: 0,
      kwonlyargcount: 0,
      firstlineno,
    };
  }

  /** The index of a constant that the cache has merged. */
  constIndex(constant: Constant): number {
    let index = this.constIndices.get(constant);
    if (index === undefined) {
      index = this.code.consts.push(constant) - 1;
      this.constIndices.set(constant, index);
    }
    return index;
  }

  nameIndex(name: string): number {
    let index = this.nameIndices.get(name);
    if (index === undefined) {
      index = this.code.names.push(name) - 1;
      this.nameIndices.set(name, index);
    }
    return index;
  }

  varIndex(name: string): number {
    const { varnames } = this.code;
    let index = varnames.get(name);
    if (index === undefined) {
      index = varnames.size;
      varnames.set(name, index);
    }
    return index;
  }

  /** The index of a cell or free variable among them: a name can be both, as `scope` tells. */
  derefIndex(name: string, scope: number): number {
    const index = (scope === FREE ? this.code.freevars : this.code.cellvars).get(name);
    if (index === undefined) throw new Error(`${name} is no cell and no free variable of ${this.code.qualname}`);
    return index;
  }

  hide(name: string, isHidden: boolean): void {
    this.fastHidden.set(name, isHidden);
    this.code.fasthidden.add(name);
  }
}

/** The names of `entry` that have `scope` or one of the bits of `flag`, in order of their text, numbered from `first`. */
function indexNames(entry: SymbolTableEntry, scope: number, flag: number, first: number): Map<string, number> {
  const names: string[] = [];
  for (const [name, flags] of entry.symbols) {
    if (entry.scopeOf(name) === scope || (flags & flag) !== 0) names.push(name);
  }
  names.sort(compareCodePoints);
  return new Map(names.map((name, index) => [name, first + index]));
}

/** Order of Python's strings; that of JS's differs where characters are beyond U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
  if (Number.isNaN(x) || Number.isNaN(y)) return a.length - b.length;
  const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xe000;
  if (isSurrogate(x) !== isSurrogate(y)) return isSurrogate(x) ? 1 : -1;
  return x - y;
}
