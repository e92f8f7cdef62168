/**
 * How the parser reports a mistake: CPython's positions for each of its ways to raise a syntax error.
 *
 * The counterpart is Parser/pegen_errors.c. Columns inside are UTF-8 bytes; those of the exception count characters from 1.
 * -1 and 0 are CPython's own "not known".
 */
import type { Position } from "./ast.ts";
import { replaceUndecodable } from "./source-encoding.ts";
import { PythonSyntaxError } from "./syntax-error.ts";
import { DEDENT, ENDMARKER, ERRORTOKEN, INDENT, NEWLINE } from "./token-kinds.ts";
import { Done, type Tokenizer } from "./tokenizer.ts";
import { extraBytes } from "./tokenizer-characters.ts";

/** A node, or the number of a token. */
export type Place = Position | number;

/** The grammar nests deeper than CPython's parser allows. */
export class ParserOverflow extends Error {}

type ErrorType = PythonSyntaxError["pythonType"];

/** Makes the next token for the parser. Throws what is wrong with it. */
export function fetchToken(t: Tokenizer): number {
  const kind = t.next();
  if (kind === ERRORTOKEN) throw tokenizerError(t);
  if (kind === ENDMARKER && t.isInteractive && t.hasStarted) {
    // The end of a prompt's input ends its line and its blocks.
    t.hasStarted = false;
    if (t.indents.length > 1 && !t.keepsBlocksOpen) t.closeBlocks();
    t.kinds[t.count - 1] = NEWLINE;
    return NEWLINE;
  }
  t.hasStarted = true;
  return kind;
}

/** What CPython's parser makes of a tokenizer that has stopped. */
export function tokenizerError(t: Tokenizer): PythonSyntaxError {
  switch (t.done) {
    case Done.Eof:
      return t.level > 0 ? unclosedBracket(t) : atLast(t, "SyntaxError", "unexpected EOF while parsing");
    case Done.Dedent:
      return atLast(t, "IndentationError", "unindent does not match any outer indentation level");
    case Done.TabSpace:
      return located(t, "TabError", t.lineno, 1, t.lineno, 0, "inconsistent use of tabs and spaces in indentation");
    case Done.TooDeep:
      return located(t, "IndentationError", t.lineno, 1, t.lineno, 0, "too many levels of indentation");
    case Done.LineContinuation: {
      const column = byteLength(t.source.slice(t.bufferStart, t.pos));
      const message = "unexpected character after line continuation character";
      return located(t, "SyntaxError", t.lineno, column, t.lineno, 0, message);
    }
    case Done.Undecodable:
      return atLast(t, "SyntaxError", `(unicode error) ${t.error!.message}`);
    default:
      return tokenError(t);
  }
}

function tokenError(t: Tokenizer): PythonSyntaxError {
  const { message, lineno, offset, endOffset, text } = t.error!;
  return new PythonSyntaxError("SyntaxError", message, t.filename, lineno, offset, lineno, endOffset, text);
}

export function unclosedBracket(t: Tokenizer): PythonSyntaxError {
  const i = t.level - 1;
  const line = t.bracketLines[i];
  const message = `'${String.fromCharCode(t.brackets[i])}' was never closed`;
  return located(t, "SyntaxError", line, t.bracketColumns[i] + 1, line, 0, message);
}

/** An error at the last token that was made. */
export function atLast(t: Tokenizer, type: ErrorType, message: string): PythonSyntaxError {
  return t.count === 0 ? located(t, type, 0, 0, 0, -1, message) : atToken(t, type, t.count - 1, message);
}

/** The error that CPython makes of a warning about token `i` where warnings are errors. */
export function tokenErrorAt(t: Tokenizer, i: number, message: string): PythonSyntaxError {
  return atToken(t, "SyntaxError", i, message);
}

function atToken(t: Tokenizer, type: ErrorType, i: number, message: string): PythonSyntaxError {
  const start = t.startColumns[i];
  const end = t.endColumns[i];
  const here = t.pos === t.bufferStart ? 0 : t.byteColumn(t.pos);
  return located(
    t,
    type,
    t.startLines[i],
    start < 0 ? here : start + 1,
    t.endLines[i],
    end < 0 ? -1 : end + 1,
    message,
  );
}

/** The error with CPython's text of the line; `column` and `endColumn` are in bytes from 1. */
function located(
  t: Tokenizer,
  type: ErrorType,
  lineno: number,
  column: number,
  endLineno: number,
  endColumn: number,
  message: string,
): PythonSyntaxError {
  const end = t.lineEnd();
  const shown = t.lineno <= lineno && end > t.bufferStart ? t.source.slice(t.bufferStart, end) : sourceLine(t, lineno);
  const text = t.hasUndecodable ? replaceUndecodable(shown) : shown;
  const offset = toCharacters(text, column);
  const endOffset = endColumn > 0 ? toCharacters(text, endColumn) : endColumn;
  return new PythonSyntaxError(type, message, t.filename, lineno, offset, endLineno, endOffset, text);
}

