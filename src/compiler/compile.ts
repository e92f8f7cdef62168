/**
 * Python source to a code object: all stages in order. CPython: Py_CompileStringObject, _PyAST_Compile.
 *
 * text -> parse.ts -> future.ts -> optimize-tree.ts -> build-symbol-table.ts -> codegen -> assemble.ts
 */
import { CO_FUTURE_BARRY_AS_BDFL, type CodeObject } from "../bytecode/code-object.ts";
import { writeMarshal } from "../bytecode/marshal-write.ts";
import { assembleUnit } from "./assemble.ts";
import type { Mod } from "./ast.ts";
import { buildSymbolTable } from "./build-symbol-table.ts";
import { Codegen, type CodegenOptions } from "./codegen.ts";
import { visitModule } from "./codegen-body.ts";
import { futureFeatures } from "./future.ts";
import { optimizeTree } from "./optimize-tree.ts";
import { type ParseMode, type ParseResult, parse } from "./parse.ts";
import { deprecation, type ParseWarning, PythonSyntaxError, recursionError } from "./syntax-error.ts";

export type CompileMode = "exec" | "eval" | "single";

export interface CompileOptions {
  /** 0; 1 for `-O`: without assertions; 2 for `-OO`: without docstrings too. */
  optimize: 0 | 1 | 2;
  /** PyCF_ and CO_FUTURE_ bits, as those of `compile()`. */
  flags: number;
  /** `sys.get_int_max_str_digits()`. */
  intMaxStrDigits?: number;
  /** Levels of recursion that are in use when it begins, of 10,000. Default: none. */
  depth?: number;
  /** The minor version of Python whose syntax is allowed; only for trees. */
  featureVersion?: number;
  /** The bytes are the main script's: encodings are rejected as CPython's file reader does. */
  isFile?: boolean;
}

const PyCF_DONT_IMPLY_DEDENT = 0x200;
const PyCF_TYPE_COMMENTS = 0x1000;
const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;

export interface CompiledCode {
  code: CodeObject;
  warnings: ParseWarning[];
}

/** The tree of `source`. Throws PythonSyntaxError where CPython raises; the error carries the warnings that came before it. */
export function parseSource(
  source: string | Uint8Array,
  filename: string,
  mode: ParseMode,
  options: CompileOptions,
): ParseResult {
  return parse(source, filename, mode, {
    dontImplyDedent: (options.flags & PyCF_DONT_IMPLY_DEDENT) !== 0,
    allowIncomplete: (options.flags & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
    barryAsFlufl: (options.flags & CO_FUTURE_BARRY_AS_BDFL) !== 0,
    typeComments: (options.flags & PyCF_TYPE_COMMENTS) !== 0,
    featureVersion: options.featureVersion,
    isFile: options.isFile,
    intMaxStrDigits: options.intMaxStrDigits,
  });
}

/** As parseSource; the source's code object. */
export function compileToCode(
  source: string | Uint8Array,
  filename: string,
  mode: CompileMode,
  options: CompileOptions,
): CompiledCode {
  const { tree, warnings } = parseSource(source, filename, mode, options);
  return compileTree(tree, warnings, filename, options, assembleUnit);
}

/** Folds the constants of `tree`, in place: what a program gets that asks for an optimized tree. Its warnings. */
export function optimizeOnly(tree: Mod, filename: string, options: CompileOptions): ParseWarning[] {
  const { features } = futureFeatures(tree, filename);
  return foldTree(tree, filename, options, features | options.flags);
}

/** Folds the constants of `tree`, in place. The DeprecationWarnings that this causes. */
function foldTree(tree: Mod, filename: string, { optimize, depth }: CompileOptions, features: number): ParseWarning[] {
  const found: ParseWarning[] = [];
  const warnDeprecated = (message: string) => void found.push(deprecation(message));
  optimizeTree(tree, filename, { optimize, features, depth, warnDeprecated });
  return found;
}

/** As compileToCode, from a tree, which it changes. `warnings` are the parser's. */
export function compileTree(
  tree: Mod,
  warnings: readonly ParseWarning[],
  filename: string,
  options: CompileOptions,
  assemble: CodegenOptions["assemble"],
): CompiledCode {
  let generator: Codegen | null = null;
  let found = warnings;
  try {
    if (tree.kind === "FunctionType") throw new Error("a function type is no program");
    const future = futureFeatures(tree, filename);
    future.features |= options.flags;
    found = [...warnings, ...foldTree(tree, filename, options, future.features)];
    const symbols = buildSymbolTable(tree, filename, future, options.depth);
    generator = new Codegen(symbols, filename, {
      optimize: options.optimize,
      flags: future.features,
      isInteractive: tree.kind === "Interactive",
      futureLocation: future.location,
      assemble,
    });
    const code = visitModule(generator, tree);
    return { code, warnings: [...found, ...generator.warnings] };
  } catch (error) {
    const raised = withoutStackOverflow(error, filename);
    if (raised instanceof PythonSyntaxError) raised.warnings = [...found, ...(generator?.warnings ?? [])];
    throw raised;
  }
}

/** The engine's stack may end before CPython's limit is reached: a RangeError becomes CPython's error. */
export function withoutStackOverflow(error: unknown, filename: string): unknown {
  return error instanceof RangeError ? recursionError(filename) : error;
}

/** As compileToCode; the code is marshalled. */
export function compile(
  source: string | Uint8Array,
  filename: string,
  mode: CompileMode,
  options: CompileOptions,
): { code: Uint8Array; warnings: ParseWarning[] } {
  const { code, warnings } = compileToCode(source, filename, mode, options);
  return { code: writeMarshal({ type: "code", code }), warnings };
}
