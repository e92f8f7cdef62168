/**
 * Backslash escapes in string and bytes literals.
 *
 * CPython's counterparts are Parser/string_parser.c and the decoder of `unicode_escape`. CPython rewrites characters
 * beyond ASCII as ten-byte `\UXXXXXXXX` escapes before it decodes; positions in error messages count in that text,
 * and a backslash before such a character stands for itself without a warning.
 */
import type { ConstantValue } from "./ast.ts";
import { lookupUnicodeName } from "./unicode-names.ts";

/** A literal that cannot be decoded; `kind` is how CPython introduces the message. */
export class EscapeError extends Error {
  constructor(
    readonly kind: "unicode error" | "value error",
    message: string,
  ) {
    super(message);
  }
}

export interface Decoded<T> {
  value: T;
  /** The first escape that means nothing, ready for `decodeWarning`; null where all are fine. */
  invalidEscape: string | null;
}

/** CPython's text of the warning for the escape `\` + `escape`: one character, or three digits of a large octal. */
export function decodeWarning(sequence: string): string {
  return sequence.length === 3
    ? `invalid octal escape sequence '\\${sequence}'`
    : `invalid escape sequence '\\${sequence}'`;
}

const SIMPLE: Record<string, string> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  b: "\b",
  f: "\f",
  t: "\t",
  n: "\n",
  r: "\r",
  v: "\v",
  a: "\x07",
};

/** Decodes the text between the quotes of a string literal, which has at least one backslash. */
export function decodeString(text: string): Decoded<StringValue> {
  const builder = new StringBuilder();
  let invalidEscape: string | null = null;
  let i = 0;
  while (i < text.length) {
    const backslash = text.indexOf("\\", i);
    if (backslash < 0) break;
    builder.addText(text.slice(i, backslash));
    i = backslash + 1;
    const c = text[i++];
    if (c === undefined) {
      // Text of an f-string may end with a backslash: it stands for itself.
      builder.addText("\\");
      break;
    }
    const simple = SIMPLE[c];
    if (simple !== undefined) {
      builder.addText(simple);
    } else if (c >= "0" && c <= "7") {
      const digits = octalDigits(text, backslash + 1);
      const value = Number.parseInt(digits, 8);
      if (value > 0o377) invalidEscape ??= digits;
      builder.addCodePoint(value);
      i = backslash + 1 + digits.length;
    } else if (c === "x" || c === "u" || c === "U") {
      const count = c === "x" ? 2 : c === "u" ? 4 : 8;
      builder.addCodePoint(hexEscape(text, backslash, c, count));
      i += count;
    } else if (c === "N") {
      const end = namedEnd(text, backslash);
      builder.addCodePoint(namedCharacter(text, backslash, end));
      i = end + 1;
    } else {
      // The backslash stays, and the character is read as any other. Those beyond ASCII cause no warning.
      if (c < "\x80") invalidEscape ??= c;
      builder.addText("\\");
      i--;
    }
  }
  builder.addText(text.slice(i));
  return { value: builder.finish(), invalidEscape };
}

function octalDigits(text: string, start: number): string {
  let end = start;
  while (end < start + 3 && text[end] >= "0" && text[end] <= "7") end++;
  return text.slice(start, end);
}

function hexEscape(text: string, backslash: number, letter: string, count: number): number {
  const digits = /^[0-9a-fA-F]*/.exec(text.slice(backslash + 2, backslash + 2 + count))![0];
  if (digits.length < count) {
    const message = `truncated \\${letter}${"X".repeat(count)} escape`;
    throw unicodeError(text, backslash, backslash + 2 + digits.length, message);
  }
  const value = Number.parseInt(digits, 16);
  if (value > 0x10ffff) throw unicodeError(text, backslash, backslash + 2 + count, "illegal Unicode character");
  return value;
}

/** Index of the brace that closes the name after `\N`. */
function namedEnd(text: string, backslash: number): number {
  const close = text[backslash + 2] === "{" ? text.indexOf("}", backslash + 3) : -1;
  if (close > backslash + 3) return close;
  const atBrace = text[backslash + 2] === "{";
  const end = !atBrace ? backslash + 2 : close < 0 ? text.length : close;
  throw unicodeError(text, backslash, end, "malformed \\N character escape");
}

function namedCharacter(text: string, backslash: number, end: number): number {
  const name = text.slice(backslash + 3, end);
  const character = /^[\0-\x7f]*$/.test(name) ? lookupUnicodeName(name) : -1;
  if (character < 0) throw unicodeError(text, backslash, end + 1, "unknown Unicode character name");
  return character;
}