/** Line number `lineno` without its line end. */
function sourceLine(t: Tokenizer, lineno: number): string {
  let start = 0;
  for (let line = 1; line < lineno; line++) {
    const newline = t.source.indexOf("\n", start);
    if (newline < 0) break;
    start = newline + 1;
  }
  const newline = t.source.indexOf("\n", start);
  return t.source.slice(start, newline < 0 ? t.length : newline);
}

export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) bytes += extraBytes(text.charCodeAt(i));
  return bytes;
}

/** Characters that the first `bytes` bytes of `line` begin; beyond the line's end one more is the most. */
function toCharacters(line: string, bytes: number): number {
  let left = bytes;
  let count = 0;
  for (const character of line) {
    if (left <= 0) return count;
    left -= byteLength(character);
    count++;
  }
  return left > 0 ? count + 1 : count;
}

// --- what the grammar's actions call ---

export function raiseAt(t: Tokenizer, place: Place, message: string): never {
  return raiseRange(t, place, place, message);
}

export function raiseRange(t: Tokenizer, a: Place, b: Place, message: string): never {
  const line = typeof a === "number" ? t.startLines[a] : a.lineno;
  const column = typeof a === "number" ? t.startColumns[a] : a.col_offset;
  const endLine = typeof b === "number" ? t.endLines[b] : b.end_lineno;
  const endColumn = typeof b === "number" ? t.endColumns[b] : b.end_col_offset;
  throw located(t, "SyntaxError", line, column + 1, endLine, endColumn + 1, message);
}

/** From `place` to where the tokenizer has got. */
export function raiseFrom(t: Tokenizer, place: Place, message: string): never {
  const line = typeof place === "number" ? t.startLines[place] : place.lineno;
  const column = typeof place === "number" ? t.startColumns[place] : place.col_offset;
  throw located(t, "SyntaxError", line, column + 1, t.lineno, t.byteColumn(t.pos), message);
}

export function raiseAtLast(t: Tokenizer, message: string): never {
  throw atLast(t, "SyntaxError", message);
}

export function raiseAtToken(t: Tokenizer, i: number, message: string): never {
  throw atToken(t, "SyntaxError", i, message);
}

export function raiseIndentation(t: Tokenizer, message: string): never {
  throw atLast(t, "IndentationError", message);
}

/** Raised with CPython's "unknown column", as for a decimal literal with too many digits. */
export function raiseOnLine(t: Tokenizer, i: number, message: string): never {
  throw located(t, "SyntaxError", t.startLines[i], 0, t.endLines[i], 0, message);
}

export function raiseMissingColon(t: Tokenizer, key: Position): never {
  const message = "':' expected after dictionary key";
  throw located(t, "SyntaxError", key.lineno, key.end_col_offset, key.end_lineno, 0, message);
}

/**
 * The error of a source that did not match: `found` is what the passes have thrown, `lastToken` the last token of the
 * first pass. Reads the rest of the source, because a mistake in its tokens (or an unclosed bracket before) comes first.
 */
export function finalError(t: Tokenizer, found: PythonSyntaxError | null, lastToken: number): PythonSyntaxError {
  if (found !== null) return t.done === Done.Ok ? (errorInRest(t) ?? found) : found;
  const kind = t.kinds[lastToken];
  if (kind === INDENT) return atLast(t, "IndentationError", "unexpected indent");
  if (kind === DEDENT) return atLast(t, "IndentationError", "unexpected unindent");
  const start = t.startColumns[lastToken] + 1;
  const end = t.endColumns[lastToken] + 1;
  const [line, endLine] = [t.startLines[lastToken], t.endLines[lastToken]];
  const generic = located(t, "SyntaxError", line, start, endLine, end, "invalid syntax");
  return errorInRest(t) ?? generic;
}

function errorInRest(t: Tokenizer): PythonSyntaxError | null {
  const line = t.startLines[t.count - 1];
  for (;;) {
    const kind = t.next();
    if (kind === ENDMARKER) return null;
    if (kind !== ERRORTOKEN) continue;
    // Inside an f-string the mistake in its expression is the one to report.
    if (t.fstring !== null) return null;
    // Only the parser makes a syntax error of the codec's exception; here it goes its way.
    if (t.done === Done.Undecodable) {
      return new PythonSyntaxError("UnicodeDecodeError", t.error!.message, t.filename, null, null, null, null, null);
    }
    if (t.error !== null) return tokenError(t);
    return t.level > 0 && line > t.bracketLines[t.level - 1] ? unclosedBracket(t) : null;
  }
}
