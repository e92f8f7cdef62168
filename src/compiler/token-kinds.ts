/**
 * The kinds of tokens as small integers, and the spellings behind them.
 *
 * CPython's counterpart is Grammar/Tokens plus the keyword tables of its generated parser. The order carries meaning:
 * a NAME and the soft keywords are the lowest kinds (`kind <= LAST_NAME_KIND` asks "can this be an identifier"), the
 * kinds without text of their own are the highest (`kind >= NEWLINE` asks "does a node never end here").
 * 0 is no kind: a slot in the token arrays that the tokenizer has not reached yet.
 */

export const SOFT_KEYWORDS = ["_", "case", "match", "type"] as const;

export const KEYWORDS = (
  "False None True and as assert async await break class continue def del elif else except finally for from global if " +
  "import in is lambda nonlocal not or pass raise return try while with yield"
).split(" ");

/** Operators and delimiters in the order of their kinds. `<>` is one only under `from __future__ import barry_as_FLUFL`. */
export const OPERATORS = (
  "( ) [ ] { } : , ; + - * / | & < > = . % == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= " +
  "-> ... := ! <>"
).split(" ");

export const NAME = 1;
export const FIRST_SOFT_KEYWORD = 2;
export const LAST_NAME_KIND = 5;
export const FIRST_KEYWORD = 6;
export const NUMBER = 41;
export const STRING = 42;
export const FSTRING_START = 43;
export const FSTRING_MIDDLE = 44;
export const FSTRING_END = 45;
export const FIRST_OPERATOR = 46;
/** A character that starts no token, such as `$` or `?`. */
export const OP = 95;
export const ERRORTOKEN = 96;
/** Without the option `typeComments` a type comment is a comment: no token is of this kind. */
export const TYPE_COMMENT = 97;
export const NEWLINE = 98;
export const INDENT = 99;
export const DEDENT = 100;
export const ENDMARKER = 101;
/** These two the parser never sees. */
export const COMMENT = 102;
export const NL = 103;

/** The kind of a keyword, soft keyword or operator. Throws for a spelling that is none of them. */
export function kindOf(spelling: string): number {
  const soft = (SOFT_KEYWORDS as readonly string[]).indexOf(spelling);
  if (soft >= 0) return FIRST_SOFT_KEYWORD + soft;
  const keyword = KEYWORDS.indexOf(spelling);
  if (keyword >= 0) return FIRST_KEYWORD + keyword;
  const operator = OPERATORS.indexOf(spelling);
  if (operator >= 0) return FIRST_OPERATOR + operator;
  throw new Error(`no token is spelled ${spelling}`);
}
