/**
 * The state of code generation: scopes that are open, and everything that writes an instruction.
 *
 * The walk over the tree is in the other codegen-*.ts: functions that take the Codegen and a node. A node serves as the
 * location of its instructions. CPython: Python/compile.c.
 */
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_FUTURE_ANNOTATIONS,
  CO_GENERATOR,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  type CodeObject,
  type Constant,
} from "../bytecode/code-object.ts";
import { Op } from "../bytecode/opcodes.ts";
import type { assembleUnit } from "./assemble.ts";
import { CodegenUnit, type FrameBlock, type ScopeType } from "./codegen-unit.ts";
import { ConstantCache } from "./constant-cache.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";
import { mangleIn } from "./mangle.ts";
import { GLOBAL_EXPLICIT, type SymbolTable, type SymbolTableEntry } from "./symbol-table.ts";
import { errorAt, type ParseWarning, PythonSyntaxError } from "./syntax-error.ts";

export interface CodegenOptions {
  optimize: 0 | 1 | 2;
  /** PyCF_ and CO_FUTURE_ bits, those of the tree's own future imports among them. */
  flags: number;
  isInteractive: boolean;
  /** The last `from __future__ import ...` that counts. */
  futureLocation: Location;
  assemble: typeof assembleUnit;
}

/** The CO_FUTURE_ bits that go from the flags into co_flags. */
const PyCF_MASK = 0x1fe0000;
const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;

/** Open frame blocks at most, per scope. */
const CO_MAXBLOCKS = 21;

/** Argument of RESUME. */
export const Resume = { AT_FUNC_START: 0, AFTER_YIELD: 1, AFTER_YIELD_FROM: 2, AFTER_AWAIT: 3 } as const;

/** Arguments of CALL_INTRINSIC_1. */
export const Intrinsic1 = {
  PRINT: 1,
  IMPORT_STAR: 2,
  STOPITERATION_ERROR: 3,
  ASYNC_GEN_WRAP: 4,
  UNARY_POSITIVE: 5,
  LIST_TO_TUPLE: 6,
  TYPEVAR: 7,
  PARAMSPEC: 8,
  TYPEVARTUPLE: 9,
  SUBSCRIPT_GENERIC: 10,
  TYPEALIAS: 11,
} as const;

/** Arguments of CALL_INTRINSIC_2. */
export const Intrinsic2 = {
  PREP_RERAISE_STAR: 1,
  TYPEVAR_WITH_BOUND: 2,
  TYPEVAR_WITH_CONSTRAINTS: 3,
  SET_FUNCTION_TYPE_PARAMS: 4,
  SET_TYPEPARAM_DEFAULT: 5,
} as const;

export const NONE: Constant = { type: "None" };

/** A scope that is complete. */
export interface FinishedScope {
  code: CodeObject;
  /** Names of its free variables, in order. */
  freevars: readonly string[];
}

export class Codegen {
  readonly constants = new ConstantCache();
  readonly warnings: ParseWarning[] = [];
  /** Scopes around the current one, the module first. */
  readonly outer: CodegenUnit[] = [];
  unit!: CodegenUnit;

  constructor(
    readonly symbols: SymbolTable,
    readonly filename: string,
    readonly options: CodegenOptions,
  ) {}

  get hasFutureAnnotations(): boolean {
    return (this.options.flags & CO_FUTURE_ANNOTATIONS) !== 0;
  }

