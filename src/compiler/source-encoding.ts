/**
 * Source bytes to text: byte order mark, coding cookie (PEP 263), line ends.
 *
 * The counterpart is `decode_str` of CPython's tokenizer. Bytes that are not UTF-8 are no error by themselves (a comment
 * may hold them): they become the lone surrogates U+DC80..U+DCFF, and whoever needs the text of such a token reports it.
 */
import { singleByteAliases, singleByteEncodings } from "./single-byte-encodings.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

export interface SourceText {
  /** Line ends are `\n`. */
  text: string;
  /** Some lone surrogates stand for bytes. */
  hasUndecodable: boolean;
}

/** An error that knows of no file: its text names it. */
const NO_FILE = "";

/**
 * The rejections of CPython's file reader (the main script), which differ from those of `compile(bytes)` (an import). It
 * checks bytes as it reads lines, so they come before any syntax error. Throws; returns where the bytes are fine.
 */
export function checkFileEncoding(source: Uint8Array, filename: string): void {
  const fail = (message: string): never => {
    throw new PythonSyntaxError("SyntaxError", message, NO_FILE, null, null, null, null, null);
  };
  const cookie = findCookie(source);
  if (cookie !== null && cookie !== "utf-8") {
    try {
      decodeAs(cookie, source, filename);
    } catch {
      fail(`encoding problem: ${cookie}`);
    }
    return;
  }
  const { text, hasUndecodable } = decodeUtf8(source);
  if (!hasUndecodable) return;
  const bad = text.search(/(?<![\ud800-\udbff])[\udc80-\udcff]/);
  const byte = (text.charCodeAt(bad) - 0xdc00).toString(16);
  const line = universalNewlines(text.slice(0, bad)).split("\n").length;
  fail(
    `Non-UTF-8 code starting with '\\x${byte}' in file ${filename} on line ${line}, but no encoding declared; ` +
      "see https://peps.python.org/pep-0263/ for details",
  );
}

/** `endsLine`: CPython puts a line end behind a source that lacks one before it decodes (mode "exec"). */
export function decodeSource(source: string | Uint8Array, filename: string, endsLine: boolean): SourceText {
  if (typeof source !== "string") return decodeBytesSource(source, filename, endsLine);
  if (source.includes("\0")) throw nullBytes();
  const surrogate = firstLoneSurrogate(source);
  if (surrogate >= 0) throw cannotEncode(source, surrogate, filename);
  return { text: universalNewlines(source), hasUndecodable: false };
}

/** Raised before there is a source to have places: without a filename. */
function nullBytes(): PythonSyntaxError {
  const message = "source code string cannot contain null bytes";
  return new PythonSyntaxError("SyntaxError", message, "", null, null, null, null, null);
}

function universalNewlines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function firstLoneSurrogate(text: string): number {
  return text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
}

function cannotEncode(text: string, start: number, filename: string): PythonSyntaxError {
  let end = start + 1;
  while (firstLoneSurrogate(text.slice(end, end + 1)) === 0 && firstLoneSurrogate(text.slice(end)) === 0) end++;
  const first = Array.from(text.slice(0, start)).length;
  const count = end - start;
  const what =
    count === 1
      ? `character '\\u${text.charCodeAt(start).toString(16)}' in position ${first}`
      : `characters in position ${first}-${first + count - 1}`;
  const message = `'utf-8' codec can't encode ${what}: surrogates not allowed`;
  return new PythonSyntaxError("UnicodeEncodeError", message, filename, null, null, null, null, null);
}

function decodeBytesSource(source: Uint8Array, filename: string, endsLine: boolean): SourceText {
  if (source.includes(0)) throw nullBytes();
  const hasMark = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf;
  const bytes = hasMark ? source.subarray(3) : source;
  const cookie = findCookie(bytes);
  if (cookie !== null && cookie !== "utf-8") {
    if (hasMark) throw encodingError(`encoding problem: ${cookie} with BOM`, filename);
    // Positions in the codecs' messages count in the text with its line ends already translated.
    const text = decodeAs(cookie, translateLineEnds(bytes, endsLine), filename);
    return { text: universalNewlines(text), hasUndecodable: false };
  }
  const { text, hasUndecodable } = decodeUtf8(bytes);
  return { text: universalNewlines(text), hasUndecodable };
}

/** `\n` for every line end, and one at the very end where `endsLine`. */
function translateLineEnds(bytes: Uint8Array, endsLine: boolean): Uint8Array {
  const translated: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 10 && i > 0 && bytes[i - 1] === 13) continue;
    translated.push(bytes[i] === 13 ? 10 : bytes[i]);
  }
  if (endsLine && translated[translated.length - 1] !== 10) translated.push(10);
  return Uint8Array.from(translated);
}

function encodingError(message: string, filename: string): PythonSyntaxError {
  return new PythonSyntaxError("SyntaxError", message, filename, 0, -1, null, null, null);
}

/** The encoding that a comment in one of the first two lines declares, as CPython spells it; null where none does. */
function findCookie(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 2048));
  const lines = head.split(/\r\n?|\n/, 2);
  for (const line of lines) {
    const match = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line);
    if (match !== null) return normalName(match[1]);
    // A line with anything but a comment ends the search.
    if (!/^[ \t\f]*(#|$)/.test(line)) return null;
  }
  return null;
}

function normalName(name: string): string {
  const start = name.slice(0, 12).toLowerCase().replaceAll("_", "-");
  if (start === "utf-8" || start.startsWith("utf-8-")) return "utf-8";
  return /^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(start) ? "iso-8859-1" : name;
}

