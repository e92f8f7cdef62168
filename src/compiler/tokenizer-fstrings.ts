/**
 * f-strings (PEP 701): the tokenizer changes between the text of a string and the expressions in its braces.
 *
 * CPython's counterpart is `tokenizer_mode` and `tok_get_fstring_mode`. `depth` counts the brackets open since the
 * f-string began, `expressionDepth` is -1 in its text and one less than the `depth` inside a replacement field.
 */
import { decodeWarning } from "./string-escapes.ts";
import { FSTRING_END, FSTRING_MIDDLE, FSTRING_START } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { Done } from "./tokenizer.ts";
import { quoteSize } from "./tokenizer-strings.ts";

const MAX_FSTRINGS = 150;
/** Replacement fields inside format specs. */
const MAX_EXPRESSION_NESTING = 3;

export interface FStringMode {
  quote: number;
  quoteSize: 1 | 3;
  isRaw: boolean;
  start: number;
  startLine: number;
  startLineStart: number;
  /** True where the next token is text (or the end), false inside a replacement field. */
  inText: boolean;
  depth: number;
  expressionDepth: number;
  inFormatSpec: boolean;
  /** An `=` was seen since the replacement field began. */
  isDebug: boolean;
  /** Source range of the replacement field's expression; -1 where not yet known. */
  expressionStart: number;
  expressionEnd: number;
}

/** Opens the f-string whose prefix of `prefix` letters starts at `pos`. */
export function startFString(t: Tokenizer, prefix: number, isRaw: boolean): number {
  const start = t.pos;
  const quote = t.source.charCodeAt(start + prefix);
  const size = quoteSize(t, start + prefix);
  t.pos = start + prefix + size;
  if (t.outerFStrings.length + 1 >= MAX_FSTRINGS) return t.fail("too many nested f-strings");
  t.outerFStrings.push(t.fstring);
  t.fstring = {
    quote,
    quoteSize: size,
    isRaw,
    start,
    startLine: t.lineno,
    startLineStart: t.lineStart,
    inText: true,
    depth: 0,
    expressionDepth: -1,
    inFormatSpec: false,
    isDebug: false,
    expressionStart: -1,
    expressionEnd: -1,
  };
  return t.push(FSTRING_START, t.pos);
}

/** The next token inside the text of an f-string: text, its end, or the `{` of a replacement field. */
export function readFString(t: Tokenizer, mode: FStringMode): number {
  const { source } = t;
  t.tokenStart = t.pos;
  t.tokenLine = t.lineno;
  t.tokenColumn = t.byteColumn(t.pos);
  if (source.charCodeAt(t.pos) === 123 && source.charCodeAt(t.pos + 1) !== 123) {
    return enterExpression(mode) ? t.next() : t.fail("f-string: expressions nested too deeply");
  }
  if (isClosingQuote(source, t.pos, mode)) {
    t.pos += mode.quoteSize;
    const token = t.push(FSTRING_END, t.pos);
    t.fstring = t.outerFStrings.pop()!;
    return token;
  }
  return readText(t, mode);
}

function isClosingQuote(source: string, pos: number, mode: FStringMode): boolean {
  for (let i = 0; i < mode.quoteSize; i++) if (source.charCodeAt(pos + i) !== mode.quote) return false;
  return true;
}

/** False where replacement fields nest too deeply. */
function enterExpression(mode: FStringMode): boolean {
  mode.expressionDepth++;
  mode.inText = false;
  return mode.expressionDepth < MAX_EXPRESSION_NESTING;
}

function leaveText(t: Tokenizer, mode: FStringMode): number {
  mode.inText = false;
  mode.inFormatSpec = false;
  return t.push(FSTRING_MIDDLE, t.pos);
}

function readText(t: Tokenizer, mode: FStringMode): number {
  const { source } = t;
  let quotes = 0;
  let inNamedEscape = false;
  while (quotes !== mode.quoteSize) {
    const c = source.charCodeAt(t.pos);
    const inSpec = mode.inFormatSpec && mode.expressionDepth >= 0;
    const atEnd = c === 0 && t.pos >= t.length;
    if (atEnd) t.atEndOfText();
    if (atEnd || (c === 10 && mode.quoteSize === 1)) {
      return inSpec && !atEnd ? leaveText(t, mode) : unterminated(t, mode, atEnd);
    }
    t.pos++;
    if (c === mode.quote) {
      quotes++;
      continue;
    }
    quotes = 0;
    if (c === 10) {
      t.beginLine(false);
    } else if (c === 123) {
      return readOpeningBrace(t, mode, inSpec);
    } else if (c === 125) {
      return inNamedEscape ? t.push(FSTRING_MIDDLE, t.pos) : readClosingBrace(t, mode, inSpec);
    } else if (c === 92) {
      inNamedEscape = readEscape(t, mode) || inNamedEscape;
    }
  }
  t.pos -= mode.quoteSize;
  return t.push(FSTRING_MIDDLE, t.pos);
}