/** CPython's UnicodeDecodeError for `text[start, end)`, in positions of the text that it decodes. */
function unicodeError(text: string, start: number, end: number, reason: string): EscapeError {
  const first = expandedLength(text, 0, start);
  const last = first + expandedLength(text, start, end) - 1;
  const what = first === last ? `byte 0x5c in position ${first}` : `bytes in position ${first}-${last}`;
  return new EscapeError("unicode error", `'unicodeescape' codec can't decode ${what}: ${reason}`);
}

/** Characters of `text[start, end)` after CPython has rewritten those beyond ASCII as `\UXXXXXXXX`, `\é` as `\u005c` and so on. */
function expandedLength(text: string, start: number, end: number): number {
  let length = 0;
  for (let i = start; i < end; i++) {
    const c = text.codePointAt(i)!;
    if (c === 92) {
      const isPlain = i + 1 < text.length && text.charCodeAt(i + 1) < 128;
      length += isPlain ? (i + 1 < end ? 2 : 1) : 6;
      if (isPlain) i++;
    } else {
      length += c < 128 ? 1 : 10;
      if (c > 0xffff) i++;
    }
  }
  return length;
}

/** A Python string: `codePoints` where a JS string alone would be ambiguous (see ast.ts). */
export type StringValue = Extract<ConstantValue, { type: "str" }>;

/** Collects a string and notices surrogates that escapes put side by side without making one character of them. */
class StringBuilder {
  private text = "";
  /** All code points, kept from the moment a surrogate appears. */
  private codePoints: number[] | null = null;

  addText(text: string): void {
    this.text += text;
    if (this.codePoints !== null) for (const character of text) this.codePoints.push(character.codePointAt(0)!);
  }

  addCodePoint(value: number): void {
    if (value >= 0xd800 && value < 0xe000) this.codePoints ??= Array.from(this.text, (c) => c.codePointAt(0)!);
    this.text += String.fromCodePoint(value);
    this.codePoints?.push(value);
  }

  finish(): StringValue {
    return stringValue(this.text, this.codePoints);
  }
}

/** The constant for `text`; its code points are kept only where reading them off `text` gives others. */
function stringValue(text: string, codePoints: readonly number[] | null): StringValue {
  if (codePoints === null || codePoints.length === Array.from(text).length) return { type: "str", value: text };
  return { type: "str", value: text, codePoints: Uint32Array.from(codePoints) };
}

/** The code points of `string`. */
export function codePointsOf(string: StringValue): ArrayLike<number> {
  return string.codePoints ?? Array.from(string.value, (character) => character.codePointAt(0)!);
}

/** The string of the code points `codes`. */
export function stringOf(codes: readonly number[]): StringValue {
  let text = "";
  for (const code of codes) text += String.fromCodePoint(code);
  return stringValue(text, codes);
}

/** `parts` one after the other, as adjacent literals are joined. */
export function joinStrings(parts: StringValue[]): StringValue {
  let text = "";
  let hasSurrogates = false;
  for (const part of parts) {
    text += part.value;
    hasSurrogates ||= part.codePoints !== undefined || /[\ud800-\udfff]/.test(part.value);
  }
  if (!hasSurrogates) return { type: "str", value: text };
  return stringValue(
    text,
    parts.flatMap((part) => Array.from(codePointsOf(part))),
  );
}

/** Decodes the text between the quotes of a bytes literal. All of it is ASCII. */
export function decodeBytes(text: string): Decoded<Uint8Array> {
  const bytes: number[] = [];
  let invalidEscape: string | null = null;
  for (let i = 0; i < text.length; ) {
    const c = text[i++];
    if (c !== "\\") {
      bytes.push(c.charCodeAt(0));
      continue;
    }
    const escaped = text[i++];
    const simple = SIMPLE[escaped];
    if (simple !== undefined) {
      if (simple !== "") bytes.push(simple.charCodeAt(0));
    } else if (escaped >= "0" && escaped <= "7") {
      const digits = octalDigits(text, i - 1);
      const value = Number.parseInt(digits, 8);
      if (value > 0o377) invalidEscape ??= digits;
      bytes.push(value & 0xff);
      i += digits.length - 1;
    } else if (escaped === "x") {
      const digits = text.slice(i, i + 2);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
        throw new EscapeError("value error", `invalid \\x escape at position ${i - 2}`);
      }
      bytes.push(Number.parseInt(digits, 16));
      i += 2;
    } else {
      invalidEscape ??= escaped;
      bytes.push(92, escaped.charCodeAt(0));
    }
  }
  return { value: Uint8Array.from(bytes), invalidEscape };
}
