/**
 * String and bytes literals: where they end, and what is said of those that do not.
 *
 * CPython's counterpart is the `letter_quote` part of its lexer. Escapes are decoded later, by the parser.
 */

import { STRING } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { Done } from "./tokenizer.ts";

/** Length of the string prefix at `pos`, 0 where the letters there do not make one with the quote behind them. */
export function stringPrefixLength(source: string, pos: number): number {
  const second = source.charCodeAt(pos + 1);
  if (second === 34 || second === 39) return 1;
  const third = source.charCodeAt(pos + 2);
  if (third !== 34 && third !== 39) return 0;
  const letters = source.slice(pos, pos + 2).toLowerCase();
  return letters === "rb" || letters === "br" || letters === "rf" || letters === "fr" ? 2 : 0;
}

/** 1 or 3: the quotes of the string whose first quote is at `pos`. An empty string counts as 1. */
export function quoteSize(t: Tokenizer, pos: number): 1 | 3 {
  const quote = t.source.charCodeAt(pos);
  if (pos + 1 >= t.length) t.done = Done.Eof;
  if (t.source.charCodeAt(pos + 1) !== quote) return 1;
  if (pos + 2 >= t.length) t.done = Done.Eof;
  return t.source.charCodeAt(pos + 2) === quote ? 3 : 1;
}

/** Reads the string whose prefix of `prefix` letters starts at `pos`. */
export function readString(t: Tokenizer, prefix: number): number {
  const { source } = t;
  const start = t.pos;
  const startLine = t.lineno;
  const startLineStart = t.lineStart;
  t.pos += prefix;
  const quote = source.charCodeAt(t.pos);
  const size = quoteSize(t, t.pos);
  t.pos += size;
  let quotes = 0;
  let hasEscapedQuote = false;
  let pos = t.pos;
  while (quotes !== size) {
    let c = source.charCodeAt(pos);
    if (c === 0 && pos >= t.length) t.atEndOfText();
    if ((c === 0 && pos >= t.length) || (c === 10 && size === 1)) {
      return unterminated(t, { start, startLine, startLineStart, quote, size, hasEscapedQuote, atEnd: c === 0 });
    }
    pos++;
    if (c === quote) {
      quotes++;
      continue;
    }
    quotes = 0;
    if (c === 92 && pos < t.length) {
      c = source.charCodeAt(pos++);
      if (c === quote) hasEscapedQuote = true;
    }
    if (c === 10) {
      t.pos = pos;
      t.beginLine(false);
    }
  }
  t.pos = pos;
  return t.push(STRING, pos);
}

interface Unterminated {
  start: number;
  startLine: number;
  startLineStart: number;
  quote: number;
  size: 1 | 3;
  hasEscapedQuote: boolean;
  atEnd: boolean;
}

/** Reports the string at its first character, with the line where the search for its end gave up. */
function unterminated(t: Tokenizer, literal: Unterminated): number {
  const detected = t.lineno;
  t.unterminatedEnd = t.lineEnd();
  t.pos = literal.start + 1;
  t.lineStart = literal.startLineStart;
  t.lineno = literal.startLine;
  const fstring = t.fstring;
  if (fstring !== null && fstring.quote === literal.quote && fstring.quoteSize === literal.size) {
    // The quote would have closed the f-string around it: rather a `}` is missing.
    return t.fail("f-string: expecting '}'");
  }
  const what = literal.size === 3 ? "triple-quoted string" : "string";
  const hint = literal.size === 1 && literal.hasEscapedQuote ? "; perhaps you escaped the end quote?" : "";
  const token = t.fail(`unterminated ${what} literal (detected at line ${detected})${hint}`);
  if (literal.atEnd) t.done = literal.size === 3 ? Done.EofInString : Done.EolInString;
  return token;
}
