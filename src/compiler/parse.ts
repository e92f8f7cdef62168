/**
 * Python 3.13 source to a syntax tree.
 *
 * The counterpart is `_PyPegen_run_parser`: a first pass that only accepts; where it fails, a second pass with the rules
 * that recognise known mistakes; then the rest of the source is read for mistakes in its tokens. The grammar is python.peg,
 * from which scripts/peg.ts writes parser.generated.ts.
 */
import type { Mod } from "./ast.ts";
import { prepareNames } from "./name-table.ts";
import { atLast, finalError, ParserOverflow } from "./parse-errors.ts";
import { parseTokens } from "./parser.generated.ts";
import { checkFileEncoding, decodeSource } from "./source-encoding.ts";
import { type ParseWarning, PythonSyntaxError } from "./syntax-error.ts";
import { Done, Tokenizer } from "./tokenizer.ts";

export type ParseMode = "exec" | "eval" | "single" | "func_type";

export interface ParseOptions {
  /** Report unfinished input as `_IncompleteInputError` (PyCF_ALLOW_INCOMPLETE_INPUT), for the prompt. */
  allowIncomplete?: boolean;
  /** In mode "single", leave blocks open at the end of the input (PyCF_DONT_IMPLY_DEDENT). */
  dontImplyDedent?: boolean;
  /** `sys.get_int_max_str_digits()`; 0 is no limit. Default 4300. */
  intMaxStrDigits?: number;
  /** The bytes are the main script's: encodings are rejected as CPython's file reader does, not as `compile()`. */
  isFile?: boolean;
  /** CO_FUTURE_BARRY_AS_BDFL is among the flags: `<>` for `!=`. The import in the source itself comes too late for it. */
  barryAsFlufl?: boolean;
  /** Type comments are read (PyCF_TYPE_COMMENTS). */
  typeComments?: boolean;
  /** The minor version of Python whose syntax is allowed. Default 13. */
  featureVersion?: number;
}

export interface ParseResult {
  tree: Mod;
  warnings: ParseWarning[];
}

/** Parses `source`. Throws PythonSyntaxError where CPython raises; the error carries the warnings that came before it. */
export function parse(
  source: string | Uint8Array,
  filename: string,
  mode: ParseMode,
  options: ParseOptions = {},
): ParseResult {
  if (options.isFile && typeof source !== "string") checkFileEncoding(source, filename);
  const decoded = decodeSource(source, filename, mode === "exec");
  const needsNewline = mode === "exec" && !decoded.text.endsWith("\n");
  prepareNames();
  const tokenizer = new Tokenizer(needsNewline ? `${decoded.text}\n` : decoded.text);
  tokenizer.filename = filename;
  tokenizer.isInteractive = mode === "single";
  tokenizer.keepsBlocksOpen = options.dontImplyDedent ?? false;
  tokenizer.hasUndecodable = decoded.hasUndecodable;
  tokenizer.maxIntDigits = options.intMaxStrDigits ?? 4300;
  tokenizer.isFlufl = options.barryAsFlufl ?? false;
  tokenizer.wantsTypeComments = options.typeComments ?? false;
  tokenizer.featureVersion = options.featureVersion ?? 13;
  const tree = runPass(tokenizer, mode, false);
  const error =
    tree instanceof PythonSyntaxError || tree === null
      ? failure(tokenizer, mode, tree, options)
      : mode === "single" && hasMore(tokenizer)
        ? atLast(tokenizer, "SyntaxError", "multiple statements found while compiling a single statement")
        : null;
  const warnings = tokenizer.warnings.map((warning): ParseWarning => ({ category: "SyntaxWarning", ...warning }));
  if (error === null) return { tree: withTypeIgnores(tree as Mod, tokenizer), warnings };
  error.warnings = warnings;
  throw error;
}

function withTypeIgnores(tree: Mod, tokenizer: Tokenizer): Mod {
  const { typeIgnores } = tokenizer;
  if (tree.kind === "Module" && typeIgnores.length > 0) {
    tree.type_ignores = typeIgnores.map(({ lineno, tag }) => ({ kind: "TypeIgnore", lineno, tag }));
  }
  return tree;
}

/** The tree; null where the grammar does not match; or the error that the pass has reported. */
function runPass(tokenizer: Tokenizer, mode: ParseMode, isErrorPass: boolean): Mod | PythonSyntaxError | null {
  try {
    return parseTokens(tokenizer, mode, isErrorPass);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    // The engine's stack may end before CPython's limit does; both are the same to a program.
    if (!(error instanceof ParserOverflow) && !(error instanceof RangeError)) throw error;
    const message = "Parser stack overflowed - Python source too complex to parse";
    return new PythonSyntaxError("MemoryError", message, tokenizer.filename, null, null, null, null, null);
  }
}

/** The error for a source that the first pass has rejected: `first` is what that pass reported, if anything. */
function failure(
  tokenizer: Tokenizer,
  mode: ParseMode,
  first: PythonSyntaxError | null,
  options: ParseOptions,
): PythonSyntaxError {
  if (options.allowIncomplete && isAtEnd(tokenizer.done)) {
    const error = atLast(tokenizer, "_IncompleteInputError", "incomplete input");
    error.isIncomplete = true;
    return error;
  }
  if (first !== null && !isSyntaxError(first)) return first;
  const lastToken = tokenizer.count - 1;
  const found = first ?? runPass(tokenizer, mode, true);
  if (found !== null && !(found instanceof PythonSyntaxError)) {
    throw new Error("the second pass of the parser accepted what the first had rejected");
  }
  if (found !== null && !isSyntaxError(found)) return found;
  return finalError(tokenizer, found, lastToken);
}

function isSyntaxError(error: PythonSyntaxError): boolean {
  return /^(Syntax|Indentation|Tab)Error$/.test(error.pythonType);
}

function isAtEnd(done: Done): boolean {
  return done === Done.Eof || done === Done.EofInString || done === Done.EolInString;
}

/** Anything but blank lines and comments behind the statement of a prompt. */
function hasMore(tokenizer: Tokenizer): boolean {
  const rest = tokenizer.source.slice(tokenizer.pos, tokenizer.length);
  return !/^([ \t\n\f]|#[^\n]*(\n|$))*$/.test(rest);
}
