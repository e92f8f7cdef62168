/**
 * Python source to tokens: indentation, names, operators and brackets. Numbers, strings and f-strings have files of
 * their own beside this one.
 *
 * CPython's counterpart is Parser/lexer. Tokens are made one at a time, when the parser reaches them, because CPython
 * reports whichever error (of a token or of the grammar) its parser meets first. A token is an index into parallel
 * arrays; `kinds[count]` is always 0, so that one load tells the parser whether the token at hand has been made.
 * Columns count UTF-8 bytes, -1 where a token has no text (indents, the end); `starts` and `ends` are offsets into `source`.
 */
import { firstInvalidCharacter, isPrintable } from "../bytecode/unicode-identifiers.ts";
import { internSlice, internText, nameKinds } from "./name-table.ts";
import { describeUtf8Error, replaceUndecodable } from "./source-encoding.ts";
import type { ParseWarning } from "./syntax-error.ts";
import * as kind from "./token-kinds.ts";
import { extraBytes } from "./tokenizer-characters.ts";
import { readTypeComment, type TypeIgnoreComment } from "./tokenizer-comments.ts";
import type { TokenError } from "./tokenizer-errors.ts";
import type { FStringMode } from "./tokenizer-fstrings.ts";
import { closeReplacement, endOfExpressionText, readFString, startFString } from "./tokenizer-fstrings.ts";
import { LineStart } from "./tokenizer-lines.ts";
import { readNumber } from "./tokenizer-numbers.ts";
import { oneCharacter, operatorLength } from "./tokenizer-operators.ts";
import { readString, stringPrefixLength } from "./tokenizer-strings.ts";

/** How far the tokenizer is; CPython's `tok->done`. */
export enum Done {
  Ok,
  /** The end of the source was seen, if only while looking whether a token goes on. */
  Eof,
  /** `error` says what is wrong. */
  Error,
  Dedent,
  TabSpace,
  TooDeep,
  LineContinuation,
  /** The end came inside a triple-quoted string; `error` is set too. */
  EofInString,
  /** The end came inside a single-quoted string; `error` is set too. */
  EolInString,
  /** A name holds bytes that are not UTF-8; `error` has the message only. */
  Undecodable,
}

const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
const TAB_SIZE = 8;

/** By ASCII code: 1 starts a name, 2 is a digit, 4 is a blank. */
const classes = new Uint8Array(128);
for (let c = 97; c <= 122; c++) classes[c] = classes[c - 32] = 1;
classes[95] = 1;
for (let c = 48; c <= 57; c++) classes[c] = 2;
classes[32] = classes[9] = classes[12] = 4;

const ELLIPSIS = kind.kindOf("...");
const DOT = kind.kindOf(".");

