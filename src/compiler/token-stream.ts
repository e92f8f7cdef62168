/**
 * Tokens for programs: what the module `_tokenize` gives out, made line by line.
 *
 * The counterpart is Python/Python-tokenize.c over a tokenizer that calls `readline`. A line is asked for where CPython asks for one:
 * a token that needs another line is begun anew when that line is there.
 */
import * as kind from "./token-kinds.ts";
import { Done, Tokenizer } from "./tokenizer.ts";

/** Type, text, first line, column, last line, column, number of the source line in `lines`. */
export type StreamToken = [number, string, number, number, number, number, number];

export interface StreamError {
  pythonType: "SyntaxError" | "IndentationError" | "TabError";
  message: string;
  /** lineno, offset, text, and the end where CPython knows one; null: the error has a message only. */
  place: { lineno: number; offset: number; text: string; endOffset: number | null } | null;
  /** Without a place: the last line that was read, and bytes read of it. */
  lineno: number;
  offset: number;
}

/** What a line has brought. */
export interface Batch {
  tokens: StreamToken[];
  lines: string[];
  warnings: Tokenizer["warnings"];
  error: StreamError | null;
}

/** The token in work goes on in a line that is not there yet. */
class LineWanted extends Error {}

/** CPython's numbers of the operators, by our kinds. */
const OPERATOR_NUMBERS = new Map(
  (
    "( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... " +
    ":= !"
  )
    .split(" ")
    .map((operator, i) => [kind.kindOf(operator), i + 7]),
);
OPERATOR_NUMBERS.set(kind.kindOf("<>"), OPERATOR_NUMBERS.get(kind.kindOf("!="))!);
const NUMBERS = new Map([
  [kind.ENDMARKER, 0],
  [kind.NUMBER, 2],
  [kind.STRING, 3],
  [kind.NEWLINE, 4],
  [kind.INDENT, 5],
  [kind.DEDENT, 6],
  [kind.FSTRING_START, 59],
  [kind.FSTRING_MIDDLE, 60],
  [kind.FSTRING_END, 61],
  [kind.COMMENT, 62],
  [kind.NL, 63],
]);
const NAME_NUMBER = 1;
const OP_NUMBER = 55;

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}

export class TokenStream extends Tokenizer {
  private isComplete = false;
  private hasEnded = false;
  /** The last line has no line end of its own. */
  private hasImpliedNewline = false;
  /** Line number and text of the line that the last token stood on. */
  private lastLine = -1;
  private shownLine = "";
  /** What nothing comes behind. */
  private lastError: StreamError | null = null;
  private batch: Batch = { tokens: [], lines: [], warnings: [], error: null };

  /** `keepsAll`: what CPython calls extra_tokens. */
  constructor(keepsAll: boolean) {
    super("");
    this.keepsAll = keepsAll;
  }

  override atEndOfText(): void {
    if (!this.isComplete) throw new LineWanted();
  }

  /** Reads on with the next line, null (or "") where there is none: the tokens up to where another is wanted, an error or the end. */
  feed(line: string | null): Batch {
    if (line === null || line === "") this.isComplete = true;
    else this.append(line);
    return this.run();
  }

  /** Reads on behind an error. */
  run(): Batch {
    this.batch = { tokens: [], lines: [], warnings: [], error: this.lastError };
    if (this.lastError !== null) return this.batch;
    while (!this.hasEnded && this.step());
    this.batch.warnings = this.warnings.splice(0);
    return this.batch;
  }

  private append(line: string): void {
    // What has been read is forgotten, as CPython does, except within an f-string.
    const isFresh = this.pos >= this.length && this.fstring === null;
    this.hasImpliedNewline = !line.endsWith("\n");
    const text = this.hasImpliedNewline ? `${line}\n` : line;
    const kept = isFresh ? "" : this.source.slice(0, this.length);
    if (isFresh) this.pos = this.lineStart = this.bufferStart = 0;
    this.source = `${kept}${text}\0`;
    this.length = this.source.length - 1;
    this.isAscii = (isFresh || this.isAscii) && !/[^\0-\x7f]/.test(text);
  }

  /** One token more; false where a line is wanted, after an error and at the end. */
  private step(): boolean {
    const before = { ...this };
    const { indents, alternateIndents, outerFStrings, fstring, batch } = this;
    const copies = [indents.slice(), alternateIndents.slice(), outerFStrings.slice()] as const;
    const mode = fstring === null ? null : { ...fstring };
    this.count = 0;
    this.done = Done.Ok;
    try {
      const made = this.next();
      if (made === kind.ERRORTOKEN) {
        batch.error = this.streamError();
      } else this.give(made);
      return made !== kind.ERRORTOKEN && made !== kind.ENDMARKER;
    } catch (error) {
      if (!(error instanceof LineWanted)) throw error;
      // The arrays that have grown stay; what they hold is not needed.
      Object.assign(this, before);
      indents.splice(0, indents.length, ...copies[0]);
      alternateIndents.splice(0, alternateIndents.length, ...copies[1]);
      outerFStrings.splice(0, outerFStrings.length, ...copies[2]);
      if (fstring !== null) Object.assign(fstring, mode);
      return false;
    }
  }

