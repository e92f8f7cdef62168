/**
 * Which part of an expression is to blame: of `left + right` the operator, of `value[index]` and `function(arguments)` the
 * brackets and what they hold. CPython: the anchors of Lib/traceback.py.
 *
 * Positions are indices into the code's characters (code points), each line with `\n` behind it. Nothing is found where the code
 * does not parse as one expression of these kinds.
 */
import type { Expr, Position } from "../compiler/ast.ts";
import { parse } from "../compiler/parse.ts";
import { isSpace, linesOf } from "./python-text.ts";

/** Characters from `start` up to `end` are to blame. */
export interface Anchors {
  start: number;
  end: number;
}

/** What parsing warns of, with the line in the text that was parsed. */
export interface ExcerptWarning {
  lineno: number;
  message: string;
}

/** The number of whole characters in the first `byteCount` UTF-8 bytes; a cut one counts. */
export function charactersIn(characters: readonly string[], byteCount: number): number {
  let left = byteCount;
  let count = 0;
  while (left > 0 && count < characters.length) {
    const codePoint = characters[count].codePointAt(0) ?? 0;
    left -= codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    count++;
  }
  return count;
}

/** An expression's code, in parentheses on lines of their own, so that it may span lines. */
class Segment {
  private readonly characters: string[];
  private readonly lines: string[][];
  private readonly lineStarts: number[] = [];

  constructor(code: string) {
    this.lines = linesOf(code).map((line) => Array.from(line));
    this.characters = this.lines.flatMap((line) => [...line, "\n"]);
    let start = 0;
    for (const line of this.lines) {
      this.lineStarts.push(start);
      start += line.length + 1;
    }
  }

  /** Index of a position of the tree; the tree's first line is the one with the opening parenthesis. */
  private indexOf(lineno: number, byteOffset: number): number {
    const row = lineno - 2;
    return this.lineStarts[row] + charactersIn(this.lines[row], byteOffset);
  }

  /** The node lies within the code, not on the lines of the parentheses. */
  holds(node: Position): boolean {
    return node.lineno >= 2 && node.end_lineno - 2 < this.lines.length;
  }

  startOf(node: Position): number {
    return this.indexOf(node.lineno, node.col_offset);
  }

  endOf(node: Position): number {
    return this.indexOf(node.end_lineno, node.end_col_offset);
  }

  /** The first character from `from` on that `isWanted`, outside of comments and continued line ends; null when there is none. */
  find(from: number, isWanted: (character: string) => boolean): number | null {
    let isHidden = false;
    for (let i = from; i < this.characters.length; i++) {
      const character = this.characters[i];
      if (character === "\n") isHidden = false;
      else if (character === "#" || character === "\\") isHidden = true;
      else if (!isHidden && isWanted(character)) return i;
    }
    return null;
  }

  /** One or two characters between the operands. */
  operator(left: Position, right: Position): Anchors | null {
    const start = this.find(this.endOf(left), (character) => character !== ")" && !isSpace(character));
    if (start === null) return null;
    const second = this.characters[start + 1];
    const isLonger =
      second !== undefined && start + 1 < this.startOf(right) && second !== "#" && second !== "\\" && !isSpace(second);
    return { start, end: start + (isLonger ? 2 : 1) };
  }

  /** From the bracket behind `head` to the end of the expression. */
  brackets(head: Position, whole: Position, opening: string): Anchors | null {
    const start = this.find(this.endOf(head), (character) => character === opening);
    return start === null ? null : { start, end: this.endOf(whole) };
  }
}

/** The one expression that `code` is; null where it is anything else. */
function parseExpression(code: string, warnings: ExcerptWarning[]): Expr | null {
  try {
    const { tree, warnings: found } = parse(`(\n${code}\n)`, "<unknown>", "exec");
    warnings.push(...found);
    if (tree.kind !== "Module" || tree.body.length !== 1) return null;
    const [statement] = tree.body;
    return statement.kind === "Expr" ? statement.value : null;
  } catch {
    return null;
  }
}

/** Adds to `warnings` what the parser warns of. */
export function findAnchors(code: string, warnings: ExcerptWarning[]): Anchors | null {
  const expression = parseExpression(code, warnings);
  if (expression === null) return null;
  const segment = new Segment(code);
  if (!segment.holds(expression)) return null;
  switch (expression.kind) {
    case "BinOp":
      return segment.operator(expression.left, expression.right);
    case "Subscript":
      return segment.brackets(expression.value, expression, "[");
    case "Call":
      return segment.brackets(expression.func, expression, "(");
    default:
      return null;
  }
}