export function isNameCharacter(c: number): boolean {
  return c >= 128 || (classes[c] & 3) !== 0;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export class Tokenizer {
  count = 0;
  capacity: number;
  kinds: Uint8Array;
  /** Bracket depth after the token. */
  levels: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  startLines: Int32Array;
  startColumns: Int32Array;
  endLines: Int32Array;
  endColumns: Int32Array;
  /** For names: the number in the name table. */
  nameIds: Int32Array;
  /** For `=`-debug f-strings: the source text of the expression, by the index of the `!`, `:` or `}` that ends it. */
  readonly expressionTexts = new Map<number, string>();

  /** The source with a NUL behind it. */
  source: string;
  length: number;
  isAscii: boolean;
  pos = 0;
  lineno = 0;
  lineStart = 0;
  /** Where the text that CPython shows with an error begins: a line start that a token or a `\` does not reach across. */
  bufferStart = 0;
  /** Where the search for the end of an unterminated string stopped; 0 where there is none. */
  unterminatedEnd = 0;
  private byteColumnAt = 0;
  private byteColumnExtra = 0;

  done = Done.Ok;
  error: TokenError | null = null;
  /** Whether the parser's actions warn of escapes in strings; the second pass does not. */
  reportsEscapes = true;

  // What the parser and its actions are to know of the source at hand.
  filename = "";
  /** The source is a prompt's: its end also ends the line. */
  isInteractive = false;
  hasStarted = false;
  keepsBlocksOpen = false;
  /** Lone surrogates in the source stand for bytes that are not UTF-8. */
  hasUndecodable = false;
  maxIntDigits = 4300;
  isFlufl = false;
  /** Type comments are tokens; those that say "ignore" are collected. */
  wantsTypeComments = false;
  readonly typeIgnores: TypeIgnoreComment[] = [];
  /** The minor version of Python whose syntax is allowed. */
  featureVersion = 13;

  readonly warnings: Omit<ParseWarning, "category">[] = [];

  /** Comments and line ends that end no statement are tokens too (COMMENT, NL); one ends a line with nothing but a comment. */
  keepsAll = false;
  private isCommentLine = false;

  atLineStart = true;
  indents: number[] = [0];
  alternateIndents: number[] = [0];
  /** Above 0: INDENT tokens to come; below 0: DEDENT tokens. */
  pendingIndents = 0;

  level = 0;
  readonly brackets: number[] = [];
  readonly bracketLines: number[] = [];
  readonly bracketColumns: number[] = [];

  /** The innermost f-string and, outside it, the enclosing ones. */
  fstring: FStringMode | null = null;
  readonly outerFStrings: (FStringMode | null)[] = [];

  /** Start of the token in work: -1 none, else an offset; with its line and byte column. */
  tokenStart = -1;
  tokenLine = 0;
  tokenColumn = 0;

  constructor(text: string) {
    this.length = text.length;
    this.source = `${text}\0`;
    this.isAscii = !/[^\0-\x7f]/.test(text);
    this.capacity = Math.max(64, text.length >> 2);
    this.kinds = new Uint8Array(this.capacity);
    this.levels = new Uint8Array(this.capacity);
    this.starts = new Int32Array(this.capacity);
    this.ends = new Int32Array(this.capacity);
    this.startLines = new Int32Array(this.capacity);
    this.startColumns = new Int32Array(this.capacity);
    this.endLines = new Int32Array(this.capacity);
    this.endColumns = new Int32Array(this.capacity);
    this.nameIds = new Int32Array(this.capacity);
  }

  /** Makes the token number `count` and returns its kind; ERRORTOKEN with `done` (and `error`) set where there is none. */
  next(): number {
    if (this.count + 2 > this.capacity) this.grow();
    const fstring = this.fstring;
    return fstring?.inText ? readFString(this, fstring) : this.readToken();
  }

  private readToken(): number {
    for (;;) {
      this.tokenStart = -1;
      let isBlank = false;
      if (this.atLineStart) {
        if (this.pos >= this.length) this.atEndOfText();
        this.atLineStart = false;
        this.beginLine(true);
        const start = this.readIndentation();
        if (start === LineStart.Failed) return this.pushError();
        isBlank = start === LineStart.Blank;
      }
      if (this.pendingIndents !== 0) return this.pushIndent();
      const c = this.skipToToken();
      if (this.wantsTypeComments && this.source.charCodeAt(this.tokenStart) === 35) {
        const before = this.typeIgnores.length;
        if (readTypeComment(this, isBlank)) return kind.TYPE_COMMENT;
        if (this.typeIgnores.length > before) {
          this.atLineStart = isBlank;
          continue;
        }
      }
      if (c === 10) {
        this.pos++;
        this.atLineStart = true;
        const isNewline = !isBlank && this.level === 0 && !this.isCommentLine;
        this.isCommentLine = false;
        if (isNewline) return this.push(kind.NEWLINE, this.pos - 1);
        if (this.keepsAll) return this.push(kind.NL, this.pos);
        continue;
      }
      if (c === 35) {
        this.isCommentLine = isBlank;
        this.pos = this.endOfComment(this.pos);
        return this.push(kind.COMMENT, this.pos);
      }
      if (c >= 128 || (classes[c] & 1) !== 0) return this.readName(c);
      if (c === 34 || c === 39) return readString(this, 0);
      if (c === 92) {
        this.pos++;
        if (!this.continueLine(false)) return this.pushError();
        continue;
      }
      if (c === 0) return this.endOfSource();
      if ((classes[c] & 2) !== 0) return readNumber(this, c);
      return c === 46 ? this.readDot() : this.readOperator(c);
    }
  }

  /** Skips blanks and a comment, sets the token's start there and returns the character: 10 for a line end, 0 at the end. */
  private skipToToken(): number {
    const source = this.source;
    let pos = this.pos;
    let c = source.charCodeAt(pos);
    while (c < 128 && classes[c] === 4) c = source.charCodeAt(++pos);
    this.tokenStart = pos;
    this.tokenLine = this.lineno;
    this.tokenColumn = this.isAscii ? pos - this.lineStart : this.byteColumn(pos);
    if (c === 35 && !this.keepsAll) {
      pos = this.endOfComment(pos);
      c = source.charCodeAt(pos);
    }
    if (c === 13 && source.charCodeAt(pos + 1) === 10) c = source.charCodeAt(++pos);
    this.pos = pos;
    return c;
  }

  private endOfComment(pos: number): number {
    const end = this.source.indexOf("\n", pos);
    return end < 0 ? this.length : this.source.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }

  /** All of the text has been read, and a token may go on behind it. Of a text that comes line by line the next is asked for here. */
  atEndOfText(): void {}

  /** Notes that the character at `pos` begins a line, unless the source ends there. */
  beginLine(movesBuffer: boolean): void {
    if (this.pos >= this.length) return;
    this.lineno++;
    this.lineStart = this.pos;
    this.byteColumnAt = this.pos;
    this.byteColumnExtra = 0;
    if (movesBuffer) this.bufferStart = this.pos;
  }

  private readIndentation(): LineStart {
    const source = this.source;
    let column = 0;
    let alternate = 0;
    let continued = 0;
    let c = source.charCodeAt(this.pos);
    for (; ; c = source.charCodeAt(this.pos)) {
      if (c === 32) {
        column++;
        alternate++;
      } else if (c === 9) {
        column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        alternate++;
      } else if (c === 12) {
        column = alternate = 0;
      } else if (c === 92) {
        // The first line of a continued indentation decides its width.
        continued = continued || column;
        this.pos++;
        if (!this.continueLine(true)) return LineStart.Failed;
        continue;
      } else {
        break;
      }
      this.pos++;
    }
    if (c === 35 || c === 10 || (c === 13 && this.source.charCodeAt(this.pos + 1) === 10)) return LineStart.Blank;
    if (this.pos >= this.length) this.done = Done.Eof;
    if (this.level > 0) return LineStart.Code;
    return this.applyIndentation(continued || column, continued || alternate) ? LineStart.Code : LineStart.Failed;
  }

  /** Compares with the open blocks and counts the INDENT or DEDENT tokens to come. False after an error. */
  private applyIndentation(column: number, alternate: number): boolean {
    const { indents, alternateIndents } = this;
    const top = indents.length - 1;
    if (column > indents[top]) {
      if (top + 1 >= MAX_INDENTS) return this.stop(Done.TooDeep);
      if (alternate <= alternateIndents[top]) return this.stop(Done.TabSpace);
      this.pendingIndents++;
      indents.push(column);
      alternateIndents.push(alternate);
      return true;
    }
    while (indents.length > 1 && column < indents[indents.length - 1]) {
      this.pendingIndents--;
      indents.pop();
      alternateIndents.pop();
    }
    if (column !== indents[indents.length - 1]) return this.stop(Done.Dedent);
    return alternate === alternateIndents[indents.length - 1] || this.stop(Done.TabSpace);
  }

  private pushIndent(): number {
    this.tokenLine = this.lineno;
    if (this.pendingIndents > 0) {
      this.pendingIndents--;
      return this.pushBare(kind.INDENT);
    }
    this.pendingIndents++;
    return this.pushBare(kind.DEDENT);
  }

  /** The prompt's end of input closes every open block: DEDENT tokens follow. */
  closeBlocks(): void {
    this.pendingIndents = 1 - this.indents.length;
    this.indents.length = 1;
    this.alternateIndents.length = 1;
  }

  /** Behind a `\`: steps over the line end. False with `done` set where there is none or the source ends. */
  private continueLine(movesBuffer: boolean): boolean {
    const isReturn = this.source.charCodeAt(this.pos) === 13 && this.source.charCodeAt(this.pos + 1) === 10;
    if (isReturn) this.pos++;
    if (this.source.charCodeAt(this.pos) !== 10) {
      if (this.pos < this.length) this.pos++;
      this.done = Done.LineContinuation;
      return false;
    }
    this.pos++;
    if (this.pos >= this.length) {
      this.atEndOfText();
      this.done = Done.Eof;
      return false;
    }
    this.beginLine(movesBuffer);
    return true;
  }

  private readName(first: number): number {
    const source = this.source;
    const start = this.pos;
    let c = first;
    if (c === 98 || c === 66 || c === 114 || c === 82 || c === 117 || c === 85 || c === 102 || c === 70) {
      const prefix = stringPrefixLength(source, start);
      if (prefix > 0) return this.readPrefixed(prefix);
    }
    let pos = start;
    let hash = 0;
    while (c < 128 && (classes[c] & 3) !== 0) {
      hash = (Math.imul(hash, 31) + c) | 0;
      c = source.charCodeAt(++pos);
    }
    if (c >= 128) return this.readUnicodeName(pos);
    this.pos = pos;
    if (pos >= this.length) this.done = Done.Eof;
    const id = internSlice(source, start, pos, hash);
    this.nameIds[this.count] = id;
    return this.push(nameKinds[id], pos);
  }

  /** A string behind `prefix` letters: an f-string where one of them is an f. */
  private readPrefixed(prefix: number): number {
    const letters = this.source.slice(this.pos, this.pos + prefix).toLowerCase();
    return letters.includes("f") ? startFString(this, prefix, letters.includes("r")) : readString(this, prefix);
  }

  /** A name with characters beyond ASCII, the first of them at `from`. */
  private readUnicodeName(from: number): number {
    const { source, pos: start } = this;
    let pos = from;
    while (pos < this.length && isNameCharacter(source.charCodeAt(pos))) pos++;
    this.pos = pos;
    const text = source.slice(start, pos);
    const undecodable = this.hasUndecodable ? describeUtf8Error(text) : null;
    if (undecodable !== null) {
      this.error = { message: undecodable, lineno: 0, offset: 0, endOffset: 0, text: "" };
      this.done = Done.Undecodable;
      return this.pushError();
    }
    const invalid = this.keepsAll ? text.length : firstInvalidCharacter(text);
    if (invalid < text.length) {
      const character = text.codePointAt(invalid)!;
      this.pos = start + invalid + (character > 0xffff ? 2 : 1);
      const hex = character.toString(16).toUpperCase().padStart(4, "0");
      return isPrintable(character)
        ? this.fail(`invalid character '${String.fromCodePoint(character)}' (U+${hex})`)
        : this.fail(`invalid non-printable character U+${hex}`);
    }
    if (pos >= this.length) this.done = Done.Eof;
    this.nameIds[this.count] = internText(text.normalize("NFKC"));
    return this.push(kind.NAME, pos);
  }

  private readDot(): number {
    const { source, pos } = this;
    const next = source.charCodeAt(pos + 1);
    if (isDigit(next)) return readNumber(this, 46);
    const isEllipsis = next === 46 && source.charCodeAt(pos + 2) === 46;
    this.pos = pos + (isEllipsis ? 3 : 1);
    const seen = isEllipsis ? pos : next === 46 ? pos + 2 : pos + 1;
    if (seen >= this.length) this.done = Done.Eof;
    return this.push(isEllipsis ? ELLIPSIS : DOT, this.pos);
  }

  private readOperator(c: number): number {
    const fstring = this.fstring;
    const isPunctuation = c === 58 || c === 125 || c === 33 || c === 123;
    if (isPunctuation && fstring !== null && fstring.expressionDepth >= 0) {
      const text = endOfExpressionText(this, fstring, c);
      if (text !== null) this.expressionTexts.set(this.count, text);
      if (fstring.inText) {
        // A `:` at the depth of the replacement field: the format spec is text again.
        this.pos++;
        return this.push(oneCharacter[c], this.pos);
      }
    }
    const length = operatorLength(this.source, this.pos, c);
    if (length > 1) {
      const start = this.pos;
      this.pos += length;
      if (length === 2 && this.pos >= this.length) this.done = Done.Eof;
      return this.push(kind.kindOf(this.source.slice(start, this.pos)), this.pos);
    }
    this.pos++;
    if (c === 40 || c === 91 || c === 123) {
      if (!this.openBracket(c)) return kind.ERRORTOKEN;
    } else if (c === 41 || c === 93 || c === 125) {
      if (!this.closeBracket(c)) return kind.ERRORTOKEN;
    } else if (c < 32 || c === 127) {
      return this.fail(`invalid non-printable character U+${c.toString(16).toUpperCase().padStart(4, "0")}`);
    }
    if (c === 61 && fstring !== null && fstring.expressionDepth >= 0) fstring.isDebug = true;
    if (this.pos >= this.length) this.done = Done.Eof;
    return this.push(oneCharacter[c], this.pos);
  }

  private openBracket(c: number): boolean {
    if (this.level >= MAX_BRACKETS) {
      this.fail("too many nested parentheses");
      return false;
    }
    this.brackets[this.level] = c;
    this.bracketLines[this.level] = this.lineno;
    this.bracketColumns[this.level] = this.tokenColumn;
    this.level++;
    if (this.fstring !== null) this.fstring.depth++;
    return true;
  }

  private closeBracket(c: number): boolean {
    const fstring = this.fstring;
    const message = this.bracketMismatch(c, String.fromCharCode(c), fstring);
    if (message !== null) {
      this.fail(message);
      return false;
    }
    if (this.level > 0) this.level--;
    if (fstring === null) return true;
    fstring.depth--;
    if (fstring.depth < 0) {
      this.fail(`f-string: unmatched '${String.fromCharCode(c)}'`);
      return false;
    }
    if (c === 125) closeReplacement(fstring);
    return true;
  }

  /** What is wrong with the closing bracket `c` here; null where it closes the innermost bracket. */
  private bracketMismatch(c: number, closing: string, fstring: FStringMode | null): string | null {
    if (fstring !== null && fstring.depth === 0 && c === 125) return "f-string: single '}' is not allowed";
    // Programs get brackets as they stand.
    if (this.keepsAll) return null;
    if (this.level === 0) return `unmatched '${closing}'`;
    const opening = this.brackets[this.level - 1];
    if (c === (opening === 40 ? 41 : opening + 2)) return null;
    const line = this.bracketLines[this.level - 1];
    // CPython has left the bracket when it reports the mismatch; what it then says of unclosed brackets depends on it.
    this.level--;
    if (fstring !== null && opening === 123 && fstring.depth - 1 === fstring.expressionDepth) {
      return `f-string: unmatched '${closing}'`;
    }
    const message = `closing parenthesis '${closing}' does not match opening parenthesis '${String.fromCharCode(opening)}'`;
    return line === this.lineno ? message : `${message} on line ${line}`;
  }

  private endOfSource(): number {
    this.atEndOfText();
    this.done = Done.Eof;
    return this.level > 0 ? this.pushError() : this.pushBare(kind.ENDMARKER);
  }

  /** Makes token number `count` of the text up to `end`. Its end column is that of `pos`, which may be behind `end`. */
  push(tokenKind: number, end: number): number {
    const i = this.count++;
    this.kinds[i] = tokenKind;
    this.levels[i] = this.level;
    this.starts[i] = this.tokenStart;
    this.ends[i] = end;
    this.startLines[i] = this.tokenLine;
    this.startColumns[i] = this.tokenColumn;
    this.endLines[i] = this.lineno;
    this.endColumns[i] = this.isAscii ? this.pos - this.lineStart : this.byteColumn(this.pos);
    return tokenKind;
  }

  /** A token without text. */
  pushBare(tokenKind: number): number {
    const i = this.count++;
    this.kinds[i] = tokenKind;
    this.levels[i] = this.level;
    this.starts[i] = this.ends[i] = this.pos;
    this.startLines[i] = this.endLines[i] = this.lineno;
    this.startColumns[i] = this.endColumns[i] = -1;
    return tokenKind;
  }

  /** Appends the error token; `done` is set. */
  pushError(): number {
    if (this.done === Done.Eof) this.pos = this.length;
    return this.pushBare(kind.ERRORTOKEN);
  }

  /** Gives up on the present line. Returns false. */
  private stop(why: Done): false {
    this.done = why;
    this.pos = this.lineEnd();
    return false;
  }

  /** A syntax error at `pos`, or at the given byte columns. Appends and returns the error token. */
  fail(message: string, offset = -1, endOffset = -1): number {
    const column = offset < 0 ? this.countCharacters() : offset;
    const text = this.lineInWork();
    this.error = { message, lineno: this.lineno, offset: column, endOffset: endOffset < 0 ? column : endOffset, text };
    this.done = Done.Error;
    return this.pushError();
  }

  warn(message: string): void {
    if (this.keepsAll) return;
    const offset = this.countCharacters();
    const { lineno } = this;
    this.warnings.push({ message, lineno, offset, endLineno: lineno, endOffset: offset, text: this.lineInWork() });
  }

  /** Without its end. */
  private lineInWork(): string {
    const newline = this.source.indexOf("\n", this.lineStart);
    const line = this.source.slice(this.lineStart, newline < 0 ? this.length : newline);
    return this.hasUndecodable ? replaceUndecodable(line) : line;
  }

  /** Characters (code points) of the line in work up to `pos`. */
  private countCharacters(): number {
    const text = this.source.slice(this.lineStart, this.pos);
    if (this.isAscii) return text.length;
    return Array.from(this.hasUndecodable ? replaceUndecodable(text) : text).length;
  }

  /** Behind the line end of the last line read. */
  lineEnd(): number {
    if (this.unterminatedEnd > 0) return this.unterminatedEnd;
    const newline = this.source.indexOf("\n", Math.max(this.lineStart, this.pos - 1));
    return newline < 0 ? this.length : newline + 1;
  }

  /** UTF-8 bytes between the start of the line in work and `offset`. Offsets must not go back within a line. */
  byteColumn(offset: number): number {
    if (this.isAscii) return offset - this.lineStart;
    if (offset < this.byteColumnAt) {
      this.byteColumnAt = this.lineStart;
      this.byteColumnExtra = 0;
    }
    let extra = this.byteColumnExtra;
    for (let i = this.byteColumnAt; i < offset; i++) extra += extraBytes(this.source.charCodeAt(i));
    this.byteColumnAt = offset;
    this.byteColumnExtra = extra;
    return offset - this.lineStart + extra;
  }

  private grow(): void {
    this.capacity *= 2;
    const wider = <T extends Uint8Array | Int32Array>(old: T): T => {
      const array = new (old.constructor as new (length: number) => T)(this.capacity);
      array.set(old);
      return array;
    };
    this.kinds = wider(this.kinds);
    this.levels = wider(this.levels);
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.startLines = wider(this.startLines);
    this.startColumns = wider(this.startColumns);
    this.endLines = wider(this.endLines);
    this.endColumns = wider(this.endColumns);
    this.nameIds = wider(this.nameIds);
  }
}
