/**
 * Constants and f-strings out of tokens.
 *
 * The counterparts are Parser/string_parser.c and the f-string part of Parser/action_helpers.c, whose habits show in the
 * tree: adjacent literals become one node, empty text inside f-strings disappears, the text of `{x=}` is a constant.
 */
import type { Constant } from "../bytecode/code-object.ts";
import { encodeUtf8 } from "../bytecode/utf8.ts";
import type * as N from "./ast.ts";
import { DigitLimitError, numberValue } from "./number-literals.ts";
import { raiseAt, raiseAtLast, raiseOnLine, raiseRange, tokenErrorAt } from "./parse-errors.ts";
import { describeUtf8Error } from "./source-encoding.ts";
import {
  type Decoded,
  decodeBytes,
  decodeString,
  decodeWarning,
  EscapeError,
  joinStrings,
  type StringValue,
} from "./string-escapes.ts";
import { PythonSyntaxError } from "./syntax-error.ts";
import { FSTRING_END, FSTRING_MIDDLE } from "./token-kinds.ts";
import type { Tokenizer } from "./tokenizer.ts";

function tokenPosition(t: Tokenizer, first: number, last: number): N.Position {
  return {
    lineno: t.startLines[first],
    col_offset: t.startColumns[first],
    end_lineno: t.endLines[last],
    end_col_offset: t.endColumns[last],
  };
}

function constantNode(value: N.ConstantValue, u: string | null, position: N.Position): N.Constant {
  const { lineno, col_offset, end_lineno, end_col_offset } = position;
  return { kind: "Constant", value, u, lineno, col_offset, end_lineno, end_col_offset };
}

/** The node of the NUMBER token `i`. */
export function number(t: Tokenizer, i: number): N.Constant {
  const text = t.source.slice(t.starts[i], t.ends[i]);
  if (t.featureVersion < 6 && text.includes("_")) {
    return raiseAtLast(t, "Underscores in numeric literals are only supported in Python 3.6 and greater");
  }
  try {
    return constantNode(numberValue(text, t.maxIntDigits), null, tokenPosition(t, i, i));
  } catch (error) {
    if (error instanceof DigitLimitError) return raiseOnLine(t, i, error.message);
    throw error;
  }
}

/** The node of the STRING token `i`. */
export function constant(t: Tokenizer, i: number): N.Constant {
  const { source } = t;
  let start = t.starts[i];
  let isBytes = false;
  let isRaw = false;
  const u = source.charCodeAt(start) === 117 ? "u" : null;
  let quote = source.charCodeAt(start);
  for (; quote !== 34 && quote !== 39; quote = source.charCodeAt(++start)) {
    const letter = quote | 32;
    if (letter === 98) isBytes = true;
    else if (letter === 114) isRaw = true;
  }
  const end = t.ends[i];
  const isTriple = end - start >= 6 && source.charCodeAt(start + 1) === quote && source.charCodeAt(start + 2) === quote;
  const size = isTriple ? 3 : 1;
  const text = source.slice(start + size, end - size);
  const value = isBytes ? bytesValue(t, i, text, isRaw) : textValue(t, i, text, isRaw || !text.includes("\\"));
  return constantNode(value, u, tokenPosition(t, i, i));
}

function bytesValue(t: Tokenizer, i: number, text: string, isRaw: boolean): N.ConstantValue {
  if (/[^\0-\x7f]/.test(text)) return raiseAt(t, i, "bytes can only contain ASCII literal characters");
  if (!isRaw) return { type: "bytes", value: decoded(t, i, () => decodeBytes(text)) };
  return { type: "bytes", value: Uint8Array.from(text, (c) => c.charCodeAt(0)) };
}

/** The string that `text` stands for; token `i` is blamed for escapes that mean nothing. */
function textValue(t: Tokenizer, i: number, text: string, isRaw: boolean): StringValue {
  if (t.hasUndecodable) {
    // Where CPython looks for escapes it decodes each run beyond ASCII by itself.
    for (const run of isRaw ? [text] : (text.match(/[^\0-\x7f]+/g) ?? [])) {
      const message = describeUtf8Error(run);
      if (message !== null) return raiseAtLast(t, `(unicode error) ${message}`);
    }
  }
  return isRaw ? { type: "str", value: text } : decoded(t, i, () => decodeString(text));
}

