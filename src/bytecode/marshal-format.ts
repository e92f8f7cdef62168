/** Numbers of the marshal format, version 4. CPython: Python/marshal.c. */

/** Set in a type byte: the object gets the next reference number. */
export const FLAG_REF = 0x80;

const code = (letter: string): number => letter.charCodeAt(0);

/** Type bytes. */
export const TYPE_NONE = code("N");
export const TYPE_FALSE = code("F");
export const TYPE_TRUE = code("T");
export const TYPE_ELLIPSIS = code(".");
export const TYPE_INT = code("i");
export const TYPE_LONG = code("l");
export const TYPE_BINARY_FLOAT = code("g");
export const TYPE_BINARY_COMPLEX = code("y");
export const TYPE_STRING = code("s");
export const TYPE_REF = code("r");
export const TYPE_TUPLE = code("(");
export const TYPE_SMALL_TUPLE = code(")");
export const TYPE_FROZENSET = code(">");
export const TYPE_CODE = code("c");
export const TYPE_UNICODE = code("u");
export const TYPE_INTERNED = code("t");
export const TYPE_ASCII = code("a");
export const TYPE_ASCII_INTERNED = code("A");
export const TYPE_SHORT_ASCII = code("z");
export const TYPE_SHORT_ASCII_INTERNED = code("Z");

/** Bits of the digits that a TYPE_LONG is written in. */
export const DIGIT_BITS = 15;