/** Python's names for multi-byte encodings that TextDecoder knows under another name. */
const DECODER_LABELS: Record<string, string> = {
  cp932: "shift_jis",
  ms932: "shift_jis",
  sjis: "shift_jis",
  eucjp: "euc-jp",
  ujis: "euc-jp",
  euckr: "euc-kr",
  cp949: "euc-kr",
  cp936: "gbk",
  gb2312: "gbk",
  cp950: "big5",
};
const MULTI_BYTE = /^(shift-jis|euc-jp|iso-2022-jp|euc-kr|gbk|gb18030|big5)$/;

function decodeAs(encoding: string, bytes: Uint8Array, filename: string): string {
  const name = encoding.toLowerCase().replaceAll("-", "_");
  if (/^(iso_?8859_1|latin_?1?|l1|cp819|8859)$/.test(name)) return latin1(bytes);
  if (/^(us_)?ascii$|^646$/.test(name)) {
    const bad = bytes.findIndex((byte) => byte >= 0x80);
    if (bad < 0) return latin1(bytes);
    const hex = bytes[bad].toString(16);
    const message = `'ascii' codec can't decode byte 0x${hex} in position ${bad}: ordinal not in range(128)`;
    throw encodingError(message, filename);
  }
  if (/^(utf_?8|u8|utf|utf8_ucs[24])$/.test(name)) {
    const { text, hasUndecodable } = decodeUtf8(bytes);
    if (hasUndecodable) throw encodingError(describeUtf8Error(text)!, filename);
    return text;
  }
  return decodeOther(encoding, name, bytes, filename);
}

function decodeOther(encoding: string, name: string, bytes: Uint8Array, filename: string): string {
  const upperHalf = singleByteEncodings[singleByteAliases[name] ?? name];
  if (upperHalf !== undefined) return decodeSingleByte(upperHalf, bytes, filename);
  const label = DECODER_LABELS[name] ?? name.replaceAll("_", "-");
  if (!MULTI_BYTE.test(label.replace("_", "-"))) throw encodingError(`unknown encoding: ${encoding}`, filename);
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw encodingError(`'${encoding}' codec can't decode the source`, filename);
  }
}

function decodeSingleByte(upperHalf: string, bytes: Uint8Array, filename: string): string {
  let text = "";
  for (const [position, byte] of bytes.entries()) {
    const character = byte < 128 ? String.fromCharCode(byte) : upperHalf[byte - 128];
    if (character === "\ufffd") {
      const what = `byte 0x${byte.toString(16)} in position ${position}`;
      throw encodingError(`'charmap' codec can't decode ${what}: character maps to <undefined>`, filename);
    }
    text += character;
  }
  return text;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function decodeUtf8(bytes: Uint8Array): { text: string; hasUndecodable: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), hasUndecodable: false };
  } catch {
    return { text: decodeEscaping(bytes), hasUndecodable: true };
  }
}

/** UTF-8 with every byte that does not fit as U+DC00 + byte. */
function decodeEscaping(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const sequence = readSequence(bytes, i);
    if (sequence.reason === null) {
      text += String.fromCodePoint(sequence.value);
      i += sequence.length;
    } else {
      text += String.fromCharCode(0xdc00 + bytes[i]);
      i++;
    }
  }
  return text;
}

interface Sequence {
  value: number;
  /** Bytes read, or bytes that belong to the error. */
  length: number;
  reason: string | null;
}

/** The UTF-8 sequence at `i`, with CPython's words for what is wrong with it. */
function readSequence(bytes: Uint8Array, i: number): Sequence {
  const first = bytes[i];
  if (first < 0x80) return { value: first, length: 1, reason: null };
  if (first < 0xc2 || first > 0xf4) return { value: 0, length: 1, reason: "invalid start byte" };
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let value = first & (0x7f >> size);
  for (let n = 1; n < size; n++) {
    if (i + n >= bytes.length) return { value: 0, length: n, reason: "unexpected end of data" };
    const byte = bytes[i + n];
    const low = n > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = n > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < low || byte > high) return { value: 0, length: n, reason: "invalid continuation byte" };
    value = (value << 6) | (byte & 0x3f);
  }
  return { value, length: size, reason: null };
}

/** The bytes that `text` (made by `decodeSource`) came from. */
function originalBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc80 && unit <= 0xdcff) bytes.push(unit - 0xdc00);
    else {
      const character = text.codePointAt(i)!;
      if (character > 0xffff) i++;
      bytes.push(...new TextEncoder().encode(String.fromCodePoint(character)));
    }
  }
  return Uint8Array.from(bytes);
}

/** `text` with U+FFFD for what is not UTF-8, as CPython shows source lines. */
export function replaceUndecodable(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(originalBytes(text));
}

/** CPython's message for the first byte in `text` (made by `decodeSource`) that is not UTF-8; null where all is well. */
export function describeUtf8Error(text: string): string | null {
  const bytes = originalBytes(text);
  for (let i = 0; i < bytes.length; ) {
    const { length, reason } = readSequence(bytes, i);
    if (reason !== null) {
      const hex = bytes[i].toString(16);
      const what = length === 1 ? `byte 0x${hex} in position ${i}` : `bytes in position ${i}-${i + length - 1}`;
      return `'utf-8' codec can't decode ${what}: ${reason}`;
    }
    i += length;
  }
  return null;
}