  private give(made: number): void {
    const { keepsAll, starts, ends, startLines, endLines } = this;
    const isEnd = made === kind.ENDMARKER;
    this.hasEnded = isEnd;
    // Without lines there is nothing, but for those who want all.
    if (isEnd && !keepsAll && this.lineno === 0) return;
    const isTrailing = isEnd || (made === kind.DEDENT && this.pos >= this.length && this.isComplete);
    const [startLine, endLine] =
      isEnd || made === kind.DEDENT ? [this.lineno, this.lineno] : [startLines[0], endLines[0]];
    const isBare = made === kind.INDENT || made === kind.DEDENT || isEnd;
    const lineStart = this.startOfLine(startLine === endLine ? this.lineStart : starts[0], startLine === endLine);
    if (keepsAll && isTrailing) {
      const line = Math.max(startLine + 1, 1);
      this.pushToken(made, "", line, 0, line, 0, "");
      return;
    }
    if (endLine !== this.lastLine) {
      const end = this.hasImpliedNewline ? this.length - 1 : this.length;
      this.shownLine = isTrailing ? "" : this.source.slice(lineStart, Math.max(end, lineStart));
    }
    this.lastLine = startLine;
    if (isBare) {
      this.giveBare(made, startLine);
      return;
    }
    const column = codePoints(this.source.slice(lineStart, starts[0]));
    const last = startLine === endLine ? lineStart : this.source.lastIndexOf("\n", ends[0] - 1) + 1;
    const endColumn = codePoints(this.source.slice(last, ends[0]));
    const text = this.source.slice(starts[0], ends[0]);
    if (!keepsAll || (made !== kind.NEWLINE && made !== kind.NL)) {
      this.pushToken(made, text, startLine, column, endLine, endColumn, this.shownLine);
    } else this.giveLineEnd(made, startLine, column, starts[0]);
  }

  /** INDENT and DEDENT stand on their line with the blanks in front of its first token; for CPython's parser they have no place. */
  private giveBare(made: number, line: number): void {
    if (!this.keepsAll) {
      this.pushToken(made, "", line, -1, line, -1, this.shownLine);
      return;
    }
    const blanks = this.source.slice(this.lineStart, this.pos);
    const text = made === kind.INDENT ? blanks : "";
    this.pushToken(made, text, line, made === kind.INDENT ? 0 : blanks.length, line, blanks.length, this.shownLine);
  }

  /** NEWLINE or NL from `start` on: its text is the line end, nothing where the source has none. */
  private giveLineEnd(made: number, line: number, column: number, start: number): void {
    const isReturn = this.source.charCodeAt(start) === 13;
    const text = this.hasImpliedNewline ? "" : isReturn ? "\r\n" : "\n";
    this.pushToken(made, text, line, column, line, column + (isReturn ? 2 : 1), this.shownLine);
  }

  /** Where the line begins that `at` stands on: known for the line in work. */
  private startOfLine(at: number, isInWork: boolean): number {
    return isInWork ? at : this.source.lastIndexOf("\n", at - 1) + 1;
  }

  private pushToken(
    made: number,
    text: string,
    startLine: number,
    column: number,
    endLine: number,
    endColumn: number,
    line: string,
  ): void {
    const { tokens, lines } = this.batch;
    if (lines.length === 0 || lines[lines.length - 1] !== line) lines.push(line);
    tokens.push([this.numberOf(made), text, startLine, column, endLine, endColumn, lines.length - 1]);
  }

  private numberOf(made: number): number {
    const known = NUMBERS.get(made);
    if (known !== undefined) return known;
    if (made < kind.NUMBER) return NAME_NUMBER;
    return this.keepsAll ? OP_NUMBER : (OPERATOR_NUMBERS.get(made) ?? OP_NUMBER);
  }

  /** What CPython's iterator makes of a tokenizer that has stopped. */
  private streamError(): StreamError {
    const inLine = (pythonType: StreamError["pythonType"], message: string): StreamError => {
      const text = this.source.slice(this.bufferStart, this.length - 1);
      const place = { lineno: this.lineno, offset: codePoints(text) + 1, text, endOffset: null };
      return { pythonType, message, place, lineno: this.lineno, offset: 0 };
    };
    switch (this.done) {
      case Done.Eof:
        return {
          pythonType: "SyntaxError",
          message: "unexpected EOF in multi-line statement",
          place: null,
          lineno: this.lineno,
          // Behind a `\\` the line is still there.
          offset: this.source.endsWith("\\\n\0") ? new TextEncoder().encode(this.source).length - 1 : 0,
        };
      case Done.Dedent:
        return inLine("IndentationError", "unindent does not match any outer indentation level");
      case Done.TabSpace:
        this.lastError = inLine("TabError", "inconsistent use of tabs and spaces in indentation");
        return this.lastError;
      case Done.TooDeep:
        this.lastError = inLine("IndentationError", "too many levels of indentation");
        return this.lastError;
      case Done.LineContinuation:
        return inLine("SyntaxError", "unexpected character after line continuation character");
      default: {
        const { message, ...place } = this.error!;
        return { pythonType: "SyntaxError", message, place, lineno: this.lineno, offset: 0 };
      }
    }
  }
}