/** Behind a `{` in text: `{{` is a brace of the text, anything else opens a replacement field. */
function readOpeningBrace(t: Tokenizer, mode: FStringMode, inSpec: boolean): number {
  mode.expressionStart = t.pos;
  mode.expressionEnd = -1;
  if (t.pos >= t.length) t.done = Done.Eof;
  if (t.source.charCodeAt(t.pos) !== 123 || inSpec) {
    t.pos--;
    mode.inFormatSpec = false;
    return enterExpression(mode) ? t.push(FSTRING_MIDDLE, t.pos) : t.fail("f-string: expressions nested too deeply");
  }
  t.pos++;
  return t.push(FSTRING_MIDDLE, t.pos - 1);
}

/** Behind a `}` in text: `}}` is a brace of the text, anything else is left to the expression mode. */
function readClosingBrace(t: Tokenizer, mode: FStringMode, inSpec: boolean): number {
  if (t.pos >= t.length) t.done = Done.Eof;
  if (t.source.charCodeAt(t.pos) === 125 && !inSpec && mode.depth === 0) {
    t.pos++;
    return t.push(FSTRING_MIDDLE, t.pos - 1);
  }
  t.pos--;
  return leaveText(t, mode);
}

/** Behind a `\` in text: steps over the escaped character. True where it opens a `\N{...}`. */
function readEscape(t: Tokenizer, mode: FStringMode): boolean {
  const c = t.source.charCodeAt(t.pos);
  if (c === 123 || c === 125) {
    if (!mode.isRaw) {
      t.pos++;
      t.warn(decodeWarning(String.fromCharCode(c)));
      t.pos--;
    }
    return false;
  }
  if (t.pos >= t.length) {
    t.done = Done.Eof;
    return false;
  }
  t.pos++;
  if (c === 10) t.beginLine(false);
  if (c === 78 && !mode.isRaw && t.source.charCodeAt(t.pos) === 123) {
    t.pos++;
    return true;
  }
  return false;
}

function unterminated(t: Tokenizer, mode: FStringMode, atEnd: boolean): number {
  const detected = t.lineno;
  t.unterminatedEnd = t.lineEnd();
  t.pos = mode.start + 1;
  t.lineStart = mode.startLineStart;
  t.lineno = mode.startLine;
  const what = mode.quoteSize === 3 ? "triple-quoted f-string" : "f-string";
  const token = t.fail(`unterminated ${what} literal (detected at line ${detected})`);
  if (atEnd && mode.quoteSize === 3) t.done = Done.EofInString;
  return token;
}

/**
 * Meets `{`, `!`, `:` or `}` (the character `c` at `pos`) inside a replacement field: notes where its expression begins
 * and ends and whether a format spec follows. Returns the text of the expression where `=` asked for it, else null.
 */
export function endOfExpressionText(t: Tokenizer, mode: FStringMode, c: number): string | null {
  const cursor = mode.depth - (c === 123 ? 0 : 1);
  const isOutermost = cursor === 0 || (cursor === 1 && (mode.isDebug || mode.inFormatSpec));
  let text: string | null = null;
  if (isOutermost && c === 123) {
    mode.expressionStart = t.pos + 1;
    mode.expressionEnd = -1;
  } else if (isOutermost) {
    if (mode.expressionEnd === -1) mode.expressionEnd = t.pos;
    if (mode.isDebug) text = withoutComments(t.source.slice(mode.expressionStart, mode.expressionEnd));
  }
  if (c === 58 && cursor === mode.expressionDepth) {
    mode.inText = true;
    mode.inFormatSpec = true;
  }
  return text;
}

function withoutComments(text: string): string {
  return text.includes("#") ? text.replace(/#[^\n]*/g, "") : text;
}

/** A `}` has closed a bracket: back to text where that was the replacement field's own. */
export function closeReplacement(mode: FStringMode): void {
  if (mode.depth !== mode.expressionDepth) return;
  mode.expressionDepth--;
  mode.inText = true;
  mode.inFormatSpec = false;
  mode.isDebug = false;
}
