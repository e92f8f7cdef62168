/**
 * Number literals: the part of CPython's lexer that decides where a number ends and what is wrong with it.
 *
 * Nothing is converted here; the parser asks for the value when it uses the token. Each error is reported at the
 * position that CPython has read up to, hence the care about `pos` before `fail`.
 */

import { NUMBER } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { Done, isDigit, isNameCharacter } from "./tokenizer.ts";

/** Reads the number whose first character `c` (a digit, or a point before a digit) is at `pos`. */
export function readNumber(t: Tokenizer, c: number): number {
  const { source } = t;
  if (c === 46) {
    t.pos++;
    return readFraction(t);
  }
  if (c === 48) {
    const letter = source.charCodeAt(t.pos + 1) | 32;
    if (letter === 120) return readRadix(t, "hexadecimal", isHexDigit);
    if (letter === 111) return readRadix(t, "octal", isOctalDigit);
    if (letter === 98) return readRadix(t, "binary", isBinaryDigit);
    return readLeadingZero(t);
  }
  if (!readDecimalDigits(t)) return t.fail("invalid decimal literal");
  return readAfterDigits(t);
}

function isHexDigit(c: number): boolean {
  const lower = c | 32;
  return isDigit(c) || (lower >= 97 && lower <= 102);
}

function isOctalDigit(c: number): boolean {
  return c >= 48 && c < 56;
}

function isBinaryDigit(c: number): boolean {
  return c === 48 || c === 49;
}

/** `0x`, `0o` or `0b` and groups of digits with single underscores before them. */
function readRadix(t: Tokenizer, name: string, belongs: (c: number) => boolean): number {
  const { source } = t;
  t.pos += 2;
  do {
    if (source.charCodeAt(t.pos) === 95) t.pos++;
    const c = source.charCodeAt(t.pos);
    if (!belongs(c)) return isDigit(c) ? failDigit(t, c, name) : t.fail(`invalid ${name} literal`);
    while (belongs(source.charCodeAt(t.pos))) t.pos++;
  } while (source.charCodeAt(t.pos) === 95);
  const c = source.charCodeAt(t.pos);
  return isDigit(c) ? failDigit(t, c, name) : finish(t, name);
}

function failDigit(t: Tokenizer, c: number, name: string): number {
  t.pos++;
  return t.fail(`invalid digit '${String.fromCharCode(c)}' in ${name} literal`);
}

/** A number that begins with 0: zero itself, or a float or imaginary number with zeros in front. */
function readLeadingZero(t: Tokenizer): number {
  const { source } = t;
  t.pos++;
  for (;;) {
    if (source.charCodeAt(t.pos) === 95) {
      t.pos++;
      if (!isDigit(source.charCodeAt(t.pos))) return t.fail("invalid decimal literal");
    }
    if (source.charCodeAt(t.pos) !== 48) break;
    t.pos++;
  }
  const zerosEnd = t.pos + 1;
  let hasOtherDigits = false;
  if (isDigit(source.charCodeAt(t.pos))) {
    hasOtherDigits = true;
    if (!readDecimalDigits(t)) return t.fail("invalid decimal literal");
  }
  const c = source.charCodeAt(t.pos);
  const continues = c === 46 || (c | 32) === 101 || (c | 32) === 106;
  if (hasOtherDigits && !continues && !t.keepsAll) {
    return t.fail(
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
      t.tokenColumn + 1,
      t.byteColumn(t.tokenStart) + zerosEnd - t.tokenStart,
    );
  }
  return readAfterDigits(t);
}

/** Digits with single underscores between them. False with `pos` behind an underscore that no digit follows. */
function readDecimalDigits(t: Tokenizer): boolean {
  const { source } = t;
  for (;;) {
    while (isDigit(source.charCodeAt(t.pos))) t.pos++;
    if (source.charCodeAt(t.pos) !== 95) return true;
    t.pos++;
    if (!isDigit(source.charCodeAt(t.pos))) return false;
  }
}

function readAfterDigits(t: Tokenizer): number {
  if (t.source.charCodeAt(t.pos) !== 46) return readExponent(t);
  t.pos++;
  return readFraction(t);
}

function readFraction(t: Tokenizer): number {
  if (isDigit(t.source.charCodeAt(t.pos)) && !readDecimalDigits(t)) return t.fail("invalid decimal literal");
  return readExponent(t);
}

function readExponent(t: Tokenizer): number {
  const { source } = t;
  if ((source.charCodeAt(t.pos) | 32) === 101) {
    const next = source.charCodeAt(t.pos + 1);
    if (next === 43 || next === 45) {
      t.pos += 2;
      if (!isDigit(source.charCodeAt(t.pos))) return t.fail("invalid decimal literal");
    } else if (isDigit(next)) {
      t.pos++;
    } else {
      // No exponent: the `e` may begin a keyword such as `else`.
      return finish(t, "decimal");
    }
    if (!readDecimalDigits(t)) return t.fail("invalid decimal literal");
  }
  if ((source.charCodeAt(t.pos) | 32) === 106) {
    t.pos++;
    return finish(t, "imaginary");
  }
  return finish(t, "decimal");
}

const FOLLOWING_KEYWORDS = ["and", "else", "for", "or", "not"];

/** Ends the number at `pos`. A keyword may follow directly, with a warning; any other name may not. */
function finish(t: Tokenizer, name: string): number {
  const { source, pos } = t;
  const c = source.charCodeAt(pos);
  if (c < 128 && isNameCharacter(c) && !t.keepsAll) {
    if (!isKeywordAt(t, pos, c)) return t.fail(`invalid ${name} literal`);
    t.warn(`invalid ${name} literal`);
  }
  if (pos >= t.length) t.done = Done.Eof;
  return t.push(NUMBER, pos);
}

function isKeywordAt(t: Tokenizer, pos: number, c: number): boolean {
  const { source } = t;
  if (c === 105) {
    const next = source.charCodeAt(pos + 1);
    return next === 102 || next === 110 || next === 115;
  }
  const keyword = FOLLOWING_KEYWORDS.find((word) => source.startsWith(word, pos));
  if (keyword === undefined) return false;
  const end = pos + keyword.length;
  if (end >= t.length) t.done = Done.Eof;
  return end >= t.length || !isNameCharacter(source.charCodeAt(end));
}