  /** `await` and its kin are allowed in the module itself, which is then a coroutine. */
  get isTopLevelAwait(): boolean {
    return (this.options.flags & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0 && this.unit.entry.type === "module";
  }

  // --- errors ---

  fail(loc: Location, message: string): never {
    throw errorAt(this.filename, loc, message);
  }

  /** What CPython takes for a mistake of its own, though a program's tree may cause it. */
  failInternally(message: string): never {
    throw new PythonSyntaxError("SystemError", message, this.filename, null, null, null, null, null);
  }

  warn(loc: Location, message: string): void {
    this.warnings.push({
      category: "SyntaxWarning",
      message,
      lineno: loc.lineno,
      offset: loc.col_offset + 1,
      endLineno: loc.end_lineno,
      endOffset: loc.end_col_offset + 1,
      text: null,
    });
  }

  // --- scopes ---

  enterScope(
    name: string,
    scopeType: ScopeType,
    entry: SymbolTableEntry,
    lineno: number,
    className: string | null = this.unit?.className ?? null,
  ): void {
    if (this.unit !== undefined) this.outer.push(this.unit);
    this.unit = new CodegenUnit(scopeType, entry, className, name, lineno);
    if (scopeType !== "module") this.unit.code.qualname = this.qualifiedName(name);
    const start = scopeType === "module" ? 0 : lineno;
    this.op({ lineno: start, end_lineno: lineno, col_offset: 0, end_col_offset: 0 }, Op.RESUME, Resume.AT_FUNC_START);
  }

  /** Ends the current scope with a return (of None if `returnsNone`) and goes back to the one around it. */
  leaveScope(returnsNone: boolean): FinishedScope {
    if (returnsNone) this.loadConst(NO_LOCATION, NONE);
    this.op(NO_LOCATION, Op.RETURN_VALUE);
    const { code: codeUnit, sequence } = this.unit;
    const { freevars } = codeUnit;
    const code = this.options.assemble(codeUnit, sequence, {
      codeFlags: this.codeFlags(),
      filename: this.filename,
      constants: this.constants,
    });
    if (this.outer.length > 0) this.unit = this.outer.pop()!;
    return { code, freevars: [...freevars.keys()] };
  }

  private codeFlags(): number {
    const { entry } = this.unit;
    let flags = this.options.flags & PyCF_MASK;
    if (entry.isFunctionLike) {
      flags |= CO_NEWLOCALS | CO_OPTIMIZED;
      if (entry.isNested) flags |= CO_NESTED;
      if (entry.isGenerator) flags |= entry.isCoroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
      else if (entry.isCoroutine) flags |= CO_COROUTINE;
      if (entry.hasVarargs) flags |= CO_VARARGS;
      if (entry.hasVarkeywords) flags |= CO_VARKEYWORDS;
    }
    if (this.isTopLevelAwait && entry.isCoroutine && !entry.isGenerator) flags |= CO_COROUTINE;
    return flags;
  }

  /** `__qualname__` of the function or class `name` whose scope has just been entered. */
  private qualifiedName(name: string): string {
    let depth = this.outer.length;
    // The scope of type parameters does not show.
    if (depth > 0 && this.outer[depth - 1].scopeType === "type parameters") depth--;
    if (depth <= 1) return name;
    const parent = this.outer[depth - 1];
    const { scopeType } = this.unit;
    if (scopeType === "function" || scopeType === "async function" || scopeType === "class") {
      const mangled = mangleIn(parent.entry.mangledNames, parent.className, name);
      if (parent.entry.scopeOf(mangled) === GLOBAL_EXPLICIT) return name;
    }
    const { qualname } = parent.code;
    const hasLocals = /^(function|async function|lambda)$/.test(parent.scopeType);
    return hasLocals ? `${qualname}.<locals>.${name}` : `${qualname}.${name}`;
  }

  /** `name` as it is stored in the current scope. */
  mangled(name: string): string {
    return mangleIn(this.unit.entry.mangledNames, this.unit.className, name);
  }

  // --- frame blocks ---

  pushBlock(loc: Location, block: FrameBlock): void {
    const { frameBlocks } = this.unit;
    if (frameBlocks.length >= CO_MAXBLOCKS) this.fail(loc, "too many statically nested blocks");
    frameBlocks.push(block);
  }

  popBlock(): void {
    this.unit.frameBlocks.pop();
  }

  // --- instructions ---

  op(loc: Location, opcode: number, oparg = 0): void {
    this.unit.sequence.emit(opcode, oparg, loc);
  }

  newLabel(): Label {
    return this.unit.sequence.newLabel();
  }

  useLabel(label: Label): void {
    this.unit.sequence.useLabel(label);
  }

  constIndex(constant: Constant): number {
    return this.unit.constIndex(this.constants.merge(constant));
  }

  loadConst(loc: Location, constant: Constant): void {
    this.op(loc, Op.LOAD_CONST, this.constIndex(constant));
  }

  loadInt(loc: Location, value: number): void {
    this.loadConst(loc, { type: "int", value: BigInt(value) });
  }

  /** A name as a string. */
  loadString(loc: Location, value: string): void {
    this.loadConst(loc, { type: "str", value, isInterned: true });
  }

  /** A tuple of names. */
  loadStrings(loc: Location, values: readonly string[]): void {
    this.loadConst(loc, { type: "tuple", items: values.map((value) => ({ type: "str", value, isInterned: true })) });
  }

  /** An instruction on the attribute (or module) `name`. The pseudo instructions of attributes get their form here. */
  opName(loc: Location, opcode: number, name: string): void {
    const index = this.unit.nameIndex(this.mangled(name));
    switch (opcode) {
      case Op.LOAD_ATTR:
        this.op(loc, opcode, index << 1);
        return;
      case Op.LOAD_METHOD:
        this.op(loc, Op.LOAD_ATTR, (index << 1) | 1);
        return;
      case Op.LOAD_SUPER_ATTR:
        this.op(loc, opcode, (index << 2) | 2);
        return;
      case Op.LOAD_SUPER_METHOD:
        this.op(loc, Op.LOAD_SUPER_ATTR, (index << 2) | 3);
        return;
      case Op.LOAD_ZERO_SUPER_ATTR:
        this.op(loc, Op.LOAD_SUPER_ATTR, index << 2);
        return;
      case Op.LOAD_ZERO_SUPER_METHOD:
        this.op(loc, Op.LOAD_SUPER_ATTR, (index << 2) | 1);
        return;
      default:
        this.op(loc, opcode, index);
        return;
    }
  }

  /** Passes a value to whoever runs the generator. */
  yieldValue(loc: Location): void {
    const { entry } = this.unit;
    if (entry.isGenerator && entry.isCoroutine) this.op(loc, Op.CALL_INTRINSIC_1, Intrinsic1.ASYNC_GEN_WRAP);
    this.op(loc, Op.YIELD_VALUE, 0);
    this.op(loc, Op.RESUME, Resume.AFTER_YIELD);
  }

  /** Awaits what lies on the stack. `kind`: 0 an expression, 1 `__aenter__`, 2 `__aexit__`, for the message of the error. */
  awaitValue(loc: Location, kind: 0 | 1 | 2): void {
    this.op(loc, Op.GET_AWAITABLE, kind);
    this.loadConst(loc, NONE);
    this.delegate(loc, Resume.AFTER_AWAIT);
  }

  /** The loop of `yield from` and `await`: below the value to send lies the iterator; their result takes its place. */
  delegate(loc: Location, resume: number): void {
    const send = this.newLabel();
    const fail = this.newLabel();
    const exit = this.newLabel();
    this.useLabel(send);
    this.op(loc, Op.SEND, exit);
    // throw() and close() reach the inner iterator; a StopIteration out of that is its result.
    this.op(loc, Op.SETUP_FINALLY, fail);
    this.op(loc, Op.YIELD_VALUE, 1);
    this.op(NO_LOCATION, Op.POP_BLOCK);
    this.op(loc, Op.RESUME, resume);
    this.op(loc, Op.JUMP_NO_INTERRUPT, send);
    this.useLabel(fail);
    this.op(loc, Op.CLEANUP_THROW);
    this.useLabel(exit);
    this.op(loc, Op.END_SEND);
  }

  /** Wraps the code of a generator: a StopIteration that leaves it becomes a RuntimeError. */
  wrapStopIteration(): void {
    const handler = this.newLabel();
    this.unit.sequence.insert(0, { opcode: Op.SETUP_CLEANUP, oparg: handler, loc: NO_LOCATION });
    this.loadConst(NO_LOCATION, NONE);
    this.op(NO_LOCATION, Op.RETURN_VALUE);
    this.useLabel(handler);
    this.op(NO_LOCATION, Op.CALL_INTRINSIC_1, Intrinsic1.STOPITERATION_ERROR);
    this.op(NO_LOCATION, Op.RERAISE, 1);
  }
}
