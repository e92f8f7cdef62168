/**
 * Compiles for the runtime: source text in, a marshal record out (its form is told at `compile_source` in
 * src/runtime/host.ts).
 */
import type { Constant } from "../bytecode/code-object.ts";
import { writeMarshal } from "../bytecode/marshal-write.ts";
import { assembleUnit } from "../compiler/assemble.ts";
import type { Mod } from "../compiler/ast.ts";
import {
  type CompileMode,
  type CompileOptions,
  compileToCode,
  compileTree,
  optimizeOnly,
  parseSource,
  withoutStackOverflow,
} from "../compiler/compile.ts";
import type { ParseMode } from "../compiler/parse.ts";
import { type ParseWarning, PythonSyntaxError, type UnicodeArguments } from "../compiler/syntax-error.ts";
import { readTreeRecord } from "../compiler/tree-record-read.ts";
import { writeTreeRecord } from "../compiler/tree-record-write.ts";
import { validateTree } from "../compiler/validate-tree.ts";
import { SourceLines } from "./source-lines.ts";
import type { HostSystem } from "./system.ts";

/** Start symbols (src/runtime/vm/eval-code.ts). */
const MODES: Record<number, ParseMode> = { 256: "single", 257: "exec", 258: "eval", 345: "func_type" };

/** PyCF_ flags of compile() that are not for the code object. */
const PyCF_SOURCE_IS_UTF8 = 0x0100;
const PyCF_ONLY_AST = 0x0400;
const PyCF_IGNORE_COOKIE = 0x0800;
const PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST;

/** Not CPython's: the source is a program's file (or piped in), which CPython reads line by line. */
export const SOURCE_IS_STREAM = 0x40000000;

const NONE: Constant = { type: "None" };

function text(value: string): Constant {
  return { type: "str", value };
}

function integer(value: number | null): Constant {
  return value === null ? NONE : { type: "int", value: BigInt(value) };
}

function tuple(...items: Constant[]): Constant {
  return { type: "tuple", items };
}

/** Finds a line of the source by its number. */
type LineFinder = (lineno: number) => string | null;

/** Of a warning its message and place; of a DeprecationWarning the message alone. */
function warningsTuple(warnings: readonly ParseWarning[], lineOf: LineFinder): Constant {
  return tuple(
    ...warnings.map((w) => {
      if (w.category === "DeprecationWarning") return tuple(text(w.message));
      const shown = w.text ?? withEnd(lineOf(w.lineno));
      const line = shown === null ? NONE : text(shown);
      const place = [integer(w.lineno), integer(w.offset), line, integer(w.endLineno), integer(w.endOffset)];
      return tuple(text(w.message), ...place);
    }),
  );
}

function withEnd(line: string | null): string | null {
  return line === null ? null : `${line}\n`;
}

/** What SyntaxError gets as its second argument; of errors in a source's encoding four parts, else six. */
function placeParts(error: PythonSyntaxError, filename: string, shown: string | null): Constant[] {
  const { lineno, offset, endLineno, endOffset } = error;
  const parts = [text(filename), integer(lineno), integer(offset), shown === null ? NONE : text(shown)];
  return lineno === 0 ? parts : [...parts, integer(endLineno), integer(endOffset)];
}

function unicodeParts([encoding, object, start, end, reason]: UnicodeArguments): Constant {
  return tuple(text(encoding), object, integer(start), integer(end), text(reason));
}

function errorRecord(error: PythonSyntaxError, filename: string, lineOf: LineFinder): Uint8Array {
  const isSyntax = /^(SyntaxError|IndentationError|TabError|_IncompleteInputError)$/.test(error.pythonType);
  const shown = error.text ?? (error.lineno === null ? null : withEnd(lineOf(error.lineno)));
  const isPlaced = isSyntax && (error.filename !== "" || error.lineno !== null);
  const place = isPlaced ? tuple(...placeParts(error, filename, shown)) : NONE;
  const warnings = warningsTuple(error.warnings, lineOf);
  if (error.unicode !== null)
    return writeMarshal(tuple(text(error.pythonType), NONE, unicodeParts(error.unicode), warnings));
  return writeMarshal(tuple(text(error.pythonType), text(error.message), place, warnings));
}

/** In a stream a null byte has a line; what stands in front of it on that line is shown. */
function rejectNullByte(source: Uint8Array, filename: string): void {
  const at = source.indexOf(0);
  if (at < 0) return;
  const before = new TextDecoder().decode(source.subarray(0, at)).split(/\r\n?|\n/);
  const line = before[before.length - 1];
  throw new PythonSyntaxError(
    "SyntaxError",
    "source code cannot contain null bytes",
    filename,
    before.length,
    0,
    before.length,
    0,
    `${line}\n`,
  );
}

function compileOptions(flags: number, optimize: number, depth: number): CompileOptions {
  return {
    isFile: (flags & SOURCE_IS_STREAM) !== 0,
    optimize: optimize as 0 | 1 | 2,
    flags: flags & ~(PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE | SOURCE_IS_STREAM),
    depth,
  };
}