function decoded<T>(t: Tokenizer, i: number, decode: () => Decoded<T>): T {
  try {
    const { value, invalidEscape } = decode();
    if (invalidEscape !== null) warnEscape(t, i, invalidEscape);
    return value;
  } catch (error) {
    if (error instanceof EscapeError) return raiseAtLast(t, `(${error.kind}) ${error.message}`);
    throw error;
  }
}

function warnEscape(t: Tokenizer, i: number, sequence: string): void {
  const kind = t.kinds[i];
  // The tokenizer has warned of a backslash before a brace already.
  if ((kind === FSTRING_MIDDLE || kind === FSTRING_END) && (sequence === "{" || sequence === "}")) return;
  if (!t.reportsEscapes) return;
  const { message, lineno, offset, endLineno, endOffset, text } = tokenErrorAt(t, i, decodeWarning(sequence));
  t.warnings.push({ message, lineno: lineno!, offset: offset!, endLineno: endLineno!, endOffset: endOffset!, text });
}

/** Adjacent literals as one node: a constant, or a JoinedStr where one of them is an f-string. */
export function concatenate(t: Tokenizer, parts: N.Expr[], position: N.Position): N.Expr {
  if (parts.length === 1 && parts[0].kind === "Constant") return parts[0];
  const isBytes = (part: N.Expr) => part.kind === "Constant" && part.value.type === "bytes";
  if (parts.some(isBytes)) {
    if (!parts.every(isBytes)) return raiseAtLast(t, "cannot mix bytes and nonbytes literals");
    return constantNode(joinBytes(parts as N.Constant[]), (parts[0] as N.Constant).u, position);
  }
  const flat = parts.flatMap((part) => (part.kind === "JoinedStr" ? part.values : [part]));
  const hasFString = parts.some((part) => part.kind !== "Constant");
  const values = foldConstants(flat, hasFString);
  return hasFString ? { kind: "JoinedStr", values, ...position } : values[0];
}

function joinBytes(parts: N.Constant[]): N.ConstantValue {
  const pieces = parts.map((part) => (part.value as { value: Uint8Array }).value);
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return { type: "bytes", value: all };
}

/** Makes one constant of each run of constants; drops empty ones where `dropsEmpty`. */
function foldConstants(flat: N.Expr[], dropsEmpty: boolean): N.Expr[] {
  const values: N.Expr[] = [];
  for (let i = 0; i < flat.length; i++) {
    const first = flat[i];
    if (first.kind !== "Constant") {
      values.push(first);
      continue;
    }
    const run = [first];
    for (let next = flat[i + 1]; next !== undefined && next.kind === "Constant"; next = flat[i + 1]) {
      run.push(next);
      i++;
    }
    const { end_lineno, end_col_offset } = run[run.length - 1];
    const value = run.length === 1 ? first.value : joinStrings(run.map((part) => part.value as StringValue));
    if (dropsEmpty && isEmpty(value)) continue;
    const node = constantNode(value, first.u, first);
    values.push({ ...node, end_lineno, end_col_offset });
  }
  return values;
}

function isEmpty(value: N.ConstantValue): boolean {
  return value.type === "str" && value.value === "";
}

// --- f-strings ---

/** The text of an FSTRING_MIDDLE token, escapes and all: `joined` decodes it when the f-string is complete. */
export function rawText(t: Tokenizer, i: number): N.Constant {
  const value = t.source.slice(t.starts[i], t.ends[i]);
  return constantNode({ type: "str", value }, null, tokenPosition(t, i, i));
}

/** The text of an FSTRING_MIDDLE token in a format spec, where CPython decodes escapes whatever the prefix says. */
export function decodedText(t: Tokenizer, i: number): N.Constant {
  const text = t.source.slice(t.starts[i], t.ends[i]);
  try {
    const { value, invalidEscape } = decodeString(text);
    if (invalidEscape !== null) warnEscape(t, i, invalidEscape);
    return constantNode(value, null, tokenPosition(t, i, i));
  } catch (error) {
    // CPython lets the codec's own exception through here.
    if (error instanceof EscapeError) {
      throw decodeError(t, error.message, text);
    }
    throw error;
  }
}

const DECODE_MESSAGE = /^'([^']+)' codec can't decode bytes? .*?in position (\d+)(?:-(\d+))?: (.*)$/s;

