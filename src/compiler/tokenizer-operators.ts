/** Operators of the tokenizer: how long they are, and the kinds of those of one character. */
import * as kind from "./token-kinds.ts";

/** By ASCII code: the kind of the operator of that one character, else OP. */
export const oneCharacter = new Uint8Array(128).fill(kind.OP);
for (const operator of kind.OPERATORS) {
  if (operator.length === 1) oneCharacter[operator.charCodeAt(0)] = kind.kindOf(operator);
}

/** Length of the operator at `pos` that starts with `c`: the longest that Python knows. */
export function operatorLength(source: string, pos: number, c: number): number {
  const next = source.charCodeAt(pos + 1);
  if (next === 61) return c < 128 && TAKES_EQUALS[c] === 1 ? 2 : 1;
  if (next === c && (c === 42 || c === 47 || c === 60 || c === 62)) return source.charCodeAt(pos + 2) === 61 ? 3 : 2;
  return next === 62 && (c === 45 || c === 60) ? 2 : 1;
}

/** By ASCII code: 1 where the character and `=` make one operator. */
const TAKES_EQUALS = new Uint8Array(128);
for (const operator of kind.OPERATORS) {
  if (operator.length === 2 && operator[1] === "=") TAKES_EQUALS[operator.charCodeAt(0)] = 1;
}
