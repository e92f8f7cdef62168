/** A `SyntaxWarning`. CPython's `warnings` machinery sees message, file name and line; the rest places it as an error. */
export interface ParseWarning {
  category: "SyntaxWarning";
  message: string;
  lineno: number;
  offset: number;
  endLineno: number;
  endOffset: number;
}

/** A program that CPython rejects at compile time: class, message and place exactly as it reports them. */
export class PythonSyntaxError extends Error {
  /** What the parser warned of before it found the error. */
  warnings: ParseWarning[] = [];

  constructor(
    /** The Python exception class. */
    readonly pythonType:
      | "SyntaxError"
      | "IndentationError"
      | "TabError"
      | "_IncompleteInputError"
      | "ValueError"
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