/** The marshal record for a tree, whose constants are folded if the flags say so. */
function treeRecord(
  tree: Mod,
  warnings: readonly ParseWarning[],
  filename: string,
  options: CompileOptions,
  lineOf: LineFinder,
): Uint8Array {
  const isOptimized = (options.flags & PyCF_OPTIMIZED_AST) === PyCF_OPTIMIZED_AST;
  const all = isOptimized ? [...warnings, ...optimizeOnly(tree, filename, options)] : warnings;
  return writeMarshal(tuple({ type: "bytes", value: writeTreeRecord(tree) }, warningsTuple(all, lineOf)));
}

/** A tree that no parser makes may be none that the compiler knows how to take; what that causes must not end the program. */
function systemError(error: unknown, filename: string): PythonSyntaxError {
  const message = error instanceof Error ? error.message : String(error);
  return new PythonSyntaxError("SystemError", message, filename, null, null, null, null, null);
}

/** Statements at the prompt are sources of their own. */
const STATEMENT = /^<stdin>-\d+$/;

export class CompileService {
  /** The sources that tracebacks show lines of. */
  readonly lines: SourceLines;
  /** Statements at the prompt that the parser has accepted so far. */
  private statements = 0;

  constructor(system: HostSystem) {
    this.lines = new SourceLines(system);
  }

  /**
   * The name under which a main program that is no file, or a statement at the prompt ("<stdin>-0", "<stdin>-1" ...), is compiled, its
   * lines kept for tracebacks. As in CPython there are none of a program that was piped in.
   */
  registerSource(filename: string, source: Uint8Array, isStatement: boolean): string {
    const isTyped = isStatement && filename === "<stdin>";
    if (!isTyped && (!filename.startsWith("<") || filename === "<stdin>")) return filename;
    const name = isTyped ? `<stdin>-${this.statements}` : filename;
    this.lines.register(name, new TextDecoder().decode(source));
    return name;
  }

  /**
   * The marshal record for UTF-8 (or encoded) source. `featureVersion`: the minor version of Python whose syntax a tree may have, -1
   * for all there is; `depth`: levels of recursion in use; `intMaxStrDigits`: sys.get_int_max_str_digits().
   */
  compile(
    source: Uint8Array,
    filename: string,
    start: number,
    flags: number,
    optimize: number,
    depth: number,
    featureVersion: number,
    intMaxStrDigits: number,
  ): Uint8Array {
    const isText = (flags & (PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE)) !== 0;
    const input = isText ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(source) : source;
    const options = compileOptions(flags, optimize, depth);
    options.intMaxStrDigits = intMaxStrDigits;
    const lineOf = this.lineFinder(filename);
    try {
      if (flags & SOURCE_IS_STREAM) rejectNullByte(source, filename);
      if (flags & PyCF_ONLY_AST) {
        if (featureVersion >= 0) options.featureVersion = featureVersion;
        const { tree, warnings } = parseSource(input, filename, MODES[start], options);
        return treeRecord(tree, warnings, filename, options, lineOf);
      }
      const { code, warnings } = compileToCode(input, filename, MODES[start] as CompileMode, options);
      if (STATEMENT.test(filename)) this.statements++;
      return writeMarshal(tuple({ type: "code", code }, warningsTuple(warnings, lineOf)));
    } catch (error) {
      const raised = withoutStackOverflow(error, filename);
      if (!(raised instanceof PythonSyntaxError)) throw raised;
      return this.errorRecord(raised, filename);
    }
  }

  /** The same for a tree record that the runtime has written. */
  compileTree(record: Uint8Array, filename: string, flags: number, optimize: number, depth: number): Uint8Array {
    const options = compileOptions(flags, optimize, depth);
    try {
      const { tree, invalidConstants } = readTreeRecord(record);
      validateTree(tree, { filename, invalidConstants });
      const lineOf = this.lineFinder(filename);
      if (flags & PyCF_ONLY_AST) return treeRecord(tree, [], filename, options, lineOf);
      const { code, warnings } = compileTree(tree, [], filename, options, assembleUnit);
      return writeMarshal(tuple({ type: "code", code }, warningsTuple(warnings, lineOf)));
    } catch (error) {
      const raised = withoutStackOverflow(error, filename);
      return this.errorRecord(raised instanceof PythonSyntaxError ? raised : systemError(raised, filename), filename);
    }
  }

  private errorRecord(error: PythonSyntaxError, filename: string): Uint8Array {
    const isStatement = STATEMENT.test(filename);
    const isOfParser = error.text !== null || error.lineno === null;
    if (isStatement && !isOfParser) this.statements++;
    return errorRecord(error, isStatement && isOfParser ? "<stdin>" : filename, this.lineFinder(filename));
  }

  /** The stages behind the parser have no source at hand: as in CPython, a line comes from the file, if there is one. */
  private lineFinder(filename: string): LineFinder {
    const { lines } = this;
    if (!STATEMENT.test(filename)) return (lineno) => lines.fileLine(filename, lineno);
    return (lineno) => lines.linesOf(filename)?.[lineno - 1] ?? null;
  }
}