function decodeError(t: Tokenizer, message: string, text: string): PythonSyntaxError {
  const error = new PythonSyntaxError("UnicodeDecodeError", message, t.filename, null, null, null, null, null);
  const [, encoding, first, last, reason] = DECODE_MESSAGE.exec(message)!;
  const bytes: Constant = { type: "bytes", value: encodeUtf8(text) };
  error.unicode = [encoding, bytes, Number(first), Number(last ?? first) + 1, reason];
  return error;
}

/** The f-string between the tokens `start` and `end`. */
export function joined(t: Tokenizer, start: number, parts: N.Expr[], end: number): N.JoinedStr {
  const prefix = t.source.slice(t.starts[start], t.ends[start]);
  const isRaw = /[rR]/.test(prefix);
  const flat = parts.flatMap((part) => (part.kind === "JoinedStr" ? part.values : [part]));
  const values: N.Expr[] = [];
  for (const part of flat) {
    const value = part.kind === "Constant" ? decodedPart(t, part, isRaw, end) : part;
    if (value.kind !== "Constant" || !isEmpty(value.value)) values.push(value);
  }
  return { kind: "JoinedStr", values, ...tokenPosition(t, start, end) };
}

function decodedPart(t: Tokenizer, part: N.Constant, isRaw: boolean, end: number): N.Constant {
  const raw = (part.value as StringValue).value;
  const text = raw === "{{" || raw === "}}" ? raw[0] : raw;
  return constantNode(textValue(t, end, text, isRaw || !text.includes("\\")), null, part);
}

export interface Conversion {
  name: N.Name;
  /** The expression's source text, where `=` asks for it. */
  text: string | null;
}

/** `!` and the letter behind it. `token` and `nameToken` are the numbers of the two tokens. */
export function checkConversion(t: Tokenizer, token: number, nameToken: number, name: N.Name): Conversion {
  if (t.startLines[token] !== name.lineno || t.endColumns[token] !== name.col_offset) {
    // The word is CPython 3.13.0's own.
    const message = "f-string: conversion type must come right after the exclamanation mark";
    return raiseRange(t, token, nameToken, message);
  }
  return { name, text: t.expressionTexts.get(token) ?? null };
}

export interface FormatSpec {
  node: N.Expr;
  text: string | null;
}

export function formatSpec(t: Tokenizer, colon: number, parts: N.Expr[], position: N.Position): FormatSpec {
  const text = t.expressionTexts.get(colon) ?? null;
  const filled = parts.filter((part) => part.kind !== "Constant" || !isEmpty(part.value));
  const isSimple = filled.length === 0 || (filled.length === 1 && filled[0].kind === "Constant");
  const node: N.Expr = isSimple ? { kind: "JoinedStr", values: filled, ...position } : concatenate(t, filled, position);
  return { node, text };
}

/** A replacement field; for `{x=}` a JoinedStr of the text and the field, which `joined` takes apart. */
export function formatted(
  t: Tokenizer,
  value: N.Expr,
  isDebug: boolean,
  conversion: Conversion | null,
  spec: FormatSpec | null,
  brace: number,
  position: N.Position,
): N.Expr {
  let code = isDebug && spec === null ? 114 : -1;
  if (conversion !== null) {
    const { id } = conversion.name;
    if (id !== "s" && id !== "r" && id !== "a") {
      const message = `f-string: invalid conversion character '${id}': expected 's', 'r', or 'a'`;
      return raiseAt(t, conversion.name, message);
    }
    code = id.charCodeAt(0);
  }
  const field: N.FormattedValue = {
    kind: "FormattedValue",
    value,
    conversion: code,
    format_spec: spec === null ? null : spec.node,
    ...position,
  };
  if (!isDebug) return field;
  let end_lineno = position.end_lineno;
  let end_col_offset = position.end_col_offset;
  let text = t.expressionTexts.get(brace) ?? null;
  if (conversion !== null) {
    end_lineno = conversion.name.lineno;
    end_col_offset = conversion.name.col_offset;
    text = conversion.text;
  } else if (spec !== null) {
    end_lineno = spec.node.lineno;
    end_col_offset = spec.node.col_offset + 1;
    text = spec.text;
  }
  const { lineno, col_offset } = position;
  const textPosition = { lineno, col_offset: col_offset + 1, end_lineno, end_col_offset: end_col_offset - 1 };
  const label = constantNode({ type: "str", value: text ?? "" }, null, textPosition);
  return { kind: "JoinedStr", values: [label, field], lineno, col_offset, end_lineno, end_col_offset };
}
