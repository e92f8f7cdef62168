/** Type comments (`# type: ...`), which are tokens where the parser is asked for them. CPython: tok_get_normal_mode of Parser/lexer/lexer.c. */
import { TYPE_COMMENT } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** `# type: ignore`, and what is behind the word. */
export interface TypeIgnoreComment {
  lineno: number;
  tag: string;
}

const PREFIX = /#[ \t]*type:[ \t]*/y;
/** Only a word of its own: nothing beyond ASCII, no letter and no digit follows. */
const IGNORE = /^ignore(?![A-Za-z0-9\u0080-\uffff])/;

/**
 * The tokenizer stands behind a comment that begins at `tokenStart`. Makes a token of a type comment: true. One that says "ignore"
 * is noted. `isAlone`: there is nothing else on the line; "ignore" then takes the line's end with it, which CPython has in the tag.
 */
export function readTypeComment(t: Tokenizer, isAlone: boolean): boolean {
  PREFIX.lastIndex = t.tokenStart;
  const prefix = PREFIX.exec(t.source);
  if (prefix === null) return false;
  const start = t.tokenStart + prefix[0].length;
  const text = t.source.slice(start, t.pos);
  if (IGNORE.test(text)) {
    if (isAlone && t.pos < t.length) t.pos++;
    t.typeIgnores.push({ lineno: t.lineno, tag: t.source.slice(start + "ignore".length, t.pos) });
    return false;
  }
  t.tokenStart = start;
  t.tokenColumn = t.byteColumn(start);
  t.push(TYPE_COMMENT, t.pos);
  return true;
}
