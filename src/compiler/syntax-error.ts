/** What the parser and the compiler report: warnings and errors, placed as CPython places them. */
import type { Constant } from "../bytecode/code-object.ts";
import type { Position } from "./ast.ts";

/** A `SyntaxWarning`. CPython's `warnings` machinery sees message, file name and line; the rest places it as an error. */
export interface ParseWarning {
  /** A DeprecationWarning is about the code that calls the compiler: it has no place. */
  category: "SyntaxWarning" | "DeprecationWarning";
  message: string;
  lineno: number;
  offset: number;
  endLineno: number;
  endOffset: number;
  /** The source line, `null` where CPython does not have it at hand. */
  text: string | null;
}

/** The warning of a constant expression that is deprecated. */
export function deprecation(message: string): ParseWarning {
  return { category: "DeprecationWarning", message, lineno: 0, offset: 0, endLineno: 0, endOffset: 0, text: "" };
}

/** encoding, object, start, end, reason. */
export type UnicodeArguments = readonly [string, Constant, number, number, string];

/** A program that CPython rejects at compile time: class, message and place exactly as it reports them. */
export class PythonSyntaxError extends Error {
  /** What the parser warned of before it found the error. */
  warnings: ParseWarning[] = [];
  /** Of UnicodeEncodeError and UnicodeDecodeError: what the exception is made of instead of a message. */
  unicode: UnicodeArguments | null = null;

  constructor(
    /** The Python exception class. */
    readonly pythonType:
      | "SyntaxError"
      | "IndentationError"
      | "TabError"
      | "_IncompleteInputError"
      | "ValueError"
      | "TypeError"
      | "RecursionError"
      | "MemoryError"
      | "OverflowError"
      | "UnicodeDecodeError"
      | "UnicodeEncodeError"
      | "SystemError",
    message: string,
    readonly filename: string,
    /** Line, from 1; `null` where CPython gives none. */
    readonly lineno: number | null,
    /** Character offset in the line, from 1, as `SyntaxError.offset`. */
    readonly offset: number | null,
    readonly endLineno: number | null,
    readonly endOffset: number | null,
    /** The source line, as `SyntaxError.text`. */
    readonly text: string | null,
    /** True where more input could still make the program valid (the prompt asks for another line). */
    public isIncomplete = false,
  ) {
    super(message);
    this.name = "PythonSyntaxError";
  }
}

/**
 * An error that the compiler finds in the tree, at `place`. Unlike the parser CPython does not look at the line then:
 * offsets count UTF-8 bytes, and the text is known only where `filename` can be read, which is left to the caller.
 */
export function errorAt(filename: string, place: Position, message: string): PythonSyntaxError {
  const { lineno, col_offset, end_lineno, end_col_offset } = place;
  const [offset, endOffset] = [col_offset + 1, end_col_offset + 1];
  return new PythonSyntaxError("SyntaxError", message, filename, lineno, offset, end_lineno, endOffset, null);
}

/** The tree nests deeper than CPython's compiler goes. */
export function recursionError(filename: string): PythonSyntaxError {
  const message = "maximum recursion depth exceeded during compilation";
  return new PythonSyntaxError("RecursionError", message, filename, null, null, null, null, null);
}
